"""The four books of the demo, and acting each of them out in the order of its days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clientdesk.demo.desk import Desk, Event
from clientdesk.demo.figures import Figure
from clientdesk.storage.database import Database, open_book

#: Called after every step.
Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Book:
    """A freelancer's book: its file's name, who it belongs to, what happens in it, and what it must show."""

    name: str
    owner: str
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]

    def act(self, db: Database, step: Step) -> Desk:
        """Act the story out in an empty book, day by day."""
        desk = Desk(db)
        for event in sorted(self.events, key=lambda event: event.on):
            event.act(desk, event.on)
            step()
        return desk


def books() -> tuple[Book, ...]:
    """Return the four books; their modules are read only now."""
    from clientdesk.demo import (
        anitha,
        expected_anitha,
        expected_lena,
        expected_marcus,
        expected_mona,
        lena_year,
        marcus,
        mona,
    )

    return (
        Book("lena", "Lena Brandt", lena_year.EVENTS, expected_lena.FIGURES),
        Book("mona", "Mona Abdel Rahman", mona.EVENTS, expected_mona.FIGURES),
        Book("anitha", "Anitha Reddy", anitha.EVENTS, expected_anitha.FIGURES),
        Book("marcus", "Marcus Reed", marcus.EVENTS, expected_marcus.FIGURES),
    )


def build_book(path: Path, name: str = "lena", *, step: Step = lambda: None) -> Path:
    """Build one of the books in a new file, for looking around in it; it stands on `desk.TODAY`."""
    book = next(book for book in books() if book.name == name)
    db = open_book(path)
    try:
        book.act(db, step)
    finally:
        db.close()
    return path
