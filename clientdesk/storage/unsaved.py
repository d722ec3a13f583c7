"""The table of what was typed and not saved yet: one row per editor that holds such text."""

from __future__ import annotations

from datetime import datetime

from clientdesk.domain.unsaved import Unsaved
from clientdesk.storage.database import Database

_COLUMNS = (
    "id", "editor", "record_id", "record_version", "name", "place", "place_id", "typed_at", "typed"
)  # fmt: skip
_PUT = (
    f"INSERT OR REPLACE INTO unsaved ({', '.join(_COLUMNS)}) "
    f"VALUES ({', '.join(':' + column for column in _COLUMNS)})"
)


def put(db: Database, unsaved: Unsaved) -> None:
    """Keep the text in place of what was kept for the same editor before."""
    values = {column: getattr(unsaved, column) for column in _COLUMNS}
    db.execute(_PUT, {**values, "typed_at": unsaved.typed_at.isoformat()})


def delete(db: Database, unsaved_id: int) -> None:
    """Remove the row, if it is there."""
    db.execute("DELETE FROM unsaved WHERE id = ?", (unsaved_id,))


def row(db: Database, unsaved_id: int) -> dict[str, object] | None:
    """Return the row as it is stored, for the trash; None where it is gone."""
    return db.row(f"SELECT {', '.join(_COLUMNS)} FROM unsaved WHERE id = ?", (unsaved_id,))


def find(db: Database) -> tuple[Unsaved, ...]:
    """Return all rows, the newest first."""
    rows = db.rows(f"SELECT {', '.join(_COLUMNS)} FROM unsaved ORDER BY typed_at DESC, id")
    return tuple(Unsaved(**{**row, "typed_at": datetime.fromisoformat(row["typed_at"])}) for row in rows)
