"""The files of a record: added by button, by drop or by paste; opened, saved and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clientdesk import paths
from clientdesk.domain.attachment import MANY
from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Change, Session
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.drop_card import DropCard
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.icon_label import IconLabel
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import attachments, retention, trash
from clientdesk.usecases.attachments import Added, AttachedFile

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Database

_KILOBYTE = 1024
_MEGABYTE = 1024 * 1024
_ICONS = {"image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/tiff": "image"}


class AttachmentsCard(DropCard):
    """Stands on a record by `show_record`; hidden while that is not stored yet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Attachments"), parent, name="attachments")
        self._session = session
        self._kind, self._id = "", 0
        self._shown: tuple[AttachedFile, ...] | None = None
        self._last_folder = ""
        self._saved: AttachedFile | None = None
        self._add = actions.button("attachments.add", self, self.choose, variant="link")
        self.add_button(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._rows)
        self._hint = QLabel(self, objectName="attachments_hint")
        wrap(self._hint)
        style.set_role(self._hint, role="hint")
        self._hint.setAlignment(leading(self))
        self.body.addWidget(self._hint)
        self.body.addStretch(1)
        self._kept_until: date | None = None
        self.setAcceptDrops(True)
        self.invite(is_over=False)

    def show_record(self, kind: str, record_id: int, *, issued_on: date | None = None) -> None:
        """Show the files of a record of this table; those of an issued invoice are kept as long as it is."""
        self._kind, self._id = kind, record_id
        until = self._session.read(retention.kept_until, issued_on) if issued_on else None
        if until != self._kept_until:
            self._kept_until = until
            self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Read the files again."""
        self.setVisible(bool(self._id))
        found = self._session.read(attachments.of, self._kind, self._id) if self._id else ()
        if found is None or found == self._shown:
            return
        self._shown = found
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in found:
            self._rows.addWidget(FileRow(file, self, is_kept=self._kept_until is not None))
        self.invite(is_over=False)

    def choose(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self, _("Add file"), str(start_folder(self._last_folder)))
        dialog.setObjectName("attach_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def take(self, chosen: Sequence[str]) -> None:
        """Attach these files, which are read and stored by the worker."""
        if not chosen or not self._id:
            return
        self._last_folder = str(Path(chosen[0]).parent)
        self._add.setEnabled(False)
        work = partial(
            _attach, kind=self._kind, record_id=self._id, chosen=list(chosen), on=self._session.today()
        )
        self._session.tasks.submit(work, self._added, failed=self._refused)

    def open_file(self, file: AttachedFile) -> None:
        """Show a file by whatever the desktop has for it, from a private copy; never a program (T18, T19)."""
        copy = self._session.read(attachments.unpack, file.id, paths.opened_folder())
        if copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

    def ask_save(self, file: AttachedFile) -> None:
        """Ask where to write a file."""
        self._saved = file
        dialog = QFileDialog(self, _("Save as…"), str(start_folder(self._last_folder)))
        dialog.setObjectName("save_attachment_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the file that was asked about to `path`; the dialog has asked whether an old one gives way."""
        if self._saved is None:
            return
        self._last_folder = str(Path(path).parent)
        written = self._session.read(attachments.save, self._saved.id, Path(path), replace_old=True)
        if written is not None:
            self._session.tell(_("Saved as {path}.").format(path=translator().left_to_right(str(written))))

    def remove(self, file: AttachedFile) -> None:
        """Move a file into the trash; the toast brings it back."""
        if self._session.run(attachments.remove, file.id) is None:
            return
        back = partial(self._session.run, trash.undo, "attachments", file.id)
        self._session.tell(_("Removed."), undo=back, act=_("Removed {name}").format(name=file.name))
        self.refresh()
        self._add.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pasted = self.wanted(QGuiApplication.clipboard().mimeData().urls()) if event.matches(_PASTE) else []
        if pasted:
            self.take(pasted)
        else:
            super().keyPressEvent(event)

    def _added(self, found: Added) -> None:
        self._add.setEnabled(True)
        self._session.changed.emit(Change("attachments", "add_files", found))
        self.refresh()
        if found.files:
            words = ngettext("{names} is attached.", "{count} files are attached: {names}.", len(found.files))
            names = ", ".join(file.name for file in found.files)
            said = words.format(names=names, count=translator().number(len(found.files)))
            back = (
                None if self._kept_until else partial(self._take_back, tuple(one.id for one in found.files))
            )
            self._session.tell(said, undo=back)
        for error in found.refused[:1]:
            self._session.fault.emit(error)
        if found.files and (self._session.read(attachments.total_size) or 0) > MANY:
            self.invite(is_over=False)

    def _take_back(self, added: Sequence[int]) -> bool:
        done = [self._session.run(attachments.remove, one) for one in added]
        self.refresh()
        return all(one is not None for one in done)

    def _refused(self, error: Exception) -> None:
        self._add.setEnabled(True)
        if not isinstance(error, ClientdeskError):
            raise error
        self._session.fault.emit(error)

    def is_wanted(self, path: Path) -> bool:
        """Whether it can be attached: a file, and no folder."""
        return path.is_file()

    def invite(self, *, is_over: bool) -> None:
        """Say what may be done here."""
        speech = translator()
        if is_over:
            said = _("Drop the files here to attach them.")
        elif self._kept_until:
            said = _("What is attached here is kept with the document until {date}.").format(
                date=speech.date(self._kept_until)
            )
        elif not self._shown:
            said = _("Drop or paste files here: a signed copy, a brief, a scan. They lie in the book itself.")
        else:
            size = self._session.read(attachments.total_size) or 0
            large = _("All attachments take {size} of this book, and of every backup.")
            said = large.format(size=size_words(size)) if size > MANY else ""
        self._hint.setText(said)
        self._hint.setVisible(bool(said))


class FileRow(QWidget):
    """One file: its name opens it; beside it how large it is, since when, and what can be done with it."""

    def __init__(self, file: AttachedFile, card: AttachmentsCard, *, is_kept: bool) -> None:
        super().__init__(card)
        self.setObjectName(f"attachment_{file.id}")
        icon = "ban" if file.is_program else _ICONS.get(file.media_type, "paperclip")
        facts = joined(size_words(file.size), translator().date(file.added_on))
        if file.is_program:
            facts = joined(facts, _("a program: it is only saved, never opened"))
        name = Link(file.name, self)
        name.clicked.connect(partial(card.open_file, file))
        note = QLabel(facts, self)
        note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        note.setAlignment(leading(self))
        style.set_role(note, role="caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(IconLabel(icon, self))
        row.addLayout(words, 1)
        verbs = [("attachments.save", partial(card.ask_save, file), _("Save {what}"))]
        if not is_kept:
            verbs.append(("attachments.remove", partial(card.remove, file), _("Remove {what}")))
        for verb, slot, said in verbs:
            button = actions.button(verb, self, slot, variant="icon")
            button.setAccessibleName(said.format(what=file.name))
            row.addWidget(button)


_PASTE = QKeySequence.StandardKey.Paste


def size_words(size: int) -> str:
    """Return a size for people: 12 KB, 3 MB."""
    speech = translator()
    if size < _MEGABYTE:
        # Translators: KB as in kilobytes, the size of a file
        return pgettext("size", "{size} KB").format(size=speech.number(max(1, round(size / _KILOBYTE))))
    return pgettext("size", "{size} MB").format(size=speech.number(round(size / _MEGABYTE)))


def _attach(db: Database, *, kind: str, record_id: int, chosen: Sequence[str], on: date) -> Added:
    return attachments.add_files(db, kind, record_id, [Path(one) for one in chosen], on=on)
