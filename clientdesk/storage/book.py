"""The book as a whole: which one it is, whatever its file is called."""

from __future__ import annotations

from clientdesk.storage.connection import Database


def identity(db: Database) -> str:
    """Return what tells this book from every other one: 32 hexadecimal digits, the same in each of its copies."""
    return str(db.value("SELECT uuid FROM book"))
