"""No list sorts or reads all papers to show sixty: SQLite says so itself, whatever is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import Any

import pytest

from clientdesk.domain.client import Client
from clientdesk.queries import agenda_money, balances, client_list, document_list, money_list, payment_list
from clientdesk.queries.client_list import ClientOrder
from clientdesk.queries.document_list import DocumentFilter, DocumentOrder
from clientdesk.storage import matching
from clientdesk.storage.database import Database
from clientdesk.usecases import batch, clients
from tests.usecases.billing import issued, open_german

TODAY = date(2026, 6, 17)
#: What must not be read from one end to the other, nor sorted; by an index in order is how a list is walked.
LARGE = ("documents", "invoices", "payments", "allocations", "clients", "quotes")
#: Filters that leave few of many papers: those few may be sorted.
FEW = (DocumentFilter.DRAFTS, DocumentFilter.OPEN, DocumentFilter.OVERDUE)


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    book = open_german(None)
    issued(book, on=date(2026, 5, 4))
    yield book
    book.close()


@contextmanager
def plans(db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the steps of every SELECT that is run inside."""
    steps: list[str] = []
    rows, value = Database.rows, Database.value

    def explain(sql: str, parameters: Any) -> None:
        if sql.lstrip().startswith(("SELECT", "WITH")) and "count(*) FROM (SELECT 1 FROM" not in sql:
            steps.extend(step["detail"] for step in rows(db, f"EXPLAIN QUERY PLAN {sql}", parameters))

    def listening(plain: Callable[..., Any]) -> Callable[..., Any]:
        def heard(self: Database, sql: str, parameters: Any = ()) -> Any:
            explain(sql, parameters)
            return plain(self, sql, parameters)

        return heard

    with monkeypatch.context() as patch:
        patch.setattr(Database, "rows", listening(rows))
        patch.setattr(Database, "value", listening(value))
        yield steps


def scans(steps: list[str]) -> list[str]:
    """Return the steps that read a whole large table, be it by an index."""
    return [step for step in steps if step.startswith("SCAN") and _table(step) in LARGE]


def sorts(steps: list[str]) -> list[str]:
    return [step for step in steps if "TEMP B-TREE FOR ORDER BY" in step]


def _table(step: str) -> str:
    alias = step.split()[1]
    return {
        "d": "documents",
        "i": "invoices",
        "p": "payments",
        "a": "allocations",
        "c": "clients",
        "q": "quotes",
    }.get(alias, alias)


@pytest.mark.parametrize("order", DocumentOrder)
@pytest.mark.parametrize("only", DocumentFilter)
@pytest.mark.parametrize("descending", [False, True])
def test_papers_are_walked_in_their_order_by_a_covering_index(
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    order: DocumentOrder,
    only: DocumentFilter,
    descending: bool,  # a parameter of the test
):
    with plans(db, monkeypatch) as steps:
        document_list.page(db, today=TODAY, only=only, order=order, descending=descending)
    if only in FEW:
        assert any("SEARCH d USING INDEX documents_by_standing" in step for step in steps) or any(
            "SEARCH d USING COVERING INDEX documents_by_standing" in step for step in steps
        )
        assert scans(steps) == []
        return
    assert sorts(steps) == []
    (walked,) = [step for step in steps if _table(step) == "documents" and "INDEX documents_by" in step]
    assert f"USING COVERING INDEX {document_list.ORDERS[order][1]}" in walked
    assert [step for step in scans(steps) if step != walked] == []


@pytest.mark.parametrize("only", [*FEW, DocumentFilter.THIS_YEAR])
def test_the_papers_that_a_filter_leaves_are_counted_by_an_index(
    db: Database, monkeypatch: pytest.MonkeyPatch, only: DocumentFilter
):
    with plans(db, monkeypatch) as steps:
        document_list.count(db, today=TODAY, only=only)
    assert scans(steps) == []


def test_few_hits_are_read_off_the_search_index_and_many_along_the_order(
    db: Database, monkeypatch: pytest.MonkeyPatch
):
    with plans(db, monkeypatch) as steps:
        document_list.page(db, today=TODAY, text="krumm")
    assert scans(steps) == []
    monkeypatch.setattr(matching, "_MANY", 0)
    with plans(db, monkeypatch) as steps:
        rows = document_list.page(db, today=TODAY, text="krumm", order=DocumentOrder.AMOUNT, limit=1)
    assert sorts(steps) == []
    assert any("documents_by_amount" in step for step in steps)
    assert [row.client for row in rows] == ["Bäckerei Krumm GmbH"]


