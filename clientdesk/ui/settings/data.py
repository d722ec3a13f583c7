"""All data out into one file, or in from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from clientdesk.domain.errors import ClientdeskError
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.list_export import ListExport
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.ui.widgets.wrapped import wrap
from clientdesk.usecases import exchange
from clientdesk.usecases.exports import whole_file
from clientdesk.usecases.imports import gate


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
        self._lists = ListExport(session, self)
        self._add_row(
            _("The whole book, as one file in an open format (JSON):"),
            actions.button("settings.import", self, self.ask_import),
            actions.button("settings.export", self, self.ask_export),
        )
        self._add_row(
            _("Lists from and for other programs, as CSV or vCards:"),
            actions.button("settings.import_lists", self, self._import_lists),
            actions.button("settings.export_lists", self, self._lists.ask_folder),
        )

    def _add_row(self, words: str, *buttons: QWidget) -> None:
        """Put buttons below what they are for."""
        caption = QLabel(words, self)
        style.set_role(caption, role="second")
        wrap(caption, takes_any_width=True)
        row = QWidget(self)
        flow = FlowLayout(row, spacing=tokens.SPACE_2)
        for button in buttons:
            flow.addWidget(button)
        self.body.addSpacing(tokens.SPACE_1)
        self.body.addWidget(caption)
        self.body.addWidget(row)

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
        try:
            with whole_file.written(Path(path), overwrite=True) as stream:
                count = exchange.export(self._session.db, stream)
        except ClientdeskError as error:
            self._session.fault.emit(error)
            return
        self._session.tell(counted(count))

    def ask_import(self) -> None:
        """Ask for the file to read."""
        dialog = QFileDialog(self, _("Import"), str(start_folder()))
        dialog.setObjectName("import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(file_kinds.exports())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, path: str) -> None:
        """Take everything over into this book, which must be empty; all of it or nothing."""
        try:
            with gate.opened(Path(path)) as stream:
                count = self._session.run(exchange.import_, stream)
        except ClientdeskError as error:
            self._session.fault.emit(error)
            return
        if count is not None:
            self._session.tell(counted(count))

    def _import_lists(self) -> None:
        self._session.open_record.emit("import_clients", 0)


def counted(count: int) -> str:
    """Return how many records went out or came in."""
    words = ngettext("{count} record, complete.", "{count} records, complete.", count)
    return words.format(count=translator().number(count))
