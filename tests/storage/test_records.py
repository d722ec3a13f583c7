"""Records and rows: every value comes back exactly, a stale save is a conflict, and values have one canonical text."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import ConflictError, NotFoundError, RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.payment import Payment
from clientdesk.domain.quote import Acceptance, AcceptanceMethod, Quote, QuoteRevision, QuoteState
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.record_table import RecordTable
from clientdesk.storage.records import columns, decimal_text, from_row, plain, revive, to_row
from tests import shelf

ON = date(2024, 2, 29)
TABLES = [value for value in vars(tables).values() if isinstance(value, RecordTable)]


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return shelf.opened(tmp_path / "book.clientdesk")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_every_record_has_its_column(table: RecordTable[object]) -> None:
    book = open_book(None)
    found = {row["name"] for row in book.rows(f"PRAGMA table_xinfo({table.name})")}
    assert set(columns(table.kind)) <= found
    assert book.rows(f"SELECT strict FROM pragma_table_list WHERE name = '{table.name}'") == [{"strict": 1}]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_record_has_an_id_that_the_database_gives(table: RecordTable[object]) -> None:
    assert next(field for field in fields(table.kind) if field.name == "id").default == 0


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4)
TAXES = st.builds(
    Tax,
    category=st.sampled_from(TaxCategory),
    rate=DECIMALS,
    parts=st.lists(TEXT, max_size=2).map(tuple),
    reason=TEXT,
)
LINES = st.builds(
    Line,
    key=TEXT,
    kind=st.sampled_from(LineKind),
    role=st.sampled_from(LineRole),
    chosen=st.booleans(),
    description=TEXT,
    quantity=DECIMALS,
    unit_price=DECIMALS,
    adjustments=st.lists(
        st.builds(
            Adjustment, percent=st.none() | DECIMALS, amount=st.none() | DECIMALS, tax=st.none() | TAXES
        ),
        max_size=2,
    ).map(tuple),
    tax=TAXES,
    supplied_from=st.none() | st.dates(),
)
QUOTES = st.builds(
    Quote,
    id=st.integers(min_value=1, max_value=2**40),
    client_id=st.just(1),
    title=TEXT,
    currency=st.sampled_from(["EUR", "KWD"]),
    lines=st.lists(LINES, max_size=3).map(tuple),
    state=st.sampled_from(QuoteState),
    valid_until=st.none() | st.dates(),
    acceptance=st.none()
    | st.builds(
        Acceptance,
        revision=st.integers(min_value=1, max_value=9),
        by=TEXT,
        on=st.dates(),
        method=st.sampled_from(AcceptanceMethod),
    ),
    archived=st.booleans(),
)


@given(QUOTES)
def test_any_record_comes_back_from_its_row(quote: Quote) -> None:
    row = to_row(quote)
    assert from_row(Quote, row) == quote
    assert to_row(from_row(Quote, row)) == row
    assert revive(json.loads(json.dumps(plain(quote))), Quote) == quote


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_decimal_has_one_text_without_exponent_or_trailing_zeros(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not (text.endswith("0") and "." in text)
    assert decimal_text(Decimal(text)) == text


@pytest.mark.parametrize(("value", "text"), [("-0.00", "0"), ("1E+3", "1000"), ("12.500", "12.5")])
def test_equal_decimals_are_stored_alike(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_r_mon_1_money_is_stored_in_minor_units_of_the_records_currency(db: Database) -> None:
    with transaction(db):
        client = tables.clients.add(db, Client(name="X"))
        made = tables.payments.add(
            db, Payment(client_id=client.id, on=ON, currency="KWD", amount=Money.of("1234.567", "KWD"))
        )
    assert db.value("SELECT amount FROM payments") == 1_234_567
    assert tables.payments.get(db, made.id).amount == Money.of("1234.567", "KWD")


def test_r_mon_1_no_binary_float_gets_into_the_book(db: Database) -> None:
    with pytest.raises(TypeError):
        plain(0.1)
    with transaction(db), pytest.raises(Exception, match="cannot store REAL value"):
        db.execute(
            'INSERT INTO payments (client_id, direction, "on", currency, amount, method, reference, payer, note,'
            " number) VALUES (1, 'in', '2026-01-01', 'EUR', 1.5, '', '', '', '', '')"
        )


def test_a_record_is_added_found_saved_and_deleted(db: Database) -> None:
    client = Client(
        kind=ClientKind.PUBLIC,
        name="Stadt Leipzig",
        addresses=(Address(city="Leipzig", country="DE"),),
        contacts=(Contact(name="Amt"),),
        tax_ids=(TaxId(kind="leitweg", value="1"),),
        deposit_percent=Decimal("33.3333"),
    )
    with transaction(db):
        made = tables.clients.add(db, client)
        assert made == replace(client, id=made.id, version=1)
        saved = tables.clients.save(db, replace(made, due_days=30))
    assert tables.clients.get(db, made.id) == saved == replace(made, due_days=30, version=2)
    assert tables.clients.find(db, "due_days = ?", (30,)) == (saved,)
    with transaction(db):
        tables.clients.delete(db, made.id)
    with pytest.raises(NotFoundError):
        tables.clients.get(db, made.id)


def test_a_stale_save_is_a_conflict_and_a_deleted_record_is_not_found(db: Database) -> None:
    with transaction(db):
        made = tables.clients.add(db, Client(name="X"))
        tables.clients.save(db, replace(made, name="Y"))
    with transaction(db), pytest.raises(ConflictError):
        tables.clients.save(db, replace(made, name="Z"))
    assert tables.clients.get(db, made.id).name == "Y"
    with transaction(db):
        tables.clients.delete(db, made.id)
    with transaction(db), pytest.raises(NotFoundError):
        tables.clients.save(db, made)


def test_a_client_with_papers_is_not_deleted_but_archived(db: Database) -> None:
    with transaction(db):
        client = tables.clients.add(db, Client(name="X"))
        tables.quotes.add(db, Quote(client_id=client.id, currency="EUR"))
    with pytest.raises(RuleError) as caught, transaction(db):
        tables.clients.delete(db, client.id)
    assert "Archive" in caught.value.next_step


def test_r_quo_2_a_snapshot_comes_back_as_the_quote_it_was(db: Database) -> None:
    line = Line(key="a", description="చిత్రం", unit_price=Decimal("0.3333"), tax=Tax(rate=Decimal(19)))
    with transaction(db):
        client = tables.clients.add(db, Client(name="X"))
        quote = tables.quotes.add(db, Quote(client_id=client.id, currency="EUR", lines=(line,)))
        kept = tables.quote_revisions.add(
            db, QuoteRevision(quote_id=quote.id, sent_on=ON, snapshot=quote, paper_sha256="0" * 64)
        )
    assert tables.quote_revisions.get(db, kept.id).snapshot == quote


def test_writing_outside_a_transaction_is_a_mistake_of_the_program(db: Database) -> None:
    with pytest.raises(AssertionError):
        db.execute("DELETE FROM clients")
