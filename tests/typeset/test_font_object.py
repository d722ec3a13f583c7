"""Fonts inside the PDF: small subsets, exact text for every code, widths that agree, the same bytes every time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from clientdesk.documents.typeset.emit import draw_layout, line_operators
from clientdesk.documents.typeset.faces import open_face
from clientdesk.documents.typeset.font_object import DocumentFonts, Sign
from clientdesk.documents.typeset.paragraph import Layout, Paragraph, compose
from clientdesk.documents.typeset.runs import Run, Style
from tests.typeset.samples import NAMES, draw, font, packaged

STYLE = Style(faces=tuple(font(name) for name in NAMES), size=10, leading=14)
TEXT = "Office ABC 12,5 € شركة النور المحدودة (2026) తెలుగు శ్రీకృష్ణుడు हिन्दी कुल שלום\u2066x\u2069"


def layout(text: str = TEXT, style: Style = STYLE) -> Layout:
    return compose(Paragraph(runs=(Run(text, style),))).lines(500)


def fonts_of(pdf: bytes) -> dict[str, Any]:
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    return {
        name: font.get_object()
        for name, font in page["/Resources"]["/Font"].items()
        if font["/Subtype"] == "/Type0"
    }


def texts_of(whole: Any) -> dict[int, str]:
    # After the one row that says which codes there are.
    _, _, texts = whole["/ToUnicode"].get_data().decode().partition("endcodespacerange")
    rows = re.findall(r"^<(....)> <([0-9A-F]*)>$", texts, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in rows}


def test_every_code_has_text_and_none_of_it_orders_or_hides() -> None:
    for whole in fonts_of(draw([layout()])).values():
        texts = texts_of(whole)
        assert all(texts.values())
        assert not re.search(
            "[\u2066-\u2069\u200e\u200f\u202a-\u202e\ue000-\uf8ff\ufeff\ufffe\x00]", "".join(texts.values())
        )
        assert sorted(texts) == list(range(1, len(texts) + 1))


def test_subsets_hold_only_what_is_drawn_and_widths_agree_with_them() -> None:
    drawn = fonts_of(draw([layout()]))
    assert len(drawn) == 5
    for whole in drawn.values():
        below = whole["/DescendantFonts"][0].get_object()
        program = below["/FontDescriptor"]["/FontFile2"].get_data()
        file = TTFont(io.BytesIO(program))
        gids = below["/CIDToGIDMap"].get_data()
        codes = len(texts_of(whole))
        glyphs = [int.from_bytes(gids[at : at + 2], "big") for at in range(0, len(gids), 2)]
        assert len(glyphs) == codes + 1
        assert glyphs[0] == 0
        assert 0 not in glyphs[1:]
        assert file["maxp"].numGlyphs <= codes + 20
        assert len(program) < 30_000
        assert not {"GSUB", "GPOS", "GDEF", "name", "cmap"} & set(file.keys())
        widths = [float(width) for width in below["/W"][1]]
        units = file["head"].unitsPerEm
        for width, glyph in zip(widths, glyphs[1:], strict=True):
            assert width == pytest.approx(file["hmtx"][file.getGlyphName(glyph)][0] * 1000 / units, abs=0.01)
        assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", whole["/BaseFont"])
        assert below["/BaseFont"] == below["/FontDescriptor"]["/FontName"] == whole["/BaseFont"]


def test_one_glyph_may_carry_different_text() -> None:
    codes = DocumentFonts(Canvas(io.BytesIO())._doc).codes(font("NotoSans"))
    signs = [Sign(40, "E"), Sign(40, "\u0395"), Sign(40, "E"), Sign(40, "E", 10, 0)]
    assert [codes[sign].digits for sign in signs] == ["0001", "0002", "0001", "0003"]


def test_a_full_font_is_followed_by_another() -> None:
    codes = DocumentFonts(Canvas(io.BytesIO())._doc).codes(font("NotoSans"))
    drawn = {codes[Sign(40, f"{number:x}")][:2] for number in range(66_000)}
    assert len(drawn) == 66_000
    assert {name for name, _ in drawn} == {"T1", "T2", "T3"}


def test_the_same_text_gives_the_same_bytes_in_any_process() -> None:
    assert draw([layout()]) == draw([layout()])
    program = (
        "import hashlib; from tests.typeset.test_font_object import draw, layout;"
        "print(hashlib.sha256(draw([layout()])).hexdigest())"
    )
    root = Path(__file__).parents[2]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONPATH": str(root), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_a_pinned_variable_font_is_written_static() -> None:
    style = Style(
        faces=(open_face(packaged("thai"), axes={"wght": 700}),), size=12, leading=18, language="th"
    )
    pdf = draw([layout("ใบแจ้งหนี้", style)])
    (whole,) = fonts_of(pdf).values()
    file = TTFont(io.BytesIO(whole["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()))
    assert not {"fvar", "gvar", "HVAR"} & set(file.keys())
    assert pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip() == "ใบแจ้งหนี้"


def operators(text: str, style: Style = STYLE) -> str:
    (line,) = layout(text, style).lines
    return line_operators(DocumentFonts(Canvas(io.BytesIO())._doc), line, 0, 0)


def test_words_with_more_glyphs_than_letters_have_actual_text_and_arabic_never() -> None:
    def spans(text: str, style: Style = STYLE) -> list[str]:
        written = operators(text, style)
        assert written.count("BDC") == written.count("EMC")
        found = re.findall(r"/ActualText <FEFF([0-9A-F]+)>", written)
        return [bytes.fromhex(span).decode("utf-16-be") for span in found]

    tamil = Style(faces=(open_face(packaged("tamil")),), size=12, leading=18, language="ta")
    assert spans("எண் மொத்தத் தொகை எண்", tamil) == ["மொத்தத் தொகை"]
    assert spans("السَّلامُ عليكم") == spans("plain text") == spans("కార్యాలయం శ్రీకృష్ణుడు కుల") == []


@pytest.mark.parametrize("text", ["السَّلامُ", "శ్రీకృష్ణుడు", "कुल", "q\u0301"])
def test_a_word_with_marks_is_one_show_of_text_without_moves(text: str) -> None:
    written = operators(text)
    assert re.findall(r"\[[^]]*\]", written) == re.findall(r"\[<[0-9A-F]+>\]", written)
    assert written.count("TJ") == 1
    assert " Ts" not in written


def test_a_moved_mark_is_a_composite_of_the_mark_at_its_place() -> None:
    source = font("IBMPlexSansArabic")
    (whole,) = fonts_of(draw([layout("شكراً", Style(faces=(source,), size=12, leading=18))])).values()
    file = TTFont(io.BytesIO(whole["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()))
    composites = [glyph for glyph in file.getGlyphOrder() if file["glyf"][glyph].isComposite()]
    moved = file["glyf"][composites[-1]]
    assert file.getGlyphOrder()[-1] == composites[-1]
    (part,) = moved.components
    mark = file["glyf"][part.glyphName]
    assert (moved.xMin, moved.yMin) == (mark.xMin + part.x, mark.yMin + part.y)
    assert part.y > 100
    assert file["hmtx"][composites[-1]] == (0, mark.xMin + part.x)


def test_letters_stand_where_harfbuzz_puts_them() -> None:
    # The ink of a justified line ends at its measure, to a tenth of a point.
    from clientdesk.documents.typeset.lines import Align

    text = "Die Leistung wird nach dem Angebot erbracht und monatlich nach Aufwand in Rechnung gestellt"
    justified = compose(Paragraph(runs=(Run(text, STYLE),), align=Align.JUSTIFY)).lines(200)
    assert len(justified.lines) > 2
    page = pypdfium2.PdfDocument(draw([Layout(justified.lines[:1], 200)]))[0].get_textpage()
    count = len(page.get_text_range().strip())
    assert page.get_charbox(0)[0] == pytest.approx(40, abs=1)
    assert page.get_charbox(count - 1)[2] == pytest.approx(240, abs=1)


def test_text_can_be_written_into_a_form_that_several_pages_show() -> None:
    # A page says how many there are by a form that is filled in once the last page is known.
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), invariant=1)
    fonts = DocumentFonts(canvas._doc)
    for number in (1, 2):
        canvas.doForm(f"page{number}")
        canvas.showPage()
    for number in (1, 2):
        canvas.beginForm(f"page{number}", 0, 0, 300, 200)
        draw_layout(canvas, fonts, layout(f"Seite {number} von 2 صفحة"), 20, 100)
        canvas.endForm()
    canvas.save()
    pages = pypdfium2.PdfDocument(out.getvalue())
    assert [page.get_textpage().get_text_range() for page in pages] == [
        "Seite 1 von 2 صفحة",
        "Seite 2 von 2 صفحة",
    ]
