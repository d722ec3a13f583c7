"""What stands alone in a window while its book is closed: a locked book's question, or the work on its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget


class Cover:
    """Hides all of a window behind one page, and with it every key but Quit."""

    def __init__(self, window: QMainWindow, *hidden: QWidget) -> None:
        self._window, self._hidden = window, hidden
        self._page: QWidget | None = None

    @property
    def is_on(self) -> bool:
        """Whether a page stands alone in the window now."""
        return self._page is not None

    def put_on(self, page: QWidget) -> None:
        """Show `page` alone; one that stood there before goes."""
        self.take_off()
        self._page = page
        layout = self._window.centralWidget().layout()
        if layout is not None:
            layout.addWidget(page)
        for part in self._hidden:
            part.hide()
        for action in self._window.actions():
            action.setEnabled(action.objectName() == "app.quit")
        page.show()
        page.setFocus()

    def take_off(self) -> bool:
        """Show the window's own parts again; False when nothing covered them."""
        if self._page is None:
            return False
        self._page.hide()
        self._page.deleteLater()
        self._page = None
        for part in self._hidden:
            part.show()
        for action in self._window.actions():
            action.setEnabled(True)
        return True
