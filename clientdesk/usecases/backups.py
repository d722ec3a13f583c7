"""Backups of the open book: made, listed, aged; and the way back from one, seen before anything is done."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.backup_rotation import EVERY, Kept, is_overdue, superfluous
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.domain.inside import Inside, Lacking
from clientdesk.domain.text import N_
from clientdesk.storage import (
    backup,
    backup_check,
    book,
    disk,
    lease,
    log,
    machine,
    manifest,
    migrations,
    restore,
)
from clientdesk.storage.contents import contents
from clientdesk.storage.database import Database, open_as_it_is, translated
from clientdesk.storage.dump import one_view
from clientdesk.storage.inside import inside, lacking
from clientdesk.storage.manifest import Manifest
from clientdesk.usecases import verifying

LOCAL, SECOND, OTHER, REPLACED = "local", "second", "other", "replaced"
#: The name under which a computer remembers the second folder of a book.
_REMEMBERED = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that is there. `is_verified`: it was proven when it was made and has its size still.

    `place` is `local`, `second`, `other` for one from any other folder, or `replaced` for a book that gave way to a
    backup: of that nothing is known before it is looked into. Of an encrypted one only the preview says what is in it:
    `inside` is empty in a list.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder for backups: whether it is there now, and what it holds of this book, the newest first."""

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
        return tuple(sorted(found.values(), key=_age, reverse=True))

    @property
    def last(self) -> Backup | None:
        """Return the newest verified backup."""
        return next((one for one in self.backups if one.is_verified), None)

    @property
    def age(self) -> timedelta | None:
        """Return how old the newest verified backup is, never less than nothing; None where there is none."""
        return None if self.last is None else max(self.now - self.last.at, timedelta(0))

    @property
    def is_overdue(self) -> bool:
        """Whether the person is to be told that there is no verified backup of the last seven days."""
        return is_overdue(None if self.last is None else self.last.at, now=self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What came of it: the new backup, where it lies now, and what stood against the second place, if anything."""

    made: Backup
    folders: tuple[Path, ...]
    problem: ClientdeskError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a backup would bring back into the place of the present book, and what would be missing then.

    `present` is None where there is no book now or it cannot be read; `flaw` then says why. `is_other` is true for
    the backup of another book: that is to be confirmed for itself. `doubts` is what verifying the backup has found: it
    was in the book when the backup was made. `loses_encryption`: the book is encrypted and the backup is not.
    """

    backup: Backup
    present: Inside | None
    lacking: tuple[Lacking, ...] = ()
    is_other: bool = False
    flaw: ClientdeskError | None = None
    doubts: tuple[ClientdeskError, ...] = ()
    loses_encryption: bool = False


def second_folder(db: Database) -> Path | None:
    """Return the second folder that was picked for this book on this computer; None where none was."""
    found = machine.recall(book.identity(db)).get(_REMEMBERED)
    return Path(found) if isinstance(found, str) and found else None


def shelf(db: Database, *, now: datetime) -> Shelf:
    """Return what backups of this book there are. `now` is the moment with its time zone."""
    own, second = book.identity(db), second_folder(db)
    return Shelf(
        now=now,
        local=_place(LOCAL, paths.backup_folder(), own, db.path),
        second=None if second is None else _place(SECOND, second, own, db.path),
        replaced=tuple(map(_replaced, restore.replaced(db.path))) if db.path is not None else (),
    )


def back_up(db: Database, *, at: datetime, folder: Path | None = None) -> BackedUp:
    """Make a verified backup now: into both places of the book, or into `folder` alone, where none is ever deleted.

    The second place not being there is no error, but is said in `problem`. Where only the first takes nothing, the
    second does. Afterwards what has become superfluous goes. Raises what `storage.backup.make` raises.
    """
    if folder is not None:
        with disk.said(folder.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        made = backup.make(db, folder, at=at)
        return BackedUp(made=_found(folder / made.file, OTHER, made), folders=(folder,))
    second, local = second_folder(db), paths.backup_folder()
    try:
        with disk.said(local.parent):
            machine.private_folder(local)
        made = backup.make(db, local, at=at)
    except EnvironmentFault as error:
        if second is None:
            raise
        made = backup.make(db, second, at=at)
        _prune(db, second, made.file)
        return BackedUp(made=_found(second / made.file, SECOND, made), folders=(second,), problem=error)
    _prune(db, local, made.file)
    folders, problem = [local], None
    if second is not None:
        try:
            copied = backup.copy_to(local / made.file, second, made)
            folders.append(second)
            _prune(db, second, copied.file)
        except EnvironmentFault as error:
            problem = error
    return BackedUp(made=_found(local / made.file, LOCAL, made), folders=tuple(folders), problem=problem)


def back_up_if_due(db: Database, *, at: datetime, least: timedelta = EVERY) -> BackedUp | None:
    """Make a backup if the last is older than `least` and the book has changed; None where nothing was due.

    A second place that was away gets the newest backup as soon as it is there again.
    """
    found = shelf(db, now=at)
    newest = next((one for one in found.local.backups if one.is_verified), None)
    known = None if newest is None else manifest.read(newest.path)
    if newest is None or known is None:
        return back_up(db, at=at)
    if at - newest.at >= least and known.content != _content(db):
        return back_up(db, at=at)
    place = found.second
    if place is None or not place.is_there or any(one.path.name == known.file for one in place.backups):
        return None
    copied = backup.copy_to(newest.path, place.folder, known)
    _prune(db, place.folder, copied.file)
    return BackedUp(made=newest, folders=(place.folder / copied.file,))


def choose_second(db: Database, folder: Path | None) -> None:
    """Remember the second folder for this book's backups, or none.

    Raises EnvironmentFault where nothing may be written.
    """
    if folder is not None:
        if folder.absolute() == paths.backup_folder().absolute():
            raise EnvironmentFault(
                N_("The first backup lies in that folder already."),
                next_step=N_("Choose another disk, a stick, or a folder that is kept elsewhere, too."),
            )
        with backup.written_into(folder):
            pass
    try:
        machine.remember(
            book.identity(db), **{_REMEMBERED: None if folder is None else str(folder.absolute())}
        )
    except OSError as error:
        raise disk.refusal(error, paths.data_folder()) from error


def look_into(
    chosen: Path, place: Path | None, *, key: bytes | None = None, own_key: bytes | None = None
) -> Preview:
    """Check a backup in full and say what it would bring back; the book at `place` is only read.

    `key` is that of the backup, `own_key` that of the book, where they are encrypted.

    Raises EnvironmentFault or IntegrityFault with a sentence for a file that cannot be restored.
    """
    if place is not None:
        # Looked at as a file it would lose the locks that this process holds on it.
        _check_other_file(chosen, place)
    with backup_check.opened(chosen, key=key) as other:
        brought, other_id = inside(other), backup.book_id(other)
        made = manifest.read(chosen)
        found = replace(_found(chosen, OTHER, made), inside=brought) if made else _bare(chosen, brought)
        doubts = _doubts(other)
        if place is None or not place.exists() or place.stat().st_size == 0:
            return Preview(backup=found, present=None, doubts=doubts)
        # Able to write, for what a killed program has left is put in order by the first who reads.
        # The live book is not looked at as a file: letting go of it would give back the locks this process holds.
        present = open_as_it_is(place, key=own_key, is_read_only=False)
        try:
            with disk.said(place.parent), translated(), one_view(present):
                now = inside(present)
                return Preview(
                    backup=found,
                    present=now,
                    lacking=lacking(present, other),
                    is_other=_is_other((backup.book_id(present), now.issuer), (other_id, brought.issuer)),
                    doubts=doubts,
                    loses_encryption=own_key is not None and other.key is None,
                )
        except ClientdeskError as error:
            return Preview(backup=found, present=None, flaw=error, doubts=doubts)
        finally:
            present.close()


def prepare(
    chosen: Path,
    place: Path,
    *,
    key: bytes | None = None,
    own_key: bytes | None = None,
    takes_over: bool = False,
) -> Path:
    """Copy a backup beside the book, check it, upgrade it; the book itself stays as it is. Return what is prepared.

    With `takes_over` this computer holds it from then on, whoever held the book that is there (`two_computers`).
    """
    _check_other_file(chosen, place)
    return restore.prepare(chosen, place, key=key, held=_held(place, own_key), takes_over=takes_over)


def exchange(
    prepared: Path,
    place: Path,
    *,
    at: datetime,
    key: bytes | None = None,
    own_key: bytes | None = None,
    patience: float = 10,
) -> Path | None:
    """Put what was prepared in the place of the closed book; return where the replaced file is kept, if there was one.

    What was prepared is deleted where that fails, and the book is as it was.
    """
    try:
        kept = restore.exchange(prepared, place, at=at, key=own_key, patience=patience)
    except BaseException:
        restore.discard(prepared)
        raise
    _remember(place, key)
    return kept


def discard(prepared: Path) -> None:
    """Give up what was prepared; the book is as it was."""
    restore.discard(prepared)


def _check_other_file(chosen: Path, place: Path) -> None:
    if chosen.exists() and place.exists() and chosen.samefile(place):
        raise EnvironmentFault(
            N_("{name} is the book itself."), next_step=N_("Choose one of its backups."), name=chosen.name
        )


def _held(place: Path, key: bytes | None) -> tuple[str, lease.Lease] | None:
    """Return which book lies at `place` and who may write in it; None where none does, or it cannot be read."""
    if not place.exists() or place.stat().st_size == 0:
        return None
    try:
        with (
            closing(open_as_it_is(place, key=key, is_read_only=False)) as present,
            disk.said(place.parent),
            translated(),
        ):
            own = backup.book_id(present)
            return (own, lease.of(present)) if own else None
    except EnvironmentFault:
        # Too damaged to be read; then it is replaced by what there is.
        return None


def _remember(place: Path, key: bytes | None) -> None:
    """Let this computer take the restored state for the present one; the log itself tells that it was restored."""
    db = open_as_it_is(place, key=backup_check.fitting(place, key))
    try:
        end = log.head(db)
        with suppress(OSError):
            machine.remember(book.identity(db), head=[end.count, end.hash])
    finally:
        db.close()


def _doubts(other: Database) -> tuple[ClientdeskError, ...]:
    """Return what is not as it was written; a book from before there was a history can only be taken as it is."""
    if int(other.value("PRAGMA user_version")) < migrations.VERSION:
        return ()
    return verifying.verify(other, is_copy=True).findings


def _content(db: Database) -> str:
    with one_view(db):
        return contents(db).sha256


def _place(name: str, folder: Path, own: str, path: Path | None) -> Place:
    found = []
    for file in backup.files(folder):
        made = manifest.read(file)
        if made is not None and _is_of(made, own, path):
            found.append(_found(file, name, made))
    return Place(
        name=name,
        folder=folder,
        is_there=disk.is_folder(folder),
        backups=tuple(sorted(found, key=_age, reverse=True)),
    )


def _is_of(made: Manifest, own: str, path: Path | None) -> bool:
    if made.book:
        return made.book == own
    return path is not None and made.book_name == path.stem


def _found(path: Path, place: str, made: Manifest) -> Backup:
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
    )


def _replaced(path: Path) -> Backup:
    return replace(_bare(path, Inside()), place=REPLACED, at=restore.replaced_at(path))


def _bare(path: Path, brought: Inside) -> Backup:
    """Return a backup without a manifest, such as a book that was copied by hand, with the file's own time."""
    status = path.stat()
    at = datetime.fromtimestamp(status.st_mtime).astimezone()
    return Backup(path=path, place=OTHER, at=at, bytes=status.st_size, is_verified=False, inside=brought)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _prune(db: Database, folder: Path, newest: str) -> None:
    """Delete what has become superfluous of this book after a success; the one just made stays, whatever the clock."""
    if not verifying.verify_quickly(db).is_sound:
        # On a doubt about the book nothing from before may go.
        return
    place = _place("", folder, book.identity(db), db.path)
    kept = (Kept(one.path.name, one.at, one.is_verified) for one in place.backups)
    # The backup is made; what cannot be deleted now is deleted after the next one.
    with suppress(EnvironmentFault), backup.written_into(folder):
        backup.delete(folder, tuple(name for name in superfluous(kept) if name != newest))


def _is_other(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether two books are not one and the same: by their ids, else by whose they are."""
    for mine, other in zip(ours, theirs, strict=True):
        if mine and other:
            return mine != other
    return False


def _age(one: Backup) -> tuple[datetime, str]:
    return (one.at, one.path.name)
