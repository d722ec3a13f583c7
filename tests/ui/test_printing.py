"""Printing: text stays text on its way to CUPS and into a file, and what was chosen in the dialog is what happens."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk.domain.invoice import Invoice
from clientdesk.domain.paper import digest
from clientdesk.storage import tables
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import pdf_pages
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.print_order import size_named
from clientdesk.ui.widgets.printing import PrintJob
from tests.documents.samples import pages
from tests.ui.conftest import TODAY
from tests.usecases.billing import issued, line


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def invoice(session: Session) -> Invoice:
    """An issued invoice of several pages."""
    return issued(session.db, *(line("10", f"Piece {n}") for n in range(90)), on=date(2026, 6, 1))


@pytest.fixture
def pdf(session: Session, invoice: Invoice) -> bytes:
    return tables.papers.find(session.db, "record_id = ?", (invoice.id,))[0].pdf


@pytest.fixture
def preview(qtbot: QtBot, session: Session) -> Preview:
    made = Preview(session)
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    return made


class Office(QPrinter):
    """A printer that takes pages; the screen of the tests knows none. What a dialog sets can be set."""

    sides = QPrinter.DuplexMode.DuplexLongSide

    def printerName(self) -> str:
        return "Office – Büro"

    def outputFormat(self) -> QPrinter.OutputFormat:
        return QPrinter.OutputFormat.NativeFormat

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the system's `lp`: it writes down its words, and keeps the file it was given."""
    folder = tmp_path / "cups"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nhere = pathlib.Path({str(folder)!r})\n"
        "(here / 'words').write_text('\\n'.join(sys.argv[1:]), 'utf-8')\n"
        "(here / 'file.pdf').write_bytes(sys.stdin.buffer.read())\n"
        "sys.exit(1 if (here / 'jam').exists() else 0)\n",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def job(session: Session, preview: Preview, pdf: bytes) -> Callable[..., PrintJob]:
    def make(printer: QPrinter | None = None) -> PrintJob:
        paper = tables.papers.find(session.db, "sha256 = ?", (digest(pdf),))[0].id
        office = printer or Office(QPrinter.PrinterMode.HighResolution)
        made = PrintJob(session, pdf, "RE-2026-001.pdf", preview, paper_ids=(paper,), printer=office)
        made._paper = size_named(595, 842)
        made.printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        return made

    return make


def words(queue: Path) -> list[str]:
    return (queue / "words").read_text("utf-8").splitlines()


def test_cups_gets_the_kept_file_itself_so_that_text_stays_text(
    qtbot: QtBot, session: Session, queue: Path, pdf: bytes, job: Callable[..., PrintJob]
):
    made = job()
    with qtbot.waitSignal(session.notice) as told:
        made.run()
    assert told.args[0].text == "RE-2026-001.pdf is printing."
    assert (queue / "file.pdf").read_bytes() == pdf
    said = words(queue)
    assert said[:6] == ["-d", "Office – Büro", "-n", "1", "-t", "RE-2026-001.pdf"]
    assert {"media=A4", "sides=two-sided-long-edge", "print-scaling=none"} <= set(said)
    (kept,) = tables.printings.find(session.db)
    assert (kept.on, kept.as_copy) == (TODAY, False)


def test_pages_copies_sheets_and_sides_of_the_dialog_are_handed_on(
    qtbot: QtBot, session: Session, queue: Path, job: Callable[..., PrintJob]
):
    made = job()
    made.printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    made.printer.setCopyCount(3)
    made.printer.setCollateCopies(False)
    made.printer.setColorMode(QPrinter.ColorMode.GrayScale)
    made.printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    made.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    ranges.addPage(5)
    made.printer.setPageRanges(ranges)
    made.printer.sides = QPrinter.DuplexMode.DuplexShortSide
    with qtbot.waitSignal(session.notice):
        made.run()
    said = words(queue)
    assert said[said.index("-n") + 1] == "3"
    assert said[said.index("-P") + 1] == "2-3,5"
    assert {
        "media=A5",
        "sides=two-sided-short-edge",
        "collate=false",
        "outputorder=reverse",
        "print-color-mode=monochrome",
        "print-scaling=fit",
    } <= set(said)


