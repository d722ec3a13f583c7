"""Clients on a real book: made, changed, archived; identifiers warn, and may be used anyway (R-ID-1, R-ID-3; B16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import ConflictError, NotFoundError, RuleError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.tax import Tax
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, invoices, issuer
from tests import shelf

KRUMM = Client(
    name="Bäckerei Krumm GmbH",
    form_of_address="Sehr geehrter Herr Krumm",
    addresses=(
        Address(label="billing", street="Markt 2", postal_code="04109", city="Leipzig", country="DE"),
        Address(label="delivery", city="Halle", country="DE"),
    ),
    contacts=(Contact(name="Karl Krumm", email="karl@krumm.example"), Contact(name="Eva", phone="0341 5")),
    tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
    language="de",
    currency="EUR",
    due_days=14,
    deposit_percent=Decimal(30),
    price_mode="net",
    what_matters="Ready for the spring fair",
    source="Tischlerei Vogt",
    notes="Likes short mails",
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return shelf.opened(tmp_path / "book.clientdesk")


def test_a_client_comes_back_as_it_was_stored(db: Database) -> None:
    made = clients.create(db, KRUMM)
    assert made == replace(KRUMM, id=made.id, version=1)
    assert clients.get(db, made.id) == made


def test_a_changed_client_is_stored_and_two_writers_do_not_overwrite_each_other(db: Database) -> None:
    made = clients.create(db, KRUMM)
    changed = clients.change(db, replace(made, due_days=30))
    assert (clients.get(db, made.id).due_days, changed.version) == (30, 2)
    with pytest.raises(ConflictError):
        clients.change(db, replace(made, notes="older"))


def test_an_archived_client_is_kept_and_comes_back(db: Database) -> None:
    made = clients.create(db, KRUMM)
    assert clients.archive(db, made.id).archived
    assert clients.archive(db, made.id).archived
    assert clients.restore(db, made.id) == replace(made, version=3)
    with pytest.raises(NotFoundError):
        clients.archive(db, 999)


def test_b16_an_issued_paper_keeps_the_name_and_address_of_its_day(db: Database) -> None:
    home = Address(street="Markt 1", postal_code="04229", city="Leipzig", country="DE")
    own = TaxId(kind="vat_id", value="DE136695976")
    issuer.save(db, Issuer(name="Lena Brandt", address=home, tax_ids=(own,)))
    made = clients.create(db, KRUMM)
    work = Line(description="Work", unit_price=Decimal(1), tax=Tax(rate=Decimal(19)))
    draft = invoices.create(db, made.id, on=date(2026, 2, 25), lines=(work,))
    stored = invoices.issue(db, draft.id, on=date(2026, 2, 25))
    clients.change(db, replace(made, name="Krumm & Söhne", addresses=(Address(city="Berlin", country="DE"),)))
    kept = tables.invoices.get(db, stored.id)
    assert kept.buyer is not None
    assert (kept.buyer.name, kept.buyer.address.city) == ("Bäckerei Krumm GmbH", "Leipzig")


@pytest.mark.parametrize(
    ("kind", "value", "country", "stored"),
    [
        ("vat_id", "DE 136 695 976", "DE", "DE136695976"),
        ("vat_id", "136695976", "DE", "DE136695976"),
        ("vat_id", "FR 40 303265045", "FR", "FR40303265045"),
        ("gstin", "27AAPFU0939F1ZV", "IN", "27AAPFU0939F1ZV"),
        ("customs", "anything at all", "DE", "anything at all"),
    ],
)
def test_r_id_1_and_r_id_3_a_right_identifier_is_stored_in_its_plain_form(
    db: Database, kind: str, value: str, country: str, stored: str
) -> None:
    made = clients.create(
        db,
        Client(name="X", addresses=(Address(country=country),), tax_ids=(TaxId(kind=kind, value=value),)),
    )
    assert made.tax_ids == (TaxId(kind=kind, value=stored),)


def test_r_id_1_a_wrong_identifier_warns_with_its_reason_and_may_be_used_anyway(db: Database) -> None:
    wrong = replace(KRUMM, tax_ids=(TaxId(kind="vat_id", value="DE136695977"),))
    with pytest.raises(RuleError, match="check digit") as caught:
        clients.create(db, wrong)
    assert (caught.value.rule, caught.value.field) == ("R-ID-1", "tax_ids.vat_id")
    assert "use it anyway" in caught.value.next_step
    made = clients.create(db, wrong, use_anyway=True)
    assert made.tax_ids[0].used_anyway
    assert clients.change(db, replace(made, notes="later")).tax_ids[0].used_anyway
    right = clients.change(db, replace(clients.get(db, made.id), tax_ids=KRUMM.tax_ids))
    assert not right.tax_ids[0].used_anyway


def test_an_empty_identifier_is_dropped(db: Database) -> None:
    assert clients.create(db, replace(KRUMM, tax_ids=(TaxId(kind="vat_id", value=" "),))).tax_ids == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 4000}, "name"),
        ({"due_days": -1}, "due_days"),
        ({"due_days": 366}, "due_days"),
        ({"deposit_percent": Decimal("100.5")}, "deposit_percent"),
        ({"currency": "Euro"}, "currency"),
        ({"price_mode": "both"}, "price_mode"),
        ({"contacts": (Contact(), Contact(email="karl"))}, "contacts.1.email"),
        ({"addresses": (Address(country="Germany"),)}, "addresses.0.country"),
    ],
)
def test_each_wrong_value_is_refused_at_its_field_and_nothing_is_stored(
    db: Database, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleError) as caught:
        clients.create(db, replace(KRUMM, **wrong))
    assert caught.value.field == field
    assert caught.value.next_step
    assert db.value("SELECT count(*) FROM clients") == 0


@pytest.mark.parametrize("name", ["منى عبد الرحمن", "అనిత రెడ్డి", "O'Brien; DROP TABLE", "x" * 200])
def test_names_in_any_script_are_kept_letter_by_letter(db: Database, name: str) -> None:
    assert clients.create(db, Client(name=name, kind=ClientKind.PERSON)).name == name
