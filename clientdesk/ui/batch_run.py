"""Work on many records, one after the other in the worker: between two of them the window has its turn, and may stop.

Each record is a job of its own in `session.tasks`: lists and pages are read in between, the answer to a job is the
progress, and who stops waits for one record at most. A book that is closed ends it in the same way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMetaMethod, QObject, Signal

if TYPE_CHECKING:
    from clientdesk.ui.session import Database, Session

#: `step(db, item)` in the worker; what it returns is handed on. It says in its answer what was refused.
Step = Callable[[Any, Any], Any]


class BatchRun(QObject):
    """Does a step for each item, in order, until all are done, one answer says enough, or somebody stops.

    It belongs to the session, not to the page that has begun it: where that goes meanwhile, as all do when the window
    changes its language, it is done to the end, and `farewell` says so.
    """

    #: An item is the next: the item, how many are through, and how many there are.
    begins = Signal(object, int, int)
    #: The answer for an item: both.
    stepped = Signal(object, object)
    #: Nothing more will be done; whether somebody stopped it before its end.
    ended = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._farewell: Callable[[Sequence[Any]], None] | None = None
        self._answers: list[Any] = []
        self._waiting: deque[Any] = deque()
        self._step: Step | None = None
        self._stops: Callable[[Any], bool] = _goes_on
        self._count = 0
        self._is_stopping = False

    @property
    def is_running(self) -> bool:
        """Whether there is something in hand."""
        return self._step is not None

    @property
    def is_stopping(self) -> bool:
        """Whether somebody has stopped it, and the item in hand is the last."""
        return self._is_stopping

    def start(
        self,
        items: Sequence[Any],
        step: Step,
        *,
        stops: Callable[[Any], bool] | None = None,
        farewell: Callable[[Sequence[Any]], None] | None = None,
    ) -> None:
        """Begin; an answer that `stops` is true of is the last. Whoever runs already is left to it.

        `farewell` gets all answers at the end where nobody listens any more; it may hold no widget.
        """
        if self.is_running:
            return
        self._farewell, self._answers = farewell, []
        self._waiting, self._count, self._is_stopping = deque(items), len(items), False
        self._step, self._stops = step, stops or _goes_on
        self._next()

    def stop(self) -> None:
        """Do no more after the item in hand."""
        self._is_stopping = self.is_running

    def _next(self) -> None:
        if self._step is None or self._is_stopping or not self._waiting:
            self._end()
            return
        item = self._waiting.popleft()
        self.begins.emit(item, self._count - len(self._waiting) - 1, self._count)
        self._session.tasks.submit(partial(_take, self._step, item), self._took, failed=self._failed)

    def _took(self, answer: tuple[Any, Any]) -> None:
        item, value = answer
        self._answers.append(value)
        self.stepped.emit(item, value)
        if self._stops(value):
            self._is_stopping = True
        self._next()

    def _failed(self, error: Exception) -> None:
        # A bug of ours: what was done is told first, then it is heard of like any other.
        self._is_stopping = True
        self._end()
        self._session.tasks.error.emit(error)

    def _end(self) -> None:
        self._step = None
        self._waiting.clear()
        was_stopped, self._is_stopping = self._is_stopping, False
        answers, self._answers = self._answers, []
        is_heard = self.isSignalConnected(QMetaMethod.fromSignal(self.ended))
        if not is_heard and self._farewell is not None:
            self._farewell(answers)
        self.ended.emit(was_stopped)


def _take(step: Step, item: object, db: Database) -> tuple[object, object]:
    return item, step(db, item)


def _goes_on(_answer: object) -> bool:
    return False
