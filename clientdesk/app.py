"""The only wiring of the window: open the book, set the language, build session and main window, run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from clientdesk import i18n, paths
from clientdesk.domain.errors import BusyFault, ClientdeskError, LockedFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.i18n.digits import Digits
from clientdesk.ui import clocks, moved_books, style
from clientdesk.ui.copied_text import CopiedText
from clientdesk.ui.errors import Reporter
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Notice, Session

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from clientdesk.storage.database import Database
    from clientdesk.ui.locking.recoding_page import Recoding
    from clientdesk.ui.restoring import LaidReady

_CANNOT_OPEN = 3
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


class Options:
    """What can be said at the start; the defaults are those of a plain start."""

    book: Path | None = None
    named: Path | None = None
    language: str = ""
    scheme: str = ""
    today: date | None = None


def run(arguments: Sequence[str] | None = None) -> int:
    """Show the window on a book until it is closed, and return the exit code (3: the book cannot be opened)."""
    options = parse(arguments) if arguments else Options()
    app = QApplication.instance()
    if app is None:
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty("style_is_known", True)
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    settings = user_settings()
    set_up(app, settings, language=options.language, scheme=options.scheme)
    reporter = Reporter(app)
    reporter.install()
    book = options.book or moved_books.usual_book(settings)
    windows = Windows(settings)
    windows.open(book, today=clock(options.today))
    code = app.exec()
    windows.back_up()
    windows.close()
    return code


class Windows:
    """All open books, each in a window of its own."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._windows: list[MainWindow] = []

    def open(
        self, book: Path, *, today: Callable[[], date], key: bytes | None = None, is_by_code: bool = False
    ) -> MainWindow:
        """Show the window of `book`, which is opened after the first paint; with its key nobody is asked for it."""
        window = open_window(book, today=today, settings=self._settings, key=key)
        window.session.is_by_code = is_by_code
        self._follow(window)
        self._windows.append(window)
        window.show()
        return window

    def _follow(self, window: MainWindow) -> None:
        window.session.book_wanted.connect(self.open_beside)
        window.session.language_changed.connect(self.speak_anew)
        window.session.book_restored.connect(self.restore)
        window.session.book_moved.connect(self.move)
        self._follow_frame(window)

    def _follow_frame(self, window: MainWindow) -> None:
        # Apart from the session's, which outlives its window when the language changes.
        window.locks.connect(self.lock)
        window.recodes.connect(self.recode)

    def lock(self, window: MainWindow) -> None:
        """Close the book of a window and put one in its place that asks for the passphrase."""
        self._close_for(window, Opening.ask)

    def recode(self, window: MainWindow, recoding: Recoding) -> None:
        """Close the book of a window, change its key, and open it again where one was."""
        if fault := self._open_elsewhere(window):
            window.session.fault.emit(fault)
            return
        self._close_for(window, partial(Opening.recode, recoding=recoding))

    def _open_elsewhere(self, window: MainWindow) -> BusyFault | None:
        """Return why the file of a window cannot be exchanged: another window has it open; None where none has."""
        book = window.session.db.path
        others = (one.session for one in self._windows if one is not window and "db" in one.session.__dict__)
        if any(session.db.path == book for session in others):
            return BusyFault(
                N_("Another window has this book open."), next_step=N_("Close that window and try again.")
            )
        return None

    def _close_for(self, window: MainWindow, begin: Callable[[Opening], None]) -> None:
        # A turn later: the one who asks stands in the window that goes.
        QTimer.singleShot(0, partial(self._replace, window, begin))

    def _replace(self, window: MainWindow, begin: Callable[[Opening], None]) -> None:
        from clientdesk.ui import standing

        old = window.session
        book = old.db.path if window in self._windows and "db" in old.__dict__ else None
        if book is None:
            return
        place = standing.of(window)
        session = Session(None, today=old.clock)
        opening = Opening(book, session)
        new = MainWindow(
            session, settings=self._settings, prepare=partial(_instead, begin, opening), start=place.screen
        )
        opening.window = new
        new.screen_shown.connect(WarmUp(session, new).begin)
        standing.TakeOver(new, place, new)
        self._follow(new)
        self._windows[self._windows.index(window)] = new
        new.show()
        new.activateWindow()
        # Nothing of the book stays: the window and all that hangs on it goes before its session does.
        window.hide()
        old.keep_typed()
        Shiboken.delete(window)
        old.close()

    @property
    def all(self) -> tuple[MainWindow, ...]:
        """The windows that are open."""
        return tuple(self._windows)

    def speak_anew(self) -> None:
        """Build every window again in the language the settings name; books, acts to take back and places stay."""
        app = QApplication.instance()
        windows = [window for window in self._windows if window.isVisible() and window.current_name]
        if not isinstance(app, QApplication) or not all(map(_may_leave, windows)):
            return
        from clientdesk.ui import standing

        for window in windows:
            if "db" in window.session.__dict__:
                window.session.keeper.flush()
        places = [standing.of(window) for window in windows]
        speak(app, chosen_language(self._settings), digits=chosen_digits(self._settings))
        theme, scale = style.theme(), chosen_scale(self._settings)
        if theme.scale != scale:
            theme.choose(theme.scheme, scale=scale)
        for window, place in zip(windows, places, strict=True):
            new = MainWindow(window.session, settings=self._settings, start=place.screen)
            standing.TakeOver(new, place, new)
            self._follow_frame(new)
            self._windows[self._windows.index(window)] = new
            new.show()
            new.activateWindow()
            window.hide()
            window.deleteLater()

    def restore(self, session: Session, ready: LaidReady) -> None:
        """Let a backup that is laid ready take the place of the session's book, and open what lies there then."""
        from clientdesk.ui.restoring import Restoring, give_up

        old = next(one for one in self._windows if one.session is session)
        if fault := self._open_elsewhere(old):
            give_up(session, ready.path, fault)
            return
        geometry = old.saveGeometry()
        self._windows.remove(old)
        restoring = Restoring(session, ready)
        new = self.open(
            restoring.book, today=restoring.clock, key=restoring.key, is_by_code=restoring.is_by_code
        )
        new.restoreGeometry(geometry)
        restoring.tell_in(new)
        old.hide()
        old.deleteLater()

    def move(self, session: Session, place: str) -> None:
        """Go on with the book of a session where it was moved to; other windows on what it left are told."""
        old = next(one for one in self._windows if one.session is session)
        left, geometry, key = session.db.path, old.saveGeometry(), session.db.key
        if left is None:
            return
        moved_books.remember(self._settings, left, Path(place))
        self._windows.remove(old)
        for other in self._windows:
            if "db" in other.session.__dict__ and other.session.db.path == left:
                other.session.fault.emit(other.session.db.protection())
        new = self.open(Path(place), today=session.clock, key=key, is_by_code=session.is_by_code)
        new.restoreGeometry(geometry)
        moved_books.MoveTold(new, left, Path(place))
        old.hide()
        session.close()
        old.deleteLater()

    def back_up(self) -> None:
        """Make a last backup of each book that has changed, when its window is gone already."""
        for window in self._windows:
            if hasattr(window.session, "db"):
                window.session.backups.at_end()

    def open_beside(self, book: str, fixed: date | None) -> None:
        """Open another book, such as the demo's."""
        self.open(Path(book), today=clock(fixed))

    def close(self) -> None:
        """Close every book."""
        for window in self._windows:
            window.session.close()


