"""Writes lines into a page: operators of PDF text, exact to a tenth of a thousandth, with the text they stand for.

A cluster's text is spread over its glyphs by their codes, and marks stand at their place by their outlines
(`moved.py`), so that every word is one show of text. Where a cluster has more glyphs than characters its word is
wrapped into a span with ActualText (ISO 32000-1, 14.9.4), but from left to right only: poppler, pdfium and MuPDF take
the text of a span for visual order, and would say Arabic backwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

from clientdesk.documents.typeset.font_object import DocumentFonts
from clientdesk.documents.typeset.ignorable import spoken
from clientdesk.documents.typeset.lines import Line, Segment
from clientdesk.documents.typeset.paragraph import Layout

#: The text of a glyph that adds none: every code needs some, or readers show a stray sign of their own.
_NOTHING: Final = "\u200b"
#: Smallest move that is written, in thousandths of the type size.
_LEAST: Final = 0.05
_SPACES: Final = frozenset(" \u00a0")


class _Cluster(NamedTuple):
    """The glyphs `first` to `last` of a piece and their text."""

    text: str
    first: int
    last: int


def draw_layout(canvas: Any, fonts: DocumentFonts, layout: Layout, x: float, top: float) -> float:  # noqa: ANN401
    """Draw the lines of a layout from its upper left corner on ReportLab's canvas; return where it ends below."""
    for line in layout.lines:
        draw_line(canvas, fonts, line, x, top - line.ascent)
        top -= line.height
    return top


def draw_line(canvas: Any, fonts: DocumentFonts, line: Line, x: float, baseline: float) -> None:  # noqa: ANN401
    """Draw one line whose measure begins at `x`."""
    operators = line_operators(fonts, line, x, baseline)
    if operators:
        # ReportLab takes no other operators than its own; this is its list of what the page holds.
        canvas._code.append(operators)  # noqa: SLF001


def line_operators(fonts: DocumentFonts, line: Line, x: float, baseline: float) -> str:
    """Return the operators that draw a line."""
    if not line.segments:
        return ""
    pen = _Pen(fonts, x, baseline)
    for segment in line.segments:
        pen.segment(segment)
    return pen.text()


class _Pen:
    """Gathers the operators of one text object; positions are thousandths of the current type size."""

    def __init__(self, fonts: DocumentFonts, x: float, baseline: float) -> None:
        self._fonts = fonts
        self._x, self._baseline = x, baseline
        # The colour ends with the text: ReportLab does not know of it.
        self._out = ["q BT"]
        self._font = self._colour = ""
        self._size = 0.0
        #: What the next TJ shows: codes that follow each other by themselves, and moves between them.
        self._array: list[str] = []
        self._codes: list[str] = []
        #: Where the next glyph would stand by itself, and where it shall stand.
        self._at = self._target = 0.0

    def segment(self, segment: Segment) -> None:
        """Write a segment, from left to right."""
        if segment.first == segment.last:
            return  # nothing but marks that order the line
        self._flush()
        style = segment.style
        if style.colour != self._colour:
            self._colour = style.colour
            self._out.append(_fill(style.colour))
        if style.size != self._size:
            self._size, self._font = style.size, ""
        self._out.append(f"1 0 0 1 {_number(self._x + segment.x)} {_number(self._baseline)} Tm")
        self._at = self._target = 0.0
        if _is_letter_by_letter(segment):
            self._write_letters(segment)
            return
        clusters = _clusters(segment)
        if segment.piece.item.rtl:
            self._write(segment, reversed(clusters))
            return
        for marked, group in _grouped(segment, clusters):
            if marked:
                self._flush()
                text = "".join([cluster.text for cluster in group])
                self._out.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
            self._write(segment, group)
            if marked:
                self._flush()
                self._out.append("EMC")

    def text(self) -> str:
        """Return the whole text object."""
        self._flush()
        self._out.append("ET Q")
        return " ".join(self._out)

    def _write_letters(self, segment: Segment) -> None:
        """Write one glyph for each letter. This runs for most letters of a paper, so it calls little."""
        glyphs, face = segment.piece.glyphs, segment.piece.item.face
        part = slice(segment.first, segment.last)
        unit = 1000 / face.units
        codes = self._fonts.codes(face)
        gap, tracking = segment.gap / self._size * 1000, segment.piece.tracking / self._size * 1000
        at = target = 0.0
        shown = segment.text[segment.start : segment.end]
        signs = zip(glyphs.ids[part], shown, glyphs.x_offsets[part], glyphs.y_offsets[part], strict=True)
        for sign, advance in zip(signs, glyphs.advances[part], strict=True):
            font, digits, width = codes[sign]
            if font != self._font:
                self._take_font(font)
            shift = at - target
            if not -_LEAST < shift < _LEAST:
                shift = round(shift, 1)
                self._break(_number(shift))
                at -= shift
            self._codes.append(digits)
            at += width
            target += advance * unit
            if tracking and advance:
                target += tracking
            if gap and sign[1] in _SPACES:
                target += gap
        self._at, self._target = at, target

    def _write(self, segment: Segment, clusters: Iterable[_Cluster]) -> None:
        """Write clusters from left to right."""
        piece = segment.piece
        glyphs, item = piece.glyphs, piece.item
        rtl, unit = item.rtl, 1000 / item.face.units
        codes = self._fonts.codes(item.face)
        gap, tracking = segment.gap / self._size * 1000, piece.tracking / self._size * 1000
        for text, first, last in clusters:
            texts = (text,) if last - first == 1 and len(text) == 1 else _spread(text, last - first, rtl=rtl)
            for index in range(last - 1, first - 1, -1) if rtl else range(first, last):
                font, digits, width = codes[
                    glyphs.ids[index], texts[index - first], glyphs.x_offsets[index], glyphs.y_offsets[index]
                ]
                if font != self._font:
                    self._take_font(font)
                shift = self._at - self._target
                if not -_LEAST < shift < _LEAST:
                    shift = round(shift, 1)
                    self._break(_number(shift))
                    self._at -= shift
                self._codes.append(digits)
                self._at += width
                self._target += glyphs.advances[index] * unit
                if tracking and glyphs.advances[index]:
                    self._target += tracking
            if gap and text in _SPACES:
                self._target += gap

    def _take_font(self, font: str) -> None:
        self._flush()
        self._font = font
        self._out.append(f"/{font} {_number(self._size)} Tf")

    def _break(self, move: str = "") -> None:
        if self._codes:
            self._array.append(f"<{''.join(self._codes)}>")
            self._codes = []
        if move:
            self._array.append(move)

    def _flush(self) -> None:
        self._break()
        if self._array:
            self._out.append(f"[{' '.join(self._array)}] TJ")
            self._array = []


