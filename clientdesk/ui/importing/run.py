"""Taking a file over in the worker, and giving it back: it belongs to the session, so it ends well without its page."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui.importing import words
from clientdesk.usecases.imports import taking
from clientdesk.usecases.imports.gate import StoppedError

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.usecases.imports.gate import Incoming
    from clientdesk.usecases.imports.order import Order
    from clientdesk.usecases.imports.taking import GivenBack, Receipt

#: More records than these are taken back in the worker: the window would stand still.
_MOST_AT_ONCE = 300


class ImportRun(QObject):
    """One file at a time. `stop` breaks it off: then nothing of it is in the book."""

    #: How many of how many records are through.
    stepped = Signal(int, int)
    #: All is written: a Receipt.
    done = Signal(object)
    #: It was refused or stopped: a ClientdeskError; nothing is written.
    failed = Signal(object)
    #: It was taken back, by whatever button or keys: the Receipt, and the words that say what came of it.
    given_back = Signal(object, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._is_stopped = threading.Event()
        self.is_running = False

    def start(self, incoming: Incoming, order: Order) -> None:
        """Take the file over; who runs already is left to it."""
        if self.is_running:
            return
        self.is_running = True
        self._is_stopped.clear()
        self._session.tasks.submit(partial(_take, self, incoming, order), self._done, failed=self._failed)

    def stop(self) -> None:
        """Break it off."""
        self._is_stopped.set()

    def watch(self, done: int, count: int) -> None:
        """Tell the window how far it is; called in the worker."""
        if self._is_stopped.is_set():
            raise StoppedError
        self.stepped.emit(done, count)

    def _done(self, receipt: Receipt) -> None:
        self.is_running = False
        # Written by another connection: all that shows records reads again.
        self._session.wake()
        told = words.records(receipt.kind, receipt.new + receipt.updated)
        said = _("{records} taken over.").format(records=told)
        if receipt.taken:
            act = _("Import of {records}").format(records=told)
            self._session.tell(said, undo=partial(self.give_back, receipt), act=act)
        else:
            self._session.tell(_("Nothing was taken over: all of it is in the book already."))
        self.done.emit(receipt)

    def _failed(self, error: Exception) -> None:
        self.is_running = False
        self.failed.emit(error)
        if not isinstance(error, ClientdeskError):
            self._session.tasks.error.emit(error)

    def give_back(self, receipt: Receipt) -> object:
        """Take an import back, what was touched since excepted, and say what came of it."""
        if len(receipt.taken) > _MOST_AT_ONCE:
            self._session.tell(_("The import is being taken back…"))
            self._session.tasks.submit(partial(_give_back, receipt), partial(self._gave_back, receipt))
            return None
        back = self._session.run(taking.give_back, receipt)
        if back is not None:
            self._gave_back(receipt, back)
        return back

    def _gave_back(self, receipt: Receipt, back: GivenBack) -> None:
        from clientdesk.ui.session import Change

        speech = translator()
        gone = ngettext("{count} record removed", "{count} records removed", back.removed)
        old = ngettext("{count} as it was before", "{count} as they were before", back.restored)
        # Translators: records of an import that stay, because they were changed or used since
        left = ngettext(
            "{count} kept, changed or used since", "{count} kept, changed or used since", back.kept
        )
        parts = [
            text.format(count=speech.number(count))
            for text, count in ((gone, back.removed), (old, back.restored), (left, back.kept))
            if count
        ]
        facts = "; ".join(parts)
        self._session.own_write()
        self._session.changed.emit(Change())
        self._session.tell(_("Import taken back: {facts}.").format(facts=facts))
        self.given_back.emit(receipt, facts)


def _take(run: ImportRun, incoming: Incoming, order: Order, db: Any) -> Receipt:
    return taking.take(db, incoming, order, run.watch)


def _give_back(receipt: Receipt, db: Any) -> GivenBack:
    return taking.give_back(db, receipt)
