"""`clientdesk pdf`: the paper of a number, as it went out (R-DOC-2)."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import NotFoundError
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _pdf(context: Context, options: Arguments) -> Result:
    from clientdesk.cli.papers import save
    from clientdesk.storage import tables

    found = tables.papers.find(
        context.db, "number = ? AND number <> ''", (options.number,), order="revision DESC, id DESC LIMIT 1"
    )
    if not found:
        raise NotFoundError(
            N_("No paper went out under the number {number}."),
            next_step=N_("List them with “clientdesk paper list”."),
            number=options.number,
        )
    target = save(found[0], options.to)
    return done(_("Saved as {path}.").format(path=target), file=str(target), sha256=found[0].sha256)


VERBS = (
    Verb(
        "",
        N_("Save the PDF that went out under a number; of several versions the last."),
        _pdf,
        (
            arg("number", metavar="NUMBER", help=N_("as it stands on the paper")),
            arg("to", nargs="?", type=Path, metavar="PATH", help=N_("file or folder; here if left out")),
        ),
    ),
)
