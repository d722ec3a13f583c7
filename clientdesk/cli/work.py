"""`clientdesk work`: hours, revision rounds, costs and gifts, and what of it is not billed yet (B1, B31)."""

from __future__ import annotations

from clientdesk.cli import lines, lookup
from clientdesk.cli.arguments import CONTRACT, ON
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, done, listing, members, record
from clientdesk.domain.text import N_
from clientdesk.i18n import _

_COLUMNS = ("id", "on", "kind", "description", "hours", "value", "billable", "agreed", "invoice_id")
_ENTRY = arg("entry", type=whole, metavar="ID", help=N_("as listed"))
_WHAT = arg("description", help=N_("what was done"))


def _hours(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    contract = lookup.contract(context.db, options.contract)
    return record(
        work.log_hours(
            context.db,
            contract.id,
            on=context.day(options.on),
            hours=context.decimal(options.hours, "hours"),
            description=options.description,
            rate=lines.price(context, options.rate, contract.currency) if options.rate else None,
            billable={"yes": True, "no": False}.get(options.billable),
        )
    )


def _round(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    contract = lookup.contract(context.db, options.contract)
    opened = work.open_round(
        context.db,
        contract.id,
        on=context.day(options.on),
        deliverable=options.deliverable,
        hours=context.decimal(options.hours, "hours"),
        agreed=options.agreed,
    )
    return record(opened.entry, number=opened.number, is_paid=opened.is_paid, text=opened.text)


def _agree(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    return record(work.agree_round(context.db, options.entry, agreed=not options.gift))


def _cost(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    contract = lookup.contract(context.db, options.contract)
    return record(
        work.log_cost(
            context.db,
            contract.id,
            on=context.day(options.on),
            price=lines.price(context, options.price, contract.currency),
            description=options.description,
            billable=not options.own,
        )
    )


def _gift(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    contract = lookup.contract(context.db, options.contract)
    return record(
        work.log_gift(
            context.db,
            contract.id,
            on=context.day(options.on),
            description=options.description,
            hours=context.decimal(options.hours, "hours"),
            price=lines.price(context, options.price, contract.currency),
        )
    )


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.work import value_of
    from clientdesk.storage import tables

    contract = lookup.contract(context.db, options.contract)
    entries = tables.work_entries.find(context.db, "contract_id = ?", (contract.id,), order='"on", id')
    rows = [{**members(entry), "value": value_of(entry, contract)} for entry in entries]
    return listing(rows, _COLUMNS)


def _unbilled(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    contract = lookup.contract(context.db, options.contract)
    found = work.unbilled(context.db, contract.id, on=context.today)
    hours, share = work.hours_against_cap(context.db, contract.id)
    return record(found, is_old=found.is_old(context.today), hours=hours, cap_percent=share)


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import work

    work.delete(context.db, options.entry)
    return done(_("The entry is gone."), deleted=options.entry)


VERBS = (
    Verb(
        "hours",
        N_("Write down hours."),
        _hours,
        (
            CONTRACT,
            arg("hours", metavar="HOURS", help=N_("such as 2.5")),
            _WHAT,
            ON,
            arg("--rate", help=N_("another rate of an hour")),
            arg("--billable", choices=["yes", "no"], help=N_("left out: as the contract charges")),
        ),
    ),
    Verb(
        "round",
        N_("Open a revision round; the answer says what to tell the client."),
        _round,
        (
            CONTRACT,
            arg("deliverable", help=N_("what is revised")),
            arg("--hours", default="0", help=N_("hours it took")),
            flag("--agreed", N_("the client agreed to its price")),
            ON,
        ),
    ),
    Verb(
        "agree",
        N_("Record that the client agreed to the price of a round."),
        _agree,
        (_ENTRY, flag("--gift", N_("it is a gift after all"))),
    ),
    Verb(
        "cost",
        N_("Write down a cost, without tax."),
        _cost,
        (
            CONTRACT,
            arg("price", help=N_("what was paid")),
            _WHAT,
            ON,
            flag("--own", N_("not passed on to the client")),
        ),
    ),
    Verb(
        "gift",
        N_("Write down a gift: its value is shown, 0.00 is charged."),
        _gift,
        (
            CONTRACT,
            _WHAT,
            arg("--hours", default="0", help=N_("hours it took")),
            arg("--price", default="0", help=N_("or its price")),
            ON,
        ),
    ),
    Verb("list", N_("List the work of a contract."), _list, (CONTRACT,)),
    Verb("unbilled", N_("Show what is not billed yet."), _unbilled, (CONTRACT,)),
    Verb("delete", N_("Remove an entry that is not billed yet."), _delete, (_ENTRY,)),
)
