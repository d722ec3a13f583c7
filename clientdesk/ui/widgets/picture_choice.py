"""One of a few, chosen by its picture: pictures side by side with a name and a sentence each, walked by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.columns import Columns
from clientdesk.ui.widgets.editors import Editor
from clientdesk.ui.widgets.icon_label import IconLabel
from clientdesk.ui.widgets.wrapped import wrap

_RING: Final = 2


@dataclass(frozen=True, slots=True)
class PictureOption:
    """One choice: the value stored, its name, and a sentence about it."""

    value: Any
    text: str
    note: str


class PictureChoice(QWidget, Editor):
    """A group of radio buttons. `set_picture` gives each its picture as soon as there is one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, options: Sequence[PictureOption]) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[Any, PictureButton] = {}
        row = Columns(self, spacing=tokens.SPACE_2)
        for option in options:
            button = self._buttons[option.value] = PictureButton(option, row)
            button.clicked.connect(self.edited)
            button.toggled.connect(self._follow)
            self._group.addButton(button)
        row.set_blocks(list(self._buttons.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self.set_value(options[0].value)

    @property
    def parts(self) -> Sequence[QWidget]:
        return tuple(self._buttons.values())

    def value(self) -> Any:
        return next((value for value, button in self._buttons.items() if button.isChecked()), None)

    def set_value(self, value: Any) -> None:
        chosen = self._buttons.get(value)
        if chosen is not None:
            chosen.setChecked(True)

    def _follow(self) -> None:
        """Let the Tab key come to the chosen one alone."""
        for button in self._buttons.values():
            is_stop = button.isChecked()
            if is_stop:
                self.setFocusProxy(button)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def typed(self) -> str:
        return str(self.value())

    def retype(self, text: str) -> None:
        self.set_value(next((value for value in self._buttons if str(value) == text), None))

    def set_fault(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)

    def set_picture(self, value: Any, image: QImage) -> None:
        """Show what the choice looks like."""
        self._buttons[value].set_picture(image)

    def picture_width(self) -> int:
        """Return how wide a picture is shown, in logical pixels."""
        return style.scaled(tokens.LOOK_WIDTH)


class PictureButton(QRadioButton):
    """A picture over its name and sentence; the whole of it is pressed."""

    def __init__(self, option: PictureOption, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"choice_{option.value}")
        self.setAccessibleName(option.text)
        self.setAccessibleDescription(option.note)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(tokens.LOOK_WIDTH + 2 * tokens.SPACE_1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        width = style.scaled(tokens.LOOK_WIDTH)
        self._picture.setFixedHeight(round(width * tokens.SHEET_SHAPE))
        self._mark = IconLabel("", self, tone="accent")
        name = QLabel(option.text, self)
        style.set_role(name, role="rowtitle")
        wrap(name, takes_any_width=True)
        note = QLabel(option.note, self)
        style.set_role(note, role="hint")
        wrap(note, takes_any_width=True)
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_1)
        head.addWidget(name, 1)
        head.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        column.setSpacing(tokens.SPACE_1)
        column.addWidget(self._picture)
        column.addLayout(head)
        column.addWidget(note)
        column.addStretch(1)
        for part in (self._picture, name, note, self._mark):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._follow)

    def set_picture(self, image: QImage) -> None:
        """Show this page."""
        self._picture.setPixmap(QPixmap.fromImage(image))

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def hitButton(self, _place: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.isChecked()
        tone = "accent" if is_marked else "edge" if self.underMouse() else "line"
        painter.setPen(QPen(style.color(tone), _RING if is_marked else 1))
        ground = "selection" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setBrush(style.color(ground))
        inset = _RING / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if self.hasFocus():
            # The ring of focus lies within the frame of what is chosen: both can be told apart.
            inner = frame.adjusted(2 * _RING, 2 * _RING, -2 * _RING, -2 * _RING)
            painter.setPen(QPen(style.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, tokens.SPACE_1, tokens.SPACE_1)
        picture = self._picture.pixmap()
        if not picture.isNull():
            # White paper on a white card needs an edge.
            size = picture.deviceIndependentSize()
            at = QRectF(self._picture.geometry())
            left = at.center().x() - size.width() / 2
            sheet = QRectF(left, at.center().y() - size.height() / 2, size.width(), size.height())
            painter.setPen(QPen(style.color("line"), 1))
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def _follow(self, is_checked: bool) -> None:  # a slot
        self._mark.set_icon("circle-check" if is_checked else "")
