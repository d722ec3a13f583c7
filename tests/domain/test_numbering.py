"""Number series: patterns, periods, order (R-NUM-*, B15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import InvoiceKind, series_of
from clientdesk.domain.numbering import (
    Series,
    check_number,
    check_pattern,
    fiscal_year,
    format_number,
    period_of,
    start_after,
    take,
)


def india() -> Series:
    return Series(code="invoice", pattern="INV/{fy}/{counter:4}", fiscal_start=4)


def test_r_num_1_numbers_rise_by_one_without_a_gap():
    series, numbers = Series(pattern="RE-{year}-{counter:3}"), []
    for day in range(1, 6):
        series, number = take(series, date(2026, 3, day))
        numbers.append(number)
    assert numbers == ["RE-2026-001", "RE-2026-002", "RE-2026-003", "RE-2026-004", "RE-2026-005"]


def test_r_num_2_a_day_before_the_last_number_is_refused():
    series, _ = take(Series(), date(2026, 11, 3))
    with pytest.raises(RuleError) as caught:
        take(series, date(2026, 11, 2))
    assert caught.value.rule == "R-NUM-2"
    assert caught.value.field == "issued_on"
    assert caught.value.values["last"] == date(2026, 11, 3)
    assert take(series, date(2026, 11, 3))[1] == "2026-0002"


def test_r_num_3_the_financial_year_of_india_restarts_the_counter_on_1_april():
    series = replace(india(), last=41, period="26-27", last_on=date(2027, 3, 30), started=True)
    series, last = take(series, date(2027, 3, 31))
    series, first = take(series, date(2027, 4, 1))
    assert (last, first) == ("INV/26-27/0042", "INV/27-28/0001")


def test_r_num_3_the_year_resets_and_follows_the_issue_date():
    series = Series(pattern="RE-{yy}{counter:2}")
    series, first = take(series, date(2026, 12, 31))
    series, second = take(series, date(2027, 1, 1))
    assert (first, second) == ("RE-2601", "RE-2701")


def test_r_num_3_a_pattern_with_month_restarts_each_month_and_one_without_year_never():
    monthly = Series(pattern="{year}-{month}-{counter}")
    monthly, first = take(monthly, date(2026, 1, 31))
    _, second = take(monthly, date(2026, 2, 1))
    assert (first, second) == ("2026-01-1", "2026-02-1")
    endless = Series(pattern="{client}-{counter}")
    endless, first = take(endless, date(2026, 12, 31), client="KR")
    _, second = take(endless, date(2027, 1, 1), client="SE")
    assert (first, second) == ("KR-1", "SE-2")


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        (date(2026, 6, 17), 1, "2026"),
        (date(2026, 3, 31), 4, "25-26"),
        (date(2026, 4, 1), 4, "26-27"),
        (date(1999, 5, 1), 4, "99-00"),
        (date(2026, 6, 30), 7, "25-26"),
    ],
)
def test_r_num_3_financial_years(day: date, start: int, expected: str):
    assert fiscal_year(day, start) == expected


@pytest.mark.parametrize("pattern", ["RE-{year}", "{counter}{counter}", "{month}-{counter}", ""])
def test_r_num_3_a_pattern_that_would_repeat_numbers_is_refused(pattern: str):
    with pytest.raises(RuleError) as caught:
        check_pattern(Series(pattern=pattern))
    assert caught.value.field == "pattern"
    assert str(caught.value)


def test_r_num_4_b15_india_takes_16_characters_and_only_some():
    assert check_pattern(india(), country="IN").pattern == "INV/{fy}/{counter:4}"
    assert len(format_number(india(), 42, date(2026, 6, 17))) == 14
    for wrong in ("INVOICE-{year}-{counter:3}-{fy}", "INV {fy} {counter}", "బిల్లు/{counter}"):
        with pytest.raises(RuleError, match="India") as caught:
            check_pattern(replace(india(), pattern=wrong), country="IN")
        assert caught.value.rule == "R-NUM-4"
    with pytest.raises(RuleError):
        check_number("INVOICE-2026-27-042", country="IN")
    assert check_number("INVOICE-2026-27-042", country="DE")


def test_r_num_4_b15_the_demo_numbers_of_anitha():
    vouchers = Series(pattern="RV/{fy}/{counter:3}", fiscal_start=4, last=11, period="25-26", started=True)
    invoices = replace(india(), last=2, period="26-27", started=True)
    assert take(vouchers, date(2026, 3, 14))[1] == "RV/25-26/012"
    assert take(invoices, date(2026, 4, 20))[1] == "INV/26-27/0003"


def test_r_num_5_prepayments_share_the_series_of_invoices():
    shared = {kind for kind in InvoiceKind if series_of(kind) == "invoice"}
    assert shared == {
        InvoiceKind.INVOICE,
        InvoiceKind.PREPAYMENT,
        InvoiceKind.PARTIAL,
        InvoiceKind.FINAL,
        InvoiceKind.CORRECTION,
    }
    assert series_of(InvoiceKind.CANCELLATION) == series_of(InvoiceKind.CREDIT_NOTE) == "credit_note"


def test_r_num_6_the_starting_number_is_set_once():
    series = start_after(Series(pattern="RE-{year}-{counter:3}"), 42, date(2026, 5, 1))
    series, number = take(series, date(2026, 5, 2))
    assert number == "RE-2026-043"
    with pytest.raises(StateError):
        start_after(series, 100, date(2026, 5, 3))
    with pytest.raises(RuleError):
        start_after(Series(), -1, date(2026, 5, 3))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_r_num_1_any_rising_dates_give_unique_numbers_and_gapless_periods(steps: list[int]):
    series, day = india(), date(2026, 1, 1)
    given_out: dict[str, list[int]] = {}
    for step in steps:
        day += timedelta(days=step)
        series, number = take(series, day)
        _, year, counter = number.split("/")
        given_out.setdefault(year, []).append(int(counter))
        assert year == period_of(series, day)
    for counters in given_out.values():
        assert counters == list(range(1, len(counters) + 1))
