"""`clientdesk agenda`: what is late, what is to be done now, what is coming up."""

from __future__ import annotations

from clientdesk.cli import lookup
from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, listing
from clientdesk.domain.text import N_

_COLUMNS = ("on", "severity", "kind", "client", "number", "title", "days", "amount", "slack", "act")


def _agenda(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import agenda

    rows = agenda.load(
        context.db,
        today=context.today,
        days=options.days,
        client_id=lookup.client(context.db, options.client).id if options.client else None,
    )
    return listing(rows, _COLUMNS)


VERBS = (
    Verb(
        "",
        N_("What is late, what is to be done now, what is coming up."),
        _agenda,
        (
            arg("--days", type=whole, default=30, metavar="N", help=N_("how far ahead")),
            arg("--client", help=N_("only this client: id, number or name")),
        ),
    ),
)
