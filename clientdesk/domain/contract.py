"""The contract: what was agreed, its payment plan, its signature, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.paper import digest
from clientdesk.domain.text import N_
from clientdesk.domain.totals import TaxRounding, Totals, compute

_WHOLE = Decimal(100)


class Pricing(StrEnum):
    """A price for the whole, or a rate per hour with a cap."""

    FIXED = "fixed"
    HOURLY = "hourly"


class ContractState(StrEnum):
    """Where a contract stands; that it is unsigned, late or unpaid is derived."""

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
    closed_on: date | None = None
    close_reason: str = ""
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

    def price(self) -> Money:
        """The net price, or the hours estimated at their rate where nothing is listed that has a price."""
        if self.pricing is Pricing.HOURLY and not any(line.counts for line in self.lines):
            return Money.of(self.estimate_hours * self.hourly_rate, self.currency)
        return self.totals().net

    def sign(self, *, text: str, by: str, on: date, place: str = "", method: str = "paper") -> Contract:
        """Freeze the text by its hash and make the contract active (B3)."""
        self.check_draft()
        if not by.strip():
            raise RuleError(
                N_("Who signed the contract?"), field="by", next_step=N_("Type the name."), rule="B3"
            )
        check_plan(self.plan)
        signature = Signature(
            on=on,
            by=by.strip(),
            place=place.strip(),
            method=method,
            text_hash=digest(text.encode()),
        )
        return replace(self, signature=signature, state=ContractState.ACTIVE)

    def check_draft(self) -> None:
        """Raise StateError if the contract was signed: from then on only change orders change it (B3)."""
        if self.state is not ContractState.DRAFT:
            raise StateError(
                N_("The contract was signed already."),
                next_step=N_("Agree a change order instead."),
                rule="B3",
            )

    def check_active(self) -> None:
        """Raise StateError unless the contract is signed and still runs."""
        if self.state is ContractState.DRAFT:
            raise StateError(
                N_("The contract is not signed yet."), next_step=N_("Record its signature first."), rule="B3"
            )
        if self.state is not ContractState.ACTIVE:
            raise StateError(
                N_("The contract is closed since {date}."),
                next_step=N_("Make a new contract."),
                date=self.closed_on,
            )

    def complete(self, *, on: date) -> Contract:
        """Close a contract whose work is done."""
        self.check_active()
        return replace(self, state=ContractState.COMPLETED, closed_on=on)

    def run_again(self) -> Contract:
        """Open a contract again that was closed as done; one that was cancelled has its settlement (B8)."""
        if self.state is not ContractState.COMPLETED:
            raise StateError(
                N_("Only a contract that was closed as done can run again."),
                next_step=N_("Make a new contract."),
                rule="B8",
            )
        return replace(self, state=ContractState.ACTIVE, closed_on=None)

    def cancel(self, *, on: date, reason: str) -> Contract:
        """End a running contract early; what is kept of the money follows its signed clause (B8)."""
        self.check_active()
        if not reason.strip():
            raise RuleError(
                N_("Why does the contract end early?"),
                field="reason",
                next_step=N_("Type who ended it and why."),
                rule="B8",
            )
        return replace(self, state=ContractState.CANCELLED, closed_on=on, close_reason=reason.strip())

    def instalments(self) -> tuple[tuple[Instalment, Money], ...]:
        """Return the payment plan with the net amount of each part; the last takes the rest (B10, R-PRE-1)."""
        if not self.plan:
            return ()
        amounts = self.price().by_percents([part.percent for part in self.plan])
        return tuple(zip(self.plan, amounts, strict=True))


def check_plan(plan: tuple[Instalment, ...]) -> None:
    """Raise RuleError unless the plan is empty or adds up to 100 % (B10, R-PRE-1)."""
    if any(part.percent <= 0 for part in plan):
        raise RuleError(
            N_("A part of the payment plan must be above 0 %."),
            field="plan",
            next_step=N_("Change or remove it."),
            rule="B10",
        )
    whole = sum((part.percent for part in plan), Decimal(0))
    if plan and whole != _WHOLE:
        raise RuleError(
            N_("The payment plan adds up to {total} %, not to 100 %."),
            field="plan",
            next_step=N_("Change one of its parts."),
            rule="B10",
            total=whole,
        )
    labels = [part.label for part in plan]
    if len(set(labels)) != len(labels):
        raise RuleError(
            N_("Two parts of the payment plan have the same name."),
            field="plan",
            next_step=N_("Give each part a name of its own, so that its invoice can be told apart."),
            rule="B10",
        )
