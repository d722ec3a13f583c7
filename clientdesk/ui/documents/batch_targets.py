"""Where the papers of a batch go: a folder, one file, or the print dialog."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.file_name import safe
from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui.documents.batch_tasks import PrintTask, SaveTask, Task, one_file
from clientdesk.ui.widgets import papers_folder
from clientdesk.usecases.exports import whole_file

if TYPE_CHECKING:
    from clientdesk.ui.session import Database, Session


class BatchTargets(QObject):
    """Asks where to before the papers are made, and brings them there once they are."""

    #: It is known where to.
    chosen = Signal()
    #: All is where it belongs.
    delivered = Signal()
    #: Nothing is: what stood against it was said.
    undelivered = Signal()

    def __init__(self, session: Session, parent: QWidget, desk: QWidget) -> None:
        """`desk` is what dialogs belong to: it stays while the sheet may go."""
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._task: SaveTask | None = None

    def choose(self, task: SaveTask) -> None:
        """Ask for the folder of many files, or for the name of the one."""
        self._task = task
        into_folder = not task.is_one_file
        title = _("Save into a folder") if into_folder else _("Save as PDF")
        last = papers_folder.papers_folder(self._session)
        dialog = QFileDialog(self._desk, title, str(last))
        dialog.setObjectName("batch_save_dialog")
        if into_folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setNameFilter(_("PDF files (*.pdf)"))
            dialog.setDefaultSuffix("pdf")
            dialog.selectFile(safe(f"{_title(task, len(task.rows))}.pdf"))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save into this folder, or as this file."""
        if self._task is None:
            return
        self._task.folder = Path(path)
        folder = self._task.folder.parent if self._task.is_one_file else self._task.folder
        papers_folder.remember(self._session, folder)
        self.chosen.emit()

    def open_folder(self) -> None:
        """Show the folder the files lie in."""
        if self._task is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._task.folder)))

    def deliver(self, task: Task) -> None:
        """Bring what was gathered to the printer, or into the one file."""
        title = _title(task, len(task.pages))
        if isinstance(task, PrintTask):
            done = partial(self._print, task, title)
            self._session.tasks.submit(partial(one_file, task, title), done, failed=self._failed)
        elif isinstance(task, SaveTask):
            work = partial(_write, task, title)
            self._session.tasks.submit(work, self._written, failed=self._failed)

    def _print(self, task: PrintTask, title: str, pdf: bytes) -> None:
        from clientdesk.ui.widgets.printing import PrintJob

        kept = [page.printed.paper_id for _row, page in task.pages]
        copies = frozenset(page.printed.paper_id for _row, page in task.pages if page.is_copy)
        PrintJob(self._session, pdf, title, self._desk, paper_ids=kept, copies=copies).start()
        self.delivered.emit()

    def _written(self, path: Path) -> None:
        self._session.tell(_("Saved as {name}.").format(name=path.name))
        self.delivered.emit()

    def _failed(self, error: Exception) -> None:
        self.undelivered.emit()
        if not isinstance(error, OSError):
            self._session.tasks.error.emit(error)
            return
        name = self._task.folder.name if self._task is not None else ""
        fault = EnvironmentFault(
            N_("{name} could not be written."), next_step=N_("Choose another folder."), name=name
        )
        self._session.fault.emit(fault)


def _title(task: Task, count: int) -> str:
    day = translator().date(task.today, "iso")
    words = ngettext("{count} document", "{count} documents", count)
    return f"{day} {words.format(count=translator().number(count))}"


def _write(task: SaveTask, title: str, db: Database) -> Path:
    pdf = one_file(task, title, db)
    with whole_file.written(task.folder, overwrite=True) as stream:
        stream.write(pdf)
    return task.folder
