"""A page that follows a list: its record is read beside the window and put up piece by piece, so that no key waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.ui.widgets.held_keys import HeldKeys

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

#: One piece of a page; each is put up in a turn of its own and should take less than a frame.
Piece = Callable[[], None]
#: What reads all that a page shows of one record; it touches no widget.
Read = Callable[[Any], Any]


class Following(QObject):
    """Brings records onto a page: `follow` beside the window and in pieces, `show_now` at once.

    `read(id)` returns the work for the worker. `pieces(id, sheet)` says how the sheet is put up, the head first. Until
    the last piece stands the page shows what it showed before; only the newest wish is read to the end.
    """

    #: A record stands on the page as a whole.
    shown = Signal(int)

    def __init__(
        self,
        session: Session,
        page: QWidget,
        read: Callable[[int], Read],
        pieces: Callable[[int, Any], Sequence[Piece]],
    ) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._read, self._pieces = read, pieces
        self._lane = f"detail-{id(self)}"
        self._left: list[Piece] = []
        self._is_reading = False
        self._keys = HeldKeys(self)
        self._keys.hurried.connect(self._hurry)
        self._standing = 0
        #: The record on its way, or else the one that stands there.
        self.wanted = 0

    def bring(self, record_id: int) -> None:
        """Bring a record that was asked for by a key: what is typed before it stands is typed there.

        Who listens to `shown` puts the cursor where that belongs.
        """
        self._keys.hold()
        self.follow(record_id)

    def follow(self, record_id: int) -> None:
        """Bring a record as soon as it is read; what was on its way is dropped."""
        if record_id != self.wanted:
            self._session.mended.emit()
        self.wanted = record_id
        self._is_reading = True
        work = partial(_read, self._read(record_id), record_id)
        self._session.tasks.submit(work, self._came, failed=self._failed, lane=self._lane)

    def show_now(self, record_id: int) -> bool:
        """Bring a record before anything else happens; False after a fault was shown."""
        sheet = self._session.read(self._read(record_id))
        if sheet is None:
            self._drop()
            return False
        self._let_go()
        for piece in self._pieces(record_id, sheet):
            piece()
        self._stand(record_id)
        return True

    @property
    def is_coming(self) -> bool:
        """Whether a record is on its way."""
        return self._is_reading

    def stands(self, record_id: int) -> bool:
        """Whether that record stands on the page and none is on its way."""
        return self._standing == record_id and not self._is_reading

    def forget(self) -> None:
        """Let no record stand here any more."""
        self._drop()
        self.wanted = self._standing = 0

    def _came(self, found: tuple[int, Any]) -> None:
        self._left = list(self._pieces(*found))
        self._page.setUpdatesEnabled(False)
        self._go_on()

    def _go_on(self, _of: object = None) -> None:
        if self._left:
            self._left.pop(0)()
            self._session.tasks.next_turn(self._go_on, lane=self._lane)
            return
        # A turn after the last piece, so that it is laid out before the page is painted.
        self._is_reading = False
        self._page.setUpdatesEnabled(True)
        self._stand(self.wanted)

    def _hurry(self) -> None:
        """Bring what is on its way at once, as far as it is not there yet."""
        left, record_id = self._left[:], self.wanted
        if not self._is_reading:
            return
        if not left:
            self.show_now(record_id)
            return
        self._let_go()
        for piece in left:
            piece()
        self._stand(record_id)

    def _stand(self, record_id: int) -> None:
        self.wanted = self._standing = record_id
        self.shown.emit(record_id)
        self._keys.type_all()

    def _failed(self, error: Exception) -> None:
        self._drop()
        self._session.tasks.error.emit(error)

    def _drop(self) -> None:
        """Let go of what is on its way."""
        self._keys.drop()
        self._let_go()
        self.wanted = self._standing

    def _let_go(self) -> None:
        self._left.clear()
        if self._is_reading:
            self._is_reading = False
            self._session.tasks.forget(self._lane)
            self._page.setUpdatesEnabled(True)


def _read(read: Read, record_id: int, db: Any) -> tuple[int, Any]:
    return record_id, read(db)
