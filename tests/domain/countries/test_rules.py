"""The countries' data are whole, dated and sourced; the rates follow the date of supply (R-VAT-5, R-CON-1, R-RET-1)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies

from clientdesk.domain import countries
from clientdesk.domain.countries.checks import retained_until
from clientdesk.domain.currency import minor_digits
from clientdesk.domain.errors import RuleError
from clientdesk.domain.identifiers import check
from clientdesk.domain.money import Money
from clientdesk.domain.numbering import Series, check_pattern
from clientdesk.domain.tax import TaxCategory

TODAY = date(2026, 6, 17)
COMPLETE = tuple(code for code in countries.all_codes() if countries.rules(code).is_complete)


def percents(code: str, on: date) -> list[Decimal]:
    return [rate.percent for rate in countries.tax_rates_on(code, on)]


@pytest.mark.parametrize(
    ("code", "on", "name", "expected"),
    [
        ("CH", date(2023, 12, 20), "Standard rate", "7.7"),
        ("CH", date(2023, 12, 31), "Standard rate", "7.7"),
        ("CH", date(2024, 1, 1), "Standard rate", "8.1"),
        ("DE", date(2020, 6, 30), "Standard rate", "19"),
        ("DE", date(2020, 7, 1), "Standard rate", "16"),
        ("DE", date(2020, 12, 31), "Reduced rate", "5"),
        ("DE", date(2021, 1, 1), "Reduced rate", "7"),
        ("SA", date(2020, 6, 30), "Standard rate", "5"),
        ("SA", date(2020, 7, 1), "Standard rate", "15"),
        ("EG", TODAY, "Standard rate", "14"),
        ("EG", TODAY, "Schedule tax on professional services", "10"),
        ("IN", TODAY, "Standard rate", "18"),
        ("IN", date(2025, 9, 21), "Middle rate", "12"),
        ("GB", TODAY, "Standard rate", "20"),
        ("AT", TODAY, "Standard rate", "20"),
    ],
)
def test_r_vat_5_the_rate_is_that_of_the_day_of_supply(code: str, on: date, name: str, expected: str) -> None:
    rate = countries.tax_rate_on(code, name, on)
    assert rate is not None
    assert rate.percent == Decimal(expected)


def test_r_vat_5_no_rate_after_it_was_abolished() -> None:
    assert countries.tax_rate_on("IN", "Middle rate", date(2025, 9, 22)) is None


def test_the_rates_of_today() -> None:
    assert percents("DE", TODAY) == [Decimal(19), Decimal(7)]
    assert percents("CH", TODAY) == [Decimal("8.1"), Decimal("2.6"), Decimal("3.8")]
    assert percents("FR", TODAY) == [Decimal(20), Decimal(10), Decimal("5.5"), Decimal("2.1")]
    assert percents("US", TODAY) == []
    assert percents("AE", TODAY) == [Decimal(5), Decimal(0)]


@pytest.mark.parametrize("code", COMPLETE)
def test_every_rate_has_a_source_and_no_two_overlap(code: str) -> None:
    rates = countries.rules(code).tax_rates
    for rate in rates:
        assert rate.source
        assert (rate.percent > 0) == (rate.category is TaxCategory.STANDARD)
    for name in {rate.name for rate in rates}:
        spans = sorted(
            (rate.since or date.min, rate.until or date.max) for rate in rates if rate.name == name
        )
        for (_, end), (start, _) in pairwise(spans):
            assert end < start
            assert start - end == timedelta(days=1) or name not in {"Standard rate", "Reduced rate"}


@pytest.mark.parametrize("code", COMPLETE)
def test_at_most_one_rate_is_the_usual_one_on_a_day(code: str) -> None:
    usual = [rate for rate in countries.tax_rates_on(code, TODAY) if rate.default]
    assert len(usual) == (0 if code == "US" else 1)


@pytest.mark.parametrize("code", COMPLETE)
def test_r_num_3_number_patterns_give_unique_numbers(code: str) -> None:
    rules = countries.rules(code)
    for kind, pattern in rules.number_patterns.items():
        series = Series(code=kind, pattern=pattern, fiscal_start=rules.fiscal_year_start, last=9998)
        check_pattern(series, country=code)


@pytest.mark.parametrize("code", COMPLETE)
def test_schemes_that_charge_no_tax_name_their_law(code: str) -> None:
    for scheme in countries.rules(code).schemes:
        assert scheme.name
        if not scheme.charges_tax:
            assert scheme.source
            assert bool(scheme.note) == (scheme.category is TaxCategory.EXEMPT)


@pytest.mark.parametrize("code", COMPLETE)
def test_r_id_3_every_example_of_an_identifier_passes_its_check(code: str) -> None:
    for rule in countries.rules(code).identifiers:
        if rule.check and rule.example:
            assert check(rule.code, rule.example, code).ok, rule.code


@pytest.mark.parametrize("code", COMPLETE)
def test_r_int_2_base_rates_are_in_order(code: str) -> None:
    late = countries.rules(code).late_payment
    if late is not None:
        dates = [since for since, _ in late.base_rates]
        assert dates == sorted(set(dates))
        assert late.source


def test_r_int_2_germany_in_june_2026() -> None:
    late = countries.rules("DE").late_payment
    assert late is not None
    assert late.base_rates[-1][1] + late.business_margin == Decimal("10.27")
    assert late.consumer_margin == 5
    assert late.fees == ((Money.of(0, "EUR"), Money.of(40, "EUR")),)


def test_every_country_of_the_world_has_rules_and_the_currency_in_use() -> None:
    names = Locale.parse("en").territories
    assert len(countries.all_codes()) == 249
    for code in countries.all_codes():
        rules = countries.rules(code)
        assert rules.code == code
        assert rules.week.weekdays
        assert code in names
        assert minor_digits(rules.currency) >= 0
        if code != "AQ":  # nobody pays there
            assert rules.currency in get_territory_currencies(code, TODAY), code


def test_names_agree_with_the_table() -> None:
    for code in COMPLETE:
        assert countries.rules(code).name == Locale.parse("en").territories[code]


def test_paper_follows_cldr() -> None:
    assert {countries.rules(code).paper for code in ("US", "CA", "MX", "PH")} == {"LETTER"}
    assert {countries.rules(code).paper for code in ("DE", "GB", "IN", "EG", "AU")} == {"A4"}


def test_weekends() -> None:
    assert countries.rules("EG").week.weekdays == (6, 0, 1, 2, 3)
    assert countries.rules("SA").week.weekdays == (6, 0, 1, 2, 3)
    assert countries.rules("AE").week.weekdays == (0, 1, 2, 3, 4)
    assert countries.rules("IN").week.weekdays == (0, 1, 2, 3, 4, 5)


def test_an_unknown_country_is_refused() -> None:
    assert not countries.is_country("XX")
    with pytest.raises(RuleError, match="not a country"):
        countries.rules("XX")


@pytest.mark.parametrize(
    ("code", "issued", "until"),
    [
        ("DE", date(2026, 3, 1), date(2034, 12, 31)),
        ("AT", date(2026, 3, 1), date(2033, 12, 31)),
        ("FR", date(2026, 3, 1), date(2036, 12, 31)),
        ("GB", date(2026, 3, 1), date(2032, 12, 31)),
        ("IN", date(2026, 3, 31), date(2032, 12, 31)),
        ("IN", date(2026, 4, 1), date(2033, 12, 31)),
    ],
)
def test_r_ret_1_papers_are_kept_as_long_as_the_law_says(code: str, issued: date, until: date) -> None:
    assert retained_until(code, issued) == until
