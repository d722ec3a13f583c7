"""The field above a list: it filters, and leaves the keys of the window's acts to the window."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clientdesk.ui.widgets.field_icons import let_grow

#: What a line of text on X11 takes for itself besides the usual editing keys: to its end, and what lies behind.
_EMACS_KEYS: Final = frozenset({Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_H, Qt.Key.Key_K, Qt.Key.Key_U})


class FilterField(QLineEdit):
    """A line of text in which Ctrl+E edits the chosen record, as everywhere, and does not move the cursor."""

    def __init__(self, parent: QWidget, **properties: Any) -> None:
        super().__init__(parent, **properties)
        let_grow(self)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            only_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if only_ctrl and event.key() in _EMACS_KEYS:
                event.ignore()
        return done
