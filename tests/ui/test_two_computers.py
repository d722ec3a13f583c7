"""Two computers in the window: handed over, only read, gone on with, taken over; moved out of a folder kept in step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk import app, paths
from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.storage import backup, book, lease, machine, sealing
from clientdesk.storage.database import open_book, transaction
from clientdesk.ui import moved_books
from clientdesk.ui.locking.key_question import KeyQuestion
from clientdesk.ui.messages import MessageBar
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.settings.two_computers import TwoComputersCard
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.usecases import clients, encryption, two_computers
from tests.storage.test_lease import Computers
from tests.usecases.billing import open_german

TODAY = date(2026, 6, 17)


class Desk:
    """The card on one computer's book, and what the session said."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        db = open_book(path)
        two_computers.claim(db)
        self.session = Session(db, today=lambda: TODAY)
        self.said: list[str] = []
        self.session.fault.connect(self._note)
        self.card = TwoComputersCard(self.session)
        qtbot.addWidget(self.card)
        self.card.resize(760, 300)
        self.card.show()
        self.card.refresh()

    def _note(self, error: Any) -> None:
        self.said.append(str(error))

    @property
    def verdict(self) -> str:
        return self.card.findChild(ChipLabel).accessibleName()

    def press(self, name: str) -> None:
        button = self.card.findChild(QPushButton, f"settings.{name}")
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def offered(self) -> set[str]:
        shown = [one for one in self.card.findChildren(QPushButton) if one.isVisible()]
        return {one.objectName().removeprefix("settings.") for one in shown}

    def choose(self, dialog: str, path: Path) -> None:
        found = self.card.findChild(QFileDialog, dialog)
        found.fileSelected.emit(str(path))
        found.close()
        self.qtbot.waitUntil(lambda: not self.session.background.is_busy, timeout=15_000)


@pytest.fixture
def computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computers:
    made = Computers(tmp_path, monkeypatch)
    made.sit_at("studio")
    return made


@pytest.fixture
def path(computers: Computers, tmp_path: Path) -> Path:
    open_german(tmp_path / "book.db").close()
    return tmp_path / "book.db"


@pytest.fixture
def desk(qtbot: QtBot, path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, path)
    yield desk
    desk.session.close()


def test_the_book_goes_to_another_computer_and_is_only_read_here_until_that_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    assert desk.verdict == "This computer writes"
    assert desk.offered() == {"hand_over", "take_over_file"}
    (tmp_path / "stick").mkdir()
    desk.press("hand_over")
    desk.choose("hand_over_dialog", tmp_path / "stick")
    assert desk.verdict.startswith("Handed over on")
    # The focus stays here: the page does not go elsewhere.
    assert desk.card.isAncestorOf(desk.card.window().focusWidget())
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1
    assert desk.session.run(clients.create, Client(name="Seidel")) is None
    assert "This book was handed over on" in desk.said[-1]
    assert desk.offered() == {"take_over_file", "go_on_here"}
    desk.press("go_on_here")
    assert "Only if the other computer does not go on" in desk.card.findChild(QLabel, "lease_said").text()
    assert desk.offered() == {"take_over_file", "confirm_go_on_here"}
    desk.press("confirm_go_on_here")
    assert desk.verdict == "This computer writes"
    assert desk.session.run(clients.create, Client(name="Seidel")) is not None


