"""The rows of a table, broken into lines for its columns; a row longer than a page can be cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.table_columns import SPANNING, Shape
from clientdesk.documents.text import Style, TextLine, Texts
from clientdesk.documents.view import Row, RowKind, Table

#: The room above and below the words of a row.
_PAD = 4.2
_PADS = {RowKind.HEADING: 5.5, RowKind.SUBTOTAL: 4.6}
_SUBDUED = frozenset({RowKind.OPTIONAL, RowKind.ALTERNATIVE})


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one style under lines of another: a description and its details, or one of both."""

    parts: tuple[tuple[Style, tuple[TextLine, ...]], ...]

    @property
    def height(self) -> float:
        """Height of all lines."""
        return sum(style.leading * len(lines) for style, lines in self.parts)

    def cut(self, room: float) -> tuple[Cell, Cell]:
        """Part the cell after as many lines as fit."""
        head: list[tuple[Style, tuple[TextLine, ...]]] = []
        tail: list[tuple[Style, tuple[TextLine, ...]]] = []
        for style, lines in self.parts:
            count = 0 if tail else max(0, min(len(lines), int(room / style.leading)))
            head.append((style, lines[:count]))
            if count < len(lines):
                tail.append((style, lines[count:]))
            room -= count * style.leading
        return Cell(tuple(head)), Cell(tuple(tail))


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row with its cells broken into lines for the columns of its table."""

    kind: RowKind
    cells: tuple[Cell, ...]
    running: str
    #: Above and below its words.
    pad: float
    height: float
    #: What the row and its cells are to who hears them; the halves of a row that was cut are the same.
    node: Node = field(default_factory=partial(Node, "TR"))
    cell_nodes: tuple[Node, ...] = ()

    def cut(self, room: float) -> tuple[LaidRow, LaidRow] | None:
        """Part the row so that the first part fits into `room`; None if not even two lines would."""
        inner = room - self.pad * 2
        pieces = [cell.cut(inner) for cell in self.cells]
        heads, tails = tuple(head for head, _ in pieces), tuple(tail for _, tail in pieces)
        tallest = max((cell.height for cell in heads), default=0.0)
        smallest = min(
            (style.leading for cell in self.cells for style, lines in cell.parts if lines), default=0.0
        )
        if tallest < 2 * smallest or not any(cell.height for cell in tails):
            return None
        return (
            replace(self, cells=heads, height=tallest + 2 * self.pad),
            replace(self, cells=tails, height=_height(tails, self.pad)),
        )


def lay_out(row: Row, table: Table, shape: Shape, width: float, texts: Texts) -> LaidRow:
    """Break the texts of a row into lines; words without columns run over the whole `width`."""
    styles = shape.styles
    pad = _PADS.get(row.kind, _PAD) * shape.look.air
    main, aside = _row_styles(row.kind, styles)
    if row.kind in SPANNING:
        text = next((cell for cell in row.cells if cell), "")
        parts = [(main, texts.wrap(text, main, width))]
        parts.extend(_details(row.details, aside, width, texts))
        cells: tuple[Cell, ...] = (Cell(tuple(parts)),)
        heads = row.kind is RowKind.HEADING
        wide = Node("TD", attributes={"ColSpan": len(table.columns)}, heads=heads)
        return LaidRow(row.kind, cells, row.running, pad, _height(cells, pad), cell_nodes=(wide,))
    laid = []
    for column, text, room in zip(table.columns, row.cells, shape.widths, strict=True):
        parts = [(main, texts.wrap(text, main, room))]
        if column.wide:
            parts.extend(_details(row.details, aside, room, texts))
            if row.mark:
                parts.append((styles.mark, texts.wrap(row.mark, styles.mark, room)))
        laid.append(Cell(tuple(parts)))
    cells = tuple(laid)
    nodes = tuple(Node("TD") for _ in cells)
    return LaidRow(row.kind, cells, row.running, pad, _height(cells, pad), cell_nodes=nodes)


def _details(text: str, style: Style, room: float, texts: Texts) -> list[tuple[Style, tuple[TextLine, ...]]]:
    """Return what stands small below the words of a row, then what of it is said in a second language."""
    parts = [(style, texts.wrap(first_of(text), style, room))] if text else []
    if second := second_of(text):
        parts.append((style.other, texts.wrap(second, style.other, room)))
    return parts


def _row_styles(kind: RowKind, styles: Styles) -> tuple[Style, Style]:
    if kind in {RowKind.HEADING, RowKind.SUBTOTAL}:
        return styles.strong, styles.small
    if kind in _SUBDUED or kind is RowKind.TEXT:
        return styles.muted, styles.small
    return styles.body, styles.small


def _height(cells: Sequence[Cell], pad: float) -> float:
    return max((cell.height for cell in cells), default=0.0) + 2 * pad
