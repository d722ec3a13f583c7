"""What a scene is: a name, the steps that lead to it, the book and the screen it begins on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clientdesk.ui.screens import SCREENS
from tests.shots.stage import BOOKS, Stage

_SCREENS = {entry.name for entry in SCREENS}

#: By the first word of a scene's name.
_STARTS = {
    "clients": "clients",
    "client": "clients",
    "work": "work",
    "change": "work",
    "contract": "work",
    "documents": "documents",
    "invoice": "documents",
    "quote": "documents",
    "credit": "documents",
    "batch": "documents",
    "money": "money",
    "payment": "money",
    "record": "money",
    "calendar": "calendar",
    "library": "library",
    "settings": "settings",
    "trash": "trash",
    "design": "settings",
    "locked": "today",
    "encryption": "today",
    "import": "clients",
    "palette": "clients",
    "manual": "documents",
    "unsaved": "clients",
    "keys": "clients",
    "fault": "clients",
    "toast": "clients",
    "crash": "clients",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the window. `book` names one for all languages where the language's own has nothing of the kind."""

    name: str
    act: Callable[[Stage], None]
    book: str = ""
    #: It only scrolls a page, so that all of them can be played in one window, one after the other.
    is_part: bool = False

    @property
    def start(self) -> str:
        """The screen to begin on: building another first would only take time."""
        return _STARTS.get(self.name.partition("-")[0], "today")

    def book_for(self, language: str) -> str:
        """Return the book the scene is played on."""
        return self.book or BOOKS.get(language, "lena")


Act = Callable[[Stage], None]


class Enter(Protocol):
    """A decorator for the steps of a scene."""

    def __call__(
        self, name: str, *, book: str = "", screen: str = "", is_part: bool = False
    ) -> Callable[[Act], Act]:
        """Enter the function under this name, if the window has the screen."""


def enter_into(scenes: list[Scene]) -> Enter:
    """Return the decorator that makes a function one of these scenes."""

    def scene(name: str, *, book: str = "", screen: str = "", is_part: bool = False) -> Callable[[Act], Act]:
        def enter(act: Act) -> Act:
            if not screen or screen in _SCREENS:
                scenes.append(Scene(name, act, book, is_part))
            return act

        return enter

    return scene
