"""The columns of a table: how wide each is, where it stands, and the head over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientdesk.documents.look import Look
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import TextLine, Texts, width_of, wrap
from clientdesk.documents.view import Align, RowKind, Table

_GUTTER = 13.0
#: The wide column gets at least this part of the table; the others wrap before it becomes narrower.
_WIDE_SHARE = 0.36
#: A head up to this width stands on one line, a longer one may be broken at its spaces.
_HEAD_WIDTH = 78.0
#: Rows without columns: their words run over the whole table.
SPANNING = frozenset({RowKind.HEADING, RowKind.TEXT})


@dataclass(frozen=True, slots=True)
class Shape:
    """What all parts of one table share: columns, styles, labels and the laid out head."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    ends: tuple[bool, ...]
    #: The column of the words, where labels of sums begin.
    wide: int
    head: tuple[tuple[TextLine, ...], ...]
    carried: str
    brought: str
    styles: Styles
    look: Look
    carries: bool
    titled: bool

    @property
    def head_height(self) -> float:
        """Height of the head with the rule below it."""
        return max(len(lines) for lines in self.head) * self.styles.label.leading + 7

    @property
    def carry_height(self) -> float:
        """Height of a line with a carried sum."""
        return self.styles.small.leading + 6


def shape_of(table: Table, styles: Styles, look: Look, width: float, texts: Texts) -> Shape:
    """Measure the columns of `table`, whose cells are among `texts`, for `width` points."""
    widths = _column_widths(table, styles, width, texts)
    lefts, x = [], 0.0
    for column_width in widths:
        lefts.append(x)
        x += column_width + _GUTTER
    head = styles.label_on_accent if look.filled_heads else styles.label
    return Shape(
        lefts=tuple(lefts),
        widths=tuple(widths),
        ends=tuple(column.align is Align.END for column in table.columns),
        wide=next((index for index, column in enumerate(table.columns) if column.wide), 0),
        head=tuple(
            wrap(column.title, head, room) for column, room in zip(table.columns, widths, strict=True)
        ),
        carried=table.carried,
        brought=table.brought,
        styles=styles,
        look=look,
        carries=bool(table.carried) and any(row.running for row in table.rows),
        titled=bool(table.title),
    )


def _column_widths(table: Table, styles: Styles, width: float, texts: Texts) -> list[float]:
    """Give every narrow column what its longest text needs, and the wide one the rest."""
    natural = []
    for index, column in enumerate(table.columns):
        cells = {
            row.cells[index] for row in table.rows if row.kind not in SPANNING and index < len(row.cells)
        }
        style = styles.strong if any(row.kind is RowKind.SUBTOTAL for row in table.rows) else styles.body
        words = _head_width(column.title, styles)
        natural.append(max([words, *(texts.width(cell, style) for cell in cells)]) + 0.5)
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
    whole = width_of(title, styles.label)
    if whole <= _HEAD_WIDTH:
        return whole
    longest = max(width_of(word, styles.label) for word in title.split())
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
