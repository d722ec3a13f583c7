"""The invoice record: states, due dates, what issue fixes (R-DOC-1, R-DOC-8, R-DUE-*)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.errors import StateError
from clientdesk.domain.invoice import (
    CREDITS,
    DueRule,
    Invoice,
    InvoiceKind,
    InvoiceState,
    PaymentState,
    due_date,
    payment_state,
)
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.party import BankAccount, Party
from clientdesk.domain.tax import Tax, TaxGroup
from clientdesk.domain.totals import Deduction

VAT = Tax(rate=Decimal(19))


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def invoice(price: str = "100", **changes: object) -> Invoice:
    line = Line(description="Design", unit_price=Decimal(price), tax=VAT)
    return replace(Invoice(currency="EUR", lines=(line,)), **changes)


def issued(
    draft: Invoice, *, on: date = date(2026, 6, 1), due_on: date | None = date(2026, 6, 15)
) -> Invoice:
    return draft.issue(
        "RE-1", series="invoice", on=on, due_on=due_on, seller=Party(), buyer=Party(), account=BankAccount()
    )


def state(due: str, today: date = date(2026, 6, 1), **paid: str) -> PaymentState:
    amounts = {name: eur(paid.get(name, "0")) for name in ("paid", "settled", "credited")}
    return payment_state(due=eur(due), due_on=date(2026, 12, 3), today=today, **amounts)


def test_r_doc_1_only_a_draft_can_be_issued():
    once = issued(invoice())
    assert once.state is InvoiceState.ISSUED
    with pytest.raises(StateError, match="RE-1"):
        issued(once)
    with pytest.raises(StateError):
        once.check_draft()


def test_r_doc_1_issue_fixes_net_tax_gross_and_due():
    once = issued(invoice("99.99"))
    assert (once.net, once.tax, once.gross, once.due) == (
        eur("99.99"),
        eur("19.00"),
        eur("118.99"),
        eur("118.99"),
    )
    assert once.groups == (TaxGroup.from_net(VAT, eur("99.99")),)


def test_r_doc_1_states_are_derived_from_money_and_date():
    assert state("100") is PaymentState.OPEN
    assert state("100", paid="40") is PaymentState.PART_PAID
    assert state("100", credited="40") is PaymentState.PART_PAID
    assert state("100", paid="90", settled="10") is PaymentState.PAID
    assert state("100", credited="100") is PaymentState.CREDITED
    assert state("100", paid="100", credited="100") is PaymentState.REFUND_DUE
    assert state("0") is PaymentState.PAID


def test_r_due_2_overdue_starts_the_day_after_it_was_due():
    assert state("100", today=date(2026, 12, 3)) is PaymentState.OPEN
    assert state("100", today=date(2026, 12, 4)) is PaymentState.OVERDUE
    assert state("100", today=date(2026, 12, 4), paid="50") is PaymentState.OVERDUE
    assert state("100", today=date(2026, 12, 4), paid="100") is PaymentState.PAID


def test_r_due_1_issue_date_plus_days_or_the_end_of_that_month():
    issued_on = date(2026, 11, 3)
    assert due_date(issued_on, 30) == date(2026, 12, 3)
    assert due_date(issued_on, 30, DueRule.END_OF_MONTH) == date(2026, 12, 31)
    assert due_date(date(2028, 1, 30), 0, DueRule.END_OF_MONTH) == date(2028, 1, 31)
    assert due_date(date(2028, 1, 31), 1, DueRule.END_OF_MONTH) == date(2028, 2, 29)


def test_r_due_1_own_days_come_before_the_terms_and_a_fixed_day_before_both():
    assert invoice().day_due(date(2026, 11, 3), 14) == date(2026, 11, 17)
    assert invoice(due_days=0).day_due(date(2026, 11, 3), 14) == date(2026, 11, 3)
    assert invoice(due_days=7, due_on=date(2026, 12, 24)).day_due(date(2026, 11, 3), 14) == date(2026, 12, 24)
    end = invoice(due_days=30, due_rule=DueRule.END_OF_MONTH)
    assert end.day_due(date(2026, 11, 3), 14) == date(2026, 12, 31)


def test_r_pre_11_nothing_left_to_pay_means_no_due_date():
    prepaid = Deduction(
        invoice_id=1,
        number="RE-0",
        issued_on=date(2026, 5, 1),
        received_on=date(2026, 5, 2),
        groups=(TaxGroup.from_net(VAT, eur("5000")),),
    )
    final = issued(invoice("5000", kind=InvoiceKind.FINAL, deductions=(prepaid,)))
    assert final.due == eur("0")
    assert final.due_on is None
    assert (
        payment_state(
            due=eur("0"),
            paid=eur("0"),
            settled=eur("0"),
            credited=eur("0"),
            due_on=None,
            today=date(2030, 1, 1),
        )
        is PaymentState.PAID
    )


def test_r_doc_5_credits_count_negative():
    for kind in InvoiceKind:
        assert invoice(kind=kind).sign == (-1 if kind in CREDITS else 1)


def test_r_doc_8_type_codes():
    codes = {kind: invoice(kind=kind).type_code for kind in InvoiceKind}
    assert codes[InvoiceKind.INVOICE] == codes[InvoiceKind.FINAL] == 380
    assert codes[InvoiceKind.CREDIT_NOTE] == codes[InvoiceKind.CANCELLATION] == 381
    assert (codes[InvoiceKind.CORRECTION], codes[InvoiceKind.PREPAYMENT]) == (384, 386)
    assert codes[InvoiceKind.RECEIPT_VOUCHER] is None


def test_r_doc_4_fixed_groups_are_taken_as_they_are():
    rest = TaxGroup(tax=VAT, net=eur("10.10"), amounts=(eur("1.91"),))
    assert invoice("10.10", fixed_groups=(rest,)).totals().tax == eur("1.91")
    assert invoice("10.10").totals().tax == eur("1.92")


def test_r_mon_9_cash_rounding_changes_only_what_is_paid():
    francs = Line(description="Satz", unit_price=Decimal("92.31"), tax=Tax(rate=Decimal("8.1")))
    totals = Invoice(currency="CHF", lines=(francs,), cash_step=Decimal("0.05")).totals()
    assert (str(totals.gross.amount), str(totals.due.amount), str(totals.rounding.amount)) == (
        "99.79",
        "99.80",
        "0.01",
    )
