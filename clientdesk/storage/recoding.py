"""Moving a book to another key, from plain to encrypted and back: copied, compared, and swapped in one step.

The book itself is never rewritten: a kill at any moment leaves either the old file or the new one, whole. Its lock is
held from before the copy until after the swap, so that no other program writes into a file that is about to go. The
file that went is overwritten, which on most disks of today (flash memory, snapshots) does not reach every old copy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from clientdesk.domain.errors import BusyFault, EnvironmentFault, IntegrityFault
from clientdesk.domain.text import N_
from clientdesk.storage import comparison, disk, engine
from clientdesk.storage.faults import fault

#: What is being done, and how far: "copy", "compare" or "swap", and a share of it.
Tell = Callable[[str, int, int], None]
_BUSY_SECONDS: Final = 2
_CHUNK: Final = 1 << 20


def recode(
    book: Path,
    *,
    old: bytes | None,
    new: bytes | None,
    tell: Tell | None = None,
    before_swap: Callable[[], None] | None = None,
) -> None:
    """Have the book at `book` under the key `new` instead of `old` (None: plain). Nobody may have it open here.

    `before_swap` is called when the copy is proven and synced, last thing before it takes the place of the book. Raises
    BusyFault where another program holds the book, EnvironmentFault for a full disk; then nothing has changed.
    """
    # Where it really is: a link would be replaced instead of what it leads to.
    book = book.resolve()
    copy = _copy_path(book)
    with _unwritable(copy), _held(book, old, _BUSY_SECONDS) as source:
        disk.remove(copy)
        try:
            _tell(tell, "copy", 0, 1)
            _copy(source, copy, new)
            _compare(source, copy, new, tell)
            disk.sync_file(copy)
            if before_swap is not None:
                before_swap()
        except BaseException:
            with suppress(OSError):
                _wipe(copy)
            raise
        _tell(tell, "swap", 0, 1)
        _swap(source, copy, book)


def clear_leftovers(book: Path, key: bytes | None) -> None:
    """Remove a half-made copy that a kill has left beside the book, unless somebody is making it right now."""
    copy = _copy_path(book)
    if not copy.exists() or not os.access(book.parent, os.W_OK):
        return
    # Whoever makes a copy holds the book.
    with suppress(EnvironmentFault, OSError, engine.DatabaseError), _held(book, key, seconds=0):
        _wipe(copy)


@contextmanager
def _unwritable(copy: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk.refusal(error, copy.parent) from error


def _copy_path(book: Path) -> Path:
    real = book.resolve()
    return real.with_name(f"{real.name}.recoding")


@contextmanager
def _held(book: Path, key: bytes | None, seconds: float) -> Iterator[engine.Connection]:
    """Open the book as `src` of a connection of its own, with its lock held until the end."""
    with closing(engine.connect(":memory:", uri=True, isolation_level=None, timeout=seconds)) as connection:
        try:
            connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
            connection.execute("ATTACH ? AS src KEY ?", (str(book), engine.key_words(key)))
            connection.execute("PRAGMA src.locking_mode = EXCLUSIVE").fetchall()
            connection.execute("PRAGMA src.journal_mode = TRUNCATE").fetchall()
            # The mode keeps the lock beyond the end of the transaction, in which nothing can be copied.
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("SELECT count(*) FROM src.sqlite_master").fetchall()
            connection.execute("COMMIT")
        except engine.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise BusyFault(
                    N_("Another window or program has the book open and is reading or writing."),
                    next_step=N_("Close it there and try again; nothing was changed."),
                ) from error
            raise fault(error, book) from error
        yield connection


def _copy(source: engine.Connection, copy: Path, key: bytes | None) -> None:
    try:
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        address = str(copy)
        if key is not None:
            address = f"{copy.absolute().as_uri()}?key={quote(engine.key_words(key))}"
        source.execute("VACUUM src INTO ?", (address,))
    except engine.DatabaseError as error:
        # Without its cause, which names the address and so the key: errors are logged.
        raise fault(error, copy) from None


def _compare(source: engine.Connection, copy: Path, key: bytes | None, tell: Tell | None) -> None:
    """Open the copy as anybody would, and compare every row with the book's."""
    with (
        disk.said(copy.parent),
        closing(
            engine.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        ) as twin,
    ):
        if key is not None:
            engine.unlock(twin, key)
        differs = comparison.difference(source, twin, "src", _share(tell))
    if differs:
        raise IntegrityFault(
            N_("The copy of the book is not equal to it ({what}), so it was thrown away."),
            next_step=N_("Nothing was changed. Check the book, and this computer's disk and memory."),
            what=differs,
        )


def _swap(source: engine.Connection, copy: Path, book: Path) -> None:
    if os.name == "nt":
        # No file can be replaced there while anybody has it open, ourselves included.
        source.close()
        disk.replace(copy, book)
        return
    # Opened before it loses its name, closed after the connection no longer needs its locks.
    descriptor = os.open(book, os.O_RDWR)
    try:
        disk.replace(copy, book)
        # Whoever has the old file open still meets no book there, instead of writing into a file nobody will see.
        with suppress(OSError):
            _overwrite(descriptor)
    finally:
        with suppress(engine.Error):
            source.close()
        os.close(descriptor)


def _wipe(path: Path) -> None:
    with suppress(FileNotFoundError):
        # Never through a link, which might lead to something else.
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        try:
            _overwrite(descriptor)
        finally:
            os.close(descriptor)
    disk.remove(path)


def _overwrite(descriptor: int) -> None:
    left = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(descriptor, bytes(min(_CHUNK, left)))
    os.fsync(descriptor)


def _tell(tell: Tell | None, step: str, done: int, count: int) -> None:
    if tell is not None:
        tell(step, done, count)


def _share(tell: Tell | None) -> Callable[[int, int], None]:
    def told(done: int, count: int) -> None:
        _tell(tell, "compare", done, count)

    return told