def _is_letter_by_letter(segment: Segment) -> bool:
    """Tell whether a segment runs from left to right and each of its characters is one glyph."""
    item, first, last = segment.piece.item, segment.first, segment.last
    if item.rtl or last - first != segment.end - segment.start:
        return False
    begin = segment.start - item.start
    return segment.piece.glyphs.clusters[first:last] == tuple(range(begin, begin + last - first))


def _clusters(segment: Segment) -> list[_Cluster]:
    """Return the clusters of a segment in the order of the text; what has no glyph goes with what stands before it."""
    first, last, base = segment.first, segment.last, segment.piece.item.start
    marks = segment.piece.glyphs.clusters[first:last]
    begins = [index for index, mark in enumerate(marks) if not index or mark != marks[index - 1]]
    starts = [segment.start, *[base + marks[index] for index in begins[1:]], segment.end]
    parts = [segment.text[start:end] for start, end in pairwise(starts)]
    if not all(map(str.isascii, parts)):
        parts = [spoken(part) or part for part in parts]
    ends = [*begins[1:], last - first]
    return [
        _Cluster(part, first + begin, first + end)
        for part, begin, end in zip(parts, begins, ends, strict=True)
    ]


def _spread(text: str, glyphs: int, *, rtl: bool) -> list[str]:
    """Share a cluster's characters out over its glyphs, in the order of the text; the last takes what is left.

    From right to left readers turn the signs of a code around with the line, so they are stored the other way round.
    """
    if glyphs == 1:
        return [text[::-1] if rtl else text]
    parts = [text[index : index + 1] or _NOTHING for index in range(glyphs - 1)]
    rest = text[glyphs - 1 :] or _NOTHING
    return [*parts, rest[::-1] if rtl else rest]


def _grouped(segment: Segment, clusters: Sequence[_Cluster]) -> Iterator[tuple[bool, Sequence[_Cluster]]]:
    """Yield the clusters in groups, each with whether it needs ActualText; such a group is a row of whole words."""
    if len(clusters) == segment.last - segment.first:
        yield False, clusters
        return
    needs: list[bool] = []
    for _, word in groupby(clusters, lambda cluster: cluster.text in _SPACES):
        inside = list(word)
        needs += [any(last - first > len(text) for text, first, last in inside)] * len(inside)
    for index in range(1, len(needs) - 1):
        # A space between two such words belongs to their row.
        if clusters[index].text in _SPACES and needs[index - 1]:
            needs[index] = needs[index + 1]
    for marked, group in groupby(zip(needs, clusters, strict=True), lambda pair: pair[0]):
        yield marked, [cluster for _, cluster in group]


@lru_cache(maxsize=256)
def _fill(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{_number(red)} {_number(green)} {_number(blue)} rg"


def _number(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
