"""Backups beside the work: made by themselves when the book has changed, or when asked for; how old the last one is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from clientdesk.domain.errors import BusyFault, ClientdeskError
from clientdesk.i18n import _
from clientdesk.ui import clocks

if TYPE_CHECKING:
    from clientdesk.ui.tasks import Tasks
    from clientdesk.usecases.backup_shelf import Shelf
    from clientdesk.usecases.backups import BackedUp
    from clientdesk.usecases.restoring import Preview

#: The first one begins when the start is over; then it is looked every so often whether one is due.
_FIRST_MILLISECONDS = 20_000
_LOOK_MILLISECONDS = 5 * 60_000
#: While something is read or written for the window it is tried again a little later.
_AGAIN_MILLISECONDS = 3_000
#: At the end of the program, what was changed in the last minutes is backed up, too.
_LEAST_AT_END = timedelta(minutes=5)


class Desk(Protocol):
    """The session, as far as backups need it."""

    db: Any

    @property
    def tasks(self) -> Tasks:
        """The worker for quick jobs."""

    @property
    def background(self) -> Tasks:
        """The worker for jobs of seconds."""

    @property
    def fault(self) -> Any:
        """The signal of an error that belongs to no field."""

    @property
    def clock(self) -> Callable[[], date]:
        """What is asked for the day."""

    def now(self) -> datetime:
        """The moment it is."""

    def keep_typed(self) -> bool:
        """Write down all that is typed and not saved yet; False where the book takes nothing."""

    def tell(self, text: str) -> None:
        """Say what was done."""


class BackupWatch(QObject):
    """Knows what backups there are, makes them in the background one at a time, and says what came of it."""

    #: The shelf was read anew, or a backup begins or ends.
    changed = Signal()

    def __init__(self, session: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._told = ""
        self.is_running = False
        #: What backups there are; None until that was read.
        self.shelf: Shelf | None = None
        #: What stood against the last one, or against its second place; None where nothing did.
        self.problem: ClientdeskError | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._turn)
        self._ageing = QTimer(self, interval=clocks.TICK_MILLISECONDS)
        self._ageing.timeout.connect(self.grow_older)

    @property
    def is_automatic(self) -> bool:
        """Whether backups are made by themselves: not of a demo, which works as if it were another day."""
        return clocks.is_running(self._session.clock) and self._session.db.path is not None

    def watch(self) -> None:
        """Read what there is, and from now on make backups when they are due."""
        self.look()
        self._ageing.start()
        if self.is_automatic:
            self._timer.start(_FIRST_MILLISECONDS)

    def look(self) -> None:
        """Read what backups there are, in the worker: a stick may be slow to answer."""
        if self._session.db.path is not None:
            work = partial(_shelf, now=self.moment())
            self._session.background.submit(work, self._show_shelf, failed=self._cannot_look)

    def grow_older(self) -> None:
        """Say how old the last one is by now; nothing is read for that, so a disk that sleeps sleeps on."""
        if self.shelf is not None and not self._session.background.is_stopped:
            self.shelf = replace(self.shelf, now=self.moment())
            self.changed.emit()

    def back_up(self) -> None:
        """Make one now; nothing happens while one is made already."""
        from clientdesk.usecases import backups

        if not self.is_running:
            self._begin()
            work = partial(backups.back_up, at=self.moment())
            self._session.background.submit(work, self._is_made, failed=self._failed, lane="backup")

    def look_into(
        self,
        chosen: Path,
        done: Callable[[Preview], None],
        failed: Callable[[Exception], None],
        *,
        key: bytes | None = None,
    ) -> None:
        """Check a backup and see what it would bring back; of several the last one asked for is answered.

        `key` is that of a backup that does not open with the book's own.
        """
        work = partial(_look_into, chosen, key)
        self._session.background.submit(work, done, failed=failed, lane="look into")

    def prepare(
        self,
        chosen: Path,
        done: Callable[[Path], None],
        failed: Callable[[Exception], None],
        *,
        key: bytes | None = None,
    ) -> None:
        """Lay a backup ready beside the book; `key` as in `look_into`."""
        self._session.background.submit(partial(_prepare, chosen, key), done, failed=failed)

    def moment(self) -> datetime:
        """Return the moment it is, with the computer's time zone."""
        return self._session.now().astimezone()

    def at_end(self) -> None:
        """Make the last one of this run, once the window is gone; what stands against it is said at the next start."""
        from clientdesk.usecases import backups

        if not self.is_automatic:
            return
        # First of all what was typed last: the book would be closed with it, and the backup be without.
        self._session.keep_typed()
        try:
            backups.back_up_if_due(self._session.db, at=self.moment(), least=_LEAST_AT_END)
        except ClientdeskError:
            # Nobody is there to read it; the age of the last verified one stands in the window at the next start.
            return

    def _turn(self) -> None:
        from clientdesk.usecases import backups

        if self._session.tasks.is_busy or self.is_running:
            self._timer.start(_AGAIN_MILLISECONDS)
            return
        self._timer.start(_LOOK_MILLISECONDS)
        self._begin()
        work = partial(backups.back_up_if_due, at=self.moment())
        self._session.background.submit(work, self._was_due, failed=self._failed_alone, lane="backup")

    def _begin(self) -> None:
        self.is_running = True
        self.changed.emit()

    def _is_made(self, done: BackedUp) -> None:
        self._was_due(done)
        both = len(done.folders) > 1
        self._session.tell(
            _("Backed up and verified, in both places.") if both else _("Backed up and verified.")
        )

    def _was_due(self, done: BackedUp | None) -> None:
        self.is_running = False
        if done is not None:
            self.problem = done.problem
        self._told = ""
        self.look()

    def _failed(self, error: Exception) -> None:
        self.is_running = False
        self.changed.emit()
        if not isinstance(error, ClientdeskError):
            raise error
        self.problem = error
        self._session.fault.emit(error)

    def _failed_alone(self, error: Exception) -> None:
        """One that was not asked for has failed: the same reason is told once, until it is another or none."""
        self.is_running = False
        self.look()
        if not isinstance(error, ClientdeskError):
            raise error
        if isinstance(error, BusyFault):
            return
        self.problem = error
        if str(error) != self._told:
            self._told = str(error)
            self._session.fault.emit(error)

    def _show_shelf(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.changed.emit()

    def _cannot_look(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        self.problem = error
        self.changed.emit()


def _shelf(db: Any, *, now: datetime) -> Shelf:
    # Imported in the worker: the window need not wait for it.
    from clientdesk.usecases import backup_shelf

    return backup_shelf.shelf(db, now=now)


def _look_into(chosen: Path, key: bytes | None, db: Any) -> Preview:
    from clientdesk.usecases import restoring

    return restoring.look_into(chosen, db.path, key=key or db.key, own_key=db.key)


def _prepare(chosen: Path, key: bytes | None, db: Any) -> Path:
    from clientdesk.usecases import restoring

    return restoring.prepare(chosen, db.path, key=key or db.key, own_key=db.key)
