"""The open books, each in a window of its own, and what takes a window's place: a lock, a language, a backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from clientdesk.app.opening import News, Opening
from clientdesk.app.speech import chosen_digits, chosen_language, chosen_scale, speak
from clientdesk.app.warming import WarmUp
from clientdesk.domain.errors import BusyFault
from clientdesk.domain.text import N_
from clientdesk.ui import clocks, moved_books, style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session

if TYPE_CHECKING:
    from clientdesk.ui.locking.recoding_page import Recoding
    from clientdesk.ui.restoring import LaidReady


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
