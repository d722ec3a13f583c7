"""`clientdesk export`: everything out, into one documented JSON file (docs/export-format.md)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from clientdesk.cli.command import Arguments, Context, UsageError, Verb, arg, flag
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import ngettext


def _export(context: Context, options: Arguments) -> Result:
    target: Path = options.file
    if target.exists() and not options.overwrite:
        raise UsageError(
            N_("There is a file at {path} already."),
            next_step=N_("Choose another name, or add --overwrite."),
            path=target,
        )
    count = _write(context, target)
    sentence = ngettext("{count} record written to {path}.", "{count} records written to {path}.", count)
    shown = sentence.format(count=context.translator.number(count), path=target)
    return done(shown, file=str(target), records=count)


def _write(context: Context, target: Path) -> int:
    """Write beside the target and move it into place: a half-written export never bears its name."""
    from clientdesk.usecases import exchange

    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            count = exchange.export(context.db, stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


VERBS = (
    Verb(
        "",
        N_("Write the whole book into a JSON file."),
        _export,
        (
            arg("file", type=Path, metavar="FILE", help=N_("the file to write")),
            flag("--overwrite", N_("replace a file of that name")),
        ),
    ),
)
