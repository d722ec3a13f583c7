"""Working days, holidays and working minutes, with the figures of product.md (B2, B5, B18, B19, B23, B27)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.absence import Absence
from clientdesk.domain.calendar import (
    PublicHolidays,
    WorkCalendar,
    WorkWeek,
    add_months,
    first_weekday,
    holiday_regions,
    month_span,
    public_holidays,
    week_number,
)
from clientdesk.domain.errors import RuleError

LEIPZIG = WorkCalendar(week=WorkWeek(hours_per_day=Decimal(6)), holidays=PublicHolidays("DE", "SN"))
PLAIN = WorkCalendar(week=WorkWeek(), holidays={})
CAIRO = WorkCalendar(week=WorkWeek(weekdays=(6, 0, 1, 2, 3), opens=10 * 60, closes=18 * 60), holidays={})
AUSTIN = WorkCalendar(week=WorkWeek(), holidays=PublicHolidays("US"))


def test_b5_easter_leaves_six_working_days_in_leipzig() -> None:
    first, last = date(2026, 4, 1), date(2026, 4, 10)
    assert LEIPZIG.working_days(first, last) == 6
    assert PLAIN.working_days(first, last) == 8
    assert LEIPZIG.working_days(last, first) == 0


def test_b2_two_working_days_after_friday_24_april_is_tuesday() -> None:
    assert LEIPZIG.add_working_days(date(2026, 4, 24), 2) == date(2026, 4, 28)


def test_b27_five_working_days_before_friday_26_june_is_friday_19_june() -> None:
    assert LEIPZIG.add_working_days(date(2026, 6, 26), -5) == date(2026, 6, 19)


def test_b18_sunday_moves_to_monday() -> None:
    assert LEIPZIG.next_working_day(date(2026, 6, 28)) == date(2026, 6, 29)
    assert LEIPZIG.next_working_day(date(2026, 6, 29)) == date(2026, 6, 29)
    assert LEIPZIG.add_working_days(date(2026, 6, 28), 0) == date(2026, 6, 29)


def test_the_observed_fourth_of_july_is_free_and_thursday_is_proposed() -> None:
    observed = date(2026, 7, 3)
    assert not AUSTIN.is_working(observed)
    assert "observed" in AUSTIN.why_free(observed)
    assert AUSTIN.previous_working_day(observed) == date(2026, 7, 2)


def test_mona_has_ten_working_days_and_nine_with_a_holiday_on_the_last() -> None:
    first, last = date(2026, 6, 17), date(2026, 6, 30)
    assert CAIRO.working_days(first, last) == 10
    marked = WorkCalendar(week=CAIRO.week, holidays={last: "Revolution Day"})
    assert marked.working_days(first, last) == 9
    assert marked.previous_working_day(last) == date(2026, 6, 29)


def test_b23_friday_evening_to_monday_morning_is_45_minutes() -> None:
    assert LEIPZIG.working_minutes(datetime(2026, 2, 6, 16, 40), datetime(2026, 2, 9, 9, 25)) == 45


def test_b23_monas_thursday_evening_to_sunday_morning_is_50_minutes() -> None:
    assert CAIRO.working_minutes(datetime(2026, 3, 5, 17, 30), datetime(2026, 3, 8, 10, 20)) == 50


def test_b19_recovery_takes_seventeen_working_hours() -> None:
    assert LEIPZIG.working_minutes(datetime(2026, 5, 11, 10, 0), datetime(2026, 5, 13, 11, 0)) == 17 * 60


def test_minutes_outside_the_office_hours_do_not_count() -> None:
    assert PLAIN.working_minutes(datetime(2026, 6, 17, 18, 0), datetime(2026, 6, 17, 23, 0)) == 0
    assert PLAIN.working_minutes(datetime(2026, 6, 17, 6, 0), datetime(2026, 6, 17, 9, 30)) == 30
    assert PLAIN.working_minutes(datetime(2026, 6, 18), datetime(2026, 6, 17)) == 0


def test_absences_take_days_away_and_worked_holidays_give_them_back() -> None:
    holiday = Absence(first_on=date(2026, 4, 6), last_on=date(2026, 4, 6), working=True)
    vacation = Absence(first_on=date(2026, 4, 7), last_on=date(2026, 4, 8), label="Rügen")
    changed = WorkCalendar(week=LEIPZIG.week, holidays=LEIPZIG.holidays, absences=(holiday, vacation))
    assert changed.is_working(date(2026, 4, 6))
    assert changed.why_free(date(2026, 4, 7)) == "Rügen"
    assert changed.why_free(date(2026, 4, 6)) == ""
    assert changed.working_days(date(2026, 4, 1), date(2026, 4, 10)) == 5


def test_holidays_have_names_in_the_wanted_language_and_regions() -> None:
    german = public_holidays("DE", "SN", [2026], language="de")
    assert german[date(2026, 11, 18)] == "Buß- und Bettag"
    assert public_holidays("DE", "SN", [2026], language="en")[date(2026, 4, 3)] == "Good Friday"
    assert date(2026, 11, 18) not in public_holidays("DE", "", [2026])
    assert ("SN", "Sachsen") in holiday_regions("DE")


def test_a_country_without_holiday_data_has_none() -> None:
    assert public_holidays("??", "", [2026]) == {}
    assert holiday_regions("??") == ()
    assert public_holidays("DE", "nowhere", [2026]) == public_holidays("DE", "", [2026])


def test_one_country_is_loaded_and_not_all_there_are() -> None:
    code = (
        "import sys; from clientdesk.domain.calendar import public_holidays as p\n"
        "assert p('DE', 'SN', [2026], language='de')\n"
        "print([name for name in sys.modules if name.startswith('holidays.countries.')])"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['holidays.countries.germany']"


def test_holidays_of_later_years_are_read_when_asked_for() -> None:
    assert not LEIPZIG.is_working(date(2041, 12, 25))


def test_without_any_working_day_the_search_ends_with_a_sentence() -> None:
    away = Absence(first_on=date(2020, 1, 1), last_on=date(2060, 1, 1))
    with pytest.raises(RuleError, match="no working day"):
        WorkCalendar(week=WorkWeek(), holidays={}, absences=(away,)).next_working_day(date(2026, 6, 17))


def test_the_anchor_of_a_series_never_drifts() -> None:
    start = date(2026, 1, 31)
    series = [add_months(start, months, anchor_day=31) for months in range(4)]
    assert series == [start, date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert add_months(date(2026, 2, 28), 1, anchor_day=31) == date(2026, 3, 31)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@given(start=st.dates(date(2020, 1, 1), date(2035, 1, 1)), count=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_going_on_and_counting_agree(start: date, count: int) -> None:
    end = LEIPZIG.add_working_days(start, count)
    assert LEIPZIG.is_working(end)
    assert LEIPZIG.working_days(start + timedelta(days=1), end) == count


@pytest.mark.parametrize(
    ("worked", "usual", "expected"),
    [
        ((0, 1, 2, 3, 4), 0, 0),  # Germany
        ((0, 1, 2, 3, 4), 6, 6),  # the United States: Sunday is free and comes first
        ((6, 0, 1, 2, 3), 5, 5),  # Egypt: Saturday is free and comes first
        ((6, 0, 1, 2, 3), 0, 6),  # a land of Mondays would split the week of who works from Sunday on
        ((0, 1, 2, 3, 4, 5), 6, 6),
        ((0, 1, 2, 3, 4, 5, 6), 3, 0),
    ],
)
def test_a_calendar_begins_with_the_day_of_the_land_unless_it_splits_the_working_days(
    worked: tuple[int, ...], usual: int, expected: int
) -> None:
    assert first_weekday(WorkWeek(weekdays=worked), usual) == expected


def test_a_month_is_shown_in_whole_weeks() -> None:
    assert month_span(date(2026, 6, 17), 0) == (date(2026, 6, 1), date(2026, 7, 5))
    assert month_span(date(2026, 6, 17), 6) == (date(2026, 5, 31), date(2026, 7, 4))
    # A February of four whole weeks.
    assert month_span(date(2027, 2, 28), 0) == (date(2027, 2, 1), date(2027, 2, 28))


def test_weeks_are_numbered_as_iso_has_it() -> None:
    assert week_number(date(2026, 12, 28)) == 53
    assert week_number(date(2027, 1, 4)) == 1
    # One that begins on Sunday has the number of its Wednesday.
    assert week_number(date(2026, 5, 31)) == 23
