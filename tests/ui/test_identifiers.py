"""A VAT id or tax number that looks wrong is said at its field once it is left, and can be kept all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.storage.database import open_book
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Screen
from clientdesk.usecases import clients
from tests.ui.conftest import TODAY
from tests.usecases.billing import open_german

Type = Callable[[QWidget, str], None]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    open_german(path).close()
    return path


def shown(screen: Screen, qtbot: QtBot, kind: str, record_id: int) -> Screen:
    qtbot.addWidget(screen)
    screen.resize(1200, 800)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.open_record(kind, record_id)
    QApplication.processEvents()
    return screen


def fill(screen: Screen, field: str, text: str, type_text: Type) -> QWidget:
    editor = next(one for one in screen.findChildren(QWidget, field) if one.isVisible())
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)
    QApplication.processEvents()
    return editor


def below(screen: Screen, field: str) -> str:
    label = next(one for one in screen.findChildren(QLabel, f"{field}_below"))
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize(
    ("field", "right"),
    [("tax_ids.tax_number", "181/815/08155"), ("tax_ids.vat_id", "DE136695976")],
)
def test_r_id_1_a_number_that_looks_wrong_is_said_at_the_clients_field_and_may_be_kept(
    session: Session, qtbot: QtBot, type_text: Type, field: str, right: str
) -> None:
    screen = shown(ClientsScreen(session), qtbot, "edit_client", 1)
    editor = fill(screen, field, "DE12x", type_text)
    assert below(screen, field) == "", "half a number is no wrong one"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "DE12x" in below(screen, field))
    assert "use it anyway" in below(screen, field)
    # Saving asks once more, at the same field.
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert "does not look right" in below(screen, field)
    assert clients.get(session.db, 1).tax_ids == ()
    next(one for one in screen.findChildren(QPushButton, "clients.use_anyway") if one.isVisible()).click()
    (kept,) = clients.get(session.db, 1).tax_ids
    assert (kept.value, kept.used_anyway) == ("DE12x", True)
    screen.open_record("edit_client", 1)
    QApplication.processEvents()
    editor = fill(screen, field, right, type_text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: below(screen, field) == "")


def test_r_id_1_your_own_number_that_looks_wrong_is_said_beside_the_first_invoice_and_kept(
    tmp_path: Path, qtbot: QtBot, type_text: Type
) -> None:
    session = Session(open_book(tmp_path / "new.db"), today=lambda: TODAY)
    screen = shown(DocumentsScreen(session), qtbot, "new_invoice", 0)
    country = next(one for one in screen.findChildren(QWidget, "address.country") if one.isVisible())
    country.set_value("DE")
    country.edited.emit()
    QApplication.processEvents()
    editor = fill(screen, "tax_id", "DE12x", type_text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "“DE12x” is not a valid VAT ID" in below(screen, "tax_id"))
    editor = fill(screen, "tax_id", "DE136695976", type_text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: below(screen, "tax_id") == "")
    session.close()
