"""Hostile files and texts that reach the window, by their number in docs/threats.md."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from clientdesk import app, paths
from clientdesk.documents.layout import render
from clientdesk.domain.client import Client
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import set_aside, user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.trail import Trail
from clientdesk.ui.widgets.own_filters import OwnFilters
from clientdesk.ui.widgets.preview import Preview
from clientdesk.usecases import clients, invoices
from tests.documents.samples import plain_view
from tests.ui.conftest import TODAY
from tests.usecases.billing import line, open_german


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
    assert app.chosen_scale(fresh) == 1.0
    app.set_up(qapp, fresh)
    Trail().restore(fresh, str(session.db.path))
    window = MainWindow(session, settings=fresh)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    assert OwnFilters(session, "clients").all() == ()
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
    paper = render(plain_view())
    preview = Preview(session)
    qtbot.addWidget(preview)
    before = os.umask(0)
    try:
        with qtbot.waitSignal(preview.shown, timeout=15_000):
            preview.show_pdf(paper)
        preview.save_to(str(tmp_path / "paper.pdf"))
    finally:
        os.umask(before)
    assert (tmp_path / "paper.pdf").read_bytes() == paper
    assert stat.S_IMODE((tmp_path / "paper.pdf").stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} <= {"paper.pdf", "book.db", "book.db-journal"}


def test_t58_the_settings_of_the_window_are_the_users_alone(settings_file: Path) -> None:
    shutil.rmtree(settings_file.parent)
    before = os.umask(0)
    try:
        settings = user_settings()
        settings.setValue("language", "de")
        settings.sync()
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (settings_file.parent, settings_file)]
    assert modes == [0o700, 0o600]
    assert settings_file.read_bytes().endswith(b"language=de\n")


_MARKUP = '<img src="file:///etc/hostname"><b>Krumm</b> R&D &bogus;'


def test_t31_t45_no_name_is_taken_for_markup_or_loses_its_ampersand_anywhere_in_the_window(
    qtbot, session: Session
) -> None:
    open_german(session.db.path).close()
    stored = clients.create(session.db, Client(name=_MARKUP, what_matters=_MARKUP, notes=_MARKUP))
    draft = invoices.create(
        session.db, stored.id, on=TODAY, lines=(replace(line("100", text=_MARKUP), details=_MARKUP),)
    )
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    session.tell("Saved.", lambda: None, act=f"Changed {_MARKUP}")
    seen = False
    for kind, record_id in (("client", stored.id), ("edit_client", stored.id), ("invoice", draft.id)):
        window.open_record(kind, record_id)
        qtbot.waitUntil(lambda: not session.tasks.is_busy)
        QApplication.processEvents()
        for one in window.findChildren(QWidget):
            tip = one.toolTip()
            assert "<img" not in tip, (one.objectName(), tip)
            if isinstance(one, QLabel) and "Krumm" in one.text():
                assert one.textFormat() == Qt.TextFormat.PlainText or "<" not in one.text(), one.objectName()
                seen = True
            if isinstance(one, QAbstractButton) and "R&" in one.text():
                assert "R&&D" in one.text(), (one.objectName(), one.text())
        for table in window.findChildren(QAbstractItemView):
            model = table.model()
            for row in range(model.rowCount() if model else 0):
                for column in range(model.columnCount()):
                    tip = str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
                    assert "<img" not in tip, (table.objectName(), tip)
    assert seen


def test_t31_a_file_is_called_by_its_name_where_it_cannot_be_opened(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "<b>R&D<b>.db"
    path.write_bytes(b"no book at all, and long enough to be looked at" * 50)
    window = app.open_window(path, today=lambda: TODAY)
    qtbot.addWidget(window)
    window.show()
    boxes = []
    qtbot.waitUntil(lambda: bool(boxes.extend(_boxes()) or boxes))
    assert "<b>R&D<b>.db" in boxes[0].text()
    assert boxes[0].textFormat() == Qt.TextFormat.PlainText
    boxes[0].finished.disconnect()
    boxes[0].close()


def _boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
