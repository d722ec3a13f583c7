"""Reading and writing whole records of one table; the record modules say only what is special about theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from clientdesk.domain.errors import ConflictError, NotFoundError
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import limits, log
from clientdesk.storage.database import Database, translated
from clientdesk.storage.records import columns, from_row, to_row

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class RecordTable(Generic[R]):
    """A table that holds records of `kind`; `computed` gives columns that are no fields, such as the search text.

    Every change leaves an entry in the log, in the same transaction (R-AUD-1).
    """

    name: str
    kind: type[R]
    computed: Callable[[R], Mapping[str, Any]] | None = None

    def get(self, db: Database, record_id: int) -> R:
        """Return the record, or raise NotFoundError."""
        row = db.row(f'SELECT * FROM "{self.name}" WHERE id = ?', (record_id,))
        if row is None:
            raise NotFoundError(
                N_("What you are looking for is not there: number {id} does not exist."),
                next_step=N_("Look for it in the list."),
                id=record_id,
            )
        return from_row(self.kind, row)

    def find(
        self, db: Database, where: str = "1", parameters: tuple[Any, ...] = (), *, order: str = "id"
    ) -> tuple[R, ...]:
        """Return the records that `where` selects; for bounded sets such as the rows of one contract."""
        rows = db.rows(f'SELECT * FROM "{self.name}" WHERE {where} ORDER BY {order}', parameters)
        return tuple(from_row(self.kind, row) for row in rows)

    def add(self, db: Database, record: R) -> R:
        """Insert the record and return it with its id (and version 1 where it has versions)."""
        limits.check(record)
        row = to_row(record)
        if "version" in row:
            row["version"] = 1
        with translated():
            new_id = db.tables.table(self.name).insert({**row, **self._computed(record)}, pk="id").last_pk
        row["id"] = cast("int", new_id)
        log.record(db, LogAct.ADDED, self.name, row["id"], after=row)
        changes: dict[str, Any] = {"id": row["id"]}
        if "version" in row:
            changes["version"] = 1
        return cast("R", replace(cast("Any", record), **changes))

    def save(self, db: Database, record: R) -> R:
        """Insert or update; an update of a record that changed meanwhile raises ConflictError."""
        row = to_row(record)
        record_id = row.get("id")
        if record_id is None:
            return self.add(db, record)
        limits.check(record)
        before = self._stored(db, record_id)
        version = row["version"]
        row["version"] = version + 1
        written = {**row, **self._computed(record)}
        assignments = ", ".join(f'"{name}" = :{name}' for name in written)
        changed = db.execute(
            f'UPDATE "{self.name}" SET {assignments} WHERE id = :id AND version = :version_',
            {**written, "version_": version},
        )
        if changed != 1:
            self.get(db, record_id)
            raise ConflictError(
                N_("This record was changed elsewhere in the meantime."),
                next_step=N_("Look at the new state, then make your change again."),
            )
        log.record(db, LogAct.CHANGED, self.name, record_id, after=row, before=before)
        return cast("R", replace(cast("Any", record), version=version + 1))

    def fill(self, db: Database, record_id: int, **values: str | int) -> None:
        """Fill in columns of a record that has no version, such as the number of a receipt once it is given."""
        before = self._stored(db, record_id) or {}
        assignments = ", ".join(f'"{name}" = :{name}' for name in values)
        db.execute(f'UPDATE "{self.name}" SET {assignments} WHERE id = :id', {**values, "id": record_id})
        log.record(db, LogAct.CHANGED, self.name, record_id, after={**before, **values}, before=before)

    def delete(self, db: Database, record_id: int) -> None:
        """Delete the record; raises StateError if it was issued, signed or booked."""
        before = self._stored(db, record_id)
        if before is None:
            return
        db.execute(f'DELETE FROM "{self.name}" WHERE id = ?', (record_id,))
        log.record(db, LogAct.DELETED, self.name, record_id, after=None, before=before)

    def _computed(self, record: R) -> Mapping[str, Any]:
        return self.computed(record) if self.computed else {}

    def _stored(self, db: Database, record_id: int) -> dict[str, Any] | None:
        """Return the row as the log seals it; the fields of a record, in a book that is up to date."""
        listed = ", ".join(f'"{name}"' for name in columns(self.kind))
        return db.row(f'SELECT {listed} FROM "{self.name}" WHERE id = ?', (record_id,))
