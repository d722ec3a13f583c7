"""Faults made visible: the message bar, the toast with its way back, and the one dialog for our own mistakes."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error
from clientdesk.ui import icons, style, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientdesk.ui.session import Notice

_log = logging.getLogger("clientdesk")
_TOAST_MILLISECONDS = 8000
#: Qt says this of every Indic font without a table it does not need; it means nothing to anybody.
_HARMLESS = ("OpenType support missing",)


class MessageBar(QFrame):
    """A sentence and the next step, above the page, until it is closed: never a box in the way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        style.set_role(self, role="notice", kind="bad")
        self._icon = QLabel(self)
        self._text = QLabel(self, objectName="message_text")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton(self, objectName="message_close")
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        style.set_role(self._close, variant="bare")
        icons.set_icon(self._close, "x")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.hide()

    def show_error(self, error: ClientdeskError) -> None:
        """Show what happened and what to do next."""
        self.show_text(translate_error(error))

    def show_text(self, text: str) -> None:
        """Show a sentence."""
        self._icon.setPixmap(icons.pixmap("circle-alert", "bad"))
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
            self.hide()
        else:
            super().keyPressEvent(event)


class Toast(QFrame):
    """A short word at the lower edge that something is done, with the way back; it goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        style.set_role(self, role="toast")
        self._undo: Callable[[], object] | None = None
        self._text = QLabel(self, objectName="toast_text")
        self._button = QPushButton(_("Undo"), self, objectName="toast_undo")
        self._button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=_TOAST_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of the one before."""
        self._undo = notice.undo
        self._text.setText(notice.text)
        self._button.setVisible(notice.undo is not None)
        self._text.setContentsMargins(0, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        self.setAccessibleName(notice.text)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def place(self) -> None:
        """Move to the middle of the lower edge of the parent."""
        around = self.parentWidget().rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - tokens.SPACE_5)

    def undo(self) -> None:
        """Take the last act back, if the toast still offers it."""
        if self.isVisible() and self._undo is not None:
            self._take_back()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()


class CrashDialog(QDialog):
    """Says that we made a mistake, that nothing typed is lost, and gives the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(640, 380)
        head = QLabel(_("ClientDesk made a mistake"), self)
        style.set_role(head, role="section")
        words = QLabel(
            _(
                "What was saved is safe, and you can go on working. "
                "Copy the report and send it to us, so that we can mend it."
            ),
            self,
        )
        words.setWordWrap(True)
        self._report = QPlainTextEdit(report, self, readOnly=True, objectName="crash_report")
        self._report.setAccessibleName(_("Report"))
        copy = QPushButton(_("Copy the report"), self, objectName="crash_copy")
        copy.clicked.connect(self._copy)
        close = QPushButton(_("Go on"), self, objectName="crash_close")
        style.set_role(close, variant="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(self._report, 1)
        column.addLayout(buttons)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


class Reporter(QObject):
    """Catches every exception nobody caught, and Qt's own messages: into the log, and one dialog at a time."""

    reported = Signal(str)
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: CrashDialog | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self.handle
        qInstallMessageHandler(log_qt_message)

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the exception to the log and show it; safe from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.critical("uncaught exception\n%s", report)
        self._caught.emit(report)

    def _show(self, report: str) -> None:
        self.reported.emit(report)
        if self._dialog is not None:
            return
        self._dialog = CrashDialog(report)
        self._dialog.destroyed.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt says to our log, at the fitting level."""
    if any(words in message for words in _HARMLESS):
        return
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("clientdesk.qt").log(levels.get(kind, logging.ERROR), message)
