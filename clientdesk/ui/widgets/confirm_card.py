"""A question before something that cannot be taken back: what will happen, in words, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.wrapped import wrap


class ConfirmCard(QFrame):
    """Hidden while nothing is asked. The cursor is on the way out; Escape takes it."""

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        style.set_role(self, role="card")
        self._act: Callable[[], object] | None = None
        self._title = QLabel(self, objectName=f"{name}_title")
        style.set_role(self._title, role="section")
        self._words = QLabel(self, objectName=f"{name}_words")
        for label in (self._title, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            wrap(label)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._leave = actions.button("answer.leave", self, self.leave)
        self._do = actions.EnterButton("", self, objectName=f"{name}_do")
        style.set_role(self._do, variant="danger")
        self._do.clicked.connect(self._done)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        row.addWidget(self._leave)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def ask(self, title: str, words: str, verb: str, act: Callable[[], object]) -> None:
        """Say what will happen; `act` is called when the button with `verb` is pressed."""
        self._act = act
        for label, text in ((self._title, title), (self._words, words)):
            label.setText(text)
            label.setAlignment(leading(self))
        self._do.setText(verb)
        self.show()
        self._leave.setFocus()

    def leave(self) -> None:
        """Do nothing."""
        self._act = None
        self.hide()

    def event(self, event: QEvent) -> bool:
        # Escape leaves the question, not the page that has the same key.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _done(self) -> None:
        act = self._act
        self.leave()
        if act is not None:
            act()
