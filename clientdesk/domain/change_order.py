"""Change orders: wishes beyond the contract with their answer, and the contract as of any date (B2, B3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clientdesk.domain.contract import Contract, Pricing
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_
from clientdesk.domain.totals import compute


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
