"""What a tortured verb is, and the book that verbs begin with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clientdesk.storage.database import Database
from clientdesk.usecases import invoices
from tests.torture.running import Ack, Ran
from tests.usecases.billing import line, open_german

BOOK, LINES = "book.db", "lines.jsonl"
DAY = date(2026, 6, 17)
#: The history tells of exports, imports and backups itself.
LOG = frozenset({"log"})

Acks = Mapping[str, Ack]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb. `after` looks at what a kill left, `whole` at what is there once the same command ran through.

    Both return what is wrong, in words; they are handed the folder and what was acknowledged before.
    """

    name: str
    prepare: Callable[[Path], None]
    words: tuple[str, ...]
    after: Callable[[Path, Acks], list[str]]
    whole: Callable[[Path, Ran], list[str]]


def make_book(folder: Path, *, drafts: int, issued: int) -> Database:
    """Make a book with issued invoices, then drafts of different sizes, in `folder`; return it open."""
    db = open_german(folder / BOOK)
    for at in range(issued + drafts):
        lines = tuple(
            line(f"{100 + at}.{place:02}", f"Entwurf {place} – Größe") for place in range(1 + 2 * at)
        )
        draft = invoices.create(db, 1, on=DAY, title=f"Auftrag {at}", lines=lines)
        if at < issued:
            invoices.issue(db, draft.id, on=DAY)
    return db
