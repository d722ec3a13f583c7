"""`clientdesk import`: everything in, from an exported file into an empty book (docs/export-format.md)."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext


def _import(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import exchange
    from clientdesk.usecases.imports import gate

    source: Path = options.file
    with gate.opened(source) as stream:
        count = exchange.import_(context.db, stream)
    sentence = ngettext("{count} record taken over.", "{count} records taken over.", count)
    return done(sentence.format(count=context.translator.number(count)), file=str(source), records=count)


VERBS = (
    Verb(
        "",
        N_("Take over an exported file into an empty book."),
        _import,
        (arg("file", type=Path, metavar="FILE", help=N_("the file written by export")),),
        creates=True,
    ),
)
