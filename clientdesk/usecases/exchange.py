"""Out and in: everything of a book as one documented JSON file, and back without loss (docs/export-format.md)."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from clientdesk.domain.errors import EnvironmentFault, IntegrityFault, StateError
from clientdesk.domain.log import LogAct
from clientdesk.domain.text import N_
from clientdesk.storage import dump, log, migrations
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases.json_stream import JsonStream, MalformedJsonError

FORMAT = "clientdesk-export"
FORMAT_VERSION = 1


def export(db: Database, stream: BinaryIO) -> int:
    """Write the whole book to `stream` as it stands at one moment, one row a line; return the number of records.

    The history tells that it was exported, unless the book can only be read (R-AUD-1).
    """
    count = 0
    head = {"format": FORMAT, "format_version": FORMAT_VERSION, "schema_version": migrations.VERSION}
    _write(stream, _text(head)[:-1] + ',"tables":[')
    with dump.one_view(db):
        for position, table in enumerate(dump.ORDER):
            _write(stream, ("," if position else "") + '\n{"name":' + _text(table) + ',"rows":[')
            for index, row in enumerate(dump.rows(db, table)):
                _write(stream, (",\n" if index else "\n") + _text(row))
                count += 1
            _write(stream, "\n]}")
    _write(stream, "\n]}\n")
    if not db.is_read_only:
        with transaction(db):
            log.note(db, LogAct.EXPORTED, records=count)
    return count


def import_(db: Database, stream: BinaryIO) -> int:
    """Take over an exported file into an empty book, all of it or nothing; return the number of records.

    Raises StateError if the book is not empty, EnvironmentFault for a foreign or newer file, IntegrityFault
    that names the first record which cannot be.
    """
    with transaction(db):
        if not dump.is_empty(db):
            raise StateError(
                N_("This book is not empty."),
                next_step=N_("Import into a new book: choose a path where no file is yet."),
            )
        dump.defer_foreign_keys(db)
        try:
            count = _read_all(db, JsonStream(stream))
        except MalformedJsonError as error:
            raise _no_export(error.at, str(error)) from error
        except (UnicodeDecodeError, RecursionError) as error:
            raise _no_export(0, str(error)) from error
        dump.check_whole(db)
    return count


def _read_all(db: Database, source: JsonStream) -> int:
    count = 0
    source.expect("{")
    _head(source)
    source.expect("[")
    for position, table in enumerate(dump.ORDER):
        if position:
            source.expect(",")
        source.expect("{")
        _member(source, "name", table)
        source.expect(",")
        source.key("rows")
        count += _read_rows(db, source, table)
        source.expect("}")
    source.expect("]")
    source.expect("}")
    source.end()
    return count


def _read_rows(db: Database, source: JsonStream, table: str) -> int:
    count, last = 0, 0
    source.expect("[")
    if source.take("]"):
        return 0
    while True:
        row = source.value()
        if not isinstance(row, dict):
            raise dump.bad_record(table, {}, N_("it is no object"))
        dump.insert(db, table, row)
        if row["id"] <= last:
            raise dump.bad_record(table, row, N_("its id is not above the one before it"))
        last = row["id"]
        count += 1
        if source.take("]"):
            return count
        source.expect(",")


def _head(source: JsonStream) -> None:
    _member(source, "format", FORMAT)
    source.expect(",")
    source.key("format_version")
    format_version = source.value()
    source.expect(",")
    source.key("schema_version")
    schema_version = source.value()
    source.expect(",")
    source.key("tables")
    known = ((format_version, FORMAT_VERSION), (schema_version, migrations.VERSION))
    if any(type(found) is int and found > ours for found, ours in known):
        raise EnvironmentFault(
            N_("This file was exported by a newer ClientDesk."),
            next_step=N_("Update ClientDesk, then import it again."),
        )
    if any(found != ours or type(found) is not int for found, ours in known):
        raise MalformedJsonError("its versions are not known")


def _member(source: JsonStream, key: str, wanted: str) -> None:
    source.key(key)
    found = source.value()
    if found != wanted:
        raise MalformedJsonError(f"“{key}” should be “{wanted}”")


def _no_export(at: int, detail: str) -> IntegrityFault:
    return IntegrityFault(
        N_("The file is no complete export of ClientDesk; it goes wrong at character {at}."),
        next_step=N_("Nothing was changed. Choose another file, or export the book again."),
        at=at + 1,
        detail=detail,
    )


def _text(value: Any) -> str:  # noqa: ANN401  # JSON's values
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode())
