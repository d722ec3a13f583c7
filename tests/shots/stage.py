"""The stage: a real window on a copy of a demo book, at a fixed day, which a scene brings into a state."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QEventLoop, QPoint, QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPushButton, QScrollArea, QWidget

from clientdesk import app as wiring
from clientdesk.demo.desk import TODAY
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from tests.shelf import book

#: Whose book tells a language best: names, addresses and papers in its own script.
BOOKS = {"en": "lena", "de": "lena", "ar": "mona", "te": "anitha"}
SIZE = (1366, 800)
#: Timers at least this long, such as the toast's, are no sign that the window still works.
_LONG_MILLISECONDS = 1500
_STEP_MILLISECONDS = 15
_MOST_STEPS = 1500


class Shelf:
    """The demo books, each acted out once in a folder and lent as copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lent = 0

    def fill(self, names: Sequence[str] = ("lena", "mona", "anitha", "empty")) -> None:
        """Make the books that are not there yet."""
        for name in names:
            self.original(name)

    def original(self, name: str) -> Path:
        """Return the book itself; `blank` was never opened, `empty` knows only who works in it."""
        path = self._folder / f"{name}.db"
        return path if name == "blank" else book(name, self._folder)

    def copy(self, name: str, folder: Path) -> Path:
        """Return a copy that may be written to."""
        self._lent += 1
        place = folder / f"{self._lent}"
        place.mkdir(parents=True)
        original = self.original(name)
        if original.exists():
            shutil.copyfile(original, place / f"{name}.db")
        return place / f"{name}.db"


