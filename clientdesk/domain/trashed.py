"""What was deleted and can be brought back: whole records, kept together with what was deleted in the same act (Q2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

#: For how many days what was deleted can be brought back.
KEPT_DAYS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashed:
    """One record in the trash. `act` is shared by all that was deleted at once; the last of them names the whole.

    `at` is UTC to the second. `row` is the record as JSON, field by field; `links` are references that others had to
    it and lost. With `is_version` the record is still there, and this is what was written into it and thrown away.
    """

    id: int = 0
    act: int
    at: str
    table_name: str
    record_id: int
    name: str
    about: str = ""
    row: str
    links: str = "[]"
    is_version: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashRow:
    """One line of the trash: what was deleted in one act, by its main record, and how many others with it."""

    id: int
    table_name: str
    record_id: int
    name: str
    about: str
    deleted_on: date
    days_left: int
    others: int
    is_version: bool
