"""What belonged to somebody and is gone, as far as the trash and the log still tell of it: found by who owned it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clientdesk.domain.trashed import Trashed
from clientdesk.storage import trash
from clientdesk.storage.connection import Database

#: Table and id of a record.
Record = tuple[str, int]

_OWNERS = (
    "json_extract({row}, '$.client_id') AS client_id, json_extract({row}, '$.contract_id') AS contract_id,"
    " json_extract({row}, '$.record_kind') AS owner_kind, json_extract({row}, '$.record_id') AS owner_id"
)
_IN_TRASH = f"SELECT table_name, record_id, {_OWNERS.format(row='row')} FROM trash"
_IN_LOG = (
    f"SELECT table_name, record_id, {_OWNERS.format(row='changes')} FROM log"
    " WHERE act = 'deleted' AND table_name <> '' AND changes <> ''"
)


@dataclass(frozen=True, slots=True)
class _Gone:
    record: Record
    owners: frozenset[Record]


def in_trash(db: Database, owners: Iterable[Record]) -> tuple[Trashed, ...]:
    """Return what is in the trash of these records, and of what belonged to them, the oldest first."""
    found = _closed(_gone(db, _IN_TRASH), owners)
    return tuple(
        one
        for one in trash.of_all(db)
        if one.table_name != "unsaved" and (one.table_name, one.record_id) in found
    )


def in_log(db: Database, owners: Iterable[Record]) -> frozenset[Record]:
    """Return what the log tells to have been deleted of these records, and of what belonged to them."""
    return _closed(_gone(db, _IN_LOG), owners)


def _gone(db: Database, sql: str) -> list[_Gone]:
    return [
        _Gone(
            (row["table_name"], row["record_id"]),
            frozenset(
                {
                    ("clients", row["client_id"]),
                    ("contracts", row["contract_id"]),
                    (row["owner_kind"], row["owner_id"]),
                    # A version of a record that stands belongs to it.
                    (row["table_name"], row["record_id"]),
                }
            ),
        )
        for row in db.rows(sql)
    ]


def _closed(gone: list[_Gone], owners: Iterable[Record]) -> frozenset[Record]:
    """Return those that belong to the owners, or to one that does: a contract's milestones go with the contract."""
    known, found = set(owners), set[Record]()
    while more := {one.record for one in gone if one.owners & known} - found:
        found |= more
        known |= more
    return frozenset(found)
