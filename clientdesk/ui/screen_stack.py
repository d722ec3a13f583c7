"""The pages one on another: which is in front, how one goes from record to record, and the ways back and forth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions
from clientdesk.ui.screens import ScreenEntry, front
from clientdesk.ui.trail import Place, Trail

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.page import Screen


class ScreenStack(QStackedWidget):
    """Builds each screen when it is seen for the first time, and knows no feature but the list of them."""

    #: A screen was asked for by this name, and is in front now or was already.
    marked = Signal(str)
    #: Another screen is in front, before it has the cursor: the name it was asked for by.
    turned = Signal(str)
    #: A screen came to the front, by its own name.
    shown = Signal(str)
    #: Where Back and Forward lead has changed.
    trail_changed = Signal()
    #: The screen in front wants more or less room.
    room_changed = Signal()

    def __init__(self, session: Session, screens: Sequence[ScreenEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._session = session
        self._entries = {entry.name: entry for entry in screens}
        self._screens: dict[str, Screen] = {}
        self._bare: Screen | None = None
        self.current_name = ""
        self.trail = Trail()

    @property
    def kinds(self) -> set[str]:
        """All kinds of records that some screen shows."""
        return {kind for entry in self._entries.values() for kind in entry.kinds}

    @property
    def front(self) -> Screen | None:
        """The screen in front, None before the first."""
        return self._screens.get(self.current_name)

    def screen_named(self, name: str) -> Screen:
        """Return a screen, building it if it has not been seen yet."""
        screen = self._screens.get(name)
        if screen is None:
            screen = self._screens[name] = self._entries[name].build(self._session)
            screen.setObjectName(f"screen_{name}")
            screen.setAccessibleName(self.words_for(name))
            screen.room_changed.connect(self.room_changed)
            self.addWidget(screen)
        return screen

    def make_ready(self) -> bool:
        """Build a screen nobody has seen yet, or lay out the one built last; False when all of the rail are ready."""
        if self._bare is not None:
            screen, self._bare = self._bare, None
            screen.make_ready()
            screen.resize(self.size())
            for part in (screen, *screen.findChildren(QWidget)):
                part.ensurePolished()
            layout = screen.layout()
            if layout is not None:
                layout.activate()
            return True
        name = next((entry.name for entry in self._entries.values() if self._is_missing(entry)), "")
        if name:
            self._bare = self.screen_named(name)
        return bool(name)

    def _is_missing(self, entry: ScreenEntry) -> bool:
        return bool(entry.rail) and entry.name not in self._screens

    def words_for(self, name: str) -> str:
        """Return what a screen is called."""
        entry = self._entries[name]
        return _(actions.spec(f"app.{name}").text if entry.rail else entry.title)

    def go(self, asked: str, *, remember: bool) -> bool:
        """Bring a screen to the front; False where the one in front does not let go."""
        # The first run stands in for Today while the book is empty, and gives way to it afterwards.
        asked = "today" if asked == "first_run" and "today" in self._entries else asked
        name = front(asked, self._session) if "first_run" in self._entries else asked
        if name == self.current_name:
            self.marked.emit(asked)
            return True
        if remember and not self.may_leave():
            return False
        # Built before anything else changes: a screen that cannot be made leaves us where we were.
        screen = self.screen_named(name)
        if self.current_name and remember:
            self._remember()
        self.current_name = name
        self.setCurrentWidget(screen)
        self.turned.emit(asked)
        self.marked.emit(asked)
        self.room_changed.emit()
        self.trail_changed.emit()
        screen.focus_first()
        self.shown.emit(name)
        return True

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on whichever screen shows its kind."""
        for entry in self._entries.values():
            if kind in entry.kinds:
                if entry.name == self.current_name:
                    self._remember()
                    self.trail_changed.emit()
                if self.go(entry.name, remember=True):
                    self.screen_named(entry.name).open_record(kind, record_id)
                    self.trail.visit(kind, record_id)
                return
        raise LookupError(kind)

    def back(self) -> None:
        """Go back to the screen and record before this one."""
        self._return(self.trail.past, self.trail.future)

    def forward(self) -> None:
        """Go where `back` came from."""
        self._return(self.trail.future, self.trail.past)

    def may_leave(self) -> bool:
        """Whether the screen in front lets go."""
        return self.front is None or self.front.may_leave()

    def see(self) -> None:
        """Count the record that is open now among those seen last."""
        if self.front is not None:
            self.trail.visit(*self.front.place())

    # Inside.

    def _return(self, way: list[Place], other: list[Place]) -> None:
        if not way or not self.may_leave():
            return
        name, kind, record_id = way.pop()
        other.append((self.current_name, *self._screens[self.current_name].place()))
        here = name == self.current_name
        self.go(name, remember=False)
        if kind:
            self.screen_named(name).open_record(kind, record_id)
        elif here:
            self.screen_named(name).show_home()
        self.trail_changed.emit()

    def _remember(self) -> None:
        self.trail.leave((self.current_name, *self._screens[self.current_name].place()))
