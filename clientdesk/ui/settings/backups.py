"""Backups in the settings: the last verified one, where they lie and how many, one to be had now, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import actions, backup_words, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.facts import Facts
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import backup_shelf, backups
from clientdesk.usecases.backup_shelf import Place, Shelf


class BackupsCard(Card):
    """The age as a chip, both places with what they hold, and what can be done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), parent, name="backups")
        self._session = session
        self._watch = session.backups
        self._now = actions.button("settings.back_up", self, self._watch.back_up)
        self.add_button(self._now)
        self._chip = ChipLabel(self)
        self._chip.setObjectName("backup_chip")
        self.body.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignLeading)
        self._facts = Facts(self, name="backup_facts")
        self.body.addWidget(self._facts)
        self._problem = QLabel(self, objectName="backup_problem")
        wrap(self._problem)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        style.set_role(self._problem, role="warn")
        self.body.addWidget(self._problem)
        self._hint = QLabel(self, objectName="backup_hint")
        wrap(self._hint)
        style.set_role(self._hint, role="second")
        self.body.addWidget(self._hint)
        row = QWidget(self)
        buttons = FlowLayout(row, spacing=tokens.SPACE_2)
        self._second = actions.button("settings.second_folder", row, self.choose_second)
        self._no_second = actions.button("settings.no_second_folder", row, self.forget_second)
        self._folder = actions.button("settings.backup_folder", row, self.open_folder)
        self._restore = actions.button("settings.restore", row, self.restore)
        for button in (self._second, self._no_second, self._folder, self._restore):
            buttons.addWidget(button)
        self.body.addWidget(row)
        self._watch.changed.connect(self._show)
        self._show()

    def refresh(self) -> None:
        """Read again what there is: a stick may have come or gone."""
        self._watch.look()

    def choose_second(self) -> None:
        """Ask for the second folder."""
        shelf = self._watch.shelf
        last = str(shelf.second.folder) if shelf is not None and shelf.second is not None else ""
        dialog = QFileDialog(self, _("Second folder for backups"), str(start_folder(last)))
        dialog.setObjectName("second_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_second)
        dialog.open()

    def take_second(self, folder: str) -> None:
        """Remember the second folder, and put a backup into it at once."""
        if self._session.read(_remember, Path(folder)):
            self._watch.back_up()

    def forget_second(self) -> None:
        """Make no more copies there; what lies there stays."""
        if self._session.read(_remember, None):
            self._watch.look()

    def open_folder(self) -> None:
        """Show the folder of this computer in the desktop's own window."""
        shelf = self._watch.shelf
        if shelf is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shelf.local.folder)))

    def restore(self) -> None:
        """Go where one sees what a backup would bring back."""
        self._session.open_record.emit("restore", 0)

    def _show(self) -> None:
        shelf = self._watch.shelf
        self._now.bound_action.setEnabled(not self._watch.is_running)
        self._chip.set_chip(self._verdict(shelf))
        self._facts.set_facts(self._told(shelf))
        problem = self._watch.problem
        self._problem.setText("" if problem is None else translate_error(problem))
        self._problem.setVisible(problem is not None)
        has_second = shelf is not None and shelf.second is not None
        self._no_second.bound_action.setVisible(has_second)
        self._second.bound_action.setText(
            _("Choose another second folder") if has_second else _("Choose a second folder")
        )
        self._folder.bound_action.setEnabled(shelf is not None and shelf.local.is_there)
        self._hint.setText(
            _(
                "Made by themselves after every hour in which something has changed, and when you quit. Each is opened"
                " and compared with the book row by row before it counts. The last 24 hours, 14 days, 12 months and 11"
                " years are kept."
            )
            if self._watch.is_automatic
            else _("This is a demo: it is backed up only when you ask for it.")
        )

    def _verdict(self, shelf: Shelf | None) -> Chip | None:
        if self._watch.is_running:
            return Chip(_("Backing up…"), Kind.INFO)
        if shelf is None:
            return None
        if shelf.age is None:
            return Chip(_("No backup yet"), Kind.WARN if self._watch.is_automatic else Kind.QUIET)
        words = _("Verified {age}").format(age=backup_words.age(shelf.age))
        return Chip(words, Kind.WARN if shelf.is_overdue else Kind.GOOD)

    def _told(self, shelf: Shelf | None) -> list[tuple[str, str]]:
        if shelf is None:
            return []
        facts = []
        if shelf.last is not None:
            moment = translator().datetime(shelf.last.at)
            facts.append((_("Last verified"), joined(moment, backup_words.holds(shelf.last))))
        facts.append((_("On this computer"), _place(shelf.local)))
        if shelf.second is None:
            facts.append(
                (_("Second folder"), _("None yet: if this disk fails, the backups on it are gone as well."))
            )
        else:
            facts.append((_("Second folder"), _place(shelf.second)))
        if shelf.replaced:
            newest = shelf.replaced[0]
            words = _("{name}, beside the book").format(name=newest.path.name)
            facts.append((_("Replaced by a restore"), joined(translator().datetime(newest.at), words)))
        return facts


def _place(place: Place) -> str:
    path = translator().left_to_right(str(place.folder))
    if not place.is_there and place.name == backup_shelf.SECOND:
        return joined(_("not there now"), path)
    return joined(backup_words.count_of(place), path)


def _remember(db: object, folder: Path | None) -> bool:
    backups.choose_second(db, folder)  # type: ignore[arg-type]  # the session's own
    return True
