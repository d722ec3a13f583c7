"""Payments of a client, their allocation to papers, and settlements with a reason (R-PRE-19, B14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money, convert, total
from clientdesk.domain.text import N_


class Direction(StrEnum):
    """Money that came in, or a refund that goes back."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that moved between the client and us. `amount` is positive, the direction gives the sign.

    `home_rate` is units of the issuer's currency per unit of `currency` on that day. `number` is that of its receipt.
    `balances_id` names the payment that was recorded by a slip and that this entry takes back.
    """

    id: int = 0
    client_id: int = 0
    direction: Direction = Direction.IN
    on: date
    currency: str = ""
    amount: Money
    method: str = "transfer"
    reference: str = ""
    payer: str = ""
    note: str = ""
    home_rate: Decimal | None = None
    number: str = ""
    balances_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The part of a payment that belongs to a paper; negative for a refund, or to take an allocation back."""

    id: int = 0
    payment_id: int = 0
    invoice_id: int = 0
    on: date
    currency: str = ""
    amount: Money


class SettlementReason(StrEnum):
    """Why an invoice is settled without that money ever arriving (B14)."""

    WITHHELD_TAX = "withheld_tax"
    BANK_FEE = "bank_fee"
    WRITE_OFF = "write_off"
    EXCHANGE_DIFFERENCE = "exchange_difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """An amount of an invoice settled for a reason; `home_rate` is that of its day, for a foreign invoice (B14)."""

    id: int = 0
    invoice_id: int = 0
    reason: SettlementReason
    on: date
    currency: str = ""
    amount: Money
    home_rate: Decimal | None = None
    note: str = ""


def unallocated(payment: Payment, allocations: Iterable[Allocation]) -> Money:
    """Return what is left of a payment: the client's credit (R-PRE-19)."""
    sign = 1 if payment.direction is Direction.IN else -1
    used = total((row.amount for row in allocations if row.payment_id == payment.id), payment.amount.currency)
    return payment.amount - used.times(sign)


def check_allocation(
    payment: Payment, allocations: Iterable[Allocation], amount: Money, *, open_amount: Money
) -> None:
    """Raise RuleError unless `amount` fits both the payment's rest and the paper's open amount (R-PRE-19)."""
    left = unallocated(payment, allocations)
    if amount.minor <= 0:
        raise RuleError(
            N_("The amount must be above 0."),
            field="amount",
            next_step=N_("Type what was paid."),
            rule="R-PRE-19",
        )
    if amount > left:
        raise RuleError(
            N_("Only {left} of this payment is left."),
            field="amount",
            next_step=N_("Type a smaller amount."),
            rule="R-PRE-19",
            left=left,
        )
    if amount > open_amount:
        raise RuleError(
            N_("Only {open} is open on this invoice."),
            field="amount",
            next_step=N_("Allocate that much; the rest stays as the client's credit."),
            rule="R-PRE-19",
            open=open_amount,
        )


def oldest_first(amount: Money, open_amounts: Iterable[tuple[int, Money]]) -> tuple[tuple[int, Money], ...]:
    """Propose how to spread `amount` over open papers, in the order given; what is left stays unallocated."""
    proposal: list[tuple[int, Money]] = []
    left = amount
    for invoice_id, open_amount in open_amounts:
        part = min(left, open_amount)
        if part.minor > 0:
            proposal.append((invoice_id, part))
            left -= part
    return tuple(proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeOutcome:
    """What an invoice in a foreign currency brought in the issuer's own (B14)."""

    booked: Money
    cash: Money
    fee: Money
    gain: Money


def exchange_outcome(
    invoiced: Money, invoice_rate: Decimal, *, received: Money, fee: Money, payment_rate: Decimal, home: str
) -> ExchangeOutcome:
    """Compare the booked value with what arrived: gain = cash + fee - booked, in the home currency (B14)."""
    booked = convert(invoiced, invoice_rate, home)
    cash, fee_home = convert(received, payment_rate, home), convert(fee, payment_rate, home)
    return ExchangeOutcome(booked=booked, cash=cash, fee=fee_home, gain=cash + fee_home - booked)
