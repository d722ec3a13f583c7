"""Encryption in the window: switched on in two steps, locked, unlocked, lost words, a keyring if there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import app
from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.storage import keys, locked, recoding, sealing
from clientdesk.storage.database import open_book
from clientdesk.ui.locking.key_question import KeyQuestion
from clientdesk.ui.locking.recoding_page import Recoding, RecodingPage
from clientdesk.ui.locking.unlock_page import UnlockPage
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.settings.encryption import EncryptionCard
from clientdesk.ui.standing import TakeOver
from clientdesk.ui.widgets import papers_folder
from clientdesk.usecases import clients, encryption
from tests.usecases.billing import open_german

WORDS = "four words of mine"
KEY = bytes(range(32))
TODAY = date(2026, 6, 17)
CANARY = "Kanarienzucht Übersee"


class Drawer(KeyringBackend):
    """A keyring of this process, as a desktop has one."""

    priority: ClassVar[float] = 5
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a guess costs is not the matter here.
    monkeypatch.setattr(sealing, "_KIB", 64)


@pytest.fixture(autouse=True)
def ring() -> Iterator[type[Drawer]]:
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    Drawer.kept.clear()
    yield Drawer
    keyring.set_keyring(before)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    db = open_german(tmp_path / "book.db")
    clients.create(db, Client(name=CANARY))
    db.close()
    return tmp_path / "book.db"


@pytest.fixture
def encrypted(book: Path) -> Path:
    encryption.switch_on(book, KEY, WORDS)
    return book


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Callable[..., app.Windows]]:
    made: list[app.Windows] = []

    def open_desk(book: Path, settings: QSettings | None = None) -> app.Windows:
        windows = app.Windows(settings)
        made.append(windows)
        windows.open(book, today=lambda: TODAY)
        return windows

    yield open_desk
    for windows in made:
        for window in windows.all:
            window.hide()
        windows.close()
        for window in windows.all:
            window.deleteLater()


def opened(qtbot: QtBot, windows: app.Windows) -> MainWindow:
    """The window, once its first screen stands and has read."""
    qtbot.waitUntil(lambda: bool(windows.all[0].current_name))
    window = windows.all[0]
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    return window


def asked(qtbot: QtBot, windows: app.Windows) -> UnlockPage:
    """The page that asks for the passphrase."""
    qtbot.waitUntil(lambda: page_of(windows) is not None)
    page = page_of(windows)
    assert page is not None
    return page


def page_of(windows: app.Windows) -> UnlockPage | None:
    return next((one for one in windows.all[0].findChildren(UnlockPage) if one.isVisible()), None)


def encryption_card(qtbot: QtBot, window: MainWindow) -> EncryptionCard:
    window.open_record("settings:encryption", 0)
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    (card,) = window.findChildren(EncryptionCard)
    return card


def field(card: QWidget, name: str) -> QLineEdit:
    QApplication.processEvents()
    return next(one for one in card.findChildren(QLineEdit, name) if one.isVisible())


def type_in(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, words)


def press(card: QWidget, name: str) -> None:
    button = next(one for one in card.findChildren(QPushButton, name) if one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_words(window: QWidget) -> str:
    labels = [one.text() for one in window.findChildren(QLabel)] + [
        one.text() for one in window.findChildren(QLineEdit)
    ]
    return "\n".join(labels)


def test_a_book_is_encrypted_in_two_steps_locked_and_opened_again_by_keys_alone(
    qtbot: QtBot, book: Path, desk: Callable[..., app.Windows], tmp_path: Path
):
    windows = desk(book)
    card = encryption_card(qtbot, opened(qtbot, windows))
    press(card, "settings.encrypt")
    type_in(field(card, "passphrase"), "short")
    qtbot.waitUntil(lambda: "Short" in shown_words(card))
    QTest.keyClick(field(card, "passphrase"), Qt.Key.Key_Return)
    assert "too short" in shown_words(card)
    type_in(field(card, "passphrase"), WORDS)
    type_in(field(card, "again"), WORDS + "x")
    QTest.keyClick(field(card, "again"), Qt.Key.Key_Return)
    assert "not the same" in shown_words(card)
    assert WORDS not in "".join(one.displayText() for one in card.findChildren(QLineEdit))
    type_in(field(card, "again"), WORDS)
    QTest.keyClick(field(card, "again"), Qt.Key.Key_Return)
    # The sheet: saved, and two groups copied from it.
    qtbot.waitUntil(lambda: not windows.all[0].session.tasks.is_busy)
    card.steps.sheet.save_to(str(tmp_path / "sheet.pdf"))
    import pypdfium2

    (page,) = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    printed = page.get_textpage().get_text_range()
    one, two = card.steps.ask.form.label_of("one"), card.steps.ask.form.label_of("two")
    code = printed_code(printed)
    type_in(field(card, "one"), "00000")
    type_in(field(card, "two"), code[int(two.split()[-1]) - 1].lower())
    QTest.keyClick(field(card, "two"), Qt.Key.Key_Return)
    assert "not group" in shown_words(card)
    assert locked.is_plain(book)
    type_in(field(card, "one"), code[int(one.split()[-1]) - 1])
    QTest.keyClick(field(card, "one"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not locked.is_plain(book))
    window = opened(qtbot, windows)
    assert window.current_name == "settings"
    check_stands_at_encryption(qtbot, window)
    assert window.session.db.key == recovery_code.key_of("".join(code))
    # What was typed and not saved stands there again after the lock.
    window.open_record("edit_client", 1)
    name = field(window.screen_named("clients"), "name")
    type_in(name, "Krumm Nachf.")
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    QTest.keyClick(
        window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    unlock = asked(qtbot, windows)
    assert CANARY not in shown_words(windows.all[0])
    assert "Krumm" not in shown_words(windows.all[0])
    type_in(unlock.question.passphrase, WORDS)
    QTest.keyClick(unlock.question.passphrase, Qt.Key.Key_Return)
    back = opened(qtbot, windows)
    assert back is not window
    assert back.screen_named("clients").place() == ("client", 1)
    (kept,) = back.session.keeper.texts()
    assert "Krumm Nachf." in kept.typed


def check_stands_at_encryption(qtbot: QtBot, window: MainWindow) -> None:
    """The settings stand where one has worked in them, in the window made anew as well."""
    (card,) = window.findChildren(EncryptionCard)
    qtbot.waitUntil(lambda: not window.findChildren(TakeOver) and not card.visibleRegion().isEmpty())
    assert card.isAncestorOf(QApplication.focusWidget())


def printed_code(text: str) -> list[str]:
    """The groups of a sheet in their order: down the first column, then down the second."""
    rows = [line.split() for line in text.splitlines() if line[:1].isdigit()]
    pairs = {
        int(row[at]): row[at + 1] for row in rows for at in range(0, len(row) - 1, 2) if len(row[at + 1]) == 5
    }
    return [pairs[number] for number in range(1, recovery_code.GROUPS + 1)]


def test_a_locked_book_asks_and_says_what_is_wrong(
    qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]
):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    window = windows.all[0]
    assert "locked" in window.windowTitle()
    assert not window.rail.isVisible()
    # No key of the window does anything meanwhile.
    for key in (Qt.Key.Key_K, Qt.Key.Key_1, Qt.Key.Key_N):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    type_in(page.question.passphrase, "something else")
    QTest.keyClick(page.question.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(page.question.fault.isVisible)
    assert "not the passphrase" in page.question.fault.text()
    assert page.question.passphrase.selectedText()
    type_in(page.question.passphrase, WORDS)
    assert not page.question.fault.isVisible()
    press(page, "lock.open")
    opened(qtbot, windows)
    assert window.rail.isVisible()
    assert window.session.db.value("SELECT count(*) FROM clients") == 2


def test_the_recovery_code_opens_it_and_leads_to_a_new_passphrase(
    qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]
):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    press(page, "lock.use_code")
    code = recovery_code.written(KEY)
    page.question.code.setPlainText(code[:-1] + ("0" if code[-1] != "0" else "1"))
    QTest.keyClick(page.question.code, Qt.Key.Key_Return)
    qtbot.waitUntil(page.question.fault.isVisible)
    assert "group 13" in page.question.fault.text()
    page.question.code.setPlainText(code.replace("-", " ").lower())
    QTest.keyClick(page.question.code, Qt.Key.Key_Return)
    window = opened(qtbot, windows)
    assert window.current_name == "settings"
    (card,) = window.findChildren(EncryptionCard)
    qtbot.waitUntil(lambda: not card.visibleRegion().isEmpty())
    assert QApplication.focusWidget().objectName() == "settings.passphrase"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    for name in ("passphrase", "again"):
        type_in(field(card, name), "another passphrase")
    QTest.keyClick(field(card, "again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    assert keys.by_passphrase(encrypted, "another passphrase") == KEY


def test_nobody_there_for_a_while_locks_the_book_and_forgets_the_key(
    qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]
):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    type_in(page.question.passphrase, WORDS)
    QTest.keyClick(page.question.passphrase, Qt.Key.Key_Return)
    window = opened(qtbot, windows)
    window.open_record("client", 2)
    qtbot.waitUntil(lambda: CANARY in shown_words(window))
    session = window.session
    assert window.lock is not None
    window.lock.idle.follow(1)
    asked(qtbot, windows)
    assert windows.all[0] is not window
    assert CANARY not in shown_words(windows.all[0])
    assert session.tasks.is_stopped
    assert "db" not in windows.all[0].session.__dict__


def test_a_window_built_anew_in_another_language_is_locked_like_the_first(
    qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]
):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    type_in(page.question.passphrase, WORDS)
    QTest.keyClick(page.question.passphrase, Qt.Key.Key_Return)
    first = opened(qtbot, windows)
    first.session.language_changed.emit()
    window = opened(qtbot, windows)
    assert window is not first
    assert window.lock is not None
    window.lock.lock()
    asked(qtbot, windows)
    assert windows.all[0] is not window


def test_remembered_by_the_keyring_it_opens_by_itself_but_not_once_it_was_locked(
    qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows], ring: type[Drawer]
):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    type_in(page.question.passphrase, WORDS)
    press(page, "lock.open")
    window = opened(qtbot, windows)
    card = encryption_card(qtbot, window)
    assert card.form is not None
    card.form.editor("remembered").click()
    qtbot.waitUntil(lambda: bool(ring.kept))
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    assert WORDS not in "".join(ring.kept.values())
    press(card, "settings.lock")
    page = asked(qtbot, windows)
    assert "_ring" not in page.__dict__
    later = desk(encrypted)
    assert opened(qtbot, later).session.db.key == KEY


def test_without_a_keyring_it_says_so(qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]):
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    type_in(page.question.passphrase, WORDS)
    press(page, "lock.open")
    card = encryption_card(qtbot, opened(qtbot, windows))
    assert card.form is not None
    assert not card.form.editor("remembered").isEnabled()
    assert "no keyring" in shown_words(card)


def test_another_key_and_off_again(qtbot: QtBot, encrypted: Path, desk: Callable[..., app.Windows]):
    windows = desk(encrypted)
    page = asked(qtbot, windows)
    type_in(page.question.passphrase, WORDS)
    press(page, "lock.open")
    window = opened(qtbot, windows)
    card = encryption_card(qtbot, window)
    press(card, "settings.rekey")
    type_in(field(card, "now"), "not mine at all")
    QTest.keyClick(field(card, "now"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in shown_words(card))
    type_in(field(card, "now"), WORDS)
    QTest.keyClick(field(card, "now"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(card.steps.ask.form.fields[0].name == "one"))
    groups = encryption.code_groups(card.steps.sheet.key)
    for name, place in zip(("one", "two"), encryption.groups_to_confirm(card.steps.sheet.key), strict=True):
        type_in(field(card, name), groups[place])
    QTest.keyClick(field(card, "two"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: windows.all[0] is not window)
    window = opened(qtbot, windows)
    assert window.session.db.key not in {None, KEY}
    assert not keys.opens(encrypted, KEY)
    card = encryption_card(qtbot, window)
    press(card, "settings.decrypt")
    type_in(field(card, "now"), WORDS)
    QTest.keyClick(field(card, "now"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: windows.all[0] is not window)
    assert opened(qtbot, windows).session.db.key is None
    assert locked.is_plain(encrypted)


def test_what_is_asked_for_shows_no_key_and_no_passphrase(encrypted: Path):
    work = partial(encryption.change_key, encrypted, KEY, KEY[::-1], WORDS)
    said = repr(Recoding(title="Another key", work=work, old=KEY, new=KEY[::-1], told=""))
    assert "Another key" in said
    for secret in (repr(KEY), repr(KEY[::-1]), WORDS):
        assert secret not in said


def test_a_book_open_in_a_second_window_is_not_given_a_key(
    qtbot: QtBot, book: Path, desk: Callable[..., app.Windows]
):
    windows = desk(book)
    window = opened(qtbot, windows)
    second = windows.open(book, today=lambda: TODAY)
    qtbot.waitUntil(lambda: bool(second.current_name))
    work = partial(encryption.switch_on, book, KEY, WORDS)
    window.session.recoding_wanted.emit(Recoding(title="", work=work, old=None, new=KEY, told=""))
    qtbot.waitUntil(window.messages.isVisible)
    assert "Another window" in shown_words(window.messages)
    assert windows.all[0] is window
    assert locked.is_plain(book)


def test_a_book_that_somebody_else_holds_stays_as_it_is_and_opens_again(
    qtbot: QtBot, book: Path, desk: Callable[..., app.Windows], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recoding, "_BUSY_SECONDS", 0.05)
    windows = desk(book)
    window = opened(qtbot, windows)
    other: Any = open_book(book)
    other.connection.execute("BEGIN IMMEDIATE")
    work = partial(encryption.switch_on, book, KEY, WORDS)
    window.session.recoding_wanted.emit(Recoding(title="", work=work, old=None, new=KEY, told=""))
    qtbot.waitUntil(lambda: windows.all[0] is not window)
    qtbot.waitUntil(lambda: bool(windows.all[0].findChildren(RecodingPage)))
    (page,) = windows.all[0].findChildren(RecodingPage)
    qtbot.waitUntil(page.fault.isVisible)
    assert "has the book open" in page.fault.text()
    other.connection.execute("ROLLBACK")
    other.close()
    press(page, "lock.go_on")
    assert opened(qtbot, windows).session.db.key is None
    assert locked.is_plain(book)


def test_not_now_leaves_the_focus_where_no_passphrase_is_typed_into_another_field(
    qtbot: QtBot, book: Path, desk: Callable[..., app.Windows]
):
    window = opened(qtbot, desk(book))
    card = encryption_card(qtbot, window)
    press(card, "settings.encrypt")
    type_in(field(card, "passphrase"), "four words of mine")
    leave = next(one for one in card.findChildren(QPushButton, "answer.leave") if one.isVisible())
    leave.setFocus()
    QTest.keyClick(leave, Qt.Key.Key_Space)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.objectName() == "settings.encrypt"


@pytest.mark.parametrize("is_by_code", [False, True])
def test_a_backup_under_another_key_asks_for_its_passphrase_and_brings_it_back(
    qtbot: QtBot, book: Path, tmp_path: Path, desk: Callable[..., app.Windows], is_by_code: bool
):
    old = tmp_path / "of last year.db"
    shutil.copyfile(book, old)
    other = bytes(range(1, 33))
    encryption.switch_on(old, other, "words of last year")
    db = open_book(book)
    clients.create(db, Client(name="Seidel"))
    db.close()
    windows = desk(book)
    window = opened(qtbot, windows)
    window.open_record("restore", 0)
    screen = window.screen_named("restore")
    screen.take_file(str(old))
    qtbot.waitUntil(lambda: screen.findChild(KeyQuestion) is not None)
    question = screen.findChild(KeyQuestion)
    qtbot.waitUntil(question.isVisible)
    assert "not with the key of this book" in shown_words(screen)
    assert not screen.findChild(QPushButton, "restore.confirm").isVisible()
    type_in(question.passphrase, WORDS)
    QTest.keyClick(question.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(question.fault.isVisible)
    assert "not the passphrase" in question.fault.text()
    # Who leaves and comes back has changed nothing, and nothing that was typed stands there.
    screen.leave()
    assert window.session.db.value("SELECT count(*) FROM clients") == 3
    window.open_record("restore", 0)
    screen.take_file(str(old))
    qtbot.waitUntil(question.isVisible)
    if is_by_code:
        press(question, "lock.use_code")
        question.code.setPlainText(recovery_code.written(other))
        QTest.keyClick(question.code, Qt.Key.Key_Return)
    else:
        type_in(question.passphrase, "words of last year")
        QTest.keyClick(question.passphrase, Qt.Key.Key_Return)
    confirm = screen.findChild(QPushButton, "restore.confirm")
    qtbot.waitUntil(lambda: confirm.isVisible() and confirm.isEnabled(), timeout=15_000)
    assert not question.isVisible()
    assert question.passphrase.text() == question.code.text() == ""
    assert "the book opens with what you have just typed" in shown_words(screen)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    # Looking into another one meanwhile changes nothing about the one that is being laid ready.
    screen.take_file(str(tmp_path / "another.db"))
    qtbot.waitUntil(lambda: windows.all[0] is not window, timeout=15_000)
    back = opened(qtbot, windows)
    # Whoever has just typed it is not asked again.
    assert back.session.db.key == other
    assert back.session.db.value("SELECT count(*) FROM clients") == 2
    qtbot.waitUntil(lambda: back.current_name == ("settings" if is_by_code else "today"))
    assert back.session.is_by_code is is_by_code
    assert encryption.by_passphrase(book, "words of last year") == other


def test_where_papers_of_an_encrypted_book_were_saved_is_not_told_outside_of_it(
    qtbot: QtBot, encrypted: Path, tmp_path: Path
):
    settings = user_settings()
    settings.setValue(papers_folder.KEY, str(tmp_path / CANARY))
    window = app.open_window(encrypted, today=lambda: TODAY, settings=settings, key=KEY)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    assert not settings.contains(papers_folder.KEY)
    folder = tmp_path / CANARY
    folder.mkdir()
    papers_folder.remember(window.session, folder)
    assert papers_folder.papers_folder(window.session) == folder
    assert not settings.contains(papers_folder.KEY)
    window.hide()
    window.session.close()
