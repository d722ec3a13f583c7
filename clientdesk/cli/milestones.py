"""`clientdesk milestone`: stages of a contract, their dates and what is left to do (B5, B24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.cli import lookup
from clientdesk.cli.arguments import BY, CONTRACT, FIELDS, ON
from clientdesk.cli.assign import assign
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, listing, members, record
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from clientdesk.domain.milestone import Milestone

_COLUMNS = (
    "id", "contract_id", "title", "promised_on", "hours_left", "slack", "risk", "forecast_on", "delivered_on",
)  # fmt: skip
_MILESTONE = arg("milestone", type=whole, metavar="ID", help=N_("as listed"))


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.milestone import Milestone
    from clientdesk.usecases import milestones

    contract = lookup.contract(context.db, options.contract)
    draft = assign(Milestone(contract_id=contract.id, title=options.title), options.fields, context)
    return record(milestones.create(context.db, draft))


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.deadline import outlooks
    from clientdesk.storage import tables
    from clientdesk.usecases import absences

    calendar = absences.working_calendar(context.db)
    everything = tables.milestones.find(context.db, order="promised_on IS NULL, promised_on, id")
    ahead = outlooks(everything, today=context.today, calendar=calendar)
    wanted: tuple[Milestone, ...] = everything
    if options.contract is not None:
        contract = lookup.contract(context.db, options.contract)
        wanted = tuple(entry for entry in everything if entry.contract_id == contract.id)
    rows = []
    for entry in wanted:
        found = ahead.get(entry.id)
        rows.append(
            {
                **members(entry),
                "slack": found.slack if found else None,
                "risk": found.risk if found else None,
                "forecast_on": found.forecast_on if found else None,
            }
        )
    return listing(rows, _COLUMNS)


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    entry = milestones.get(context.db, options.milestone)
    return record(milestones.change(context.db, assign(entry, options.fields, context)))


def _hours(context: Context, options: Arguments) -> Result:
    from clientdesk.i18n.reading_hours import parse_hours
    from clientdesk.usecases import milestones

    left = context.read(lambda: parse_hours(options.hours, context.translator.tag))
    return record(milestones.set_hours_left(context.db, options.milestone, left))


def _wait(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    return record(milestones.wait_for_client(context.db, options.milestone, waiting=not options.over))


def _tick(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    return record(milestones.tick(context.db, options.milestone, options.check, done=not options.undo))


def _deliver(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    day = context.happened(options.on)
    return record(
        milestones.deliver(context.db, options.milestone, on=day, note=options.note, despite=options.despite)
    )


def _accept(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    day = context.happened(options.on)
    return record(milestones.accept(context.db, options.milestone, on=day, by=options.by))


def _slip(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import milestones

    return record(milestones.acceptance_slip(context.db, options.milestone))


VERBS = (
    Verb(
        "add",
        N_("Add a milestone: promised_on=2026-07-03 effort_hours=30 …"),
        _add,
        (CONTRACT, arg("title", help=N_("what is delivered")), FIELDS),
    ),
    Verb(
        "list",
        N_("List milestones with slack and risk, earliest first."),
        _list,
        (arg("contract", nargs="?", help=N_("id or number")),),
    ),
    Verb("set", N_("Change fields of an open milestone."), _set, (_MILESTONE, FIELDS)),
    Verb(
        "hours",
        N_("Say how many hours are left."),
        _hours,
        (_MILESTONE, arg("hours", metavar="HOURS", help=N_("hours of work left, such as 12h"))),
    ),
    Verb(
        "wait",
        N_("Stop the clock: the client owes something."),
        _wait,
        (_MILESTONE, flag("--over", N_("let the clock run again"))),
    ),
    Verb(
        "tick",
        N_("Tick one of the checks."),
        _tick,
        (_MILESTONE, arg("check", help=N_("the check, word by word")), flag("--undo", N_("take it back"))),
    ),
    Verb(
        "deliver",
        N_("Hand the work over."),
        _deliver,
        (
            _MILESTONE,
            ON,
            arg("--note", default="", help=N_("a note on the delivery")),
            arg("--despite", default="", metavar="REASON", help=N_("why, although checks are open")),
        ),
    ),
    Verb("accept", N_("Record that the client accepts it."), _accept, (_MILESTONE, BY, ON)),
    Verb("slip", N_("Show what the acceptance slip says."), _slip, (_MILESTONE,)),
)
