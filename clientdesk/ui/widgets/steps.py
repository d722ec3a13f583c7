"""Money as steps: what came and went, one row a step, each bar beginning where the one before has ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from clientdesk.ui import tokens
from clientdesk.ui.widgets.chart import Chart
from clientdesk.ui.widgets.ink import Ink, line_height, text_width
from clientdesk.ui.widgets.picture import Mark

#: What the bars keep of the width, however long the words are.
_BARS: Final = 0.18
_LEAST: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step: what happened, by how much, and what is left after it. Values are in one unit, amounts say them.

    A row without `effect` is the balance at the end.
    """

    words: str
    day: str
    amount: str
    left: str
    effect: int
    value: int
    opens: bool = False
    is_balance: bool = False


class Steps(Chart):
    """A waterfall lying on its side, so that words and amounts have room in any language."""

    _steps: tuple[StepRow, ...] = ()

    def set_steps(self, rows: Sequence[StepRow], finding: str) -> None:
        """Show `rows`, the oldest first."""
        self._steps = tuple(rows)
        marks = [
            Mark(
                cells=(
                    ", ".join(part for part in (row.words, row.day) if part),
                    "" if row.is_balance else row.amount,
                    row.left,
                ),
                opens=row.opens,
            )
            for row in rows
        ]
        self.set_marks(marks, finding)

    def picture_height(self) -> int:
        return round(self._row_height() * len(self._steps))

    def places(self, size: QSizeF) -> list[QRectF]:
        high = self._row_height()
        return [QRectF(0, high * number, size.width(), high) for number in range(len(self._steps))]

    def draw(self, ink: Ink) -> None:
        if not self._steps:
            return
        high, width = self._row_height(), ink.size.width()
        figures = max(text_width(row.amount) for row in self._steps) + tokens.SPACE_3
        days = max(text_width(row.day) for row in self._steps) + tokens.SPACE_3
        words = max(text_width(row.words) for row in self._steps) + tokens.SPACE_3
        words = min(words, max(0.0, width * (1 - _BARS) - days - figures))
        start = days + words
        room = max(_LEAST, width - start - figures)
        before = 0
        for number, row in enumerate(self._steps):
            top = high * number
            middle = QRectF(0, top, width, high)
            ink.text(QRectF(0, top, days, high), row.day, color="second")
            weight = tokens.WEIGHT_SEMIBOLD if row.is_balance else tokens.WEIGHT_REGULAR
            ink.text(QRectF(days, top, words - tokens.SPACE_2, high), row.words, color="text", weight=weight)
            if not row.is_balance and number == 0:
                before = row.value - row.effect
            begin = 0 if row.is_balance else before
            left, right = sorted((self._x(begin, room), self._x(row.value, room)))
            bar = QRectF(start + left, top + high * 0.22, max(_LEAST, right - left), high * 0.56)
            falls = row.effect < 0
            if begin != row.value:
                # Nothing left has no bar; the least one would look like some of it.
                ink.bar(bar, "accent" if row.is_balance or not falls else "edge", hatched=falls)
            if number + 1 < len(self._steps):
                x = start + self._x(row.value, room)
                ink.line(QPointF(x, bar.top()), QPointF(x, top + high * 1.22), "edge")
            ink.text(
                QRectF(width - figures, top, figures, high), row.amount, color="text", weight=weight, at="end"
            )
            if row.is_balance:
                ink.line(middle.topLeft(), middle.topRight(), "line")
            before = row.value

    @staticmethod
    def _row_height() -> float:
        return line_height() + tokens.SPACE_3

    def _x(self, value: int, room: float) -> float:
        values = [0, *(row.value for row in self._steps)]
        if self._steps:
            values.append(self._steps[0].value - self._steps[0].effect)
        least, most = min(values), max(values)
        return room * (value - least) / ((most - least) or 1)
