"""One language and its formats: what documents print with, and what the window shows with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from clientdesk.i18n import bidi, formats
from clientdesk.i18n.bidi import Sentence
from clientdesk.i18n.catalogs import PAPER, catalog
from clientdesk.i18n.digits import LATIN, Digits, of_locale, table
from clientdesk.i18n.tags import (
    PAPER_LANGUAGES,
    babel_locale,
    english_locale,
    language_of,
    normalise,
    runs_right_to_left,
)

if TYPE_CHECKING:
    from babel import Locale

    from clientdesk.domain.money import Money

DateStyle = Literal["short", "medium", "long", "full", "iso"]
#: R-MON-3: quantities and unit prices carry up to four decimals.
_QUANTITY_DECIMALS = 4


class Translator:
    """Sentences of one catalogue and formats of one locale.

    `language` is a tag such as `de-AT`. A language without a catalogue speaks English: in the window numbers and
    dates still look and read its own way, on paper they follow the words. Cheap to make: catalogues and patterns
    are cached. `digits` says which digits are shown: without it those of the region, on paper always Latin ones. In the
    window texts are `Sentence`s, which keep what is filled into them in order; those of papers are plain.
    """

    def __init__(self, language: str, domain: str = PAPER, *, digits: Digits = "") -> None:
        self.tag = normalise(language)
        self.language = language_of(self.tag)
        self.domain = domain
        self._catalog = catalog(domain, self.tag)
        is_own = domain != PAPER or self.language in PAPER_LANGUAGES
        #: Whether text of this language runs from right to left.
        self.is_right_to_left = is_own and runs_right_to_left(self.tag)
        #: Which digits are shown, by the name of their system: `latn` or `arab`.
        self.digits = of_locale(self.tag, digits or (LATIN if domain == PAPER else ""))
        self._sentences: dict[str, Sentence] = {}

    def __repr__(self) -> str:
        """Return the constructor call."""
        return f"Translator({self.tag!r}, {self.domain!r})"

    @property
    def locale(self) -> Locale:
        """Babel's locale, which formats numbers, money and dates."""
        if self.domain == PAPER and self.language not in PAPER_LANGUAGES:
            return english_locale(self.tag)
        return babel_locale(self.tag)

    def in_digits(self, text: str) -> str:
        """Return `text` with its Latin digits as this reader writes them."""
        return text if self.digits == LATIN else text.translate(table(self.digits))

    def isolate(self, text: str) -> str:
        """Return a name, number or date as it may stand in a line of this language beside others, in its own order."""
        return bidi.isolate(text, right_to_left=self.is_right_to_left)

    def joined(self, *parts: str, mark: str = " · ") -> str:
        """Return the parts that are not empty in one line, each in its own order."""
        return bidi.joined(parts, mark, right_to_left=self.is_right_to_left)

    def left_to_right(self, text: str) -> str:
        """Return what is read from the left in every language: a phone number, an address of mail, an IBAN."""
        return bidi.left_to_right(text, right_to_left=self.is_right_to_left)

    def gettext(self, message: str) -> str:
        """Translate `message`; an empty text stays empty (gettext would answer with the catalogue's header)."""
        return self._said(self._catalog.gettext(message)) if message else ""

    def pgettext(self, context: str, message: str) -> str:
        """Translate `message` as meant in `context`."""
        return self._said(self._catalog.pgettext(context, message)) if message else ""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Translate the form that fits `number`."""
        return self._said(self._catalog.ngettext(singular, plural, number))

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        """Translate the form that fits `number`, as meant in `context`."""
        return self._said(self._catalog.npgettext(context, singular, plural, number))

    def money(self, money: Money, *, symbol: bool = True) -> str:
        """Format money with its currency: 2.496,03 EUR, ₹1,59,300.00, $6,469.37; without, if `symbol` is false."""
        if not symbol:
            return self.amount(money)
        digits = _minor_digits(money.currency)
        return formats.money(money.amount, money.currency, digits, self.locale, system=self.digits)

    def amount(self, money: Money) -> str:
        """Format money without its currency, as in a column whose head names it."""
        digits = _minor_digits(money.currency)
        return formats.money_number(money.amount, money.currency, digits, self.locale, system=self.digits)

    def price(self, price: Decimal, currency: str, *, symbol: bool = False) -> str:
        """Format a unit price: at least the currency's decimals, at most four (R-MON-3); with `symbol` as money is."""
        least = _minor_digits(currency)
        shown = max(least, min(_QUANTITY_DECIMALS, -_exponent(price)))
        write = formats.money if symbol else formats.money_number
        return write(price, currency, shown, self.locale, system=self.digits)

    def number(self, value: Decimal | int) -> str:
        """Format a number with as many decimals as it has, without useless zeros."""
        return formats.decimal_number(Decimal(value), self.locale, system=self.digits)

    def quantity(self, value: Decimal) -> str:
        """Format a quantity: at most four decimals, without useless zeros (R-MON-3)."""
        return formats.decimal_number(value, self.locale, most=_QUANTITY_DECIMALS, system=self.digits)

    def percent(self, value: Decimal) -> str:
        """Format a rate given in percent: 19 gives 19 %."""
        return formats.percent(value, self.locale, system=self.digits)

    def date(self, day: dt.date, style: DateStyle = "medium") -> str:
        """Format a date: `short` 17.06.2026 in figures, `medium` Jun 17, 2026, `long` 17 June 2026, `full`, `iso`."""
        if style == "iso":
            return day.isoformat()
        if style == "short":
            return self.in_digits(formats.short_date(day, self.locale))
        return self.in_digits(formats.named_date(day, style, self.locale))

    def weekday(self, day: dt.date) -> str:
        """Name the day of the week: Wednesday."""
        return formats.weekday(day, self.locale)

    def short_weekday(self, day: dt.date) -> str:
        """Name the day of the week short, for the head of a column: Wed."""
        return formats.by_skeleton(day, "E", self.locale)

    def day_and_month(self, day: dt.date) -> str:
        """Format a date without its year: 12 May, May 12."""
        return self.in_digits(formats.by_skeleton(day, "MMMd", self.locale))

    def day_with_weekday(self, day: dt.date) -> str:
        """Format a date short with its weekday, to read a typed date back: Wed, 17 Jun 2026."""
        return self.in_digits(formats.by_skeleton(day, "yMMMEd", self.locale))

    def month(self, day: dt.date) -> str:
        """Name month and year: June 2026."""
        return self.in_digits(formats.by_skeleton(day, "yMMMM", self.locale))

    def short_month(self, day: dt.date) -> str:
        """Name the month in short, as on the axis of a picture: Jun."""
        return formats.by_skeleton(day, "MMM", self.locale)

    def time(self, moment: dt.datetime | dt.time) -> str:
        """Format the time of day: 16:40, 4:40 PM."""
        return self.in_digits(formats.clock(moment, self.locale))

    def datetime(self, moment: dt.datetime) -> str:
        """Format date and time of day, as they stand: no time zone is applied."""
        return self.joined(self.date(moment.date()), self.time(moment), mark=", ")

    def list(self, items: Sequence[str]) -> str:
        """Join words as a sentence does: a, b, and c."""
        return formats.enumeration([self.isolate(item) for item in items], self.locale)

    def currency_name(self, currency: str) -> str:
        """Name a currency: Euro, US Dollar."""
        from babel.numbers import get_currency_name

        return get_currency_name(currency, locale=self.locale)

    def country_name(self, code: str) -> str:
        """Name a country by its ISO 3166 code; the code itself if Babel does not know it."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, tag: str) -> str:
        """Name the language of `tag` in this language: German, Deutsch."""
        return str(self.locale.languages.get(language_of(tag), tag))

    def _said(self, text: str) -> str:
        if self.domain == PAPER and not self.is_right_to_left:
            return text
        known = self._sentences.get(text)
        if known is None:
            begun = bidi.led(text, right_to_left=self.is_right_to_left)
            known = self._sentences[text] = Sentence.spoken(
                begun, right_to_left=self.is_right_to_left, digits=table(self.digits)
            )
        return known

    def value(self, value: object) -> str:
        """Format any value a message names: money, dates, numbers, lists. Texts stay as they are: they may be names."""
        from clientdesk.domain.money import Money

        match value:
            case Money():
                return self.money(value)
            case dt.datetime():
                return self.datetime(value)
            case dt.date():
                return self.date(value)
            case bool():
                return str(value)
            case Decimal() | int():
                return self.number(value)
            case tuple() | list() | frozenset():
                return self.list([self.value(item) for item in value])
            case _:
                return str(value)


def _minor_digits(currency: str) -> int:
    # Imported here: the window's first words are spoken before it needs to know anything of money.
    from clientdesk.domain.currency import minor_digits

    return minor_digits(currency)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
