"""Where exceptions end that nobody caught, and what Qt says: in the log, and in one dialog."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

#: Qt says this of every Indic font without a table it does not need; it means nothing to anybody.
_HARMLESS = ("OpenType support missing",)


class Reporter(QObject):
    """Catches every exception nobody caught, and Qt's own messages: into the log, and one dialog at a time."""

    reported = Signal(str)
    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QObject | None = None
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
        # Imported where a fault has happened, which is not at the start.
        import logging
        import traceback

        report = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger("clientdesk").critical("uncaught exception\n%s", report)
        self._caught.emit(report)

    def _show(self, report: str) -> None:
        self.reported.emit(report)
        if self._dialog is not None:
            return
        # Imported here: most sessions never need it.
        from clientdesk.ui.crash_dialog import CrashDialog

        self._dialog = CrashDialog(report)
        self._dialog.destroyed.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt says to our log, at the fitting level."""
    if any(words in message for words in _HARMLESS):
        return
    import logging

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("clientdesk.qt").log(levels.get(kind, logging.ERROR), message)
