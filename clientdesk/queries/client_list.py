"""The list of clients: paged rows with the money that is open, held or late, and what stands now with each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.client import ClientKind
from clientdesk.domain.money import Money
from clientdesk.domain.search import fold
from clientdesk.queries.client_money import ClientMoney, money_of
from clientdesk.storage.database import Database
from clientdesk.storage.erased import but
from clientdesk.storage.matching import matching


class ClientOrder(StrEnum):
    """By what the list is sorted: each has an index."""

    NAME = "name"
    ACTIVITY = "activity"
    OPEN = "open"


class Standing(StrEnum):
    """The one word about a client: the most pressing of all that is true."""

    OVERDUE = "overdue"
    OPEN = "open"
    ACTIVE = "active"
    QUOTED = "quoted"
    QUIET = "quiet"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One row of the list. Amounts are one per currency; `last_on` is the day of the last paper or payment.

    `next_due` is when the oldest open paper is due.
    """

    id: int
    name: str
    latin_name: str
    city: str
    kind: ClientKind
    open: tuple[Money, ...]
    overdue: tuple[Money, ...]
    prepaid: tuple[Money, ...]
    next_due: date | None
    standing: Standing
    last_on: date | None
    archived: bool


_ORDERS = {
    ClientOrder.NAME: "sort_key, id",
    ClientOrder.ACTIVITY: "last_on DESC, id DESC",
    # By the largest sum in one currency: currencies are not added up (B26).
    ClientOrder.OPEN: "open_most DESC, id DESC",
}
#: So far a list is walked in search of many hits.
_WALKED = 2_000
_INDEXES = {
    ClientOrder.NAME: "clients_by_name",
    ClientOrder.ACTIVITY: "clients_by_activity",
    ClientOrder.OPEN: "clients_by_open",
}


def page(
    db: Database,
    *,
    today: date,
    text: str = "",
    archived: bool = False,
    erased: bool = False,
    order: ClientOrder = ClientOrder.NAME,
    offset: int = 0,
    limit: int = 60,
) -> tuple[ClientRow, ...]:
    """Return the rows from `offset` on; `text` filters by every part of names, numbers, mails, phones and notes.

    `erased` asks for the people who were erased, of whom papers must be kept; they are in no other list.
    """
    if erased:
        ids = _erased(db, text)[offset : offset + limit]
    else:
        ids = _ids(db, text, order, offset, limit, archived=archived)
    rows = db.rows(
        "SELECT id, name, latin_name, kind, archived, last_on,"
        " coalesce(json_extract(addresses, '$[0].city'), '') AS city"
        f" FROM clients WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {_ORDERS[order]}",
        (json.dumps(ids),),
    )
    money = money_of(db, [row["id"] for row in rows], today=today)
    return tuple(
        ClientRow(
            id=row["id"],
            name=row["name"],
            latin_name=row["latin_name"],
            city=row["city"],
            kind=ClientKind(row["kind"]),
            open=money[row["id"]].open,
            overdue=money[row["id"]].overdue,
            prepaid=money[row["id"]].prepaid,
            next_due=money[row["id"]].next_due,
            standing=standing(money[row["id"]], archived=bool(row["archived"])),
            last_on=date.fromisoformat(row["last_on"]) if row["last_on"] else None,
            archived=bool(row["archived"]),
        )
        for row in rows
    )


def _ids(
    db: Database, text: str, order: ClientOrder, offset: int, limit: int, *, archived: bool
) -> list[int]:
    """Read only ids, in order. Many hits are looked for in the first rows; else the table is read through once.

    To look into each row along the order would be to read the table in any order but its own.
    """
    match = matching(db, "clients", text)
    others = but(db, "id")
    index, found_by = f"INDEXED BY {_INDEXES[order]}", match.sql + others
    in_order = f"ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
    if match.is_few:
        index = ""
    elif text:
        if not offset:
            first = (
                f"SELECT id FROM clients {index} WHERE archived = ? ORDER BY {_ORDERS[order]} LIMIT {_WALKED}"
            )
            ids = _numbers(
                db,
                f"SELECT id FROM clients WHERE id IN ({first}) AND {match.sql}{others} {in_order}",
                (int(archived), *match.parameters, limit, 0),
            )
            if len(ids) == limit:
                return ids
        match = match.by_index or match
        found_by = f"id IN (SELECT id FROM clients {'' if match.is_few else 'NOT INDEXED'} WHERE {match.sql}){others}"
    return _numbers(
        db,
        f"SELECT id FROM clients {index} WHERE archived = ? AND {found_by} {in_order}",
        (int(archived), *match.parameters, limit, offset),
    )


def _erased(db: Database, text: str) -> list[int]:
    wanted = fold(text)
    rows = db.rows("SELECT id, name FROM clients WHERE erased_on IS NOT NULL ORDER BY sort_key, id")
    return [row["id"] for row in rows if wanted in fold(row["name"])]


def _numbers(db: Database, sql: str, parameters: tuple[object, ...]) -> list[int]:
    return [row["id"] for row in db.rows(sql, parameters)]


def count(db: Database, *, text: str = "", archived: bool = False, erased: bool = False) -> int:
    """Return how many rows the whole list has."""
    if erased:
        return len(_erased(db, text))
    match = matching(db, "clients", text)
    return int(
        db.value(
            f"SELECT count(*) FROM clients WHERE archived = ? AND {match.sql}{but(db, 'id')}",
            (int(archived), *match.parameters),
        )
    )


def position(db: Database, client_id: int, *, archived: bool = False) -> int | None:
    """Return the row number of a client in the list by name without a filter, None if it is not in it."""
    row = db.row("SELECT sort_key, archived FROM clients WHERE id = ?", (client_id,))
    if row is None or bool(row["archived"]) is not archived:
        return None
    return int(
        db.value(
            "SELECT count(*) FROM clients WHERE archived = ? AND (sort_key, id) < (?, ?)",
            (int(archived), row["sort_key"], client_id),
        )
    )


def standing(money: ClientMoney, *, archived: bool) -> Standing:
    """Return the most pressing thing that is true of a client."""
    if archived:
        return Standing.ARCHIVED
    for word, holds in (
        (Standing.OVERDUE, bool(money.overdue)),
        (Standing.OPEN, bool(money.open)),
        (Standing.ACTIVE, money.has_active_contract),
        (Standing.QUOTED, money.has_open_quote),
    ):
        if holds:
            return word
    return Standing.QUIET
