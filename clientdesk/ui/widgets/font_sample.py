"""A line in a face of its own, from the bytes of a font file that the window itself never uses."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QRawFont, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientdesk.ui import style, tokens


class FontSample(QWidget):
    """Shows `text` in the face that `show_face` gives it, else in the window's own.

    The face is not made known to the window: another version of a face that the window is written in would change it.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._more = ""
        self._face: QRawFont | None = None
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)

    def show_face(self, file: bytes, more: str = "") -> None:
        """Draw with the face of a font file, and after the text whatever it has of `more`."""
        face = QRawFont(QByteArray(file), style.font(tokens.SIZE_TITLE).pixelSize())
        if not face.isValid():
            return
        self._more = "".join(char for char in more if face.supportsCharacter(char))
        # A face without the letters of its own name shows nothing but boxes.
        self._face = face if all(face.supportsCharacter(char) for char in self._text) else None
        self.update()

    @property
    def is_in_its_face(self) -> bool:
        """Whether the text is drawn in a face of its own."""
        return self._face is not None

    def sizeHint(self) -> QSize:
        font = style.font(tokens.SIZE_TITLE)
        return QSize(QFontMetrics(font).horizontalAdvance(self._text), style.line_height(tokens.SIZE_TITLE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(style.color("text"))
        layout = QTextLayout("   ".join(filter(None, (self._text, self._more))))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        # Of the widget, whichever way the name itself is read.
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        if self._face is not None:
            layout.setRawFont(self._face)
        else:
            layout.setFont(style.font(tokens.SIZE_TITLE))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self.width())
        layout.endLayout()
        layout.draw(painter, QPointF(0, (self.height() - line.height()) / 2))
        painter.end()
