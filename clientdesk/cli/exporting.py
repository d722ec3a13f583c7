"""`client export`, `catalogue export`, `invoice export`, `payment export`: lists as CSV, clients as vCards, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg, flag
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

FORM = (
    flag("--overwrite", N_("replace a file of that name")),
    arg("--delimiter", choices=tuple(_DELIMITERS), default="comma", help=N_("what parts the columns")),
    flag("--mark", N_("begin with the mark by which spreadsheets know UTF-8")),
)


def verb(name: str, help: str) -> Verb:  # noqa: A002  # as for a verb
    """Return the verb `export` of a list by its name in `export_tables.HEADINGS`."""
    target = arg("file", type=Path, metavar="FILE", help=N_("the file to write"))
    return Verb("export", help, partial(_export, name), (target, *FORM))


def write(context: Context, options: Arguments, name: str, target: Path) -> int:
    """Write one list to `target` and return the number of its rows."""
    from clientdesk.queries import export_tables
    from clientdesk.usecases.exports import csv_file, history, vcard_file, whole_file

    with whole_file.written(target, overwrite=options.overwrite) as stream:
        if name == "clients" and target.suffix.casefold() == ".vcf":
            count = vcard_file.write(stream, export_tables.clients(context.db))
        else:
            form = csv_file.CsvForm(delimiter=_DELIMITERS[options.delimiter], has_mark=options.mark)
            rows = export_tables.rows(context.db, name, today=context.today)
            count = csv_file.write(stream, export_tables.HEADINGS[name], rows, form)
    history.tell(context.db, name=name, records=count)
    return count


@contextmanager
def asking() -> Iterator[None]:
    """Say of what lies there already that it is a matter of what was typed (exit code 2)."""
    try:
        yield
    except StateError as error:
        again = N_("Choose another name, or add --overwrite.")
        raise UsageError(
            error.message, field="", next_step=again, command_step=again, rule=error.rule, **error.values
        ) from error


def _export(name: str, context: Context, options: Arguments) -> Result:
    with asking():
        count = write(context, options, name, options.file)
    sentence = ngettext("{count} record written to {path}.", "{count} records written to {path}.", count)
    shown = sentence.format(count=context.translator.number(count), path=options.file)
    return done(shown, file=str(options.file), records=count)
