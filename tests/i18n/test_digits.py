"""One policy of digits for all that the window shows: the region's own, or those chosen; papers keep Latin ones."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from clientdesk.domain.money import Money
from clientdesk.i18n import PAPER, WINDOW, Translator, parse_date, parse_decimal
from clientdesk.i18n.digits import ARABIC, LATIN, of_locale

DAY = date(2026, 6, 17)
NBSP = "\u00a0"
RLM, LRM = "\u200f", "\u200e"


@pytest.mark.parametrize(
    ("tag", "wanted", "number"),
    [
        ("ar-EG", "", "١٬٢٣٤٫٥"),
        ("ar-SA", "", "١٬٢٣٤٫٥"),
        ("ar-AE", "", "1,234.5"),
        ("ar", "", "1,234.5"),
        ("ar-EG", LATIN, "1,234.5"),
        ("ar-AE", ARABIC, "١٬٢٣٤٫٥"),
        ("te-IN", "", "1,234.5"),
        ("te-IN", ARABIC, "1,234.5"),
        ("de", ARABIC, "1.234,5"),
    ],
)
def test_digits_follow_the_region_or_the_choice(tag: str, wanted: str, number: str):
    assert Translator(tag, WINDOW, digits=wanted).number(Decimal("1234.5")) == number


def test_money_rates_dates_and_times_have_the_same_digits():
    egypt = Translator("ar-EG", WINDOW)
    assert egypt.money(Money.of("13406.40", "EGP")) == f"{RLM}١٣٬٤٠٦٫٤٠{NBSP}ج.م.{RLM}"
    assert egypt.amount(Money.of("13406.40", "EGP")).strip(RLM) == "١٣٬٤٠٦٫٤٠"
    assert egypt.percent(Decimal(14)).startswith("١٤")
    for text in (
        egypt.date(DAY),
        egypt.date(DAY, "long"),
        egypt.date(DAY, "short"),
        egypt.day_with_weekday(DAY),
        egypt.day_and_month(DAY),
        egypt.month(DAY),
        egypt.datetime(datetime(2026, 6, 17, 16, 40)),
    ):
        assert not any(char in "0123456789" for char in text), text


def test_counts_in_sentences_have_the_digits_too():
    words = Translator("ar-EG", WINDOW).ngettext("{count} entry", "{count} entries", 25).format(count=25)
    assert "٢٥" in words


def test_papers_have_latin_digits_unless_their_own_are_wanted():
    assert Translator("ar-EG", PAPER).number(1234) == "1,234"
    assert Translator("ar-EG", PAPER, digits=LATIN).number(1234) == "1,234"
    assert Translator("ar-EG", PAPER, digits=ARABIC).number(1234) == "١٬٢٣٤"
    assert Translator("de", PAPER, digits=ARABIC).number(1234) == "1.234"


def test_what_is_shown_can_be_typed_back():
    for digits in (LATIN, ARABIC):
        egypt = Translator("ar-EG", WINDOW, digits=digits)
        assert parse_decimal(egypt.number(Decimal("-1234.5")), egypt.tag) == Decimal("-1234.5")


def test_the_regions_known_by_heart_are_babels():
    for name in locale_identifiers():
        locale = Locale.parse(name)
        if locale.language == "ar" and locale.territory and len(locale.territory) == 2:
            tag = str(locale).replace("_", "-")
            assert of_locale(tag) == locale.default_numbering_system, tag


def test_a_minus_stands_on_the_left_of_latin_digits():
    emirates = Translator("ar-AE", WINDOW)
    assert f"{LRM}-1,234.5" in emirates.number(Decimal("-1234.5"))
    assert f"{LRM}-21.00" in emirates.money(Money.of("-21", "AED"))


def test_an_arabic_date_cannot_be_read_the_wrong_way_around():
    egypt = Translator("ar-EG", WINDOW)
    assert egypt.date(DAY) == "١٧ يونيو ٢٠٢٦"
    assert egypt.date(DAY, "short") == "١٧/٦/٢٠٢٦"
    assert parse_date(egypt.date(DAY, "short"), "ar-EG", today=DAY) == DAY
    assert parse_date(egypt.date(DAY), "ar-EG", today=DAY) == DAY
