"""Amounts on pages that are read from the right: figures run from the left there too, so they line up by their points.

On pages that are read from the left amounts end at the edge of their column, and nothing here is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, single
from clientdesk.documents.view import Align, DocumentView, RowKind, Table, Total, Totals, Weight
from clientdesk.i18n import runs_right_to_left

#: What a column of figures is made of, beside the marks of direction: amounts, quantities, rates.
_FIGURE: Final = re.compile("[\\d.,\u066b\u066c%\u066a+\\-\N{MINUS SIGN}\\s\u061c\u200e\u200f\u2066-\u2069]*")
_DIGIT: Final = re.compile(r"\d")
#: A decimal sign: the last sign between figures, unless it is a comma before three of them, which groups.
_POINT: Final = re.compile("(?<=\\d)(?:[.\u066b](?=\\d+\\D*$)|,(?=(?:\\d{1,2}|\\d{4,})\\D*$))")


class Edge(NamedTuple):
    """The room that amounts need on either side of their decimal point, in points: at its left and at its right."""

    before: float
    after: float


def edge_of(view: DocumentView, styles: Styles) -> Edge | None:
    """Return the room of all amounts in last columns and in sums, which share one point; None if read from the left."""
    if not runs_right_to_left(view.language):
        return None
    return _edge(_amounts(view, styles))


def edge_of_column(table: Table, index: int, styles: Styles) -> Edge | None:
    """Return the room of one column's figures on a page read from the right; None if it holds anything else."""
    column, cells = table.columns[index], list(_cells(table, index, styles))
    texts = [text for text, _ in cells if text]
    if column.align is not Align.END or not all(
        _FIGURE.fullmatch(text) and _DIGIT.search(text) for text in texts
    ):
        return None
    return _edge(single(text, style) for text, style in cells if text)


def beyond_point(line: TextLine) -> float:
    """Return how far a line reaches to the right of its decimal point, or of its last figure if it has no point."""
    sign = _POINT.search(line.text)
    if sign is not None:
        return line.x + line.width - _left_of(line, sign.start())
    figures = [match.end() for match in _DIGIT.finditer(line.text)]
    return line.x + line.width - _left_of(line, figures[-1]) if figures else 0.0


def total_style(row: Total, styles: Styles) -> Style:
    """Return the style of a row of the sums."""
    return {
        Weight.QUIET: styles.muted,
        Weight.NORMAL: styles.body,
        Weight.STRONG: styles.total,
        Weight.DUE: styles.due,
    }[row.weight]


def _amounts(view: DocumentView, styles: Styles) -> Iterator[TextLine]:
    for section in view.body:
        if isinstance(section, Totals):
            yield from (single(row.amount, total_style(row, styles)) for row in section.rows)
        elif isinstance(section, Table):
            last = len(section.columns) - 1
            if edge_of_column(section, last, styles) is not None:
                yield from (single(text, style) for text, style in _cells(section, last, styles) if text)
                yield from (single(row.running, styles.small_strong) for row in section.rows if row.running)


def _cells(table: Table, index: int, styles: Styles) -> Iterator[tuple[str, Style]]:
    for row in table.rows:
        if row.kind not in {RowKind.HEADING, RowKind.TEXT}:
            yield row.cells[index], styles.strong if row.kind is RowKind.SUBTOTAL else styles.body


def _edge(lines: Iterable[TextLine]) -> Edge | None:
    rooms: Sequence[tuple[float, float]] = [
        (line.width - beyond, beyond) for line in lines for beyond in (beyond_point(line),)
    ]
    if not rooms:
        return None
    return Edge(max(before for before, _ in rooms), max(after for _, after in rooms))


def _left_of(line: TextLine, index: int) -> float:
    """Return where the character at `index` of a line of one piece of text begins, or where the one before it ends."""
    start = min(segment.start for segment in line.segments)
    for segment in line.segments:
        if segment.start <= start + index - 1 < segment.end and not segment.piece.item.rtl:
            piece, base = segment.piece, segment.piece.item.start
            glyphs = zip(piece.glyphs.clusters, piece.glyphs.advances, strict=True)
            inner = [
                advance * piece.scale + (piece.tracking if advance else 0.0)
                for cluster, advance in glyphs
                if segment.start <= base + cluster < start + index
            ]
            return segment.x + sum(inner)
    return line.x + line.width
