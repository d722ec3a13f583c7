"""Hostile names, days and numbers, by their number in docs/threats.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain import clean
from clientdesk.domain.client import Client, check_client, name_warning
from clientdesk.domain.errors import RuleError
from clientdesk.domain.happened import clock_problems, possible
from clientdesk.domain.numbering import Series, take
from clientdesk.i18n import parse_decimal, parse_money
from clientdesk.i18n.reading_dates import parse_date

TODAY = date(2026, 6, 17)


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u200d", "\u200c", "\u2060", "\u00ad", "\u034f", "\u3164", "\u202e", "\u2067"]
)
def test_t37_what_has_no_width_does_not_make_a_second_name_that_looks_the_same(hidden: str) -> None:
    forged = check_client(Client(name=f"Kru{hidden}mm{hidden} GmbH", latin_name=f"Kru{hidden}mm"))
    assert (forged.name, forged.latin_name) == ("Krumm GmbH", "Krumm")
    with pytest.raises(RuleError, match="needs a name"):
        check_client(Client(name=hidden * 3))


@pytest.mark.parametrize(
    "name", ["క్\u200cష", "می\u200cخواهم", "👩\u200d👩\u200d👧 studio", "ក\u200bខ", "🏴\u200d☠️ Ltd"]
)
def test_t37_what_is_spelling_in_other_scripts_stays(name: str) -> None:
    assert clean.one_line(name) == name


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Кrumm GmbH", "Кrumm"),
        ("Bäckerei Kruмm", "Kruмm"),
        ("Αpple Ltd", "Αpple"),
        ("Krumm & Кo", "Кo"),
        ("Krumm & Ко", ""),
    ],
)
def test_t37_letters_that_look_alike_are_flagged(name: str, word: str) -> None:
    problem = name_warning(name)
    assert (str(problem.values["word"]) if problem is not None else "") == word


@pytest.mark.parametrize(
    "name",
    ["Krumm GmbH", "Müller, Öz & Łoś", "ООО Ромашка", "Αφοί Παπαδόπουλοι", "Tanaka 株式会社", "5µm Lab"],
)
def test_t37_names_of_one_script_are_not(name: str) -> None:
    assert name_warning(name) is None


# --- time ------------------------------------------------------------------------------------------------------------


def test_t89_a_clock_that_is_decades_off_dates_no_paper_and_breaks_no_counting() -> None:
    assert not list(clock_problems(date(2038, 1, 20)))
    for wrong in (date(1970, 1, 1), date(1999, 12, 31), date(9999, 12, 31)):
        (problem,) = clock_problems(wrong)
        assert "The clock of this computer" in str(problem)
    (problem,) = clock_problems(possible(date.max))
    assert problem.field == "issued_on"
    assert possible(TODAY) == TODAY


def test_t96_the_counter_grows_from_four_places_to_five_without_a_gap_or_a_second_9999() -> None:
    series, numbers = (
        replace(Series(pattern="RE-{year}-{counter:4}"), last=9_998, period="2026", started=True),
        [],
    )
    for _paper in range(3):
        series, number = take(series, TODAY)
        numbers.append(number)
    assert numbers == ["RE-2026-9999", "RE-2026-10000", "RE-2026-10001"]


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1e9",
        "1E+9",
        "0x10",
        "1_000",
        "²",
        "½",
        "五",
        "--5",
        "+-5",
        "-€-5",
        "1,2,3.4.5",
    ],
)
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_t94_what_is_no_plain_number_is_refused(typed: str, locale: str) -> None:
    with pytest.raises(RuleError):
        parse_decimal(typed, locale)
    with pytest.raises(RuleError):
        parse_money(typed, "EUR", locale)


def test_t94_the_same_figures_are_read_as_the_language_writes_them_or_refused() -> None:
    assert parse_decimal("1.234,56", "de-DE") == parse_decimal("1,234.56", "en-GB") == Decimal("1234.56")
    # Where both signs stand, there is only one way to read them, in any language; where one stands, its language says.
    assert parse_decimal("1,234.56", "de-DE") == Decimal("1234.56")
    assert parse_decimal("１２", "en-GB") == parse_decimal("𝟏𝟐", "de-DE") == Decimal(12)
    for typed, locale in (("1.23,456.7", "en-GB"), ("1,2,3", "en-GB")):
        with pytest.raises(RuleError):
            parse_decimal(typed, locale, most_decimals=2)


def test_t94_years_that_do_not_exist_are_refused() -> None:
    for typed in ("31.12.9999", "1.1.0001", "30.2.2028", "29.2.2027"):
        with pytest.raises(RuleError):
            parse_date(typed, "de-DE", today=TODAY)
