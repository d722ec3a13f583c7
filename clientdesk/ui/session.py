"""The session: what every screen is given to read with, to act with, and to hear of changes by."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from clientdesk.domain.errors import ChecksFailedError, ClientdeskError, RuleError, StateError
from clientdesk.domain.text import N_
from clientdesk.i18n import translate_error

if TYPE_CHECKING:
    # The name as well, so that screens can say what `session.db` is: they may not import storage themselves.
    from clientdesk.storage.database import Database as Database  # noqa: PLC0414
    from clientdesk.ui.acts import Acts
    from clientdesk.ui.backup_watch import BackupWatch
    from clientdesk.ui.keeper import Keeper
    from clientdesk.ui.tasks import Tasks
    from clientdesk.ui.verification import Verification


#: Use cases that may change records of any kind.
_EVERYWHERE = frozenset({"trash", "erasing"})


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: `area` is the use cases' module (`invoices`), `verb` its function, `value` what it returned.

    After another program wrote to the file both names are empty: everything may have changed.
    """

    area: str = ""
    verb: str = ""
    value: object = None

    def touches(self, *areas: str) -> bool:
        """Whether a screen that shows `areas` should read again."""
        return not self.area or self.area in areas or self.area in _EVERYWHERE


@dataclass(frozen=True, slots=True)
class Notice:
    """A short word that something is done; `undo` takes it back."""

    text: str
    undo: Callable[[], object] | None = None


@dataclass(slots=True)
class Sought:
    """A field to go to in the record just opened, and what is to be said there; an editor that does so takes it."""

    kind: str
    problem: RuleError
    is_shown: bool = False


class ShowsFaults(Protocol):
    """A form, or anything else that can show a sentence at one of its fields."""

    def show_error(self, field: str, sentence: str) -> None:
        """Show `sentence` at `field`; an unknown or empty field means the form as a whole."""


