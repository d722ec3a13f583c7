"""What can be done with money: record, allocate, take back, refund, settle, give a receipt (R-PRE-19, B14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.money import Money, total
from clientdesk.domain.paper import Paper
from clientdesk.domain.payment import (
    Allocation,
    Direction,
    Payment,
    check_allocation,
    oldest_first,
    unallocated,
)
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import issuer, ledger, numbering, papers
from clientdesk.usecases.settlements import issued_paper, settle, unsettle

__all__ = [
    "allocate",
    "credit_of",
    "get",
    "issue_receipt",
    "left_of",
    "move",
    "record",
    "refund",
    "settle",
    "suggest",
    "take_back",
    "unsettle",
]


def get(db: Database, payment_id: int) -> Payment:
    """Return the payment, or raise NotFoundError."""
    return tables.payments.get(db, payment_id)


def suggest(
    db: Database, client_id: int, amount: Money, *, first: int | None = None
) -> tuple[tuple[int, Money], ...]:
    """Propose which open papers `amount` pays, the oldest due first; what is left stays the client's credit.

    `first` is the paper the money was sent for, if that is known: it comes before the others.
    """
    rows = db.rows(
        "SELECT d.id / 2 AS id, d.balance AS open FROM documents AS d"
        " WHERE d.client_id = ? AND d.currency = ? AND d.balance <> 0 AND d.balance > 0"
        " ORDER BY d.id / 2 IS NOT ?, d.until, d.id",
        (client_id, amount.currency, first),
    )
    return oldest_first(amount, [(row["id"], Money(row["open"], amount.currency)) for row in rows])


def record(
    db: Database,
    client_id: int,
    amount: Money,
    *,
    on: date,
    method: str = "transfer",
    reference: str = "",
    payer: str = "",
    note: str = "",
    home_rate: Decimal | None = None,
    allocate: Iterable[tuple[int, Money]] = (),
) -> Payment:
    """Record money that came in and spread it over papers as given; the rest stays the client's credit.

    `allocate` is often what `suggest` proposes. `payer` is who paid, if not the client. Raises RuleError if a part
    is larger than what is open.
    """
    ledger.check_amount(amount)
    _check_rate(home_rate)
    with transaction(db):
        client = tables.clients.get(db, client_id)
        payment = tables.payments.add(
            db,
            Payment(
                client_id=client.id,
                direction=Direction.IN,
                on=on,
                currency=amount.currency,
                amount=amount,
                method=method,
                reference=reference.strip(),
                payer=payer.strip(),
                note=note.strip(),
                home_rate=home_rate,
            ),
        )
        for invoice_id, part in allocate:
            _allocate(db, payment, invoice_id, part, on=on)
    return payment


def allocate(db: Database, payment_id: int, invoice_id: int, amount: Money, *, on: date) -> Allocation:
    """Put a part of a payment, or of the credit left of it, against a paper (R-PRE-19)."""
    with transaction(db):
        return _allocate(db, tables.payments.get(db, payment_id), invoice_id, amount, on=on)


def spread(
    db: Database, payment_id: int, parts: Iterable[tuple[int, Money]], *, on: date
) -> tuple[Allocation, ...]:
    """Put what is left of a payment against several papers at once, all of them or none (R-PRE-19)."""
    with transaction(db):
        payment = tables.payments.get(db, payment_id)
        return tuple(_allocate(db, payment, invoice_id, part, on=on) for invoice_id, part in parts)


def take_back(
    db: Database, payment_id: int, invoice_id: int, *, on: date, amount: Money | None = None
) -> Allocation:
    """Undo an allocation, all of it unless `amount` says less; the money is the client's credit again.

    Raises RuleError if it is a prepayment that was deducted in a final invoice already (R-PRE-12).
    """
    with transaction(db):
        payment = tables.payments.get(db, payment_id)
        paper = tables.invoices.get(db, invoice_id)
        known = tables.allocations.find(db, "payment_id = ? AND invoice_id = ?", (payment_id, invoice_id))
        there = total((row.amount for row in known), payment.currency)
        taken = there if amount is None else amount
        if payment.direction is Direction.OUT or taken.minor <= 0 or taken > there:
            raise RuleError(
                N_("Only {there} of this payment is put against {number}."),
                field="amount",
                next_step=N_("Type a smaller amount."),
                rule="R-PRE-19",
                there=there,
                number=paper.number,
            )
        ledger.money_taken_off(db, paper, taken, on=on, payment_id=payment.id)
        return _add(db, payment, paper, -taken, on=on)


def move(db: Database, from_invoice_id: int, to_invoice_id: int, *, on: date) -> tuple[Allocation, ...]:
    """Move money that is too much on one paper to another one of the client, as far as that one is open (B16)."""
    moved: list[Allocation] = []
    with transaction(db):
        rows = tables.allocations.find(db, "invoice_id = ?", (from_invoice_id,))
        for payment_id in sorted({row.payment_id for row in rows}):
            payment = tables.payments.get(db, payment_id)
            there = total((row.amount for row in rows if row.payment_id == payment_id), payment.currency)
            surplus, still_open = -balance_of(db, from_invoice_id), balance_of(db, to_invoice_id)
            part = min(there, surplus, still_open)
            if payment.direction is Direction.IN and part.minor > 0:
                take_back(db, payment_id, from_invoice_id, on=on, amount=part)
                moved.append(allocate(db, payment_id, to_invoice_id, part, on=on))
    return tuple(moved)


def refund(
    db: Database,
    client_id: int,
    amount: Money,
    *,
    on: date,
    method: str = "transfer",
    reference: str = "",
    note: str = "",
    home_rate: Decimal | None = None,
    invoice_id: int | None = None,
    balances_id: int | None = None,
) -> Payment:
    """Record money that went back: what is too much on a paper, or else the client's credit (R-PRE-10, R-PRE-19).

    `balances_id` names the payment that this entry takes back, where no money moved at all (`reversals.payment`).
    Raises RuleError if that much is not owed to the client.
    """
    ledger.check_amount(amount)
    _check_rate(home_rate)
    with transaction(db):
        if invoice_id is None:
            available = credit_of(db, client_id, amount.currency)
        else:
            available = -balance_of(db, _paper_of(db, invoice_id, client_id, amount).id)
        if amount > available:
            raise RuleError(
                N_("Only {available} can be given back."),
                field="amount",
                next_step=N_("Type a smaller amount, or credit the invoice first."),
                rule="R-PRE-19",
                available=max(available, Money.zero(amount.currency)),
            )
        payment = tables.payments.add(
            db,
            Payment(
                client_id=client_id,
                direction=Direction.OUT,
                on=on,
                currency=amount.currency,
                amount=amount,
                method=method,
                reference=reference.strip(),
                note=note.strip(),
                home_rate=home_rate,
                balances_id=balances_id,
            ),
        )
        if invoice_id is not None:
            _add(db, payment, tables.invoices.get(db, invoice_id), -amount, on=on)
    return payment


def credit_of(db: Database, client_id: int, currency: str) -> Money:
    """Return the client's credit: all payments less refunds less what stands against papers (R-PRE-19)."""
    moved = db.value(
        "SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount ELSE -amount END), 0) FROM payments"
        " WHERE client_id = ? AND currency = ?",
        (client_id, currency),
    )
    used = db.value(
        "SELECT coalesce(sum(a.amount), 0) FROM allocations AS a JOIN payments AS p ON p.id = a.payment_id"
        " WHERE p.client_id = ? AND p.currency = ?",
        (client_id, currency),
    )
    return Money(moved - used, currency)


