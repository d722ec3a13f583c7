"""Writing and reading the log of a book: every change of a record leaves an entry in the same transaction (R-AUD-1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.log import Head, LogAct, LogEntry, as_json, digest_of, seal, sha256
from clientdesk.domain.text import N_
from clientdesk.storage.connection import Database
from clientdesk.storage.faults import damaged

Row = Mapping[str, Any]

#: Tables that keep no records of their own: what is typed and not saved, habits, what triggers work out, log and book.
UNLOGGED = frozenset({"unsaved", "own_filters", "documents", "trash", "log", "book", "_sqlite_migrations"})
#: Columns beside a record's fields, by which its row is found and sorted: worked out anew with every change.
DERIVED: Mapping[str, frozenset[str]] = {
    "clients": frozenset({"search", "sort_key", "names", "last_on", "open_most"}),
    "catalogue": frozenset({"search", "sort_key"}),
    "quotes": frozenset({"search", "number_key", "asked"}),
    "contracts": frozenset({"search"}),
    "invoices": frozenset({"search", "number_key", "asked"}),
    "payments": frozenset({"words", "search", "unspent"}),
}
_COLUMNS = (
    "id", "at", "who", "act", "table_name", "record_id", "digest", "changes", "changes_digest", "salt", "previous",
    "hash",
)  # fmt: skip
_INSERT = f"INSERT INTO log ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)})"
#: The last entry of every record there ever was.
_LAST = (
    "SELECT table_name, record_id, digest, salt FROM log WHERE id IN"
    " (SELECT max(id) FROM log WHERE table_name <> '' GROUP BY table_name, record_id)"
)


def head(db: Database) -> Head:
    """Return the end of the log."""
    row = db.row("SELECT id, hash FROM log ORDER BY id DESC LIMIT 1")
    if row is None:
        return Head()
    if not isinstance(row["hash"], str):
        raise damaged()
    return Head(row["id"], row["hash"])


def holds(db: Database, known: Head) -> bool:
    """Tell whether the log has `known` as its head or has grown from it: whether this book continues that one."""
    if not known.count:
        return True
    return bool(db.value("SELECT hash = ? FROM log WHERE id = ?", (known.hash, known.count)))


def note(db: Database, act: LogAct, /, **told: str | int) -> LogEntry:
    """Write an entry about the book as a whole, inside `transaction`."""
    return _write(db, act, changes=as_json(told) if told else "")


def record(
    db: Database, act: LogAct, table: str, record_id: int, *, after: Row | None, before: Row | None = None
) -> LogEntry:
    """Write an entry about a record, inside `transaction`: its row after the act and before, as stored.

    Of the row before, only what changed is told; nothing of it when the record is new. If that row is not as the log
    has sealed it, another program has altered it: that is entered first, or this very change would cover it up.
    """
    if before is not None:
        _note_alteration(db, table, record_id, before)
    old = before or {}
    changes = {name: old[name] for name in old if after is None or old[name] != after.get(name)}
    # A version only counts the changes, which the log does itself.
    changes.pop("version", None)
    return _write(
        db, act, table=table, record_id=record_id, row=after, changes=as_json(changes) if changes else ""
    )


def _note_alteration(db: Database, table: str, record_id: int, before: Row) -> None:
    digest, salt = last_digest(db, table, record_id) or ("", "")
    if digest and digest_of(salt, before) != digest:
        note_altered(db, table, record_id, before)


def note_altered(db: Database, table: str, record_id: int, row: Row) -> None:
    """Enter, inside `transaction`, that another program has altered a record, and seal it as it stands now."""
    _write(db, LogAct.ALTERED, table=table, record_id=record_id, row=row, changes="")


def entries(db: Database, table: str, record_id: int) -> tuple[LogEntry, ...]:
    """Return what the log tells of one record, the oldest first."""
    rows = db.rows("SELECT * FROM log WHERE table_name = ? AND record_id = ? ORDER BY id", (table, record_id))
    return tuple(map(_entry, rows))


def each(db: Database, *, after: int = 0) -> Iterator[LogEntry]:
    """Yield the entries behind number `after`, in order."""
    for values in db.each(f"SELECT {', '.join(_COLUMNS)} FROM log WHERE id > ? ORDER BY id", (after,)):
        yield _entry(dict(zip(_COLUMNS, values, strict=True)))


def carry(db: Database) -> int:
    """Enter every record whose row is not as the log has it, inside `transaction`; return how many.

    For an upgrade, which gives records new fields, and for a book that was begun before there was a log. What stood in
    the log must have been verified before: afterwards the present rows are what it vouches for.
    """
    last = last_digests(db)
    count = 0
    for table in logged_tables(db):
        for row in rows(db, table):
            digest, salt = last.pop((table, row["id"]), ("", ""))
            if not digest or digest_of(salt, row) != digest:
                record(db, LogAct.CARRIED, table, row["id"], after=row)
                count += 1
    return count


def altered(db: Database) -> Iterator[tuple[str, int]]:
    """Yield table and id of every record that is not as the log has sealed it, or is gone although it tells nothing."""
    last = last_digests(db)
    for table in logged_tables(db):
        for row in rows(db, table):
            sealed, salt = last.pop((table, row["id"]), ("", ""))
            if not sealed or digest_of(salt, row) != sealed:
                yield (table, row["id"])
    yield from (record for record, (sealed, _salt) in last.items() if sealed)


def erase(db: Database, table: str, record_id: int) -> None:
    """Forget what the log told of a record, inside `transaction`; its place in the log stays sealed (R-RET-1)."""
    row = next(rows(db, table, record_id), None)
    entry = record(db, LogAct.ERASED, table, record_id, after=row)
    db.execute(
        "UPDATE log SET changes = '', salt = '' WHERE table_name = ? AND record_id = ? AND id < ?",
        (table, record_id, entry.id),
    )


def last_digest(db: Database, table: str, record_id: int) -> tuple[str, str] | None:
    """Return digest and salt of the last entry of a record; a deleted one has no digest, None: nothing tells of it."""
    row = db.row(
        "SELECT digest, salt FROM log WHERE table_name = ? AND record_id = ? ORDER BY id DESC LIMIT 1",
        (table, record_id),
    )
    return None if row is None else (row["digest"], row["salt"])


def last_digests(db: Database) -> dict[tuple[str, int], tuple[str, str]]:
    """Return digest and salt of the last entry of each record, by table and id; a deleted one has no digest."""
    return {(row["table_name"], row["record_id"]): (row["digest"], row["salt"]) for row in db.rows(_LAST)}


def logged_tables(db: Database) -> tuple[str, ...]:
    """Return the tables whose records the log follows; none of the search index's own."""
    found = db.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return tuple(row["name"] for row in found if row["name"] not in UNLOGGED)


