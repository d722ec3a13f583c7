"""Every key on the clients' screen, wherever the cursor stands: nothing breaks, and the cursor is always somewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.usecases import clients

LETTERS = [Qt.Key(code) for code in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)]
DIGITS = [Qt.Key(code) for code in range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)]
#: F1 opens the sheet of keys in a window of its own.
FUNCTIONS = [Qt.Key(code) for code in range(Qt.Key.Key_F2.value, Qt.Key.Key_F12.value + 1)]
WALKING = [
    *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Menu),
]
PLAIN = [*LETTERS, *DIGITS, *FUNCTIONS, *WALKING]
HELD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    for number in range(40):
        clients.create(session.db, Client(name=f"Client {number:02}"))
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.current_name == "clients")
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    yield made  # noqa: PT022  # keeps the window alive


def stands_on_a_client(window: MainWindow) -> bool:
    is_here = window.current_name == "clients" and window.screen_named("clients").place()[0] == "client"
    return is_here and not any(
        one.isVisible() for one in window.findChildren(QWidget, "clients.leave_editor")
    )


def put_cursor(window: MainWindow, place: str) -> QWidget:
    screen = window.screen_named("clients")
    if place == "filter":
        screen.list.filter.clear()
        target: QWidget = screen.list.filter
    elif place == "list":
        target = screen.list.table
    else:
        detail = screen.findChild(QWidget, "page_title").window()
        buttons = [
            one for one in detail.findChildren(QWidget, "clients.edit") if one.isVisible() and one.isEnabled()
        ]
        target = buttons[0]
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return target


@pytest.mark.parametrize("place", ["list", "filter", "page"])
@pytest.mark.parametrize("held", HELD)
def test_no_key_breaks_anything_or_loses_the_cursor(
    qtbot: QtBot,
    window: MainWindow,
    place: str,
    held: Qt.KeyboardModifier,
    monkeypatch: pytest.MonkeyPatch,
):
    broken: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: broken.append(error))
    lost = []
    for key in PLAIN:
        if not stands_on_a_client(window):
            window.open_record("client", 1)
        put_cursor(window, place)
        focus = QApplication.focusWidget()
        QTest.keyClick(focus, key, held)
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            QApplication.processEvents()
            popup = QApplication.activePopupWidget()
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or not now.isVisible() or now.window() is not window:
            lost.append((key.name, now))
    assert broken == []
    assert lost == []
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    assert not window.messages.isVisible()
