"""The list of papers is what the papers say, whatever happens in whatever order; so is what is left of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.client import Client
from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.payment import SettlementReason
from clientdesk.queries import client_list, document_list, payment_list
from clientdesk.queries.client_list import ClientOrder
from clientdesk.storage import dump, listing
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import clients, credit_notes, invoices, payments, quotes
from tests.usecases.billing import eur, issued, line, open_german

TODAY = date(2026, 6, 17)
FIRST = date(2026, 1, 5)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.db")
    yield book
    book.close()


class Story:
    """A book in which things happen; every verb takes two numbers, whatever it needs them for."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.day = FIRST
        self.others = [1]

    def new_client(self, one: int, _two: int) -> None:
        self.others.append(clients.create(self.db, Client(name=f"Öko {one}", number=str(one))).id)

    def rename(self, one: int, two: int) -> None:
        known = clients.get(self.db, self._client(one))
        clients.change(self.db, replace(known, name=f"Müller & Töchter {two}"))

    def draft(self, one: int, two: int) -> None:
        invoices.create(self.db, self._client(one), on=self.day, lines=(line(str(two)),))

    def redraft(self, one: int, two: int) -> None:
        for draft_id in self._ids("invoices", "state = 'draft'", one):
            draft = invoices.get(self.db, draft_id)
            invoices.change(self.db, replace(draft, title=f"Job {two}", lines=(line(str(two)), line("1"))))

    def drop(self, one: int, _two: int) -> None:
        for draft_id in self._ids("invoices", "state = 'draft' AND corrects_id IS NULL", one):
            invoices.delete_draft(self.db, draft_id)

    def issue(self, _one: int, two: int) -> None:
        self.day += timedelta(days=two % 9)
        issued(self.db, line(str(two)), on=self.day)

    def pay(self, one: int, two: int) -> None:
        amount = eur(two)
        payments.record(
            self.db, 1, amount, on=self.day, allocate=payments.suggest(self.db, 1, amount) if one % 2 else ()
        )

    def settle(self, one: int, _two: int) -> None:
        for paper_id in self._ids("documents", "standing = 'open'", one):
            payments.settle(self.db, paper_id // 2, SettlementReason.BANK_FEE, eur("0.01"), on=self.day)

    def cancel(self, one: int, _two: int) -> None:
        for row in self._ids("documents", "standing IN ('open', 'paid') AND id % 2 = 0", one):
            if not self.db.value("SELECT count(*) FROM invoices WHERE corrects_id = ?", (row // 2,)):
                credit_notes.cancel(self.db, row // 2, on=self.day, reason="Wrong")

    def offer(self, one: int, two: int) -> None:
        draft = quotes.create(self.db, self._client(one), on=self.day, lines=(line(str(two)),))
        if two % 2 and draft.client_id == 1:
            quotes.change(self.db, replace(draft, not_included="None", change_terms="None"))
            quotes.send(self.db, draft.id, on=self.day)

    def put_away(self, one: int, two: int) -> None:
        for quote_id in self._ids("quotes", "1", one):
            quotes.archive(self.db, quote_id, archived=bool(two % 2))

    def _client(self, number: int) -> int:
        return self.others[number % len(self.others)]

    def _ids(self, table: str, where: str, number: int) -> list[int]:
        found = [row["id"] for row in self.db.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
        return [found[number % len(found)]] if found else []


VERBS = [name for name in vars(Story) if not name.startswith("_")]
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 20), st.integers(1, 5000)), min_size=8, max_size=25
)


@settings(max_examples=20)
@given(steps=STEPS)
def test_whatever_happens_the_list_stays_what_the_papers_say(steps: list[tuple[str, int, int]]):
    db = open_german(None)
    story = Story(db)
    for verb, one, two in steps:
        getattr(story, verb)(one, two)
        assert listing.differences(db) == 0, verb
    listed = {row.id: row for row in document_list.page(db, today=TODAY, limit=1000)}
    for row in db.rows("SELECT id, amount, balance FROM documents"):
        shown = listed[row["id"]]
        assert (shown.amount.minor if shown.amount else None) == row["amount"]
        assert (shown.open.minor if shown.open else 0) == (row["balance"] or 0)
    assert all(row.left.minor == unspent for row, unspent in _payments(db))
    db.close()


def _payments(db: Database) -> Iterator[tuple[payment_list.PaymentRow, int]]:
    for row in payment_list.page(db, limit=1000):
        yield row, db.value("SELECT unspent FROM payments WHERE id = ?", (row.id,))


def test_a_book_whose_list_was_written_past_the_triggers_is_found_and_mended(db: Database):
    paper = issued(db, on=FIRST)
    with transaction(db):
        db.execute("UPDATE documents SET balance = balance - 1 WHERE id = ?", (2 * paper.id,))
    assert listing.differences(db) > 0
    with pytest.raises(IntegrityFault):
        dump.check_whole(db)
    with transaction(db):
        for statement in listing.rebuild():
            db.execute(statement)
    assert listing.differences(db) == 0
    dump.check_whole(db)


def test_a_renamed_client_is_found_and_sorted_by_the_new_name_in_the_list_of_papers(db: Database):
    paper = issued(db, on=FIRST)
    other = clients.create(db, replace(clients.get(db, 1), id=0, version=0, name="Ärzte-Verein"))
    draft = invoices.create(db, other.id, on=FIRST, lines=(line("10"),))
    by_name = document_list.DocumentOrder.CLIENT
    rows = document_list.page(db, today=TODAY, order=by_name, descending=False)
    assert [row.record_id for row in rows] == [draft.id, paper.id]
    clients.change(db, replace(other, name="Zoologischer Garten"))
    rows = document_list.page(db, today=TODAY, order=by_name, descending=False)
    assert [row.record_id for row in rows] == [paper.id, draft.id]
    assert [row.record_id for row in document_list.page(db, today=TODAY, text="zoolog")] == [draft.id]
    assert document_list.page(db, today=TODAY, text="ärzte") == ()


def test_r_pre_19_a_payment_is_found_by_its_clients_new_name_and_its_receipt(db: Database):
    payment = payments.record(db, 1, eur("19.00"), on=FIRST, reference="Jänner")
    clients.change(db, replace(clients.get(db, 1), name="Krumm & Söhne"))
    receipt = payments.issue_receipt(db, payment.id, on=FIRST)
    for text in ("jaenner", "söhne", "19.00", receipt.number):
        assert [row.id for row in payment_list.page(db, text=text)] == [payment.id], text
    assert payment_list.page(db, text="bäckerei") == ()


def test_clients_are_sorted_by_the_most_they_owe_in_one_currency(db: Database):
    small = clients.create(db, replace(clients.get(db, 1), id=0, version=0, name="Small"))
    nothing = clients.create(db, Client(name="Nothing"))
    paper = issued(db, line("1000"), on=FIRST)
    draft = invoices.create(db, small.id, on=FIRST, lines=(line("10"),))
    invoices.issue(db, draft.id, on=FIRST)

    def order() -> list[int]:
        return [row.id for row in client_list.page(db, today=TODAY, order=ClientOrder.OPEN)]

    assert order() == [1, small.id, nothing.id]
    payments.record(db, 1, eur("1189"), on=FIRST, allocate=((paper.id, eur("1189")),))
    assert order() == [small.id, 1, nothing.id]
