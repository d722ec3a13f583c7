"""One field of a form: its label, its input, and the line below for hint, echo or fault."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import translator
from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.editors import CheckEditor, Editor
from clientdesk.ui.widgets.fields import Field
from clientdesk.ui.widgets.wrapped import wrap

#: Languages whose letters need higher lines than Latin ones.
_HIGH_SCRIPTS: Final = frozenset({"ar", "te"})


class FieldBox(QWidget):
    """A label, its input, and the line below for hint, echo or fault.

    A check box `beside` others of its kind has no neighbour to be in line with, and so no empty label above.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, field: Field, parent: QWidget, *, beside: bool = False) -> None:
        super().__init__(parent)
        self._field = field
        self.fault = ""
        made: Any = field.make(self)
        is_editor = isinstance(made, Editor)
        if not is_editor:
            raise TypeError(f"{field.name} is no editor")
        self.editor: Any = made
        self.editor.setObjectName(field.name)
        self.editor.setAccessibleName(field.label or self._own_words())
        self.editor.edited.connect(self._edited)
        self.editor.installEventFilter(self)
        inner = self.editor.lineEdit() if isinstance(self.editor, QComboBox) else None
        if inner is not None:
            inner.setAccessibleName(self.editor.accessibleName())
            inner.installEventFilter(self)
        for part in self.editor.parts:
            part.installEventFilter(self)
        if self.editor.refused is not None:
            self.editor.refused.connect(self.show_fault)
        self._below = QLabel(self, objectName=f"{field.name}_below")
        wrap(self._below, takes_any_width=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        self._label = QLabel(field.label, self)
        style.set_role(self._label, role="caption")
        wrap(self._label, takes_any_width=True)
        if translator().language in _HIGH_SCRIPTS:
            # A label in Latin letters, such as IBAN, keeps its field in line with those beside it.
            self._label.setMinimumHeight(style.line_height(tokens.SIZE_CAPTION))
        if field.label:
            self._label.setBuddy(self.editor)
        else:
            # A check box has its words beside it; the empty label keeps it in line with its neighbours.
            self._label.setText(" ")
        column.addWidget(self._label)
        self._label.setVisible(bool(field.label) or (isinstance(made, CheckEditor) and not beside))
        column.addWidget(self.editor)
        column.addWidget(self._below)
        self.show_hint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and is_undo(event):
            # A line would take the keys for a history of its own; here they mean the whole editor's.
            event.setAccepted(event.type() != QEvent.Type.ShortcutOverride)
            return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            passing = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
            if event.reason() not in passing:
                # After the field itself has taken what was typed, such as the only client of that name.
                QTimer.singleShot(0, self, self._emit_left)
        return super().eventFilter(watched, event)

    def _emit_left(self) -> None:
        if not self.editor.hasFocus() and not any(part.hasFocus() for part in self.editor.parts):
            # Some say only now what they think of what was typed.
            self.show_hint()
            self.left.emit(self._field.name)

    def relabel(self, words: str) -> None:
        """Call the field something else, where what it holds has become something else."""
        self._label.setText(words)
        self.editor.setAccessibleName(words)

    def show_fault(self, sentence: str) -> None:
        """Show `sentence` in red, or the hint again."""
        if sentence == self.fault:
            return
        self.fault = sentence
        self.editor.set_fault(sentence)
        self.show_hint()

    def show_hint(self) -> None:
        """Show fault, else echo, else hint, else nothing."""
        echo = self.editor.echo
        words = self.fault or echo or self._field.hint
        style.set_role(self._below, role="fault" if self.fault else self.editor.echo_role if echo else "hint")
        self._below.setText(words)
        self._below.setVisible(bool(words))

    def _edited(self) -> None:
        self.show_fault("")
        # The echo of a date is read after the text has changed.
        QTimer.singleShot(0, self, self.show_hint)
        self.edited.emit(self._field.name)

    def _own_words(self) -> str:
        return (
            self.editor.text()
            if isinstance(self.editor, CheckEditor)
            else self.editor.accessibleName() or self._field.name
        )


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key means undo or redo: keys of the whole editor, which a line must not take for itself."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
