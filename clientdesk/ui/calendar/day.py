"""The chosen day beside the month: how full it is, everything that stands on it, and the question about time off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.queries import calendar_month
from clientdesk.queries.calendar_entry import Entry, Group
from clientdesk.queries.calendar_month import CalendarDay
from clientdesk.ui import style, tokens
from clientdesk.ui.calendar import words
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView

if TYPE_CHECKING:
    from clientdesk.ui.session import Database

_WIDTH: Final = 320


class EntryList(PagedTableView):
    """Entries with a date, by the page; Escape leads back to the month."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def entry_model(
    session: Session, columns: Sequence[Column], today: Callable[[], date], parent: QWidget
) -> PagedTableModel:
    """Return the model of the entries of a span; `asked` makes the request for one."""

    def fetch(db: Database, request: Request, offset: int, limit: int) -> Sequence[Entry]:
        first, last, groups = _read(request)
        return calendar_month.entries(
            db, first, last, today=today(), groups=groups, offset=offset, limit=limit
        )

    def count(db: Database, request: Request) -> int:
        first, last, groups = _read(request)
        return calendar_month.count(db, first, last, today=today(), groups=groups)

    return PagedTableModel(columns, fetch, count, session.tasks, parent)


def asked(first: date, last: date, groups: Collection[Group]) -> Request:
    """Return the request for what stands between two days."""
    return Request(text=f"{first.isoformat()} {last.isoformat()}", saved=",".join(sorted(groups)))


def _read(request: Request) -> tuple[date, date, tuple[Group, ...]]:
    first, last = (date.fromisoformat(part) for part in request.text.split())
    return first, last, tuple(Group(name) for name in request.saved.split(",") if name)


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
        column = Column(
            key="entry",
            text=words.title,
            second=words.note,
            trailing=words.amount,
            chip=words.chip,
            strong=True,
        )
        self._model = entry_model(session, [column], session.today, self)
        self._model.loaded.connect(self._show_page)
        self.list = EntryList(self._model, self, name="day_entries")
        self.list.setAccessibleName(_("What stands on this day"))
        self.list.opened.connect(self._open)
        self.list.left.connect(self.left)
        self._empty = EmptyState(_("Nothing stands on this day."), parent=self, name="day_empty")
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
        self._load.setText(words.load(day.load))
        self._chip.set_chip(_chip(day, self._session.today()))
        self._model.ask(asked(day.on, day.on, groups))

    def focus_list(self) -> None:
        """Put the cursor on the first line, if there is one."""
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.select_first()

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self.list if self._model.rowCount() else self._empty)

    def _open(self, entry_id: int) -> None:
        entry = self._model.row(self._model.number_of(entry_id))
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
