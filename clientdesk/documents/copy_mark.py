"""The mark of a reprint: a word at the top of each page of a copy of a kept paper, whose own bytes never change."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Name, Object, Page, Pdf

from clientdesk.documents.archive import written
from clientdesk.documents.canvas import PaperCanvas
from clientdesk.documents.fonts import Cut
from clientdesk.documents.look import MM
from clientdesk.documents.paint import Pen
from clientdesk.documents.text import Style, single
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.i18n import Translator, runs_right_to_left

#: Every look keeps the uppermost 8 mm of a sheet free of words, and every printer reaches what is 4 mm from the edge.
_TOP, _HEIGHT, _FROM_EDGE = 4.3 * MM, 3.4 * MM, 15 * MM
_AROUND_WORD = 1.8 * MM
#: Given, because one that pikepdf makes up differs each time.
_NAME = Name("/CopyMark")
_INK, _GROUND = "#1b2126", "#ffffff"


def marked(pdf: bytes, language: str) -> bytes:
    """Return a copy of a paper with the mark of a copy on each page, in the paper's language.

    The mark is an artifact of the pages and its font is embedded: the copy keeps PDF/A and PDF/UA as the paper does.
    The same paper gives the same bytes.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        marks: dict[tuple[float, float], Object] = {}
        for page in file.pages:
            size = _size(page)
            if size not in marks:
                marks[size] = _mark(file, size, language)
            name = page.add_resource(marks[size], Name.XObject, _NAME)
            # What was drawn before may have left the page turned or moved.
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ\nq {name} Do Q\n".encode())
        return written(file)


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _mark(file: Pdf, size: tuple[float, float], language: str) -> Object:
    """Return the mark for pages of this size as a form that all of them show."""
    words = Translator(language)
    # Translators: stands at the top of an invoice that is printed again, so that nobody pays or books it twice. It is
    # the word of the trade: German "Zweitschrift".
    word = words.pgettext("mark on a reprint", "COPY")
    style = Style(
        family="source-sans",
        size=7.2,
        leading=_HEIGHT,
        colour=_INK,
        cut=Cut.STRONG,
        tracking=0.12,
        language=language,
    )
    line = single(word, style)
    width, height = size
    out = io.BytesIO()
    options: dict[str, Any] = {"invariant": 1, "pageCompression": 1}
    canvas = PaperCanvas(out, pagesize=size, **options)
    pen = Pen(
        canvas, DocumentFonts(vars(canvas)["_doc"]), width, height, mirrored=runs_right_to_left(language)
    )
    end = width - _FROM_EDGE
    with pen.artifact():
        # On a ground of its own it can be read on the band of colour that some looks have there.
        chip = line.width + 2 * _AROUND_WORD
        pen.fill(end - chip - 0.5, _TOP - 0.5, chip + 1, _HEIGHT + 1, colour=_INK, radius=1.5)
        pen.fill(end - chip, _TOP, chip, _HEIGHT, colour=_GROUND, radius=1.2)
        pen.text_end(end - _AROUND_WORD, _TOP, line, style)
    pen.end_page()
    canvas.showPage()
    canvas.save()
    with Pdf.open(io.BytesIO(out.getvalue())) as drawn:
        return file.copy_foreign(drawn.pages[0].as_form_xobject())
