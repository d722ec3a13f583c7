"""A paragraph between two line feeds, shaped and measured once; any measure then breaks it without shaping again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from clientdesk.documents.typeset.bidi import Direction, Levels, analyse
from clientdesk.documents.typeset.breaking import HANGING, graphemes, line_ends
from clientdesk.documents.typeset.itemise import Item, itemise
from clientdesk.documents.typeset.runs import Style
from clientdesk.documents.typeset.shape import Glyphs, may_track, shape

#: Sums of fractions differ by this much and still mean the same, in points.
_SLACK: Final = 1e-4
#: No letter of any script is written with so many characters; joined consonants without end are one grapheme.
_ENDLESS: Final = 40
_SOFT_HYPHEN: Final = "\u00ad"


@dataclass(frozen=True, slots=True)
class Piece:
    """A shaped item; `scale` turns its font units into points."""

    item: Item
    glyphs: Glyphs
    scale: float
    tracking: float


@dataclass(frozen=True, slots=True)
class Span:
    """A line's slice of the text: what is seen ends at `visible`, what hangs over at `end`."""

    start: int
    visible: int
    end: int
    hyphen: Piece | None = None


class Stretch:
    """Shaped text without line feeds. Nothing changes after it is made, but for what is worked out on first use."""

    def __init__(
        self, text: str, styles: Sequence[tuple[int, Style]], direction: Direction = Direction.AUTO
    ) -> None:
        """Shape `text`; `styles` gives the end of each style's stretch, and one style for an empty text as well."""
        self.text = text
        self.styles = tuple(styles)
        self.levels: Levels = analyse(text, direction)
        self.pieces = tuple(_piece(text, item) for item in itemise(text, styles, self.levels.levels))
        self.starts = [piece.item.start for piece in self.pieces]
        advances = [0.0] * len(text)
        begins = bytearray(len(text) + 1)
        begins[-1] = 1
        for piece in self.pieces:
            _measure(piece, advances, begins)
        #: How far each character is from the start of the text, if all stood on one line.
        self.x = list(accumulate(advances, initial=0.0))
        self._begins = begins

    @property
    def width(self) -> float:
        """How wide the text is on one line, without the spaces at its end."""
        return self.x[_visible_end(self.text, 0, len(self.text))]

    @property
    def widest_word(self) -> float:
        """The narrowest measure that needs no break within a word."""
        starts = [0, *self._ends[:-1]]
        return max(
            (reach - self.x[start] for start, reach in zip(starts, self._reaches, strict=True)), default=0.0
        )

    def spans(self, measure: float) -> Iterator[Span]:
        """Yield the lines for a measure, as full as they go; a word that is too wide breaks between graphemes."""
        start, at = 0, 0
        ends, reaches = self._ends, self._reaches
        if not self.text:
            yield Span(0, 0, 0)
        while start < len(self.text):
            limit = self.x[start] + measure + _SLACK
            fitting = bisect_right(reaches, limit, at)
            if fitting > at:
                end = ends[fitting - 1]
                at = fitting
                yield Span(start, _visible_end(self.text, start, end), end, self._hyphen_at(end))
            else:
                visible = end = self._emergency(start, ends[at], limit)
                if _visible_end(self.text, end, ends[at]) == end:
                    end = ends[at]  # nothing but spaces follows; they hang over
                    at += 1
                yield Span(start, visible, end)
            start = end

    @cached_property
    def _ends(self) -> list[int]:
        """Where a line may end; never inside of what is drawn as one."""
        language = self.styles[0][1].language
        return [end for end in line_ends(self.text, language) if self._begins[end]]

    @cached_property
    def _reaches(self) -> list[float]:
        """How far each possible line end is from the start of the text, without spaces, with the hyphen it shows."""
        found = []
        for end, start in zip(self._ends, [0, *self._ends], strict=False):
            hyphen = self._hyphen_at(end)
            reach = self.x[_visible_end(self.text, start, end)]
            found.append(reach + (sum(hyphen.glyphs.advances) * hyphen.scale if hyphen else 0.0))
        return found

    @cached_property
    def _graphemes(self) -> list[int]:
        """Where a word that is too wide may be broken: behind graphemes, and inside of those that have no end."""
        found = []
        for start, end in graphemes(self.text):
            inside = end - start > _ENDLESS
            found += [at for at in (range(start + 1, end + 1) if inside else (end,)) if self._begins[at]]
        return found

    def _emergency(self, start: int, end: int, limit: float) -> int:
        """Return the last end of a grapheme that fits, or the first one after `start` if none does."""
        at = bisect_right(self._graphemes, start)
        most = bisect_right(self._graphemes, end)
        fitting = bisect_right(self._graphemes, limit, at, most, key=self.x.__getitem__)
        return self._graphemes[max(fitting - 1, at)]

    def _hyphen_at(self, end: int) -> Piece | None:
        """Return the hyphen that a soft one shows when its line ends there."""
        if not end or end == len(self.text) or self.text[end - 1] != _SOFT_HYPHEN:
            return None
        item = self.pieces[bisect_right(self.starts, end - 1) - 1].item
        char = "\u2010" if item.face.has("\u2010") else "-"
        return _piece(char, Item(0, 1, item.face, item.script, item.level, item.style))


def _piece(text: str, item: Item) -> Piece:
    tracking = item.style.tracking if may_track(item) else 0.0
    return Piece(item, shape(text, item), item.style.size / item.face.units, tracking)


def _measure(piece: Piece, advances: list[float], begins: bytearray) -> None:
    start, scale, tracking = piece.item.start, piece.scale, piece.tracking
    for cluster, advance in zip(piece.glyphs.clusters, piece.glyphs.advances, strict=True):
        index = start + cluster
        begins[index] = 1
        if advance:
            advances[index] += advance * scale + tracking
    begins[start] = 1


def _visible_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in HANGING:
        end -= 1
    return end
