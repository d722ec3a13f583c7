"""Moving in by widgets and keys: a file is dropped or chosen, its columns set right, taken over, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.party import Address, Contact
from clientdesk.storage import tables
from clientdesk.ui.importing.page import ImportScreen
from clientdesk.ui.list_export import ListExport
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.choice_editors import ChoiceEditor
from clientdesk.usecases import clients

CTRL = Qt.KeyboardModifier.ControlModifier
TABLE = (
    "Kundin;Firma;Ort;Land;E-Mail\n"
    "x;Bäckerei Krumm;Leipzig;Deutschland;eva@krumm.de\n"
    "x;<b>Müller</b> & Söhne;Köln;D;post@mueller.de\n"
    "x;Weiß;Berlin;Atlantis;w@weiss.de\n"
)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    known = Client(name="Krumm", contacts=(Contact(email="eva@krumm.de"),))
    clients.create(session.db, known)
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitUntil(lambda: made.current_name == "clients")
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Kunden R&D.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


def drop(window: MainWindow, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def part(window: MainWindow, name: str, kind: type[QWidget] = QWidget):
    return window.screen_named("import").findChild(kind, name)


def seen(window: MainWindow) -> str:
    screen = window.screen_named("import")
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def names(session: Session) -> list[str]:
    return [client.name for client in tables.clients.find(session.db)]


def test_t74_and_t45_a_dropped_file_is_looked_at_and_taken_over_and_back_by_keys(
    qtbot: QtBot, session: Session, window: MainWindow, table: Path
) -> None:
    assert drop(window, table)
    qtbot.waitUntil(part(window, "import_columns").isVisible)
    assert "Kunden R&D.csv" in seen(window)
    assert "<b>Müller</b> & Söhne" in seen(window)
    # The letters are a guess, and words show whether it is right.
    assert "Do these words look right? " in seen(window)
    assert "Söhne" in part(window, "import_telling", QLabel).text()
    first = part(window, "import_column_0", ChoiceEditor)
    assert first.value() == ""
    assert first.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    leave_out = part(window, "import_leave_out_bad")
    qtbot.waitUntil(leave_out.hasFocus)
    assert "Line 4, Country: “Atlantis” is no country that is known here." in seen(window)
    assert "Line 2: Bäckerei Krumm is in the book already." in seen(window)
    assert not part(window, "importing.next").isEnabled()
    QTest.keyClick(leave_out, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part(window, "importing.next").text() == "Import 1 client")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: part(window, "importing.show").isVisible())
    assert names(session) == ["Krumm", "<b>Müller</b> & Söhne"]
    assert session.acts.last.name == "Import of 1 client"
    assert "Line 4, Country:" in seen(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["Krumm"]
    # The page says so, and one can go on: with this file or with another one.
    assert "Taken back" in seen(window)
    assert "1 record removed" in part(window, "import_came_of_it", QLabel).text()
    shown = {one.objectName() for one in window.findChildren(QPushButton) if one.isVisible()}
    assert shown & {"importing.undo", "importing.show", "importing.again"} == {"importing.again"}
    assert QApplication.focusWidget().objectName() == "importing.once_more"
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert part(window, "import_columns").isVisible()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: part(window, "importing.next").text() == "Import 1 client")


def test_t74_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    assert not drop(window, tmp_path / "program.exe")
    assert window.current_name == "clients"


def test_a_column_is_given_another_meaning_and_the_records_follow(
    qtbot: QtBot, session: Session, window: MainWindow, table: Path
) -> None:
    drop(window, table)
    qtbot.waitUntil(part(window, "import_columns").isVisible)
    first, second = (part(window, f"import_column_{at}", ChoiceEditor) for at in (0, 1))
    first.setFocus()
    QTest.keyClicks(first, "Name")
    first.activated.emit(first.currentIndex())
    qtbot.waitUntil(
        lambda: "Bäckerei Krumm" not in part(window, "import_preview").findChildren(QLabel)[2].text()
    )
    assert (first.value(), second.value()) == ("name", "")
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    # Other letters: the words and the records change at once.
    letters = part(window, "import_encoding", ChoiceEditor)
    letters.set_value("mac_roman")
    letters.edited.emit()
    qtbot.waitUntil(lambda: "B‰ckerei" in seen(window))
    letters.set_value("utf-8")
    letters.edited.emit()
    qtbot.waitUntil(lambda: "cannot be read as UTF-8" in seen(window))
    assert not part(window, "importing.next").isEnabled()
    letters.set_value("cp1252")
    letters.edited.emit()
    qtbot.waitUntil(part(window, "importing.next").isEnabled)


def test_t20_a_long_import_is_stopped_by_escape_and_leaves_nothing(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name,email\n" + "".join(f"F {one},f{one}@x.de\n" for one in range(4_000)), "utf-8")
    window.open_record("import_clients", 0)
    screen = window.screen_named("import")
    assert isinstance(screen, ImportScreen)
    screen.take_file(str(path))
    qtbot.waitUntil(part(window, "import_columns").isVisible)
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    go_on = part(window, "importing.next")
    qtbot.waitUntil(lambda: go_on.isEnabled() and go_on.hasFocus())
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    bar = part(window, "import_progress")
    qtbot.waitUntil(lambda: bar.maximum() == 4_000 and bar.value() > 0)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "The import was stopped; nothing was taken over." in seen(window))
    assert names(session) == ["Krumm"]


def test_what_cannot_be_read_is_said_where_the_file_is_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    window.open_record("import_clients", 0)
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    dialog = part(window, "import_lists_dialog", QFileDialog)
    dialog.fileSelected.emit(str(empty))
    dialog.reject()
    qtbot.waitUntil(lambda: "empty.csv is empty." in seen(window))
    assert part(window, "importing.choose").isVisible()


def test_the_palette_and_the_menus_of_both_lists_lead_to_the_import(window: MainWindow) -> None:
    from clientdesk.ui import actions

    for screen, name in (
        ("clients", "clients.import"),
        ("library", "library.import"),
        ("settings", "app.import"),
    ):
        window.show_screen(screen)
        live = {action.objectName(): action for action in actions.live(window)}
        live[name].trigger()
        assert window.current_name == "import"
    assert part(window, "import_kind", ChoiceEditor).value() == "clients"


def test_all_clients_go_into_a_table_and_all_lists_into_a_folder(
    qtbot: QtBot, session: Session, window: MainWindow, tmp_path: Path
) -> None:
    clients.create(session.db, Client(name="=1+1", addresses=(Address(city="Köln", country="DE"),)))
    (action,) = window.screen_named("clients").findChildren(QAction, "clients.export")
    action.trigger()
    dialog = window.screen_named("clients").findChild(QFileDialog, "list_export_dialog")
    target = tmp_path / "clients.csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(target.exists)
    text = target.read_text("utf-8-sig")
    assert "business,'=1+1,," in text
    session.today()
    ListExport(session, window).write_all_to(str(tmp_path))
    day = date(2026, 6, 17).isoformat()
    qtbot.waitUntil((tmp_path / f"payments-{day}.csv").exists)
    assert (tmp_path / f"invoices-{day}.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,kind,")
