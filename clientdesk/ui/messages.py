"""Words to the user that are in nobody's way: the message bar for faults, the toast with its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error
from clientdesk.ui import icons, motion, style, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientdesk.ui.session import Notice

_TOAST_MILLISECONDS = 8000


class MessageBar(QFrame):
    """A sentence and the next step, above the page, until it is closed: never a box in the way."""

    #: Somebody has closed it, and so has read it.
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, kind: str = "bad") -> None:
        super().__init__(parent)
        self.setObjectName("message_bar" if kind == "bad" else "news_bar")
        style.set_role(self, role="notice" if kind == "bad" else "news", kind=kind)
        self._icon = QLabel(self, objectName="message_icon")
        icons.set_picture(self._icon, "circle-alert" if kind == "bad" else "circle-check", kind)
        self._text = QLabel(self, objectName="message_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton(self, objectName="message_close")
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        style.set_role(self._close, variant="bare")
        icons.set_icon(self._close, "x")
        self._close.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._row = row
        self.hide()

    def add_way(self, button: QPushButton) -> None:
        """Put a button before the one that closes the bar: it leads to where one can do something about it."""
        self._row.insertWidget(self._row.count() - 1, button)

    def show_error(self, error: ClientdeskError) -> None:
        """Show what happened and what to do next."""
        self.show_text(translate_error(error))

    def show_text(self, text: str) -> None:
        """Show a sentence."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape close the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()


class Toast(QFrame):
    """A short word at the lower edge that something is done, with the way back; it goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        style.set_role(self, role="toast")
        self._undo: Callable[[], object] | None = None
        self._text = QLabel(self, objectName="toast_text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(_("Undo"), self, objectName="toast_undo")
        self._button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_2)
        self._text.setWordWrap(True)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=_TOAST_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self._row = row
        style.theme().changed.connect(self.place)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where it belongs when the pages become lower: a bar above them comes after the word as well."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of the one before."""
        self._undo = notice.undo
        self._text.setText(notice.text)
        self._button.setVisible(notice.undo is not None)
        self._text.setContentsMargins(0, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        self.setAccessibleName(notice.text)
        was_there = self.isVisible()
        self.place()
        self.show()
        self.raise_()
        if not was_there:
            motion.rise(self, self.pos())
        self._timer.start()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def place(self) -> None:
        """Move to the middle of the lower edge of the parent, above the bar that may stand there."""
        self._fit()
        around = self.parentWidget()
        bars = around.findChildren(QFrame, "save_bar")
        feet = [bar.sizeHint().height() for bar in bars if bar.isVisible()]
        above = around.height() - max(feet, default=0)
        # It would end where the toast stood before.
        motion.halt(self)
        self.move((around.width() - self.width()) // 2, above - self.height() - tokens.SPACE_5)

    def _fit(self) -> None:
        """Be as wide as the words, or as there is room; then they go on in the next line."""
        margins, button = self._row.contentsMargins(), self._button
        beside = margins.left() + margins.right()
        if not button.isHidden():
            beside += self._row.spacing() + button.sizeHint().width()
        room = self.parentWidget().width() - 2 * tokens.SPACE_5 - beside
        # What it was fixed at for the text before would be its least width for good.
        self._text.setMinimumSize(0, 0)
        self._text.setWordWrap(False)
        # A pixel more: a text measured as a whole may be broken where it fits to the fraction.
        width = max(1, min(self._text.sizeHint().width() + 1, room))
        self._text.setWordWrap(True)
        self._text.setFixedSize(width, self._text.heightForWidth(width))
        self._row.activate()
        self.resize(self._row.totalSizeHint())

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
