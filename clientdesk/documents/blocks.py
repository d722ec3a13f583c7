"""The plain blocks of a paper: its title, and lines of text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from clientdesk.documents.flow import Block
from clientdesk.documents.paint import Pen
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, wrap

#: Lines of one paragraph that stay together at either side of a page break.
_TOGETHER = 2
_GAP = 7.0
#: A longer heading is running text to the flow: it may be parted.
HEADING_LINES = 12
_TITLE_LINES = 6


class Whole:
    """What a block does that is never split: the base of the small ones."""

    gap = _GAP
    leads = False
    follows = False

    def split(self, _width: float, _room: float) -> tuple[Block | None, Block | None]:
        """Refuse to be split."""
        return None, self  # type: ignore[return-value]  # every subclass has the height and draw of a Block

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Refuse to be split."""
        return None, self  # type: ignore[return-value]  # as above


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines already broken for the width they will be drawn at; splits with two lines at either side."""

    lines: tuple[TextLine, ...]
    style: Style
    gap: float = _GAP
    leads: bool = False
    follows: bool = False
    indent: float = 0.0
    #: Parts of one paragraph on two pages are one to who hears them.
    node: Node = field(default_factory=partial(Node, "P"))
    #: Stands before the first line, in the indent.
    number: TextLine | None = None
    #: Whether the lines begin at the other edge: words that run against the page.
    from_end: bool = False

    def height(self, _width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, _width: float, room: float) -> tuple[Block | None, Block | None]:
        """Break between lines, never leaving a single line of a paragraph behind."""
        return self.parted(room)

    def parted(self, room: float) -> tuple[Lines | None, Lines]:
        """Return the lines that fit into `room` and the rest, at least two on either side; none if they do not."""
        fitting = int(room / self.style.leading)
        count = min(fitting, len(self.lines) - _TOGETHER)
        if self.leads or count < _TOGETHER:
            return None, self
        return self._part(self.lines[:count]), replace(self._part(self.lines[count:]), number=None)

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Keep two lines with what follows."""
        if self.leads or len(self.lines) < 2 * _TOGETHER:
            return None, self
        return self._part(self.lines[:-_TOGETHER]), self._part(self.lines[-_TOGETHER:])

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the lines from the edge where their language begins."""
        with pen.part(self.node):
            if self.number is not None and self.from_end:
                pen.text_end(x + width, y, self.number, self.style)
            elif self.number is not None:
                pen.text(x, y, self.number, self.style)
            end = x + width - self.indent if self.from_end else None
            pen.lines(x + self.indent, y, self.lines, self.style, end=end)

    def _part(self, lines: tuple[TextLine, ...]) -> Lines:
        return replace(self, lines=lines)


class TitleLine(Whole):
    """The kind of the paper and its number: loud and light on one line, or one below the other.

    In a second language the kind stands at the opposite edge, or below where it has no room there.
    """

    gap = 0.0

    def __init__(self, title: str, number: str, styles: Styles, width: float) -> None:
        """Measure both for `width`."""
        self._styles = styles
        self._title = _title(first_of(title), styles.title, width)
        self._number = _title(number, styles.title_number, width) if number else ()
        self._second = _title(second_of(title), styles.title.other, width) if second_of(title) else ()
        space = styles.title.size * 0.28
        self._beside = 0.0
        used = max(line.width for line in self._title)
        if len(self._title) == len(self._number) == 1:
            left = self._title[0].width + space
            self._beside = left if left + self._number[0].width <= width else 0.0
            used = left + self._number[0].width
        first = len(self._title) + (0 if self._beside else len(self._number))
        self._is_level = first == len(self._second) == 1 and (
            used + 2 * space + self._second[0].width <= width
        )
        self._lines = first + (0 if self._is_level else len(self._second))

    def height(self, _width: float) -> float:
        """Return the height of all."""
        return self._lines * self._styles.title.leading + 3

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw all."""
        with pen.part(Node("H1")):
            below = pen.lines(x, y, self._title, self._styles.title)
            below = pen.lines(
                x + self._beside, y if self._beside else below, self._number, self._styles.title_number
            )
            style = self._styles.title.other
            pen.lines(x, y if self._is_level else below, self._second, style, end=x + width)


def _title(text: str, style: Style, width: float) -> tuple[TextLine, ...]:
    return shortened(wrap(text, style, width), _TITLE_LINES, style)
