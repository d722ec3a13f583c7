"""`clientdesk rekey`: another key for an encrypted book, when the present one may be known to somebody."""

from __future__ import annotations

from clientdesk.cli import unlocking
from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.encrypt import answer, save_sheet, sheet_argument
from clientdesk.cli.output import Result
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _rekey(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import keys
    from clientdesk.usecases import encryption

    passphrase = unlocking.own(context)
    old = keys.by_passphrase(context.path, passphrase)
    context.key = old
    new = encryption.new_key()
    save_sheet(context, context.db, new, options.sheet)
    context.close()
    encryption.change_key(context.path, old, new, passphrase)
    sentence = _("The book has another key now; earlier recovery sheets open only earlier copies.")
    return answer(sentence, new, options.sheet)


VERBS = (
    Verb(
        "",
        N_("Give an encrypted book another key, when somebody may know the present one."),
        _rekey,
        (sheet_argument(),),
    ),
)
