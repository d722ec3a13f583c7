"""Undo and redo of one editor: a hundred named steps over all its fields and lines, the cursor going along."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions
from clientdesk.ui.widgets.focus_ear import FocusEar
from clientdesk.ui.widgets.sheet import Sheet
from clientdesk.ui.widgets.tips import plain_tip

DEPTH: Final = 100
#: Typing in one field is one step until the hands have rested for so long.
_REST_SECONDS: Final = 3.0
_MARK = "edit_history"


class EditHistory(QObject):
    """Takes the sheet's content after every edit; a step is the content before and after.

    The keys belong to the innermost editor around the cursor: a question asked within a page has steps of its own.
    """

    #: There is a step more or less to take back.
    changed = Signal()
    #: A step was taken back or made again: what depends on the content follows.
    moved = Signal()

    def __init__(self, sheet: Sheet, widget: QWidget) -> None:
        super().__init__(widget)
        self._sheet, self._widget = sheet, widget
        widget.setProperty(_MARK, True)
        self._last: dict[str, Any] = {}
        self._noted_at = 0.0
        self._is_here = self._is_open = False
        self._is_moving = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(DEPTH)
        self.undo_action = actions.make("edit.undo", widget, self.undo)
        self.redo_action = actions.make("edit.redo", widget, self.redo)
        for action in (self.undo_action, self.redo_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.stack.indexChanged.connect(self._follow)
        self._ear = FocusEar(self._focus_moved)
        self._follow()

    def begin(self) -> None:
        """Begin with what is shown; there is nothing to undo."""
        self.stack.clear()
        self._last = self._sheet.typed()

    def settle(self) -> None:
        """Take what is shown as it is now: a field was left and has written its number anew, which is no edit."""
        if not self._is_moving:
            self._last = self._sheet.typed()

    def set_open(self, is_open: bool) -> None:
        """Say whether letters stand in an open cell: undo takes them back, though they are no step yet."""
        if is_open is not self._is_open:
            self._is_open = is_open
            self._follow()

    def note(self, place: str, words: str, *, merges: bool = True) -> None:
        """Take the content after an edit at `place`; with `merges` further typing there belongs to the same step."""
        if self._is_moving:
            return
        before, after = self._last, self._sheet.typed()
        if before == after:
            return
        now = monotonic()
        rested = now - self._noted_at > _REST_SECONDS
        self._noted_at = now
        self._last = after
        mergeable = merges and bool(place) and not rested
        self.stack.push(_Step(self._show, before, after, place, words, mergeable=mergeable))

    @property
    def words(self) -> str:
        """What the next undo takes back, empty without one."""
        return self.stack.undoText()

    def undo(self) -> None:
        """Take the last step back."""
        self._sheet.finish()
        self.stack.undo()

    def redo(self) -> None:
        """Make the step again that was taken back."""
        self._sheet.finish()
        self.stack.redo()

    # Inside.

    def _show(self, content: dict[str, Any], place: str) -> None:
        self._is_moving = True
        try:
            self._sheet.retype(content)
            self._sheet.focus_place(place)
            focused = QApplication.focusWidget()
            if focused is None or not self._widget.isAncestorOf(focused):
                # The part that had the cursor is gone with the step; the keys stay with this editor.
                self._widget.setFocus()
            self.moved.emit()
        finally:
            self._is_moving = False
        self._last = self._sheet.typed()
        self._noted_at = 0.0

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        around: QWidget | None = now
        while around is not None and not around.property(_MARK):
            around = around.parentWidget()
        is_here = around is self._widget
        if is_here is not self._is_here:
            self._is_here = is_here
            self._follow()

    def _follow(self) -> None:
        for action, can, text, words in (
            (
                self.undo_action,
                self.stack.canUndo() or self._is_open,
                self.stack.undoText(),
                _("Undo: {step}"),
            ),
            (self.redo_action, self.stack.canRedo(), self.stack.redoText(), _("Redo: {step}")),
        ):
            action.setEnabled(can and self._is_here)
            shown = words.format(step=text) if text else _(actions.spec(action.objectName()).text)
            keys = actions.keys_text(actions.spec(action.objectName()).keys)
            action.setText(shown)
            action.setToolTip(plain_tip(f"{shown} ({keys})"))
        self.changed.emit()


class _Step(QUndoCommand):
    """The content before and after. Contents are frozen and share their parts, so a step costs little."""

    def __init__(
        self,
        show: Callable[[dict[str, Any], str], None],
        before: dict[str, Any],
        after: dict[str, Any],
        place: str,
        words: str,
        *,
        mergeable: bool,
    ) -> None:
        super().__init__(words)
        self._show, self._before, self.after, self.place = show, before, after, place
        self.is_mergeable = mergeable
        self._is_new = True

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or not other.is_mergeable or other.place != self.place:
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        if self._is_new:
            # Pushing calls this, too; what was typed stands there already.
            self._is_new = False
            return
        self._show(self.after, self.place)

    def undo(self) -> None:
        self._show(self._before, self.place)
