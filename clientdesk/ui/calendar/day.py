"""The chosen day beside the month: how full it is, everything that stands on it, and the question about time off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.queries.calendar_entry import Group
from clientdesk.queries.calendar_month import CalendarDay
from clientdesk.ui import style, tokens
from clientdesk.ui.calendar import words
from clientdesk.ui.calendar.lists import DayList
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import leading

_WIDTH: Final = 320


class DayPane(QFrame):
    """Shows one day. Enter on a line opens what it stands for."""

    #: An entry is to be opened.
    opened = Signal(object)
    #: The cursor wants to go back to the month.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("day")
        style.set_role(self, role="card")
        self._session = session
        self._title = QLabel(self, objectName="day_title")
        style.set_role(self._title, role="section")
        self._load = QLabel(self, objectName="day_load")
        style.set_role(self._load, role="second")
        for label in (self._title, self._load):
            label.setWordWrap(True)
            label.setAlignment(leading(self))
        self._chip = ChipLabel(self)
        self.ask = AskCard(self, name="calendar_ask", inside=True)
        self.list = DayList(session, self)
        self.list.entries.loaded.connect(self._show_page)
        self.list.opened.connect(self._open)
        self.list.left.connect(self.left)
        self._empty = EmptyState(
            _("Nothing is planned on this day. N blocks time."), parent=self, name="day_empty"
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, tokens.SPACE_3, 1, tokens.SPACE_2)
        inside.setSpacing(tokens.SPACE_2)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, 0)
        head.setSpacing(tokens.SPACE_1)
        for widget in (self._title, self._chip, self._load, self.ask):
            head.addWidget(widget)
        inside.addLayout(head)
        inside.addWidget(self._stack, 1)
        style.theme().changed.connect(self._restyle)
        self._restyle()

    def show_day(self, day: CalendarDay, groups: Collection[Group]) -> None:
        """Show a day with what stands on it."""
        self._title.setText(words.day(day.on))
        # Of a day gone by nothing can be promised any more.
        is_past = day.on < self._session.today() and day.load.is_working
        self._load.setText("" if is_past else words.load(day.load))
        self._load.setVisible(not is_past)
        self._chip.set_chip(_chip(day, self._session.today()))
        self.list.show_span(day.on, day.on, groups)

    def focus_list(self) -> None:
        """Put the cursor on the first line, if there is one."""
        if self.list.entries.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.select_first()

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self.list if self.list.entries.rowCount() else self._empty)

    def _open(self, entry_id: int) -> None:
        entry = self.list.entry(entry_id)
        if entry is not None:
            self.opened.emit(entry)

    def _restyle(self) -> None:
        self.setMinimumWidth(round(_WIDTH * min(1.4, style.theme().scale)))


def _chip(day: CalendarDay, today: date) -> Chip | None:
    if day.load.is_over:
        return Chip(_("Over capacity"), Kind.WARN)
    if day.on == today:
        return Chip(_("Today"), Kind.INFO)
    return None if day.load.is_working else Chip(_("Not worked"), Kind.QUIET)
