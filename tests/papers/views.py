"""What each paper of a demo book says: its view, made of its record in any setting, before it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from clientdesk.documents import (
    change_order,
    contract,
    delivery,
    invoice,
    quote,
    receipt,
    settlement,
    statement,
)
from clientdesk.documents.billing import Original
from clientdesk.documents.pairs import in_languages
from clientdesk.documents.quote_changes import told
from clientdesk.documents.setting import Setting, setting
from clientdesk.documents.view import DocumentView
from clientdesk.domain.contract import Contract
from clientdesk.domain.money import Money
from clientdesk.domain.quote import Quote
from clientdesk.domain.quote_changes import what_changed
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import cancellation, client_papers, contract_clauses, designs, issuer
from tests.papers.gallery import TODAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a book: `view` makes it in a setting."""

    kind: str
    client_id: int
    on: date
    view: Callable[[Setting], DocumentView]

    def said(self, db: Database, language: str, second: str = "", **changes: object) -> DocumentView:
        """The paper in one language or in two."""
        where = setting(
            issuer.get(db),
            tables.clients.get(db, self.client_id),
            on=self.on,
            language=language,
            design=replace(designs.get(db), second_language=second, **changes),  # type: ignore[arg-type]
        )
        return in_languages(self.view, where)


def papers_of(db: Database) -> Iterator[Paper]:
    """Every paper of a book."""
    for one in tables.invoices.find(db):
        on = one.issued_on or TODAY
        view = partial(invoice.view, one, original=Original(number="INV-000", issued_on=date(2026, 1, 17)))
        yield Paper(kind=one.kind, client_id=one.client_id, on=on, view=view)
    for each in tables.quotes.find(db):
        yield Paper(kind="quote", client_id=each.client_id, on=TODAY, view=partial(_quote, each))
    for agreed in tables.contracts.find(db):
        yield Paper(
            kind="contract", client_id=agreed.client_id, on=TODAY, view=partial(_contract, db, agreed)
        )
        settled = cancellation.preview(db, agreed.id, on=TODAY)
        got = settlement.Received(
            number="INV-001", received_on=date(2026, 1, 17), gross=Money(100, agreed.currency)
        )
        view = partial(settlement.view, settled, agreed, received=[got], cancelled_on=TODAY, number="S-1")
        yield Paper(kind="settlement", client_id=agreed.client_id, on=TODAY, view=view)
        for change in tables.change_orders.find(db, "contract_id = ?", (agreed.id,)):
            view = partial(change_order.view, change, agreed)
            yield Paper(kind="change-order", client_id=agreed.client_id, on=TODAY, view=view)
    for payment in tables.payments.find(db):
        paid = receipt.Paid(
            number="INV-001",
            issued_on=date(2026, 1, 17),
            amount=payment.amount,
            still_open=Money(0, payment.amount.currency),
        )
        view = partial(receipt.view, payment, paid=[paid])
        yield Paper(kind="receipt", client_id=payment.client_id, on=payment.on, view=view)
    for delivered in tables.milestones.find(db, "delivered_on IS NOT NULL"):
        agreed = tables.contracts.get(db, delivered.contract_id)
        view = partial(delivery.view, agreed, (delivered,))
        yield Paper(kind="delivery", client_id=agreed.client_id, on=TODAY, view=view)
    for client in tables.clients.find(db):
        first, last = client_papers.period(db, client.id, on=TODAY)
        found = client_papers.statement(db, client.id, first=first, last=last, on=TODAY)
        view = partial(statement.view, found)
        yield Paper(kind="statement", client_id=client.id, on=TODAY, view=view)


def _quote(one: Quote, where: Setting) -> DocumentView:
    earlier = Quote(client_id=one.client_id, currency=one.currency)
    return quote.view(one, where, what_changed=told(what_changed(earlier, one), where.tr))


def _contract(db: Database, one: Contract, where: Setting) -> DocumentView:
    printed = contract_clauses.filled(db, one, on=TODAY)
    said = contract_clauses.in_language(db, one, printed, where.tr.tag, on=TODAY)
    return contract.view(said, where, milestones=tables.milestones.find(db, "contract_id = ?", (one.id,)))
