"""J4's deposit request and J7's final invoice with the deposit deducted, by keys alone, within their budgets."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QLabel

from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.storage import tables
from clientdesk.usecases import payments
from tests.journeys.driver import TODAY, Hands
from tests.usecases.billing import contract, line, plan


def ask_for_the_deposit(hands: Hands) -> Invoice:
    """Ask on the contract's page, and issue what comes."""
    db = hands.window.session.db
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    signed = contract(db, line("4800", "Brand identity", key="a"), plan=parts)
    hands.window.session.open_record.emit("contract", signed.id)
    hands.idle()
    hands.start_over()
    hands.press("Ctrl+Shift+A")
    hands.idle()
    hands.press("Ctrl+Return")
    hands.idle()
    (deposit,) = tables.invoices.find(db)
    return deposit


def test_j4_a_deposit_is_asked_for_and_saved_in_at_most_6_presses(lena: Hands, tmp_path: Path):
    deposit = ask_for_the_deposit(lena)
    lena.press("Ctrl+Shift+S", "Return")
    assert (deposit.kind, deposit.number) == (InvoiceKind.PREPAYMENT, "RE-2026-001")
    assert deposit.net is not None
    assert deposit.net.amount == Decimal("1440.00")
    assert deposit.gross is not None
    assert deposit.gross.amount == Decimal("1713.60")
    assert (tmp_path / "RE-2026-001.pdf").exists()
    assert lena.presses <= 6, lena.presses


def test_j7_the_final_invoice_deducts_the_deposit_in_at_most_8_presses(lena: Hands, tmp_path: Path):
    deposit = ask_for_the_deposit(lena)
    db = lena.window.session.db
    assert deposit.due is not None
    payments.record(db, deposit.client_id, deposit.due, on=TODAY, allocate=((deposit.id, deposit.due),))
    assert deposit.contract_id is not None
    lena.window.session.open_record.emit("contract", deposit.contract_id)
    lena.idle()
    lena.start_over()
    lena.press("Ctrl+Shift+I")
    lena.idle()
    deducted = next(
        one.text() for one in lena.window.findChildren(QLabel, f"total_deduction_{deposit.number}")
    )
    assert "1.713,60" in deducted
    lena.press("Ctrl+Return")
    lena.idle()
    lena.press("Ctrl+Shift+S", "Return")
    final = tables.invoices.find(db)[-1]
    assert (final.kind, final.number) == (InvoiceKind.FINAL, "RE-2026-002")
    assert [row.number for row in final.deductions] == [deposit.number]
    assert final.due is not None
    assert final.due.amount == Decimal("3998.40")
    assert (tmp_path / "RE-2026-002.pdf").exists()
    assert lena.presses <= 8, lena.presses
