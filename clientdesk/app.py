"""The only wiring of the window: open the book, set the language, build session and main window, run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from clientdesk import i18n, paths
from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.happened import possible
from clientdesk.i18n.digits import Digits
from clientdesk.ui import style
from clientdesk.ui.copied_text import CopiedText
from clientdesk.ui.errors import Reporter
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

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
    book = options.book or paths.default_book()
    windows = Windows(settings)
    windows.open(book, today=clock(options.today))
    code = app.exec()
    windows.close()
    return code


class Windows:
    """All open books, each in a window of its own."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings
        self._windows: list[MainWindow] = []

    def open(self, book: Path, *, today: Callable[[], date]) -> MainWindow:
        """Show the window of `book`, which is opened after the first paint."""
        window = open_window(book, today=today, settings=self._settings)
        window.session.book_wanted.connect(self.open_beside)
        window.session.language_changed.connect(self.speak_anew)
        self._windows.append(window)
        window.show()
        return window

    @property
    def all(self) -> tuple[MainWindow, ...]:
        """The windows that are open."""
        return tuple(self._windows)

    def speak_anew(self) -> None:
        """Build every window again in the language the settings name; books, acts to take back and places stay."""
        app = QApplication.instance()
        windows = [window for window in self._windows if window.isVisible()]
        if not isinstance(app, QApplication) or not all(map(_may_leave, windows)):
            return
        from clientdesk.ui import standing

        for window in windows:
            window.session.keeper.flush()
        places = [standing.of(window) for window in windows]
        speak(app, chosen_language(self._settings), digits=chosen_digits(self._settings))
        theme, scale = style.theme(), chosen_scale(self._settings)
        if theme.scale != scale:
            theme.choose(theme.scheme, scale=scale)
        for window, place in zip(windows, places, strict=True):
            new = MainWindow(window.session, settings=self._settings, start=place.screen)
            standing.TakeOver(new, place, new)
            self._windows[self._windows.index(window)] = new
            new.show()
            new.activateWindow()
            window.hide()
            window.deleteLater()

    def open_beside(self, book: str, fixed: date | None) -> None:
        """Open another book, such as the demo's."""
        self.open(Path(book), today=clock(fixed))

    def close(self) -> None:
        """Close every book."""
        for window in self._windows:
            window.session.close()


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
    parser.add_argument("--language", default="", help="the language of the window, such as de or en-GB")
    parser.add_argument("--scheme", choices=style.SCHEMES, default="", help="light, dark, or as the system")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="work as if it were this day")
    return parser.parse_args(arguments, Options())


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
    if fixed is not None:
        day = possible(fixed)
        return lambda: day
    return _today


def _today() -> date:
    return possible(date.today())  # noqa: DTZ011  # R-DUE-2: the local calendar date


def open_window(
    book: Path, *, today: Callable[[], date], settings: QSettings | None = None, start: str = "today"
) -> MainWindow:
    """Return the window of `book`, not yet shown. The book itself is opened after the first paint."""
    session = Session(None, today=today)
    window = MainWindow(session, settings=settings, prepare=Opening(book, session), start=start)
    window.screen_shown.connect(WarmUp(session, window).begin)
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
            self._next(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Listen for signs of a person until all is ready."""
        from PySide6.QtCore import QEvent

        kinds = QEvent.Type
        if event.type() in (kinds.KeyPress, kinds.MouseButtonPress, kinds.TouchBegin, kinds.Wheel):
            if not self._is_used:
                self._is_used = True
                self._waiting = list(WARM_FOR_WORK)
                self._next(None)
            self._rest.start(_REST_MILLISECONDS)
        return False

    def _next(self, _module: object) -> None:
        # Each module is a job of its own, so that reading for a list never waits long.
        if self._waiting:
            self._session.tasks.submit(Import(self._waiting.pop(0)), self._next)
            return
        if not self._is_used:
            self._window.windowHandle().installEventFilter(self)

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


class Opening:
    """Opens the book between the window's first paint and its first page; says why if that cannot be done."""

    def __init__(self, book: Path, session: Session) -> None:
        self._book, self._session = book, session

    def __call__(self) -> bool:
        """Open the book and tell whether it is open; if not, the app ends when the sentence has been read."""
        from clientdesk.storage.database import open_book

        try:
            self._session.attach(open_book(self._book))
        except ClientdeskError as error:
            self._refuse(error)
            return False
        return True

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
