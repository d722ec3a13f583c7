"""When Lena's book is backed up, and how two states of it are compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from clientdesk.storage.contents import contents
from clientdesk.storage.database import open_book

NOW = datetime(2026, 6, 17, 12, 30, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def read(path: Path) -> tuple[str, dict[str, str]]:
    """All that is in a book but for its history, as hashes, and the SHA-256 of each paper's bytes."""
    from clientdesk.domain.paper import digest

    db = open_book(path, create=False)
    hashes = {name: value for name, value in contents(db).hashes.items() if not name.startswith("log")}
    found = repr(sorted(hashes.items()))
    papers = {row["number"]: digest(row["pdf"]) for row in db.rows("SELECT number, pdf FROM papers")}
    db.close()
    return found, papers
