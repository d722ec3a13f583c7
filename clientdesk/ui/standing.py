"""Where a window stands: screen, record, filters, scroll and cursor, to be taken over by a window built anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget

from clientdesk.ui.widgets.form_desk import show_in_page
from clientdesk.ui.widgets.list_pane import ListPane
from clientdesk.ui.widgets.table import Request

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.ui.trail import Place
    from clientdesk.ui.widgets.page import Screen


class Frame(Protocol):
    """The window, as far as it can be left and taken over."""

    trail: tuple[tuple[Place, ...], tuple[Place, ...]]

    @property
    def session(self) -> Session:
        """The session of the open book."""

    @property
    def current_name(self) -> str:
        """The name of the screen in front."""

    @property
    def screen_shown(self) -> Any:
        """The signal that a screen came to the front."""

    def screen_named(self, name: str) -> Screen:
        """Return a screen."""

    def saveGeometry(self) -> QByteArray:  # Qt's name for it
        """Return where the window is on the desktop."""

    def restoreGeometry(self, geometry: QByteArray, /) -> bool:  # Qt's name for it
        """Put the window where another one was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the old window looked at. Lists are known by their order on the screen, fields by their names."""

    screen: str
    place: tuple[str, int]
    trail: tuple[tuple[Place, ...], tuple[Place, ...]]
    geometry: QByteArray
    requests: tuple[Request, ...]
    scrolls: tuple[int, ...]
    focus: str
    #: Which of the fields of that name it is: several forms of a page may have one.
    focus_place: int
    #: Whether it could be seen, and was not scrolled away from.
    focus_in_view: bool


def of(window: Frame) -> Standing:
    """Return where `window` stands."""
    screen = window.screen_named(window.current_name)
    focused = QApplication.focusWidget()
    name = focused.objectName() if focused is not None and screen.isAncestorOf(focused) else ""
    namesakes = _named(screen, name)
    return Standing(
        screen=window.current_name,
        place=screen.place(),
        trail=window.trail,
        geometry=window.saveGeometry(),
        requests=tuple(pane.model.request for pane in screen.findChildren(ListPane)),
        scrolls=tuple(area.verticalScrollBar().value() for area in _areas(screen)),
        focus=name,
        focus_place=namesakes.index(focused) if focused in namesakes else 0,
        focus_in_view=focused in namesakes and not focused.visibleRegion().isEmpty(),
    )


class TakeOver(QObject):
    """Brings a new window to where the old one stood, step by step as its screen comes and reads."""

    def __init__(self, window: Frame, standing: Standing, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._standing = standing
        window.restoreGeometry(standing.geometry)
        window.screen_shown.connect(self._arrived)

    def _arrived(self, _name: str) -> None:
        self._window.screen_shown.disconnect(self._arrived)
        screen = self._window.screen_named(self._window.current_name)
        for pane, request in zip(screen.findChildren(ListPane), self._standing.requests, strict=False):
            if request != pane.model.request:
                pane.ask(request)
        kind, record_id = self._standing.place
        if kind:
            screen.open_record(kind, record_id)
        self._window.trail = self._standing.trail
        tasks = self._window.session.tasks
        if tasks.is_busy:
            tasks.idle.connect(self._has_read)
        else:
            QTimer.singleShot(0, self, self._lay_out)

    def _has_read(self) -> None:
        self._window.session.tasks.idle.disconnect(self._has_read)
        QTimer.singleShot(0, self, self._lay_out)

    def _lay_out(self) -> None:
        # A turn later the pages are as high as what they hold.
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        if self._window.current_name != self._standing.screen:
            # Somebody was led to another screen meanwhile.
            self.deleteLater()
            return
        screen = self._window.screen_named(self._window.current_name)
        for area, value in zip(_areas(screen), self._standing.scrolls, strict=False):
            area.verticalScrollBar().setValue(value)
        found = _named(screen, self._standing.focus)
        if found:
            focus = found[min(self._standing.focus_place, len(found) - 1)]
            focus.setFocus()
            if self._standing.focus_in_view:
                # In letters of another size it may lie elsewhere.
                show_in_page(focus)
            if isinstance(focus, QLineEdit):
                focus.deselect()
        elif ":" in self._standing.place[0]:
            # The button that was pressed there does not come again, as after encrypting; its card does.
            screen.open_record(*self._standing.place)
        self.deleteLater()


def _areas(screen: Screen) -> list[QAbstractScrollArea]:
    return [area for area in screen.findChildren(QAbstractScrollArea) if area.isVisibleTo(screen)]


def _named(screen: Screen, name: str) -> list[QWidget]:
    found = screen.findChildren(QWidget, name) if name else []
    return [widget for widget in found if widget.isVisibleTo(screen)]
