"""The one dialog for our own mistakes, with a report to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import style, tokens


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
