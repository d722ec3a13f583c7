"""Work done for a contract: hours, revision rounds, costs and gifts, and what of it is not billed yet (B1, B31)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.change_order import ChangeOrder
from clientdesk.domain.contract import Contract, PaidRevision, Pricing, RevisionPolicy
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line
from clientdesk.domain.milestone import MAX_HOURS
from clientdesk.domain.money import Money, rounded, total
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_

#: Unbilled work older than this many days goes to Today (B31).
UNBILLED_AFTER = timedelta(days=14)
#: Percent of a contract's net price that may be given away (B29).
GIFT_PERCENT = Decimal(5)


#: UN/ECE code of an hour, as in a line's unit.
HOUR = "HUR"


class WorkKind(StrEnum):
    """What was done: hours at a rate, a round of revisions, a cost passed on, or a gift that is only shown."""

    HOURS = "hours"
    ROUND = "round"
    COST = "cost"
    GIFT = "gift"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEntry:
    """One entry. `hours` at `rate`, or `price` flat, both in the contract's currency, without tax.

    A round counts on its `deliverable`; `agreed` says that its price was accepted, else it is a gift (B1).
    `invoice_id` is the issued invoice that bills the entry.
    """

    id: int = 0
    version: int = 0
    contract_id: int = 0
    kind: WorkKind = WorkKind.HOURS
    on: date
    description: str = ""
    deliverable: str = ""
    hours: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    billable: bool = True
    agreed: bool = False
    invoice_id: int | None = None

    def value(self, currency: str) -> Money:
        """What the entry is worth, billed or not."""
        if self.price:
            return Money.of(self.price, currency)
        return Money.of(self.hours * self.rate, currency)


def rounds_used(entries: Iterable[WorkEntry]) -> dict[str, int]:
    """Return how many revision rounds were opened, per deliverable (B1)."""
    used: dict[str, int] = {}
    for entry in entries:
        if entry.kind is WorkKind.ROUND:
            used[entry.deliverable] = used.get(entry.deliverable, 0) + 1
    return used


def paid_rounds(entries: Iterable[WorkEntry], policy: RevisionPolicy) -> tuple[WorkEntry, ...]:
    """Return the agreed rounds beyond the free ones, per deliverable, in order of date; others are gifts (B1)."""
    used: dict[str, int] = {}
    paid = []
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.id)):
        if entry.kind is not WorkKind.ROUND:
            continue
        used[entry.deliverable] = used.get(entry.deliverable, 0) + 1
        if used[entry.deliverable] > policy.free_rounds and entry.agreed:
            paid.append(entry)
    return tuple(paid)


def unbilled(entries: Iterable[WorkEntry], policy: RevisionPolicy) -> tuple[WorkEntry, ...]:
    """Return billable hours, agreed paid rounds and costs that are on no issued invoice, in order of date (B31)."""
    known = tuple(entries)
    billable = [entry for entry in known if entry.kind in (WorkKind.HOURS, WorkKind.COST) and entry.billable]
    found = [entry for entry in (*billable, *paid_rounds(known, policy)) if entry.invoice_id is None]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbilled:
    """What a contract has not billed yet, without tax: work entries and accepted change orders (B31)."""

    entries: tuple[WorkEntry, ...] = ()
    changes: tuple[ChangeOrder, ...] = ()
    amount: Money
    oldest_on: date | None = None

    def is_old(self, today: date) -> bool:
        """Whether something of it is older than 14 days, which brings it to Today (B31)."""
        return self.oldest_on is not None and today - self.oldest_on > UNBILLED_AFTER


def unbilled_of(
    contract: Contract,
    entries: Iterable[WorkEntry],
    changes: Iterable[ChangeOrder],
    *,
    billed_changes: Collection[int],
    today: date,
) -> Unbilled:
    """Return what is not billed up to `today`; `billed_changes` are the change orders on issued invoices (B31)."""
    open_entries = tuple(entry for entry in unbilled(entries, contract.revisions) if entry.on <= today)
    open_changes = tuple(
        change
        for change in changes
        if change.counts_on(today)
        and change.id not in billed_changes
        and billed_lines(contract, change.lines)
    )
    amounts = [value_of(entry, contract) for entry in open_entries]
    amounts += [
        replace(change, lines=billed_lines(contract, change.lines)).net(
            contract.currency, contract.price_mode
        )
        for change in open_changes
    ]
    days = [entry.on for entry in open_entries]
    days += [change.decided_on for change in open_changes if change.decided_on is not None]
    return Unbilled(
        entries=open_entries,
        changes=open_changes,
        amount=total(amounts, contract.currency),
        oldest_on=min(days, default=None),
    )


def billed_lines(contract: Contract, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that are billed as agreed; in a contract by the hour, hours are billed as they were worked."""
    by_hour = contract.pricing is Pricing.HOURLY
    return tuple(line for line in lines if line.counts and not (by_hour and line.unit == HOUR))


