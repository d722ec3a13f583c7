"""`clientdesk find`: anything by a part of any name, number, mail, phone or line, in any script."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, listing
from clientdesk.domain.text import N_


def _find(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import search

    return listing(
        search.find(context.db, options.text, limit=options.limit),
        ("kind", "id", "number", "title", "detail", "state"),
    )


VERBS = (
    Verb(
        "",
        N_("Find clients, quotes, contracts, invoices and catalogue lines by a part of them."),
        _find,
        (
            arg("text", help=N_("any part of a name, number, mail, phone or line")),
            arg("--limit", type=whole, default=20, metavar="N", help=N_("at most so many of each kind")),
        ),
    ),
)
