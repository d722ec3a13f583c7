"""One question of a page at a time: its keys answer it and nothing else, and it is scrolled into sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea

from clientdesk.ui.widgets.ask_card import AskCard


class OneQuestion(QObject):
    """Follows the questions of `page`; `act` is off meanwhile, since its keys are those of the answer."""

    def __init__(self, page: QScrollArea, act: QAction, *questions: AskCard) -> None:
        super().__init__(page)
        self._page, self._act, self._questions = page, act, questions
        for asking in questions:
            asking.opened.connect(self._opened)
            asking.closed.connect(self._closed)

    def _opened(self, opened: AskCard) -> None:
        # One question at a time: its Ctrl+Enter answers it, and does not sign.
        self._act.setEnabled(False)
        for asking in self._questions:
            if asking is not opened and asking.isVisible():
                asking.leave()
        self._act.setEnabled(False)
        QTimer.singleShot(0, opened, self._scroll_to)

    def _scroll_to(self) -> None:
        for asking in self._questions:
            if asking.isVisible():
                self._page.ensureWidgetVisible(asking)

    def _closed(self) -> None:
        self._act.setEnabled(True)
