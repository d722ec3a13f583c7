"""Trash, attachments, history and erasing in the window: walked by keys and mouse, as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.unsaved import Unsaved
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.palette.overlay import Palette
from clientdesk.ui.session import Session
from clientdesk.ui.trash.page import TrashScreen
from clientdesk.ui.widgets.attachments_card import AttachmentsCard
from clientdesk.usecases import attachments, clients, erasing, invoices, payments, unsaved
from tests.ui.conftest import TODAY
from tests.usecases.billing import ON, eur, issued, line, open_german

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    session = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.screen_shown):
        made.show()
    yield made
    session.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def press(window: MainWindow, name: str) -> None:
    found = [one for one in window.findChildren(QPushButton, name) if one.isVisible() and one.isEnabled()]
    if found:
        found[0].click()
    else:
        next(
            one for one in window.findChildren(QAction, name) if one.isEnabled() and one.isVisible()
        ).trigger()


def said(window: MainWindow, name: str) -> str:
    return next(one.text() for one in window.findChildren(QLabel, name) if one.isVisible())


def card(window: MainWindow) -> AttachmentsCard:
    return next(one for one in window.findChildren(AttachmentsCard) if one.isVisible())


def db_of(window: MainWindow) -> Database:
    return window.session.db


def test_a_draft_thrown_away_is_found_in_the_trash_by_the_palette_and_brought_back_by_enter(
    qtbot: QtBot, window: MainWindow, type_text
):
    draft = invoices.create(db_of(window), 1, on=TODAY, title="Logo", lines=(line("90"),))
    window.open_record("invoice", draft.id)
    settle(qtbot, window)
    press(window, "document.discard")
    assert tables.invoices.find(db_of(window)) == ()
    window.show_palette()
    palette = window.findChild(Palette)
    type_text(palette.field, "trash")
    settle(qtbot, window)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    screen = window.findChild(TrashScreen)
    assert screen.isVisible()
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    screen.focus_first()
    QTest.keyClick(screen.list.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.list.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert invoices.get(db_of(window), draft.id) == draft
    qtbot.waitUntil(screen.list.empty.isVisible)
    assert "The trash is empty" in screen.list.empty.text


def test_the_toast_brings_a_draft_back_under_its_own_number_and_the_trash_is_empty_again(
    qtbot: QtBot, window: MainWindow
):
    draft = invoices.create(db_of(window), 1, on=TODAY, title="Logo", lines=(line("90"),))
    window.open_record("invoice", draft.id)
    settle(qtbot, window)
    press(window, "document.discard")
    assert window.session.acts.take_back()
    assert invoices.get(db_of(window), draft.id) == draft
    assert db_of(window).value("SELECT count(*) FROM trash") == 0


def test_emptying_asks_first_escape_leaves_it_and_then_it_is_gone(qtbot: QtBot, window: MainWindow):
    for title in ("Logo", "Sign"):
        invoices.delete_draft(db_of(window), invoices.create(db_of(window), 1, on=TODAY, title=title).id)
    window.open_record("trash", 0)
    screen = window.findChild(TrashScreen)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 2)
    press(window, "trash.empty")
    assert said(window, "trash_confirm_title") == "Delete all 2 entries for good?"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert db_of(window).value("SELECT count(*) FROM trash") == 2
    press(window, "trash.empty")
    press(window, "trash_confirm_do")
    settle(qtbot, window)
    assert db_of(window).value("SELECT count(*) FROM trash") == 0


def test_a_text_that_was_thrown_away_waits_again_after_it_came_back(qtbot: QtBot, window: MainWindow):
    window.open_record("new_client", 0)
    name = next(one for one in window.findChildren(QWidget, "name") if one.isVisible())
    name.setText("Größe")
    name.textEdited.emit("Größe")
    session = window.session
    qtbot.waitUntil(lambda: bool(session.keeper.texts()))
    (text,) = session.keeper.texts()
    session.keeper.throw_away(text.id)
    assert unsaved.all_unsaved(session.db) == session.keeper.texts() == ()
    window.open_record("trash", 0)
    screen = window.findChild(TrashScreen)
    settle(qtbot, window)
    screen.restore_act(screen._shown()[0].id)
    assert [one.id for one in session.keeper.texts()] == [text.id]


def files_of(window: MainWindow) -> list[str]:
    return [one.name for one in attachments.of(db_of(window), "clients", 1)]


def test_files_are_attached_by_drop_by_paste_and_by_the_dialog(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    paths = [tmp_path / name for name in ("order.pdf", "brief.txt", "logo.png")]
    for path in paths:
        path.write_bytes(PDF + path.name.encode())
    window.open_record("client", 1)
    settle(qtbot, window)
    shown = card(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paths[0]))])
    rest = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(shown.rect().center(), Qt.DropAction.CopyAction, data, *rest)
    QApplication.sendEvent(shown, enter)
    assert enter.isAccepted()
    assert said(window, "attachments_hint") == "Drop the files here to attach them."
    drop = QDropEvent(QPointF(shown.rect().center()), Qt.DropAction.CopyAction, data, *rest)
    QApplication.sendEvent(shown, drop)
    settle(qtbot, window)
    assert files_of(window) == ["order.pdf"]
    pasted = QMimeData()
    pasted.setUrls([QUrl.fromLocalFile(str(paths[1]))])
    QGuiApplication.clipboard().setMimeData(pasted)
    shown.findChild(QPushButton, "attachments.add").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert files_of(window) == ["order.pdf", "brief.txt"]
    press(window, "attachments.add")
    dialog = window.findChild(QFileDialog, "attach_dialog")
    dialog.filesSelected.emit([str(paths[2])])
    dialog.close()
    settle(qtbot, window)
    assert files_of(window) == ["order.pdf", "brief.txt", "logo.png"]
    # One press takes the last ones back; a removed one comes back by its toast.
    assert window.session.acts.take_back()
    assert files_of(window) == ["order.pdf", "brief.txt"]
    press(window, "attachments.remove")
    assert files_of(window) == ["brief.txt"]
    assert window.session.acts.take_back()
    assert files_of(window) == ["order.pdf", "brief.txt"]


class Desktop(QObject):
    """Stands in for the desktop: remembers what it was asked to show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.shown.append(url.toLocalFile())


