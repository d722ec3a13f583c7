"""One book on two computers: one writes at a time, and hands over to the other by a file that is verified."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.errors import EnvironmentFault, StateError
from clientdesk.domain.log import Head
from clientdesk.domain.text import N_
from clientdesk.storage import backup, backup_check, barriers, book, disk, handing, lease, log
from clientdesk.storage.ancestry import older
from clientdesk.storage.database import Database, open_as_it_is, open_book, transaction
from clientdesk.usecases import backups, restoring, verified_here
from clientdesk.usecases.backups import BackedUp
from clientdesk.usecases.restoring import Preview


class Relation(StrEnum):
    """How a file stands to the book of this computer."""

    #: There is no book here, or nothing was ever written in it.
    FIRST = "first"
    #: The file is the book, and it has grown since; or is just the same.
    CONTINUES = "continues"
    #: The file was handed over from here, and nothing was written in it since: it gives nothing that is not here.
    HANDED = "handed"
    #: The book here has grown since; the file has nothing that is not here.
    OLDER = "older"
    #: Both have grown since they were one.
    PARTED = "parted"
    #: Another book.
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file from the other computer: what is in it, how it stands to the book here, how far each has grown."""

    relation: Relation
    preview: Preview
    here: Head
    there: Head


def claim(db: Database) -> None:
    """Let this computer hold a book that nobody holds yet; one that cannot be written now stays as it is."""
    if lease.of(db).is_free and not db.is_read_only:
        with suppress(EnvironmentFault), transaction(db):
            lease.claim(db)


def standing(db: Database) -> lease.Lease:
    """Return who holds the book."""
    return lease.of(db)


def hand_over(db: Database, folder: Path, *, at: datetime) -> BackedUp:
    """Write the book into `folder` for another computer, verified, and only read it here from now on.

    `at` is the moment with its time zone. Where the file cannot be written the book stays here, as it was. A program
    that ends in between leaves it `is_broken_off`; so may a stick that is pulled out before its file can be judged.
    Raises EnvironmentFault. A folder that is not there is not made: the only book that goes on would lie where nobody
    looks.
    """
    with backup.written_into(folder):
        # What takes nothing is said before the book is let go of; and afterwards the folder can be known again.
        pass
    with handing.under_way(db):
        with transaction(db):
            lease.let_go(db, folder)
        try:
            return backups.back_up(db, at=at, folder=folder)
        except BaseException:
            _take_back(db, folder)
            raise


def is_broken_off(db: Database) -> bool:
    """Tell whether the book was let go of here and its file never came to be: then it can be taken back without harm.

    False where that cannot be looked at now, as on a stick in a drawer.
    """
    held = lease.of(db)
    place = Path(held.held_name)
    return held.is_handed_over and handing.is_at_hand(place) and handing.is_broken_off(db, place)


def look_at(chosen: Path, place: Path, *, key: bytes | None = None, own_key: bytes | None = None) -> Arrival:
    """Check a file from the other computer in full and say how it stands to the book at `place`; changes nothing.

    `key` is that of the file, `own_key` that of the book here, where they are encrypted. Raises EnvironmentFault or
    IntegrityFault with a sentence for a file that is no sound book.
    """
    preview = restoring.look_into(chosen, place, key=key, own_key=own_key)
    with backup_check.opened(chosen, key=key) as other:
        if place.exists() and place.stat().st_size:
            here = open_as_it_is(place, key=own_key, is_read_only=False)
            try:
                relation, head = _relation(here, other), _head(here)
            finally:
                here.close()
        else:
            relation, head = Relation.FIRST, Head()
        return Arrival(relation=relation, preview=preview, here=head, there=_head(other))


def take_over(
    chosen: Path, place: Path, *, at: datetime, key: bytes | None = None, own_key: bytes | None = None
) -> Path | None:
    """Put a file from the other computer in the place of the closed book and write here from now on.

    Return where the replaced file is kept, if there was one. Raises StateError unless the file continues the book here:
    of two histories that parted, only one can go on.
    """
    prepared = lay_ready(chosen, place, key=key, own_key=own_key)
    return restoring.exchange(prepared, place, at=at, key=key, own_key=own_key)


def lay_ready(chosen: Path, place: Path, *, key: bytes | None = None, own_key: bytes | None = None) -> Path:
    """Copy a file that continues the book beside it, ready for `restoring.exchange`; raises as `take_over` does."""
    check(look_at(chosen, place, key=key, own_key=own_key), chosen)
    return restoring.prepare(chosen, place, key=key, own_key=own_key, takes_over=True)


