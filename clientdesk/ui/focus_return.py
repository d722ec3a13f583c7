"""Where the keys go when what had the focus goes away: back to where one worked, never to the first button there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from clientdesk.ui import reading_order
from clientdesk.ui.widgets.focus_ear import FocusEar

if TYPE_CHECKING:
    from clientdesk.ui.screen_stack import ScreenStack


class FocusReturn(QObject):
    """Remembers the part of the screen in front that had the focus last."""

    def __init__(self, pages: ScreenStack, window: QWidget) -> None:
        super().__init__(window)
        self._pages, self._window = pages, window
        self._last: QWidget | None = None
        self._ear = FocusEar(self._moved)

    def come_back(self, gone: QWidget | None) -> bool:
        """Give the focus back to the page in front after `gone` was hidden, disabled or deleted; False if it cannot."""
        front = self._pages.front
        if front is None or not front.isVisible():
            return False
        is_within = gone is not None and front.isAncestorOf(gone)
        if gone is not None and not is_within and self._pages.isAncestorOf(gone) and self._is_page(gone):
            # The page that goes is about to be replaced by one that places the cursor itself.
            return False
        last = self._last
        if last is not None and Shiboken.isValid(last) and last is not gone and _can_take(last, front):
            target: QWidget | None = last
        else:
            target = reading_order.nearest(gone if gone is not None and is_within else front, within=front)
        (target or front).setFocus()
        return True

    def _is_page(self, widget: QWidget) -> bool:
        return any(
            page is not None and page.isAncestorOf(widget)
            for page in (self._pages.widget(number) for number in range(self._pages.count()))
        )

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            # Deleted with the focus in it, or another window is in front.
            QTimer.singleShot(0, self, self._look)
            return
        front = self._pages.front
        if front is not None and front.isAncestorOf(now):
            self._last = now

    def _look(self) -> None:
        if self._window.isActiveWindow() and QApplication.focusWidget() is None:
            self.come_back(None)


def _can_take(widget: QWidget, front: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and front.isAncestorOf(widget)
