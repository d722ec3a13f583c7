"""Lena Brandt's book up to the signed contract, made through the use-cases, for the tests around contracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, LineRole
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.quote import AcceptanceMethod, Quote
from clientdesk.domain.tax import Tax
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, contracts, issuer, milestones, quotes
from tests import shelf

VAT = Tax(rate=Decimal(19))
ACCEPTED = date(2026, 2, 20)
SIGNED = date(2026, 2, 24)
PROMISED = date(2026, 4, 24)
APPROVER = "Jo Krumm"


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def item(description: str, price: int | str, quantity: int | str = 1, unit: str = "C62") -> Line:
    return Line(
        description=description, quantity=Decimal(quantity), unit=unit, unit_price=Decimal(price), tax=VAT
    )


def lena_book(path: Path) -> Database:
    return shelf.filled("contracts", _write, path / "book.clientdesk")


def _write(db: Database) -> None:
    issuer.save(
        db,
        Issuer(
            name="Lena Brandt",
            address=Address(street="Karl-Heine-Straße 1", postal_code="04229", city="Leipzig", country="DE"),
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            hourly_rate=Decimal(90),
            hours_per_day=Decimal(6),
            holiday_region="SN",
            language="en",
        ),
    )


def krumm(db: Database) -> Client:
    return clients.create(
        db,
        Client(
            name="Bäckerei Krumm GmbH",
            addresses=(Address(street="Markt 2", postal_code="04109", city="Leipzig", country="DE"),),
            contacts=(Contact(name=APPROVER),),
            deposit_percent=Decimal(30),
        ),
    )


def with_words(quote: Quote) -> Quote:
    return replace(quote, goal="Sell bread online", not_included="Hosting", change_terms="90.00 an hour")


def accepted_quote(
    db: Database, client: Client, *, method: AcceptanceMethod = AcceptanceMethod.MAIL
) -> Quote:
    """v1 of 11 February, v2 of the 18th with 440.00 off and a bonus, accepted on the 20th."""
    lines = (item("Workshop", 600), item("Identity", 2400), item("Screen", 320, 7))
    quote = quotes.create(db, client.id, on=date(2026, 2, 11), title="Shop relaunch", lines=lines)
    quotes.change(db, with_words(quote))
    quotes.send(db, quote.id, on=date(2026, 2, 11))
    quote = quotes.revise(db, quote.id)
    bonus = replace(item("5 concepts instead of 3", 250), role=LineRole.BONUS)
    quotes.change(
        db,
        replace(
            quote,
            lines=(*quote.lines, bonus),
            adjustments=(Adjustment(amount=Decimal(440), reason="First job together"),),
        ),
    )
    quotes.send(db, quote.id, on=date(2026, 2, 18))
    return quotes.accept(db, quote.id, by=APPROVER, on=ACCEPTED, method=method)


def drafted(db: Database) -> Contract:
    """The draft with Lena's plan 30 / 40 / 30 and a milestone on Friday, 24 April."""
    quote = accepted_quote(db, krumm(db))
    draft = contracts.from_quote(db, quote.id, on=ACCEPTED)
    milestones.create(
        db,
        Milestone(
            contract_id=draft.id, title="Design", promised_on=date(2026, 4, 10), effort_hours=Decimal(30)
        ),
    )
    milestones.create(
        db, Milestone(contract_id=draft.id, title="Shop", promised_on=PROMISED, effort_hours=Decimal(42))
    )
    plan = (
        Instalment(label="Deposit", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
        Instalment(label="Design", percent=Decimal(40), kind=InstalmentKind.PREPAYMENT, milestone="Design"),
        Instalment(label="Rest", percent=Decimal(30), kind=InstalmentKind.FINAL),
    )
    return contracts.set_plan(db, draft.id, plan)


def signed(db: Database) -> Contract:
    return contracts.sign(db, drafted(db).id, by=APPROVER, on=SIGNED, place="Leipzig")
