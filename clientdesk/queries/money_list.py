"""The lists of the money screen: papers still open, prepayments held, and what is owed back; paged, as of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clientdesk.domain.currency import check_currency
from clientdesk.domain.money import Money
from clientdesk.queries.balances import days_late
from clientdesk.storage import tables
from clientdesk.storage.balances import balance_of, counterpart
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching


class MoneyKind(StrEnum):
    """What a row is: an open paper, prepaid money of a contract, too much on a paper, credit of a client."""

    OPEN = "open"
    HELD = "held"
    SURPLUS = "surplus"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """One row. `record_id` is that of the paper or contract, or of the payment that holds the credit.

    `id` tells all rows apart, also from payments, whose own ids are positive.
    `on` is the day an open paper is due or a payment came; `amount` is never negative.
    """

    id: int
    kind: MoneyKind
    record_id: int
    number: str
    title: str
    paper: str
    client_id: int
    client: str
    on: date | None
    amount: Money
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """What there is to know of a paper before money for it is recorded; `open` is negative where money goes back.

    `home` is the issuer's currency where it is another one, else empty; `home_rate` that of the paper's day.
    `credit` is the payment with the oldest money of this client that stands against no paper yet.
    """

    id: int
    number: str
    kind: str
    title: str
    client_id: int
    client: str
    issued_on: date
    due_on: date | None
    due: Money
    open: Money
    days_late: int
    home: str
    home_rate: Decimal | None
    credit: tuple[int, Money] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The money of one currency at a glance: still to come in time, late, and prepaid for work to do."""

    currency: str
    due: Money
    late: Money
    held: Money


