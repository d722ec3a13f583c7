"""Reading JSON's values into the types of a record, strictly: nothing is guessed, rounded or left over."""

from __future__ import annotations

import base64
import binascii
import re
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from clientdesk.domain.money import Money
from clientdesk.domain.text import N_
from clientdesk.storage.records import decimal_text

_DECIMAL = re.compile(r"-?[0-9]{1,28}(\.[0-9]{1,28})?")


class WrongValueError(Exception):
    """The value at `path` does not fit its type; `expected` says in marked words what should be there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path, expected)
        self.path, self.expected = path.lstrip("."), expected


def members(value: Any, hints: Mapping[str, Any], path: str = "") -> dict[str, Any]:  # noqa: ANN401  # JSON's values
    """Return every field of an object as Python's value; raises WrongValueError at the first that does not fit."""
    if not isinstance(value, dict):
        raise WrongValueError(path or "row", N_("an object"))
    for name in hints:
        if name not in value:
            raise WrongValueError(f"{path}.{name}", N_("present"))
    for name in value:
        if name not in hints:
            raise WrongValueError(f"{path}.{name}", N_("left out: there is no such field"))
    return {name: _value(value[name], hint, f"{path}.{name}") for name, hint in hints.items()}


def _value(value: Any, hint: Any, path: str) -> Any:  # noqa: ANN401  # mirror of `plain`, strict in every type
    arguments = typing.get_args(hint)
    if type(None) in arguments:
        return None if value is None else _value(value, arguments[0], path)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise WrongValueError(path, N_("a list"))
        return tuple(_value(entry, arguments[0], f"{path}.{index}") for index, entry in enumerate(value))
    if hint is Money:
        money = members(value, {"minor": int, "currency": str}, path)
        return Money(money["minor"], money["currency"])
    if is_dataclass(hint) and isinstance(hint, type):
        kinds = typing.get_type_hints(hint)
        names = [field.name for field in fields(hint)]
        return hint(**members(value, {name: kinds[name] for name in names}, path))
    return _scalar(value, hint, path)


def _scalar(value: Any, hint: Any, path: str) -> Any:  # noqa: ANN401
    if hint in (int, bool):
        if type(value) is not hint:
            raise WrongValueError(path, N_("a whole number") if hint is int else N_("true or false"))
        return value
    if not isinstance(value, str):
        raise WrongValueError(path, N_("a text"))
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
            raise WrongValueError(path, N_("one of the words it may be"))
        return known[value]
    raise TypeError(f"no check for {hint!r} at {path}")


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise WrongValueError(path, N_("valid Unicode")) from error
    return value


def _bytes(value: str, path: str) -> bytes:
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WrongValueError(path, N_("base64")) from error
    if base64.b64encode(data).decode() != value:
        raise WrongValueError(path, N_("canonical base64"))
    return data


def _date(value: str, path: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise WrongValueError(path, N_("a date such as 2026-06-17")) from error
    if day.isoformat() != value:
        raise WrongValueError(path, N_("a date such as 2026-06-17"))
    return day


def _decimal(value: str, path: str) -> Decimal:
    if not _DECIMAL.fullmatch(value):
        raise WrongValueError(path, N_("a decimal number"))
    number = Decimal(value)
    if decimal_text(number) != value:
        raise WrongValueError(path, N_("a decimal number in its shortest form"))
    return number
