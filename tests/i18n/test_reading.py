"""What people type as numbers, money and percents is read exactly or refused in words (Q20, R-MON-1)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import LIMIT, Money
from clientdesk.i18n import (
    WINDOW,
    Translator,
    parse_decimal,
    parse_money,
    parse_percent,
    parse_price,
    parse_quantity,
    translate_error,
)

ENGLISH = Translator("en-US", "clientdesk")


def outcome(call: Callable[..., object], *arguments: str) -> tuple[object, str]:
    """What was read, or the sentence that refused it."""
    try:
        return call(*arguments), ""
    except RuleError as error:
        return None, translate_error(error, ENGLISH)


LOCALES = (
    "en-US",
    "en-GB",
    "en-IN",
    "de-DE",
    "de-AT",
    "de-CH",
    "fr",
    "te-IN",
    "ar-EG",
    "sv-SE",
    "tr-TR",
    "pl-PL",
)
CURRENCIES = ("EUR", "USD", "CHF", "INR", "SAR", "EGP", "JPY", "KWD", "GBP", "PLN", "SEK")


def refusal(call: Callable[..., object], *arguments: str) -> str:
    with pytest.raises(RuleError) as caught:
        call(*arguments)
    return translate_error(caught.value, ENGLISH)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("1.234,50", "de-DE", "1234.50"),
        ("1,234.50", "de-DE", "1234.50"),
        ("1.234,50", "en-US", "1234.50"),
        ("1,234.50", "en-US", "1234.50"),
        ("١٢٣٤٫٥٠", "ar-EG", "1234.50"),
        ("١٬٢٣٤٫٥٠", "en-US", "1234.50"),
        ("౧౨౩౪.౫", "te-IN", "1234.5"),
        ("१,५९,३००.००", "en-IN", "159300.00"),
        ("1,59,300.00", "en-IN", "159300.00"),
        ("1,59,300", "en-US", "159300"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1 234,5", "de-DE", "1234.5"),
        ("1'234.50", "de-CH", "1234.50"),
        ("1’234.50", "de-CH", "1234.50"),
        ("2.496", "de-DE", "2496"),
        ("2.496", "en-US", "2.496"),
        ("2,496", "en-US", "2496"),
        ("2,496", "de-DE", "2.496"),
        ("12.5", "de-DE", "12.5"),
        ("12,5", "en-US", "12.5"),
        ("0.125", "de-DE", "0.125"),
        ("1.234.567", "en-US", "1234567"),
        ("-5", "en-US", "-5"),
        ("−5,25", "de-DE", "-5.25"),
        ("- 5", "en-US", "-5"),
        (".5", "en-US", "0.5"),
        ("007", "en-US", "7"),
        ("  42 ", "en-US", "42"),
        ("-0", "en-US", "0"),
    ],
)
def test_q20_numbers_are_read_by_locale(text: str, locale: str, expected: str) -> None:
    assert parse_decimal(text, locale) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "locale", "part"),
    [
        ("12,5,0", "en-US", "do not fit together"),
        ("12,5,0", "de-DE", "do not fit together"),
        ("1,23,45", "en-IN", "do not fit together"),
        ("1.234.56", "de-DE", "do not fit together"),
        ("1,234.567.890", "en-US", "do not fit together"),
        ("1 2 3", "en-US", "do not fit together"),
        ("5,", "de-DE", "do not fit together"),
        ("1'234 567.50", "de-CH", "do not fit together"),
        ("zwölf", "de-DE", "“z” does not belong"),
        ("12 h", "en-US", "“h” does not belong"),
        ("1e5", "en-US", "“e” does not belong"),
        ("--5", "en-US", "“-” does not belong"),
        ("NaN", "en-US", "“N” does not belong"),
        ("", "en-US", "Nothing was typed"),
        (".", "en-US", "holds no figures"),
        ("1.234", "fr", "two ways"),
        ("9" * 13, "en-US", "larger than any amount"),
    ],
)
def test_q20_wrong_or_doubtful_numbers_are_refused_with_a_reason(text: str, locale: str, part: str) -> None:
    sentence = refusal(parse_decimal, text, locale)
    assert part in sentence
    assert "Type" in sentence or "Check" in sentence


@pytest.mark.parametrize(
    ("text", "currency", "locale", "expected"),
    [
        ("2.496,03 EUR", "EUR", "de-DE", 249603),
        ("2.496,03 €", "EUR", "de-DE", 249603),
        ("€2,496.03", "EUR", "en-US", 249603),
        ("₹1,59,300.00", "INR", "te-IN", 15930000),
        ("Rs. 1,59,300", "INR", "en-IN", 15930000),
        ("$6,469.37", "USD", "en-US", 646937),
        ("-$6,469.37", "USD", "en-US", -646937),
        ("CHF 1'234.50", "CHF", "de-CH", 123450),
        ("Fr. 50.-", "CHF", "de-CH", 5000),
        ("50,-", "EUR", "de-DE", 5000),
        ("eur 5", "EUR", "de-DE", 500),
        ("1500", "JPY", "en-US", 1500),
        ("1.500", "JPY", "de-DE", 1500),
        ("1,234.567", "KWD", "en-US", 1234567),
        ("1.234,567", "KWD", "de-DE", 1234567),
        ("١٢٣٤٫٥٠", "EGP", "ar-EG", 123450),
        ("5.10 د.إ", "AED", "ar-EG", 510),
        ("5.100", "EUR", "en-US", 510),
    ],
)
def test_q20_money_is_read_with_its_sign_or_code(
    text: str, currency: str, locale: str, expected: int
) -> None:
    if text == "5.100":
        assert parse_money(text, currency, locale).minor == expected
        return
    assert parse_money(text, currency, locale) == Money(expected, currency)


@pytest.mark.parametrize(
    ("text", "currency", "locale", "parts"),
    [
        ("1.234", "EUR", "en-US", ("3 decimals", "EUR amounts have at most 2", "if you meant 1,234")),
        ("1,234", "EUR", "de-DE", ("3 decimals", "EUR amounts have at most 2")),
        ("10.005", "USD", "en-US", ("3 decimals", "for example 10.01")),
        ("1.5", "JPY", "en-US", ("JPY has no decimals", "for example 2")),
        ("1.2345", "KWD", "en-US", ("4 decimals", "at most 3")),
        ("$5", "EUR", "en-US", ("names the currency $", "in EUR")),
        ("5 USD", "EUR", "en-US", ("names the currency USD", "in EUR")),
        ("5 apples", "EUR", "en-US", ("“a” does not belong",)),
        ("1000000000000", "EUR", "en-US", ("larger than any amount",)),
    ],
)
def test_q20_money_that_does_not_fit_its_currency_is_refused(
    text: str, currency: str, locale: str, parts: tuple[str, ...]
) -> None:
    sentence = refusal(parse_money, text, currency, locale)
    for part in parts:
        assert part in sentence


def test_r_mon_3_quantities_have_four_decimals() -> None:
    assert parse_quantity("0,3333", "de-DE") == Decimal("0.3333")
    assert parse_price("90,1234 EUR", "EUR", "de-DE") == Decimal("90.1234")
    assert "at most 4" in refusal(parse_quantity, "0.33333", "en-US")


@pytest.mark.parametrize(
    ("text", "locale"), [("19", "de-DE"), ("19 %", "de-DE"), ("19%", "en-US"), ("%19", "tr-TR")]
)
def test_percents_are_read_with_and_without_the_sign(text: str, locale: str) -> None:
    assert parse_percent(text, locale) == 19


def test_percents_out_of_range_are_refused() -> None:
    assert "The percentage 119 is not between 0 and 100" in refusal(parse_percent, "119", "en-US")
    assert parse_percent("8,1 %", "de-CH") == Decimal("8.1")


def test_a_refusal_is_localised_and_names_its_field() -> None:
    with pytest.raises(RuleError) as caught:
        parse_money("1,234", "EUR", "de-DE", field="price")
    assert caught.value.field == "price"
    assert "1.234" in translate_error(caught.value, Translator("de-DE", "clientdesk"))


@given(
    minor=st.integers(-LIMIT // 200, LIMIT // 200),
    currency=st.sampled_from(CURRENCIES),
    locale=st.sampled_from(LOCALES),
    symbol=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_q20_what_is_written_can_be_typed_back(minor: int, currency: str, locale: str, symbol: bool) -> None:
    money = Money(minor, currency)
    written = Translator(locale, WINDOW).money(money, symbol=symbol)
    assert parse_money(written, currency, locale) == money


@given(
    value=st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    locale=st.sampled_from(LOCALES),
)
@settings(max_examples=200, deadline=None)
def test_q20_quantities_written_can_be_typed_back(value: Decimal, locale: str) -> None:
    written = Translator(locale, WINDOW).quantity(value)
    assert parse_quantity(written, locale) == value


@given(
    text=st.text(alphabet="0123456789.,' -+%€$kKrRsCHF٫٬١e\u202f\u00a0–’", max_size=14) | st.text(max_size=8)
)
@settings(max_examples=300, deadline=None)
def test_q20_anything_typed_is_read_or_refused_in_a_sentence(text: str) -> None:
    for locale in ("en-US", "de-DE", "de-CH", "fr", "ar-EG"):
        for call, more in (
            (parse_decimal, ()),
            (parse_money, ("EUR",)),
            (parse_money, ("JPY",)),
            (parse_percent, ()),
        ):
            value, sentence = outcome(call, text, *more, locale)
            assert (value is None) == bool(sentence)
