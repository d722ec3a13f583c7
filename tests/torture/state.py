"""What must be true of a book after whatever happened to it: sound, whole, no number twice, none missing."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.paper import digest
from clientdesk.storage import dump, number_gaps
from clientdesk.storage.database import Database, open_book
from clientdesk.storage.guards import statements
from clientdesk.usecases import exchange, verifying
from tests.torture.running import Ack

#: Each of these must count nothing.
_NOTHING = {
    "a number was given twice": (
        "SELECT count(*) FROM (SELECT 1 FROM invoices WHERE number <> '' GROUP BY series, number HAVING count(*) > 1)"
    ),
    "an issued invoice has no number, day or sum": (
        "SELECT count(*) FROM invoices WHERE state = 'issued' AND (number = '' OR issued_on IS NULL OR gross IS NULL)"
    ),
    "an issued invoice has no lines": (
        "SELECT count(*) FROM invoices WHERE state = 'issued' AND lines = '[]' AND kind = 'invoice'"
    ),
    "an issued invoice has no paper": (
        "SELECT count(*) FROM invoices AS i WHERE state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers AS p"
        " WHERE p.sha256 = i.paper_sha256 AND p.record_kind = 'invoice' AND p.record_id = i.id)"
    ),
    "a paper has no invoice": (
        "SELECT count(*) FROM papers AS p WHERE record_kind = 'invoice' AND NOT EXISTS (SELECT 1 FROM invoices AS i"
        " WHERE i.id = p.record_id AND i.state = 'issued')"
    ),
    "more was allocated than was paid": (
        "SELECT count(*) FROM payments AS p WHERE amount <"
        " (SELECT coalesce(sum(amount), 0) FROM allocations AS a WHERE a.payment_id = p.id)"
    ),
}


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open a book that must be there, and close it again."""
    db = open_book(path, create=False)
    try:
        yield db
    finally:
        db.close()


def faults(path: Path, acks: Mapping[str, Ack] | None = None) -> list[str]:
    """Return everything that is wrong with a book, and every acknowledged act that it does not have."""
    try:
        with opened(path) as db:
            return [*_faults(db), *lost(db, acks or {})]
    except (ClientdeskError, AssertionError) as error:
        return [f"cannot be opened: {error}"]


def _faults(db: Database) -> Iterator[str]:
    if (checked := db.value("PRAGMA integrity_check")) != "ok":
        yield f"integrity: {checked}"
    try:
        dump.check_whole(db)
        for table in dump.ORDER:
            for _row in dump.rows(db, table):
                pass
    except ClientdeskError as error:
        yield f"not whole: {error}"
    for words, sql in _NOTHING.items():
        if db.value(sql):
            yield words
    gaps = (run.missing for run in number_gaps.gaps(db) if run.missing)
    yield from (f"numbers are missing: {', '.join(missing[:3])}" for missing in gaps)
    papers = db.each("SELECT sha256, pdf FROM papers")
    yield from ("a paper is not what went out" for sha256, pdf in papers if digest(pdf) != sha256)
    for finding in verifying.verify(db).findings:
        yield f"verify: {finding}"
    there = {row["sql"] for row in db.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    if there != set(statements()):
        yield "the triggers are not those of the program"


def lost(db: Database, acks: Mapping[str, Ack]) -> Iterator[str]:
    """Yield every acknowledged act of which the book has no trace, or another one."""
    for ack in acks.values():
        row = db.row("SELECT number, sha256 FROM applied WHERE key = ?", (ack.key,))
        if row is None:
            yield f"LOST: {ack.key} was acknowledged"
        elif (row["number"] or "-", row["sha256"] or "-") != (ack.number, ack.sha256):
            yield f"{ack.key} was acknowledged as {ack.number} and is {row['number']}"
        elif ack.sha256 != "-" and not db.value(
            "SELECT count(*) FROM papers WHERE sha256 = ?", (ack.sha256,)
        ):
            yield f"LOST: the paper of {ack.key}"


def content(path: Path, *, but: frozenset[str] = frozenset()) -> bytes:
    """Return all records of a book, in one order, without those of the tables `but`."""
    with opened(path) as db:
        return content_of(db, but=but)


def content_of(db: Database, *, but: frozenset[str] = frozenset()) -> bytes:
    """Return all records of an open book, as `content` does."""
    rows = ((table, row) for table in dump.ORDER if table not in but for row in dump.rows(db, table))
    return "\n".join(json.dumps(row, sort_keys=True) for row in rows).encode()


def of_export(data: bytes, *, but: frozenset[str] = frozenset()) -> bytes:
    """Return the records of an export, as `content` does; raises ClientdeskError for half of one."""
    db = open_book(None)
    try:
        exchange.import_(db, io.BytesIO(data))
        return content_of(db, but=but)
    finally:
        db.close()


def raw_value(path: Path, sql: str) -> object:
    """Ask a file with the standard library's engine, which knows nothing of ours; None where there is nothing."""
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(sql).fetchone()
    return None if row is None else row[0]
