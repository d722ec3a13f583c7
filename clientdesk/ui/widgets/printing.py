"""Printing a PDF: the file itself to CUPS where there is one, so that text stays text; else pictures of its pages."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui.widgets import pdf_pages
from clientdesk.ui.widgets.pdf_pages import Sheets
from clientdesk.ui.widgets.print_order import PrintOrder, lp_command, order_of, ranges_of, size_named
from clientdesk.usecases import printing
from clientdesk.usecases.exports import whole_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Database, Session

#: A finer picture is ten times the work, and nobody sees the difference.
_MOST_DOTS_PER_INCH = 600
_PATIENCE_SECONDS = 60


class PrintJob(QObject):
    """Asks for the printer, then prints; lives until the dialog is closed and the pages are handed over.

    Pages, copies, sheets and sides are those chosen in the dialog. "Print to file" gives the PDF itself.
    """

    def __init__(
        self,
        session: Session,
        data: bytes,
        name: str,
        parent: QWidget,
        *,
        paper_ids: Sequence[int] = (),
        copies: frozenset[int] = frozenset(),
        printer: QPrinter | None = None,
    ) -> None:
        """`paper_ids` are the kept papers among the pages, `copies` those of them that carry the mark of a copy."""
        super().__init__(parent)
        self._paper_ids, self._copies = paper_ids, copies
        self._session, self._data, self._name = session, data, name
        self.printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(name)
        self.printer.setFullPage(True)
        self._parent = parent
        self._paper = QPageSize()
        self._waiting: list[int] = []
        self._painter: QPainter | None = None

    def start(self) -> None:
        """Open the dialog, once it is known what sheets the pages were made for."""
        data = self._data
        self._session.tasks.submit(lambda _db: pdf_pages.sheets(data), self._ask, failed=self._failed)

    def run(self) -> None:
        """Print with the printer as it was set up."""
        if self.printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            write = partial(_write, self._data, ranges_of(self.printer), self.printer.outputFileName())
            self._session.tasks.submit(write, self._written, failed=self._failed)
        elif self.printer.printerName() and shutil.which("lp") is not None:
            hand = partial(_hand_over, self._data, order_of(self.printer, self._paper), self._name)
            self._session.tasks.submit(hand, self._handed_over, failed=self._failed)
        else:
            data = self._data
            self._session.tasks.submit(lambda _db: pdf_pages.sheets(data), self.paint, failed=self._failed)

    def paint(self, sheets: Sheets) -> None:
        """Draw the chosen pages as pictures, one at a time: for systems whose printers take no PDF."""
        painter = QPainter()
        if not painter.begin(self.printer):
            self._failed(OSError())
            return
        self._painter = painter
        ranges = ranges_of(self.printer) or ((1, sheets.count),)
        chosen = [number for number in range(1, sheets.count + 1) if any(a <= number <= b for a, b in ranges)]
        if self.printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            chosen.reverse()
        # A printer that knows nothing of copies is given each page as often as it is wanted.
        times = 1 if self.printer.supportsMultipleCopies() else self.printer.copyCount()
        self._waiting = chosen * times
        if not self.printer.collateCopies():
            self._waiting = [number for number in chosen for _copy in range(times)]
        self._next_page()

    # Inside.

    def _ask(self, sheets: Sheets) -> None:
        self._paper = size_named(sheets.width, sheets.height)
        way = QPageLayout.Orientation
        turned = way.Landscape if sheets.width > sheets.height else way.Portrait
        self.printer.setPageLayout(QPageLayout(self._paper, turned, QMarginsF()))
        dialog = QPrintDialog(self.printer, self._parent)
        dialog.setObjectName("print_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, sheets.count)
        dialog.accepted.connect(self.run)
        dialog.rejected.connect(self.deleteLater)
        # The print dialog's own `open` wants a slot and hides the plain one.
        QDialog.open(dialog)

    def _next_page(self) -> None:
        if not self._waiting:
            self._end_painting()
            self._handed_over(None)
            return
        data, number = self._data, self._waiting.pop(0)
        dots = min(self.printer.resolution(), _MOST_DOTS_PER_INCH)
        self._session.tasks.submit(
            lambda _db: pdf_pages.one_at_resolution(data, number, dots), self._paint, failed=self._failed
        )

    def _paint(self, image: QImage) -> None:
        if self._painter is None:
            return
        sheet = self.printer.pageRect(QPrinter.Unit.DevicePixel)
        size = image.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        if self._waiting:
            self.printer.newPage()
        self._next_page()

    def _end_painting(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def _handed_over(self, _nothing: object) -> None:
        self._session.tell(_("{name} is printing.").format(name=self._name))
        # What went to a file is no print: it is saved, to be sent for instance.
        self._session.run(printing.record, self._paper_ids, on=self._session.today(), copies=self._copies)
        self.deleteLater()

    def _written(self, path: Path) -> None:
        self._session.tell(_("Saved as {name}.").format(name=path.name))
        self.deleteLater()

    def _failed(self, error: Exception) -> None:
        self._end_painting()
        if not isinstance(error, OSError | subprocess.SubprocessError | EnvironmentFault):
            raise error
        fault = EnvironmentFault(
            N_("{name} could not be printed."),
            next_step=N_("Check the printer, or save the PDF and print it from there."),
            name=self._name,
        )
        self._session.fault.emit(fault)
        self.deleteLater()


def _hand_over(data: bytes, order: PrintOrder, name: str, _db: Database) -> None:
    # The names come from the print dialog and go as separate words, never through a shell; the paper goes by a pipe, so
    # that nothing of an encrypted book lies in the temporary folder, even after a kill.
    subprocess.run(  # noqa: S603
        lp_command(order, name), input=data, check=True, timeout=_PATIENCE_SECONDS, stdout=subprocess.DEVNULL
    )


def _write(data: bytes, ranges: tuple[tuple[int, int], ...], path: str, _db: Database) -> Path:
    target = Path(path)
    with whole_file.written(target, overwrite=True) as stream:
        stream.write(printing.some_pages(data, ranges))
    return target
