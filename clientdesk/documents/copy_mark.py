"""The mark of a reprint: a word at the top of each page of a copy of a kept paper, whose own bytes never change."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pikepdf import Name, Object, Page, Pdf

from clientdesk.documents.archive import written
from clientdesk.documents.canvas import PaperCanvas
from clientdesk.documents.look import MM
from clientdesk.documents.own_fonts import Cut
from clientdesk.documents.paint import Pen
from clientdesk.documents.text import Style, TextLine, single
from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.i18n import Translator, runs_right_to_left

#: Every look keeps the uppermost 8 mm of a sheet free of words, and every printer reaches what is 4 mm from the edge.
_TOP, _HEIGHT, _FROM_EDGE = 4.3 * MM, 3.4 * MM, 15 * MM
_AROUND_WORD = 1.8 * MM
#: Given, because one that pikepdf makes up differs each time.
_NAME = Name("/CopyMark")
#: Tones of a letterhead that are no further apart are paper, or a ground of one colour.
_PLAIN = 24
_INK, _GROUND = "#1b2126", "#ffffff"


def marked(pdf: bytes, language: str) -> bytes:
    """Return a copy of a paper with the mark of a copy on each page, in the paper's language.

    The mark is an artifact of the pages and its font is embedded: the copy keeps PDF/A and PDF/UA as the paper does.
    It stands at the end of the uppermost strip, or where a letterhead that lies under the page leaves that strip free.
    The same paper gives the same bytes.
    """
    with Pdf.open(io.BytesIO(pdf)) as file:
        marks: dict[tuple[tuple[float, float], float], Object] = {}
        word = _word(language)
        for page in file.pages:
            size = _size(page)
            right = _free_place(page, size, word.line.width + 2 * _AROUND_WORD, mirrored=word.mirrored)
            if (size, right) not in marks:
                marks[size, right] = _mark(file, size, right, word)
            name = page.add_resource(marks[size, right], Name.XObject, _NAME)
            # What was drawn before may have left the page turned or moved.
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ\nq {name} Do Q\n".encode())
        return written(file)


@dataclass(frozen=True, slots=True)
class _Word:
    """The word of the mark, measured; `mirrored` where its paper is read from the right."""

    line: TextLine
    style: Style
    mirrored: bool


def _word(language: str) -> _Word:
    # Translators: stands at the top of an invoice that is printed again, so that nobody pays or books it twice. It is
    # the word of the trade: German "Zweitschrift".
    word = Translator(language).pgettext("mark on a reprint", "COPY")
    style = Style(
        family="source-sans",
        size=7.2,
        leading=_HEIGHT,
        colour=_INK,
        cut=Cut.STRONG,
        tracking=0.12,
        language=language,
    )
    return _Word(single(word, style), style, runs_right_to_left(language))


def _free_place(page: Page, size: tuple[float, float], chip: float, *, mirrored: bool) -> float:
    """Return where the mark ends, from the edge where reading begins: at the end of the strip, its middle, its start.

    Of these the first under which a letterhead shows nothing; where it shows something everywhere, the quietest.
    """
    width, height = size
    places = (width - _FROM_EDGE, (width + chip) / 2, _FROM_EDGE + chip)
    drawn = page.resources.get("/XObject")
    ground = None if drawn is None else drawn.get("/Letterhead")
    if ground is None:
        return places[0]
    columns, rows = int(ground["/Width"]), int(ground["/Height"])
    pixels = memoryview(ground.read_bytes())

    def unrest(end: float) -> int:
        left = width - end if mirrored else end - chip
        first, last = round(left / width * columns), round((left + chip) / width * columns)
        strip = range(round(_TOP / height * rows), round((_TOP + _HEIGHT) / height * rows))
        most = 0
        for channel in range(3):
            tones = [
                pixels[3 * (row * columns + first) + channel : 3 * (row * columns + last) : 3]
                for row in strip
            ]
            most = max(most, max(map(max, tones)) - min(map(min, tones)))
        return most

    unrests = [unrest(end) for end in places]
    return next(
        (end for end, found in zip(places, unrests, strict=True) if found < _PLAIN),
        places[unrests.index(min(unrests))],
    )


def _size(page: Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _mark(file: Pdf, size: tuple[float, float], end: float, word: _Word) -> Object:
    """Return the mark for pages of this size as a form that all of them show."""
    width, height = size
    out = io.BytesIO()
    options: dict[str, Any] = {"invariant": 1, "pageCompression": 1}
    canvas = PaperCanvas(out, pagesize=size, **options)
    pen = Pen(canvas, DocumentFonts(vars(canvas)["_doc"]), width, height, mirrored=word.mirrored)
    with pen.artifact():
        # On a ground of its own it can be read on the band of colour that some looks have there.
        chip = word.line.width + 2 * _AROUND_WORD
        pen.fill(end - chip - 0.5, _TOP - 0.5, chip + 1, _HEIGHT + 1, colour=_INK, radius=1.5)
        pen.fill(end - chip, _TOP, chip, _HEIGHT, colour=_GROUND, radius=1.2)
        pen.text_end(end - _AROUND_WORD, _TOP, word.line, word.style)
    pen.end_page()
    canvas.showPage()
    canvas.save()
    with Pdf.open(io.BytesIO(out.getvalue())) as drawn:
        return file.copy_foreign(drawn.pages[0].as_form_xobject())
