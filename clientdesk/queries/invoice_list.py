"""The list of invoices and their kin: paged rows with what is still to pay and the one word for how each stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind, InvoiceState, paper_state
from clientdesk.domain.money import Money
from clientdesk.storage.balances import credited, paid, settled
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.storage.records import from_row


class InvoiceOrder(StrEnum):
    """By what the list is sorted: each has an index."""

    DATE = "date"
    DUE = "due"
    AMOUNT = "amount"


class InvoiceFilter(StrEnum):
    """What the list can be narrowed to with one press."""

    ALL = ""
    DRAFTS = "drafts"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    REFUND_DUE = "refund_due"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One row. `gross` is negative for credits, None for a draft that cannot be added up yet.

    `state` is `draft`, `issued` for a credit, else the derived payment state; `balance` is zero for both of the first.
    """

    id: int
    kind: InvoiceKind
    number: str
    client_id: int
    client: str
    contract_id: int | None
    title: str
    issued_on: date | None
    due_on: date | None
    gross: Money | None
    balance: Money
    state: str


_ORDERS = {
    InvoiceOrder.DATE: "listed_on",
    InvoiceOrder.DUE: "until",
    InvoiceOrder.AMOUNT: "amount",
}
#: The plus before the most frequent one keeps SQLite from gathering and sorting them all.
_ONLY = {
    InvoiceFilter.ALL: "1",
    InvoiceFilter.DRAFTS: "d.standing = 'draft'",
    InvoiceFilter.OPEN: "d.standing = 'open'",
    InvoiceFilter.OVERDUE: "d.standing = 'open' AND d.until < :today",
    InvoiceFilter.PAID: "+d.standing = 'paid'",
    InvoiceFilter.REFUND_DUE: "d.standing = 'surplus'",
    InvoiceFilter.CREDITS: "d.standing = 'credit'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceQuery:
    """What the list is asked for; overdue starts the day after a paper was due (R-DUE-2)."""

    today: date
    text: str = ""
    only: InvoiceFilter = InvoiceFilter.ALL
    kind: InvoiceKind | None = None
    year: int | None = None
    client_id: int | None = None
    contract_id: int | None = None
    order: InvoiceOrder = InvoiceOrder.DATE
    descending: bool = True


def page(db: Database, query: InvoiceQuery, *, offset: int = 0, limit: int = 60) -> tuple[InvoiceRow, ...]:
    """Return the rows from `offset` on, drafts first where the newest stand first."""
    source, parameters = _source(db, query)
    way = "DESC" if query.descending else "ASC"
    ids = [
        row["id"]
        for row in db.rows(
            f"SELECT d.id / 2 AS id {source} ORDER BY d.{_ORDERS[query.order]} {way}, d.id {way}"
            " LIMIT :limit OFFSET :offset",
            {**parameters, "limit": limit, "offset": offset},
        )
    ]
    rows = {
        row["id"]: row
        for row in db.rows(
            f"SELECT i.*, c.name AS client, {paid('i')} AS paid, {settled('i')} AS settled,"
            f" {credited('i')} AS credited FROM invoices AS i JOIN clients AS c ON c.id = i.client_id"
            " WHERE i.id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    }
    return tuple(_row(rows[invoice_id], query.today) for invoice_id in ids)


def count(db: Database, query: InvoiceQuery) -> int:
    """Return how many rows the whole list has."""
    source, parameters = _source(db, query)
    return int(db.value(f"SELECT count(*) {source}", parameters))


def years(db: Database) -> tuple[int, ...]:
    """Return the years in which papers were issued, the newest first."""
    rows = db.rows(
        "WITH RECURSIVE years (year) AS (SELECT substr(max(issued_on), 1, 4) FROM invoices WHERE state = 'issued'"
        " UNION ALL SELECT (SELECT substr(max(listed_on), 1, 4) FROM invoices WHERE listed_on < year)"
        " FROM years WHERE year IS NOT NULL) SELECT year FROM years WHERE year IS NOT NULL"
    )
    return tuple(int(row["year"]) for row in rows)


def _source(db: Database, query: InvoiceQuery) -> tuple[str, dict[str, object]]:
    parameters: dict[str, object] = {"today": query.today.isoformat()}
    source, terms = "FROM documents AS d", ["d.id % 2 = 0", _ONLY[query.only]]
    if query.client_id is not None:
        terms.append("d.client_id = :client_id")
        parameters["client_id"] = query.client_id
    if query.kind is not None or query.contract_id is not None:
        source += " JOIN invoices AS i ON i.id = d.id / 2"
    if query.contract_id is not None:
        terms.append("i.contract_id = :contract_id")
        parameters["contract_id"] = query.contract_id
    if query.kind is not None:
        terms.append("i.kind = :kind")
        parameters["kind"] = query.kind.value
    if query.year is not None:
        terms.append("d.listed_on BETWEEN :first AND :last")
        parameters.update(first=f"{query.year:04d}-01-01", last=f"{query.year:04d}-12-31")
    if query.text:
        terms.append(matching(db, "documents", query.text, alias="d").named("text", parameters))
    return f"{source} WHERE {' AND '.join(terms)}", parameters


def _row(row: Mapping[str, Any], today: date) -> InvoiceRow:
    currency, kind = row["currency"], InvoiceKind(row["kind"])
    issued = row["state"] == InvoiceState.ISSUED
    left, due = Money.zero(currency), Money(row["due"], currency) if issued else None
    gross = Money(row["gross"], currency) if issued else _computed(row)
    taken = {name: Money(row[name], currency) for name in ("paid", "settled", "credited")}
    state = paper_state(
        kind, InvoiceState(row["state"]), due=due, due_on=_day(row["due_on"]), today=today, **taken
    )
    if due is not None and kind not in CREDITS:
        left = due - taken["paid"] - taken["settled"] - taken["credited"]
    if gross is not None and kind in CREDITS:
        gross = -gross
    return InvoiceRow(
        id=row["id"],
        kind=kind,
        number=row["number"],
        client_id=row["client_id"],
        client=row["client"],
        contract_id=row["contract_id"],
        title=row["title"],
        issued_on=_day(row["issued_on"]),
        due_on=_day(row["due_on"]),
        gross=gross,
        balance=left,
        state=state,
    )


def _computed(row: Mapping[str, Any]) -> Money | None:
    """Add up a draft of the page: it is stored nowhere, and cheap for sixty."""
    try:
        totals = from_row(Invoice, row).totals()
    except (RuleError, ArithmeticError):
        return None
    return totals.remaining_net + totals.remaining_tax


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
