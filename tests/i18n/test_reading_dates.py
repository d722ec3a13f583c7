"""What people type as dates is read by locale or refused in words (Q20)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.i18n import WINDOW, Translator, parse_date, translate_error

TODAY = date(2026, 6, 17)
LOCALES = ("en-US", "en-GB", "en-IN", "de-DE", "de-AT", "de-CH", "fr", "te-IN", "ar-EG", "sv-SE")


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("17.6.2026", "de-DE", date(2026, 6, 17)),
        ("17.06.26", "de-DE", date(2026, 6, 17)),
        ("17.6.", "de-DE", date(2026, 6, 17)),
        ("17.6", "de-DE", date(2026, 6, 17)),
        ("17. 6. 2026", "de-DE", date(2026, 6, 17)),
        ("5.1.", "de-DE", date(2026, 1, 5)),
        ("2026-06-17", "en-US", date(2026, 6, 17)),
        ("6/17/2026", "en-US", date(2026, 6, 17)),
        ("6/7/2026", "en-US", date(2026, 6, 7)),
        ("6/7/2026", "en-GB", date(2026, 7, 6)),
        ("6/17/2026", "en-GB", date(2026, 6, 17)),
        ("17.6.2026", "en-US", date(2026, 6, 17)),
        ("٢٠٢٦-٠٦-١٧", "ar-EG", date(2026, 6, 17)),
        ("17. Juni 2026", "de-DE", date(2026, 6, 17)),
        ("Mittwoch, den 17. Juni 2026", "de-DE", date(2026, 6, 17)),
        ("17 jun", "en-GB", date(2026, 6, 17)),
        ("June 17th, 2026", "en-US", date(2026, 6, 17)),
        ("17. Mär 26", "de-DE", date(2026, 3, 17)),
        ("today", "en-US", TODAY),
        ("Heute", "de-DE", TODAY),
        ("ఈరోజు", "te-IN", TODAY),
        ("రేపు", "te-IN", date(2026, 6, 18)),
        ("اليوم", "ar-EG", TODAY),
        ("أمس", "ar-EG", date(2026, 6, 16)),
        ("morgen", "de-DE", date(2026, 6, 18)),
        ("yesterday", "en-US", date(2026, 6, 16)),
        ("+14", "en-US", date(2026, 7, 1)),
        ("-3", "en-US", date(2026, 6, 14)),
        ("29.2.2028", "de-DE", date(2028, 2, 29)),
        ("31.12.95", "de-DE", date(1995, 12, 31)),
    ],
)
def test_q20_dates_are_read_by_locale(text: str, locale: str, expected: date) -> None:
    assert parse_date(text, locale, today=TODAY) == expected


def test_q20_without_a_year_the_nearest_date_is_meant() -> None:
    assert parse_date("5.1.", "de-DE", today=date(2026, 12, 20)) == date(2027, 1, 5)
    assert parse_date("20.12.", "de-DE", today=date(2027, 1, 5)) == date(2026, 12, 20)
    assert parse_date("29.2.", "de-DE", today=date(2027, 5, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "locale", "part"),
    [
        ("29.2.2026", "de-DE", "2026 is not a leap year"),
        ("29.2.", "de-DE", "2026 is not a leap year"),
        ("31.6.2026", "de-DE", "that month has 30 days"),
        ("17.13.2026", "de-DE", "no month 13"),
        ("0.6.2026", "de-DE", "that month has 30 days"),
        ("17.6.1900", "de-DE", "1900 lies outside 1990 to 2100"),
        ("17.6.2200", "de-DE", "2200 lies outside 1990 to 2100"),
        ("2200-06-17", "en-US", "2200 lies outside"),
        ("17.6.202", "de-DE", "could not be read as a date"),
        ("5.6.2026", "en-US", "two ways"),
        ("soon", "en-US", "could not be read as a date"),
        ("June", "en-US", "could not be read as a date"),
        ("", "en-US", "No date was typed"),
        ("17-", "en-US", "could not be read as a date"),
        ("99/99/2026", "en-US", "no month 99"),
    ],
)
def test_q20_impossible_or_doubtful_dates_are_refused_with_a_reason(
    text: str, locale: str, part: str
) -> None:
    with pytest.raises(RuleError) as caught:
        parse_date(text, locale, today=TODAY, field="due")
    assert caught.value.field == "due"
    sentence = translate_error(caught.value, Translator("en-US", "clientdesk"))
    assert part in sentence
    assert "Type" in sentence or "Check" in sentence


def test_a_year_is_never_written_with_a_grouping_mark() -> None:
    with pytest.raises(RuleError) as caught:
        parse_date("29.2.2026", "de-DE", today=TODAY)
    sentence = translate_error(caught.value, Translator("en-US", "clientdesk"))
    assert "2,026" not in sentence
    assert "Feb 28, 2026 or Mar 1, 2026" in sentence


@given(
    day=st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    locale=st.sampled_from(LOCALES),
    style=st.sampled_from(("short", "medium", "long", "full", "iso")),
)
@settings(max_examples=300, deadline=None)
def test_q20_a_date_written_can_be_typed_back(day: date, locale: str, style: str) -> None:
    written = Translator(locale, WINDOW).date(day, style)  # type: ignore[arg-type]  # drawn from the styles
    assert parse_date(written, locale, today=TODAY) == day


@given(
    text=st.text(alphabet="0123456789./- JunMäiht+", max_size=14) | st.text(max_size=10),
    locale=st.sampled_from(LOCALES),
)
@settings(max_examples=300, deadline=None)
def test_q20_anything_typed_is_a_date_or_refused_in_a_sentence(text: str, locale: str) -> None:
    day, sentence = outcome(text, locale)
    assert (day is None) == bool(sentence)
    assert day is None or 1990 <= day.year <= 2100


def outcome(text: str, locale: str) -> tuple[date | None, str]:
    """What was read, or the sentence that refused it."""
    try:
        return parse_date(text, locale, today=TODAY), ""
    except RuleError as error:
        return None, translate_error(error, Translator("de", WINDOW))
