"""One search over everything: clients, quotes, contracts and papers by any part of a name, number, mail or amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
_INVOICES = (
    "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.kind AS state, 0 AS archived"
    " FROM invoices AS t JOIN clients AS o ON o.id = t.client_id"
)
_ITEMS = (
    "SELECT t.id, t.description AS title, '' AS number, t.details AS detail, NULL AS client_id, '' AS state,"
    " t.archived FROM catalogue AS t"
)
_PLACES = (
    (FoundKind.CLIENT, "clients", _CLIENTS),
    (FoundKind.QUOTE, "quotes", _QUOTES),
    (FoundKind.CONTRACT, "contracts", _CONTRACTS),
    (FoundKind.INVOICE, "invoices", _INVOICES),
    (FoundKind.ITEM, "catalogue", _ITEMS),
)
#: Papers are also found by the present name of their client.
_OF_CLIENT = frozenset({FoundKind.QUOTE, FoundKind.CONTRACT, FoundKind.INVOICE})


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
        found.extend(Found(kind=kind, **{**row, "archived": bool(row["archived"])}) for row in rows)
    return tuple(found)
