"""One backup of an open book in one folder: a copy under another name, proven, and only then given its name."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from clientdesk import __version__
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, IntegrityFault
from clientdesk.domain.inside import Inside
from clientdesk.domain.log import Head, sha256
from clientdesk.domain.text import N_
from clientdesk.storage import book, disk, engine, key_file, keys, log, machine, manifest
from clientdesk.storage.contents import Contents, contents
from clientdesk.storage.database import Database, open_as_it_is, translated
from clientdesk.storage.dump import one_view
from clientdesk.storage.folder_lock import folder_lock
from clientdesk.storage.inside import inside
from clientdesk.storage.manifest import Manifest

#: NAME-2026-11-22-182139.db, with -2 and so on after the time where the name is taken.
_NAME = re.compile(r".+-\d{4}-\d\d-\d\d-\d{6}(-\d+)?\.db")
ENDING = ".db"
#: What a file that is being written has after its name: of a backup, or of what lies beside one (`disk.write`).
_PARTS = re.compile(rf"({disk.LOT})?{re.escape(disk.PART)}(-journal)?$")
#: So often a copy may be overtaken by somebody's writing before the writers are asked to wait.
_FREE_TRIES = 1
_PATIENCE_SECONDS = 20
_PAUSE_SECONDS = 0.0005


def make(
    db: Database, folder: Path, *, at: datetime, examine: Callable[[Database], int] | None = None
) -> Manifest:
    """Make one verified backup of the book into `folder`, and return what was written beside it.

    `at` is the moment with its time zone. The copy is made by VACUUM INTO, lies on the disk, is opened again and
    compared row by row with the book as it stood at that same moment; only then it gets its name. Afterwards
    `examine` is asked how many doubts there are about what is in it; they are written down and hinder nothing. Whatever
    goes wrong before leaves nothing that bears a name. Raises EnvironmentFault for the disk, BusyFault while another
    backup is made there, IntegrityFault where the copy is not the book.
    """
    if db.path is None:
        raise EnvironmentFault(
            N_("A book that lies in memory alone has no backups."), next_step=N_("Open a book from a file.")
        )
    with written_into(folder):
        target = _free_name(folder, db.path.stem, at)
        part = target.with_name(target.name + disk.PART)
        try:
            found, people, head = _copied(db, part)
            disk.sync_file(part)
            _prove(part, found, key=db.key)
            made = replace(
                _manifest(db, target, part, at=at, found=found),
                inside={} if db.key is not None else people.plain(),
                head_count=head.count,
                head=head.hash,
                origin=origin(db),
            )
            _name(part, target, made, keys_of=db.path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        # It takes seconds of a big book, and whoever switches the computer off in them has a backup by now.
        return made if examine is None else _examined(target, made, examine, key=db.key)


def copy_to(source: Path, folder: Path, made: Manifest) -> Manifest:
    """Copy a finished backup into another folder, byte for byte; read back, and named only when its hash is right."""
    with written_into(folder):
        target = folder / made.file
        if target.exists():
            target = _free_name(folder, made.book_name or "book", made.made_at)
        part = target.with_name(target.name + disk.PART)
        copied = _renamed(made, target.name)
        try:
            _compare(folder, {disk.copy(source, part), disk.sha256(part)}, made)
            _name(part, target, copied, keys_of=source)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return copied


def _beside(backup: Path) -> tuple[Path, Path]:
    """Return what lies beside a backup: its manifest, and the key file of an encrypted one."""
    return (manifest.path_of(backup), key_file.path_for(backup))


def _compare(folder: Path, hashes: set[str], made: Manifest) -> None:
    if hashes != {made.sha256}:
        raise IntegrityFault(
            N_("The copy of the backup in {folder} is not the same as the backup itself."),
            next_step=N_("Check that disk, or choose another folder for backups."),
            folder=folder,
        )


def delete(folder: Path, names: tuple[str, ...]) -> None:
    """Delete backups and then their manifests, the oldest first."""
    with disk.said(folder):
        for name in names:
            if _NAME.fullmatch(name):
                (folder / name).unlink(missing_ok=True)
                for beside in _beside(folder / name):
                    beside.unlink(missing_ok=True)


def files(folder: Path) -> Iterator[Path]:
    """Yield the finished backups in the folder by name; a folder that is not there holds none."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        if _NAME.fullmatch(path.name) and path.is_file():
            yield path


def book_id(db: Database) -> str:
    """Return what tells a book from every other one; empty for one from before there was such a thing."""
    return book.identity(db) if _has_table(db, "book") else ""


def origin(db: Database) -> str:
    """Return what tells this file from copies of it on this computer and on others, as 64 hexadecimal digits."""
    return sha256(f"{machine.device().id} {db.path.resolve()}") if db.path is not None else ""


def _has_table(db: Database, name: str) -> bool:
    return bool(db.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)))


