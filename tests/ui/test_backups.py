"""Backups in the window: made, seen in the rail, brought back by keys alone, refused in sentences."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from clientdesk import app as wiring
from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.storage import manifest
from clientdesk.storage.database import open_book
from clientdesk.ui.backup_sign import BackupSign
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.settings.restore_preview import RestorePreview
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.usecases import backups, clients
from tests.keeping import KeepingBot
from tests.ui.conftest import TODAY
from tests.usecases.billing import open_german, open_texan

PATIENCE = 15_000
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first") / "lena.db"
    open_german(path).close()
    return path


@pytest.fixture
def book(tmp_path: Path, first_book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Path(shutil.copy(first_book, tmp_path / "lena.db"))


@pytest.fixture
def windows(qtbot: KeepingBot, book: Path) -> Iterator[wiring.Windows]:
    opened = wiring.Windows()
    yield opened
    opened.close()
    for window in opened.all:
        window.hide()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def window(qtbot: KeepingBot, windows: wiring.Windows, book: Path) -> MainWindow:
    made = windows.open(book, today=lambda: TODAY)
    made.resize(1280, 800)
    settle(qtbot, made)
    return made


def settle(qtbot: KeepingBot, window: MainWindow) -> None:
    """Wait until its first screen stands and nothing is worked on."""

    def is_quiet() -> bool:
        session = window.session
        return bool(window.current_name) and not session.tasks.is_busy and not session.background.is_busy

    qtbot.waitUntil(is_quiet, timeout=PATIENCE)
    QApplication.processEvents()


def words(widget: QWidget) -> str:
    """What is written on a part of the window."""
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return " ".join(shown).replace("\u2068", "").replace("\u2069", "").replace("\u2066", "")


def sign(window: MainWindow) -> BackupSign:
    return window.findChild(BackupSign)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def find_in_palette(window: MainWindow, type_text: Callable[[QWidget, str], None], text: str) -> None:
    window.show_palette()
    QApplication.processEvents()
    type_text(QApplication.focusWidget(), text)
    QApplication.processEvents()
    press(Qt.Key.Key_Return)


def test_the_whole_way_by_keys_alone(
    qtbot: KeepingBot,
    windows: wiring.Windows,
    window: MainWindow,
    book: Path,
    type_text: Callable[[QWidget, str], None],
) -> None:
    window.activateWindow()
    assert sign(window).accessibleName() == "There is no verified backup of this book yet."
    # A backup, by its name in the palette.
    find_in_palette(window, type_text, "back up")
    qtbot.waitUntil(lambda: bool(list(paths.backup_folder().glob("lena-*.db"))), timeout=PATIENCE)
    settle(qtbot, window)
    assert sign(window).text() == "Backup: now"
    assert sign(window).accessibleName() == "Last verified backup: just now"
    # Something happens after it.
    window.session.run(clients.create, Client(name="Čaj & Káva"))
    # The way back, by its name as well.
    find_in_palette(window, type_text, "restore")
    settle(qtbot, window)
    assert window.current_name == "restore"
    preview = window.findChild(RestorePreview)
    qtbot.waitUntil(lambda: "Čaj & Káva" in words(preview), timeout=PATIENCE)
    assert "1 (now 2)" in words(preview)
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is preview.findChild(QPushButton, "restore.confirm")
    before = [path.name for path in book.parent.glob("lena*.db")]
    assert before == ["lena.db"], "looking has changed nothing"
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: windows.all[-1] is not window, timeout=PATIENCE)
    new = windows.all[-1]
    settle(qtbot, new)
    assert [row["name"] for row in new.session.db.rows("SELECT name FROM clients")] == ["Bäckerei Krumm GmbH"]
    (kept,) = book.parent.glob("lena-replaced-*.db")
    assert kept.name in words(new.toast)
    # What was replaced is listed for the way back from it.
    new.open_record("settings:backups", 0)
    settle(qtbot, new)
    assert kept.name in words(new.findChild(QWidget, "backups"))
    old = open_book(kept)
    assert len(old.rows("SELECT id FROM clients")) == 2
    old.close()


def test_escape_leaves_the_way_back_and_nothing_has_happened(
    qtbot: KeepingBot, window: MainWindow, book: Path
) -> None:
    before = book.read_bytes()
    window.activateWindow()
    window.open_record("restore", 0)
    settle(qtbot, window)
    assert "There is no backup yet" in words(window.screen_named("restore"))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.current_name == "settings"
    assert book.read_bytes() == before


def test_the_card_says_both_places_and_the_second_that_is_away(
    qtbot: KeepingBot, window: MainWindow, tmp_path: Path
) -> None:
    QTest.mouseClick(sign(window), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    card = window.findChild(QWidget, "backups")
    assert "If this disk fails" in words(card) or "if this disk fails" in words(card)
    assert "only when you ask" in words(card)
    stick = tmp_path / "stick"
    stick.mkdir()
    card.choose_second()
    dialog = card.findChild(QFileDialog, "second_folder_dialog")
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    settle(qtbot, window)
    assert len(list(stick.glob("*.db"))) == 1
    assert words(window.toast).startswith("Backed up and verified, in both places")
    assert card.findChild(ChipLabel, "backup_chip").accessibleName() == "Verified just now"
    stick.rename(tmp_path / "drawer")
    QTest.mouseClick(card.findChild(QPushButton, "settings.back_up"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "not there now" in words(card)
    assert "The second folder is not there now." in sign(window).toolTip()
    assert not window.messages.isVisible(), "a stick in the drawer is no error"
    QTest.mouseClick(card.findChild(QPushButton, "settings.no_second_folder"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "None yet" in words(card)


def test_what_stands_against_a_backup_is_said(qtbot: KeepingBot, window: MainWindow) -> None:
    paths.backup_folder().parent.mkdir(parents=True, exist_ok=True)
    paths.backup_folder().write_text("a file in the place of the folder")
    window.session.backups.back_up()
    settle(qtbot, window)
    assert str(paths.data_folder()) in window.messages.text
    assert not window.session.backups.is_running


def test_bad_files_are_refused_in_a_sentence_and_another_book_wants_a_tick(
    qtbot: KeepingBot, window: MainWindow, tmp_path: Path
) -> None:
    window.open_record("restore", 0)
    screen = window.screen_named("restore")
    preview = window.findChild(RestorePreview)
    confirm = preview.findChild(QPushButton, "restore.confirm")
    diary = tmp_path / "diary.db"
    diary.write_text("Dear diary " * 500)
    screen.take_file(str(diary))
    settle(qtbot, window)
    assert "is not a ClientDesk book" in words(preview)
    assert not confirm.isVisible()
    other = open_texan(tmp_path / "marcus.db")
    (tmp_path / "theirs").mkdir()
    made = backups.back_up(other, at=window.session.backups.moment(), folder=tmp_path / "theirs").made
    other.close()
    screen.take_file(str(made.path))
    settle(qtbot, window)
    assert "This is the backup of another book." in words(preview)
    assert not confirm.isEnabled()
    tick = preview.findChild(QCheckBox, "restore_other")
    assert "Marcus Reed" in tick.text()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert confirm.isEnabled()


def test_a_book_that_another_window_has_open_stays(
    qtbot: KeepingBot, windows: wiring.Windows, window: MainWindow, book: Path
) -> None:
    other = windows.open(book, today=lambda: TODAY)
    settle(qtbot, other)
    done = backups.back_up(window.session.db, at=window.session.backups.moment())
    window.session.backups.prepare(done.made.path, window.screen_named("restore")._is_ready, print)
    qtbot.waitUntil(window.messages.isVisible, timeout=PATIENCE)
    assert window.messages.text.startswith("Another window has this book open")
    assert sorted(path.name for path in book.parent.glob("lena.db*")) == ["lena.db", "lena.db-journal"]
    assert window in windows.all


def test_by_itself_when_it_is_due_and_the_clock_is_real(
    qtbot: KeepingBot, windows: wiring.Windows, book: Path
) -> None:
    made = windows.open(book, today=wiring.clock(None))
    made.resize(1280, 800)
    settle(qtbot, made)
    watch = made.session.backups
    assert watch.is_automatic
    assert sign(made).property("icon_tone") == "warn"
    watch._turn()
    settle(qtbot, made)
    assert len(list(paths.backup_folder().glob("*.db"))) == 1
    assert sign(made).property("icon_tone") == "good"
    watch._turn()
    settle(qtbot, made)
    assert len(list(paths.backup_folder().glob("*.db"))) == 1
    # A week later it is amber, and the age says how long it is.
    (backup,) = paths.backup_folder().glob("*.db")
    known = manifest.read(backup)
    manifest.write(backup, replace(known, made_at=known.made_at - timedelta(days=8)))
    watch.look()
    settle(qtbot, made)
    assert (sign(made).text(), sign(made).property("icon_tone")) == ("Backup: 8 days", "warn")
    manifest.write(backup, known)
    watch.look()
    settle(qtbot, made)
    made.rail.fold(True)
    assert sign(made).text() == ""
    assert sign(made).accessibleName() == "Last verified backup: just now"
    # At the end what has changed since is backed up, if the last one is old enough.
    made.session.run(clients.create, Client(name="New"))
    windows.back_up()
    assert len(list(paths.backup_folder().glob("*.db"))) == 1
    manifest.write(backup, replace(known, made_at=known.made_at - timedelta(minutes=10)))
    windows.back_up()
    newest = max(paths.backup_folder().glob("*.db"), key=lambda path: manifest.read(path).made_at)
    assert newest != backup
    assert manifest.read(newest).counts["clients"] == 2
    # What was typed a moment ago and is not even kept yet goes along.
    made.show_screen("clients")
    made.screen_named("clients").new_client()
    field = next(one for one in made.findChildren(QLineEdit, "name") if one.isVisible())
    QTest.keyClicks(field, "Krumm")
    known = manifest.read(newest)
    manifest.write(newest, replace(known, made_at=known.made_at - timedelta(minutes=10)))
    windows.back_up()
    newest = max(paths.backup_folder().glob("*.db"), key=lambda path: manifest.read(path).made_at)
    assert manifest.read(newest).counts["unsaved"] == 1


def test_what_would_be_missing_is_compared_anew_each_time(qtbot: KeepingBot, window: MainWindow) -> None:
    window.session.backups.back_up()
    settle(qtbot, window)
    window.open_record("restore", 0)
    screen = window.screen_named("restore")
    qtbot.waitUntil(lambda: "Nothing: every client" in words(screen), timeout=15_000)
    window.open_record("issuer", 0)
    window.session.run(clients.create, Client(name="Zed Test"))
    window.open_record("restore", 0)
    qtbot.waitUntil(lambda: "Zed Test" in words(screen), timeout=15_000)


def test_the_age_in_the_rail_goes_on_while_the_window_is_open(
    qtbot: KeepingBot, windows: wiring.Windows, book: Path
) -> None:
    day = TODAY
    window = windows.open(book, today=lambda: day)
    window.resize(1280, 800)
    settle(qtbot, window)
    window.session.backups.back_up()
    settle(qtbot, window)
    assert sign(window).text() == "Backup: now"
    # A tick of the clock after two nights; nothing was read from the disk.
    (backup,) = paths.backup_folder().glob("*.db")
    backup.rename(backup.with_suffix(".away"))
    day = TODAY + timedelta(days=2)
    window.session.backups.grow_older()
    assert sign(window).text() == "Backup: 2 days"
    assert sign(window).accessibleName() == "Last verified backup: 2 days ago"
    assert any(
        one.isActive() and one.interval() == 60_000 for one in window.session.backups.findChildren(QTimer)
    )
