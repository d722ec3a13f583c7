"""The lock of a window: the key and the button for it, and the clock that locks it when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clientdesk.ui import actions
from clientdesk.ui.locking.idle import Idle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session


class Lock(QObject):
    """Made for an encrypted book once it is open. What is running is waited for, and what is typed is kept first."""

    #: The window is to be locked, now.
    locks = Signal()

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._session = session
        self._waits = False
        self.action = actions.make("app.lock", window, self.lock)
        self.idle = Idle(window.windowHandle(), self)
        self.idle.passed.connect(self.lock)
        session.lock_wanted.connect(self.lock)
        session.lock_time_changed.connect(self.idle.follow_settings)

    def lock(self) -> None:
        """Lock as soon as nothing is being done; a book that takes nothing stays open, and says why."""
        if self._waits:
            return
        if self._session.tasks.is_busy:
            self._waits = True
            self._session.tasks.idle.connect(self._is_idle)
            return
        if self._session.keep_typed():
            self.locks.emit()

    def _is_idle(self) -> None:
        self._session.tasks.idle.disconnect(self._is_idle)
        self._waits = False
        self.lock()
