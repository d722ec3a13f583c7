"""What is copied out of the window leaves without our marks of direction: an IBAN must be nothing but an IBAN."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from clientdesk.i18n import without_marks


class CopiedText(QObject):
    """Watches the clipboard for text of this program."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self.setObjectName("copied_text")
        self._clipboard = app.clipboard()
        self._clipboard.dataChanged.connect(self._clean)

    @staticmethod
    def install(app: QGuiApplication) -> None:
        """Watch from now on; a second time changes nothing."""
        if app.findChild(CopiedText, "copied_text") is None:
            CopiedText(app)

    def _clean(self) -> None:
        from PySide6.QtCore import Qt

        # Who copies is the program in front; not every platform can say whose the clipboard is.
        if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive:
            return
        text = self._clipboard.text()
        bare = without_marks(text)
        if bare != text:
            self._clipboard.setText(bare)
