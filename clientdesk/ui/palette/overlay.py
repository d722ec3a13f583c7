"""The palette over the window: what it lists for what is typed, its keys and mouse, the dimmed ground around it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import search, search_latest
from clientdesk.queries.search_hit import Found, FoundKind
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.palette import records, shadow
from clientdesk.ui.palette.commands import Commands, sections
from clientdesk.ui.palette.ground import Ground
from clientdesk.ui.palette.hits import Group, Hit, arranged, score
from clientdesk.ui.palette.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientdesk.ui.session import Session

_LANE: Final = "palette"
_PER_KIND: Final = 5
_LAST_SEEN: Final = 6
_TOP: Final = 96
#: How long it waits before the next part of its ground, and how long nothing may happen before that is taken anew.
_STEP_MILLISECONDS: Final = 20
_QUIET_MILLISECONDS: Final = 200
_EDITING: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.SelectNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
)


class Palette(QWidget):
    """Lives as long as it is open. What it lists is read in the worker; what can be done is there at once."""

    def __init__(self, window: QWidget, session: Session, visits: Sequence[tuple[str, int]]) -> None:
        self._commands = Commands.of(window)
        self._before = QApplication.focusWidget()
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(_("Search or jump to…"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._session = window, session
        self._visits = _known(visits)
        self._found: tuple[Found, ...] = ()
        self._searched = ""
        self._is_waiting = self._runs_when_found = self._was_moved = False
        self._panel = Panel(self)
        self.field, self.results = self._panel.field, self._panel.results
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.results.chosen.connect(self.run)
        self.results.current_changed.connect(self._tell_current)
        window.installEventFilter(self)
        #: The picture this stands on, and the one that is being taken.
        self._ground: Ground | None = None
        self._coming: Ground | None = None
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._take_ground)
        style.theme().changed.connect(self._see_through)
        session.tasks.idle.connect(self._take_anew)
        for said in (session.fault, session.notice, session.mended):
            said.connect(self._see_through)

    def open(self) -> None:
        """Show it over the window, with the cursor in the field."""
        self._session.tasks.submit(
            partial(search_latest.named, visits=self._visits, limit=_LAST_SEEN),
            self._show_first,
            lane=_LANE,
        )
        if self.isVisible():
            self._show_first(())
            return
        # It takes the keys at once; what it lists and its picture follow a turn later each, for a frame is short.
        self.setUpdatesEnabled(False)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()
        QTimer.singleShot(0, self, self._stand)

    def _stand(self) -> None:
        # By now it is laid out; a timer of this turn rings in the next.
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        # What was seen last may have come meanwhile.
        if not self.results.hits:
            self._show_first(())
        QTimer.singleShot(0, self, self._appear)

    def _appear(self) -> None:
        self.setUpdatesEnabled(True)
        self._rest.start(_STEP_MILLISECONDS)

    def leave(self) -> None:
        """Close it; the cursor goes back to where it was."""
        self._session.tasks.forget(_LANE)
        self._window.removeEventFilter(self)
        self.field.removeEventFilter(self)
        # Python may keep this object for long after Qt's is gone; a picture of the window is large.
        self._rest.stop()
        self._ground = self._coming = None
        self.close()
        from shiboken6 import Shiboken

        if self._before is not None and Shiboken.isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        else:
            self._window.setFocus()

    def run(self) -> None:
        """Close it and do what the current line says; while the list is being read, what it will say."""
        if self._is_waiting and self.field.text().strip() != self._searched:
            self._runs_when_found = True
            return
        current = self.results.current
        if current is not None:
            self.leave()
            current.run()

    # What is listed.

    def _typed(self, text: str) -> None:
        self._was_moved = self._runs_when_found = False
        text = text.strip()
        if not text:
            self._session.tasks.forget(_LANE)
            self._is_waiting, self._searched = False, ""
            self.open()
            return
        self._is_waiting = True
        self._session.tasks.submit(partial(_search, text=text), self._take, failed=self._failed, lane=_LANE)
        self._list(text)

    def _take(self, answer: tuple[str, tuple[Found, ...]]) -> None:
        text, self._found = answer
        self._searched, self._is_waiting = text, False
        self._list(text)
        if self._runs_when_found:
            self.run()

    def _failed(self, error: Exception) -> None:
        self._is_waiting = False
        self._session.tasks.error.emit(error)

    def _list(self, text: str) -> None:
        """Show acts at once; records of the text before stay until those of this one are there, if they still fit."""
        found = self._found
        if text != self._searched:
            found = tuple(
                one for one in found if score(text, f"{one.number} {one.title} {one.detail} {one.why}")
            )
        hits = [
            *self._commands.matching(text),
            *sections(text, self._session),
            *records.hits(found, text, self._session),
        ]
        if not hits and text == self._searched:
            hits = [self._new_client(text)]
        self._put(hits, nothing=text == self._searched and hits[0].group is Group.NOTHING)

    def _show_first(self, found: Sequence[Found]) -> None:
        if self.field.text().strip():
            return
        seen = [records.hit(one, "", self._session, group=Group.LAST_SEEN) for one in found]
        self._put([*seen, *self._commands.at_first()])

    def _new_client(self, text: str) -> Hit:
        return Hit(
            group=Group.NOTHING,
            icon="user-plus",
            title=_("New client “{name}”").format(name=translator().isolate(text)),
            run=partial(_begin_client, self._session, text),
        )

    def _put(self, hits: Sequence[Hit], *, nothing: bool = False) -> None:
        self.results.put(arranged(hits), keep=self._was_moved)
        count = len(self.results.hits)
        words = ngettext("{count} result", "{count} results", count).format(count=translator().number(count))
        if nothing:
            words = _("Nothing found for “{text}”.").format(
                text=translator().isolate(self.field.text().strip())
            )
        if self._panel.say(words) and self.isVisible():
            self._announce(words)
        self._place()

    def _tell_current(self) -> None:
        current = self.results.current
        self.field.setAccessibleDescription(current.spoken if current is not None else "")
        if self._was_moved and current is not None:
            self._announce(current.spoken)

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    # Keys.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep all keys for the palette while it is open, and stay as large as the window."""
        kind = event.type()
        if watched is self._window:
            if kind == QEvent.Type.Resize:
                self._see_through()
            return False
        if watched is self.field and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        moves: dict[Qt.Key, tuple[Any, int]] = {
            Qt.Key.Key_Down: (self.results.step, 1),
            Qt.Key.Key_Up: (self.results.step, -1),
            Qt.Key.Key_Tab: (self.results.step, 1),
            Qt.Key.Key_Backtab: (self.results.step, -1),
            Qt.Key.Key_PageDown: (self.results.step_page, 1),
            Qt.Key.Key_PageUp: (self.results.step_page, -1),
        }
        if key in moves:
            self._was_moved = True
            move, steps = moves[key]
            move(steps)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return self._pressed_with_ctrl(event)
        else:
            return False
        return True

    def _pressed_with_ctrl(self, event: QKeyEvent) -> bool:
        """Let the field edit, close on the palette's own key, and run the act another key stands for."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        # Ctrl and Alt with a letter to it is AltGr on Windows: "@" is typing.
        types = event.modifiers() & both == both and event.text() and event.text().isprintable()
        if types or any(event.matches(wanted) for wanted in _EDITING):
            return False
        keys = QKeySequence(event.keyCombination())
        if keys == QKeySequence(actions.spec("app.palette").keys):
            self.leave()
            return True
        for action in self._commands.found:
            if keys in action.shortcuts():
                self.leave()
                action.trigger()
                break
        return True

    # What it looks like.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def _take_ground(self) -> None:
        """Take a picture of what lies below, a part in each turn; from then on only the palette itself is painted."""
        toast = self._window.findChild(QWidget, "toast")
        if self._session.tasks.is_busy or (toast is not None and toast.isVisible()):
            # A page that is on its way shows itself only when it is whole, and a toast comes and goes.
            self._coming = None
            self._rest.start(_QUIET_MILLISECONDS)
            return
        if self._coming is None:
            self._coming = Ground(self._window, self)
        self._coming.take_strip()
        if not self._coming.is_whole:
            self._rest.start(_STEP_MILLISECONDS)
            return
        self._ground, self._coming = self._coming, None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.update()

    def _take_anew(self) -> None:
        """Something was read: what lies below may have changed."""
        self._coming = None
        self._rest.start(_QUIET_MILLISECONDS)

    def _see_through(self) -> None:
        """The window has changed, or says something: stand on itself until it is quiet again."""
        self._ground = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)
        self._place()
        self.update()
        self._take_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground is not None:
            self._ground.paint(painter)
        else:
            painter.fillRect(event.rect(), QColor(style.colors().shadow))
        shadow.paint(painter, self._panel.geometry(), self.devicePixelRatioF())

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        room = self.rect().adjusted(tokens.SPACE_5, tokens.SPACE_5, -tokens.SPACE_5, -tokens.SPACE_5)
        width = min(style.scaled(tokens.PALETTE_WIDTH), room.width())
        top = min(_TOP, max(tokens.SPACE_5, room.height() // 8))
        height = min(self._panel.wanted_height(), room.bottom() - top)
        place = QRect((self.width() - width) // 2, top, width, height)
        before = self._panel.geometry()
        if place != before:
            self._panel.setGeometry(place)
            # Only what changed: below lies the whole page, which is painted again with it.
            self.update(place.united(before).marginsAdded(shadow.margins()))


def _search(db: Any, *, text: str) -> tuple[str, tuple[Found, ...]]:
    return text, search.find(db, text, limit=_PER_KIND)


def _known(visits: Sequence[tuple[str, int]]) -> tuple[tuple[FoundKind, int], ...]:
    kinds = {"catalogue": FoundKind.ITEM, **{kind.value: kind for kind in FoundKind}}
    return tuple((kinds[kind], record_id) for kind, record_id in visits if kind in kinds)


def _begin_client(session: Session, name: str) -> None:
    """Open the editor for a new client and type the name into the field that has the cursor."""
    session.open_record.emit("new_client", 0)
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        typed = QInputMethodEvent("", [])
        typed.setCommitString(name)
        QApplication.sendEvent(field, typed)
