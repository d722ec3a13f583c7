"""A small book that tells of everything: what the fixtures of all schemas hold; runs with the code of any of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import Instalment, InstalmentKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Contact, TaxId
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.tax import Tax
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    catalogue,
    clients,
    contract_invoices,
    contracts,
    credit_notes,
    invoices,
    issuer,
    milestones,
    payments,
    quotes,
    recurring,
    settlements,
    work,
)

VAT, LOW = Tax(rate=Decimal(19)), Tax(rate=Decimal(7))
LEIPZIG = {"postal_code": "04109", "city": "Leipzig", "country": "DE"}


def _line(description: str, price: str, quantity: str = "1", tax: Tax = VAT) -> Line:
    return Line(
        description=description, quantity=Decimal(quantity), unit="HUR", unit_price=Decimal(price), tax=tax
    )


def _eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def write(db: Database) -> None:
    """Act the story out in an empty book."""
    issuer.save(
        db,
        Issuer(
            name="Lena Brandt",
            address=Address(street="Karl-Heine-Straße 61", **LEIPZIG),
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
            account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
            hourly_rate=Decimal(90),
            hours_per_day=Decimal(6),
        ),
    )
    krumm = clients.create(
        db,
        Client(
            name="Bäckerei Krumm GmbH",
            addresses=(Address(street="Markt 2", **LEIPZIG),),
            contacts=(Contact(name="Eva Krumm", email="eva@krumm.example"),),
            deposit_percent=Decimal(30),
            what_matters="Erst nach 11 Uhr anrufen.",
        ),
    )
    for name in ("دار الواحة للنشر", "శ్రావణి & కిరణ్", "株式会社 田中", "Наталья Гончарова"):
        clients.create(db, Client(kind=ClientKind.PERSON, name=name, notes=f"{name} — 🥐"))
    _sell(db, krumm.id)
    _build(db, krumm.id)
    catalogue.save_item(
        db, CatalogueItem(description="Logo überarbeiten", currency="EUR", unit_price=Decimal("80.5"))
    )
    recurring.create(
        db,
        Recurring(
            client_id=krumm.id, title="Pflege", currency="EUR", lines=(_line("Pflege", "50"),), anchor_day=31,
            every_months=1, next_on=date(2026, 7, 31),
        ),
    )  # fmt: skip
    invoices.create(
        db, krumm.id, on=date(2026, 6, 1), title="Entwurf", lines=(_line("Noch nicht fertig", "1.11"),)
    )
    _typed(db)


def _sell(db: Database, client_id: int) -> None:
    """Invoices without a contract: one cancelled, one credited in part, paid in parts, taken back, settled."""
    lines = (_line("Gestaltung", "33.33", "3"), _line("Buch", "19.90", "2", LOW))
    cut = (Adjustment(percent=Decimal(3), reason="Treue"),)
    draft = invoices.create(
        db, client_id, on=date(2026, 1, 7), title="Gestaltung", lines=lines, adjustments=cut
    )
    first = invoices.issue(db, draft.id, on=date(2026, 1, 7))
    payments.record(
        db,
        client_id,
        _eur("100"),
        on=date(2026, 1, 20),
        allocate=((first.id, _eur("100")),),
        reference="RE 1",
    )
    credit_notes.credit(
        db, first.id, on=date(2026, 1, 25), reason="Ein Entwurf weniger", lines=(_line("Entwurf", "10"),)
    )
    still = invoices.open_of(db, first.id)
    settlements.settle(db, first.id, SettlementReason.WRITE_OFF, still, on=date(2026, 2, 1))
    wrong = invoices.create(
        db, client_id, on=date(2026, 1, 9), title="Versehen", lines=(_line("Falsch", "5"),)
    )
    credit_notes.cancel(
        db, invoices.issue(db, wrong.id, on=date(2026, 1, 25)).id, on=date(2026, 1, 26), reason="Doppelt"
    )
    slip = payments.record(db, client_id, _eur("7.77"), on=date(2026, 2, 2))
    try:
        from clientdesk.usecases import reversals

        reversals.payment(db, slip.id, on=date(2026, 2, 3), note="Vertippt")
    except AttributeError:
        pass  # A schema of before: payments were not taken back yet.


def _build(db: Database, client_id: int) -> None:
    """A quote, its signed contract, a paid deposit, the final invoice that deducts it, and work."""
    quote = quotes.create(
        db, client_id, on=date(2026, 2, 11), title="Laden im Netz", lines=(_line("Laden", "90", "20"),)
    )
    quotes.change(
        db, replace(quote, goal="Brot im Netz", not_included="Hosting", change_terms="90 die Stunde")
    )
    quotes.send(db, quote.id, on=date(2026, 2, 11))
    quotes.accept(db, quote.id, by="Eva Krumm", on=date(2026, 2, 20), method=AcceptanceMethod.MAIL)
    draft = contracts.from_quote(db, quote.id, on=date(2026, 2, 20))
    milestones.create(
        db,
        Milestone(
            contract_id=draft.id, title="Laden", promised_on=date(2026, 4, 24), effort_hours=Decimal(20)
        ),
    )
    plan = (
        Instalment(label="Anzahlung", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
        Instalment(label="Rest", percent=Decimal(70), kind=InstalmentKind.FINAL),
    )
    contracts.set_plan(db, draft.id, plan)
    contract = contracts.sign(db, draft.id, by="Eva Krumm", on=date(2026, 2, 24), place="Leipzig")
    deposit = contract_invoices.instalment_from_contract(
        db, contract.id, label="Anzahlung", on=date(2026, 2, 25)
    )
    deposit = invoices.issue(db, deposit.id, on=date(2026, 2, 25))
    paid = payments.record(
        db, client_id, invoices.open_of(db, deposit.id), on=date(2026, 3, 3),
        allocate=((deposit.id, invoices.open_of(db, deposit.id)),),
    )  # fmt: skip
    payments.issue_receipt(db, paid.id, on=date(2026, 3, 3))
    work.log_hours(db, contract.id, on=date(2026, 3, 9), hours=Decimal("2.5"), description="Aufbau")
    final = contract_invoices.final_from_contract(db, contract.id, on=date(2026, 4, 24))
    invoices.change(db, replace(final, supplied_from=date(2026, 4, 1), supplied_to=date(2026, 4, 24)))
    final = invoices.issue(db, final.id, on=date(2026, 4, 24))
    payments.record(db, client_id, _eur("400"), on=date(2026, 5, 4), allocate=((final.id, _eur("400")),))


def _typed(db: Database) -> None:
    """What was typed and not saved, a line put aside, a filter of one's own; in schemas that know them."""
    if db.value("SELECT count(*) FROM sqlite_master WHERE name IN ('unsaved', 'asides')") < 2:
        return
    from clientdesk.storage.database import transaction
    from clientdesk.usecases import aside

    aside.snooze(db, "invoice:1", until=date(2026, 8, 1), reason="Nach dem Urlaub", today=date(2026, 6, 1))
    with transaction(db):
        db.execute(
            "INSERT INTO unsaved (editor, record_id, record_version, name, place, place_id, typed_at, typed)"
            " VALUES ('client', 1, 1, 'Krumm', 'clients', 1, '2026-06-01T09:00:00', ?)",
            ('{"notes": "noch nicht gesichert — 🥐"}',),
        )
        if db.value("SELECT count(*) FROM sqlite_master WHERE name = 'own_filters'"):
            db.execute(
                'INSERT INTO own_filters (of_list, name, text, saved, "order", descending)'
                " VALUES ('money', 'Krumm offen — 🥐', 'Krümm', 'open', '', 0)"
            )
