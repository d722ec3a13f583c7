"""What pictures are painted with: plain shapes and words placed in reading direction, in the colours of the tokens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from clientdesk.ui import icons, style, tokens

_CORNER: Final = 3


class Ink:
    """Paints into a picture of `size`. All places are given as if reading ran from left to right.

    Where it runs from right to left, shapes and words change sides; words and figures themselves are never
    mirrored. Colours are names of the tokens, such as `accent`; `chip:warn` is the ground of a
    chip and `word:warn` its ink.
    """

    def __init__(self, painter: QPainter, size: QSizeF, *, mirrored: bool) -> None:
        self._painter = painter
        self._mirrored = mirrored
        self.size = size
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def place(self, rect: QRectF) -> QRectF:
        """Return where `rect` stands on the screen."""
        return mirror(rect, self.size.width()) if self._mirrored else rect

    def bar(
        self, rect: QRectF, fill: str, *, outline: str = "", hatched: bool = False, square: bool = False
    ) -> None:
        """Paint a bar; `hatched` marks by its pattern what must not be told by colour alone."""
        painter = self._painter
        brush = QBrush(_color(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_color(outline), 1) if outline else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(brush)
        corner = 0 if square else min(_CORNER, rect.width() / 2, rect.height() / 2)
        place = self.place(rect)
        painter.drawRoundedRect(place, corner, corner)
        if hatched:
            painter.setPen(QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QBrush(_color("surface"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(place, corner, corner)

    def line(
        self, start: QPointF, end: QPointF, color: str, *, width: float = 1, dashed: bool = False
    ) -> None:
        """Draw a straight line."""
        pen = QPen(_color(color), width)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        self._painter.setPen(pen)
        self._painter.drawLine(QLineF(self._point(start), self._point(end)))

    def diamond(self, middle: QPointF, radius: float, fill: str, *, outline: str = "") -> None:
        """Draw the sign of a date that was promised."""
        at = self._point(middle)
        corners = ((0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0))
        self._painter.setPen(QPen(_color(outline), 1.5) if outline else QPen(Qt.PenStyle.NoPen))
        self._painter.setBrush(QBrush(_color(fill)))
        self._painter.drawPolygon(QPolygonF([at + QPointF(right, down) for right, down in corners]))

    def text(
        self,
        rect: QRectF,
        words: str,
        *,
        color: str = "second",
        size: int = tokens.SIZE_CAPTION,
        weight: int = tokens.WEIGHT_REGULAR,
        at: str = "start",
    ) -> None:
        """Write one line into `rect`, shortened if it must be; `at` is start, middle or end of the line of reading."""
        font = style.font(size, weight, figures=True)
        place = self.place(rect)
        self._painter.setFont(font)
        self._painter.setPen(_color(color))
        # Absolute sides, and each text in its own direction: a Latin name in a mirrored picture stays a Latin name.
        side = Qt.AlignmentFlag.AlignHCenter
        if at != "middle":
            right = (at == "end") != self._mirrored
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        self._painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._painter.drawText(place, int(flags) | Qt.TextFlag.TextSingleLine, shown)

    def icon(self, place: QRectF, name: str, tone: str = "second") -> None:
        """Draw a Lucide icon, as large as `place` is wide."""
        spot = self.place(place)
        drawn = icons.pixmap(name, tone, size=max(1, round(place.width())))
        self._painter.drawPixmap(spot.topLeft(), drawn)

    def disc(self, middle: QPointF, radius: float, fill: str) -> None:
        """Draw a round ground, as behind the day it is."""
        self._painter.setPen(QPen(Qt.PenStyle.NoPen))
        self._painter.setBrush(QBrush(_color(fill)))
        self._painter.drawEllipse(self._point(middle), radius, radius)

    def _point(self, point: QPointF) -> QPointF:
        return QPointF(self.size.width() - point.x(), point.y()) if self._mirrored else point


def mirror(rect: QRectF, width: float) -> QRectF:
    """Return `rect` on the other side of a picture of `width`."""
    return QRectF(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def line_height(size: int = tokens.SIZE_CAPTION) -> float:
    """Return how high one line of text of a token size is at the text scale in use."""
    return QFontMetricsF(style.font(size)).height()


def text_width(words: str, size: int = tokens.SIZE_CAPTION, weight: int = tokens.WEIGHT_REGULAR) -> float:
    """Return how wide `words` are written."""
    return QFontMetricsF(style.font(size, weight, figures=True)).horizontalAdvance(words) + 1


def _color(name: str) -> QColor:
    if name.startswith("chip:"):
        return QColor(style.colors().chips[tokens.Kind(name.removeprefix("chip:"))][1])
    if name.startswith("word:"):
        return QColor(style.colors().chips[tokens.Kind(name.removeprefix("word:"))][0])
    return style.color(name)
