"""`clientdesk absence`: days on which you do not work, and public holidays on which you do (B5)."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb, arg, flag, whole
from clientdesk.cli.output import Result, done, listing, record
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.domain.absence import Absence
    from clientdesk.usecases import absences

    first = context.day(options.first, "first_on")
    last = context.date(options.last, "last_on") or first
    made = absences.create(
        context.db, Absence(first_on=first, last_on=last, label=options.label, working=options.working)
    )
    return record(made)


def _list(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import tables

    found = tables.absences.find(context.db, order="first_on, id")
    return listing(found, ("id", "first_on", "last_on", "label", "working"))


def _remove(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import absences

    absences.delete(context.db, options.absence)
    return done(_("The days are worked again."), deleted=options.absence)


VERBS = (
    Verb(
        "add",
        N_("Say when you do not work."),
        _add,
        (
            arg("first", metavar="FIRST", help=N_("first day")),
            arg("last", nargs="?", metavar="LAST", help=N_("last day; the first if left out")),
            arg("--label", default="", help=N_("why")),
            flag("--working", N_("the other way round: a holiday that is worked")),
        ),
    ),
    Verb("list", N_("List them by day."), _list),
    Verb(
        "remove",
        N_("Take one out."),
        _remove,
        (arg("absence", type=whole, metavar="ID", help=N_("as listed")),),
    ),
)
