"""Work done for a contract: hours, revision rounds, costs and gifts, and what of it is not billed yet (B1, B31)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.contract import PaidRevision, RevisionPolicy
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax

#: Unbilled work older than this many days goes to Today (B31).
UNBILLED_AFTER = timedelta(days=14)


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


def paid_rounds(entries: Iterable[WorkEntry], policy: RevisionPolicy) -> tuple[WorkEntry, ...]:
    """Return the agreed rounds beyond the free ones, per deliverable, in order of date (B1)."""
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
    """Return billable hours, agreed paid rounds and costs that are on no issued invoice (B31)."""
    known = tuple(entries)
    billable = [entry for entry in known if entry.kind in (WorkKind.HOURS, WorkKind.COST) and entry.billable]
    return tuple(entry for entry in (*billable, *paid_rounds(known, policy)) if entry.invoice_id is None)


def line_for(entry: WorkEntry, policy: RevisionPolicy, tax: Tax) -> Line:
    """Return the invoice line that bills `entry`; it keeps the entry's date and names it as its source (B1)."""
    flat = entry.kind is WorkKind.COST or (entry.kind is WorkKind.ROUND and policy.then is PaidRevision.FLAT)
    rate = entry.rate or (policy.price if entry.kind is WorkKind.ROUND else Decimal(0))
    return Line(
        key=f"work-{entry.id}",
        description=entry.description,
        quantity=Decimal(1) if flat else entry.hours,
        unit="C62" if flat else "HUR",
        unit_price=(entry.price or policy.price) if flat else rate,
        tax=tax,
        supplied_from=entry.on,
        supplied_to=entry.on,
        source=f"work:{entry.id}",
    )
