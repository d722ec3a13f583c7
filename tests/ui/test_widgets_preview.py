"""The preview shows true pages, only the newest, and saves and prints what is seen; the panels beside it."""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from clientdesk.domain.errors import RuleError
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import pdf_pages
from clientdesk.ui.widgets.checks_panel import Check, ChecksPanel
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.printing import PrintJob
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.ui.widgets.totals_panel import TotalRow, TotalsPanel


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _number in range(pages):
        document.new_page(595, 842).close()
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


@pytest.fixture
def preview(qtbot, session: Session) -> Preview:
    made = Preview(session)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def test_nothing_to_show_is_said(preview: Preview):
    assert preview.message
    assert not preview.findChild(QPushButton, "preview.print").isEnabled()


def test_a_paper_appears_as_wide_as_the_pane_has_room(qtbot, preview: Preview):
    with qtbot.waitSignal(preview.shown) as shown:
        preview.show_work(lambda db: pdf(2), name="2026-0007.pdf")
    assert shown.args == [2]
    page = preview._labels[0]
    assert page.pixmap().width() / page.pixmap().devicePixelRatio() == preview.room
    assert page.accessibleName() == "Page 1 of 2"
    assert preview.message == ""
    assert preview.findChild(QPushButton, "preview.print").isEnabled()


def test_only_the_newest_of_many_keystrokes_is_drawn(qtbot, session: Session, preview: Preview):
    drawn = []
    for number in range(1, 6):
        preview.show_work(lambda db, number=number: drawn.append(number) or pdf(1))
    with qtbot.waitSignal(preview.shown):
        pass
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert drawn == [5]


def test_a_draft_that_cannot_be_drawn_says_why(qtbot, preview: Preview):
    def work(db) -> bytes:
        raise RuleError("Line 1 has no description.", next_step="Say what it is.")

    preview.show_work(work, at_once=True)
    qtbot.waitUntil(lambda: preview.message == "Line 1 has no description. Say what it is.")
    assert preview.data == b""


def test_pages_turn_and_zoom(qtbot, preview: Preview):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf(3))
    qtbot.waitUntil(lambda: preview._area.verticalScrollBar().maximum() > 0)
    preview.findChild(QPushButton, "preview.next").click()
    assert preview.findChild(QLabel, "preview_page").text() == "Page 2 of 3"
    preview.findChild(QPushButton, "preview.previous").click()
    assert preview.findChild(QLabel, "preview_page").text() == "Page 1 of 3"
    before = preview.page_width
    with qtbot.waitSignal(preview.shown):
        preview.findChild(QPushButton, "preview.zoom_in").click()
    assert preview.page_width > before
    with qtbot.waitSignal(preview.shown):
        preview.findChild(QPushButton, "preview.fit").click()
    assert preview.page_width <= preview.width()


def test_what_is_saved_is_what_is_seen(qtbot, session: Session, preview: Preview, tmp_path: Path):
    data = pdf(1)
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(data, name="2026-0007.pdf")
    preview.save()
    dialog = preview.findChild(QFileDialog, "preview_save_dialog")
    assert dialog is not None
    dialog.close()
    target = tmp_path / "2026-0007.pdf"
    with qtbot.waitSignal(session.notice) as told:
        preview.save_to(str(target))
    assert target.read_bytes() == data
    assert "2026-0007.pdf" in told.args[0].text
    assert preview.findChild(QPushButton, "preview.folder").isEnabled()


@pytest.mark.parametrize("place", ["last", "Documents", "home"])
def test_saving_begins_where_one_saved_last_else_in_the_documents_never_where_the_program_started(
    qtbot,
    preview: Preview,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
):
    home, started = tmp_path / "home", tmp_path / "started"
    for folder in (home, started):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.chdir(started)
    wanted = home if place == "home" else home / place
    if place != "home":
        wanted.mkdir()
    user_settings().setValue("papers/folder", str(home / "last"))
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf(1), name="RE-2026-001.pdf")
    preview.save()
    dialog = preview.findChild(QFileDialog, "preview_save_dialog")
    assert Path(dialog.selectedFiles()[0]) == wanted / "RE-2026-001.pdf"
    dialog.close()
    user_settings().remove("papers/folder")


def test_a_name_that_no_file_may_have_is_made_safe(qtbot, preview: Preview):
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(pdf(1), name="Client file A/B: Partners.pdf")
    preview.save()
    dialog = preview.findChild(QFileDialog, "preview_save_dialog")
    assert Path(dialog.selectedFiles()[0]).name == "Client file A-B- Partners.pdf"
    dialog.close()


