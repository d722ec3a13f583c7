"""Noticing that nobody has touched the window for a while."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

from clientdesk.ui.own_settings import user_settings

SETTING: Final = "lock/minutes"
#: What can be chosen; 0 is never.
MINUTES: Final = (0, 5, 15, 60)
USUAL: Final = 15
_SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)
_MILLISECONDS: Final = 60_000


def chosen_minutes() -> int:
    """Return after how many minutes the book is locked; 0 for never."""
    stored = str(user_settings().value(SETTING) or "")
    return int(stored) if stored in {str(one) for one in MINUTES} else USUAL


class Idle(QObject):
    """Says `passed` once nothing has been typed, pressed or moved in `window` for as long as is chosen."""

    passed = Signal()

    def __init__(self, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        self.follow(chosen_minutes() * _MILLISECONDS)
        window.installEventFilter(self)

    def follow(self, milliseconds: int) -> None:
        """Wait for so long from now on; 0 is for ever."""
        self._length = milliseconds
        self._since.restart()
        if milliseconds:
            self._timer.start(milliseconds)
        else:
            self._timer.stop()

    def follow_settings(self) -> None:
        """Wait for as long as is chosen by now."""
        self.follow(chosen_minutes() * _MILLISECONDS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of a sign of a person."""
        if event.type() in _SIGNS:
            self._since.restart()
        return False

    def _look(self) -> None:
        left = self._length - self._since.elapsed()
        if left > 0:
            self._timer.start(left)
        else:
            self.passed.emit()
            self._timer.start(self._length)
