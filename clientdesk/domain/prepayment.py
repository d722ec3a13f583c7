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
from clientdesk.domain.tax import Tax, TaxGroup, merge
from clientdesk.domain.text import N_


class LedgerKind(StrEnum):
    """What happened to prepaid money; `received` and `moved in` add to the balance, the others take from it."""

    RECEIVED = "received"
    APPLIED = "applied"
    REFUNDED = "refunded"
    KEPT = "kept"
    MOVED_OUT = "moved_out"
    MOVED_IN = "moved_in"


_INCOMING = frozenset({LedgerKind.RECEIVED, LedgerKind.MOVED_IN})


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
    before = _share_of(groups, received_before)
    after = _share_of(groups, received_before + received_now)
    return merge(after + tuple(-group for group in before)) if received_before else after


def _share_of(groups: Sequence[TaxGroup], gross: Money) -> tuple[TaxGroup, ...]:
    whole = total((group.gross for group in groups), gross.currency)
    if gross == whole:
        return tuple(groups)
    parts = gross.in_proportion([group.gross for group in groups])
    return tuple(TaxGroup.from_gross(group.tax, part) for group, part in zip(groups, parts, strict=True))


def prepayment_groups(
    full: Sequence[TaxGroup], amount: Money | Decimal, *, gross: bool
) -> tuple[TaxGroup, ...]:
    """Return net and tax of a prepayment per tax rate of the future supply (R-PRE-1).

    `amount` is a percentage (Decimal) of the net, or money: net, or with tax inside if `gross` (B13).
    """
    if isinstance(amount, Decimal):
        return tuple(TaxGroup.from_net(group.tax, group.net.percent(amount)) for group in full)
    if gross:
        parts = amount.in_proportion([group.gross for group in full])
        return tuple(TaxGroup.from_gross(group.tax, part) for group, part in zip(full, parts, strict=True))
    nets = amount.in_proportion([group.net for group in full])
    return tuple(TaxGroup.from_net(group.tax, net) for group, net in zip(full, nets, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationSettlement:
    """What is kept of the prepayments when a contract ends early, what goes back, what is still to be billed (B8)."""

    received: Money
    fee_net: Money
    fee_tax: Money
    kept: Money
    refund: Money
    to_invoice: Money
    kept_group: TaxGroup


def settle_cancellation(
    contract_net: Money, received: Money, clause: Cancellation, tax: Tax
) -> CancellationSettlement:
    """Settle by the signed clause: kept = min(received, clause amount with tax), the rest goes back (B8, R-PRE-13)."""
    fee_net = contract_net.percent(clause.percent)
    fee = TaxGroup.from_net(tax, fee_net) if clause.plus_tax else TaxGroup.from_gross(tax, fee_net)
    kept_group = fee if fee.gross <= received else TaxGroup.from_gross(tax, received)
    return CancellationSettlement(
        received=received,
        fee_net=fee.net,
        fee_tax=fee.tax_amount,
        kept=kept_group.gross,
        refund=received - kept_group.gross,
        to_invoice=fee.gross - kept_group.gross,
        kept_group=kept_group,
    )
