"""All papers in one list: quotes and invoices in any order, with the word for how they stand and what is open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clientdesk.domain.invoice import CREDITS, InvoiceKind, InvoiceState, paper_state
from clientdesk.domain.money import Money
from clientdesk.storage.balances import credited, paid, settled
from clientdesk.storage.database import Database
from clientdesk.storage.matching import count_of, is_everywhere, matching


class DocumentFilter(StrEnum):
    """What the list can be narrowed to with one press."""

    ALL = ""
    QUOTES = "quotes"
    INVOICES = "invoices"
    DRAFTS = "drafts"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    THIS_YEAR = "this_year"


class DocumentOrder(StrEnum):
    """By what the list is sorted: each has an index that holds the ids."""

    DAY = "day"
    UNTIL = "until"
    NUMBER = "number"
    CLIENT = "client"
    AMOUNT = "amount"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One paper. `state` is a quote's state (with expired) or an invoice's derived one; `until` is due or valid until.

    `amount` is what the paper asks for, negative for a credit, None while a draft cannot be added up.
    """

    record_id: int
    is_quote: bool
    kind: str
    number: str
    title: str
    client: str
    day: date | None
    until: date | None
    state: str
    amount: Money | None
    open: Money | None

    @property
    def id(self) -> int:
        """A number of its own among both sorts of papers."""
        return row_id(self.record_id, quote=self.is_quote)


def row_id(record_id: int, *, quote: bool) -> int:
    """Return the id of a paper's row; `record_of` turns it back."""
    return 2 * record_id + quote


def record_of(row: int) -> tuple[bool, int]:
    """Return whether a row is a quote, and the id of its record."""
    return bool(row % 2), row // 2


#: Where a filter leaves few rows of many, they are found by how they stand, and sorted.
_FEW: Mapping[DocumentFilter, str] = {
    DocumentFilter.DRAFTS: "d.standing = 'draft'",
    DocumentFilter.OPEN: "d.standing IN ('open', 'surplus', 'sent') AND (d.standing <> 'sent' OR d.until >= :today)",
    DocumentFilter.OVERDUE: "d.standing = 'open' AND d.until < :today",
}
#: Where it leaves many, the list's own order is walked; the plus keeps SQLite from gathering and sorting them all.
_MANY: Mapping[DocumentFilter, str] = {
    DocumentFilter.ALL: "",
    DocumentFilter.QUOTES: "d.id % 2 = 1",
    DocumentFilter.INVOICES: "d.id % 2 = 0",
    DocumentFilter.PAID: "+d.standing = 'paid'",
    DocumentFilter.THIS_YEAR: "d.listed_on BETWEEN :first AND :last",
}
#: So far a list is walked in search of many hits, and of hits that are nearly everywhere.
_WALKED, _WALKED_FAR = 5_000, 20_000
ORDERS: Mapping[DocumentOrder, tuple[str, str]] = {
    DocumentOrder.DAY: ("listed_on", "documents_by_day"),
    DocumentOrder.UNTIL: ("until", "documents_by_until"),
    DocumentOrder.NUMBER: ("number_key", "documents_by_number"),
    DocumentOrder.CLIENT: ("client_key", "documents_by_client"),
    DocumentOrder.AMOUNT: ("amount", "documents_by_amount"),
    DocumentOrder.OPEN: ("balance", "documents_by_balance"),
}


def is_new_book(db: Database) -> bool:
    """Whether nobody has worked in this book yet: no client, no paper, no contract."""
    return not db.value(
        "SELECT EXISTS (SELECT 1 FROM clients) OR EXISTS (SELECT 1 FROM quotes)"
        " OR EXISTS (SELECT 1 FROM invoices) OR EXISTS (SELECT 1 FROM contracts)"
    )


