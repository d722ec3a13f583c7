"""`clientdesk capacity`: the hours that can still be promised, and whether a new job fits (B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, listing, members
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from clientdesk.usecases.capacity import Room

_COLUMNS = ("number", "first_on", "last_on", "days", "bookable", "committed", "free")


def _capacity(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import capacity

    count = capacity.WEEKS if options.weeks is None else options.weeks
    ahead = capacity.outlook(context.db, today=context.today, weeks=count)
    weeks = [{**members(week), "free": week.free, "is_over": week.is_over} for week in ahead]
    room = _room(context, options)
    if room is None:
        return listing(weeks, _COLUMNS)
    return Result({**members(room), "weeks": weeks}, columns=_COLUMNS, inner="weeks")


def _room(context: Context, options: Arguments) -> Room | None:
    """Return whether the job fits: the hours that a quote says, else those that were typed."""
    from clientdesk.cli import lookup
    from clientdesk.usecases import capacity

    wanted_on = context.date(options.wanted, "wanted_on")
    said = None
    if options.quote is not None:
        quote = lookup.quote(context.db, options.quote)
        said = capacity.of_quote(context.db, quote.id, wanted_on=wanted_on, today=context.today)
    if said is not None:
        return said
    if options.hours is not None:
        hours = context.decimal(options.hours, "hours")
        return capacity.check(context.db, hours, wanted_on, today=context.today)
    if options.quote is None and wanted_on is None:
        return None
    raise RuleError(
        N_("How many hours the job takes is not known."),
        field="hours",
        next_step=N_("Type them: --hours 40"),
        rule="B4",
    )


VERBS = (
    Verb(
        "",
        N_("List the hours of the weeks ahead that can still be promised, and say by when a new job fits."),
        _capacity,
        (
            arg("--hours", metavar="N", help=N_("hours of a new job")),
            arg("--quote", help=N_("a quote that says its hours: id or number")),
            arg("--wanted", metavar="DATE", help=N_("the day it is wanted")),
            arg("--weeks", type=whole, metavar="N", help=N_("so many weeks; 8 if left out")),
        ),
    ),
)
