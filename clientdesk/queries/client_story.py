"""What happened with one client, by date; the money that came in month by month; what was owed after each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.money import Money
from clientdesk.storage import dealings
from clientdesk.storage.database import Database
from clientdesk.storage.dealings import EVENTS, MOVES

_MONTHS_A_YEAR = 12


class Happened(StrEnum):
    """What happened."""

    QUOTE_SENT = "quote_sent"
    QUOTE_ACCEPTED = "quote_accepted"
    SIGNED = "signed"
    DELIVERED = "delivered"
    CLOSED = "closed"
    BILLED = "billed"
    PAID = "paid"
    REPAID = "repaid"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event. `record_kind` and `record_id` lead to it.

    `paper` is the kind of a paper, how a payment was made, or why something was settled without money.

    `is_taken_back` belongs to both entries of a payment that was recorded by a slip.
    """

    on: date
    what: Happened
    record_kind: str
    record_id: int
    number: str
    title: str
    paper: str
    amount: Money | None
    is_taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What came in within the last twelve months in one currency, refunds taken off: one sum a month, oldest first."""

    currency: str
    months: tuple[tuple[date, Money], ...]
    whole: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of what a client owes: a paper asks for money, a payment or a settlement takes it off.

    `owed` is what is owed after the step; below zero it is credit of the client. `is_taken_back` belongs to both
    entries of a payment that was recorded by a slip.
    """

    on: date
    what: Happened
    record_kind: str
    record_id: int
    number: str
    paper: str
    effect: Money
    owed: Money
    is_taken_back: bool


def story(db: Database, client_id: int, *, offset: int = 0, limit: int = 12) -> tuple[Happening, ...]:
    """Return what happened, the newest first."""
    return tuple(
        Happening(
            on=date.fromisoformat(row["day"]),
            what=Happened(row["what"]),
            record_kind=row["record"],
            record_id=row["id"],
            number=row["number"],
            title=row["title"],
            paper=row["paper"],
            amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
            is_taken_back=bool(row["taken_back"]),
        )
        for row in dealings.newest(db, client_id, offset=offset, limit=limit)
    )


def count(db: Database, client_id: int) -> int:
    """Return how many events there are."""
    return int(db.value(f"SELECT count(*) FROM ({EVENTS})", {"id": client_id}))


def income(db: Database, client_id: int, *, today: date) -> tuple[Income, ...]:
    """Return what came in within the last twelve months, this one included; one entry per currency."""
    months = _months_until(today)
    rows = db.rows(
        "SELECT currency, substr(\"on\", 1, 7) AS month, sum(CASE direction WHEN 'in' THEN amount ELSE -amount END)"
        ' AS amount FROM payments WHERE client_id = ? AND "on" >= ? GROUP BY currency, month',
        (client_id, months[0].isoformat()),
    )
    found = {(row["currency"], row["month"]): int(row["amount"]) for row in rows}
    result = []
    for currency in sorted({currency for currency, _month in found}):
        sums = [(day, Money(found.get((currency, f"{day:%Y-%m}"), 0), currency)) for day in months]
        whole = Money(sum(amount.minor for _day, amount in sums), currency)
        result.append(Income(currency=currency, months=tuple(sums), whole=whole))
    return tuple(result)


def moves(db: Database, client_id: int, *, limit: int = 10) -> tuple[Move, ...]:
    """Return the last steps of what is owed, oldest first, in the currency of the newest of them."""
    rows = db.rows(
        "SELECT * FROM (SELECT *, sum(effect) OVER (PARTITION BY currency ORDER BY day, rank, serial"
        f" ROWS UNBOUNDED PRECEDING) AS owed FROM ({MOVES})) ORDER BY day DESC, rank DESC, serial DESC LIMIT :limit",
        {"id": client_id, "limit": limit},
    )
    newest = rows[0]["currency"] if rows else ""
    return tuple(
        Move(
            on=date.fromisoformat(row["day"]),
            what=Happened(row["what"]),
            record_kind=row["record"],
            record_id=row["id"],
            number=row["number"],
            paper=row["paper"],
            effect=Money(row["effect"], row["currency"]),
            owed=Money(row["owed"], row["currency"]),
            is_taken_back=bool(row["taken_back"]),
        )
        for row in reversed(rows)
        if row["currency"] == newest
    )


def _months_until(today: date) -> tuple[date, ...]:
    last = today.year * _MONTHS_A_YEAR + today.month - 1
    numbers = range(last - _MONTHS_A_YEAR + 1, last + 1)
    return tuple(date(number // _MONTHS_A_YEAR, number % _MONTHS_A_YEAR + 1, 1) for number in numbers)
