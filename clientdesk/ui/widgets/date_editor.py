"""The input of a date: as people type it, read back with its weekday, or picked from a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import check_happened
from clientdesk.domain.text import N_
from clientdesk.i18n import (
    _,
    parse_date,
    translator,
)
from clientdesk.ui import icons, style, tokens
from clientdesk.ui.widgets.editors import ParsedEditor, as_typed
from clientdesk.ui.widgets.field_icons import let_grow

#: Babel's name of the digits 0123.
_LATIN = "latn"


class DateEditor(ParsedEditor):
    """A date as people type it; Up and Down move it by a day, the button and F4 open a calendar."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date],
        empty: Any = None,
        happened: bool = False,
    ) -> None:
        super().__init__(parent, empty=empty)
        self._happened = happened
        self._today = today
        self._calendar: _Calendar | None = None
        let_grow(self)
        button = QAction(_("Calendar"), self)
        icons.set_icon(button, "calendar", "third")
        button.triggered.connect(self.open_calendar)
        self.addAction(button, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._read_back)

    def value(self) -> Any:
        day = super().value()
        if self._happened and isinstance(day, date):
            check_happened(day, today=self._today())
        return day

    def parse(self, text: str) -> date:
        return parse_date(text, translator().tag, today=self._today())

    def show_value(self, value: date) -> str:
        return translator().date(value, "short")

    def missing(self) -> RuleError:
        return RuleError(
            N_("No date is typed here."), next_step=N_("Type a day, or open the calendar with F4.")
        )

    def open_calendar(self) -> None:
        """Open the month below the field."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.picked.connect(self._pick)
        self._calendar.open_below(self, self._or_today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self._pick(self._or_today() + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _or_today(self) -> date:
        try:
            return super().value() or self._today()
        except RuleError:
            return self._today()

    def _pick(self, day: date) -> None:
        self.setText(as_typed(self.show_value(day)))
        self.selectAll()
        self.edited.emit()

    def _read_back(self, _text: str) -> None:
        try:
            day = super().value()
        except RuleError:
            day = None
        self.echo = translator().day_with_weekday(day) if day else ""


class _Calendar(QWidget):
    """The month that opens below a date field."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._month = QCalendarWidget(self, objectName="calendar")
        self._month.setLocale(_locale())
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(QLocale(translator().tag.replace("-", "_")).firstDayOfWeek())
        self._month.activated.connect(self._take)
        self._month.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._month)
        self.setMinimumWidth(style.scaled(tokens.CALENDAR_WIDTH))

    def open_below(self, field: QWidget, day: date) -> None:
        """Show the month of `day` below `field`, from the side where reading begins."""
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        before = field.width() - self.width() if self.isRightToLeft() else 0
        self.move(field.mapToGlobal(QPoint(before, field.height() + 2)))
        self.show()
        self._month.setFocus()

    def _take(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


def _locale() -> QLocale:
    """Return the locale of the month: Qt writes the digits of a region, we those that the window shows."""
    words = translator()
    locale = QLocale(words.tag.replace("-", "_"))
    if locale.zeroDigit() != words.in_digits("0") and words.digits == _LATIN:
        return QLocale(locale.language(), QLocale.Country.UnitedArabEmirates)
    return locale
