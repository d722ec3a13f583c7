"""The table of filters that were saved under a name: one row for each name of a list."""

from __future__ import annotations

from clientdesk.domain.own_filter import OwnFilter
from clientdesk.storage.database import Database

_COLUMNS = ("of_list", "name", "text", "saved", "order", "descending")
_LISTED = ", ".join(f'"{column}"' for column in _COLUMNS)
_VALUES = f"INTO own_filters ({_LISTED}) VALUES ({', '.join(':' + column for column in _COLUMNS)})"


def put(db: Database, own: OwnFilter) -> None:
    """Keep the filter in place of one of the same name, as the newest of its list."""
    db.execute(f"INSERT OR REPLACE {_VALUES}", _row(own))


def put_new(db: Database, own: OwnFilter) -> None:
    """Keep the filter unless its list has one of that name."""
    db.execute(f"INSERT OR IGNORE {_VALUES}", _row(own))


def delete(db: Database, of_list: str, name: str) -> None:
    """Remove the row, if it is there."""
    db.execute("DELETE FROM own_filters WHERE of_list = ? AND name = ?", (of_list, name))


def find(db: Database, of_list: str = "") -> tuple[OwnFilter, ...]:
    """Return the filters of one list, or of all, in the order they were made."""
    rows = db.rows(f"SELECT {_LISTED} FROM own_filters WHERE ? IN ('', of_list) ORDER BY id", (of_list,))
    return tuple(OwnFilter(**{**row, "descending": bool(row["descending"])}) for row in rows)


def _row(own: OwnFilter) -> dict[str, object]:
    return {column: getattr(own, column) for column in _COLUMNS}
