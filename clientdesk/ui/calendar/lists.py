"""What stands between two days as a list, by the page: of one day beside the month, or of a month in its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries import calendar_month
from clientdesk.queries.calendar_entry import Entry, Group
from clientdesk.ui.calendar import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.table import Column, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView

if TYPE_CHECKING:
    from clientdesk.ui.session import Database

_DAY_WIDTH: Final = 160
_AMOUNT_WIDTH: Final = 120
_CHIP_WIDTH: Final = 130


class EntryList(PagedTableView):
    """Entries of a span of days; Escape leads back to the month."""

    left = Signal()

    def __init__(self, session: Session, columns: Sequence[Column], parent: QWidget, *, name: str) -> None:
        self._session = session
        self.entries = PagedTableModel(columns, self._fetch, self._count, session.tasks)
        super().__init__(self.entries, parent, name=name)
        self.entries.setParent(self)

    def show_span(self, first: date, last: date, groups: Collection[Group]) -> None:
        """Show what stands from `first` to `last`."""
        span = f"{first.isoformat()} {last.isoformat()}"
        self.entries.ask(Request(text=span, saved=",".join(sorted(groups))))

    def entry(self, entry_id: int) -> Entry | None:
        """Return an entry that was read."""
        found: Entry | None = self.entries.row(self.entries.number_of(entry_id))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _fetch(self, db: Database, request: Request, offset: int, limit: int) -> Sequence[Entry]:
        first, last, groups = _read(request)
        today = self._session.today()
        return calendar_month.entries(db, first, last, today=today, groups=groups, offset=offset, limit=limit)

    def _count(self, db: Database, request: Request) -> int:
        first, last, groups = _read(request)
        return calendar_month.count(db, first, last, today=self._session.today(), groups=groups)


class DayList(EntryList):
    """What stands on one day, in rows of two lines."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        column = Column(
            key="entry",
            text=words.title,
            second=words.note,
            trailing=words.amount,
            chip=words.chip,
            strong=True,
        )
        super().__init__(session, [column], parent, name="day_entries")
        self.setAccessibleName(_("What is on this day"))


class MonthList(EntryList):
    """What stands in a month, one thing a row."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        columns = [
            Column(key="on", title=_("Day"), text=_day, second=words.name, width=_DAY_WIDTH),
            Column(key="what", title=_("What"), text=words.title, second=_client, strong=True, stretch=True),
            Column(key="amount", title=_("Amount"), text=words.amount, end=True, width=_AMOUNT_WIDTH),
            Column(key="state", title=_("State"), text=_state, chip=words.chip, width=_CHIP_WIDTH),
        ]
        super().__init__(session, columns, parent, name="month_list")
        self.setAccessibleName(_("The month as a list"))


def _read(request: Request) -> tuple[date, date, tuple[Group, ...]]:
    first, last = (date.fromisoformat(part) for part in request.text.split())
    return first, last, tuple(Group(name) for name in request.saved.split(",") if name)


def _day(entry: Entry) -> str:
    return translator().day_with_weekday(entry.on)


def _client(entry: Entry) -> str:
    return entry.client


def _state(entry: Entry) -> str:
    chip = words.chip(entry)
    return chip.word if chip is not None else ""
