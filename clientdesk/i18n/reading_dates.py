"""Reading dates as people type them, by locale; impossible or doubtful ones are refused in words."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NoReturn

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import formats, numerals
from clientdesk.i18n.tags import babel_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel import Locale

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
_MONTHS: Final = 12
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29
_YEAR_DIGITS: Final = 4
_SHORT_YEAR_DIGITS: Final = 2
_PIVOT: Final = 90
_SHOWN_LENGTH: Final = 40

_WORDS: Final = {
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "heute": 0,
    "morgen": 1,
    "übermorgen": 2,
    "gestern": -1,
    "vorgestern": -2,
    "ఈరోజు": 0,
    "నేడు": 0,
    "రేపు": 1,
    "ఎల్లుండి": 2,
    "నిన్న": -1,
    "మొన్న": -2,
    "اليوم": 0,
    "غدا": 1,
    "غدًا": 1,
    "أمس": -1,
}
_OFFSET: Final = re.compile(r"([+-])\s?(\d{1,4})")
_FIGURES: Final = re.compile(r"(\d{1,4})([./ -])\s?(\d{1,2})(?:\s?\2\s?(\d{1,4}))?\.?")
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+(?:[^\W\d_]|[\u0c00-\u0c7f\u0900-\u097f\u0600-\u06ff'’])*")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed and for which field, to name both in an answer."""

    text: str
    field: str
    today: date


def parse_date(text: str, locale: str, *, today: date, field: str = "date") -> date:
    """Read a date typed in `locale` (a language tag) between 1990 and 2100.

    Accepts 17.6.2026, 17.6.26, 17.6. (the year nearest to `today`), 2026-06-17, 6/17/2026, names of months, the
    words for today and its neighbours in the window's languages, and +14 for days from today. Raises RuleError
    naming `field`.
    """
    typed = _Typed(text.strip()[:_SHOWN_LENGTH], field, today)
    plain = numerals.plain(text).casefold()
    if not plain:
        raise RuleError(
            N_("No date was typed here."),
            field=field,
            next_step=N_("Type a date such as {example}, or “today”."),
            example=today,
        )
    if plain in _WORDS:
        return _in_range_date(today + timedelta(days=_WORDS[plain]), typed)
    offset = _OFFSET.fullmatch(plain)
    if offset is not None:
        days = int(offset[2]) * (-1 if offset[1] == numerals.MINUS else 1)
        return _in_range_date(today + timedelta(days=days), typed)
    chosen = babel_locale(locale)
    figures = _FIGURES.fullmatch(plain)
    if figures is not None:
        return _from_figures(figures, chosen, typed)
    return _from_words(plain, chosen, typed)


def _from_figures(match: re.Match[str], locale: Locale, typed: _Typed) -> date:
    first, mark, second, third = match[1], match[2], match[3], match[4]
    if len(first) == _YEAR_DIGITS:
        if third is None or len(third) > _SHORT_YEAR_DIGITS:
            _refuse_form(typed)
        return _date(int(first), int(second), int(third), typed)
    if len(first) > _SHORT_YEAR_DIGITS:
        _refuse_form(typed)
    day, month = _day_and_month(int(first), int(second), mark, locale, typed)
    return _with_year(third, month, day, typed)


def _day_and_month(first: int, second: int, mark: str, locale: Locale, typed: _Typed) -> tuple[int, int]:
    month_first = _is_month_first(str(locale))
    if first > _MONTHS >= second:
        return first, second
    if second > _MONTHS >= first and (month_first or mark != "."):
        return second, first
    if month_first and mark == "." and first != second:
        # Points are a European habit with the day first; an American reader would expect the month.
        raise RuleError(
            N_("“{text}” can be read in two ways, with the day or the month first."),
            field=typed.field,
            next_step=N_("Type the month as a word, or the date as {example}."),
            text=typed.text,
            example=f"{typed.today.year}-{first:02}-{second:02}",
        )
    return (second, first) if month_first else (first, second)


def _with_year(year: str | None, month: int, day: int, typed: _Typed) -> date:
    if year is None:
        return _nearest(month, day, typed)
    if len(year) == _SHORT_YEAR_DIGITS:
        short = int(year)
        return _date(short + (1900 if short >= _PIVOT else 2000), month, day, typed)
    if len(year) != _YEAR_DIGITS:
        _refuse_form(typed)
    return _date(int(year), month, day, typed)


