"""`field=value` on any record, by the names and types of its dataclass: a new field of a record needs nothing here."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from clientdesk.cli.command import Context, UsageError
from clientdesk.domain.party import TaxId
from clientdesk.domain.text import N_

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, for which field, and how to read it."""

    path: str
    text: str
    context: Context


#: What the program keeps itself.
_OWN = frozenset({"id", "version"})
#: No count in any record is longer.
_MOST_DIGITS = 9
_YES = frozenset({"yes", "true", "1", "ja", "on"})
_NO = frozenset({"no", "false", "0", "nein", "off"})


def assign(record: R, assignments: Iterable[str], context: Context) -> R:
    """Return `record` after every `path=value`, such as `due_days=14` or `addresses.0.city=Leipzig`.

    An empty value empties the field; a list grows by naming the index after its last. `@file` reads a
    picture. Raises UsageError for an unknown field or an unreadable value.
    """
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise UsageError(
                N_("“{text}” is no field=value."),
                next_step=N_("Write for example due_days=14."),
                text=assignment,
            )
        record = _with(record, path.strip().split("."), _Typed(path.strip(), text, context))
    return record


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields that may be set."""
    return tuple(item.name for item in fields(kind) if item.name not in _OWN)


def _with(record: Any, path: list[str], typed: _Typed) -> Any:  # noqa: ANN401
    hints = typing.get_type_hints(type(record))
    name, rest = path[0], path[1:]
    if name not in hints:
        plural = next((many for many in (f"{name}es", f"{name}s") if many in hints), None)
        if plural is None or not rest:
            raise _unknown(name, type(record))
        name, rest = plural, ["0", *rest]
    if name in _OWN:
        raise _unknown(name, type(record))
    hint = hints[name]
    if not typed.text.strip() and not rest and type(None) in typing.get_args(hint):
        return replace(record, **{name: None})
    return replace(record, **{name: _value(getattr(record, name), _bare(hint), rest, typed)})


def _value(current: Any, hint: Any, path: list[str], typed: _Typed) -> Any:  # noqa: ANN401
    if typing.get_origin(hint) is tuple:
        return _entries(current, typing.get_args(hint)[0], path, typed)
    if is_dataclass(hint):
        base = current if current is not None else _blank(hint, typed)
        if not path:
            raise _unknown("", type(base))
        return _with(base, path, typed)
    if path:
        raise UsageError(
            N_("“{path}” has no parts."),
            next_step=N_("Name the field alone."),
            field=typed.path,
            path=typed.path,
        )
    return _scalar(hint, typed.text, typed)


def _entries(current: tuple[Any, ...], inner: Any, path: list[str], typed: _Typed) -> tuple[Any, ...]:  # noqa: ANN401
    """Change one entry of a list; tax ids go by their kind: `tax_ids.vat_id=DE123456788`."""
    text = typed.text.strip()
    if not path:
        if not is_dataclass(inner):
            return tuple(_scalar(_bare(inner), part, typed) for part in text.split(",") if part)
        if not text:
            return ()
        raise UsageError(
            N_("“{path}” is a list."),
            next_step=N_("Name the entry and its field, for example {path}.0.name=…"),
            field=typed.path,
            path=typed.path,
        )
    if inner is TaxId and not path[0].isdigit():
        others = tuple(entry for entry in current if entry.kind != path[0])
        return (*others, TaxId(kind=path[0], value=text)) if text else others
    index = int(path[0]) if path[0].isdigit() else -1
    if not 0 <= index <= len(current):
        raise UsageError(
            N_("“{path}” names entry {index}, counted from 0; so many are there: {count}."),
            next_step=N_("Name one of them, or the next one to add it."),
            field=typed.path,
            path=typed.path,
            index=path[0],
            count=len(current),
        )
    if len(path) == 1 and not text:
        return (*current[:index], *current[index + 1 :])
    base = current[index] if index < len(current) else _blank(inner, typed)
    changed = _value(base, _bare(inner), path[1:], typed)
    return (*current[:index], changed, *current[index + 1 :])


def _blank(kind: Any, typed: _Typed) -> Any:  # noqa: ANN401
    """Return a new value to fill; what only the program writes, such as a signature, has none."""
    if kind is TaxId:
        return TaxId(kind="", value="")
    if not is_dataclass(kind):
        return ""
    if any(item.default is MISSING and item.default_factory is MISSING for item in fields(kind)):
        raise UsageError(
            N_("“{path}” is not yours to write."),
            next_step=N_("The program writes it with the act it belongs to."),
            field=typed.path,
            path=typed.path,
        )
    return typing.cast("type[Any]", kind)()


def _scalar(hint: Any, text: str, typed: _Typed) -> Any:  # noqa: ANN401
    if hint is str:
        return text
    if hint is bytes:
        return Path(text.strip().removeprefix("@")).read_bytes() if text.strip() else b""
    if hint is Decimal:
        return typed.context.decimal(text.strip(), typed.path)
    if hint is date:
        return typed.context.date(text.strip(), typed.path)
    if isinstance(hint, type) and issubclass(hint, Enum):
        found = next((member for member in hint if member.value == text.strip()), None)
        if found is None:
            raise _unreadable(typed, N_("Choose one of {known}."), known=_values(hint))
        return found
    if hint is bool:
        word = text.strip().casefold()
        if word not in _YES | _NO:
            raise _unreadable(typed, N_("Write yes or no."))
        return word in _YES
    try:
        number = int(text) if len(text) <= _MOST_DIGITS else None
    except ValueError:
        number = None
    if number is None:
        raise _unreadable(typed, N_("Write a whole number."))
    return number


def _values(kind: type[Enum]) -> str:
    return ", ".join(str(member.value) for member in kind)


def _unreadable(typed: _Typed, next_step: str, **values: str) -> UsageError:
    return UsageError(
        N_("“{text}” does not fit {path}."),
        next_step=next_step,
        field=typed.path,
        text=typed.text,
        path=typed.path,
        **values,
    )


def _unknown(name: str, kind: type[Any]) -> UsageError:
    return UsageError(
        N_("There is no field “{name}”."),
        next_step=N_("Choose one of {known}."),
        field=name,
        name=name,
        known=", ".join(field_names(kind)),
    )


def _bare(hint: Any) -> Any:  # noqa: ANN401  # a type hint without its None
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(entry for entry in typing.get_args(hint) if entry is not type(None))
    return hint
