"""Printing a PDF: the original file to CUPS where there is one, so that text stays text; else pictures of its pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui.widgets import pdf_pages
from clientdesk.ui.widgets.pdf_pages import Pages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session

_DOTS_PER_INCH = 300
_PATIENCE_SECONDS = 30


class PrintJob(QObject):
    """Asks for the printer, then prints; lives until the dialog is closed and the pages are handed over."""

    def __init__(self, session: Session, data: bytes, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._data, self._name = session, data, name
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(name)
        self.printer.setFullPage(True)
        self.printer.setResolution(_DOTS_PER_INCH)
        self._parent = parent

    def start(self) -> None:
        """Open the dialog."""
        dialog = QPrintDialog(self.printer, self._parent)
        dialog.setObjectName("print_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(self.run)
        dialog.rejected.connect(self.deleteLater)
        # The print dialog's own `open` wants a slot and hides the plain one.
        QDialog.open(dialog)

    def run(self) -> None:
        """Print with the printer as it was set up."""
        if self._has_queue():
            work = self._hand_to_queue(self._queue_command())
            self._session.tasks.submit(work, self._handed_over, failed=self._failed)
        else:
            data = self._data
            self._session.tasks.submit(
                lambda _db: pdf_pages.at_resolution(data, _DOTS_PER_INCH), self._paint, failed=self._failed
            )

    def _has_queue(self) -> bool:
        to_file = self.printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        return not to_file and bool(self.printer.printerName()) and shutil.which("lp") is not None

    def _queue_command(self) -> list[str]:
        command = [
            "lp",
            "-d",
            self.printer.printerName(),
            "-n",
            str(self.printer.copyCount()),
            "-t",
            self._name,
        ]
        if self.printer.printRange() == QPrinter.PrintRange.PageRange:
            command += ["-P", f"{self.printer.fromPage()}-{self.printer.toPage()}"]
        return command

    def _hand_to_queue(self, command: list[str]):
        data = self._data

        def work(_db: object) -> None:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "paper.pdf"
                path.write_bytes(data)
                # The names come from the print dialog and go as separate words, never through a shell.
                subprocess.run([*command, "--", str(path)], check=True, timeout=_PATIENCE_SECONDS)  # noqa: S603

        return work

    def _paint(self, pages: Pages) -> None:
        painter = QPainter()
        if not painter.begin(self.printer):
            self._failed(OSError())
            return
        chosen = list(enumerate(pages.images, start=1))
        if self.printer.printRange() == QPrinter.PrintRange.PageRange:
            chosen = [
                (n, image) for n, image in chosen if self.printer.fromPage() <= n <= self.printer.toPage()
            ]
        for place, (_number, image) in enumerate(chosen):
            if place:
                self.printer.newPage()
            sheet = self.printer.pageRect(QPrinter.Unit.DevicePixel)
            size = image.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        painter.end()
        self._handed_over(None)

    def _handed_over(self, _nothing: object) -> None:
        self._session.tell(_("{name} is printing.").format(name=self._name))
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, OSError | subprocess.SubprocessError):
            raise error
        fault = EnvironmentFault(
            N_("{name} could not be printed."),
            next_step=N_("Check the printer, or save the PDF and print it from there."),
            name=self._name,
        )
        self._session.fault.emit(fault)
        self.deleteLater()
