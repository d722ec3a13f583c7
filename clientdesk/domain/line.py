"""The lines of a quote, contract or invoice, and the discounts and surcharges on lines and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import count

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_

#: Quantity and unit price carry at most this many decimals (R-MON-3).
MAX_DECIMALS = 4
_MAX_TEXT = 10_000
_WHOLE = 100


class LineKind(StrEnum):
    """What a row is: something with a price, a heading over rows, a subtotal of the rows above, or only words."""

    ITEM = "item"
    HEADING = "heading"
    SUBTOTAL = "subtotal"
    TEXT = "text"


class LineRole(StrEnum):
    """How an item counts: always, only when chosen, as one of several, or shown with its price but free of charge."""

    NORMAL = "normal"
    OPTIONAL = "optional"
    ALTERNATIVE = "alternative"
    BONUS = "bonus"


class PriceMode(StrEnum):
    """Whether the prices typed are without tax or with it (R-MON-8)."""

    NET = "net"
    GROSS = "gross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A discount (or surcharge) in percent or as an amount in major units; exactly one of both is set.

    On a document it may be bound to one tax group by `tax`; without it is split over the groups (R-MON-6).
    """

    surcharge: bool = False
    percent: Decimal | None = None
    amount: Decimal | None = None
    reason: str = ""
    tax: Tax | None = None

    def on(self, base: Money) -> Money:
        """Return the size of the adjustment of `base`, itself rounded (R-MON-4); never negative for a positive base."""
        if self.percent is not None:
            return base.percent(self.percent)
        return Money.of(self.amount or 0, base.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a paper. `unit_price` is per `price_base` units, net or gross by the document's price mode.

    `key` names the row through all versions; `choice` names the alternatives of which one may be chosen;
    `source` says which record the row bills, for example `work:12` or `change_order:3`.
    """

    key: str = ""
    kind: LineKind = LineKind.ITEM
    role: LineRole = LineRole.NORMAL
    chosen: bool = False
    choice: str = ""
    description: str = ""
    details: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = ""
    unit_price: Decimal = Decimal(0)
    price_base: Decimal = Decimal(1)
    adjustments: tuple[Adjustment, ...] = ()
    tax: Tax = field(default_factory=Tax)
    supplied_from: date | None = None
    supplied_to: date | None = None
    source: str = ""

    @property
    def counts(self) -> bool:
        """Whether the row is part of the totals (R-QUO-4)."""
        if self.kind is not LineKind.ITEM or self.role is LineRole.BONUS:
            return False
        return self.role is LineRole.NORMAL or self.chosen

    def list_amount(self, currency: str) -> Money:
        """Quantity times price, rounded once after multiplying (R-MON-3), before discounts."""
        # A draft may hold a base of 0 until `check_line` names it; showing the draft must not fail.
        return Money.of(self.quantity * self.unit_price / (self.price_base or 1), currency)

    def discount(self, currency: str) -> Money:
        """All discounts of the line, each rounded by itself (R-MON-4)."""
        return self._adjusted(currency, surcharge=False)

    def surcharge(self, currency: str) -> Money:
        """All surcharges of the line, each rounded by itself (R-MON-4)."""
        return self._adjusted(currency, surcharge=True)

    def amount(self, currency: str) -> Money:
        """What the line would charge if it counted: BT-131 (R-MON-4); zero for a bonus line (B11)."""
        if self.kind is not LineKind.ITEM or self.role is LineRole.BONUS:
            return Money.zero(currency)
        return self.list_amount(currency) - self.discount(currency) + self.surcharge(currency)

    def _adjusted(self, currency: str, *, surcharge: bool) -> Money:
        base, result = self.list_amount(currency), Money.zero(currency)
        for adjustment in self.adjustments:
            if adjustment.surcharge is surcharge:
                result += adjustment.on(base)
        return result


def with_keys(lines: Iterable[Line], *, before: Iterable[Line] = ()) -> tuple[Line, ...]:
    """Return the rows with a key each, so that a row keeps its name through all versions of its paper.

    New keys are none that a row of an earlier version (`before`) had: a new row is not an old one changed.
    """
    rows = tuple(lines)
    taken = {line.key for line in (*rows, *before)}
    fresh = (f"line-{number}" for number in count(1) if f"line-{number}" not in taken)
    used: set[str] = set()
    named = []
    for line in rows:
        key = line.key if line.key and line.key not in used else next(fresh)
        used.add(key)
        named.append(line if line.key == key else replace(line, key=key))
    return tuple(named)


def check_adjustment(adjustment: Adjustment, field_name: str) -> None:
    """Raise RuleError unless a discount or surcharge is one positive amount, or a percentage of at most 100 %."""
    percent, amount = adjustment.percent, adjustment.amount
    if (percent is None) == (amount is None):
        raise RuleError(
            N_("A discount is either a percentage or an amount."),
            field=field_name,
            next_step=N_("Type one of both."),
            rule="R-MON-4",
        )
    if percent is not None and not 0 < percent <= _WHOLE:
        raise RuleError(
            N_("No discount can be {percent} %."),
            field=field_name,
            next_step=N_("Type a percentage above 0 and up to 100."),
            rule="R-MON-4",
            percent=percent,
        )
    if amount is not None and not amount > 0:
        raise RuleError(
            N_("A discount must be above 0."),
            field=field_name,
            next_step=N_("Type the amount without a sign."),
            rule="R-MON-4",
        )


def check_line(line: Line, position: int, *, currency: str = "EUR") -> None:
    """Raise RuleError if a row cannot stand on a paper; the field is `lines.<position>.<name>` (from 0)."""
    _check_text(line, position)
    if line.kind is LineKind.ITEM:
        _check_price(line, position, currency)


def _check_text(line: Line, position: int) -> None:
    if len(line.description) + len(line.details) > _MAX_TEXT:
        raise RuleError(
            N_("Line {number} has more than {limit} characters."),
            field=f"lines.{position}.description",
            next_step=N_("Shorten it, or move the text into an attachment."),
            number=position + 1,
            limit=_MAX_TEXT,
        )
    if line.kind is not LineKind.SUBTOTAL and not line.description.strip():
        raise RuleError(
            N_("Line {number} has no description."),
            field=f"lines.{position}.description",
            next_step=N_("Say what it is, or remove the line."),
            number=position + 1,
        )


def _check_price(line: Line, position: int, currency: str) -> None:
    for name, value in (("quantity", line.quantity), ("unit_price", line.unit_price)):
        exponent = value.normalize().as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > MAX_DECIMALS:
            raise RuleError(
                N_("Line {number}: {value} has more than {limit} decimals."),
                field=f"lines.{position}.{name}",
                next_step=N_("Round it to {limit} decimals."),
                rule="R-MON-3",
                number=position + 1,
                value=value,
                limit=MAX_DECIMALS,
            )
    if line.price_base <= 0:
        raise RuleError(
            N_("Line {number}: the price must be per a number of units above 0."),
            field=f"lines.{position}.price_base",
            next_step=N_("Type 1 for a price per unit."),
            rule="R-MON-3",
            number=position + 1,
        )
    if line.quantity == 0:
        raise RuleError(
            N_("Line {number} has a quantity of 0."),
            field=f"lines.{position}.quantity",
            next_step=N_("Type the quantity, or remove the line."),
            number=position + 1,
        )
    if line.unit_price < 0:
        raise RuleError(
            N_("Line {number} has a negative price."),
            field=f"lines.{position}.unit_price",
            next_step=N_("Use a discount, or a negative quantity."),
            rule="R-PRE-7",
            number=position + 1,
        )
    for adjustment in line.adjustments:
        check_adjustment(adjustment, f"lines.{position}.adjustments")
    try:
        too_much = line.discount(currency) > abs(line.list_amount(currency))
    except RuleError as error:
        raise RuleError(
            N_("Line {number}: quantity times price is too large."),
            field=f"lines.{position}.unit_price",
            next_step=N_("Check the number of digits."),
            rule="R-MON-1",
            number=position + 1,
        ) from error
    if too_much:
        raise RuleError(
            N_("Line {number}: the discount is larger than the price."),
            field=f"lines.{position}.adjustments",
            next_step=N_("Type a smaller discount."),
            rule="R-MON-4",
            number=position + 1,
        )
