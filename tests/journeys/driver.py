"""A pair of hands on the keyboard: presses what has the focus and counts each shortcut, Tab, Enter or click as one.

Typed text is free in the budgets of the journeys, but its letters are counted too, for the bar of the first run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui.main_window import MainWindow

TODAY = date(2026, 6, 17)


class Hands:
    """Drives a window by keys alone."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        self.presses = 0
        self.letters = 0

    @property
    def keys(self) -> int:
        """All keys struck: letters, and one to three for every press."""
        return self.letters + self._struck

    _struck = 0

    def press(self, *keys: str) -> None:
        """Press shortcuts or keys one after the other, as `Ctrl+N`, `Tab`, `Return`."""
        for name in keys:
            combination: QKeyCombination = QKeySequence(name)[0]
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            self.presses += 1
            self._struck += name.count("+") + 1
            QApplication.processEvents()
            active = QApplication.activeWindow()
            if active is not None and not active.isVisible():
                # A list below a field that was just closed: real screens never activate one, the offscreen one does.
                self.window.activateWindow()
                QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into what has the focus; any script."""
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None, f"nothing has the focus, so {text!r} cannot be typed"
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)
            self.letters += 1
        QApplication.processEvents()

    def wait_for(self, truth: Callable[[], object]) -> None:
        """Wait until something shows, as a person does by looking."""
        self._qtbot.waitUntil(lambda: bool(truth()), timeout=15_000)

    def idle(self) -> None:
        """Wait until the worker has nothing left to do."""
        QApplication.processEvents()
        self.wait_for(lambda: not self.window.session.tasks.is_busy)

    def start_over(self) -> None:
        """Count anew."""
        self.presses = self.letters = self._struck = 0

    def widget(self, name: str) -> QWidget:
        """Return the visible widget of that name."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"{name} is not on screen"
        return found[0]
