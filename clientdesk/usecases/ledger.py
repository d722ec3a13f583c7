"""The prepayment ledger of a contract: written only by the acts that move prepaid money (R-PRE-2, R-PRE-12, B7)."""

from __future__ import annotations

from datetime import date

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import CREDITS, PREPAID, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.money import Money, total
from clientdesk.domain.prepayment import (
    Holding,
    LedgerKind,
    LedgerRow,
    balance,
    check_ledger,
    difference,
    holdings,
    share_of,
)
from clientdesk.domain.tax import TaxGroup, merge
from clientdesk.domain.text import N_
from clientdesk.domain.totals import Deduction
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database

#: Rows by which money comes to a prepayment paper or leaves it again.
MONEY = frozenset({LedgerKind.RECEIVED, LedgerKind.REFUNDED})


def rows(db: Database, contract_id: int) -> tuple[LedgerRow, ...]:
    """Return every movement of the contract, in the order written."""
    return tables.ledger.find(db, "contract_id = ?", (contract_id,))


def held(db: Database, contract_id: int, currency: str) -> Money:
    """Return the prepaid money of the contract that is still held (B7)."""
    return balance(rows(db, contract_id), currency)


def held_papers(db: Database, contract_id: int) -> tuple[Holding, ...]:
    """Return what each prepayment paper of the contract still holds."""
    return holdings(rows(db, contract_id))


def held_of(db: Database, contract_id: int, paper_id: int) -> Holding | None:
    """Return what one prepayment paper still holds, None if nothing."""
    return next((one for one in held_papers(db, contract_id) if one.invoice_id == paper_id), None)


def add(
    db: Database,
    kind: LedgerKind,
    *,
    contract_id: int,
    groups: tuple[TaxGroup, ...],
    on: date,
    currency: str,
    paper_id: int,
    final_id: int | None = None,
    payment_id: int | None = None,
    note: str = "",
) -> LedgerRow:
    """Write one movement; raises RuleError if it would take more than the paper or the contract holds (B7)."""
    row = LedgerRow(
        contract_id=contract_id,
        kind=kind,
        on=on,
        currency=currency,
        gross=total((group.gross for group in groups), currency),
        groups=groups,
        invoice_id=paper_id,
        final_id=final_id,
        payment_id=payment_id,
        note=note,
    )
    known = rows(db, contract_id)
    check_ledger((*known, row), currency)
    check_ledger([*(entry for entry in known if entry.invoice_id == paper_id), row], currency)
    return tables.ledger.add(db, row)


def money_moved(
    db: Database,
    paper: Invoice,
    amount: Money,
    *,
    on: date,
    payment_id: int | None = None,
    note: str = "",
) -> None:
    """Follow money that came to a prepayment paper, or that was taken off it again (negative `amount`) (R-PRE-2).

    The tax shares are differences, so that all of them together are the paper's own groups to the cent.
    """
    if paper.kind not in PREPAID or paper.contract_id is None or not amount:
        return
    known = [row for row in rows(db, paper.contract_id) if row.invoice_id == paper.id and row.kind in MONEY]
    recorded = merge(tuple(group for row in known for group in row.tax_effect))
    before = total((row.effect for row in known), paper.currency)
    target = share_of(_effective(db, paper), before + amount)
    groups = difference(target, recorded)
    incoming = amount.minor > 0
    add(
        db,
        LedgerKind.RECEIVED if incoming else LedgerKind.REFUNDED,
        contract_id=paper.contract_id,
        groups=groups if incoming else tuple(-group for group in groups),
        on=on,
        currency=paper.currency,
        paper_id=paper.id,
        payment_id=payment_id,
        note=note,
    )


def money_taken_off(
    db: Database, paper: Invoice, amount: Money, *, on: date, payment_id: int | None = None
) -> None:
    """Follow money that leaves a prepayment paper, but for what a credit has freed from the ledger already."""
    freed = max(-balance_of(db, paper.id), Money.zero(paper.currency))
    still_held = amount - min(amount, freed)
    if still_held:
        money_moved(db, paper, -still_held, on=on, payment_id=payment_id)


