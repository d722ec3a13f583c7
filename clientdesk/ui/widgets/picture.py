"""A painted picture with a mark over every figure, which keys, pointer and ear find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.ink import Ink, mirror
from clientdesk.ui.widgets.tips import plain_tip

#: A mark is at least this wide and high for the pointer.
_LEAST_MARK: Final = 12
_RING: Final = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of a picture. `cells` are its row in the table: first what it is of, then the figures, as texts.

    `spoken` is its whole sentence; without it the cells make one: "12 May: €240.00". A mark that does not `opens`
    leads nowhere.
    """

    cells: tuple[str, ...]
    spoken: str = ""
    opens: bool = True

    @property
    def name(self) -> str:
        """What is said of it, and shown when the pointer rests on it."""
        figures = ", ".join(cell for cell in self.cells[1:] if cell)
        return self.spoken or (f"{self.cells[0]}: {figures}" if figures else self.cells[0])


class Picture(QWidget):
    """A subclass paints, in `draw`, and says in `places` where each mark stands.

    Over each mark lies a transparent button, of which one is a stop of the Tab key. Arrow keys walk them (`step`).
    """

    #: The number of the mark that was clicked, or on which Enter or Space was pressed.
    opened = Signal(int)
    #: The number of the mark the cursor came to.
    current_changed = Signal(int)
    #: Whether a click opens at once; else it only puts the cursor there, and a double click opens.
    opens_on_click = True
    #: Whether it is painted once and kept, for what takes long to paint; `renew` says that it has changed.
    is_kept = False
    #: Pixels between a mark and its ring; negative where marks touch each other, with the ring inside.
    ring_gap = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[MarkButton] = []
        self._kept: QPixmap | None = None
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def places(self, size: QSizeF) -> list[QRectF]:
        """Return where each mark stands in a picture of `size`, as if reading ran from left to right."""
        raise NotImplementedError

    def draw(self, ink: Ink) -> None:
        """Paint the picture into `ink.size`, as if reading ran from left to right."""
        raise NotImplementedError

    @property
    def has_cursor(self) -> bool:
        """Whether one of the marks has the focus."""
        return any(button.hasFocus() for button in self._buttons)

    def set_marks(self, marks: Sequence[Mark], *, can_open: bool) -> None:
        """Make as many buttons as there are marks; those that are there keep the focus."""
        while len(self._buttons) > len(marks):
            gone = self._buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(marks):
            button = MarkButton(len(self._buttons), self)
            button.chosen.connect(self._choose)
            button.pointed.connect(self._point)
            button.show()
            self._buttons.append(button)
        for button, mark in zip(self._buttons, marks, strict=True):
            button.name(mark, can_open=can_open)
        self.current = max(0, min(self.current, len(marks) - 1))
        self._stop_here()

    def settle(self) -> None:
        """Put the buttons where the marks are."""
        if not self._buttons:
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for button, place in zip(self._buttons, self.places(QSizeF(self.size())), strict=True):
            rect = mirror(place, self.width()) if mirrored else place
            wider = max(0.0, _LEAST_MARK - rect.width()) / 2 + _RING + self.ring_gap
            higher = max(0.0, _LEAST_MARK - rect.height()) / 2 + _RING + self.ring_gap
            button.setGeometry(rect.adjusted(-wider, -higher, wider, higher).toAlignedRect() & self.rect())
        self.renew()

    def renew(self) -> None:
        """Paint it anew: what it shows has changed."""
        self._kept = None
        self.update()

    def go(self, number: int, *, focus: bool) -> None:
        """Make a mark the one the cursor stands on."""
        if not self._buttons:
            return
        number = max(0, min(number, len(self._buttons) - 1))
        changed = number != self.current
        self.current = number
        self._stop_here()
        if focus:
            self._buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.current_changed.emit(number)

    def step(self, key: int) -> bool:
        """Walk by an arrow key, Home or End; tell whether the key means anything here."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ahead = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        last = len(self._buttons) - 1
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go(0 if key == Qt.Key.Key_Home else last, focus=True)
            return True
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.go(self.current + (1 if key in {ahead, Qt.Key.Key_Down} else -1), focus=True)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.is_kept:
            painter.drawPixmap(0, 0, self._picture())
        else:
            self._paint(painter)
        painter.end()

    def _picture(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        if self._kept is None or self._kept.devicePixelRatio() != ratio:
            self._kept = QPixmap((QSizeF(self.size()) * ratio).toSize())
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._kept)
            self._paint(painter)
            painter.end()
        return self._kept

    def _paint(self, painter: QPainter) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.draw(Ink(painter, QSizeF(self.size()), mirrored=mirrored))

    def _stop_here(self) -> None:
        for number, button in enumerate(self._buttons):
            here = number == self.current
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _point(self, number: int) -> None:
        self.go(number, focus=False)
        if self.opens_on_click:
            self.opened.emit(number)

    def _choose(self, number: int) -> None:
        self.go(number, focus=False)
        self.opened.emit(number)


class MarkButton(QAbstractButton):
    """Invisible but for the ring of focus and pointer: what the ear hears, the keys walk and the pointer finds."""

    #: The number of the mark on which Enter was pressed, or the pointer twice.
    chosen = Signal(int)
    #: The number of the mark that was clicked, by pointer or Space.
    pointed = Signal(int)

    def __init__(self, number: int, picture: Picture) -> None:
        super().__init__(picture)
        self._picture = picture
        self._number = number
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._click)

    def name(self, mark: Mark, *, can_open: bool) -> None:
        """Stand for `mark`."""
        self.setAccessibleName(mark.name)
        self.setToolTip(plain_tip(mark.name))
        opens = can_open and mark.opens
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.chosen.emit(self._number)
        elif event.modifiers() != Qt.KeyboardModifier.NoModifier or not self._picture.step(event.key()):
            super().keyPressEvent(event)

    def _click(self) -> None:
        self.pointed.emit(self._number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if not self._picture.opens_on_click:
            self.chosen.emit(self._number)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus() and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(style.color("accent" if self.hasFocus() else "edge"), _RING if self.hasFocus() else 1)
        )
        inset = QPointF(_RING / 2, _RING / 2)
        ring = QRectF(self.rect()).adjusted(inset.x(), inset.y(), -inset.x(), -inset.y())
        painter.drawRoundedRect(ring, tokens.SPACE_1, tokens.SPACE_1)
        painter.end()
