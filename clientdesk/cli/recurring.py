"""`clientdesk recurring`: invoices that repeat; the anchor day never drifts."""

from __future__ import annotations

from clientdesk.cli import lines, lookup
from clientdesk.cli.arguments import CLIENT, INVOICE, ON
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, listing, members, paper
from clientdesk.domain.text import N_

_COLUMNS = ("id", "client_id", "title", "every_months", "anchor_day", "next_on", "ends_on", "archived")
_TEMPLATE = arg("template", type=whole, metavar="ID", help=N_("as listed"))
_RHYTHM = (
    arg("--first", required=True, metavar="DATE", help=N_("day of the first invoice")),
    arg("--every", type=whole, default=1, metavar="MONTHS", help=N_("months between two of them")),
    arg("--anchor", type=whole, default=0, metavar="DAY", help=N_("day of the month; 31 is its last day")),
)


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.recurring import Recurring
    from clientdesk.usecases import issuer, recurring

    client, own = lookup.client(context.db, options.client), issuer.get(context.db)
    first = context.day(options.first, "first")
    made = recurring.create(
        context.db,
        Recurring(
            client_id=client.id,
            title=options.title,
            lines=lines.new_lines(
                options, context, issuer=own, client=client, currency=client.currency or own.currency
            ),
            every_months=options.every,
            anchor_day=options.anchor or first.day,
            next_on=first,
            ends_on=context.date(options.until, "until"),
        ),
    )
    return paper(made)


def _from_invoice(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import recurring

    invoice = lookup.invoice(context.db, options.invoice)
    made = recurring.from_invoice(
        context.db,
        invoice.id,
        every_months=options.every,
        first_on=context.day(options.first, "first"),
        anchor_day=options.anchor or None,
    )
    return paper(made)


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables

    where = "1" if options.archived else "archived = 0"
    return listing(tables.recurring.find(context.db, where, order="next_on, id"), _COLUMNS)


def _make(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import recurring

    day = context.day(options.on)
    wanted = [options.template] if options.template else [row.id for row in recurring.due(context.db, day)]
    made = [invoice for one in wanted for invoice in recurring.make(context.db, one, on=day)]
    rows = [{**members(invoice), "gross": invoice.totals().gross} for invoice in made]
    return listing(rows, ("id", "client_id", "title", "supplied_to", "gross"))


def _issue(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.batch import issue
    from clientdesk.usecases import batch

    day = context.day(options.on)
    drafts, failed = batch.make_repeating(context.db, on=day)
    return issue(context, drafts, on=day, failed=failed)


def _stop(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import recurring

    return paper(recurring.stop(context.db, options.template))


VERBS = (
    Verb(
        "add",
        N_("Set up an invoice that repeats."),
        _add,
        (
            CLIENT,
            arg("--title", default="", help=N_("what it is about")),
            *lines.NEW_LINES[:3],
            *_RHYTHM,
            arg("--until", metavar="DATE", help=N_("last day; for ever if left out")),
        ),
    ),
    Verb("from-invoice", N_("Repeat an invoice."), _from_invoice, (INVOICE, *_RHYTHM)),
    Verb("list", N_("List what repeats."), _list, (flag("--archived", N_("stopped ones too")),)),
    Verb(
        "make",
        N_("Make the drafts that have fallen due."),
        _make,
        (arg("template", nargs="?", type=whole, metavar="ID", help=N_("only this one")), ON),
    ),
    Verb("issue", N_("Make the drafts that have fallen due, and issue them all."), _issue, (ON,)),
    Verb("stop", N_("Make no further invoices of it."), _stop, (_TEMPLATE,)),
)