def test_a_hand_over_that_was_broken_off_is_said_and_taken_back_by_one_press(
    desk: Desk, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    db = open_book(path)
    # As a kill leaves it: let go of, the folder begun, no file in it.
    with backup.written_into(tmp_path / "stick"), transaction(db):
        lease.let_go(db, tmp_path / "stick")
    machine.remember(book.identity(db), handing_over=str(path.resolve()))
    db.close()
    desk.card.refresh()
    assert desk.verdict == "The hand-over was broken off"
    assert "To take the book back" in desk.card.findChild(QLabel, "lease_said").text()
    desk.press("go_on_here")
    assert desk.verdict == "This computer writes"
    assert desk.session.run(clients.create, Client(name="Seidel")) is not None


def test_another_computer_takes_the_file_over_in_its_window(
    qtbot: QtBot, desk: Desk, computers: Computers, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    desk.press("hand_over")
    desk.choose("hand_over_dialog", tmp_path / "stick")
    (file,) = (tmp_path / "stick").glob("*.db")
    computers.sit_at("laptop")
    laptop = Desk(qtbot, tmp_path / "laptop.db")
    with qtbot.waitSignal(laptop.session.book_restored, timeout=15_000) as restored:
        laptop.press("take_over_file")
        laptop.choose("take_over_dialog", file)
    assert restored.args[1].path.exists()
    laptop.session.close()


def test_a_file_of_another_book_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    clients.create(desk.session.db, Client(name="Seidel"))
    other = tmp_path / "other.db"
    db = open_german(other)
    clients.create(db, Client(name="Vogt"))
    db.close()
    desk.press("take_over_file")
    desk.choose("take_over_dialog", other)
    assert "is another book" in desk.said[-1]
    assert desk.verdict == "This computer writes"


def test_a_book_in_a_folder_kept_in_step_is_moved_and_opened_where_it_is_safe(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    desk = Desk(qtbot, path.rename(tmp_path / "Dropbox" / "book.db"))
    assert desk.verdict == "Not safe where it lies"
    assert "is kept in step by Dropbox" in desk.card.findChild(QLabel, "lease_said").text()
    assert desk.offered() == {"move_book", "write_here_all_the_same"}
    with qtbot.waitSignal(desk.session.book_moved, timeout=15_000) as moved_to:
        desk.press("move_book")
    moved = open_book(moved_to.args[1], create=False)
    assert moved.protection() is None
    moved.close()
    # Who opens the file that was left sees where the book goes on, and gets there.
    desk.card.refresh()
    assert desk.verdict.startswith("Handed over on")
    assert desk.offered() == {"open_moved", "go_on_here"}
    with qtbot.waitSignal(desk.session.book_wanted) as wanted:
        desk.press("open_moved")
    assert wanted.args[0] == moved_to.args[1]
    desk.session.close()


def test_nothing_is_typed_into_a_window_whose_book_is_being_moved_until_that_has_failed(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    desk = Desk(qtbot, path.rename(tmp_path / "Dropbox" / "book.db"))
    # This computer knows a newer state of the book: that is found out in the worker.
    machine.remember(book.identity(desk.session.db), head=[999, "0" * 64])
    field = QLineEdit(desk.card)
    desk.card.body.addWidget(field)
    field.show()
    desk.press("move_book")
    assert (desk.session.background.is_busy, field.isEnabled()) == (True, False)
    qtbot.waitUntil(lambda: bool(desk.said), timeout=15_000)
    assert "an older state of the book" in desk.said[-1]
    QTest.keyClicks(field, "kept")
    assert field.text() == "kept"
    assert desk.card.isAncestorOf(desk.card.window().focusWidget())
    desk.press("move_book")
    qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=15_000)
    desk.session.close()


def test_the_window_goes_on_with_the_moved_book_and_the_next_start_opens_it(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    left = path.rename(tmp_path / "Dropbox" / "book.db")
    settings = user_settings()
    windows = app.Windows(settings)
    first, second = (windows.open(left, today=lambda: TODAY) for _number in range(2))
    faults: list[str] = []
    second.session.fault.connect(lambda error: faults.append(str(error)))
    for window in (first, second):
        window.resize(1280, 800)
        qtbot.waitUntil(lambda one=window: bool(one.current_name) and not one.session.tasks.is_busy)
    first.open_record("settings:two_computers", 0)
    (card,) = first.findChildren(TwoComputersCard)
    QTest.mouseClick(card.findChild(QPushButton, "settings.move_book"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first not in windows.all, timeout=15_000)
    new = windows.all[-1]
    qtbot.waitUntil(lambda: bool(new.current_name) and not new.session.tasks.is_busy)
    place = new.session.db.path
    assert place is not None
    assert place.parent == paths.data_folder()
    assert str(place.parent) in new.findChild(MessageBar, "news_bar").text
    assert new.session.run(clients.create, Client(name="Seidel")) is not None
    # The second window on the file that was left says what has happened.
    assert any(str(place) in one for one in faults)
    assert second.session.run(clients.create, Client(name="Seidel")) is None
    # The next start without a name.
    assert not paths.default_book().exists()
    assert moved_books.usual_book(settings) == place
    place.unlink()
    assert moved_books.usual_book(settings) == paths.default_book()
    windows.close()
    for window in windows.all:
        window.hide()
        window.deleteLater()


@pytest.mark.parametrize("is_by_code", [False, True])
def test_a_file_under_another_key_asks_for_its_passphrase(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_by_code: bool
) -> None:
    monkeypatch.setattr(sealing, "_KIB", 64)
    file, key = tmp_path / "from laptop.db", bytes(range(32))
    copyfile(desk.session.db.path, file)
    encryption.switch_on(file, key, "words of the laptop")
    before = desk.session.db.path.read_bytes()
    desk.press("take_over_file")
    desk.choose("take_over_dialog", file)
    question = desk.card.findChild(KeyQuestion)
    assert question.isVisible()
    assert desk.said == []
    assert "not with the key of this book" in desk.card.findChild(QLabel, "lease_said").text()
    # Another passphrase is said at the field; who gives up has changed nothing.
    QTest.keyClicks(question.passphrase, "words of the studio")
    QTest.keyClick(question.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(question.fault.isVisible)
    assert "not the passphrase" in question.fault.text()
    assert question.passphrase.selectedText()
    desk.press("no_other_key")
    assert not question.isVisible()
    assert desk.offered() == {"hand_over", "take_over_file"}
    assert desk.session.db.path.read_bytes() == before
    # Once more, with what opens it.
    desk.press("take_over_file")
    desk.choose("take_over_dialog", file)
    assert question.passphrase.text() == ""
    with qtbot.waitSignal(desk.session.book_restored, timeout=15_000) as restored:
        if is_by_code:
            QTest.mouseClick(question.findChild(QPushButton, "lock.use_code"), Qt.MouseButton.LeftButton)
            question.code.setPlainText(recovery_code.written(key))
            QTest.keyClick(question.code, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(question.passphrase, "words of the laptop")
            QTest.keyClick(question.passphrase, Qt.Key.Key_Return)
    ready = restored.args[1]
    assert (ready.key, ready.is_by_code) == (key, is_by_code)
    assert repr(key) not in repr(ready)


def test_whoever_knows_better_writes_there_all_the_same(qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    desk = Desk(qtbot, path.rename(tmp_path / "Dropbox" / "book.db"))
    desk.press("write_here_all_the_same")
    assert desk.verdict == "This computer writes"
    assert desk.session.run(clients.create, Client(name="Seidel")) is not None
    desk.session.close()
