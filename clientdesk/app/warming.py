"""Getting ready what comes next while nobody waits: modules, screens not seen yet, what is to be tidied up."""

from __future__ import annotations

import importlib
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from clientdesk import paths
from clientdesk.domain.errors import ClientdeskError
from clientdesk.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from clientdesk.storage.database import Database
    from clientdesk.ui.main_window import MainWindow

#: Modules without Qt that every screen needs sooner or later, the soonest first.
WARM = (
    "clientdesk.storage.tables",
    "clientdesk.queries.document_list",
    "clientdesk.usecases.clients",
    "clientdesk.usecases.drafting",
    "clientdesk.usecases.invoices",
    "babel.dates",
    "babel.numbers",
)
#: What writing and drawing need besides; 30 MB, so only once somebody does something.
WARM_FOR_WORK = (
    "sqlite_utils",
    "clientdesk.documents.layout",
    "clientdesk.documents.canvas",
    "clientdesk.documents.archive",
    "pypdfium2",
)
#: So long nobody has touched anything before a screen is built ahead; and the pause between two steps of it.
_REST_MILLISECONDS = 600
_BETWEEN_MILLISECONDS = 40


class WarmUp(QObject):
    """Gets ready what comes next, so that no key has to wait for it.

    Once the first screen stands, the worker imports what the next ones need, a module at a time. A program that nobody
    has touched yet stays small: what only work needs follows with the first key or click, and then, whenever the
    person rests, the screens that have not been seen.
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._waiting = list(WARM)
        self._has_begun = self._is_used = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._make_ready)

    def begin(self, _name: str) -> None:
        """Begin with the first screen; later ones change nothing."""
        if not self._has_begun:
            self._has_begun = True
            self._session.verification.watch()
            self._session.backups.watch()
            self._next(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Listen for signs of a person until all is ready."""
        from PySide6.QtCore import QEvent

        kinds = QEvent.Type
        if event.type() in (kinds.KeyPress, kinds.MouseButtonPress, kinds.TouchBegin, kinds.Wheel):
            if not self._is_used:
                self._is_used = True
                self._waiting = list(WARM_FOR_WORK)
                self._session.tasks.submit(
                    TidyUp(self._session.today()), self._next, failed=self._tidied_another_time
                )
            self._rest.start(_REST_MILLISECONDS)
        return False

    def _next(self, _module: object) -> None:
        # Each module is a job of its own, so that reading for a list never waits long.
        if self._waiting:
            self._session.tasks.submit(Import(self._waiting.pop(0)), self._next)
            return
        if not self._is_used:
            self._window.windowHandle().installEventFilter(self)

    def _tidied_another_time(self, error: Exception) -> None:
        # A book that is locked or full is said where somebody wants something of it; the next start tries again.
        if not isinstance(error, ClientdeskError):
            raise error
        self._next(None)

    def _make_ready(self) -> None:
        if self._session.tasks.is_stopped:
            return
        if self._session.tasks.is_busy:
            self._rest.start(_REST_MILLISECONDS)
        elif self._window.make_ready():
            self._rest.start(_BETWEEN_MILLISECONDS)
        else:
            self._window.windowHandle().removeEventFilter(self)


class Import:
    """Work for the worker: import a module. None of them may need Qt, whose types belong to the window's thread."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, _db: object) -> object:
        """Import it."""
        return importlib.import_module(self._name)


class TidyUp:
    """Work for the worker: forget what was deleted 90 days ago, and take away the copies that were made to be shown."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __call__(self, db: Database) -> None:
        """Do it; a book that can only be looked at stays as it is."""
        from clientdesk.usecases import attachments, trash

        attachments.remove_unpacked(paths.opened_folder())
        if not db.is_read_only:
            trash.purge(db, today=self._today)
