"""Upright bars side by side, one for each month, week or age, with a line through the running sum if wanted."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from clientdesk.ui import tokens
from clientdesk.ui.widgets.bar_words import amount_places, label_lines, label_places
from clientdesk.ui.widgets.chart import Chart
from clientdesk.ui.widgets.ink import Ink, line_height
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
        lines = 2 if any(" " in bar.label for bar in self._bars) else 1
        return round(_PLOT + line_height() + lines * line_height(tokens.SIZE_AXIS) + 4 * tokens.SPACE_1)

    def places(self, size: QSizeF) -> list[QRectF]:
        top, bottom = self._plot(size)
        slot = self._slot(size)
        return [QRectF(slot * number, top, slot, bottom - top) for number in range(len(self._bars))]

    def draw(self, ink: Ink) -> None:
        if not self._bars:
            return
        size = ink.size
        bars = self._bar_places(size)
        for bar, place in zip(self._bars, bars, strict=True):
            if bar.value:
                ink.bar(place, bar.tone, hatched=bar.value < 0)
        zero = self._height_of(0, size)
        ink.line(QPointF(0, zero), QPointF(size.width(), zero), "line")
        if self._with_sum:
            self._draw_sum(ink)
        self._write_labels(ink)
        for number, place in self.amount_places(size).items():
            # On a ground of its own, in case the line of sums runs below it.
            ink.bar(place, "surface", square=True)
            ink.text(place, self._bars[number].amount, size=tokens.SIZE_AXIS, color="second", at="middle")

    def label_places(self, size: QSizeF) -> dict[int, QRectF]:
        """Return where the labels stand that are written, by the number of their bar."""
        return label_places(
            self._label_lines(size),
            [abs(bar.value) for bar in self._bars],
            slot=self._slot(size),
            width=size.width(),
            top=self._plot(size)[1] + tokens.SPACE_1,
        )

    def amount_places(self, size: QSizeF) -> dict[int, QRectF]:
        """Return where the amounts stand that are written, by the number of their bar."""
        amounts = [bar.amount for bar in self._bars]
        line = self._sum_points(size) if self._with_sum else []
        return amount_places(amounts, self._bar_places(size), line, width=size.width())

    def _write_labels(self, ink: Ink) -> None:
        lines, high = self._label_lines(ink.size), line_height(tokens.SIZE_AXIS)
        for number, place in self.label_places(ink.size).items():
            for row, words in enumerate(lines[number]):
                below = QRectF(place.x(), place.y() + row * high, place.width(), high)
                ink.text(below, words, size=tokens.SIZE_AXIS, color="third", at="middle")

    def _label_lines(self, size: QSizeF) -> list[tuple[str, ...]]:
        return label_lines([bar.label for bar in self._bars], self._slot(size))

    def _bar_places(self, size: QSizeF) -> list[QRectF]:
        """Return the bars themselves; one of nothing has no height."""
        slot, zero = self._slot(size), self._height_of(0, size)
        width = min(_WIDEST, slot * _SHARE)
        places = []
        for number, bar in enumerate(self._bars):
            level = self._height_of(bar.value, size)
            high = max(2.0, abs(level - zero)) if bar.value else 0.0
            places.append(QRectF(slot * number + (slot - width) / 2, min(level, zero), width, high))
        return places

    def _draw_sum(self, ink: Ink) -> None:
        points = self._sum_points(ink.size)
        for start, end in itertools.pairwise(points):
            ink.line(start, end, "text", width=1.5)
        for point in points:
            ink.diamond(point, _DOT, "text")

    def _sum_points(self, size: QSizeF) -> list[QPointF]:
        slot = self._slot(size)
        return [
            QPointF(slot * (number + 0.5), self._height_of(bar.sum_value, size))
            for number, bar in enumerate(self._bars)
        ]

    def _slot(self, size: QSizeF) -> float:
        return size.width() / max(1, len(self._bars))

    def _plot(self, size: QSizeF) -> tuple[float, float]:
        lines = max(map(len, self._label_lines(size)), default=1)
        below = lines * line_height(tokens.SIZE_AXIS) + 2 * tokens.SPACE_1
        return line_height() + 2 * tokens.SPACE_1, size.height() - below

    def _height_of(self, value: int, size: QSizeF) -> float:
        """Return where `value` stands, counted from above."""
        top, bottom = self._plot(size)
        values = [bar.value for bar in self._bars] + [bar.sum_value for bar in self._bars if self._with_sum]
        most, least = max([0, *values]), min([0, *values])
        span = (most - least) or 1
        return top + (bottom - top) * (most - value) / span
