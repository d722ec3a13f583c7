"""Lists out of the window as CSV files or vCards: where to, written in the worker, and told when it is done."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import export_tables
from clientdesk.ui.widgets import file_kinds
from clientdesk.ui.widgets.start_folder import start_folder
from clientdesk.usecases.exports import csv_file, history, vcard_file, whole_file

if TYPE_CHECKING:
    from datetime import date

    from clientdesk.ui.session import Session

_CARDS: Final = ".vcf"
_TELLING: Final = Decimal("1.5")


class ListExport(QObject):
    """Asks where a list, or all of them, shall go to, and writes it there."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window = parent
        self._name = ""

    def ask(self, name: str) -> None:
        """Ask where to write the list of this name in `export_tables.HEADINGS`."""
        self._name = name
        dialog = QFileDialog(self._window, _("Save the list"), str(start_folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(file_kinds.lists(cards=_CARDS if name == "clients" else ""))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{name}-{self._session.today().isoformat()}.csv")
        self._open(dialog, "list_export_dialog").fileSelected.connect(self.write_to)

    def ask_folder(self) -> None:
        """Ask for the folder that all lists go to."""
        dialog = QFileDialog(self._window, _("Folder for the lists"), str(start_folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, "lists_export_dialog").fileSelected.connect(self.write_all_to)

    def write_to(self, path: str) -> None:
        """Write the list that was asked for; the dialog has asked about a file that lies there."""
        target = Path(path)
        self._submit([(self._name, target)], overwrite=True)

    def write_all_to(self, folder: str) -> None:
        """Write every list into a file of its own, named after the day; files that lie there are left alone."""
        day = self._session.today().isoformat()
        targets = [(name, Path(folder) / f"{name}-{day}.csv") for name in export_tables.HEADINGS]
        self._submit(targets, overwrite=False)

    def _open(self, dialog: QFileDialog, name: str) -> QFileDialog:
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _submit(self, targets: list[tuple[str, Path]], *, overwrite: bool) -> None:
        # Where the point is not the decimal mark, spreadsheets part columns by semicolons.
        is_point = "." in translator().price(_TELLING, "EUR")
        form = csv_file.CsvForm(delimiter="," if is_point else ";", has_mark=True)
        work = partial(_write, targets, form, overwrite, self._session.today())
        self._session.tasks.submit(work, self._written)

    def _written(self, count: int) -> None:
        words = ngettext("{count} record saved.", "{count} records saved.", count)
        self._session.tell(words.format(count=translator().number(count)))


def _write(
    targets: list[tuple[str, Path]],
    form: csv_file.CsvForm,
    overwrite: bool,
    today: date,
    db: Any,  # for partial
) -> int:
    count = 0
    for name, target in targets:
        with whole_file.written(target, overwrite=overwrite) as stream:
            if target.suffix.casefold() == _CARDS:
                written = vcard_file.write(stream, export_tables.clients(db))
            else:
                rows = export_tables.rows(db, name, today=today)
                written = csv_file.write(stream, export_tables.HEADINGS[name], rows, form)
        history.tell(db, name=name, records=written)
        count += written
    return count
