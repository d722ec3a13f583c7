"""Deadlines: how safe a date is, what may be promised, and the days on which something must be said or done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from clientdesk.domain.absence import Absence
from clientdesk.domain.calendar import PublicHolidays, WorkCalendar, WorkWeek, add_months
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone

#: Slack in working days from which a date is safe, and from which it is at least possible (B5).
_SAFE, _POSSIBLE = Decimal(2), Decimal(0)
#: A quote's end is announced this many working days before (B27).
QUOTE_WARNING_DAYS = 5
#: So long after the last delivery a client is asked how it is going (B18).
FOLLOW_UP_MONTHS = 2
_DAY = timedelta(days=1)
#: Beyond this span days are not counted one by one: a slip in the year must not make the window wait.
_FAR = timedelta(days=1830)


def calendar_of(issuer: Issuer, absences: Iterable[Absence], *, language: str = "") -> WorkCalendar:
    """Return the issuer's working days: own week, public holidays of the own region, absences.

    Holidays are named in `language`, where it is not empty and known for the country; else in the issuer's.
    """
    return WorkCalendar(
        week=WorkWeek(weekdays=issuer.weekdays, hours_per_day=issuer.hours_per_day),
        holidays=PublicHolidays(issuer.country, issuer.holiday_region, language or issuer.language),
        absences=tuple(absences),
    )


class Risk(StrEnum):
    """How safe a date is; never shown by colour alone (B5)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is left before a date: `days` working days until `due_on` inclusive, `needed` days of work, and the slack.

    `days` is negative once the date has passed. `forecast_on` is the working day on which the work will be done.
    """

    due_on: date
    days: int
    needed: Decimal
    forecast_on: date

    @property
    def slack(self) -> Decimal:
        """Working days to spare; negative when the date cannot be kept (B5)."""
        return self.days - self.needed

    @property
    def risk(self) -> Risk:
        """2 days or more are green, from 0 to under 2 amber, under 0 red (B5)."""
        if self.slack >= _SAFE:
            return Risk.GREEN
        return Risk.AMBER if self.slack >= _POSSIBLE else Risk.RED


def outlook(
    due_on: date,
    hours_left: Decimal,
    *,
    today: date,
    calendar: WorkCalendar,
    hours_ahead: Decimal = Decimal(0),
) -> Outlook:
    """Return how safe `due_on` is (B5): working days today..due inclusive, less the days that the work needs.

    `hours_ahead` is the work of jobs that are due earlier: each day's hours go to them first, and only what
    they leave free is counted on.
    """
    needed = (hours_ahead + hours_left) / calendar.week.hours_per_day
    if due_on >= today:
        days = calendar.working_days(today, min(due_on, today + _FAR))
    else:
        days = -calendar.working_days(max(due_on, today - _FAR) + _DAY, today - _DAY)
    return Outlook(
        due_on=due_on,
        days=days,
        needed=needed,
        forecast_on=day_done(today, whole_days(needed), calendar=calendar),
    )


def outlooks(milestones: Iterable[Milestone], *, today: date, calendar: WorkCalendar) -> dict[int, Outlook]:
    """Return the outlook of each milestone by its id, earliest due first (B5).

    Delivered milestones, those without a date and those waiting for the client are left out, and take no time.
    """
    counted = [entry for entry in milestones if entry.is_open and not entry.waiting_for_client]
    dated = sorted(
        ((entry.due_on, entry) for entry in counted if entry.due_on is not None),
        key=lambda pair: (pair[0], pair[1].id),
    )
    found: dict[int, Outlook] = {}
    ahead = Decimal(0)
    for due_on, entry in dated:
        found[entry.id] = outlook(
            due_on,
            entry.hours_left,
            today=today,
            calendar=calendar,
            hours_ahead=ahead,
        )
        ahead += entry.hours_left
    return found


def hours_for(amount: Decimal, per_day: Decimal, hours_per_day: Decimal) -> Decimal:
    """Return the hours that `amount` (words, pages) takes at a pace of `per_day`: 12,000 at 2,000 are 6 days (B5)."""
    return amount / per_day * hours_per_day


def whole_days(days: Decimal) -> int:
    """Return `days` rounded up: work that spills into a day needs that day."""
    return int(days.to_integral_value(rounding=ROUND_CEILING))


def day_done(start: date, days: int, *, calendar: WorkCalendar) -> date:
    """Return the working day on which `days` days of work are done, `start` being the first if it is worked."""
    return start if days <= 0 else calendar.add_working_days(start - _DAY, days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A date that can be kept: the forecast, the days added to be safe, and the date to promise (B6)."""

    forecast_on: date
    buffer_days: int
    promised_on: date


