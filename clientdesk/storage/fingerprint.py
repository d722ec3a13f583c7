"""Whether the structure of a book is the one this program makes: the same tables, indexes and triggers, and no others.

A book from elsewhere may hold a view in place of a table or a trigger of somebody else's, which would run with the
first statement. So its structure is compared before anything of its content is read (T61 to T65).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.text import N_
from clientdesk.storage import engine, guards, migrations
from clientdesk.storage.connection import Database

#: The bookkeeping of sqlite-utils, which may be laid out otherwise in its next release.
_BOOKKEEPING = "_sqlite_migrations"
_STRUCTURE = (
    "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> ?"
    " AND (name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR type NOT IN ('table', 'index'))"
)

Part = tuple[str, str, str | None]


class _Plain:
    """The one verb that migrations use, without sqlite-utils, which would cost a third of a start-up."""

    def __init__(self, connection: engine.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, *parameters: Any) -> Any:  # noqa: ANN401  # as sqlite-utils has it
        return self._connection.execute(sql, *parameters)


def check(db: Database) -> None:
    """Raise IntegrityFault, naming a part that differs, unless the structure is this program's own."""
    _compare(_parts(db), {*_made_by(migrations.MIGRATIONS), *_triggers()})


def check_older(db: Database) -> None:
    """The same for a book of an earlier schema; its triggers are made anew by the upgrade, and are not looked at."""
    found = {part for part in _parts(db) if part[0] != "trigger"}
    _compare(found, set(_made_by(migrations.MIGRATIONS[: migrations.standing(db)])))


def _parts(db: Database) -> set[Part]:
    return {(row["type"], row["name"], row["sql"]) for row in db.rows(_STRUCTURE, (_BOOKKEEPING,))}


def _compare(found: set[Part], wanted: set[Part]) -> None:
    if found == wanted:
        return
    names = sorted({str(part[1]) for part in found ^ wanted})
    raise IntegrityFault(
        N_("The structure of this book was changed by another program: {names}."),
        next_step=N_("Nothing of it was read. Open your last backup."),
        rule="T65",
        names=", ".join(names[:3]) + (" …" if names[3:] else ""),
    )


def _triggers() -> set[Part]:
    """The engine keeps the words of a trigger as they were said, so none has to be made to be compared."""
    return {("trigger", sql.split(" ", 3)[2], sql) for sql in guards.statements()}


@cache
def _made_by(migrations: tuple[Callable[[Any], None], ...]) -> frozenset[Part]:
    connection = engine.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        for migration in migrations:
            migration(_Plain(connection))
        return frozenset(connection.execute(_STRUCTURE, (_BOOKKEEPING,)).fetchall())
    finally:
        connection.close()
