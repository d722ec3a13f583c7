"""An icon that stands by itself beside words; it follows the scheme and says nothing to the ear, for the words do."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientdesk.ui import icons


class IconLabel(QWidget):
    """One Lucide icon in a colour of the tokens."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tone: str = "second") -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """Show another icon; without a name, none."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(icons.size(), icons.size() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 1, icons.pixmap(self._name, self._tone))
        painter.end()