def test_a_printer_that_refuses_is_a_sentence_and_nothing_counts_as_printed(
    qtbot: QtBot, session: Session, queue: Path, job: Callable[..., PrintJob]
):
    (queue / "jam").touch()
    with qtbot.waitSignal(session.fault) as fault:
        job().run()
    assert "Check the printer" in str(fault.args[0])
    assert tables.printings.find(session.db) == ()


def test_print_to_file_gives_the_paper_itself_and_is_no_print(
    qtbot: QtBot, session: Session, tmp_path: Path, pdf: bytes, job: Callable[..., PrintJob]
):
    made = job(QPrinter(QPrinter.PrinterMode.HighResolution))
    made.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(session.notice) as told:
        made.run()
    assert told.args[0].text == "Saved as out.pdf."
    assert (tmp_path / "out.pdf").read_bytes() == pdf
    assert tables.printings.find(session.db) == ()


def test_print_to_file_gives_only_the_pages_that_were_chosen_as_text(
    qtbot: QtBot, session: Session, tmp_path: Path, pdf: bytes, job: Callable[..., PrintJob]
):
    made = job(QPrinter(QPrinter.PrinterMode.HighResolution))
    made.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.printer.setOutputFileName(str(tmp_path / "out.pdf"))
    made.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    made.printer.setFromTo(2, 2)
    with qtbot.waitSignal(session.notice):
        made.run()
    assert pages((tmp_path / "out.pdf").read_bytes()) == [pages(pdf)[1]]


