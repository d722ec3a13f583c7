"""Currency signs and codes around a typed amount: taken off when they fit, refused when they name another currency."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NoReturn

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: What people write for a currency beside its code; `$`, `£`, `¥`, `kr` and `Rs` fit each that uses them.
_DOLLARS: Final = frozenset(
    {
        "USD",
        "CAD",
        "AUD",
        "NZD",
        "SGD",
        "HKD",
        "TWD",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "UYU",
        "BMD",
        "BSD",
        "BBD",
        "BZD",
        "BND",
        "FJD",
        "GYD",
        "JMD",
        "KYD",
        "LRD",
        "NAD",
        "SBD",
        "SRD",
        "TTD",
        "XCD",
    }
)
_SIGNS: Final = {
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "SYP", "LBP", "SSP", "SDG"}),
    "¥": frozenset({"JPY", "CNY"}),
    "₹": frozenset({"INR"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "fr": frozenset({"CHF"}),
    "sfr": frozenset({"CHF"}),
    "zł": frozenset({"PLN"}),
    "zl": frozenset({"PLN"}),
    "kč": frozenset({"CZK"}),
    "ft": frozenset({"HUF"}),
    "lei": frozenset({"RON"}),
    "us$": frozenset({"USD"}),
    "a$": frozenset({"AUD"}),
    "ca$": frozenset({"CAD"}),
    "euro": frozenset({"EUR"}),
    "e£": frozenset({"EGP"}),
    "ر.س": frozenset({"SAR"}),
    "د.إ": frozenset({"AED"}),
    "ج.م": frozenset({"EGP"}),
    "د.ك": frozenset({"KWD"}),
    "₪": frozenset({"ILS"}),
    "₺": frozenset({"TRY"}),
    "₴": frozenset({"UAH"}),
    "₽": frozenset({"RUB"}),
    "₩": frozenset({"KRW"}),
    "₫": frozenset({"VND"}),
    "₱": frozenset({"PHP"}),
    "₦": frozenset({"NGN"}),
    "฿": frozenset({"THB"}),
    "r$": frozenset({"BRL"}),
}
_CODE: Final = re.compile(r"[a-z]{3}")
_AROUND: Final = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<before>[^\d\s'.,+-][^\d\s]*?)?\s*(?P<inner>[-+]?)\s*(?P<rest>\d.*|[.,٫]\d.*)"
)
#: “50,-” and “50.–”: the dash stands for no cents.
_NO_CENTS: Final = re.compile(r"(?<=\d)[.,](?:--?|—)$")


def without_currency(bare: str, currency: str, own_sign: str, original: str, field: str) -> str:
    """Return the figures of an amount with the sign or code of `currency` taken off, front or back.

    `own_sign` is the sign the locale itself writes. Letters that are no currency are left for the reader of
    numbers to name. Raises RuleError where another currency is named.
    """
    found = _AROUND.fullmatch(bare)
    if found is None:
        return bare
    before, rest = found["before"] or "", found["rest"]
    figures, after = _split_tail(rest)
    fitting = {_folded(own_sign), currency.casefold()}
    kept_before = _kept(before, fitting, currency, original, field)
    kept_after = _kept(after, fitting, currency, original, field)
    figures = _NO_CENTS.sub("", figures)
    # Two signs are for the reader to refuse: one of them alone would be another amount.
    return f"{found['sign'] or ''}{found['inner'] or ''}{kept_before}{figures}{kept_after}"


def _split_tail(rest: str) -> tuple[str, str]:
    for index, character in enumerate(rest):
        if character.isalpha() or unicodedata.category(character) == "Sc":
            return rest[:index].strip(), rest[index:].strip()
    return rest.strip(), ""


def _folded(mark: str) -> str:
    return mark.casefold().strip().rstrip(".")


def _is_currency(mark: str) -> bool:
    folded = _folded(mark)
    if folded in _SIGNS or unicodedata.category(folded[0]) == "Sc":
        return True
    return _CODE.fullmatch(folded) is not None and _is_code(folded.upper())


def _is_code(code: str) -> bool:
    from babel.numbers import is_currency

    return is_currency(code)


def _kept(mark: str, fitting: set[str], currency: str, original: str, field: str) -> str:
    """Return "" for a mark of `currency`, the mark itself if it is no currency at all."""
    if not mark:
        return ""
    folded = _folded(mark)
    if folded in fitting or currency in _SIGNS.get(folded, frozenset()):
        return ""
    if _is_currency(mark):
        _refuse(mark, currency, original, field)
    return mark


def _refuse(mark: str, currency: str, original: str, field: str) -> NoReturn:
    raise RuleError(
        N_("“{text}” names the currency {other}, but this amount is in {currency}."),
        field=field,
        next_step=N_("Type the amount in {currency}, or change the currency of the document first."),
        text=original.strip(),
        other=mark,
        currency=currency,
    )
