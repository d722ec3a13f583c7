"""Lines: a slice of shaped text put into visual order, aligned and justified."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from clientdesk.documents.typeset.bidi import visual_order
from clientdesk.documents.typeset.runs import Style
from clientdesk.documents.typeset.stretch import Piece, Span, Stretch

_SPACES: Final = frozenset(" \u00a0")
#: A space is widened by this much of the type size at most; a line that would need more stays ragged.
_WIDEST_GAP: Final = 0.8


class Align(StrEnum):
    """Where lines stand in their measure; start and end go by the direction of the text."""

    START = "start"
    END = "end"
    CENTRE = "centre"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs `first` to `last` of a piece, which stand for `text[start:end]`; `x` counts from the line's measure."""

    piece: Piece
    text: str
    start: int
    end: int
    first: int
    last: int
    x: float
    width: float
    gap: float = 0.0

    @property
    def style(self) -> Style:
        """The style of its letters."""
        return self.piece.item.style


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its segments from left to right, and how far it reaches above and below its base line."""

    segments: tuple[Segment, ...]
    text: str
    rtl: bool
    x: float
    width: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """What the line takes of the page."""
        return self.ascent + self.descent

    @property
    def links(self) -> tuple[tuple[str, float, float], ...]:
        """Each link with its left and right end."""
        return tuple((at.style.link, at.x, at.x + at.width) for at in self.segments if at.style.link)


def build_line(stretch: Stretch, span: Span, measure: float, align: Align, *, last: bool) -> Line:
    """Return the line of `span`; `last` ends its paragraph and is not justified.

    One of the spaces that hang over its end is kept: it parts the last word from the next line's first in copied text.
    """
    end = min(span.end, span.visible + 1)
    # What hangs over is a segment of its own: nothing widens it.
    drawn = [*_logical(stretch, span.start, span.visible), *_logical(stretch, span.visible, end)]
    if span.hyphen:
        drawn.append(_Drawn(span.hyphen, "\u00ad", 0, 1, stretch.levels.levels[span.visible - 1]))
    order = visual_order([part.level for part in drawn])
    width = stretch.x[span.visible] - stretch.x[span.start] + _advance(span.hyphen)
    if drawn and not span.hyphen:
        width -= _tracking_at(stretch, span)
    rtl = stretch.levels.base % 2 == 1
    gap = 0.0
    if align is Align.JUSTIFY and not last:
        gap = _gap(stretch, span, measure - width)
        width += gap * _spaces(stretch.text, span.start, span.visible)
    x = left = _left(align, measure - width, rtl=rtl)
    if rtl and end > span.visible:
        left -= stretch.x[end] - stretch.x[span.visible]
    segments = []
    for index in order:
        segment = _segment(drawn[index], left, gap if drawn[index].start < span.visible else 0.0, stretch)
        segments.append(segment)
        left += segment.width
    ascent, descent = _extents(stretch, span)
    return Line(tuple(segments), stretch.text[span.start : end], rtl, x, width, ascent, descent)


class _Drawn(NamedTuple):
    """A slice of a piece on a line, with its level there."""

    piece: Piece
    text: str
    start: int
    end: int
    level: int


def _logical(stretch: Stretch, start: int, end: int) -> Iterator[_Drawn]:
    """Yield the pieces of a line in the order of the text, each with its level after L1."""
    if start == end:
        return
    level_text = not stretch.levels.classes
    levels = () if level_text else stretch.levels.of_line(start, end)
    for index in range(bisect_right(stretch.starts, start) - 1, bisect_left(stretch.starts, end)):
        piece = stretch.pieces[index]
        first, stop = max(start, piece.item.start), min(end, piece.item.end)
        if level_text:
            yield _Drawn(piece, stretch.text, first, stop, 0)
            continue
        while first < stop:
            level = levels[first - start]
            last = first + 1
            while last < stop and levels[last - start] == level:
                last += 1
            yield _Drawn(piece, stretch.text, first, last, level)
            first = last


def _segment(drawn: _Drawn, x: float, gap: float, stretch: Stretch) -> Segment:
    piece, text, start, end, _ = drawn
    base = piece.item.start
    first = bisect_left(piece.glyphs.clusters, start - base)
    last = bisect_left(piece.glyphs.clusters, end - base)
    if text is not stretch.text:
        return Segment(piece, text, start, end, first, last, x, _advance(piece))
    width = stretch.x[end] - stretch.x[start]
    if gap:
        width += gap * _spaces(text, start, end)
    return Segment(piece, text, start, end, first, last, x, width, gap)


def _advance(piece: Piece | None) -> float:
    return sum(piece.glyphs.advances) * piece.scale if piece else 0.0


def _tracking_at(stretch: Stretch, span: Span) -> float:
    """Return the space that tracking leaves behind the last letter of a line."""
    at = max(span.visible - 1, span.start)
    return stretch.pieces[bisect_right(stretch.starts, at) - 1].tracking


def _spaces(text: str, start: int, end: int) -> int:
    return sum(text.count(space, start, end) for space in _SPACES)


def _gap(stretch: Stretch, span: Span, missing: float) -> float:
    spaces = _spaces(stretch.text, span.start, span.visible)
    if not spaces or missing <= 0:
        return 0.0
    gap = missing / spaces
    return gap if gap <= _WIDEST_GAP * stretch.styles[0][1].size else 0.0


def _left(align: Align, spare: float, *, rtl: bool) -> float:
    if align is Align.CENTRE:
        return spare / 2
    return spare if (align is Align.END) != rtl else 0.0


def _extents(stretch: Stretch, span: Span) -> tuple[float, float]:
    """Return how far the line reaches above and below its base line: of each style its leading, shared out evenly.

    The measures are those of a style's first face, so that a foreign word does not push lines apart.
    """
    ascent = descent = 0.0
    first = min(bisect_right(stretch.styles, span.start, key=_end), len(stretch.styles) - 1)
    last = max(bisect_left(stretch.styles, span.end, key=_end), first)
    for _, style in stretch.styles[first : last + 1]:
        face = style.faces[0]
        inner = (face.ascent + face.descent) * style.size
        above = face.ascent * style.size + (style.leading - inner) / 2
        ascent, descent = max(ascent, above), max(descent, style.leading - above)
    return ascent, descent


def _end(styled: tuple[int, Style]) -> int:
    return styled[0]
