"""The top bar and the keys of the frame: what can be made, the ways back and forth, folding, one registry."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from clientdesk.domain.errors import BusyFault
from clientdesk.storage.database import open_book
from clientdesk.ui import actions, style
from clientdesk.ui.key_sheet import KeySheet
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.screens import SCREENS
from clientdesk.ui.session import Session
from tests import shelf
from tests.ui.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def lena() -> Path:
    return shelf.book("lena")


@pytest.fixture
def session(qapp: QApplication, lena: Path, tmp_path: Path) -> Iterator[Session]:
    book = tmp_path / "lena.db"
    shutil.copy(lena, book)
    opened = Session(open_book(book), today=lambda: TODAY)
    yield opened
    opened.close()


def shown(qtbot, session: Session, **more: object) -> MainWindow:
    window = MainWindow(session, **more)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitSignal(window.screen_shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    return window


@pytest.fixture
def window(qtbot, session: Session) -> Iterator[MainWindow]:
    made = shown(qtbot, session, start="clients")
    yield made  # noqa: PT022  # keeps the window alive


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        (Qt.Key.Key_K, "clients"),
        (Qt.Key.Key_Q, "documents"),
        (Qt.Key.Key_I, "documents"),
        (Qt.Key.Key_C, "work"),
        (Qt.Key.Key_P, "money"),
        (Qt.Key.Key_E, "library"),
    ],
)
def test_everything_can_be_begun_from_anywhere(qtbot, window: MainWindow, key: Qt.Key, screen: str):
    window.show_screen("settings")
    qtbot.keyClick(QApplication.focusWidget(), key, CTRL | SHIFT)
    assert window.current_name == screen


def test_a_key_that_gives_way_means_the_nearer_thing_where_there_is_one(qtbot, window: MainWindow, session):
    window.open_record("client", 3)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    told = []
    session.open_record.connect(lambda kind, record_id: told.append((kind, record_id)))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, CTRL | SHIFT)
    assert told == [("new_invoice", 3)]


def test_the_menu_of_what_can_be_made_shows_its_keys(qtbot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.text() for entry in menu.actions()] == [
        "New client",
        "New quote",
        "New invoice",
        "New contract",
        "Record payment",
        "New catalogue entry",
    ]
    assert all(entry.shortcut().toString() for entry in menu.actions())
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.current_name == "documents"


def test_back_and_forward_lead_through_the_same_places(qtbot, window: MainWindow, session):
    window.open_record("client", 3)
    window.open_record("contract", 1)
    for key, screen in (
        (Qt.Key.Key_Left, "clients"),
        (Qt.Key.Key_Left, "clients"),
        (Qt.Key.Key_Right, "clients"),
        (Qt.Key.Key_Right, "work"),
    ):
        qtbot.keyClick(window, key, ALT)
        assert window.current_name == screen
    assert not window.findChild(QPushButton, "app.forward").isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.screen_named("clients").place() == ("client", 3)
    window.show_screen("money")
    assert not window.findChild(QPushButton, "app.forward").isEnabled()


def test_escape_closes_what_lies_on_top(qtbot, window: MainWindow, session):
    session.tell("Saved.")
    session.fault.emit(BusyFault("Held.", next_step="Wait."))
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.messages.isVisible()
    assert window.toast.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.toast.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [720, 1024, 1280, 1600])
def test_nothing_in_the_bar_is_cut_or_overlaps(qtbot, window: MainWindow, width: int, scale: float):
    style.theme().choose("light", scale=scale)
    window.resize(width, 700)
    bar = window.findChild(QWidget, "top_bar")
    # Folding asks for a layout, which comes with an event of its own.
    qtbot.waitUntil(lambda: faults_of(bar) == [])


def faults_of(bar: QWidget) -> list[str]:
    parts = [one for one in bar.findChildren(QWidget) if one.isVisible()]
    places = sorted((one.mapTo(bar, QPoint()).x(), one.width()) for one in parts)
    found = [
        f"{x} + {wide} > {after}" for (x, wide), (after, _) in itertools.pairwise(places) if x + wide > after
    ]
    if places[-1][0] + places[-1][1] > bar.width():
        found.append("beyond the bar")
    for one in parts:
        text = one.text() if isinstance(one, QLabel | QPushButton) else ""
        if text and one.fontMetrics().horizontalAdvance(text) > one.width():
            found.append(text)
    return found


def test_the_search_box_shows_its_words_where_there_is_room(window: MainWindow):
    box = window.findChild(QPushButton, "app.palette")
    window.resize(1280, 800)
    QApplication.processEvents()
    assert box.text() == "Search or jump to…   Ctrl+K"
    assert box.accessibleName() == "Search or jump to…"


def test_records_seen_last_are_known_the_next_time(qtbot, session: Session):
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "test", "seen")
    window = shown(qtbot, session, settings=settings)
    window.open_record("client", 3)
    window.open_record("contract", 1)
    window.close()
    again = shown(qtbot, session, settings=settings)
    assert again.visits[:2] == (("contract", 1), ("client", 3))


RECORDS = [("client", 1), ("contract", 1), ("invoice", 16), ("quote", 6), ("payment", 8), ("new_invoice", 0)]


@pytest.mark.parametrize("place", [*(entry.name for entry in SCREENS if entry.rail), *RECORDS], ids=str)
def test_no_two_actions_at_hand_share_a_key_and_icons_have_names(qtbot, window: MainWindow, session, place):
    if isinstance(place, str):
        window.show_screen(place)
    else:
        window.open_record(*place)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    QApplication.processEvents()
    keys = Counter(
        key.toString()
        for action in actions.live(window)
        if not actions.spec(action.objectName()).gives_way
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []
    for button in window.findChildren(QPushButton):
        is_icon_alone = not button.text() and not button.icon().isNull() and not button.findChildren(QLabel)
        if button.isVisible() and is_icon_alone:
            assert button.accessibleName(), button.objectName()
            assert button.toolTip(), button.objectName()


def test_the_sheet_of_keys_is_searched_and_moved_by_keys(qtbot, window: MainWindow, type_text):
    window.show_screen("work")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    field = sheet.findChild(QWidget, "key_filter")
    qtbot.waitUntil(sheet.isVisible)
    labels = [label for label in sheet.findChildren(QLabel) if label.isVisible()]
    bar = sheet._area.verticalScrollBar()
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    type_text(field, "prepayment")
    left = {label.text() for label in labels if label.isVisible()}
    assert left == {"Work", "Ask for a prepayment", "Ctrl+Shift+A", "Record prepayment", "Ctrl+Shift+P"}
    field.clear()
    type_text(field, "ctrl+k")
    assert "Search or jump to…" in {label.text() for label in labels if label.isVisible()}
    field.clear()
    type_text(field, "qqqq")
    assert {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()} == {"No key for that."}
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
