"""The logo on papers, and all data out into one file or in from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.usecases import designs, exchange

_LOGO_HEIGHT = 56


class LogoCard(Card):
    """The logo as it will be printed, with buttons to choose or remove it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Logo"), parent, name="logo")
        self._session = session
        self._picture = QLabel(self, objectName="logo_picture")
        self._hint = QLabel(
            _("PNG, JPEG or WebP, at most 5 MB. It is printed at the top of every document."), self
        )
        self._hint.setWordWrap(True)
        style.set_role(self._hint, role="hint")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self._picture)
        row.addWidget(self._hint, 1)
        self._remove = actions.button("settings.remove_logo", self, self.remove)
        row.addWidget(self._remove)
        row.addWidget(actions.button("settings.choose_logo", self, self.choose))
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show the stored logo."""
        logo = designs.get(self._session.db).logo
        self._remove.bound_action.setVisible(bool(logo))
        self._remove.setVisible(bool(logo))
        image = QImage.fromData(logo)
        self._picture.setVisible(not image.isNull())
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            scaled = image.scaledToHeight(
                round(_LOGO_HEIGHT * ratio), Qt.TransformationMode.SmoothTransformation
            )
            scaled.setDevicePixelRatio(ratio)
            self._picture.setPixmap(QPixmap.fromImage(scaled))

    def choose(self) -> None:
        """Ask for a picture."""
        dialog = QFileDialog(self, _("Choose a logo"), str(start_folder()))
        dialog.setObjectName("logo_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures") + " (*.png *.jpg *.jpeg *.webp)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, path: str) -> None:
        """Store the picture at `path` as the logo."""
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            self._session.fault.emit(unreadable(path, error))
            return
        before = designs.get(self._session.db).logo
        if self._session.run(designs.set_logo, data) is not None:
            self._session.tell(
                _("The logo is on all documents from now on."), undo=_PutBack(self._session, before)
            )

    def remove(self) -> None:
        """Take the logo off the papers; the toast puts it back."""
        before = designs.get(self._session.db).logo
        if self._session.run(designs.remove_logo) is not None:
            self._session.tell(_("The logo was removed."), undo=_PutBack(self._session, before))


class _PutBack:
    """Undoes the change of a logo."""

    def __init__(self, session: Session, logo: bytes) -> None:
        self._session = session
        self._logo = logo

    def __call__(self) -> None:
        if self._logo:
            self._session.run(designs.set_logo, self._logo)
        else:
            self._session.run(designs.remove_logo)


class DataCard(Card):
    """Where the book lies, and everything out of it or into it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Your data"), parent, name="data")
        self._session = session
        place = QLabel(self, objectName="book_path")
        path = translator().left_to_right(str(session.db.path or "–"))
        place.setText("\n".join((_("Everything is in one file on this computer:"), path)))
        place.setWordWrap(True)
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        style.set_role(place, role="second")
        self.body.addWidget(place)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addStretch(1)
        row.addWidget(actions.button("settings.import", self, self.ask_import))
        row.addWidget(actions.button("settings.export", self, self.ask_export))
        self.body.addLayout(row)

    def ask_export(self) -> None:
        """Ask where to write the export."""
        dialog = QFileDialog(self, _("Export everything"), str(start_folder()))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"clientdesk-{self._session.today().isoformat()}.json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write all data to `path`; an old file there is replaced only when the new one is complete."""
        part = Path(f"{path}.part")
        try:
            with part.open("wb") as stream:
                count = self._session.read(exchange.export, stream)
            if count is None:
                part.unlink()
                return
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            self._session.fault.emit(unwritable(path, error))
            return
        self._session.tell(counted(count))

    def ask_import(self) -> None:
        """Ask for the file to read."""
        dialog = QFileDialog(self, _("Import"), str(start_folder()))
        dialog.setObjectName("import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("ClientDesk exports") + " (*.json)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, path: str) -> None:
        """Take everything over into this book, which must be empty; all of it or nothing."""
        try:
            with Path(path).open("rb") as stream:
                count = self._session.run(exchange.import_, stream)
        except OSError as error:
            self._session.fault.emit(unreadable(path, error))
            return
        if count is not None:
            self._session.tell(counted(count))


def counted(count: int) -> str:
    """Return how many records went out or came in."""
    words = ngettext("{count} record, complete.", "{count} records, complete.", count)
    return words.format(count=translator().number(count))


def unreadable(path: str, error: OSError) -> EnvironmentFault:
    """Return the sentence for a file that cannot be read."""
    return EnvironmentFault(
        N_("{path} cannot be read: {reason}."),
        next_step=N_("Choose another file."),
        path=path,
        reason=error.strerror or str(error),
    )


def unwritable(path: str, error: OSError) -> EnvironmentFault:
    """Return the sentence for a file that cannot be written."""
    return EnvironmentFault(
        N_("{path} cannot be written: {reason}."),
        next_step=N_("Choose another folder."),
        path=path,
        reason=error.strerror or str(error),
    )
