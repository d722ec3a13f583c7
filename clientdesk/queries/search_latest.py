"""The records one was at last, by kind and id, as hits: what the search shows before anything is typed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from clientdesk.queries.search_hit import Found, FoundKind, found
from clientdesk.storage import erased
from clientdesk.storage.database import Database

_OF_CLIENT = "JOIN clients AS o ON o.id = t.client_id"
_SELECTS = {
    FoundKind.CLIENT: "SELECT t.id, t.name AS title, t.number,"
    " coalesce(json_extract(t.addresses, '$[0].city'), '') AS detail, t.id AS client_id, t.kind AS state, t.archived"
    " FROM clients AS t",
    FoundKind.QUOTE: "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.state, t.archived,"
    f" t.asked AS minor, t.currency FROM quotes AS t {_OF_CLIENT}",
    FoundKind.INVOICE: "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.kind AS state,"
    f" d.amount AS minor, t.currency FROM invoices AS t {_OF_CLIENT} JOIN documents AS d ON d.id = 2 * t.id",
    FoundKind.CONTRACT: "SELECT t.id, t.title, t.number, o.name AS detail, t.client_id, t.state, t.archived"
    f" FROM contracts AS t {_OF_CLIENT}",
    FoundKind.PAYMENT: "SELECT t.id, t.reference AS title, t.number, o.name AS detail, t.client_id,"
    f' t.direction AS state, t.amount AS minor, t.currency, t."on" AS day FROM payments AS t {_OF_CLIENT}',
    FoundKind.MILESTONE: "SELECT t.id, t.title, k.title AS detail, k.client_id,"
    " coalesce(t.promised_on, t.wanted_on) AS day, t.delivered_on AS state"
    " FROM milestones AS t JOIN contracts AS k ON k.id = t.contract_id",
    FoundKind.ITEM: "SELECT t.id, t.description AS title, t.archived FROM catalogue AS t",
    FoundKind.PACKAGE: "SELECT t.id, t.name AS title, t.archived FROM packages AS t",
}


def named(db: Database, visits: Sequence[tuple[FoundKind, int]], *, limit: int = 6) -> tuple[Found, ...]:
    """Return the records of `visits` that still exist, in that order; filled up with the clients seen to last."""
    if len(visits) < limit:
        clients = db.rows(
            "SELECT id FROM clients WHERE archived = 0 ORDER BY last_on DESC, id DESC LIMIT ?", (limit,)
        )
        visits = (*visits, *((FoundKind.CLIENT, row["id"]) for row in clients))
    wanted = list(dict.fromkeys(visits))
    gone = erased.ids(db)
    known: dict[tuple[FoundKind, int], Found] = {}
    for kind in {kind for kind, _id in wanted}:
        ids = json.dumps([record_id for of, record_id in wanted if of is kind])
        for row in db.rows(f"{_SELECTS[kind]} WHERE t.id IN (SELECT value FROM json_each(?))", (ids,)):
            if row.get("client_id") not in gone:
                known[kind, row["id"]] = found(kind, row, "")
    return tuple(known[visit] for visit in wanted if visit in known)[:limit]