def _nearest(month: int, day: int, typed: _Typed) -> date:
    """Without a year the date nearest to today is meant: 5.1. typed in December is next month."""
    years = range(typed.today.year - 1, typed.today.year + 2)
    possible = [date(year, month, day) for year in years if _exists(year, month, day)]
    if not possible:
        return _date(typed.today.year, month, day, typed)
    return _in_range_date(min(possible, key=lambda found: abs(found - typed.today)), typed)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(year, month)[1]


def _date(year: int, month: int, day: int, typed: _Typed) -> date:
    _check_year(year, typed)
    if not 1 <= month <= _MONTHS:
        raise RuleError(
            N_("“{text}” is no date: there is no month {month}."),
            field=typed.field,
            next_step=N_("Type a date such as {example}."),
            text=typed.text,
            month=month,
            example=typed.today,
        )
    last = calendar.monthrange(year, month)[1]
    if month == _FEBRUARY and day == _LEAP_DAY > last:
        raise RuleError(
            N_("{year} is not a leap year, so its February has 28 days."),
            field=typed.field,
            next_step=N_("Type {before} or {after}."),
            year=str(year),
            before=date(year, month, last),
            after=date(year, month + 1, 1),
        )
    if not 1 <= day <= last:
        raise RuleError(
            N_("“{text}” is no date: that month has {last} days."),
            field=typed.field,
            next_step=N_("Type a day from 1 to {last}."),
            text=typed.text,
            last=last,
        )
    return date(year, month, day)


def _check_year(year: int, typed: _Typed) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleError(
            N_("The year {year} lies outside {first} to {last}, the years ClientDesk works with."),
            field=typed.field,
            next_step=N_("Check the year, for example {example}."),
            year=str(year),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
            example=typed.today,
        )


def _in_range_date(day: date, typed: _Typed) -> date:
    _check_year(day.year, typed)
    return day


def _from_words(plain: str, locale: Locale, typed: _Typed) -> date:
    months = _month_names(str(locale))
    ignored = _ignored_words(str(locale))
    tokens = [token for token in _TOKEN.findall(plain) if token not in ignored]
    named = [months[token] for token in tokens if token in months]
    numbers = [token for token in tokens if token.isdecimal()]
    strangers = [token for token in tokens if not token.isdecimal() and token not in months]
    if strangers or len(named) != 1 or not 1 <= len(numbers) <= 2:  # noqa: PLR2004  # day and year
        _refuse_form(typed)
    if len(numbers[0]) == _YEAR_DIGITS:
        numbers.reverse()
    if len(numbers[0]) > _SHORT_YEAR_DIGITS:
        _refuse_form(typed)
    return _with_year(numbers[1] if len(numbers) > 1 else None, named[0], int(numbers[0]), typed)


@cache
def _is_month_first(name: str) -> bool:
    from babel import Locale

    pattern = formats.short_date_pattern(Locale.parse(name))
    return pattern.find("M") < pattern.find("d") and not pattern.lstrip("\u200f").startswith("y")


@cache
def _month_names(name: str) -> dict[str, int]:
    """Names of months in the locale and in English, as tokens."""
    names: dict[str, int] = {}
    for locale in (*_with_english(name),):
        for kind in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in locale.months[kind][width].items():
                    names[_token(word)] = number
    return names


@cache
def _ignored_words(name: str) -> frozenset[str]:
    """Names of weekdays and small words that stand in dates: “Mittwoch, den 17. Juni”."""
    words = {"den", "der", "the", "of", "st", "nd", "rd", "th", "de", "le", "er", "du"}
    for locale in _with_english(name):
        for kind in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                words.update(_token(word) for word in locale.days[kind][width].values())
    return frozenset(words)


def _with_english(name: str) -> Iterable[Locale]:
    from babel import Locale

    return (Locale.parse("en"), Locale.parse(name))


def _token(word: str) -> str:
    found = _TOKEN.search(numerals.plain(word).casefold())
    return found[0] if found else ""


def _refuse_form(typed: _Typed) -> NoReturn:
    raise RuleError(
        N_("“{text}” could not be read as a date."),
        field=typed.field,
        next_step=N_("Type day, month and year such as {example}, or “today”."),
        text=typed.text,
        example=typed.today,
    )
