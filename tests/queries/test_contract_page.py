"""The page of one contract: everything as of today, to the cent and to the day (B1, B2, B3, B5, B7, B24, B31)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.contract import Contract
from clientdesk.domain.deadline import Risk
from clientdesk.domain.errors import NotFoundError
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.queries import contract_page
from clientdesk.queries.contract_list import ContractChip
from clientdesk.storage import contract_file
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    change_orders,
    contract_invoices,
    contracts,
    issuing,
    milestones,
    payments,
    prepayments,
    work,
)
from clientdesk.usecases.change_orders import Offer
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def contract(db: Database) -> Contract:
    """Lena's contract lived through up to its delivery, as in the demo book."""
    contract = lena.signed(db)
    deposit = issuing.issue(
        db, prepayments.request(db, contract.id, on=date(2026, 2, 25)).id, on=date(2026, 2, 25)
    )
    payments.record(
        db, contract.client_id, eur("1713.60"), on=date(2026, 3, 5), allocate=[(deposit.id, eur("1713.60"))]
    )
    work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop")
    for day, hours in ((date(2026, 4, 8), "2.5"), (date(2026, 4, 17), "1.25")):
        work.open_round(db, contract.id, on=day, deliverable="Shop", hours=Decimal(hours), agreed=True)
    work.log_gift(db, contract.id, on=date(2026, 4, 14), description="Icon set", hours=Decimal(2))
    design, shop = contract_file.milestones(db, contract.id)
    milestones.deliver(db, design.id, on=date(2026, 4, 10))
    middle = contract_invoices.instalment_from_contract(db, contract.id, label="Design", on=date(2026, 4, 10))
    issuing.issue(db, middle.id, on=date(2026, 4, 10))
    payments.record(
        db, contract.client_id, eur("2284.80"), on=date(2026, 4, 20), allocate=[(middle.id, eur("2284.80"))]
    )
    change = change_orders.ask(db, contract.id, title="Eighth screen", on=date(2026, 4, 13))
    effect = Offer(lines=(item("Screen 8", 320),), extra_days=2)
    change_orders.offer(db, change.id, effect, on=date(2026, 4, 14))
    change_orders.accept(db, change.id, by=lena.APPROVER, on=date(2026, 4, 15))
    milestones.set_hours_left(db, shop.id, Decimal(12))
    return contract


def test_b3_the_page_shows_the_contract_as_of_its_day(db: Database, contract: Contract) -> None:
    before = contract_page.load(db, contract.id, today=date(2026, 4, 14))
    after = contract_page.load(db, contract.id, today=date(2026, 4, 15))
    assert (before.value, after.value, after.signed_value) == (
        eur("4800.00"),
        eur("5120.00"),
        eur("4800.00"),
    )
    assert after.chip is ContractChip.ACTIVE
    assert [change.number for change in after.changes] == ["CO-1"]


def test_b1_rounds_used_and_b11_gifts(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 20))
    assert [(row.deliverable, row.used, row.free) for row in page.rounds] == [("Shop", 3, 1)]
    assert page.gifts == eur("180.00")


def test_b31_unbilled_work_and_its_age(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 20))
    assert page.unbilled.amount == eur("657.50")
    assert page.unbilled_is_old is False
    assert contract_page.load(db, contract.id, today=date(2026, 4, 23)).unbilled_is_old is True


def test_b5_b24_milestones_with_risk_and_kept_dates(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 23))
    design, shop = page.milestones
    assert design.delivery is not None
    assert (design.delivery.is_on_time, design.outlook) == (True, None)
    assert shop.outlook is not None
    # Thu 23, Fri 24, Mon 27 and Tue 28 April are four days, 12 h are two of them.
    assert (shop.outlook.days, shop.outlook.slack, shop.outlook.risk) == (4, 2, Risk.GREEN)
    milestones.deliver(db, shop.milestone.id, on=date(2026, 4, 28))
    shop = contract_page.load(db, contract.id, today=date(2026, 5, 4)).milestones[1]
    assert shop.delivery is not None
    assert (shop.delivery.days_late, shop.delivery.days_late_first) == (0, 2)


def test_b7_ledger_rows_carry_the_balance_after_them(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 20))
    assert [(line.row.gross, line.held) for line in page.ledger] == [
        (eur("1713.60"), eur("1713.60")),
        (eur("2284.80"), eur("3998.40")),
    ]
    assert page.held == eur("3998.40")
    assert all(line.number for line in page.ledger)


def test_b10_the_plan_knows_what_was_asked_for(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 20))
    assert [(row.instalment.label, row.net, bool(row.number)) for row in page.plan] == [
        ("Deposit", eur("1440.00"), True),
        ("Design", eur("1920.00"), True),
        ("Rest", eur("1440.00"), False),
    ]


def test_documents_and_kept_papers(db: Database, contract: Contract) -> None:
    page = contract_page.load(db, contract.id, today=date(2026, 4, 20))
    assert [(row.amount, row.balance) for row in page.documents] == [
        (eur("1713.60"), eur("0.00")),
        (eur("2284.80"), eur("0.00")),
    ]
    assert [(paper.kind, paper.number) for paper in page.papers] == [
        ("contract", contract.number),
        ("change_order", "CO-1"),
    ]


def test_demo_a_the_final_invoice_bills_what_the_page_shows(db: Database, contract: Contract) -> None:
    shop = contract_file.milestones(db, contract.id)[1]
    milestones.deliver(db, shop.id, on=date(2026, 4, 28))
    final = contract_invoices.final_from_contract(db, contract.id, on=date(2026, 5, 4))
    totals = final.totals()
    assert (totals.net, totals.tax, totals.gross) == (eur("5457.50"), eur("1036.93"), eur("6494.43"))
    assert totals.due == eur("2496.03")
    issuing.issue(db, final.id, on=date(2026, 5, 4))
    page = contract_page.load(db, contract.id, today=date(2026, 5, 4))
    assert (page.held, page.unbilled.amount) == (eur("0.00"), eur("0.00"))
    assert contracts.complete(db, contract.id, on=date(2026, 5, 4)).closed_on == date(2026, 5, 4)


def test_j2_a_spoken_yes_is_marked_until_the_contract_is_signed(db: Database) -> None:
    quote = lena.accepted_quote(db, lena.krumm(db), method=AcceptanceMethod.SPOKEN)
    draft = contracts.from_quote(db, quote.id, on=lena.ACCEPTED)
    page = contract_page.load(db, draft.id, today=lena.ACCEPTED)
    assert (page.not_in_writing, page.chip, page.milestones) == (True, ContractChip.DRAFT, ())
    contracts.set_plan(db, draft.id, ())
    contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    assert contract_page.load(db, draft.id, today=lena.SIGNED).not_in_writing is False


def test_an_unknown_contract_is_said(db: Database) -> None:
    with pytest.raises(NotFoundError):
        contract_page.load(db, 7, today=lena.SIGNED)
