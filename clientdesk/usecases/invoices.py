"""What can be done with an invoice: write, make from a quote or contract, change, copy, throw away, issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clientdesk.domain.credit import with_credit_keys
from clientdesk.domain.errors import StateError
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind
from clientdesk.domain.line import Adjustment, Line, with_keys
from clientdesk.domain.quote import QuoteState
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, contracts, drafts
from clientdesk.usecases.contract_invoices import from_contract
from clientdesk.usecases.issuing import due_days, issue, open_of, problems, warnings

__all__ = [
    "change",
    "copy",
    "create",
    "delete_draft",
    "due_days",
    "from_contract",
    "from_quote",
    "get",
    "issue",
    "open_of",
    "problems",
    "refresh",
    "warnings",
]


def get(db: Database, invoice_id: int) -> Invoice:
    """Return the invoice or one of its kin, or raise NotFoundError."""
    return tables.invoices.get(db, invoice_id)


def create(
    db: Database,
    client_id: int,
    *,
    on: date,
    kind: InvoiceKind = InvoiceKind.INVOICE,
    title: str = "",
    lines: Iterable[Line] = (),
    adjustments: tuple[Adjustment, ...] = (),
) -> Invoice:
    """Start a draft with the client's terms; the other kinds are made from a contract or from an issued paper."""
    if kind is not InvoiceKind.INVOICE:
        raise StateError(
            N_("This kind of document is made from a contract or from an issued invoice."),
            next_step=N_("Open the contract or the invoice."),
        )
    with transaction(db):
        draft = drafts.for_client(db, client_id, on=on)
        return drafts.add(db, replace(draft, title=title, lines=tuple(lines), adjustments=adjustments))


def from_quote(db: Database, quote_id: int, *, on: date) -> Invoice:
    """Make a draft from an accepted quote, by value: its chosen lines and bonus lines as accepted (R-QUO-3)."""
    with transaction(db):
        quote = tables.quotes.get(db, quote_id)
        if quote.state is not QuoteState.ACCEPTED:
            raise StateError(
                N_("Quote {number} was not accepted yet."),
                next_step=N_("Record the client's answer first."),
                rule="R-QUO-3",
                number=quote.number,
            )
        return drafts.add(
            db,
            replace(
                drafts.for_client(db, quote.client_id, on=on),
                quote_id=quote.id,
                title=quote.title,
                language=quote.language,
                currency=quote.currency,
                price_mode=quote.price_mode,
                tax_rounding=quote.tax_rounding,
                lines=contracts.agreed_lines(quote),
                adjustments=quote.adjustments,
            ),
        )


def change(db: Database, invoice: Invoice) -> Invoice:
    """Store what was written into a draft; kind, client, links and deductions are not the writer's to change.

    Deductions follow the ledger. Raises StateError if it was issued, ConflictError if it was changed elsewhere.
    """
    with transaction(db):
        stored = tables.invoices.get(db, invoice.id)
        stored.check_draft()
        same_lines = stored.lines == invoice.lines and stored.adjustments == invoice.adjustments
        draft = replace(
            stored,
            version=invoice.version,
            client_id=stored.client_id if _is_bound(stored) else invoice.client_id,
            title=invoice.title,
            intro=invoice.intro,
            closing=invoice.closing,
            reason=invoice.reason,
            reference=invoice.reference,
            language=invoice.language,
            currency=stored.currency if _is_bound(stored) else invoice.currency,
            price_mode=invoice.price_mode,
            tax_rounding=invoice.tax_rounding,
            lines=with_keys(with_credit_keys(invoice.lines) if stored.kind in CREDITS else invoice.lines),
            adjustments=invoice.adjustments,
            fixed_groups=stored.fixed_groups if same_lines else (),
            cash_step=invoice.cash_step,
            supplied_from=invoice.supplied_from,
            supplied_to=invoice.supplied_to,
            due_days=invoice.due_days,
            due_rule=invoice.due_rule,
            due_on=invoice.due_on,
            home_rate=invoice.home_rate,
            home_rate_on=invoice.home_rate_on,
            home_rate_source=invoice.home_rate_source,
            overrun_reason=invoice.overrun_reason,
        )
        return tables.invoices.save(db, _deducted(db, draft))


def refresh(db: Database, invoice_id: int) -> Invoice:
    """Bring the deductions of a draft up to date with the ledger (R-PRE-3)."""
    with transaction(db):
        draft = tables.invoices.get(db, invoice_id)
        draft.check_draft()
        return tables.invoices.save(db, _deducted(db, draft))


def copy(db: Database, invoice_id: int, *, on: date) -> Invoice:
    """Start a new draft with the words and prices of a paper; its links, deductions and work stay with it."""
    with transaction(db):
        original = tables.invoices.get(db, invoice_id)
        if original.kind in CREDITS:
            raise StateError(
                N_("A credit is not copied."), next_step=N_("Copy the invoice that it belongs to.")
            )
        fresh = drafts.for_client(db, original.client_id, on=on)
        return drafts.add(
            db,
            replace(
                fresh,
                title=original.title,
                intro=original.intro,
                closing=original.closing,
                reference=original.reference,
                language=original.language,
                currency=original.currency,
                price_mode=original.price_mode,
                tax_rounding=original.tax_rounding,
                lines=tuple(replace(line, source="") for line in original.lines),
                adjustments=original.adjustments,
                cash_step=original.cash_step,
                due_days=original.due_days,
                due_rule=original.due_rule,
            ),
        )


def delete_draft(db: Database, invoice_id: int) -> None:
    """Throw a draft away; it never had a number, so none is lost (R-NUM-1). Raises StateError if it was issued."""
    with transaction(db):
        tables.invoices.get(db, invoice_id).check_draft()
        tables.invoices.delete(db, invoice_id)


def _deducted(db: Database, draft: Invoice) -> Invoice:
    if draft.contract_id is None:
        return draft
    if draft.kind is InvoiceKind.FINAL:
        return replace(draft, deductions=agreed_price.deductions(db, draft.contract_id, but=draft.id))
    if draft.kind is InvoiceKind.PARTIAL and draft.deductions:
        return replace(draft, deductions=agreed_price.partial_deductions(db, draft.contract_id, but=draft.id))
    return draft


def _is_bound(draft: Invoice) -> bool:
    """Whether client and currency come from a contract or another paper."""
    return draft.contract_id is not None or draft.corrects_id is not None
