"""The last step of a restore: the window's book is closed, the backup takes its place, and the next window says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _

if TYPE_CHECKING:
    from clientdesk.ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidReady:
    """What is to take the place of the book, and the key it was opened with where that is another one than the book's.

    `is_by_code`: the recovery code has found that key, so the passphrase is lost.
    """

    path: Path
    # Never where somebody has it shown or logged.
    key: bytes | None = field(default=None, repr=False)
    is_by_code: bool = False


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

    def __init__(self, session: Session, ready: LaidReady) -> None:
        self.book: Path = session.db.path  # type: ignore[assignment]  # only a book in a file has backups
        self.clock: Callable[[], date] = session.clock
        self.kept: Path | None = None
        self.problem: ClientdeskError | None = None
        self.is_by_code = False
        moment = session.backups.moment()
        own_key = session.db.key
        session.close()
        from clientdesk.usecases import encryption, restoring

        key = own_key if ready.key is None else ready.key
        try:
            self.kept = restoring.exchange(ready.path, self.book, at=moment, key=key, own_key=own_key)
            self.is_by_code = ready.is_by_code
        except ClientdeskError as error:
            self.problem, key = error, own_key
        #: What opens the book that lies there now: whoever has just shown the key is not asked for it again.
        self.key = key if encryption.is_locked(self.book) else None

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
        if done.is_by_code:
            # Whoever needs the sheet has lost the passphrase.
            self._session.open_record.emit("settings:encryption", 0)
        self.deleteLater()
