"""The prepayment ledger of a contract: money received before delivery, until it is applied or given back (B7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.contract import Cancellation
from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import TaxGroup, merge
from clientdesk.domain.text import N_


class LedgerKind(StrEnum):
    """What happened to prepaid money.

    `received`, `moved in` and `restored` (a final invoice that applied it was cancelled) add to the balance,
    the others take from it.
    """

    RECEIVED = "received"
    APPLIED = "applied"
    REFUNDED = "refunded"
    KEPT = "kept"
    MOVED_OUT = "moved_out"
    MOVED_IN = "moved_in"
    RESTORED = "restored"


_INCOMING = frozenset({LedgerKind.RECEIVED, LedgerKind.MOVED_IN, LedgerKind.RESTORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One movement with its tax share; `groups` and `gross` are positive, the kind gives the sign.

    `invoice_id` is the prepayment's paper, `final_id` the paper that applied, refunded or kept it.
    """

    id: int = 0
    contract_id: int = 0
    kind: LedgerKind = LedgerKind.RECEIVED
    on: date
    currency: str = ""
    gross: Money
    groups: tuple[TaxGroup, ...] = ()
    invoice_id: int | None = None
    final_id: int | None = None
    payment_id: int | None = None
    note: str = ""

    @property
    def effect(self) -> Money:
        """What the row does to the balance."""
        return self.gross if self.kind in _INCOMING else -self.gross

    @property
    def tax_effect(self) -> tuple[TaxGroup, ...]:
        """What the row does to net and tax of its paper, per tax group."""
        return self.groups if self.kind in _INCOMING else tuple(-group for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is still held of one prepayment paper, and when money for it last came in."""

    invoice_id: int
    gross: Money
    groups: tuple[TaxGroup, ...]
    received_on: date


def holdings(rows: Iterable[LedgerRow]) -> tuple[Holding, ...]:
    """Return what each prepayment paper of a contract still holds, in the order they came; empty ones are left out."""
    held: dict[int, Holding] = {}
    for row in rows:
        key = row.invoice_id or 0
        known = held.get(key)
        groups = merge((*(known.groups if known else ()), *row.tax_effect))
        last = row.on if known is None or row.kind is LedgerKind.RECEIVED else known.received_on
        gross = row.effect + known.gross if known else row.effect
        held[key] = Holding(invoice_id=key, gross=gross, groups=groups, received_on=last)
    return tuple(holding for holding in held.values() if holding.gross)


def balance(rows: Iterable[LedgerRow], currency: str) -> Money:
    """Return the money still held: the sum of all rows (B7)."""
    return total((row.effect for row in rows), currency)


def check_ledger(rows: Sequence[LedgerRow], currency: str) -> None:
    """Raise RuleError if the balance would fall below zero at any row, in the order written (B7, R-PRE-18)."""
    held = Money.zero(currency)
    for row in rows:
        held += row.effect
        if held.minor < 0:
            raise RuleError(
                N_("Only {held} of prepayments is left; {wanted} cannot be taken from it."),
                field="amount",
                next_step=N_("Type a smaller amount."),
                rule="B7",
                held=held - row.effect,
                wanted=row.gross,
            )


def tax_share(
    groups: Sequence[TaxGroup], received_before: Money, received_now: Money
) -> tuple[TaxGroup, ...]:
    """Return the part of a prepayment paper's tax groups that `received_now` pays for (R-PRE-2).

    Part payments are cumulated, so that all shares together are exactly the paper's groups, to the cent.
    """
    before = share_of(groups, received_before)
    after = share_of(groups, received_before + received_now)
    return merge(after + tuple(-group for group in before)) if received_before else after


def share_of(groups: Sequence[TaxGroup], gross: Money) -> tuple[TaxGroup, ...]:
    """Return the part of a paper's tax groups that `gross` pays for, with the tax taken out of it (R-PRE-2)."""
    whole = total((group.gross for group in groups), gross.currency)
    if gross == whole:
        return tuple(groups)
    parts = gross.in_proportion([group.gross for group in groups])
    return tuple(TaxGroup.from_gross(group.tax, part) for group, part in zip(groups, parts, strict=True))


def prepayment_groups(
    full: Sequence[TaxGroup], amount: Money | Decimal, *, gross: bool
) -> tuple[TaxGroup, ...]:
    """Return net and tax of a prepayment per tax rate of the future supply (R-PRE-1).

    `amount` is a percentage (Decimal) or money, of the net, or if `gross` with tax inside (B13).
    """
    if isinstance(amount, Decimal):
        if gross:
            return tuple(TaxGroup.from_gross(group.tax, group.gross.percent(amount)) for group in full)
        return tuple(TaxGroup.from_net(group.tax, group.net.percent(amount)) for group in full)
    if gross:
        parts = amount.in_proportion([group.gross for group in full])
        return tuple(TaxGroup.from_gross(group.tax, part) for group, part in zip(full, parts, strict=True))
    nets = amount.in_proportion([group.net for group in full])
    return tuple(TaxGroup.from_net(group.tax, net) for group, net in zip(full, nets, strict=True))


def instalment_groups(
    full: Sequence[TaxGroup], percents: Sequence[Decimal], index: int
) -> tuple[TaxGroup, ...]:
    """Return net and tax of one part of a payment plan; the last part is the difference, so that the parts add up.

    The sum is exact for net and tax of every group (R-PRE-1, R-PRE-6, R-MON-12).
    """
    parts = [prepayment_groups(full, percent, gross=False) for percent in percents]
    if index != len(parts) - 1:
        return parts[index]
    return difference(full, [group for part in parts[:-1] for group in part])


def difference(full: Iterable[TaxGroup], taken: Iterable[TaxGroup]) -> tuple[TaxGroup, ...]:
    """Return what is left of `full`, per tax group; never computed from a rate (R-PRE-4, R-PRE-5)."""
    return merge((*full, *(-group for group in taken)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationSettlement:
    """What is kept of the prepayments when a contract ends early, what goes back, what is still to be billed (B8)."""

    received: Money
    fee_net: Money
    fee_tax: Money
    kept: Money
    refund: Money
    to_invoice: Money
    kept_groups: tuple[TaxGroup, ...]
    refund_groups: tuple[TaxGroup, ...]
    to_invoice_groups: tuple[TaxGroup, ...]


def settle_cancellation(
    full: Sequence[TaxGroup], received: Sequence[TaxGroup], clause: Cancellation, currency: str
) -> CancellationSettlement:
    """Settle by the signed clause: kept = min(received, clause amount with tax), the rest goes back (B8).

    `full` is the contract's price, `received` what is held of the prepayments, both per tax group.
    """
    fee_net = total((group.net for group in full), currency).percent(clause.percent)
    return settle_earned(full, received, fee_net, plus_tax=clause.plus_tax)


def settle_earned(
    full: Sequence[TaxGroup], received: Sequence[TaxGroup], earned: Money, *, plus_tax: bool = True
) -> CancellationSettlement:
    """Settle by what was earned: the unearned part goes back with its tax, by difference (R-PRE-13).

    `earned` is without tax, or with tax inside unless `plus_tax`; over several rates it is split like the price.
    """
    currency = earned.currency
    shares = earned.in_proportion([group.net for group in full])
    make = TaxGroup.from_net if plus_tax else TaxGroup.from_gross
    fee = tuple(make(group.tax, share) for group, share in zip(full, shares, strict=True) if share)
    got = total((group.gross for group in received), currency)
    fee_gross = total((group.gross for group in fee), currency)
    kept = fee if fee_gross <= got else tuple(received)
    kept_gross = min(fee_gross, got)
    return CancellationSettlement(
        received=got,
        fee_net=total((group.net for group in fee), currency),
        fee_tax=total((group.tax_amount for group in fee), currency),
        kept=kept_gross,
        refund=got - kept_gross,
        to_invoice=fee_gross - kept_gross,
        kept_groups=kept,
        refund_groups=difference(received, kept),
        to_invoice_groups=difference(fee, kept),
    )
