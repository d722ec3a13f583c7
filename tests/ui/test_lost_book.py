"""A book that was moved, deleted, replaced or write-protected: a sentence that says so, and typed text that stays."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil  # noqa: F401  # before the rights are given up, which reading Python's own files may need
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import app
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage.database import open_book
from clientdesk.ui.main_window import MainWindow
from clientdesk.usecases import clients

TODAY = date(2026, 6, 17)
_NOBODY = 65534


def make_book(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = open_book(path)
    clients.create(db, Client(name="Ahorn"))
    db.close()
    return path


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    made: list[MainWindow] = []

    def show(path: Path) -> MainWindow:
        window = app.open_window(path, today=app.clock(TODAY), start="clients")
        made.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.current_name == "clients")
        qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
        return window

    yield show
    for window in made:
        window.hide()
        window.session.close()
        window.deleteLater()


def typing(qtbot: QtBot, window: MainWindow) -> QLineEdit:
    """Open the editor of the first client and type into its reference."""
    window.open_record("edit_client", 1)
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    found = [one for one in window.findChildren(QLineEdit, "reference") if one.isVisible()]
    found[0].setFocus()
    QTest.keyClicks(found[0], "0341")
    return found[0]


def save(window: MainWindow) -> None:
    button = next(one for one in window.findChildren(QWidget, "form.save") if one.isVisible())
    button.click()


def delete(book: Path) -> None:
    book.unlink()


def rename_folder(book: Path) -> None:
    book.parent.rename(book.parent.with_name("elsewhere"))


def replace(book: Path) -> None:
    other = make_book(book.with_name("other.db"))
    book.unlink()
    other.rename(book)


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        (delete, "The book book.db is no longer in"),
        (rename_folder, "The folder"),
        (replace, "Another file lies where the book book.db was opened"),
    ],
)
def test_what_has_happened_to_the_file_is_said_and_what_was_typed_stays(
    qtbot: QtBot,
    shown: Callable[[Path], MainWindow],
    tmp_path: Path,
    happens: Callable[[Path], None],
    words: str,
):
    book = make_book(tmp_path / "mine" / "book.db")
    window = shown(book)
    field = typing(qtbot, window)
    happens(book)
    save(window)
    qtbot.waitUntil(window.messages.isVisible)
    assert words in window.messages.text
    assert "rights" not in window.messages.text
    assert field.isVisible()
    assert field.text() == "0341"
    if book.exists():
        # Nothing of ours has gone into the file that lies there now.
        other = open_book(book)
        assert clients.get(other, 1).reference == ""
        other.close()
    else:
        # No blank book was made in its place.
        assert not list(tmp_path.glob("mine/*.db"))


def test_a_book_that_is_put_back_takes_what_was_typed(
    qtbot: QtBot, shown: Callable[[Path], MainWindow], tmp_path: Path
):
    book = make_book(tmp_path / "book.db")
    window = shown(book)
    typing(qtbot, window)
    away = book.rename(tmp_path / "away.db")
    save(window)
    qtbot.waitUntil(window.messages.isVisible)
    away.rename(book)
    save(window)
    assert not window.messages.isVisible()
    assert clients.get(window.session.db, 1).reference == "0341"


def test_the_window_says_it_as_soon_as_one_comes_back_to_it(
    shown: Callable[[Path], MainWindow], tmp_path: Path
):
    book = make_book(tmp_path / "book.db")
    window = shown(book)
    book.unlink()
    window.session.wake()
    assert "is no longer in" in window.messages.text


def test_closing_over_text_that_cannot_be_kept_warns_once(
    qtbot: QtBot, shown: Callable[[Path], MainWindow], tmp_path: Path
):
    book = make_book(tmp_path / "book.db")
    window = shown(book)
    field = typing(qtbot, window)
    book.unlink()
    window.close()
    assert window.isVisible()
    assert field.text() == "0341"
    assert "is no longer in" in window.messages.text
    window.close()
    assert not window.isVisible()


@contextmanager
def somebody() -> Iterator[Path]:
    """Give a folder to somebody whom the rights of files concern, and act as that person."""
    folder = Path(tempfile.mkdtemp())
    effective = os.geteuid() if hasattr(os, "geteuid") else 1
    try:
        if effective == 0:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        yield folder
    finally:
        if effective == 0:
            os.seteuid(0)
        folder.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def protect_file(book: Path) -> None:
    book.chmod(stat.S_IRUSR)


def protect_folder(book: Path) -> None:
    book.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)


# Windows knows no folder in which nothing can be made.
PROTECTIONS = [(protect_file, "the file is"), (protect_folder, "its folder")][
    : 2 if os.name == "posix" else 1
]


@pytest.mark.parametrize(("protect", "words"), PROTECTIONS)
def test_a_protected_book_can_be_looked_at_and_says_why_it_cannot_be_changed(
    qtbot: QtBot, shown: Callable[[Path], MainWindow], protect: Callable[[Path], None], words: str
):
    with somebody() as folder:
        book = make_book(folder / "book.db")
        protect(book)
        before = book.read_bytes()
        window = shown(book)
        assert window.windowTitle() == "book (read only) – ClientDesk"
        assert words in window.messages.text
        assert "write-protected" in window.messages.text
        assert window.screen_named("clients").list.table.current_id == 1
        field = typing(qtbot, window)
        save(window)
        assert words in window.messages.text
        assert field.text() == "0341"
        assert book.read_bytes() == before
        window.close()
        window.close()
        assert not window.isVisible()
        QApplication.processEvents()


def test_a_protected_book_of_an_older_program_is_not_opened():
    with somebody() as folder:
        book = make_book(folder / "book.db")
        db = open_book(book)
        db.connection.execute("PRAGMA user_version = 2")
        db.close()
        protect_file(book)
        with pytest.raises(EnvironmentFault, match="write-protected"):
            open_book(book)
