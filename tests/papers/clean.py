"""What a clean paper is: nothing outside of its pages, no box for a letter, every letter of its view to be read."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdfium2

from clientdesk.documents.view import DocumentView
from tests.papers.reading import by_pdfium, letters, texts

#: Ink may reach this far over the edge, in points: side bearings are not measured.
_EDGE = 1.0
#: So many marks on one letter that no reader keeps count of them.
_UNCOUNTED = frozenset("\u0301\u064e\u0308")


def faults(pdf: bytes, view: DocumentView) -> list[str]:
    """Return what is wrong with a paper; nothing, if it is clean."""
    found = []
    if count := outside(pdf):
        found.append(f"{count} letters outside of the page")
    if not all(glyph for _font, glyph in shown_glyphs(pdf)):
        found.append("a box")
    lost = sum((letters(text) for text in texts(view)), Counter[str]()) - letters(by_pdfium(pdf))
    if missing := [letter for letter in lost if letter not in _UNCOUNTED]:
        found.append(f"lost: {' '.join(missing)}")
    return found


def outside(pdf: bytes) -> int:
    """Count the letters whose ink is not on their page."""
    count = 0
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            inside = left > -_EDGE and bottom > -_EDGE and right < width + _EDGE and top < height + _EDGE
            count += not inside
    return count


def shown_glyphs(pdf: bytes) -> Iterator[tuple[str, int]]:
    """Yield each glyph that the pages show, with the name of its font; all fonts must be embedded with their text."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        glyphs: dict[tuple[int, int], bytes] = {}
        for page in (part for sheet in file.pages for part in _parts(sheet.obj)):
            fonts = dict(page.Resources.get("/Font", pikepdf.Dictionary()).items())
            for name, code in _codes(page):
                font = fonts[name]
                if font.objgen not in glyphs:
                    glyphs[font.objgen] = _embedded(font)
                yield name, int.from_bytes(glyphs[font.objgen][2 * code : 2 * code + 2], "big")


def _parts(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a page and the forms on it: a sheet of several pages holds them so."""
    yield page
    for form in page.Resources.get("/XObject", pikepdf.Dictionary()).values():
        if form.get("/Subtype") == "/Form":
            yield from _parts(form)


def _embedded(font: pikepdf.Object) -> bytes:
    """Return the glyphs of a font's codes."""
    descendant = font.DescendantFonts[0]
    assert descendant.FontDescriptor.FontFile2.read_bytes()
    assert b"beginbfchar" in font.ToUnicode.read_bytes()
    return descendant.CIDToGIDMap.read_bytes()


def _codes(page: pikepdf.Object) -> Iterator[tuple[str, int]]:
    """Yield each code that a page shows, with the name of its font."""
    font = ""
    for one in pikepdf.parse_content_stream(page, "Tf TJ Tj"):
        if str(one.operator) == "Tf":
            font = str(one.operands[0])
            continue
        parts = one.operands[0] if str(one.operator) == "TJ" else one.operands
        for part in parts:
            if isinstance(part, pikepdf.String):
                raw = bytes(part)
                yield from ((font, int.from_bytes(raw[at : at + 2], "big")) for at in range(0, len(raw), 2))
