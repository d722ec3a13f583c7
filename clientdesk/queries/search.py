"""One search over everything: clients, quotes, contracts and papers by any part of a name, number, mail or amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clientdesk.domain.search import query_words
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching


class FoundKind(StrEnum):
    """What was found."""

    CLIENT = "client"
    QUOTE = "quote"
    CONTRACT = "contract"
    INVOICE = "invoice"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: `title` is what it is called, `detail` whose it is, `number` its number if it has one.

    `state` is the record's stored state, or the kind of an invoice, for the icon beside it.
    """

    kind: FoundKind
    id: int
    title: str
    number: str = ""
    detail: str = ""
    client_id: int | None = None
    state: str = ""
    archived: bool = False


_CLIENTS = (
    "SELECT t.id, t.name AS title, t.number, coalesce(json_extract(t.addresses, '$[0].city'), '') AS detail,"
    " t.id AS client_id, t.kind AS state, t.archived FROM clients AS t"
)
_QUOTES = (
    "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.state, t.archived"
    " FROM quotes AS t JOIN clients AS o ON o.id = t.client_id"
)
_CONTRACTS = (
    "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.state, t.archived"
    " FROM contracts AS t JOIN clients AS o ON o.id = t.client_id"
)
#: By the list of papers, whose text holds the present names of the client, too; there an invoice has twice its id.
_INVOICES = (
    "SELECT i.id, i.title, i.number, o.name AS detail, i.client_id, i.kind AS state, 0 AS archived"
    " FROM documents AS t JOIN invoices AS i ON i.id = t.id / 2 AND t.id % 2 = 0"
    " JOIN clients AS o ON o.id = i.client_id"
)
_ITEMS = (
    "SELECT t.id, t.description AS title, '' AS number, t.details AS detail, NULL AS client_id, '' AS state,"
    " t.archived FROM catalogue AS t"
)
_PLACES = (
    (FoundKind.CLIENT, "clients", _CLIENTS),
    (FoundKind.QUOTE, "quotes", _QUOTES),
    (FoundKind.CONTRACT, "contracts", _CONTRACTS),
    (FoundKind.INVOICE, "documents", _INVOICES),
    (FoundKind.ITEM, "catalogue", _ITEMS),
)
#: Papers are also found by the present name of their client.
_OF_CLIENT = frozenset({FoundKind.QUOTE, FoundKind.CONTRACT})


def find(db: Database, text: str, *, limit: int = 8) -> tuple[Found, ...]:
    """Return at most `limit` hits of each kind, clients first, the newest first within a kind; none for no text."""
    if not query_words(text):
        return ()
    found: list[Found] = []
    for kind, table, select in _PLACES:
        terms: list[str] = []
        parameters: list[str] = []
        for word in text.split():
            own = matching(db, table, word, alias="t")
            term = own.sql
            parameters.extend(own.parameters)
            if kind in _OF_CLIENT:
                theirs = matching(db, "clients", word, alias="c")
                term += f" OR t.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs.sql})"
                parameters.extend(theirs.parameters)
            terms.append(f"({term})")
        rows = db.rows(
            f"{select} WHERE {' AND '.join(terms)} ORDER BY t.id DESC LIMIT ?", (*parameters, limit)
        )
        if kind is FoundKind.INVOICE and len(rows) < limit:
            rows = _with_their_papers(db, text, rows, limit)
        found.extend(Found(kind=kind, **{**row, "archived": bool(row["archived"])}) for row in rows)
    return tuple(found)


def _with_their_papers(
    db: Database, text: str, rows: list[dict[str, Any]], limit: int
) -> list[dict[str, Any]]:
    """Add the newest invoices of those few clients whom the text finds by more than their name, such as a phone."""
    theirs = matching(db, "clients", text, alias="c")
    if not theirs.is_few:
        return rows
    more = db.rows(
        f"{_INVOICES} WHERE t.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs.sql})"
        " ORDER BY t.id DESC LIMIT ?",
        (*theirs.parameters, limit),
    )
    together = {row["id"]: row for row in (*rows, *more)}
    return [together[record] for record in sorted(together, reverse=True)[:limit]]
