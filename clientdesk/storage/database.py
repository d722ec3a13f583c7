"""Opening a book: its file, its pragmas, its schema."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import disk, engine, erased, fingerprint, machine, migrations, recoding
from clientdesk.storage.barriers import Barriers, danger
from clientdesk.storage.connection import Database, transaction
from clientdesk.storage.faults import fault, translated
from clientdesk.storage.locked import locked
from clientdesk.storage.whereabouts import Whereabouts, is_writable

__all__ = ["Database", "open_book", "transaction", "translated"]

_BUSY_SECONDS = 10

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
)

#: What is asked for before anything of a file of unknown origin is read.
_CAUTION = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA query_only = ON",
)


def open_book(path: Path | str | None, *, create: bool = True, key: bytes | None = None) -> Database:
    """Open the book at `path` (None: in memory), making or upgrading it as needed; `key` is that of an encrypted one.

    A book whose file or folder is write-protected can be looked at (`is_read_only`). Raises EnvironmentFault with
    a sentence for a missing folder, a foreign or newer file, a full disk, BusyFault when another program holds it, and
    LockedFault when it is encrypted and the key is missing or another one's (`storage/keys.py` finds the key).
    """
    if engine.version < engine.OLDEST:
        raise EnvironmentFault(
            N_("The database engine {version} is too old to be safe."),
            next_step=N_("Install ClientDesk again."),
            version=".".join(map(str, engine.version)),
        )
    target = None if path is None else Path(path)
    is_new = target is None or not target.exists() or target.stat().st_size == 0
    if target is not None:
        if is_new and not create:
            raise EnvironmentFault(
                N_("There is no book at {path}."),
                next_step=N_("Check the path, or start a new book there."),
                path=target,
            )
        if is_new and (unsafe := danger(target)) is not None:
            raise unsafe
        _prepare_folder(target)
        recoding.clear_leftovers(target, key)
    database = _open_file(target, key)
    try:
        if _is_empty(database):
            migrations.apply(database, is_new=True)
        elif migrations.is_older(database):
            # Imported here: a book is older once, and the check of its totals needs half of the program.
            from clientdesk.storage import upgrading

            database.close()
            done = upgrading.upgrade(target or Path(), partial(_open_file, key=key))
            database = _open_file(target, key)
            database.upgraded = done
        engine.confine(database.connection)
        fingerprint.check(database)
        database.refusal = Barriers()
        erased.finish(database)
    except (engine.DatabaseError, UnicodeDecodeError) as error:
        database.close()
        raise fault(error, target, database.place) from error
    except BaseException:
        database.close()
        raise
    return database


def open_as_it_is(
    path: Path, *, key: bytes | None = None, is_read_only: bool = True, patience: float = _BUSY_SECONDS
) -> Database:
    """Open a file that may be no book of ours, such as a backup, without upgrading or making anything.

    Raises EnvironmentFault with a sentence where the file cannot be opened. What the engine says of its content comes
    at the first statement, not here: `translated` and the caller know what it means.
    """
    address = f"{path.absolute().as_uri()}?mode={'ro' if is_read_only else 'rw'}"
    with disk.said(path.parent) if is_read_only else translated(Whereabouts(path)):
        connection = engine.connect(address, timeout=patience, isolation_level=None, uri=True)
    if key is not None:
        engine.unlock(connection, key)
    for pragma in _CAUTION:
        connection.execute(pragma)
    database = Database(connection, path)
    database.key = key
    return database


def _open_file(path: Path | None, key: bytes | None) -> Database:
    """Connect to a book of any schema; a foreign or newer file is refused before anything is set in it."""
    place = None if path is None else Whereabouts(path, is_read_only=not is_writable(path))
    connection = None
    try:
        connection = _connect(place)
        database = Database(connection, path, place)
        if key is not None:
            engine.unlock(connection, key)
            database.key = key
        # Asked of the engine itself: only it can say that a key is missing or wrong.
        connection.execute("PRAGMA schema_version").fetchall()
        if not _is_empty(database):
            migrations.is_older(database)
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, (engine.DatabaseError, UnicodeDecodeError)):
            raise locked(error, path, key) or fault(error, path, place) from error
        raise
    return database


def _is_empty(database: Database) -> bool:
    """Tell whether the file holds nothing at all: new, or given back whole when a kill broke off its making."""
    return not database.value("PRAGMA application_id") and not database.value("PRAGMA schema_version")


def _connect(place: Whereabouts | None) -> engine.Connection:
    is_read_only = place is not None and place.is_read_only
    address = ":memory:" if place is None else str(place.path)
    if place is not None and is_read_only:
        address = f"{place.path.absolute().as_uri()}?mode=ro"
    return engine.connect(address, timeout=_BUSY_SECONDS, isolation_level=None, uri=is_read_only)


def _prepare_folder(path: Path) -> None:
    """Make the folder (0700) and the file (0600) readable by the user alone; leave alone what is there."""
    if os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids) and path.stat().st_size:
        return
    try:
        machine.private_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(descriptor)
    except OSError as error:
        raise EnvironmentFault(
            N_("The book {path} cannot be written: {reason}."),
            next_step=N_("Choose another folder, or give yourself the right to write there."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
