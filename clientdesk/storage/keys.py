"""The key of an encrypted book: found by passphrase or recovery code, sealed anew, and taken along with copies."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from clientdesk.domain import recovery_code
from clientdesk.domain.errors import EnvironmentFault, LockedFault, RuleError
from clientdesk.domain.text import N_
from clientdesk.storage import disk, engine, key_file, sealing
from clientdesk.storage.faults import translated
from clientdesk.storage.key_file import KeyFile
from clientdesk.storage.locked import is_encrypted

__all__ = [
    "LEAST_LETTERS",
    "by_code",
    "by_passphrase",
    "check_passphrase",
    "copy_slots",
    "has_key_file",
    "is_encrypted",
    "name_of",
    "new_key",
    "opens",
    "set_passphrase",
]

#: A passphrase with fewer letters is guessed in no time, whatever stands in it.
LEAST_LETTERS = 8

new_key = sealing.new_key


def has_key_file(book: Path) -> bool:
    """Whether the key file lies beside the book; without it only the recovery code opens an encrypted one."""
    return key_file.path_for(book).exists()


def name_of(book: Path) -> str:
    """Return the name under which this computer may remember the key of a book; empty where it has none."""
    file = _file_of(book)
    return file.book if file is not None else ""


def check_passphrase(passphrase: str) -> None:
    """Raise RuleError at `passphrase` for one that is no protection at all."""
    if len(passphrase) < LEAST_LETTERS:
        raise RuleError(
            N_("This passphrase is too short: anybody's computer would guess it."),
            field="passphrase",
            next_step=N_(
                "Take at least {count} letters; four or five words are better and easier to remember."
            ),
            count=LEAST_LETTERS,
        )


def by_passphrase(book: Path, passphrase: str) -> bytes:
    """Return the key of an encrypted book; LockedFault where the passphrase is another one's.

    Takes about half a second on purpose. Raises EnvironmentFault where the key file is damaged.
    """
    file = _file_of(book)
    if file is None:
        raise LockedFault(
            N_("The key file {path} is not there, so no passphrase opens the book."),
            next_step=N_("Put it back from a backup, or open the book with its recovery code."),
            path=key_file.path_for(book),
        )
    found = file.opened_by_passphrase(passphrase)
    if not found:
        raise LockedFault(
            N_("This is not the passphrase of the book."),
            next_step=N_("Type it again; capital and small letters are different ones."),
        )
    return _fitting(book, found)


def by_code(book: Path, code: str) -> bytes:
    """Return the key of an encrypted book by the code of its recovery sheet, with or without the key file.

    Raises RuleError at `code` for a slip in typing, LockedFault where it is the code of another book or an earlier key.
    """
    key = recovery_code.key_of(code)
    sealed = _unsealed_by(book, key)
    if sealed:
        return _fitting(book, sealed)
    if opens(book, key):
        return key
    raise LockedFault(
        N_("This recovery code is typed right, but it does not open the book."),
        next_step=N_("Look for the sheet of this book with the latest date."),
    )


def opens(book: Path, key: bytes) -> bool:
    """Whether the first page of the book was written with this key; nothing is changed, not even by a journal.

    Raises EnvironmentFault where the file cannot be opened or read.
    """
    # Immutable: what a kill has left to be rolled back must not be rolled back under a key that is only tried.
    address = f"{book.absolute().as_uri()}?mode=ro&immutable=1"
    with (
        translated(),
        disk.said(book.parent),
        closing(engine.connect(address, uri=True, isolation_level=None)) as connection,
    ):
        engine.unlock(connection, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except engine.DatabaseError as error:
            if "not a database" in str(error):
                return False
            raise
    return True


def set_passphrase(book: Path, key: bytes, passphrase: str) -> None:
    """Seal the key of a book under another passphrase, and under its recovery code as before."""
    check_passphrase(passphrase)
    write(book, passphrase, [key], codes=[key])


def write(book: Path, passphrase: str, keys: list[bytes], *, codes: list[bytes]) -> None:
    """Write the key file: `keys`, the newest first, under the passphrase and under each of the recovery codes."""
    path = key_file.path_for(book)
    name = _name(book)
    slots = [key_file.passphrase_slot(name, passphrase, keys)]
    slots.extend(key_file.code_slot(name, code, keys) for code in codes)
    key_file.write(path, KeyFile(book=name, slots=tuple(slots)))


def copy_slots(book: Path, target: Path) -> None:
    """Put the key file of an encrypted book beside its copy at `target`; nothing happens for a plain one.

    Call it before the copy bears its name: a backup without its key file opens by the recovery code alone.
    """
    try:
        data = key_file.path_for(book).read_bytes()
    except FileNotFoundError:
        return
    disk.write(key_file.path_for(target), data)


def _file_of(book: Path) -> KeyFile | None:
    try:
        key_file.take_over(book)
    except OSError as error:
        raise disk.refusal(error, book.parent) from error
    return key_file.read(key_file.path_for(book))


def _name(book: Path) -> str:
    try:
        return name_of(book) or key_file.new_name()
    except LockedFault:
        raise
    except EnvironmentFault:
        # A damaged one is about to be replaced.
        return key_file.new_name()


def _unsealed_by(book: Path, code: bytes) -> tuple[bytes, ...]:
    try:
        file = _file_of(book)
    except EnvironmentFault:
        # The code opens the book without it.
        return ()
    return file.opened_by_code(code) if file is not None else ()


def _fitting(book: Path, found: tuple[bytes, ...]) -> bytes:
    """Return the key the book has now: while it is being changed the key file holds two."""
    return next((key for key in found if opens(book, key)), found[0])
