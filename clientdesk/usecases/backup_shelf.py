"""What backups of a book there are: in which place, how old, and whether the last one is long ago."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.backup_rotation import is_overdue
from clientdesk.domain.inside import Inside
from clientdesk.domain.log import Head
from clientdesk.storage import backup, book, disk, log, machine, manifest, restore
from clientdesk.storage.database import Database
from clientdesk.storage.manifest import Manifest

LOCAL, SECOND, OTHER, REPLACED = "local", "second", "other", "replaced"
#: The name under which a computer remembers the second folder of a book.
REMEMBERED = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that is there. `is_verified`: it was proven when it was made and has its size still.

    `place` is `local`, `second`, `other` for one from any other folder, or `replaced` for a book that gave way to a
    backup: of that nothing is known before it is looked into. Of an encrypted one only the preview says what is in it:
    `inside` is empty in a list. `is_of_line`: the book has grown from it, and is not a copy or another state that went
    on by itself. `doubts` is what verifying found in it, None where that is not known; `origin` tells
    which file it was made of (`storage.backup`).
    """

    path: Path
    place: str
    at: datetime
    bytes: int
    is_verified: bool
    inside: Inside
    book: str = ""
    app_version: str = ""
    is_encrypted: bool = False
    is_of_line: bool = True
    doubts: int | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder for backups: whether it is there now, and what it holds of this book and of its copies, by age."""

    name: str
    folder: Path
    is_there: bool
    backups: tuple[Backup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All that is known of a book's backups at a moment: `second` is None while no second folder was picked."""

    now: datetime
    local: Place
    second: Place | None
    replaced: tuple[Backup, ...] = ()

    @property
    def backups(self) -> tuple[Backup, ...]:
        """Return those of both places, the newest first; of the same one in both, that of this computer."""
        found = {one.path.name: one for place in (self.second, self.local) if place for one in place.backups}
        return tuple(sorted(found.values(), key=age_of, reverse=True))

    @property
    def last(self) -> Backup | None:
        """Return the newest verified backup that this book has grown from."""
        return next((one for one in self.backups if one.is_verified and one.is_of_line), None)

    @property
    def age(self) -> timedelta | None:
        """Return how old the newest verified backup is, never less than nothing; None where there is none."""
        return None if self.last is None else max(self.now - self.last.at, timedelta(0))

    @property
    def is_overdue(self) -> bool:
        """Whether the person is to be told that there is no verified backup of the last seven days."""
        return is_overdue(None if self.last is None else self.last.at, now=self.now)


def second_folder(db: Database) -> Path | None:
    """Return the second folder that was picked for this book on this computer; None where none was."""
    found = machine.recall(book.identity(db)).get(REMEMBERED)
    return Path(found) if isinstance(found, str) and found else None


def shelf(db: Database, *, now: datetime) -> Shelf:
    """Return what backups of this book there are. `now` is the moment with its time zone."""
    second = second_folder(db)
    return Shelf(
        now=now,
        local=place_at(LOCAL, paths.backup_folder(), db),
        second=None if second is None else place_at(SECOND, second, db),
        replaced=tuple(map(_replaced, restore.replaced(db.path))) if db.path is not None else (),
    )


def found_at(path: Path, place: str, made: Manifest) -> Backup:
    """Return the backup at `path` by what was written down when it was made."""
    return Backup(
        path=path,
        place=place,
        at=made.made_at,
        bytes=made.bytes,
        is_verified=_size(path) == made.bytes,
        inside=Inside.of_plain(made.inside),
        book=made.book,
        app_version=made.app_version,
        is_encrypted=made.encrypted,
        doubts=made.doubts,
        origin=made.origin,
    )


def unproven(path: Path, brought: Inside) -> Backup:
    """Return a backup without a manifest, such as a book that was copied by hand, with the file's own time."""
    status = path.stat()
    at = datetime.fromtimestamp(status.st_mtime).astimezone()
    return Backup(path=path, place=OTHER, at=at, bytes=status.st_size, is_verified=False, inside=brought)


def place_at(name: str, folder: Path, db: Database) -> Place:
    """Return a folder with the backups of the book in it."""
    found, own = [], book.identity(db)
    for file in backup.files(folder):
        made = manifest.read(file)
        if made is not None and _is_of(made, own, db.path):
            is_of_line = log.holds(db, Head(made.head_count, made.head))
            found.append(replace(found_at(file, name, made), is_of_line=is_of_line))
    return Place(
        name=name,
        folder=folder,
        is_there=disk.is_folder(folder),
        backups=tuple(sorted(found, key=age_of, reverse=True)),
    )


def _is_of(made: Manifest, own: str, path: Path | None) -> bool:
    if made.book:
        return made.book == own
    return path is not None and made.book_name == path.stem


def _replaced(path: Path) -> Backup:
    return replace(unproven(path, Inside()), place=REPLACED, at=restore.replaced_at(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def age_of(one: Backup) -> tuple[datetime, str]:
    """Return by what backups are put in order, the oldest first."""
    return (one.at, one.path.name)
