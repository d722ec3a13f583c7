"""The last step of a restore: the window's book is closed, the backup takes its place, and the next window says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.ui.session import Session


class Frame(Protocol):
    """A window, as far as it tells what has become of its book."""

    @property
    def session(self) -> Session:
        """The session of the open book."""

    @property
    def screen_shown(self) -> Any:
        """The signal that a screen came to the front."""


class Restoring:
    """Closes the session and exchanges the files; where that fails the book lies there as it did."""

    def __init__(self, session: Session, prepared: Path) -> None:
        self.book: Path = session.db.path  # type: ignore[assignment]  # only a book in a file has backups
        self.clock: Callable[[], date] = session.clock
        self.kept: Path | None = None
        self.problem: ClientdeskError | None = None
        moment = session.backups.moment()
        key = session.db.key
        session.close()
        from clientdesk.usecases import restoring

        try:
            self.kept = restoring.exchange(prepared, self.book, at=moment, key=key, own_key=key)
        except ClientdeskError as error:
            self.problem = error

    def tell_in(self, window: Frame) -> None:
        """Say what came of it in the window that shows the book now, as soon as its first screen stands."""
        _Farewell(window, self)


def give_up(session: Session, prepared: Path, fault: ClientdeskError) -> None:
    """Leave the book as it is, and say why."""
    from clientdesk.usecases import restoring

    restoring.discard(prepared)
    session.open_record.emit("settings:backups", 0)
    session.fault.emit(fault)


class _Farewell(QObject):
    def __init__(self, window: Frame, restoring: Restoring) -> None:
        super().__init__(window.session)
        self._session, self._restoring = window.session, restoring
        self._shown = window.screen_shown
        self._shown.connect(self._tell)

    def _tell(self, _name: str) -> None:
        self._shown.disconnect(self._tell)
        done = self._restoring
        if done.problem is not None:
            self._session.fault.emit(done.problem)
        elif done.kept is not None:
            words = _("Restored. The file from before is kept as {name}, beside the book.")
            self._session.tell(words.format(name=done.kept.name))
        self.deleteLater()
