"""Payments on a real book: parts, too much, one for several, refunds, settlements, receipts (R-PRE-19, B14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.money import Money
from clientdesk.domain.paper import digest
from clientdesk.domain.payment import Direction, SettlementReason
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, credit_notes, invoices, papers, payments
from tests.usecases.billing import EXPORT, ON, eur, inr, issued, line, open_egyptian, open_german, open_indian

PAID = date(2026, 5, 20)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def test_a_part_then_the_rest(db: Database):
    paper = issued(db, line("1000"))
    payments.record(db, 1, eur(500), on=PAID, allocate=((paper.id, eur(500)),))
    assert invoices.open_of(db, paper.id) == eur(690)
    payments.record(db, 1, eur(690), on=PAID, allocate=((paper.id, eur(690)),))
    assert invoices.open_of(db, paper.id) == eur(0)


def test_r_pre_19_an_overpayment_becomes_the_clients_credit_and_pays_the_next_invoice(db: Database):
    first = issued(db, line("953.21"))
    payment = payments.record(db, 1, eur("1200.00"), on=PAID, allocate=((first.id, eur("1134.32")),))
    assert payments.left_of(db, payment.id) == eur("65.68")
    assert payments.credit_of(db, 1, "EUR") == eur("65.68")
    second = issued(db, line("100"))
    payments.allocate(db, payment.id, second.id, eur("65.68"), on=PAID)
    assert payments.credit_of(db, 1, "EUR") == eur(0)
    assert invoices.open_of(db, second.id) == eur("53.32")


def test_r_pre_19_nothing_is_allocated_beyond_payment_or_paper(db: Database):
    paper = issued(db, line("100"))
    with pytest.raises(RuleError):
        payments.record(db, 1, eur(200), on=PAID, allocate=((paper.id, eur(120)),))
    with pytest.raises(RuleError):
        payments.record(db, 1, eur(50), on=PAID, allocate=((paper.id, eur(60)),))
    assert tables.payments.find(db) == ()
    with pytest.raises(RuleError):
        payments.record(db, 1, eur(0), on=PAID)


def test_one_payment_for_several_papers_oldest_first(db: Database):
    papers_ = [issued(db, line(price)) for price in ("100", "200", "300")]
    proposal = payments.suggest(db, 1, eur(400))
    assert proposal == ((papers_[0].id, eur(119)), (papers_[1].id, eur(238)), (papers_[2].id, eur(43)))
    payments.record(db, 1, eur(400), on=PAID, allocate=proposal)
    assert [invoices.open_of(db, paper.id) for paper in papers_] == [eur(0), eur(0), eur(314)]
    assert payments.suggest(db, 1, eur(10)) == ((papers_[2].id, eur(10)),)


def test_a_payment_goes_to_papers_of_its_client_and_currency_only(db: Database):
    other = clients.create(db, Client(name="Seidel"))
    paper = issued(db)
    with pytest.raises(RuleError) as caught:
        payments.record(db, other.id, eur(10), on=PAID, allocate=((paper.id, eur(10)),))
    assert caught.value.field == "allocate"
    dollars = Money.of(10, "USD")
    with pytest.raises(RuleError) as caught:
        payments.record(db, 1, dollars, on=PAID, allocate=((paper.id, dollars),))
    assert caught.value.field == "currency"


def test_an_allocation_can_be_taken_back_and_the_money_is_credit_again(db: Database):
    paper = issued(db, line("100"))
    payment = payments.record(db, 1, eur(119), on=PAID, allocate=((paper.id, eur(119)),))
    payments.take_back(db, payment.id, paper.id, on=PAID, amount=eur(19))
    assert invoices.open_of(db, paper.id) == eur(19)
    payments.take_back(db, payment.id, paper.id, on=PAID)
    assert invoices.open_of(db, paper.id) == eur(119)
    assert payments.credit_of(db, 1, "EUR") == eur(119)
    with pytest.raises(RuleError):
        payments.take_back(db, payment.id, paper.id, on=PAID)


def test_a_refund_gives_back_what_is_too_much_and_no_more(db: Database):
    paper = issued(db, line("100"))
    payments.record(db, 1, eur(119), on=PAID, allocate=((paper.id, eur(119)),))
    with pytest.raises(RuleError):
        payments.refund(db, 1, eur(1), on=PAID, invoice_id=paper.id)
    credit_notes.credit(db, paper.id, on=PAID, reason="Goodwill", amount=eur(19))
    with pytest.raises(RuleError):
        payments.refund(db, 1, eur("19.01"), on=PAID, invoice_id=paper.id)
    back = payments.refund(db, 1, eur(19), on=PAID, invoice_id=paper.id)
    assert (back.direction, invoices.open_of(db, paper.id)) == (Direction.OUT, eur(0))
    with pytest.raises(StateError):
        payments.allocate(db, back.id, paper.id, eur(1), on=PAID)


def test_credit_without_a_paper_is_refunded_too(db: Database):
    payments.record(db, 1, eur(100), on=PAID)
    with pytest.raises(RuleError):
        payments.refund(db, 1, eur(101), on=PAID)
    payments.refund(db, 1, eur(40), on=PAID)
    assert payments.credit_of(db, 1, "EUR") == eur(60)


def test_b14_an_indian_business_withholds_tax_and_the_invoice_is_settled(tmp_path: Path):
    from clientdesk.domain.tax import Tax

    db = open_indian(tmp_path / "book")
    gst = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    paper = issued(db, line("60000", tax=gst))
    assert paper.gross == inr(70800)
    payments.record(db, 1, inr(64800), on=PAID, allocate=((paper.id, inr(64800)),))
    with pytest.raises(RuleError):
        payments.settle(db, paper.id, SettlementReason.WITHHELD_TAX, inr(6001), on=PAID)
    settlement = payments.settle(db, paper.id, SettlementReason.WITHHELD_TAX, inr(6000), on=PAID)
    assert invoices.open_of(db, paper.id) == inr(0)
    payments.unsettle(db, settlement.id, on=PAID)
    assert invoices.open_of(db, paper.id) == inr(6000)
    with pytest.raises(StateError):
        payments.unsettle(db, settlement.id, on=PAID)


def test_b14_mona_is_paid_in_riyals_less_the_banks_fee(tmp_path: Path):
    db = open_egyptian(tmp_path / "book")
    draft = invoices.create(db, 1, on=ON, lines=(line("4500", tax=EXPORT),))
    draft = invoices.change(db, replace(draft, home_rate=Decimal("12.95")))
    paper = invoices.issue(db, draft.id, on=ON)
    sar = Money.of(4450, "SAR")
    rate = Decimal("13.05")
    payments.record(db, 1, sar, on=PAID, home_rate=rate, allocate=((paper.id, sar),))
    fee = Money.of(50, "SAR")
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, fee, on=PAID, home_rate=rate)
    assert invoices.open_of(db, paper.id) == Money.zero("SAR")


def test_a_receipt_has_a_number_of_its_own_and_is_kept(db: Database):
    paper = issued(db)
    payment = payments.record(db, 1, eur(119), on=PAID, method="cash", allocate=((paper.id, eur(119)),))
    receipt = payments.issue_receipt(db, payment.id, on=PAID)
    assert receipt.number == payments.get(db, payment.id).number == "QU-2026-001"
    assert receipt.sha256 == digest(receipt.pdf)
    assert payments.issue_receipt(db, payment.id, on=PAID) == receipt
    assert papers.kept(db, "payment", payment.id) == receipt


def test_a_payment_never_changes(db: Database):
    from clientdesk.storage.database import transaction

    payment = payments.record(db, 1, eur(119), on=PAID)
    for sql in ("UPDATE payments SET amount = 1 WHERE id = ?", "DELETE FROM payments WHERE id = ?"):
        with pytest.raises(StateError), transaction(db):
            db.execute(sql, (payment.id,))
    assert payments.get(db, payment.id) == payment
