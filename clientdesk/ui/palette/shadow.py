"""The shadow around the palette's panel: drawn once at the smallest size, stretched for every other."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QMargins, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from clientdesk.ui import tokens

_SHADOW: Final = 40
#: A corner of the shadow, wide enough for its curve and the panel's.
_CORNER: Final = 2 * _SHADOW


def margins() -> QMargins:
    """Return how far it reaches beyond the panel."""
    return QMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW)


@lru_cache(maxsize=4)
def _shadow(ratio: float) -> QPixmap:
    """Return the shadow around the smallest panel: its corners, and one line of each side."""
    size = QSize(2 * _CORNER + 1, 2 * _CORNER + 1)
    picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 2))
    whole = QRectF(0, 0, size.width(), size.height())
    for step in range(_SHADOW):
        inset = step * 1.0
        radius = tokens.RADIUS_CARD + _SHADOW - step
        painter.drawRoundedRect(whole.adjusted(inset, inset + step / 4, -inset, -inset), radius, radius)
    painter.end()
    return picture


def paint(painter: QPainter, panel: QRect, ratio: float) -> None:
    """Draw the corners, and the sides drawn out between them: one of full size would be paid at every keystroke."""
    picture = _shadow(ratio)
    place = panel.marginsAdded(margins())
    wide, high = place.width() - 2 * _CORNER, place.height() - 2 * _CORNER
    columns = (
        (0, _CORNER, 0, _CORNER),
        (_CORNER, wide, _CORNER, 1),
        (_CORNER + wide, _CORNER, _CORNER + 1, _CORNER),
    )
    rows = (
        (0, _CORNER, 0, _CORNER),
        (_CORNER, high, _CORNER, 1),
        (_CORNER + high, _CORNER, _CORNER + 1, _CORNER),
    )
    for x, width, from_x, from_width in columns:
        for y, height, from_y, from_height in rows:
            target = QRectF(place.x() + x, place.y() + y, width, height)
            part = QRectF(from_x * ratio, from_y * ratio, from_width * ratio, from_height * ratio)
            painter.drawPixmap(target, picture, part)
