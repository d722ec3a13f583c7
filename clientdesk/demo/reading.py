"""Reading a demo book with the eyes of its owner: by paper numbers and names, through use cases and queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientdesk.demo.desk import TODAY, Desk
from clientdesk.domain.contract import Contract
from clientdesk.domain.deadline import Outlook, outlooks
from clientdesk.domain.invoice import Invoice, PaymentState, payment_state
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment import Payment, Settlement
from clientdesk.domain.prepayment import LedgerRow
from clientdesk.domain.quote import Quote, QuoteRevision
from clientdesk.domain.tax import TaxGroup
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.usecases import absences, contracts, invoices, milestones, quotes


@dataclass(frozen=True, slots=True)
class Eyes:
    """What can be seen in one book on 17 June 2026."""

    desk: Desk

    @property
    def db(self) -> Database:
        """The book."""
        return self.desk.db

    def paper(self, number: str) -> Invoice:
        """Return the issued paper of this number."""
        (found,) = tables.invoices.find(self.db, "number = ?", (number,))
        return found

    def named(self, key: str) -> Invoice:
        """Return a paper, also a draft, by the name the story gave it."""
        return self.desk.invoice(key)

    def open(self, number: str) -> Money:
        """Return what is still to pay on a paper."""
        return invoices.open_of(self.db, self.paper(number).id)

    def state(self, number: str) -> PaymentState:
        """Return how a paper stands today."""
        paper = self.paper(number)
        due = paper.due or Money.zero(paper.currency)
        still_open, nothing = self.open(number), Money.zero(paper.currency)
        return payment_state(
            due=due,
            paid=due - still_open,
            settled=nothing,
            credited=nothing,
            due_on=paper.due_on,
            today=TODAY,
        )

    def days_late(self, number: str) -> int:
        """Return the days since a paper was due."""
        due_on = self.paper(number).due_on
        return 0 if due_on is None else (TODAY - due_on).days

    def received_on(self, number: str) -> date:
        """Return the day of the last money for a paper."""
        return self.payments(number)[-1].on

    def payments(self, number: str) -> tuple[Payment, ...]:
        """Return the payments that stand against a paper."""
        rows = tables.allocations.find(self.db, "invoice_id = ?", (self.paper(number).id,))
        return tuple(tables.payments.get(self.db, row.payment_id) for row in rows)

    def settlements(self, key: str) -> tuple[Settlement, ...]:
        """Return what of a paper was settled for a reason."""
        return tables.settlements.find(self.db, "invoice_id = ?", (self.desk.ids[key],))

    def version(self, key: str, revision: int) -> QuoteRevision:
        """Return a version of a quote as it was sent."""
        return quotes.revisions(self.db, self.desk.ids[key])[revision - 1]

    def quote(self, key: str) -> Quote:
        """Return a quote as it lies on the desk."""
        return quotes.get(self.db, self.desk.ids[key])

    def contract(self, key: str, on: date | None = None) -> Contract:
        """Return a contract as signed, or with every change accepted up to a day (B3)."""
        if on is None:
            return contracts.get(self.db, self.desk.ids[key])
        return contracts.as_of(self.db, self.desk.ids[key], on)

    def milestone(self, key: str) -> Milestone:
        """Return a milestone."""
        return milestones.get(self.db, self.desk.ids[key])

    def outlook(self, key: str) -> Outlook:
        """Return how safe an open milestone is today (B5)."""
        found = outlooks(
            tables.milestones.find(self.db), today=TODAY, calendar=absences.working_calendar(self.db)
        )
        return found[self.desk.ids[key]]

    def ledger(self, contract: str) -> tuple[LedgerRow, ...]:
        """Return every movement of a contract's prepaid money (B7)."""
        return tables.ledger.find(self.db, "contract_id = ?", (self.desk.ids[contract],))

    def held(self, contract: str) -> Money:
        """Return the prepaid money of a contract that is still held (B7)."""
        rows = self.ledger(contract)
        return total((row.effect for row in rows), rows[0].currency)

    def finds(self, words: str) -> int:
        """Return how many clients answer to these words."""
        match = matching(self.db, "clients", words)
        return int(self.db.value(f"SELECT count(*) FROM clients WHERE {match.sql}", match.parameters))  # noqa: S608  # our own condition


def ladder(net: Money, tax: Money, gross: Money) -> str:
    """Return net, tax and gross as one text."""
    return f"{net.amount} + {tax.amount} = {gross.amount}"


def parts(groups: Iterable[TaxGroup]) -> str:
    """Return the net, every part of the tax, and the gross of one tax group."""
    (group,) = groups
    amounts = " + ".join(f"{amount.amount}" for amount in group.amounts)
    return f"{group.net.amount} + {amounts} = {group.gross.amount}"


def text(value: object) -> str:
    """Return a value as figures are written down: 2496.03 EUR, 2026-05-18, 67.7."""
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