def left_of(db: Database, payment_id: int) -> Money:
    """Return what of a payment stands against no paper yet and was not given back since (R-PRE-19)."""
    payment = tables.payments.get(db, payment_id)
    if is_taken_back(db, payment):
        return Money.zero(payment.currency)
    left = unallocated(payment, tables.allocations.find(db, "payment_id = ?", (payment_id,)))
    return min(left, credit_of(db, payment.client_id, payment.currency))


def is_taken_back(db: Database, payment: Payment) -> bool:
    """Tell whether a payment was recorded by a slip and balanced since, or is the entry that balances one."""
    if payment.balances_id is not None:
        return True
    return bool(tables.payments.find(db, "balances_id = ?", (payment.id,)))


def rest_of(amount: Money, parts: Iterable[Money]) -> Money:
    """Return what is left of `amount` once it is spread; negative where the parts are too much (R-PRE-19)."""
    return amount - total(parts, amount.currency)


def issue_receipt(db: Database, payment_id: int, *, on: date) -> Paper:
    """Give a numbered receipt for a payment and keep its paper; a second call returns the same paper.

    Raises StateError for a payment that was taken back: no money came that a receipt could confirm (R-PRE-19).
    """
    with transaction(db):
        payment = tables.payments.get(db, payment_id)
        kept = papers.kept(db, "payment", payment_id)
        if kept is not None:
            return kept
        _check_stands(db, payment)
        client = tables.clients.get(db, payment.client_id)
        number = numbering.take_number(db, "receipt", on=on, client=client.number)
        tables.payments.fill(db, payment_id, number=number)
        return papers.keep(
            db,
            kind="receipt",
            record_kind="payment",
            record_id=payment_id,
            number=number,
            language=client.language or issuer.get(db).language,
            on=on,
            pdf=papers.receipt_pdf(db, replace(payment, number=number)),
        )


