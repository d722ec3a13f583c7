"""Capacity: what of each week can still be promised, and when a new job fits (B4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.absence import Absence
from clientdesk.domain.calendar import WorkCalendar, WorkWeek
from clientdesk.domain.capacity import Capacity, commitments, planned_hours
from clientdesk.domain.line import Line, LineRole
from clientdesk.domain.milestone import Milestone

MONDAY = date(2026, 6, 22)
FRIDAYS = tuple(date(2026, 6, 26) + timedelta(weeks=index) for index in range(5))
COMMITTED = tuple(Decimal(hours) for hours in (20, 26, 12, 8, 6))
WANTED = date(2026, 7, 10)


def six_hours(*absences: Absence) -> WorkCalendar:
    return WorkCalendar(week=WorkWeek(hours_per_day=Decimal(6)), holidays={}, absences=absences)


def capacity(
    committed: Mapping[date, Decimal], *, today: date = MONDAY, calendar: WorkCalendar | None = None
) -> Capacity:
    return Capacity(
        today=today, calendar=calendar or six_hours(), fill_percent=Decimal(80), committed=committed
    )


def jobs() -> list[Milestone]:
    return [
        Milestone(id=index, promised_on=due_on, hours_left=hours)
        for index, (due_on, hours) in enumerate(zip(FRIDAYS, COMMITTED, strict=True))
    ]


def example() -> Capacity:
    return capacity(commitments(jobs(), today=MONDAY, calendar=six_hours()))


def test_b4_thirty_hours_filled_to_eighty_percent_leave_4_0_12_16_18() -> None:
    weeks = list(islice(example().weeks(), 5))
    assert [week.number for week in weeks] == [26, 27, 28, 29, 30]
    assert [week.bookable for week in weeks] == [24] * 5
    assert [week.committed for week in weeks] == [20, 26, 12, 8, 6]
    assert [week.free for week in weeks] == [4, 0, 12, 16, 18]
    assert [week.is_over for week in weeks] == [False, True, False, False, False]


def test_b4_a_day_is_over_beyond_its_own_hours_and_full_up_to_them() -> None:
    loads = [capacity({MONDAY: Decimal(hours)}).day(MONDAY) for hours in ("4.8", "6", "7.5")]
    assert [one.is_over for one in loads] == [False, False, True]
    assert [one.reserve for one in loads] == [0, Decimal("1.2"), Decimal("1.2")]
    assert [one.over for one in loads] == [0, 0, Decimal("1.5")]
    free = MONDAY - timedelta(days=1)
    assert capacity({free: Decimal(1)}, today=free).day(free).over == 1


def test_b4_a_job_of_40_hours_is_24_short_and_fits_by_friday_24_july() -> None:
    assert example().free_until(WANTED) == 16
    assert example().short_until(WANTED, Decimal(40)) == 24
    assert example().first_fit(Decimal(40)) == date(2026, 7, 24)
    assert example().short_until(date(2026, 7, 24), Decimal(40)) == 0


def test_b4_the_last_working_day_is_named_not_the_weekend_or_a_day_off() -> None:
    away = Absence(first_on=date(2026, 7, 23), last_on=date(2026, 7, 24))
    found = capacity({}, calendar=six_hours(away))
    assert found.first_fit(Decimal(24 * 4 + 1)) == date(2026, 7, 22)


def test_b4_an_absence_takes_its_days_away_and_a_free_week_has_nothing() -> None:
    away = Absence(first_on=date(2026, 6, 26), last_on=date(2026, 7, 3))
    weeks = list(islice(capacity({}, calendar=six_hours(away)).weeks(), 3))
    assert [(week.days, week.free) for week in weeks] == [(4, Decimal("19.2")), (0, 0), (5, 24)]


def test_b4_this_week_counts_from_today() -> None:
    (week,) = islice(capacity({}, today=date(2026, 6, 25)).weeks(), 1)
    assert (week.first_on, week.last_on, week.days) == (date(2026, 6, 25), date(2026, 6, 28), 2)
    assert week.bookable == Decimal("9.6")


def test_b4_until_the_middle_of_a_week_nothing_is_free_that_the_week_needs() -> None:
    found = capacity(
        commitments(
            [Milestone(promised_on=FRIDAYS[0], hours_left=Decimal(20))], today=MONDAY, calendar=six_hours()
        )
    )
    # Tuesday to Friday are taken from the end: 18 hours and 2 on Tuesday. The week as a whole has 4 left.
    assert found.free_until(date(2026, 6, 22)) == 4
    assert found.free_until(date(2026, 6, 26)) == 4


def test_b4_before_today_nothing_is_free() -> None:
    assert capacity({}).free_until(MONDAY - timedelta(days=1)) == 0


def test_b4_a_week_from_sunday_to_thursday_begins_on_sunday() -> None:
    week = WorkWeek(weekdays=(6, 0, 1, 2, 3), hours_per_day=Decimal(6))
    calendar = WorkCalendar(week=week, holidays={})
    found = list(islice(capacity({}, today=date(2026, 6, 21), calendar=calendar).weeks(), 2))
    assert [(week.number, week.first_on, week.days) for week in found] == [
        (26, date(2026, 6, 21), 5),
        (27, date(2026, 6, 28), 5),
    ]
    assert capacity({}, today=date(2026, 6, 21), calendar=calendar).first_fit(Decimal(1)) == date(2026, 6, 25)


def test_b4_a_job_due_in_autumn_is_not_in_the_way_of_one_wanted_this_week() -> None:
    later = Milestone(promised_on=date(2026, 9, 25), hours_left=Decimal(60))
    found = capacity(commitments([later], today=MONDAY, calendar=six_hours()))
    assert found.free_until(FRIDAYS[0]) == 24
    assert sum(found.committed.values()) == 60


def test_b4_overdue_work_is_done_as_soon_as_there_is_room() -> None:
    overdue = Milestone(id=1, promised_on=date(2026, 6, 12), hours_left=Decimal(36))
    today = Milestone(id=2, promised_on=MONDAY, hours_left=Decimal(6))
    taken = commitments([overdue, today], today=MONDAY, calendar=six_hours())
    assert taken[MONDAY] == 6
    weeks = list(islice(capacity(taken).weeks(), 2))
    assert [(week.committed, week.free) for week in weeks] == [(30, 0), (12, 12)]


def test_b4_what_does_not_fit_before_a_date_is_moved_before_the_earlier_ones() -> None:
    entries = [
        Milestone(id=1, promised_on=date(2026, 7, 3), hours_left=Decimal(36)),
        Milestone(id=2, promised_on=date(2026, 6, 24), hours_left=Decimal(6)),
    ]
    taken = commitments(entries, today=MONDAY, calendar=six_hours())
    assert [week.committed for week in islice(capacity(taken).weeks(), 2)] == [12, 30]


def test_b4_waiting_delivered_and_dateless_work_takes_no_hours() -> None:
    entries = [
        Milestone(id=1, promised_on=WANTED, hours_left=Decimal(60), delivered_on=MONDAY),
        Milestone(id=2, promised_on=WANTED, hours_left=Decimal(60), waiting_for_client=True),
        Milestone(id=3, hours_left=Decimal(60)),
    ]
    assert commitments(entries, today=MONDAY, calendar=six_hours()) == {}


@pytest.mark.parametrize("due_on", [date(1900, 1, 1), date(2200, 1, 1)])
def test_b4_a_slip_in_the_year_is_answered_at_once(due_on: date) -> None:
    entry = Milestone(promised_on=due_on, hours_left=Decimal(12))
    taken = commitments([entry], today=MONDAY, calendar=six_hours())
    assert sum(taken.values()) == 12
    assert capacity({}).free_until(date(2200, 1, 1)) == 24 * 261


def test_b4_more_than_five_years_of_work_fit_nowhere() -> None:
    assert capacity({}).first_fit(Decimal(20_000)) is None
    entry = Milestone(promised_on=FRIDAYS[0], hours_left=Decimal(20_000))
    assert capacity(commitments([entry], today=MONDAY, calendar=six_hours())).first_fit(Decimal(1)) is None


def test_b4_hours_of_a_quote_are_its_lines_by_the_hour_and_by_the_day() -> None:
    lines = [
        Line(description="Concept", quantity=Decimal(10), unit="HUR"),
        Line(description="Draft", quantity=Decimal("2.5"), unit="h"),
        Line(description="Workshop", quantity=Decimal(2), unit="DAY"),
        Line(description="Print", quantity=Decimal(500), unit="H87"),
        Line(description="Film", quantity=Decimal(30), unit="HUR", role=LineRole.OPTIONAL),
        Line(description="Icon", quantity=Decimal(3), unit="HUR", role=LineRole.OPTIONAL, chosen=True),
    ]
    assert planned_hours(lines, hours_per_day=Decimal(6)) == Decimal("27.5")
    assert planned_hours(lines[3:5], hours_per_day=Decimal(6)) == 0


_MILESTONES = st.lists(
    st.builds(
        Milestone,
        promised_on=st.dates(MONDAY - timedelta(days=20), MONDAY + timedelta(days=80)),
        hours_left=st.decimals(0, 90, places=1),
    ),
    max_size=8,
)
_CALENDARS = st.builds(
    lambda weekdays, hours, first, length: WorkCalendar(
        week=WorkWeek(weekdays=tuple(sorted(weekdays)), hours_per_day=hours),
        holidays={},
        absences=(
            Absence(first_on=MONDAY + timedelta(days=first), last_on=MONDAY + timedelta(days=first + length)),
        ),
    ),
    st.sets(st.integers(0, 6), min_size=1),
    st.decimals(2, 12, places=1),
    st.integers(0, 40),
    st.integers(0, 20),
)


@given(
    entries=_MILESTONES,
    calendar=_CALENDARS,
    offset=st.integers(0, 6),
    fill=st.integers(30, 100),
    hours=st.decimals("0.1", 200, places=1),
    wanted=st.integers(0, 90),
)
def test_b4_the_honest_date_fits_and_a_week_earlier_does_not(
    *,
    entries: list[Milestone],
    calendar: WorkCalendar,
    offset: int,
    fill: int,
    hours: Decimal,
    wanted: int,
) -> None:
    today = MONDAY + timedelta(days=offset)
    taken = commitments(entries, today=today, calendar=calendar)
    found = Capacity(today=today, calendar=calendar, fill_percent=Decimal(fill), committed=taken)
    assert sum(taken.values()) == sum(entry.hours_left for entry in entries)
    assert all(0 <= week.free <= week.bookable for week in islice(found.weeks(), 20))
    free = found.free_until(today + timedelta(days=wanted))
    assert 0 <= free <= found.free_until(today + timedelta(days=wanted + 1))
    honest = found.first_fit(hours)
    assert honest is not None
    assert calendar.is_working(honest)
    assert found.short_until(honest, hours) == 0
    assert found.short_until(honest - timedelta(weeks=1), hours) > 0
