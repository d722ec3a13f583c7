"""Catalogue items that fill themselves from use, and packages of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clientdesk.domain.line import Adjustment, Line
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import Tax


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """A line worth typing once. `uses` and `last_used_on` decide what is offered first."""

    id: int = 0
    version: int = 0
    description: str = ""
    details: str = ""
    unit: str = ""
    unit_price: Decimal = Decimal(0)
    currency: str = ""
    tax: Tax = field(default_factory=Tax)
    planned_hours: Decimal = Decimal(0)
    uses: int = 0
    last_used_on: date | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A set of services offered together; `price` is what they cost as a whole, None for the sum (P2)."""

    id: int = 0
    version: int = 0
    name: str = ""
    currency: str = ""
    lines: tuple[Line, ...] = ()
    price: Decimal | None = None
    archived: bool = False

    def bundle_discount(self) -> Adjustment | None:
        """Return the one discount that brings the lines to the package price, None if there is none to give."""
        if self.price is None:
            return None
        whole = total((line.amount(self.currency) for line in self.lines if line.counts), self.currency)
        off = whole - Money.of(self.price, self.currency)
        return Adjustment(amount=off.amount, reason=self.name) if off.minor > 0 else None
