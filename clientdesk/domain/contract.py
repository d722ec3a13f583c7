"""The contract: what was agreed, its signature, its change orders, and the contract as of any date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
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
        digest = hashlib.sha256(text.encode()).hexdigest()
        signature = Signature(on=on, by=by.strip(), place=place.strip(), method=method, text_hash=digest)
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
        amounts = self.totals().net.by_percents([part.percent for part in self.plan])
        return tuple(zip(self.plan, amounts, strict=True))


class ChangeState(StrEnum):
    """How a wish of the client was answered: included, given as a gift, or offered at a price and then decided.

    Only accepted ones change price and dates (B2).
    """

    ASKED = "asked"
    INCLUDED = "included"
    GIFT = "gift"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrder:
    """A numbered change of a contract with its effect on price (its lines) and on dates (working days) (B2).

    `extra_hours` is added to the estimate, `extra_cap_hours` to the cap of a contract by the hour.
    """

    id: int = 0
    version: int = 0
    contract_id: int = 0
    sequence: int = 0
    title: str = ""
    description: str = ""
    lines: tuple[Line, ...] = ()
    extra_days: int = 0
    extra_hours: Decimal = Decimal(0)
    extra_cap_hours: Decimal = Decimal(0)
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

    def net(self, currency: str, price_mode: PriceMode = PriceMode.NET) -> Money:
        """The effect on the price, without tax; may be negative."""
        return compute(self.lines, currency=currency, price_mode=price_mode).net

    def counts_on(self, day: date) -> bool:
        """Whether the change was accepted up to and including `day` (B2, B3)."""
        accepted = self.state is ChangeState.ACCEPTED
        return accepted and self.decided_on is not None and self.decided_on <= day

    def answer(self, state: ChangeState, *, on: date) -> ChangeOrder:
        """Answer a wish at once: included in the price, or a gift."""
        self.check_asked()
        return replace(self, state=state, decided_on=on)

    def offer(self, *, on: date) -> ChangeOrder:
        """Send the price and the days to the client; a change without any effect is no change order."""
        self.check_asked()
        if not (self.lines or self.extra_days or self.extra_hours or self.extra_cap_hours):
            raise RuleError(
                N_("{number} changes neither the price nor a date."),
                field="lines",
                next_step=N_("Type a price, days or hours, or answer that it is included."),
                rule="B2",
                number=self.number,
            )
        return replace(self, state=ChangeState.OFFERED, offered_on=on)

    def decide(self, *, accepted: bool, by: str, on: date, method: str = "mail") -> ChangeOrder:
        """Record the client's answer to an offer (B2: who, when, how)."""
        if self.state is ChangeState.ASKED:
            raise StateError(
                N_("{number} has no price yet."),
                next_step=N_("Offer it first."),
                number=self.number,
                rule="B2",
            )
        if self.state is not ChangeState.OFFERED:
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
        if self.offered_on is not None and on < self.offered_on:
            raise RuleError(
                N_("{number} was offered on {date}; it cannot be decided earlier."),
                field="on",
                next_step=N_("Check the date."),
                rule="B2",
                number=self.number,
                date=self.offered_on,
            )
        state = ChangeState.ACCEPTED if accepted else ChangeState.DECLINED
        return replace(self, state=state, decided_on=on, decided_by=by.strip(), method=method)

    def check_asked(self) -> None:
        """Raise StateError if the wish was answered already (B2)."""
        if self.state is not ChangeState.ASKED:
            raise StateError(
                N_("{number} was answered already."), next_step=N_("Record a new wish."), number=self.number
            )


