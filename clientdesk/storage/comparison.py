"""Whether two files hold the same book: schema and every row of every table, whatever the order of their pages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from clientdesk.storage import engine

_SCHEMA = "SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master ORDER BY type, name"
_TABLES = (
    "SELECT name, wr FROM pragma_table_list WHERE schema = ? AND type IN ('table', 'shadow')"
    " AND name NOT IN ('sqlite_schema', 'sqlite_temp_schema') ORDER BY name"
)
_MARKS = ("user_version", "application_id", "encoding")


def difference(
    one: engine.Connection,
    other: engine.Connection,
    schema: str = "main",
    tell: Callable[[int, int], None] | None = None,
) -> str:
    """Return the name of what differs, empty where both hold the same.

    The first is the file attached to `one` as `schema`, the second the one that `other` has open. `tell` hears how many
    tables of how many are compared.
    """
    for mark in _MARKS:
        if one.execute(f"PRAGMA {schema}.{mark}").fetchall() != other.execute(f"PRAGMA {mark}").fetchall():
            return mark
    if (
        one.execute(_SCHEMA.format(schema=schema)).fetchall()
        != other.execute(_SCHEMA.format(schema="main")).fetchall()
    ):
        return "schema"
    tables = one.execute(_TABLES, (schema,)).fetchall()
    for done, (name, has_no_rowid) in enumerate(tables):
        if tell is not None:
            tell(done, len(tables))
        words = _rows(name, by_key=bool(has_no_rowid))
        pairs = zip_longest(
            one.execute(words.format(schema=schema)), other.execute(words.format(schema="main"))
        )
        if not all(row == twin for row, twin in pairs):
            return str(name)
    return ""


def _rows(name: str, *, by_key: bool) -> str:
    quoted = '"' + name.replace('"', '""').replace("{", "{{").replace("}", "}}") + '"'
    # A table without row numbers lies in the order of its key, and is read in it.
    return (
        f"SELECT * FROM {{schema}}.{quoted}"
        if by_key
        else f"SELECT rowid, * FROM {{schema}}.{quoted} ORDER BY rowid"
    )
