"""The one SQLite engine of the program: sqlcipher3, also under sqlite-utils.

A second SQLite library opening the same file in one process would break its POSIX locks, and Python's own
may carry the WAL-reset bug (SQLite before 3.51.3), so nothing else may open a book.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2 as engine

# sqlite-utils prefers a module of this name over the standard library's sqlite3.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", engine)

Connection = engine.Connection
Row = engine.Row
Error = engine.Error
OperationalError = engine.OperationalError
DatabaseError = engine.DatabaseError
IntegrityError = engine.IntegrityError
connect = engine.connect
#: The first SQLite release without the WAL-reset bug.
OLDEST = (3, 51, 3)
version: tuple[int, ...] = tuple(int(part) for part in engine.sqlite_version.split("."))

#: What no statement of the program does to a book by itself (T70): another file opened beside it, code loaded into it.
_NEVER = (engine.SQLITE_ATTACH, engine.SQLITE_DETACH)
_FUNCTION = engine.SQLITE_FUNCTION
_LOADING = ("load_extension", "sqlcipher_export", "fts3_tokenizer")


def unlock(connection: engine.Connection, key: bytes) -> None:
    """Give an encrypted book its key (256 bits, raw); nothing may be asked of the connection before."""
    # Its complaints about a wrong key would go to the terminal; a window has none, and we say it in a sentence.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f'PRAGMA key = "{key_words(key)}"').fetchall()


def key_words(key: bytes | None) -> str:
    """Return a key as the engine wants it in a statement or address; empty for a plain file."""
    return "" if key is None else f"x'{key.hex()}'"


def confine(connection: Any) -> None:  # noqa: ANN401  # Connection is no type to mypy here
    """Keep a connection to its one file: ATTACH and the loading of code are refused while a statement is prepared."""
    connection.set_authorizer(_decide)


@contextmanager
def copying(connection: Any) -> Iterator[None]:  # noqa: ANN401  # as above
    """Allow what VACUUM INTO does inside: it attaches the file that it writes."""
    connection.set_authorizer(None)
    try:
        yield
    finally:
        confine(connection)


def _decide(action: int, _first: str | None, second: str | None, *_where: str | None) -> int:
    # Asked for each table and column of a statement, so it decides at once; exceptions would be swallowed.
    if action in _NEVER or (action == _FUNCTION and second in _LOADING):
        return int(engine.SQLITE_DENY)
    return int(engine.SQLITE_OK)
