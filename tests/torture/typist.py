"""The child of the torture: the real window on a book, a person who types by a plan and tells each key's moment."""

from __future__ import annotations

import importlib
import os
import random
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from clientdesk import app as program
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.screens import SCREENS

TODAY = date(2026, 6, 17)
#: Letters of four scripts, and no spaces, which fields strip at their ends.
LETTERS = "abcdeghäöüßعربيةతెలుగు"
#: How long the hand rests between two keys, in milliseconds.
_FASTEST, _SLOWEST = 15, 160


class Typist(QObject):
    """Opens an editor and types into one of its fields after another, never resting long enough for a pause."""

    def __init__(self, window: MainWindow, editor: str, seed: int, telling: Connection) -> None:
        super().__init__(window)
        self._window, self._editor, self._telling = window, editor, telling
        self._chance = random.Random(seed)
        self._fields: list[Callable[[], QWidget | None]] = []
        self._place = -1
        self._left = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._type)
        window.screen_shown.connect(self._begin)

    def _begin(self, _name: str) -> None:
        if not self._fields:
            self._fields = EDITORS[self._editor](self._window)
            self._timer.start(200)

    def _type(self) -> None:
        if self._left <= 0:
            field = self._fields[(self._place + 1) % len(self._fields)]()
            if field is None:
                # The record is still being read: a person, too, waits for the field to type into.
                self._timer.start(_SLOWEST)
                return
            self._place += 1
            self._left = self._chance.randint(4, 40)
            field.setFocus()
        widget = QApplication.focusWidget()
        if widget is not None:
            letter = self._chance.choice(LETTERS)
            # Told before it is typed: what is told and lost counts, what is typed and not told would not.
            self._telling.send((time.monotonic_ns(), self._name_of(widget), letter))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            self._left -= 1
        self._timer.start(self._chance.randint(_FASTEST, _SLOWEST))

    def _name_of(self, widget: QWidget) -> str:
        return f"{self._place % len(self._fields)}:{widget.objectName() or '-'}"


def _visible(window: MainWindow, name: str) -> Callable[[], QWidget | None]:
    def find() -> QWidget | None:
        return next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)

    return find


def _record(kind: str, record_id: int, *names: str) -> Callable[[MainWindow], list[Any]]:
    def prepare(window: MainWindow) -> list[Any]:
        window.open_record(kind, record_id)
        return [_visible(window, name) for name in names]

    return prepare


def _asking(kind: str, button: str, *names: str) -> Callable[[MainWindow], list[Any]]:
    def prepare(window: MainWindow) -> list[Any]:
        window.open_record(kind, 1)
        found: list[Any] = [one for one in window.findChildren(QAction, button) if one.parent().isVisible()]
        found[0].trigger()
        return [_visible(window, name) for name in names]

    return prepare


def _lines(kind: str, record_id: int, screen: str, *names: str) -> Callable[[MainWindow], list[Any]]:
    def prepare(window: MainWindow) -> list[Any]:
        window.open_record(kind, record_id)
        shown: Any = window.screen_named(screen)

        def cell() -> QWidget | None:
            grid = shown.draft.lines.grid if screen != "library" else shown._package.grid
            grid.edit(0)
            # Behind what stands there: an opened cell marks its text, and the next key would replace it.
            line = next(
                (one for one in grid.findChildren(QWidget, "cell_description") if one.isVisible()), None
            )
            if line is not None:
                line.deselect()
                line.end(False)
            return line

        return [cell, *(_visible(window, name) for name in names)]

    return prepare


#: Every editor of the window: how it is opened, and the fields a person types into.
EDITORS: dict[str, Callable[[MainWindow], list[Any]]] = {
    "client": _record("edit_client", 1, "notes", "what_matters", "source", "due_days"),
    "new client": _record("new_client", 0, "name", "notes", "number"),
    "catalogue": _record("catalogue", 1, "details", "description", "unit_price"),
    "package": _lines("new_package", 0, "library", "name"),
    "settings": _record("issuer", 1, "trade", "footer", "account.bank", "quote_days"),
    "design": _record("design", 1, "head_text", "own_opening", "signatory", "own_closing"),
    "payment": _record("new_payment", 1, "reference", "payer", "amount"),
    "invoice draft": _lines("invoice", 1, "documents", "title", "intro", "closing", "reference"),
    "new invoice": _lines("new_invoice", 0, "documents", "title", "intro", "closing"),
    "quote draft": _lines("quote", 1, "documents", "title", "goal", "not_included"),
    "contract draft": _lines("edit_contract", 1, "work", "scope", "not_included", "title"),
    "hours": _asking("contract", "work.log", "description", "hours"),
    "milestone": _asking("contract", "work.milestone", "title", "checks"),
}


def type_until_killed(book: str, editor: str, seed: int, telling: Connection, home: str) -> None:
    """Show the window on a book and type; nothing of the person who runs this is touched."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = home
    application = QApplication(["clientdesk"])
    program.set_up(application, user_settings(), language="en-GB", scheme="light")
    window = program.open_window(Path(book), today=program.clock(TODAY))
    typist = Typist(window, editor, seed, telling)
    window.resize(1400, 900)
    window.show()
    window.activateWindow()
    application.exec()
    del typist


# Here, so that a fork finds them imported.
for _entry in SCREENS:
    importlib.import_module(f"clientdesk.ui.{_entry.factory.partition(':')[0]}")
