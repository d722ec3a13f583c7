"""`clientdesk import`: everything in, from an exported file into an empty book (docs/export-format.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, done
from clientdesk.domain import file_name
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext

#: So much of a file tells what it is.
_HEAD = 4096


def _import(context: Context, options: Arguments) -> Result:
    from clientdesk.usecases import exchange
    from clientdesk.usecases.imports import gate

    source: Path = options.file
    with gate.opened(source) as stream:
        _check_kind(source, stream)
        with _no_book_left(context):
            count = exchange.import_(context.db, stream)
    sentence = ngettext("{count} record taken over.", "{count} records taken over.", count)
    return done(sentence.format(count=context.translator.number(count)), file=str(source), records=count)


def _check_kind(source: Path, stream: BinaryIO) -> None:
    """Raise EnvironmentFault for a list of clients or items, which is taken over by another command."""
    from clientdesk.usecases.imports import cards

    head = stream.read(_HEAD)
    stream.seek(0)
    is_export = head.lstrip().startswith(b"{")
    if cards.looks_like(head) or (source.suffix.casefold() in file_name.LISTS and not is_export):
        raise EnvironmentFault(
            N_("{name} is a list, and no export of a whole book."),
            next_step=N_(
                "Take it over with “clientdesk client import”, or a price list with “clientdesk catalogue import”."
            ),
            name=source.name,
        )


@contextmanager
def _no_book_left(context: Context) -> Iterator[None]:
    """Remove the book that was made for an import which is then refused."""
    is_new = not context.path.exists()
    try:
        yield
    except BaseException:
        if is_new and _is_empty(context):
            context.close()
            for ending in ("", "-journal"):
                context.path.with_name(context.path.name + ending).unlink(missing_ok=True)
        raise


def _is_empty(context: Context) -> bool:
    from clientdesk.storage import dump

    # A book that somebody else has made and filled meanwhile stays.
    return context.path.exists() and dump.is_empty(context.db)


VERBS = (
    Verb(
        "",
        N_("Take over an exported file into an empty book."),
        _import,
        (arg("file", type=Path, metavar="FILE", help=N_("the file written by export")),),
        creates=True,
    ),
)
