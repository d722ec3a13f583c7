"""How numbers, money and dates look in a locale (Babel's data, our choice of currency sign).

`system` names the digits: Latin ones are what banks, tax offices and readers of invoices expect, so papers have them.
"""

from __future__ import annotations

import copy
import functools
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from clientdesk.i18n.digits import LATIN, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel import Locale
    from babel.numbers import NumberPattern

_NO_BREAK_SPACE: Final = "\u00a0"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_RIGHT_TO_LEFT_MARK: Final = "\u200f"
#: Signs that many currencies share: shown only for the locale's own currency, else the code is.
_SHARED_SIGNS: Final = frozenset({"$", "¥", "£", "kr", "kr.", "Rs", "Rs."})
#: DIN 5008 and the design (product.md 2.12) write the code after the amount: 2.496,03 EUR.
_CODE_LANGUAGES: Final = frozenset({"de"})
_MOST_DECIMALS: Final = 10
#: Beyond so many digits before the point nobody reads a number as one: it is written with its exponent.
_LONGEST: Final = 60
#: A screen shows the same figures again and again, and to format one takes as long as to paint it.
_remembered = functools.lru_cache(maxsize=2000)


@_remembered
def decimal_number(
    value: Decimal, locale: Locale, *, least: int = 0, most: int = _MOST_DECIMALS, system: str = LATIN
) -> str:
    """Format `value` with grouping, at least `least` and at most `most` decimals, without useless zeros."""
    return _apply(_number_pattern(str(locale), least, most), value, locale, system=system)


@_remembered
def money_number(amount: Decimal, currency: str, digits: int, locale: Locale, *, system: str = LATIN) -> str:
    """Format an amount with exactly `digits` decimals and without its currency."""
    return _apply(_amount_pattern(str(locale), digits), amount, locale, currency, system=system)


@_remembered
def money(amount: Decimal, currency: str, digits: int, locale: Locale, *, system: str = LATIN) -> str:
    """Format an amount with exactly `digits` decimals and its sign or code, as the locale places it."""
    pattern = _money_pattern(str(locale), digits, with_code=not sign_is_clear(currency, locale))
    return _sign_in_one_piece(_apply(pattern, amount, locale, currency, system=system), currency, locale)


def _sign_in_one_piece(text: str, currency: str, locale: Locale) -> str:
    """Keep US$ from falling apart into $US, and at its side of a minus too, where reading runs from the right."""
    from babel.numbers import get_currency_symbol

    sign = get_currency_symbol(currency, locale)
    if locale.text_direction != "rtl" or not sign[:1].isascii() or sign[-1:].isalpha():
        return text
    return text.replace(sign, f"{_RIGHT_TO_LEFT_MARK}{sign}{_LEFT_TO_RIGHT_MARK}")


def sign_is_clear(currency: str, locale: Locale) -> bool:
    """Tell whether the currency's sign can be read one way only in this locale; otherwise the code is shown."""
    from babel.numbers import get_currency_symbol, get_territory_currencies

    if locale.language in _CODE_LANGUAGES:
        return False
    sign = get_currency_symbol(currency, locale)
    if sign == currency:
        return False
    if sign not in _SHARED_SIGNS:
        return True
    return currency in get_territory_currencies(locale.territory or "US")


def percent(value: Decimal, locale: Locale, *, system: str = LATIN) -> str:
    """Format a rate given in percent: 19 gives 19 %, where the locale puts the sign."""
    pattern = locale.percent_formats[None]
    number = decimal_number(abs(value), locale, most=4, system=system)
    prefix, suffix = pattern.prefix[value < 0], pattern.suffix[value < 0]
    return _minus_first(f"{prefix}{number}{suffix}", locale, system)


def short_date(day: date, locale: Locale) -> str:
    """Format a date in figures with the full year: 17.06.2026, 6/17/2026, 17/06/2026."""
    from babel.dates import format_date

    return format_date(day, short_date_pattern(locale), locale=locale)


