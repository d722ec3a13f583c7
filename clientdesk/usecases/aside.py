"""Putting a line of the agenda aside: until a day with a reason, or as done; and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clientdesk.domain.aside import Aside, snoozed
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction


def snooze(db: Database, subject: str, *, until: date | None, reason: str, today: date) -> Aside:
    """Put a line aside until a day to come; RuleError without a day after today or without a reason."""
    return _store(db, snoozed(subject, until=until, reason=reason, today=today))


def done(db: Database, subject: str, *, today: date) -> Aside:
    """Tick a line off for good: what it was about has been done outside of the book."""
    return _store(db, Aside(subject=subject, put_on=today))


def bring_back(db: Database, aside_id: int) -> None:
    """Let a line stand in the agenda again."""
    with transaction(db):
        tables.asides.get(db, aside_id)
        tables.asides.delete(db, aside_id)


def _store(db: Database, wanted: Aside) -> Aside:
    with transaction(db):
        before = tables.asides.find(db, "subject = ?", (wanted.subject,))
        if before:
            return tables.asides.save(db, replace(wanted, id=before[0].id, version=before[0].version))
        return tables.asides.add(db, wanted)
