"""A hand-over on its way: the book is let go of first, and whether the file came to be is looked at afterwards.

In this order two computers never write at once, whatever ends the program in between. What was begun is remembered on
this computer; while it is under way its lock is held, so that nobody takes the book back meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
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
    with ExitStack() as held:
        with disk.said(lock.parent):
            machine.private_folder(lock.parent)
            held.enter_context(file_lock(lock))
            machine.remember(book.identity(db), **{_BEGUN: str(db.path.resolve())})
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
            is_whole = is_there(db, place)
    except BusyFault:
        return False
    except OSError:
        is_whole = is_there(db, place)
    if is_whole:
        # From now on it is handed over, whatever becomes of the file: the other computer may have it.
        forget(db)
    return not is_whole


def is_at_hand(place: Path) -> bool:
    """Tell whether it can be looked at now what was written to `place`."""
    return place.parent == paths.data_folder() or was_held(place)


def is_there(db: Database, place: Path) -> bool:
    """Tell whether the whole file that was to be written to `place` lies there, so that another computer can go on."""
    if place.is_file():
        return place.stat().st_size > 0
    if not disk.is_folder(place):
        return False
    uuid, end = book.identity(db), log.head(db)
    known = ((path, manifest.read(path)) for path in place.glob("*.db"))
    return any(
        made is not None
        and made.book == uuid
        and Head(made.head_count, made.head) == end
        and path.stat().st_size == made.bytes
        for path, made in known
    )


def _lock(db: Database) -> Path:
    return machine.path_of(book.identity(db), ".handing-over.lock")
