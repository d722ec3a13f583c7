"""The account of a client: what was charged and paid step by step, what is open and how late, what is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.money import Money, total


class EntryKind(StrEnum):
    """What moved the account."""

    PAPER = "paper"
    PAYMENT = "payment"
    REFUND = "refund"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step. `what` is the kind of a paper, the way of a payment, or the reason of a settlement.

    `effect` is what is owed more, below zero less, and `balance` what is owed after it. `papers` are the numbers that a
    payment paid. `is_taken_back` belongs to both entries of a payment that was recorded by a slip.
    """

    on: date
    kind: EntryKind
    what: str
    number: str
    title: str
    papers: tuple[str, ...] = ()
    effect: Money
    balance: Money
    is_taken_back: bool = False

    @property
    def charged(self) -> Money:
        """What the step charges, else nothing."""
        return self.effect if self.effect.minor > 0 else Money.zero(self.effect.currency)

    @property
    def credited(self) -> Money:
        """What the step takes off, as a positive amount, else nothing."""
        return -self.effect if self.effect.minor < 0 else Money.zero(self.effect.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPaper:
    """A paper that was not settled on the last day; `balance` is below zero where money goes back."""

    kind: str
    number: str
    title: str
    reference: str
    issued_on: date
    due_on: date | None
    balance: Money
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMoney:
    """The prepaid money of one contract: held before, what came in and what was used since, held now (R-PRE-18)."""

    number: str
    title: str
    before: Money
    received: Money
    used: Money
    held: Money


class Lateness(StrEnum):
    """How late a paper is, as a statement of account parts it."""

    NOT_DUE = "not_due"
    UP_TO_30 = "1-30"
    UP_TO_60 = "31-60"
    OVER_60 = "60+"


#: The last day late of each part but the last one.
_LATENESS = ((0, Lateness.NOT_DUE), (30, Lateness.UP_TO_30), (60, Lateness.UP_TO_60))


def lateness(days_late: int) -> Lateness:
    """Return the part of the ageing for so many days late; on the day it is due nothing is late (R-DUE-2)."""
    return next((part for limit, part in _LATENESS if days_late <= limit), Lateness.OVER_60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account in one currency from `opening` to `closing`; currencies are never added up (B26).

    `credit` is paid money that stands against no paper on the last day. `is_less_by_now` tells that something was paid
    or taken off after it, so that nobody is asked for what the account says.
    """

    currency: str
    opening: Money
    charged: Money
    credited: Money
    closing: Money
    entries: tuple[Entry, ...]
    papers: tuple[OpenPaper, ...]
    credit: Money
    held: tuple[HeldMoney, ...]
    is_less_by_now: bool = False

    @property
    def to_pay(self) -> tuple[OpenPaper, ...]:
        """The papers on which money is still to come."""
        return tuple(paper for paper in self.papers if paper.balance.minor > 0)

    @property
    def open(self) -> Money:
        """The sum of what is to come."""
        return total((paper.balance for paper in self.to_pay), self.currency)

    @property
    def overpaid(self) -> Money:
        """What goes back on papers of which too much was paid, as a positive amount."""
        back = total((paper.balance for paper in self.papers), self.currency) - self.open
        return abs(back)

    def late(self, part: Lateness) -> Money:
        """The sum of what is to come and so late."""
        late = (paper.balance for paper in self.to_pay if lateness(paper.days_late) is part)
        return total(late, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The accounts of a client with all that happened from `first` to `last`, one per currency, by its code."""

    first: date
    last: date
    accounts: tuple[Account, ...]
