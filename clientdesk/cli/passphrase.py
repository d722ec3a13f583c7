"""`clientdesk passphrase`: another passphrase for an encrypted book, by the recovery code where the old one is lost."""

from __future__ import annotations

from pathlib import Path

from clientdesk.cli import unlocking
from clientdesk.cli.command import Arguments, Context, Verb, arg
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _passphrase(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import keys

    if options.code_file is not None:
        key = keys.by_code(context.path, unlocking.given(options.code_file, "") or "")
    else:
        key = keys.by_passphrase(context.path, unlocking.own(context))
    keys.set_passphrase(
        context.path, key, unlocking.chosen(options.new_passphrase_file, unlocking.NEW_VARIABLE)
    )
    return done(_("The new passphrase opens the book from now on; the recovery code stays."), changed=True)


VERBS = (
    Verb(
        "",
        N_("Change the passphrase of an encrypted book."),
        _passphrase,
        (
            arg(
                "--new-passphrase-file",
                type=Path,
                metavar="FILE",
                help=N_("the new passphrase, in the first line of a file"),
            ),
            arg(
                "--code-file",
                type=Path,
                metavar="FILE",
                help=N_("the recovery code, where the present passphrase is lost"),
            ),
        ),
    ),
)
