"""What stands where nothing is yet: one line saying what belongs here, and the way to make the first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clientdesk.ui import style, tokens

_TEXT_WIDTH = 320


class EmptyState(QWidget):
    """A sentence with at most two buttons below; buttons are made by `clientdesk.ui.actions.button`."""

    def __init__(
        self, text: str, *buttons: QPushButton, parent: QWidget | None = None, name: str = "empty"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = QLabel(text, self)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        style.set_role(self._text, role="second")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_5, tokens.SPACE_4, tokens.SPACE_5)
        column.setSpacing(tokens.SPACE_4)
        column.addStretch(2)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Change the sentence."""
        self._text.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A wrapped label in the middle of a layout is given the height of another width, and is cut.
        width = max(0, min(_TEXT_WIDTH, self.width() - 2 * tokens.SPACE_4))
        self._text.setFixedSize(width, max(0, self._text.heightForWidth(width)))
