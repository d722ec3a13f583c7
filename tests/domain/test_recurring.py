"""Recurring invoices: the anchor day never drifts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.domain.recurring import Recurring, check_recurring, due_dates, following


def test_the_31st_comes_back_after_february():
    monthly = Recurring(anchor_day=31, next_on=date(2026, 1, 31))
    assert due_dates(monthly, date(2026, 4, 30)) == (
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )


def test_a_leap_day_each_year():
    assert following(date(2024, 2, 29), 12, 29) == date(2025, 2, 28)
    assert following(date(2027, 2, 28), 12, 29) == date(2028, 2, 29)


def test_it_ends_and_an_archived_one_rests():
    ends = Recurring(anchor_day=1, next_on=date(2026, 1, 1), ends_on=date(2026, 2, 15))
    assert due_dates(ends, date(2030, 1, 1)) == (date(2026, 1, 1), date(2026, 2, 1))
    assert due_dates(Recurring(next_on=date(2026, 1, 1), archived=True), date(2030, 1, 1)) == ()
    assert due_dates(Recurring(next_on=date(2026, 2, 1)), date(2026, 1, 31)) == ()


@pytest.mark.parametrize(("months", "day"), [(0, 1), (1, 0), (1, 32)])
def test_a_rhythm_that_makes_no_sense_is_refused(months: int, day: int):
    with pytest.raises(RuleError) as caught:
        check_recurring(Recurring(every_months=months, anchor_day=day, next_on=date(2026, 1, 1)))
    assert caught.value.field == "anchor_day"


def test_the_first_date_is_asked_for():
    with pytest.raises(RuleError) as caught:
        check_recurring(Recurring())
    assert caught.value.field == "next_on"


@given(st.integers(1, 31), st.integers(1, 24), st.integers(1, 40))
def test_the_anchor_never_drifts(anchor: int, months: int, steps: int):
    day = following(date(2025, 12, 1), 1, anchor)
    for _ in range(steps):
        day = following(day, months, anchor)
        last = (day.replace(day=28).month % 12 + 1, day.year + day.month // 12)
        assert day.day == anchor or (date(last[1], last[0], 1) - day).days == 1
