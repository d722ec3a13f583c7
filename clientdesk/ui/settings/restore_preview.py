"""What a backup would bring back, beside what stands in the book now; the button that does it says what it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.inside import Inside
from clientdesk.domain.money import Money
from clientdesk.i18n import _, ngettext, translate_error, translate_message, translator
from clientdesk.ui import actions, backup_words, style
from clientdesk.ui.locking.key_question import KeyQuestion
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.facts import Facts
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases.restoring import Preview

#: So many doubts about a backup are said one by one.
_DOUBTS = 3


class RestorePreview(Page):
    """Head with the button; below it, what comes back, what would be missing, and what speaks against it."""

    #: The Path of the backup that is to take the place of the book.
    confirmed = Signal(object)
    #: The Path of a backup, the key that opens it, and whether its recovery code has found that.
    unlocked = Signal(object, object, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self._seen: Preview | None = None
        self._confirm = actions.button("restore.confirm", self, self.confirm, variant="primary")
        self.head.set_buttons(self._confirm)
        self._warning = Card(_("Before you go on"), name="restore_warning")
        self._said = _words(self._warning, "restore_said")
        self._other = QCheckBox(self._warning, objectName="restore_other")
        self._other.toggled.connect(self._follow)
        self._warning.body.addWidget(self._other)
        self._locked = Card(_("It opens with another passphrase"), name="restore_locked")
        self._why = _words(self._locked, "restore_why_locked")
        self._question: KeyQuestion | None = None
        #: What the question is about: by the time it is answered another backup may be shown.
        self._locked_path: Path | None = None
        self._back = Card(_("It brings back"), name="restore_brings")
        self._facts = Facts(self._back, name="restore_facts")
        self._back.body.addWidget(self._facts)
        self._lack = Card(_("Would be missing: only in the book as it is now"), name="restore_lacks")
        self._lacks = Facts(self._lack, name="restore_lacking")
        self._lack.body.addWidget(self._lacks)
        self._none = _words(self._lack, "restore_nothing")
        self._then = Card(_("What happens then"), name="restore_then")
        self._kept = _words(self._then, "restore_kept")
        for card in (self._locked, self._warning, self._lack, self._back, self._then):
            self.add(card)

    def focus_first(self) -> None:
        """Put the cursor onto what is to be answered first."""
        if self._question is not None and self._locked.isVisible():
            self._question.setFocus(Qt.FocusReason.TabFocusReason)
            return
        (self._other if self._other.isVisible() else self._confirm).setFocus(Qt.FocusReason.TabFocusReason)

    def wait_for(self, path: Path) -> None:
        """Say that a backup is being looked into."""
        self._path, self._seen = path, None
        self._show(path.name, _("Looking into it: every page, every document, every record…"))

    def begin(self) -> None:
        """Say that it is being laid ready; the button is pressed only once."""
        self._confirm.bound_action.setEnabled(False)
        self.head.set_text(self.head.title.text(), _("Laying it ready beside the book…"), self.head.chip.chip)

    def ask_key(self, path: Path) -> None:
        """Ask for what opens a backup that the key of the book does not open."""
        self._path, self._seen = path, None
        self._locked_path = path
        self._show(path.name, "", Chip(_("Encrypted"), Kind.QUIET))
        words = _(
            "{name} is encrypted, and not with the key of this book. Type the passphrase it was encrypted with, or the"
            " code of its recovery sheet. Nothing is changed by that: you see first what it would bring back."
        )
        self._why.setText(words.format(name=translator().left_to_right(path.name)))
        if self._question is None:
            self._question = KeyQuestion(path, self._locked, opens=_("Open the backup"))
            self._question.found.connect(self._unlocked)
            self._locked.body.addWidget(self._question)
        self._question.ask(path)
        self._locked.show()
        self._question.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: ClientdeskError) -> None:
        """Say why a file cannot be restored."""
        self._seen = None
        name = self._path.name if self._path is not None else ""
        self._show(name, "", Chip(_("Cannot be restored"), Kind.BAD))
        self._warning.set_title(_("Why it cannot be restored"))
        self._said.setText(translate_error(error))
        self._other.hide()
        self._warning.show()

    def show_preview(self, seen: Preview, *, has_own_key: bool = False) -> None:
        """Show what a backup would bring back; `has_own_key`: it opens with another passphrase than the book."""
        self._seen, self._path = seen, seen.backup.path
        chip = Chip(_("Verified"), Kind.GOOD) if not seen.doubts else Chip(_("With doubts"), Kind.WARN)
        # Where it lies is in the line below: the same moment may lie in two places.
        path = translator().left_to_right(str(seen.backup.path))
        self._show(translator().datetime(seen.backup.at), path, chip)
        self._facts.set_facts(_compared(seen))
        self._lacks.set_facts([backup_words.lacks(one) for one in seen.lacking])
        self._lacks.setVisible(bool(seen.lacking))
        self._none.setText(
            _("Nothing: every client, document and payment of the book is in this backup, too.")
        )
        self._none.setVisible(not seen.lacking)
        self._lack.setVisible(seen.present is not None)
        then = [
            _(
                "The backup takes the place of the book in one step. The file from before is kept beside it under"
                " a name of its own, so this can be taken back in the same way."
            )
        ]
        if has_own_key:
            then.append(
                _(
                    "From then on the book opens with what you have just typed, no longer with its present passphrase."
                )
            )
        self._kept.setText("\n".join(then))
        self._warn(seen)
        self._back.show()
        self._then.show()
        self._follow()

    def confirm(self) -> None:
        """Do it."""
        if self._seen is not None and self._confirm.bound_action.isEnabled():
            self.confirmed.emit(self._seen.backup.path)

    def _show(self, title: str, subtitle: str, chip: Chip | None = None) -> None:
        self.head.set_text(title, subtitle, chip)
        for card in (self._locked, self._warning, self._back, self._lack, self._then):
            card.hide()
        self._confirm.bound_action.setVisible(self._seen is not None)
        self._confirm.bound_action.setEnabled(False)

    def _unlocked(self, key: object, is_by_code: bool) -> None:  # from a signal
        self.unlocked.emit(self._locked_path, key, is_by_code)

    def _warn(self, seen: Preview) -> None:
        said = []
        if seen.flaw is not None:
            said.append(translate_message(seen.flaw))
            said.append(_("So what the book has that the backup lacks cannot be said."))
        if seen.doubts:
            said.append(_("When this backup was made, not everything was as it had been written:"))
            said += [f"• {translate_message(doubt)}" for doubt in seen.doubts[:_DOUBTS]]
            left = len(seen.doubts) - _DOUBTS
            if left > 0:
                words = ngettext("and {count} more", "and {count} more", left)
                said.append(words.format(count=translator().number(left)))
        if seen.loses_encryption:
            said.append(
                _("This backup is not encrypted: the book will not be either, until you encrypt it again.")
            )
        if seen.is_other:
            said.append(_("This is the backup of another book."))
        self._warning.set_title(_("Before you go on"))
        self._said.setText("\n".join(said))
        issuer = seen.backup.inside.issuer or _("somebody else")
        self._other.setText(_("Yes, put the book of {issuer} here").format(issuer=issuer))
        self._other.setChecked(False)
        self._other.setVisible(seen.is_other)
        self._warning.setVisible(bool(said))

    def _follow(self) -> None:
        seen = self._seen
        allowed = seen is not None and (not seen.is_other or self._other.isChecked())
        self._confirm.bound_action.setEnabled(allowed)


def _words(card: Card, name: str) -> QLabel:
    label = QLabel(card, objectName=name)
    wrap(label)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    style.set_role(label, role="second")
    card.body.addWidget(label)
    return label


def _compared(seen: Preview) -> list[tuple[str, str]]:
    """Return the figures of the backup, with those of the book where they are others."""
    then, now = seen.backup.inside, seen.present
    number, facts = translator().number, []

    def say(caption: str, old: str, new: str | None) -> None:
        if new is not None and new != old:
            old = _("{value} (now {other})").format(value=old or "–", other=new or "–")
        facts.append((caption, old or "–"))

    say(_("My business"), then.issuer, now.issuer if now else None)
    say(_("Newest invoice"), _newest(then), _newest(now) if now else None)
    say(_("Last entry"), _day(then.last_on), _day(now.last_on) if now else None)
    for caption, name in (
        (_("Invoices"), "invoices"),
        (_("Quotes"), "quotes"),
        (_("Contracts"), "contracts"),
        (_("Payments"), "payments"),
        (_("Clients"), "clients"),
    ):
        say(caption, number(getattr(then, name)), number(getattr(now, name)) if now else None)
    say(_("Invoiced"), _sums(then.invoiced), _sums(now.invoiced) if now else None)
    say(_("Received"), _sums(then.received), _sums(now.received) if now else None)
    if seen.backup.app_version:
        facts.append((_("Made by"), f"ClientDesk {seen.backup.app_version}"))
    facts.append((_("Size"), backup_words.size(seen.backup.bytes)))
    return facts


def _newest(found: Inside) -> str:
    return translator().joined(found.newest_number, _day(found.newest_on))


def _day(day: date | None) -> str:
    return translator().date(day) if day is not None else ""


def _sums(money: tuple[Money, ...]) -> str:
    return translator().list([translator().money(one) for one in money])
