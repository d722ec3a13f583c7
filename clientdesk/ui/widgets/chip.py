"""The status chip: a tinted pill with a dot and a word; never colour alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.tokens import Kind

_PADDING = 9
_DOT = 6
_GAP = 5
_AROUND = 4
_LINE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | _LINE)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | _LINE)


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in one word, already translated, and which of the five kinds it is."""

    word: str
    kind: Kind = Kind.QUIET


def chip_width(chip: Chip) -> int:
    """Return how wide `chip` is drawn."""
    pixels = style.font(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM).pixelSize()
    return _word_width(chip.word, pixels, style.faces_loaded()) + 2 * _PADDING + _DOT + _GAP


@lru_cache(maxsize=256)
def _word_width(word: str, _pixels: int, _faces: int) -> int:
    """Measure a word; states are few, and every list shows them in each row."""
    return QFontMetrics(style.font(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM)).horizontalAdvance(word)


def chip_height() -> int:
    """Return how high a chip is drawn where there is room."""
    return max(tokens.CHIP_HEIGHT, style.line_height(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM))


def paint_chip(painter: QPainter, place: QRect, chip: Chip, direction: Qt.LayoutDirection) -> None:
    """Draw `chip` into `place`, which is `chip_width` wide."""
    ink, ground = (QColor(value) for value in style.colors().chips[chip.kind])
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    height = min(place.height(), chip_height())
    pill = QRectF(place.x(), place.center().y() - height / 2 + 0.5, place.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setBrush(ink)
    dot = pill.right() - _PADDING - _DOT / 2 if mirrored else pill.left() + _PADDING + _DOT / 2
    painter.drawEllipse(QPointF(dot, pill.center().y()), _DOT / 2, _DOT / 2)
    painter.setPen(ink)
    painter.setFont(style.font(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM))
    inset = _PADDING + _DOT + _GAP
    words = pill.adjusted(_PADDING if mirrored else inset, 0, -inset if mirrored else -_PADDING, 0)
    shown = chip.word
    if place.width() < chip_width(chip):
        shown = painter.fontMetrics().elidedText(
            shown, Qt.TextElideMode.ElideRight, math.floor(words.width())
        )
    # Higher than the pill, so that no vowel sign is cut where a row is low.
    words.adjust(0, -_AROUND, 0, _AROUND)
    painter.drawText(words, _RIGHT if mirrored else _LEFT, shown)
    painter.restore()


class ChipLabel(QWidget):
    """A chip that stands on a page by itself; hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip: Chip | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def chip(self) -> Chip | None:
        """What is shown."""
        return self._chip

    def set_chip(self, chip: Chip | None) -> None:
        """Show `chip`, or nothing."""
        self._chip = chip
        self.setVisible(chip is not None)
        self.setAccessibleName(chip.word if chip else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._chip is None:
            return QSize(0, 0)
        return QSize(chip_width(self._chip), chip_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chip is not None:
            painter = QPainter(self)
            paint_chip(painter, self.rect(), self._chip, self.layoutDirection())
            painter.end()
