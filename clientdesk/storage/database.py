"""Opening a book, its pragmas, and the one way to write: a transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientdesk.domain.errors import (
    BusyFault,
    ClientdeskError,
    ConflictError,
    EnvironmentFault,
    RuleError,
    StateError,
)
from clientdesk.domain.text import N_
from clientdesk.storage import engine

if TYPE_CHECKING:
    import sqlite_utils

#: PRAGMA application_id of a book: "CDsk".
APPLICATION_ID = 0x4344736B
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

Parameters = Iterable[Any] | Mapping[str, Any]


class Database:
    """A connection to one book. Not shared between threads: each worker opens its own."""

    def __init__(self, connection: engine.Connection, path: Path | None) -> None:
        self.connection = connection
        self.path = path
        self._tables: sqlite_utils.Database | None = None

    @property
    def tables(self) -> sqlite_utils.Database:
        """The same connection through sqlite-utils, imported at the first write: it costs a third of a start-up."""
        if self._tables is None:
            import sqlite_utils

            self._tables = sqlite_utils.Database(self.connection, recursive_triggers=True)
        return self._tables

    def rows(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """Run a SELECT and return its rows by column name."""
        with translated():
            cursor = self.connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, sql: str, parameters: Parameters = ()) -> dict[str, Any] | None:
        """Return the first row, or None."""
        return next(iter(self.rows(sql, parameters)), None)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401  # whatever SQLite holds
        """Return the first column of the first row, or None."""
        with translated():
            found = self.connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one writing statement inside `transaction` and return the number of changed rows."""
        if not self.connection.in_transaction:
            raise AssertionError("writing needs a transaction")
        with translated():
            return int(self.connection.execute(sql, parameters).rowcount)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def open_book(path: Path | str | None, *, create: bool = True) -> Database:
    """Open the book at `path` (None: in memory), making or upgrading it as needed.

    Raises EnvironmentFault with a sentence for a missing folder, a foreign or newer file, a full disk,
    and BusyFault when another program holds the file.
    """
    from clientdesk.storage import migrations

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
        _prepare_folder(target)
    try:
        connection = engine.connect(
            ":memory:" if target is None else str(target), timeout=_BUSY_SECONDS, isolation_level=None
        )
        database = Database(connection, target)
        for pragma in _PRAGMAS:
            database.connection.execute(pragma).fetchall()
        migrations.upgrade(database, is_new=is_new)
    except engine.DatabaseError as error:
        raise _fault(error, target) from error
    return database


@contextmanager
def transaction(database: Database) -> Iterator[Database]:
    """Run one act: BEGIN IMMEDIATE outside, a savepoint inside another act; all of it happens or nothing does."""
    connection = database.connection
    nested = connection.in_transaction
    with translated():
        connection.execute("SAVEPOINT act" if nested else "BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        if nested:
            connection.execute("ROLLBACK TO act")
            connection.execute("RELEASE act")
        elif connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    with translated():
        try:
            connection.execute("RELEASE act" if nested else "COMMIT")
        except engine.Error:
            if not nested and connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _prepare_folder(path: Path) -> None:
    """Make the folder (0700) and the file (0600) readable by the user alone."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(descriptor)
    except OSError as error:
        raise EnvironmentFault(
            N_("The book {path} cannot be written: {reason}."),
            next_step=N_("Choose another folder, or give yourself the right to write there."),
            path=path,
            reason=error.strerror or str(error),
        ) from error


@contextmanager
def translated() -> Iterator[None]:
    """Turn the engine's errors into sentences (the one place where they are told apart)."""
    try:
        yield
    except ClientdeskError:
        raise
    except engine.DatabaseError as error:
        raise _fault(error, None) from error


def _fault(error: Exception, path: Path | None) -> Exception:
    text = str(error)
    where = path or N_("the book")
    if "locked" in text or "busy" in text:
        return BusyFault(
            N_("Another program is writing to the book."), next_step=N_("Try again in a moment."), path=where
        )
    if "full" in text:
        return EnvironmentFault(
            N_("The disk is full; nothing was changed."), next_step=N_("Free some space and try again.")
        )
    if "not a database" in text:
        return EnvironmentFault(
            N_("{path} is not a ClientDesk book."), next_step=N_("Choose another file."), path=where
        )
    if "readonly" in text or "unable to open" in text:
        return EnvironmentFault(
            N_("The book cannot be written."),
            next_step=N_("Check the rights of the file and its folder."),
            path=where,
        )
    if "malformed" in text:
        return EnvironmentFault(
            N_("The book is damaged."),
            next_step=N_("Keep the file as it is and open your last backup."),
            path=where,
        )
    if isinstance(error, engine.IntegrityError) and text.startswith("guard: "):
        return StateError(
            N_("What was issued or booked never changes."),
            next_step=N_("Correct it with a counter-document."),
            rule="R-DOC-1",
            detail=text,
        )
    if isinstance(error, engine.IntegrityError) and "UNIQUE" in text:
        return ConflictError(
            N_("This number or name is taken already."), next_step=N_("Choose another one."), detail=text
        )
    if isinstance(error, engine.IntegrityError) and "FOREIGN KEY" in text:
        return RuleError(
            N_("Other records still refer to this one."), next_step=N_("Archive it instead."), detail=text
        )
    return error
