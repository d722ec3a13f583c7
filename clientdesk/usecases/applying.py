"""Doing what a machine asks for once: the act and the key it was asked under are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clientdesk.domain.applied import Applied, check_key
from clientdesk.domain.errors import ConflictError, NotFoundError, StateError
from clientdesk.domain.text import N_
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction

#: A machine waits longer for its turn than a person: several that write at once do not take turns in order.
_PATIENCE_MILLISECONDS = 300_000


def be_patient(db: Database) -> None:
    """Let this connection wait up to five minutes while others write, before it says that the book is busy."""
    db.value(f"PRAGMA busy_timeout = {_PATIENCE_MILLISECONDS}")


def once(db: Database, key: str, request: str, act: Callable[[], Applied]) -> tuple[Applied, bool]:
    """Do the act unless it was done under this key; return what to answer, and whether it was done before.

    The answer is given only after the commit is durable, so whoever has it may forget the request. Raises
    ConflictError if the key stands for another request, StateError if the act changed nothing.
    """
    check_key(key)
    with transaction(db):
        found = _found(db, key)
        if found is not None:
            if found.request != request:
                raise ConflictError(
                    N_("The key {key} was used for something else."),
                    next_step=N_("Give every request a key of its own."),
                    key=key,
                )
            return found, True
        before, paper = db.value("SELECT total_changes()"), _last_paper(db)
        answer = act()
        if db.value("SELECT total_changes()") == before:
            raise StateError(N_("This changes nothing."), next_step=N_("Ask for it by its own command."))
        kept = db.row("SELECT sha256 FROM papers WHERE id > ? ORDER BY id DESC LIMIT 1", (paper,))
        sha256 = kept["sha256"] if kept is not None else ""
        done = tables.applied.add(db, replace(answer, key=key, request=request, sha256=sha256))
    return done, False


def record_of(db: Database, key: str) -> int:
    """Return the id of the record that the act of this key made; raises NotFoundError where there is none."""
    found = _found(db, key)
    if found is None or not found.record_id:
        raise NotFoundError(
            N_("Nothing was made under the key {key}."),
            next_step=N_("Ask first for what makes it."),
            key=key,
        )
    return found.record_id


def _found(db: Database, key: str) -> Applied | None:
    return next(iter(tables.applied.find(db, "key = ?", (key,))), None)


def _last_paper(db: Database) -> int:
    return int(db.value("SELECT coalesce(max(id), 0) FROM papers"))
