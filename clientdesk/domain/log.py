"""The log of a book: who changed what and when, each entry sealed with the hash of the one before (R-AUD-1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: What stands before the first entry.
NOTHING_BEFORE = "0" * 64


class LogAct(StrEnum):
    """What an entry tells. The first six are about a record, the others about the book as a whole."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    #: It was deleted, and stands again as it stood before.
    BROUGHT_BACK = "brought_back"
    #: The record stands as it stood; an upgrade, or a program without a log, gave it another form.
    CARRIED = "carried"
    #: The record was not as the log had sealed it when it was to be changed here: another program had altered it.
    ALTERED = "altered"
    #: A person was erased: what earlier entries told of the record is gone (R-RET-1).
    ERASED = "erased"
    EXPORTED = "exported"
    IMPORTED = "imported"
    UPGRADED = "upgraded"
    RESTORED = "restored"
    #: The person was told that this is an older state of the book, and goes on with it.
    OLDER_ACCEPTED = "older_accepted"
    ENCRYPTED = "encrypted"
    DECRYPTED = "decrypted"
    REKEYED = "rekeyed"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry. `at` is UTC to the second; `table` and `record_id` are empty and 0 for the book as a whole.

    `digest` seals the record as it stood after the act, empty once it is deleted; `changes_digest` seals `changes`.
    Both are salted, so that an erased entry cannot be guessed back. `changes` is JSON: the fields that
    changed with what stood there before, or what an act about the whole book has to tell.
    """

    id: int = 0
    at: str
    who: str
    act: LogAct
    table_name: str = ""
    record_id: int = 0
    digest: str = ""
    changes: str = ""
    changes_digest: str
    salt: str
    previous: str
    hash: str = ""

    @property
    def is_erased(self) -> bool:
        """Whether what it told was erased: it still seals its place in the log, and nothing else."""
        return not self.salt


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log: how many entries it has, and the hash of the last one."""

    count: int = 0
    hash: str = NOTHING_BEFORE

    @property
    def short(self) -> str:
        """The first 16 digits in groups, as printed on papers: enough to hold a book to, short enough to read out."""
        digits = self.hash[:16].upper()
        return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def seal(entry: LogEntry) -> str:
    """Return the hash of an entry: SHA-256 over all that stays of it for good and the hash before (R-AUD-1)."""
    lasting = (
        entry.id, entry.at, entry.who, str(entry.act), entry.table_name, entry.record_id,
        entry.digest, entry.changes_digest, entry.previous,
    )  # fmt: skip
    return sha256(json.dumps(lasting, ensure_ascii=False, separators=(",", ":")))


def digest_of(salt: str, row: Mapping[str, Any]) -> str:
    """Return the salted SHA-256 of a stored row; bytes count by their own hash."""
    return sha256(salt + as_json(row))


def as_json(row: Mapping[str, Any]) -> str:
    """Return a row as the one JSON text it has; bytes as their SHA-256."""
    plain = {
        name: f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value
        for name, value in row.items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