def test_many_hits_that_lie_far_from_where_the_list_begins_are_read_off_the_index(
    db: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(matching, "_MANY", 0)
    monkeypatch.setattr(document_list, "_WALKED", 0)
    with plans(db, monkeypatch) as steps:
        rows = document_list.page(db, today=TODAY, text="krumm", order=DocumentOrder.AMOUNT)
    assert any("documents_index" in step for step in steps)
    assert [row.client for row in rows] == ["Bäckerei Krumm GmbH"]


@pytest.mark.parametrize("walked", [0, 1, 5_000])
@pytest.mark.parametrize("order", ClientOrder)
@pytest.mark.parametrize("text", ["a", "an", "ann", "zz"])
def test_clients_that_match_stand_in_order_however_far_they_lie(
    monkeypatch: pytest.MonkeyPatch, order: ClientOrder, text: str, walked: int
):
    book = open_german(None)
    for name in ("Zanna", "Anna", "Otto", "Joanna", "Brandt"):
        clients.create(book, Client(name=name))
    whole = [row.name for row in client_list.page(book, today=TODAY, order=order)]
    monkeypatch.setattr(matching, "_MANY", 0)
    monkeypatch.setattr(client_list, "_WALKED", walked)
    pages = [
        [row.name for row in client_list.page(book, today=TODAY, text=text, order=order, offset=at, limit=2)]
        for at in (0, 2, 4)
    ]
    # Texts hold more than names: addresses, for one.
    held = {row["name"] for row in book.rows("SELECT name FROM clients WHERE instr(search, ?)", (text,))}
    assert list(chain.from_iterable(pages)) == [name for name in whole if name in held]
    book.close()


@pytest.mark.parametrize("text", ["k", "kr", "hh", "mh", "r", "26", "qx", "ط", "రె"])
def test_one_or_two_letters_are_looked_for_in_the_index_too(
    db: Database, monkeypatch: pytest.MonkeyPatch, text: str
):
    with plans(db, monkeypatch) as steps:
        found = [row.id for row in document_list.page(db, today=TODAY, text=text)]
    assert scans(steps) == []
    held = [row["id"] for row in db.rows("SELECT id FROM documents WHERE instr(search, ?)", (text,))]
    assert found == held
    assert document_list.count(db, today=TODAY, text=text) == len(held)


def test_the_papers_of_one_client_are_found_without_the_others(db: Database, monkeypatch: pytest.MonkeyPatch):
    for order in DocumentOrder:
        with plans(db, monkeypatch) as steps:
            document_list.page(db, today=TODAY, client_id=1, order=order)
        assert scans(steps) == []


@pytest.mark.parametrize("order", ClientOrder)
def test_clients_are_walked_in_their_order(db: Database, monkeypatch: pytest.MonkeyPatch, order: ClientOrder):
    with plans(db, monkeypatch) as steps:
        client_list.page(db, today=TODAY, order=order)
    assert scans(steps) == []
    # Only the sixty rows of the page are put in order once more.
    assert any(f"USING COVERING INDEX clients_by_{order}" in step for step in steps)


@pytest.mark.parametrize(
    "read",
    [
        lambda db: money_list.strip(db, on=TODAY),
        lambda db: money_list.open_papers(db, on=TODAY),
        money_list.count_open,
        money_list.count_to_refund,
        lambda db: money_list.to_refund(db, on=TODAY),
        lambda db: money_list.payable_of(db, 1, "EUR", on=TODAY),
        lambda db: balances.ageing(db, on=TODAY),
        lambda db: balances.client_credit(db, on=TODAY),
        lambda db: tuple(agenda_money.invoices(db, today=TODAY, until=TODAY, limit=200)),
        lambda db: payment_list.page(db, client_id=1),
    ],
)
def test_what_is_open_is_read_without_what_is_paid(
    db: Database, monkeypatch: pytest.MonkeyPatch, read: Callable[[Database], object]
):
    with plans(db, monkeypatch) as steps:
        read(db)
    assert [step for step in scans(steps) if "payments_unspent" not in step] == []


def test_payments_are_walked_by_their_day(db: Database, monkeypatch: pytest.MonkeyPatch):
    with plans(db, monkeypatch) as steps:
        payment_list.page(db)
    assert any("COVERING INDEX payments_by_date" in step for step in steps)


def test_issuing_looks_at_the_last_paper_of_the_series_only(db: Database):
    (step,) = db.rows(
        "EXPLAIN QUERY PLAN SELECT 1 FROM invoices AS i WHERE i.state = 'issued' AND i.series = 'invoice'"
        " AND i.issued_on > '2026-01-01'"
    )
    assert "invoices_in_order (series=? AND issued_on>?)" in step["detail"]


@pytest.mark.parametrize("drafts", [batch.all_drafts, batch.repeating_drafts])
def test_the_drafts_of_a_batch_are_found_without_reading_what_was_issued(
    db: Database, monkeypatch: pytest.MonkeyPatch, drafts: Callable[[Database], tuple[int, ...]]
):
    with plans(db, monkeypatch) as steps:
        drafts(db)
    assert any("SEARCH d USING COVERING INDEX documents_by_standing" in step for step in steps)
    assert scans(steps) == []
