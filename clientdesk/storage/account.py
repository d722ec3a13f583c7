"""Reading the account of a client for any days: every step with what is owed after it, and what is open in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clientdesk.domain.account import Account, Entry, EntryKind, HeldMoney, OpenPaper, Statement
from clientdesk.domain.money import Money
from clientdesk.storage.balances import CREDIT_KINDS, balance
from clientdesk.storage.database import Database
from clientdesk.storage.dealings import MOVES

_Row = Mapping[str, Any]

_SUMS = (
    "SELECT currency, sum(CASE WHEN day < :first THEN effect ELSE 0 END) AS opening,"
    " sum(CASE WHEN day >= :first THEN max(effect, 0) ELSE 0 END) AS charged,"
    " sum(CASE WHEN day >= :first THEN max(-effect, 0) ELSE 0 END) AS credited, sum(effect) AS closing"
    f" FROM ({MOVES}) WHERE day <= :last GROUP BY currency"
)
#: What a payment paid in the end: a part that was taken off a paper again is no longer there.
_PAID = (
    "(SELECT group_concat(number, char(10)) FROM (SELECT i.number FROM allocations AS a"
    ' JOIN invoices AS i ON i.id = a.invoice_id WHERE a.payment_id = m.id AND a."on" <= :last'
    " GROUP BY i.id HAVING sum(a.amount) <> 0 ORDER BY i.due_on, i.id))"
)
_STEPS = (
    "SELECT m.*, i.title, CASE WHEN m.record = 'payment' THEN"
    f" {_PAID} END AS papers FROM (SELECT *, sum(effect) OVER (PARTITION BY currency ORDER BY day, rank, serial"
    f" ROWS UNBOUNDED PRECEDING) AS owed FROM ({MOVES}) WHERE day <= :last) AS m"
    " LEFT JOIN invoices AS i ON m.record = 'invoice' AND i.id = m.id"
    " WHERE m.day >= :first ORDER BY m.currency, m.day, m.rank, m.serial"
)
_OPEN = (
    "SELECT * FROM (SELECT i.id, i.kind, i.number, i.title, i.reference, i.issued_on, i.due_on, i.currency,"
    f" {balance('i', until=':last')} AS balance FROM invoices AS i WHERE i.client_id = :id AND i.state = 'issued'"
    f" AND i.issued_on <= :last AND i.kind NOT IN {CREDIT_KINDS}) WHERE balance <> 0"
    " ORDER BY currency, coalesce(due_on, issued_on), id"
)
_CREDIT = (
    "SELECT currency, sum(CASE direction WHEN 'in' THEN amount ELSE -amount END - (SELECT coalesce(sum(a.amount), 0)"
    ' FROM allocations AS a WHERE a.payment_id = p.id AND a."on" <= :last)) AS credit FROM payments AS p'
    ' WHERE client_id = :id AND "on" <= :last GROUP BY currency'
)
#: In which currencies something was paid or credited since.
_LESS = f"SELECT DISTINCT currency FROM ({MOVES}) WHERE day > :last AND effect < 0"
_HELD = (
    'SELECT k.number, k.title, l.currency, sum(CASE WHEN l."on" < :first THEN l.effect ELSE 0 END) AS before,'
    ' sum(CASE WHEN l."on" >= :first THEN max(l.effect, 0) ELSE 0 END) AS received,'
    ' sum(CASE WHEN l."on" >= :first THEN max(-l.effect, 0) ELSE 0 END) AS used, sum(l.effect) AS held'
    " FROM contracts AS k JOIN ledger AS l ON l.contract_id = k.id"
    ' WHERE k.client_id = :id AND l."on" <= :last GROUP BY k.id, l.currency ORDER BY l.currency, k.id'
)


def statement(db: Database, client_id: int, *, first: date, last: date) -> Statement:
    """Return the accounts of a client from `first` to `last`, both included; a currency with nothing is left out."""
    days = {"id": client_id, "first": first.isoformat(), "last": last.isoformat()}
    sums = {row["currency"]: row for row in db.rows(_SUMS, days)}
    steps, papers = db.rows(_STEPS, days), db.rows(_OPEN, days)
    credit = {row["currency"]: row["credit"] for row in db.rows(_CREDIT, days)}
    less = {row["currency"] for row in db.rows(_LESS, days)}
    held = [row for row in db.rows(_HELD, days) if row["before"] or row["received"]]
    accounts = [
        _account(
            currency,
            sums.get(currency, {}),
            [row for row in steps if row["currency"] == currency],
            papers=tuple(_open(row, last) for row in papers if row["currency"] == currency),
            credit=credit.get(currency, 0),
            held=tuple(_held(row) for row in held if row["currency"] == currency),
            is_less_by_now=currency in less,
        )
        for currency in sorted({*sums, *(row["currency"] for row in held)})
    ]
    told = (one for one in accounts if one.entries or one.opening or one.papers or one.credit or one.held)
    return Statement(first=first, last=last, accounts=tuple(told))


def oldest_open(db: Database, client_id: int) -> date | None:
    """Return the day on which the oldest paper was issued on which money is still to come, None without one."""
    day = db.value(
        "SELECT min(i.issued_on) FROM documents AS d JOIN invoices AS i ON i.id = d.id / 2"
        " WHERE d.client_id = ? AND d.balance > 0",
        (client_id,),
    )
    return date.fromisoformat(day) if day else None


def _account(
    currency: str,
    sums: _Row,
    steps: Sequence[_Row],
    *,
    papers: tuple[OpenPaper, ...],
    credit: int,
    held: tuple[HeldMoney, ...],
    is_less_by_now: bool,
) -> Account:
    return Account(
        currency=currency,
        opening=Money(sums.get("opening", 0), currency),
        charged=Money(sums.get("charged", 0), currency),
        credited=Money(sums.get("credited", 0), currency),
        closing=Money(sums.get("closing", 0), currency),
        entries=tuple(_entry(row) for row in steps),
        papers=papers,
        credit=Money(credit, currency),
        held=held,
        is_less_by_now=is_less_by_now,
    )


def _entry(row: _Row) -> Entry:
    if row["record"] == "payment":
        kind = EntryKind.PAYMENT if row["what"] == "paid" else EntryKind.REFUND
    else:
        kind = EntryKind.PAPER if row["what"] == "billed" else EntryKind.SETTLEMENT
    return Entry(
        on=date.fromisoformat(row["day"]),
        kind=kind,
        what=row["paper"],
        number=row["number"],
        title=row["title"] or "",
        papers=tuple((row["papers"] or "").splitlines()) if kind in _PAYMENTS else (),
        effect=Money(row["effect"], row["currency"]),
        balance=Money(row["owed"], row["currency"]),
        is_taken_back=bool(row["taken_back"]),
    )


_PAYMENTS = (EntryKind.PAYMENT, EntryKind.REFUND)


def _open(row: _Row, last: date) -> OpenPaper:
    due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return OpenPaper(
        kind=row["kind"],
        number=row["number"],
        title=row["title"],
        reference=row["reference"],
        issued_on=date.fromisoformat(row["issued_on"]),
        due_on=due_on,
        balance=Money(row["balance"], row["currency"]),
        days_late=max(0, (last - due_on).days) if due_on else 0,
    )


def _held(row: _Row) -> HeldMoney:
    currency = row["currency"]
    return HeldMoney(
        number=row["number"],
        title=row["title"],
        before=Money(row["before"], currency),
        received=Money(row["received"], currency),
        used=Money(row["used"], currency),
        held=Money(row["held"], currency),
    )
