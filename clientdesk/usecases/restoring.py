"""The way back from a backup: seen before anything is done, laid ready, and put in the place of the book."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

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
from clientdesk.storage.database import Database, open_as_it_is, translated
from clientdesk.storage.dump import one_view
from clientdesk.storage.inside import inside, lacking
from clientdesk.usecases import verifying
from clientdesk.usecases.backup_shelf import OTHER, Backup, found_at, unproven


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
        found = replace(found_at(chosen, OTHER, made), inside=brought) if made else unproven(chosen, brought)
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
    with suppress(Exception):
        # The files are exchanged: what fails from here on is no failed restore, and the next start says what it sees.
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
    with closing(open_as_it_is(place, key=key, is_read_only=False)) as present:
        try:
            with disk.said(place.parent), translated():
                own = backup.book_id(present)
                return (own, lease.of(present)) if own else None
        except EnvironmentFault:
            # Too damaged to be read; then it is replaced by what there is.
            return None


def _remember(place: Path, key: bytes | None) -> None:
    """Let this computer take the restored state for the present one; the log itself tells that it was restored."""
    with closing(open_as_it_is(place, key=backup_check.fitting(place, key))) as db:
        end = log.head(db)
        machine.remember(book.identity(db), head=[end.count, end.hash])


def _doubts(other: Database) -> tuple[ClientdeskError, ...]:
    """Return what is not as it was written; a book from before there was a history can only be taken as it is."""
    if int(other.value("PRAGMA user_version")) < migrations.VERSION:
        return ()
    return verifying.verify(other, is_copy=True).findings


def _is_other(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether two books are not one and the same: by their ids, else by whose they are."""
    for mine, other in zip(ours, theirs, strict=True):
        if mine and other:
            return mine != other
    return False
