"""Tells a part of a window where the cursor goes, for as long as that part lives and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakMethod

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken


class FocusEar:
    """Calls `slot(old, now)` when the focus moves; kept by the object whose method `slot` is.

    No QObject: one that Python frees with its window is still connected while the window's parts lose the focus one by
    one, and is then called without its Python half. This is reached through a weak reference, which dies first.
    """

    def __init__(self, slot: Callable[[QWidget | None, QWidget | None], None]) -> None:
        self._slot: WeakMethod[Any] = WeakMethod(slot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hear)

    def _hear(self, old: QWidget | None, now: QWidget | None) -> None:
        slot: Any = self._slot()
        if slot is not None and Shiboken.isValid(slot.__self__):
            slot(old, now)
