"""A month of invoices at once, by keys and mouse: choose, issue, see what failed and why, mend it; print, save."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.invoice import Invoice, InvoiceState
from clientdesk.domain.recurring import Recurring
from clientdesk.i18n import WINDOW, Translator
from clientdesk.queries import document_list
from clientdesk.storage import tables
from clientdesk.storage.database import transaction
from clientdesk.ui import tokens
from clientdesk.ui.batch_run import BatchRun
from clientdesk.ui.documents.batch_rows import Stage
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.printing import PrintJob
from clientdesk.usecases import invoices, printing, recurring
from tests.documents.samples import pages
from tests.ui.conftest import TODAY
from tests.usecases.billing import issued, line

Keys = Qt.KeyboardModifier


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def screen(documents: DocumentsScreen, qtbot: QtBot) -> DocumentsScreen:
    with qtbot.waitActive(documents):
        documents.activateWindow()
    return documents


def draft(session: Session, title: str, *, empty: bool = False) -> Invoice:
    lines = () if empty else (line("100", title),)
    return invoices.create(session.db, 1, on=TODAY, title=title, lines=lines)


def loaded(screen: DocumentsScreen, qtbot: QtBot, count: int) -> None:
    screen.refresh()
    model = screen.list.pane.model
    qtbot.waitUntil(lambda: model.is_loaded and model.rowCount() == count)
    screen.list.focus_first()
    QApplication.processEvents()


def key(code: Qt.Key, held: Keys = Keys.NoModifier) -> None:
    """Press a key where the cursor is."""
    at = QApplication.focusWidget()
    assert at is not None, "the cursor is nowhere"
    QTest.keyClick(at, code, held)
    QApplication.processEvents()


def click(screen: QWidget, name: str) -> None:
    button = next(one for one in screen.findChildren(QPushButton, name) if one.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def click_row(screen: DocumentsScreen, title: str, held: Keys = Keys.NoModifier) -> None:
    table = screen.list.pane.table
    model = screen.list.pane.model
    number = next(n for n in range(model.rowCount()) if model.row(n).title == title)
    place = table.visualRect(model.index(number, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, place)
    QApplication.processEvents()


def chosen_words(screen: DocumentsScreen) -> str:
    bar = screen.list.bar
    return bar.findChild(QLabel, "selection_words").text() if bar.isVisible() else ""


def shown(screen: DocumentsScreen) -> list[list[str]]:
    """The rows of the sheet as a person reads them."""
    model = screen.sheet.list.table.model()
    columns = model.columns
    found = []
    for number in range(model.rowCount()):
        row = model.row(number)
        found.append(
            [
                part
                for column in columns
                for part in (column.text(row), column.second(row) if column.second else "")
            ]
        )
    return found


def said(screen: DocumentsScreen) -> str:
    """What came of it, as it stands above the rows."""
    words = screen.sheet.findChild(QLabel, "batch_words")
    told = (
        f"{screen.sheet.head.title.text()} {words.text()}"
        if words.isVisible()
        else screen.sheet.head.title.text()
    )
    return told.replace(" Open one with Enter, put it right, and try again.", "")


def over(screen: DocumentsScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.sheet.is_running and not screen.session.tasks.is_busy, timeout=20_000)


# Choosing.


def test_rows_are_chosen_as_everywhere_and_the_bar_says_how_many(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    for title in "abcde":
        draft(session, title)
    loaded(screen, qtbot, 5)
    assert chosen_words(screen) == ""
    key(Qt.Key.Key_Down, Keys.ShiftModifier)
    assert chosen_words(screen) == "2 chosen"
    key(Qt.Key.Key_Down, Keys.ShiftModifier)
    assert chosen_words(screen) == "3 chosen"
    key(Qt.Key.Key_Escape)
    assert chosen_words(screen) == ""
    key(Qt.Key.Key_A, Keys.ControlModifier)
    assert chosen_words(screen) == "5 chosen"
    click_row(screen, "c")
    assert chosen_words(screen) == ""
    click_row(screen, "a", Keys.ControlModifier)
    assert chosen_words(screen) == "2 chosen"
    click_row(screen, "e", Keys.ControlModifier)
    assert chosen_words(screen) == "3 chosen"
    click(screen, "documents.choose_none")
    assert chosen_words(screen) == ""
    # By keys alone: the cursor walks, Space adds.
    screen.list.pane.table.setFocus()
    screen.list.pane.table.select_row(0)
    key(Qt.Key.Key_Down, Keys.ControlModifier)
    key(Qt.Key.Key_Down, Keys.ControlModifier)
    key(Qt.Key.Key_Space, Keys.ControlModifier)
    assert chosen_words(screen) == "2 chosen"
    assert screen.list.pane.table.chosen == [(0, 0), (2, 2)]


def test_a_new_reading_of_the_list_keeps_what_was_chosen(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    made = [draft(session, title) for title in "abcde"]
    loaded(screen, qtbot, 5)
    click_row(screen, "a")
    click_row(screen, "d", Keys.ControlModifier)
    draft(session, "f")
    screen.list.refresh()
    qtbot.waitUntil(lambda: screen.list.pane.model.rowCount() == 6)
    table = screen.list.pane.table
    rows = [screen.list.pane.model.row(n).title for a, b in table.chosen for n in range(a, b + 1)]
    assert sorted(rows) == ["a", "d"]
    # One of them is gone: nobody acts on half a choice.
    invoices.delete_draft(session.db, made[0].id)
    screen.list.refresh()
    qtbot.waitUntil(lambda: screen.list.pane.model.rowCount() == 5)
    assert table.chosen_count == 1


def test_the_page_beside_the_list_and_its_keys_give_way_to_the_many(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    for title in "ab":
        draft(session, title)
    screen.resize(1500, 800)
    loaded(screen, qtbot, 2)
    look = screen.list.look
    qtbot.waitUntil(lambda: bool(look.preview.data))
    assert not screen.list.bar.findChild(QPushButton, "documents.print_chosen").isEnabled()
    key(Qt.Key.Key_A, Keys.ControlModifier)
    assert look.preview.data == b""
    assert not look.preview.findChild(QPushButton, "preview.print").isEnabled()
    assert screen.list.bar.findChild(QPushButton, "documents.print_chosen").isEnabled()
    key(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(look.preview.data))


# Issuing.


def test_five_drafts_of_which_two_cannot_be_issued(screen: DocumentsScreen, session: Session, qtbot: QtBot):
    for number in range(5):
        draft(session, f"Job {number}", empty=number in {1, 3})
    loaded(screen, qtbot, 5)
    key(Qt.Key.Key_A, Keys.ControlModifier)
    key(Qt.Key.Key_Return, Keys.ControlModifier)
    qtbot.waitUntil(lambda: "sheet" in screen.__dict__ and screen.sheet.isVisible())
    assert screen.sheet.head.title.text() == "Issue 5 drafts"
    assert [row[1][-1] for row in shown(screen)] == list("01234")
    assert tables.invoices.find(session.db, "state = 'issued'") == (), "nothing before the word"
    key(Qt.Key.Key_Return)
    over(screen, qtbot)

    assert said(screen) == "3 issued. 2 not issued."
    rows = shown(screen)
    assert [row[2] for row in rows] == ["Not issued"] * 2 + ["Issued"] * 3
    assert [row[0] for row in rows[2:]] == ["RE-2026-001", "RE-2026-002", "RE-2026-003"]
    assert rows[0][4] == "There is no line yet."
    assert rows[0][5], "the next step"
    assert "There is no line yet." in screen.sheet.findChild(QLabel, "batch_why").text()

    # The cursor stands on the first that failed: Enter opens it, and it can be put right.
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.draft.isVisible() and screen.draft.writing is not None)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert screen.draft.writing.paper.title == "Job 1"
    stored = tables.invoices.get(session.db, screen.draft.writing.paper.id)
    screen.draft.may_leave()
    session.run(invoices.change, replace(tables.invoices.get(session.db, stored.id), lines=(line("7"),)))
    session.run(invoices.issue, stored.id, on=TODAY)
    screen.close_record()
    qtbot.waitUntil(screen.sheet.isVisible)
    qtbot.waitUntil(lambda: said(screen) == "4 issued. 1 not issued.")
    key(Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.list.isVisible)
    assert [one.number for one in tables.invoices.find(session.db, "state = 'issued'", order="number")] == [
        f"RE-2026-00{n}" for n in (1, 2, 3, 4)
    ]


def test_a_double_click_opens_what_failed_and_the_rest_is_tried_again(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    bad, _good = draft(session, "bad", empty=True), draft(session, "good")
    begin(screen, qtbot, "documents.issue_chosen", 2)
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    table = screen.sheet.list.table
    place = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: screen.draft.isVisible() and screen.draft.writing is not None)
    assert screen.draft.writing.paper.id == bad.id
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    screen.close_record()
    qtbot.waitUntil(screen.sheet.isVisible)
    session.run(invoices.change, replace(tables.invoices.get(session.db, bad.id), lines=(line("7"),)))
    click(screen.sheet, "batch.again")
    assert screen.sheet.head.title.text() == "Issue 1 draft"
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    assert said(screen) == "1 issued."
    assert tables.invoices.get(session.db, bad.id).number == "RE-2026-002"


def begin(screen: DocumentsScreen, qtbot: QtBot, name: str, count: int) -> None:
    """Choose all and press a button of the bar."""
    loaded(screen, qtbot, count)
    key(Qt.Key.Key_A, Keys.ControlModifier)
    click(screen, name)
    qtbot.waitUntil(lambda: "sheet" in screen.__dict__ and screen.sheet.isVisible())


def test_quotes_and_issued_papers_among_the_chosen_stay_as_they_are(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    issued(session.db, line("10"), on=TODAY)
    draft(session, "only")
    begin(screen, qtbot, "documents.issue_chosen", 2)
    assert screen.sheet.head.title.text() == "Issue 1 draft"
    assert "1 other document is no draft" in screen.sheet.findChild(QLabel, "batch_words").text()
    click(screen.sheet, "batch.leave")
    qtbot.waitUntil(screen.list.isVisible)
    assert len(tables.invoices.find(session.db, "state = 'draft'")) == 1


def test_drafts_are_issued_on_the_day_on_which_one_says_so(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    made = [draft(session, title) for title in "ab"]
    begin(screen, qtbot, "documents.issue_chosen", 2)
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setattr(session, "_today", lambda: tomorrow)
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    assert {tables.invoices.get(session.db, one.id).issued_on for one in made} == {tomorrow}


def test_where_no_draft_is_chosen_that_is_said(screen: DocumentsScreen, session: Session, qtbot: QtBot):
    for _number in range(2):
        issued(session.db, line("10"), on=TODAY)
    loaded(screen, qtbot, 2)
    key(Qt.Key.Key_A, Keys.ControlModifier)
    with qtbot.waitSignal(session.notice) as told:
        click(screen, "documents.issue_chosen")
    assert "None of them is the draft of an invoice." in told.args[0].text
    assert screen.list.isVisible()


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_who_stops_waits_for_one_paper_at_most_and_what_was_issued_stays(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, way: str
):
    for number in range(12):
        draft(session, f"Job {number:02}")
    begin(screen, qtbot, "documents.issue_chosen", 12)
    sheet = screen.sheet
    done_at: list[int] = []

    def stop_at_third(_row: Any, done: int, _count: int) -> None:
        if done == 3:
            assert sheet.findChild(QProgressBar, "batch_progress").isVisible()
            assert sheet.findChild(QLabel, "batch_now").text().startswith("4 of 12")
            done_at.append(done)
            if way == "key":
                key(Qt.Key.Key_Escape)
            else:
                click(sheet, "batch.stop")

    sheet._run.begins.connect(stop_at_third)
    click(sheet, "batch.start")
    over(screen, qtbot)
    assert done_at == [3]
    issued_now = tables.invoices.find(session.db, "state = 'issued'")
    assert len(issued_now) == 4, "the paper in hand is the last"
    assert said(screen) == "4 issued. 8 not tried."
    click(sheet, "batch.again")
    sheet._run.begins.disconnect(stop_at_third)
    click(sheet, "batch.start")
    over(screen, qtbot)
    assert said(screen) == "8 issued."
    numbers = sorted(one.number for one in tables.invoices.find(session.db))
    assert numbers == [f"RE-2026-{n:03}" for n in range(1, 13)]


def test_the_window_lives_while_papers_are_made_and_the_end_is_said_elsewhere_too(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    for number in range(6):
        draft(session, f"Job {number}")
    begin(screen, qtbot, "documents.issue_chosen", 6)
    heard: list[int] = []
    thread = threading.get_ident()

    def read_meanwhile(_row: Any, done: int, _count: int) -> None:
        assert threading.get_ident() == thread
        if done == 1:
            # Another part of the window reads its list in between.
            session.tasks.submit(lambda db: document_list.count(db, today=TODAY), heard.append)
            screen._stack.setCurrentWidget(screen.list)

    screen.sheet._run.begins.connect(read_meanwhile)
    with qtbot.waitSignal(session.notice, timeout=20_000) as told:
        click(screen.sheet, "batch.start")
    assert told.args[0].text == "6 issued."
    assert heard == [6]


def test_a_window_that_is_built_anew_meanwhile_does_not_end_it(session: Session, qtbot: QtBot):
    """As at a change of language: the pages go, the papers are made to the end, and that is said."""
    for number in range(5):
        draft(session, f"Job {number}")
    made = DocumentsScreen(session)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    begin(made, qtbot, "documents.issue_chosen", 5)
    made.sheet._run.begins.connect(lambda _row, done, _count: made.deleteLater() if done == 1 else None)
    with qtbot.waitSignal(session.notice, timeout=20_000) as told, qtbot.waitSignal(made.destroyed):
        click(made.sheet, "batch.start")
    assert told.args[0].text == "5 issued."
    assert len(tables.invoices.find(session.db, "state = 'issued'")) == 5


def test_closing_the_book_ends_it_after_the_paper_in_hand(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, book: Path
):
    for number in range(8):
        draft(session, f"Job {number}")
    begin(screen, qtbot, "documents.issue_chosen", 8)

    def close(_row: Any, done: int, _count: int) -> None:
        if done == 2:
            session.tasks.stop()

    screen.sheet._run.begins.connect(close)
    click(screen.sheet, "batch.start")
    qtbot.waitUntil(lambda: session.tasks.is_stopped)
    numbers = [one.number for one in tables.invoices.find(session.db, "state = 'issued'", order="number")]
    assert numbers == [f"RE-2026-{n:03}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) in {2, 3}


def test_a_bug_of_ours_ends_it_and_is_heard_of_while_what_was_done_stays(session: Session, qtbot: QtBot):
    run, done = BatchRun(session), list[int]()

    def step(_db: Any, item: int) -> int:
        if item == 3:
            raise KeyError(item)
        return item

    run.stepped.connect(lambda _item, value: done.append(value))
    session.tasks.error.disconnect(session._task_failed)
    heard: list[Exception] = []
    session.tasks.error.connect(heard.append)
    with qtbot.waitSignals([run.ended, session.tasks.error]):
        run.start([1, 2, 3, 4], step)
    assert done == [1, 2]
    assert not run.is_running
    assert [type(error) for error in heard] == [KeyError]


def test_the_way_home_leads_from_a_paper_to_the_sheet_and_from_there_to_the_list(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    draft(session, "bad", empty=True)
    draft(session, "good")
    begin(screen, qtbot, "documents.issue_chosen", 2)
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(screen.draft.isVisible)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    screen.show_home()
    qtbot.waitUntil(screen.sheet.isVisible)
    screen.show_home()
    qtbot.waitUntil(screen.list.isVisible)
    # Elsewhere the list of drafts is asked for: what stood there gives way.
    draft(session, "late")
    begin(screen, qtbot, "documents.issue_chosen", 3)
    screen.open_record("drafts", 0)
    qtbot.waitUntil(screen.list.isVisible)


def test_what_repeats_is_made_and_issued_at_once(screen: DocumentsScreen, session: Session, qtbot: QtBot):
    for title in ("Care", "Hosting"):
        recurring.create(
            session.db,
            Recurring(
                client_id=1,
                title=title,
                lines=(line("50", title),),
                every_months=1,
                anchor_day=1,
                next_on=date(2026, 6, 1),
            ),
        )
    loaded(screen, qtbot, 0)
    screen.list._issue_repeating()
    qtbot.waitUntil(lambda: "sheet" in screen.__dict__ and screen.sheet.isVisible())
    assert screen.sheet.head.title.text() == "Issue 2 drafts"
    assert "2 drafts made." in screen.sheet.findChild(QLabel, "batch_words").text()
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    assert said(screen) == "2 issued."
    click(screen.sheet, "batch.leave")
    with qtbot.waitSignal(session.notice) as told:
        screen.list._issue_repeating()
    assert told.args[0].text == "Nothing that repeats is due."


# Saving and printing.


def save_with(screen: DocumentsScreen, qtbot: QtBot, path: Path) -> None:
    dialog = screen.findChild(QFileDialog, "batch_save_dialog")
    assert dialog is not None
    dialog.close()
    screen.sheet._targets.save_to(str(path))
    over(screen, qtbot)


def test_each_is_saved_in_a_file_of_its_own_under_a_safe_name(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, tmp_path: Path
):
    one = issued(session.db, line("10"), on=TODAY)
    draft(session, "a")
    draft(session, "b")
    folder = tmp_path / "month"
    folder.mkdir()
    (folder / "RE-2026-001.pdf").write_bytes(b"something else")
    begin(screen, qtbot, "documents.save_chosen", 3)
    assert screen.sheet.head.title.text() == "Save 3 documents"
    click(screen.sheet, "batch.start")
    save_with(screen, qtbot, folder)
    assert said(screen) == "3 saved."
    assert sorted(file.name for file in folder.iterdir()) == [
        "Invoice Bäckerei Krumm GmbH Draft (2).pdf",
        "Invoice Bäckerei Krumm GmbH Draft.pdf",
        "RE-2026-001 (2).pdf",
        "RE-2026-001.pdf",
    ]
    assert (folder / "RE-2026-001.pdf").read_bytes() == b"something else"
    kept = tables.papers.find(session.db, "record_id = ?", (one.id,))[0]
    assert (folder / "RE-2026-001 (2).pdf").read_bytes() == kept.pdf
    (first_page, *_more) = pages((folder / "Invoice Bäckerei Krumm GmbH Draft.pdf").read_bytes())
    assert "DRAFT" in first_page or "ENTWURF" in first_page
    assert tables.printings.find(session.db) == ()


def test_a_folder_that_takes_nothing_is_said_at_each_and_ends_it(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, tmp_path: Path
):
    for title in "abc":
        draft(session, title)
    begin(screen, qtbot, "documents.save_chosen", 3)
    click(screen.sheet, "batch.start")
    save_with(screen, qtbot, tmp_path / "gone")
    assert said(screen) == "0 saved. 1 failed. 2 not tried."
    assert "Choose another folder." in shown(screen)[0][5]


def test_all_are_saved_in_one_file_with_several_pages_on_a_sheet(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, tmp_path: Path
):
    issued(session.db, line("10"), on=TODAY)
    draft(session, "a")
    issued(session.db, line("20"), on=TODAY)
    begin(screen, qtbot, "documents.save_chosen", 3)
    form = screen.sheet._form
    assert form is not None
    form.editor("way").set_value("two")
    click(screen.sheet, "batch.start")
    with qtbot.waitSignal(session.notice, timeout=10_000) as told:
        save_with(screen, qtbot, tmp_path / "june.pdf")
    assert told.args[0].text == "Saved as june.pdf."
    reader = PdfReader(tmp_path / "june.pdf")
    assert len(reader.pages) == 2
    text = " ".join(pages((tmp_path / "june.pdf").read_bytes()))
    assert "RE-2026-001" in text
    assert "RE-2026-002" in text
    assert text.count("DRAFT") + text.count("ENTWURF") == 1
    qtbot.waitUntil(screen.list.isVisible)


def test_a_file_that_was_stopped_or_cannot_be_written_says_that_nothing_is_saved(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, tmp_path: Path
):
    for price in ("10", "20", "30"):
        issued(session.db, line(price), on=TODAY)
    begin(screen, qtbot, "documents.save_chosen", 3)
    sheet = screen.sheet
    assert sheet._form is not None
    sheet._form.editor("way").set_value("one")

    def stop_at_second(_row: Any, done: int, _count: int) -> None:
        if done == 1:
            click(sheet, "batch.stop")

    sheet._run.begins.connect(stop_at_second)
    click(sheet, "batch.start")
    save_with(screen, qtbot, tmp_path / "june.pdf")
    assert not (tmp_path / "june.pdf").exists()
    assert said(screen) == "0 saved. 3 not tried."
    sheet._run.begins.disconnect(stop_at_second)
    click(sheet, "batch.again")
    click(sheet, "batch.start")
    with qtbot.waitSignal(session.fault, timeout=10_000):
        save_with(screen, qtbot, tmp_path / "gone" / "june.pdf")
    assert said(screen) == "0 saved. 3 not tried."
    click(sheet, "batch.again")
    click(sheet, "batch.start")
    save_with(screen, qtbot, tmp_path / "june.pdf")
    qtbot.waitUntil(screen.list.isVisible)
    assert len(PdfReader(tmp_path / "june.pdf").pages) == 3


def test_a_paper_that_was_altered_does_not_keep_the_others_from_being_saved(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, tmp_path: Path
):
    _first, altered, _last = (issued(session.db, line(price), on=TODAY) for price in ("10", "20", "30"))
    with transaction(session.db):
        session.db.execute("DROP TRIGGER guard_papers_frozen")
        session.db.execute("UPDATE papers SET pdf = x'255044' WHERE record_id = ?", (altered.id,))
    begin(screen, qtbot, "documents.save_chosen", 3)
    click(screen.sheet, "batch.start")
    save_with(screen, qtbot, tmp_path)
    assert said(screen) == "2 saved. 1 failed."
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_many_are_printed_in_one_go_and_those_printed_before_are_copies(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    first, second = (issued(session.db, line(price), on=TODAY) for price in ("10", "20"))
    papers = {one.record_id: one for one in tables.papers.find(session.db)}
    printing.record(session.db, [papers[first.id].id], on=date(2026, 6, 3))
    begin(screen, qtbot, "documents.print_chosen", 2)
    assert screen.sheet.head.title.text() == "Print 2 documents"
    tick = screen.sheet.findChild(QCheckBox, "as_copies")
    assert tick.isChecked()
    key(Qt.Key.Key_Return, Keys.ControlModifier)
    over(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QPrintDialog, "print_dialog")))
    (job,) = screen.findChildren(PrintJob)
    marked = {("RE-2026-001" in text): ("ZWEITSCHRIFT" in text) for text in pages(job._data)}
    assert marked == {True: True, False: False}
    assert set(job._paper_ids) == {papers[first.id].id, papers[second.id].id}
    assert job._copies == {papers[first.id].id}
    screen.findChild(QPrintDialog, "print_dialog").reject()
    assert screen.list.isVisible(), "nothing failed: back to the list"


def test_what_was_just_issued_can_be_printed_from_there(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    for title in "ab":
        draft(session, title)
    begin(screen, qtbot, "documents.issue_chosen", 2)
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    click(screen.sheet, "batch.print")
    assert screen.sheet.head.title.text() == "Print 2 documents"
    assert screen.sheet.findChild(QCheckBox, "as_copies") is None
    assert [row.stage for row in screen.sheet.list.rows] == [Stage.WAITING] * 2
    click(screen.sheet, "batch.start")
    over(screen, qtbot)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QPrintDialog, "print_dialog")))
    screen.findChild(QPrintDialog, "print_dialog").reject()


def test_rows_that_were_never_in_view_are_part_of_all(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    with transaction(session.db):
        for number in range(150):
            draft(session, f"Job {number}")
    loaded(screen, qtbot, 150)
    key(Qt.Key.Key_A, Keys.ControlModifier)
    assert chosen_words(screen) == "150 chosen"
    flags = QItemSelectionModel.SelectionFlag
    table = screen.list.pane.table
    table.selectionModel().select(table.model().index(149, 0), flags.Deselect | flags.Rows)
    click(screen, "documents.issue_chosen")
    qtbot.waitUntil(lambda: "sheet" in screen.__dict__ and screen.sheet.isVisible())
    assert screen.sheet.head.title.text() == "Issue 149 drafts"
    assert screen.sheet.list.rows[-1].title == "Job 149"
    assert all(one.state is InvoiceState.DRAFT for one in tables.invoices.find(session.db))


def test_the_widest_date_of_an_american_has_room_in_its_columns(
    screen: DocumentsScreen, qtbot: QtBot
) -> None:
    table = screen.list.pane.table
    metrics = table.fontMetrics()
    dates = [Translator("en-US", WINDOW).date(date(2026, month, 28), "short") for month in range(1, 13)]
    widest = max(metrics.horizontalAdvance(text) for text in dates)
    for number in range(table.model().columnCount()):
        if table.model().headerData(number, Qt.Orientation.Horizontal) in {"Date", "Due or valid"}:
            assert table.columnWidth(number) >= widest + 2 * tokens.SPACE_3
