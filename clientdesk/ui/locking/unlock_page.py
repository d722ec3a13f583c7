"""The page in front of a locked book: passphrase or recovery code, and what to do when both are lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import tokens
from clientdesk.ui.locking.cover import Cover
from clientdesk.ui.locking.job import Job
from clientdesk.ui.locking.key_question import KeyQuestion, Tell
from clientdesk.usecases import encryption


class UnlockPage(Cover):
    """Asks for what opens the book, and says `unlocked` with the key.

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
        self._is_open = False
        self.question = KeyQuestion(book, self.column)
        self.question.found.connect(self._found)
        self.question.turned.connect(self._follow)
        self.body.addWidget(self.question)
        self.body.addSpacing(tokens.SPACE_3)
        self._lost = self.add_words("", role="hint", name="unlock_lost")
        self.setFocusProxy(self.question)
        self._follow(is_by_code=False)
        if asks_keyring:
            # Beside what is typed: whoever is quicker opens the book.
            self._ring = Job(partial(_from_keyring, book))
            self._ring.done.connect(self._recalled)
            self._ring.start()

    def say(self, error: ClientdeskError) -> None:
        """Say why the book did not open although its key was found."""
        self._is_open = False
        self.question.say(translate_error(error))

    def _found(self, key: object, is_by_code: bool) -> None:  # from a signal
        self._is_open = True
        self.unlocked.emit(key, is_by_code)

    def _recalled(self, key: object) -> None:
        # What goes wrong with a keyring leaves the question standing.
        if key is not None and not self.question.is_trying and not self._is_open:
            self._found(key, is_by_code=False)

    def _follow(self, is_by_code: bool) -> None:  # a slot
        self.words.setText(
            _("It stands on the recovery sheet that was printed when the book was encrypted: 13 groups.")
            if is_by_code
            else _("Everything in it is encrypted. Your passphrase opens it.")
        )
        self._lost.setText(
            _(
                "Both lost? Then nobody can open this book, whoever made the program included. What is left are backups"
                " from before it was encrypted, and the papers you saved or sent."
            )
            if is_by_code
            else _("Forgotten? The recovery sheet you printed opens the book as well.")
        )


def _from_keyring(book: Path, _tell: Tell) -> bytes | None:
    return encryption.remembered_key(book)
