"""One paper of each kind in the demo books, drawn in any language and any look."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from unittest import mock

from clientdesk import i18n
from clientdesk.demo.books import build_book
from clientdesk.documents import layout
from clientdesk.documents.view import DocumentView
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import (
    cancellation,
    client_papers,
    deliveries,
    designs,
    encryption,
    issuer,
    papers,
    printing,
)

#: The books whose papers are shown, and the language their people write in.
BOOKS = {"lena": "de", "mona": "ar", "anitha": "te", "marcus": "en"}
LANGUAGES = ("en", "de", "ar", "te")
TODAY = date(2026, 6, 17)
#: Draws one paper.
Draw = Callable[[], bytes]


def book(name: str, shelf: Path) -> Path:
    """Return a demo book, acted out once and kept on the shelf."""
    path = shelf / f"{name}.db"
    if not path.exists():
        i18n.set_language("en")
        making = shelf / f"{name}.making.db"
        build_book(making, name)
        making.rename(path)
    return path


def copy_of(name: str, shelf: Path, folder: Path, *, language: str, look: str, second: str = "") -> Database:
    """Return a copy of a demo book whose papers are written in `language`, or in two, and look as `look`."""
    place = folder / f"{name}.{language}{second}.{look}.db"
    shutil.copyfile(book(name, shelf), place)
    db = open_book(place)
    issuer.save(db, replace(issuer.get(db), language=language))
    designs.save(db, replace(designs.get(db), look=look, second_language=second))
    with transaction(db):
        # What was issued never changes; in this copy it does.
        for trigger in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f'DROP TRIGGER "{trigger["name"]}"')
        for table in ("clients", "quotes", "contracts", "invoices"):
            db.execute(f"UPDATE {table} SET language = ?", (language,))
    return db


def all_papers(db: Database) -> Iterator[tuple[str, Draw]]:
    """Yield the name of each kind of paper that the book has, and what draws the first of it."""
    for kind in InvoiceKind:
        found = [one for one in tables.invoices.find(db, "kind = ?", (kind,)) if one.issued_on is not None]
        for invoice in found[:1]:
            on = invoice.issued_on or TODAY
            yield kind.replace("_", "-"), partial(papers.invoice_pdf, db, invoice, on=on, draft=False)
            if kind is InvoiceKind.INVOICE:
                yield "draft", partial(papers.invoice_pdf, db, invoice, on=TODAY, draft=True)
                yield "copy", partial(_copy, db, invoice)
                yield "sheet", partial(_sheet, db, invoice)
    for quote in tables.quotes.find(db, order="revision DESC, id")[:1]:
        yield "quote", partial(papers.quote_pdf, db, quote, on=TODAY, draft=False)
    for contract in tables.contracts.find(db)[:1]:
        yield "contract", partial(papers.contract_pdf, db, contract, on=TODAY)
        settled = cancellation.preview(db, contract.id, on=TODAY)
        yield "settlement", partial(papers.settlement_pdf, db, contract, settled, on=TODAY)
    for change in tables.change_orders.find(db)[:1]:
        yield "change-order", partial(papers.change_order_pdf, db, change, on=TODAY)
    for payment in tables.payments.find(db, "direction = 'in'")[:1]:
        yield "receipt", partial(papers.receipt_pdf, db, payment)
    for row in db.rows(
        "SELECT contract_id FROM milestones WHERE delivered_on IS NOT NULL ORDER BY id LIMIT 1"
    ):
        yield "delivery", partial(deliveries.slip_pdf, db, row["contract_id"], on=TODAY)
    # Of the client with the most dealings.
    busiest = db.value(
        "SELECT client_id FROM invoices GROUP BY client_id ORDER BY count(*) DESC, client_id LIMIT 1"
    )
    first, last = client_papers.period(db, busiest, on=TODAY)
    yield "statement", partial(client_papers.statement_pdf, db, busiest, first=first, last=last, on=TODAY)
    yield "client-file", partial(client_papers.client_file_pdf, db, busiest, on=TODAY)
    spoken = db.value("SELECT language FROM clients WHERE id = ?", (busiest,)) or "en"
    yield (
        "recovery-sheet",
        partial(encryption.recovery_sheet_pdf, db, bytes(range(32)), language=spoken, on=TODAY),
    )


def _copy(db: Database, invoice: Invoice) -> bytes:
    """The paper as it is printed again."""
    on = invoice.issued_on or TODAY
    pdf = papers.invoice_pdf(db, invoice, on=on, draft=False)
    return printing.as_copy(pdf, printing.Printed(language=invoice.language))


def _sheet(db: Database, invoice: Invoice) -> bytes:
    """The paper, its draft and its copy, four pages on a sheet."""
    pages = [papers.invoice_pdf(db, invoice, on=TODAY, draft=draft) for draft in (False, True)]
    parts = [(invoice.number, pdf) for pdf in (*pages, _copy(db, invoice))]
    return printing.one_file(
        parts, title=invoice.number, author="", language=invoice.language, on=TODAY, per_sheet=4
    )


def with_view(draw: Draw) -> tuple[DocumentView, bytes]:
    """Draw a paper and return its bytes with what it was drawn from."""
    with mock.patch.object(layout, "render", wraps=layout.render) as drawing:
        pdf = draw()
    return drawing.call_args.args[0], pdf
