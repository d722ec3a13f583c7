"""The plain blocks of a paper: title, paragraphs, headings, clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, single, wrap
from clientdesk.documents.view import Clause

#: Lines of one paragraph that stay together at either side of a page break.
_TOGETHER = 2
_GAP = 7.0
#: A longer heading is running text to the flow: it may be parted.
_HEADING_LINES = 12
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

    def height(self, _width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, _width: float, room: float) -> tuple[Block | None, Block | None]:
        """Break between lines, never leaving a single line of a paragraph behind."""
        fitting = int(room / self.style.leading)
        count = min(fitting, len(self.lines) - _TOGETHER)
        if self.leads or count < _TOGETHER:
            return None, self
        return self._part(self.lines[:count]), self._part(self.lines[count:])

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Keep two lines with what follows."""
        if self.leads or len(self.lines) < 2 * _TOGETHER:
            return None, self
        return self._part(self.lines[:-_TOGETHER]), self._part(self.lines[-_TOGETHER:])

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw the lines flush left."""
        with pen.part(self.node):
            pen.lines(x + self.indent, y, self.lines, self.style)

    def _part(self, lines: tuple[TextLine, ...]) -> Lines:
        return replace(self, lines=lines)


class TitleLine(Whole):
    """The kind of the paper and its number: loud and light on one line, or one below the other."""

    gap = 0.0

    def __init__(self, title: str, number: str, styles: Styles, width: float) -> None:
        """Measure both for `width`."""
        self._styles = styles
        self._title = shortened(wrap(title, styles.title, width), _TITLE_LINES, styles.title)
        lines = wrap(number, styles.title_number, width) if number else ()
        self._number = shortened(lines, _TITLE_LINES, styles.title_number)
        space = styles.title.size * 0.28
        self._beside = 0.0
        if len(self._title) == len(self._number) == 1:
            left = self._title[0].width + space
            self._beside = left if left + self._number[0].width <= width else 0.0

    def height(self, _width: float) -> float:
        """Return the height of both."""
        lines = len(self._title) + (0 if self._beside else len(self._number))
        return lines * self._styles.title.leading + 3

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw both."""
        with pen.part(Node("H1")):
            below = pen.lines(x, y, self._title, self._styles.title)
            pen.lines(x + self._beside, y if self._beside else below, self._number, self._styles.title_number)


def paragraphs(texts: Sequence[str], style: Style, width: float, *, gap: float = _GAP) -> list[Lines]:
    """Return one block per paragraph; empty ones are left out."""
    return [Lines(wrap(text, style, width), style, gap=gap) for text in texts if text.strip()]


def heading(text: str, style: Style, width: float, *, gap: float = 16.0) -> Block:
    """Return a heading that stays with what comes after it."""
    return leading(wrap(text, style, width), style, gap=gap, node=Node("H2"))


def leading(
    lines: tuple[TextLine, ...], style: Style, *, gap: float = _GAP, node: Node | None = None
) -> Block:
    """Return lines that stay together and with what comes after them, if they are as few as those of a heading."""
    return Lines(lines, style, gap=gap, leads=len(lines) <= _HEADING_LINES, node=node or Node("P"))


def clauses(items: Sequence[Clause], styles: Styles, width: float) -> list[Block]:
    """Return numbered clauses: number in the margin of the text, heading, indented paragraphs."""
    indent = 9 * MM
    blocks: list[Block] = []
    for clause in items:
        title = wrap(clause.heading, styles.strong, width - indent)
        number = single(clause.number, styles.strong)
        head, rest = title[:_HEADING_LINES], title[_HEADING_LINES:]
        blocks.append(Numbered(head, styles.strong, gap=13.0, indent=indent, number=number))
        if rest:
            blocks.append(Lines(rest, styles.strong, gap=0.0, indent=indent))
        blocks.extend(
            Lines(wrap(text, styles.body, width - indent), styles.body, gap=3.0, indent=indent)
            for text in clause.paragraphs
            if text.strip()
        )
    return blocks


@dataclass(frozen=True, slots=True)
class Numbered:
    """The heading of a clause with its number before it."""

    lines: tuple[TextLine, ...]
    style: Style
    gap: float
    indent: float
    number: TextLine
    leads: bool = True
    follows: bool = False

    def height(self, _width: float) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.style.leading

    def split(self, _width: float, _room: float) -> tuple[Block | None, Block | None]:
        """Stay whole."""
        return None, self

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Stay whole."""
        return None, self

    def draw(self, pen: Pen, x: float, y: float, _width: float) -> None:
        """Draw number and heading."""
        with pen.part(Node("H3")):
            pen.text(x, y, self.number, self.style)
            pen.lines(x + self.indent, y, self.lines, self.style)
