"""The table of what was deleted: whole rows go in with the act that deletes them, and come out as they were (Q2).

`RecordTable.delete` is the one way in, so that no use case can forget it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from itertools import pairwise
from typing import Any

from clientdesk.domain.errors import StateError
from clientdesk.domain.log import LogAct, digest_of
from clientdesk.domain.text import N_
from clientdesk.domain.trashed import Trashed
from clientdesk.storage import log
from clientdesk.storage.connection import Database
from clientdesk.storage.records import from_row

#: What is no loss: a line of the agenda that was put aside stands there again, and that is all there was to it.
#: Contents go once no attachment refers to them (`usecases/attachments.py`).
NOT_KEPT = frozenset({"asides", "contents"})
_COLUMNS = (
    "id", "act", "at", "table_name", "record_id", "name", "about", "row", "links", "is_version",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO trash ({', '.join(_COLUMNS[1:])}) VALUES ({', '.join(':' + name for name in _COLUMNS[1:])})"
)
#: By which of its fields a record is known to people, the best one first.
_NAMES = ("name", "title", "description", "deliverable", "label", "family", "code")
_BYTES = "base64"
#: What reading or sealing an entry raises that no ClientDesk has written: JSON of another form, numbers of any size,
#: letters that are none.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


#: References that others give up when a record goes: table, column and id of each.
Links = list[tuple[str, str, int]]


def put(
    db: Database,
    table: str,
    record_id: int,
    row: Mapping[str, Any],
    *,
    links: Links | None = None,
    is_version: bool = False,
) -> None:
    """Keep a row that is about to be deleted, inside `transaction`; rows of one transaction are one act.

    With `is_version` the record stays, and `row` is what was written into it and is thrown away.
    """
    if not db.act:
        db.act = int(db.value("SELECT coalesce(max(act), 0) + 1 FROM trash"))
    values = {
        "act": db.act,
        "at": db.scribe.now(),
        "table_name": table,
        "record_id": record_id,
        "name": _name(row),
        "about": _about(db, table, row),
        "row": _packed(row),
        "links": json.dumps(links or [], separators=(",", ":")),
        "is_version": int(is_version),
    }
    db.execute(_INSERT, values)


def of_act(db: Database, act: int) -> tuple[Trashed, ...]:
    """Return what was deleted in one act, the main record first: it was deleted last."""
    return _find(db, "act = ? ORDER BY id DESC", (act,))


def latest(db: Database, table: str, record_id: int) -> Trashed | None:
    """Return the record as it was deleted last; None where it is not in the trash."""
    found = _find(db, "table_name = ? AND record_id = ? ORDER BY id DESC LIMIT 1", (table, record_id))
    return found[0] if found else None


def of_table(db: Database, table: str) -> tuple[Trashed, ...]:
    """Return all deleted records of one table, the oldest first."""
    return _find(db, "table_name = ? ORDER BY id", (table,))


def of_all(db: Database) -> tuple[Trashed, ...]:
    """Return all that is in the trash, the oldest first."""
    return _find(db, "1 ORDER BY id", ())


def is_as_sealed(db: Database, entry: Trashed) -> bool:
    """Tell whether an entry is what the log has sealed before it was deleted; of typed text the log knows nothing.

    Of a person who was erased nothing is sealed any more.
    """
    if entry.table_name in log.UNLOGGED:
        return True
    try:
        links = [(str(one), str(name), int(key)) for one, name, key in json.loads(entry.links)]
        return _is_row_sealed(db, entry, row_of(entry)) and all(
            _was_given_up(db, entry, *link) for link in links
        )
    except UNREADABLE:
        return False


def _is_row_sealed(db: Database, entry: Trashed, row: Mapping[str, Any]) -> bool:
    told = log.entries(db, entry.table_name, entry.record_id)
    gone_by = LogAct.CHANGED if entry.is_version else LogAct.DELETED
    sealed = [one for one, after in pairwise(told) if after.act is gone_by and one.digest]
    # Whatever was deleted last is what lies in the trash; of versions any may have been thrown away.
    last = sealed if entry.is_version else sealed[-1:]
    return any(one.is_erased or digest_of(one.salt, row) == one.digest for one in last)


def _was_given_up(db: Database, entry: Trashed, owner: str, column: str, owner_id: int) -> bool:
    """Tell whether that record had a reference to this one and lost it."""
    return any(
        one.is_erased or log.told(one).get(column) == entry.record_id
        for one in log.entries(db, owner, owner_id)
    )


def drop(db: Database, entries: Iterable[Trashed]) -> int:
    """Forget entries for good, or because they were brought back; return how many."""
    count = 0
    for entry in entries:
        count += db.execute("DELETE FROM trash WHERE id = ?", (entry.id,))
    return count


def drop_before(db: Database, moment: str) -> int:
    """Forget what was deleted before `moment` (UTC, as `Trashed.at`); return how many records that were."""
    return db.execute("DELETE FROM trash WHERE at < ?", (moment,))


def row_of(entry: Trashed) -> dict[str, Any]:
    """Return the row as the table has it."""
    return {
        name: base64.b64decode(value[_BYTES]) if isinstance(value, dict) else value
        for name, value in json.loads(entry.row).items()
    }


def record_of(kind: type[Any], entry: Trashed) -> Any:  # noqa: ANN401  # any record
    """Return the record; fields that it got in a release since then have their usual value.

    Raises StateError where a new field has none.
    """
    row = row_of(entry)
    for one in fields(kind):
        if one.name not in row:
            if one.default is MISSING:
                raise StateError(
                    N_("“{name}” was deleted by an older ClientDesk and no longer fits into the book."),
                    next_step=N_("Its words are in its history."),
                    name=entry.name,
                )
            row[one.name] = _as_stored(kind, one.name, one.default)
    return from_row(kind, row)


def _as_stored(kind: type[Any], name: str, default: Any) -> Any:  # noqa: ANN401  # any value of a record
    from clientdesk.storage.records import column_of

    return column_of(kind, name, default)


def _find(db: Database, where: str, parameters: tuple[Any, ...] | Mapping[str, Any]) -> tuple[Trashed, ...]:
    rows = db.rows(f"SELECT {', '.join(_COLUMNS)} FROM trash WHERE {where}", parameters)
    return tuple(Trashed(**{**row, "is_version": bool(row["is_version"])}) for row in rows)


def _packed(row: Mapping[str, Any]) -> str:
    plain = {
        name: {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for name, value in row.items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def links_to(db: Database, table: str, record_id: int) -> Links:
    """Return the references to a record that may be empty: they are given up when it goes."""
    found: Links = []
    for row in db.rows(
        'SELECT m.name AS owner, f."from" AS "column" FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f'
        " WHERE m.type = 'table' AND f.\"table\" = ? AND f.on_delete = 'SET NULL'",
        (table,),
    ):
        owner, column = row["owner"], row["column"]
        holders = db.rows(f'SELECT id FROM "{owner}" WHERE "{column}" = ?', (record_id,))
        found += [(owner, column, holder["id"]) for holder in holders]
    return found


def _name(row: Mapping[str, Any]) -> str:
    """Return what a person knows the record by: its name or title, else its first line, else its days."""
    for name in _NAMES:
        if row.get(name):
            return str(row[name])
    lines = json.loads(row["lines"]) if row.get("lines") else []
    described = next((line["description"] for line in lines if line.get("description")), "")
    days = [str(row[name]) for name in ("first_on", "last_on") if row.get(name)]
    return described or " – ".join(dict.fromkeys(days))


def _about(db: Database, table: str, row: Mapping[str, Any]) -> str:
    """Return whose it was: the client's name, else the contract's title, else what it was attached to."""
    if row.get("client_id"):
        return str(db.value("SELECT name FROM clients WHERE id = ?", (row["client_id"],)) or "")
    if row.get("contract_id"):
        found = db.row("SELECT number, title FROM contracts WHERE id = ?", (row["contract_id"],)) or {}
        return " ".join(str(value) for value in found.values() if value)
    if table == "attachments":
        named = "name" if row["record_kind"] == "clients" else "title"
        owner = db.row(f'SELECT * FROM "{row["record_kind"]}" WHERE id = ?', (row["record_id"],)) or {}
        return str(owner.get("number") or owner.get(named) or "")
    return ""
