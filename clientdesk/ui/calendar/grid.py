"""The month as a grid of days: arrows walk it, each day is heard whole, and weeks carry their number and load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientdesk.i18n import pgettext, translator
from clientdesk.queries.calendar_month import CalendarWeek, Month
from clientdesk.ui import style, tokens
from clientdesk.ui.calendar import words
from clientdesk.ui.calendar.cell import Cell
from clientdesk.ui.widgets.ink import Ink, line_height, text_width
from clientdesk.ui.widgets.picture import Mark, Picture

_WEEK: Final = 7
_STEPS: Final = {Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthGrid(Picture):
    """Paints a month. A day beyond it is asked for (`day_wanted`), the screen brings it."""

    opens_on_click = False
    is_kept = True
    ring_gap = -2
    #: The cursor wants to stand on this day.
    day_wanted = Signal(object)
    #: So many months on, or back.
    months_wanted = Signal(int)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month")
        self._today = today
        self.month: Month | None = None
        #: What day it was when the month was shown.
        self._shown_on: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        style.theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def day(self) -> date | None:
        """The day the cursor stands on."""
        return self.month.days[self.current].on if self.month is not None else None

    def show_month(self, month: Month, on: date) -> None:
        """Show `month` with the cursor on the day `on`."""
        today = self._today()
        if month == self.month and today == self._shown_on:
            self.select(on)
            return
        self.month, self._shown_on = month, today
        self.setAccessibleName(translator().month(month.month))
        self.set_marks([Mark((words.spoken(one, today),)) for one in month.days], can_open=True)
        self.select(on)
        self.settle()

    def select(self, on: date, *, focus: bool = False) -> bool:
        """Put the cursor on a day, if it is shown."""
        if self.month is None or self.month.day(on) is None:
            return False
        number = (on - self.month.days[0].on).days
        is_new = number != self.current
        self.go(number, focus=focus)
        if is_new:
            self.renew()
        return True

    def step(self, key: int) -> bool:
        here = self.day
        if here is None:
            return False
        if key == Qt.Key.Key_Home:
            self.day_wanted.emit(self._today())
            return True
        if key in _PAGES:
            self.months_wanted.emit(_PAGES[Qt.Key(key)])
            return True
        by = _STEPS.get(Qt.Key(key))
        if by is None:
            return False
        sideways = abs(by) == 1
        if sideways and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            by = -by
        self.day_wanted.emit(here + timedelta(days=by))
        return True

    def places(self, size: QSizeF) -> list[QRectF]:
        if self.month is None:
            return []
        left, top = self._margins()
        rows = len(self.month.weeks)
        width, height = (size.width() - left) / _WEEK, (size.height() - top) / rows
        return [
            QRectF(left + (number % _WEEK) * width, top + (number // _WEEK) * height, width, height)
            for number in range(len(self.month.days))
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._today() != self._shown_on:
            # A day began while the window stood open.
            self._shown_on = self._today()
            self.renew()
        super().paintEvent(event)

    def draw(self, ink: Ink) -> None:
        month = self.month
        if month is None:
            return
        places, (left, top) = self.places(ink.size), self._margins()
        today = self._today()
        for number, (place, day) in enumerate(zip(places, month.days, strict=True)):
            outside = day.on.month != month.month.month
            Cell(ink, place, day, today, outside, number == self.current).paint()
        for number, head in enumerate(words.weekday_heads([one.on for one in month.days])):
            place = QRectF(places[number].x(), 0, places[number].width(), top)
            ink.text(place.adjusted(tokens.SPACE_1 + 2, 0, 0, 0), head, weight=tokens.WEIGHT_MEDIUM)
        for row, week in enumerate(month.weeks):
            place = places[row * _WEEK]
            self._week(ink, week, QRectF(0, place.y(), left, place.height()))
            ink.line(QPointF(0, place.y()), QPointF(ink.size.width(), place.y()), "line")
        for column in range(_WEEK):
            x = places[column].x()
            ink.line(QPointF(x, top), QPointF(x, ink.size.height()), "line")

    def _week(self, ink: Ink, week: CalendarWeek, place: QRectF) -> None:
        height = line_height(tokens.SIZE_AXIS)
        row = QRectF(
            place.x() + tokens.SPACE_1, place.y() + tokens.SPACE_1, place.width() - tokens.SPACE_2, height
        )
        lines = [(_number(week), "third")]
        if week.committed:
            tone = "warn" if week.is_over else "second"
            lines += [(words.hours(week.committed), tone), (_of(week), tone)]
        for number, (said, color) in enumerate(lines):
            if (number + 1) * height <= place.height():
                ink.text(row.translated(0, number * height), said, color=color, size=tokens.SIZE_AXIS)

    def _margins(self) -> tuple[float, float]:
        """Return how wide the column of the weeks is, and how high the heads are."""
        weeks = self.month.weeks if self.month is not None else ()
        said = [text for week in weeks for text in (_number(week), words.hours(week.committed), _of(week))]
        widest = max((text_width(text, tokens.SIZE_AXIS) for text in said), default=0)
        return widest + tokens.SPACE_2 + tokens.SPACE_1, line_height() + tokens.SPACE_3

    def _restyle(self) -> None:
        row = line_height(tokens.SIZE_BODY) + tokens.SPACE_5
        self.setMinimumHeight(round(6 * row + line_height()))
        self.settle()


def _number(week: CalendarWeek) -> str:
    # Translators: the number of a week of the year, as short as can be: W26 (German: KW 26)
    return pgettext("week of the year", "W{number}").format(number=translator().number(week.number))


def _of(week: CalendarWeek) -> str:
    # Translators: below the hours that are taken in a week: of the hours that may be promised
    return pgettext("hours of a week", "of {hours}").format(hours=words.hours(week.bookable))
