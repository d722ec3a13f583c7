"""What lies below the palette, dimmed and kept as a picture: else the whole page would be painted at every letter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from clientdesk.ui import style

#: To paint a page takes about a frame; a letter that comes meanwhile waits for a part of it only.
_STRIPS: Final = 3


class Ground:
    """The picture of `window` without what stands `above` it, taken strip by strip."""

    def __init__(self, window: QWidget, above: QWidget) -> None:
        self._window, self._above = window, above
        ratio = window.devicePixelRatio()
        self._picture = QPixmap(window.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._taken = 0

    @property
    def is_whole(self) -> bool:
        """Whether all strips are there."""
        return self._taken == _STRIPS

    def take_strip(self) -> None:
        """Paint the next strip of the window as it is now."""
        whole = self._window.rect()
        top, bottom = (whole.height() * step // _STRIPS for step in (self._taken, self._taken + 1))
        strip = QRect(0, top, whole.width(), bottom - top)
        painter = QPainter(self._picture)
        self._window.render(painter, strip.topLeft(), QRegion(strip), QWidget.RenderFlag.DrawWindowBackground)
        for child in self._window.children():
            if isinstance(child, QWidget) and child is not self._above and child.isVisible():
                self._draw(painter, child, strip)
        painter.fillRect(strip, QColor(style.colors().shadow))
        painter.end()
        self._taken += 1

    def paint(self, painter: QPainter) -> None:
        """Paint it; what need not be painted is clipped already, and a part of it would be rounded to other pixels."""
        painter.drawPixmap(0, 0, self._picture)

    @staticmethod
    def _draw(painter: QPainter, child: QWidget, strip: QRect) -> None:
        part = strip & child.geometry()
        if part.isEmpty() or child.isWindow():
            return
        source = QRegion(part.translated(-child.pos()))
        flags = QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
        child.render(painter, QPoint(part.topLeft()), source, flags)
