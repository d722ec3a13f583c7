"""Encryption as one switch: on, off, another passphrase, another key, and what opens a locked book.

What changes the file takes its path: nobody may have the book open in this process meanwhile.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault, LockedFault, RuleError
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import disk, key_file, keys, locked, log, recoding, remembered
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import issuer
from clientdesk.usecases.drawing import drawn, setting_of

if TYPE_CHECKING:
    from clientdesk.storage.recoding import Tell

new_key = keys.new_key


def check_passphrase(passphrase: str, again: str) -> None:
    """Raise RuleError at `passphrase` for one that is no protection, at `again` where it was typed differently."""
    keys.check_passphrase(passphrase)
    if again != passphrase:
        raise RuleError(N_("The two are not the same."), field="again", next_step=N_("Type it once more."))


def is_encrypted(db: Database) -> bool:
    """Whether the open book is encrypted."""
    return db.key is not None


def is_locked(book: Path) -> bool:
    """Whether a book that nobody has open in this process wants a key."""
    return book.exists() and locked.is_encrypted(book)


def by_passphrase(book: Path, passphrase: str) -> bytes:
    """Return the key of a locked book (takes half a second); LockedFault for another passphrase."""
    return keys.by_passphrase(book, passphrase)


def by_code(book: Path, code: str) -> bytes:
    """Return the key of a locked book by its recovery code; RuleError at `code` names the group with a slip."""
    return keys.by_code(book, code)


def remembered_key(book: Path) -> bytes | None:
    """Return the key of a locked book from this computer's keyring, if it is kept there and still fits."""
    try:
        key = remembered.recall(keys.name_of(book))
    except EnvironmentFault:
        return None
    return key if key is not None and keys.opens(book, key) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Whether this computer has a keyring, and whether the key of the book is kept in it."""

    is_possible: bool
    is_kept: bool


def memory(db: Database) -> Memory:
    """Return what this computer's keyring has of the open book; may take a second, and may ask the user."""
    is_possible = remembered.is_possible()
    kept = remembered.recall(keys.name_of(_path(db))) if is_possible else None
    return Memory(is_possible=is_possible, is_kept=kept is not None and kept == db.key)


def keep_in_keyring(db: Database, *, wanted: bool) -> Memory:
    """Keep the key of the open book in this computer's keyring, or let go of it there."""
    name = keys.name_of(_path(db))
    if wanted and db.key is not None:
        remembered.remember(name, db.key)
    else:
        remembered.forget(name)
    return memory(db)


def switch_on(book: Path, key: bytes, passphrase: str, tell: Tell | None = None) -> None:
    """Encrypt a plain book under `key`, which passphrase and recovery code open from then on.

    Raises RuleError at `passphrase`, StorageFaults as `recoding.recode`; then the book is as it was.
    """
    keys.check_passphrase(passphrase)
    _check_may_change(book, None)
    keys.write(book, passphrase, [key], codes=[key])
    try:
        recoding.recode(book, old=None, new=key, tell=tell)
    except BaseException:
        # Unless the last step was what failed: then it is encrypted, and this file opens it.
        if locked.is_plain(book):
            disk.remove(key_file.path_for(book))
        raise
    _enter(book, key, LogAct.ENCRYPTED)


def switch_off(book: Path, key: bytes, tell: Tell | None = None) -> None:
    """Write the book in plain again; its key file goes, and what the keyring remembered."""
    _check_may_change(book, key)
    name = keys.name_of(book)
    recoding.recode(book, old=key, new=None, tell=tell)
    with suppress(OSError):
        # Left behind it is of no use to anybody.
        disk.remove(key_file.path_for(book))
    remembered.forget(name)
    _enter(book, None, LogAct.DECRYPTED)


