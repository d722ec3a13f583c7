"""`clientdesk package`: services offered together, at their sum or at one price (P2)."""

from __future__ import annotations

from clientdesk.cli import lines, lookup
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, listing, paper
from clientdesk.domain.text import N_

_COLUMNS = ("id", "name", "currency", "price", "archived")
_PACKAGE = arg("package", type=whole, metavar="ID", help=N_("as listed"))


def _list(context: Context, _options: Arguments) -> Result:
    from clientdesk.usecases import catalogue

    return listing(catalogue.packages(context.db), _COLUMNS)


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.catalogue import Package
    from clientdesk.domain.client import Client
    from clientdesk.usecases import catalogue, issuer

    own = issuer.get(context.db)
    currency = options.currency or own.currency
    package = Package(
        name=options.name,
        currency=currency,
        lines=lines.new_lines(options, context, issuer=own, client=Client(), currency=currency),
        price=lines.price(context, options.price, currency) if options.price else None,
    )
    return paper(catalogue.save_package(context.db, package))


def _show(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables

    return paper(tables.packages.get(context.db, options.package))


def _archive(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import catalogue

    return paper(catalogue.archive_package(context.db, options.package, archived=not options.back))


def _insert(context: Context, options: Arguments) -> Result:
    from dataclasses import replace

    from clientdesk.usecases import catalogue, quotes

    draft = lookup.quote(context.db, options.quote)
    rows, discount = catalogue.insert_package(context.db, options.package)
    adjustments = (*draft.adjustments, discount) if discount is not None else draft.adjustments
    return paper(
        quotes.change(context.db, replace(draft, lines=(*draft.lines, *rows), adjustments=adjustments))
    )


VERBS = (
    Verb("list", N_("List packages."), _list),
    Verb("show", N_("Show a package with its lines."), _show, (_PACKAGE,)),
    Verb(
        "add",
        N_("Add a package."),
        _add,
        (
            arg("name", help=N_("what it is called")),
            arg("--price", help=N_("price of the whole; the sum of its lines if left out")),
            arg("--currency", default="", help=N_("yours if left out")),
            *lines.NEW_LINES[:3],
        ),
    ),
    Verb(
        "insert",
        N_("Add the lines of a package to the draft of a quote, its discount once."),
        _insert,
        (_PACKAGE, arg("quote", help=N_("number or id of the quote"))),
    ),
    Verb(
        "archive", N_("Offer a package no more."), _archive, (_PACKAGE, flag("--back", N_("offer it again")))
    ),
)
