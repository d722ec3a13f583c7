"""The list of quotes: chips with the derived expiry, totals per row, finding by client and amount (R-QUO-1, B27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Adjustment, Line, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address
from clientdesk.domain.quote import AcceptanceMethod, Quote
from clientdesk.domain.tax import Tax
from clientdesk.queries import quote_list
from clientdesk.queries.quote_list import QuoteChip, QuoteRow
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, issuer, quotes
from tests import shelf

VAT = Tax(rate=Decimal(19))
SENT_ON = date(2026, 6, 1)
LAST_DAY = date(2026, 6, 26)
NEXT_DAY = date(2026, 6, 27)
LINE = Line(description="Identity", unit_price=Decimal(2400), tax=VAT)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = shelf.opened(tmp_path / "book.clientdesk")
    issuer.save(book, Issuer(name="Lena Brandt", address=Address(city="Leipzig", country="DE")))
    return book


def client(db: Database, name: str = "Bäckerei Krumm") -> Client:
    return clients.create(db, Client(name=name, addresses=(Address(city="Leipzig", country="DE"),)))


def quote(db: Database, owner: Client, title: str = "Shop", *lines: Line) -> Quote:
    draft = quotes.create(db, owner.id, on=SENT_ON, title=title, lines=lines or (LINE,))
    return quotes.change(db, replace(draft, valid_until=LAST_DAY, not_included="none", change_terms="none"))


def sent(db: Database, owner: Client, title: str = "Shop") -> Quote:
    return quotes.send(db, quote(db, owner, title).id, on=SENT_ON)


def titles(rows: tuple[QuoteRow, ...]) -> list[str]:
    return [row.title for row in rows]


def test_a_row_shows_client_number_state_validity_and_totals(db: Database) -> None:
    owner = client(db)
    number = sent(db, owner).number
    (row,) = quote_list.page(db, today=LAST_DAY)
    assert (row.number, row.client, row.client_id, row.revision) == (number, owner.name, owner.id, 1)
    assert (row.chip, row.sent_on, row.valid_until) == (QuoteChip.SENT, SENT_ON, LAST_DAY)
    assert (row.net, row.gross) == (eur("2400"), eur("2856"))


def test_r_quo_4_options_do_not_count_in_the_totals_of_the_list(db: Database) -> None:
    quote(db, client(db), "Shop", LINE, replace(LINE, role=LineRole.OPTIONAL))
    assert quote_list.page(db, today=SENT_ON)[0].net == eur("2400")


def test_b27_a_sent_quote_expires_the_day_after_without_being_touched(db: Database) -> None:
    sent(db, client(db))
    assert titles(quote_list.page(db, today=LAST_DAY, chip=QuoteChip.SENT)) == ["Shop"]
    assert quote_list.page(db, today=LAST_DAY, chip=QuoteChip.EXPIRED) == ()
    (row,) = quote_list.page(db, today=NEXT_DAY, chip=QuoteChip.EXPIRED)
    assert row.chip is QuoteChip.EXPIRED
    assert quote_list.page(db, today=NEXT_DAY, chip=QuoteChip.SENT) == ()


def test_r_quo_1_every_state_has_its_chip_and_the_chips_add_up(db: Database) -> None:
    owner = client(db)
    quote(db, owner, "a draft")
    sent(db, owner, "a sent one")
    yes, no, back = (sent(db, owner, title) for title in ("yes", "no", "back"))
    quotes.accept(db, yes.id, by="K", on=SENT_ON, method=AcceptanceMethod.MAIL)
    quotes.decline(db, no.id, reason="Too dear")
    quotes.withdraw(db, back.id)
    found = {
        chip: titles(quote_list.page(db, today=LAST_DAY, chip=chip))
        for chip in QuoteChip
        if chip is not QuoteChip.EXPIRED
    }
    assert found == {
        QuoteChip.DRAFT: ["a draft"],
        QuoteChip.SENT: ["a sent one"],
        QuoteChip.ACCEPTED: ["yes"],
        QuoteChip.DECLINED: ["no"],
        QuoteChip.WITHDRAWN: ["back"],
    }
    assert sum(quote_list.counts(db, today=LAST_DAY).values()) == quote_list.count(db, today=LAST_DAY) == 5


def test_the_newest_come_first_in_pages(db: Database) -> None:
    owner, other = client(db), client(db, "Other")
    for number in range(5):
        quote(db, owner, f"Q{number}")
    quote(db, other, "theirs")
    assert titles(quote_list.page(db, today=SENT_ON, limit=2)) == ["theirs", "Q4"]
    assert titles(quote_list.page(db, today=SENT_ON, offset=4)) == ["Q1", "Q0"]
    assert titles(quote_list.page(db, today=SENT_ON, client_id=other.id)) == ["theirs"]
    plan = db.rows("EXPLAIN QUERY PLAN SELECT q.id FROM quotes AS q WHERE q.archived = 0 ORDER BY q.id DESC")
    assert "COVERING INDEX quotes_by_age" in " ".join(row["detail"] for row in plan)


@pytest.mark.parametrize(
    "text", ["krumm", "baecker shop", "identity", "2400", "2.856,00", "2,856.00", "QUO", "krumm iden 2856"]
)
def test_a_quote_is_found_by_its_own_words_amounts_and_its_client(db: Database, text: str) -> None:
    number = sent(db, client(db)).number
    quote(db, client(db, "Somebody"), "Other", replace(LINE, description="Else", unit_price=Decimal(7)))
    text = number if text == "QUO" else text
    assert titles(quote_list.page(db, today=SENT_ON, text=text)) == ["Shop"]
    assert quote_list.count(db, today=SENT_ON, text=text) == 1


def test_a_draft_that_cannot_be_added_up_is_listed_without_totals(db: Database) -> None:
    draft = quote(db, client(db))
    quotes.change(db, replace(draft, adjustments=(Adjustment(amount=Decimal(1), tax=Tax(rate=Decimal(7))),)))
    (row,) = quote_list.page(db, today=SENT_ON)
    assert (row.net, row.gross) == (None, None)


def test_archived_quotes_are_kept_in_a_list_of_their_own(db: Database) -> None:
    made = sent(db, client(db))
    quotes.archive(db, made.id)
    assert quote_list.count(db, today=SENT_ON) == 0
    assert quote_list.page(db, today=SENT_ON, archived=True)[0].archived
