"""The calendar screen: the month, the chosen day beside it, filters, time off, and the same month as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from clientdesk.domain.calendar import add_months
from clientdesk.i18n import _, translator
from clientdesk.queries import calendar_month
from clientdesk.queries.calendar_entry import Entry
from clientdesk.queries.calendar_month import Month
from clientdesk.ui import actions
from clientdesk.ui.calendar import words
from clientdesk.ui.calendar.blocking import Blocking
from clientdesk.ui.calendar.body import CalendarBody
from clientdesk.ui.calendar.day import DayPane
from clientdesk.ui.calendar.grid import MonthGrid
from clientdesk.ui.calendar.lists import MonthList
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Screen

_LANE: Final = "calendar-month"


@dataclass(frozen=True, slots=True)
class _Read:
    month: Month
    on: date


class CalendarScreen(Screen):
    """Arrows walk the days, PgUp and PgDown the months, Home goes to today, Enter into the day, N blocks time."""

    areas = (
        "absences", "milestones", "contracts", "change_orders", "invoices", "issuing", "payments", "prepayments",
        "contract_invoices", "cancellation", "credit_notes", "settlements", "recurring", "quotes", "drafting", "issuer",
    )  # fmt: skip
    #: A month was read and is shown.
    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._day = session.today()
        self._wants_cursor = False
        self.grid = MonthGrid(session.today, self)
        self.grid.day_wanted.connect(self.go_to)
        self.grid.months_wanted.connect(self.go_months)
        self.grid.current_changed.connect(self._walked)
        self.grid.opened.connect(self._enter_day)
        self.list = MonthList(session, self)
        self.list.opened.connect(self._open_line)
        self.list.current_changed.connect(self._line_changed)
        self.list.left.connect(self.toggle_list)
        self.day = DayPane(session, self)
        self.day.opened.connect(self.open_entry)
        self.day.left.connect(self.focus_first)
        self._blocking = Blocking(session, self.day.ask)
        self.day.ask.closed.connect(self.focus_first)
        self._body = CalendarBody(self.grid, self.list, self.day, self)
        self._body.filters.changed.connect(self.refresh)
        self.head = self._body.head
        self._toggle = actions.button("calendar.list", self, self.toggle_list)
        self.head.set_buttons(
            actions.button("calendar.previous", self, self.previous_month, variant="icon"),
            actions.button("calendar.today", self, self.go_today),
            actions.button("calendar.next", self, self.next_month, variant="icon"),
            self._toggle,
            actions.button("calendar.block", self, self.block, variant="primary"),
        )
        self._name_toggle()
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._body)

    def refresh(self) -> None:
        """Read the month again, beside the window."""
        on, groups, today = self._day, self._body.filters.groups, self.session.today()
        self._name_month()

        def read(db: object) -> _Read:
            return _Read(calendar_month.month(db, on, today=today, groups=groups), on)  # type: ignore[arg-type]  # the session's book

        self.session.tasks.submit(read, self._show, lane=_LANE)

    @property
    def chosen(self) -> date:
        """The day the cursor stands on."""
        return self._day

    def open_record(self, kind: str, record_id: int) -> None:
        """Go to a day, given as its ordinal number."""
        if record_id:
            self.go_to(date.fromordinal(record_id))

    def place(self) -> tuple[str, int]:
        """Return the day, so that Back leads to it."""
        return ("day", self._day.toordinal())

    def focus_first(self) -> None:
        """Put the cursor on the chosen day, or there as soon as the month is read."""
        if self.shows_list:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.grid.month is None:
            self._wants_cursor = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.grid.select(self._day, focus=True)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, in whichever month."""
        is_here = self.grid.month is not None and day.replace(day=1) == self.grid.month.month
        self._day = day
        if is_here and self.grid.select(day, focus=not self.shows_list):
            self._bring_into_view()
            self._show_day()
            return
        self._wants_cursor = not self.shows_list
        self.refresh()

    def previous_month(self) -> None:
        """Go back a month."""
        self.go_months(-1)

    def next_month(self) -> None:
        """Go on a month."""
        self.go_months(1)

    def go_months(self, months: int) -> None:
        """Go on so many months, or back."""
        self.go_to(add_months(self._day, months))

    def go_today(self) -> None:
        """Go to today."""
        self.go_to(self.session.today())

    def block(self) -> None:
        """Ask which days are taken off."""
        self._blocking.block(self._day)

    def open_entry(self, entry: Entry) -> None:
        """Open what an entry stands for: its record, or the question about a day off."""
        if entry.record_kind in {"", "absence"}:
            self._day = entry.on
            self._blocking.open(entry)
        elif entry.record_kind == "recurring":
            self.session.open_record.emit("deadline", 0)
        else:
            self.session.open_record.emit(entry.record_kind, entry.record_id)

    @property
    def shows_list(self) -> bool:
        """Whether the month stands there as a list."""
        return self._body.shows_list

    def toggle_list(self) -> None:
        """Show the month as a list, or again as a month."""
        self._body.toggle()
        self._name_toggle()
        self._ask_list()
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_N and not actions.focus_is_text():
            self.block()
            return
        super().keyPressEvent(event)

    # Inside.

    def _show(self, read: _Read) -> None:
        if read.on.replace(day=1) != self._day.replace(day=1):
            return
        self.grid.show_month(read.month, self._day)
        self._name_month()
        self._show_day()
        self._ask_list()
        if self._wants_cursor and self.isVisible() and not self.day.ask.isVisible():
            self.grid.select(self._day, focus=True)
        self._wants_cursor = False
        self.shown.emit()

    def _bring_into_view(self) -> None:
        focused = self.focusWidget()
        if self.grid.isAncestorOf(focused):
            self._body.bring_into_view(focused)

    def _show_day(self) -> None:
        month = self.grid.month
        day = month.day(self._day) if month is not None else None
        if day is not None:
            self.day.show_day(day, self._body.filters.groups)

    def _name_month(self) -> None:
        month = self.grid.month
        is_here = month is not None and month.month == self._day.replace(day=1)
        said = words.finding(month, self.session.today()) if month is not None and is_here else ""
        self.head.set_text(translator().month(self._day), said)
        self._body.hint.setVisible(month is not None and not month.knows_holidays)

    def _walked(self, number: int) -> None:
        """A click put the cursor on a day; one beyond the month leads there."""
        if self.grid.month is None:
            return
        on = self.grid.month.days[number].on
        if on != self._day:
            self.go_to(on)
        self.grid.renew()

    def _enter_day(self, _number: int) -> None:
        self.day.focus_list()

    def _open_line(self, entry_id: int) -> None:
        entry = self.list.entry(entry_id)
        if entry is not None:
            self.open_entry(entry)

    def _line_changed(self, entry_id: int) -> None:
        entry = self.list.entry(entry_id)
        if entry is not None and self.shows_list and entry.on != self._day:
            self._day = entry.on
            self.grid.select(entry.on)
            self._show_day()

    def _ask_list(self) -> None:
        if self.shows_list and self.grid.month is not None:
            days = [one.on for one in self.grid.month.days if one.on.replace(day=1) == self.grid.month.month]
            self.list.show_span(days[0], days[-1], self._body.filters.groups)

    def _name_toggle(self) -> None:
        # Translators: the button that shows the month again as a month after it was shown as a list
        self._toggle.bound_action.setText(_("Month") if self.shows_list else _("List"))