def stored_columns(db: Database, table: str) -> tuple[str, ...]:
    """Return the columns that make up a record of `table`: all that are stored, but for those worked out."""
    derived = DERIVED.get(table, frozenset())
    found = db.rows("SELECT name FROM pragma_table_info(?)", (table,))
    return tuple(row["name"] for row in found if row["name"] not in derived)


def rows(db: Database, table: str, record_id: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as the log seals them, one by one in order of id; only one where its id is given."""
    names = stored_columns(db, table)
    listed = ", ".join(f'"{name}"' for name in names)
    where, bound = ("WHERE id = ?", (record_id,)) if record_id is not None else ("", ())
    for values in db.each(f'SELECT {listed} FROM "{table}" {where} ORDER BY id', bound):
        yield dict(zip(names, values, strict=True))


def check(db: Database, *, after: int = 0) -> Head:
    """Follow the chain from entry `after` to its end and return the head; raises IntegrityFault at the first break."""
    if after:
        previous = str(db.value("SELECT hash FROM log WHERE id = ?", (after,)))
        known = Head(after, previous)
    else:
        known = Head()
    for entry in each(db, after=after):
        unbroken = entry.id == known.count + 1 and entry.previous == known.hash and entry.hash == seal(entry)
        told = entry.is_erased or entry.changes_digest == sha256(entry.salt + entry.changes)
        if not (unbroken and told):
            raise IntegrityFault(
                N_("Entry {number} of the history was altered, or one before it was taken out."),
                next_step=N_("Keep the file as it is and open your last backup."),
                rule="R-AUD-1",
                number=entry.id,
            )
        known = Head(entry.id, entry.hash)
    return known


def _write(
    db: Database, act: LogAct, *, changes: str, table: str = "", record_id: int = 0, row: Row | None = None
) -> LogEntry:
    known = head(db)
    salt = db.scribe.salt()
    values: dict[str, Any] = {
        "id": known.count + 1,
        "at": db.scribe.now(),
        "who": db.scribe.who,
        "act": act,
        "table_name": table,
        "record_id": record_id,
        "digest": "" if row is None else digest_of(salt, row),
        "changes": changes,
        "changes_digest": sha256(salt + changes),
        "salt": salt,
        "previous": known.hash,
    }
    values["hash"] = seal(LogEntry(**values))
    db.execute(_INSERT, values)
    return LogEntry(**values)


def _entry(row: Row) -> LogEntry:
    try:
        return LogEntry(**{**row, "act": LogAct(row["act"])})
    except ValueError as error:
        raise damaged() from error


def told(entry: LogEntry) -> dict[str, Any]:
    """Return what an entry tells: field by field what stood there before, or what the act says of the book."""
    return dict(json.loads(entry.changes)) if entry.changes else {}