def check(seen: Arrival, chosen: Path) -> None:
    """Raise StateError, with what to do, unless the file continues the book that is here."""
    match seen.relation:
        case Relation.FIRST | Relation.CONTINUES:
            return
        case Relation.HANDED:
            raise StateError(
                N_("{name} was handed over from here, and nothing was written in it since."),
                next_step=N_(
                    "If the other computer has gone on, take over the file that it has written. If it does not, go on"
                    " here: Settings, Two computers."
                ),
                command_step=N_(
                    "If the other computer has gone on, take over the file that it has written. If it does not, go on"
                    " here: “clientdesk computer take-over --confirm”."
                ),
                name=chosen.name,
            )
        case Relation.OLDER:
            raise StateError(
                N_(
                    "{name} is an older state of the book that is here: its history ends with entry {there}, that of"
                    " the book with entry {here}."
                ),
                next_step=N_("Nothing was changed. To go back to it all the same, restore it as a backup."),
                name=chosen.name,
                there=seen.there.count,
                here=seen.here.count,
            )
        case Relation.PARTED:
            raise StateError(
                N_(
                    "Both computers have gone on: the history of {name} ends with entry {there}, that of the book here"
                    " with entry {here}, and neither contains the other."
                ),
                next_step=N_(
                    "Decide which one counts and enter there what is missing; nothing is mixed. To take the file,"
                    " restore it as a backup."
                ),
                name=chosen.name,
                there=seen.there.count,
                here=seen.here.count,
            )
        case Relation.OTHER:
            owner = seen.preview.backup.inside.issuer
            raise StateError(
                N_("{name} is another book: that of {issuer}.") if owner else N_("{name} is another book."),
                next_step=N_("Nothing was changed. Open it in a window of its own."),
                command_step=N_("Nothing was changed. To work in it, name it with --book."),
                name=chosen.name,
                issuer=owner,
            )


def go_on_here(db: Database) -> None:
    """Let this computer write in the book from now on, although another one held it or was to go on with it.

    For a book whose other computer is gone. The history tells it; should both go on, neither can take over the other's
    file any more. Raises EnvironmentFault for a file that is write-protected.
    """
    place = db.place
    if place is not None and (protection := place.fault()) is not None:
        raise protection
    with lease.asking_nobody(db), transaction(db):
        lease.take_over(db)
    handing.forget(db)
    verified_here.remember(db)


def move(db: Database, *, at: datetime) -> Path:
    """Move the book from a folder that is not safe to this computer's own data folder; return where it lies now.

    The file that lay there stays, is only read from now on and says where the book goes on. Its folder becomes the
    second place of the backups. Where that cannot be done the book stays where it is, as it was.
    """
    assert db.path is not None  # noqa: S101  # a book in memory lies nowhere
    if (fault := older(db)) is not None:
        raise fault
    target = disk.free_path(paths.data_folder() / db.path.name, "{stem} {number}")
    with handing.under_way(db):
        with lease.asking_nobody(db), transaction(db):
            lease.let_go(db, target)
        try:
            restoring.exchange(restoring.prepare(db.path, target, key=db.key), target, at=at, key=db.key)
        except BaseException:
            _take_back(db, target)
            raise
    moved = open_book(target, create=False, key=db.key)
    try:
        with suppress(EnvironmentFault):
            backups.choose_second(moved, db.path.parent)
    finally:
        moved.close()
    return target


def _take_back(db: Database, place: Path) -> None:
    """Go on here, unless the file is whole, or may be: on a stick that was pulled out; then it is the one to go on."""
    if handing.is_at_hand(place) and not handing.is_there(db, place):
        go_on_here(db)


def danger(db: Database) -> EnvironmentFault | None:
    """Return why the book is not safe where it lies, in a sentence; None where it is."""
    return barriers.danger(db.path)


def is_in_the_way(db: Database) -> bool:
    """Whether the book cannot be written because of who holds it or where it lies: about both something can be done."""
    if not lease.of(db).is_here:
        return True
    return danger(db) is not None and not barriers.is_accepted(db)


def write_here_all_the_same(db: Database) -> None:
    """Remember that the person wants to write in the book where it lies, knowing that it is not safe there."""
    barriers.accept(db)


def _relation(here: Database, there: Database) -> Relation:
    own, other = _head(here), _head(there)
    if not own.count:
        return Relation.FIRST
    if not other.count or book.identity(here) != book.identity(there):
        return Relation.OTHER
    if log.holds(there, own):
        # Taking it back needs no file; and whoever takes the wrong one of two parts from what the other has written.
        is_own = own == other and lease.of(here).is_handed_over
        return Relation.HANDED if is_own else Relation.CONTINUES
    return Relation.OLDER if log.holds(here, other) else Relation.PARTED


def _head(db: Database) -> Head:
    """Return the end of the history; of a book from before there was one, nothing."""
    has_log = db.value("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'log'")
    return log.head(db) if has_log else Head()
