"""Sums in English words: the unit after the number, or, as India writes them, before it and closed by "only"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.documents.words.amount import Amount
from clientdesk.documents.words.icu import spelled

_CRORE = 10**7


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str

    def name(self, number: int) -> str:
        return self.one if number == 1 else self.many


_CENT = _Unit("cent", "cents")
_CURRENCIES: Mapping[str, tuple[_Unit, _Unit]] = {
    "EUR": (_Unit("euro", "euros"), _CENT),
    "USD": (_Unit("US dollar", "US dollars"), _CENT),
    "GBP": (_Unit("pound sterling", "pounds sterling"), _Unit("penny", "pence")),
    "INR": (_Unit("Indian rupee", "Indian rupees"), _Unit("paisa", "paise")),
    "EGP": (_Unit("Egyptian pound", "Egyptian pounds"), _Unit("piastre", "piastres")),
    "SAR": (_Unit("Saudi riyal", "Saudi riyals"), _Unit("halala", "halalas")),
    "AED": (_Unit("UAE dirham", "UAE dirhams"), _Unit("fils", "fils")),
    "CHF": (_Unit("Swiss franc", "Swiss francs"), _Unit("centime", "centimes")),
}
#: At home the rupee needs no country.
_RUPEE = _Unit("rupee", "rupees")


def said(amount: Amount, *, negative: bool = False) -> str:
    """Return the sum: "one hundred euros and three cents", "minus one euro"."""
    return ("minus " if negative else "") + " and ".join(_parts(amount))


def said_in_india(amount: Amount, *, negative: bool = False) -> str:
    """Return the sum as Indian cheques and invoices say it: "Rupees one lakh and paise fifty only"."""
    if amount.currency not in _CURRENCIES:
        number = _indian(amount.whole)
        parts = [f"{number} {amount.currency}", *([amount.share] if amount.fraction else [])]
    else:
        major, minor = _CURRENCIES[amount.currency]
        major = _RUPEE if amount.currency == "INR" else major
        parts = []
        if amount.whole or not amount.fraction:
            parts.append(f"{major.name(amount.whole)} {_indian(amount.whole)}")
        if amount.fraction:
            parts.append(f"{minor.name(amount.fraction)} {_indian(amount.fraction)}")
    text = ("minus " if negative else "") + " and ".join(parts) + " only"
    return text[0].upper() + text[1:]


def _parts(amount: Amount) -> list[str]:
    if amount.currency not in _CURRENCIES:
        shown = [amount.share] if amount.fraction else []
        return [f"{spelled(amount.whole, 'en')} {amount.currency}", *shown]
    major, minor = _CURRENCIES[amount.currency]
    parts = []
    if amount.whole or not amount.fraction:
        parts.append(f"{spelled(amount.whole, 'en')} {major.name(amount.whole)}")
    if amount.fraction:
        parts.append(f"{spelled(amount.fraction, 'en')} {minor.name(amount.fraction)}")
    return parts


def _indian(number: int) -> str:
    """Return `number` by lakh and crore; crores are counted so, too, where ICU goes over to trillions."""
    crores, rest = divmod(number, _CRORE)
    if not crores:
        return spelled(rest, "en-IN")
    return f"{_indian(crores)} crore" + (f" {spelled(rest, 'en-IN')}" if rest else "")
