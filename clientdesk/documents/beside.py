"""Words in two languages side by side: two columns that begin level, each in its own direction, and break in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from clientdesk.documents.blocks import HEADING_LINES, Lines
from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM
from clientdesk.documents.paint import Pen
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, single, wrap
from clientdesk.documents.view import Clause
from clientdesk.i18n import runs_right_to_left

_GUTTER = 9 * MM
#: The margin of a clause's number.
_INDENT = 9 * MM
#: Running text keeps a readable measure: it does not fill the whole width of the body.
_MEASURE = 0.92
#: A text this many times as long as the other would leave a hole beside it, and so stands above it.
_UNEVEN = 2.5
#: Fewer lines than this are no hole.
_FEW_LINES = 8
_SLACK = 0.01


def runs_against(style: Style) -> bool:
    """Whether the second language of `style` runs in the other direction than the first, and so ends at its edge."""
    return bool(style.second) and runs_right_to_left(style.second) != runs_right_to_left(style.language)


def column(width: float) -> float:
    """Return how wide each of two columns is."""
    return (width - _GUTTER) / 2


def said(  # what a paragraph is
    text: str,
    style: Style,
    width: float,
    *,
    gap: float,
    kind: str = "P",
    indent: float = 0.0,
    number: str = "",
    leads: bool = False,
) -> list[Block]:
    """Return `text` as blocks for `width`: one if it stands once, two columns if it is said in two languages.

    Where one language says much more than the other they stand below each other. `kind` is the standard's name of
    what it is; `number` stands in the `indent`, in each column.
    """
    mark = single(first_of(number), style) if number else None
    node = Node(kind)
    first = Lines((), style, gap=gap, indent=indent, node=node, number=mark)
    if not second_of(text):
        lines = wrap(first_of(text), style, width - indent)
        return [replace(first, lines=lines, leads=leads and len(lines) <= HEADING_LINES)]
    # A heading is one, in whatever languages; paragraphs are two, of which a reader may choose.
    other = node if kind != "P" else Node(kind, language=style.second)
    second = replace(first, style=style.other, node=other, from_end=runs_against(style))
    room = column(width) - indent
    left = wrap(first_of(text), style, room) if first_of(text) else ()
    right = wrap(second_of(text), style.other, room)
    leads = leads and max(len(left), len(right)) <= HEADING_LINES
    first, second = replace(first, leads=leads), replace(second, leads=leads)
    if left and _is_uneven(len(left), len(right)):
        return [
            replace(first, lines=wrap(first_of(text), style, width - indent)),
            replace(second, lines=wrap(second_of(text), style.other, width - indent)),
        ]
    return [Beside(replace(first, lines=left) if left else None, replace(second, lines=right), gap, leads)]


def said_all(texts: Sequence[str], style: Style, width: float, *, gap: float) -> list[Block]:
    """Return a paragraph for each text, side by side where it is said twice.

    What stands once keeps to a measure that is good to read.
    """
    return [
        block
        for text in texts
        for block in said(text, style, width if second_of(text) else width * _MEASURE, gap=gap)
    ]


def clauses(items: Sequence[Clause], styles: Styles, width: float) -> list[Block]:
    """Return numbered clauses: number in the margin of the text, heading, indented paragraphs."""
    blocks: list[Block] = []
    for clause in items:
        head = said(
            clause.heading,
            styles.strong,
            width,
            gap=13.0,
            kind="H3",
            indent=_INDENT,
            number=clause.number,
            leads=True,
        )
        blocks.extend(head)
        for text in clause.paragraphs:
            if text.strip() or second_of(text):
                blocks.extend(said(text, styles.body, width, gap=3.0, indent=_INDENT))
    return blocks


def _is_uneven(first: int, second: int) -> bool:
    longer, shorter = max(first, second), min(first, second)
    return longer > _UNEVEN * shorter and longer - shorter > _FEW_LINES


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines of two languages in two columns; on the page on which one has ended the other goes on in its own column."""

    first: Lines | None
    second: Lines | None
    gap: float
    leads: bool = False
    follows: bool = False

    def height(self, width: float) -> float:
        """Return the height of the taller column."""
        return max(each.height(width) for each in self._columns)

    def split(self, width: float, room: float) -> tuple[Block | None, Block | None]:
        """Break both columns at the same height; neither is left with a single line, or the block stays whole."""
        heads: list[Lines | None] = []
        tails: list[Lines | None] = []
        for each in (self.first, self.second):
            if each is None or each.height(width) <= room + _SLACK:
                head, tail = each, None
            else:
                head, tail = each.parted(room)
                if head is None:
                    return None, self
            heads.append(head)
            tails.append(tail)
        rest = Beside(tails[0], tails[1], self.gap, self.leads) if any(tails) else None
        return Beside(heads[0], heads[1], self.gap, self.leads), rest

    def shed(self, width: float) -> tuple[Block | None, Block | None]:
        """Keep the last two lines of the taller column with what follows."""
        return self.split(width, self.height(width) - 2 * self._columns[0].style.leading)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the columns, the first language's at the edge where it begins."""
        room = column(width)
        if self.first is not None:
            self.first.draw(pen, x, y, room)
        if self.second is not None:
            self.second.draw(pen, x + width - room, y, room)

    @property
    def _columns(self) -> list[Lines]:
        return [each for each in (self.first, self.second) if each is not None]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Two short texts in one line, the second at the opposite edge; where they have no room it stands below."""

    first: tuple[TextLine, ...]
    second: tuple[TextLine, ...]
    style: Style
    other: Style
    is_level: bool
    node: Node = field(default_factory=partial(Node, "H2"))

    @classmethod
    def of(cls, text: str, style: Style, width: float, *, kind: str = "H2") -> Opposite:
        """Measure `text` for `width`."""
        first = wrap(first_of(text), style, width)
        second = wrap(second_of(text), style.other, width) if second_of(text) else ()
        used = sum(line.width for line in (*first, *second))
        is_level = len(first) == len(second) == 1 and used + 2 * style.size <= width
        return cls(first, second, style, style.other, is_level, Node(kind))

    @property
    def height(self) -> float:
        """The height of all lines."""
        return (len(self.first) + (0 if self.is_level else len(self.second))) * self.style.leading

    def draw(self, pen: Pen, x: float, y: float, width: float) -> float:
        """Draw both; return the y below them."""
        end: float | None = x + width if self.is_level or runs_against(self.style) else None
        start = x + width - column(width)
        if self.is_level and not runs_against(self.style) and self._fits_columns(width):
            # What follows below has its second language in a column that begins there.
            x_second, end = start, None
        else:
            x_second = x
        with pen.part(self.node):
            below = pen.lines(x, y, self.first, self.style)
            pen.lines(x_second, y if self.is_level else below, self.second, self.other, end=end)
        return y + self.height

    def _fits_columns(self, width: float) -> bool:
        return all(line.width <= column(width) for line in (*self.first, *self.second))
