"""The history of one record, as its log tells it: who changed what, when, from what to what (R-AUD-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from clientdesk.domain.log import LogAct, LogEntry
from clientdesk.domain.money import Money
from clientdesk.storage import dump, log
from clientdesk.storage.database import Database
from clientdesk.storage.records import column_of, from_row

#: What a person neither writes nor reads: keys, seals, and what is worked out from the rest.
_HIDDEN: Final = frozenset(
    {
        "id",
        "version",
        "key",
        "paper_sha256",
        "sha256",
        "content_id",
        "groups",
        "fixed_groups",
        "used_anyway",
        "series",
        "source",
    }
)
#: Copied onto a paper as it goes out; they are on the paper itself.
_FROZEN: Final = frozenset(
    {"seller", "buyer", "account", "notes", "net", "tax", "gross", "due", "home_currency"}
)
_BYTES_MARK: Final = "sha256:"

Leaf = str | int | bool | Money | object


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that changed. `path` is the field, and in a list the position and the field there: lines, 2, price.

    `old` and `new` are values of the record: texts, numbers, dates, money; None where there was or is nothing.
    """

    path: tuple[str | int, ...]
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One entry. `at` is UTC; `is_erased` tells nothing but that there was a change."""

    id: int
    at: datetime
    who: str
    act: LogAct
    changes: tuple[FieldChange, ...]
    is_erased: bool


def of(db: Database, table: str, record_id: int) -> tuple[HistoryEntry, ...]:
    """Return the history of a record, the newest first; also of one that was deleted."""
    kind = dump.BY_NAME[table].kind
    row: dict[str, Any] | None = next(log.rows(db, table, record_id), None)
    found = []
    for entry in reversed(log.entries(db, table, record_id)):
        told = log.told(entry)
        changes: tuple[FieldChange, ...] = ()
        if entry.act is LogAct.DELETED:
            row = told or row
        elif entry.act is LogAct.CHANGED and row is not None:
            before = {**row, **told}
            changes = tuple(_changes(_record(kind, before), _record(kind, row)))
            row = before
        found.append(_entry(entry, changes))
    return tuple(found)


def _entry(entry: LogEntry, changes: tuple[FieldChange, ...]) -> HistoryEntry:
    return HistoryEntry(
        id=entry.id,
        at=datetime.strptime(entry.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        who=entry.who,
        act=entry.act,
        changes=changes,
        is_erased=entry.is_erased,
    )


def _record(kind: type[Any], row: Mapping[str, Any]) -> Any:  # noqa: ANN401  # any record
    values = {
        name: value.encode() if isinstance(value, str) and value.startswith(_BYTES_MARK) else value
        for name, value in row.items()
    }
    for one in fields(kind):
        if one.name not in values and one.default is not MISSING:
            values[one.name] = column_of(kind, one.name, one.default)
    return from_row(kind, values)


def _changes(before: Any, after: Any) -> Iterator[FieldChange]:  # noqa: ANN401  # two records of one kind
    is_issuing = getattr(before, "state", None) != getattr(after, "state", None)
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    for path in dict.fromkeys((*new, *old)):
        if old.get(path) == new.get(path) or (is_issuing and path[0] in _FROZEN):
            continue
        yield FieldChange(path, old.get(path), new.get(path))


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:  # noqa: ANN401
    """Take a record apart into its single values; empty ones are none."""
    if isinstance(value, tuple):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, (*path, number))
    elif is_dataclass(value) and not isinstance(value, Money):
        for one in fields(value):
            if one.name not in _HIDDEN:
                yield from _leaves(getattr(value, one.name), (*path, one.name))
    elif value is not None and value not in ("", b""):
        yield path, value.value if isinstance(value, Enum) else value
