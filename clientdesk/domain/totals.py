"""The total ladder: lines, discounts, net, tax per group, gross, deducted prepayments, amount due (R-MON-5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind, PriceMode
from clientdesk.domain.money import Money, rounded, total
from clientdesk.domain.tax import Tax, TaxGroup, merge
from clientdesk.domain.text import N_

#: Between several reasons of one group without tax.
_BETWEEN = " · "


class TaxRounding(StrEnum):
    """Where tax is rounded: once per group (EN 16931), or on every line (UAE) (R-MON-7, B12)."""

    PER_DOCUMENT = "per_document"
    PER_LINE = "per_line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """A received prepayment taken off a final invoice, as R-PRE-3 wants it listed.

    A partial invoice was billed for delivered work and is taken off paid or not: `received_on` is None until it is.
    """

    invoice_id: int
    number: str
    issued_on: date
    received_on: date | None
    groups: tuple[TaxGroup, ...]
    is_partial: bool = False

    @property
    def is_prepayment(self) -> bool:
        """Whether it is money that came before the work; a partial invoice kept of old may lack its mark."""
        return self.received_on is not None and not self.is_partial

    @property
    def net(self) -> Money:
        """Net of the prepayment."""
        return total((group.net for group in self.groups), self.groups[0].net.currency)

    @property
    def tax(self) -> Money:
        """Tax of the prepayment."""
        return total((group.tax_amount for group in self.groups), self.groups[0].net.currency)

    @property
    def gross(self) -> Money:
        """Money received."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The ladder of one document. EN 16931 names in the comments; every sum is of rounded parts (R-MON-5).

    `line_nets` has one entry per row of the document, zero for rows that do not count.
    `groups` is the full price; `remaining` is what is left of it after `deductions`, per tax group (R-PRE-4).
    """

    currency: str
    line_nets: tuple[Money, ...]
    line_total: Money  # BT-106; in gross documents the sum of the gross lines
    discount: Money  # BT-107
    surcharge: Money  # BT-108
    groups: tuple[TaxGroup, ...]
    deductions: tuple[Deduction, ...] = ()
    rounding: Money  # BT-114

    @property
    def net(self) -> Money:
        """Total without tax, before deductions: BT-109 of an invoice without them."""
        return total((group.net for group in self.groups), self.currency)

    @property
    def tax(self) -> Money:
        """Tax of the full price."""
        return total((group.tax_amount for group in self.groups), self.currency)

    @property
    def gross(self) -> Money:
        """Full price with tax."""
        return self.net + self.tax

    @property
    def remaining(self) -> tuple[TaxGroup, ...]:
        """Full price less every deduction, per tax group: the difference, never remainder x rate (R-PRE-4, R-PRE-5)."""
        taken = tuple(-group for deduction in self.deductions for group in deduction.groups)
        return merge(self.groups + taken)

    @property
    def remaining_net(self) -> Money:
        """Net still to bill: BT-109 of a final invoice."""
        return total((group.net for group in self.remaining), self.currency)

    @property
    def remaining_tax(self) -> Money:
        """Tax still owed: BT-110 of a final invoice."""
        return total((group.tax_amount for group in self.remaining), self.currency)

    @property
    def due(self) -> Money:
        """Amount to pay: BT-115; negative means a refund (R-PRE-10)."""
        return self.remaining_net + self.remaining_tax + self.rounding


def compute(  # the document's settings, each of its own kind
    lines: Sequence[Line],
    *,
    currency: str,
    adjustments: Sequence[Adjustment] = (),
    price_mode: PriceMode = PriceMode.NET,
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT,
    deductions: Sequence[Deduction] = (),
    cash_step: Decimal | None = None,
) -> Totals:
    """Compute the ladder of a document; `cash_step` rounds only what is paid, e.g. to 0.05 CHF (R-MON-9)."""
    typed = tuple(line.amount(currency) if line.counts else Money.zero(currency) for line in lines)
    taxes, bases = _bases(lines, typed, currency)
    discounts = _spread([a for a in adjustments if not a.surcharge], taxes, bases, currency)
    surcharges = _spread([a for a in adjustments if a.surcharge], taxes, bases, currency)
    after = [base - discounts[i] + surcharges[i] for i, base in enumerate(bases)]
    make: Callable[[Tax, Money], TaxGroup]
    make = TaxGroup.from_gross if price_mode is PriceMode.GROSS else TaxGroup.from_net
    groups = [make(tax, base) for tax, base in zip(taxes, after, strict=True)]
    if tax_rounding is TaxRounding.PER_LINE and price_mode is PriceMode.NET:
        groups = [
            _per_line(group, lines, typed, currency, base) for group, base in zip(groups, bases, strict=True)
        ]
    totals = Totals(
        currency=currency,
        line_nets=_line_nets(lines, typed, groups, price_mode, currency),
        line_total=total(typed, currency),
        discount=total(discounts, currency),
        surcharge=total(surcharges, currency),
        groups=tuple(groups),
        deductions=tuple(deductions),
        rounding=Money.zero(currency),
    )
    return with_cash_rounding(totals, cash_step) if cash_step else totals


def with_cash_rounding(totals: Totals, step: Decimal) -> Totals:
    """Round the amount due to multiples of `step`; net, tax and gross stay (R-MON-9)."""
    due = (totals.due - totals.rounding).amount
    payable = Money.of(rounded(due / step, 0) * step, totals.currency)
    return replace(totals, rounding=payable - Money.of(due, totals.currency))


def subtotals(lines: Sequence[Line], amounts: Sequence[Money], currency: str) -> dict[int, Money]:
    """Return the sum shown at each subtotal row, by its index: all amounts since the last subtotal or heading."""
    result: dict[int, Money] = {}
    running = Money.zero(currency)
    for index, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        if line.kind is LineKind.HEADING:
            running = Money.zero(currency)
        elif line.kind is LineKind.SUBTOTAL:
            result[index] = running
            running = Money.zero(currency)
        else:
            running += amount
    return result


def _bases(lines: Sequence[Line], typed: Sequence[Money], currency: str) -> tuple[list[Tax], list[Money]]:
    """Sum the counted lines per tax group, in the order of first appearance; a group prints each of its reasons."""
    taxes: dict[object, Tax] = {}
    sums: dict[object, Money] = {}
    for line, amount in zip(lines, typed, strict=True):
        if line.counts:
            known = taxes.setdefault(line.tax.key, line.tax)
            if line.tax.reason and line.tax.reason not in known.reason.split(_BETWEEN):
                reasons = _BETWEEN.join(filter(None, (known.reason, line.tax.reason)))
                taxes[line.tax.key] = replace(known, reason=reasons)
            sums[line.tax.key] = sums.get(line.tax.key, Money.zero(currency)) + amount
    return list(taxes.values()), [sums[key] for key in taxes]


def _spread(
    adjustments: Sequence[Adjustment], taxes: Sequence[Tax], bases: Sequence[Money], currency: str
) -> list[Money]:
    """Give each document discount or surcharge to its tax group, or to all in proportion (R-MON-6)."""
    shares = [Money.zero(currency) for _ in bases]
    keys = [tax.key for tax in taxes]
    # Equal remainders are told apart by the rate, not by the order of the rows, which must not move a cent.
    order = sorted(range(len(keys)), key=lambda index: (-keys[index][1], keys[index][0], keys[index][2]))
    for adjustment in adjustments:
        if adjustment.tax is not None:
            if adjustment.tax.key not in keys:
                raise RuleError(
                    N_("The discount “{reason}” belongs to a tax rate that no line has."),
                    field="adjustments",
                    next_step=N_("Choose another rate, or none."),
                    rule="R-MON-6",
                    reason=adjustment.reason,
                )
            index = keys.index(adjustment.tax.key)
            shares[index] += adjustment.on(bases[index])
            continue
        whole = adjustment.on(total(bases, currency))
        for index, part in zip(order, whole.in_proportion([bases[i] for i in order]), strict=True):
            shares[index] += part
    return shares


def _per_line(
    group: TaxGroup, lines: Sequence[Line], typed: Sequence[Money], currency: str, base: Money
) -> TaxGroup:
    """Round the tax on every line; the tax of a document discount is rounded as one more line (R-MON-7)."""
    pieces = [
        amount
        for line, amount in zip(lines, typed, strict=True)
        if line.counts and line.tax.key == group.tax.key
    ]
    if group.net != base:
        pieces.append(group.net - base)
    per_piece = [group.tax.on_net(piece) for piece in pieces]
    count = max(1, len(group.tax.parts))
    amounts = tuple(total((piece[part] for piece in per_piece), currency) for part in range(count))
    return TaxGroup(tax=group.tax, net=group.net, amounts=amounts)


def _line_nets(
    lines: Sequence[Line],
    typed: Sequence[Money],
    groups: Sequence[TaxGroup],
    price_mode: PriceMode,
    currency: str,
) -> tuple[Money, ...]:
    """Return each row's net; in gross documents the group's net before discounts is spread over its rows (R-MON-8)."""
    if price_mode is PriceMode.NET:
        return tuple(typed)
    nets = [Money.zero(currency)] * len(lines)
    for group in groups:
        rows = [i for i, line in enumerate(lines) if line.counts and line.tax.key == group.tax.key]
        gross = total((typed[i] for i in rows), currency)
        whole = TaxGroup.from_gross(group.tax, gross).net
        for row, part in zip(rows, whole.in_proportion([typed[i] for i in rows]), strict=True):
            nets[row] = part
    return tuple(nets)
