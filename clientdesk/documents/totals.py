"""The ladder of sums: labels and amounts at the right, kept together, the last one loud."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.documents.flow import Block
from clientdesk.documents.look import MM, Look
from clientdesk.documents.paint import Pen
from clientdesk.documents.structure import Node
from clientdesk.documents.styles import Styles
from clientdesk.documents.text import Style, TextLine, shortened, single, width_of, wrap
from clientdesk.documents.view import Total, Totals, Weight

#: A label is a word or two; a whole text typed as the reason of a discount is cut and repeated below.
_LABEL_LINES = 6
_NOTE_LINES = 12


@dataclass(frozen=True, slots=True)
class _Row:
    labels: tuple[TextLine, ...]
    notes: tuple[TextLine, ...]
    amount: TextLine
    style: Style
    note_style: Style
    rule: bool

    @property
    def height(self) -> float:
        pad = 8.0 if self.rule else 4.0
        return len(self.labels) * self.style.leading + len(self.notes) * self.note_style.leading + pad


class Ladder:
    """Totals at the right half of the body; they stay with the end of the table above them."""

    gap = 9.0
    leads = False
    follows = True

    def __init__(self, section: Totals, styles: Styles, look: Look, width: float) -> None:
        """Measure the rows; the block is as wide as its longest pair, at least 75 mm."""
        self._look = look
        amounts = [single(row.amount, _style(row, styles)) for row in section.rows]
        amount_width = max((line.width for line in amounts), default=0.0)
        label_width = max((width_of(row.label, _style(row, styles)) for row in section.rows), default=0.0)
        self._width = min(width, max(75 * MM, label_width + amount_width + 8 * MM))
        room = self._width - amount_width - 5 * MM
        #: Texts that have no room in the ladder and must stand in the body.
        self.cut_off: list[str] = []

        def fit(text: str, style: Style, most: int) -> tuple[TextLine, ...]:
            lines = wrap(text, style, room) if text else ()
            if len(lines) > most:
                self.cut_off.append(text)
            return shortened(lines, most, style)

        self._rows = tuple(
            _Row(
                labels=fit(row.label, _style(row, styles), _LABEL_LINES),
                notes=fit(row.note, styles.small, _NOTE_LINES),
                amount=amount,
                style=_style(row, styles),
                note_style=styles.small,
                # The first row stands under the table, whose own line closes it.
                rule=row.rule and index > 0,
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
                        below = pen.lines(left, y + 2, row.labels, row.style)
                    with pen.part(Node("TD")):
                        pen.text_end(end, y + 2, row.amount, row.style)
                    # Who copies wants the amount beside its label; who hears is told the note first.
                    with pen.part(head):
                        pen.lines(left, below, row.notes, row.note_style)
                y += row.height - (4 if row.rule else 0)


def _style(row: Total, styles: Styles) -> Style:
    return {
        Weight.QUIET: styles.muted,
        Weight.NORMAL: styles.body,
        Weight.STRONG: styles.total,
        Weight.DUE: styles.due,
    }[row.weight]
