"""What people look for in a book, and what one book has that another lacks: counts, numbers, names, sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clientdesk.domain.money import Money

_COUNTS = ("clients", "quotes", "contracts", "invoices", "payments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Counts of what bears a number, of clients and payments; the newest invoice; sums by currency, exact."""

    issuer: str = ""
    clients: int = 0
    quotes: int = 0
    contracts: int = 0
    invoices: int = 0
    payments: int = 0
    newest_number: str = ""
    newest_on: date | None = None
    last_on: date | None = None
    invoiced: tuple[Money, ...] = ()
    received: tuple[Money, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON's values."""
        found: dict[str, Any] = {item.name: getattr(self, item.name) for item in fields(self)}
        for name in ("newest_on", "last_on"):
            found[name] = found[name].isoformat() if found[name] else ""
        for name in ("invoiced", "received"):
            found[name] = {money.currency: money.minor for money in found[name]}
        return found

    @classmethod
    def of_plain(cls, values: Mapping[str, Any]) -> Inside:
        """Return what `plain` gave; anything missing or strange is left empty."""
        counts = {name: value for name in _COUNTS if type(value := values.get(name)) is int}
        texts = {name: str(values.get(name, "")) for name in ("issuer", "newest_number")}
        days = {name: day(values.get(name)) for name in ("newest_on", "last_on")}
        money = {name: sums(values.get(name)) for name in ("invoiced", "received")}
        found: dict[str, Any] = {**counts, **texts, **days, **money}
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its number or name; a payment by its client, day and amount."""

    text: str
    on: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one book has of a kind and another lacks: how many, and the first of them by number or name."""

    kind: str
    count: int
    named: tuple[Named, ...]


def day(value: object) -> date | None:
    """Return a day written as ISO text; None for anything else."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def sums(values: object) -> tuple[Money, ...]:
    """Return minor units by currency as money."""
    if not isinstance(values, Mapping):
        return ()
    return tuple(Money(minor, str(currency)) for currency, minor in values.items() if type(minor) is int)