def apply(db: Database, final: Invoice, *, on: date) -> None:
    """Use up every prepayment that a final invoice deducts; each is deducted exactly once (R-PRE-12)."""
    if final.contract_id is None:
        return
    for deduction in final.deductions:
        if _is_prepaid(db, deduction):
            add(
                db,
                LedgerKind.APPLIED,
                contract_id=final.contract_id,
                groups=deduction.groups,
                on=on,
                currency=final.currency,
                paper_id=deduction.invoice_id,
                final_id=final.id,
            )


def follow_credit(db: Database, credit: Invoice, original: Invoice, *, on: date) -> None:
    """Follow an issued credit: prepaid money it frees leaves the ledger, a cancelled final gives its own back."""
    if original.kind is InvoiceKind.FINAL and credit.kind is InvoiceKind.CANCELLATION:
        _restore(db, credit, original, on=on)
    elif original.kind in PREPAID and original.contract_id is not None:
        _free(db, credit, original, on=on)


def check_free(db: Database, paper: Invoice, gross: Money) -> None:
    """Raise StateError if a credit of `gross` would touch money that a final invoice has deducted (R-PRE-12)."""
    if paper.kind not in PREPAID or paper.contract_id is None:
        return
    holding = held_of(db, paper.contract_id, paper.id)
    held_gross = holding.gross if holding else Money.zero(paper.currency)
    available = held_gross + max(balance_of(db, paper.id), Money.zero(paper.currency))
    if gross > available:
        raise StateError(
            N_("Of {number} only {available} was not deducted in a final invoice yet."),
            next_step=N_("Cancel the final invoice first."),
            rule="R-PRE-12",
            number=paper.number,
            available=available,
        )


def credits_of(db: Database, paper_id: int) -> tuple[Invoice, ...]:
    """Return the issued credit notes, cancellations and refund vouchers of a paper, in the order issued."""
    found = tables.invoices.find(db, "corrects_id = ? AND state = ?", (paper_id, InvoiceState.ISSUED.value))
    return tuple(paper for paper in found if paper.kind in CREDITS)


def _effective(db: Database, paper: Invoice) -> tuple[TaxGroup, ...]:
    taken = [group for credit in credits_of(db, paper.id) for group in credit.groups]
    return difference(paper.groups, taken)


def _is_prepaid(db: Database, deduction: Deduction) -> bool:
    return tables.invoices.get(db, deduction.invoice_id).kind in PREPAID


def _free(db: Database, credit: Invoice, paper: Invoice, *, on: date) -> None:
    """Take off the ledger the part of a credit that was already received; the rest was never paid."""
    assert paper.contract_id is not None  # noqa: S101  # asked by the caller
    surplus = -balance_of(db, paper.id)
    holding = held_of(db, paper.contract_id, paper.id)
    if surplus.minor <= 0 or holding is None:
        return
    credited = credit.due if credit.due is not None else surplus
    freed = min(surplus, credited, holding.gross)
    if freed == holding.gross:
        groups = holding.groups
    elif freed == total((group.gross for group in credit.groups), credit.currency):
        groups = credit.groups
    else:
        groups = share_of(holding.groups, freed)
    add(
        db,
        LedgerKind.REFUNDED,
        contract_id=paper.contract_id,
        groups=groups,
        on=on,
        currency=paper.currency,
        paper_id=paper.id,
        final_id=credit.id,
    )


def _restore(db: Database, credit: Invoice, final: Invoice, *, on: date) -> None:
    if final.contract_id is None:
        return
    for row in rows(db, final.contract_id):
        if row.kind is LedgerKind.APPLIED and row.final_id == final.id and row.invoice_id is not None:
            add(
                db,
                LedgerKind.RESTORED,
                contract_id=final.contract_id,
                groups=row.groups,
                on=on,
                currency=final.currency,
                paper_id=row.invoice_id,
                final_id=credit.id,
            )


def check_amount(amount: Money) -> None:
    """Raise RuleError unless an amount that somebody typed is above 0."""
    if amount.minor <= 0:
        raise RuleError(
            N_("The amount must be above 0."),
            field="amount",
            next_step=N_("Type what was paid."),
            rule="R-PRE-19",
        )
