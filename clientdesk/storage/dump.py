"""The whole book as plain rows and back: which tables, in which order, and how each value is checked on its way in."""

from __future__ import annotations

import base64
import binascii
import re
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.storage import engine, tables
from clientdesk.storage.database import Database, translated
from clientdesk.storage.record_table import RecordTable
from clientdesk.storage.records import decimal_text, from_row, plain, to_row

Row = dict[str, Any]

_DECIMAL = re.compile(r"-?[0-9]{1,28}(\.[0-9]{1,28})?")

_RECORDS: tuple[RecordTable[Any], ...] = (
    tables.issuers,
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
)
_BY_NAME: Mapping[str, RecordTable[Any]] = {table.name: table for table in _RECORDS}
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
            yield _record_out(from_row(_BY_NAME[table].kind, row))


def is_empty(db: Database) -> bool:
    """Tell whether the book holds no record at all."""
    return not any(db.value(f'SELECT EXISTS (SELECT 1 FROM "{table}")') for table in ORDER)


def insert(db: Database, table: str, row: Row) -> None:
    """Check one row against its record type and insert it as it is, with its own id and version.

    Raises IntegrityFault that names the first value that cannot be.
    """
    columns = _record_in(_BY_NAME[table], row)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    try:
        db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', columns)
    except (ClientdeskError, engine.IntegrityError) as error:
        detail = error.values.get("detail") if isinstance(error, ClientdeskError) else None
        raise bad_record(table, row, " ".join(str(detail or error).split())) from error


def defer_foreign_keys(db: Database) -> None:
    """Let rows of this transaction refer to rows that come later."""
    with translated():
        db.connection.execute("PRAGMA defer_foreign_keys = ON")


def check_whole(db: Database) -> None:
    """Raise IntegrityFault for the first reference that leads nowhere, and the first paper that was altered."""
    for broken in db.rows("PRAGMA foreign_key_check"):
        raise bad_record(
            broken["table"], {"id": broken["rowid"]}, f"refers to a missing record in {broken['parent']}"
        )
    lost = db.row(
        "SELECT id FROM invoices WHERE state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers AS p"
        " WHERE p.sha256 = invoices.paper_sha256 AND p.record_kind = 'invoice' AND p.record_id = invoices.id)"
    )
    if lost is not None:
        raise bad_record("invoices", lost, "its paper is missing")


def bad_record(table: str, row: Mapping[str, Any], reason: str) -> IntegrityFault:
    """Return the error that names a record and what is wrong with it."""
    return IntegrityFault(
        N_("Record {id} of {table} cannot be taken over: {reason}."),
        next_step=N_("Nothing was changed. Export the book again, or mend the file."),
        id=str(row.get("id", "?")),
        table=table,
        reason=reason.rstrip("."),
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
        raise bad_record(table.name, row, "its amounts are not in the record's currency")
    if table is tables.papers:
        from clientdesk.domain.paper import digest

        if digest(record.pdf) != record.sha256:
            raise bad_record(table.name, row, "the paper does not match its SHA-256")
    return {**columns, **(table.computed(record) if table.computed else {})}


def _checked(table: str, row: Row, hints: Mapping[str, Any]) -> Row:
    """Return the row's values as Python's, or raise the fault that names the first wrong one."""
    try:
        values = _object(row, hints, "")
    except _WrongValueError as error:
        raise bad_record(table, row, str(error)) from error
    if values["id"] < 1:
        raise bad_record(table, row, "its id is not positive")
    return values


class _WrongValueError(Exception):
    """A value does not fit its type; the text says which one and what was expected."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"“{path.lstrip('.')}” is not {expected}")


def _object(value: Any, hints: Mapping[str, Any], path: str) -> Row:  # noqa: ANN401
    if not isinstance(value, dict):
        raise _WrongValueError(path or "row", "an object")
    for name in hints:
        if name not in value:
            raise _WrongValueError(f"{path}.{name}", "there")
    for name in value:
        if name not in hints:
            raise _WrongValueError(f"{path}.{name}", "a known field")
    return {name: _value(value[name], hint, f"{path}.{name}") for name, hint in hints.items()}


def _value(value: Any, hint: Any, path: str) -> Any:  # noqa: ANN401  # mirror of `plain`, strict in every type
    arguments = typing.get_args(hint)
    if type(None) in arguments:
        return None if value is None else _value(value, arguments[0], path)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise _WrongValueError(path, "a list")
        return tuple(_value(entry, arguments[0], f"{path}.{index}") for index, entry in enumerate(value))
    if hint is Money:
        money = _object(value, {"minor": int, "currency": str}, path)
        return Money(money["minor"], money["currency"])
    if is_dataclass(hint) and isinstance(hint, type):
        kinds = typing.get_type_hints(hint)
        names = [field.name for field in fields(hint)]
        return hint(**_object(value, {name: kinds[name] for name in names}, path))
    return _scalar(value, hint, path)


def _scalar(value: Any, hint: Any, path: str) -> Any:  # noqa: ANN401
    if hint in (int, bool):
        if type(value) is not hint:
            raise _WrongValueError(path, "a whole number" if hint is int else "true or false")
        return value
    if not isinstance(value, str):
        raise _WrongValueError(path, "a text")
    if hint is str:
        return _text(value, path)
    if hint is bytes:
        return _bytes(value, path)
    if hint is date:
        return _date(value, path)
    if hint is Decimal:
        return _decimal(value, path)
    if isinstance(hint, type) and issubclass(hint, Enum):
        known = {str(member.value): member for member in hint}
        if value not in known:
            raise _WrongValueError(path, f"one of {', '.join(known)}")
        return known[value]
    raise TypeError(f"no check for {hint!r} at {path}")


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _WrongValueError(path, "valid Unicode") from error
    return value


def _bytes(value: str, path: str) -> bytes:
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _WrongValueError(path, "base64") from error
    if base64.b64encode(data).decode() != value:
        raise _WrongValueError(path, "canonical base64")
    return data


def _date(value: str, path: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise _WrongValueError(path, "a date such as 2026-06-17") from error
    if day.isoformat() != value:
        raise _WrongValueError(path, "a date such as 2026-06-17")
    return day


def _decimal(value: str, path: str) -> Decimal:
    if not _DECIMAL.fullmatch(value):
        raise _WrongValueError(path, "a decimal number")
    number = Decimal(value)
    if decimal_text(number) != value:
        raise _WrongValueError(path, "a decimal number in its shortest form")
    return number
