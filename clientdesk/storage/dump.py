"""The whole book as plain rows and back: which tables, in which order, and how each value is checked on its way in."""

from __future__ import annotations

import base64
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.text import N_
from clientdesk.storage import engine, listing, log, tables
from clientdesk.storage.database import Database, translated
from clientdesk.storage.record_table import RecordTable
from clientdesk.storage.records import from_row, plain, to_row
from clientdesk.storage.strict import WrongValueError, members

Row = dict[str, Any]

_AGAIN = N_("Nothing was changed. Export the book again, or mend the file.")

_RECORDS: tuple[RecordTable[Any], ...] = (
    tables.issuers,
    tables.designs,
    tables.series,
    tables.absences,
    tables.clients,
    tables.catalogue,
    tables.packages,
    tables.papers,
    tables.quotes,
    tables.quote_revisions,
    tables.contracts,
    tables.change_orders,
    tables.milestones,
    tables.recurring,
    tables.invoices,
    tables.work_entries,
    tables.payments,
    tables.allocations,
    tables.settlements,
    tables.ledger,
    tables.asides,
    tables.fonts,
    tables.printings,
    tables.contents,
    tables.attachments,
    tables.trash,
    tables.applied,
    tables.log_entries,
)
#: Each table of the book by its name.
BY_NAME: Mapping[str, RecordTable[Any]] = {table.name: table for table in _RECORDS}
#: Every table of the book; what others refer to comes first, so that the triggers find it (`payments` first).
ORDER: tuple[str, ...] = tuple(table.name for table in _RECORDS)


@contextmanager
def one_view(db: Database) -> Iterator[None]:
    """Read several tables as they stand at one moment; other connections may read along."""
    if db.connection.in_transaction:
        yield
        return
    with translated():
        db.connection.execute("BEGIN")
    try:
        yield
    finally:
        db.connection.execute("ROLLBACK")


def rows(db: Database, table: str) -> Iterator[Row]:
    """Yield the rows of `table` in order of id, as JSON's values; one at a time, whatever their number."""
    with translated():
        cursor = db.connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
        names = [column[0] for column in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            yield _record_out(from_row(BY_NAME[table].kind, row))


def is_empty(db: Database) -> bool:
    """Tell whether the book holds no record at all."""
    return not any(db.value(f'SELECT EXISTS (SELECT 1 FROM "{table}")') for table in ORDER)


def insert(db: Database, table: str, row: Row) -> None:
    """Check one row against its record type and insert it as it is, with its own id and version.

    Raises IntegrityFault that names the first value that cannot be.
    """
    columns = _record_in(BY_NAME[table], row)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    try:
        db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', columns)
    except (ClientdeskError, engine.IntegrityError) as error:
        detail = error.values.get("detail") if isinstance(error, ClientdeskError) else None
        raise _refused(table, row, str(detail or error)) from error


def defer_foreign_keys(db: Database) -> None:
    """Let rows of this transaction refer to rows that come later."""
    with translated():
        db.connection.execute("PRAGMA defer_foreign_keys = ON")


def check_whole(db: Database) -> None:
    """Raise IntegrityFault for the first reference that leads nowhere, and the first record that was altered."""
    for broken in db.rows("PRAGMA foreign_key_check"):
        raise bad_record(
            broken["table"], {"id": broken["rowid"]}, N_("it refers to a record that is missing")
        )
    lost = db.row(
        "SELECT id FROM invoices WHERE state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers AS p"
        " WHERE p.sha256 = invoices.paper_sha256 AND p.record_kind = 'invoice' AND p.record_id = invoices.id)"
    )
    if lost is not None:
        raise bad_record("invoices", lost, N_("its paper is missing"))
    log.check(db)
    for table, record_id in log.altered(db):
        raise IntegrityFault(
            N_("Altered by another program: {kind} {name}."),
            next_step=_AGAIN,
            rule="R-AUD-1",
            kind=table,
            name=f"#{record_id}",
        )
    if listing.differences(db):
        raise IntegrityFault(
            N_("The list of papers does not agree with the papers themselves."),
            next_step=N_("Export the book and import it into a new one: there the list is worked out anew."),
        )


def bad_record(table: str, row: Mapping[str, Any], what: str) -> IntegrityFault:
    """Return the error that names a record and says `what` is wrong with it, in words marked for translation."""
    return IntegrityFault(
        N_("Record {id} of {table} cannot be taken over: {what}."),
        next_step=_AGAIN,
        id=str(row.get("id", "?")),
        table=table,
        what=what,
    )


def _bad_value(table: str, row: Mapping[str, Any], wrong: WrongValueError) -> IntegrityFault:
    return IntegrityFault(
        N_("Record {id} of {table} cannot be taken over: “{path}” should be {what}."),
        next_step=_AGAIN,
        id=str(row.get("id", "?")),
        table=table,
        path=wrong.path,
        what=wrong.expected,
    )


def _refused(table: str, row: Mapping[str, Any], detail: str) -> IntegrityFault:
    return IntegrityFault(
        N_("Record {id} of {table} cannot be taken over; the book refuses it ({detail})."),
        next_step=_AGAIN,
        id=str(row.get("id", "?")),
        table=table,
        detail=" ".join(detail.split()),
    )


def _record_out(record: Any) -> Row:  # noqa: ANN401  # any record
    return {
        field.name: base64.b64encode(value).decode() if isinstance(value, bytes) else plain(value)
        for field in fields(record)
        for value in (getattr(record, field.name),)
    }


def _record_in(table: RecordTable[Any], row: Row) -> Row:
    hints = typing.get_type_hints(table.kind)
    values = _checked(table.name, row, {field.name: hints[field.name] for field in fields(table.kind)})
    record = table.kind(**values)
    columns = to_row(record)
    if _record_out(from_row(table.kind, columns)) != row:
        raise bad_record(table.name, row, N_("its amounts are not in its currency"))
    from clientdesk.domain.paper import digest

    if table is tables.papers and digest(record.pdf) != record.sha256:
        raise bad_record(table.name, row, N_("the paper does not match its SHA-256"))
    if table is tables.contents and digest(record.content) != record.sha256:
        raise bad_record(table.name, row, N_("the file does not match its SHA-256"))
    return {**columns, **(table.computed(record) if table.computed else {})}


def _checked(table: str, row: Row, hints: Mapping[str, Any]) -> Row:
    """Return the row's values as Python's, or raise the fault that names the first wrong one."""
    try:
        values = members(row, hints)
    except WrongValueError as error:
        raise _bad_value(table, row, error) from error
    if values["id"] < 1:
        raise bad_record(table, row, N_("its id is not positive"))
    return values