def test_where_no_pdf_is_taken_pages_are_drawn_at_the_printers_resolution_one_by_one(
    qtbot: QtBot, session: Session, tmp_path: Path, pdf: bytes, job: Callable[..., PrintJob]
):
    """Qt's own PDF printer stands for Windows': what is painted on it comes out as a picture of each page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    made = job(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))
    printer.setResolution(600)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    with qtbot.waitSignal(session.notice):
        made.paint(pdf_pages.sheets(pdf))
    drawn = pypdfium2.PdfDocument(tmp_path / "drawn.pdf")
    whole = pypdfium2.PdfDocument(pdf)
    assert len(drawn) == 2
    for number in (0, 1):
        (picture,) = [one for one in drawn[number].get_objects() if one.type == 3]
        width, height = picture.get_px_size()
        assert width == pytest.approx(210 / 25.4 * 600, abs=2)
        assert height == pytest.approx(297 / 25.4 * 600, abs=3)
        # It is the page, in its place: nearly every dot of both is the same.
        one = drawn[number].render(scale=1).to_pil().convert("L")
        other = whole[number + 1].render(scale=1).to_pil().convert("L").resize(one.size)
        apart = sum(abs(a - b) > 128 for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
        assert apart < 0.002 * one.width * one.height
    drawn.close()
    whole.close()
    # Turned to a printer by what it is, not by how it is drawn: this one counts.
    assert len(tables.printings.find(session.db)) == 1


@pytest.mark.parametrize(("collates", "order"), [(True, [2, 1, 2, 1]), (False, [2, 2, 1, 1])])
def test_drawn_pages_come_as_often_and_in_the_order_that_was_chosen(
    qtbot: QtBot, tmp_path: Path, job: Callable[..., PrintJob], collates: bool, order: list[int]
):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    made = job(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))
    printer.setResolution(72)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    data = made._data
    printer.setFromTo(1, 2)
    printer.setCopyCount(2)
    printer.setCollateCopies(collates)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    with qtbot.waitSignal(made.destroyed):
        made.paint(pdf_pages.sheets(data))
    drawn, whole = pypdfium2.PdfDocument(tmp_path / "drawn.pdf"), pypdfium2.PdfDocument(data)
    # The first page has a letterhead and an address, the second lines only: they are told apart by their ink.
    looks = [
        page.render(scale=0.2).to_pil().convert("L").resize((100, 140)).tobytes() for page in [*drawn, *whole]
    ]
    drawn.close()
    whole.close()
    first, second = looks[4:6]

    def apart(one: bytes, other: bytes) -> int:
        return sum(abs(a - b) for a, b in zip(one, other, strict=True))

    assert [1 if apart(look, first) < apart(look, second) else 2 for look in looks[:4]] == order


def test_the_dialog_begins_with_the_sheets_that_the_pages_were_made_for(
    qtbot: QtBot, session: Session, preview: Preview
):
    document = pypdfium2.PdfDocument.new()
    document.new_page(792, 612).close()
    written = io.BytesIO()
    document.save(written)
    document.close()
    made = PrintJob(session, written.getvalue(), "sheet.pdf", preview)
    made.start()
    qtbot.waitUntil(lambda: preview.findChild(QPrintDialog, "print_dialog") is not None)
    layout = made.printer.pageLayout()
    assert layout.pageSize().key() == "Letter"
    assert layout.orientation() == QPageLayout.Orientation.Landscape
    preview.findChild(QPrintDialog, "print_dialog").reject()


# Copies.


@pytest.fixture
def printed(session: Session, pdf: bytes) -> Iterator[None]:
    from clientdesk.usecases import printing

    paper = tables.papers.find(session.db, "sha256 = ?", (digest(pdf),))[0].id
    printing.record(session.db, [paper], on=date(2026, 6, 3))
    yield
    # Whatever was done with it, the paper is the one that went out.
    assert tables.papers.get(session.db, paper).pdf == pdf


def press(preview: Preview, name: str) -> None:
    button = preview.findChild(QPushButton, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def dialog_of(qtbot: QtBot, preview: Preview) -> PrintJob:
    qtbot.waitUntil(lambda: preview.findChild(QPrintDialog, "print_dialog") is not None)
    dialog = preview.findChild(QPrintDialog, "print_dialog")
    (job,) = preview.findChildren(PrintJob)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    return job


def test_the_first_print_is_the_original_and_asks_nothing(
    qtbot: QtBot, session: Session, preview: Preview, pdf: bytes
):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf, name="RE-2026-001.pdf")
    press(preview, "preview.print")
    assert dialog_of(qtbot, preview)._data == pdf


@pytest.mark.usefixtures("printed")
def test_a_paper_that_is_printed_again_is_a_copy_unless_one_says_no(
    qtbot: QtBot, session: Session, preview: Preview, pdf: bytes
):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf, name="RE-2026-001.pdf")
    press(preview, "preview.print")
    question = preview.reprint.question
    qtbot.waitUntil(question.isVisible)
    assert "3 Jun 2026" in question.findChild(QLabel, "print_question_words").text()
    tick = question.findChild(QCheckBox, "as_copy")
    assert tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    job = dialog_of(qtbot, preview)
    assert all("ZWEITSCHRIFT" in page for page in pages(job._data))
    assert not any("ZWEITSCHRIFT" in page for page in pages(pdf))
    qtbot.waitUntil(lambda: not preview.findChildren(PrintJob))

    press(preview, "preview.print")
    qtbot.waitUntil(question.isVisible)
    assert question.form is not None
    again = question.form.editor("as_copy")
    assert again.isChecked()
    QTest.keyClick(again, Qt.Key.Key_Space)
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert dialog_of(qtbot, preview)._data == pdf


@pytest.mark.usefixtures("printed")
def test_a_copy_that_was_printed_is_remembered_as_one(
    qtbot: QtBot, session: Session, preview: Preview, queue: Path, pdf: bytes
):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf, name="RE-2026-001.pdf")
    press(preview, "preview.print")
    qtbot.waitUntil(preview.reprint.question.isVisible)
    QTest.keyClick(preview.reprint.question.findChild(QCheckBox, "as_copy"), Qt.Key.Key_Return)
    job = dialog_of(qtbot, preview)
    again = PrintJob(
        session,
        job._data,
        "RE-2026-001.pdf",
        preview,
        paper_ids=job._paper_ids,
        copies=job._copies,
        printer=Office(QPrinter.PrinterMode.HighResolution),
    )
    with qtbot.waitSignal(session.notice):
        again.run()
    assert [one.as_copy for one in tables.printings.find(session.db)] == [False, True]
    assert "ZWEITSCHRIFT" in pages((queue / "file.pdf").read_bytes())[0]


@pytest.mark.usefixtures("printed")
def test_saving_to_send_it_is_no_print_and_gives_the_kept_bytes(
    qtbot: QtBot, session: Session, preview: Preview, pdf: bytes, tmp_path: Path
):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf, name="RE-2026-001.pdf")
    preview.save_to(str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == pdf
    assert len(tables.printings.find(session.db)) == 1
