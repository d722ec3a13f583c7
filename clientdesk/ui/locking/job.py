"""One piece of work in a thread of its own, for the time when no book is open and so no worker of the session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal


class Job(QObject):
    """Does `work` once; what comes of it is said in the window's thread. Lives until that, whoever forgets it.

    `work` is called with a function that tells how far it is, and must not hold a widget.
    """

    done = Signal(object)
    failed = Signal(object)
    #: What is being done, how much of it, of how much.
    told = Signal(str, int, int)

    _finished = Signal()
    #: Those at work: a QObject may be freed in the window's thread alone.
    _running: ClassVar[set[Job]] = set()

    def __init__(self, work: Callable[[Callable[[str, int, int], None]], Any]) -> None:
        super().__init__()
        self._work = work
        self._value: Any = None
        self._error: Exception | None = None
        self._finished.connect(self._answer)

    def start(self) -> None:
        """Begin."""
        self._running.add(self)
        # No daemon: the program ends when a file that is being written is whole.
        threading.Thread(target=self._perform, name="clientdesk-key").start()

    def _perform(self) -> None:
        try:
            self._value = self._work(self.told.emit)
        except Exception as error:  # noqa: BLE001  # handed to the window's thread, which shows or raises it
            self._error = error
        self._finished.emit()

    def _answer(self) -> None:
        self._running.discard(self)
        if self._error is not None:
            self.failed.emit(self._error)
        else:
            self.done.emit(self._value)
