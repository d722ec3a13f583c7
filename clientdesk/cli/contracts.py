"""`clientdesk contract`: what was agreed and signed (R-QUO-3, B3, B8, B10)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli import lookup
from clientdesk.cli.arguments import BY, CLIENT, CONTRACT, FIELDS, ON, QUOTE, REASON
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg, flag, whole
from clientdesk.cli.output import Result, done, listing, members, paper
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.domain.contract import Contract, Instalment

_COLUMNS = ("id", "number", "client", "title", "state", "starts_on", "ends_on", "value")
_PLAN_PARTS = 3


def _answer(contract: Contract) -> Result:
    totals = contract.totals()
    return paper(contract, net=totals.net, tax=totals.tax, gross=totals.gross)


def _from_quote(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    quote = lookup.quote(context.db, options.quote)
    return _answer(contracts.from_quote(context.db, quote.id, on=context.day(options.on)))


def _new(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    client = lookup.client(context.db, options.client)
    made = contracts.create(context.db, client.id, title=options.title, on=context.day(options.on))
    if options.fields:
        made = contracts.change(context.db, assign(made, options.fields, context))
    return _answer(made)


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import contract_list

    offset, limit = offset_and_limit(options)
    rows = contract_list.page(
        context.db,
        today=context.today,
        text=options.text,
        archived=options.archived,
        offset=offset,
        limit=limit,
    )
    return listing([{**members(row), "state": row.chip} for row in rows], _COLUMNS)


def _show(context: Context, options: Arguments) -> Result:
    return _answer(lookup.contract(context.db, options.contract))


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    return _answer(contracts.change(context.db, assign(contract, options.fields, context)))


def _plan(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    plan = tuple(_instalment(context, part) for part in options.part)
    return _answer(contracts.set_plan(context.db, contract.id, plan))


def _instalment(context: Context, text: str) -> Instalment:
    """Read `30 prepayment Deposit`, optionally followed by `@2026-03-01` or `@Milestone`."""
    from clientdesk.domain.contract import Instalment, InstalmentKind

    words, _at, bound = text.partition("@")
    parts = words.split(maxsplit=_PLAN_PARTS - 1)
    if len(parts) != _PLAN_PARTS or parts[1] not in [kind.value for kind in InstalmentKind]:
        raise UsageError(
            N_("“{text}” is no part of a plan."),
            next_step=N_("Write for example “30 prepayment Deposit” or “70 final Rest@2026-06-30”."),
            field="plan",
            text=text,
        )
    instalment = Instalment(
        label=parts[2].strip(),
        percent=context.decimal(parts[0].removesuffix("%"), "plan"),
        kind=InstalmentKind(parts[1]),
    )
    from dataclasses import replace

    bound = bound.strip()
    if not bound:
        return instalment
    if bound[0].isdecimal():
        return replace(instalment, due_on=context.date(bound, "plan"))
    return replace(instalment, milestone=bound)


def _check(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.problems import answer
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    return answer(contracts.problems(context.db, contract.id, on=context.day(options.on)))


def _pdf(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.papers import write
    from clientdesk.usecases import contracts, papers

    contract, day = lookup.contract(context.db, options.contract), context.day(options.on)
    if contract.signature is None:
        contract = contracts.prepare(context.db, contract.id, on=day)
        pdf = papers.contract_pdf(context.db, contract, on=day)
    else:
        pdf = papers.contract_as_of_pdf(context.db, contract, day)
    return write(pdf, options.to, name=contract.number)


def _delivery(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.papers import write
    from clientdesk.usecases import deliveries

    contract, day = lookup.contract(context.db, options.contract), context.day(options.on)
    pdf = deliveries.slip_pdf(context.db, contract.id, on=day, milestone_id=options.milestone)
    part = f"-{options.milestone}" if options.milestone is not None else ""
    return write(pdf, options.to, name=f"{contract.number}-delivery{part}")


def _sign(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    signed = contracts.sign(
        context.db,
        contract.id,
        by=options.by,
        on=context.happened(options.on),
        place=options.place,
        method=options.method,
    )
    return _answer(signed)


def _as_of(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    return _answer(contracts.as_of(context.db, contract.id, context.day(options.day, "day")))


def _complete(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    day = context.day(options.on)
    return _answer(contracts.complete(context.db, contract.id, on=day, despite=options.despite))


def _cancel(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    day = context.day(options.on)
    return _answer(contracts.cancel(context.db, contract.id, on=day, reason=options.reason))


def _delete(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import contracts

    contract = lookup.contract(context.db, options.contract)
    contracts.delete_draft(context.db, contract.id)
    return done(_("The draft is gone."), deleted=contract.id)


VERBS = (
    Verb("from-quote", N_("Draft a contract from an accepted quote."), _from_quote, (QUOTE, ON)),
    Verb(
        "new",
        N_("Draft a contract without a quote."),
        _new,
        (CLIENT, arg("--title", default="", help=N_("what it is about")), ON, FIELDS),
    ),
    Verb(
        "list",
        N_("List contracts, newest first."),
        _list,
        (
            arg("text", nargs="?", default="", help=N_("a part of number, name or line")),
            flag("--archived", N_("the archived ones")),
            *PAGE,
        ),
    ),
    Verb("show", N_("Show a contract as signed."), _show, (CONTRACT,)),
    Verb(
        "set",
        N_("Change fields of a draft: scope=… pricing=hourly hourly_rate=110 cap_hours=120 …"),
        _set,
        (CONTRACT, FIELDS),
    ),
    Verb(
        "plan",
        N_("Set the payment plan of a draft; its parts add up to 100 %%."),
        _plan,
        (
            CONTRACT,
            arg("part", nargs="+", metavar="PART", help=N_("such as “30 prepayment Deposit@2026-03-01”")),
        ),
    ),
    Verb("check", N_("List all that is missing before it can be signed."), _check, (CONTRACT, ON)),
    Verb(
        "pdf",
        N_("Save the contract as of a day: the draft to sign, or with all accepted changes."),
        _pdf,
        (CONTRACT, arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder")), ON),
    ),
    Verb(
        "delivery",
        N_(
            "Save the delivery slip for the client to accept and sign: of all that is delivered, or of one milestone."
        ),
        _delivery,
        (
            CONTRACT,
            arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder; here if left out")),
            arg("--milestone", type=whole, metavar="ID", help=N_("as listed; all if left out")),
            ON,
        ),
    ),
    Verb(
        "sign",
        N_("Record the signature; from then on only change orders change it."),
        _sign,
        (
            CONTRACT,
            BY,
            ON,
            arg("--place", default="", help=N_("where")),
            arg("--method", default="paper", help=N_("how")),
        ),
    ),
    Verb(
        "as-of",
        N_("Show the contract with every change accepted up to a day."),
        _as_of,
        (CONTRACT, arg("day", metavar="DATE", help=N_("the day"))),
    ),
    Verb(
        "complete",
        N_("Close a contract whose work is delivered."),
        _complete,
        (CONTRACT, ON, flag("--despite", N_("although work or prepayments are left"))),
    ),
    Verb("cancel", N_("End a contract early; then settle its prepayments."), _cancel, (CONTRACT, REASON, ON)),
    Verb("delete", N_("Throw a draft away."), _delete, (CONTRACT,)),
)
