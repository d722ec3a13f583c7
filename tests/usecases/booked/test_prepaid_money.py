"""The ledger of prepaid money, movement by movement, and what each refusal tells (R-PRE-2, R-PRE-12, B7)."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.prepayment import Holding, LedgerKind, LedgerRow
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import (
    credit_notes,
    invoices,
    ledger,
    payments,
)
from tests.told import told
from tests.usecases.billing import eur, issued
from tests.usecases.booked.acts import LATER, PAID, asked, groups, pay


def test_r_pre_2_every_movement_of_prepaid_money_is_a_row_of_the_ledger(
    db: Database, agreed: Contract
) -> None:
    paper = asked(db, agreed)
    assert paper.due == eur(226)
    payment = pay(db, paper, 113)
    (came,) = ledger.rows(db, agreed.id)
    assert came == LedgerRow(
        id=came.id,
        contract_id=agreed.id,
        kind=LedgerKind.RECEIVED,
        on=PAID,
        currency="EUR",
        gross=eur(113),
        groups=groups(("50.00", "9.50"), ("50.00", "3.50")),
        invoice_id=paper.id,
        payment_id=payment.id,
    )
    payments.take_back(db, payment.id, paper.id, on=LATER, amount=eur("22.60"))
    went = ledger.rows(db, agreed.id)[1]
    assert went == LedgerRow(
        id=went.id,
        contract_id=agreed.id,
        kind=LedgerKind.REFUNDED,
        on=LATER,
        currency="EUR",
        gross=eur("22.60"),
        groups=groups(("10.00", "1.90"), ("10.00", "0.70")),
        invoice_id=paper.id,
        payment_id=payment.id,
    )
    assert ledger.held(db, agreed.id, "EUR") == eur("90.40")
    holding = Holding(
        invoice_id=paper.id,
        gross=eur("90.40"),
        groups=groups(("40.00", "7.60"), ("40.00", "2.80")),
        received_on=PAID,
    )
    assert ledger.held_papers(db, agreed.id) == (holding,)
    assert ledger.held_of(db, agreed.id, paper.id) == holding
    assert ledger.held_of(db, agreed.id, paper.id + 1) is None


def test_r_pre_12_a_final_invoice_uses_up_and_its_cancellation_gives_back(
    db: Database, agreed: Contract
) -> None:
    paper = asked(db, agreed)
    pay(db, paper, 226)
    other = asked(db, agreed, "20")
    pay(db, other, 452)
    final = invoices.issue(db, invoices.from_contract(db, agreed.id, on=LATER).id, on=LATER)
    used = ledger.rows(db, agreed.id)[2:]
    assert [row.invoice_id for row in used] == [paper.id, other.id]
    assert used[0] == LedgerRow(
        id=used[0].id,
        contract_id=agreed.id,
        kind=LedgerKind.APPLIED,
        on=LATER,
        currency="EUR",
        gross=eur(226),
        groups=groups(("100.00", "19.00"), ("100.00", "7.00")),
        invoice_id=paper.id,
        final_id=final.id,
    )
    assert ledger.held_papers(db, agreed.id) == ()
    # Money for the final invoice itself came after the delivery: it is not held.
    later = pay(db, final, 1, on=LATER)
    payments.take_back(db, later.id, final.id, on=LATER)
    assert len(ledger.rows(db, agreed.id)) == 4
    with told(StateError, rule="R-PRE-12", number=paper.number, available=eur(0)):
        credit_notes.cancel(db, paper.id, on=LATER, reason="Wrong")
    cancelled = credit_notes.cancel(db, final.id, on=LATER, reason="Wrong")
    back = ledger.rows(db, agreed.id)[4:]
    assert [(row.kind, row.invoice_id) for row in back] == [
        (LedgerKind.RESTORED, paper.id),
        (LedgerKind.RESTORED, other.id),
    ]
    assert back[0] == replace(used[0], id=back[0].id, kind=LedgerKind.RESTORED, final_id=cancelled.id)
    assert ledger.held(db, agreed.id, "EUR") == eur(678)
    assert ledger.credits_of(db, final.id) == (cancelled,)


def test_r_pre_12_only_the_prepayments_that_were_used_come_back(db: Database, agreed: Contract) -> None:
    first = asked(db, agreed)
    pay(db, first, 226)
    final = invoices.issue(db, invoices.from_contract(db, agreed.id, on=PAID).id, on=PAID)
    credit_notes.cancel(db, final.id, on=PAID, reason="Wrong")
    again = invoices.issue(db, invoices.from_contract(db, agreed.id, on=LATER).id, on=LATER)
    assert ledger.held(db, agreed.id, "EUR") == eur(0)
    # The second final invoice alone gives back: what the first had used came back with it.
    credit_notes.cancel(db, again.id, on=LATER, reason="Wrong too")
    assert [row.kind for row in ledger.rows(db, agreed.id)] == [
        LedgerKind.RECEIVED,
        LedgerKind.APPLIED,
        LedgerKind.RESTORED,
        LedgerKind.APPLIED,
        LedgerKind.RESTORED,
    ]
    assert ledger.held(db, agreed.id, "EUR") == eur(226)


def test_r_doc_4_a_credit_of_a_prepayment_frees_only_what_was_received(
    db: Database, agreed: Contract
) -> None:
    paper = asked(db, agreed)
    pay(db, paper, 200)
    # 26 were never paid: a credit of 20 leaves the ledger as it is, one of 26 takes 20 from it.
    credit_notes.credit(db, paper.id, on=PAID, reason="Less", amount=eur(20))
    assert ledger.held(db, agreed.id, "EUR") == eur(200)
    credit = credit_notes.credit(db, paper.id, on=LATER, reason="Less", amount=eur(26))
    freed = ledger.rows(db, agreed.id)[-1]
    assert (freed.kind, freed.gross, freed.on, freed.currency) == (
        LedgerKind.REFUNDED,
        eur(20),
        LATER,
        "EUR",
    )
    assert (freed.invoice_id, freed.final_id, freed.contract_id) == (paper.id, credit.id, agreed.id)
    assert ledger.held(db, agreed.id, "EUR") == eur(180)
    # All of the credit was received by now: the ledger follows it with the very taxes that the credit shows.
    third = credit_notes.credit(db, paper.id, on=LATER, reason="Less", amount=eur("22.61"))
    assert ledger.rows(db, agreed.id)[-1].groups == third.groups
    # The last one takes what is left, tax by tax.
    left = ledger.held_papers(db, agreed.id)[0]
    fourth = credit_notes.credit(db, paper.id, on=LATER, reason="Less", amount=left.gross)
    assert ledger.rows(db, agreed.id)[-1].groups == left.groups
    assert ledger.held_papers(db, agreed.id) == ()
    assert len(ledger.credits_of(db, paper.id)) == 4
    assert fourth.due == left.gross
    with told(StateError, rule="R-DOC-4", number=paper.number):
        credit_notes.cancel(db, paper.id, on=LATER, reason="All")


def test_money_freed_by_a_credit_leaves_the_ledger_once(db: Database, agreed: Contract) -> None:
    paper = asked(db, agreed)
    payment = pay(db, paper, 226)
    credit_notes.credit(db, paper.id, on=PAID, reason="Less", amount=eur(26))
    assert ledger.held(db, agreed.id, "EUR") == eur(200)
    # The client wants 46 elsewhere: 26 of it were freed already, so that only 20 leave now.
    payments.take_back(db, payment.id, paper.id, on=LATER, amount=eur(46))
    row = ledger.rows(db, agreed.id)[-1]
    assert (row.kind, row.gross, row.on, row.payment_id) == (
        LedgerKind.REFUNDED,
        eur(20),
        LATER,
        payment.id,
    )
    assert ledger.held(db, agreed.id, "EUR") == eur(180)


def test_r_pre_12_what_a_final_invoice_left_over_may_still_be_credited(
    db: Database, agreed: Contract
) -> None:
    paper = asked(db, agreed)
    pay(db, paper, 200)
    with told(StateError, rule="R-PRE-12", number=paper.number, available=eur(226)):
        ledger.check_free(db, paper, eur("226.01"))
    ledger.check_free(db, paper, eur(226))
    plain = issued(db)
    ledger.check_free(db, plain, eur(9999))


def test_b7_no_paper_gives_more_than_it_holds_itself(db: Database, agreed: Contract) -> None:
    first, second = asked(db, agreed), asked(db, agreed)
    pay(db, first, 226)
    pay(db, second, 226)
    for wanted in (
        groups(("300.00", "57.00"), ("100.00", "7.00")),
        groups(("100.00", "19.01"), ("100.00", "7.00")),
    ):
        gross = wanted[0].gross + wanted[1].gross
        held = eur(226) if gross <= eur(452) else eur(452)
        with told(RuleError, rule="B7", field="amount", held=held, wanted=gross), transaction(db):
            ledger.add(
                db,
                LedgerKind.KEPT,
                contract_id=agreed.id,
                groups=wanted,
                on=LATER,
                currency="EUR",
                paper_id=first.id,
            )
    with transaction(db):
        row = ledger.add(
            db,
            LedgerKind.KEPT,
            contract_id=agreed.id,
            groups=groups(("100.00", "19.00"), ("100.00", "7.00")),
            on=LATER,
            currency="EUR",
            paper_id=first.id,
            note="By contract",
        )
    assert row == ledger.rows(db, agreed.id)[-1]
    assert (row.note, row.payment_id, row.final_id, row.gross) == ("By contract", None, None, eur(226))


def test_r_pre_2_odd_parts_of_a_prepayment_have_its_tax_together(db: Database, agreed: Contract) -> None:
    paper = asked(db, agreed)
    for part in ("75.33", "75.33", "75.34"):
        pay(db, paper, part)
    rows = ledger.rows(db, agreed.id)
    assert [[group.tax_amount for group in row.groups] for row in rows] == [
        [eur("6.33"), eur("2.33")],
        [eur("6.34"), eur("2.34")],
        [eur("6.33"), eur("2.33")],
    ]
    assert ledger.held_papers(db, agreed.id)[0].groups == paper.groups
