"""What is typed and not saved yet, of all editors of a book: kept by a thread of its own, offered after an accident."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import Shiboken

from clientdesk.domain.errors import ClientdeskError
from clientdesk.usecases import unsaved

if TYPE_CHECKING:
    from clientdesk.domain.unsaved import Unsaved
    from clientdesk.ui.tasks import Tasks


class Hand(Protocol):
    """An editor that may hold text which is not with the keeper yet."""

    def keep_now(self) -> None:
        """Hand over what was typed since the last time."""


class Book(Protocol):
    """The session, as far as keeping needs it: the open book, and the words that something is to be shown."""

    db: Any

    @property
    def fault(self) -> Any:
        """The signal of an error that belongs to no field."""

    @property
    def open_record(self) -> Any:
        """The signal that a record is to be shown."""

    def read(self, query: Callable[..., Any], *args: object) -> Any:
        """Return what a query finds, None after showing a fault."""

    def wake(self) -> None:
        """Look whether another program has written."""

    def own_write(self) -> None:
        """Take note that the keeper has."""


class Keeper(QObject):
    """Knows every unsaved text of the book. Writing never waits for the disk in the window's thread.

    Texts of this very run are taken back by the editor without a question; those of an earlier one are offered.
    """

    #: What waits has changed: lists show it, Today counts it.
    changed = Signal()
    #: The user goes on with a text, by its id: whoever offers it shows it.
    resumed = Signal(object)

    def __init__(self, session: Book, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._lock = threading.Lock()
        self._texts: dict[int, Unsaved] | None = None
        self._of_this_run: set[int] = set()
        self._wanted: Unsaved | None = None
        #: What is not in the book yet (None: to be removed), and for which of it the worker has been called.
        self._waiting: dict[int, Unsaved | None] = {}
        self._called: set[int] = set()
        self._hands: weakref.WeakSet[Any] = weakref.WeakSet()
        # Opens the worker's connection before the first key needs it.
        tasks.submit(_ready, self._is_ready)

    # What is there.

    def texts(self) -> tuple[Unsaved, ...]:
        """Return all unsaved texts, the newest first."""
        return tuple(sorted(self._known().values(), key=_newest_first, reverse=True))

    def of(self, editor: str, record_id: int) -> tuple[Unsaved, ...]:
        """Return what was typed in this kind of editor for this record, the newest first."""
        return tuple(one for one in self.texts() if one.editor == editor and one.record_id == record_id)

    def has(self, editor: str, record_id: int) -> bool:
        """Whether something typed there is not saved yet."""
        return any(one.editor == editor and one.record_id == record_id for one in self._known().values())

    def is_wanted(self, text: Unsaved) -> bool:
        """Whether the user has asked for this text, or left it a moment ago in this very window."""
        return text is self._wanted or (text.id in self._of_this_run and bool(text.record_id))

    def resume(self, text: Unsaved) -> None:
        """Open the editor the text belongs to, which then takes it back."""
        self.want(text, self._open)
        self.resumed.emit(text.id)

    def want(self, text: Unsaved, open_editor: Callable[[], object]) -> None:
        """Call `open_editor`, which takes this text back without asking."""
        self._wanted = text
        try:
            open_editor()
        finally:
            self._wanted = None

    def _open(self) -> None:
        if self._wanted is not None:
            self._session.open_record.emit(self._wanted.place, self._wanted.place_id)

    # Keeping and letting go.

    def put(self, text: Unsaved) -> None:
        """Keep the text soon; a newer one of the same editor takes its place in the queue."""
        known = self._known()
        is_new = text.id not in known
        known[text.id] = text
        self._of_this_run.add(text.id)
        self._queue(text.id, text)
        if is_new:
            self.changed.emit()

    def drop(self, text_id: int) -> None:
        """Let go of a text that nobody needs any more."""
        if self._known().pop(text_id, None) is not None:
            self._queue(text_id, None)
            self.changed.emit()

    def throw_away(self, text_id: int) -> None:
        """Move a text into the trash, as its person asked for."""
        if text_id not in self._known():
            return
        try:
            with self._lock:
                self._write_waiting(text_id)
                unsaved.discard(self._session.db, text_id)
        except ClientdeskError as error:
            self._session.fault.emit(error)
            return
        self._known().pop(text_id, None)
        self._session.own_write()
        self.changed.emit()

    def read_again(self) -> None:
        """Read what is there: something came back from the trash."""
        with self._lock:
            for text_id in list(self._waiting):
                self._write_waiting(text_id)
        self._texts = None
        self.changed.emit()

    @contextmanager
    def saving(self, text_id: int) -> Iterator[None]:
        """Save in this block what the text says, and let go of it in the same act; a refusal changes neither."""
        if text_id not in self._known():
            yield
            return
        with self._lock:
            # Nothing of this text is being written now, and nothing follows.
            self._waiting.pop(text_id, None)
        text = self._known()[text_id]
        try:
            with unsaved.saving(self._session.db, text_id):
                yield
        except BaseException:
            self._queue(text_id, text)
            raise
        self._known().pop(text_id, None)
        self.changed.emit()

    def join(self, hand: Hand) -> None:
        """Ask this editor, too, before the window closes."""
        self._hands.add(hand)

    def flush(self) -> None:
        """Write everything at once, in this thread: the window closes."""
        for hand in list(self._hands):
            if Shiboken.isValid(hand):
                hand.keep_now()
        with self._lock:
            for text_id in list(self._waiting):
                self._write_waiting(text_id)

    def close(self) -> None:
        """Write everything and end the worker; what the book does not take was said when the window closed."""
        with suppress(ClientdeskError):
            self.flush()
        self._hands.clear()
        self._tasks.stop()

    # Inside.

    def _write_waiting(self, text_id: int) -> None:
        """Write one text at once, in this thread and with the lock held; refused, it goes on waiting."""
        if text_id in self._waiting:
            _write(self._session.db, text_id, self._waiting[text_id])
            del self._waiting[text_id]

    def _known(self) -> dict[int, Unsaved]:
        if self._texts is None:
            found = self._session.read(unsaved.all_unsaved) or ()
            self._texts = {text.id: text for text in found}
        return self._texts

    def _queue(self, text_id: int, text: Unsaved | None) -> None:
        if not self._called:
            # Whatever another program has written shows now, so that our own writing is not taken for it later.
            self._session.wake()
        with self._lock:
            self._waiting[text_id] = text
        if text_id not in self._called:
            self._called.add(text_id)
            self._tasks.submit(partial(self._work, text_id), self._written, failed=self._failed)

    def _work(self, text_id: int, db: Any) -> int:
        # In the worker. The lock is held while writing: who saves the record meanwhile waits for it.
        with self._lock:
            if text_id in self._waiting:
                _write(db, text_id, self._waiting[text_id])
                del self._waiting[text_id]
        return text_id

    def _is_ready(self, _nothing: object) -> None:
        """The worker has its connection."""

    def _written(self, text_id: int) -> None:
        self._called.discard(text_id)
        if not self._called:
            self._session.own_write()
        if text_id in self._waiting:
            self._queue(text_id, self._waiting[text_id])

    def _failed(self, error: Exception) -> None:
        # Refused by disk or lock: what waits is tried again with the next key, at the latest when the window closes.
        self._called.clear()
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)


def _ready(_db: Any) -> None:
    """Do nothing; the worker opens its connection for it."""


def _write(db: Any, text_id: int, text: Unsaved | None) -> None:
    if text is None:
        unsaved.forget(db, text_id)
    else:
        unsaved.keep(db, text)


def _newest_first(text: Unsaved) -> tuple[Any, int]:
    return (text.typed_at, text.id)
