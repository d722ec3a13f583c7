"""The list and the page of clients: paging, finding in every script, and the money that stands between us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import Contract, ContractState, Signature
from clientdesk.domain.errors import NotFoundError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, Contact, Party
from clientdesk.domain.payment import Allocation, Direction, Payment, Settlement, SettlementReason
from clientdesk.domain.prepayment import LedgerRow
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.queries import client_list, client_page
from clientdesk.queries.client_list import ClientOrder, Standing
from clientdesk.queries.client_page import NextKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import clients, issuer, papers
from tests import shelf

TODAY = date(2026, 6, 17)
VAT = Tax(rate=Decimal(19))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = shelf.opened(tmp_path / "book.clientdesk")
    issuer.save(book, Issuer(name="Lena Brandt", address=Address(city="Leipzig", country="DE")))
    return book


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def named(db: Database, name: str, **fields: object) -> Client:
    return clients.create(db, Client(name=name, **fields))


def issued(
    db: Database,
    client: Client,
    net: str,
    *,
    on: date = date(2026, 5, 4),
    due_on: date | None = date(2026, 5, 18),
    kind: InvoiceKind = InvoiceKind.INVOICE,
    currency: str = "EUR",
    corrects_id: int | None = None,
) -> Invoice:
    number = f"{kind.value}-{db.value('SELECT count(*) FROM invoices')}"
    line = Line(description="Work", unit_price=Decimal(net), tax=NO_TAX)
    draft = Invoice(
        kind=kind,
        client_id=client.id,
        currency=currency,
        lines=(line,),
        corrects_id=corrects_id,
    )
    paper = draft.issue(
        number,
        series="invoice",
        on=on,
        due_on=due_on,
        seller=Party(),
        buyer=client.party(),
        account=BankAccount(),
    )
    with transaction(db):
        new_id = db.value("SELECT count(*) + 1 FROM invoices")
        kept = papers.keep(
            db,
            kind=kind.value,
            record_kind="invoice",
            record_id=new_id,
            number=number,
            language="en",
            on=on,
            pdf=b"%PDF",
        )
        return tables.invoices.add(db, replace(paper, id=new_id, paper_sha256=kept.sha256))


def paid(
    db: Database, invoice: Invoice, amount: str, *, on: date = date(2026, 6, 1), extra: str = "0"
) -> None:
    money, whole = eur(amount), eur(amount) + eur(extra)
    with transaction(db):
        payment = tables.payments.add(
            db, Payment(client_id=invoice.client_id, on=on, currency="EUR", amount=whole)
        )
        tables.allocations.add(
            db,
            Allocation(payment_id=payment.id, invoice_id=invoice.id, on=on, currency="EUR", amount=money),
        )


def contract(db: Database, client: Client) -> Contract:
    with transaction(db):
        return tables.contracts.add(
            db,
            Contract(
                client_id=client.id,
                currency="EUR",
                title="Identity",
                state=ContractState.ACTIVE,
                signature=Signature(on=TODAY, by="K", text_hash="x"),
                lines=(Line(description="Work", unit_price=Decimal(500), tax=VAT),),
            ),
        )


def names(rows: tuple[client_list.ClientRow, ...]) -> list[str]:
    return [row.name for row in rows]


def test_the_list_is_paged_by_name_in_every_script(db: Database) -> None:
    for name in ("Zoe", "Ärzte-Verein", "దిన", "anna", "منى عبد الرحمن", "Öko GmbH", "Bernd"):
        named(db, name)
    whole = names(client_list.page(db, today=TODAY))
    assert whole == ["anna", "Ärzte-Verein", "Bernd", "Öko GmbH", "Zoe", "منى عبد الرحمن", "దిన"]
    assert names(client_list.page(db, today=TODAY, offset=2, limit=3)) == whole[2:5]
    assert client_list.count(db) == 7
    third = client_list.page(db, today=TODAY, offset=2, limit=1)[0]
    assert client_list.position(db, third.id) == 2


@pytest.mark.parametrize(
    "text",
    [
        "kru", "krumm bäck", "BAECKEREI", "baeck", "Bäckerei", "backerei", "leipz", "04109", "lena@krumm",
        "0341 123456", "0341123456", "0341/12 34 56", "K-17", "DE136695976", "umm gm",
    ],
)  # fmt: skip
def test_a_client_is_found_by_any_part_of_any_of_it(db: Database, text: str) -> None:
    named(
        db,
        "Bäckerei Krumm GmbH",
        number="K-17",
        addresses=(Address(street="Markt 2", postal_code="04109", city="Leipzig", country="DE"),),
        contacts=(Contact(name="Lena K.", email="lena@krumm.example", phone="0341/123456"),),
        tax_ids=(),
        notes="DE136695976",
    )
    named(db, "Somebody else")
    assert names(client_list.page(db, today=TODAY, text=text)) == ["Bäckerei Krumm GmbH"]
    assert client_list.count(db, text=text) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("منى عبد الرحمن", "مني"),
        ("دار الواحة للنشر", "الواحه"),
        ("أحمد", "احمد"),
        ("అనిత రెడ్డి", "రెడ్డి"),
        ("అనిత రెడ్డి", "రె"),
        ("శ్రావణి & కిరణ్", "కిరణ్"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße & Söhne", "strasse"),
        ("Mueller", "Müller"),
        ("Müller", "mueller"),
        ("Ελένη", "ελενη"),
    ],
)
def test_a_client_is_found_in_any_script(db: Database, name: str, text: str) -> None:
    named(db, name)
    named(db, "Nobody")
    assert names(client_list.page(db, today=TODAY, text=text)) == [name]


@pytest.mark.parametrize("text", ["zzz", "q", '"', "%", "_", "*", "krumm zzz", "NEAR(", "a'b"])
def test_what_is_not_there_is_not_found_and_signs_do_no_harm(db: Database, text: str) -> None:
    named(db, "Bäckerei Krumm")
    assert client_list.page(db, today=TODAY, text=text) == ()


def test_an_empty_text_finds_all_and_archived_ones_have_their_own_list(db: Database) -> None:
    gone = named(db, "Gone")
    named(db, "Here")
    clients.archive(db, gone.id)
    assert names(client_list.page(db, today=TODAY, text="  ")) == ["Here"]
    (row,) = client_list.page(db, today=TODAY, archived=True)
    assert (row.name, row.standing) == ("Gone", Standing.ARCHIVED)
    clients.restore(db, gone.id)
    assert client_list.count(db) == 2


def test_a_renamed_client_is_found_by_the_new_name_only(db: Database) -> None:
    client = named(db, "Krumm")
    clients.change(db, replace(client, name="Gerade"))
    assert names(client_list.page(db, today=TODAY, text="gerade")) == ["Gerade"]
    assert client_list.page(db, today=TODAY, text="krumm") == ()


def test_r_due_2_a_row_shows_what_is_open_and_late_on_this_day(db: Database) -> None:
    client = named(db, "Krumm")
    late = issued(db, client, "2496.03", due_on=date(2026, 6, 16))
    issued(db, client, "100", due_on=TODAY)
    paid(db, late, "496.03")
    (row,) = client_list.page(db, today=TODAY)
    assert (row.open, row.overdue, row.standing) == ((eur("2100"),), (eur("2000"),), Standing.OVERDUE)
    paid(db, late, "2000", extra="50")
    (row,) = client_list.page(db, today=TODAY)
    assert (row.open, row.overdue, row.standing) == ((eur("100"),), (), Standing.OPEN)
    assert row.last_on == date(2026, 6, 1)
    (figures,) = client_page.figures(db, client.id, today=TODAY)
    assert (figures.outstanding, figures.paid_this_year, figures.credit) == (
        eur("100"),
        eur("2546.03"),
        eur("50"),
    )


def test_b14_what_is_settled_or_credited_is_not_open(db: Database) -> None:
    client = named(db, "Krumm")
    invoice = issued(db, client, "1000")
    with transaction(db):
        tables.settlements.add(
            db,
            Settlement(
                invoice_id=invoice.id,
                reason=SettlementReason.BANK_FEE,
                on=TODAY,
                currency="EUR",
                amount=eur("50"),
            ),
        )
    issued(db, client, "150", kind=InvoiceKind.CREDIT_NOTE, corrects_id=invoice.id)
    (row,) = client_list.page(db, today=TODAY)
    assert row.open == (eur("800"),)


def test_money_is_never_added_up_over_currencies(db: Database) -> None:
    client = named(db, "Harbor Light")
    issued(db, client, "10", currency="USD", due_on=None)
    issued(db, client, "20", due_on=None)
    (row,) = client_list.page(db, today=TODAY)
    assert row.open == (eur("20"), Money.of("10", "USD"))


def test_b7_prepaid_money_that_is_held_is_shown(db: Database) -> None:
    client = named(db, "Hofladen Seidel")
    agreed = contract(db, client)
    with transaction(db):
        tables.ledger.add(
            db, LedgerRow(contract_id=agreed.id, on=date(2026, 6, 10), currency="EUR", gross=eur("595"))
        )
    (row,) = client_list.page(db, today=TODAY)
    assert (row.prepaid, row.standing) == ((eur("595"),), Standing.ACTIVE)


def test_the_standing_names_the_most_pressing(db: Database) -> None:
    client = named(db, "Krumm")
    assert client_list.page(db, today=TODAY)[0].standing is Standing.QUIET
    with transaction(db):
        tables.quotes.add(
            db,
            Quote(
                client_id=client.id,
                number="Q1",
                currency="EUR",
                state=QuoteState.SENT,
                sent_revision=1,
                sent_on=date(2026, 6, 2),
                valid_until=TODAY,
            ),
        )
    assert client_list.page(db, today=TODAY)[0].standing is Standing.QUOTED
    assert client_list.page(db, today=date(2026, 6, 18))[0].standing is Standing.QUIET
    contract(db, client)
    assert client_list.page(db, today=TODAY)[0].standing is Standing.ACTIVE


def test_the_list_can_be_sorted_by_the_last_activity(db: Database) -> None:
    first, second, third = (named(db, name) for name in ("A", "B", "C"))
    issued(db, second, "1", on=date(2026, 1, 1))
    with transaction(db):
        tables.payments.add(
            db,
            Payment(
                client_id=first.id,
                direction=Direction.OUT,
                on=date(2026, 2, 1),
                currency="EUR",
                amount=eur("1"),
            ),
        )
    rows = client_list.page(db, today=TODAY, order=ClientOrder.ACTIVITY)
    assert names(rows) == ["A", "B", "C"]
    assert [row.last_on for row in rows] == [date(2026, 2, 1), date(2026, 1, 1), None]
    clients.change(db, replace(first, name="A again"))
    issued(db, third, "1", on=date(2026, 3, 1))
    assert names(client_list.page(db, today=TODAY, order=ClientOrder.ACTIVITY)) == ["C", "A again", "B"]


def test_the_pages_use_their_indexes(db: Database) -> None:
    for order, index in (
        ("sort_key, id", "clients_by_name"),
        ("last_on DESC, id DESC", "clients_by_activity"),
    ):
        plan = db.rows(
            f"EXPLAIN QUERY PLAN SELECT id FROM clients WHERE archived = 0 AND 1 ORDER BY {order} LIMIT 60"
        )
        text = " ".join(row["detail"] for row in plan)
        assert f"COVERING INDEX {index}" in text
        assert "TEMP B-TREE" not in text


def test_k2_the_page_of_a_client_holds_all_that_was_made_for_it(db: Database) -> None:
    client = named(db, "Krumm", kind=ClientKind.BUSINESS, contacts=(Contact(name="Karl Krumm"),))
    agreed = contract(db, client)
    for index in range(12):
        invoice = issued(db, client, "10", on=date(2026, 5, 1 + index), due_on=date(2026, 7, 1))
    paid(db, invoice, "10")
    with transaction(db):
        tables.milestones.add(
            db, Milestone(contract_id=agreed.id, title="First draft", promised_on=date(2026, 6, 20))
        )
    page = client_page.load(db, client.id, today=TODAY, limit=10)
    assert page.client.contact.name == "Karl Krumm"
    assert (len(page.invoices), page.counts.invoices) == (10, 12)
    assert page.invoices[0].open == eur("0")
    assert page.invoices[0].day == date(2026, 5, 12)
    assert [row.value for row in page.contracts] == [eur("500")]
    assert (page.payments[0].amount, page.payments[0].direction) == (eur("10"), "in")
    assert page.next_date is not None
    assert (page.next_date.kind, page.next_date.on) == (NextKind.MILESTONE, date(2026, 6, 20))
    assert not page.next_date.is_past
    assert page.figures[0].outstanding == eur("110")


def test_a_late_paper_is_the_next_date(db: Database) -> None:
    client = named(db, "Krumm")
    assert client_page.next_date(db, client.id, today=TODAY) is None
    invoice = issued(db, client, "10", due_on=date(2026, 5, 18))
    found = client_page.next_date(db, client.id, today=TODAY)
    assert found is not None
    assert (found.kind, found.on, found.id) == (NextKind.DUE, date(2026, 5, 18), invoice.id)
    assert found.is_past
    assert client_page.load(db, client.id, today=TODAY).invoices[0].state == "overdue"
    paid(db, invoice, "10")
    assert client_page.next_date(db, client.id, today=TODAY) is None


def test_the_page_of_a_new_client_is_empty_and_a_missing_one_is_said(db: Database) -> None:
    client = named(db, "Krumm")
    page = client_page.load(db, client.id, today=TODAY)
    assert (page.figures, page.quotes, page.contracts, page.invoices, page.payments) == ((), (), (), (), ())
    with pytest.raises(NotFoundError):
        client_page.load(db, 999, today=TODAY)
