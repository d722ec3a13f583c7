"""Making backups of the open book, in two places; what has become superfluous goes after a success."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from clientdesk import paths
from clientdesk.domain.backup_rotation import EVERY, Kept, superfluous
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import backup, book, disk, machine, manifest
from clientdesk.storage.contents import contents
from clientdesk.storage.database import Database
from clientdesk.storage.dump import one_view
from clientdesk.usecases import verifying
from clientdesk.usecases.backup_shelf import (
    LOCAL,
    OTHER,
    REMEMBERED,
    SECOND,
    Backup,
    found_at,
    place_at,
    second_folder,
    shelf,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What came of it: the new backup, where it lies now, and what stood against the second place, if anything."""

    made: Backup
    folders: tuple[Path, ...]
    problem: ClientdeskError | None = None


def back_up(db: Database, *, at: datetime, folder: Path | None = None) -> BackedUp:
    """Make a verified backup now: into both places of the book, or into `folder` alone, where none is ever deleted.

    The second place not being there is no error, but is said in `problem`. Where only the first takes nothing, the
    second does. Afterwards what has become superfluous goes. A `folder` that is not there is not made: with a
    typing error nobody would look there. Raises what `storage.backup.make` raises.
    """
    if folder is not None:
        made = backup.make(db, folder, at=at, examine=verifying.doubts)
        return BackedUp(made=found_at(folder / made.file, OTHER, made), folders=(folder,))
    second, local = second_folder(db), paths.backup_folder()
    try:
        with disk.said(local.parent):
            machine.private_folder(local)
        made = backup.make(db, local, at=at, examine=verifying.doubts)
    except EnvironmentFault as error:
        if second is None:
            raise
        made = backup.make(db, second, at=at, examine=verifying.doubts)
        _prune(db, second, made.file)
        return BackedUp(made=found_at(second / made.file, SECOND, made), folders=(second,), problem=error)
    _prune(db, local, made.file)
    folders, problem = [local], None
    if second is not None:
        try:
            copied = backup.copy_to(local / made.file, second, made)
            folders.append(second)
            _prune(db, second, copied.file)
        except EnvironmentFault as error:
            problem = error
    return BackedUp(made=found_at(local / made.file, LOCAL, made), folders=tuple(folders), problem=problem)


def back_up_if_due(db: Database, *, at: datetime, least: timedelta = EVERY) -> BackedUp | None:
    """Make a backup if the last is older than `least` and the book has changed; None where nothing was due.

    A second place that was away gets the newest backup as soon as it is there again.
    """
    found = shelf(db, now=at)
    newest = next((one for one in found.local.backups if one.is_verified and one.is_of_line), None)
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
            book.identity(db), **{REMEMBERED: None if folder is None else str(folder.absolute())}
        )
    except OSError as error:
        raise disk.refusal(error, paths.data_folder()) from error


def _content(db: Database) -> str:
    with one_view(db):
        return contents(db).sha256


def _prune(db: Database, folder: Path, newest: str) -> None:
    """Delete what has become superfluous of this book after a success; the one just made stays, whatever the clock."""
    if not verifying.verify_quickly(db).is_sound:
        # On a doubt about the book nothing from before may go.
        return
    # Of a copy of the book, and of a state of it that went on by itself, nothing goes for the sake of this one.
    origins = {"", backup.origin(db)}
    own = (one for one in place_at("", folder, db).backups if one.is_of_line and one.origin in origins)
    kept = (Kept(one.path.name, one.at, one.is_verified, one.doubts) for one in own)
    # The backup is made; what cannot be deleted now is deleted after the next one.
    with suppress(EnvironmentFault), backup.written_into(folder):
        backup.delete(folder, tuple(name for name in superfluous(kept) if name != newest))