def _instead(begin: Callable[[Opening], None], opening: Opening) -> bool:
    """Let something else stand in the window than the first screen."""
    begin(opening)
    return False


def _may_leave(window: MainWindow) -> bool:
    return not window.current_name or window.screen_named(window.current_name).may_leave()


def parse(arguments: Sequence[str]) -> Options:
    """Read the options of `clientdesk run`."""
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        # A file alone, as a desktop passes it: the whole parser would be a tenth of a bare window's start.
        options = Options()
        options.book = Path(arguments[0])
        return options
    import argparse

    parser = argparse.ArgumentParser(prog="clientdesk run", description="Open the window.")
    parser.add_argument("book", nargs="?", type=Path, default=None, help="the file to work in")
    parser.add_argument("--book", "--data", type=Path, dest="named", help="the same, as for every command")
    parser.add_argument("--language", default="", help="the language of the window, such as de or en-GB")
    parser.add_argument("--scheme", choices=style.SCHEMES, default="", help="light, dark, or as the system")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="work as if it were this day")
    options = parser.parse_args(arguments, Options())
    options.book = options.book or options.named
    return options


def set_up(app: QApplication, settings: QSettings, *, language: str = "", scheme: str = "") -> None:
    """Give the application its name, language, direction of reading and look."""
    app.setApplicationName(paths.APP_NAME)
    tag = language or chosen_language(settings)
    speak(app, tag, digits=chosen_digits(settings))
    style.install(app, scheme or str(settings.value("scheme") or "system"), scale=chosen_scale(settings))
    CopiedText.install(app)


def chosen_language(settings: QSettings | None) -> str:
    """Return the language of the settings, else the computer's."""
    stored = settings.value("language") if settings is not None else None
    return str(stored or "") or QLocale.system().name()


def chosen_digits(settings: QSettings | None) -> Digits:
    """Return the digits of the settings; empty for those of the region."""
    stored = settings.value("digits") if settings is not None else None
    return "latn" if stored == "latn" else "arab" if stored == "arab" else ""


def chosen_scale(settings: QSettings | None) -> float:
    """Return the size of all type of the settings, 1.0 where nothing sensible was stored."""
    stored = str((settings.value("text") if settings is not None else "") or "")
    is_size = stored.isdecimal() and len(stored) == len("100") and 100 <= int(stored) <= 200  # noqa: PLR2004  # per cent
    return int(stored) / 100 if is_size else 1.0


