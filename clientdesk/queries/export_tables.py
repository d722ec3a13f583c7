"""The lists of the book as plain tables for other programs: headings that never change, and rows one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeVar

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import CREDITS
from clientdesk.domain.line import PriceMode
from clientdesk.domain.money import Money
from clientdesk.queries import invoice_list, payment_list
from clientdesk.queries.invoice_list import InvoiceOrder, InvoiceQuery
from clientdesk.storage import dump, tables
from clientdesk.storage.database import Database
from clientdesk.storage.record_table import RecordTable

Value = str | int | Decimal | Money | date | Enum | None
R = TypeVar("R")
_PAGE: Final = 500
_TAX_IDS: Final = ("vat_id", "tax_number", "gstin", "trn", "register")

#: The headings of each list. Those of clients and the catalogue are names that the import knows.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "clients": (
        "kind", "name", "latin_name", "number", "contact_name", "role", "email", "phone", "street", "extra",
        "postal_code", "city", "region", "country", *_TAX_IDS, "language", "currency", "due_days", "reference",
        "source", "notes", "archived",
    ),
    "catalogue": (
        "description", "details", "unit", "unit_price", "gross_price", "currency", "tax", "uses", "last_used_on",
        "archived",
    ),
    "invoices": (
        "number", "kind", "state", "issued_on", "due_on", "client", "client_number", "title", "reference", "currency",
        "net", "tax", "gross", "open",
    ),
    "payments": (
        "on", "direction", "client", "currency", "amount", "left", "method", "reference", "payer", "receipt", "papers",
    ),
}  # fmt: skip


def rows(db: Database, name: str, *, today: date) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of a list by its name in `HEADINGS`, each as long as its headings."""
    readers: dict[str, Callable[[], Iterator[tuple[Value, ...]]]] = {
        "clients": lambda: (_client(client) for client in clients(db)),
        "catalogue": lambda: (_item(item) for item in _all(db, tables.catalogue)),
        "invoices": lambda: _invoices(db, today),
        "payments": lambda: _payments(db),
    }
    with dump.one_view(db):
        yield from readers[name]()


def clients(db: Database) -> Iterator[Client]:
    """Yield all clients, the archived ones too."""
    return _all(db, tables.clients)


def _all(db: Database, table: RecordTable[R]) -> Iterator[R]:
    last = 0
    while page := table.find(db, "id > ?", (last,), order=f"id LIMIT {_PAGE}"):
        yield from page
        record: Any = page[-1]
        last = record.id


def _client(client: Client) -> tuple[Value, ...]:
    address, contact = client.address, client.contact
    tax_ids = {tax_id.kind: tax_id.value for tax_id in client.tax_ids}
    return (
        client.kind,
        client.name,
        client.latin_name,
        client.number,
        contact.name,
        contact.role,
        contact.email,
        contact.phone,
        address.street,
        address.extra,
        address.postal_code,
        address.city,
        address.region,
        address.country,
        *(tax_ids.get(kind, "") for kind in _TAX_IDS),
        client.language,
        client.currency,
        client.due_days,
        client.reference,
        client.source,
        client.notes,
        "yes" if client.archived else "",
    )


def _item(item: CatalogueItem) -> tuple[Value, ...]:
    is_gross = item.price_mode is PriceMode.GROSS
    return (
        item.description,
        item.details,
        item.unit,
        None if is_gross else item.unit_price,
        item.unit_price if is_gross else None,
        item.currency,
        item.tax.rate,
        item.uses,
        item.last_used_on,
        "yes" if item.archived else "",
    )


def _invoices(db: Database, today: date) -> Iterator[tuple[Value, ...]]:
    numbers = {row["id"]: row["number"] for row in db.rows("SELECT id, number FROM clients")}
    query = InvoiceQuery(today=today, order=InvoiceOrder.DATE, descending=False)
    offset = 0
    while page := invoice_list.page(db, query, offset=offset, limit=_PAGE):
        offset += len(page)
        for row in page:
            paper = tables.invoices.get(db, row.id)
            net, tax = _net_and_tax(paper, is_credit=row.kind in CREDITS)
            yield (
                row.number,
                row.kind,
                row.state,
                row.issued_on,
                row.due_on,
                row.client,
                numbers[row.client_id],
                row.title,
                paper.reference,
                paper.currency,
                net,
                tax,
                net + tax if net is not None and tax is not None else None,
                row.balance,
            )


def _net_and_tax(paper: Any, *, is_credit: bool) -> tuple[Money | None, Money | None]:  # noqa: ANN401  # a paper
    """Return both as the ledger has them, below zero for what is given back; nothing for a draft without sums."""
    try:
        totals = paper.totals()
    except (RuleError, ArithmeticError):
        return None, None
    net, tax = totals.remaining_net, totals.remaining_tax
    return (-net, -tax) if is_credit else (net, tax)


def _payments(db: Database) -> Iterator[tuple[Value, ...]]:
    offset = 0
    while page := payment_list.page(db, offset=offset, limit=_PAGE):
        offset += len(page)
        for row in page:
            yield (
                row.on,
                row.direction,
                row.client,
                row.amount.currency,
                row.amount,
                row.left,
                row.method,
                row.reference,
                row.payer,
                row.receipt,
                "; ".join(f"{paper.number}: {paper.amount.amount:f}" for paper in row.papers),
            )