class Session(QObject):
    """Holds the open book. Every act goes through `run`, every quick look through `read`, long ones through `tasks`."""

    changed = Signal(object)
    open_record = Signal(str, int)
    #: A ClientdeskError that belongs to no field: shown in the message bar.
    fault = Signal(object)
    #: A Sought: what is missing in the record that was opened just now, for the editor that shows it.
    sought = Signal(object)
    #: What the last fault was about is put right, or another record is looked at: the message bar goes.
    mended = Signal()
    #: A sentence about what happened to the book by itself: it stands in a bar until somebody closes it.
    news = Signal(str)
    #: A Verified that found something nobody has seen yet: it stands in a bar until somebody looks; None: all is well.
    found = Signal(object)
    #: A Notice for the toast.
    notice = Signal(object)
    #: Another book is to be opened in a window of its own: its path, and the day to work as if it were (or None).
    book_wanted = Signal(str, object)
    #: A backup is laid ready beside the book and is to take its place: this session, and what is ready (LaidReady).
    book_restored = Signal(object, object)
    #: The book lies somewhere else now: this session, and the path of where it goes on.
    book_moved = Signal(object, str)
    #: The window's own settings say another language or other digits: all windows are to be built anew.
    language_changed = Signal()
    #: The book is to be locked, as if nobody had touched the window for long.
    lock_wanted = Signal()
    #: After how long that is has changed.
    lock_time_changed = Signal()
    #: A Recoding: the book is to be encrypted, decrypted or given another key, for which it must be closed.
    recoding_wanted = Signal(object)

    def __init__(
        self,
        db: Database | None,
        *,
        today: Callable[[], date],
        connect: Callable[[], Database] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        #: Whether the book was opened by its recovery code: nobody is asked for a passphrase that is lost.
        self.is_by_code = False
        #: The folder that papers were saved in last, in this run.
        self.papers_folder = ""
        self._connect = connect
        if db is not None:
            self.attach(db)

    def attach(self, db: Database) -> None:
        """Take the open book. Until then nothing may be run or read; the window itself needs none to be painted."""
        self.db = db
        self._data_version = db.data_version()

    @cached_property
    def tasks(self) -> Tasks:
        """The worker beside the window, started by its first job."""
        from clientdesk.ui.tasks import Tasks

        tasks = Tasks(self._open_second)
        tasks.error.connect(self._task_failed)
        return tasks

    @cached_property
    def background(self) -> Tasks:
        """A worker for what takes seconds and is waited for by nobody: verifying everything, making a backup."""
        from clientdesk.ui.tasks import Tasks

        tasks = Tasks(self._open_second)
        tasks.error.connect(self._task_failed)
        return tasks

    @cached_property
    def verification(self) -> Verification:
        """What verifies the book beside the work."""
        from clientdesk.ui.verification import Verification

        return Verification(self, self)

    @cached_property
    def backups(self) -> BackupWatch:
        """What makes backups beside the work and knows which there are."""
        from clientdesk.ui.backup_watch import BackupWatch

        return BackupWatch(self, self)

    @cached_property
    def keeper(self) -> Keeper:
        """What is typed and not saved yet, kept by a worker of its own that no long reading holds up."""
        from clientdesk.ui.keeper import Keeper
        from clientdesk.ui.tasks import Tasks

        return Keeper(self, Tasks(self._open_second), self)

    def now(self) -> datetime:
        """Return the moment it is, on the day of `today`."""
        clock = datetime.now().time()  # noqa: DTZ005  # the clock on the user's wall
        return datetime.combine(self.today(), clock.replace(microsecond=0))

    @property
    def clock(self) -> Callable[[], date]:
        """What tells the day: the computer's clock, or one that stands still for a demo."""
        return self._today

    def today(self) -> date:
        """Return the day it is: the clock's, or the one a demo or test has fixed."""
        return self._today()

    def run(
        self,
        usecase: Callable[..., Any],
        *args: object,
        form: ShowsFaults | None = None,
        saves: int = 0,
        **named: object,
    ) -> Any:
        """Call `usecase(db, …)` and return its value (True where it returns none), or None when it was refused.

        A RuleError goes to `form` at its field, every other ClientdeskError to the message bar; typed text stays.
        What was kept of the form while it was typed (`form.text_id`, or `saves`) is let go of in the same act.
        """
        saves = saves or getattr(form, "text_id", 0)
        try:
            with self.keeper.saving(saves) if saves else nullcontext():
                value = usecase(self.db, *args, **named)
        except RuleError as error:
            self._refused(error, form)
            return None
        except ClientdeskError as error:
            self.fault.emit(error)
            return None
        self._data_version = self.db.data_version()
        area = usecase.__module__.removeprefix("clientdesk.usecases.").split(".")[0]
        if area in _EVERYWHERE and "keeper" in self.__dict__:
            self.keeper.read_again()
        self.changed.emit(Change(area, usecase.__name__, value))
        return True if value is None else value

    def read(self, query: Callable[..., Any], *args: object, **named: object) -> Any:  # see run
        """Call `query(db, …)` and return its value, or None after showing why it could not be read."""
        try:
            return query(self.db, *args, **named)
        except ClientdeskError as error:
            self.fault.emit(error)
            return None

    @cached_property
    def acts(self) -> Acts:
        """What was done in this book's window and can be taken back."""
        from clientdesk.ui.acts import Acts

        return Acts(self, self)

    def tell(
        self, text: str, undo: Callable[[], object] | None = None, *, act: str | Callable[[], str] = ""
    ) -> None:
        """Show a toast: what was done, and the way back if there is one.

        With a way back it is an act: it stays on the stack of the undo button, named `act`, else as the toast says.
        A name that is called is said in the language the window speaks by then.
        `undo` must name its record, not ask a page which one is open: it may be called when another one is.
        """
        if undo is not None:
            undo = self.acts.push(act or text.rstrip("."), undo)
        self.notice.emit(Notice(text, undo))

    def seek(self, kind: str, record_id: int, problem: RuleError) -> None:
        """Open the record in which a problem is mended, the cursor in its field and the sentence in sight."""
        self.open_record.emit(kind, record_id)
        sought = Sought(kind, problem)
        self.sought.emit(sought)
        if not sought.is_shown:
            self.fault.emit(problem)

    def wake(self) -> None:
        """Look whether another program has written to the file; the window calls it when it becomes active."""
        if "db" not in self.__dict__:
            return
        lost = self.db.lost()
        if lost is not None:
            # Said before more is typed, and not only when it cannot be saved.
            self.fault.emit(lost)
            return
        version = self.db.data_version()
        if version != self._data_version:
            self._data_version = version
            self.changed.emit(Change())

    def own_write(self) -> None:
        """Take note that the keeper has written: what it keeps is shown nowhere that would have to be read again."""
        if "db" in self.__dict__:
            self._data_version = self.db.data_version()

    def keep_typed(self) -> bool:
        """Write down all that is typed and not saved yet, now; False where the book takes nothing, which was said."""
        try:
            if "keeper" in self.__dict__:
                self.keeper.flush()
        except ClientdeskError as error:
            self.fault.emit(error)
            return False
        return True

    def close(self) -> None:
        """Keep what is typed where that is possible, stop the workers and close the file."""
        if "keeper" in self.__dict__:
            self.keeper.close()
        if "tasks" in self.__dict__:
            self.tasks.stop()
        if "background" in self.__dict__:
            self.background.stop()
        if "db" in self.__dict__:
            self._remember()
            self.db.close()

    def _refused(self, error: RuleError, form: ShowsFaults | None) -> None:
        problems = error.problems if isinstance(error, ChecksFailedError) else (error,)
        if form is None and "acts" in self.__dict__ and self.acts.is_taking_back:
            # Nobody is typing: what a rule proposes to type instead is of no use.
            after = N_("So it can no longer be taken back.")
            said = StateError(
                error.message, next_step=after, command_step=after, rule=error.rule, **error.values
            )
            self.fault.emit(said)
            return
        if form is None:
            self.fault.emit(error)
            return
        # It stands at its field; what the bar says is about an earlier try.
        self.mended.emit()
        # Backwards, because the form puts the cursor into the field shown last.
        for problem in reversed(problems):
            form.show_error(problem.field, translate_error(problem))

    def _task_failed(self, error: Exception) -> None:
        if isinstance(error, ClientdeskError):
            self.fault.emit(error)
            return
        raise error

    def _remember(self) -> None:
        """Note how far the history has grown, so that an older copy put back is noticed at the next start."""
        from clientdesk.usecases import verified_here

        try:
            if self.db.path is not None and self.db.lost() is None:
                verified_here.remember(self.db)
        except ClientdeskError:
            # A book that cannot be read any more; what was to say about it has been said.
            return

    def _open_second(self) -> Database:
        if self._connect is not None:
            return self._connect()
        from clientdesk.storage.database import open_book

        # Never made anew: where the file is gone, a blank one in its place would be the last straw.
        return open_book(self.db.path, create=False, key=self.db.key)
