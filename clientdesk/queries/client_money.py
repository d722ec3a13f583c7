"""What stands between us and some clients: open, late and prepaid money, running contracts and open quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientdesk.domain.money import Money
from clientdesk.storage.database import Database
from clientdesk.storage.listing import NO_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMoney:
    """The figures of one client; amounts are one per currency, only those that are not zero.

    `next_due` is the day the oldest open paper was or will be due.
    """

    open: tuple[Money, ...] = ()
    overdue: tuple[Money, ...] = ()
    prepaid: tuple[Money, ...] = ()
    credit: tuple[Money, ...] = ()
    next_due: date | None = None
    has_active_contract: bool = False
    has_open_quote: bool = False


def money_of(db: Database, client_ids: Sequence[int], *, today: date) -> Mapping[int, ClientMoney]:
    """Return the figures of each client: open is the sum of all papers not paid, credit is money not yet allocated.

    Overdue starts the day after a paper was due (R-DUE-2).
    """
    marks = ", ".join("?" * len(client_ids))
    ids = tuple(client_ids)
    papers = db.rows(
        "SELECT client_id, currency, sum(balance) AS open,"
        " sum(CASE WHEN until < ? THEN max(balance, 0) ELSE 0 END) AS overdue,"
        f" min(CASE WHEN balance > 0 AND until < '{NO_DAY}' THEN until END) AS next_due FROM documents"
        f" WHERE client_id IN ({marks}) AND balance <> 0 GROUP BY client_id, currency",
        (today.isoformat(), *ids),
    )
    held = db.rows(
        "SELECT c.client_id, l.currency, sum(l.effect) AS held FROM contracts AS c"
        f" JOIN ledger AS l ON l.contract_id = c.id WHERE c.client_id IN ({marks})"
        " GROUP BY c.client_id, l.currency",
        ids,
    )
    paid = db.rows(
        "SELECT client_id, currency, sum(unspent) AS credit FROM payments"
        f" WHERE client_id IN ({marks}) AND unspent <> 0 GROUP BY client_id, currency",
        ids,
    )
    active = _ids(
        db,
        f"SELECT DISTINCT client_id FROM contracts WHERE client_id IN ({marks}) AND state = 'active'",
        ids,
    )
    quoted = _ids(
        db,
        f"SELECT DISTINCT client_id FROM quotes WHERE client_id IN ({marks}) AND state = 'sent'"
        " AND coalesce(valid_until, '9999') >= ?",
        (*ids, today.isoformat()),
    )
    return {
        client_id: ClientMoney(
            open=_amounts(papers, client_id, "open"),
            overdue=_amounts(papers, client_id, "overdue"),
            prepaid=_amounts(held, client_id, "held"),
            credit=_amounts(paid, client_id, "credit"),
            next_due=_first_day(papers, client_id),
            has_active_contract=client_id in active,
            has_open_quote=client_id in quoted,
        )
        for client_id in ids
    }


def _amounts(rows: Sequence[Mapping[str, object]], client_id: int, name: str) -> tuple[Money, ...]:
    found = (
        Money(int(str(row[name])), str(row["currency"])) for row in rows if row["client_id"] == client_id
    )
    return tuple(sorted((money for money in found if money), key=lambda money: money.currency))


def _first_day(rows: Sequence[Mapping[str, object]], client_id: int) -> date | None:
    days = [str(row["next_due"]) for row in rows if row["client_id"] == client_id and row["next_due"]]
    return date.fromisoformat(min(days)) if days else None


def _ids(db: Database, sql: str, parameters: tuple[object, ...]) -> frozenset[int]:
    return frozenset(int(row["client_id"]) for row in db.rows(sql, parameters))
