"""What stands in the books after each act with money, and what each refusal tells, field by field (R-PRE-19, B14)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import NotFoundError, RuleError, StateError
from clientdesk.domain.money import Money
from clientdesk.domain.payment import Allocation, Direction, Payment, Settlement, SettlementReason
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    clients,
    credit_notes,
    invoices,
    ledger,
    numbering,
    payments,
    reversals,
    settlements,
)
from tests.told import told
from tests.usecases.billing import ON, eur, issued, line
from tests.usecases.booked.acts import FEE, LATER, PAID, TAX_KEPT, WRITTEN_OFF, asked, pay


def test_a_payment_keeps_all_that_was_said_of_it(db: Database) -> None:
    paper = issued(db)
    payment = payments.record(
        db,
        1,
        eur(20),
        on=PAID,
        method="cash",
        reference=" 42 ",
        payer=" Aunt Krumm ",
        note=" In coins ",
        home_rate=Decimal("1.5"),
        allocate=((paper.id, eur(12)),),
    )
    assert payment == payments.get(db, payment.id)
    assert payment == Payment(
        id=payment.id,
        client_id=1,
        direction=Direction.IN,
        on=PAID,
        currency="EUR",
        amount=eur(20),
        method="cash",
        reference="42",
        payer="Aunt Krumm",
        note="In coins",
        home_rate=Decimal("1.5"),
    )
    (part,) = tables.allocations.find(db)
    assert part == Allocation(
        id=part.id, payment_id=payment.id, invoice_id=paper.id, on=PAID, currency="EUR", amount=eur(12)
    )
    plain = payments.record(db, 1, eur(1), on=PAID)
    assert plain == Payment(id=plain.id, client_id=1, on=PAID, currency="EUR", amount=eur(1))
    with pytest.raises(NotFoundError):
        payments.get(db, 99)


def test_a_refund_keeps_all_that_was_said_of_it(db: Database) -> None:
    payments.record(db, 1, eur(20), on=PAID)
    back = payments.refund(
        db,
        1,
        eur(5),
        on=LATER,
        method="cash",
        reference=" R1 ",
        note=" Sorry ",
        home_rate=Decimal("1.5"),
    )
    assert back == payments.get(db, back.id)
    assert back == Payment(
        id=back.id,
        client_id=1,
        direction=Direction.OUT,
        on=LATER,
        currency="EUR",
        amount=eur(5),
        method="cash",
        reference="R1",
        note="Sorry",
        home_rate=Decimal("1.5"),
    )
    plain = payments.refund(db, 1, eur(15), on=LATER)
    assert plain == Payment(
        id=plain.id, client_id=1, direction=Direction.OUT, on=LATER, currency="EUR", amount=eur(15)
    )
    assert tables.allocations.find(db) == ()


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_r_pre_19_nothing_and_less_is_no_amount(db: Database, amount: str) -> None:
    paper = issued(db)
    for act in (
        lambda: payments.record(db, 1, eur(amount), on=PAID),
        lambda: payments.refund(db, 1, eur(amount), on=PAID),
        lambda: payments.settle(db, paper.id, FEE, eur(amount), on=PAID),
    ):
        with told(RuleError, rule="R-PRE-19", field="amount"):
            act()
    assert payments.record(db, 1, eur("0.01"), on=PAID).amount == eur("0.01")


@pytest.mark.parametrize("rate", ["0", "-0.5"])
def test_r_mon_10_a_rate_is_above_nothing(db: Database, rate: str) -> None:
    payments.record(db, 1, eur(1), on=PAID, home_rate=Decimal("0.5"))
    with told(RuleError, rule="R-MON-10", field="home_rate"):
        payments.record(db, 1, eur(1), on=PAID, home_rate=Decimal(rate))
    with told(RuleError, rule="R-MON-10", field="home_rate"):
        payments.refund(db, 1, eur(1), on=PAID, home_rate=Decimal(rate))


def test_money_goes_to_issued_papers_of_the_same_client_in_the_same_currency(db: Database) -> None:
    paper, other = issued(db), clients.create(db, Client(name="Seidel"))
    with told(RuleError, field="allocate", number=paper.number):
        payments.record(db, other.id, eur(1), on=PAID, allocate=((paper.id, eur(1)),))
    dollars = Money.of(1, "USD")
    with told(RuleError, rule="B14", field="currency", number=paper.number, currency="EUR", other="USD"):
        payments.record(db, 1, dollars, on=PAID, allocate=((paper.id, dollars),))
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    with told(StateError, rule="R-DOC-1"):
        payments.record(db, 1, eur(1), on=PAID, allocate=((draft.id, eur(1)),))
    with told(StateError, rule="R-DOC-1"):
        payments.settle(db, draft.id, FEE, eur(1), on=PAID)
    assert tables.payments.find(db) == ()


def test_r_pre_19_credit_given_back_is_gone_whichever_payment_it_came_from(db: Database) -> None:
    paper = issued(db)
    first = payments.record(db, 1, eur(30), on=PAID)
    second = payments.record(db, 1, eur(10), on=PAID)
    payments.refund(db, 1, eur(15), on=PAID)
    assert (payments.left_of(db, first.id), payments.left_of(db, second.id)) == (eur(25), eur(10))
    with told(RuleError, rule="R-PRE-19", field="amount", left=eur(25)):
        payments.allocate(db, first.id, paper.id, eur("25.01"), on=PAID)
    part = payments.allocate(db, first.id, paper.id, eur(25), on=LATER)
    assert (part.on, part.amount, payments.credit_of(db, 1, "EUR")) == (LATER, eur(25), eur(0))
    assert (payments.left_of(db, first.id), payments.left_of(db, second.id)) == (eur(0), eur(0))
    assert payments.credit_of(db, 1, "USD") == Money.zero("USD")


def test_r_pre_19_no_more_than_the_payment_or_the_paper_has(db: Database) -> None:
    paper = issued(db)
    with told(RuleError, rule="R-PRE-19", field="amount", left=eur(10)):
        payments.record(db, 1, eur(10), on=PAID, allocate=((paper.id, eur(11)),))
    with told(RuleError, rule="R-PRE-19", field="amount", open=eur(119)):
        payments.record(db, 1, eur(120), on=PAID, allocate=((paper.id, eur(120)),))
    payments.record(db, 1, eur(119), on=PAID, allocate=((paper.id, eur(119)),))
    credit_notes.credit(db, paper.id, on=PAID, reason="Goodwill", amount=eur(19))
    with told(RuleError, rule="R-PRE-19", field="amount", open=eur(0)):
        payments.record(db, 1, eur(1), on=PAID, allocate=((paper.id, eur(1)),))


def test_several_papers_are_paid_from_one_credit_all_or_none(db: Database) -> None:
    one, two = issued(db), issued(db)
    payment = payments.record(db, 1, eur(150), on=PAID)
    with told(RuleError, rule="R-PRE-19", field="amount", left=eur(31)):
        payments.spread(db, payment.id, ((one.id, eur(119)), (two.id, eur(32))), on=LATER)
    assert tables.allocations.find(db) == ()
    parts = payments.spread(db, payment.id, ((one.id, eur(119)), (two.id, eur(31))), on=LATER)
    assert [(part.invoice_id, part.amount, part.on) for part in parts] == [
        (one.id, eur(119), LATER),
        (two.id, eur(31), LATER),
    ]
    assert parts == tables.allocations.find(db)
    assert payments.rest_of(eur(150), (part.amount for part in parts)) == eur(0)
    assert payments.rest_of(eur(20), (eur(15), eur(6))) == eur(-1)


def test_the_paper_the_money_was_sent_for_comes_first(db: Database) -> None:
    old, new = issued(db), issued(db, on=PAID)
    assert payments.suggest(db, 1, eur(200)) == ((old.id, eur(119)), (new.id, eur(81)))
    assert payments.suggest(db, 1, eur(200), first=new.id) == ((new.id, eur(119)), (old.id, eur(81)))
    assert payments.suggest(db, 1, Money.of(200, "USD")) == ()
    assert payments.suggest(db, clients.create(db, Client(name="Seidel")).id, eur(200)) == ()


def test_r_pre_19_only_what_was_put_there_is_taken_back(db: Database) -> None:
    paper, payment = issued(db), payments.record(db, 1, eur(119), on=PAID)
    payments.allocate(db, payment.id, paper.id, eur(100), on=PAID)
    for amount in (eur("100.01"), eur(0), eur(-1)):
        with told(RuleError, rule="R-PRE-19", field="amount", there=eur(100), number=paper.number):
            payments.take_back(db, payment.id, paper.id, on=LATER, amount=amount)
    taken = payments.take_back(db, payment.id, paper.id, on=LATER, amount=eur(30))
    assert taken == Allocation(
        id=taken.id, payment_id=payment.id, invoice_id=paper.id, on=LATER, currency="EUR", amount=eur(-30)
    )
    assert payments.take_back(db, payment.id, paper.id, on=LATER, amount=eur("0.01")).amount == eur("-0.01")
    assert payments.take_back(db, payment.id, paper.id, on=LATER).amount == eur("-69.99")
    with told(RuleError, rule="R-PRE-19", field="amount", there=eur(0), number=paper.number):
        payments.take_back(db, payment.id, paper.id, on=LATER)


def test_r_pre_10_what_is_too_much_on_a_paper_goes_back_and_stays_there(db: Database) -> None:
    paper = issued(db)
    pay(db, paper, 119)
    with told(RuleError, rule="R-PRE-19", field="amount", available=eur(0)):
        payments.refund(db, 1, eur(1), on=LATER, invoice_id=paper.id)
    credit_notes.credit(db, paper.id, on=LATER, reason="Goodwill", amount=eur(19))
    with told(RuleError, rule="R-PRE-19", field="amount", available=eur(19)):
        payments.refund(db, 1, eur("19.01"), on=LATER, invoice_id=paper.id)
    # An open paper has nothing to give.
    with told(RuleError, rule="R-PRE-19", field="amount", available=eur(0)):
        payments.refund(db, 1, eur(1), on=LATER, invoice_id=issued(db).id)
    back = payments.refund(db, 1, eur(19), on=LATER, invoice_id=paper.id)
    row = tables.allocations.find(db, "payment_id = ?", (back.id,))[0]
    assert (row.invoice_id, row.amount, row.on, row.currency) == (paper.id, eur(-19), LATER, "EUR")
    assert invoices.open_of(db, paper.id) == eur(0)
    with told(StateError):
        payments.allocate(db, back.id, paper.id, eur(1), on=LATER)
    with told(RuleError, rule="R-PRE-19", field="amount", there=eur(-19), number=paper.number):
        payments.take_back(db, back.id, paper.id, on=LATER)
    with told(RuleError, rule="R-PRE-19", field="amount", available=eur(0)):
        payments.refund(db, 1, eur(1), on=LATER)
    other = clients.create(db, Client(name="Seidel"))
    with told(RuleError, field="allocate", number=paper.number):
        payments.refund(db, other.id, eur(1), on=LATER, invoice_id=paper.id)


def test_b16_what_is_too_much_moves_to_another_paper_as_far_as_that_is_open(db: Database) -> None:
    wrong, right = issued(db), issued(db, line("50"))
    first, second = pay(db, wrong, 40), pay(db, wrong, 79)
    credit_notes.cancel(db, wrong.id, on=LATER, reason="Wrong name")
    moved = payments.move(db, wrong.id, right.id, on=LATER)
    assert [(row.payment_id, row.invoice_id, row.amount, row.on) for row in moved] == [
        (first.id, right.id, eur(40), LATER),
        (second.id, right.id, eur("19.50"), LATER),
    ]
    assert (invoices.open_of(db, right.id), invoices.open_of(db, wrong.id)) == (eur(0), eur("-59.50"))
    assert payments.move(db, wrong.id, right.id, on=LATER) == ()
    # Only what is too much: of a paper that was paid once and credited by half, the half.
    third = issued(db, line("100"))
    pay(db, third, 119)
    credit_notes.credit(db, third.id, on=LATER, reason="Goodwill", amount=eur(19))
    target = issued(db)
    assert [row.amount for row in payments.move(db, third.id, target.id, on=LATER)] == [eur(19)]
    credit_notes.credit(db, third.id, on=LATER, reason="A cent", amount=eur("0.01"))
    assert [row.amount for row in payments.move(db, third.id, target.id, on=LATER)] == [eur("0.01")]
    assert payments.credit_of(db, 1, "EUR") == eur(0)


def test_r_pre_19_a_payment_recorded_by_a_slip_is_used_for_nothing(db: Database) -> None:
    paper, payment = issued(db), payments.record(db, 1, eur(20), on=PAID)
    other = payments.record(db, 1, eur(5), on=PAID)
    balanced = reversals.payment(db, payment.id, on=LATER, note="A slip")
    assert balanced.balances_id == payment.id
    assert [payments.is_taken_back(db, row) for row in (payment, balanced, other)] == [True, True, False]
    assert (payments.left_of(db, payment.id), payments.left_of(db, other.id)) == (eur(0), eur(5))
    with told(StateError, rule="R-PRE-19"):
        payments.allocate(db, payment.id, paper.id, eur(1), on=LATER)
    with told(StateError, rule="R-PRE-19"):
        payments.issue_receipt(db, payment.id, on=LATER)
    assert tables.papers.find(db, "kind = 'receipt'") == ()


def test_a_receipt_is_in_the_clients_language_and_carries_its_number(db: Database) -> None:
    clients.change(db, replace(clients.get(db, 1), language="en"))
    payment = payments.record(db, 1, eur(20), on=PAID)
    receipt = payments.issue_receipt(db, payment.id, on=LATER)
    assert (receipt.kind, receipt.record_kind, receipt.record_id) == ("receipt", "payment", payment.id)
    assert (receipt.number, receipt.language, receipt.created_on) == ("QU-2026-001", "en", LATER)
    assert payments.get(db, payment.id).number == "QU-2026-001"
    assert payments.issue_receipt(db, payment.id, on=LATER) == receipt
    clients.change(db, replace(clients.get(db, 1), language=""))
    second = payments.issue_receipt(db, payments.record(db, 1, eur(20), on=PAID).id, on=LATER)
    assert (second.number, second.language) == ("QU-2026-002", "de-DE")
    assert "QU-2026-002" in PdfReader(BytesIO(second.pdf)).pages[0].extract_text()
    numbering.set_pattern(db, "receipt", "{client}-{counter}")
    clients.change(db, replace(clients.get(db, 1), number="K7"))
    third = payments.issue_receipt(db, payments.record(db, 1, eur(20), on=PAID).id, on=LATER)
    assert third.number == "K7-1"


def test_b14_a_settlement_keeps_its_reason_and_is_taken_back_once(db: Database) -> None:
    paper = issued(db)
    for wrong in (eur("119.01"), Money.of(1, "USD")):
        with told(RuleError, rule="B14", field="amount", open=eur(119), number=paper.number):
            payments.settle(db, paper.id, FEE, wrong, on=PAID)
    first = payments.settle(
        db, paper.id, FEE, eur(19), on=PAID, note=" Their bank ", home_rate=Decimal("1.5")
    )
    assert first == settlements.get(db, first.id)
    assert first == Settlement(
        id=first.id,
        invoice_id=paper.id,
        reason=FEE,
        on=PAID,
        currency="EUR",
        amount=eur(19),
        note="Their bank",
        home_rate=Decimal("1.5"),
    )
    other = payments.settle(db, paper.id, WRITTEN_OFF, eur(100), on=PAID)
    assert (other.note, other.home_rate, invoices.open_of(db, paper.id)) == ("", None, eur(0))
    back = payments.unsettle(db, first.id, on=LATER)
    assert back == replace(first, id=back.id, on=LATER, amount=eur(-19))
    assert invoices.open_of(db, paper.id) == eur(19)
    for settlement in (first, back):
        with told(StateError):
            payments.unsettle(db, settlement.id, on=LATER)
    payments.unsettle(db, other.id, on=LATER)
    assert invoices.open_of(db, paper.id) == eur(119)


def test_b14_nothing_of_a_prepayment_is_written_off(db: Database, agreed: Contract) -> None:
    paper = asked(db, agreed)
    for reason in (WRITTEN_OFF, SettlementReason.EXCHANGE_DIFFERENCE):
        with told(StateError, rule="B14", number=paper.number):
            payments.settle(db, paper.id, reason, eur(1), on=PAID)
    payments.settle(db, paper.id, FEE, eur(20), on=PAID)
    payments.settle(db, paper.id, TAX_KEPT, eur(6), on=LATER)
    fee, kept = ledger.rows(db, agreed.id)
    assert (fee.note, fee.on, fee.gross, kept.note, kept.on, kept.gross) == (
        "bank_fee",
        PAID,
        eur(20),
        "withheld_tax",
        LATER,
        eur(6),
    )