def buffer_days(plan_days: int, percent: Decimal) -> int:
    """Return the working days added to a plan before promising: 15 % of 20 days are 3, rounded up (B6)."""
    return whole_days(plan_days * percent / 100)


def promise(
    effort_hours: Decimal,
    *,
    start: date,
    calendar: WorkCalendar,
    buffer_percent: Decimal,
    hours_ahead: Decimal = Decimal(0),
) -> Promise:
    """Return the earliest honest date for new work that starts on `start`, after the work already taken on (B6)."""
    daily = calendar.week.hours_per_day
    forecast_on = day_done(start, whole_days((hours_ahead + effort_hours) / daily), calendar=calendar)
    buffer = buffer_days(whole_days(effort_hours / daily), buffer_percent)
    promised_on = calendar.add_working_days(forecast_on, buffer) if buffer else forecast_on
    return Promise(forecast_on=forecast_on, buffer_days=buffer, promised_on=promised_on)


def working_day_before(day: date, *, calendar: WorkCalendar) -> date | None:
    """Return the working day to propose instead of a due day that is not worked, None if it is worked (J5)."""
    return None if calendar.is_working(day) else calendar.previous_working_day(day)


def next_business_day(day: date, *, calendar: WorkCalendar) -> date:
    """Return `day` if it is worked, else the next working day: for due dates that move by agreement."""
    return calendar.next_working_day(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a delivery kept its dates, in working days; negative is early, None without that date (B24)."""

    days_late: int | None
    days_late_first: int | None

    @property
    def is_on_time(self) -> bool | None:
        """Whether it came on or before the date promised as amended; the figure that counts (B24)."""
        return None if self.days_late is None else self.days_late <= 0

    @property
    def is_on_time_first(self) -> bool | None:
        """Whether it came on or before the date promised first (B24)."""
        return None if self.days_late_first is None else self.days_late_first <= 0


def delivery(milestone: Milestone, *, calendar: WorkCalendar) -> Delivery | None:
    """Compare a delivered milestone with its promised dates; None while it is open (B24)."""
    done = milestone.delivered_on
    if done is None:
        return None
    return Delivery(
        days_late=days_late(done, milestone.promised_on, calendar=calendar),
        days_late_first=days_late(done, milestone.first_promised_on, calendar=calendar),
    )


def days_late(done_on: date, due_on: date | None, *, calendar: WorkCalendar) -> int | None:
    """Return by how many working days something came after its date; negative when it came before (B24)."""
    if due_on is None:
        return None
    if done_on >= due_on:
        return calendar.working_days(due_on + _DAY, done_on)
    return -calendar.working_days(done_on + _DAY, due_on)


def quote_warning_on(valid_until: date, *, calendar: WorkCalendar) -> date:
    """Return from when on a quote's end is announced: 5 working days before its last day (B27)."""
    return calendar.add_working_days(valid_until, -QUOTE_WARNING_DAYS)


def follow_up_on(delivered_on: date, *, calendar: WorkCalendar) -> date:
    """Return the day to ask how it is going: two months after the delivery, or the next working day (B18)."""
    return calendar.next_working_day(add_months(delivered_on, FOLLOW_UP_MONTHS))


def notice_on(ends_on: date, notice_days: int) -> date:
    """Return the last day on which notice can be given for a contract that else runs on after `ends_on`."""
    return ends_on - timedelta(days=notice_days)
