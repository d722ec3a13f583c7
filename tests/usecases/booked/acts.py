"""What the tests of booked money do again and again: ask for a prepayment, and pay a paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clientdesk.domain.contract import Contract
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.payment import Payment, SettlementReason
from clientdesk.domain.tax import TaxGroup
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    invoices,
    payments,
    prepayments,
)
from tests.usecases.billing import LOW, ON, VAT, eur

PAID, LATER = date(2026, 5, 20), date(2026, 5, 27)
FEE, TAX_KEPT, WRITTEN_OFF = (
    SettlementReason.BANK_FEE,
    SettlementReason.WITHHELD_TAX,
    SettlementReason.WRITE_OFF,
)


def asked(db: Database, agreed: Contract, percent: str = "10") -> Invoice:
    """A prepayment invoice: 100 at 19 % and 100 at 7 %, 226 together, unless another share is asked for."""
    draft = prepayments.request(db, agreed.id, on=ON, percent=Decimal(percent))
    return invoices.issue(db, draft.id, on=ON)


def pay(db: Database, paper: Invoice, amount: str | int, *, on: date = PAID) -> Payment:
    return payments.record(db, paper.client_id, eur(amount), on=on, allocate=((paper.id, eur(amount)),))


def groups(at_19: tuple[str, str], at_7: tuple[str, str]) -> tuple[TaxGroup, ...]:
    """Net and tax at both rates."""
    return tuple(
        TaxGroup(tax=tax, net=eur(net), amounts=(eur(amount),))
        for tax, (net, amount) in ((VAT, at_19), (LOW, at_7))
    )
