"""What is owed on any day: open papers, their age, clients' credit, prepayments held, gain or loss by exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clientdesk.domain.invoice import InvoiceState
from clientdesk.domain.money import Money, convert, total
from clientdesk.domain.payment import ExchangeOutcome, SettlementReason
from clientdesk.storage import tables
from clientdesk.storage.balances import CREDIT_KINDS, balance
from clientdesk.storage.database import Database


class Age(StrEnum):
    """How long a paper is late, in days (B26)."""

    NOT_DUE = "0"
    UP_TO_30 = "1-30"
    UP_TO_60 = "31-60"
    UP_TO_90 = "61-90"
    OVER_90 = "90+"


_LIMITS = ((0, Age.NOT_DUE), (30, Age.UP_TO_30), (60, Age.UP_TO_60), (90, Age.UP_TO_90))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """A paper that was not settled on the day asked for; `balance` is negative where money goes back."""

    id: int
    number: str
    kind: str
    client_id: int
    client: str
    issued_on: date
    due_on: date | None
    balance: Money
    days_late: int
    age: Age
    home: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeingRow:
    """The receivables of one currency by age; currencies are never added up (B26).

    `home` is the whole in the issuer's currency, at the rates the papers were booked with; None if one has no rate.
    """

    currency: str
    by_age: tuple[Money, ...]
    total: Money
    home: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRow:
    """Money of a client that stands against no paper (R-PRE-19)."""

    client_id: int
    client: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """Prepaid money of a contract that is still held (B7)."""

    contract_id: int
    number: str
    title: str
    client_id: int
    client: str
    amount: Money


def age_of(due_on: date | None, on: date) -> Age:
    """Return the bucket of a paper: on the day it is due it is not late yet (B26, R-DUE-2)."""
    late = days_late(due_on, on)
    return next((age for limit, age in _LIMITS if late <= limit), Age.OVER_90)


def days_late(due_on: date | None, on: date) -> int:
    """Return how many days after its due day `on` lies; 0 for a paper that is not late."""
    return max(0, (on - due_on).days) if due_on is not None else 0


#: A paper that is settled now was open on a past day only if something happened to it since.
_LOOKED_AT = (
    " AND i.id IN (SELECT d.id / 2 FROM documents AS d WHERE d.standing IN ('open', 'surplus')"
    ' UNION SELECT a.invoice_id FROM allocations AS a INDEXED BY allocations_by_date WHERE a."on" > :on'
    ' UNION SELECT s.invoice_id FROM settlements AS s WHERE s."on" > :on'
    " UNION SELECT c.corrects_id FROM invoices AS c WHERE c.listed_on > :on AND c.corrects_id IS NOT NULL)"
)


def open_items(
    db: Database, *, on: date, client_id: int | None = None, offset: int = 0, limit: int | None = 60
) -> tuple[OpenItem, ...]:
    """Return the papers open on `on`, today or any past day, the oldest due first (R-EXP-3)."""
    mine = _LOOKED_AT if client_id is None else " AND i.client_id = :client_id"
    rows = db.rows(
        "SELECT * FROM (SELECT i.id, i.number, i.kind, i.client_id, c.name AS client, i.issued_on, i.due_on,"
        f" i.currency, i.home_currency, i.home_rate, {balance('i', until=':on')} AS balance"
        " FROM invoices AS i JOIN clients AS c ON c.id = i.client_id"
        f" WHERE i.state = 'issued' AND i.issued_on <= :on AND i.kind NOT IN {CREDIT_KINDS}{mine})"
        " WHERE balance <> 0 ORDER BY due_on, id LIMIT :limit OFFSET :offset",
        {
            "on": on.isoformat(),
            "client_id": client_id,
            "limit": -1 if limit is None else limit,
            "offset": offset,
        },
    )
    found = []
    for row in rows:
        due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
        left = Money(row["balance"], row["currency"])
        found.append(
            OpenItem(
                id=row["id"],
                number=row["number"],
                kind=row["kind"],
                client_id=row["client_id"],
                client=row["client"],
                issued_on=date.fromisoformat(row["issued_on"]),
                due_on=due_on,
                balance=left,
                days_late=days_late(due_on, on),
                age=age_of(due_on, on),
                home=_home(left, row["home_currency"], row["home_rate"]),
            )
        )
    return tuple(found)


def ageing(db: Database, *, on: date) -> tuple[AgeingRow, ...]:
    """Return the receivables by age, one row per currency (B26); the sum of a row is the sum of its papers."""
    late = "coalesce(CAST(julianday(:on) - julianday(due_on) AS INTEGER), 0)"
    age = " ".join(f"WHEN {late} <= {limit} THEN '{age.value}'" for limit, age in _LIMITS)
    # Papers at home are added up where they lie; each foreign one is rounded by itself at its own rate (B14).
    rows = db.rows(
        f"SELECT currency, home_currency, home_rate, CASE {age} ELSE '{Age.OVER_90.value}' END AS age,"
        " sum(balance) AS balance FROM (SELECT i.id, i.currency, i.home_currency, i.home_rate, i.due_on,"
        f" {balance('i', until=':on')} AS balance FROM invoices AS i WHERE i.state = 'issued'"
        f" AND i.issued_on <= :on AND i.kind NOT IN {CREDIT_KINDS}{_LOOKED_AT}) WHERE balance > 0"
        " GROUP BY currency, age, CASE WHEN home_currency <> currency THEN id END, home_currency ORDER BY currency",
        {"on": on.isoformat()},
    )
    parts = [_Part.of(row) for row in rows]
    currencies = dict.fromkeys(part.amount.currency for part in parts)
    return tuple(_aged([part for part in parts if part.amount.currency == code]) for code in currencies)


def client_credit(db: Database, *, on: date) -> tuple[CreditRow, ...]:
    """Return what clients have paid beyond their papers, up to and including `on` (R-PRE-19)."""
    # A payment that is used up now had something left on a past day only if it was used since.
    rows = db.rows(
        "SELECT * FROM (SELECT p.client_id, c.name AS client, p.currency,"
        " sum(CASE p.direction WHEN 'in' THEN p.amount ELSE -p.amount END - (SELECT coalesce(sum(a.amount), 0)"
        ' FROM allocations AS a WHERE a.payment_id = p.id AND a."on" <= :on)) AS amount'
        ' FROM payments AS p JOIN clients AS c ON c.id = p.client_id WHERE +p."on" <= :on AND p.id IN'
        " (SELECT o.id FROM payments AS o INDEXED BY payments_unspent WHERE o.unspent <> 0 UNION"
        ' SELECT a.payment_id FROM allocations AS a INDEXED BY allocations_by_date WHERE a."on" > :on)'
        " GROUP BY +p.client_id, p.currency) WHERE amount <> 0 ORDER BY client_id, currency",
        {"on": on.isoformat()},
    )
    return tuple(
        CreditRow(
            client_id=row["client_id"], client=row["client"], amount=Money(row["amount"], row["currency"])
        )
        for row in rows
    )


def prepayments_held(db: Database, *, on: date) -> tuple[HeldRow, ...]:
    """Return the prepaid money held per contract at the end of `on` (B7)."""
    rows = db.rows(
        "SELECT * FROM (SELECT k.id, k.number, k.title, k.client_id, c.name AS client, l.currency,"
        " sum(l.effect) AS held FROM ledger AS l JOIN contracts AS k ON k.id = l.contract_id"
        ' JOIN clients AS c ON c.id = k.client_id WHERE l."on" <= ? GROUP BY k.id, l.currency)'
        " WHERE held <> 0 ORDER BY id",
        (on.isoformat(),),
    )
    return tuple(
        HeldRow(
            contract_id=row["id"],
            number=row["number"],
            title=row["title"],
            client_id=row["client_id"],
            client=row["client"],
            amount=Money(row["held"], row["currency"]),
        )
        for row in rows
    )


def exchange(db: Database, invoice_id: int) -> ExchangeOutcome | None:
    """Return what a paper in a foreign currency brought at home: booked, cash, fee, gain or loss (B14).

    None while it is not settled in full, or where the rate of the paper or of a payment is not known.
    """
    paper = tables.invoices.get(db, invoice_id)
    home, rate = paper.home_currency, paper.home_rate
    left = db.value(f"SELECT {balance('i')} FROM invoices AS i WHERE i.id = ?", (invoice_id,))
    if paper.state is not InvoiceState.ISSUED or paper.due is None or rate is None or left:
        return None
    if not home or home == paper.currency:
        return None
    cash, fee = Money.zero(home), Money.zero(home)
    for row in tables.allocations.find(db, "invoice_id = ?", (invoice_id,)):
        paid_rate = tables.payments.get(db, row.payment_id).home_rate
        if paid_rate is None:
            return None
        cash += convert(row.amount, paid_rate, home)
    for settlement in tables.settlements.find(db, "invoice_id = ?", (invoice_id,)):
        if settlement.reason is SettlementReason.EXCHANGE_DIFFERENCE:
            continue
        if settlement.home_rate is None:
            return None
        fee += convert(settlement.amount, settlement.home_rate, home)
    booked = convert(paper.due, rate, home)
    return ExchangeOutcome(booked=booked, cash=cash, fee=fee, gain=cash + fee - booked)


@dataclass(frozen=True, slots=True)
class _Part:
    """The papers of one age, or one foreign paper, and what that was worth at home."""

    age: Age
    amount: Money
    home: Money | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Part:
        amount = Money(row["balance"], row["currency"])
        return cls(Age(row["age"]), amount, _home(amount, row["home_currency"], row["home_rate"]))


def _aged(parts: Sequence[_Part]) -> AgeingRow:
    currency = parts[0].amount.currency
    booked = [part.home for part in parts if part.home is not None]
    one_home = len({home.currency for home in booked}) == 1 and len(booked) == len(parts)
    return AgeingRow(
        currency=currency,
        by_age=tuple(total((part.amount for part in parts if part.age is age), currency) for age in Age),
        total=total((part.amount for part in parts), currency),
        home=total(booked, booked[0].currency) if one_home else None,
    )


def _home(amount: Money, home: str, rate: str | None) -> Money | None:
    if home == amount.currency:
        return amount
    return convert(amount, Decimal(rate), home) if rate is not None and home else None
