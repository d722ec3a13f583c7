"""`clientdesk quote`: priced offers in versions (R-QUO-*)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clientdesk.cli import lines
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, done, listing, members, paper
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.quote import Quote

_COLUMNS = ("id", "number", "client", "title", "state", "revision", "valid_until", "gross")
_QUOTE = arg("quote", help=N_("id or number"))
_ON = arg("--on", metavar="DATE", help=N_("the day; today if left out"))


def _answer(quote: Quote) -> Result:
    totals = quote.totals()
    return paper(quote, net=totals.net, tax=totals.tax, gross=totals.gross)


def _new(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import issuer, quotes

    client, own = lookup.client(context.db, options.client), issuer.get(context.db)
    currency = client.currency or own.currency
    made = quotes.create(
        context.db,
        client.id,
        on=context.today,
        title=options.title,
        lines=lines.new_lines(options, context, issuer=own, client=client, currency=currency),
        adjustments=lines.adjustments(options, context),
    )
    return _answer(made)


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import quote_list

    offset, limit = offset_and_limit(options)
    rows = quote_list.page(
        context.db,
        today=context.today,
        text=options.text,
        archived=options.archived,
        offset=offset,
        limit=limit,
    )
    return listing([{**members(row), "state": row.chip} for row in rows], _COLUMNS)


def _show(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup

    return _answer(lookup.quote(context.db, options.quote))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    return _answer(quotes.change(context.db, assign(quote, options.fields, context)))


def _line(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import clients, issuer, quotes

    quote = lookup.quote(context.db, options.quote)
    after = lines.edited(
        quote.lines,
        options,
        context,
        issuer=issuer.get(context.db),
        client=clients.get(context.db, quote.client_id),
        currency=quote.currency,
    )
    return _answer(quotes.change(context.db, replace(quote, lines=after)))


def _check(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.cli.problems import answer
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    return answer(quotes.problems(context.db, quote.id, on=context.day(options.on)))


def _send(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    return _answer(quotes.send(context.db, quote.id, on=context.day(options.on)))


def _revise(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    return _answer(quotes.revise(context.db, lookup.quote(context.db, options.quote).id))


def _accept(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    accepted = quotes.accept(
        context.db,
        quote.id,
        by=options.by,
        on=context.happened(options.on),
        method=AcceptanceMethod(options.method),
        revision=options.revision,
        chosen=options.choose,
    )
    return _answer(accepted)


def _decline(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    return _answer(quotes.decline(context.db, quote.id, reason=options.reason))


def _withdraw(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    return _answer(quotes.withdraw(context.db, lookup.quote(context.db, options.quote).id))


def _extend(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    until = context.day(options.until, "until")
    return _answer(quotes.extend(context.db, quote.id, until=until))


def _diff(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    return listing(
        quotes.changes_since_sent(context.db, quote.id), ("kind", "part", "name", "before", "after")
    )


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    quote = lookup.quote(context.db, options.quote)
    left = quotes.delete_draft(context.db, quote.id)
    return _answer(left) if left else done(_("The draft is gone."), deleted=quote.id)


def _revisions(context: Context, options: Arguments) -> Result:
    from clientdesk.cli import lookup
    from clientdesk.usecases import quotes

    found = quotes.revisions(context.db, lookup.quote(context.db, options.quote).id)
    rows = [
        {
            "revision": row.revision,
            "sent_on": row.sent_on,
            "gross": row.snapshot.totals().gross,
            "paper_sha256": row.paper_sha256,
        }
        for row in found
    ]
    return listing(rows, ("revision", "sent_on", "gross"))


VERBS = (
    Verb(
        "new",
        N_("Start a draft with the client's terms."),
        _new,
        (
            arg("client", help=N_("id, number or name")),
            arg("--title", default="", help=N_("what it is about")),
            *lines.NEW_LINES,
        ),
    ),
    Verb(
        "list",
        N_("List quotes, newest first."),
        _list,
        (
            arg("text", nargs="?", default="", help=N_("a part of number, name or line")),
            flag("--archived", N_("the archived ones")),
            *PAGE,
        ),
    ),
    Verb("show", N_("Show a quote with its lines and totals."), _show, (_QUOTE,)),
    Verb(
        "set",
        N_("Change fields of a draft: title=… valid_until=2026-07-31 adjustments.0.amount=440"),
        _set,
        (_QUOTE, arg("fields", nargs="+", metavar="FIELD=VALUE", help=N_("a field as shown"))),
    ),
    Verb("line", N_("Add, change or remove a line of a draft."), _line, (_QUOTE, *lines.ONE_LINE)),
    Verb("check", N_("List all that is missing before it may be sent."), _check, (_QUOTE, _ON)),
    Verb("send", N_("Freeze the version with number and PDF."), _send, (_QUOTE, _ON)),
    Verb("revise", N_("Start the next version."), _revise, (_QUOTE,)),
    Verb(
        "accept",
        N_("Record the client's yes."),
        _accept,
        (
            _QUOTE,
            arg("--by", required=True, help=N_("who said yes")),
            _ON,
            arg("--method", choices=[way.value for way in AcceptanceMethod], default="mail", help=N_("how")),
            arg("--revision", type=whole, metavar="N", help=N_("an older version than the last one sent")),
            arg("--choose", action="append", metavar="KEY", help=N_("an optional line the client wants")),
        ),
    ),
    Verb(
        "decline",
        N_("Record the client's no."),
        _decline,
        (_QUOTE, arg("--reason", required=True, help=N_("why, even if it is only a guess"))),
    ),
    Verb("withdraw", N_("Take a quote back before it is accepted."), _withdraw, (_QUOTE,)),
    Verb(
        "extend",
        N_("Let a quote be valid for longer."),
        _extend,
        (_QUOTE, arg("until", metavar="DATE", help=N_("the new last day"))),
    ),
    Verb("diff", N_("Show what this version says differently from the one before."), _diff, (_QUOTE,)),
    Verb("versions", N_("List every version as it was sent."), _revisions, (_QUOTE,)),
    Verb("delete", N_("Throw a draft away; it had no number."), _delete, (_QUOTE,)),
)
