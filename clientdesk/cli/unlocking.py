"""What opens an encrypted book at the command line: a file, the environment, the keyring, or a question."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from clientdesk.cli.command import Context, UsageError
from clientdesk.domain.errors import EnvironmentFault, LockedFault, RuleError, StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import _

VARIABLE = "CLIENTDESK_PASSPHRASE"
NEW_VARIABLE = "CLIENTDESK_NEW_PASSPHRASE"
_MOST_BYTES = 4096


def key_of(book: Path, file: Path | None) -> bytes:
    """Return the key of a locked book, by its passphrase or its recovery code.

    LockedFault with a sentence where nothing that was said opens it.
    """
    from clientdesk.storage import keys

    said = given(file, VARIABLE)
    if said is None:
        key = _remembered(book)
        if key is not None:
            return key
        said = asked(prompt(book))
    try:
        return keys.by_passphrase(book, said)
    except EnvironmentFault:
        # It may be the recovery code: whoever has lost the passphrase or the key file has nothing else to say.
        with suppress(RuleError, EnvironmentFault):
            return keys.by_code(book, said)
        raise


def own(context: Context) -> str:
    """Return the passphrase of an encrypted book, for what asks for it each time; StateError for a plain one."""
    from clientdesk.storage import locked

    if not context.path.exists() or locked.is_plain(context.path):
        # Says that there is no book, or that it is none.
        _opened = context.db
        raise StateError(
            N_("The book is not encrypted."),
            next_step=N_("“clientdesk encrypt” encrypts it, whenever you want."),
        )
    said = given(context.passphrase_file, VARIABLE)
    return asked(prompt(context.path)) if said is None else said


def prompt(book: Path) -> str:
    """Return the question for the passphrase of a book."""
    return _("Passphrase of {book}: ").format(book=book.name)


def given(file: Path | None, variable: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the passphrase of a file (its first line) or of the environment; None where neither is there."""
    if file is None:
        return environment.get(variable) or None
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
        return data.decode().removeprefix("\ufeff").partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UsageError(
            N_("{path} holds no text in UTF-8."),
            next_step=N_("Write the passphrase into its first line."),
            path=file,
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be read: {reason}."),
            next_step=N_("Check the path and your rights."),
            path=file,
            reason=error.strerror or str(error),
        ) from error


def asked(words: str) -> str:
    """Ask at the terminal, unseen; LockedFault where nobody can answer."""
    if not sys.stdin.isatty():
        raise LockedFault(
            N_("The book is encrypted, and no passphrase was given."),
            next_step=N_("Add --passphrase-file FILE, or set {variable}."),
            variable=VARIABLE,
        )
    import getpass

    return getpass.getpass(words, stream=sys.stderr)


def chosen(file: Path | None, variable: str) -> str:
    """Return a new passphrase, typed twice where it is typed; UsageError where the two differ."""
    said = given(file, variable)
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise LockedFault(
            N_("No passphrase was given to encrypt the book with."),
            next_step=N_("Write it into the first line of a file and name that, or set {variable}."),
            variable=variable,
        )
    first = asked(_("New passphrase: "))
    if asked(_("Once more: ")) != first:
        raise UsageError(
            N_("The two are not the same."),
            field="passphrase",
            next_step=N_("Begin again; nothing was changed."),
        )
    return first


def _remembered(book: Path) -> bytes | None:
    from clientdesk.storage import keys, remembered

    try:
        key = remembered.recall(keys.name_of(book))
    except EnvironmentFault:
        return None
    return key if key is not None and keys.opens(book, key) else None