def change_key(book: Path, old: bytes, new: bytes, passphrase: str, tell: Tell | None = None) -> None:
    """Encrypt the book anew: what opened it before, and earlier copies of the key, open it no more.

    At every moment in between passphrase and both recovery codes open what is there.
    """
    check_own_passphrase(book, passphrase, old)
    _check_may_change(book, old)
    was_remembered = remembered_key(book) is not None
    keys.write(book, passphrase, [new, old], codes=[new, old])
    try:
        recoding.recode(book, old=old, new=new, tell=tell)
    except BaseException:
        # A disk that refuses this too leaves both keys in the file, one of which is the book's.
        with suppress(EnvironmentFault, OSError):
            if keys.opens(book, old):
                keys.write(book, passphrase, [old], codes=[old])
        raise
    keys.write(book, passphrase, [new], codes=[new])
    if was_remembered:
        remembered.remember(keys.name_of(book), new)
    _enter(book, new, LogAct.REKEYED)


def change_passphrase(book: Path, key: bytes, passphrase: str) -> None:
    """Let another passphrase open the book; key and recovery code stay."""
    keys.set_passphrase(book, key, passphrase)


def check_own_passphrase(book: Path, passphrase: str, key: bytes) -> None:
    """Raise RuleError at `now` unless the passphrase is that of the open book."""
    try:
        found = keys.by_passphrase(book, passphrase)
    except LockedFault as error:
        raise RuleError(error.message, field="now", next_step=error.next_step) from error
    if found != key:
        raise RuleError(
            N_("The key file beside the book belongs to another one."),
            field="now",
            next_step=N_("Put it back from a backup, or choose a new passphrase."),
        )


def code_groups(key: bytes) -> tuple[str, ...]:
    """Return the groups of the recovery code of a key."""
    return recovery_code.groups_of(key)


def groups_to_confirm(key: bytes) -> tuple[int, int]:
    """Return which two groups (counted from 0) are to be typed back: others for every key, the same for one."""
    first = key[0] % (recovery_code.GROUPS // 2)
    second = recovery_code.GROUPS // 2 + key[1] % (recovery_code.GROUPS - recovery_code.GROUPS // 2)
    return first, second


def check_group(text: str, place: int, key: bytes, field: str) -> None:
    """Raise RuleError at `field` unless `text` is the group at `place` (counted from 0) of the recovery code."""
    if not recovery_code.is_group(text, place, key):
        raise RuleError(
            N_("This is not group {group} of the recovery sheet."),
            field=field,
            next_step=N_("Print or save the sheet, and copy the group from it."),
            group=place + 1,
        )


def recovery_sheet_pdf(db: Database, key: bytes, *, language: str, on: date) -> bytes:
    """Draw the recovery sheet in the language of whoever keeps it, on the issuer's paper."""
    from clientdesk.documents import recovery_sheet as paper

    own = issuer.get(db)
    where = setting_of(db, own, Client(), language, on=on)
    name = db.path.name if db.path is not None else ""
    view = partial(paper.view, code_groups(key), recovery_code.written(key), name)
    return drawn(view, where)


def save_sheet(target: Path, pdf: bytes) -> None:
    """Write a recovery sheet, readable by its owner alone; raises EnvironmentFault where that cannot be."""
    try:
        disk.write(target, pdf)
    except OSError as error:
        raise disk.refusal(error, target.parent) from error


def _check_may_change(book: Path, key: bytes | None) -> None:
    """Raise what stands against writing in the book, such as another computer that holds it."""
    with closing(open_book(book, create=False, key=key)) as db:
        against = db.protection()
        if against is not None:
            raise against


def _enter(book: Path, key: bytes | None, act: LogAct) -> None:
    """Tell the history; the act itself is done, whatever keeps the history from being written now."""
    with (
        suppress(EnvironmentFault),
        closing(open_book(book, create=False, key=key)) as db,
        transaction(db),
    ):
        log.note(db, act)


def _path(db: Database) -> Path:
    if db.path is None:
        raise ValueError("a book in memory has no key")
    return db.path
