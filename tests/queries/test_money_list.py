"""The lists of the money screen: every sum is that of its rows, rows are paged and found, credit is per client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import Money, total
from clientdesk.queries import balances, money_list
from clientdesk.queries.money_list import MoneyKind
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, credit_notes, invoices, issuing, payments
from tests.usecases.billing import eur, line, open_german

TODAY = date(2026, 6, 17)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.db")
    yield book
    book.close()


def issue(db: Database, net: str, *, late: int = 0, client_id: int = 1) -> Invoice:
    on = TODAY - timedelta(days=late + 14)
    draft = invoices.create(db, client_id, on=on, lines=(line(net),))
    draft = invoices.change(db, replace(draft, due_on=on + timedelta(days=14)))
    return invoices.issue(db, draft.id, on=on)


def second_client(db: Database) -> Client:
    address = clients.get(db, 1).address
    return clients.create(db, Client(name="Hofladen Seidel", addresses=(address,)))


def test_q19_b26_the_sums_are_those_of_the_rows_and_of_the_ageing(db: Database) -> None:
    for late in (100, 40, 5, 0):
        issue(db, str(100 + late), late=late)
    rows = money_list.open_papers(db, on=TODAY)
    (strip,) = money_list.strip(db, on=TODAY)
    (aged,) = balances.ageing(db, on=TODAY)
    late = [row.amount for row in rows if row.days_late]
    assert strip.late == total(late, "EUR")
    assert strip.due + strip.late == total([row.amount for row in rows], "EUR") == aged.total
    assert strip.held == eur(0)


def test_r_due_2_a_paper_is_not_late_on_the_day_it_is_due(db: Database) -> None:
    issue(db, "100", late=0)
    (row,) = money_list.open_papers(db, on=TODAY)
    (strip,) = money_list.strip(db, on=TODAY)
    assert (row.days_late, strip.late, strip.due) == (0, eur(0), eur(119))
    (row,) = money_list.open_papers(db, on=TODAY + timedelta(days=1))
    assert row.days_late == 1


def test_pages_follow_each_other_without_gap_and_the_count_is_theirs(db: Database) -> None:
    made = [issue(db, "10", late=9 - number) for number in range(7)]
    pages = [money_list.open_papers(db, on=TODAY, offset=offset, limit=3) for offset in (0, 3, 6)]
    assert [row.record_id for page in pages for row in page] == [paper.id for paper in made]
    assert money_list.count_open(db) == 7


@pytest.mark.parametrize(
    ("text", "found"), [("seidel", 1), ("RE-2026", 2), ("595", 1), ("krumm 119", 1), ("x", 0)]
)
def test_rows_are_found_by_client_number_and_amount(db: Database, text: str, found: int) -> None:
    issue(db, "100")
    issue(db, "500", client_id=second_client(db).id)
    assert len(money_list.open_papers(db, on=TODAY, text=text)) == found
    assert money_list.count_open(db, text=text) == found


def test_r_pre_19_credit_is_one_row_per_client_and_leads_to_the_payment_that_holds_it(db: Database) -> None:
    paper = issue(db, "100")
    payments.record(db, 1, eur(119), on=TODAY, allocate=((paper.id, eur(119)),))
    second = payments.record(db, 1, eur(50), on=TODAY)
    payments.record(db, 1, eur(30), on=TODAY)
    payments.refund(db, 1, eur(20), on=TODAY)
    (row,) = money_list.to_refund(db, on=TODAY)
    assert (row.kind, row.record_id, row.amount) == (MoneyKind.CREDIT, second.id, eur(60))
    assert money_list.count_to_refund(db) == 1
    assert payments.credit_of(db, 1, "EUR") == eur(60)


def test_r_pre_19_what_went_back_cannot_be_allocated_again(db: Database) -> None:
    payment = payments.record(db, 1, eur(80), on=TODAY)
    paper = issue(db, "100")
    payments.refund(db, 1, eur(60), on=TODAY)
    assert payments.left_of(db, payment.id) == eur(20)
    with pytest.raises(RuleError, match="left"):
        payments.allocate(db, payment.id, paper.id, eur(21), on=TODAY)
    payments.allocate(db, payment.id, paper.id, eur(20), on=TODAY)
    assert balance_of(db, paper.id) == eur(99)
    assert money_list.to_refund(db, on=TODAY) == ()


def test_r_pre_19_spreading_is_all_or_nothing(db: Database) -> None:
    payment = payments.record(db, 1, eur(150), on=TODAY)
    first, second = issue(db, "100"), issue(db, "100")
    with pytest.raises(RuleError):
        payments.spread(db, payment.id, ((first.id, eur(100)), (second.id, eur(51))), on=TODAY)
    assert payments.left_of(db, payment.id) == eur(150)
    payments.spread(db, payment.id, ((first.id, eur(100)), (second.id, eur(50))), on=TODAY)
    assert payments.left_of(db, payment.id) == eur(0)


def test_r_pre_19_the_paper_money_was_sent_for_comes_first_then_the_oldest(db: Database) -> None:
    older, old, wanted = issue(db, "100", late=9), issue(db, "100", late=5), issue(db, "100")
    proposal = payments.suggest(db, 1, eur(300), first=wanted.id)
    assert proposal == ((wanted.id, eur(119)), (older.id, eur(119)), (old.id, eur(62)))
    assert payments.rest_of(eur(300), [part for _id, part in proposal]) == eur(0)


def test_r_pre_10_too_much_on_a_credited_paper_is_to_go_back(db: Database) -> None:
    paper = issue(db, "100")
    payments.record(db, 1, eur(119), on=TODAY, allocate=((paper.id, eur(119)),))
    issuing.issue(db, credit_notes.draft_credit(db, paper.id).id, on=TODAY)
    (row,) = money_list.to_refund(db, on=TODAY)
    assert (row.kind, row.record_id, row.amount) == (MoneyKind.SURPLUS, paper.id, eur(119))
    assert money_list.open_papers(db, on=TODAY) == ()


def test_no_two_rows_of_any_list_share_their_id(db: Database) -> None:
    paper, other = issue(db, "100"), issue(db, "100", client_id=second_client(db).id)
    payments.record(db, 1, eur(500), on=TODAY, allocate=((paper.id, eur(100)),))
    rows = [*money_list.open_papers(db, on=TODAY), *money_list.to_refund(db, on=TODAY)]
    assert sorted(row.record_id for row in rows if row.kind is MoneyKind.OPEN) == [paper.id, other.id]
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.id < 0 for row in rows)


def test_b14_r_mon_10_a_rate_is_above_nothing(db: Database) -> None:
    from decimal import Decimal

    with pytest.raises(RuleError, match="rate"):
        payments.record(db, 1, Money.of(10, "USD"), on=TODAY, home_rate=Decimal(0))


def test_the_same_amount_within_a_month_is_noticed(db: Database) -> None:
    payments.record(db, 1, eur(10), on=TODAY - timedelta(days=31))
    assert money_list.recorded_before(db, 1, eur(10), on=TODAY) == TODAY - timedelta(days=31)
    assert money_list.recorded_before(db, 1, eur(11), on=TODAY) is None
    assert money_list.recorded_before(db, 1, eur(10), on=TODAY + timedelta(days=1)) is None
    assert money_list.last_method(db, 1) == "transfer"
    assert money_list.last_method(db, 99) == ""