@contextmanager
def written_into(folder: Path) -> Iterator[None]:
    """Hold the folder alone, without what an earlier try has left; what the disk refuses becomes a sentence."""
    with disk.said(folder), folder_lock(folder):
        _clear(folder)
        yield


def _clear(folder: Path) -> None:
    """Delete what is not finished, and what lies beside backups that are not there."""
    for path in folder.iterdir():
        name = _PARTS.sub("", path.name)
        bare = name.removesuffix(manifest.ENDING).removesuffix(key_file.ENDING)
        is_beside = name in {bare + manifest.ENDING, bare + key_file.ENDING}
        is_lonely = is_beside and not (folder / bare).exists()
        if _NAME.fullmatch(bare) and (name != path.name or is_lonely):
            path.unlink(missing_ok=True)


def _free_name(folder: Path, stem: str, at: datetime) -> Path:
    return disk.free_path(folder / f"{stem}-{at:%Y-%m-%d-%H%M%S}{ENDING}")


def _copied(db: Database, part: Path) -> tuple[Contents, Inside, Head]:
    """Copy the book and return what was in it at that very moment, whoever else is writing."""
    for attempt in count():
        disk.blank(part)
        with _writers_waiting(db) if attempt >= _FREE_TRIES else nullcontext():
            before = db.data_version()
            with translated(db.place), disk.said(part.parent), engine.copying(db.connection):
                db.connection.execute("VACUUM INTO ?", (str(part),))
            with one_view(db):
                # The first reading holds the view; nobody has written since the copy if the number is the same.
                if db.data_version() == before:
                    return contents(db), inside(db), log.head(db)
        part.unlink()
    raise AssertionError("unreachable")


@contextmanager
def _writers_waiting(db: Database) -> Iterator[None]:
    """Let every other connection read, and none write: they wait as they would for anybody's act."""
    if db.path is None or (db.place is not None and db.place.is_read_only):
        yield
        return
    other = open_as_it_is(db.path, key=db.key, is_read_only=False, patience=0)
    try:
        with translated(db.place):
            other.connection.execute("PRAGMA query_only = OFF")
            _begin(other)
        yield
    finally:
        other.close()


def _begin(db: Database) -> None:
    """Begin to write between two acts of somebody who writes all the time: the engine's own pauses grow too long."""
    last = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            db.connection.execute("BEGIN IMMEDIATE")
        except engine.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _prove(part: Path, found: Contents, *, key: bytes | None) -> None:
    """Raise IntegrityFault unless the copy is sound and holds, row by row, what was found in the book."""
    try:
        # For writing: read-only the engine does not look whether values keep to the rules of their columns.
        copy = open_as_it_is(part, key=key, is_read_only=False)
        try:
            flaw = _flaw(copy) or contents(copy).difference(found)
        finally:
            copy.close()
    except engine.DatabaseError as error:
        flaw = str(error)
    if flaw:
        raise IntegrityFault(
            N_("The backup was given up: it is not the same as the book ({flaw})."),
            next_step=N_("Check the disk, then make it again."),
            flaw=flaw,
        )


def _examined(
    target: Path, made: Manifest, examine: Callable[[Database], int], *, key: bytes | None
) -> Manifest:
    """Write down how many doubts there are about what is in a backup; where that fails they stay unknown."""
    try:
        with closing(open_as_it_is(target, key=key, is_read_only=False)) as copy:
            examined = replace(made, doubts=examine(copy))
        manifest.write(target, examined)
    except (OSError, ClientdeskError, engine.DatabaseError):
        return made
    return examined


def _flaw(copy: Database) -> str:
    sound = str(copy.connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if sound != "ok":
        return sound
    broken = copy.connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"{broken[0]} {broken[1]}" if broken else ""


def _manifest(db: Database, target: Path, part: Path, *, at: datetime, found: Contents) -> Manifest:
    return Manifest(
        file=target.name,
        made_at=at,
        book=book_id(db),
        book_name=db.path.stem if db.path else "",
        bytes=part.stat().st_size,
        sha256=disk.sha256(part),
        content=found.sha256,
        schema_version=int(db.value("PRAGMA user_version")),
        app_version=__version__,
        engine=".".join(map(str, engine.version)),
        encrypted=db.key is not None,
        counts={} if db.key is not None else found.counts,
    )


def _renamed(made: Manifest, name: str) -> Manifest:
    return made if made.file == name else replace(made, file=name)


def _name(part: Path, target: Path, made: Manifest, *, keys_of: Path) -> None:
    """Write manifest and key file, then give the file its name: what bears one is proven and can be opened."""
    keys.copy_slots(keys_of, target)
    manifest.write(target, made)
    try:
        disk.replace(part, target)
    except BaseException:
        # What the disk does not vouch for bears no name, or somebody would go on with it; a file that cannot be taken
        # away keeps what tells that it is whole.
        with suppress(OSError):
            for one in (target, *_beside(target)):
                one.unlink(missing_ok=True)
        raise
