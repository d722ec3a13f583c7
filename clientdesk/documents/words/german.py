"""Sums in German words: the number in one word below a million, "ein" or "eine" before its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.documents.words.amount import Amount
from clientdesk.documents.words.icu import spelled


@dataclass(frozen=True, slots=True)
class _Unit:
    one: str
    many: str
    article: str = "ein"


_CENT = _Unit("Cent", "Cent")
_CURRENCIES: Mapping[str, tuple[_Unit, _Unit]] = {
    "EUR": (_Unit("Euro", "Euro"), _CENT),
    "USD": (_Unit("US-Dollar", "US-Dollar"), _CENT),
    "GBP": (_Unit("Pfund Sterling", "Pfund Sterling"), _Unit("Penny", "Pence")),
    "INR": (
        _Unit("indische Rupie", "indische Rupien", "eine"),
        _Unit("Paisa", "Paise"),
    ),
    "EGP": (_Unit("ägyptisches Pfund", "ägyptische Pfund"), _Unit("Piaster", "Piaster")),
    "SAR": (_Unit("Saudi-Riyal", "Saudi-Riyal"), _Unit("Halala", "Halala")),
    "AED": (_Unit("VAE-Dirham", "VAE-Dirham"), _Unit("Fils", "Fils")),
    "CHF": (_Unit("Schweizer Franken", "Schweizer Franken"), _Unit("Rappen", "Rappen")),
}


def said(amount: Amount, locale: str, *, negative: bool = False) -> str:
    """Return the sum: "zweitausendvierhundertsechsundneunzig Euro und drei Cent"; Switzerland writes "dreissig"."""
    if amount.currency not in _CURRENCIES:
        parts = [f"{spelled(amount.whole, locale)} {amount.currency}"]
        parts += [amount.share] if amount.fraction else []
    else:
        major, minor = _CURRENCIES[amount.currency]
        parts = []
        if amount.whole or not amount.fraction:
            parts.append(_counted(amount.whole, major, locale))
        if amount.fraction:
            parts.append(_counted(amount.fraction, minor, locale))
    return ("minus " if negative else "") + " und ".join(parts)


def _counted(number: int, unit: _Unit, locale: str) -> str:
    """Return number and unit; a one that stands as a word of its own is the article: "eine Million ein Euro"."""
    words = spelled(number, locale).split(" ")
    if words[-1] != "eins":
        return f"{' '.join(words)} {unit.many}"
    return " ".join([*words[:-1], unit.article, unit.one])
