"""Export and import: nothing is lost, nothing half done, and the first bad record is named."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.absence import Absence
from clientdesk.domain.applied import Applied
from clientdesk.domain.aside import Aside
from clientdesk.domain.catalogue import CatalogueItem, Package
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.design import Design, OwnText, Wording
from clientdesk.domain.errors import EnvironmentFault, IntegrityFault, StateError
from clientdesk.domain.invoice import Invoice, InvoiceState
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line
from clientdesk.domain.money import Money
from clientdesk.domain.numbering import Series
from clientdesk.domain.paper import Paper, digest
from clientdesk.domain.party import Address, BankAccount, Contact, Party, TaxId
from clientdesk.domain.payment import Allocation, Payment
from clientdesk.domain.printing import Printing
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import dump, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import exchange

TAX = Tax(category=TaxCategory.STANDARD, rate=Decimal(19))
PDF = b"%PDF-1.7 \x00\xff\xfe" + bytes(range(256))


def exported(db: Database) -> bytes:
    stream = io.BytesIO()
    exchange.export(db, stream)
    return stream.getvalue()


def imported(data: bytes) -> Database:
    db = open_book(None)
    exchange.import_(db, io.BytesIO(data))
    return db


def issued_invoice(db: Database, client: Client) -> Invoice:
    draft = tables.invoices.add(
        db,
        Invoice(
            client_id=client.id,
            currency="EUR",
            title="شعار جديد",
            lines=(
                Line(key="a", description="లోగో", quantity=Decimal("2.5"), unit_price=Decimal(90), tax=TAX),
            ),
            adjustments=(Adjustment(percent=Decimal("2.5"), reason="Stammkunde"),),
        ),
    )
    paper = Paper(
        kind="invoice",
        record_kind="invoice",
        record_id=draft.id,
        number="RE-2026-001",
        language="de",
        created_on=date(2026, 6, 17),
        sha256=digest(PDF),
        pdf=PDF,
    )
    tables.papers.add(db, paper)
    totals = draft.totals()
    issued = replace(
        draft,
        state=InvoiceState.ISSUED,
        series="invoice",
        number="RE-2026-001",
        issued_on=date(2026, 6, 17),
        due_on=date(2026, 7, 1),
        seller=Party(name="Lena"),
        buyer=client.party(),
        account=BankAccount(iban="DE89370400440532013000"),
        groups=totals.remaining,
        net=totals.net,
        tax=totals.tax,
        gross=totals.gross,
        due=totals.due,
        paper_sha256=paper.sha256,
    )
    return tables.invoices.save(db, issued)


@pytest.fixture
def rich() -> Database:
    """A book with every kind of value: bytes, Arabic and Telugu, decimals, nothing, money in two currencies."""
    db = open_book(None)
    with transaction(db):
        tables.issuers.add(db, Issuer(id=1, name="Lena Brandt", currency="EUR"))
        tables.designs.add(
            db,
            Design(
                id=1,
                logo=b"\x89PNG\x00\xff",
                texts=(OwnText(paper=Wording.QUOTE, language="ar", opening="مرحبا {client}"),),
            ),
        )
        tables.series.add(db, Series(code="invoice", pattern="RE-{year}-{counter:3}", last=3))
        tables.absences.add(db, Absence(first_on=date(2026, 7, 1), last_on=date(2026, 7, 14), label="عطلة"))
        tables.asides.add(
            db,
            Aside(subject="quote:quote:1", until=date(2026, 7, 1), reason="مسافر", put_on=date(2026, 6, 17)),
        )
        client = tables.clients.add(
            db,
            Client(
                name="دار الواحة للنشر",
                latin_name="Dar Al Waha",
                kind=ClientKind.BUSINESS,
                addresses=(Address(street="شارع 7", city="الرياض", country="SA"),),
                contacts=(Contact(name="శ్రావణి & కిరణ్", email="s@example.in"),),
                tax_ids=(TaxId(kind="vat", value="300000000000003"),),
                deposit_percent=Decimal("33.3333"),
                due_days=None,
                notes='Line one\nLine "two" \\ \u2028 end',
            ),
        )
        tables.catalogue.add(db, CatalogueItem(description="Entwurf", unit_price=Decimal("0.0001"), tax=TAX))
        tables.packages.add(db, Package(name="Basic", currency="EUR", price=None))
        invoice = issued_invoice(db, client)
        payment = tables.payments.add(
            db, Payment(client_id=client.id, on=date(2026, 6, 20), currency="EUR", amount=Money(10000, "EUR"))
        )
        allocation = Allocation(
            payment_id=payment.id,
            invoice_id=invoice.id,
            on=payment.on,
            currency="EUR",
            amount=Money(10000, "EUR"),
        )
        tables.allocations.add(db, allocation)
        tables.printings.add(
            db, Printing(paper_id=tables.papers.find(db)[0].id, on=date(2026, 6, 21), as_copy=True)
        )
        tables.applied.add(db, Applied(key="shop-1", request="0" * 64, record_id=invoice.id, number="RE-1"))
    return db


def test_export_import_export_is_byte_equal(rich: Database) -> None:
    first = exported(rich)
    assert exported(imported(first)) == first


def test_an_imported_book_is_found_and_read_like_the_first(rich: Database) -> None:
    db = imported(exported(rich))
    assert tables.clients.find(db) == tables.clients.find(rich)
    assert tables.papers.find(db)[0].pdf == PDF
    found = db.value("SELECT rowid FROM clients_index WHERE clients_index MATCH ?", ('"waha"',))
    assert found == tables.clients.find(db)[0].id


def test_the_file_is_utf8_with_sorted_keys_and_one_record_a_line(rich: Database) -> None:
    text = exported(rich).decode("utf-8")
    assert "دار الواحة للنشر" in text
    whole = json.loads(text)
    assert [table["name"] for table in whole["tables"]] == list(dump.ORDER)
    for table in whole["tables"]:
        for row in table["rows"]:
            assert list(row) == sorted(row)
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            assert f"\n{line}" in text
    assert text.endswith("]}\n")


def test_every_table_of_the_schema_is_exported(rich: Database) -> None:
    """A new table that nobody added here would be lost without a word."""
    known = rich.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict"
    )
    # What was typed and not saved is no record yet, and filters are a habit; the list of papers is worked out.
    assert {row["name"] for row in known} == {*dump.ORDER, "unsaved", "own_filters", "documents", "book"}


def test_import_is_refused_into_a_book_that_holds_anything(rich: Database) -> None:
    with pytest.raises(StateError, match="not empty"):
        exchange.import_(rich, io.BytesIO(exported(rich)))


def _changed(data: bytes, table: str, **changes: object) -> bytes:
    whole = json.loads(data)
    row = next(entry for entry in whole["tables"] if entry["name"] == table)["rows"][0]
    row.update(changes)
    return json.dumps(whole, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("table", "changes", "said"),
    [
        ("clients", {"due_days": "14"}, "Record 1 of clients"),
        ("clients", {"archived": 1}, "archived"),
        ("clients", {"kind": "robot"}, "one of the words"),
        ("clients", {"deposit_percent": "1e3"}, "deposit_percent"),
        ("clients", {"deposit_percent": "30.0"}, "shortest form"),
        ("clients", {"shoe_size": "43"}, "no such field"),
        ("clients", {"id": 0}, "its id is not positive"),
        ("clients", {"name": ""}, "Record 1 of clients"),
        ("absences", {"first_on": "2026-7-1"}, "a date"),
        ("absences", {"first_on": "2026-02-30"}, "a date"),
        ("absences", {"first_on": "2026-08-01"}, "Record 1 of absences"),
        ("papers", {"pdf": "JVBERi0"}, "base64"),
        ("papers", {"pdf": "JVBERi0x"}, "does not match its SHA-256"),
        ("payments", {"amount": {"minor": 10000, "currency": "USD"}}, "not in its currency"),
        ("payments", {"amount": {"minor": 5000, "currency": "EUR"}}, "Record 1 of allocations"),
        ("payments", {"client_id": 77}, "Record 1 of payments"),
        ("invoices", {"paper_sha256": "0" * 64}, "Record 1 of invoices"),
        ("invoices", {"net": {"minor": 1, "currency": "EUR"}}, "Record 1 of invoices"),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_kept(
    rich: Database, table: str, changes: dict[str, object], said: str
) -> None:
    db = open_book(None)
    with pytest.raises(IntegrityFault) as caught:
        exchange.import_(db, io.BytesIO(_changed(exported(rich), table, **changes)))
    assert said in str(caught.value)
    assert dump.is_empty(db)


@pytest.mark.parametrize("version", ["format_version", "schema_version"])
def test_a_newer_file_is_refused_with_what_to_do(rich: Database, version: str) -> None:
    whole = json.loads(exported(rich))
    whole[version] = 99
    with pytest.raises(EnvironmentFault, match="newer"):
        imported(json.dumps(whole).encode())


def test_a_record_that_was_changed_in_the_file_is_named_and_nothing_is_kept(rich: Database) -> None:
    db = open_book(None)
    with pytest.raises(IntegrityFault, match="Altered by another program"):
        exchange.import_(db, io.BytesIO(_changed(exported(rich), "clients", notes="Never pays.")))
    assert dump.is_empty(db)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_cut_off_file_changes_nothing(rich: Database, share: float) -> None:
    data = exported(rich)
    db = open_book(None)
    with pytest.raises(IntegrityFault):
        exchange.import_(db, io.BytesIO(data[: int(len(data) * share)]))
    assert dump.is_empty(db)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[]", b'{"format":"else"}', b"[" * 100_000, b'{"format":1e999}', b"9" * 10_000],
)
def test_what_is_no_export_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(IntegrityFault, match="no complete export"):
        imported(data)


def test_text_after_the_end_is_refused(rich: Database) -> None:
    with pytest.raises(IntegrityFault, match="no complete export"):
        imported(exported(rich) + b"{}")


def test_a_file_laid_out_by_another_tool_is_read_all_the_same(rich: Database) -> None:
    data = exported(rich)
    pretty = json.dumps(json.loads(data), indent=4).encode()
    assert exported(imported(pretty)) == data


def test_export_and_import_hold_one_row_at_a_time_in_memory() -> None:
    db = open_book(None)
    with transaction(db):
        for number in range(60):
            pdf = b"%PDF" + number.to_bytes(2, "big") * 50_000
            paper = Paper(
                kind="receipt",
                record_kind="payment",
                record_id=number,
                created_on=date(2026, 1, 1),
                sha256=digest(pdf),
                pdf=pdf,
            )
            tables.papers.add(db, paper)

    class Counting(io.RawIOBase):
        size = 0

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.size += len(data)
            return len(data)

    sink = Counting()
    tracemalloc.start()
    exchange.export(db, sink)  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sink.size > 8_000_000
    assert peak < 3_000_000


_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_CLIENTS = st.builds(
    Client,
    name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40),
    latin_name=_TEXTS,
    notes=_TEXTS,
    kind=st.sampled_from(ClientKind),
    due_days=st.none() | st.integers(0, 365),
    deposit_percent=st.none() | st.decimals(0, 100, places=4),
    archived=st.booleans(),
    addresses=st.lists(st.builds(Address, city=_TEXTS, street=_TEXTS), max_size=2).map(tuple),
    contacts=st.lists(st.builds(Contact, name=_TEXTS, phone=_TEXTS), max_size=2).map(tuple),
)


@settings(max_examples=25)
@given(st.lists(_CLIENTS, max_size=4))
def test_any_client_survives_the_round_trip(clients: list[Client]) -> None:
    db = open_book(None)
    with transaction(db):
        for client in clients:
            tables.clients.add(db, client)
    first = exported(db)
    again = imported(first)
    assert exported(again) == first
    assert tables.clients.find(again) == tables.clients.find(db)
