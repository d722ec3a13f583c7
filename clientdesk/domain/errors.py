"""The errors a person can be told about: what happened, why, and what to do next.

A message is a template marked with `N_` plus named values; the edge that knows the reader's language
translates the template and formats the values (`clientdesk.i18n.translate_error`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self


class ClientdeskError(Exception):
    """Base of all expected errors: a sentence with named values and a next step.

    `command_step` is the next step at the command line where the one of the window is a place or a button there.
    """

    def __init__(
        self, message: str, *, next_step: str = "", command_step: str = "", rule: str = "", **values: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.command_step = command_step
        self.rule = rule
        self.values: Mapping[str, object] = MappingProxyType(dict(values))

    def __str__(self) -> str:
        """Return the untranslated sentence, for logs and tests."""
        text = self.message.format(**self.values)
        return f"{text} {self.next_step.format(**self.values)}".rstrip()


class RuleError(ClientdeskError):
    """Something the user typed or chose breaks a rule; `field` names where to mend it."""

    def __init__(
        self,
        message: str,
        *,
        field: str = "",
        next_step: str = "",
        command_step: str = "",
        rule: str = "",
        **values: object,
    ) -> None:
        super().__init__(message, next_step=next_step, command_step=command_step, rule=rule, **values)
        self.field = field

    @classmethod
    def at(cls, field: str, problem: ClientdeskError) -> Self:
        """Return a refusal as one about `field`, with its own sentences, rule and values."""
        return cls(
            problem.message,
            field=field,
            next_step=problem.next_step,
            command_step=problem.command_step,
            rule=problem.rule,
            **problem.values,
        )


class ChecksFailedError(RuleError):
    """Several things are missing before a paper may go out; `problems` lists them all at once."""

    def __init__(
        self,
        message: str,
        *,
        problems: tuple[RuleError, ...],
        next_step: str = "",
        command_step: str = "",
        **values: object,
    ) -> None:
        super().__init__(message, field="", next_step=next_step, command_step=command_step, rule="", **values)
        self.problems = problems

    def __str__(self) -> str:
        """Return the sentence followed by every problem."""
        return " ".join([super().__str__(), *(str(problem) for problem in self.problems)])


class StateError(ClientdeskError):
    """The act is not allowed in the record's present state."""


class NotFoundError(ClientdeskError):
    """No record answers to the given id or number."""


class ConflictError(ClientdeskError):
    """The record was changed by somebody else since it was read."""


class EnvironmentFault(ClientdeskError):  # a fault of the world, not of the program
    """The world's fault: disk full, no permission, a file from a newer program."""


class BusyFault(EnvironmentFault):
    """Another program holds the file; trying again helps."""


class IntegrityFault(EnvironmentFault):
    """The file's content contradicts itself or was altered."""


class LockedFault(EnvironmentFault):
    """The book is encrypted and the key is missing, or it is not the right one."""
