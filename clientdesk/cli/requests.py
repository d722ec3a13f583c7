"""What a line of `clientdesk apply` asks for: its fields, the commands it may name, and errors that say which line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from clientdesk.cli.command import UsageError, is_text
from clientdesk.domain.errors import (
    BusyFault,
    ChecksFailedError,
    ClientdeskError,
    ConflictError,
    EnvironmentFault,
    IntegrityFault,
    LockedFault,
    NotFoundError,
    RuleError,
    StateError,
)
from clientdesk.domain.text import N_

#: What may be asked for: the nouns whose verbs write records, and nothing outside the book.
NOUNS = frozenset(
    {
        "issuer",
        "client",
        "catalogue",
        "package",
        "quote",
        "contract",
        "change",
        "work",
        "milestone",
        "prepayment",
        "invoice",
        "recurring",
        "payment",
        "absence",
        "series",
    }
)
#: So much of what was written is told.
_LONGEST_TOLD = 80
_FIELDS = frozenset({"key", "do", "today"})
_EXAMPLE = N_('Write for example {{"key": "a1", "do": ["invoice", "issue", "7"]}}.')

#: Kinds of errors, the narrower ones first: by its kind an error has its exit code.
_KINDS: Final[tuple[type[ClientdeskError], ...]] = (
    UsageError,
    RuleError,
    BusyFault,
    IntegrityFault,
    LockedFault,
    EnvironmentFault,
    StateError,
    NotFoundError,
    ConflictError,
)


def in_line(error: ClientdeskError, place: int, key: str) -> ClientdeskError:
    """Return an error of the same kind that says which line it is about, counted from 1, and under which key."""
    message = N_("Line {in_line}, key {of_key}: {why}") if key else N_("Line {in_line}: {why}")
    values: dict[str, Any] = {**error.values, "in_line": place, "of_key": key, "why": error}
    if isinstance(error, ChecksFailedError):
        return ChecksFailedError(
            message,
            problems=error.problems,
            next_step=error.next_step,
            command_step=error.command_step,
            **values,
        )
    if isinstance(error, RuleError):
        values["field"] = error.field
    kind = next((one for one in _KINDS if isinstance(error, one)), ClientdeskError)
    return kind(
        message, next_step=error.next_step, command_step=error.command_step, rule=error.rule, **values
    )


def read(line: bytes) -> dict[str, Any]:
    """Return the request of a line: `key`, `do` (words, or `{"made_by": KEY}`), and `today` if it says one."""
    try:
        asked = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(asked, dict):
        raise _unreadable()
    if unknown := [name for name in asked if name not in _FIELDS]:
        raise UsageError(
            N_("There is no field “{name}” in a request."),
            next_step=N_("Its fields are: {known}."),
            name=unknown[0].encode("utf-8", "replace").decode()[:_LONGEST_TOLD],
            known=", ".join(sorted(_FIELDS)),
        )
    if missing := [name for name in ("key", "do") if name not in asked]:
        raise UsageError(
            N_("The field “{name}” is missing."),
            next_step=_EXAMPLE,
            name=missing[0],
        )
    if (
        not isinstance(asked["key"], str)
        or not isinstance(asked["do"], list)
        or not isinstance(asked.get("today", ""), str)
        or not all(isinstance(word, str) or _is_reference(word) for word in asked["do"])
    ):
        raise _unreadable()
    if not is_text(word for word in (asked["key"], *asked["do"]) if isinstance(word, str)):
        raise _unreadable()
    return asked


def _is_reference(word: object) -> bool:
    return isinstance(word, Mapping) and word.keys() == {"made_by"} and isinstance(word["made_by"], str)


def _unreadable() -> UsageError:
    return UsageError(N_("This line asks for nothing that is known."), next_step=_EXAMPLE)


def day(asked: Mapping[str, Any], today: date) -> date:
    """Return the day of an act: its own, else `today`."""
    if "today" not in asked:
        return today
    try:
        return date.fromisoformat(asked["today"])
    except ValueError as error:
        raise UsageError(
            N_("The field “{name}” holds no date: “{text}”."),
            next_step=N_("Write for example 2026-06-17."),
            name="today",
            text=asked["today"][:_LONGEST_TOLD],
        ) from error


def forbidden(command: str) -> UsageError:
    """Return what is to be said of a command that no line may ask for, with those it may."""
    return UsageError(
        N_("A line cannot ask for “{command}”: it changes no records of this book."),
        next_step=N_("Use the command itself. A line may ask for: {known}."),
        command=command[:_LONGEST_TOLD],
        known=", ".join(sorted(NOUNS)),
    )
