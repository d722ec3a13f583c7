"""Tables over pages: repeated head, carried-over sums, rows of several kinds, rows longer than a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from clientdesk.documents.flow import Block
from clientdesk.documents.look import Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, single, wrap
from clientdesk.documents.view import Align, Row, RowKind, Table

_GUTTER = 13.0
_PAD = 4.2
#: The wide column gets at least this part of the table; the others wrap before it becomes narrower.
_WIDE_SHARE = 0.36
#: A head up to this width stands on one line, a longer one may be broken at its spaces.
_HEAD_WIDTH = 78.0
_SUBDUED = frozenset({RowKind.OPTIONAL, RowKind.ALTERNATIVE})
_SPANNING = frozenset({RowKind.HEADING, RowKind.TEXT})


@dataclass(frozen=True, slots=True)
class _Cell:
    """Lines of one style under lines of another: a description and its details, or one of both."""

    parts: tuple[tuple[Style, tuple[TextLine, ...]], ...]

    @property
    def height(self) -> float:
        return sum(style.leading * len(lines) for style, lines in self.parts)

    def cut(self, room: float) -> tuple[_Cell, _Cell]:
        """Part the cell after as many lines as fit."""
        head: list[tuple[Style, tuple[TextLine, ...]]] = []
        tail: list[tuple[Style, tuple[TextLine, ...]]] = []
        for style, lines in self.parts:
            count = 0 if tail else max(0, min(len(lines), int(room / style.leading)))
            head.append((style, lines[:count]))
            if count < len(lines):
                tail.append((style, lines[count:]))
            room -= count * style.leading
        return _Cell(tuple(head)), _Cell(tuple(tail))


@dataclass(frozen=True, slots=True)
class _LaidRow:
    """A row with its cells broken into lines for the columns of its table."""

    kind: RowKind
    cells: tuple[_Cell, ...]
    running: str
    height: float

    def cut(self, room: float) -> tuple[_LaidRow, _LaidRow] | None:
        """Part the row so that the first part fits into `room`; None if not even two lines would."""
        inner = room - _padding(self.kind) * 2
        pieces = [cell.cut(inner) for cell in self.cells]
        heads, tails = tuple(head for head, _ in pieces), tuple(tail for _, tail in pieces)
        tallest = max((cell.height for cell in heads), default=0.0)
        smallest = min(
            (style.leading for cell in self.cells for style, lines in cell.parts if lines), default=0.0
        )
        if tallest < 2 * smallest or not any(cell.height for cell in tails):
            return None
        return (
            replace(self, cells=heads, height=tallest + 2 * _padding(self.kind)),
            replace(self, cells=tails, height=_height(tails, self.kind)),
        )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What all parts of one table share: columns, styles, labels and the laid out head."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    ends: tuple[bool, ...]
    head: tuple[tuple[TextLine, ...], ...]
    carried: str
    brought: str
    styles: Styles
    look: Look
    carries: bool
    titled: bool

    @property
    def head_height(self) -> float:
        return max(len(lines) for lines in self.head) * self.styles.label.leading + 7

    @property
    def carry_height(self) -> float:
        return self.styles.small.leading + 6


class Grid:
    """A table, or the part of it that stands on one page."""

    leads = False
    follows = False

    def __init__(
        self, shape: _Shape, rows: tuple[_LaidRow, ...], *, brought: str = "", carried: str = ""
    ) -> None:
        """Take laid out rows; `brought` and `carried` are the sums at the page breaks around this part."""
        self._shape, self._rows = shape, rows
        self._brought, self._carried = brought, carried
        # Below its own title a table stands close; below running text it wants air.
        self.gap = 3.0 if shape.titled else 12.0

    @classmethod
    def of(cls, table: Table, styles: Styles, look: Look, width: float) -> Grid:
        """Lay out `table` for `width` points."""
        shape = _shape(table, styles, look, width)
        return cls(shape, tuple(_lay_out(row, table, shape, width) for row in table.rows))

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
        while count and self._rows[count - 1].kind is RowKind.HEADING:
            count -= 1
        if count == len(self._rows):
            count -= 1
        if count == 0 or self._rows[count].height > room / 2:
            parted = self._cut_row(count, left)
            if parted is not None:
                return parted
        return self._part(count)

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Keep the last row with the totals that follow."""
        count = len(self._rows) - 1
        while count > 0 and self._rows[count - 1].kind is RowKind.HEADING:
            count -= 1
        return self._part(count)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw head, carry-over lines and rows."""
        y = self._draw_head(pen, x, y, width)
        if self._brought:
            y = self._draw_carry(pen, x, y, width, label=self._shape.brought, amount=self._brought)
            pen.rule(x, y, x + width, colour=self._shape.look.hairline)
        for row in self._rows:
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

    def _pair(self, head: tuple[_LaidRow, ...], tail: tuple[_LaidRow, ...]) -> tuple[Block, Block]:
        """Part the table; the sum so far is carried over. A cut row's amount stands in its first part."""
        running = next((row.running for row in reversed(head) if row.running), self._brought)
        if not self._shape.carries:
            running = ""
        first = Grid(self._shape, head, brought=self._brought, carried=running)
        return first, Grid(self._shape, tail, brought=running, carried=self._carried)

    def _draw_head(self, pen: Pen, x: float, y: float, width: float) -> float:
        shape = self._shape
        bottom = y + shape.head_height
        for index, lines in enumerate(shape.head):
            top = bottom - 5 - len(lines) * shape.styles.label.leading
            end = x + shape.lefts[index] + shape.widths[index] if shape.ends[index] else None
            pen.lines(x + shape.lefts[index], top, lines, shape.styles.label, end=end)
        pen.rule(x, bottom - 1, x + width, colour=shape.look.ink, thickness=0.8)
        return bottom

    def _draw_carry(self, pen: Pen, x: float, y: float, width: float, *, label: str, amount: str) -> float:
        styles = self._shape.styles
        pen.text(x + self._wide_left, y + 3, single(label, styles.small), styles.small)
        pen.text_end(x + width, y + 3, single(amount, styles.small_strong), styles.small_strong)
        return y + self._shape.carry_height

    def _draw_row(self, pen: Pen, x: float, y: float, width: float, row: _LaidRow) -> None:
        shape = self._shape
        spanning = row.kind in _SPANNING
        for index, cell in enumerate(row.cells):
            top = y + _padding(row.kind)
            left = 0.0 if spanning else shape.lefts[index]
            end = None if spanning or not shape.ends[index] else x + left + shape.widths[index]
            for style, lines in cell.parts:
                top = pen.lines(x + left, top, lines, style, end=end)
        if row.kind is RowKind.SUBTOTAL:
            pen.rule(x + self._wide_left, y, x + width, colour=shape.look.ink)
        bottom = y + row.height
        if row.kind is not RowKind.HEADING:
            pen.rule(x, bottom, x + width, colour=shape.look.hairline)

    @property
    def _wide_left(self) -> float:
        # The first column is a row number where the second is not the last; words begin after it.
        return self._shape.lefts[1] if len(self._shape.lefts) > 2 and not self._shape.ends[1] else 0.0  # noqa: PLR2004


