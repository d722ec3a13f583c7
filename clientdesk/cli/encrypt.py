"""`clientdesk encrypt` and `clientdesk rekey`: the book under a key, and the code that is to be kept on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.cli import unlocking
from clientdesk.cli.command import Argument, Arguments, Context, UsageError, Verb, arg
from clientdesk.cli.output import Result, done
from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.storage.database import Database


def sheet_argument() -> Argument:
    """Return the option that saves the recovery sheet."""
    return arg(
        "--sheet",
        type=Path,
        metavar="FILE",
        help=N_("save the recovery sheet as a PDF, instead of printing its code"),
    )


def _encrypt(context: Context, options: Arguments) -> Result:
    from clientdesk.storage import keys
    from clientdesk.usecases import encryption

    if context.db.key is not None:
        raise StateError(
            N_("The book is encrypted already."),
            next_step=N_(
                "“clientdesk rekey” gives it another key, “clientdesk passphrase” another passphrase."
            ),
        )
    passphrase = unlocking.chosen(context.passphrase_file, unlocking.VARIABLE)
    keys.check_passphrase(passphrase)
    key = encryption.new_key()
    save_sheet(context, context.db, key, options.sheet)
    context.close()
    encryption.switch_on(context.path, key, passphrase)
    sentence = _("The book is encrypted now. Backups and copies made so far stay readable.")
    return answer(sentence, key, options.sheet)


def save_sheet(context: Context, db: Database, key: bytes, target: Path | None) -> None:
    """Save the recovery sheet before anything depends on it, readable by the user alone."""
    from clientdesk.storage import disk
    from clientdesk.usecases import encryption

    if target is not None:
        if target.exists():
            raise UsageError(
                N_("There is a file at {path} already."), next_step=N_("Choose another name."), path=target
            )
        language = context.translator.language
        disk.write(target, encryption.recovery_sheet_pdf(db, key, language=language, on=context.today))


def answer(sentence: str, key: bytes, sheet: Path | None) -> Result:
    """Say that it is done, and the recovery code where it was not saved."""
    from clientdesk.usecases import encryption

    if sheet is not None:
        words = _("The recovery sheet is in {path}: print it and delete the file.").format(path=sheet)
        return done(f"{sentence} {words}", sheet=str(sheet))
    code = "-".join(encryption.code_groups(key))
    words = _("Write down its recovery code and keep it away from this computer: {code}").format(code=code)
    return done(f"{sentence} {words}", recovery_code=code)


VERBS = (
    Verb(
        "",
        N_("Encrypt the book: only its passphrase or its recovery code opens it from then on."),
        _encrypt,
        (sheet_argument(),),
    ),
)
