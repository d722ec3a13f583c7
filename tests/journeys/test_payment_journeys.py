"""J4's other half: money comes, a receipt goes; by keys alone through the real window, within 7 presses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.payment import Payment, SettlementReason
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.usecases import invoices, issuing, payments, prepayments
from tests.journeys.driver import TODAY, Hands
from tests.usecases.billing import contract, eur, line, plan

BUDGET = 7


def late_invoice(hands: Hands) -> Invoice:
    """Issue an invoice that is overdue by now."""
    db, on = hands.window.session.db, TODAY - timedelta(days=60)
    draft = invoices.create(db, 1, on=on, lines=(line("2097.50", "Brand identity"),))
    return invoices.issue(db, draft.id, on=on)


def receipt_of(hands: Hands) -> bytes:
    """Return the page of the only receipt."""
    (paper,) = tables.papers.find(hands.window.session.db, "kind = 'receipt'")
    return paper.pdf


def only_payment(hands: Hands) -> Payment:
    (payment,) = tables.payments.find(hands.window.session.db)
    return payment


def test_j4_from_today_the_top_line_is_paid_receipted_and_saved_in_5_presses(lena: Hands, tmp_path: Path):
    paper = late_invoice(lena)
    lena.press("Ctrl+1")
    lena.idle()
    lena.start_over()
    lena.press("Ctrl+Shift+P", "Ctrl+Return", "Return")
    lena.idle()
    lena.press("Ctrl+Shift+S", "Return")
    payment = only_payment(lena)
    assert payment.amount == paper.due
    assert balance_of(lena.window.session.db, paper.id) == eur(0)
    assert (tmp_path / f"{payment.number}.pdf").read_bytes() == receipt_of(lena)
    assert lena.presses == 5 <= BUDGET


def test_j4_from_money_the_item_is_found_by_typing_and_paid_in_4_presses(lena: Hands):
    paper = late_invoice(lena)
    lena.press("Ctrl+6")
    lena.idle()
    lena.type("krumm")
    lena.idle()
    lena.press("Return", "Ctrl+Return", "Return")
    lena.idle()
    assert balance_of(lena.window.session.db, paper.id) == eur(0)
    assert receipt_of(lena).startswith(b"%PDF")
    assert lena.presses == 4 <= BUDGET


def test_j4_amount_date_and_method_typed_anew_stay_within_7_presses(lena: Hands):
    paper = late_invoice(lena)
    lena.press("Ctrl+6")
    lena.idle()
    lena.press("Return")
    lena.type("1000")
    lena.press("Tab")
    lena.type("15.06.2026")
    lena.press("Tab")
    lena.type("cas")
    lena.press("Ctrl+Return", "Return")
    lena.idle()
    payment = only_payment(lena)
    assert (payment.amount, payment.on, payment.method) == (eur(1000), date(2026, 6, 15), "cash")
    assert payment.number
    assert paper.due is not None
    assert balance_of(lena.window.session.db, paper.id) == paper.due - eur(1000)
    assert lena.presses == 6 <= BUDGET


def test_j4_from_anywhere_the_client_is_typed_within_7_presses(lena: Hands):
    paper = late_invoice(lena)
    lena.press("Ctrl+6")
    lena.idle()
    lena.press("Ctrl+Shift+P")
    lena.type("krumm")
    lena.press("Tab", "Ctrl+Return", "Return")
    lena.idle()
    assert balance_of(lena.window.session.db, paper.id) == eur(0)
    assert only_payment(lena).number
    assert lena.presses == 5 <= BUDGET


def test_j4_b7_a_deposit_that_comes_stands_in_the_ledger_with_its_receipt(lena: Hands):
    db = lena.window.session.db
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    signed = contract(db, line("4800", "Brand identity", key="a"), plan=parts)
    asked = prepayments.request(db, signed.id, on=date(2026, 2, 25))
    asked = issuing.issue(db, asked.id, on=date(2026, 2, 25))
    lena.press("Ctrl+6")
    lena.idle()
    lena.press("Return", "Ctrl+Return", "Return")
    lena.idle()
    (row,) = tables.ledger.find(db)
    assert (row.kind, row.gross, row.invoice_id) == (LedgerKind.RECEIVED, eur("1713.60"), asked.id)
    assert receipt_of(lena).startswith(b"%PDF")
    assert lena.presses <= BUDGET


def test_b14_the_rest_that_never_comes_is_settled_by_keys_alone(lena: Hands):
    db = lena.window.session.db
    paper = late_invoice(lena)
    assert paper.due is not None
    payments.record(db, 1, paper.due - eur("1.50"), on=TODAY, allocate=((paper.id, paper.due - eur("1.50")),))
    lena.press("Ctrl+6")
    lena.idle()
    lena.press("Down")
    lena.idle()
    reach(lena, "money.settle")
    lena.press("Return")
    lena.type("wri")
    lena.press("Ctrl+Return")
    lena.idle()
    (settled,) = tables.settlements.find(db)
    assert (settled.reason, settled.amount) == (SettlementReason.WRITE_OFF, eur("1.50"))
    assert balance_of(db, paper.id) == eur(0)


def test_q1_a_payment_half_typed_holds_nobody_and_is_there_on_return(lena: Hands):
    late_invoice(lena)
    lena.press("Ctrl+6")
    lena.idle()
    lena.press("Return")
    lena.type("12,50")
    lena.press("Ctrl+2")
    assert lena.window.current_name == "clients"
    lena.press("Ctrl+6")
    lena.idle()
    assert lena.widget("amount").property("text") == "12,50"


def reach(hands: Hands, name: str) -> None:
    """Tab to what is called `name`."""
    for _count in range(30):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        hands.press("Tab")
    pytest.fail(f"{name} cannot be reached by Tab")
