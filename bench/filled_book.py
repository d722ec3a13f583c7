"""A book with many clients and issued invoices, made from one real invoice by copying rows: for measuring only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.tax import Tax
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import clients, invoices, issuer, issuing

_FIRST_DAY = date(2016, 1, 4)


def fill(path: Path, *, count: int) -> None:
    """Make a book of `count` clients with an issued invoice each, ten years of them."""
    db = open_book(path)
    address = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
    issuer.save(
        db,
        Issuer(
            name="Lena Brandt",
            address=address,
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
        ),
    )
    clients.create(db, Client(name="Client 000001", addresses=(address,)))
    line = Line(description="Workshop", unit_price=Decimal(600), tax=Tax(rate=Decimal(19)))
    draft = invoices.create(db, 1, on=_FIRST_DAY, lines=(line,))
    issuing.issue(db, draft.id, on=_FIRST_DAY)
    with transaction(db):
        for number in range(2, count + 1):
            on = _FIRST_DAY + timedelta(days=number * 3650 // count)
            values = {
                "id": number,
                "name": f"Client {number:06}",
                "on": on.isoformat(),
                "number": f"X-{number:06}",
            }
            _copy(db, "clients", values, name=":name", sort_key="lower(:name)", search="lower(:name)")
            _copy(db, "papers", values, record_id=":id", number=":number", created_on=":on", pdf="x'25'")
            _copy(
                db,
                "invoices",
                values,
                client_id=":id",
                number=":number",
                issued_on=":on",
                due_on=":on",
                search="lower(:number || ' ' || :name)",
            )
    db.close()


def _copy(db: Database, table: str, values: dict[str, object], **changed: str) -> None:
    """Insert row 1 of `table` again under a new id, with some columns changed."""
    names = [
        row["name"]
        for row in db.rows(f"SELECT name FROM pragma_table_info('{table}')")
        if row["name"] != "id"
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join(changed.get(name, f'"{name}"') for name in names)
    db.execute(f"INSERT INTO {table} (id, {columns}) SELECT :id, {chosen} FROM {table} WHERE id = 1", values)
