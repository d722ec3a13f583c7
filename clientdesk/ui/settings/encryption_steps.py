"""The steps of encryption on the page: passphrase, recovery sheet, two groups typed back; then the file is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientdesk.domain.errors import ClientdeskError, RuleError
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui.locking.recoding_page import Recoding
from clientdesk.ui.session import Session
from clientdesk.ui.settings.recovery_sheet import RecoverySheet
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.form_desk import show_in_page
from clientdesk.ui.widgets.secret_editor import secret
from clientdesk.usecases import encryption

if TYPE_CHECKING:
    from clientdesk.ui.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the steps ask for."""

    now: str = ""
    passphrase: str = ""
    again: str = ""
    one: str = ""
    two: str = ""


class EncryptionSteps(QWidget):
    """One question at a time. Nothing typed here is kept anywhere: it is what the book is locked with."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.ask = AskCard(self, name="encryption_ask", inside=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ask)
        self.ask.opened.connect(self._asked)
        self.sheet = RecoverySheet(session, self)
        #: What is done once the sheet is confirmed.
        self._after: Callable[[], Recoding] | None = None
        #: The form that waits for an answer of the worker.
        self._waiting: Form | None = None

    # The ways.

    def encrypt(self) -> None:
        """Ask for a passphrase, then for the sheet."""
        self.ask.ask(
            _("Step 1 of 2: choose a passphrase"),
            [
                secret("passphrase", _("Passphrase"), new=True),
                secret("again", _("Once more")),
            ],
            Typed(),
            self._passphrase_chosen,
            words=_(
                "Four or five words that nobody connects with you are hard to guess and easy to remember. Backups and"
                " copies made so far stay readable, and disks may keep traces of the old file: what matters is from now"
                " on."
            ),
            save=_("Next"),
            columns=2,
        )

    def change_passphrase(self) -> None:
        """Ask for the old and the new passphrase; the book's key and the sheet stay."""
        # Whoever has opened the book by its sheet knows no present one.
        present = [] if self._session.is_by_code else [secret("now", _("Present passphrase"))]
        self.ask.ask(
            _("Change passphrase"),
            [
                *present,
                secret("passphrase", _("New passphrase"), new=True),
                secret("again", _("Once more")),
            ],
            Typed(),
            self._other_passphrase,
            words=_("The recovery sheet stays as it is."),
            save=_("Change passphrase"),
        )

    def show_sheet(self) -> None:
        """Ask for the passphrase, then offer the sheet once more."""
        self._ask_own(
            _("Recovery sheet"),
            _("Whoever holds the sheet can open the book, so your passphrase comes first."),
            _("Next"),
            self._sheet_again,
        )

    def change_key(self) -> None:
        """Ask for the passphrase, then for the new sheet."""
        self._ask_own(
            _("Change key"),
            _(
                "For when somebody may know the key or the sheet. The book is encrypted anew, a new sheet is made, and"
                " the old one opens only backups from before."
            ),
            _("Next"),
            self._key_begun,
        )

    def decrypt(self) -> None:
        """Ask for the passphrase, then write the book in plain."""
        self._ask_own(
            _("Switch encryption off"),
            _(
                "Whoever has the file can read it then. Backups made so far stay encrypted: keep the recovery sheet."
            ),
            _("Switch off"),
            self._decrypted,
        )

    # What follows them.

    def _asked(self, _card: object) -> None:
        # A turn later the page is as high as the question makes it.
        QTimer.singleShot(0, self, self._show_question)

    def _show_question(self) -> None:
        focus = self.ask.focusWidget()
        for part in (self.ask, focus):
            if part is not None:
                show_in_page(part)

    def _ask_own(self, title: str, words: str, save: str, then: Callable[[str], None]) -> None:
        self.ask.ask(
            title,
            [secret("now", _("Passphrase"))],
            Typed(),
            partial(self._own_typed, then),
            words=words,
            save=save,
            columns=2,
        )

    def _own_typed(self, then: Callable[[str], None], typed: Typed, form: Form) -> bool:
        path, key = _path(self._session), _key(self._session)
        self._work(form, partial(_check, path, typed.now, key), partial(_then, then, typed.now))
        return False

    def _passphrase_chosen(self, typed: Typed, form: Form) -> bool:
        if not _is_good(typed, form):
            return False
        key = encryption.new_key()
        path = _path(self._session)
        self._after = partial(
            Recoding,
            title=_("The book is being encrypted"),
            work=partial(encryption.switch_on, path, key, typed.passphrase),
            old=None,
            new=key,
            told=_("The book is encrypted. Lock it with {keys} or in the settings.").format(
                keys=translator().left_to_right("Ctrl+Shift+X")
            ),
        )
        self._confirm_sheet(key, _("Step 2 of 2: print the recovery sheet"), _("Encrypt now"))
        return False

    def _other_passphrase(self, typed: Typed, form: Form) -> bool:
        if _is_good(typed, form):
            now = None if self._session.is_by_code else typed.now
            self._work(form, partial(_change_passphrase, now, typed.passphrase), self._passphrase_changed)
        return False

    def _passphrase_changed(self, _nothing: object) -> None:
        self._session.is_by_code = False
        self.ask.leave()
        self._session.tell(_("The new passphrase opens the book from now on."))

    def _sheet_again(self, _passphrase: str) -> None:
        self.sheet.offer(_key(self._session))
        self.ask.ask(
            _("Recovery sheet"),
            [],
            Typed(),
            _done,
            words=_("Keep it where nobody else looks, and not beside the computer."),
            save=_("Done"),
            others=self.sheet.buttons(),
        )

    def _key_begun(self, passphrase: str) -> None:
        old, new = _key(self._session), encryption.new_key()
        path = _path(self._session)
        self._after = partial(
            Recoding,
            title=_("The book is being encrypted anew"),
            work=partial(encryption.change_key, path, old, new, passphrase),
            old=old,
            new=new,
            told=_("The book has another key. Destroy the old recovery sheet."),
        )
        self._confirm_sheet(new, _("Print the new recovery sheet"), _("Change key now"))

    def _decrypted(self, _passphrase: str) -> None:
        key, path = _key(self._session), _path(self._session)
        self.ask.leave()
        self._session.recoding_wanted.emit(
            Recoding(
                title=_("Encryption is being switched off"),
                work=partial(encryption.switch_off, path, key),
                old=key,
                new=None,
                told=_("The book is no longer encrypted."),
            )
        )

    # The sheet.

    def _confirm_sheet(self, key: bytes, title: str, save: str) -> None:
        self.sheet.offer(key)
        one, two = encryption.groups_to_confirm(key)
        words = _("Group {number}")
        self.ask.ask(
            title,
            [
                fields.text("one", words.format(number=translator().number(one + 1))),
                fields.text("two", words.format(number=translator().number(two + 1))),
            ],
            Typed(),
            self._confirmed,
            words=_(
                "It opens the book when the passphrase is forgotten. Print or save it, then copy these two groups from"
                " it: so you know that it is there and can be read."
            ),
            save=save,
            others=self.sheet.buttons(),
            columns=2,
        )

    def _confirmed(self, typed: Typed, form: Form) -> bool:
        is_right = True
        for place, text, field in zip(
            encryption.groups_to_confirm(self.sheet.key), (typed.one, typed.two), ("one", "two"), strict=True
        ):
            try:
                encryption.check_group(text, place, self.sheet.key, field)
            except RuleError as error:
                form.show_error(field, translate_error(error))
                is_right = False
        if is_right and self._after is not None:
            self._session.recoding_wanted.emit(self._after())
        return is_right

    # The worker.

    def _work(self, form: Form, work: Callable[[Database], object], done: Callable[[Any], None]) -> None:
        self._waiting, self._next = form, done
        self._session.tasks.submit(work, self._worked, failed=self._failed, lane="passphrase")

    def _worked(self, value: object) -> None:
        if self._waiting is self.ask.form:
            self._next(value)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ClientdeskError):
            raise error
        if self._waiting is not None and self._waiting is self.ask.form:
            field = error.field if isinstance(error, RuleError) else "now"
            self._waiting.show_error(field, translate_error(error))


def _path(session: Session) -> Path:
    path = session.db.path
    if path is None:
        raise TypeError("a book in memory cannot be encrypted")
    return path


def _key(session: Session) -> bytes:
    key = session.db.key
    if key is None:
        raise TypeError("only an encrypted book has a key")
    return key


def _is_good(typed: Typed, form: Form) -> bool:
    try:
        encryption.check_passphrase(typed.passphrase, typed.again)
    except RuleError as error:
        form.show_error(error.field, translate_error(error))
        return False
    return True


def _check(path: Path, passphrase: str, key: bytes, _db: Database) -> None:
    encryption.check_own_passphrase(path, passphrase, key)


def _then(then: Callable[[str], None], passphrase: str, _nothing: object) -> None:
    then(passphrase)


def _change_passphrase(now: str | None, passphrase: str, db: Database) -> None:
    if db.path is None or db.key is None:
        raise TypeError("only an encrypted book has a passphrase")
    if now is not None:
        encryption.check_own_passphrase(db.path, now, db.key)
    encryption.change_passphrase(db.path, db.key, passphrase)


def _done(_typed: Typed, _form: Form) -> bool:
    return True
