"""The question for what opens an encrypted file: passphrase or recovery code, tried beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.locking.job import Job
from clientdesk.ui.widgets.editors import LongTextEditor
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.secret_editor import SecretEditor
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import encryption

#: Two hold the groups at the usual width.
_LINES = 3
Tell = Callable[[str, int, int], None]


class CodeEditor(LongTextEditor):
    """Room for all thirteen groups at once; Enter ends it."""

    returnPressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, lines=_LINES)

    def text(self) -> str:
        """Return what is typed."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
            return
        super().keyPressEvent(event)


class KeyQuestion(QWidget):
    """Field, fault and buttons. A slip leaves the passphrase chosen, to be typed over; what has opened is cleared."""

    #: The key, and whether the recovery code has found it: then the passphrase is lost.
    found = Signal(object, bool)
    #: Whether it asks for the recovery code now.
    turned = Signal(bool)

    def __init__(self, book: Path, parent: QWidget, *, opens: str = "") -> None:
        super().__init__(parent)
        self._book = book
        self._is_by_code = False
        self._job: Job | None = None
        self._label = QLabel(_("Passphrase"), self)
        style.set_role(self._label, role="caption")
        self.passphrase = SecretEditor(self)
        self.passphrase.setObjectName("unlock_passphrase")
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.code = CodeEditor(self)
        self.code.setObjectName("unlock_code")
        self.code.setAccessibleName(_("Recovery code"))
        # Thirteen groups are read from the left in every language.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.hide()
        for field in (self.passphrase, self.code):
            field.returnPressed.connect(self.open)
            field.edited.connect(self._forget_fault)
        self.fault = QLabel("", self, objectName="unlock_fault")
        wrap(self.fault)
        style.set_role(self.fault, role="fault")
        self.fault.hide()
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, spacing=tokens.SPACE_3)
        self._open = actions.button("lock.open", self._row, self.open, variant="primary", text=opens)
        self._opens = self._open.text()
        self._turn = actions.button("lock.use_code", self._row, self.turn, variant="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        for part in (self._label, self.passphrase, self.code, self.fault, self._row):
            column.addWidget(part)
        for button in (self._open, self._turn):
            self.add_button(button)
        self.setFocusProxy(self.passphrase)

    @property
    def is_trying(self) -> bool:
        """Whether something that was typed is being tried."""
        return self._job is not None

    def add_button(self, button: actions.ActionButton) -> None:
        """Put another button behind those that open."""
        self._flow.addWidget(button)
        # A link is lower than a button.
        self._flow.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)

    def ask(self, book: Path) -> None:
        """Ask for the key of this file, from the start; what was typed for another one goes."""
        if self._job is not None:
            self._job.done.disconnect(self._found)
            self._job.failed.disconnect(self._refused)
            self._ready()
        self._book = book
        self._clear()
        self._forget_fault()
        if self._is_by_code:
            self.turn()

    def open(self) -> None:
        """Try what is typed."""
        if self._job is not None:
            return
        field = self._field
        if not field.text():
            self.say(_("Type it here first."))
            return
        way = encryption.by_code if self._is_by_code else encryption.by_passphrase
        self._open.bound_action.setText(_("Opening…"))
        self._job = Job(partial(_tried, way, self._book, field.text()))
        self._job.done.connect(self._found)
        self._job.failed.connect(self._refused)
        self._job.start()

    def turn(self) -> None:
        """Ask for the recovery code instead, or for the passphrase again."""
        self._is_by_code = not self._is_by_code
        self._label.setText(_("Recovery code") if self._is_by_code else _("Passphrase"))
        self.code.setVisible(self._is_by_code)
        self.passphrase.setVisible(not self._is_by_code)
        words = _("Use the passphrase") if self._is_by_code else _("Use the recovery code")
        self._turn.bound_action.setText(words)
        self.fault.hide()
        self.turned.emit(self._is_by_code)
        self.setFocusProxy(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say why it does not open, at the field."""
        self._ready()
        self.fault.setText(sentence)
        self.fault.show()
        style.set_role(self._field, fault="yes")
        self._field.setAccessibleDescription(sentence)

    @property
    def _field(self) -> SecretEditor | CodeEditor:
        return self.code if self._is_by_code else self.passphrase

    def _found(self, key: object) -> None:
        self._ready()
        # Nothing that opens the file stays in the window.
        self._clear()
        self.found.emit(key, self._is_by_code)

    def _refused(self, error: Exception) -> None:
        self._ready()
        if not isinstance(error, ClientdeskError):
            raise error
        self.say(translate_error(error))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_by_code:
            self.passphrase.selectAll()

    def _ready(self) -> None:
        self._job = None
        self._open.bound_action.setText(self._opens)

    def _clear(self) -> None:
        self.passphrase.clear()
        self.code.clear()

    def _forget_fault(self) -> None:
        self.fault.hide()
        for field in (self.passphrase, self.code):
            style.set_role(field, fault="")
            field.setAccessibleDescription("")


def _tried(way: Callable[[Path, str], bytes], book: Path, typed: str, _tell: Tell) -> bytes:
    return way(book, typed)