def short_date_pattern(locale: Locale) -> str:
    """Return the locale's pattern in figures, with a year of four digits."""
    # Without the marks that turn 17/06/2026 into 2026/06/17 for the eye: what is shown must be what one types.
    pattern: str = locale.date_formats["short"].pattern.replace(_RIGHT_TO_LEFT_MARK, "")
    if "yy" in pattern and "yyyy" not in pattern:
        return pattern.replace("yy", "y")
    return pattern


def named_date(day: date, style: str, locale: Locale) -> str:
    """Format a date in Babel's style `medium`, `long` or `full`; from the right with the month's name in any case.

    A line of figures has no side where it begins, so that day and year could be taken for each other.
    """
    from babel.dates import format_date

    if style == "medium" and locale.text_direction == "rtl":
        return by_skeleton(day, "yMMMd", locale)
    return format_date(day, style, locale=locale)


def weekday(day: date, locale: Locale) -> str:
    """Name the day of the week in full."""
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=locale)


def by_skeleton(day: date, skeleton: str, locale: Locale) -> str:
    """Format the parts of a date that `skeleton` names, in the locale's order: yMMMM gives June 2026."""
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, datetime.combine(day, time()), locale=locale)


def clock(moment: datetime | time, locale: Locale) -> str:
    """Format the time of day without seconds, as it stands: no time zone is applied."""
    from babel.dates import format_time

    naive = moment.replace(tzinfo=None)
    return str(format_time(naive, "short", locale=locale))


def enumeration(items: Sequence[str], locale: Locale) -> str:
    """Join words as a sentence does: a, b and c."""
    from babel.lists import format_list

    return str(format_list(list(items), locale=locale)) if items else ""


def _apply(
    pattern: NumberPattern, value: Decimal, locale: Locale, currency: str | None = None, *, system: str
) -> str:
    if value.adjusted() > _LONGEST:
        return str(value)
    with localcontext() as context:
        # The sentence that an amount is too large names it, with more digits than Python computes with by default.
        context.prec = 2 * _LONGEST
        # Zero has no sign, though a Decimal zero may have one.
        text = str(
            pattern.apply(
                value or Decimal(0), locale, currency=currency, currency_digits=False, numbering_system=system
            )
        )
    # Babel knows the separators of other digits, but writes Latin ones between them.
    return _minus_first(text.translate(table(system)), locale, system)


def _minus_first(text: str, locale: Locale, system: str) -> str:
    """Keep the minus of Latin digits on their left, where CLDR wants it in Arabic too; Babel forgets the mark."""
    if system != LATIN or locale.text_direction != "rtl" or _LEFT_TO_RIGHT_MARK in text:
        return text
    return text.replace("-", f"{_LEFT_TO_RIGHT_MARK}-")


@functools.cache
def _number_pattern(name: str, least: int, most: int) -> NumberPattern:
    return _with_decimals(_locale(name).decimal_formats[None], least, most)


@functools.cache
def _amount_pattern(name: str, digits: int) -> NumberPattern:
    from babel.numbers import parse_pattern

    bare = _locale(name).currency_formats["standard"].pattern.replace("¤", "")
    halves = (half.strip() for half in bare.split(";"))
    return _with_decimals(parse_pattern(";".join(halves)), digits, digits)


@functools.cache
def _money_pattern(name: str, digits: int, *, with_code: bool) -> NumberPattern:
    from babel.numbers import parse_pattern

    pattern = _locale(name).currency_formats["standard"].pattern
    if with_code:
        # Letters never touch digits: "SAR 15,000.00", not "SAR15,000.00".
        pattern = pattern.replace("¤#", f"¤{_NO_BREAK_SPACE}#").replace("0¤", f"0{_NO_BREAK_SPACE}¤")
        pattern = pattern.replace("¤", "¤¤")
    return _with_decimals(parse_pattern(pattern), digits, digits)


def _with_decimals(pattern: NumberPattern, least: int, most: int) -> NumberPattern:
    changed = copy.copy(pattern)
    changed.frac_prec = (least, most)
    return changed


def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)
