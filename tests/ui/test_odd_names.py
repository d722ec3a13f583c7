"""Names nobody expects: emoji, two hundred letters without a space, and characters that cannot be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.palette.overlay import Palette
from clientdesk.ui.session import Session
from clientdesk.usecases import clients

EMOJI = "👩‍👩‍👧 🎉 Ömer & Söhne 🇩🇪🇹🇷 " * 7
ENDLESS = "Donaudampfschifffahrt" * 9
NAMES = (EMOJI[:200].strip(), ENDLESS, "﷽" * 200)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    for name in NAMES:
        clients.create(session.db, Client(name=name))
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.resize(1024, 720)
    made.show()
    qtbot.waitUntil(lambda: made.current_name == "clients")
    rest(qtbot, made)
    return made


def rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    QApplication.processEvents()


def visible(window: QWidget, name: str) -> QWidget:
    QApplication.processEvents()
    return next(one for one in window.findChildren(QWidget, name) if one.isVisible())


def is_in_place(window: MainWindow) -> None:
    """Nothing has pushed the window wider, or itself out of it or over its neighbours."""
    QApplication.processEvents()
    assert window.width() == 1024
    inside = window.rect()
    screen = window.screen_named(window.current_name)
    for name in ("page_title", "filter"):
        for one in screen.findChildren(QWidget, name):
            if one.isVisible():
                left = one.mapTo(window, one.rect().topLeft())
                assert inside.contains(left)
                assert left.x() + one.width() <= inside.width()
    buttons = [
        one for one in screen.findChildren(QWidget) if one.isVisible() and "clients." in one.objectName()
    ]
    assert buttons
    for one in buttons:
        assert one.mapTo(window, one.rect().bottomRight()).x() < inside.width(), one.objectName()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_window_stays_usable_with_any_name(qtbot: QtBot, window: MainWindow, number: int):
    session = window.session
    window.open_record("client", number)
    rest(qtbot, window)
    title = visible(window, "page_title")
    assert isinstance(title, QLabel)
    assert title.text() == clients.get(session.db, number).name
    is_in_place(window)
    window.open_record("edit_client", number)
    rest(qtbot, window)
    is_in_place(window)
    window.show_palette()
    palette = window.findChild(Palette)
    QApplication.clipboard().setText(NAMES[number - 1][:20])
    field = visible(palette, "palette_field")
    field.paste()
    rest(qtbot, window)
    assert window.width() == 1024
    QTest.keyClick(field, Qt.Key.Key_Escape)
    # The client of a new paper.
    window.open_record("new_invoice", number)
    rest(qtbot, window)
    assert window.width() == 1024
    window.show_screen("today")
    rest(qtbot, window)
    assert window.width() == 1024


def test_ten_thousand_letters_are_refused_in_a_sentence_and_stay(qtbot: QtBot, window: MainWindow):
    window.open_record("new_client", 0)
    field = visible(window, "name")
    QApplication.clipboard().setText("🎉" * 10_000)
    field.paste()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "200" in visible(window, "name_below").text()
    assert len(field.text()) >= 10_000
    is_in_place(window)


@pytest.mark.parametrize("name", ["Krumm\u202e GmbH", "Krumm\x00 GmbH", "Krumm\nGmbH"])
def test_what_cannot_be_seen_is_gone_as_soon_as_it_is_pasted(qtbot: QtBot, window: MainWindow, name: str):
    window.open_record("new_client", 0)
    field = visible(window, "name")
    # The clipboard itself drops some of them; typed by a program they all arrive.
    field.insert(name)
    field.textEdited.emit(field.text())
    assert field.text() == "Krumm GmbH"
    assert field.cursorPosition() == len("Krumm GmbH")
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert clients.get(window.session.db, 4).name == "Krumm GmbH"
