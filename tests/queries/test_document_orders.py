"""The list of papers in every order and under every filter: the same rows as a plain sorting of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.search import sort_key
from clientdesk.queries import document_list
from clientdesk.queries.document_list import DocumentFilter, DocumentOrder, DocumentRow
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, credit_notes, invoices, payments, quotes
from tests.usecases.billing import eur, issued, line, open_german

TODAY = date(2026, 6, 17)
LAST = date.max


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    """Twelve invoices over the turn of the year, paid, open, credited and in draft, and quotes in every state."""
    book = open_german(None)
    other = clients.create(book, replace(clients.get(book, 1), id=0, version=0, name="Ärzte-Verein")).id
    clients.create(book, Client(name="Nobody"))
    start = date(2025, 12, 1)
    for number in range(8):
        paper = issued(book, line(str(100 + 37 * (number % 5))), on=start + timedelta(days=20 * number))
        if number % 3 == 0 and paper.due is not None:
            payments.record(book, 1, paper.due, on=TODAY, allocate=((paper.id, paper.due),))
        if number == 4:
            payments.record(book, 1, eur(10), on=TODAY, allocate=((paper.id, eur(10)),))
        if number == 5:
            credit_notes.cancel(book, paper.id, on=TODAY, reason="Twice")
    for number in range(3):
        invoices.create(book, other, on=TODAY, lines=(line(str(10 * number + 5)),))
        draft = quotes.create(book, 1, on=start + timedelta(days=9 * number), lines=(line(str(number + 1)),))
        if number:
            sent_on = start + timedelta(days=90 * number)
            until = sent_on + timedelta(days=30)
            quotes.change(book, replace(draft, not_included="None", change_terms="None", valid_until=until))
            quotes.send(book, draft.id, on=sent_on)
    yield book
    book.close()


def key(order: DocumentOrder, row: DocumentRow) -> Any:
    amount = row.amount.minor if row.amount is not None else None
    left = row.open.minor if row.open is not None else None
    values: dict[DocumentOrder, Any] = {
        DocumentOrder.DAY: row.day or LAST,
        DocumentOrder.UNTIL: row.until or LAST,
        DocumentOrder.NUMBER: row.number,
        DocumentOrder.CLIENT: sort_key(row.client),
        DocumentOrder.AMOUNT: (amount is not None, amount),
        DocumentOrder.OPEN: (left is not None, left),
    }
    return values[order], row.id


@pytest.mark.parametrize("order", DocumentOrder)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_a_plain_sorting_and_pages_join(db: Database, order: DocumentOrder, descending: bool):
    everything = document_list.page(db, today=TODAY, limit=100)
    wanted = sorted(everything, key=lambda row: key(order, row), reverse=descending)
    paged = [
        row.id
        for offset in range(0, len(everything), 4)
        for row in document_list.page(
            db, today=TODAY, order=order, descending=descending, offset=offset, limit=4
        )
    ]
    assert paged == [row.id for row in wanted]


def belongs(only: DocumentFilter, row: DocumentRow) -> bool:
    is_open = row.open is not None and bool(row.open)
    return {
        DocumentFilter.ALL: True,
        DocumentFilter.QUOTES: row.is_quote,
        DocumentFilter.INVOICES: not row.is_quote,
        DocumentFilter.DRAFTS: row.state == "draft",
        DocumentFilter.OPEN: row.state == "sent" if row.is_quote else is_open,
        DocumentFilter.OVERDUE: row.state == "overdue",
        DocumentFilter.PAID: row.state in {"paid", "credited"},
        DocumentFilter.THIS_YEAR: row.day is not None and row.day.year == TODAY.year,
    }[only]


@pytest.mark.parametrize("only", DocumentFilter)
@pytest.mark.parametrize("text", ["", "krumm", "2026", "r", "re", "zzz", "119", "krumm re"])
def test_every_filter_keeps_the_order_and_is_counted_right(db: Database, only: DocumentFilter, text: str):
    fitting = {row.id for row in document_list.page(db, today=TODAY, text=text, limit=100)}
    for order in DocumentOrder:
        rows = document_list.page(db, today=TODAY, text=text, only=only, order=order, limit=100)
        whole = document_list.page(db, today=TODAY, order=order, limit=100)
        assert [row.id for row in rows] == [
            row.id for row in whole if row.id in fitting and belongs(only, row)
        ]
    assert document_list.count(db, today=TODAY, text=text, only=only) == len(rows)
