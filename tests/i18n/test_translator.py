"""Numbers, money and dates look as the reader's country writes them; texts come from the right catalogue."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest

from clientdesk import i18n
from clientdesk.domain.errors import ChecksFailedError, RuleError
from clientdesk.domain.money import Money
from clientdesk.i18n import WINDOW, Translator, translate_error

NBSP = "\u00a0"
DAY = date(2026, 6, 17)


@pytest.mark.parametrize(
    ("language", "amount", "currency", "expected"),
    [
        ("de", "2496.03", "EUR", f"2.496,03{NBSP}EUR"),
        ("de-DE", "-21.07", "EUR", f"-21,07{NBSP}EUR"),
        ("de-AT", "2496.03", "EUR", f"EUR{NBSP}2.496,03"),
        ("de-CH", "2496.03", "CHF", f"CHF{NBSP}2’496.03"),
        ("fr-FR", "2496.03", "EUR", f"2\u202f496,03{NBSP}€"),
        ("te-IN", "159300", "INR", "₹1,59,300.00"),
        ("en-IN", "159300", "INR", "₹1,59,300.00"),
        ("en-US", "6469.37", "USD", "$6,469.37"),
        ("en-US", "-6469.37", "USD", "-$6,469.37"),
        ("en-GB", "999.99", "GBP", "£999.99"),
        ("en-US", "15000", "SAR", f"SAR{NBSP}15,000.00"),
        ("en-US", "76800", "EGP", f"EGP{NBSP}76,800.00"),
        ("en-US", "1500", "JPY", f"JPY{NBSP}1,500"),
        ("en-US", "1234.567", "KWD", f"KWD{NBSP}1,234.567"),
        ("de", "1234.567", "KWD", f"1.234,567{NBSP}KWD"),
    ],
)
def test_r_mon_1_money_is_written_as_the_country_writes_it(
    language: str, amount: str, currency: str, expected: str
) -> None:
    assert Translator(language, WINDOW).money(Money.of(amount, currency)) == expected


def test_a_shared_sign_is_never_shown_for_a_foreign_currency() -> None:
    for currency in ("CAD", "AUD", "MXN", "SGD"):
        assert not Translator("en-US").money(Money.of("5", currency)).startswith("$")
    assert Translator("en-US").money(Money.of("5", "GBP")) == f"GBP{NBSP}5.00"


def test_amounts_prices_quantities_and_percents() -> None:
    german, english = Translator("de"), Translator("en-US")
    assert german.amount(Money.of("-1234.5", "EUR")) == "-1.234,50"
    assert german.money(Money.of("1234.5", "EUR"), symbol=False) == "1.234,50"
    assert german.price(Decimal("0.3333"), "EUR") == "0,3333"
    assert german.price(Decimal(90), "EUR") == "90,00"
    assert english.price(Decimal("90.5000"), "USD") == "90.50"
    assert german.quantity(Decimal("12.5000")) == "12,5"
    assert english.number(48500) == "48,500"
    assert german.percent(Decimal("19.00")) == f"19{NBSP}%"
    assert english.percent(Decimal("8.1")) == "8.1%"


def test_dates() -> None:
    assert Translator("de").date(DAY) == "17.06.2026"
    assert Translator("de").date(DAY, "long") == "17. Juni 2026"
    assert Translator("en-US").date(DAY, "short") == "6/17/2026"
    assert Translator("en-US").date(DAY) == "Jun 17, 2026"
    assert Translator("en-GB").date(DAY, "short") == "17/06/2026"
    assert Translator("en-GB").date(DAY, "iso") == "2026-06-17"
    assert Translator("de").weekday(DAY) == "Mittwoch"
    assert Translator("en-GB").day_with_weekday(DAY) == "Wed, 17 Jun 2026"
    assert Translator("de").month(DAY) == "Juni 2026"
    assert Translator("de").datetime(datetime(2026, 2, 6, 16, 40)) == "06.02.2026, 16:40"


def test_names_and_lists() -> None:
    german = Translator("de")
    assert german.list(["Wien", "Bern", "Berlin"]) == "Wien, Bern und Berlin"
    assert german.list([]) == ""
    assert german.currency_name("SAR") == "Saudi-Rial"
    assert german.country_name("US") == "Vereinigte Staaten"
    assert german.country_name("??") == "??"
    assert german.language_name("te-IN") == "Telugu"
    assert Translator("ar", WINDOW).is_right_to_left
    assert not german.is_right_to_left


def test_an_unknown_language_speaks_english() -> None:
    for tag in ("xx", "", "12", "qq-QQ"):
        assert Translator(tag, WINDOW).date(DAY) == "Jun 17, 2026"


def test_a_paper_without_a_catalogue_is_english_in_words_and_figures() -> None:
    assert Translator("hi-IN").money(Money.of("159300", "INR")) == "₹1,59,300.00"
    assert Translator("hi-IN").date(DAY) == "17 Jun 2026"
    assert Translator("fr-FR").date(DAY, "long") == "17 June 2026"
    assert Translator("he").date(DAY, "long") == "17 June 2026"
    assert not Translator("he").is_right_to_left
    assert Translator("ar-EG").is_right_to_left
    assert Translator("fr-FR", WINDOW).date(DAY, "long") == "17 juin 2026"


def test_texts_before_a_language_is_set_fail_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n.ambient._Ambient, "translator", None)
    with pytest.raises(i18n.LanguageNotSetError, match="no language is set"):
        i18n._("Clients")


def test_the_window_speaks_the_language_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n.ambient._Ambient, "translator", None)
    i18n.set_language("de-AT")
    assert i18n.translator().tag == "de-AT"
    assert i18n.ngettext("{count} line", "{count} lines", 1)
    assert i18n._("") == ""


def test_an_error_becomes_a_sentence_with_the_readers_formats() -> None:
    error = RuleError(
        "{amount} is more than {limit} on {day}.",
        next_step="Type at most {limit}.",
        amount=Money.of("1234.5", "EUR"),
        limit=Decimal("1000.5"),
        day=DAY,
    )
    assert translate_error(error, Translator("de", "clientdesk")) == (
        f"1.234,50{NBSP}EUR is more than 1.000,5 on 17.06.2026. Type at most 1.000,5."
    )


def test_all_missing_things_are_named_at_once() -> None:
    problems = (RuleError("No name."), RuleError("No address.", next_step="Add one."))
    error = ChecksFailedError("Two things are missing.", problems=problems)
    assert translate_error(error, Translator("en")) == "Two things are missing. No name. No address. Add one."


def test_babel_is_not_loaded_by_importing_the_package() -> None:
    code = "import sys, clientdesk.i18n as i; i.set_language('en'); i._('x'); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_zero_has_no_sign_whichever_was_asked_for_first() -> None:
    words = Translator("de", "clientdesk")
    assert [words.number(Decimal(text)) for text in ("-0.00", "0", "-0")] == ["0", "0", "0"]
    assert words.number(Decimal("1.50")) == words.number(Decimal("1.5")) == "1,5"


def test_words_of_one_language_with_the_figures_of_another() -> None:
    tr = Translator("ar", figures=Translator("de"))
    assert tr.money(Money(249603, "EUR")) == Translator("de").money(Money(249603, "EUR"))
    assert tr.date(date(2026, 6, 17), "long") == "17. Juni 2026"
    assert tr.gettext("Invoice") == "فاتورة"
    assert tr.is_right_to_left
