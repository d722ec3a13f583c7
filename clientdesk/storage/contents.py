"""All that is in a book at one moment, as counts and hashes: what a copy is compared with."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass

from clientdesk.storage.connection import Database
from clientdesk.storage.faults import translated

#: The kinds of sqlite_master's own entries, in the order in which they are hashed.
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
#: Virtual tables hold nothing: what they show lies in tables of their own, which are listed like all others.
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
#: Of Python's own forms of plain values the last one in which equal rows are always equal bytes.
_PLAIN = 2


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows each table has, the SHA-256 of each with all its rows, and of the schema with its version."""

    counts: Mapping[str, int]
    hashes: Mapping[str, str]
    schema: str

    @property
    def sha256(self) -> str:
        """One hash of it all: two books with the same say the same."""
        from clientdesk.domain.paper import digest

        lines = [self.schema, *(f"{name} {self.counts[name]} {self.hashes[name]}" for name in self.hashes)]
        return digest("\n".join(lines).encode())

    def difference(self, other: Contents) -> str:
        """Return the first table that is not the same in `other`, `schema` for the tables themselves, else nothing."""
        if self.schema != other.schema or self.hashes.keys() != other.hashes.keys():
            return "schema"
        return next(
            (
                name
                for name in self.hashes
                if (self.counts[name], self.hashes[name]) != (other.counts[name], other.hashes[name])
            ),
            "",
        )


def contents(db: Database) -> Contents:
    """Read every row of every table; called within one view, so that all of it is of one moment."""
    import hashlib

    from clientdesk.domain.paper import digest

    versions = (db.value("PRAGMA application_id"), db.value("PRAGMA user_version"))
    with translated(db.place):
        tables = [str(name) for (name,) in db.connection.execute(_TABLES).fetchall()]
        schema = repr((versions, db.connection.execute(_SCHEMA).fetchall()))
        counts, hashes = {}, {}
        for table in tables:
            count, running = 0, hashlib.sha256()
            for row in db.connection.execute(f'SELECT * FROM "{table}" ORDER BY {_key(db, table)}'):
                running.update(marshal.dumps(row, _PLAIN))
                count += 1
            counts[table], hashes[table] = count, running.hexdigest()
    return Contents(counts, hashes, digest(schema.encode()))


def _key(db: Database, table: str) -> str:
    """Return the columns that put the rows into the same order in every copy: the key, else all of them."""
    columns = db.connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = sorted((place, name) for name, place in columns if place)
    return ", ".join(
        f'"{name}"' for name in ([name for _place, name in key] or [name for name, _pk in columns])
    )
