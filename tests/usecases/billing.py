"""Books to bill in: one issuer each in Germany, India, Egypt and Texas, with a client and a signed contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import (
    Cancellation,
    Contract,
    ContractState,
    Instalment,
    InstalmentKind,
    Signature,
)
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import clients, invoices, issuer
from tests import shelf

VAT = Tax(rate=Decimal(19))
LOW = Tax(rate=Decimal(7))
GST = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
EXPORT = Tax(category=TaxCategory.EXPORT, reason="Export of services")
ON = date(2026, 5, 4)


def eur(amount: str | int) -> Money:
    return Money.of(amount, "EUR")


def inr(amount: str | int) -> Money:
    return Money.of(amount, "INR")


def line(price: str, text: str = "Design", tax: Tax = VAT, quantity: str = "1", key: str = "") -> Line:
    return Line(
        key=key,
        description=text,
        quantity=Decimal(quantity),
        unit="C62",
        unit_price=Decimal(price),
        tax=tax,
    )


def open_german(path: Path | None) -> Database:
    """Lena Brandt, brand designer in Leipzig, and her client Krumm."""
    return shelf.filled("german", _write_german, path)


def _write_german(db: Database) -> None:
    issuer.save(
        db,
        Issuer(
            name="Lena Brandt",
            address=Address(street="Karl-Heine-Str. 1", postal_code="04229", city="Leipzig", country="DE"),
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
        ),
    )
    krumm = Address(street="Markt 3", postal_code="04109", city="Leipzig", country="DE")
    clients.create(db, Client(name="Bäckerei Krumm GmbH", addresses=(krumm,)))


def open_indian(path: Path | None) -> Database:
    """Anitha Reddy, photographer in Hyderabad, and a private client in the same state."""
    return shelf.filled("indian", _write_indian, path)


def _write_indian(db: Database) -> None:
    issuer.save(
        db,
        Issuer(
            name="Anitha Reddy",
            address=Address(street="Road 12", city="Hyderabad", region="Telangana", country="IN"),
            tax_ids=(TaxId(kind="gstin", value="36AAAPR0000A1ZR"),),
        ),
    )
    home = Address(street="Road 1", city="Hyderabad", region="Telangana", country="IN")
    clients.create(db, Client(name="Sravani & Kiran", kind=ClientKind.PERSON, addresses=(home,)))


def open_egyptian(path: Path | None) -> Database:
    """Mona Abdel Rahman, translator in Cairo, and her publisher in Riyadh, billed in riyals."""
    return shelf.filled("egyptian", _write_egyptian, path)


def _write_egyptian(db: Database) -> None:
    issuer.save(
        db,
        Issuer(
            name="Mona Abdel Rahman",
            address=Address(street="Tahrir 5", city="Cairo", country="EG"),
            tax_ids=(TaxId(kind="tax_number", value="100-200-300"),),
        ),
    )
    riyadh = Address(street="King Road 1", city="Riyadh", country="SA")
    clients.create(db, Client(name="Dar Al Waha", currency="SAR", language="en", addresses=(riyadh,)))


def open_texan(path: Path | None) -> Database:
    """Marcus Reed, developer in Austin, who charges no sales tax, and his client in Brooklyn."""
    return shelf.filled("texan", _write_texan, path)


def _write_texan(db: Database) -> None:
    issuer.save(
        db,
        Issuer(
            name="Marcus Reed",
            address=Address(street="1 Main St", city="Austin", region="TX", country="US"),
            tax_status=TaxStatus.NONE,
        ),
    )
    issuer.save(db, replace(issuer.get(db), due_days=15))
    brooklyn = Address(street="2 Dock St", city="Brooklyn", region="NY", country="US")
    clients.create(db, Client(name="Harbor Light Studio LLC", addresses=(brooklyn,)))


def contract(db: Database, *lines: Line, plan: tuple[Instalment, ...] = (), **fields: object) -> Contract:
    """Store a signed contract with the first client."""
    values: dict[str, object] = {
        "client_id": 1,
        "number": f"VT-{len(tables.contracts.find(db)) + 1}",
        "title": "Brand identity",
        "language": "en",
        "currency": issuer.get(db).currency,
        "lines": lines,
        "plan": plan,
        "signature": Signature(on=date(2026, 2, 24), by="Krumm", text_hash="0" * 64),
        "state": ContractState.ACTIVE,
        "starts_on": date(2026, 2, 25),
        **fields,
    }
    with transaction(db):
        return tables.contracts.add(db, Contract(**values))  # type: ignore[arg-type]  # checked by the record


def plan(*parts: tuple[str, str, InstalmentKind]) -> tuple[Instalment, ...]:
    return tuple(Instalment(label=label, percent=Decimal(share), kind=kind) for label, share, kind in parts)


def clause(percent: str) -> Cancellation:
    return Cancellation(percent=Decimal(percent))


def issued(db: Database, *lines: Line, on: date = ON) -> Invoice:
    """Write and issue a plain invoice to the first client."""
    draft = invoices.create(db, 1, on=on, lines=lines or (line("100"),))
    return invoices.issue(db, draft.id, on=on)