def speak(app: QApplication, tag: str, *, digits: Digits = "") -> None:
    """Let all that is built from now on speak the language of `tag`, with its formats and direction of reading."""
    translator = i18n.set_language(tag, digits=digits)
    QLocale.setDefault(QLocale(translator.tag.replace("-", "_")))
    if translator.is_right_to_left != app.isRightToLeft():
        # Asked of a locale: naming the direction itself would touch Qt's enumerations.
        app.setLayoutDirection(QLocale("ar" if translator.is_right_to_left else "en").textDirection())
    style.add_fonts_of(translator.language)
    _let_qt_speak(app, translator.language)


class _Qts:
    translator: QTranslator | None = None


def _let_qt_speak(app: QApplication, language: str) -> None:
    if _Qts.translator is not None:
        app.removeTranslator(_Qts.translator)
        _Qts.translator = None
    if language != i18n.SOURCE:
        # Imported here: English is what Qt speaks by itself.
        from clientdesk.ui import qt_texts

        _Qts.translator = qt_texts.install(app, language)


def clock(fixed: date | None) -> Callable[[], date]:
    """Return what the session asks for today's date: the computer's clock, or a day fixed for a demo."""
    return clocks.of_computer if fixed is None else clocks.stopped_at(fixed)


def open_window(
    book: Path,
    *,
    today: Callable[[], date],
    settings: QSettings | None = None,
    start: str = "today",
    key: bytes | None = None,
) -> MainWindow:
    """Return the window of `book`, not yet shown. The book itself is opened after the first paint."""
    session = Session(None, today=today)
    opening = Opening(book, session, key=key)
    window = opening.window = MainWindow(session, settings=settings, prepare=opening, start=start)
    window.screen_shown.connect(WarmUp(session, window).begin)
    window.screen_shown.connect(News(session, window).tell)
    return window


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


class News(QObject):
    """Tells, once the first screen stands, what was done to the book of an older program when it was opened."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._is_told = False

    def tell(self, _name: str) -> None:
        """Tell it with the first screen; later ones tell nothing more."""
        told = self._session.db.upgraded
        if not self._is_told and told is not None:
            sentence = _(
                "Your book was of an older ClientDesk and was upgraded. All sums and papers were compared before and"
                " after. The old book is kept as “{name}” in {folder}."
            )
            self._session.news.emit(sentence.format(name=told.kept.name, folder=str(told.kept.parent)))
        self._is_told = True


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


class Opening:
    """Opens the book between the window's first paint and its first page; says why if that cannot be done.

    A locked book is opened later, by the page that then stands alone in the window.
    """

    window: MainWindow

    def __init__(self, book: Path, session: Session, *, key: bytes | None = None) -> None:
        self._book, self._session, self._key = book, session, key

    def __call__(self) -> bool:
        """Open the book and tell whether it is open; if not, the app ends when the sentence has been read."""
        key, self._key = self._key, None
        try:
            self._attach(key, create=key is None)
        except LockedFault:
            self.ask(asks_keyring=True)
            return False
        except ClientdeskError as error:
            self._refuse(error)
            return False
        return True

    def ask(self, *, asks_keyring: bool = False) -> None:
        """Ask for the passphrase, and open the book with the key it gives."""
        from clientdesk.ui.locking.unlock_page import UnlockPage

        page = UnlockPage(self._book, asks_keyring=asks_keyring)
        page.unlocked.connect(self._unlocked)
        self._page = page
        self.window.setWindowTitle(_("{book} (locked)").format(book=self._book.stem) + " – ClientDesk")
        self.window.cover(page)

    def recode(self, recoding: Recoding) -> None:
        """Give the book another key, then open it with that."""
        from clientdesk.ui.locking.recoding_page import RecodingPage

        page = RecodingPage(self._book, recoding)
        page.ended.connect(self._recoded)
        self.window.cover(page)
        page.begin()

    def _attach(self, key: bytes | None = None, *, create: bool = True) -> None:
        from clientdesk.storage.database import open_book
        from clientdesk.usecases import two_computers

        db = open_book(self._book, create=create, key=key)
        two_computers.claim(db)
        self._session.attach(db)

    def _unlocked(self, key: bytes, is_by_code: bool) -> None:  # from a signal
        try:
            self._attach(key, create=False)
        except ClientdeskError as error:
            self._page.say(error)
            return
        self._session.is_by_code = is_by_code
        self.window.begin()
        if is_by_code:
            # Whoever needs the sheet has lost the passphrase.
            self._session.open_record.emit("settings:encryption", 0)
            self._session.notice.emit(Notice(_("Opened by the recovery code. Choose a new passphrase here.")))

    def _recoded(self, key: bytes | None, told: str) -> None:
        try:
            self._attach(key, create=False)
        except LockedFault:
            self.ask()
            return
        except ClientdeskError as error:
            self._refuse(error)
            return
        self.window.begin()
        if told:
            self._session.tell(told)

    @staticmethod
    def _refuse(error: ClientdeskError) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        parent = QApplication.activeWindow()
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            paths.APP_NAME,
            i18n.translate_error(error),
            QMessageBox.StandardButton.Close,
            parent,
        )
        box.setObjectName("book_refused")
        # The sentence names a file, and files have any name: as it is, without markup (T31).
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(_end_refused)
        box.open()


def _end_refused() -> None:
    QApplication.exit(_CANNOT_OPEN)