def _check_stands(db: Database, payment: Payment) -> None:
    if is_taken_back(db, payment):
        raise StateError(
            N_("This payment was taken back: in the books no money came."),
            next_step=N_("If it did come, record it anew and go on from that payment."),
            rule="R-PRE-19",
        )


def _check_rate(home_rate: Decimal | None) -> None:
    if home_rate is not None and home_rate <= 0:
        raise RuleError(
            N_("The rate must be above 0."),
            field="home_rate",
            next_step=N_("Type how much one unit is worth, or leave it empty."),
            rule="R-MON-10",
        )


def _allocate(db: Database, payment: Payment, invoice_id: int, amount: Money, *, on: date) -> Allocation:
    if payment.direction is Direction.OUT:
        raise StateError(
            N_("This is a refund; it stays with what it was made for."), next_step=N_("Choose a payment.")
        )
    _check_stands(db, payment)
    paper = _paper_of(db, invoice_id, payment.client_id, amount)
    known = tables.allocations.find(db, "payment_id = ?", (payment.id,))
    still_open = max(balance_of(db, invoice_id), Money.zero(paper.currency))
    check_allocation(payment, known, amount, open_amount=still_open)
    # A refund without a paper went out of the client's credit, whichever payment it came from.
    left = credit_of(db, payment.client_id, payment.currency)
    if amount > left:
        raise RuleError(
            N_("Only {left} of this payment is left."),
            field="amount",
            next_step=N_("Type a smaller amount."),
            rule="R-PRE-19",
            left=left,
        )
    row = _add(db, payment, paper, amount, on=on)
    ledger.money_moved(db, paper, amount, on=on, payment_id=payment.id)
    return row


def _add(db: Database, payment: Payment, paper: Invoice, amount: Money, *, on: date) -> Allocation:
    return tables.allocations.add(
        db,
        Allocation(
            payment_id=payment.id, invoice_id=paper.id, on=on, currency=payment.currency, amount=amount
        ),
    )


def _paper_of(db: Database, invoice_id: int, client_id: int, amount: Money) -> Invoice:
    paper = issued_paper(db, invoice_id)
    if paper.client_id != client_id:
        raise RuleError(
            N_("{number} belongs to another client."),
            field="allocate",
            next_step=N_("Record the payment with that client, and say there who paid."),
            number=paper.number,
        )
    if paper.currency != amount.currency:
        raise RuleError(
            N_("{number} is in {currency}, the payment in {other}."),
            field="currency",
            next_step=N_("Record the payment in the invoice's currency, with its rate."),
            rule="B14",
            number=paper.number,
            currency=paper.currency,
            other=amount.currency,
        )
    return paper
