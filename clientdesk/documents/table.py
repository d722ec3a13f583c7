"""Tables over pages: repeated head, carried-over sums, rows of several kinds, rows longer than a page."""

from __future__ import annotations

from functools import cached_property

from clientdesk.documents.amounts import Edge, beyond_point
from clientdesk.documents.flow import Block
from clientdesk.documents.look import Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.table_columns import SPANNING, Shape, shape_of
from clientdesk.documents.table_rows import LaidRow, lay_out
from clientdesk.documents.text import Texts, single
from clientdesk.documents.view import RowKind, Table


class Grid:
    """A table, or the part of it that stands on one page."""

    leads = False
    follows = False

    def __init__(
        self,
        shape: Shape,
        rows: tuple[LaidRow, ...],
        *,
        brought: str = "",
        carried: str = "",
        node: Node | None = None,
    ) -> None:
        """Take laid out rows; `brought` and `carried` are the sums at the page breaks around this part.

        `node` is the table that this part goes on; without one it begins it.
        """
        self._shape, self._rows = shape, rows
        self._brought, self._carried = brought, carried
        self._begins = node is None
        self._node = node or Node("Table")
        # Below its own title a table stands close; below running text it wants air.
        self.gap = 3.0 if shape.titled else 12.0

    @classmethod
    def of(cls, table: Table, styles: Styles, look: Look, width: float, edge: Edge | None = None) -> Grid:
        """Lay out `table` for `width` points; `edge` is that of the paper's amounts, if it is read from the right."""
        texts = Texts()
        shape = shape_of(table, styles, look, width, texts=texts, edge=edge)
        return cls(shape, tuple(lay_out(row, table, shape, width, texts) for row in table.rows))

    def height(self, _width: float) -> float:
        """Return the height with head and carry-over lines."""
        return self._frame_height + sum(self._heights)

    def split(self, _width: float, room: float) -> tuple[Block | None, Block | None]:
        """Break between rows, or inside a row that is longer than a page; a heading goes with its first row."""
        left = room - self._frame_height - (self._shape.carry_height if self._shape.carries else 0.0)
        count = 0
        for height in self._heights:
            if height > left:
                break
            left -= height
            count += 1
        if count == len(self._rows):
            count -= 1
        elif count == 0 or self._rows[count].height > room / 2:
            parted = self._cut_row(count, left)
            if parted is not None:
                return parted
        while count and self._rows[count - 1].kind is RowKind.HEADING:
            count -= 1
        return self._part(count)

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Keep the last row with the totals that follow."""
        count = len(self._rows) - 1
        while count > 0 and self._rows[count - 1].kind is RowKind.HEADING:
            count -= 1
        return self._part(count)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw head, carry-over lines and rows."""
        with pen.part(self._node):
            y = self._draw_head(pen, x, y, width)
            if self._brought:
                y = self._draw_carry(pen, x, y, width, label=self._shape.brought, amount=self._brought)
                pen.rule(x, y, x + width, colour=self._shape.look.hairline)
            for row in self._rows:
                with pen.part(row.node):
                    self._draw_row(pen, x, y, width, row)
                y += row.height
            if self._carried:
                self._draw_carry(pen, x, y, width, label=self._shape.carried, amount=self._carried)

    @cached_property
    def _heights(self) -> tuple[float, ...]:
        return tuple(row.height for row in self._rows)

    @property
    def _frame_height(self) -> float:
        carries = bool(self._brought) + bool(self._carried)
        return self._shape.head_height + carries * self._shape.carry_height

    def _part(self, count: int) -> tuple[Block | None, Block | None]:
        if count <= 0:
            return None, self
        return self._pair(self._rows[:count], self._rows[count:])

    def _cut_row(self, index: int, room: float) -> tuple[Block | None, Block | None] | None:
        parted = self._rows[index].cut(room)
        if parted is None:
            return None
        return self._pair((*self._rows[:index], parted[0]), (parted[1], *self._rows[index + 1 :]))

    def _pair(self, head: tuple[LaidRow, ...], tail: tuple[LaidRow, ...]) -> tuple[Block, Block]:
        """Part the table; the sum so far is carried over. A cut row's amount stands in its first part."""
        running = next((row.running for row in reversed(head) if row.running), self._brought)
        if not self._shape.carries:
            running = ""
        node = None if self._begins else self._node
        first = Grid(self._shape, head, brought=self._brought, carried=running, node=node)
        return first, Grid(
            self._shape, tail, brought=running, carried=self._carried, node=first._node
        )  # its own kind

    def _draw_head(self, pen: Pen, x: float, y: float, width: float) -> float:
        shape = self._shape
        bottom = y + shape.head_height
        leading = shape.styles.label.leading
        if shape.look.filled_heads:
            pen.fill(x - 4, y, width + 8, shape.head_height - 1, colour=shape.look.accent, radius=2)
        # Heard once: on further pages the head is there for the eye.
        with pen.part(Node("TR")) if self._begins else pen.artifact():
            for index, (first, second, style) in enumerate(shape.head):
                top = bottom - 5 - (len(first) + len(second)) * leading
                # Over figures that line up by their points a head begins where they do.
                at_end = shape.ends[index] and shape.points[index] is None
                end = x + shape.lefts[index] + shape.widths[index] if at_end else None
                head = Node("TH", attributes={"Scope": "Column"})
                with pen.part(head) if self._begins else pen.artifact():
                    below = pen.lines(x + shape.lefts[index], top, first, style, end=end)
                    pen.lines(x + shape.lefts[index], below, second, style.other, end=end)
        if not shape.look.filled_heads:
            pen.rule(x, bottom - 1, x + width, colour=shape.look.ink, thickness=0.8)
        return bottom

    def _draw_carry(self, pen: Pen, x: float, y: float, width: float, *, label: str, amount: str) -> float:
        styles = self._shape.styles
        with pen.artifact():
            pen.text(x + self._wide_left, y + 3, single(label, styles.small), styles.small)
            line, point = single(amount, styles.small_strong), self._shape.points[-1]
            end = x + width if point is None else x + point - beyond_point(line) + line.width
            pen.text_end(end, y + 3, line, styles.small_strong)
        return y + self._shape.carry_height

    def _draw_row(self, pen: Pen, x: float, y: float, width: float, row: LaidRow) -> None:
        shape = self._shape
        spanning = row.kind in SPANNING
        for index, cell in enumerate(row.cells):
            top = y + row.pad
            left = 0.0 if spanning else shape.lefts[index]
            end = None if spanning or not shape.ends[index] else x + left + shape.widths[index]
            point = None if spanning else shape.points[index]
            with pen.part(row.cell_nodes[index]):
                for style, lines in cell.parts:
                    if point is None:
                        top = pen.lines(x + left, top, lines, style, end=end)
                        continue
                    for line in lines:
                        pen.text(x + point - beyond_point(line), top, line, style)
                        top += style.leading
        if row.kind is RowKind.SUBTOTAL:
            pen.rule(x + self._wide_left, y, x + width, colour=shape.look.ink)
        bottom = y + row.height
        if row.kind is not RowKind.HEADING:
            pen.rule(x, bottom, x + width, colour=shape.look.hairline)

    @property
    def _wide_left(self) -> float:
        return self._shape.lefts[self._shape.wide]
