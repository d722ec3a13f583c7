"""Currencies: how many minor digits each has (ISO 4217)."""

from __future__ import annotations

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

_DIGITS = {
    **dict.fromkeys(
        (
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
            "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip
_DEFAULT_DIGITS = 2
_CODE_LENGTH = 3


def minor_digits(currency: str) -> int:
    """Return the number of decimals of `currency` (R-MON-1): JPY 0, most 2, KWD 3."""
    return _DIGITS.get(currency, _DEFAULT_DIGITS)


def check_currency(currency: str) -> str:
    """Return `currency` if it has the form of an ISO 4217 code, else raise RuleError."""
    if len(currency) != _CODE_LENGTH or not currency.isascii() or not currency.isupper():
        raise RuleError(
            N_("“{currency}” is not a currency code."),
            field="currency",
            next_step=N_("Type three capital letters, for example EUR."),
            currency=currency,
        )
    return currency
