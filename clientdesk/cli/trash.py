"""`clientdesk trash`: what was deleted in the last 90 days, and its way back (Q2)."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, done, listing
from clientdesk.cli.paging import PAGE, offset_and_limit
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.queries import trash_list

    offset, limit = offset_and_limit(options)
    found = trash_list.page(context.db, today=context.today, text=options.text, offset=offset, limit=limit)
    return listing(found, ("id", "table_name", "name", "about", "deleted_on", "days_left"))


def _restore(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import trash

    back = trash.restore(context.db, options.entry)
    return done(
        _("{name} is back.").format(name=back.name or f"#{back.record_id}"),
        kind=back.table_name,
        id=back.record_id,
        name=back.name,
        others=back.others,
    )


def _empty(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import trash

    count = trash.empty(context.db, options.entry)
    words = ngettext("{count} record deleted for good.", "{count} records deleted for good.", count)
    return done(words.format(count=context.translator.number(count)), records=count)


VERBS = (
    Verb(
        "list",
        N_("List what was deleted, newest first, with the days it is still kept."),
        _list,
        (arg("text", nargs="?", default="", help=N_("a part of the name, or of the client's")), *PAGE),
    ),
    Verb(
        "restore",
        N_("Bring back what was deleted in one act, under its own ids."),
        _restore,
        (arg("entry", type=whole, metavar="ID", help=N_("as listed")),),
    ),
    Verb(
        "empty",
        N_("Delete for good what is in the trash, or one entry of it."),
        _empty,
        (arg("entry", nargs="?", type=whole, metavar="ID", help=N_("as listed; all of it if left out")),),
    ),
)