def page(
    db: Database,
    *,
    today: date,
    text: str = "",
    only: DocumentFilter = DocumentFilter.ALL,
    client_id: int | None = None,
    order: DocumentOrder = DocumentOrder.DAY,
    descending: bool = True,
    offset: int = 0,
    limit: int = 60,
) -> tuple[DocumentRow, ...]:
    """Return the rows from `offset` on: drafts, then papers by date, where nothing else is asked for.

    `text` finds by any part of what stands on the paper, and by the present names of its client.
    """
    asked = Asked(today, text, only, client_id)
    ids = _ids(db, asked, order, offset, limit, descending=descending)
    quotes = _quotes(db, [row // 2 for row in ids if row % 2], today)
    billed = invoices(db, [row // 2 for row in ids if not row % 2], today)
    # A paper may have gone between the two readings.
    found = ((quotes if row % 2 else billed).get(row // 2) for row in ids)
    return tuple(row for row in found if row is not None)


def count(
    db: Database,
    *,
    today: date,
    text: str = "",
    only: DocumentFilter = DocumentFilter.ALL,
    client_id: int | None = None,
) -> int:
    """Return how many rows the whole list has."""
    if text and only is DocumentFilter.ALL and client_id is None:
        found = count_of(db, "documents", text)
        if found is not None:
            return found
    asked = Asked(today, text, only, client_id)
    if only is DocumentFilter.PAID and not text and client_id is None:
        return int(db.value("SELECT count(*) FROM documents WHERE standing = 'paid'"))
    parameters: dict[str, object] = {}
    where, index, _is_walked = _where(db, asked, parameters, by_index=True)
    return int(db.value(f"SELECT count(*) FROM documents AS d {index} WHERE {where}", parameters))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to."""

    today: date
    text: str
    only: DocumentFilter
    client_id: int | None


def _ids(
    db: Database, asked: Asked, order: DocumentOrder, offset: int, limit: int, *, descending: bool
) -> list[int]:
    """Read only ids, in order: the rest is joined for the few that are shown.

    Many hits are looked for along the order; if the first rows of it hold too few of them, they lie together
    elsewhere: then the search index names them all, and the order is walked without looking into any row.
    """
    parameters: dict[str, object] = {"limit": limit, "offset": offset}
    where, index, is_walked = _where(db, asked, parameters)
    column, walked = ORDERS[order]
    way = "DESC" if descending else "ASC"
    sorted_by = f"ORDER BY d.{column} {way}, d.id {way}"
    if is_walked:
        source = f"documents AS d INDEXED BY {walked}"
        if asked.text:
            for rows in () if offset else (_WALKED, _WALKED_FAR):
                if rows > _WALKED and not is_everywhere(db, "documents", asked.text):
                    break
                first = f"(SELECT d.id FROM {source} {sorted_by} LIMIT {rows}) AS w"
                sql = f"SELECT d.id FROM {first} CROSS JOIN documents AS d ON d.id = w.id WHERE {where} LIMIT :limit"
                ids = [row["id"] for row in db.rows(sql, parameters)]
                if len(ids) == limit:
                    return ids
            where, _index, _is_walked = _where(db, asked, parameters, by_index=True)
    else:
        source = f"documents AS d {index}"
    sql = f"SELECT d.id FROM {source} WHERE {where} {sorted_by} LIMIT :limit OFFSET :offset"
    return [row["id"] for row in db.rows(sql, parameters)]


def _where(
    db: Database, asked: Asked, parameters: dict[str, object], *, by_index: bool = False
) -> tuple[str, str, bool]:
    """Return the condition, the index that finds few rows, and whether the list's order is to be walked instead."""
    today = asked.today
    parameters.update(today=today.isoformat(), first=f"{today.year}-01-01", last=f"{today.year}-12-31")
    terms, index = [_FEW.get(asked.only) or _MANY[asked.only]], ""
    if asked.only in _FEW:
        index = "INDEXED BY documents_by_standing"
    if asked.client_id is not None:
        terms.append("d.client_id = :client_id")
        parameters["client_id"] = asked.client_id
        index = "INDEXED BY documents_of_client"
    is_walked = not index
    if asked.text:
        match = matching(db, "documents", asked.text, alias="d")
        if by_index and match.by_index is not None:
            match = match.by_index
        terms.append(match.named("text", parameters))
        if match.is_few:
            index, is_walked = "", False
    return " AND ".join(filter(None, terms)) or "1", index, is_walked


def _quotes(db: Database, ids: list[int], today: date) -> dict[int, DocumentRow]:
    rows = db.rows(
        "SELECT q.id, q.state, q.number, q.title, q.sent_on, q.valid_until, q.currency, q.asked, c.name"
        " FROM quotes AS q JOIN clients AS c ON c.id = q.client_id"
        " WHERE q.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row["id"]: _quote(row, today) for row in rows}


def _quote(row: Mapping[str, Any], today: date) -> DocumentRow:
    until = _day(row["valid_until"])
    expired = row["state"] == "sent" and until is not None and until < today
    return DocumentRow(
        record_id=row["id"],
        is_quote=True,
        kind="quote",
        number=row["number"],
        title=row["title"],
        client=row["name"],
        day=_day(row["sent_on"]),
        until=until,
        state="expired" if expired else row["state"],
        amount=None if row["asked"] is None else Money(row["asked"], row["currency"]),
        open=None,
    )


def invoices(db: Database, ids: Sequence[int], today: date) -> dict[int, DocumentRow]:
    """Return the rows of invoices and their kin by their ids, as the list shows them."""
    rows = db.rows(
        "SELECT i.id, i.state, i.kind, i.number, i.title, i.issued_on, i.due_on, i.currency, i.due, c.name,"
        f" d.amount, {paid('i')} AS paid, {settled('i')} AS settled, {credited('i')} AS credited"  # own names
        " FROM invoices AS i JOIN clients AS c ON c.id = i.client_id JOIN documents AS d ON d.id = 2 * i.id"
        " WHERE i.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: _invoice(row, today) for row in rows}


def _invoice(row: Mapping[str, Any], today: date) -> DocumentRow:
    currency, kind = row["currency"], InvoiceKind(row["kind"])
    issued = row["state"] == InvoiceState.ISSUED
    amount = None if row["amount"] is None else Money(row["amount"], currency)
    taken = {name: Money(row[name], currency) for name in ("paid", "settled", "credited")}
    state = paper_state(
        kind, InvoiceState(row["state"]), due=amount, due_on=_day(row["due_on"]), today=today, **taken
    )
    still_open = None
    if issued and kind not in CREDITS and amount is not None:
        still_open = amount - taken["paid"] - taken["settled"] - taken["credited"]
    return DocumentRow(
        record_id=row["id"],
        is_quote=False,
        kind=kind.value,
        number=row["number"],
        title=row["title"],
        client=row["name"],
        day=_day(row["issued_on"]),
        until=_day(row["due_on"]) if issued else None,
        state=state,
        amount=amount,
        open=still_open,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
