"""Upright bars side by side, one for each month, week or age, with a line through the running sum if wanted."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from clientdesk.ui import tokens
from clientdesk.ui.widgets.chart import Chart
from clientdesk.ui.widgets.ink import Ink, line_height, text_width
from clientdesk.ui.widgets.picture import Mark

_PLOT: Final = 104
_WIDEST: Final = 56
_SHARE: Final = 0.62
_DOT: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `value` gives its height in any unit, `amount` says it; `label` stands below, `name` in the table.

    `tone` is a colour of the tokens, `sum_amount` the running sum for the line, `opens` whether it leads somewhere.
    """

    label: str
    amount: str
    value: int
    name: str = ""
    tone: str = "accent"
    sum_value: int = 0
    sum_amount: str = ""
    opens: bool = False


class Bars(Chart):
    """Bars over a base line; what is below nothing hangs under it. Heights compare within one picture only."""

    def __init__(
        self,
        heads: Sequence[str],
        parent: QWidget | None = None,
        *,
        name: str,
        title: str,
        can_open: bool = False,
        with_sum: bool = False,
    ) -> None:
        self._bars: tuple[Bar, ...] = ()
        self._with_sum = with_sum
        super().__init__(heads, parent, name=name, title=title, can_open=can_open)

    def set_bars(self, bars: Sequence[Bar], finding: str) -> None:
        """Show `bars` in place of the ones before."""
        self._bars = tuple(bars)
        sums = self._with_sum
        marks = [
            Mark(
                cells=(bar.name or bar.label, bar.amount, bar.sum_amount)
                if sums
                else (bar.name or bar.label, bar.amount),
                opens=bar.opens,
            )
            for bar in bars
        ]
        self.set_marks(marks, finding)

    def picture_height(self) -> int:
        return round(_PLOT + 2 * line_height() + 3 * tokens.SPACE_1)

    def places(self, size: QSizeF) -> list[QRectF]:
        top, bottom = self._plot(size)
        slot = self._slot(size)
        return [QRectF(slot * number, top, slot, bottom - top) for number in range(len(self._bars))]

    def draw(self, ink: Ink) -> None:
        if not self._bars:
            return
        slot = self._slot(ink.size)
        width = min(_WIDEST, slot * _SHARE)
        zero = self._height_of(0, ink.size)
        top, bottom = self._plot(ink.size)
        best = max(self._bars, key=_height)
        every = self._every(slot)
        for number, bar in enumerate(self._bars):
            left = slot * number + (slot - width) / 2
            level = self._height_of(bar.value, ink.size)
            if bar.value:
                place = QRectF(left, min(level, zero), width, max(2.0, abs(level - zero)))
                ink.bar(place, bar.tone, hatched=bar.value < 0)
            if number % every == 0:
                spare = slot * (every - 1) / 2 if 0 < number < len(self._bars) - 1 else 0
                below = QRectF(
                    slot * number - spare, bottom + tokens.SPACE_1, slot + 2 * spare, line_height()
                )
                ink.text(below, bar.label, size=tokens.SIZE_AXIS, color="third", at="middle")
            fits = text_width(bar.amount, tokens.SIZE_AXIS) <= slot
            if bar.value and (fits or bar is best):
                self._write_amount(ink, bar, QRectF(left, min(level, zero), width, 0), top)
        ink.line(QPointF(0, zero), QPointF(ink.size.width(), zero), "line")
        if self._with_sum:
            self._draw_sum(ink, slot)

    def _write_amount(self, ink: Ink, bar: Bar, over: QRectF, top: float) -> None:
        room = text_width(bar.amount, tokens.SIZE_AXIS) + tokens.SPACE_1
        left = min(max(0.0, over.center().x() - room / 2), max(0.0, ink.size.width() - room))
        above = max(top - line_height() - tokens.SPACE_1, over.top() - line_height() - 2)
        ink.text(
            QRectF(left, above, room, line_height()),
            bar.amount,
            size=tokens.SIZE_AXIS,
            color="second",
            at="middle",
        )

    def _draw_sum(self, ink: Ink, slot: float) -> None:
        points = [
            QPointF(slot * (number + 0.5), self._height_of(bar.sum_value, ink.size))
            for number, bar in enumerate(self._bars)
        ]
        for start, end in itertools.pairwise(points):
            ink.line(start, end, "text", width=1.5)
        for point in points:
            ink.diamond(point, _DOT, "text")

    def _every(self, slot: float) -> int:
        """Return how many bars share one label, so that no label runs into the next."""
        widest = max(text_width(bar.label, tokens.SIZE_AXIS) for bar in self._bars)
        return 2 if widest + tokens.SPACE_1 > slot else 1

    def _slot(self, size: QSizeF) -> float:
        return size.width() / max(1, len(self._bars))

    @staticmethod
    def _plot(size: QSizeF) -> tuple[float, float]:
        return line_height() + tokens.SPACE_1, size.height() - line_height() - tokens.SPACE_1

    def _height_of(self, value: int, size: QSizeF) -> float:
        """Return where `value` stands, counted from above."""
        top, bottom = self._plot(size)
        values = [bar.value for bar in self._bars] + [bar.sum_value for bar in self._bars if self._with_sum]
        most, least = max([0, *values]), min([0, *values])
        span = (most - least) or 1
        return top + (bottom - top) * (most - value) / span


def _height(bar: Bar) -> int:
    return abs(bar.value)
