"""The page in front of a locked book: passphrase or recovery code, and what to do when both are lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.locking.cover import Cover
from clientdesk.ui.locking.job import Job
from clientdesk.ui.widgets.editors import LongTextEditor
from clientdesk.ui.widgets.secret_editor import SecretEditor
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


class UnlockPage(Cover):
    """Asks for what opens the book, tries it beside the window, and says `unlocked` with the key.

    With `asks_keyring` the computer's own keyring is asked first; whoever has locked the book himself is always asked.
    """

    #: The key, and whether the recovery code has opened it: then the passphrase is lost.
    unlocked = Signal(object, bool)

    def __init__(self, book: Path, *, asks_keyring: bool) -> None:
        name = translator().left_to_right(book.stem)
        super().__init__(
            _("{book} is locked").format(book=name),
            _("Everything in it is encrypted. Your passphrase opens it."),
            name="unlock",
        )
        self._book = book
        self._is_by_code = self._is_open = False
        self._job: Job | None = None
        self._label = QLabel(_("Passphrase"), self.column)
        style.set_role(self._label, role="caption")
        self.passphrase = SecretEditor(self.column)
        self.passphrase.setObjectName("unlock_passphrase")
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.code = CodeEditor(self.column)
        self.code.setObjectName("unlock_code")
        self.code.setAccessibleName(_("Recovery code"))
        # Thirteen groups are read from the left in every language.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.hide()
        for part in (self._label, self.passphrase, self.code):
            self.body.addWidget(part)
        for field in (self.passphrase, self.code):
            field.returnPressed.connect(self.open)
            field.edited.connect(self._forget_fault)
        self.fault = self.add_words("", role="fault", name="unlock_fault")
        self.fault.hide()
        self._open = actions.button("lock.open", self.column, self.open, variant="primary")
        self._turn = actions.button("lock.use_code", self.column, self.turn, variant="link")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(self._open)
        row.addWidget(self._turn)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addSpacing(tokens.SPACE_3)
        self._lost = self.add_words("", role="hint", name="unlock_lost")
        self.setFocusProxy(self.passphrase)
        self._say_lost()
        if asks_keyring:
            # Beside what is typed: whoever is quicker opens the book.
            self._ring = Job(partial(_from_keyring, book))
            self._ring.done.connect(self._recalled)
            self._ring.start()

    def open(self) -> None:
        """Try what is typed."""
        if self._job is not None:
            return
        field = self.code if self._is_by_code else self.passphrase
        if not field.text():
            self._say(_("Type it here first."))
            return
        way = encryption.by_code if self._is_by_code else encryption.by_passphrase
        self._open.bound_action.setText(_("Opening…"))
        self._begin(partial(_tried, way, self._book, field.text()), self._found, self._refused)

    def turn(self) -> None:
        """Ask for the recovery code instead, or for the passphrase again."""
        self._is_by_code = not self._is_by_code
        self._label.setText(_("Recovery code") if self._is_by_code else _("Passphrase"))
        self.code.setVisible(self._is_by_code)
        self.passphrase.setVisible(not self._is_by_code)
        words = _("Use the passphrase") if self._is_by_code else _("Use the recovery code")
        self._turn.bound_action.setText(words)
        self.words.setText(
            _("It stands on the recovery sheet that was printed when the book was encrypted: 13 groups.")
            if self._is_by_code
            else _("Everything in it is encrypted. Your passphrase opens it.")
        )
        self.fault.hide()
        self._say_lost()
        field: QWidget = self.code if self._is_by_code else self.passphrase
        self.setFocusProxy(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, error: ClientdeskError) -> None:
        """Say why the book did not open although its key was found."""
        self._is_open = False
        self._say(translate_error(error))
        self._ready()

    # Inside.

    def _begin(
        self, work: Callable[[Tell], object], done: Callable[..., None], failed: Callable[..., None]
    ) -> None:
        self._job = Job(work)
        self._job.done.connect(done)
        self._job.failed.connect(failed)
        self._job.start()

    def _found(self, key: object) -> None:
        self._ready()
        # Nothing that opens the book stays in the window.
        self._is_open = True
        self.passphrase.clear()
        self.code.clear()
        self.unlocked.emit(key, self._is_by_code)

    def _refused(self, error: Exception) -> None:
        self._ready()
        if not isinstance(error, ClientdeskError):
            raise error
        self._say(translate_error(error))
        field: QWidget = self.code if self._is_by_code else self.passphrase
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._is_by_code:
            self.passphrase.selectAll()

    def _recalled(self, key: object) -> None:
        # What goes wrong with a keyring leaves the question standing.
        if key is not None and self._job is None and not self._is_open:
            self._found(key)

    def _ready(self) -> None:
        self._job = None
        self._open.bound_action.setText(_("Open the book"))

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
        field: QWidget = self.code if self._is_by_code else self.passphrase
        style.set_role(field, fault="yes")
        field.setAccessibleDescription(sentence)

    def _forget_fault(self) -> None:
        self.fault.hide()
        for field in (self.passphrase, self.code):
            style.set_role(field, fault="")
            field.setAccessibleDescription("")

    def _say_lost(self) -> None:
        self._lost.setText(
            _(
                "Both lost? Then nobody can open this book, whoever made the program included. What is left are backups"
                " from before it was encrypted, and the papers you saved or sent."
            )
            if self._is_by_code
            else _("Forgotten? The recovery sheet you printed opens the book as well.")
        )


def _tried(way: Callable[[Path, str], bytes], book: Path, typed: str, _tell: Tell) -> bytes:
    return way(book, typed)


def _from_keyring(book: Path, _tell: Tell) -> bytes | None:
    return encryption.remembered_key(book)
