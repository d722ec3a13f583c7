"""Prepayments from asking to the final invoice, with the demo book's own figures (R-PRE-*, B7 to B9, B13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.contract import Contract, ContractState, InstalmentKind, Pricing, RevisionPolicy
from clientdesk.domain.errors import ChecksFailedError, RuleError, StateError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.line import Adjustment, LineKind, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.domain.tax import NO_TAX, TaxGroup
from clientdesk.domain.work import WorkEntry, WorkKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import agreed_price, credit_notes, invoices, ledger, papers, payments, prepayments
from tests.usecases.billing import (
    EXPORT,
    GST,
    LOW,
    ON,
    VAT,
    clause,
    contract,
    eur,
    inr,
    line,
    open_egyptian,
    open_german,
    open_indian,
    open_texan,
    plan,
)

PREPAY, PARTIAL, FINAL = InstalmentKind.PREPAYMENT, InstalmentKind.PARTIAL, InstalmentKind.FINAL


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


@pytest.fixture
def agreed(db: Database) -> Contract:
    return contract(db, line("5000"))


def asked(db: Database, agreed: Contract, amount: str, *, on: date = ON, gross: bool = False) -> Invoice:
    draft = prepayments.request(db, agreed.id, on=on, amount=eur(amount), gross=gross)
    return invoices.issue(db, draft.id, on=on)


def pay(db: Database, paper: Invoice, amount: Money | None = None, *, on: date = ON) -> None:
    money = amount or paper.due
    assert money is not None
    payments.record(db, paper.client_id, money, on=on, allocate=((paper.id, money),))


def final(db: Database, agreed: Contract, *, on: date = ON) -> Invoice:
    return invoices.issue(db, invoices.from_contract(db, agreed.id, on=on).id, on=on)


def problems(db: Database, agreed: Contract) -> set[str]:
    return {one.rule for one in invoices.problems(db, invoices.from_contract(db, agreed.id, on=ON), on=ON)}


def held(db: Database, agreed: Contract) -> Money:
    return ledger.held(db, agreed.id, agreed.currency)


def work(db: Database, job: Contract, kind: WorkKind, day: date, **values: object) -> None:
    with transaction(db):
        entry = WorkEntry(contract_id=job.id, kind=kind, on=day, **values)  # type: ignore[arg-type]
        tables.work_entries.add(db, entry)


def change_order(db: Database, agreed: Contract, price: str, day: date) -> None:
    with transaction(db):
        tables.change_orders.add(
            db,
            ChangeOrder(
                contract_id=agreed.id,
                sequence=1,
                title="Eighth screen",
                lines=(line(price, text="Eighth screen"),),
                state=ChangeState.ACCEPTED,
                decided_on=day,
                decided_by="Krumm",
            ),
        )


def test_b7_b9_lena_from_deposit_to_final_invoice(db: Database):
    agreed = contract(
        db,
        line("600", text="Workshop"),
        line("2400", text="Identity"),
        line("320", text="Screen", quantity="7"),
        replace(line("250", text="5 concepts instead of 3"), role=LineRole.BONUS),
        adjustments=(Adjustment(amount=Decimal(440), reason="First job"),),
        plan=plan(("Deposit", "30", PREPAY), ("Milestone", "40", PREPAY), ("Final", "30", FINAL)),
        revisions=RevisionPolicy(free_rounds=1, price=Decimal(90)),
        hourly_rate=Decimal(90),
    )
    deposit = prepayments.request(db, agreed.id, on=date(2026, 2, 25))
    deposit = invoices.issue(db, deposit.id, on=date(2026, 2, 25))
    assert (deposit.net, deposit.tax, deposit.gross) == (eur(1440), eur("273.60"), eur("1713.60"))
    pay(db, deposit, on=date(2026, 3, 5))
    second = prepayments.request(db, agreed.id, on=date(2026, 4, 10))
    assert second.instalment == "Milestone"
    second = invoices.issue(db, second.id, on=date(2026, 4, 10))
    assert (second.net, second.tax, second.gross) == (eur(1920), eur("364.80"), eur("2284.80"))
    pay(db, second, on=date(2026, 4, 20))
    assert held(db, agreed) == eur("3998.40")

    change_order(db, agreed, "320", date(2026, 4, 15))
    for day, hours in ((date(2026, 3, 27), "1"), (date(2026, 4, 10), "2.5"), (date(2026, 4, 17), "1.25")):
        work(
            db,
            agreed,
            WorkKind.ROUND,
            day,
            description="Revision",
            deliverable="Identity",
            hours=Decimal(hours),
            agreed=True,
        )
    work(db, agreed, WorkKind.GIFT, date(2026, 4, 16), description="Icon set", hours=Decimal(2))

    closing = final(db, agreed, on=date(2026, 5, 4))
    totals = closing.totals()
    assert closing.number == "RE-2026-003"
    assert (totals.net, totals.tax, totals.gross) == (eur("5457.50"), eur("1036.93"), eur("6494.43"))
    assert [(row.number, row.received_on, row.net, row.tax) for row in closing.deductions] == [
        ("RE-2026-001", date(2026, 3, 5), eur(1440), eur("273.60")),
        ("RE-2026-002", date(2026, 4, 20), eur(1920), eur("364.80")),
    ]
    assert (closing.net, closing.tax, closing.due) == (eur("2097.50"), eur("398.53"), eur("2496.03"))
    assert closing.due_on == date(2026, 5, 18)
    rounds = [row for row in closing.lines if row.source.startswith("work:") and row.counts]
    assert [(row.quantity, row.supplied_from) for row in rounds] == [
        (Decimal("2.5"), date(2026, 4, 10)),
        (Decimal("1.25"), date(2026, 4, 17)),
    ]
    gifts = [(row.description, row.list_amount("EUR")) for row in closing.lines if row.role is LineRole.BONUS]
    assert gifts == [("5 concepts instead of 3", eur(250)), ("Icon set", eur(180))]
    rows = ledger.rows(db, agreed.id)
    assert [row.kind for row in rows] == [LedgerKind.RECEIVED] * 2 + [LedgerKind.APPLIED] * 2
    assert held(db, agreed) == eur(0)


def test_r_pre_2_seidels_deposit_is_held_with_its_tax(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    pay(db, paper, on=date(2026, 6, 10))
    (row,) = ledger.rows(db, agreed.id)
    assert (row.kind, row.on, row.gross) == (LedgerKind.RECEIVED, date(2026, 6, 10), eur(595))
    assert row.groups == (TaxGroup.from_net(VAT, eur(500)),)
    assert held(db, agreed) == eur(595)


def test_r_pre_2_part_payments_share_the_tax_and_add_up(db: Database, agreed: Contract):
    paper = asked(db, agreed, "333.33")
    for part in ("100.01", "0.01", "296.64"):
        pay(db, paper, eur(part))
    (holding,) = ledger.held_papers(db, agreed.id)
    assert (holding.gross, holding.groups) == (paper.gross, paper.groups)


def test_r_pre_2_the_banks_fee_on_a_prepayment_is_our_cost_and_not_the_clients(
    db: Database, agreed: Contract
):
    paper = asked(db, agreed, "500")
    pay(db, paper, eur(585))
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, eur(10), on=ON)
    assert held(db, agreed) == eur(595)
    other = asked(db, agreed, "100")
    with pytest.raises(StateError):
        payments.settle(db, other.id, SettlementReason.WRITE_OFF, eur(10), on=ON)


def test_r_pre_3_r_pre_4_three_advances_over_a_thousand(db: Database, agreed: Contract):
    for _ in range(3):
        pay(db, asked(db, agreed, "1000", gross=True))
    closing = final(db, agreed)
    assert [(row.net, row.tax) for row in closing.deductions] == [(eur("840.34"), eur("159.66"))] * 3
    assert (closing.net, closing.tax, closing.due) == (eur("2478.98"), eur("471.02"), eur("2950.00"))
    assert closing.net is not None
    assert closing.net.percent(Decimal(19)) == eur("471.01")  # R-PRE-5: the difference, not the rate


def test_r_pre_10_prepayments_above_the_price_are_refunded(db: Database):
    agreed = contract(db, line("6000"))
    pay(db, asked(db, agreed, "6000"))
    with transaction(db):
        tables.change_orders.add(
            db,
            ChangeOrder(
                contract_id=agreed.id,
                sequence=1,
                lines=(line("1000", text="Less", quantity="-1"),),
                state=ChangeState.ACCEPTED,
                decided_on=ON,
                decided_by="Krumm",
            ),
        )
    closing = final(db, agreed)
    assert (closing.net, closing.tax, closing.due, closing.due_on) == (
        eur(-1000),
        eur(-190),
        eur(-1190),
        None,
    )
    payments.refund(db, 1, eur(1190), on=ON, invoice_id=closing.id)
    assert invoices.open_of(db, closing.id) == eur(0)
    assert held(db, agreed) == eur(0)


def test_r_pre_11_fully_prepaid_in_three_parts_leaves_nothing_to_pay(db: Database):
    thirds = plan(("1", "33.33", PREPAY), ("2", "33.33", PREPAY), ("3", "33.34", PREPAY))
    agreed = contract(db, line("1000.01"), line("77.77", tax=LOW), plan=thirds)
    for _ in range(3):
        pay(db, invoices.issue(db, prepayments.request(db, agreed.id, on=ON).id, on=ON))
    closing = final(db, agreed)
    assert (closing.net, closing.tax, closing.due, closing.due_on) == (eur(0), eur(0), eur(0), None)
    with pytest.raises(RuleError) as caught:
        prepayments.request(db, agreed.id, on=ON)
    assert caught.value.field == "percent"


def test_r_pre_12_an_open_prepayment_stops_the_final_invoice(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    assert problems(db, agreed) == {"R-PRE-12"}
    credit_notes.cancel(db, paper.id, on=ON, reason="Not needed")
    assert problems(db, agreed) == set()


def test_r_pre_12_b9_of_a_part_paid_prepayment_the_part_is_deducted_and_the_rest_credited(
    db: Database, agreed: Contract
):
    paper = asked(db, agreed, "500")
    pay(db, paper, eur(300))
    assert problems(db, agreed) == {"R-PRE-12"}
    rest = prepayments.credit_rest(db, paper.id, on=ON, reason="Not needed")
    assert (rest.kind, rest.gross) == (InvoiceKind.CREDIT_NOTE, eur(295))
    (share,) = ledger.held_papers(db, agreed.id)
    assert share.gross == eur(300)
    assert share.groups[0].net + rest.groups[0].net == eur(500)
    assert share.groups[0].tax_amount + rest.groups[0].tax_amount == eur(95)
    assert final(db, agreed).due == eur(5650)
    with pytest.raises(StateError):
        prepayments.credit_rest(db, paper.id, on=ON, reason="Again")


def test_r_pre_12_a_prepayment_is_deducted_exactly_once(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    pay(db, paper)
    first = invoices.from_contract(db, agreed.id, on=ON)
    second = invoices.from_contract(db, agreed.id, on=ON)
    invoices.issue(db, first.id, on=ON)
    assert {one.rule for one in invoices.problems(db, second, on=ON)} == {"R-PRE-3", "R-PRE-12"}
    second = invoices.refresh(db, second.id)
    assert second.deductions == ()
    assert {one.rule for one in invoices.problems(db, second, on=ON)} == {"R-QUO-3", "R-PRE-12"}
    with pytest.raises(StateError, match="R"):
        credit_notes.cancel(db, paper.id, on=ON, reason="No")
    payment = tables.payments.find(db)[0]
    with pytest.raises(RuleError):
        payments.take_back(db, payment.id, paper.id, on=ON)


def test_r_pre_3_money_that_came_after_the_draft_is_asked_for_and_taken_in(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    draft = invoices.from_contract(db, agreed.id, on=ON)
    pay(db, paper)
    with pytest.raises(ChecksFailedError):
        invoices.issue(db, draft.id, on=ON)
    assert invoices.refresh(db, draft.id).totals().due == eur(5355)
    assert invoices.issue(db, draft.id, on=ON).due == eur(5355)


def test_a_cancelled_final_invoice_gives_its_prepayments_back(db: Database, agreed: Contract):
    pay(db, asked(db, agreed, "500"))
    closing = final(db, agreed)
    cancelled = credit_notes.cancel(db, closing.id, on=ON, reason="Wrong address")
    assert (cancelled.net, cancelled.gross) == (closing.net, closing.gross)
    assert held(db, agreed) == eur(595)
    assert ledger.rows(db, agreed.id)[-1].kind is LedgerKind.RESTORED
    again = final(db, agreed)
    assert (again.due, held(db, agreed)) == (closing.due, eur(0))


def test_r_doc_3_a_cancelled_final_invoice_shows_what_it_had_deducted(db: Database, agreed: Contract):
    import pypdfium2

    paper = asked(db, agreed, "500")
    pay(db, paper)
    cancelled = credit_notes.cancel(db, final(db, agreed).id, on=ON, reason="Wrong address")
    kept = papers.kept(db, "invoice", cancelled.id)
    assert kept is not None
    pdf = pypdfium2.PdfDocument(kept.pdf)
    text = " ".join(pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))
    for words in (paper.number, "5,950.00", "595.00", "5,355.00", "Wrong address"):
        assert words in text
    pdf.close()


def test_b16_a_final_invoice_is_replaced_by_a_final_invoice(db: Database, agreed: Contract):
    pay(db, asked(db, agreed, "500"))
    closing = final(db, agreed)
    pay(db, closing)
    draft = credit_notes.correct(db, closing.id, on=ON, reason="Wrong title")
    assert (draft.kind, draft.deductions) == (InvoiceKind.FINAL, closing.deductions)
    again = invoices.issue(db, draft.id, on=ON)
    assert invoices.open_of(db, again.id) == invoices.open_of(db, closing.id) == eur(0)
    assert held(db, agreed) == eur(0)


def test_a_cancelled_prepayment_leaves_the_ledger_and_the_money_is_owed_back(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    pay(db, paper)
    credit_notes.cancel(db, paper.id, on=ON, reason="Other contract")
    assert held(db, agreed) == eur(0)
    assert invoices.open_of(db, paper.id) == eur(-595)
    payments.refund(db, 1, eur(595), on=ON, invoice_id=paper.id)
    assert invoices.open_of(db, paper.id) == eur(0)


def test_money_taken_off_a_prepayment_leaves_the_ledger(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    pay(db, paper)
    payment = tables.payments.find(db)[0]
    payments.take_back(db, payment.id, paper.id, on=ON, amount=eur(195))
    assert held(db, agreed) == eur(400)
    payments.allocate(db, payment.id, paper.id, eur(195), on=ON)
    (holding,) = ledger.held_papers(db, agreed.id)
    assert holding.groups == paper.groups


def test_r_pre_13_the_unearned_part_goes_back_with_its_tax(db: Database):
    agreed = contract(db, line("5000"))
    paper = asked(db, agreed, "500")
    pay(db, paper)
    settled = prepayments.settle_cancellation(
        db, agreed.id, on=ON, reason="Client stops", earned=eur(200), refund_method="transfer"
    )
    (credit,) = settled.credits
    assert (credit.net, credit.tax, credit.gross) == (eur(300), eur(57), eur(357))
    assert credit.corrects_id == paper.id
    assert [row.kind for row in ledger.rows(db, agreed.id)] == [
        LedgerKind.RECEIVED,
        LedgerKind.KEPT,
        LedgerKind.REFUNDED,
    ]
    assert held(db, agreed) == eur(0)
    assert invoices.open_of(db, paper.id) == eur(0)
    assert tables.contracts.get(db, agreed.id).state is ContractState.CANCELLED
    assert settled.paper.pdf.startswith(b"%PDF")
    with pytest.raises(StateError):
        prepayments.settle_cancellation(db, agreed.id, on=ON)


def test_b8_a_clause_above_what_was_received_leaves_the_rest_to_invoice(db: Database):
    agreed = contract(db, line("1000"), cancellation=clause("50"))
    pay(db, asked(db, agreed, "100"))
    open_one = asked(db, agreed, "200")
    settled = prepayments.settle_cancellation(db, agreed.id, on=ON, reason="Client stops")
    assert (settled.settlement.kept, settled.settlement.refund) == (eur(119), eur(0))
    assert [paper.corrects_id for paper in settled.credits] == [open_one.id]
    assert settled.invoice is not None
    rest = invoices.issue(db, settled.invoice.id, on=ON)
    assert (rest.net, rest.tax, rest.gross) == (eur(400), eur(76), eur(476))
    assert held(db, agreed) == eur(0)


def test_b8_anitha_cancels_before_the_event(tmp_path: Path):
    db = open_indian(tmp_path / "book")
    agreed = contract(db, line("135000", tax=GST), cancellation=clause("20"))
    voucher = prepayments.receive(db, agreed.id, inr(50000), on=date(2026, 2, 12))
    settled = prepayments.settle_cancellation(
        db, agreed.id, on=date(2026, 3, 1), reason="Wedding called off", refund_method="upi"
    )
    figures = settled.settlement
    assert (figures.fee_net, figures.fee_tax) == (inr(27000), inr(4860))
    assert (figures.kept, figures.refund) == (inr("31860.00"), inr("18140.00"))
    (refund,) = settled.credits
    assert (refund.kind, refund.number, refund.gross) == (
        InvoiceKind.REFUND_VOUCHER,
        "RF/25-26/001",
        inr("18140.00"),
    )
    assert refund.corrects_id == voucher.id
    assert held(db, agreed) == inr(0)
    assert invoices.open_of(db, voucher.id) == inr(0)


def test_b13_r_pre_16_anitha_from_vouchers_to_the_final_invoice(tmp_path: Path):
    db = open_indian(tmp_path / "book")
    agreed = contract(
        db, line("90000", tax=GST), line("25000", tax=GST), line("20000", tax=GST), number="CT/25-26/001"
    )
    with pytest.raises(StateError):
        prepayments.request(db, agreed.id, on=date(2026, 2, 12), percent=Decimal(30))
    first = prepayments.receive(db, agreed.id, inr(50000), on=date(2026, 2, 12), method="upi")
    second = prepayments.receive(db, agreed.id, inr(75000), on=date(2026, 3, 14))
    assert (first.number, second.number) == ("RV/25-26/001", "RV/25-26/002")
    assert (first.net, first.groups[0].amounts) == (inr("42372.88"), (inr("3813.56"), inr("3813.56")))
    assert (second.net, second.groups[0].amounts) == (inr("63559.32"), (inr("5720.34"), inr("5720.34")))
    assert invoices.open_of(db, first.id) == inr(0)
    closing = final(db, agreed, on=date(2026, 4, 20))
    assert closing.number == "INV/26-27/0001"
    totals = closing.totals()
    assert (totals.net, totals.gross) == (inr("135000.00"), inr("159300.00"))
    assert totals.groups[0].amounts == (inr("12150.00"), inr("12150.00"))
    assert closing.groups[0].amounts == (inr("2616.10"), inr("2616.10"))
    assert closing.due == inr("34300.00")
    pay(db, closing, on=date(2026, 4, 24))
    assert invoices.open_of(db, closing.id) == inr(0)


def test_r_pre_16_a_plan_in_india_asks_for_no_prepayment_by_invoice(tmp_path: Path):
    db = open_indian(tmp_path / "book")
    parts = plan(("Advance", "30", PREPAY), ("Rest", "70", FINAL))
    agreed = contract(db, line("135000", tax=GST), plan=parts)
    with pytest.raises(StateError) as caught:
        invoices.from_contract(db, agreed.id, on=ON, instalment="Advance")
    assert caught.value.rule == "R-PRE-16"
    assert prepayments.uses_vouchers(db)


def test_demo_b_mona_advance_partial_and_final(tmp_path: Path):
    db = open_egyptian(tmp_path / "book")
    sar = "SAR"
    agreed = contract(db, line("0.30", tax=EXPORT, quantity="48500"), line("450", tax=EXPORT), currency=sar)
    advance = prepayments.receive(
        db, agreed.id, Money.of(6000, sar), on=date(2026, 3, 10), home_rate=Decimal("12.80")
    )
    assert (advance.gross, advance.home_rate) == (Money.of(6000, sar), Decimal("12.80"))
    part = invoices.from_contract(
        db, agreed.id, on=date(2026, 5, 5), kind=InvoiceKind.PARTIAL, percent=Decimal(30)
    )
    part = invoices.issue(
        db, invoices.change(db, replace(part, home_rate=Decimal("12.95"))).id, on=date(2026, 5, 5)
    )
    assert part.gross == Money.of(4500, sar)
    closing = invoices.from_contract(db, agreed.id, on=date(2026, 6, 30))
    closing = invoices.change(db, replace(closing, home_rate=Decimal("13.00")))
    closing = invoices.issue(db, closing.id, on=date(2026, 6, 30))
    assert closing.totals().gross == Money.of(15000, sar)
    assert [(row.number, row.received_on) for row in closing.deductions] == [
        (advance.number, date(2026, 3, 10)),
        (part.number, None),
    ]
    assert closing.due == Money.of(4500, sar)
    assert held(db, agreed) == Money.zero(sar)


def test_demo_d_marcus_by_the_hour_with_cap_discount_and_retainer(tmp_path: Path):
    db = open_texan(tmp_path / "book")
    agreed = contract(
        db,
        pricing=Pricing.HOURLY,
        hourly_rate=Decimal(110),
        estimate_hours=Decimal(80),
        cap_hours=Decimal(120),
        adjustments=(Adjustment(percent=Decimal(3), reason="Returning client"),),
        plan=plan(("Retainer", "25", PREPAY), ("Final", "75", FINAL)),
    )
    retainer = prepayments.request(db, agreed.id, on=date(2026, 3, 1))
    retainer = invoices.issue(db, retainer.id, on=date(2026, 3, 1))
    assert (retainer.gross, retainer.groups[0].tax) == (Money.of(2200, "USD"), NO_TAX)
    pay(db, retainer, on=date(2026, 3, 2))
    for hours in ("38.5", "31.25", "11.5"):
        work(
            db,
            agreed,
            WorkKind.HOURS,
            date(2026, 4, 20),
            description="Work",
            hours=Decimal(hours),
            rate=Decimal(110),
        )
    closing = final(db, agreed, on=date(2026, 5, 1))
    totals = closing.totals()
    assert (totals.line_total, totals.discount, totals.net) == (
        Money.of("8937.50", "USD"),
        Money.of("268.13", "USD"),
        Money.of("8669.37", "USD"),
    )
    assert (closing.due, closing.due_on) == (Money.of("6469.37", "USD"), date(2026, 5, 16))


def test_r_quo_3_more_than_agreed_asks_for_a_change_order_or_a_reason(db: Database, agreed: Contract):
    for _ in range(2):
        part = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(30))
        invoices.issue(db, part.id, on=ON)
    over = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(50))
    (problem,) = invoices.problems(db, over, on=ON)
    assert (problem.rule, problem.field) == ("R-QUO-3", "overrun_reason")
    assert problem.values["over"] == eur(500)
    change_order(db, agreed, "500", ON)
    assert invoices.problems(db, over, on=ON) == ()
    reason = replace(over, overrun_reason="Agreed by phone")
    assert invoices.issue(db, invoices.change(db, reason).id, on=ON).overrun_reason == "Agreed by phone"


def test_b31_a_change_accepted_after_the_final_invoice_is_billed_by_itself(db: Database, agreed: Contract):
    final(db, agreed)
    change_order(db, agreed, "320", ON)
    later = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)
    assert invoices.issue(db, later.id, on=ON).net == eur(320)
    with pytest.raises(StateError):
        invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)


def test_b31_a_change_billed_on_the_way_is_not_on_the_final_invoice_again(db: Database, agreed: Contract):
    change_order(db, agreed, "320", ON)
    early = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)
    invoices.issue(db, early.id, on=ON)
    assert final(db, agreed).net == eur(5000)


def test_r_pre_12_a_drafted_credit_does_not_touch_what_was_deducted(db: Database, agreed: Contract):
    paper = asked(db, agreed, "500")
    pay(db, paper)
    final(db, agreed)
    draft = credit_notes.draft_credit(db, paper.id, reason="Less")
    assert {one.rule for one in invoices.problems(db, draft, on=ON)} == {"R-PRE-12"}


def test_r_pre_14_cumulative_partial_invoices(db: Database, agreed: Contract):
    def partial(percent: str) -> Invoice:
        draft = invoices.from_contract(
            db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(percent), cumulative=True
        )
        return invoices.issue(db, draft.id, on=ON)

    assert partial("40").net == eur(2000)
    assert partial("100").net == eur(3000)
    assert final(db, agreed).due == eur(0)


def test_r_pre_12_a_partial_invoice_that_was_deducted_is_not_cancelled_before_the_final(
    db: Database, agreed: Contract
):
    part = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(30))
    part = invoices.issue(db, part.id, on=ON)
    closing = final(db, agreed)
    with pytest.raises(StateError) as caught:
        credit_notes.cancel(db, part.id, on=ON, reason="Wrong")
    assert caught.value.values["other"] == closing.number
    credit_notes.cancel(db, closing.id, on=ON, reason="Wrong")
    credit_notes.cancel(db, part.id, on=ON, reason="Wrong")
    assert final(db, agreed).net == eur(5000)


def test_b10_a_part_of_the_plan_becomes_the_paper_it_names(db: Database):
    parts = plan(("Deposit", "30", PREPAY), ("Half", "30", PARTIAL), ("Rest", "40", FINAL))
    agreed = contract(db, line("1000"), plan=parts)
    kinds = [
        invoices.from_contract(db, agreed.id, on=ON, instalment=name).kind
        for name in ("Deposit", "Half", "Rest")
    ]
    assert kinds == [InvoiceKind.PREPAYMENT, InvoiceKind.PARTIAL, InvoiceKind.FINAL]
    with pytest.raises(RuleError):
        invoices.from_contract(db, agreed.id, on=ON, instalment="Nothing")


def test_b7_money_can_be_moved_kept_and_given_back(db: Database, agreed: Contract):
    other = contract(db, line("300"))
    paper = asked(db, agreed, "500")
    pay(db, paper)
    prepayments.move(db, paper.id, other.id, on=ON, amount=eur(119))
    assert (held(db, agreed), held(db, other)) == (eur(476), eur(119))
    assert final(db, other).due == eur(238)
    prepayments.keep(db, paper.id, on=ON, note="Idle days", amount=eur(119))
    credit = prepayments.refund(db, paper.id, on=ON, reason="Project smaller", amount=eur(119))
    assert (credit.net, credit.tax) == (eur(100), eur(19))
    assert held(db, agreed) == eur(238)
    assert invoices.open_of(db, paper.id) == eur(0)
    with pytest.raises(RuleError):
        prepayments.keep(db, paper.id, on=ON, note="Too much", amount=eur(239))
    with pytest.raises(RuleError):
        prepayments.refund(db, paper.id, on=ON, reason="Too much", amount=eur(239))


def test_r_pre_1_what_is_asked_for_must_make_sense(db: Database, agreed: Contract):
    for wrong in (Decimal(0), Decimal(101), Decimal(-5)):
        with pytest.raises(RuleError) as caught:
            prepayments.request(db, agreed.id, on=ON, percent=wrong)
        assert caught.value.field == "percent"
    with pytest.raises(RuleError):
        prepayments.request(db, agreed.id, on=ON, amount=eur(0))
    with pytest.raises(RuleError):
        prepayments.request(db, agreed.id, on=ON, amount=Money.of(5, "USD"))
    with pytest.raises(StateError):
        prepayments.request(db, contract(db).id, on=ON, percent=Decimal(30))


def test_a_subtotal_and_heading_of_the_contract_stand_on_the_final_invoice(db: Database):
    heading = replace(line("0", text="Phase one"), kind=LineKind.HEADING)
    agreed = contract(db, heading, line("100"))
    assert [row.kind for row in final(db, agreed).lines] == [LineKind.HEADING, LineKind.ITEM]


def test_r_pre_3_a_final_invoice_says_when_a_partial_one_was_paid(db: Database, agreed: Contract):
    part = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(30))
    part = invoices.issue(db, part.id, on=ON)
    draft = invoices.from_contract(db, agreed.id, on=ON)
    assert [(row.is_partial, row.received_on) for row in draft.deductions] == [(True, None)]
    payments.record(db, agreed.client_id, eur(500), on=date(2026, 12, 1), allocate=((part.id, eur(500)),))
    assert final_draft(db, draft.id).deductions[0].received_on is None
    payments.record(db, agreed.client_id, eur(1285), on=date(2026, 12, 2), allocate=((part.id, eur(1285)),))
    assert final_draft(db, draft.id).deductions[0].received_on == date(2026, 12, 2)
    closing = invoices.issue(db, draft.id, on=date(2026, 12, 3))
    (taken,) = closing.deductions
    assert (taken.received_on, taken.is_prepayment) == (date(2026, 12, 2), False)


def final_draft(db: Database, invoice_id: int) -> Invoice:
    return agreed_price.with_days(db, tables.invoices.get(db, invoice_id))
