"""Keeping what is typed and not saved yet, and letting go of it in the same act that saves it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar

from clientdesk.domain.unsaved import Unsaved
from clientdesk.storage import trash, unsaved
from clientdesk.storage.database import Database, transaction
from clientdesk.storage.records import plain, revive

Record = TypeVar("Record")


def keep(db: Database, typed: Unsaved) -> None:
    """Keep what was typed, in place of what the same editor held before."""
    with transaction(db):
        unsaved.put(db, typed)


def forget(db: Database, unsaved_id: int) -> None:
    """Let go of what was typed: it was taken back to the last key, or nobody wants it."""
    with transaction(db):
        unsaved.delete(db, unsaved_id)


def discard(db: Database, unsaved_id: int) -> None:
    """Throw away what was typed, as its person asked for; for a while it can be brought back from the trash (Q2)."""
    with transaction(db):
        row = unsaved.row(db, unsaved_id)
        if row is not None:
            trash.put(db, "unsaved", unsaved_id, row)
            unsaved.delete(db, unsaved_id)


def all_unsaved(db: Database) -> tuple[Unsaved, ...]:
    """Return everything that was typed and not saved, the newest first."""
    return unsaved.find(db)


@contextmanager
def saving(db: Database, unsaved_id: int) -> Iterator[None]:
    """Save in this block what was typed, and let go of the raw text in the same transaction: never both, never none."""
    with transaction(db):
        yield
        unsaved.delete(db, unsaved_id)


def packed(typed: Mapping[str, Any]) -> str:
    """Return an editor's content as JSON; records in it are taken apart into plain values."""
    return json.dumps(typed, ensure_ascii=False, separators=(",", ":"), default=plain)


def unpacked(text: str) -> dict[str, Any]:
    """Return what `packed` wrote; records are plain values still, see `record`."""
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def record(kind: type[Record], values: Any) -> Record:  # noqa: ANN401  # JSON's values
    """Build a record of `kind` from the plain values that `packed` made of it."""
    built: Record = revive(values, kind)
    return built


def beneath(kept: Record, begun: Record, now: Record) -> Record:
    """Return a kept record with what was typed since `begun` over it: nobody's newer words give way to older ones."""
    if now == begun:
        return kept
    names = (one.name for one in fields(now))  # type: ignore[arg-type]  # every record is a dataclass
    newer = {name: getattr(now, name) for name in names if getattr(now, name) != getattr(begun, name)}
    over: Record = replace(kept, **newer)  # type: ignore[type-var]  # as above
    return over
