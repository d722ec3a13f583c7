"""Taking an act back: the record as it was before, or, where money was booked, the entry that balances it.

What was issued or signed is not reversed here; the law wants a paper of its own for that (R-DOC-1, R-DOC-2), and so
does a change order that was answered (B2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import StateError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.money import total
from clientdesk.domain.payment import Direction, Payment
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.text import N_
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import ledger, payments

_MADE_OF_QUOTE = (
    "SELECT EXISTS (SELECT 1 FROM contracts WHERE quote_id = ?)"
    " OR EXISTS (SELECT 1 FROM invoices WHERE quote_id = ?)"
)


def quote(db: Database, before: Quote) -> Quote:
    """Put a quote back to `before` its last act: accepted, declined, withdrawn, extended.

    Raises StateError if something else happened to it since, or if a contract or an invoice was made from it.
    """
    with transaction(db):
        now = tables.quotes.get(db, before.id)
        if now.version != before.version + 1 or before.state is QuoteState.DRAFT:
            raise StateError(
                N_("The quote was changed since."),
                next_step=N_("Open it and see how it stands."),
                rule="R-QUO-1",
            )
        if db.value(_MADE_OF_QUOTE, (now.id, now.id)):
            raise StateError(
                N_("A contract or an invoice was made from this quote."),
                next_step=N_("Throw its draft away first, or cancel it."),
                rule="R-QUO-1",
            )
        return tables.quotes.save(db, replace(before, version=now.version))


def closing(db: Database, contract_id: int) -> Contract:
    """Let a contract run again that was closed by a slip; StateError unless it was closed as done (B7)."""
    with transaction(db):
        return tables.contracts.save(db, tables.contracts.get(db, contract_id).run_again())


def made_drafts(db: Database, recurring_id: int, made: Sequence[Invoice]) -> Recurring:
    """Throw away the drafts that a template has made, from the last one back to the first that was changed since.

    They are made again when they are due. Raises StateError where the last one is issued, changed or gone already.
    """
    with transaction(db):
        first = None
        for draft in reversed(made):
            if tables.invoices.find(
                db, "id = ? AND version = ? AND state = 'draft'", (draft.id, draft.version)
            ):
                first = draft
                # Nobody wrote into it, and it is made again: brought back as well, it would be there twice.
                tables.invoices.delete(db, draft.id, for_good=True)
            else:
                break
        if first is None:
            raise StateError(
                N_("The drafts were changed since."), next_step=N_("Open each and throw it away by itself.")
            )
        template = tables.recurring.get(db, recurring_id)
        return tables.recurring.save(db, replace(template, next_on=first.supplied_from))


def payment(db: Database, payment_id: int, *, on: date, note: str) -> Payment:
    """Balance a payment that was recorded by a slip: off its papers, and out again on the day `on` (R-PRE-19).

    Both entries stay in the books, as the law wants it, and the second names the first; `note` says why. Raises
    StateError once a receipt was given for it, for a refund, and where it was taken back already; RuleError where a
    final invoice has deducted it (R-PRE-12).
    """
    with transaction(db):
        booked = tables.payments.get(db, payment_id)
        if payments.is_taken_back(db, booked):
            raise StateError(
                N_("This payment was taken back already."),
                next_step=N_("Both entries are in the list of payments."),
                rule="R-PRE-19",
            )
        if booked.direction is Direction.OUT:
            raise StateError(
                N_("This is a refund: the money went out."),
                next_step=N_("If it came back, record it as a payment."),
                rule="R-PRE-19",
            )
        if booked.number:
            raise StateError(
                N_("A receipt was given for this payment."),
                next_step=N_("Record the refund instead."),
                rule="R-PRE-19",
            )
        rows = tables.allocations.find(db, "payment_id = ?", (payment_id,))
        for invoice_id in sorted({row.invoice_id for row in rows}):
            if total((row.amount for row in rows if row.invoice_id == invoice_id), booked.currency).minor > 0:
                _check_not_deducted(db, invoice_id)
                payments.take_back(db, payment_id, invoice_id, on=on)
        return payments.refund(
            db,
            booked.client_id,
            booked.amount,
            on=on,
            method=booked.method,
            note=note,
            home_rate=booked.home_rate,
            balances_id=booked.id,
        )


def _check_not_deducted(db: Database, invoice_id: int) -> None:
    """Raise StateError if a final invoice in force has deducted what was paid on a prepayment (R-PRE-12)."""
    paper = tables.invoices.get(db, invoice_id)
    if paper.contract_id is None or ledger.held_of(db, paper.contract_id, invoice_id) is not None:
        return
    for row in contract_file.ledger(db, paper.contract_id):
        if row.kind is LedgerKind.APPLIED and row.invoice_id == invoice_id and row.final_id is not None:
            final = tables.invoices.get(db, row.final_id)
            if not any(credit.kind is InvoiceKind.CANCELLATION for credit in ledger.credits_of(db, final.id)):
                raise StateError(
                    N_("{number} has deducted this payment already."),
                    next_step=N_("Cancel that invoice first if the payment was recorded by mistake."),
                    rule="R-PRE-12",
                    number=final.number,
                )
