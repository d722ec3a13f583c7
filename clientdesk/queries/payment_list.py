"""The list of payments and refunds: paged rows with the papers each stands against and what is left of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientdesk.domain.money import Money
from clientdesk.domain.payment import Direction, SettlementReason
from clientdesk.storage import tables
from clientdesk.storage.balances import counterpart
from clientdesk.storage.database import Database
from clientdesk.storage.erased import but
from clientdesk.storage.matching import matching


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPaper:
    """A paper that a payment stands against, and with how much; negative for a refund."""

    invoice_id: int
    number: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One row. `amount` is negative for a refund, `left` stands against no paper, `receipt` is the receipt's number.

    `counterpart` is the other entry of a payment that was recorded by a slip and taken back: of each the other one.
    """

    id: int
    on: date
    direction: Direction
    client_id: int
    client: str
    amount: Money
    left: Money
    method: str
    reference: str
    payer: str
    receipt: str
    counterpart: int | None
    papers: tuple[PaidPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyOnPaper:
    """What happened to a paper's balance: a payment, a refund, or a settlement for a reason (B14).

    `is_taken_back` belongs to a payment that was recorded by a slip and balanced since.
    """

    on: date
    amount: Money
    payment_id: int | None
    settlement_id: int | None
    reason: SettlementReason | None
    note: str
    is_taken_back: bool


def page(
    db: Database,
    *,
    text: str = "",
    client_id: int | None = None,
    year: int | None = None,
    offset: int = 0,
    limit: int = 60,
) -> tuple[PaymentRow, ...]:
    """Return the rows from `offset` on, the newest first; `text` finds by client, reference, payer, receipt, amount."""
    where, parameters = _where(db, text, client_id, year)
    rows = db.rows(
        f"SELECT p.*, c.name AS client, {counterpart('p')} AS counterpart FROM"
        f" (SELECT p.id FROM payments AS p WHERE {where}"
        ' ORDER BY p."on" DESC, p.id DESC LIMIT :limit OFFSET :offset) AS found'
        " JOIN payments AS p ON p.id = found.id JOIN clients AS c ON c.id = p.client_id"
        ' ORDER BY p."on" DESC, p.id DESC',
        {**parameters, "limit": limit, "offset": offset},
    )
    against = _papers(db, [row["id"] for row in rows])
    return tuple(_row(row, against.get(row["id"], ())) for row in rows)


def count(db: Database, *, text: str = "", client_id: int | None = None, year: int | None = None) -> int:
    """Return how many rows the whole list has."""
    where, parameters = _where(db, text, client_id, year)
    return int(db.value(f"SELECT count(*) FROM payments AS p WHERE {where}", parameters))


def one(db: Database, payment_id: int) -> PaymentRow:
    """Return one payment or refund with its papers; NotFoundError without it."""
    tables.payments.get(db, payment_id)
    rows = db.rows(
        f"SELECT p.*, c.name AS client, {counterpart('p')} AS counterpart FROM payments AS p"
        " JOIN clients AS c ON c.id = p.client_id WHERE p.id = ?",
        (payment_id,),
    )
    return _row(rows[0], _papers(db, [payment_id]).get(payment_id, ()))


def on_paper(db: Database, invoice_id: int) -> tuple[MoneyOnPaper, ...]:
    """Return every movement on one paper, the oldest first."""
    rows = db.rows(
        "SELECT a.\"on\", a.currency, a.amount, a.payment_id, NULL AS settlement_id, NULL AS reason, '' AS note,"
        f" {counterpart('p')} IS NOT NULL AS is_taken_back, a.id"
        " FROM allocations AS a JOIN payments AS p ON p.id = a.payment_id WHERE a.invoice_id = :id UNION ALL"
        ' SELECT "on", currency, amount, NULL, id, reason, note, 0, id FROM settlements WHERE invoice_id = :id'
        ' ORDER BY "on", id',
        {"id": invoice_id},
    )
    return tuple(
        MoneyOnPaper(
            on=date.fromisoformat(row["on"]),
            amount=Money(row["amount"], row["currency"]),
            payment_id=row["payment_id"],
            settlement_id=row["settlement_id"],
            reason=SettlementReason(row["reason"]) if row["reason"] else None,
            note=row["note"],
            is_taken_back=bool(row["is_taken_back"]),
        )
        for row in rows
    )


def _where(db: Database, text: str, client_id: int | None, year: int | None) -> tuple[str, dict[str, object]]:
    terms, parameters = ["1"], dict[str, object]()
    if client_id is not None:
        terms.append("p.client_id = :client_id")
        parameters["client_id"] = client_id
    if year is not None:
        terms.append('p."on" BETWEEN :first AND :last')
        parameters.update(first=f"{year:04d}-01-01", last=f"{year:04d}-12-31")
    if client_id is None and (others := but(db, "p.client_id")):
        terms.append(others.removeprefix(" AND "))
    if text:
        terms.append(matching(db, "payments", text, alias="p").named("text", parameters))
    return " AND ".join(terms), parameters


def _papers(db: Database, payment_ids: list[int]) -> Mapping[int, tuple[PaidPaper, ...]]:
    rows = db.rows(
        "SELECT a.payment_id, a.invoice_id, i.number, i.currency, sum(a.amount) AS amount FROM allocations AS a"
        " JOIN invoices AS i ON i.id = a.invoice_id WHERE a.payment_id IN (SELECT value FROM json_each(?))"
        " GROUP BY a.payment_id, a.invoice_id HAVING sum(a.amount) <> 0 ORDER BY a.payment_id, min(a.id)",
        (json.dumps(payment_ids),),
    )
    found: dict[int, tuple[PaidPaper, ...]] = {}
    for row in rows:
        paper = PaidPaper(
            invoice_id=row["invoice_id"],
            number=row["number"],
            amount=Money(row["amount"], row["currency"]),
        )
        found[row["payment_id"]] = (*found.get(row["payment_id"], ()), paper)
    return found


def _row(row: Mapping[str, Any], papers: tuple[PaidPaper, ...]) -> PaymentRow:
    direction = Direction(row["direction"])
    sign = 1 if direction is Direction.IN else -1
    return PaymentRow(
        id=row["id"],
        on=date.fromisoformat(row["on"]),
        direction=direction,
        client_id=row["client_id"],
        client=row["client"],
        amount=Money(sign * row["amount"], row["currency"]),
        left=Money(row["unspent"], row["currency"]),
        method=row["method"],
        reference=row["reference"],
        payer=row["payer"],
        receipt=row["number"],
        counterpart=row["counterpart"],
        papers=papers,
    )
