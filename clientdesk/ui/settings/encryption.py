"""Encryption as one switch: what it is now, and the way on, off, to another passphrase and to another key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.locking import idle
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.settings.encryption_steps import EncryptionSteps
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.fields import Option
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import encryption

if TYPE_CHECKING:
    from clientdesk.usecases.encryption import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    minutes: str
    remembered: bool


class EncryptionCard(Card):
    """The state, the choices of this computer, and the buttons; what an act asks stands in `steps` below them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Encryption"), parent, name="encryption")
        self._session = session
        is_on = encryption.is_encrypted(session.db)
        chip = ChipLabel(self)
        chip.set_chip(Chip(_("On"), Kind.GOOD) if is_on else Chip(_("Off"), Kind.QUIET))
        self.body.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeading)
        words = QLabel(_on_words() if is_on else _off_words(), self, objectName="encryption_words")
        wrap(words)
        style.set_role(words, role="second")
        self.body.addWidget(words)
        self.form: Form | None = None
        if is_on:
            self._add_choices()
        row = QWidget(self)
        buttons = FlowLayout(row, spacing=tokens.SPACE_2)
        self.steps = EncryptionSteps(session, self)
        for name, slot in self._acts() if is_on else (("settings.encrypt", self.steps.encrypt),):
            buttons.addWidget(actions.button(name, row, slot))
        row.setEnabled(not session.db.is_read_only)
        # One thing at a time: what is asked takes the place of the buttons, and leaves no gap below them.
        place = QVBoxLayout()
        place.setSpacing(0)
        place.addWidget(row)
        place.addWidget(self.steps)
        self.body.addLayout(place)
        self.steps.ask.opened.connect(row.hide)
        self.steps.ask.closed.connect(self._offer_again)
        self._row = row

    def focus_passphrase(self) -> None:
        """Put the focus on the way to a new passphrase: for whoever has lost the present one."""
        button = self._row.findChild(QPushButton, "settings.passphrase")
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_again(self) -> None:
        """Show the buttons again, one with the focus: whoever types on types no passphrase into another field."""
        self._row.show()
        button = self._row.findChild(QPushButton)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _acts(self) -> tuple[tuple[str, Any], ...]:
        return (
            ("settings.lock", self._session.lock_wanted.emit),
            ("settings.passphrase", self.steps.change_passphrase),
            ("settings.sheet", self.steps.show_sheet),
            ("settings.rekey", self.steps.change_key),
            ("settings.decrypt", self.steps.decrypt),
        )

    def _add_choices(self) -> None:
        self.form = Form(
            [
                fields.choice("minutes", _("Lock when nobody is here"), lock_times()),
                fields.check("remembered", _("Open without asking on this computer")),
            ],
            parent=self,
        )
        self.body.addWidget(self.form)
        self._ring = QLabel(self, objectName="keyring_words")
        wrap(self._ring)
        style.set_role(self._ring, role="hint")
        self.body.addWidget(self._ring)
        self._ring.hide()
        self.form.set_record(_Choices(minutes=str(idle.chosen_minutes()), remembered=False))
        self.form.edited.connect(self._chosen)
        self.form.editor("remembered").setEnabled(False)
        # Asking the keyring takes longer than a page may.
        self._session.tasks.submit(encryption.memory, self._show_memory, lane="keyring")

    def _chosen(self, name: str) -> None:
        if self.form is None:
            return
        if name == "minutes":
            user_settings().setValue(idle.SETTING, self.form.editor("minutes").value())
            self._session.lock_time_changed.emit()
            return
        wanted = bool(self.form.editor("remembered").value())
        self._session.tasks.submit(
            partial(encryption.keep_in_keyring, wanted=wanted), self._show_memory, lane="keyring"
        )

    def _show_memory(self, memory: Memory) -> None:
        if self.form is None:
            return
        editor = self.form.editor("remembered")
        editor.setEnabled(memory.is_possible)
        editor.set_value(memory.is_kept)
        self._ring.setText(_ring_words(memory))
        self._ring.show()


def lock_times() -> list[Option]:
    """Return after how long a book may be locked."""
    options = []
    for minutes in idle.MINUTES:
        words = ngettext("After {count} minute", "After {count} minutes", minutes)
        text = words.format(count=translator().number(minutes)) if minutes else _("Never")
        options.append(Option(str(minutes), text))
    return options


def _off_words() -> str:
    return _(
        "Whoever has the file can read it. Encrypted, it opens with your passphrase alone, or with a recovery sheet on"
        " paper. You can switch this off again at any time."
    )


def _on_words() -> str:
    return _(
        "The book opens with your passphrase or the recovery sheet. Backups are encrypted with it; papers that you"
        " save or send are not."
    )


def _ring_words(memory: Memory) -> str:
    if not memory.is_possible:
        return _(
            "This computer has no keyring that is open to programs, so the passphrase is asked for at every start."
        )
    if memory.is_kept:
        return _(
            "The key lies in this computer's keyring: whoever can log in here can open the book. A book that was"
            " locked asks all the same."
        )
    return _(
        "The key would lie in this computer's keyring; the passphrase and the sheet open the book as well."
    )
