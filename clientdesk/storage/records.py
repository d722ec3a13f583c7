"""Dataclass to row and back: the one general helper, so that a new field of a record needs no code here.

Scalars become columns: dates and enums as text, Decimal as canonical text, bool as 0 or 1, Money as integer
minor units in the record's own `currency`. Values and tuples of values become JSON text.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from clientdesk.domain.money import Money
from clientdesk.storage.faults import damaged

R = TypeVar("R")


def to_row(record: Any) -> dict[str, Any]:  # noqa: ANN401  # any dataclass record
    """Return the record's columns; `id` is left out while it is 0, so that the database chooses it."""
    row = {
        field.name: _to_column(getattr(record, field.name), hint)
        for field, hint in _typed_fields(type(record))
    }
    if row.get("id") == 0:
        del row["id"]
    return row


def from_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """Build a record of `kind` from its row; columns that are no fields are left aside.

    Raises IntegrityFault where a value is none that the program could have written.
    """
    try:
        values = {
            field.name: _from_column(row[field.name], hint, row.get("currency") or "")
            for field, hint in _typed_fields(kind)
        }
        return kind(**values)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise damaged() from error


def columns(kind: type[Any]) -> tuple[str, ...]:
    """Return the column names of a record type."""
    return tuple(field.name for field, _ in _typed_fields(kind))


def column_of(kind: type[Any], name: str, value: Any) -> Any:  # noqa: ANN401  # any value of a record
    """Return one value as the column `name` of a record of `kind` holds it."""
    hint = next(hint for field, hint in _typed_fields(kind) if field.name == name)
    return _to_column(value, hint)


def plain(value: Any) -> Any:  # noqa: ANN401  # any value of a record
    """Return `value` in JSON's terms: the form used in columns, exports and hashes."""
    if value is None or (isinstance(value, (bool, int)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field, _ in _typed_fields(type(value))}
    raise TypeError(f"cannot store {type(value).__name__}")


def revive(value: Any, hint: Any) -> Any:  # noqa: ANN401  # mirror of `plain`, one return per kind
    """Build the value that `plain` took apart."""
    if value is None:
        return None
    hint = _without_none(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        (inner, _) = typing.get_args(hint)
        return tuple(revive(entry, inner) for entry in value)
    if hint is Money:
        return Money(value["minor"], value["currency"])
    if hint is Decimal:
        return Decimal(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if is_dataclass(hint):
        known = {field.name: inner for field, inner in _typed_fields(typing.cast("type[Any]", hint))}
        return hint(**{name: revive(entry, known[name]) for name, entry in value.items() if name in known})  # type: ignore[operator]  # a dataclass type
    return value


def decimal_text(value: Decimal) -> str:
    """Return the one canonical text of a Decimal: no exponent, no trailing zeros, never -0."""
    if not value:
        return "0"
    text = format(value, "f")  # not `normalize`, which rounds to 28 digits
    return text.rstrip("0").rstrip(".") if "." in text else text


_FIELDS: dict[Any, tuple[tuple[Any, Any], ...]] = {}


def _typed_fields(kind: Any) -> tuple[tuple[Any, Any], ...]:  # noqa: ANN401  # a dataclass type
    """Return the fields with their resolved types, worked out once per type."""
    if kind not in _FIELDS:
        hints = typing.get_type_hints(kind)
        _FIELDS[kind] = tuple((field, hints[field.name]) for field in fields(kind))
    return _FIELDS[kind]


def _without_none(hint: Any) -> Any:  # noqa: ANN401  # a type hint
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [entry for entry in typing.get_args(hint) if entry is not type(None)]
        return inner[0]
    return hint


def _is_scalar(hint: Any) -> bool:  # noqa: ANN401  # a type hint
    bare = _without_none(hint)
    return bare in (str, int, bool, bytes, Decimal, date, Money) or (
        isinstance(bare, type) and issubclass(bare, Enum)
    )


def _to_column(value: Any, hint: Any) -> Any:  # noqa: ANN401
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Money):
        return value.minor
    if _is_scalar(hint):
        return plain(value)
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _from_column(value: Any, hint: Any, currency: str) -> Any:  # noqa: ANN401
    if value is None:
        return None
    bare = _without_none(hint)
    if bare is bool:
        return bool(value)
    if bare is Money:
        return Money(value, currency)
    if bare is bytes:
        return bytes(value)
    if _is_scalar(hint):
        return revive(value, bare)
    return revive(json.loads(value), bare)
