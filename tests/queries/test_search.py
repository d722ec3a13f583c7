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
from clientdesk.queries import search
from clientdesk.queries.search import FoundKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import catalogue, clients, issuer, papers, quotes

ON = date(2026, 2, 11)
LINE = Line(description="Translation of చిత్రం", unit_price=Decimal("5457.50"), tax=Tax(rate=Decimal(19)))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = open_book(tmp_path / "book.clientdesk")
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
    assert found[0].title == "Many 19"