def _padding(kind: RowKind) -> float:
    return {RowKind.HEADING: 5.5, RowKind.SUBTOTAL: 4.6}.get(kind, _PAD)


def _height(cells: Sequence[_Cell], kind: RowKind) -> float:
    return max((cell.height for cell in cells), default=0.0) + 2 * _padding(kind)


def _lay_out(row: Row, table: Table, shape: _Shape, width: float) -> _LaidRow:
    styles = shape.styles
    main, aside = _row_styles(row.kind, styles)
    if row.kind in _SPANNING:
        text = next((cell for cell in row.cells if cell), "")
        parts = [(main, wrap(text, main, width))]
        if row.details:
            parts.append((aside, wrap(row.details, aside, width)))
        cells: tuple[_Cell, ...] = (_Cell(tuple(parts)),)
        return _LaidRow(row.kind, cells, row.running, _height(cells, row.kind))
    laid = []
    for column, text, room in zip(table.columns, row.cells, shape.widths, strict=True):
        parts = [(main, wrap(text, main, room))]
        if column.wide:
            if row.details:
                parts.append((aside, wrap(row.details, aside, room)))
            if row.mark:
                parts.append((styles.mark, wrap(row.mark, styles.mark, room)))
        laid.append(_Cell(tuple(parts)))
    cells = tuple(laid)
    return _LaidRow(row.kind, cells, row.running, _height(cells, row.kind))


