"""A qtbot that holds the widgets of a test until it is over, and then deletes them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken


class KeepingBot(QtBot):
    """Holds what it was given, which pytest-qt's own does not.

    A window that a test lets go of in its midst, as one of an earlier run of the program, would else be freed by the
    collector at any later moment: first its Python half, then, while it still takes events, the rest. The program
    itself never does that; it closes its windows and has Qt delete them.
    """

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self._kept: list[QWidget] = []

    def addWidget(self, widget: QWidget, *, before_close_func: Any = None) -> None:
        self._kept.append(widget)
        super().addWidget(widget, before_close_func=before_close_func)

    def delete_all(self) -> None:
        """Delete the widgets, the last first; pytest-qt has closed them by now."""
        while self._kept:
            widget = self._kept.pop()
            if Shiboken.isValid(widget):
                Shiboken.delete(widget)