def test_t19_a_file_is_shown_only_when_it_is_asked_for_and_a_program_never(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    attachments.add(db_of(window), "clients", 1, name="order.pdf", data=PDF, on=TODAY)
    attachments.add(db_of(window), "clients", 1, name="order.pdf.exe", data=b"MZ", on=TODAY)
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "take")
    try:
        window.open_record("client", 1)
        settle(qtbot, window)
        assert desktop.shown == []
        for row in (
            one for one in card(window).findChildren(QWidget) if one.objectName().startswith("attachment_")
        ):
            row.findChildren(QPushButton)[0].click()
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (copy,) = desktop.shown
    assert Path(copy).read_bytes() == PDF
    assert Path(copy).is_relative_to(tmp_path / "data")


def test_r_ret_1_the_page_of_an_issued_invoice_says_until_when_its_files_are_kept(
    qtbot: QtBot, window: MainWindow
):
    paper = issued(db_of(window), line("100"))
    attachments.add(db_of(window), "invoices", paper.id, name="order.pdf", data=PDF, on=ON)
    window.open_record("invoice", paper.id)
    settle(qtbot, window)
    assert "is kept with the document until 31 Dec 2034" in said(window, "attachments_hint")
    assert not [
        one for one in card(window).findChildren(QPushButton, "attachments.remove") if one.isVisible()
    ]


def test_the_history_of_a_client_says_what_became_of_what(qtbot: QtBot, window: MainWindow):
    before = clients.get(db_of(window), 1)
    clients.change(db_of(window), replace(before, name="Bäckerei Krumm & Co", due_days=30))
    window.open_record("client", 1)
    settle(qtbot, window)
    press(window, "history.show")
    settle(qtbot, window)
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    # Without the marks that keep each value in its own order.
    told = [text.translate(dict.fromkeys(range(0x2066, 0x206A))) for text in labels]
    assert "Name: “Bäckerei Krumm GmbH” became “Bäckerei Krumm & Co”" in told
    assert "Days to pay: 30" in told
    assert any("Written down for the first time" in one for one in told)


def test_b32_what_was_typed_for_an_erased_person_is_offered_no_more(qtbot: QtBot, window: MainWindow):
    session = window.session
    maro = clients.create(session.db, Client(name="Maro"))
    typed = Unsaved(
        id=77, editor="client", record_id=maro.id, typed_at=session.now(), typed='{"notes":"calls at night"}'
    )
    session.keeper.put(typed)
    session.keeper.flush()
    assert session.keeper.has("client", maro.id)
    session.run(erasing.erase, maro.id, today=TODAY)
    assert not session.keeper.has("client", maro.id)


def test_b32_erasing_says_what_goes_and_what_stays_then_shows_only_that(qtbot: QtBot, window: MainWindow):
    db = db_of(window)
    clients.change(db, replace(clients.get(db, 1), notes="calls on Mondays"))
    paper = issued(db, line("100"))
    window.open_record("client", 1)
    settle(qtbot, window)
    press(window, "clients.erase")
    assert not [one for one in window.findChildren(QLabel, "erase_title") if one.isVisible()]
    payments.record(db, 1, eur("119"), on=ON, allocate=[(paper.id, eur("119"))])
    press(window, "clients.erase")
    words = said(window, "erase_words")
    assert "1 note" in words
    assert paper.number in words
    assert "31 Dec 2034" in words
    assert "Backups made before still hold it" in words
    press(window, "erase_do")
    settle(qtbot, window)
    assert clients.get(db, 1).erased_on == TODAY
    window.open_record("client", 1)
    settle(qtbot, window)
    assert "erased on" in said(window, "kept_words")
    assert [one for one in window.findChildren(QPushButton, f"event_invoice_{paper.id}") if one.isVisible()]
    assert not [one for one in window.findChildren(QPushButton, "clients.new_invoice") if one.isVisible()]


def test_a_client_nothing_was_written_for_goes_into_the_trash(qtbot: QtBot, window: MainWindow):
    window.open_record("client", 1)
    settle(qtbot, window)
    press(window, "clients.delete")
    settle(qtbot, window)
    assert tables.clients.find(db_of(window)) == ()
    assert window.session.acts.take_back()
    assert clients.get(db_of(window), 1).name == "Bäckerei Krumm GmbH"


def test_at_the_start_what_is_older_than_90_days_goes_and_copies_that_were_shown(tmp_path: Path):
    from datetime import UTC, datetime, timedelta

    from clientdesk import app, paths

    book = open_german(tmp_path / "book.db")
    invoices.delete_draft(book, invoices.create(book, 1, on=TODAY).id)
    book.close()
    (paths.opened_folder() / "x").mkdir(parents=True)
    worker = open_book(tmp_path / "book.db")
    app.TidyUp(datetime.now(UTC).date() + timedelta(days=91))(worker)
    assert worker.value("SELECT count(*) FROM trash") == 0
    assert not paths.opened_folder().exists()
    worker.close()
