"""Bringing the book of an older program into the form of this one, and saying what was done."""

from __future__ import annotations

from pathlib import Path

from clientdesk.domain.upgraded import Upgraded
from clientdesk.storage.database import open_book


def upgrade(path: Path, key: bytes | None = None) -> Upgraded | None:
    """Upgrade the book at `path`, rehearsed on a copy; None where it has the form of this program already.

    Every opening of a book does the same. Raises what `open_book` raises; then the book is as it was.
    """
    book = open_book(path, create=False, key=key)
    done = book.upgraded
    book.close()
    return done
