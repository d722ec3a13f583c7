"""What was typed into an editor and is not saved yet: raw texts, kept so that no accident costs a word (Q1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

#: So few bits that every program reads the number exactly, so many that two editors never draw the same one.
_ID_BITS = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """One editor's unsaved text. `typed` is its content as JSON, which only that kind of editor can read.

    `editor` names the kind of editor, `record_id` and `record_version` what it edited (0: something new). `name` is
    what the user calls it, `place` and `place_id` say what to open to go on.
    """

    id: int
    editor: str
    record_id: int = 0
    record_version: int = 0
    name: str = ""
    place: str = ""
    place_id: int = 0
    typed_at: datetime
    typed: str


def new_id() -> int:
    """Return a number for a text that is kept for the first time; drawn here, so that nobody waits for the book."""
    return uuid4().int % (1 << _ID_BITS) + 1