def strip(db: Database, *, on: date) -> tuple[Strip, ...]:
    """Return what is due, late and held, one entry per currency; currencies are never added up (B26)."""
    rows = db.rows(
        "SELECT currency, sum(due) AS due, sum(late) AS late, sum(held) AS held FROM (SELECT currency,"
        " CASE WHEN until < :on THEN 0 ELSE balance END AS due, CASE WHEN until < :on THEN balance ELSE 0 END AS late,"
        " 0 AS held FROM documents INDEXED BY documents_by_standing WHERE standing = 'open'"
        f" UNION ALL SELECT currency, 0, 0, balance FROM ({_HELD}) WHERE balance > 0)"
        " GROUP BY currency ORDER BY sum(due) + sum(late) DESC, currency",
        {"on": on.isoformat()},
    )
    return tuple(
        Strip(
            currency=row["currency"],
            due=Money(row["due"], row["currency"]),
            late=Money(row["late"], row["currency"]),
            held=Money(row["held"], row["currency"]),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWithin:
    """Open papers of one currency that are due in a span of days, both ends included; None leaves an end open."""

    currency: str
    first: date | None = None
    last: date | None = None


def open_papers(
    db: Database,
    *,
    on: date,
    text: str = "",
    within: DueWithin | None = None,
    offset: int = 0,
    limit: int = 60,
) -> tuple[MoneyRow, ...]:
    """Return the papers that are to be paid, the one due first on top; all, or those due within a span."""
    return _rows(db, _OPEN, _open_where(within), on=on, text=text, offset=offset, limit=limit)


def held(db: Database, *, on: date, text: str = "", offset: int = 0, limit: int = 60) -> tuple[MoneyRow, ...]:
    """Return the contracts whose prepaid money is held, the oldest first (B7)."""
    return _rows(db, _HELD, "balance > 0", on=on, text=text, offset=offset, limit=limit)


def to_refund(
    db: Database, *, on: date, text: str = "", offset: int = 0, limit: int = 60
) -> tuple[MoneyRow, ...]:
    """Return papers with too much on them, and credit of clients that stands against no paper (R-PRE-19)."""
    return _rows(
        db, f"{_SURPLUS} UNION ALL {_CREDITS}", "balance < 0", on=on, text=text, offset=offset, limit=limit
    )


def count_open(db: Database, *, text: str = "", within: DueWithin | None = None) -> int:
    """Return how many rows `open_papers` has."""
    return _count(db, _OPEN, _open_where(within), text=text)


def count_held(db: Database, *, text: str = "") -> int:
    """Return how many rows `held` has."""
    return _count(db, _HELD, "balance > 0", text=text)


def count_to_refund(db: Database, *, text: str = "") -> int:
    """Return how many rows `to_refund` has."""
    return _count(db, f"{_SURPLUS} UNION ALL {_CREDITS}", "balance < 0", text=text)


def payable(db: Database, invoice_id: int, *, on: date) -> Payable:
    """Return what is asked for and still open on one issued paper; NotFoundError without it."""
    paper = tables.invoices.get(db, invoice_id)
    client = tables.clients.get(db, paper.client_id)
    home = next((own.currency for own in tables.issuers.find(db)), "")
    return Payable(
        id=paper.id,
        number=paper.number,
        kind=paper.kind.value,
        title=paper.title,
        client_id=client.id,
        client=client.name,
        issued_on=paper.issued_on or on,
        due_on=paper.due_on,
        due=paper.due or Money.zero(paper.currency),
        open=balance_of(db, invoice_id),
        days_late=days_late(paper.due_on, on),
        home="" if home == paper.currency else home,
        home_rate=paper.home_rate,
        credit=_credit(db, client.id, paper.currency),
    )


def payable_of(
    db: Database, client_id: int, currency: str, *, on: date, limit: int = 60
) -> tuple[MoneyRow, ...]:
    """Return the open papers of one client in one currency, the oldest due first."""
    rows = db.rows(
        f"SELECT * FROM ({_OF_CLIENT}) WHERE balance > 0 AND currency = :currency"
        ' ORDER BY "on", record_id LIMIT :limit',
        {"client_id": client_id, "currency": currency, "limit": limit},
    )
    return tuple(_row(row, on) for row in rows)


def currencies_of(db: Database, client_id: int) -> tuple[str, ...]:
    """Return the currencies a payment of this client may be in, the likeliest first: open papers, client, issuer."""
    found = db.rows(
        "SELECT currency, count(*) AS papers FROM documents WHERE client_id = ? AND balance <> 0 AND balance > 0"
        " GROUP BY currency ORDER BY papers DESC, currency",
        (client_id,),
    )
    client, own = tables.clients.find(db, "id = ?", (client_id,)), tables.issuers.find(db)
    usual = [*(one.currency for one in client), *(one.currency for one in own)]
    return tuple(dict.fromkeys(code for code in [*(row["currency"] for row in found), *usual] if code))


def last_method(db: Database, client_id: int) -> str:
    """Return how this client paid last, empty if never."""
    return str(
        db.value(
            "SELECT method FROM payments WHERE client_id = ? AND direction = 'in' ORDER BY \"on\" DESC, id DESC"
            " LIMIT 1",
            (client_id,),
        )
        or ""
    )


def recorded_before(db: Database, client_id: int, amount: Money, *, on: date, days: int = 31) -> date | None:
    """Return the day of the last payment of just this amount in the `days` before `on`: it may be the same money.

    One that was taken back is no money, and so asks nothing.
    """
    day = db.value(
        'SELECT max(p."on") FROM payments AS p WHERE p.client_id = ? AND p.currency = ? AND p.amount = ?'
        f" AND p.direction = 'in' AND {counterpart('p')} IS NULL"
        " AND p.\"on\" BETWEEN date(?, '-' || ? || ' days') AND ?",
        (client_id, amount.currency, amount.minor, on.isoformat(), days, on.isoformat()),
    )
    return date.fromisoformat(day) if day else None


#: Every source gives the same columns. Ids are negative and no two sources share one; `balance` is negative where
#: money goes back.
_PAPER = (
    "SELECT -3 * i.id AS id, 'paper' AS source, i.id AS record_id, i.number, i.title, i.kind AS paper, i.client_id,"
    ' i.due_on AS "on", i.currency, d.balance FROM documents AS d INDEXED BY {index}'
    " JOIN invoices AS i ON i.id = d.id / 2 WHERE {where}"
)
_OPEN = _PAPER.format(index="documents_by_standing", where="d.standing = 'open'")
_SURPLUS = _PAPER.format(index="documents_by_standing", where="d.standing = 'surplus'")
_OF_CLIENT = _PAPER.format(index="documents_not_settled", where="d.client_id = :client_id AND d.balance <> 0")
_HELD = (
    "SELECT -3 * k.id - 1 AS id, 'held' AS source, k.id AS record_id, k.number, k.title, '' AS paper, k.client_id,"
    ' max(l."on") AS "on", l.currency, sum(l.effect) AS balance FROM ledger AS l'
    " JOIN contracts AS k ON k.id = l.contract_id GROUP BY k.id, l.currency"
)
#: One row per client and currency.
_CREDITS = (
    "SELECT -3 * min(p.id) - 2 AS id, 'credit' AS source, min(CASE WHEN p.unspent > 0 THEN p.id END) AS record_id,"
    " '' AS number, '' AS title, '' AS paper, p.client_id, max(p.\"on\") AS \"on\", p.currency,"
    " -sum(p.unspent) AS balance FROM payments AS p INDEXED BY payments_unspent WHERE p.unspent <> 0"
    " GROUP BY p.client_id, p.currency"
)


def _open_where(within: DueWithin | None) -> str:
    """Return the condition; dates are written by Python, and the currency is checked, so they may stand in it."""
    if within is None:
        return "balance > 0"
    terms = ["balance > 0", f"s.currency = '{check_currency(within.currency)}'"]
    if within.first is not None:
        terms.append(f"s.\"on\" >= '{within.first.isoformat()}'")
    if within.last is not None:
        terms.append(f"s.\"on\" <= '{within.last.isoformat()}'")
    return " AND ".join(terms)


def _rows(
    db: Database, source: str, where: str, *, on: date, text: str, offset: int, limit: int
) -> tuple[MoneyRow, ...]:
    found, parameters = _found(db, text)
    rows = db.rows(
        f"SELECT s.*, c.name AS client FROM (SELECT * FROM ({source}) AS s WHERE {where}{found}"
        ' ORDER BY s."on", s.record_id LIMIT ? OFFSET ?) AS s JOIN clients AS c ON c.id = s.client_id'
        ' ORDER BY s."on", s.record_id',
        (*parameters, limit, offset),
    )
    return tuple(_row(row, on) for row in rows)


def _count(db: Database, source: str, where: str, *, text: str) -> int:
    found, parameters = _found(db, text)
    return int(db.value(f"SELECT count(*) FROM ({source}) AS s WHERE {where}{found}", parameters))


def _found(db: Database, text: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition under which every word stands in the number, the amount or the client."""
    terms, parameters = "", list[object]()
    for word in text.split():
        theirs = matching(db, "clients", word, alias="c")
        digits = "".join(char for char in word if char.isdecimal())
        terms += (
            " AND (instr(lower(s.number), lower(?)) OR instr(lower(s.title), lower(?))"
            " OR (? <> '' AND instr(abs(s.balance), ?) = 1)"
            f" OR s.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs.sql}))"
        )
        parameters += [word, word, digits, digits, *theirs.parameters]
    return terms, tuple(parameters)


def _row(row: Mapping[str, Any], on: date) -> MoneyRow:
    day = date.fromisoformat(row["on"]) if row["on"] else None
    kinds = {"held": MoneyKind.HELD, "credit": MoneyKind.CREDIT}
    paper = MoneyKind.OPEN if row["balance"] > 0 else MoneyKind.SURPLUS
    kind = kinds.get(row["source"], paper)
    return MoneyRow(
        id=row["id"],
        kind=kind,
        record_id=row["record_id"],
        number=row["number"],
        title=row["title"],
        paper=row["paper"],
        client_id=row["client_id"],
        client=row["client"] if "client" in row.keys() else "",  # noqa: SIM118  # a row iterates over its values
        on=day,
        amount=Money(abs(row["balance"]), row["currency"]),
        days_late=days_late(day, on) if kind is MoneyKind.OPEN else 0,
    )


def _credit(db: Database, client_id: int, currency: str) -> tuple[int, Money] | None:
    row = db.row(
        f"SELECT record_id, balance FROM ({_CREDITS}) WHERE balance < 0 AND client_id = ? AND currency = ?"
        ' ORDER BY "on", record_id LIMIT 1',
        (client_id, currency),
    )
    return (row["record_id"], Money(-row["balance"], currency)) if row is not None else None
