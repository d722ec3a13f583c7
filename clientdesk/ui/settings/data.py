"""All data out into one file, or in from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.usecases import exchange


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
