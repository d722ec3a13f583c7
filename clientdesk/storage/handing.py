"""A hand-over on its way: the book is let go of first, and whether the file came to be is looked at afterwards.

In this order two computers never write at once, whatever ends the program in between. What was begun is remembered on
this computer; while it is under way its lock is held, so that nobody takes the book back meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.errors import BusyFault
from clientdesk.domain.log import Head
from clientdesk.storage import book, disk, log, machine, manifest
from clientdesk.storage.connection import Database
from clientdesk.storage.folder_lock import file_lock, was_held

#: What this computer remembers of a book: the file of it that is being handed over.
_BEGUN = "handing_over"


@contextmanager
def under_way(db: Database) -> Iterator[None]:
    """Hand the book over in this block: it lets go of it, writes the file, and takes it back where that fails."""
    assert db.path is not None  # noqa: S101  # a book in memory is handed to nobody
    lock = _lock(db)
    with disk.said(lock.parent):
        machine.private_folder(lock.parent)
        machine.remember(book.identity(db), **{_BEGUN: str(db.path.resolve())})
    with file_lock(lock):
        yield
    forget(db)


def forget(db: Database) -> None:
    """Forget what was begun: it is done, or taken back."""
    uuid = book.identity(db)
    if _BEGUN in machine.recall(uuid):
        # Left behind it does no harm: the file is there, or this computer holds the book.
        with suppress(OSError):
            machine.remember(uuid, **{_BEGUN: None})


def is_broken_off(db: Database, place: Path) -> bool:
    """Tell whether the book was let go of here and the program ended before anybody knew of a whole file at `place`.

    `place` is the folder it was handed over to, or the file it was moved to.
    """
    if db.path is None or machine.recall(book.identity(db)).get(_BEGUN) != str(db.path.resolve()):
        return False
    try:
        with file_lock(_lock(db)):
            return not _is_there(db, place)
    except BusyFault:
        return False
    except OSError:
        return not _is_there(db, place)


def is_at_hand(place: Path) -> bool:
    """Tell whether it can be looked at now what was written to `place`."""
    return place.parent == paths.data_folder() or was_held(place)


def _is_there(db: Database, place: Path) -> bool:
    if place.is_file():
        return place.stat().st_size > 0
    if not disk.is_folder(place):
        return False
    uuid, end = book.identity(db), log.head(db)
    for path in place.glob("*.db"):
        made = manifest.read(path)
        if made is not None and made.book == uuid and Head(made.head_count, made.head) == end:
            return path.stat().st_size == made.bytes
    return False


def _lock(db: Database) -> Path:
    return paths.data_folder() / "books" / f"{book.identity(db)}.handing-over.lock"
