"""`clientdesk find`: anything by a part of any name, number, mail, phone or line, in any script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, listing
from clientdesk.domain.text import N_

_TABLES = {
    "client": ("clients", "name", "number"),
    "quote": ("quotes", "title", "number"),
    "contract": ("contracts", "title", "number"),
    "invoice": ("invoices", "title", "number"),
    "catalogue": ("catalogue", "description", "unit"),
}


def _find(context: Context, options: Arguments) -> Result:
    return listing(_found(context, options.text, options.limit), ("kind", "id", "number", "name"))


def _found(context: Context, text: str, limit: int) -> Iterator[dict[str, Any]]:
    from clientdesk.storage.matching import matching

    for kind, (table, name, number) in _TABLES.items():
        match = matching(context.db, table, text)
        rows = context.db.rows(
            f"SELECT id, {name} AS name, {number} AS number FROM {table}"  # noqa: S608  # from the table above
            f" WHERE {match.sql} ORDER BY id DESC LIMIT ?",
            (*match.parameters, limit),
        )
        for row in rows:
            yield {"kind": kind, **row, "number": row["number"] if kind != "catalogue" else ""}


VERBS = (
    Verb(
        "",
        N_("Find clients, quotes, contracts, invoices and catalogue lines by a part of them."),
        _find,
        (
            arg("text", help=N_("any part of a name, number, mail, phone or line")),
            arg("--limit", type=int, default=20, metavar="N", help=N_("at most so many of each kind")),
        ),
    ),
)
