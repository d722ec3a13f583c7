"""Hostile files and texts that reach the window, by their number in docs/threats.md."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from clientdesk import app, paths
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import set_aside, user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.trail import Trail
from clientdesk.ui.widgets.own_filters import OwnFilters
from clientdesk.ui.widgets.preview import Preview


class Trap:
    """What a pickled value can do when it is read: anything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.folder),)


@pytest.fixture
def settings_file() -> Path:
    path = Path(user_settings().fileName())
    assert path.parts[-2:] == (paths.APP_NAME, f"{paths.APP_NAME}.ini")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    set_aside()
    return path


def trapped(path: Path, trap: Path) -> bytes:
    """Settings whose language is an object that makes a folder as soon as it is read."""
    settings = user_settings()
    settings.setValue("language", Trap(trap))
    settings.sync()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("plain", "disguised"),
    [
        (b"@Variant", b"@Variant"),
        (b"@Variant", rb"\x40Variant"),
        (b"@V", rb"\x10040V"),
        (b"@V", rb"\100\126"),
        (b"@V", rb"@\zV"),
    ],
    ids=["plain", "hexadecimal", "wrapped around", "octal", "stroke"],
)
def test_t72_settings_that_hold_code_are_set_aside_and_never_run(
    settings_file: Path, tmp_path: Path, plain: bytes, disguised: bytes
) -> None:
    trap = tmp_path / "sprung"
    written = trapped(settings_file, trap).replace(plain, disguised, 1)
    settings_file.write_bytes(written)
    assert user_settings().value("language") is None
    assert not trap.exists()
    assert settings_file.with_name(f"{settings_file.name}.damaged").read_bytes() == written
    assert "settings of the window was damaged" in str(set_aside())
    assert set_aside() is None


def test_t72_settings_of_a_hundred_megabytes_are_set_aside_unread_and_the_window_says_so(
    qtbot, session: Session, settings_file: Path
) -> None:
    with settings_file.open("wb") as file:
        file.truncate(100_000_000)
    window = MainWindow(session, settings=user_settings())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    bar = window.findChild(QLabel, "message_text")
    assert "the usual ones again" in bar.text()
    assert not settings_file.exists() or settings_file.stat().st_size < 10_000
    settings_file.with_name(f"{settings_file.name}.damaged").unlink()


_RUBBISH = {
    "digits": "9" * 6000,
    "letters": "x" * 50_000,
    "bytes": b"\x80\xff",
    "list": ["a", "b"],
    "objects": "[{}]",
    "no place": "../../etc",
    "negative": "-1",
}


@pytest.mark.parametrize("kind", _RUBBISH)
def test_t72_settings_of_the_wrong_kind_are_as_if_there_were_none(
    qtbot, qapp: QApplication, session: Session, settings_file: Path, kind: str
) -> None:
    names = ("language", "digits", "scheme", "text", "motion", "window/geometry", "lists/clients/filters")
    keys = (*names, "papers/folder", f"seen/{str(session.db.path).replace('/', '|')}")
    settings = user_settings()
    for name in keys:
        settings.setValue(name, _RUBBISH[kind])
    settings.sync()
    fresh = user_settings()
    assert app.chosen_scale(fresh) in {1.0}
    app.set_up(qapp, fresh)
    assert OwnFilters("clients").all() == ()
    Trail().restore(fresh, str(session.db.path))
    window = MainWindow(session, settings=fresh)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    settings_file.unlink(missing_ok=True)


def test_t73_what_is_pasted_with_its_look_arrives_as_plain_text(qtbot, session: Session) -> None:
    screen = ClientsScreen(session)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_record("new_client", 0)
    QApplication.processEvents()
    rich = QMimeData()
    rich.setHtml('<b>Krumm</b> <img src="file:///etc/hostname"><a href="javascript:x">here</a>')
    rich.setText("Krumm here")
    for name in ("name", "notes"):
        field = next(one for one in screen.findChildren(QWidget, name) if one.isVisible())
        QApplication.clipboard().setMimeData(_copied(rich))
        field.setFocus()
        field.paste()
        kept = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        assert kept == "Krumm here"
    # Nowhere in the window can anything but plain text be typed into.
    assert not [one for one in screen.findChildren(QTextEdit) if not one.isReadOnly()]


def _copied(data: QMimeData) -> QMimeData:
    again = QMimeData()
    again.setHtml(data.html())
    again.setText(data.text())
    return again


def test_t37_a_name_in_letters_of_two_alphabets_is_flagged_once_it_is_left(
    qtbot, session: Session, type_text: Callable[[QWidget, str], None]
) -> None:
    screen = ClientsScreen(session)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.open_record("new_client", 0)
    QApplication.processEvents()
    field = next(one for one in screen.findChildren(QLineEdit, "name") if one.isVisible())
    field.setFocus()
    type_text(field, "Bäckerei Kruмm")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    below = screen.findChild(QLabel, "name_below")
    qtbot.waitUntil(lambda: below.isVisible() and "two alphabets" in below.text())
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert session.db.value("SELECT name FROM clients") == "Bäckerei Kruмm"


def test_t58_t86_a_saved_paper_is_whole_and_the_users_alone(qtbot, session: Session, tmp_path: Path) -> None:
    preview = Preview(session)
    qtbot.addWidget(preview)
    before = os.umask(0)
    try:
        with qtbot.waitSignal(preview.shown, raising=False, timeout=1):
            preview.show_pdf(b"")
        preview._pages = type(preview._pages)(b"%PDF-1.7 kept", ())
        preview.save_to(str(tmp_path / "paper.pdf"))
    finally:
        os.umask(before)
    assert (tmp_path / "paper.pdf").read_bytes() == b"%PDF-1.7 kept"
    assert stat.S_IMODE((tmp_path / "paper.pdf").stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} <= {"paper.pdf", "book.db", "book.db-journal"}
