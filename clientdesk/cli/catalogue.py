"""`clientdesk catalogue`: lines worth typing once; papers that go out fill it by themselves."""

from __future__ import annotations

from dataclasses import replace

from clientdesk.cli import exporting, lines
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.importing import ARGUMENTS, import_items
from clientdesk.cli.output import Result, listing, record
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.text import N_

_COLUMNS = ("id", "description", "unit", "unit_price", "currency", "tax", "uses", "last_used_on")


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables

    offset, limit = offset_and_limit(options)
    found = tables.catalogue.find(
        context.db,
        "1" if options.archived else "archived = 0",
        order=f"uses DESC, sort_key, id LIMIT {limit} OFFSET {offset}",
    )
    return listing(found, _COLUMNS)


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.catalogue import CatalogueItem
    from clientdesk.domain.client import Client
    from clientdesk.usecases import catalogue, issuer

    own = issuer.get(context.db)
    currency = options.currency or own.currency
    item = CatalogueItem(
        description=options.description,
        details=options.details,
        unit=options.unit,
        unit_price=lines.price(context, options.price, currency),
        currency=currency,
        tax=lines.tax_of(options.tax, issuer=own, client=Client(), on=context.today),
    )
    return record(catalogue.save_item(context.db, item))


def _price(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import tables
    from clientdesk.usecases import catalogue

    item = tables.catalogue.get(context.db, options.item)
    unit_price = lines.price(context, options.price, item.currency)
    return record(catalogue.save_item(context.db, replace(item, unit_price=unit_price)))


def _archive(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import catalogue

    return record(catalogue.archive_item(context.db, options.item, archived=not options.back))


_ITEM = arg("item", type=whole, metavar="ID", help=N_("as listed"))

VERBS = (
    Verb(
        "list",
        N_("List the catalogue, most used first."),
        _list,
        (flag("--archived", N_("all of them")), *PAGE),
    ),
    Verb(
        "add",
        N_("Add a line by hand."),
        _add,
        (
            arg("description", help=N_("what it is")),
            arg("price", help=N_("price of one")),
            arg("--details", default="", help=N_("more words below")),
            arg("--unit", default="", help=N_("unit, such as h, day, piece")),
            arg("--currency", default="", help=N_("yours if left out")),
            arg("--tax", metavar="RATE", help=N_("19, 0, or a category such as AE")),
        ),
    ),
    Verb("price", N_("Change the price of a line."), _price, (_ITEM, arg("price", help=N_("price of one")))),
    Verb(
        "archive",
        N_("Offer a line no more."),
        _archive,
        (_ITEM, flag("--back", N_("offer it again"))),
    ),
    Verb(
        "import",
        N_("Take lines over from a table (CSV) of another program."),
        import_items,
        ARGUMENTS,
        creates=True,
    ),
    exporting.verb("catalogue", N_("Write all lines into a CSV file.")),
)
