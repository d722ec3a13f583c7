"""Catalogue items that fill themselves from use, and packages of lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, PriceMode, check_line
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_


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
    price_mode: PriceMode = PriceMode.NET
    tax: Tax = field(default_factory=Tax)
    planned_hours: Decimal = Decimal(0)
    uses: int = 0
    last_used_on: date | None = None
    archived: bool = False

    def line(self, *, quantity: Decimal = Decimal(1)) -> Line:
        """Return a row of a paper made from the item."""
        return Line(
            description=self.description,
            details=self.details,
            quantity=quantity,
            unit=self.unit,
            unit_price=self.unit_price,
            tax=self.tax,
        )

    def used(self, line: Line, *, on: date) -> CatalogueItem:
        """Take over the price, tax and words of a row that went out, and count the use."""
        latest = max(on, self.last_used_on or on)
        if latest > on:
            return replace(self, uses=self.uses + 1)
        return replace(
            self,
            description=line.description.strip(),
            details=line.details.strip(),
            unit_price=line.unit_price,
            tax=line.tax,
            uses=self.uses + 1,
            last_used_on=on,
        )


def worth_learning(line: Line) -> bool:
    """Tell whether a row is a service with a price of its own that may be offered again."""
    return (
        line.kind is LineKind.ITEM
        and line.role is not LineRole.BONUS
        and bool(line.description.strip())
        and line.unit_price > 0
        and line.price_base == 1
        and not line.source
    )


def check_item(item: CatalogueItem) -> CatalogueItem:
    """Return the item with its words trimmed, or raise RuleError at the wrong field."""
    tidy = replace(item, description=" ".join(item.description.split()), details=item.details.strip())
    try:
        check_line(tidy.line(), 0, currency=tidy.currency or "EUR")
    except RuleError as problem:
        raise RuleError(
            N_("The catalogue line cannot be kept: check its description and price."),
            field=problem.field.rpartition(".")[2],
            next_step=N_("A line needs a description, and a price of at least 0 with up to 4 decimals."),
            rule=problem.rule,
        ) from problem
    return tidy


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


def check_package(package: Package) -> Package:
    """Return the package with its name trimmed, or raise RuleError at the wrong field."""
    name = " ".join(package.name.split())
    if not name:
        raise RuleError(
            N_("A package needs a name."), field="name", next_step=N_("Type what your clients call it.")
        )
    if not any(line.kind is LineKind.ITEM for line in package.lines):
        raise RuleError(
            N_("A package needs at least one line."), field="lines", next_step=N_("Add what belongs to it.")
        )
    for position, line in enumerate(package.lines):
        check_line(line, position, currency=package.currency)
    if package.price is not None and package.price < 0:
        raise RuleError(
            N_("The price of a package is not below 0."),
            field="price",
            next_step=N_("Type the price, or leave it empty for the sum of its lines."),
        )
    return replace(package, name=name)
