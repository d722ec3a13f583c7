"""Paragraphs: runs of styled text set to a measure, as lines that can be split over pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from clientdesk.documents.typeset.bidi import Direction
from clientdesk.documents.typeset.errors import TextTooLongError
from clientdesk.documents.typeset.lines import Align, Line, build_line
from clientdesk.documents.typeset.runs import Run, Style, clean
from clientdesk.documents.typeset.stretch import Stretch

#: The most characters of one paragraph: about three hundred pages.
LONGEST: Final = 1_000_000
#: Paragraphs up to this length are remembered: a column head or a unit returns on every page.
_REMEMBERED: Final = 400
#: How many lines of a paragraph stay together at the foot of a page and at the head of the next.
_TOGETHER: Final = 2
_SLACK: Final = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Runs of text that follow each other; line feeds begin new lines, each with its own direction if it is AUTO."""

    runs: tuple[Run, ...]
    align: Align = Align.START
    direction: Direction = Direction.AUTO


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines one below the other in a measure of `width` points."""

    lines: tuple[Line, ...]
    width: float

    @property
    def height(self) -> float:
        """The height of all lines."""
        return sum(line.height for line in self.lines)

    def split(self, height: float) -> tuple[Layout | None, Layout | None]:
        """Return what fits into `height` and the rest; at least two lines stay together on either side."""
        sums = accumulate(line.height for line in self.lines)
        fitting = sum(1 for reached in sums if reached <= height + _SLACK)
        if fitting == len(self.lines):
            return self, None
        fitting = min(fitting, len(self.lines) - _TOGETHER)
        if fitting < _TOGETHER:
            return None, self
        return Layout(self.lines[:fitting], self.width), Layout(self.lines[fitting:], self.width)


class Composed:
    """A paragraph whose letters are shaped and measured; ask it for lines of any width."""

    def __init__(self, paragraph: Paragraph) -> None:
        """Shape all runs; raises MissingGlyphError and TextTooLongError."""
        self._align = paragraph.align
        self._stretches = tuple(
            Stretch(text, styles, paragraph.direction) for text, styles in _stretches(paragraph.runs)
        )

    @property
    def width(self) -> float:
        """How wide the paragraph is if only line feeds end its lines."""
        return max(stretch.width for stretch in self._stretches)

    @property
    def widest_word(self) -> float:
        """The narrowest measure that breaks no word."""
        return max(stretch.widest_word for stretch in self._stretches)

    def lines(self, measure: float) -> Layout:
        """Return the paragraph broken into lines of `measure` points."""
        found = [
            build_line(stretch, span, measure, self._align, last=span.end == len(stretch.text))
            for stretch in self._stretches
            for span in stretch.spans(measure)
        ]
        return Layout(tuple(found), measure)


def compose(paragraph: Paragraph) -> Composed:
    """Return a paragraph shaped and measured; short ones are remembered."""
    length = sum(len(run.text) for run in paragraph.runs)
    if length > LONGEST:
        raise TextTooLongError(length, LONGEST)
    return _remembered(paragraph) if length <= _REMEMBERED else Composed(paragraph)


_remembered = lru_cache(maxsize=2048)(Composed)


def _stretches(runs: tuple[Run, ...]) -> Iterator[tuple[str, list[tuple[int, Style]]]]:
    """Yield the text between line feeds with the end of each style's part in it."""
    if not runs:
        raise ValueError("a paragraph needs a run, for its style")
    text: list[str] = []
    styles: list[tuple[int, Style]] = []
    length = 0
    for run in runs:
        for index, part in enumerate(clean(run.text).split("\n")):
            if index:
                yield "".join(text), styles
                text, styles, length = [], [], 0
            if not part and styles:
                continue
            if styles and not styles[-1][0]:
                styles.pop()
            text.append(part)
            length += len(part)
            styles.append((length, run.style))
    yield "".join(text), styles