def _row_styles(kind: RowKind, styles: Styles) -> tuple[Style, Style]:
    if kind in {RowKind.HEADING, RowKind.SUBTOTAL}:
        return styles.strong, styles.small
    if kind in _SUBDUED or kind is RowKind.TEXT:
        return styles.muted, styles.small
    return styles.body, styles.small


def _shape(table: Table, styles: Styles, look: Look, width: float) -> _Shape:
    widths = _column_widths(table, styles, width)
    lefts, x = [], 0.0
    for column_width in widths:
        lefts.append(x)
        x += column_width + _GUTTER
    return _Shape(
        lefts=tuple(lefts),
        widths=tuple(widths),
        ends=tuple(column.align is Align.END for column in table.columns),
        head=tuple(
            wrap(column.title, styles.label, room) for column, room in zip(table.columns, widths, strict=True)
        ),
        carried=table.carried,
        brought=table.brought,
        styles=styles,
        look=look,
        carries=bool(table.carried) and any(row.running for row in table.rows),
        titled=bool(table.title),
    )


def _column_widths(table: Table, styles: Styles, width: float) -> list[float]:
    """Give every narrow column what its longest text needs, and the wide one the rest."""
    natural = []
    for index, column in enumerate(table.columns):
        texts = {
            row.cells[index] for row in table.rows if row.kind not in _SPANNING and index < len(row.cells)
        }
        style = styles.strong if any(row.kind is RowKind.SUBTOTAL for row in table.rows) else styles.body
        words = _head_width(column.title, styles)
        natural.append(max([words, *(single(text, style).width for text in texts)]) + 0.5)
    wide = [index for index, column in enumerate(table.columns) if column.wide]
    free = width - _GUTTER * (len(table.columns) - 1)
    if not wide:
        scale = free / sum(natural) if sum(natural) > free else 1.0
        spare = (free - sum(natural)) / len(natural) if scale == 1.0 else 0.0
        return [each * scale + spare for each in natural]
    narrow = sum(natural) - sum(natural[index] for index in wide)
    # What the wide columns do not need is the others' before anything is broken.
    needed = min(_WIDE_SHARE * free, sum(natural[index] for index in wide))
    limit = free - needed
    if narrow > limit:
        cap = _cap([natural[index] for index in range(len(natural)) if index not in wide], limit)
        natural = [min(each, cap) for each in natural]
        narrow = limit
    for index in wide:
        natural[index] = (free - narrow) / len(wide)
    return natural


def _head_width(title: str, styles: Styles) -> float:
    """Return the room a column's head asks for: one line if it is short, about two if it is long."""
    whole = single(title, styles.label).width
    if whole <= _HEAD_WIDTH:
        return whole
    longest = max(single(word, styles.label).width for word in title.split())
    return max(longest, whole * 0.56)


def _cap(widths: Sequence[float], limit: float) -> float:
    """Return the largest width that lets all of `widths`, cut down to it, fit into `limit`: only the widest lose."""
    left, remaining = limit, len(widths)
    for each in sorted(widths):
        if each * remaining > left:
            break
        left -= each
        remaining -= 1
    return left / max(1, remaining)
