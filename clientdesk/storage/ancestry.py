"""Whether a book is the one this computer saw last, grown on, or an older state of it that was put in its place."""

from __future__ import annotations

from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.log import Head
from clientdesk.domain.text import N_
from clientdesk.storage import book, log, machine
from clientdesk.storage.connection import Database


def known_head(db: Database) -> Head:
    """Return how far the log of this book had grown when this computer last saw it."""
    kept = machine.recall(book.identity(db)).get("head")
    match kept:
        case [int(count), str(value)]:
            return Head(count, value)
        case _:
            return Head()


def older(db: Database) -> IntegrityFault | None:
    """Return what is to be said of a book that has not grown from the state known here; None where it has."""
    known = known_head(db)
    if log.holds(db, known):
        return None
    count = log.head(db).count
    return IntegrityFault(
        N_(
            "This is an older state of the book: its history ends with entry {count} here, and this computer has seen"
            " entry {known}."
        )
        if count < known.count
        else N_(
            "This file has gone on from an older state of the book: its entry {known} was another one here."
        ),
        next_step=N_(
            "Look for the newer file before you write anything. If there is none, go on with this one (Settings)."
        ),
        command_step=N_(
            "Look for the newer file before you write anything. If there is none, go on with this one:"
            " “clientdesk computer go-on”."
        ),
        rule="R-AUD-1",
        known=known.count,
        count=count,
    )
