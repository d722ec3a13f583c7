"""Where one has been in a window: the ways back and forth, and the records seen last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

#: Where Back can lead: a screen's name, and kind and id of what was open on it.
Place = tuple[str, str, int]
_HISTORY: Final = 50
_SEEN: Final = 12
#: More figures no number of a record has.
_MOST_FIGURES: Final = 18


class Trail:
    """Remembers places as they are left, and records as they are opened."""

    def __init__(self) -> None:
        self.past: list[Place] = []
        self.future: list[Place] = []
        #: Kind and id of the records seen last, the newest first.
        self.visits: list[tuple[str, int]] = []

    def leave(self, place: Place) -> None:
        """Remember the place that is left for another one; there is no way forward any more."""
        self.visit(place[1], place[2])
        if self.past[-1:] != [place]:
            self.past.append(place)
            del self.past[:-_HISTORY]
        self.future.clear()

    def visit(self, kind: str, record_id: int) -> None:
        """Remember a record as the one seen last; a new one, which has no number yet, is none."""
        if not kind or not record_id or ":" in kind or kind.startswith(("new_", "edit_", "pay_")):
            return
        visit = (kind, record_id)
        if visit in self.visits:
            self.visits.remove(visit)
        self.visits.insert(0, visit)
        del self.visits[_SEEN:]

    def store(self, settings: QSettings, book: str) -> None:
        """Keep the records seen last for the next time this book is opened; numbers only, no words of the book."""
        settings.setValue(f"seen/{_key(book)}", [f"{kind} {record_id}" for kind, record_id in self.visits])

    def restore(self, settings: QSettings, book: str) -> None:
        """Read the records seen last in this book."""
        stored = settings.value(f"seen/{_key(book)}") or []
        for entry in reversed([stored] if isinstance(stored, str) else list(stored)):
            kind, _space, number = str(entry).partition(" ")
            if number.isdecimal() and len(number) <= _MOST_FIGURES:
                self.visit(kind, int(number))


def _key(book: str) -> str:
    # A stroke would open a group of settings.
    return book.replace("/", "|").replace("\\", "|")
