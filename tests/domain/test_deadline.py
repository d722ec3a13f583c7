"""Slack, promises and warnings, on the numbers of the demo book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.absence import Absence
from clientdesk.domain.calendar import WorkCalendar
from clientdesk.domain.deadline import (
    Risk,
    buffer_days,
    calendar_of,
    delivery,
    hours_for,
    next_business_day,
    notice_on,
    outlook,
    outlooks,
    promise,
    quote_warning_on,
    working_day_before,
)
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address

TODAY = date(2026, 6, 17)


def lena() -> WorkCalendar:
    issuer = Issuer(address=Address(country="DE"), holiday_region="SN", hours_per_day=Decimal(6))
    return calendar_of(issuer, ())


def mona(*absences: Absence) -> WorkCalendar:
    return calendar_of(Issuer(weekdays=(6, 0, 1, 2, 3), hours_per_day=Decimal(6)), absences)


def marcus() -> WorkCalendar:
    return calendar_of(Issuer(address=Address(country="US", region="TX")), ())


@pytest.mark.parametrize(
    ("hours_left", "slack", "risk", "forecast_on"),
    [
        (24, 2, Risk.GREEN, date(2026, 4, 8)),
        (30, 1, Risk.AMBER, date(2026, 4, 9)),
        (36, 0, Risk.AMBER, date(2026, 4, 10)),
        (42, -1, Risk.RED, date(2026, 4, 13)),
    ],
)
def test_b5_slack_in_leipzig_over_easter(hours_left: int, slack: int, risk: Risk, forecast_on: date) -> None:
    found = outlook(date(2026, 4, 10), Decimal(hours_left), today=date(2026, 4, 1), calendar=lena())
    assert (found.days, found.slack, found.risk) == (6, slack, risk)
    assert found.forecast_on == forecast_on


def test_b5_without_easter_there_are_eight_days() -> None:
    worked = Absence(first_on=date(2026, 4, 3), last_on=date(2026, 4, 6), working=True)
    calendar = calendar_of(Issuer(address=Address(country="DE"), hours_per_day=Decimal(6)), (worked,))
    # The weekend within the span is worked too, so only the two holidays are turned round.
    assert calendar.working_days(date(2026, 4, 1), date(2026, 4, 10)) == 10
    plain = calendar_of(Issuer(hours_per_day=Decimal(6)), ())
    assert outlook(date(2026, 4, 10), Decimal(30), today=date(2026, 4, 1), calendar=plain).days == 8


def test_b5_an_absence_takes_days_away() -> None:
    away = Absence(first_on=date(2026, 4, 8), last_on=date(2026, 4, 9), label="Fair")
    calendar = calendar_of(
        Issuer(address=Address(country="DE"), holiday_region="SN", hours_per_day=Decimal(6)), (away,)
    )
    found = outlook(date(2026, 4, 10), Decimal(30), today=date(2026, 4, 1), calendar=calendar)
    assert (found.days, found.slack, found.risk) == (4, -1, Risk.RED)


def test_b5_mona_has_ten_days_and_nine_when_the_due_day_is_a_holiday() -> None:
    due_on = date(2026, 6, 30)
    hours = hours_for(Decimal(12_000), Decimal(2_000), Decimal(6))
    assert hours == 36
    free = outlook(due_on, hours, today=TODAY, calendar=mona())
    assert (free.days, free.needed, free.slack) == (10, 6, 4)
    holiday = mona(Absence(first_on=due_on, last_on=due_on, label="30 June"))
    found = outlook(due_on, hours, today=TODAY, calendar=holiday)
    assert (found.days, found.slack, found.risk) == (9, 3, Risk.GREEN)
    assert working_day_before(due_on, calendar=holiday) == date(2026, 6, 29)
    assert working_day_before(due_on, calendar=mona()) is None


def test_b5_earlier_jobs_take_their_hours_first() -> None:
    first = Milestone(id=1, promised_on=date(2026, 4, 8), hours_left=Decimal(12))
    second = Milestone(id=2, promised_on=date(2026, 4, 10), hours_left=Decimal(18))
    found = outlooks([second, first], today=date(2026, 4, 1), calendar=lena())
    assert [(key, value.slack, value.risk) for key, value in found.items()] == [
        (1, 2, Risk.GREEN),
        (2, 1, Risk.AMBER),
    ]
    assert found[2].forecast_on == date(2026, 4, 9)


def test_b5_delivered_waiting_and_dateless_milestones_are_not_counted() -> None:
    due_on = date(2026, 4, 10)
    entries = [
        Milestone(id=1, promised_on=due_on, hours_left=Decimal(60), delivered_on=date(2026, 3, 31)),
        Milestone(id=2, promised_on=due_on, hours_left=Decimal(60), waiting_for_client=True),
        Milestone(id=3, hours_left=Decimal(60)),
        Milestone(id=4, promised_on=due_on, hours_left=Decimal(30)),
    ]
    found = outlooks(entries, today=date(2026, 4, 1), calendar=lena())
    assert list(found) == [4]
    assert found[4].slack == 1


def test_b5_our_own_earlier_date_counts() -> None:
    entry = Milestone(
        id=1, promised_on=date(2026, 4, 10), internal_on=date(2026, 4, 8), hours_left=Decimal(12)
    )
    found = outlooks([entry], today=date(2026, 4, 1), calendar=lena())[1]
    assert (found.due_on, found.days) == (date(2026, 4, 8), 4)


def test_b5_a_passed_date_grows_redder_every_working_day() -> None:
    slacks = [
        outlook(date(2026, 6, 12), Decimal(0), today=date(2026, 6, day), calendar=lena()).slack
        for day in (12, 15, 16, 17)
    ]
    assert slacks == [1, 0, -1, -2]
    assert outlook(date(2026, 6, 12), Decimal(6), today=date(2026, 6, 15), calendar=lena()).risk is Risk.RED


def test_b5_a_slip_in_the_year_is_answered_at_once() -> None:
    for due_on in (date(1900, 1, 1), date(2200, 1, 1)):
        found = outlook(due_on, Decimal(6), today=TODAY, calendar=mona())
        assert found.risk is (Risk.GREEN if due_on > TODAY else Risk.RED)


def test_b6_promise_is_forecast_plus_fifteen_percent_rounded_up() -> None:
    assert buffer_days(20, Decimal(15)) == 3
    assert buffer_days(21, Decimal(15)) == 4
    assert buffer_days(20, Decimal(0)) == 0
    found = promise(Decimal(120), start=TODAY, calendar=mona(), buffer_percent=Decimal(15))
    # 20 working days Sunday to Thursday from Wed 17 June, then 3 more.
    assert (found.forecast_on, found.buffer_days) == (date(2026, 7, 14), 3)
    assert found.promised_on == date(2026, 7, 19)


def test_b6_work_already_taken_on_comes_first() -> None:
    alone = promise(Decimal(12), start=TODAY, calendar=lena(), buffer_percent=Decimal(15))
    after = promise(
        Decimal(12), start=TODAY, calendar=lena(), buffer_percent=Decimal(15), hours_ahead=Decimal(6)
    )
    assert alone.promised_on == date(2026, 6, 19)
    assert after.promised_on == date(2026, 6, 22)


def test_b24_lena_is_on_time_as_amended_and_two_days_late_by_the_first_promise() -> None:
    entry = Milestone(
        promised_on=date(2026, 4, 28), first_promised_on=date(2026, 4, 24), delivered_on=date(2026, 4, 28)
    )
    found = delivery(entry, calendar=lena())
    assert found is not None
    assert (found.days_late, found.is_on_time) == (0, True)
    assert (found.days_late_first, found.is_on_time_first) == (2, False)


def test_b24_early_days_are_counted_and_open_milestones_have_no_answer() -> None:
    entry = Milestone(promised_on=date(2026, 4, 28), delivered_on=date(2026, 4, 24))
    found = delivery(entry, calendar=lena())
    assert found is not None
    assert (found.days_late, found.is_on_time, found.days_late_first) == (-2, True, None)
    assert delivery(Milestone(promised_on=date(2026, 4, 28)), calendar=lena()) is None


def test_j5_marcus_delivers_before_the_observed_holiday() -> None:
    assert working_day_before(date(2026, 7, 3), calendar=marcus()) == date(2026, 7, 2)
    assert marcus().why_free(date(2026, 7, 3)) != ""


def test_b27_a_quote_is_announced_five_working_days_before_its_end() -> None:
    assert quote_warning_on(date(2026, 6, 26), calendar=lena()) == date(2026, 6, 19)


def test_r_due_1_a_due_day_may_move_to_the_next_business_day() -> None:
    assert next_business_day(date(2026, 5, 16), calendar=marcus()) == date(2026, 5, 18)
    assert next_business_day(date(2026, 5, 15), calendar=marcus()) == date(2026, 5, 15)


def test_notice_is_given_so_many_days_before_the_end() -> None:
    assert notice_on(date(2026, 12, 31), 30) == date(2026, 12, 1)


@given(
    hours=st.decimals(min_value=0, max_value=400, places=2),
    ahead=st.decimals(min_value=0, max_value=200, places=2),
    until=st.integers(min_value=0, max_value=90),
)
def test_b5_red_exactly_when_the_forecast_lies_behind_the_date(
    hours: Decimal, ahead: Decimal, until: int
) -> None:
    due_on = date.fromordinal(TODAY.toordinal() + until)
    found = outlook(due_on, hours, today=TODAY, calendar=lena(), hours_ahead=ahead)
    if hours + ahead > 0:
        assert (found.risk is Risk.RED) == (found.forecast_on > due_on)
