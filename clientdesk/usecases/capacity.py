"""Whether there is room for new work: the weeks ahead, and the first date by which a job fits (B4, T13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from clientdesk.domain.capacity import Capacity, Week, commitments, planned_hours
from clientdesk.domain.errors import RuleError
from clientdesk.domain.milestone import MAX_HOURS
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import absences, issuer

#: Weeks that are shown unless more are asked for.
WEEKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Whether `hours` of new work fit: what is free and short until `wanted_on`, and by when they fit (B4).

    `free` and `short` are None without a wanted date; `honest_on` is None if five years are too short.
    """

    hours: Decimal
    wanted_on: date | None
    free: Decimal | None
    short: Decimal | None
    honest_on: date | None


def outlook(db: Database, *, today: date, weeks: int = WEEKS) -> tuple[Week, ...]:
    """Return what is bookable, committed and free in the weeks ahead, this one first (B4)."""
    return tuple(islice(_capacity(db, today).weeks(), weeks))


def check(db: Database, hours: Decimal, wanted_on: date | None, *, today: date) -> Room:
    """Return whether a job of so many hours fits until the day it is wanted, and the first date by which it does (B4).

    Raises RuleError for hours that cannot be.
    """
    if not (hours.is_finite() and 0 < hours <= MAX_HOURS):
        raise RuleError(
            N_("Hours must be above 0 and at most {limit}."),
            field="hours",
            next_step=N_("Type for example 12."),
            rule="B4",
            limit=MAX_HOURS,
        )
    return _room(_capacity(db, today), hours, wanted_on)


def of_quote(db: Database, quote_id: int, *, today: date, wanted_on: date | None = None) -> Room | None:
    """Return whether there is room for what a quote offers by the hour and by the day; None if it says no hours (B4).

    It is wanted by `wanted_on`, else by the last day of supply that its lines name. It warns before an acceptance
    and never forbids it.
    """
    quote = tables.quotes.get(db, quote_id)
    hours = planned_hours(quote.lines, hours_per_day=issuer.get(db).hours_per_day)
    if not hours:
        return None
    days = (line.supplied_to or line.supplied_from for line in quote.lines if line.counts)
    supplied_on = max((day for day in days if day is not None), default=None)
    return _room(_capacity(db, today), hours, wanted_on or supplied_on)


def _room(capacity: Capacity, hours: Decimal, wanted_on: date | None) -> Room:
    return Room(
        hours=hours,
        wanted_on=wanted_on,
        free=None if wanted_on is None else capacity.free_until(wanted_on),
        short=None if wanted_on is None else capacity.short_until(wanted_on, hours),
        honest_on=capacity.first_fit(hours),
    )


def _capacity(db: Database, today: date) -> Capacity:
    calendar = absences.working_calendar(db)
    running = tables.milestones.find(
        db, "delivered_on IS NULL AND contract_id IN (SELECT id FROM contracts WHERE state = 'active')"
    )
    return Capacity(
        today=today,
        calendar=calendar,
        fill_percent=issuer.get(db).fill_percent,
        committed=commitments(running, today=today, calendar=calendar),
    )
