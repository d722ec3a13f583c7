"""Amounts are exact, rounded once and away from zero, and no split loses a cent (R-MON-1, 2, 6, 10, 12; B10)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.currency import check_currency, minor_digits
from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import LIMIT, Money, convert, rounded, total

CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "INR"])
AMOUNTS = st.integers(min_value=-(10**9), max_value=10**9)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def amounts(*parts: Money) -> list[str]:
    return [str(part.amount) for part in parts]


def test_r_mon_1_decimals_add_up_exactly() -> None:
    assert eur("0.10") + eur("0.20") == eur("0.30")


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("EUR", 2), ("JPY", 0), ("KWD", 3), ("BHD", 3), ("OMR", 3), ("JOD", 3), ("TND", 3)],
)
def test_r_mon_1_minor_digits_follow_the_currency(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_r_mon_1_kuwaiti_dinars_keep_three_digits_and_yen_none() -> None:
    assert str(Money.of("1234.567", "KWD").amount) == "1234.567"
    assert str(Money.of("1500.4", "JPY").amount) == "1500"


def test_r_mon_1_refuses_binary_floats() -> None:
    with pytest.raises(TypeError, match=r"^money is never made from a binary float$"):
        Money.of(0.1, "EUR")  # type: ignore[arg-type]  # the mistake under test


def test_r_mon_1_refuses_to_mix_currencies_in_a_sentence() -> None:
    with pytest.raises(RuleError, match="currencies differ") as caught:
        eur("1") + Money.of("1", "USD")
    assert caught.value.field == "currency"


@pytest.mark.parametrize("text", ["1000000000000.01", "1e40", "1e999999", "-1e15", "NaN", "Infinity"])
def test_r_mon_1_an_amount_beyond_the_limit_gets_a_sentence(text: str) -> None:
    with pytest.raises(RuleError, match="too large"):
        eur(text)


def test_r_mon_1_the_limit_itself_is_allowed() -> None:
    assert Money.of(Decimal(LIMIT).scaleb(-2), "EUR").minor == LIMIT


@pytest.mark.parametrize("code", ["eur", "EURO", "€", "", "ЕUR"])
def test_r_mon_1_a_currency_code_is_three_capital_letters(code: str) -> None:
    with pytest.raises(RuleError, match="not a currency code"):
        check_currency(code)
    assert check_currency("EUR") == "EUR"


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("2.675", "EUR", "2.68"),
        ("-2.675", "EUR", "-2.68"),
        ("2.665", "EUR", "2.67"),
        ("0.5", "JPY", "1"),
        ("-0.5", "JPY", "-1"),
        ("1.2345", "KWD", "1.235"),
    ],
)
def test_r_mon_2_rounds_half_away_from_zero(value: str, currency: str, expected: str) -> None:
    assert str(Money.of(value, currency).amount) == expected


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=9),
    st.integers(min_value=0, max_value=4),
)
def test_r_mon_2_rounding_moves_by_at_most_half_a_unit_and_is_symmetric(value: Decimal, digits: int) -> None:
    result = rounded(value, digits)
    assert abs(result - value) <= Decimal(1).scaleb(-digits) / 2
    assert rounded(-value, digits) == -result
    assert rounded(result, digits) == result


def test_r_mon_6_the_largest_remainder_takes_the_difference() -> None:
    assert amounts(*eur("100").in_proportion([eur("1489.90"), eur("74.85")])) == ["95.22", "4.78"]


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=8), CURRENCIES)
def test_r_mon_6_parts_in_proportion_keep_the_whole_for_any_sign_and_weight(
    minor: int, weights: list[int], currency: str
) -> None:
    whole = Money(minor, currency)
    parts = whole.in_proportion([Money(weight, currency) for weight in weights])
    assert len(parts) == len(weights)
    assert total(parts, currency) == whole


@given(AMOUNTS, st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=8))
def test_r_mon_6_no_part_is_off_by_a_cent_or_turns_its_sign(minor: int, weights: list[int]) -> None:
    if not sum(weights):
        return
    parts = Money(minor, "EUR").in_proportion([Money(weight, "EUR") for weight in weights])
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Decimal(part.minor) - Decimal(minor) * weight / sum(weights)) < 1
        assert part.minor * minor >= 0
        assert part.minor == 0 or weight > 0


def test_r_mon_6_nothing_is_split_into_no_parts() -> None:
    assert eur("10").in_proportion([]) == ()


def test_r_mon_10_tax_in_the_home_currency_is_rounded_once() -> None:
    assert convert(Money.of("285.00", "USD"), Decimal("0.8635"), "EUR") == eur("246.10")
    assert convert(Money.of("-285.00", "USD"), Decimal("0.8635"), "EUR") == eur("-246.10")


def test_r_mon_12_and_b10_the_last_part_takes_the_rest() -> None:
    assert amounts(*eur("1000").split(3)) == ["333.33", "333.33", "333.34"]
    assert amounts(*eur("100").split(3)) == ["33.33", "33.33", "33.34"]


def test_r_mon_12_a_cent_in_many_parts_never_makes_the_last_one_negative() -> None:
    parts = eur("0.05").split(10)
    assert total(parts, "EUR") == eur("0.05")
    assert min(parts) >= eur("0")


@given(AMOUNTS, st.integers(min_value=1, max_value=60), CURRENCIES)
def test_r_mon_12_equal_parts_keep_the_whole_and_its_sign(minor: int, count: int, currency: str) -> None:
    whole = Money(minor, currency)
    parts = whole.split(count)
    assert len(parts) == count
    assert total(parts, currency) == whole
    assert all(part.minor * minor >= 0 for part in parts)


@given(AMOUNTS, st.lists(st.integers(min_value=1, max_value=9999), min_size=0, max_size=8))
def test_b10_percents_keep_the_whole(minor: int, cuts: list[int]) -> None:
    edges = [0, *sorted({cut for cut in cuts if cut < 10_000}), 10_000]
    percents = [Decimal(after - before) / 100 for before, after in pairwise(edges) if after > before]
    parts = Money(minor, "EUR").by_percents(percents)
    assert total(parts, "EUR") == Money(minor, "EUR")
    assert all(part.minor * minor >= 0 for part in parts)


def test_b10_percents_must_add_up_to_a_hundred() -> None:
    with pytest.raises(RuleError, match="add up to 90 %") as caught:
        eur("100").by_percents([Decimal(30), Decimal(60)])
    assert caught.value.rule == "B10"


def test_b10_plan_of_thirty_forty_thirty() -> None:
    plan = [Decimal(30), Decimal(40), Decimal(30)]
    assert amounts(*eur("4800").by_percents(plan)) == ["1440.00", "1920.00", "1440.00"]
