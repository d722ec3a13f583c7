"""Papers: drawing them from their records, and keeping for good what went out (R-DOC-2, B16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from clientdesk.domain.change_order import ChangeOrder, as_of
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, ContractState
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.money import Money
from clientdesk.domain.paper import Paper, digest
from clientdesk.domain.payment import Payment
from clientdesk.domain.prepayment import CancellationSettlement, LedgerKind
from clientdesk.domain.quote import Quote
from clientdesk.domain.quote_changes import what_changed
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import contract_clauses, designs, issuer

if TYPE_CHECKING:
    from clientdesk.documents.billing import Original
    from clientdesk.documents.setting import Setting
    from clientdesk.documents.view import DocumentView

_VOUCHERS = (InvoiceKind.RECEIPT_VOUCHER, InvoiceKind.REFUND_VOUCHER)
_CREDIT_NOTES = (InvoiceKind.CREDIT_NOTE, InvoiceKind.CANCELLATION)


def keep(
    db: Database,
    *,
    kind: str,
    record_kind: str,
    record_id: int,
    number: str,
    language: str,
    on: date,
    pdf: bytes,
    revision: int = 1,
    text: str = "",
) -> Paper:
    """Store the bytes that go out, with their SHA-256; a reprint gives the same bytes for ever."""
    paper = Paper(
        kind=kind,
        record_kind=record_kind,
        record_id=record_id,
        revision=revision,
        number=number,
        language=language,
        created_on=on,
        sha256=digest(pdf),
        pdf=pdf,
        text=text,
    )
    with transaction(db):
        return tables.papers.add(db, paper)


def kept(db: Database, record_kind: str, record_id: int, *, revision: int | None = None) -> Paper | None:
    """Return the last paper kept of a record (of one revision, if given), or None."""
    where, parameters = "record_kind = ? AND record_id = ?", (record_kind, record_id)
    if revision is not None:
        found = tables.papers.find(db, f"{where} AND revision = ?", (*parameters, revision))
    else:
        found = tables.papers.find(db, where, parameters)
    return found[-1] if found else None


def quote_pdf(db: Database, quote: Quote, *, on: date, draft: bool) -> bytes:
    """Draw the version of a quote that is on the desk; a draft carries a watermark, v2 says what changed since v1."""
    from clientdesk.documents import quote as paper
    from clientdesk.documents.quote_changes import told

    where = _setting(db, quote.client_id, quote.language, on=on, draft=draft)
    earlier = tables.quote_revisions.find(
        db, "quote_id = ? AND revision < ?", (quote.id, quote.revision), order="revision"
    )
    changes = what_changed(earlier[-1].snapshot, quote) if earlier else ()
    return _render(paper.view(quote, where, what_changed=told(changes, where.tr)))


def invoice_pdf(db: Database, invoice: Invoice, *, on: date, draft: bool) -> bytes:
    """Draw an invoice or one of its kin; `on` is the issue date, or today for a draft."""
    from clientdesk.documents import credit_note, voucher
    from clientdesk.documents import invoice as paper

    where = _setting(db, invoice.client_id, invoice.language, on=on, draft=draft)
    original = _original(db, invoice)
    if invoice.kind in _VOUCHERS:
        contract = tables.contracts.get(db, invoice.contract_id).title if invoice.contract_id else ""
        return _render(voucher.view(invoice, where, original=original, contract=contract))
    if invoice.kind in _CREDIT_NOTES:
        return _render(credit_note.view(invoice, where, original=original))
    return _render(paper.view(invoice, where, original=original))


def draft_pdf(db: Database, draft: Quote | Invoice, *, own: Issuer, client: Client, on: date) -> bytes:
    """Draw a draft with a watermark as it stands in the editor; neither it nor its people need to be stored."""
    from clientdesk.documents import credit_note
    from clientdesk.documents import invoice as invoice_paper
    from clientdesk.documents import quote as quote_paper
    from clientdesk.documents.quote_changes import told
    from clientdesk.documents.setting import setting

    where = setting(own, client, on=on, design=designs.get(db), language=draft.language, draft=True)
    if isinstance(draft, Quote):
        earlier = tables.quote_revisions.find(
            db, "quote_id = ? AND revision < ?", (draft.id, draft.revision), order="revision"
        )
        changes = what_changed(earlier[-1].snapshot, draft) if earlier else ()
        return _render(quote_paper.view(draft, where, what_changed=told(changes, where.tr)))
    original = _original(db, draft)
    if draft.kind in _CREDIT_NOTES:
        return _render(credit_note.view(draft, where, original=original))
    return _render(invoice_paper.view(draft, where, original=original))


def contract_pdf(db: Database, contract: Contract, *, on: date) -> bytes:
    """Draw a contract: the draft to sign, or as signed."""
    return _render(_contract_view(db, contract, on=on))


def contract_as_of_pdf(db: Database, contract: Contract, day: date) -> bytes:
    """Draw the contract with every change accepted up to `day` merged in (B3)."""
    changes = tables.change_orders.find(db, "contract_id = ?", (contract.id,))
    return _render(_contract_view(db, as_of(contract, changes, day), on=day))


def contract_text(db: Database, contract: Contract, *, on: date) -> str:
    """Return the words to be signed, which `Contract.sign` freezes by their hash (B3)."""
    from clientdesk.documents.plain import text_of

    unsigned = replace(contract, signature=None, state=ContractState.DRAFT)
    return text_of(_contract_view(db, unsigned, on=on))


def change_order_pdf(db: Database, change: ChangeOrder, *, on: date) -> bytes:
    """Draw a change order."""
    from clientdesk.documents import change_order

    contract = tables.contracts.get(db, change.contract_id)
    where = _setting(db, contract.client_id, contract.language, on=on, draft=False)
    return _render(change_order.view(change, contract, where))


def receipt_pdf(db: Database, payment: Payment) -> bytes:
    """Draw the receipt of a payment with the papers it paid and what is still open on each."""
    from clientdesk.documents import receipt

    parts = []
    for row in tables.allocations.find(db, "payment_id = ?", (payment.id,)):
        invoice = tables.invoices.get(db, row.invoice_id)
        if invoice.issued_on is not None and invoice.due is not None:
            later = tables.allocations.find(db, "invoice_id = ? AND id <= ?", (invoice.id, row.id))
            paid = sum(part.amount.minor for part in later)
            parts.append(
                receipt.Paid(
                    number=invoice.number,
                    issued_on=invoice.issued_on,
                    amount=row.amount,
                    still_open=Money(invoice.due.minor - paid, invoice.currency),
                )
            )
    where = _setting(db, payment.client_id, "", on=payment.on, draft=False)
    return _render(receipt.view(payment, where, paid=parts))


def settlement_pdf(
    db: Database, contract: Contract, settlement: CancellationSettlement, *, on: date, number: str = ""
) -> bytes:
    """Draw the settlement of a cancelled contract: received, kept, refunded, still to be billed (B8)."""
    from clientdesk.documents import settlement as paper

    rows = tables.ledger.find(db, "contract_id = ? AND kind = ?", (contract.id, LedgerKind.RECEIVED))
    received = []
    for row in rows:
        invoice = tables.invoices.get(db, row.invoice_id) if row.invoice_id else None
        name = invoice.number if invoice else row.note
        received.append(paper.Received(number=name, received_on=row.on, gross=row.gross))
    where = _setting(db, contract.client_id, contract.language, on=on, draft=False)
    return _render(paper.view(settlement, contract, where, received=received, cancelled_on=on, number=number))


def _contract_view(db: Database, contract: Contract, *, on: date) -> DocumentView:
    from clientdesk.documents import contract as paper

    where = _setting(db, contract.client_id, contract.language, on=on, draft=False)
    milestones = tables.milestones.find(db, "contract_id = ?", (contract.id,), order="promised_on, id")
    return paper.view(contract_clauses.filled(db, contract, on=on), where, milestones=milestones)


def _setting(db: Database, client_id: int, language: str, *, on: date, draft: bool) -> Setting:
    from clientdesk.documents.setting import setting

    client = tables.clients.get(db, client_id)
    return setting(issuer.get(db), client, on=on, design=designs.get(db), language=language, draft=draft)


def _original(db: Database, invoice: Invoice) -> Original | None:
    """Return the paper that this one credits, cancels or replaces (BG-3)."""
    from clientdesk.documents.billing import Original

    if invoice.corrects_id is None:
        return None
    corrected = tables.invoices.get(db, invoice.corrects_id)
    if corrected.issued_on is None:
        return None
    return Original(number=corrected.number, issued_on=corrected.issued_on)


def _render(view: DocumentView) -> bytes:
    from clientdesk.documents.layout import render

    return render(view)
