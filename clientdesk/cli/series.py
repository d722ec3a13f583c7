"""`clientdesk series`: how numbers look, where they start, and whether any is missing (R-NUM-*)."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, listing, record
from clientdesk.domain.text import N_

_COLUMNS = ("code", "pattern", "period", "last", "last_on")


def _list(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import tables

    return listing(tables.series.find(context.db, order="code"), _COLUMNS)


def _set(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import numbering

    changed = numbering.series(context.db, options.code)
    if options.pattern is not None:
        changed = numbering.set_pattern(context.db, options.code, options.pattern)
    if options.last is not None:
        changed = numbering.set_start(context.db, options.code, options.last, on=context.today)
    return record(changed)


def _gaps(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import number_gaps

    found = number_gaps.gaps(context.db)
    return listing(found, ("code", "label", "first", "last", "count", "missing"))


VERBS = (
    Verb("list", N_("List the series with their patterns and last numbers."), _list),
    Verb(
        "set",
        N_("Change a pattern, or say once which number was the last one given elsewhere."),
        _set,
        (
            arg("code", help=N_("invoice, quote, contract, credit_note, receipt …")),
            arg("--pattern", help=N_("for example RE-{year}-{counter:3}")),
            arg("--last", type=whole, metavar="N", help=N_("the last number given before this program")),
        ),
    ),
    Verb("gaps", N_("List every run of numbers and what is missing in it."), _gaps),
)
