"""The contract: what was agreed, its signature, its change orders, and the contract as of any date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding, Totals, compute

_WHOLE = Decimal(100)


class Pricing(StrEnum):
    """A price for the whole, or a rate per hour with a cap."""

    FIXED = "fixed"
    HOURLY = "hourly"


class ContractState(StrEnum):
    """Where a contract stands; overdue milestones and open money are derived."""

    DRAFT = "draft"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PaidRevision(StrEnum):
    """What a revision round costs after the free ones (B1)."""

    HOURLY = "hourly"
    FLAT = "flat"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPolicy:
    """`free_rounds` per deliverable are included; later ones cost `price`, per hour or flat (B1, T16)."""

    free_rounds: int = 1
    then: PaidRevision = PaidRevision.HOURLY
    price: Decimal = Decimal(0)
    approver: str = ""


class InstalmentKind(StrEnum):
    """What a part of the payment plan asks for."""

    PREPAYMENT = "prepayment"
    PARTIAL = "partial"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of the payment plan, bound to a date or a milestone (B10)."""

    label: str = ""
    percent: Decimal = Decimal(0)
    kind: InstalmentKind = InstalmentKind.PREPAYMENT
    due_on: date | None = None
    milestone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What is kept when the client cancels: a percentage of the net price plus tax by setting (B8)."""

    percent: Decimal = Decimal(0)
    plus_tax: bool = True
    notice_days: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered clause of the contract's text."""

    key: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed what, when, where and how; `text_hash` is the SHA-256 of the frozen text (B3)."""

    on: date
    by: str
    place: str = ""
    method: str = "paper"
    text_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The agreement with a client, copied by value from the accepted quote (R-QUO-3)."""

    id: int = 0
    version: int = 0
    client_id: int = 0
    quote_id: int | None = None
    quote_revision: int = 0
    number: str = ""
    title: str = ""
    scope: str = ""
    not_included: str = ""
    language: str = ""
    currency: str = ""
    price_mode: PriceMode = PriceMode.NET
    tax_rounding: TaxRounding = TaxRounding.PER_DOCUMENT
    pricing: Pricing = Pricing.FIXED
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    hourly_rate: Decimal = Decimal(0)
    estimate_hours: Decimal = Decimal(0)
    cap_hours: Decimal = Decimal(0)
    revisions: RevisionPolicy = RevisionPolicy()
    plan: tuple[Instalment, ...] = ()
    cancellation: Cancellation = Cancellation()
    clauses: tuple[Clause, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: int = 0
    due_days: int | None = None
    signature: Signature | None = None
    state: ContractState = ContractState.DRAFT
    archived: bool = False

    def totals(self) -> Totals:
        """Return the price as signed, without change orders."""
        return compute(
            self.lines,
            currency=self.currency,
            adjustments=self.adjustments,
            price_mode=self.price_mode,
            tax_rounding=self.tax_rounding,
        )

    def sign(self, *, text: str, by: str, on: date, place: str = "", method: str = "paper") -> Contract:
        """Freeze the text by its hash and make the contract active (B3)."""
        if self.state is not ContractState.DRAFT:
            raise StateError(
                N_("The contract was signed already."),
                next_step=N_("Agree a change order instead."),
                rule="B3",
            )
        if not by.strip():
            raise RuleError(
                N_("Who signed the contract?"), field="by", next_step=N_("Type the name."), rule="B3"
            )
        check_plan(self.plan)
        digest = hashlib.sha256(text.encode()).hexdigest()
        signature = Signature(on=on, by=by.strip(), place=place.strip(), method=method, text_hash=digest)
        return replace(self, signature=signature, state=ContractState.ACTIVE)


class ChangeState(StrEnum):
    """A change is asked for, offered with its price, then accepted or declined; only accepted ones count (B2)."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrder:
    """A numbered change of a contract with its effect on price (its lines) and on dates (working days) (B2)."""

    id: int = 0
    version: int = 0
    contract_id: int = 0
    sequence: int = 0
    title: str = ""
    description: str = ""
    lines: tuple[Line, ...] = ()
    extra_days: int = 0
    extra_hours: Decimal = Decimal(0)
    state: ChangeState = ChangeState.ASKED
    asked_on: date | None = None
    offered_on: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    method: str = ""

    @property
    def number(self) -> str:
        """How the change is called on papers: CO-1, CO-2 and so on."""
        return f"CO-{self.sequence}"

    def net(self, currency: str) -> Money:
        """The effect on the price, without tax; may be negative."""
        return compute(self.lines, currency=currency).net

    def offer(self, *, on: date) -> ChangeOrder:
        """Send the price and the days to the client."""
        if self.state is not ChangeState.ASKED:
            raise StateError(
                N_("{number} was offered already."), next_step=N_("Record the answer."), number=self.number
            )
        return replace(self, state=ChangeState.OFFERED, offered_on=on)

    def decide(self, *, accepted: bool, by: str, on: date, method: str = "mail") -> ChangeOrder:
        """Record the client's answer."""
        if self.state in (ChangeState.ACCEPTED, ChangeState.DECLINED):
            raise StateError(
                N_("{number} was decided already."),
                next_step=N_("Agree a new change order."),
                number=self.number,
                rule="B2",
            )
        if not by.strip():
            raise RuleError(
                N_("Who decided on the change?"), field="by", next_step=N_("Type the name."), rule="B2"
            )
        state = ChangeState.ACCEPTED if accepted else ChangeState.DECLINED
        return replace(self, state=state, decided_on=on, decided_by=by.strip(), method=method)


def as_of(contract: Contract, changes: Iterable[ChangeOrder], day: date) -> Contract:
    """Return the contract with every change accepted up to and including `day` merged into its lines (B3)."""
    accepted = sorted(
        (
            change
            for change in changes
            if change.state is ChangeState.ACCEPTED
            and change.decided_on is not None
            and change.decided_on <= day
        ),
        key=lambda change: change.sequence,
    )
    lines = contract.lines + tuple(
        replace(line, source=line.source or f"change_order:{change.id}")
        for change in accepted
        for line in change.lines
    )
    cap = contract.cap_hours + sum((change.extra_hours for change in accepted), Decimal(0))
    return replace(contract, lines=lines, cap_hours=cap if contract.cap_hours else contract.cap_hours)


def check_plan(plan: tuple[Instalment, ...]) -> None:
    """Raise RuleError unless the plan is empty or adds up to 100 % (B10, R-PRE-1)."""
    whole = sum((part.percent for part in plan), Decimal(0))
    if plan and whole != _WHOLE:
        raise RuleError(
            N_("The payment plan adds up to {total} %, not to 100 %."),
            field="plan",
            next_step=N_("Change one of its parts."),
            rule="B10",
            total=whole,
        )
    if any(part.percent <= 0 for part in plan):
        raise RuleError(
            N_("A part of the payment plan must be above 0 %."),
            field="plan",
            next_step=N_("Change or remove it."),
            rule="B10",
        )
