"""Settling a part of a paper for a reason although that money never comes, and taking that back (B14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import PREPAID, Invoice, InvoiceState
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment import Settlement, SettlementReason
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import ledger

#: A prepayment is received in full although the bank or the tax office kept a part of it.
_SETTLES_PREPAYMENT = frozenset({SettlementReason.BANK_FEE, SettlementReason.WITHHELD_TAX})


def get(db: Database, settlement_id: int) -> Settlement:
    """Return the settlement, or raise NotFoundError."""
    return tables.settlements.get(db, settlement_id)


def settle(
    db: Database,
    invoice_id: int,
    reason: SettlementReason,
    amount: Money,
    *,
    on: date,
    note: str = "",
    home_rate: Decimal | None = None,
) -> Settlement:
    """Settle a part of a paper for a reason although that money never comes: withheld tax, bank fee, write-off (B14).

    `home_rate` is that of the day, for a paper in a foreign currency. Raises RuleError above what is open.
    """
    ledger.check_amount(amount)
    with transaction(db):
        paper = issued_paper(db, invoice_id)
        still_open = balance_of(db, invoice_id)
        if amount.currency != paper.currency or amount > still_open:
            raise RuleError(
                N_("Only {open} is open on {number}."),
                field="amount",
                next_step=N_("Type a smaller amount."),
                rule="B14",
                open=still_open,
                number=paper.number,
            )
        if paper.kind in PREPAID and reason not in _SETTLES_PREPAYMENT:
            raise StateError(
                N_("Nothing was delivered for prepayment {number} yet."),
                next_step=N_("Credit what will not be paid."),
                rule="B14",
                number=paper.number,
            )
        settlement = tables.settlements.add(
            db,
            Settlement(
                invoice_id=paper.id,
                reason=reason,
                on=on,
                currency=paper.currency,
                amount=amount,
                home_rate=home_rate,
                note=note.strip(),
            ),
        )
        ledger.money_moved(db, paper, amount, on=on, note=reason.value)
    return settlement


def unsettle(db: Database, settlement_id: int, *, on: date) -> Settlement:
    """Take a settlement back: the paper is open again by that much."""
    with transaction(db):
        wrong = tables.settlements.get(db, settlement_id)
        known = tables.settlements.find(
            db, "invoice_id = ? AND reason = ?", (wrong.invoice_id, wrong.reason.value)
        )
        if wrong.amount.minor < 0 or total((row.amount for row in known), wrong.currency) < wrong.amount:
            raise StateError(
                N_("This settlement was taken back already."), next_step=N_("Go back to the invoice.")
            )
        ledger.money_taken_off(db, tables.invoices.get(db, wrong.invoice_id), wrong.amount, on=on)
        return tables.settlements.add(db, replace(wrong, id=0, on=on, amount=-wrong.amount))


def issued_paper(db: Database, invoice_id: int) -> Invoice:
    """Return the paper, or raise StateError while it is a draft: nobody owes that yet."""
    paper = tables.invoices.get(db, invoice_id)
    if paper.state is not InvoiceState.ISSUED:
        raise StateError(N_("A draft cannot be paid."), next_step=N_("Issue it first."), rule="R-DOC-1")
    return paper
