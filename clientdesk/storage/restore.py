"""A checked backup in the place of the book: prepared beside it, then exchanged in one step; what was there is kept."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from clientdesk.domain.errors import BusyFault, IntegrityFault
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import backup_check, disk, engine, key_file, keys, lease, log, manifest
from clientdesk.storage.book import identity
from clientdesk.storage.database import open_as_it_is, open_book, transaction
from clientdesk.storage.faults import fault
from clientdesk.storage.lease import Lease
from clientdesk.storage.locked import is_plain

_JOURNAL = "-journal"
_TIME = "%Y-%m-%d-%H%M%S"
#: When a replaced file gave way, in its name.
_MOMENT = re.compile(r"-replaced-(\d{4}-\d\d-\d\d-\d{6})(-\d+)?\.")


def prepare(
    chosen: Path,
    book: Path,
    *,
    key: bytes | None = None,
    held: tuple[str, Lease] | None = None,
    takes_over: bool = False,
) -> Path:
    """Copy the chosen backup beside the book, check the copy, bring it to the present schema; return its path.

    Nothing of the book is touched. `held` is the id of the present book and who may write in it: of the same book the
    backup gets that, for one from before a hand-over gives nobody a right that was handed on; unless it `takes_over`
    what another computer has handed over. Raises what
    `backup_check.opened` raises, and EnvironmentFault for the disk.
    """
    # Where it really is: a link would be replaced instead of what it leads to.
    book = book.resolve()
    part = key_file.ready_for(book)
    made = manifest.read(chosen)
    with disk.said(book.parent):
        if not book.parent.is_dir():
            book.parent.mkdir(mode=0o700, parents=True)
        discard(part)
        try:
            read = disk.copy(chosen, part)
            keys.copy_slots(chosen, part)
            if made is not None:
                _compare(chosen, read, made)
            with backup_check.opened(part, key=key, like=made):
                pass
            _finish(part, chosen, made, key=key, held=None if takes_over else held)
            disk.sync_file(part)
            disk.sync_folder(part.parent)
        except BaseException:
            discard(part)
            raise
    return part


def exchange(
    part: Path, book: Path, *, at: datetime, key: bytes | None = None, patience: float = 10
) -> Path | None:
    """Put what was prepared in the place of the book; return where the replaced file lies now, None where none was.

    The book's own connections are closed by then. Whoever opens the path finds the whole old book or the whole new
    one, at every moment. Raises BusyFault when another program is still at work on the book after `patience` seconds.
    """
    book = book.resolve()
    with disk.said(book.parent):
        if not book.exists() or book.stat().st_size == 0:
            part.replace(book)
            _pass_keys(book)
            disk.sync_folder(book.parent)
            return None
        kept = _free_name(book, at)
        with _held(book, key, patience) as (is_sound, later):
            _keep(book, kept, later, is_sound=is_sound)
            disk.sync_folder(book.parent)
            if sys.platform != "win32":
                part.replace(book)
        if sys.platform == "win32":
            # There a file that somebody has open cannot be replaced, so it is let go of first, and refused if need be.
            part.replace(book)
        _pass_keys(book)
        disk.sync_folder(book.parent)
    return kept


def replaced(book: Path) -> tuple[Path, ...]:
    """Return the files that have given way to a backup and lie beside the book, the newest first."""
    book = book.resolve()
    found = [path for path in book.parent.glob("*-replaced-*") if _moment(book, path) is not None]
    return tuple(sorted(found, key=lambda path: (_moment(book, path) or "", path.name), reverse=True))


def replaced_at(path: Path) -> datetime:
    """Return when a file gave way, as its name says, in the time of this computer."""
    found = _MOMENT.search(path.name)
    if found is None:
        raise ValueError(path)
    return datetime.strptime(found[1], _TIME).astimezone()  # the clock on the wall, as in the name


def _moment(book: Path, path: Path) -> str | None:
    found = _MOMENT.search(path.name)
    is_ours = found is not None and path.name.startswith(f"{book.stem}-replaced-")
    return found[1] if found is not None and is_ours and path.suffix == book.suffix else None


def discard(part: Path) -> None:
    """Delete what was prepared, with what the engine may have left beside it.

    Once it has taken the place of the book its key file is that of the book, and stays.
    """
    # The file itself last: killed before, nothing looks as if it had taken its place.
    beside = (part.with_name(part.name + _JOURNAL), key_file.path_for(part))
    for path in (*beside, part) if part.exists() else ():
        path.unlink(missing_ok=True)


def _finish(
    part: Path,
    chosen: Path,
    made: manifest.Manifest | None,
    *,
    key: bytes | None,
    held: tuple[str, Lease] | None,
) -> None:
    """Upgrade what an older program has written, here and not in the place of the book, and note where it is from."""
    db = open_book(part, create=False, key=backup_check.fitting(part, key))
    try:
        # What this computer may not write in, it may still restore: nothing is decided by that.
        with lease.asking_nobody(db), transaction(db):
            told = {"file": chosen.name, "made_at": made.made_at.isoformat() if made else ""}
            if held is not None and held[0] == identity(db):
                lease.pass_on(db, held[1])
            elif not lease.of(db).is_here:
                lease.take_over(db)
            log.note(db, LogAct.RESTORED, **told)
    finally:
        db.close()
    if db.upgraded is not None:
        # The older state is kept where it came from: in the backup.
        discard(db.upgraded.kept)
    # Closed, the engine has no more use for its journal, which would not follow the file to its new name.
    part.with_name(part.name + _JOURNAL).unlink(missing_ok=True)


def _compare(chosen: Path, read: str, made: manifest.Manifest) -> None:
    if read != made.sha256:
        raise IntegrityFault(
            N_(
                "{name} was altered or damaged since it was made: it no longer has the SHA-256 written down then."
            ),
            next_step=N_("Choose another backup; this one is left as it is."),
            name=chosen.name,
        )


def _free_name(book: Path, at: datetime) -> Path:
    return disk.free_path(book.with_name(f"{book.stem}-replaced-{at.strftime(_TIME)}{book.suffix}"))


@contextmanager
def _held(book: Path, key: bytes | None, patience: float) -> Iterator[tuple[bool, ExitStack]]:
    """Hold the book alone, with all that was ever written to it; False where it is too damaged to be held.

    What is opened into the stack is closed later: letting go of the file gives back the locks that the engine holds.
    """
    with (
        ExitStack() as later,
        closing(open_as_it_is(book, key=key, is_read_only=False, patience=patience)) as db,
    ):
        try:
            db.connection.execute("PRAGMA query_only = OFF")
            db.connection.execute("BEGIN EXCLUSIVE")
            is_held = True
        except engine.DatabaseError as error:
            known = fault(error, book)
            if isinstance(known, BusyFault):
                raise known from error
            is_held = False
        yield is_held, later


def _pass_keys(book: Path) -> None:
    """Let the key file of what was prepared be that of the book; a plain book has none."""
    key_file.take_over(book)
    if is_plain(book):
        key_file.path_for(book).unlink(missing_ok=True)


def _keep(book: Path, kept: Path, later: ExitStack, *, is_sound: bool) -> None:
    """Give the book a second name; where the disk knows no second names, a copy under it.

    The engine's journal of a damaged book goes with it: left behind, it would be played back into the new one.
    """
    try:
        os.link(book, kept)
    except OSError:
        disk.copy_from(later.enter_context(book.open("rb")), kept)
    keys.copy_slots(book, kept)
    journal = book.with_name(book.name + _JOURNAL)
    if not is_sound and journal.exists():
        journal.replace(kept.with_name(kept.name + _JOURNAL))
