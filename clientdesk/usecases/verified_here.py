"""What this computer remembers of the books it has verified, outside of them: how far each had grown, and when."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from clientdesk.domain.log import LogAct
from clientdesk.domain.verified import Verified
from clientdesk.storage import book, log, machine
from clientdesk.storage.ancestry import known_head
from clientdesk.storage.database import Database, transaction

_DAYS_BETWEEN = 30


def remember(db: Database, *, result: Verified | None = None, today: date | None = None) -> None:
    """Let this computer remember how far the log has grown, and the full verification of today where there was one.

    An older state of the book is not remembered in place of a newer one. A computer that cannot remember is no fault.
    """
    uuid = book.identity(db)
    if not log.holds(db, known_head(db)):
        return
    end = log.head(db)
    values: dict[str, Any] = {"head": [end.count, end.hash]}
    if result is not None and result.is_full and today is not None:
        values["verified"] = {
            "on": today.isoformat(),
            "sound": result.is_sound,
            "entries": result.entries,
            "papers": result.papers,
        }
    with suppress(OSError):
        machine.remember(uuid, **values)


def last_verified(db: Database) -> tuple[date, bool] | None:
    """Return the day of the last full verification on this computer, and whether all was sound; None before any."""
    kept = machine.recall(book.identity(db)).get("verified")
    try:
        return (date.fromisoformat(kept["on"]), bool(kept["sound"])) if isinstance(kept, dict) else None
    except (KeyError, TypeError, ValueError):
        return None


def is_due(db: Database, *, today: date) -> bool:
    """Tell whether the last full verification is a month old, found something, or never was."""
    last = last_verified(db)
    return last is None or not last[1] or (today - last[0]).days >= _DAYS_BETWEEN


def go_on_with_older(db: Database) -> None:
    """Note that this older state of the book is the one to go on with, and remember it as the present one."""
    known = known_head(db)
    with transaction(db):
        log.note(db, LogAct.OLDER_ACCEPTED, count=known.count, hash=known.hash)
        end = log.head(db)
    with suppress(OSError):
        machine.remember(book.identity(db), head=[end.count, end.hash])
