"""The days ahead at a glance: how full each is, and what is promised for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clientdesk.domain.capacity import DayLoad
from clientdesk.queries import calendar_month, load
from clientdesk.queries.calendar_entry import Entry, Group
from clientdesk.storage.database import Database

#: Two weeks.
LENGTH: Final = 14
#: More dates than can be told apart in two weeks.
_MOST_DATES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RibbonDay:
    """A day of the days ahead: its load, and what is promised for it."""

    load: DayLoad
    dates: tuple[Entry, ...]


def read(db: Database, *, today: date, length: int = LENGTH) -> tuple[RibbonDay, ...]:
    """Return the days from today on with their load and their deadlines."""
    last = today + timedelta(days=length - 1)
    found = calendar_month.entries(db, today, last, today=today, groups=(Group.DEADLINES,), limit=_MOST_DATES)
    return tuple(
        RibbonDay(load=one, dates=tuple(entry for entry in found if entry.on == one.on))
        for one in load.days(db, today, last, today=today)
    )
