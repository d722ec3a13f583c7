"""The connection to one book, and the one way to write: a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientdesk.storage import engine
from clientdesk.storage.faults import translated
from clientdesk.storage.scribe import Scribe
from clientdesk.storage.whereabouts import Whereabouts

if TYPE_CHECKING:
    import sqlite_utils

    from clientdesk.domain.errors import EnvironmentFault

Parameters = Iterable[Any] | Mapping[str, Any]


class Database:
    """A connection to one book. Not shared between threads: each worker opens its own."""

    def __init__(
        self, connection: engine.Connection, path: Path | None, place: Whereabouts | None = None
    ) -> None:
        self.connection = connection
        self.path = path
        self.place = place
        #: The key of an encrypted book, for whoever opens it once more; None where it is plain.
        self.key: bytes | None = None
        #: Asked before every act: why this computer may not write in the book now (`lease.refusal`), None where it may.
        self.refusal: Callable[[Database], EnvironmentFault | None] = _nothing_against
        #: Names and dates what is entered in the log.
        self.scribe = Scribe()
        self._tables: sqlite_utils.Database | None = None

    @property
    def is_read_only(self) -> bool:
        """Whether the book can only be looked at: it is write-protected, or another computer writes in it."""
        return self.protection() is not None

    def protection(self) -> EnvironmentFault | None:
        """Return why the book can only be looked at, in a sentence; None where it can be written."""
        if self.place is not None and self.place.is_read_only:
            return self.place.protection()
        return self.refusal(self)

    def lost(self) -> EnvironmentFault | None:
        """Return what has happened to the file since it was opened, in a sentence; None where it lies as it did."""
        return None if self.place is None else self.place.moved()

    @property
    def tables(self) -> sqlite_utils.Database:
        """The same connection through sqlite-utils, imported at the first write: it costs a third of a start-up."""
        if self._tables is None:
            import sqlite_utils

            self._tables = sqlite_utils.Database(self.connection, recursive_triggers=True)
        return self._tables

    def rows(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """Run a SELECT and return its rows by column name."""
        with translated(self.place):
            cursor = self.connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows one by one, for a reading that is broken off as soon as it is known enough."""
        with translated(self.place):
            cursor = self.connection.execute(sql, parameters)
            try:
                yield from cursor
            finally:
                cursor.close()

    def row(self, sql: str, parameters: Parameters = ()) -> dict[str, Any] | None:
        """Return the first row, or None."""
        return next(iter(self.rows(sql, parameters)), None)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401  # whatever SQLite holds
        """Return the first column of the first row, or None."""
        with translated(self.place):
            found = self.connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one writing statement inside `transaction` and return the number of changed rows."""
        if not self.connection.in_transaction:
            raise AssertionError("writing needs a transaction")
        with translated(self.place):
            return int(self.connection.execute(sql, parameters).rowcount)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _nothing_against(_database: Database) -> None:
    """Refuse nothing: a book that is being made or upgraded."""


def _check_writable(database: Database) -> None:
    """Asked within the transaction: nothing can change the answer before the act is done."""
    refusal = database.refusal(database)
    if refusal is not None:
        raise refusal


@contextmanager
def transaction(database: Database) -> Iterator[Database]:
    """Run one act: BEGIN IMMEDIATE outside, a savepoint inside another act; all of it happens or nothing does."""
    connection = database.connection
    nested = connection.in_transaction
    with translated(database.place):
        connection.execute("SAVEPOINT act" if nested else "BEGIN IMMEDIATE")
    try:
        if not nested:
            _check_writable(database)
        yield database
    except BaseException:
        if nested:
            connection.execute("ROLLBACK TO act")
            connection.execute("RELEASE act")
        elif connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    with translated(database.place):
        try:
            connection.execute("RELEASE act" if nested else "COMMIT")
        except engine.Error:
            if not nested and connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
