"""The load of days against capacity: what open milestones take of the hours that may be promised (B4)."""

from __future__ import annotations

from datetime import date, timedelta

from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.capacity import Capacity, DayLoad, commitments
from clientdesk.domain.issuer import Issuer
from clientdesk.queries.outlooks import open_milestones, working_calendar
from clientdesk.storage import tables
from clientdesk.storage.database import Database


def days(
    db: Database, first: date, last: date, *, today: date, calendar: WorkCalendar | None = None
) -> tuple[DayLoad, ...]:
    """Return each day from `first` to `last` with its load; days gone by carry none."""
    calendar = calendar or working_calendar(db)
    found = tables.issuers.find(db)
    capacity = Capacity(
        today=today,
        calendar=calendar,
        fill_percent=(found[0] if found else Issuer()).fill_percent,
        committed=commitments(open_milestones(db), today=today, calendar=calendar),
    )
    return tuple(capacity.day(first + timedelta(days=index)) for index in range((last - first).days + 1))