def test_a_folder_that_cannot_be_written_to_is_a_sentence(
    qtbot, session: Session, preview: Preview, tmp_path: Path
):
    with qtbot.waitSignal(session.fault) as fault:
        preview.save_to(str(tmp_path / "missing" / "a.pdf"))
    assert "Choose another folder" in str(fault.args[0])


def test_printing_asks_for_the_printer(qtbot, session: Session, preview: Preview):
    job = PrintJob(session, pdf(1), "2026-0007.pdf", preview)
    job.start()
    qtbot.waitUntil(lambda: preview.findChild(QPrintDialog, "print_dialog") is not None)
    dialog = preview.findChild(QPrintDialog, "print_dialog")
    assert dialog.isVisible()
    size = job.printer.pageLayout().pageSize().key()
    assert size == "A4", "what the page was made for, whatever the system's usual sheet"
    with qtbot.waitSignal(job.destroyed):
        dialog.reject()


def test_a_paper_is_printed_as_a_pdf_file_page_by_page(
    qtbot, session: Session, preview: Preview, tmp_path: Path
):
    target = tmp_path / "printed.pdf"
    job = PrintJob(session, pdf(2), "2026-0007.pdf", preview)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(target))
    with qtbot.waitSignal(session.notice):
        job.run()
    printed = pypdfium2.PdfDocument(target)
    assert len(printed) == 2
    printed.close()


def test_checks_count_what_is_missing_and_mend_it(qtbot, session: Session):
    mended = []
    panel = ChecksPanel()
    qtbot.addWidget(panel)
    assert panel.title == "Nothing is missing"
    panel.set_checks(
        [
            Check(
                "Your tax number is missing.", "Open settings", lambda: mended.append("tax"), name="fix_tax"
            ),
            Check("Line 2 has no price.", "Go to line 2", lambda: mended.append("line"), name="fix_line"),
        ]
    )
    assert panel.title == "2 things before issue"
    qtbot.mouseClick(panel.findChild(QPushButton, "fix_line"), Qt.MouseButton.LeftButton)
    assert mended == ["line"]
    panel.set_checks([])
    assert panel.title == "Nothing is missing"


def test_totals_show_the_ladder(qtbot):
    panel = TotalsPanel()
    qtbot.addWidget(panel)
    panel.set_rows(
        [TotalRow("Net", "€100.00", name="net"), TotalRow("Due", "€119.00", strong=True, name="due")]
    )
    assert panel.amount("due") == "€119.00"
    panel.set_rows([TotalRow("Due", "€0.00", strong=True, name="due")])
    assert panel.findChild(QLabel, "total_due").text() == "€0.00"


def test_a_timeline_leads_to_its_records(qtbot):
    line = Timeline()
    qtbot.addWidget(line)
    line.set_events(
        [
            Event(date(2026, 6, 17), "2026-0007", "Logo", chip=Chip("Paid", Kind.GOOD), kind="invoice", id=7),
            Event(date(2026, 6, 1), "First call"),
        ]
    )
    with qtbot.waitSignal(line.opened) as opened:
        line.findChild(QPushButton, "event_invoice_7").click()
    assert opened.args == ["invoice", 7]


def test_key_figures_are_spoken_in_one_sentence(qtbot):
    row = Figures()
    qtbot.addWidget(row)
    row.set_figures([Figure("Outstanding", "€4,820.50", "1 overdue", "fault", "open")])
    assert row.findChild(object, "figure_open").accessibleName() == "Outstanding: €4,820.50. 1 overdue"


def test_quick_hands_save_a_page_that_is_still_being_drawn(qtbot, session: Session, preview: Preview):
    drawing = threading.Event()

    def work(db) -> bytes:
        drawing.wait(5)
        return pdf(1)

    preview.show_work(work, name="RE-1.pdf", at_once=True)
    preview.findChild(QPushButton, "preview.save").click()
    assert preview.findChild(QFileDialog) is None
    drawing.set()
    qtbot.waitUntil(lambda: preview.findChild(QFileDialog, "preview_save_dialog") is not None)
    preview.findChild(QFileDialog).reject()


def test_two_papers_are_never_drawn_at_once(monkeypatch: pytest.MonkeyPatch):
    """PDFium knows no threads: two windows' workers within it at the same time end the process."""
    both_within = threading.Barrier(2, timeout=0.5)
    met: list[bool] = []

    class Watched(pypdfium2.PdfDocument):
        def __init__(self, data: bytes) -> None:
            with suppress(threading.BrokenBarrierError):
                both_within.wait()
                met.append(True)
            super().__init__(data)

    data, drawn = pdf(1), []
    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    threads = [
        threading.Thread(target=lambda: drawn.append(pdf_pages.at_width(data, 300, 1.0))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(pages.images) for pages in drawn] == [1, 1]
    assert met == []
