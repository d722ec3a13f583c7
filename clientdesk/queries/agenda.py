"""The one agenda over everything that has a date: what is late, what is to be done now, what is coming up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from clientdesk.domain.aside import Aside
from clientdesk.domain.calendar import WorkCalendar
from clientdesk.queries import agenda_money, agenda_work, money_list
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.queries.outlooks import working_calendar
from clientdesk.storage import tables
from clientdesk.storage.database import Database

__all__ = ["MOST", "Agenda", "AgendaAct", "AgendaKind", "AgendaRow", "Severity", "load", "read"]

_HORIZON_DAYS = 30
#: Of each kind at most so many rows are read; the agenda is for acting on, lists are for looking through.
MOST = 200
#: No limit, in SQL.
_ALL = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The rows, the most urgent first, and how many lines are late or to be done now, however many were read.

    `aside` are the lines that are out of sight today, each with what was said when it was put aside.
    """

    rows: tuple[AgendaRow, ...]
    urgent: int
    soon: int
    aside: tuple[tuple[Aside, AgendaRow], ...]

    @property
    def next_up(self) -> AgendaRow | None:
        """The next row if nothing needs attention now, None if something does or nothing is known (4.2, Today)."""
        return self.rows[0] if self.rows and not self.urgent and not self.soon else None


def load(
    db: Database, *, today: date, days: int = _HORIZON_DAYS, client_id: int | None = None, limit: int = MOST
) -> tuple[AgendaRow, ...]:
    """Return everything late or due within `days`, the most urgent first, then by date; at most `limit` rows.

    `client_id` narrows it to one client. Public holidays are read only if there is a date to judge by them.
    """
    return read(db, today=today, days=days, client_id=client_id, limit=limit).rows


def read(
    db: Database, *, today: date, days: int = _HORIZON_DAYS, client_id: int | None = None, limit: int = MOST
) -> Agenda:
    """Return the rows of `load` with how many there are, and what was put aside."""
    hidden = {
        one.subject: one for one in tables.asides.find(db, "until IS NULL OR until > ?", (today.isoformat(),))
    }
    shown: list[AgendaRow] = []
    aside: list[tuple[Aside, AgendaRow]] = []
    urgent = soon = 0
    until = today + timedelta(days=days)
    for rows, count in _kinds(db, today=today, until=until, most=MOST if client_id is None else _ALL):
        found = [row for row in rows if client_id is None or row.client_id == client_id]
        now = {one: sum(row.severity is one for row in found) for one in (Severity.URGENT, Severity.WARNING)}
        if count is not None and client_id is None and len(found) >= MOST:
            worst = Severity.URGENT if now[Severity.URGENT] else Severity.WARNING
            now[worst] = max(now[worst], count())
        for row in found:
            known = hidden.get(row.subject)
            if known is None:
                shown.append(row)
                continue
            aside.append((known, row))
            if row.severity in now:
                now[row.severity] -= 1
        urgent += now[Severity.URGENT]
        soon += now[Severity.WARNING]
    ordered = tuple(sorted(shown, key=lambda row: row.sort_key)[:limit])
    return Agenda(
        rows=ordered,
        urgent=urgent,
        soon=soon,
        aside=tuple(sorted(aside, key=lambda pair: (pair[0].until or date.max, pair[1].sort_key))),
    )


_Kind = tuple[Iterable[AgendaRow], Callable[[], int] | None]


def _kinds(db: Database, *, today: date, until: date, most: int) -> Iterable[_Kind]:
    """Yield the rows of each kind; where only the first are read, also what counts those that need an eye now."""
    calendar: WorkCalendar = working_calendar(db)
    yield agenda_work.milestones(db, calendar, today=today, until=until), None
    yield (
        agenda_money.quotes(db, calendar, today=today, until=until, limit=most),
        partial(agenda_money.count_ending, db, calendar, today=today),
    )
    yield (
        agenda_money.invoices(db, today=today, until=until, limit=most),
        partial(agenda_money.count_late, db, today=today),
    )
    yield agenda_money.instalments(db, today=today, until=until), None
    yield (
        agenda_money.recurring(db, today=today, until=until, limit=most),
        partial(agenda_money.count_to_make, db, today=today),
    )
    yield agenda_money.to_refund(db, today=today, limit=most), partial(money_list.count_to_refund, db)
    yield (
        agenda_work.notices(db, today=today, until=until, limit=most),
        partial(agenda_work.count_notices, db, today=today),
    )
    yield (
        agenda_work.unsigned(db, today=today, limit=most),
        partial(agenda_work.count_unsigned, db, today=today),
    )
    yield agenda_work.unbilled(db, today=today), None
    yield agenda_work.finished(db, today=today), None
    yield agenda_work.follow_ups(db, calendar, today=today, until=until), None
