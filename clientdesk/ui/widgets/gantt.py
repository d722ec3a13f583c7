"""Stages on a line of time: when each will be done, when it is promised, how much room is between, and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

from clientdesk.ui import tokens
from clientdesk.ui.widgets.chart import Chart
from clientdesk.ui.widgets.ink import Ink, line_height, text_width
from clientdesk.ui.widgets.picture import Mark

_MOST_WORDS: Final = 0.32
_DIAMOND: Final = 6.0
_TICKS: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A row: the work from `begin` to `done`, the promise, and in words how they stand to each other.

    `tone` is the colour of the bar; `cells` its row of the table: title, promised, done, how it stands.
    """

    title: str
    begin: date
    done: date
    due: date | None
    tone: str
    words: str
    is_over: bool
    cells: tuple[str, ...]


class Gantt(Chart):
    """The stages below each other; the diamond is the promise, the hatched part room to spare, or what is missing."""

    _stages: tuple[Stage, ...] = ()
    _today: date = date.min
    _labels: tuple[tuple[date, str], ...] = ()
    _today_words: str = ""

    def set_stages(
        self,
        stages: Sequence[Stage],
        finding: str,
        *,
        today: date,
        today_words: str,
        labels: Sequence[tuple[date, str]],
    ) -> None:
        """Show `stages`; `labels` are days of the axis with their words, see `axis_days`."""
        self._stages, self._today, self._today_words = tuple(stages), today, today_words
        self._labels = tuple(labels)
        self.set_marks([Mark(cells=stage.cells) for stage in stages], finding)

    def picture_height(self) -> int:
        return round(self._head() + self._row_height() * len(self._stages))

    def places(self, size: QSizeF) -> list[QRectF]:
        high = self._row_height()
        top = self._head()
        return [QRectF(0, top + high * number, size.width(), high) for number in range(len(self._stages))]

    def draw(self, ink: Ink) -> None:
        if not self._stages:
            return
        start = self._words_width(ink.size.width())
        end = ink.size.width() - self._end_width()
        self._draw_axis(ink, start, end)
        high = self._row_height()
        for number, stage in enumerate(self._stages):
            self._draw_stage(ink, stage, self._head() + high * number, start, end)

    def _draw_axis(self, ink: Ink, start: float, end: float) -> None:
        bottom, line = ink.size.height(), line_height(tokens.SIZE_AXIS)
        now = self._x(self._today, start, end)
        today_width = text_width(self._today_words, tokens.SIZE_AXIS, tokens.WEIGHT_SEMIBOLD)
        for day, words in self._labels:
            x = self._x(day, start, end)
            ink.line(QPointF(x, self._head() - tokens.SPACE_1), QPointF(x, bottom), "line")
            room = text_width(words, tokens.SIZE_AXIS)
            if abs(x - now) > (room + today_width) / 2 + tokens.SPACE_1:
                place = QRectF(x - room / 2, 0, room, line)
                ink.text(place, words, size=tokens.SIZE_AXIS, color="third", at="middle")
        ink.line(
            QPointF(now, self._head() - tokens.SPACE_1),
            QPointF(now, bottom),
            "accent",
            width=1.5,
            dashed=True,
        )
        ink.text(
            QRectF(now - today_width / 2, 0, today_width, line),
            self._today_words,
            size=tokens.SIZE_AXIS,
            weight=tokens.WEIGHT_SEMIBOLD,
            color="accent",
            at="middle",
        )

    def _draw_stage(self, ink: Ink, stage: Stage, top: float, start: float, end: float) -> None:
        high = self._row_height()
        ink.text(QRectF(0, top, start - tokens.SPACE_3, high), stage.title, color="text")
        left, right = self._x(stage.begin, start, end), self._x(stage.done, start, end)
        bar_top, bar_high = top + high * 0.28, high * 0.44
        ink.bar(QRectF(left, bar_top, max(4.0, right - left), bar_high), stage.tone, hatched=stage.is_over)
        if stage.due is not None:
            due = self._x(stage.due, start, end)
            if not stage.is_over and abs(due - right) > _DIAMOND:
                rail = QRectF(min(right, due), bar_top, abs(due - right), bar_high)
                ink.bar(rail, "", outline=stage.tone, square=True)
            ink.diamond(QPointF(due, top + high / 2), _DIAMOND, "surface", outline=stage.tone)
        room = self._end_width() - tokens.SPACE_3
        ink.text(
            QRectF(ink.size.width() - room, top, room, high),
            stage.words,
            color=stage.tone if stage.tone in {"good", "warn", "bad"} else "second",
            weight=tokens.WEIGHT_MEDIUM,
            at="end",
        )

    def _span(self) -> tuple[date, date]:
        days = [self._today]
        for stage in self._stages:
            days += [stage.begin, stage.done, *([stage.due] if stage.due else [])]
        return min(days), max(*days, min(days) + _DAY)

    def _x(self, day: date, start: float, end: float) -> float:
        first, last = self._span()
        share = (day - first).days / (last - first).days
        # The diamond and the words of the first and last day stay inside.
        inset = tokens.SPACE_4
        return start + inset + share * max(1.0, end - start - 2 * inset)

    def _words_width(self, width: float) -> float:
        longest = max(text_width(stage.title) for stage in self._stages) + tokens.SPACE_3
        return min(longest, width * _MOST_WORDS)

    def _end_width(self) -> float:
        return (
            max(text_width(stage.words, weight=tokens.WEIGHT_MEDIUM) for stage in self._stages)
            + tokens.SPACE_3
        )

    @staticmethod
    def _head() -> float:
        return line_height(tokens.SIZE_AXIS) + tokens.SPACE_2

    @staticmethod
    def _row_height() -> float:
        return line_height() + tokens.SPACE_4


def axis_days(days: Sequence[date]) -> list[date]:
    """Return a handful of days spread evenly over the span of `days`, for the axis."""
    first, last = min(days), max(days)
    length = (last - first).days
    count = min(_TICKS, length + 1)
    if count < 2:  # noqa: PLR2004  # one day needs no spread
        return [first]
    return [first + timedelta(days=round(length * number / (count - 1))) for number in range(count)]
