"""The ladder of sums: labels and amounts at the right, kept together, the last one loud."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.documents.amounts import Edge, beyond_point
from clientdesk.documents.amounts import total_style as _style
from clientdesk.documents.beside import runs_against
from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.said import first_of, second_of
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, single, width_of, wrap
from clientdesk.documents.view import Totals

#: A label is a word or two; a whole text typed as the reason of a discount is cut and repeated below.
_LABEL_LINES = 6
#: Between the labels of two languages.
_BETWEEN = 7 * MM
_NOTE_LINES = 12


@dataclass(frozen=True, slots=True)
class _Row:
    labels: tuple[TextLine, ...]
    seconds: tuple[TextLine, ...]
    notes: tuple[TextLine, ...]
    amount: TextLine
    style: Style
    note_style: Style
    rule: bool
    is_level: bool

    @property
    def height(self) -> float:
        pad = 8.0 if self.rule else 4.0
        return self.label_lines * self.style.leading + len(self.notes) * self.note_style.leading + pad

    @property
    def label_lines(self) -> int:
        labels, seconds = len(self.labels), len(self.seconds)
        return max(labels, seconds) if self.is_level else labels + seconds


class Ladder:
    """Totals at the right half of the body; they stay with the end of the table above them.

    Labels in a second language stand between the first ones and the amounts, or below where one of them is too long.
    """

    gap = 9.0
    leads = False
    follows = True

    def __init__(
        self, section: Totals, styles: Styles, look: Look, width: float, edge: Edge | None = None
    ) -> None:
        """Measure the rows; the block is as wide as its longest pair, at least 75 mm.

        Where the page is read from the right, `edge` is the room of its amounts around their decimal points.
        """
        self._look, self._edge = look, edge
        amounts = [single(row.amount, _style(row, styles)) for row in section.rows]
        amount_width = sum(edge) if edge else max((line.width for line in amounts), default=0.0)
        label_width = max(
            (width_of(first_of(row.label), _style(row, styles)) for row in section.rows), default=0.0
        )
        second_width = max(
            (
                width_of(second_of(row.label), _style(row, styles).other)
                for row in section.rows
                if second_of(row.label)
            ),
            default=0.0,
        )
        beside = label_width + _BETWEEN + second_width + amount_width + 8 * MM
        is_level = bool(second_width) and beside <= width
        needed = beside if is_level else max(label_width, second_width) + amount_width + 8 * MM
        self._width = min(width, max(75 * MM, needed))
        room = self._width - amount_width - 5 * MM
        #: Where labels of the second language begin and end, from the left of the block.
        self._second = (room - second_width if is_level else 0.0, room)
        self._against = runs_against(styles.body)
        #: Texts that have no room in the ladder and must stand in the body.
        self.cut_off: list[str] = []

        def fit(text: str, style: Style, most: int) -> tuple[TextLine, ...]:
            lines = wrap(text, style, room) if text else ()
            if len(lines) > most:
                self.cut_off.append(text)
            return shortened(lines, most, style)

        self._rows = tuple(
            _Row(
                labels=fit(first_of(row.label), _style(row, styles), _LABEL_LINES),
                seconds=fit(second_of(row.label), _style(row, styles).other, _LABEL_LINES),
                notes=fit(row.note, styles.small, _NOTE_LINES),
                amount=amount,
                style=_style(row, styles),
                note_style=styles.small,
                # The first row stands under the table, whose own line closes it.
                rule=row.rule and index > 0,
                is_level=is_level,
            )
            for index, (row, amount) in enumerate(zip(section.rows, amounts, strict=True))
        )

    def height(self, _width: float) -> float:
        """Return the height of all rows."""
        return sum(row.height for row in self._rows)

    def split(self, _width: float, _room: float) -> tuple[Block | None, Block | None]:
        """Stay whole: a sum parted from its parts misleads."""
        return None, self

    def shed(self, _width: float) -> tuple[Block | None, Block | None]:
        """Stay whole."""
        return None, self

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the rows flush with the right edge."""
        left, end = x + width - self._width, x + width
        with pen.part(Node("Table")):
            for row in self._rows:
                if row.rule:
                    thick = 1.0 if row.style.size > 10.2 else 0.5  # noqa: PLR2004  # louder than body text
                    pen.rule(left, y + 2, end, colour=self._look.ink, thickness=thick)
                    y += 4
                head = Node("TH", attributes={"Scope": "Row"})
                with pen.part(Node("TR")):
                    with pen.part(head):
                        below = self._draw_labels(pen, left, y + 2, row)
                    with pen.part(Node("TD")):
                        if self._edge is None:
                            pen.text_end(end, y + 2, row.amount, row.style)
                        else:
                            start = end - self._edge.before - beyond_point(row.amount)
                            pen.text(start, y + 2, row.amount, row.style)
                    # Who copies wants the amount beside its label; who hears is told the note first.
                    with pen.part(head):
                        pen.lines(left, below, row.notes, row.note_style)
                y += row.height - (4 if row.rule else 0)

    def _draw_labels(self, pen: Pen, x: float, y: float, row: _Row) -> float:
        below = pen.lines(x, y, row.labels, row.style)
        start, end = self._second
        top = y if row.is_level else below
        # Below, words of either direction begin where the first ones do: an amount stands at the other edge.
        at_end = x + end if self._against and row.is_level else None
        pen.lines(x + start, top, row.seconds, row.style.other, end=at_end)
        return y + row.label_lines * row.style.leading
