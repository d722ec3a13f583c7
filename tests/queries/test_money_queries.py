"""What the money screens read: invoices, payments, open items, age, credit, held prepayments, number gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.invoice import InvoiceKind
from clientdesk.domain.money import Money
from clientdesk.domain.payment import Direction, SettlementReason
from clientdesk.queries import balances, invoice_list, payment_list
from clientdesk.queries.balances import Age
from clientdesk.queries.invoice_list import InvoiceFilter, InvoiceOrder, InvoiceQuery
from clientdesk.storage import number_gaps, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import clients, credit_notes, invoices, numbering, payments, prepayments
from tests.usecases.billing import EXPORT, contract, eur, issued, line, open_egyptian, open_german

TODAY = date(2026, 6, 17)
ISSUED = date(2026, 5, 4)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def ids(db: Database, **wishes: object) -> list[int]:
    query = InvoiceQuery(today=TODAY, **wishes)  # type: ignore[arg-type]  # the fields of the query
    rows = invoice_list.page(db, query)
    assert invoice_list.count(db, query) == len(rows)
    return [row.id for row in rows]


@pytest.fixture
def busy(db: Database) -> dict[str, int]:
    """One paper of each state."""
    late = issued(db, line("2097.50", text="Identity"), on=ISSUED)
    part = issued(db, line("100"), on=date(2026, 6, 10))
    paid = issued(db, line("300"), on=date(2026, 6, 11))
    cancelled = issued(db, line("50"), on=date(2026, 6, 12))
    credit = credit_notes.cancel(db, cancelled.id, on=date(2026, 6, 12), reason="Twice")
    back = issued(db, line("80"), on=date(2026, 6, 13))
    draft = invoices.create(db, 1, on=TODAY, title="Next job", lines=(line("10"),))
    for paper, amount in ((part, "19"), (paid, "357"), (back, "95.20")):
        payments.record(db, 1, eur(amount), on=date(2026, 6, 15), allocate=((paper.id, eur(amount)),))
    credit_notes.credit(db, back.id, on=date(2026, 6, 16), reason="Goodwill", amount=eur("11.90"))
    return {
        "late": late.id,
        "part": part.id,
        "paid": paid.id,
        "cancelled": cancelled.id,
        "credit": credit.id,
        "back": back.id,
        "draft": draft.id,
    }


def test_r_doc_1_each_row_says_how_it_stands(db: Database, busy: dict[str, int]):
    rows = {row.id: row for row in invoice_list.page(db, InvoiceQuery(today=TODAY))}
    states = {name: rows[number].state for name, number in busy.items()}
    assert states == {
        "late": "overdue",
        "part": "part_paid",
        "paid": "paid",
        "cancelled": "credited",
        "credit": "issued",
        "back": "refund_due",
        "draft": "draft",
    }
    late = rows[busy["late"]]
    assert (late.client, late.number, late.due_on) == (
        "Bäckerei Krumm GmbH",
        "RE-2026-001",
        date(2026, 5, 18),
    )
    assert (late.gross, late.balance) == (eur("2496.03"), eur("2496.03"))
    assert rows[busy["credit"]].gross == eur("-59.50")
    assert rows[busy["back"]].balance == eur("-11.90")
    assert rows[busy["draft"]].gross == eur("11.90")


def test_the_list_is_narrowed_by_state_kind_year_client_and_text(db: Database, busy: dict[str, int]):
    assert ids(db, only=InvoiceFilter.DRAFTS) == [busy["draft"]]
    assert ids(db, only=InvoiceFilter.OVERDUE) == [busy["late"]]
    assert ids(db, only=InvoiceFilter.OPEN) == [busy["part"], busy["late"]]
    assert ids(db, only=InvoiceFilter.PAID) == [busy["cancelled"], busy["paid"]]
    assert ids(db, only=InvoiceFilter.REFUND_DUE) == [busy["back"]]
    assert busy["credit"] in ids(db, only=InvoiceFilter.CREDITS)
    assert ids(db, kind=InvoiceKind.CANCELLATION) == [busy["credit"]]
    assert ids(db, year=2025) == []
    assert len(ids(db, year=2026)) == len(busy)  # with the second credit, without the draft
    assert ids(db, client_id=99) == []
    assert ids(db, text="identity") == [busy["late"]]
    assert ids(db, text="2026-001 krumm") == [busy["credit"], busy["late"]]
    assert ids(db, text="2496.03") == [busy["late"]]
    assert invoice_list.years(db) == (2026,)


def test_the_list_is_sorted_by_indexed_columns_and_paged(db: Database, busy: dict[str, int]):
    by_amount = ids(db, order=InvoiceOrder.AMOUNT, descending=True)
    assert by_amount[:2] == [busy["late"], busy["paid"]]
    everything = ids(db)
    assert everything[0] == busy["draft"]
    paged: list[int] = []
    for offset in range(0, len(everything), 3):
        rows = invoice_list.page(db, InvoiceQuery(today=TODAY), offset=offset, limit=3)
        paged += [row.id for row in rows]
    assert paged == everything


def test_r_due_2_a_paper_is_overdue_from_the_day_after(db: Database):
    paper = issued(db, on=ISSUED)
    assert paper.due_on is not None
    for days, state in ((0, "open"), (1, "overdue")):
        query = InvoiceQuery(today=paper.due_on + timedelta(days=days))
        assert invoice_list.page(db, query)[0].state == state


def test_b26_lena_is_30_days_late_and_marcus_32(db: Database):
    assert balances.age_of(date(2026, 5, 18), TODAY) is Age.UP_TO_30
    assert balances.days_late(date(2026, 5, 18), TODAY) == 30
    assert balances.age_of(date(2026, 5, 16), TODAY) is Age.UP_TO_60
    assert balances.days_late(date(2026, 5, 16), TODAY) == 32
    ages = [
        balances.age_of(TODAY - timedelta(days=days), TODAY) for days in (-5, 0, 1, 30, 31, 60, 61, 90, 91)
    ]
    assert ages == [
        Age.NOT_DUE,
        Age.NOT_DUE,
        Age.UP_TO_30,
        Age.UP_TO_30,
        Age.UP_TO_60,
        Age.UP_TO_60,
        Age.UP_TO_90,
        Age.UP_TO_90,
        Age.OVER_90,
    ]


def test_b26_receivables_by_age_and_never_over_currencies(db: Database, busy: dict[str, int]):
    (row,) = balances.ageing(db, on=TODAY)
    assert row.currency == "EUR"
    assert row.by_age == (eur(100), eur("2496.03"), eur(0), eur(0), eur(0))
    assert (row.total, row.home) == (eur("2596.03"), eur("2596.03"))
    dollars = clients.create(db, replace(clients.get(db, 1), id=0, version=0, name="Acme", currency="USD"))
    for rate in ("0.80", "0.85"):
        draft = invoices.create(db, dollars.id, on=TODAY, lines=(line("1000"),))
        draft = invoices.change(db, replace(draft, home_rate=Decimal(rate)))
        invoices.issue(db, draft.id, on=TODAY)
    euro, dollar = balances.ageing(db, on=TODAY)
    assert (euro.total, dollar.total) == (eur("2596.03"), Money.of(2380, "USD"))
    assert dollar.home == eur("1963.50")  # 952.00 and 1011.50, at the rates they were booked with


def test_r_exp_3_the_open_items_of_any_past_day(db: Database, busy: dict[str, int]):
    def on(day: date) -> dict[int, Money]:
        return {item.id: item.balance for item in balances.open_items(db, on=day)}

    assert on(date(2026, 5, 3)) == {}
    assert on(date(2026, 6, 10)) == {busy["late"]: eur("2496.03"), busy["part"]: eur(119)}
    assert on(TODAY) == {busy["late"]: eur("2496.03"), busy["part"]: eur(100), busy["back"]: eur("-11.90")}
    item = balances.open_items(db, on=TODAY)[0]
    assert (item.number, item.days_late, item.age) == ("RE-2026-001", 30, Age.UP_TO_30)
    assert balances.open_items(db, on=TODAY, client_id=99) == ()
    assert len(balances.open_items(db, on=TODAY, limit=1, offset=1)) == 1


def test_r_pre_19_the_clients_credit_on_any_day(db: Database):
    paper = issued(db, on=ISSUED)
    payments.record(db, 1, eur(200), on=ISSUED, allocate=((paper.id, eur(119)),))
    payments.refund(db, 1, eur(31), on=TODAY)
    assert [row.amount for row in balances.client_credit(db, on=ISSUED)] == [eur(81)]
    assert [row.amount for row in balances.client_credit(db, on=TODAY)] == [eur(50)]
    assert balances.client_credit(db, on=ISSUED - timedelta(days=1)) == ()


def test_b7_prepayments_held_on_any_day(db: Database):
    agreed = contract(db, line("5000"))
    paper = prepayments.receive(db, agreed.id, eur(595), on=date(2026, 6, 10))
    (row,) = balances.prepayments_held(db, on=TODAY)
    assert (row.contract_id, row.client, row.amount) == (agreed.id, "Bäckerei Krumm GmbH", eur(595))
    assert balances.prepayments_held(db, on=date(2026, 6, 9)) == ()
    prepayments.refund(db, paper.id, on=TODAY, reason="Stopped")
    assert balances.prepayments_held(db, on=TODAY) == ()


def test_b14_the_gain_by_exchange_is_shown_once_the_paper_is_settled(tmp_path: Path):
    db = open_egyptian(tmp_path / "book")
    draft = invoices.create(db, 1, on=ISSUED, lines=(line("4500", tax=EXPORT),))
    draft = invoices.change(db, replace(draft, home_rate=Decimal("12.95")))
    paper = invoices.issue(db, draft.id, on=ISSUED)
    cash, rate = Money.of(4450, "SAR"), Decimal("13.05")
    payments.record(db, 1, cash, on=TODAY, home_rate=rate, allocate=((paper.id, cash),))
    assert balances.exchange(db, paper.id) is None
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, Money.of(50, "SAR"), on=TODAY, home_rate=rate)
    outcome = balances.exchange(db, paper.id)
    assert outcome is not None
    figures = [money.amount for money in (outcome.booked, outcome.cash, outcome.fee, outcome.gain)]
    assert figures == [Decimal("58275.00"), Decimal("58072.50"), Decimal("652.50"), Decimal("450.00")]


def test_payments_are_listed_with_their_papers_and_what_is_left(db: Database):
    first, second = issued(db, on=ISSUED), issued(db, on=ISSUED)
    other = clients.create(db, Client(name="Hofladen Seidel"))
    payments.record(
        db,
        1,
        eur(300),
        on=ISSUED,
        reference="RE 1 und 2",
        allocate=((first.id, eur(119)), (second.id, eur(119))),
    )
    payments.record(db, other.id, eur(10), on=TODAY, payer="Bank")
    payments.refund(db, 1, eur(62), on=TODAY)
    refund, seidel, krumm = payment_list.page(db)
    assert (refund.direction, refund.amount, refund.left) == (Direction.OUT, eur(-62), eur(-62))
    assert (krumm.amount, krumm.left) == (eur(300), eur(62))
    assert [(paper.number, paper.amount) for paper in krumm.papers] == [
        ("RE-2026-001", eur(119)),
        ("RE-2026-002", eur(119)),
    ]
    assert (seidel.client, seidel.papers) == ("Hofladen Seidel", ())
    for text, found in (("seidel", 1), ("und krumm", 1), ("bank", 1), ("300", 1), ("nobody", 0), ("", 3)):
        assert len(payment_list.page(db, text=text)) == payment_list.count(db, text=text) == found
    assert payment_list.count(db, client_id=1, year=2026) == 2
    assert len(payment_list.page(db, offset=1, limit=1)) == 1


def test_what_happened_to_one_paper(db: Database):
    paper = issued(db, on=ISSUED)
    payments.record(db, 1, eur(100), on=ISSUED, allocate=((paper.id, eur(100)),))
    payments.settle(db, paper.id, SettlementReason.WRITE_OFF, eur(19), on=TODAY, note="Agreed")
    moves = payment_list.on_paper(db, paper.id)
    assert [(move.on, move.amount, move.reason) for move in moves] == [
        (ISSUED, eur(100), None),
        (TODAY, eur(19), SettlementReason.WRITE_OFF),
    ]


def test_r_num_6_nothing_is_missing_in_a_book_that_was_only_used(db: Database, busy: dict[str, int]):
    found = {row.code: row for row in number_gaps.gaps(db)}
    assert (found["invoice"].first, found["invoice"].last, found["invoice"].count) == (
        "RE-2026-001",
        "RE-2026-005",
        5,
    )
    assert all(row.missing == () for row in found.values())


def test_r_num_6_the_report_names_missing_numbers_per_series(db: Database):
    numbering.set_start(db, "invoice", 42, on=ISSUED)
    issued(db, on=ISSUED)
    series = numbering.series(db, "invoice")
    with transaction(db):
        tables.series.save(db, replace(series, last=45))
    issued(db, on=ISSUED)
    with transaction(db):
        tables.series.save(db, replace(numbering.series(db, "invoice"), last=47))
    (row,) = number_gaps.gaps(db)
    assert (row.label, row.first, row.last) == ("RE-2026-…", "RE-2026-043", "RE-2026-046")
    assert row.missing == ("RE-2026-044", "RE-2026-045", "RE-2026-047")


def test_r_num_6_years_and_old_patterns_are_runs_of_their_own(db: Database):
    issued(db, on=ISSUED)
    issued(db, on=date(2027, 1, 2))
    numbering.set_pattern(db, "invoice", "{counter:4}/{year}")
    issued(db, on=date(2027, 1, 3))
    labels = {row.label: row.count for row in number_gaps.gaps(db)}
    assert labels == {"RE-2026-…": 1, "RE-2027-…": 1, "…/2027": 1}
    assert all(row.missing == () for row in number_gaps.gaps(db))
