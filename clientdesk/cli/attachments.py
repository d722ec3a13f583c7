"""`clientdesk attachment`: files kept with a client, a contract, a quote or an invoice, byte for byte."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli.command import Arguments, Context, Verb, arg, whole
from clientdesk.cli.output import Result, done, listing, record
from clientdesk.domain.text import N_
from clientdesk.i18n import _

#: How a command names the record it is about.
OWNER = (
    arg(
        "kind",
        choices=("client", "contract", "quote", "invoice"),
        metavar="KIND",
        help=N_("client, contract, quote or invoice"),
    ),
    arg("record", metavar="RECORD", help=N_("its id or number; a client also by name")),
)
_ID = arg("attachment", type=whole, metavar="ID", help=N_("as listed"))


def owner(context: Context, options: Arguments) -> tuple[str, int]:
    """Return table and id of the record that `KIND RECORD` names."""
    from clientdesk.cli import lookup

    find = getattr(lookup, options.kind)
    return f"{options.kind}s", find(context.db, options.record).id


def _add(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import attachments

    path = Path(options.file)
    kind, record_id = owner(context, options)
    made = attachments.add(
        context.db, kind, record_id, name=path.name, data=attachments.read(path), on=context.today
    )
    return record(made)


def _list(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import attachments

    found = attachments.of(context.db, *owner(context, options))
    return listing(found, ("id", "name", "size", "added_on", "media_type"))


def _save(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import attachments

    written = attachments.save(context.db, options.attachment, Path(options.to))
    sha256 = attachments.get(context.db, options.attachment).sha256
    return done(_("Saved as {path}.").format(path=written), file=str(written), sha256=sha256)


def _remove(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import attachments

    found = attachments.remove(context.db, options.attachment)
    return done(_("{name} is in the trash.").format(name=found.name), deleted=found.id)


VERBS = (
    Verb(
        "add",
        N_("Attach a file; the same file twice is there once."),
        _add,
        (*OWNER, arg("file", metavar="FILE", help=N_("the file, 25 MB at most"))),
    ),
    Verb("list", N_("List the files of a record."), _list, OWNER),
    Verb(
        "save",
        N_("Write a file out; what is there is never overwritten."),
        _save,
        (_ID, arg("to", nargs="?", default=".", metavar="PATH", help=N_("a folder or a new file"))),
    ),
    Verb("remove", N_("Move a file into the trash."), _remove, (_ID,)),
)
