"""Reading and writing whole records of one table; the record modules say only what is special about theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from clientdesk.domain.attachment import ATTACHED_TO
from clientdesk.domain.errors import ConflictError, NotFoundError
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import limits, log, trash
from clientdesk.storage.connection import Database
from clientdesk.storage.faults import translated
from clientdesk.storage.records import columns, from_row, to_row

R = TypeVar("R")
#: All tables by name, as they are declared (`tables.py`).
_KNOWN: dict[str, RecordTable[Any]] = {}


@dataclass(frozen=True, slots=True)
class RecordTable(Generic[R]):
    """A table that holds records of `kind`; `computed` gives columns that are no fields, such as the search text.

    Every change leaves an entry in the log, in the same transaction (R-AUD-1).
    """

    name: str
    kind: type[R]
    computed: Callable[[R], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        """Let the tables know each other: what hangs on a record goes with it."""
        _KNOWN[self.name] = self

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

    def holds(self, db: Database, record_id: int) -> bool:
        """Tell whether there is such a record."""
        return bool(db.value(f'SELECT EXISTS (SELECT 1 FROM "{self.name}" WHERE id = ?)', (record_id,)))

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
        row.setdefault("id", self._next_id(db))
        with translated(db.place):
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

    def delete(self, db: Database, record_id: int, *, for_good: bool = False) -> None:
        """Move the record into the trash with what is attached to it; StateError if it was issued, signed or booked.

        `for_good` keeps it nowhere: a person is erased, or there is nothing in it that anybody wrote.
        """
        before = self._stored(db, record_id)
        if before is None:
            return
        self._delete_attached(db, record_id, for_good=for_good)
        links = self._loosen(db, record_id)
        if not for_good and self.name not in trash.NOT_KEPT:
            trash.put(db, self.name, record_id, before, links=links)
        db.execute(f'DELETE FROM "{self.name}" WHERE id = ?', (record_id,))
        log.record(db, LogAct.DELETED, self.name, record_id, after=None, before=before)

    def put_back(self, db: Database, record: R) -> None:
        """Insert a record that was deleted, under its own id and with its own version."""
        row = to_row(record)
        with translated(db.place):
            db.tables.table(self.name).insert({**row, **self._computed(record)}, pk="id")
        log.record(db, LogAct.BROUGHT_BACK, self.name, row["id"], after=row)

    def _next_id(self, db: Database) -> int:
        """Return an id that no record of this table ever had: what was deleted can come back under its own."""
        return 1 + int(
            db.value(
                f'SELECT max((SELECT coalesce(max(id), 0) FROM "{self.name}"),'
                " (SELECT coalesce(max(record_id), 0) FROM log WHERE table_name = ?))",
                (self.name,),
            )
        )

    def _loosen(self, db: Database, record_id: int) -> trash.Links:
        """Let others give up their references here, where the log sees it, and not by the engine."""
        links = trash.links_to(db, self.name, record_id)
        for owner, column, owner_id in links:
            table = _KNOWN[owner]
            table.save(db, replace(table.get(db, owner_id), **{column: None}))
        return links

    def _delete_attached(self, db: Database, record_id: int, *, for_good: bool) -> None:
        if self.name not in ATTACHED_TO:
            return
        attachments = _KNOWN["attachments"]
        for one in attachments.find(db, "record_kind = ? AND record_id = ?", (self.name, record_id)):
            attachments.delete(db, one.id, for_good=for_good)

    def _computed(self, record: R) -> Mapping[str, Any]:
        return self.computed(record) if self.computed else {}

    def _stored(self, db: Database, record_id: int) -> dict[str, Any] | None:
        """Return the row as the log seals it; the fields of a record, in a book that is up to date."""
        listed = ", ".join(f'"{name}"' for name in columns(self.kind))
        return db.row(f'SELECT {listed} FROM "{self.name}" WHERE id = ?', (record_id,))
