"""The tables of the book, one per record, and the folded text by which each record is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clientdesk.domain.absence import Absence
from clientdesk.domain.applied import Applied
from clientdesk.domain.aside import Aside
from clientdesk.domain.attachment import Attachment, Content
from clientdesk.domain.catalogue import CatalogueItem, Package
from clientdesk.domain.change_order import ChangeOrder
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract
from clientdesk.domain.design import Design
from clientdesk.domain.errors import RuleError
from clientdesk.domain.font import OwnFont
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.log import LogEntry
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.numbering import Series
from clientdesk.domain.paper import Paper
from clientdesk.domain.payment import Allocation, Payment, Settlement
from clientdesk.domain.prepayment import LedgerRow
from clientdesk.domain.printing import Printing
from clientdesk.domain.quote import Quote, QuoteRevision
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.search import number_key, search_text, sort_key
from clientdesk.domain.trashed import Trashed
from clientdesk.domain.work import WorkEntry
from clientdesk.storage.record_table import RecordTable


def _found_by(*parts: str) -> str:
    """Return the folded text with two spaces at its end, so that its last letters begin a piece of the index."""
    return search_text(*parts) + "  "


def _client(client: Client) -> Mapping[str, Any]:
    words = [
        client.name,
        client.latin_name,
        client.number,
        client.reference,
        client.notes,
        client.what_matters,
    ]
    for contact in client.contacts:
        words += [contact.name, contact.email, contact.phone, contact.note]
    for address in client.addresses:
        words += [address.street, address.extra, address.postal_code, address.city]
    words += [tax_id.value for tax_id in client.tax_ids]
    if client.erased_on is not None:
        # Found by nothing any more.
        words = []
    return {
        "search": _found_by(*words),
        "names": "" if client.erased_on else search_text(client.name, client.latin_name, client.number),
        "sort_key": sort_key(client.name),
    }


def _item(item: CatalogueItem) -> Mapping[str, Any]:
    return {"search": _found_by(item.description, item.details), "sort_key": sort_key(item.description)}


def _quote(quote: Quote) -> Mapping[str, Any]:
    texts = [text for line in quote.lines for text in (line.description, line.details)]
    return {
        "search": _found_by(quote.number, quote.title, quote.goal, *_amounts(quote), *texts),
        "number_key": number_key(quote.number),
        "asked": _asked(quote),
    }


def _contract(contract: Contract) -> Mapping[str, Any]:
    texts = [text for line in contract.lines for text in (line.description, line.details)]
    return {"search": _found_by(contract.number, contract.title, contract.scope, *_amounts(contract), *texts)}


def _amounts(paper: Quote | Contract) -> list[str]:
    """Return net and gross as they are found by; a draft that cannot be added up yet has none."""
    try:
        totals = paper.totals()
    except (RuleError, ArithmeticError):
        return []
    return [f"{totals.net.amount}", f"{totals.gross.amount}"]


def _invoice(invoice: Invoice) -> Mapping[str, Any]:
    texts = [text for line in invoice.lines for text in (line.description, line.details)]
    buyer = [invoice.buyer.name, invoice.buyer.latin_name] if invoice.buyer else []
    amounts = [f"{money.amount}" for money in (invoice.gross, invoice.due) if money is not None]
    return {
        "search": _found_by(invoice.number, invoice.title, invoice.reference, *buyer, *amounts, *texts),
        "number_key": number_key(invoice.number),
        "asked": _asked(invoice) if invoice.due is None else invoice.due.minor,
    }


def _asked(paper: Quote | Invoice) -> int | None:
    """What a paper asks for that is not issued; None while it cannot be added up."""
    try:
        return paper.totals().due.minor
    except (RuleError, ArithmeticError):
        return None


def _payment(payment: Payment) -> Mapping[str, Any]:
    parts = (payment.reference, payment.payer, payment.note, f"{payment.amount.amount}")
    return {"words": search_text(*parts)}


issuers = RecordTable("issuer", Issuer)
designs = RecordTable("designs", Design)
series = RecordTable("series", Series)
absences = RecordTable("absences", Absence)
asides = RecordTable("asides", Aside)
fonts = RecordTable("fonts", OwnFont)
clients = RecordTable("clients", Client, _client)
catalogue = RecordTable("catalogue", CatalogueItem, _item)
packages = RecordTable("packages", Package)
quotes = RecordTable("quotes", Quote, _quote)
quote_revisions = RecordTable("quote_revisions", QuoteRevision)
contracts = RecordTable("contracts", Contract, _contract)
change_orders = RecordTable("change_orders", ChangeOrder)
milestones = RecordTable("milestones", Milestone)
work_entries = RecordTable("work_entries", WorkEntry)
recurring = RecordTable("recurring", Recurring)
invoices = RecordTable("invoices", Invoice, _invoice)
papers = RecordTable("papers", Paper)
printings = RecordTable("printings", Printing)
payments = RecordTable("payments", Payment, _payment)
allocations = RecordTable("allocations", Allocation)
settlements = RecordTable("settlements", Settlement)
ledger = RecordTable("ledger", LedgerRow)
applied = RecordTable("applied", Applied)
#: Written by storage/log.py alone.
log_entries = RecordTable("log", LogEntry)
contents = RecordTable("contents", Content)
attachments = RecordTable("attachments", Attachment)
#: Written by `storage/trash.py` alone.
trash = RecordTable("trash", Trashed)