class Stage:
    """Opens a window, drives it like a person, waits until it is still, and takes its picture."""

    def __init__(self, app: QApplication, shelf: Shelf, folder: Path) -> None:
        self._app = app
        self._shelf = shelf
        self._folder = folder
        self._window: MainWindow | None = None
        self._data: str | None = None
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))

    @property
    def folder(self) -> Path:
        """Where the book lies, and files of a scene may."""
        return self._folder

    @property
    def window(self) -> MainWindow:
        """The window on stage."""
        if self._window is None:
            raise LookupError("no scene has begun")
        return self._window

    # From scene to scene.

    def begin(self, name: str, *, language: str, scheme: str = "light", text: float = 1.0,
              size: tuple[int, int] = SIZE, start: str = "today") -> None:  # fmt: skip
        """Open a window on a copy of the book of this name."""
        settings = user_settings()
        settings.clear()
        settings.setValue("papers/folder", str(self._folder))
        wiring.speak(self._app, language)
        if (style.theme().scheme, style.theme().scale) != (scheme, text):
            style.theme().choose(scheme, scale=text)
        path = self._shelf.copy(name, self._folder)
        # What this computer remembers, and its backups, are those of the scene.
        self._data, os.environ["XDG_DATA_HOME"] = os.environ.get("XDG_DATA_HOME"), str(path.parent / "data")
        self._window = wiring.open_window(path, today=wiring.clock(TODAY), settings=settings, start=start)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.wait_for(lambda: bool(self.window.current_name))
        self.settle()

    def reopen_in(self, folder: str, *, start: str = "today") -> None:
        """Close the window and open another one on the same book, in a folder of this name."""
        old = self.window
        path = old.session.db.path
        if path is None:
            raise LookupError("a book in memory lies nowhere")
        old.session.close()
        (path.parent / folder).mkdir()
        there = path.rename(path.parent / folder / path.name)
        self._window = wiring.open_window(
            there, today=wiring.clock(TODAY), settings=user_settings(), start=start
        )
        self.window.resize(old.size())
        old.hide()
        old.deleteLater()
        self.window.show()
        self.window.activateWindow()
        self.wait_for(lambda: bool(self.window.current_name))
        self.settle()

    def end(self) -> None:
        """Close the window and all that stands above it."""
        if self._window is None:
            return
        for other in self.above():
            other.close()
        self.window.session.close()
        self.window.hide()
        self.window.deleteLater()
        self._window = None
        if self._data is None:
            del os.environ["XDG_DATA_HOME"]
        else:
            os.environ["XDG_DATA_HOME"] = self._data
        # What is left would be restyled with every later window. Popups are not touched: a completer deletes its own,
        # and does not notice that somebody else has.
        for widget in self._app.topLevelWidgets():
            if isinstance(widget, (QMainWindow, QDialog)):
                widget.deleteLater()
        self._spin(0)

    # What scenes do.

    def show(self, screen: str) -> None:
        """Bring a screen to the front."""
        self.window.show_screen(screen)
        self.settle()

    def open(self, kind: str, record_id: int) -> None:
        """Show a record."""
        self.window.open_record(kind, record_id)
        self.settle()

    def first(self, sql: str) -> int:
        """Return the id that `sql` finds, which must be there."""
        found = self.window.session.db.value(sql)
        if found is None:
            raise LookupError(sql)
        return int(found)

    def has(self, sql: str) -> bool:
        """Tell whether the book holds such a thing."""
        return self.window.session.db.value(sql) is not None

    def press(self, name: str) -> None:
        """Press the visible button, or do the action, of this name."""
        for button in self.window.findChildren(QPushButton, name):
            if button.isVisible() and button.isEnabled():
                button.click()
                self.settle()
                return
        for action in self.window.findChildren(QAction, name):
            parent = action.parent()
            if action.isEnabled() and isinstance(parent, QWidget) and parent.isVisible():
                action.trigger()
                self.settle()
                return
        raise LookupError(name)

    def widget(self, name: str) -> QWidget:
        """Return the visible widget of this name."""
        for found in self.window.findChildren(QWidget, name):
            if found.isVisible():
                return found
        raise LookupError(name)

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type letters of any script."""
        if into is not None:
            into.setFocus()
        target = self._app.focusWidget()
        if target is None:
            raise LookupError("nothing has the focus")
        for letter in text:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                self._app.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        QTest.keyClick(self._app.focusWidget() or self.window, key, modifier)
        self.settle()

    def scroll_to(self, name: str) -> None:
        """Scroll the page so that the widget of this name begins at its top."""
        target = self.widget(name)
        above: QWidget | None = target.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            top = target.mapTo(above.widget(), QPoint(0, 0)).y()
            above.verticalScrollBar().setValue(top - 12)
        self.settle()

    def keep_toast(self) -> None:
        """Let the toast stay: it would go by itself, maybe before all its pictures are taken."""
        for timer in self.widget("toast").findChildren(QTimer):
            timer.stop()

    # Waiting.

    def settle(self) -> None:
        """Wait until nothing is on its way: no job, no short timer, no movement, no event."""
        still = 0
        for _step in range(_MOST_STEPS):
            self._spin(_STEP_MILLISECONDS if still == 0 else 0)
            still = 0 if self._is_busy() else still + 1
            if still > 2:
                return
        raise TimeoutError("the window does not come to rest")

    def wait_for(self, truth: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        for _step in range(_MOST_STEPS):
            if truth():
                return
            self._spin(_STEP_MILLISECONDS)
        raise TimeoutError("what was waited for did not happen")

    def _is_busy(self) -> bool:
        session = self.window.session
        if any(
            name in session.__dict__ and getattr(session, name).is_busy for name in ("tasks", "background")
        ):
            return True
        if any(
            timer.isActive() and timer.isSingleShot() and timer.interval() < _LONG_MILLISECONDS
            for timer in self.window.findChildren(QTimer)
        ):
            return True
        return any(
            moving.state() == QAbstractAnimation.State.Running
            for moving in self.window.findChildren(QAbstractAnimation)
        )

    def _spin(self, milliseconds: int) -> None:
        if milliseconds:
            loop = QEventLoop()
            QTimer.singleShot(milliseconds, loop.quit)
            loop.exec()
        # Twice: new parts are shown by an event of their own, after the one that made them.
        self._app.processEvents()
        self._app.sendPostedEvents(None, 52)  # QEvent.Type.DeferredDelete
        self._app.processEvents()

    # Looking.

    def above(self) -> list[QWidget]:
        """Return the dialogs and menus that stand above the window."""
        return [
            other
            for other in self._app.topLevelWidgets()
            if other.isVisible() and other is not self.window and other.width() > 1
        ]

    def tops(self) -> list[QWidget]:
        """Return what is to be looked at: the dialogs if there are any, else the window."""
        dialogs = [other for other in self.above() if isinstance(other, QDialog)]
        return dialogs or [self.window]

    def picture(self) -> QPixmap:
        """Return the window as it is seen, with what stands above it."""
        picture = self.window.grab()
        painter = QPainter(picture)
        for other in self.above():
            place = self._place(other)
            painter.drawPixmap(place, other.grab())
            # In place of the frame that a desktop draws around a dialog.
            painter.setPen(style.color("edge"))
            painter.drawRect(QRect(place, other.size()))
        painter.end()
        return picture

    def _place(self, other: QWidget) -> QPoint:
        if isinstance(other, QDialog):
            return QPoint(
                (self.window.width() - other.width()) // 2, (self.window.height() - other.height()) // 3
            )
        return other.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
