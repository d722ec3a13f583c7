"""Reading numbers, money and percents as people type them, by locale; wrong or doubtful input is refused in words.

Babel's own parser is not used: it takes `1.234` for 1234 in German and `12,5,0` for 1250 without a word,
and knows neither foreign forms nor other digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NoReturn

from clientdesk.domain.currency import minor_digits
from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money, rounded
from clientdesk.domain.text import N_
from clientdesk.i18n import numerals
from clientdesk.i18n.currency_signs import without_currency
from clientdesk.i18n.tags import babel_locale

if TYPE_CHECKING:
    from babel import Locale

#: More digits than this are a slip of the finger; it keeps every sum inside 64 bits.
MOST_INTEGER_DIGITS: Final = 12
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:G\d{3})+|[1-9]\d?(?:G\d{2})+G\d{3}")
_THREE = 3
_FIGURES: Final = frozenset("0123456789")
_EXAMPLE_RATE = Decimal(19)
_SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the locale uses: the decimal mark and the marks that may group."""

    decimal: str
    groups: frozenset[str]

    @classmethod
    def of(cls, locale: Locale) -> _Marks:
        symbols = locale.number_symbols["latn"]
        groups = {symbols["group"], symbols.get("currencyGroup", symbols["group"])}
        return cls(symbols["decimal"], frozenset(numerals.plain(f"0{mark}0")[1:-1] for mark in groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What was typed, where, and what may be typed there."""

    text: str
    field: str
    marks: _Marks
    most_decimals: int | None
    currency: str = ""

    @property
    def shown(self) -> str:
        """The text as an answer quotes it."""
        text = self.text.strip()
        return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"


def parse_decimal(text: str, locale: str, *, field: str = "", most_decimals: int | None = None) -> Decimal:
    """Read a number typed in `locale` (a language tag), exactly.

    Accepts grouping (also lakh), the marks of the locale and foreign forms that can be read one way only, digits
    of any script, a leading minus. `most_decimals` refuses longer fractions. Raises RuleError naming `field`.
    """
    marks = _Marks.of(babel_locale(locale))
    return _read(
        numerals.plain(text), _Typed(text=text, field=field, marks=marks, most_decimals=most_decimals)
    )


def parse_quantity(text: str, locale: str, *, field: str = "quantity") -> Decimal:
    """Read a quantity or unit price: at most four decimals (R-MON-3)."""
    return parse_decimal(text, locale, field=field, most_decimals=4)


def parse_money(text: str, currency: str, locale: str, *, field: str = "amount") -> Money:
    """Read an amount of `currency`, with or without its sign or code; another currency's is refused."""
    digits = minor_digits(currency)
    number = parse_price(text, currency, locale, field=field, most_decimals=digits)
    return Money.of(number, currency)


def parse_price(
    text: str, currency: str, locale: str, *, field: str = "unit_price", most_decimals: int = 4
) -> Decimal:
    """Read a unit price of `currency` with up to four decimals (R-MON-3), with or without sign or code."""
    from babel.numbers import get_currency_symbol

    chosen = babel_locale(locale)
    own_sign = numerals.plain(get_currency_symbol(currency, chosen))
    bare = without_currency(numerals.plain(text), currency, own_sign, text, field)
    marks = _Marks.of(chosen)
    typed = _Typed(text=text, field=field, marks=marks, most_decimals=most_decimals, currency=currency)
    return _read(bare, typed)


def parse_percent(
    text: str, locale: str, *, field: str = "percent", least: Decimal | int = 0, most: Decimal | int = 100
) -> Decimal:
    """Read a rate in percent, with or without the sign: 19 or 19 % gives 19; at most four decimals."""
    bare = numerals.plain(text).replace(numerals.ARABIC_PERCENT, "%")
    bare = bare.removeprefix("%").removesuffix("%").strip()
    typed = _Typed(text=text, field=field, marks=_Marks.of(babel_locale(locale)), most_decimals=4)
    value = _read(bare, typed)
    if not least <= value <= most:
        raise RuleError(
            N_("The percentage {value} is not between {least} and {most}."),
            field=field,
            next_step=N_("Type a percentage in this range, for example {example}."),
            value=value,
            least=Decimal(least),
            most=Decimal(most),
            example=_EXAMPLE_RATE if least <= _EXAMPLE_RATE <= most else Decimal(least),
        )
    return value


def _read(bare: str, typed: _Typed) -> Decimal:
    if not bare:
        raise RuleError(
            N_("Nothing was typed here."), field=typed.field, next_step=N_("Type a number, for example 12.")
        )
    sign, figures = _split_sign(bare)
    _check_characters(figures, typed)
    whole, fraction = _split(figures, typed)
    if len(whole.lstrip("0")) > MOST_INTEGER_DIGITS:
        raise RuleError(
            N_("“{text}” is larger than any amount ClientDesk keeps: {count} digits before the decimals."),
            field=typed.field,
            next_step=N_("Check the number of digits; at most {most} are possible."),
            text=typed.shown,
            count=len(whole.lstrip("0")),
            most=MOST_INTEGER_DIGITS,
        )
    if typed.most_decimals is not None and fraction[typed.most_decimals :].strip("0"):
        _refuse_decimals(whole, fraction, typed.most_decimals, typed)
    number = Decimal(f"{whole or '0'}.{fraction or '0'}") if fraction else Decimal(whole)
    return -number if sign and number else number


def _split_sign(bare: str) -> tuple[bool, str]:
    if bare.startswith(numerals.MINUS):
        return True, bare[1:].strip()
    return False, bare.removeprefix("+").strip()


def _check_characters(figures: str, typed: _Typed) -> None:
    strange = next((character for character in figures if not _belongs(character)), "")
    if strange:
        raise RuleError(
            N_("“{text}” is not a number: “{character}” does not belong in it."),
            field=typed.field,
            next_step=N_("Type figures only, for example {example}."),
            text=typed.shown,
            character=strange,
            example=Decimal("1234.5"),
        )
    if not any(character in _FIGURES for character in figures):
        raise RuleError(
            N_("“{text}” holds no figures."),
            field=typed.field,
            next_step=N_("Type figures only, for example {example}."),
            text=typed.shown,
            example=Decimal("1234.5"),
        )


def _belongs(character: str) -> bool:
    return character in _FIGURES or character in {
        numerals.POINT,
        numerals.COMMA,
        numerals.SPACE,
        numerals.APOSTROPHE,
        numerals.ARABIC_DECIMAL,
        numerals.ARABIC_GROUP,
    }


def _split(figures: str, typed: _Typed) -> tuple[str, str]:
    """Return the figures before and after the decimal mark."""
    used = [character for character in figures if character not in _FIGURES]
    kinds = list(dict.fromkeys(used))
    if not kinds:
        return figures, ""
    last = kinds[-1]
    if len(kinds) > 2 or (len(kinds) == 2 and used.count(last) > 1):  # noqa: PLR2004  # one to group, one decimal
        _refuse_shape(typed)
    if len(kinds) == 2:  # noqa: PLR2004
        return _with_both(figures, kinds[0], last, typed)
    if last in {numerals.SPACE, numerals.APOSTROPHE, numerals.ARABIC_GROUP} or used.count(last) > 1:
        return _grouped(figures, last, typed), ""
    return _with_one(figures, last, typed)


def _with_both(figures: str, group: str, decimal: str, typed: _Typed) -> tuple[str, str]:
    if decimal not in {numerals.POINT, numerals.COMMA, numerals.ARABIC_DECIMAL}:
        _refuse_shape(typed)
    whole, _, fraction = figures.partition(decimal)
    if not fraction or group in fraction or group == numerals.ARABIC_DECIMAL:
        _refuse_shape(typed)
    return _grouped(whole, group, typed), fraction


def _with_one(figures: str, mark: str, typed: _Typed) -> tuple[str, str]:
    whole, _, fraction = figures.partition(mark)
    if not fraction:
        _refuse_shape(typed)
    could_group = _looks_grouped(figures, mark)
    if mark in {numerals.ARABIC_DECIMAL, typed.marks.decimal} or not could_group:
        return whole or "0", fraction
    if mark in typed.marks.groups:
        return whole + fraction, ""
    raise RuleError(
        N_("“{text}” can be read in two ways: as {large}, or as {whole} and a fraction."),
        field=typed.field,
        next_step=N_("Type {large} for the whole number, or use the decimal mark {decimal}."),
        text=typed.shown,
        large=Decimal(whole + fraction),
        whole=Decimal(whole),
        decimal=typed.marks.decimal,
    )


def _looks_grouped(figures: str, mark: str) -> bool:
    return _GROUPS.fullmatch(figures.replace(mark, "G")) is not None


def _grouped(figures: str, mark: str, typed: _Typed) -> str:
    if not _looks_grouped(figures, mark):
        _refuse_shape(typed)
    return figures.replace(mark, "")


def _refuse_shape(typed: _Typed) -> NoReturn:
    raise RuleError(
        N_("“{text}” is not a number: the marks between the figures do not fit together."),
        field=typed.field,
        next_step=N_("Type the figures with one decimal mark only, for example {example}."),
        text=typed.shown,
        example=Decimal("1234.5"),
    )


def _refuse_decimals(whole: str, fraction: str, most: int, typed: _Typed) -> NoReturn:
    large = Decimal(whole + fraction) if len(fraction) == _THREE and whole.strip("0") else None
    if most == 0 and typed.currency:
        message = N_("{currency} has no decimals, and “{text}” has {count}.")
    elif typed.currency:
        message = N_("“{text}” has {count} decimals; {currency} amounts have at most {most}.")
    else:
        message = N_("“{text}” has {count} decimals; at most {most} are possible.")
    next_step = (
        N_("Type it shorter, for example {example}.")
        if large is None
        else N_("Type it shorter, for example {example}; if you meant {large}, type {large}.")
    )
    raise RuleError(
        message,
        field=typed.field,
        next_step=next_step,
        text=typed.shown,
        count=len(fraction),
        currency=typed.currency,
        most=most,
        example=rounded(Decimal(f"{whole or 0}.{fraction}"), most),
        large=large,
    )
