"""The frame: rail, top bar, the screens, messages, the keys nobody else wanted; no feature knowledge but the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, dropped, icons, style, tokens
from clientdesk.ui.cover import Cover
from clientdesk.ui.notices import Notices
from clientdesk.ui.own_settings import set_aside
from clientdesk.ui.rail import Rail
from clientdesk.ui.screen_stack import ScreenStack
from clientdesk.ui.screens import SCREENS, ScreenEntry
from clientdesk.ui.top_bar import TopBar
from clientdesk.ui.window_actions import WindowActions

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from clientdesk.ui.focus_return import FocusReturn
    from clientdesk.ui.importing.page import ImportScreen
    from clientdesk.ui.locking.lock import Lock
    from clientdesk.ui.messages import MessageBar, Toast
    from clientdesk.ui.session import Session
    from clientdesk.ui.trail import Place
    from clientdesk.ui.widgets.page import Screen

_START_SIZE: Final = (1280, 800)
#: Room for the frame, which Qt does not know before the window is shown.
_TITLE_BAR: Final = 40


class MainWindow(QMainWindow):
    """Shows one screen at a time. The first is built only after the window itself has been painted.

    `prepare` is called between the two, to do what need not hold up the paint; if it says no, nothing is built.
    """

    #: The window was painted for the first time; pages have not been built yet.
    painted = Signal()
    #: A screen came to the front, by name.
    screen_shown = Signal(str)
    #: The window is to be locked, now; what is typed has been kept.
    locks = Signal(object)
    #: The book is to be given another key: this window and the Recoding.
    recodes = Signal(object, object)

    def __init__(
        self,
        session: Session,
        *,
        screens: Sequence[ScreenEntry] = SCREENS,
        start: str = "today",
        settings: QSettings | None = None,
        prepare: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._session = session
        self._start = start
        self._settings = settings
        self._prepare = prepare
        icons.hold()
        self._was_painted = False
        self._was_warned = False
        self._focus: FocusReturn | None = None
        self.lock: Lock | None = None
        self.setWindowTitle("ClientDesk")
        self.setMinimumSize(*tokens.LEAST_WINDOW)
        self.rail = Rail(self)
        self._pages = ScreenStack(session, screens, self)
        self._build_frame()
        self._build_actions(screens)
        self._pages.turned.connect(self._turned)
        self._pages.marked.connect(self.rail.mark)
        self._pages.shown.connect(self.screen_shown)
        self._pages.trail_changed.connect(self._actions.follow_history)
        self._pages.room_changed.connect(self._fold_rail)
        self._restore_geometry()
        style.theme().changed.connect(self._fold_rail)
        session.open_record.connect(self.open_record)
        session.recoding_wanted.connect(self._recode)

    # What the rest of the app calls.

    @property
    def session(self) -> Session:
        """The session of the open book."""
        return self._session

    @property
    def current_name(self) -> str:
        """The name of the screen in front, empty before the first."""
        return self._pages.current_name

    @property
    def trail(self) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """The places that Back and Forward lead to."""
        trail = self._pages.trail
        return tuple(trail.past), tuple(trail.future)

    @trail.setter
    def trail(self, places: tuple[tuple[Place, ...], tuple[Place, ...]]) -> None:
        trail = self._pages.trail
        trail.past[:], trail.future[:] = places
        self._actions.follow_history()

    @property
    def visits(self) -> tuple[tuple[str, int], ...]:
        """Kind and id of the records seen last, the newest first."""
        self._pages.see()
        return tuple(self._pages.trail.visits)

    def screen_named(self, name: str) -> Screen:
        """Return a screen, building it if it has not been seen yet."""
        return self._pages.screen_named(name)

    @property
    def messages(self) -> MessageBar:
        """The bar for faults."""
        return self._notices.messages

    @property
    def toast(self) -> Toast:
        """The toast."""
        return self._notices.toast

    def make_ready(self) -> bool:
        """Get the next screen ready that nobody has seen yet; False when there is none."""
        return self._pages.make_ready()

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front and remember where we were."""
        self._pages.go(name, remember=True)

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on whichever screen shows its kind."""
        self._pages.open_record(kind, record_id)

    def back(self) -> None:
        """Go back to the screen and record before this one."""
        self._pages.back()

    def forward(self) -> None:
        """Go where `back` came from."""
        self._pages.forward()

    def show_keys(self) -> None:
        """Open the sheet of all keys."""
        from clientdesk.ui.key_sheet import KeySheet

        KeySheet(self).open()

    def show_manual(self) -> None:
        """Open the manual beside the window, at the page that helps on this screen."""
        from clientdesk.ui.help.window import show_manual

        show_manual(self, self.current_name)

    def show_palette(self) -> None:
        """Open the palette over the window."""
        from clientdesk.ui.palette.overlay import Palette

        if not any(palette.isVisible() for palette in self.findChildren(Palette)):
            Palette(self, self._session, self.visits).open()

    def cover(self, page: QWidget) -> None:
        """Show `page` alone until `begin` is called: nothing of a book, and no key of the window but Quit."""
        self._cover.put_on(page)

    # Inside.

    def _lock(self) -> None:
        self.locks.emit(self)

    def _recode(self, recoding: object) -> None:
        if self._session.keep_typed():
            self.recodes.emit(self, recoding)

    def _undo(self) -> None:
        if not self._cover.is_on:
            self._session.acts.take_back()

    def _build_frame(self) -> None:
        self._bar = bar = TopBar(self)
        centre = QWidget(self)
        self._right = QWidget(centre)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(bar)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._right, 1)
        self.setCentralWidget(centre)
        self._cover = Cover(self, self.rail, self._right)
        self._notices = Notices(self._session, right, self._pages, self)

    def _build_actions(self, screens: Sequence[ScreenEntry]) -> None:
        self._actions = WindowActions(self, self._session, self._pages, self._settings)
        slots = {
            "app.back": self.back,
            "app.forward": self.forward,
            "app.palette": self.show_palette,
            "app.undo": self._undo,
            "app.keys": self.show_keys,
            "app.manual": self.show_manual,
        }
        self._actions.build(screens, slots, bar=self._bar, rail=self.rail)

    def _turned(self, asked: str) -> None:
        self._notices.turn()
        self._bar.set_title(self._pages.words_for(asked))

    def _fold_rail(self) -> None:
        front = self._pages.front
        wants_room = front is not None and front.wants_room
        least = tokens.FOLD_FOR_EDITOR_BELOW if wants_room else tokens.FOLD_RAIL_BELOW
        self.rail.fold(self.width() < style.scaled(least))

    def _restore_geometry(self) -> None:
        stored = self._settings.value("window/geometry") if self._settings is not None else None
        if not isinstance(stored, QByteArray) or not self.restoreGeometry(stored):
            # Never `self.screen()`: PySide then takes the screen for a child of the window and, once there was a second
            # window, deletes it with the first that Python frees. The next thing drawn ends the process.
            room = QGuiApplication.primaryScreen().availableSize() - QSize(0, _TITLE_BAR)
            self.resize(QSize(*_START_SIZE).boundedTo(room))

    def _begin(self) -> None:
        icons.release()
        self.rail.draw_mark()
        style.add_other_fonts()
        if self._prepare is None or self._prepare():
            self.begin()

    def begin(self) -> None:
        """Show the first screen of the book, which is open now."""
        if self._cover.take_off():
            self._actions.follow_history()
        path = self._session.db.path
        if path is not None:
            # So that two windows on two books can be told apart.
            name = path.stem
            if self._session.db.is_read_only:
                # Translators: after the name of a book in the title of the window: nothing in it can be changed.
                name = _("{book} (read only)").format(book=name)
            self.setWindowTitle(f"{name} – ClientDesk")
            if self._settings is not None:
                from clientdesk.ui import told_in_plain

                self._pages.trail.restore(self._settings, str(path))
                told_in_plain.clear(self._session, self._settings)
        self._bar.follow_acts(self._session.acts)
        self._actions.sign.follow(self._session.backups)
        from clientdesk.ui import motion
        from clientdesk.ui.focus_return import FocusReturn
        from clientdesk.ui.keyboard import LatinKeys

        LatinKeys.install()
        self._focus = FocusReturn(self._pages, self)
        if self._settings is not None:
            motion.Wish.follow(self._settings.value("motion"))
        if self._session.db.key is not None:
            from clientdesk.ui.locking.lock import Lock

            self.lock = Lock(self, self._session)
            self.lock.locks.connect(self._lock)
        if not self.current_name:
            self.show_screen(self._start)
        protection = self._session.db.protection() or self._session.db.exposed() or set_aside()
        if protection is not None:
            self._session.fault.emit(protection)

    # Qt's side.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
            # After this paint has reached the screen, not within it.
            QTimer.singleShot(0, self, self._begin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what nobody else wanted: keys that give way, Undo outside of text, Escape for what lies on top."""
        keys = QKeySequence(event.keyCombination())
        if keys in QKeySequence.keyBindings(QKeySequence.StandardKey.Undo):
            self._undo()
            return
        if keys == QKeySequence("Escape"):
            self._notices.close_top()
            return
        for action in self.actions():
            if (
                action.isEnabled()
                and keys in action.shortcuts()
                and actions.spec(action.objectName()).gives_way
            ):
                action.trigger()
                return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt's name for it
        """Let Tab and Shift+Tab walk as one reads."""
        from clientdesk.ui import reading_order

        here: QWidget | None = self.focusWidget()
        is_gone = here is not None and not (here.isVisible() and here.isEnabled())
        if is_gone and self._focus is not None and self._focus.come_back(here):
            # Nobody has pressed Tab: what had the focus went away.
            return True
        return reading_order.go_on(self, ahead=next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_rail()
        self._notices.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if "db" in self._session.__dict__ and dropped.file_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at a file that is dropped anywhere, as the import does; nothing is written by that."""
        path = dropped.file_of(event.mimeData())
        if path:
            event.acceptProposedAction()
            self._actions.import_file()
            cast("ImportScreen", self.screen_named("import")).take_file(path)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._was_painted:
            return
        # Imported here: the names of all events are 2 ms of a start.
        from PySide6.QtCore import QEvent

        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._session.wake()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._pages.may_leave():
            event.ignore()
            return
        # What is typed and not saved is written down before anything can end the program.
        if not self._session.keep_typed() and not self._was_warned:
            # The book takes nothing: said now, while it can be copied. Whoever closes again gives it up.
            self._was_warned = True
            event.ignore()
            return
        if self._settings is not None:
            self._settings.setValue("window/geometry", self.saveGeometry())
            if "db" in self._session.__dict__ and self._session.db.path is not None:
                self._pages.see()
                self._pages.trail.store(self._settings, str(self._session.db.path))
        super().closeEvent(event)