def as_of(contract: Contract, changes: Iterable[ChangeOrder], day: date) -> Contract:
    """Return the contract with every change accepted up to and including `day` merged into its lines (B3).

    A discount that was signed stays what it was in money: it does not grow with what is agreed later. Only where
    hours are charged it stays a percentage, as the hours are not known before they are worked.
    """
    accepted = sorted(
        (change for change in changes if change.counts_on(day)), key=lambda change: change.sequence
    )
    added = tuple(
        replace(
            line,
            key=f"co{change.sequence}-{line.key or position}",
            source=line.source or f"change_order:{change.id}",
        )
        for change in accepted
        for position, line in enumerate(change.lines)
    )
    if not accepted:
        return contract
    fixed = contract.pricing is Pricing.FIXED
    hours = sum((change.extra_hours for change in accepted), Decimal(0))
    cap = sum((change.extra_cap_hours for change in accepted), Decimal(0))
    return replace(
        contract,
        lines=contract.lines + added,
        adjustments=signed_adjustments(contract) if added and fixed else contract.adjustments,
        estimate_hours=contract.estimate_hours + hours if contract.estimate_hours else Decimal(0),
        cap_hours=contract.cap_hours + cap if contract.cap_hours else Decimal(0),
    )


def signed_adjustments(contract: Contract) -> tuple[Adjustment, ...]:
    """Return the document's discounts as the amounts they had on the signed lines, per tax group (R-MON-6)."""
    signed: list[Adjustment] = []
    before = _bases(contract, ())
    for adjustment in contract.adjustments:
        for (tax, base), (_, after) in zip(before, _bases(contract, (adjustment,)), strict=True):
            share = abs(base - after)
            if share:
                signed.append(replace(adjustment, percent=None, amount=share.amount, tax=tax))
    return tuple(signed)


def _bases(contract: Contract, adjustments: tuple[Adjustment, ...]) -> list[tuple[Tax, Money]]:
    """Return each tax group of the signed lines with what was typed for it, net or gross, after `adjustments`."""
    totals = compute(
        contract.lines,
        currency=contract.currency,
        adjustments=adjustments,
        price_mode=contract.price_mode,
        tax_rounding=contract.tax_rounding,
    )
    in_gross = contract.price_mode is PriceMode.GROSS
    return [(group.tax, group.gross if in_gross else group.net) for group in totals.groups]


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


def equal_plan(labels: Sequence[str]) -> tuple[Instalment, ...]:
    """Return a plan of equal parts, the first before the work, the last final and taking the rest (B10)."""
    count = len(labels)
    each = (_WHOLE / count).quantize(Decimal("0.01"))
    kinds = [InstalmentKind.PARTIAL] * count
    kinds[0], kinds[-1] = InstalmentKind.PREPAYMENT, InstalmentKind.FINAL
    percents = [each] * (count - 1) + [_WHOLE - each * (count - 1)]
    return tuple(
        Instalment(label=label, percent=percent, kind=kind)
        for label, percent, kind in zip(labels, percents, kinds, strict=True)
    )


def bind_plan(
    plan: tuple[Instalment, ...], *, signed_on: date, milestones: Sequence[str], ends_on: date | None
) -> tuple[Instalment, ...]:
    """Return the plan with every part bound to a date or to a milestone by its title (B10).

    A prepayment without either is due when the contract is signed; the final part with the last milestone,
    or on the contract's last day. Raises RuleError for a part that stays loose or names an unknown milestone.
    """
    check_plan(plan)
    return tuple(_bind(part, signed_on, milestones, ends_on) for part in plan)


def _bind(part: Instalment, signed_on: date, milestones: Sequence[str], ends_on: date | None) -> Instalment:
    if part.milestone and part.milestone not in milestones:
        raise RuleError(
            N_("The payment plan waits for the milestone “{milestone}”, which the contract does not have."),
            field="plan",
            next_step=N_("Choose one of its milestones, or a date."),
            rule="B10",
            milestone=part.milestone,
        )
    if part.due_on is not None or part.milestone:
        return part
    if part.kind is InstalmentKind.PREPAYMENT:
        return replace(part, due_on=signed_on)
    if part.kind is InstalmentKind.FINAL and milestones:
        return replace(part, milestone=milestones[-1])
    if part.kind is InstalmentKind.FINAL and ends_on is not None:
        return replace(part, due_on=ends_on)
    raise RuleError(
        N_("The part “{name}” of the payment plan has neither a date nor a milestone."),
        field="plan",
        next_step=N_("Choose when it is due."),
        rule="B10",
        name=part.label,
    )
