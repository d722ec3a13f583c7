"""The one SQLite engine of the program: sqlcipher3, also under sqlite-utils.

A second SQLite library opening the same file in one process would break its POSIX locks, and Python's own
may carry the WAL-reset bug (SQLite before 3.51.3), so nothing else may open a book.
"""

from __future__ import annotations

import sys

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


def unlock(connection: engine.Connection, key: bytes) -> None:
    """Give an encrypted book its key (256 bits, raw); nothing may be asked of the connection before."""
    # Its complaints about a wrong key would go to the terminal; a window has none, and we say it in a sentence.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f'PRAGMA key = "{key_words(key)}"').fetchall()


def key_words(key: bytes | None) -> str:
    """Return a key as the engine wants it in a statement or address; empty for a plain file."""
    return "" if key is None else f"x'{key.hex()}'"
