"""`clientdesk export`: everything out, into one JSON file (docs/export-format.md), or the lists into a folder."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli import exporting
from clientdesk.cli.command import Arguments, Context, Verb, arg, flag
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext


def _export(context: Context, options: Arguments) -> Result:
    target: Path = options.file
    with exporting.asking():
        count = _lists(context, options) if options.csv else _book(context, options)
    sentence = ngettext("{count} record written to {path}.", "{count} records written to {path}.", count)
    shown = sentence.format(count=context.translator.number(count), path=target)
    return done(shown, file=str(target), records=count)


def _book(context: Context, options: Arguments) -> int:
    from clientdesk.usecases import exchange
    from clientdesk.usecases.exports import whole_file

    with whole_file.written(options.file, overwrite=options.overwrite) as stream:
        return exchange.export(context.db, stream)


def _lists(context: Context, options: Arguments) -> int:
    """Write every list into a file of its own, and return the number of all rows."""
    from clientdesk.queries import export_tables

    folder: Path = options.file
    folder.mkdir(mode=0o700, exist_ok=True)
    return sum(
        exporting.write(context, options, name, folder / f"{name}.csv") for name in export_tables.HEADINGS
    )


VERBS = (
    Verb(
        "",
        N_("Write the whole book into a JSON file."),
        _export,
        (
            arg("file", type=Path, metavar="FILE", help=N_("the file to write")),
            flag("--csv", N_("write the lists as CSV instead, into a folder of that name")),
            *exporting.FORM,
        ),
    ),
)
