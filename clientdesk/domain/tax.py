"""Value added tax and its kin: categories, rates, and the tax of one group of lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money, total
from clientdesk.domain.text import N_


class TaxCategory(StrEnum):
    """Why a rate applies (EN 16931, UNTDID 5305; R-VAT-1)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE_SCOPE = "O"


#: Categories that must say why no tax is charged (R-VAT-2).
NEEDS_REASON = frozenset(
    {
        TaxCategory.EXEMPT,
        TaxCategory.REVERSE_CHARGE,
        TaxCategory.INTRA_COMMUNITY,
        TaxCategory.EXPORT,
        TaxCategory.OUTSIDE_SCOPE,
    }
)


_HIGHEST_RATE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """The tax of a line: category, rate in percent, and the reason where none is charged.

    `parts` names equal shares of the rate that are rounded each by itself, such as CGST and SGST (R-VAT-8).
    """

    category: TaxCategory = TaxCategory.STANDARD
    rate: Decimal = Decimal(0)
    parts: tuple[str, ...] = ()
    reason: str = ""
    reason_code: str = ""

    @property
    def key(self) -> tuple[TaxCategory, Decimal, tuple[str, ...]]:
        """What lines of one group have in common (R-MON-7)."""
        return (self.category, self.rate.normalize(), self.parts)

    def on_net(self, net: Money) -> tuple[Money, ...]:
        """Return the tax on a group's net, one amount per part, each rounded by itself (R-MON-7, R-VAT-8)."""
        count = max(1, len(self.parts))
        return tuple(net.percent(self.rate / count) for _ in range(count))

    def inside_gross(self, gross: Money) -> tuple[Money, ...]:
        """Return the tax contained in a group's gross: gross never changes, net is rounded (R-MON-8, B13).

        A tax of several parts is rounded per part, each gross x part / (100 + rate), so that the parts stay equal.
        """
        count = max(1, len(self.parts))
        if count == 1:
            net = Money.of(gross.amount * 100 / (100 + self.rate), gross.currency)
            return (gross - net,)
        part = Money.of(gross.amount * (self.rate / count) / (100 + self.rate), gross.currency)
        return (part,) * count


#: Nothing is charged and nothing is said, as where no tax exists.
NO_TAX = Tax(category=TaxCategory.OUTSIDE_SCOPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxGroup:
    """Net and tax of all lines with one category and rate; `amounts` has one entry per part of the tax."""

    tax: Tax
    net: Money
    amounts: tuple[Money, ...]

    @property
    def tax_amount(self) -> Money:
        """The group's tax, all parts together."""
        return total(self.amounts, self.net.currency)

    @property
    def gross(self) -> Money:
        """Net and tax together."""
        return self.net + self.tax_amount

    def __neg__(self) -> TaxGroup:
        """Turn the sign of every amount."""
        return TaxGroup(tax=self.tax, net=-self.net, amounts=tuple(-amount for amount in self.amounts))

    @classmethod
    def from_net(cls, tax: Tax, net: Money) -> TaxGroup:
        """Compute the tax on `net` (R-MON-7)."""
        return cls(tax=tax, net=net, amounts=tax.on_net(net))

    @classmethod
    def from_gross(cls, tax: Tax, gross: Money) -> TaxGroup:
        """Take the tax out of `gross` (R-MON-8, B13)."""
        amounts = tax.inside_gross(gross)
        return cls(tax=tax, net=gross - total(amounts, gross.currency), amounts=amounts)


def check_tax(tax: Tax, *, needs_reason: bool = True) -> Tax:
    """Return `tax` if category, rate and reason fit together, else raise RuleError (R-VAT-1, R-VAT-2).

    `needs_reason` is False for an issuer whose country knows no such tax: nothing is charged, nothing is said.
    """
    if not tax.rate.is_finite() or tax.rate > _HIGHEST_RATE:
        raise RuleError(
            N_("A tax rate is between 0 and 100 %."),
            field="tax",
            next_step=N_("Type for example 19."),
            rule="R-VAT-1",
        )
    if tax.category is TaxCategory.STANDARD and tax.rate <= 0:
        raise RuleError(
            N_("A taxed line needs a rate above 0 %."),
            field="tax",
            next_step=N_("Choose a rate, or choose why no tax is charged."),
            rule="R-VAT-1",
        )
    if tax.category is not TaxCategory.STANDARD and tax.rate != 0:
        raise RuleError(
            N_("A line without tax cannot have a rate of {rate} %."),
            field="tax",
            next_step=N_("Set the rate to 0, or choose the taxed category."),
            rule="R-VAT-1",
            rate=tax.rate,
        )
    wants_reason = tax.category in NEEDS_REASON and (needs_reason or tax.key != NO_TAX.key)
    if wants_reason and not (tax.reason.strip() or tax.reason_code):
        raise RuleError(
            N_("A line without tax needs the reason printed on the document."),
            field="tax",
            next_step=N_("Choose or type the reason."),
            rule="R-VAT-2",
        )
    if tax.category not in NEEDS_REASON and (tax.reason or tax.reason_code):
        raise RuleError(
            N_("A taxed line carries no reason for exemption."),
            field="tax",
            next_step=N_("Remove the reason."),
            rule="R-VAT-2",
        )
    return tax


def merge(groups: tuple[TaxGroup, ...]) -> tuple[TaxGroup, ...]:
    """Add up groups of the same category and rate, in the order of first appearance."""
    merged: dict[object, TaxGroup] = {}
    for group in groups:
        known = merged.get(group.tax.key)
        if known is None:
            merged[group.tax.key] = group
            continue
        pairs = zip(known.amounts, group.amounts, strict=True)
        merged[group.tax.key] = TaxGroup(
            tax=known.tax, net=known.net + group.net, amounts=tuple(first + second for first, second in pairs)
        )
    return tuple(merged.values())
