"""Capacity: how many hours of each week can still be promised, and when a new job fits (B4)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clientdesk.domain.calendar import WorkCalendar, week_begins, week_number
from clientdesk.domain.line import Line
from clientdesk.domain.milestone import Milestone

#: Weeks that are looked at: a job that does not fit within five years fits nowhere.
FAR_WEEKS = 261
_DAY = timedelta(days=1)
_WEEK = 7
_FAR = timedelta(weeks=FAR_WEEKS)
_NONE = Decimal(0)
#: How an hour and a day are written in a line's unit: UN/ECE codes, and the letter that people type.
_HOURS, _DAYS = frozenset({"HUR", "H"}), frozenset({"DAY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week from `first_on` (today in the current one) to `last_on`; amounts are hours, `number` is the ISO week.

    `bookable` is the share of the planned hours that may be promised, `committed` what is promised already.
    """

    number: int
    first_on: date
    last_on: date
    days: int
    bookable: Decimal
    committed: Decimal

    @property
    def free(self) -> Decimal:
        """The hours that can still be promised, never below 0 (B4)."""
        return max(_NONE, self.bookable - self.committed)

    @property
    def is_over(self) -> bool:
        """Whether more is promised than should be (T13)."""
        return self.committed > self.bookable


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """One day: the hours that may be promised of it, those that are, and why it is free if it is (B4).

    `planned` are the hours of a usual working day, by which pictures are scaled. The share to promise leaves room in a
    week; a single day that is worked to its last hour is full, and over only beyond that.
    """

    on: date
    is_working: bool
    why_free: str
    planned: Decimal
    bookable: Decimal
    committed: Decimal

    @property
    def capacity(self) -> Decimal:
        """The hours of work that the day has."""
        return self.planned if self.is_working else _NONE

    @property
    def reserve(self) -> Decimal:
        """The hours promised out of what should have been left free, while the day still holds them."""
        return max(_NONE, min(self.committed, self.capacity) - self.bookable)

    @property
    def over(self) -> Decimal:
        """The hours promised beyond what the day has (T13)."""
        return max(_NONE, self.committed - self.capacity)

    @property
    def is_over(self) -> bool:
        """Whether more is promised than the day has (T13)."""
        return self.committed > self.capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The weeks from today on: own working days, the share of them to promise, and the hours taken by day.

    Only days that are worked bring hours, so holidays and absences need no further deduction.
    """

    today: date
    calendar: WorkCalendar
    fill_percent: Decimal
    committed: Mapping[date, Decimal]

    def weeks(self) -> Iterator[Week]:
        """Yield the weeks, this one first, for five years (B4)."""
        first = self.today
        start = first - timedelta(days=(first.weekday() - week_begins(self.calendar.week)) % _WEEK)
        for _ in range(FAR_WEEKS):
            last = start + timedelta(days=_WEEK - 1)
            yield self._span(first, last, number=week_number(start))
            first = start = last + _DAY

    def day(self, day: date) -> DayLoad:
        """Return the load of one day; of days gone by only whether they were worked (B4)."""
        is_working = self.calendar.is_working(day)
        planned = self.calendar.week.hours_per_day
        return DayLoad(
            on=day,
            is_working=is_working,
            why_free=self.calendar.why_free(day),
            planned=planned,
            bookable=planned * self.fill_percent / 100 if is_working else _NONE,
            committed=self.committed.get(day, _NONE),
        )

    def free_until(self, day: date) -> Decimal:
        """Return the hours that can still be promised until `day` inclusive (B4)."""
        total = _NONE
        for week in self.weeks():
            if week.first_on > day:
                break
            if week.last_on <= day:
                total += week.free
            else:
                # What is due late in the week takes its hours there, but the week as a whole is no freer for that.
                total += min(week.free, self._span(week.first_on, day, number=week.number).free)
        return total

    def short_until(self, day: date, hours: Decimal) -> Decimal:
        """Return how many of `hours` do not fit until `day` inclusive; 0 if all do (B4)."""
        return max(_NONE, hours - self.free_until(day))

    def first_fit(self, hours: Decimal) -> date | None:
        """Return the last working day of the first week by which `hours` fit; None if five years are too short (B4)."""
        left = hours
        for week in self.weeks():
            left -= week.free
            if left <= 0 and week.days:
                return self.calendar.previous_working_day(week.last_on)
        return None

    def _span(self, first: date, last: date, *, number: int) -> Week:
        days = self.calendar.working_days(first, last)
        spread = (first + timedelta(days=index) for index in range((last - first).days + 1))
        return Week(
            number=number,
            first_on=first,
            last_on=last,
            days=days,
            bookable=days * self.calendar.week.hours_per_day * self.fill_percent / 100,
            committed=sum((self.committed.get(day, _NONE) for day in spread), _NONE),
        )


def commitments(
    milestones: Iterable[Milestone], *, today: date, calendar: WorkCalendar
) -> dict[date, Decimal]:
    """Return the hours that open milestones take, by working day.

    They are counted as for their risk (B5): the same ones, the planned hours of each day, the earlier due first.
    Each takes the last days before it is due: what need not be done before a new job is not in its way.
    What cannot be done in time any more is done as soon as there is room.
    """
    counted = [entry for entry in milestones if entry.is_open and not entry.waiting_for_client]
    jobs = sorted(
        ((entry.due_on, entry.hours_left) for entry in counted if entry.due_on is not None), reverse=True
    )
    if not jobs:
        return {}
    end = today + _FAR
    span = (min(jobs[0][0], end) - today).days + 1
    days = [
        day for day in (today + timedelta(days=index) for index in range(span)) if calendar.is_working(day)
    ]
    daily = calendar.week.hours_per_day
    taken: dict[date, Decimal] = {}
    at, late = len(days) - 1, _NONE
    for due_on, hours in jobs:
        at, left = min(at, bisect_right(days, due_on) - 1), hours
        while left > 0 and at >= 0:
            part = min(left, daily - taken.get(days[at], _NONE))
            taken[days[at]] = taken.get(days[at], _NONE) + part
            left -= part
            if left > 0:
                at -= 1
        late += left
    day = today
    while late > 0 and day <= end:
        room = daily - taken.get(day, _NONE)
        if room > 0 and calendar.is_working(day):
            part = min(late, room)
            taken[day] = taken.get(day, _NONE) + part
            late -= part
        day += _DAY
    return taken


def planned_hours(lines: Iterable[Line], *, hours_per_day: Decimal) -> Decimal:
    """Return the hours that the lines which count say: hours as they are, days at the planned hours of a day (B4)."""
    total = _NONE
    for line in lines:
        unit = line.unit.strip().upper()
        if line.counts and unit in _HOURS:
            total += line.quantity
        elif line.counts and unit in _DAYS:
            total += line.quantity * hours_per_day
    return max(_NONE, total)
