"""One search finds clients, quotes, contracts, papers and catalogue lines by any part of them, in any script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, BankAccount, Contact, Party
from clientdesk.domain.tax import Tax
from clientdesk.queries import search, search_latest
from clientdesk.queries.search import FoundKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import catalogue, clients, issuer, papers, quotes
from tests import shelf

ON = date(2026, 2, 11)
LINE = Line(description="Translation of చిత్రం", unit_price=Decimal("5457.50"), tax=Tax(rate=Decimal(19)))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = shelf.opened(tmp_path / "book.clientdesk")
    issuer.save(book, Issuer(name="Lena Brandt", address=Address(city="Leipzig", country="DE")))
    client = clients.create(
        book,
        Client(
            name="دار الواحة للنشر",
            latin_name="Dar Al Waha",
            contacts=(Contact(name="Mona", email="mona@waha.example", phone="+966 11 234 5678"),),
        ),
    )
    clients.create(book, Client(name="Somebody"))
    quotes.create(book, client.id, on=ON, title="Book", lines=(LINE,))
    with transaction(book):
        tables.contracts.add(book, Contract(client_id=client.id, currency="EUR", title="Book", lines=(LINE,)))
        draft = Invoice(client_id=client.id, currency="EUR", title="Chapter", lines=(LINE,))
        paper = draft.issue(
            "RE-2026-014",
            series="invoice",
            on=ON,
            due_on=None,
            seller=Party(),
            buyer=client.party(),
            account=BankAccount(),
        )
        kept = papers.keep(
            book,
            kind="invoice",
            record_kind="invoice",
            record_id=1,
            number=paper.number,
            language="en",
            on=ON,
            pdf=b"%PDF",
        )
        tables.invoices.add(book, replace(paper, id=1, paper_sha256=kept.sha256))
    catalogue.learn(book, (LINE,), currency="EUR", on=ON)
    return book


def kinds(db: Database, text: str) -> list[FoundKind]:
    return [found.kind for found in search.find(db, text)]


PAPERS = [FoundKind.QUOTE, FoundKind.CONTRACT, FoundKind.INVOICE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الواحه", [FoundKind.CLIENT, *PAPERS]),
        ("waha", [FoundKind.CLIENT, *PAPERS]),
        ("mona@", [FoundKind.CLIENT, *PAPERS]),
        ("2345678", [FoundKind.CLIENT, *PAPERS]),
        ("చిత్రం", [*PAPERS, FoundKind.ITEM]),
        ("waha book", [FoundKind.QUOTE, FoundKind.CONTRACT]),
        ("RE-2026-014", [FoundKind.INVOICE]),
        ("6494", PAPERS),
        ("6.494,43", PAPERS),
        ("nothing like it", []),
        ("", []),
        ("  ", []),
    ],
)
def test_everything_is_found_by_any_part_of_it(db: Database, text: str, expected: list[FoundKind]) -> None:
    assert kinds(db, text) == expected


def test_a_hit_says_what_it_is_and_whose(db: Database) -> None:
    (paper,) = search.find(db, "re-2026-014")
    assert (paper.title, paper.number, paper.detail, paper.state) == (
        "Chapter",
        "RE-2026-014",
        "دار الواحة للنشر",
        "invoice",
    )
    assert paper.client_id == search.find(db, "waha")[0].id


def test_hits_are_bounded_per_kind(db: Database) -> None:
    for number in range(20):
        clients.create(db, Client(name=f"Many {number}"))
    found = search.find(db, "many", limit=5)
    assert len(found) == 5
    assert found[0].title == "Many 0"


@pytest.mark.parametrize(
    "typed",
    ["+966 11 234 5678", "00966112345678", "011 2345678", "011/234-5678", "+966 (0)11 2345678", "0112"],
)
def test_a_telephone_number_is_found_however_it_is_spelled(db: Database, typed: str) -> None:
    hit = search.find(db, typed)[0]
    assert (hit.kind, hit.detail, hit.why) == (FoundKind.CLIENT, "", "+966 11 234 5678")


@pytest.mark.parametrize(
    "typed", ["6494", "6494.43", "6.494,43", "6,494.43", "٦٤٩٤", "6.494", "6,494", "€6,494.43"]
)
def test_an_amount_is_found_however_it_is_written(db: Database, typed: str) -> None:
    invoice = search.find(db, typed)[-1]
    assert (invoice.number, str(invoice.amount.amount)) == ("RE-2026-014", "6494.43")


def test_the_paper_of_exactly_that_amount_stands_before_newer_ones_with_the_digits_elsewhere(
    db: Database,
) -> None:
    client = clients.create(db, Client(name="Newer"))
    for number in range(6):
        line = replace(LINE, description=f"Order 6494 {number}", unit_price=Decimal(10))
        quotes.create(db, client.id, on=ON, title=f"6494 {number}", lines=(line,))
    found = [hit for hit in search.find(db, "6494", limit=3) if hit.kind is FoundKind.QUOTE]
    assert [hit.title for hit in found] == ["Book", "6494 5", "6494 4"]


def test_a_client_whose_name_begins_so_stands_before_one_that_has_it_in_a_note(db: Database) -> None:
    clients.create(db, Client(name="Krumm"))
    noted = clients.create(
        db, Client(name="Engel", notes="Sister of the baker; her dog is called Krümel. Ring twice.")
    )
    assert [hit.title for hit in search.find(db, "kru")] == ["Krumm", "Engel"]
    (hit,) = search.find(db, "krumel")
    assert hit.id == noted.id
    assert "Krümel" in hit.why


def test_a_word_in_a_line_says_in_which(db: Database) -> None:
    (quote, *_rest) = search.find(db, "చిత్రం")
    assert quote.why == "Translation of చిత్రం"


def test_stages_payments_and_packages_are_found_and_named_again_when_they_were_seen_last(
    db: Database,
) -> None:
    from clientdesk.domain.catalogue import Package
    from clientdesk.domain.milestone import Milestone
    from clientdesk.domain.money import Money
    from clientdesk.domain.payment import Payment

    client = search.find(db, "waha")[0]
    with transaction(db):
        tables.milestones.add(db, Milestone(contract_id=1, title="Übergabe der Bögen", promised_on=ON))
        tables.packages.add(db, Package(name="Bogenpaket", currency="EUR"))
        payment = Payment(
            client_id=client.id,
            on=ON,
            currency="EUR",
            amount=Money(987650, "EUR"),
            reference="Bogen 7",
            payer="Mona",
        )
        tables.payments.add(db, payment)
    assert kinds(db, "uebergabe") == [FoundKind.MILESTONE]
    assert set(kinds(db, "bogen")) == {FoundKind.MILESTONE, FoundKind.PACKAGE, FoundKind.PAYMENT}
    (paid,) = search.find(db, "9.876,50")
    assert (paid.kind, paid.detail) == (FoundKind.PAYMENT, client.title)
    every = {hit.kind: hit for text in ("bogen", "waha", "a", "1", "2") for hit in search.find(db, text)}
    assert set(every) == set(FoundKind)
    seen = search_latest.named(db, [(hit.kind, hit.id) for hit in every.values()], limit=len(every))
    assert [(hit.kind, hit.id, hit.title) for hit in seen] == [
        (hit.kind, hit.id, hit.title) for hit in every.values()
    ]
