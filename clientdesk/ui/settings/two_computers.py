"""Which computer writes in the book, handing it over to another one, and whether it is safe where it lies."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, LockedFault
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, clocks, style, tokens
from clientdesk.ui.locking.key_question import KeyQuestion
from clientdesk.ui.reading_order import bring_into_view
from clientdesk.ui.restoring import LaidReady
from clientdesk.ui.session import Change, Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import two_computers
from clientdesk.usecases.backups import BackedUp


class TwoComputersCard(Card):
    """Who writes as a chip, why this computer may not where that is so, and what can be done about it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Two computers"), parent, name="two_computers")
        self._session = session
        self._is_busy = False
        self._is_asking = self._asks_key = False
        self._chip = ChipLabel(self)
        self.body.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignLeading)
        self._said = _label(self, "lease_said", role="warn")
        self._hint = _label(self, "lease_hint", role="second")
        row = QWidget(self)
        buttons = FlowLayout(row, spacing=tokens.SPACE_2)
        self._hand_over = actions.button("settings.hand_over", row, self.choose_folder)
        self._take_over = actions.button("settings.take_over_file", row, self.choose_file)
        self._move = actions.button("settings.move_book", row, self.move_book, variant="primary")
        self._open_moved = actions.button("settings.open_moved", row, self.open_moved, variant="primary")
        self._all_the_same = actions.button("settings.write_here_all_the_same", row, self.write_here)
        self._go_on = actions.button("settings.go_on_here", row, self.ask_to_go_on)
        self._confirm = actions.button("settings.confirm_go_on_here", row, self.go_on_here, variant="primary")
        self._buttons = (
            self._move, self._open_moved, self._all_the_same, self._hand_over, self._take_over, self._go_on,
            self._confirm
        )  # fmt: skip
        for button in self._buttons:
            buttons.addWidget(button)
        self.body.addWidget(row)
        #: The file that is to be taken over, with what opens it where the book's own key does not.
        self._ready = LaidReady(path=Path())
        self._question: KeyQuestion | None = None

    def refresh(self) -> None:
        """Show who writes, as it stands now."""
        lease = self._session.read(two_computers.standing)
        if lease is None or self._session.db.path is None:
            self.setVisible(self._session.db.path is not None)
            return
        refusal = self._session.db.protection()
        unsafe = (
            lease.is_here and refusal is not None and self._session.read(two_computers.danger) is not None
        )
        broken = lease.is_handed_over and bool(self._session.read(two_computers.is_broken_off))
        self._chip.set_chip(_chip(lease, is_unsafe=unsafe, is_busy=self._is_busy, is_broken_off=broken))
        self._said.setText(self._words(refusal))
        self._said.setVisible(bool(self._said.text()))
        if self._question is not None:
            self._question.setVisible(self._asks_key)
        # What is asked stands right below why it is asked.
        self._hint.setVisible(not self._asks_key)
        self._hint.setText(
            _(
                "To go on at another computer, hand the book over: it is written into a folder, such as a stick, and"
                " only read here until you take it back. Never let two computers share the file itself."
            )
        )
        has_moved = lease.is_handed_over and Path(lease.held_name).is_file()
        for button, is_shown in (
            (self._move, unsafe),
            (self._all_the_same, unsafe),
            (self._open_moved, has_moved),
            (self._hand_over, lease.is_here and not unsafe),
            (self._take_over, not unsafe and not has_moved),
            (self._go_on, not lease.is_here and not self._is_asking),
            (self._confirm, self._is_asking),
        ):
            button.bound_action.setVisible(is_shown and not self._asks_key)
            button.bound_action.setEnabled(not self._is_busy)
        if self.window().focusWidget() is self and not (self._is_busy or self._asks_key):
            next(one for one in self._buttons if not one.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, refusal: EnvironmentFault | None) -> str:
        if self._asks_key:
            words = _(
                "{name} is encrypted, and not with the key of this book. Type the passphrase it was encrypted with, or"
                " the code of its recovery sheet."
            )
            return words.format(name=translator().left_to_right(self._ready.path.name))
        if self._is_asking:
            return _(
                "Only if the other computer does not go on: should both write, neither can take over what the other"
                " has written, and numbers are given twice."
            )
        return "" if refusal is None else translate_error(refusal)

    def choose_folder(self) -> None:
        """Ask where to write the book for the other computer."""
        dialog = QFileDialog(self, _("Continue on another computer"), str(start_folder()))
        dialog.setObjectName("hand_over_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.hand_over_to)
        dialog.open()

    def hand_over_to(self, folder: str) -> None:
        """Write the book into the folder, verified, and only read it here from then on."""
        if self._session.keep_typed():
            work = partial(_hand_over, Path(folder), self._moment())
            self._begin(work, self._handed_over)

    def choose_file(self) -> None:
        """Ask for the file that the other computer has written."""
        dialog = QFileDialog(self, _("Take over a file"), str(start_folder()))
        dialog.setObjectName("take_over_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(file_kinds.books())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_over)
        dialog.open()

    def take_over(self, path: str) -> None:
        """Put the file in the place of the book if it continues it; else say how the two stand to each other."""
        self._take(LaidReady(path=Path(path)))

    def ask_key(self, path: Path) -> None:
        """Ask for what opens a file that the key of the book does not open."""
        if self._question is None:
            self._question = KeyQuestion(path, self, opens=_("Open the file"))
            self._question.found.connect(self._unlocked)
            self._question.add_button(
                actions.button("settings.no_other_key", self._question, self.give_up_file, variant="quiet")
            )
            self.body.addWidget(self._question)
        self._question.ask(path)
        self._asks_key = True
        self.refresh()
        self._question.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_view)

    def _bring_into_view(self) -> None:
        bring_into_view(self)

    def give_up_file(self) -> None:
        """Take nothing over; all is as it was."""
        self._asks_key = False
        self.refresh()
        self._take_over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlocked(self, key: bytes, is_by_code: bool) -> None:  # from a signal
        self._take(LaidReady(path=self._ready.path, key=key, is_by_code=is_by_code))

    def _take(self, ready: LaidReady) -> None:
        if self._session.keep_typed():
            self._ready = ready
            self._begin(partial(_laid_ready, ready.path, ready.key), self._is_ready, failed=self._not_ready)

    def ask_to_go_on(self) -> None:
        """Say what it means before it is done; nothing is to be said where the hand-over was broken off."""
        if self._session.read(two_computers.is_broken_off):
            self.go_on_here()
            return
        self._is_asking = True
        self.refresh()
        self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on_here(self) -> None:
        """Let this computer write from now on."""
        self._is_asking = False
        if self._session.run(two_computers.go_on_here) is not None:
            self._session.mended.emit()
            self._session.tell(_("This computer writes in the book from now on."))
        self.refresh()

    def move_book(self) -> None:
        """Move the book to this computer's own folder and open it there."""
        if self._session.keep_typed():
            self._begin(partial(_moved, self._moment()), self._is_moved, failed=self._not_moved)
            # What is typed now could be written no more, neither here nor there: the window goes when it is done.
            self.window().setEnabled(False)

    def open_moved(self) -> None:
        """Open the book where it goes on, which is on this computer."""
        lease = self._session.read(two_computers.standing)
        if lease is not None:
            fixed = None if clocks.is_running(self._session.clock) else self._session.today()
            self._session.book_wanted.emit(lease.held_name, fixed)

    def write_here(self) -> None:
        """Write in this folder although it is not safe."""
        if self._session.read(_write_here) is not None:
            self._session.mended.emit()
        self.refresh()

    def _moment(self) -> datetime:
        return self._session.now().astimezone()

    def _begin(self, work: Any, done: Any, *, failed: Any = None) -> None:
        self._is_busy = True
        self._is_asking = self._asks_key = False
        if self.isAncestorOf(self.window().focusWidget()):
            # What was pressed can be pressed no more: the page would go after the focus, wherever that goes.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
        self._session.background.submit(work, done, failed=failed or self._failed)

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self.refresh()
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)

    def _not_ready(self, error: Exception) -> None:
        if isinstance(error, LockedFault) and self._ready.key is None:
            self._is_busy = False
            self.ask_key(self._ready.path)
        else:
            self._failed(error)

    def _handed_over(self, made: BackedUp) -> None:
        self._is_busy = False
        self._session.changed.emit(Change())
        self.refresh()
        words = _("Written and verified: {name}. Take it over on the other computer.")
        self._session.tell(words.format(name=made.made.path.name))

    def _is_ready(self, prepared: Path) -> None:
        self._is_busy = False
        ready = LaidReady(path=prepared, key=self._ready.key, is_by_code=self._ready.is_by_code)
        self._session.book_restored.emit(self._session, ready)

    def _not_moved(self, error: Exception) -> None:
        self.window().setEnabled(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._failed(error)

    def _is_moved(self, path: Path) -> None:
        self._is_busy = False
        self.window().setEnabled(True)
        self._session.book_moved.emit(self._session, str(path))


def _chip(lease: Any, *, is_unsafe: bool, is_busy: bool, is_broken_off: bool) -> Chip:
    if is_busy:
        return Chip(_("Being written and verified…"), Kind.INFO)
    if is_unsafe:
        return Chip(_("Not safe where it lies"), Kind.WARN)
    if lease.is_here:
        return Chip(_("This computer writes"), Kind.GOOD)
    if is_broken_off:
        return Chip(_("The hand-over was broken off"), Kind.WARN)
    if lease.is_handed_over:
        on = translator().date(date.fromisoformat(lease.handed_on[:10]))
        return Chip(_("Handed over on {date}").format(date=on), Kind.WARN)
    return Chip(_("{computer} writes").format(computer=lease.held_name), Kind.WARN)


def _hand_over(folder: Path, at: datetime, db: Any) -> BackedUp:
    return two_computers.hand_over(db, folder, at=at)


def _laid_ready(chosen: Path, key: bytes | None, db: Any) -> Path:
    return two_computers.lay_ready(chosen, db.path, key=key or db.key, own_key=db.key)


def _moved(at: datetime, db: Any) -> Path:
    return two_computers.move(db, at=at)


def _write_here(db: Any) -> bool:
    two_computers.write_here_all_the_same(db)
    return True


def _label(card: Card, name: str, *, role: str) -> QLabel:
    label = QLabel(card, objectName=name)
    wrap(label)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    style.set_role(label, role=role)
    card.body.addWidget(label)
    return label
