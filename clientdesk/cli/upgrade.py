"""`clientdesk upgrade`: a book of an older program into the form of this one, as every other command does it too."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, Context, Verb
from clientdesk.cli.output import Result, done
from clientdesk.domain.text import N_
from clientdesk.i18n import _


def _upgrade(context: Context, _options: Arguments) -> Result:
    form = int(context.db.value("PRAGMA user_version"))
    told = context.db.upgraded
    if told is None:
        sentence = _("The book has the form of this program ({form}).")
        return done(sentence.format(form=context.translator.number(form)), form=form, file=str(context.path))
    # Said here, and not on standard error once more.
    context.db.upgraded = None
    sentence = _("The book was brought to the form of this program ({form}). The old one is kept as {kept}.")
    return done(
        sentence.format(form=context.translator.number(form), kept=told.kept),
        form=form,
        file=str(context.path),
        before=told.before,
        kept=str(told.kept),
    )


VERBS = (Verb("", N_("Bring a book of an older program into the form of this one."), _upgrade),)
