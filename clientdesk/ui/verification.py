"""Verifying the book beside the work: a quick look at each start, everything once a month or when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from clientdesk.domain.verified import Verified

if TYPE_CHECKING:
    from clientdesk.ui.tasks import Tasks

#: The monthly one begins when the start is long over.
_LATER_MILLISECONDS = 60_000


class Desk(Protocol):
    """The session, as far as verifying needs it."""

    db: Any

    @property
    def tasks(self) -> Tasks:
        """The worker for quick jobs."""

    @property
    def background(self) -> Tasks:
        """The worker for jobs of seconds."""

    @property
    def found(self) -> Any:
        """The signal of a Verified that found something, or of None."""

    def today(self) -> date:
        """The day it is."""

    def run(self, usecase: Callable[..., Any]) -> Any:
        """Act; None where it was refused."""


class WindowClosedError(Exception):
    """Ends a verification whose window is closed; nobody hears of it."""


class Verification(QObject):
    """Runs one verification at a time and tells how far it is and what it has found."""

    #: How many per cent are done.
    progressed = Signal(int)
    #: A Verified.
    finished = Signal(object)

    def __init__(self, session: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._per_cent = -1
        self.is_running = False
        #: The last result of this window.
        self.result: Verified | None = None
        #: What was found and nobody has looked at yet; it stands above every page until somebody does.
        self.unseen: Verified | None = None
        self._seen: set[str] = set()

    def watch(self) -> None:
        """Look quickly now, and at everything a minute later if a month has passed since."""
        from clientdesk.usecases import verifying

        self._session.tasks.submit(verifying.verify_quickly, self._looked)
        QTimer.singleShot(_LATER_MILLISECONDS, self, self._begin_if_due)

    def begin(self) -> None:
        """Verify everything, beside the work; nothing happens while that goes on already."""
        from clientdesk.usecases import verifying

        if self.is_running:
            return
        self.is_running = True
        self._per_cent = -1
        self._tell(0, 1)
        work = partial(verifying.verify, progress=self._tell)
        self._session.background.submit(work, self._finish, failed=self._failed)

    def go_on_with_older(self) -> bool:
        """Take this older state of the book for the present one; tells whether that was done."""
        from clientdesk.usecases import verified_here

        done = self._session.run(verified_here.go_on_with_older) is not None
        if done:
            self.result = None
            self.begin()
        return done

    def see(self) -> None:
        """Take note that somebody has seen what was found: it is told again only when more is found."""
        if self.unseen is not None:
            self._seen.update(map(str, self.unseen.findings))
            self.unseen = None

    def _tell(self, done: int, count: int) -> None:
        # Called by the worker: a signal reaches the window's thread by itself.
        if self._session.background.is_stopped:
            raise WindowClosedError
        per_cent = 100 * done // max(count, 1)
        if per_cent != self._per_cent:
            self._per_cent = per_cent
            self.progressed.emit(per_cent)

    def _looked(self, result: Verified) -> None:
        from clientdesk.usecases import verified_here

        self._show(result)
        if result.is_sound:
            verified_here.remember(self._session.db)

    def _begin_if_due(self) -> None:
        from clientdesk.usecases import verified_here

        if not self._session.tasks.is_stopped and verified_here.is_due(
            self._session.db, today=self._session.today()
        ):
            self.begin()

    def _finish(self, result: Verified) -> None:
        from clientdesk.usecases import verified_here

        self.is_running = False
        verified_here.remember(self._session.db, result=result, today=self._session.today())
        self._show(result)

    def _failed(self, error: Exception) -> None:
        self.is_running = False
        self.finished.emit(None)
        self._session.background.error.emit(error)

    def _show(self, result: Verified) -> None:
        self.result = result
        self.finished.emit(result)
        is_news = any(str(one) not in self._seen for one in result.findings)
        if is_news or result.is_sound:
            self.unseen = result if is_news else None
            self._session.found.emit(self.unseen)
