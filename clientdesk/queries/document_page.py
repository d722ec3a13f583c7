"""What stands around one issued paper: what was paid, what is open, and the papers it belongs with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind, paper_state
from clientdesk.domain.money import Money
from clientdesk.domain.payment import Direction
from clientdesk.storage import tables
from clientdesk.storage.balances import counterpart, credited, paid, settled
from clientdesk.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Something that changed what is open: a payment, a settlement or a credit, with the record it leads to.

    `is_taken_back` belongs to a payment that was recorded by a slip and balanced since.
    """

    kind: str
    record_id: int
    on: date
    amount: Money
    words: str = ""
    is_refund: bool = False
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another record that belongs to the paper: `kind` as `open_record` wants it, `what` the kind of paper."""

    kind: str
    record_id: int
    number: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an issued paper stands. `open` is what is still to pay; negative means that money goes back."""

    state: str
    due: Money
    paid: Money
    settled: Money
    credited: Money
    open: Money
    movements: tuple[Movement, ...]
    related: tuple[Related, ...]


def standing(db: Database, invoice: Invoice, *, today: date) -> Standing:
    """Return how an issued invoice or one of its kin stands today."""
    currency = invoice.currency
    row = db.row(
        f"SELECT {paid('i')} AS paid, {settled('i')} AS settled, {credited('i')} AS credited"  # own names
        " FROM invoices AS i WHERE i.id = ?",
        (invoice.id,),
    ) or {"paid": 0, "settled": 0, "credited": 0}
    due = invoice.due or Money.zero(currency)
    parts = {name: Money(row[name], currency) for name in ("paid", "settled", "credited")}
    is_credit = invoice.kind in CREDITS
    left = Money.zero(currency) if is_credit else due - parts["paid"] - parts["settled"] - parts["credited"]
    return Standing(
        state=paper_state(invoice.kind, invoice.state, due=due, **parts, due_on=invoice.due_on, today=today),
        due=due,
        open=left,
        **parts,
        movements=_movements(db, invoice),
        related=(*_origins(db, invoice), *_followers(db, invoice)),
    )


def papers_of_quote(db: Database, quote_id: int) -> tuple[Related, ...]:
    """Return what was made from a quote: its contract and its invoices."""
    contracts = db.rows("SELECT id, number FROM contracts WHERE quote_id = ? ORDER BY id", (quote_id,))
    invoices = db.rows(
        "SELECT id, number, kind FROM invoices WHERE quote_id = ? AND contract_id IS NULL ORDER BY id",
        (quote_id,),
    )
    return (
        *(
            Related(kind="contract", record_id=row["id"], number=row["number"], what="contract")
            for row in contracts
        ),
        *(
            Related(kind="invoice", record_id=row["id"], number=row["number"], what=row["kind"])
            for row in invoices
        ),
    )


def _movements(db: Database, invoice: Invoice) -> tuple[Movement, ...]:
    rows = db.rows(
        f'SELECT p.id, p."on" AS paid_on, a."on", a.amount, a.currency, p.method, p.direction,'  # own names
        f" {counterpart('p')} IS NOT NULL AS is_taken_back FROM allocations AS a"
        " JOIN payments AS p ON p.id = a.payment_id WHERE a.invoice_id = ? ORDER BY a.id",
        (invoice.id,),
    )
    found = [
        Movement(
            kind="payment",
            record_id=row["id"],
            # Money came on the day of the payment; off the paper again it went on a later one.
            on=date.fromisoformat(row["paid_on"] if row["amount"] > 0 else row["on"]),
            amount=Money(row["amount"], row["currency"]),
            words=row["method"],
            is_refund=row["direction"] == Direction.OUT,
            is_taken_back=bool(row["is_taken_back"]),
        )
        for row in rows
    ]
    found += [
        Movement(kind="settlement", record_id=row.id, on=row.on, amount=row.amount, words=row.reason.value)
        for row in tables.settlements.find(db, "invoice_id = ?", (invoice.id,))
    ]
    found += [
        Movement(kind="invoice", record_id=row.id, on=row.issued_on, amount=row.due, words=row.number)
        for row in tables.invoices.find(db, "corrects_id = ? AND state = 'issued'", (invoice.id,))
        if row.kind in CREDITS and row.issued_on is not None and row.due is not None
    ]
    return tuple(sorted(found, key=lambda movement: movement.on))


def _origins(db: Database, invoice: Invoice) -> list[Related]:
    found = []
    if invoice.corrects_id is not None:
        original = tables.invoices.get(db, invoice.corrects_id)
        found.append(
            Related(kind="invoice", record_id=original.id, number=original.number, what=original.kind.value)
        )
    if invoice.contract_id is not None:
        contract = tables.contracts.get(db, invoice.contract_id)
        found.append(Related(kind="contract", record_id=contract.id, number=contract.number, what="contract"))
    elif invoice.quote_id is not None:
        quote = tables.quotes.get(db, invoice.quote_id)
        found.append(Related(kind="quote", record_id=quote.id, number=quote.number, what="quote"))
    return found


def _followers(db: Database, invoice: Invoice) -> list[Related]:
    rows = tables.invoices.find(db, "corrects_id = ?", (invoice.id,))
    return [
        Related(kind="invoice", record_id=row.id, number=row.number, what=row.kind.value)
        for row in rows
        if row.kind is InvoiceKind.CORRECTION or row.kind in CREDITS
    ]
