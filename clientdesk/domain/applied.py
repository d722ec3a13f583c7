"""What is remembered of an act that a machine asked for: its key, so that asking again does nothing a second time."""

from __future__ import annotations

from dataclasses import dataclass

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: Longer keys are refused: a key is a name, not a text.
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """An act that was done; `request` is the SHA-256 of what was asked, the rest is what was answered."""

    id: int = 0
    key: str
    request: str
    #: The record that the act made or changed; 0 where it was no single one.
    record_id: int = 0
    #: Number and SHA-256 of the paper that went out; empty where none did.
    number: str = ""
    sha256: str = ""


def check_key(key: str) -> None:
    """Raise RuleError for a key that could not stand in an answer of one line: empty, too long, or with spaces."""
    if not key or len(key) > MOST_LETTERS or not key.isprintable() or any(char.isspace() for char in key):
        raise RuleError(
            N_("“{key}” cannot be a key."),
            field="key",
            next_step=N_("Use up to {most} letters, digits and signs, without spaces."),
            key=key[:MOST_LETTERS],
            most=MOST_LETTERS,
        )
