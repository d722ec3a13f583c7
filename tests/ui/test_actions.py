"""Every action is declared once, with keys nobody else takes and an icon that exists."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from clientdesk import paths
from clientdesk.ui import actions
from clientdesk.ui.actions import ACTIONS
from clientdesk.ui.key_sheet import KeySheet
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.rail import RailButton
from clientdesk.ui.screens import SCREENS

#: Scopes that can be on screen at the same time as each scope.
TOGETHER = {
    "document": {"lines", "preview", "form"},
    "documents": {"list"},
    "clients": {"list", "form"},
    "client_paper": {"preview", "form"},
    "work": {"list", "form"},
    "contract": {"lines", "preview", "form"},
    "money": {"list", "form"},
    "library": {"list", "form"},
    "settings": {"form"},
    "today": {"list"},
}


def test_no_action_is_declared_twice():
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))


def test_no_two_actions_on_screen_together_share_their_keys():
    clashes = []
    for one, other in combinations([action for action in ACTIONS if action.keys], 2):
        if one.gives_way is not other.gives_way:
            # The window asks for its key only when nothing nearer has taken it.
            continue
        if QKeySequence(one.keys) == QKeySequence(other.keys) and meet(one.scope, other.scope):
            clashes.append((one.id, other.id, one.keys))
    assert clashes == []


def meet(one: str, other: str) -> bool:
    if one == other or "app" in {one, other}:
        return True
    if other in TOGETHER.get(one, set()) or one in TOGETHER.get(other, set()):
        return True
    return any({one, other} <= group for group in TOGETHER.values())


def test_all_keys_are_understood_by_qt():
    for action in ACTIONS:
        if action.keys:
            assert not QKeySequence(action.keys).isEmpty(), action.id
            assert "Unknown" not in QKeySequence(action.keys).toString(), action.id


def test_all_icons_are_shipped():
    for action in ACTIONS:
        if action.icon:
            assert paths.resource(f"icons/{action.icon}.svg").is_file()


def test_a_button_carries_the_actions_name_words_and_tooltip(qtbot):
    pressed = []
    page = QWidget()
    qtbot.addWidget(page)
    button = actions.button("clients.new", page, lambda: pressed.append(1), variant="icon")
    assert page.findChild(QPushButton, "clients.new") is button
    assert button.accessibleName() == "New client"
    assert "Ctrl+N" in button.toolTip()
    assert not button.text()
    button.click()
    assert pressed == [1]
    button.bound_action.setEnabled(False)
    assert not button.isEnabled()


def test_the_key_sheet_names_every_key(qtbot, qapp):
    from PySide6.QtWidgets import QLabel

    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = KeySheet(parent)
    sheet.open()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for action in ACTIONS:
        if action.keys:
            assert actions.keys_text(action.keys) in shown, action.id
    sheet.close()


def test_the_rail_is_numbered_without_holes_in_its_order(qtbot, session):
    window = MainWindow(session)
    qtbot.addWidget(window)
    keys = [actions.spec(f"app.{entry.name}").keys for entry in SCREENS if entry.rail == "above"]
    assert keys == [f"Ctrl+{number}" for number in range(1, len(keys) + 1)]
    shown = [button.objectName() for button in window.rail.findChildren(RailButton)]
    assert shown[: len(keys)] == [f"app.{entry.name}" for entry in SCREENS if entry.rail == "above"]
