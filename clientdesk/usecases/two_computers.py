"""One book on two computers: one writes at a time, and hands over to the other by a file that is verified."""

from __future__ import annotations

from contextlib import suppress

from clientdesk.domain.errors import BusyFault, EnvironmentFault
from clientdesk.storage import barriers, lease
from clientdesk.storage.database import Database, transaction


def claim(db: Database) -> None:
    """Let this computer hold a book that nobody holds yet; one that can only be read, or is busy, stays as it is."""
    if lease.of(db).is_free and not db.is_read_only:
        with suppress(BusyFault), transaction(db):
            lease.claim(db)


def standing(db: Database) -> lease.Lease:
    """Return who holds the book."""
    return lease.of(db)


def go_on_here(db: Database) -> None:
    """Let this computer write in the book from now on, although another one held it or was to go on with it.

    For a book whose other computer is gone. The history tells it; should both go on, neither can take over the other's
    file any more. Raises EnvironmentFault for a file that is write-protected.
    """
    place = db.place
    if place is not None and (protection := place.fault()) is not None:
        raise protection
    asked = db.refusal
    db.refusal = _nothing_against
    try:
        with transaction(db):
            lease.take_over(db)
    finally:
        db.refusal = asked


def danger(db: Database) -> EnvironmentFault | None:
    """Return why the book is not safe where it lies, in a sentence; None where it is."""
    return barriers.danger(db.path)


def write_here_all_the_same(db: Database) -> None:
    """Remember that the person wants to write in the book where it lies, knowing that it is not safe there."""
    barriers.accept(db)


def _nothing_against(_db: Database) -> None:
    """Ask nobody: taking over is what the others are told by."""
