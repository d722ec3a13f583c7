"""`clientdesk change`: wishes beyond a contract and their answers (B2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.cli import lines, lookup
from clientdesk.cli.arguments import BY, CONTRACT, ON
from clientdesk.cli.command import Arguments, Context, Verb, arg, signed, whole
from clientdesk.cli.output import Result, done, listing, paper
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.change_order import ChangeOrder

_COLUMNS = ("id", "number", "title", "state", "net", "extra_days", "offered_on", "decided_on")
_CHANGE = arg("change", type=whole, metavar="ID", help=N_("as listed"))
_METHOD = arg("--method", default="mail", help=N_("how the answer came"))


def _answer(context: Context, order: ChangeOrder) -> Result:
    from clientdesk.usecases import contracts

    currency = contracts.get(context.db, order.contract_id).currency
    return paper(order, number=order.number, net=order.net(currency))


def _ask(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders

    contract = lookup.contract(context.db, options.contract)
    day = context.day(options.on)
    return _answer(
        context,
        change_orders.ask(
            context.db, contract.id, title=options.title, on=day, description=options.description
        ),
    )


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.output import members
    from clientdesk.storage import tables

    contract = lookup.contract(context.db, options.contract)
    orders = tables.change_orders.find(context.db, "contract_id = ?", (contract.id,), order="sequence")
    rows = [
        {**members(order), "number": order.number, "net": order.net(contract.currency, contract.price_mode)}
        for order in orders
    ]
    return listing(rows, _COLUMNS)


def _include(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders

    day = context.day(options.on)
    return _answer(context, change_orders.include(context.db, options.change, on=day))


def _give(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders, contracts

    order = change_orders.get(context.db, options.change)
    currency = contracts.get(context.db, order.contract_id).currency
    given = change_orders.give(
        context.db,
        order.id,
        on=context.day(options.on),
        hours=context.decimal(options.hours, "hours"),
        price=lines.price(context, options.price, currency),
    )
    return _answer(context, given)


def _offer(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders, clients, contracts, issuer

    order = change_orders.get(context.db, options.change)
    contract = contracts.get(context.db, order.contract_id)
    effect = change_orders.Offer(
        lines=lines.new_lines(
            options,
            context,
            issuer=issuer.get(context.db),
            client=clients.get(context.db, contract.client_id),
            currency=contract.currency,
        ),
        extra_days=options.days,
        extra_hours=context.decimal(options.hours, "hours"),
        extra_cap_hours=context.decimal(options.cap_hours, "cap_hours"),
    )
    return _answer(context, change_orders.offer(context.db, order.id, effect, on=context.day(options.on)))


def _accept(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders

    day = context.happened(options.on)
    return _answer(
        context,
        change_orders.accept(context.db, options.change, by=options.by, on=day, method=options.method),
    )


def _decline(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders

    day = context.happened(options.on)
    return _answer(
        context,
        change_orders.decline(context.db, options.change, by=options.by, on=day, method=options.method),
    )


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import change_orders

    change_orders.delete(context.db, options.change)
    return done(_("The wish is gone."), deleted=options.change)


VERBS = (
    Verb(
        "ask",
        N_("Write down a wish of the client."),
        _ask,
        (
            CONTRACT,
            arg("title", help=N_("what the client wishes")),
            arg("--description", default="", help=N_("more words")),
            ON,
        ),
    ),
    Verb("list", N_("List the changes of a contract."), _list, (CONTRACT,)),
    Verb("include", N_("Answer that the wish is part of the price."), _include, (_CHANGE, ON)),
    Verb(
        "gift",
        N_("Answer with a gift, shown with its true value."),
        _give,
        (
            _CHANGE,
            arg("--hours", default="0", help=N_("hours it takes")),
            arg("--price", default="0", help=N_("or its price")),
            ON,
        ),
    ),
    Verb(
        "offer",
        N_("Answer with a price and days; the paper CO-n is made."),
        _offer,
        (
            _CHANGE,
            *lines.NEW_LINES[:3],
            arg("--days", type=signed, default=0, metavar="N", help=N_("working days more, or less")),
            arg("--hours", default="0", help=N_("hours on top of the estimate")),
            arg("--cap-hours", default="0", help=N_("hours on top of the cap")),
            ON,
        ),
    ),
    Verb("accept", N_("Record the client's yes."), _accept, (_CHANGE, BY, ON, _METHOD)),
    Verb("decline", N_("Record the client's no."), _decline, (_CHANGE, BY, ON, _METHOD)),
    Verb("delete", N_("Throw away the last wish, if it has no answer yet."), _delete, (_CHANGE,)),
)
