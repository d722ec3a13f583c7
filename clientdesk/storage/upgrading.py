"""Upgrading the file of an older book: rehearsed on a copy beside it, which takes its place once it has passed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from clientdesk.domain.errors import BusyFault, ClientdeskError, EnvironmentFault
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.domain.upgraded import Upgraded
from clientdesk.storage import disk, engine, fingerprint, keys, log, migrations, rehearsal
from clientdesk.storage.connection import Database, transaction
from clientdesk.storage.faults import fault

#: Opens a file as a book of whatever schema, with its key where it has one.
Opener = Callable[[Path], Database]

#: A copy may be as large as the book, and so may the journal while the copy is changed.
_TIMES_THE_BOOK = 2
_ROOM_BESIDES = 16 * 1024 * 1024
_TRIES, _SECONDS_BETWEEN = 4, 0.25
#: What lies beside the book while it is upgraded, under its name with a point before it.
_COPY, _KEPT = ".upgrade", ".kept"
_JOURNALS = ("-journal", "-wal", "-shm")


def upgrade(path: Path, open_file: Opener) -> Upgraded | None:
    """Upgrade the older book at `path`; None where another program did it meanwhile. Nobody may have it open here.

    At every moment the path holds the old book, byte for byte, or the new one. The old one is kept beside it. Raises
    EnvironmentFault or IntegrityFault with the old book as it was, and BusyFault while another program writes to it.
    """
    real = path.resolve()
    try:
        with closing(open_file(real)) as old:
            if old.place is not None and (protected := old.place.protection()) is not None:
                raise protected
            with _alone(old):
                # Whoever had it before us may have been upgrading it, too.
                if old.lost() is not None or not migrations.is_older(old):
                    return None
                return _upgrade(old, path, real, open_file)
    except engine.DatabaseError as error:
        raise fault(error, real) from error
    except OSError as error:
        raise EnvironmentFault(
            N_("The book cannot be upgraded: {reason}."),
            next_step=N_(
                "Nothing was changed. Check the rights of its folder {folder}, and the room on the disk."
            ),
            reason=error.strerror or str(error),
            folder=real.parent,
        ) from error


def _upgrade(old: Database, path: Path, real: Path, open_file: Opener) -> Upgraded:
    fingerprint.check_older(old)
    _check_nobody_else(real)
    _check_room(real)
    before = migrations.standing(old)
    copy = _beside(real, _COPY)
    _clear(real)
    try:
        carried = _rehearse(real, copy, open_file, before)
        disk.sync_file(copy)
        kept = _keep(real, open_file)
        keys.copy_slots(real, kept)
        _swap(old, copy, real)
    finally:
        _clear(real)
    return Upgraded(path=path, kept=kept, before=before, after=migrations.VERSION, carried=carried)


@contextmanager
def _alone(old: Database) -> Iterator[None]:
    """Keep every other program from writing into the old book; reading it goes on."""
    if str(old.value("PRAGMA journal_mode")) == "wal":
        # Another program holds it in a mode of its own: what it has written lies beside the file.
        raise _held()
    old.connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        with suppress(engine.Error):
            old.connection.execute("ROLLBACK")


def _check_nobody_else(real: Path) -> None:
    """Raise BusyFault where another process has the file open, as far as the system tells.

    A program that has it open without writing holds no lock. After the swap it would still read the old file, and take
    the journal of the new one for its own. Windows refuses the swap by itself.
    """
    for _try in range(_TRIES):
        if not _is_open_elsewhere(real):
            return
        # Whoever makes an index or a copy of all files lets go of it in a moment.
        time.sleep(_SECONDS_BETWEEN)
    raise _held()


def _is_open_elsewhere(real: Path) -> bool:
    own, wanted = str(os.getpid()), real.stat()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if link.parts[2] != own and os.path.samestat(link.stat(), wanted):
                return True
    return False


def _held() -> BusyFault:
    return BusyFault(
        N_("The book must be upgraded, and another window or program has it open."),
        next_step=N_("Close it there and open it again here; nothing was changed."),
    )


def _rehearse(real: Path, copy: Path, open_file: Opener, before: int) -> int:
    """Copy, migrate, check and compare; return how many records were carried over."""
    with closing(open_file(real)) as reader:
        facts = rehearsal.facts(reader)
        rehearsal.check_sealed(reader)
        _copy(reader, copy)
    with closing(open_file(copy)) as tried:
        carried = _migrate(tried)
        with transaction(tried):
            log.note(tried, LogAct.UPGRADED, before=before, after=migrations.VERSION)
        columns = {table: names for table, (names, _hash) in facts.frozen.items()}
        rehearsal.compare(facts, rehearsal.facts(tried, columns=columns))
        rehearsal.check(tried)
        # Its journal would stay beside the book under a name that nobody clears away.
        tried.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    return carried


def _migrate(tried: Database) -> int:
    try:
        return migrations.apply(tried, is_new=False)
    except (ClientdeskError, engine.DatabaseError, OSError):
        raise
    except Exception as error:
        # A fault of ours; the person still has a book, and a program that opens it.
        raise EnvironmentFault(
            N_("The book cannot be upgraded: {reason}."),
            next_step=rehearsal.NOTHING_CHANGED,
            reason=f"{type(error).__name__}: {error}",
        ) from error


def _copy(reader: Database, place: Path) -> None:
    """Write all that the book holds into a new file that only the user may read."""
    disk.blank(place)
    reader.connection.execute("VACUUM INTO ?", (str(place),))


def _keep(real: Path, open_file: Opener) -> Path:
    """Give the old file a second name that tells what it is, and return it: the same bytes, whatever comes."""
    name = f"{real.stem} before upgrade {date.today().isoformat()}"  # noqa: DTZ011  # a name for whoever looks into the folder
    number = 1
    while True:
        kept = real.with_name(f"{name}{real.suffix}" if number == 1 else f"{name} {number}{real.suffix}")
        if not kept.exists():
            break
        if kept.samefile(real):
            # Killed between this and the swap.
            return kept
        number += 1
    try:
        kept.hardlink_to(real)
    except OSError:
        # A file system that knows one name only for each file.
        part = _beside(real, _KEPT)
        with closing(open_file(real)) as reader:
            _copy(reader, part)
        disk.sync_file(part)
        part.replace(kept)
    return kept


def _swap(old: Database, copy: Path, real: Path) -> None:
    """Put the copy in the place of the book, in one step; afterwards the folder is on the disk, too."""
    stood = real.stat()
    copy.chmod(stood.st_mode & 0o777)
    if hasattr(os, "chown") and (stood.st_uid, stood.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.chown(copy, stood.st_uid, stood.st_gid)
    if os.name == "nt":
        # There an open file cannot be replaced: who else has it open keeps it from happening, we must not.
        old.close()
    copy.replace(real)
    # From here on the new book is there; that its name might be lost with the current is no reason to say otherwise.
    with suppress(OSError):
        disk.sync_folder(real.parent)


def _check_room(real: Path) -> None:
    wanted = _TIMES_THE_BOOK * real.stat().st_size + _ROOM_BESIDES
    free = shutil.disk_usage(real.parent).free
    if free < wanted:
        raise EnvironmentFault(
            N_(
                "The book must be upgraded, and there is too little room for it in {folder}: {missing} MB are missing."
            ),
            next_step=N_("Nothing was changed. Free some space and open the book again."),
            folder=real.parent,
            missing=-((free - wanted) // 1_000_000),
        )


def _beside(real: Path, ending: str) -> Path:
    return real.with_name(f".{real.name}{ending}")


def _clear(real: Path) -> None:
    """Take away what a rehearsal has left beside the book, ours or that of a program that was killed."""
    for ending in (_COPY, *(_COPY + journal for journal in _JOURNALS), _KEPT):
        _beside(real, ending).unlink(missing_ok=True)
