"""All papers in one list: paged from SQL in one order, narrowed, found, with derived states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clientdesk.queries import document_list, document_page
from clientdesk.queries.document_list import DocumentFilter
from clientdesk.storage.database import Database
from clientdesk.usecases import credit_notes, invoices, payments, quotes
from tests.usecases.billing import eur, issued, line, open_german

TODAY = date(2026, 6, 17)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.db")
    yield book
    book.close()


def quote(db: Database, on: date) -> int:
    draft = quotes.create(db, 1, on=on, lines=(line("10"),))
    quotes.change(db, replace(draft, not_included="None", change_terms="None"))
    return quotes.send(db, draft.id, on=on).id


def test_pages_of_both_tables_join_without_gap_or_double(db: Database):
    start = date(2026, 1, 1)
    for number in range(12):
        issued(db, on=start + timedelta(days=2 * number))
    for number in range(5):
        quote(db, start + timedelta(days=4 * number + 1))
    whole = document_list.page(db, today=TODAY, limit=100)
    assert len(whole) == document_list.count(db, today=TODAY) == 17
    days = [row.day for row in whole]
    assert days == sorted(days, reverse=True)
    paged = [
        row
        for offset in range(0, 17, 5)
        for row in document_list.page(db, today=TODAY, offset=offset, limit=5)
    ]
    assert tuple(paged) == whole
    assert document_list.page(db, today=TODAY, descending=False, limit=100)[0].day == start


def test_r_doc_1_states_and_open_amounts_are_derived(db: Database):
    late = issued(db, line("100"), on=date(2026, 5, 4))
    part = issued(db, line("100"), on=date(2026, 6, 10))
    payments.record(db, 1, eur(19), on=TODAY, allocate=((part.id, eur(19)),))
    gone = issued(db, line("100"), on=date(2026, 6, 11))
    counter = credit_notes.cancel(db, gone.id, on=TODAY, reason="Wrong client")
    expired = quote(db, date(2026, 1, 5))
    draft = invoices.create(db, 1, on=TODAY, lines=(line("50"),))
    rows = {(row.is_quote, row.record_id): row for row in document_list.page(db, today=TODAY)}
    assert (rows[False, late.id].state, rows[False, late.id].open) == ("overdue", eur("119.00"))
    assert (rows[False, part.id].state, rows[False, part.id].open) == ("part_paid", eur("100.00"))
    assert rows[False, gone.id].state == "credited"
    assert (rows[False, counter.id].state, rows[False, counter.id].amount) == ("issued", eur("-119.00"))
    assert rows[True, expired].state == "expired"
    assert (rows[False, draft.id].state, rows[False, draft.id].amount) == ("draft", eur("59.50"))
    assert [row.record_id for row in document_list.page(db, today=TODAY, only=DocumentFilter.OVERDUE)] == [
        late.id
    ]


def test_the_year_and_the_client_narrow_the_list(db: Database):
    issued(db, on=date(2025, 12, 31))
    now = issued(db, on=date(2026, 1, 1))
    found = document_list.page(db, today=TODAY, only=DocumentFilter.THIS_YEAR)
    assert [row.record_id for row in found] == [now.id]
    assert document_list.count(db, today=TODAY, client_id=1) == 2
    assert document_list.count(db, today=TODAY, client_id=2) == 0
    assert document_list.count(db, today=TODAY, text="krumm 2026-001") == 1


def test_a_draft_that_cannot_be_added_up_still_has_its_row(db: Database):
    draft = invoices.create(db, 1, on=TODAY, lines=(line("999999999999", quantity="99999999"),))
    (row,) = document_list.page(db, today=TODAY)
    assert (row.record_id, row.amount) == (draft.id, None)


def test_what_stands_around_a_paper_leads_to_its_kin(db: Database):
    paper = issued(db, line("100"), on=date(2026, 6, 1))
    payments.record(db, 1, eur(50), on=TODAY, allocate=((paper.id, eur(50)),))
    credit = credit_notes.credit(db, paper.id, on=TODAY, reason="Too much", amount=eur("19.00"))
    standing = document_page.standing(db, paper, today=TODAY)
    assert (standing.state, standing.open) == ("overdue", eur("50.00"))
    assert [movement.kind for movement in standing.movements] == ["payment", "invoice"]
    assert [(one.kind, one.record_id) for one in standing.related] == [("invoice", credit.id)]
    assert [one.record_id for one in document_page.standing(db, credit, today=TODAY).related] == [paper.id]


def test_a_book_is_new_until_somebody_worked_in_it(tmp_path: Path, db: Database):
    from clientdesk.storage.database import open_book

    empty = open_book(tmp_path / "empty.db")
    assert document_list.is_new_book(empty)
    assert not document_list.is_new_book(db)
    empty.close()
