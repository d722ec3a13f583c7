"""One search over everything, by any part of a name, number, telephone, mail, note, line or amount."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from clientdesk.domain.currency import minor_digits
from clientdesk.domain.search import amounts, fold, query_parts, query_words, search_text
from clientdesk.queries.search_hit import Found, FoundKind, found
from clientdesk.storage import erased
from clientdesk.storage.database import Database
from clientdesk.storage.matching import newest

#: Decimals that currencies have.
_DIGITS: Final = (0, 2, 3)
#: Stages and packages have no index: so many of the newest are looked through.
_LOOKED_THROUGH: Final = 500

_CLIENTS = (
    "SELECT t.id, t.name AS title, t.number, coalesce(json_extract(t.addresses, '$[0].city'), '') AS detail,"
    " t.id AS client_id, t.kind AS state, t.archived, json_array(t.reference, t.what_matters, t.notes,"
    " json(t.contacts), json(t.addresses), json(t.tax_ids), t.latin_name) AS texts FROM clients AS t"
)
#: By the list of papers, whose text holds the present names of the client; there an invoice has twice its id.
_QUOTES = (
    "SELECT q.id, q.title, q.number, o.name AS detail, q.client_id, q.state, q.archived, t.amount AS minor,"
    " t.currency, q.sent_on AS day, json_array(q.goal, json(q.lines)) AS texts"
    " FROM documents AS t JOIN quotes AS q ON q.id = t.id / 2 AND t.id % 2 = 1"
    " JOIN clients AS o ON o.id = q.client_id"
)
_INVOICES = (
    "SELECT i.id, i.title, i.number, o.name AS detail, i.client_id, i.kind AS state, 0 AS archived,"
    " t.amount AS minor, t.currency, i.issued_on AS day, json_array(i.reference, json(i.lines)) AS texts"
    " FROM documents AS t JOIN invoices AS i ON i.id = t.id / 2 AND t.id % 2 = 0"
    " JOIN clients AS o ON o.id = i.client_id"
)
_CONTRACTS = (
    "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.state, t.archived,"
    " json_array(t.scope, json(t.lines)) AS texts FROM contracts AS t JOIN clients AS o ON o.id = t.client_id"
)
_PAYMENTS = (
    "SELECT t.id, t.reference AS title, t.number, o.name AS detail, t.client_id, t.direction AS state,"
    ' t.amount AS minor, t.currency, t."on" AS day, json_array(t.payer, t.note) AS texts'
    " FROM payments AS t JOIN clients AS o ON o.id = t.client_id"
)
_ITEMS = "SELECT t.id, t.description AS title, t.details AS detail, t.archived FROM catalogue AS t"
_MILESTONES = (
    "SELECT t.id, t.title, k.title AS detail, k.client_id, coalesce(t.promised_on, t.wanted_on) AS day,"
    " t.delivered_on AS state FROM milestones AS t JOIN contracts AS k ON k.id = t.contract_id"
)
_PACKAGES = "SELECT t.id, t.name AS title, t.archived FROM packages AS t"


def find(db: Database, text: str, *, limit: int = 8) -> tuple[Found, ...]:
    """Return at most `limit` hits of each kind, clients first; the best, then the newest, first within a kind."""
    if not query_words(text):
        return ()
    rows = {
        FoundKind.CLIENT: _clients(db, text, limit),
        FoundKind.QUOTE: _papers(db, text, limit, _QUOTES, odd=1),
        FoundKind.CONTRACT: _contracts(db, text, limit),
        FoundKind.INVOICE: _papers(db, text, limit, _INVOICES, odd=0),
        FoundKind.PAYMENT: _plain(db, text, limit, _PAYMENTS, "payments"),
        FoundKind.MILESTONE: _looked_through(db, text, limit, _MILESTONES),
        FoundKind.ITEM: _plain(db, text, limit, _ITEMS, "catalogue"),
        FoundKind.PACKAGE: _looked_through(db, text, limit, _PACKAGES),
    }
    gone = erased.ids(db)
    return tuple(
        found(kind, row, text)
        for kind, hits in rows.items()
        for row in hits
        if row.get("client_id") not in gone
    )


def _clients(db: Database, text: str, limit: int) -> list[dict[str, Any]]:
    """Clients whose name has a word that begins so stand first, then those with it in the name, then the others."""
    match = newest("clients", text, alias="t")
    start = query_words(text)[0][0]
    first = db.rows(
        f"{_CLIENTS} WHERE t.id IN (SELECT id FROM clients WHERE archived = 0 AND sort_key >= ? AND sort_key < ?"
        " ORDER BY sort_key LIMIT ?) ORDER BY t.sort_key",
        (fold(text), fold(text) + "\U0010ffff", limit),
    )
    more = db.rows(
        f"{_CLIENTS} WHERE {match.sql} ORDER BY instr(' ' || t.names, ' ' || ?) > 0 DESC,"
        " instr(t.names, ?) > 0 DESC, t.archived, t.id DESC LIMIT ?",
        (*match.parameters, start, start, limit),
    )
    return _together(first, more)[:limit]


def _papers(db: Database, text: str, limit: int, select: str, *, odd: int) -> list[dict[str, Any]]:
    """Papers of exactly that amount stand first, then those with that number, then the others by their age."""
    table = "quotes" if odd else "invoices"
    # Without the end all rows of the other sort above the last of this one would be passed by.
    rows = f"rowid % 2 = {odd} AND rowid <= (SELECT 2 * max(id) + {odd} FROM {table})"
    match = newest("documents", text, alias="t", rows=rows)
    number = "q.number" if odd else "i.number"
    matched = db.rows(
        f"{select} WHERE {match.sql} ORDER BY instr(lower({number}), ?) > 0 DESC, t.id DESC LIMIT ?",
        (*match.parameters, query_words(text)[0][0], limit),
    )
    hits = _together(list(_of_amount(db, text, limit, select, odd)), matched)
    if len(hits) < limit:
        # Those of clients that are found by more than their name, such as a telephone number.
        theirs = newest("clients", text, alias="c")
        hits = _together(
            hits,
            db.rows(
                f"{select} WHERE t.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs.sql}"
                " ORDER BY c.id DESC LIMIT ?) ORDER BY t.id DESC LIMIT ?",
                (*theirs.parameters, limit, limit),
            ),
        )
    return hits[:limit]


def _of_amount(db: Database, text: str, limit: int, select: str, odd: int) -> Iterator[dict[str, Any]]:
    """Yield the papers that ask for the amount that was typed, with or without decimals; by the index of amounts."""
    for value, is_exact in amounts(text):
        for digits in _DIGITS:
            least = value.scaleb(digits)
            if least != int(least):
                continue
            most = int(least) if is_exact else int(least) + 10**digits - 1
            for low, high in ((int(least), most), (-most, -int(least))):
                for row in db.rows(
                    f"{select} WHERE t.amount BETWEEN ? AND ? AND t.id % 2 = ? ORDER BY t.amount, t.id DESC LIMIT ?",
                    (low, high, odd, limit),
                ):
                    if minor_digits(row["currency"]) == digits:
                        yield row


def _contracts(db: Database, text: str, limit: int) -> list[dict[str, Any]]:
    """Each word may stand in the contract or in what is known of its client."""
    terms, parameters = [], []
    for part in query_parts(text):
        own, theirs = newest("contracts", part, alias="t"), newest("clients", part, alias="c")
        terms.append(f"({own.sql} OR t.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs.sql}))")
        parameters += [*own.parameters, *theirs.parameters]
    return db.rows(
        f"{_CONTRACTS} WHERE {' AND '.join(terms)} ORDER BY t.archived, t.id DESC LIMIT ?",
        (*parameters, limit),
    )


def _plain(db: Database, text: str, limit: int, select: str, table: str) -> list[dict[str, Any]]:
    match = newest(table, text, alias="t")
    return db.rows(f"{select} WHERE {match.sql} ORDER BY t.id DESC LIMIT ?", (*match.parameters, limit))


def _looked_through(db: Database, text: str, limit: int, select: str) -> list[dict[str, Any]]:
    words = query_words(text)
    rows = db.rows(f"{select} ORDER BY t.id DESC LIMIT ?", (_LOOKED_THROUGH,))
    return [
        row for row in rows if all(any(form in _folded(row["title"]) for form in forms) for forms in words)
    ][:limit]


def _together(first: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    result: dict[int, dict[str, Any]] = {}
    for row in (*first, *more):
        result.setdefault(row["id"], row)
    return list(result.values())


@lru_cache(maxsize=2 * _LOOKED_THROUGH)
def _folded(text: str) -> str:
    return search_text(text)
