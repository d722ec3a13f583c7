"""Amounts as steps say them: with their sign, where the language puts it."""

from __future__ import annotations

from clientdesk.domain.money import Money
from clientdesk.i18n import translator

_MINUS = str.maketrans("-\u2212", "++")


def signed(amount: Money) -> str:
    """Return an amount with plus or minus; both stand at the same place in every script."""
    words = translator()
    return words.money(-amount).translate(_MINUS) if amount.minor > 0 else words.money(amount)
