"""`clientdesk decrypt`: an encrypted book in plain again."""

from __future__ import annotations

from clientdesk.cli import unlocking
from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _decrypt(context: Context, _options: Arguments) -> Result:
    from clientdesk.storage import keys
    from clientdesk.usecases import encryption

    encryption.switch_off(context.path, keys.by_passphrase(context.path, unlocking.own(context)))
    return done(_("The book is no longer encrypted: whoever has the file can read it."), encrypted=False)


VERBS = (Verb("", N_("Write an encrypted book in plain again."), _decrypt),)
