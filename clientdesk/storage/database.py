"""Opening a book: its file, its pragmas, its schema."""

from __future__ import annotations

import os
from pathlib import Path

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.storage import engine, fingerprint, machine, migrations
from clientdesk.storage.barriers import Barriers, danger
from clientdesk.storage.connection import Database, transaction
from clientdesk.storage.faults import fault, translated
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


def open_book(path: Path | str | None, *, create: bool = True) -> Database:
    """Open the book at `path` (None: in memory), making or upgrading it as needed.

    A book whose file or folder is write-protected can be looked at (`is_read_only`). Raises EnvironmentFault with
    a sentence for a missing folder, a foreign or newer file, a full disk, and BusyFault when another program holds it.
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
    place = None if target is None else Whereabouts(target, is_read_only=not is_writable(target))
    try:
        connection = _connect(place)
        database = Database(connection, target, place)
        for pragma in _PRAGMAS:
            database.connection.execute(pragma).fetchall()
        engine.confine(connection)
        migrations.upgrade(database, is_new=is_new)
        fingerprint.check(database)
        database.refusal = Barriers()
    except engine.DatabaseError as error:
        raise fault(error, target, place) from error
    return database


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
