"""The one agenda over everything that has a date: what is late, what is to be done now, what is coming up."""

from __future__ import annotations

from datetime import date, timedelta

from clientdesk.queries import agenda_money, agenda_work
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.queries.outlooks import working_calendar
from clientdesk.storage.database import Database

__all__ = ["AgendaAct", "AgendaKind", "AgendaRow", "Severity", "load", "nothing_until"]

_HORIZON_DAYS = 30
#: Of each kind at most so many rows are read; the agenda is for acting on, lists are for looking through.
MOST = 200


def load(
    db: Database, *, today: date, days: int = _HORIZON_DAYS, client_id: int | None = None, limit: int = MOST
) -> tuple[AgendaRow, ...]:
    """Return everything late or due within `days`, the most urgent first, then by date; at most `limit` rows.

    `client_id` narrows it to one client. Public holidays are read only if there is a date to judge by them.
    """
    until = today + timedelta(days=days)
    calendar = working_calendar(db)
    rows = [
        *agenda_work.milestones(db, calendar, today=today, until=until),
        *agenda_money.quotes(db, calendar, today=today, until=until, limit=MOST),
        *agenda_money.invoices(db, today=today, until=until, limit=MOST),
        *agenda_money.instalments(db, today=today, until=until, limit=MOST),
        *agenda_money.recurring(db, today=today, until=until, limit=MOST),
        *agenda_work.notices(db, today=today, until=until, limit=MOST),
        *agenda_work.unsigned(db, today=today, limit=MOST),
        *agenda_work.unbilled(db, today=today, limit=MOST),
    ]
    wanted = [row for row in rows if client_id is None or row.client_id == client_id]
    return tuple(sorted(wanted, key=lambda row: row.sort_key)[:limit])


def nothing_until(rows: tuple[AgendaRow, ...]) -> AgendaRow | None:
    """Return the next row if nothing needs attention now, None if something does or nothing is known (4.2, Today)."""
    if any(row.severity is not Severity.COMING for row in rows):
        return None
    return rows[0] if rows else None
