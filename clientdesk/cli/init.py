"""`clientdesk init`: an empty book, for whoever fills it by machine."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _init(context: Context, _options: Arguments) -> Result:
    if context.path.exists() and context.path.stat().st_size:
        raise StateError(
            N_("There is a file at {path} already."),
            next_step=N_("Work with it, or name another one with --book."),
            path=context.path,
        )
    path = context.db.path
    return done(_("There is an empty book at {path} now.").format(path=path), file=str(path))


VERBS = (
    Verb("", N_("Make an empty book; a file that is there already is left as it is."), _init, creates=True),
)