def value_of(entry: WorkEntry, contract: Contract) -> Money:
    """Return what an entry is worth without tax: its own price, else hours at its own rate or the contract's (B1)."""
    policy = contract.revisions
    if entry.kind is WorkKind.ROUND and not entry.price and policy.then is PaidRevision.FLAT:
        return Money.of(policy.price, contract.currency)
    rate = policy.price if entry.kind is WorkKind.ROUND else contract.hourly_rate
    return replace(entry, rate=entry.rate or rate).value(contract.currency)


def hours_charged(entries: Iterable[WorkEntry]) -> Decimal:
    """Return the hours that count against the cap: those that are billable."""
    return sum(
        (entry.hours for entry in entries if entry.kind is WorkKind.HOURS and entry.billable), Decimal(0)
    )


def cap_share(hours: Decimal, cap_hours: Decimal) -> Decimal | None:
    """Return how much of the cap is used, in percent with one decimal; None without a cap."""
    return rounded(hours * 100 / cap_hours, 1) if cap_hours else None


def gift_budget(net: Money) -> Money:
    """Return what may be given away in a contract of this net price before it is too much (B29)."""
    return net.percent(GIFT_PERCENT)


def check_entry(entry: WorkEntry) -> WorkEntry:
    """Return the entry if it says what was done and its figures are possible, else raise RuleError."""
    if not entry.description.strip():
        raise RuleError(
            N_("What was done?"), field="description", next_step=N_("Type a few words for the invoice.")
        )
    for field, value in (("hours", entry.hours), ("rate", entry.rate), ("price", entry.price)):
        if not value.is_finite() or value < 0 or (field == "hours" and value > MAX_HOURS):
            raise RuleError(
                N_("{value} is not possible here."),
                field=field,
                next_step=N_("Type a number from 0 up."),
                value=value,
            )
    if entry.kind is WorkKind.HOURS and not entry.hours:
        raise RuleError(
            N_("How many hours were worked?"), field="hours", next_step=N_("Type for example 2.5.")
        )
    if entry.kind is WorkKind.COST and not entry.price:
        raise RuleError(N_("How much was paid?"), field="price", next_step=N_("Type the amount without tax."))
    return replace(entry, description=entry.description.strip(), deliverable=entry.deliverable.strip())


def line_for(entry: WorkEntry, policy: RevisionPolicy, tax: Tax) -> Line:
    """Return the invoice line that bills `entry`; it keeps the entry's date and names it as its source (B1)."""
    flat = entry.kind is WorkKind.COST or (entry.kind is WorkKind.ROUND and policy.then is PaidRevision.FLAT)
    rate = entry.rate or (policy.price if entry.kind is WorkKind.ROUND else Decimal(0))
    return Line(
        key=f"work-{entry.id}",
        description=entry.description,
        quantity=Decimal(1) if flat else entry.hours,
        unit="C62" if flat else HOUR,
        unit_price=(entry.price or policy.price) if flat else rate,
        tax=tax,
        supplied_from=entry.on,
        supplied_to=entry.on,
        source=f"work:{entry.id}",
    )
