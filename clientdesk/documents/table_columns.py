"""The columns of a table: how wide each is, where it stands, and the head over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientdesk.documents.amounts import Edge, edge_of_column
from clientdesk.documents.look import Look
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, Texts, width_of, wrap
from clientdesk.documents.view import Align, RowKind, Table

_GUTTER = 13.0
#: What it shrinks to before amounts leave the line of those in the other tables and sums.
_LEAST_GUTTER = 7.0
_SLACK = 0.01
#: The wide column gets at least this part of the table; the others wrap before it becomes narrower.
_WIDE_SHARE = 0.36
#: A head up to this width stands on one line, a longer one may be broken at its spaces.
_HEAD_WIDTH = 78.0
#: Rows without columns: their words run over the whole table.
SPANNING = frozenset({RowKind.HEADING, RowKind.TEXT})


#: The words over a column, those of a second language below, and its style.
Head = tuple[tuple[TextLine, ...], tuple[TextLine, ...], Style]


@dataclass(frozen=True, slots=True)
class Shape:
    """What all parts of one table share: columns, styles, labels and the laid out head."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    ends: tuple[bool, ...]
    #: The column of the words, where labels of sums begin.
    wide: int
    head: tuple[Head, ...]
    carried: str
    brought: str
    styles: Styles
    look: Look
    carries: bool
    titled: bool
    #: On pages read from the right, where the decimal points of each column of figures stand.
    points: tuple[float | None, ...]

    @property
    def head_height(self) -> float:
        """Height of the head with the rule below it."""
        return max(len(first) + len(second) for first, second, _ in self.head) * self.styles.label.leading + 7

    @property
    def carry_height(self) -> float:
        """Height of a line with a carried sum."""
        return self.styles.small.leading + 6


def shape_of(
    table: Table, styles: Styles, look: Look, width: float, *, texts: Texts, edge: Edge | None = None
) -> Shape:
    """Measure the columns of `table`, whose cells are among `texts`, for `width` points.

    With an `edge`, the room of the paper's amounts, figures line up by their points: the page is read from the right.
    """
    own = [edge_of_column(table, index, styles) if edge else None for index in range(len(table.columns))]
    last = sum(edge) if edge and own[-1] else 0.0
    widths, gutter = _column_widths(table, styles, width, texts, last=last)
    lefts, x = [], 0.0
    for column_width in widths:
        lefts.append(x)
        x += column_width + gutter
    head = styles.label_on_accent if look.filled_heads else styles.label
    return Shape(
        lefts=tuple(lefts),
        widths=tuple(widths),
        ends=tuple(column.align is Align.END for column in table.columns),
        wide=next((index for index, column in enumerate(table.columns) if column.wide), 0),
        head=tuple(
            _head(column.title, head, room) for column, room in zip(table.columns, widths, strict=True)
        ),
        carried=table.carried,
        brought=table.brought,
        styles=styles,
        look=look,
        carries=bool(table.carried) and any(row.running for row in table.rows),
        titled=bool(table.title),
        points=_points(own, edge, lefts, widths, width),
    )


def _points(
    own: Sequence[Edge | None],
    edge: Edge | None,
    lefts: Sequence[float],
    widths: Sequence[float],
    width: float,
) -> tuple[float | None, ...]:
    """Return where the points stand: figures begin with their column, those of the last one keep the paper's edge."""
    points = [left + each.after if each else None for left, each in zip(lefts, own, strict=True)]
    if edge and own[-1] and widths[-1] + _SLACK >= sum(edge):
        points[-1] = width - edge.before
    return tuple(points)


def _column_widths(
    table: Table, styles: Styles, width: float, texts: Texts, *, last: float
) -> tuple[list[float], float]:
    """Give every narrow column what its longest text needs, at least `last` to the last, and the wide one the rest.

    Return with them the gutter between two columns.
    """
    natural = []
    for index, column in enumerate(table.columns):
        shown = (
            row.cells[index] for row in table.rows if row.kind not in SPANNING and index < len(row.cells)
        )
        cells = {(cell, second_of(cell)): cell for cell in shown}.values()
        style = styles.strong if any(row.kind is RowKind.SUBTOTAL for row in table.rows) else styles.body
        words = _head_width(first_of(column.title), styles.label)
        if second := second_of(column.title):
            words = max(words, _head_width(second, styles.label.other))
        natural.append(max([words, *(texts.width(cell, style) for cell in cells)]) + 0.5)
    natural[-1] = max(natural[-1], last)
    wide = [index for index, column in enumerate(table.columns) if column.wide]
    gutter, gutters = _GUTTER, len(table.columns) - 1
    if last and gutters:
        gutter = min(_GUTTER, max(_LEAST_GUTTER, (width - sum(natural)) / gutters))
    free = width - gutter * gutters
    if not wide:
        scale = free / sum(natural) if sum(natural) > free else 1.0
        spare = (free - sum(natural)) / len(natural) if scale == 1.0 else 0.0
        return [each * scale + spare for each in natural], gutter
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
    return natural, gutter


def _head(title: str, style: Style, room: float) -> Head:
    second = second_of(title)
    return wrap(first_of(title), style, room), wrap(second, style.other, room) if second else (), style


def _head_width(title: str, style: Style) -> float:
    """Return the room a column's head asks for: one line if it is short, about two if it is long."""
    whole = width_of(title, style)
    if whole <= _HEAD_WIDTH:
        return whole
    longest = max(width_of(word, style) for word in title.split())
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
