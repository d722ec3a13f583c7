"""How much of something is used up: a bar in parts or as a whole, with the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.ink import Ink

_HIGH: Final = 8
_MOST_PARTS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One meter: what is measured, the words for how it stands, and the bar.

    With `parts` the bar is a row of them: `used` of `free` ones are full, and what goes beyond is hatched.
    Without, `share` says how full it is; above 1 the end is hatched. `tone` is a colour of the tokens.
    """

    name: str
    title: str
    words: str
    share: float = 0.0
    parts: bool = False
    used: int = 0
    free: int = 0
    tone: str = "accent"
    role: str = "second"


class Meters(QWidget):
    """Meters below each other: title and words in one line, the bar below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def set_levels(self, levels: Sequence[Level]) -> None:
        """Show `levels` in place of the ones before."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, level in enumerate(levels):
            row = 3 * number
            title = QLabel(level.title, self)
            style.set_role(title, role="rowtitle")
            title.setAlignment(leading(self))
            words = QLabel(level.words, self, objectName=f"meter_{level.name}")
            style.set_role(words, role=level.role)
            words.setWordWrap(True)
            words.setAlignment(trailing(self))
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(words, row, 1)
            self._grid.addWidget(MeterBar(level, self), row + 1, 0, 1, 2)
            if number + 1 < len(levels):
                self._grid.setRowMinimumHeight(row + 2, tokens.SPACE_2)


class MeterBar(QWidget):
    """The painted bar of one meter; its words are its accessible name."""

    def __init__(self, level: Level, parent: QWidget) -> None:
        super().__init__(parent)
        self._level = level
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{level.title}: {level.words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = Ink(painter, QSizeF(self.size()), mirrored=mirrored)
        if self._level.parts:
            self._draw_parts(ink)
        else:
            self._draw_share(ink)
        painter.end()

    def _draw_parts(self, ink: Ink) -> None:
        level = self._level
        count = max(1, min(_MOST_PARTS, max(level.free, level.used)))
        gap = 3.0
        width = (ink.size.width() - gap * (count - 1)) / count
        for number in range(count):
            place = QRectF((width + gap) * number, 0, width, ink.size.height())
            paid = number >= level.free
            if number >= level.used:
                ink.bar(place, "line")
            else:
                ink.bar(place, "warn" if paid else level.tone, hatched=paid)

    def _draw_share(self, ink: Ink) -> None:
        width, high = ink.size.width(), ink.size.height()
        share = max(0.0, self._level.share)
        ink.bar(QRectF(0, 0, width, high), "line")
        if share > 1:
            ink.bar(QRectF(0, 0, width, high), self._level.tone, hatched=True)
            ink.bar(QRectF(0, 0, width / share, high), self._level.tone)
        elif share:
            ink.bar(QRectF(0, 0, max(3.0, width * share), high), self._level.tone)
