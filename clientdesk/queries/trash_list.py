"""The trash as a list: one line for each act that deleted something, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from clientdesk.domain.search import fold
from clientdesk.domain.trashed import KEPT_DAYS, TrashRow
from clientdesk.storage.database import Database

#: The main record of an act was deleted last.
_MAIN: Final = (
    " FROM trash AS t JOIN (SELECT max(id) AS id, count(*) AS records FROM trash GROUP BY act) AS g"
    " ON g.id = t.id"
)


def page(
    db: Database, *, today: date, text: str = "", offset: int = 0, limit: int = 200
) -> tuple[TrashRow, ...]:
    """Return the lines whose name, or whose client's or contract's, holds `text`."""
    rows = db.rows(
        f"SELECT t.act, t.table_name, t.record_id, t.name, t.about, t.at, t.is_version, g.records{_MAIN}"
        " ORDER BY t.id DESC"
    )
    wanted = fold(text).strip()
    found = [row for row in rows if wanted in fold(f"{row['name']} {row['about']}")]
    return tuple(_row(row, today) for row in found[offset : offset + limit])


def count(db: Database, *, text: str = "") -> int:
    """Return how many lines there are."""
    if not text.strip():
        return int(db.value("SELECT count(DISTINCT act) FROM trash"))
    return len(page(db, today=date.min, text=text, limit=1 << 31))


def _row(row: Mapping[str, Any], today: date) -> TrashRow:
    deleted_on = date.fromisoformat(row["at"][:10])
    return TrashRow(
        id=row["act"],
        table_name=row["table_name"],
        record_id=row["record_id"],
        name=row["name"],
        about=row["about"],
        deleted_on=deleted_on,
        days_left=min(KEPT_DAYS, max(0, KEPT_DAYS - (today - deleted_on).days)),
        others=row["records"] - 1,
        is_version=bool(row["is_version"]),
    )
