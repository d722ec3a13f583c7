"""Ctrl keys with another script on the keyboard, by the place of the key; with synthesised native codes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from clientdesk.ui import actions, keyboard

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

#: X11 codes of the keys printed K, L, I, Z, C, V, A, comma, Q.
K, L, I, Z, C, V, A, COMMA, Q = 45, 46, 31, 52, 54, 55, 38, 59, 24  # noqa: E741


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.field = QLineEdit("alpha", self)
        QVBoxLayout(self).addWidget(self.field)
        for name in ("app.settings", "app.scheme", "clients.new_invoice", "app.undo", "app.quit"):
            actions.make(name, self, self._note)

    def _note(self) -> None:
        self.done.append(self.sender().objectName())

    def press(self, code: int, character: str, held: Qt.KeyboardModifier, text: str | None = None) -> None:
        """Send what a window system sends: first the question whether it is a shortcut, then the key."""
        text = character if text is None else text
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, ord(character.upper()), held, code, ord(character), 0, text)
            event.ignore()
            QApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def desk(qtbot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    listener = keyboard.LatinKeys(QApplication.instance())
    yield made  # keeps the window alive
    listener.setParent(None)
    listener.deleteLater()


@pytest.mark.parametrize(
    ("code", "character", "held", "wanted"),
    [
        (COMMA, "و", CTRL, "app.settings"),  # Arabic
        (COMMA, "б", CTRL, "app.settings"),  # Russian
        (Q, "ض", CTRL, "app.quit"),
        (Q, "ౌ", CTRL, "app.quit"),  # Telugu: a vowel sign, which is no letter by itself
        (Q, "й", CTRL, "app.quit"),
        (Z, "ئ", CTRL | ALT, "app.undo"),
        (Z, "ె", CTRL | ALT, "app.undo"),
        (L, "థ", CTRL | SHIFT, "app.scheme"),
        (L, "λ", CTRL | SHIFT, "app.scheme"),
        (I, "ן", CTRL | SHIFT, "clients.new_invoice"),
    ],
)
def test_a_shortcut_works_where_its_letter_is_printed(desk: Desk, code, character, held, wanted):
    desk.press(code, character, held)
    assert desk.done == [wanted]
    assert desk.field.text() == "alpha"


@pytest.mark.parametrize(
    ("code", "sign", "wanted"), [(L, "/", "app.scheme"), (I, "÷", "clients.new_invoice")]
)
def test_a_sign_that_arabic_has_on_a_shifted_letter_is_that_letter(desk: Desk, code, sign, wanted):
    desk.press(A, "ش", NONE)
    desk.press(code, sign, CTRL | SHIFT)
    assert desk.done == [wanted]


def test_shift_counts_although_it_makes_a_hebrew_key_latin(desk: Desk):
    desk.press(K, "ל", NONE)
    desk.press(L, "L", CTRL | SHIFT)
    assert desk.done == ["app.scheme"]


def test_a_sign_that_a_latin_layout_has_there_stays_a_sign(desk: Desk):
    # Dvorak has an apostrophe where Q is printed: Ctrl+' must not quit.
    desk.press(K, "t", NONE)
    desk.press(Q, "'", CTRL)
    assert desk.done == []


def test_the_fields_own_keys_copy_and_paste(desk: Desk):
    desk.press(A, "ش", CTRL)
    assert desk.field.selectedText() == "alpha"
    desk.press(C, "ؤ", CTRL)
    assert QApplication.clipboard().text() == "alpha"
    desk.field.clear()
    desk.press(V, "ر", CTRL)
    assert desk.field.text() == "alpha"
    desk.press(Z, "ئ", CTRL)
    assert desk.field.text() == ""
    assert desk.done == []


def test_typing_stays_typing(desk: Desk):
    desk.field.clear()
    for code, letter in ((K, "ن"), (L, "م"), (Q, "ض")):
        desk.press(code, letter, NONE)
    desk.press(L, "/", SHIFT)
    desk.press(Q, "@", CTRL | ALT)  # AltGr as Windows tells it
    assert desk.field.text() == "نمض/@"
    assert desk.done == []


def test_a_key_that_means_nothing_here_is_not_taken_for_another(desk: Desk):
    desk.press(K, "ن", CTRL)
    assert desk.done == []
    assert desk.field.text() == "alpha"


def test_places_are_known_on_every_system():
    def event(scan: int, virtual: int) -> QKeyEvent:
        return QKeyEvent(QEvent.Type.KeyPress, 0, CTRL, scan, virtual, 0, "")

    assert keyboard.place_of(event(K, 0), "xcb") == ord("K")
    assert keyboard.place_of(event(K, 0), "wayland") == ord("K")
    assert keyboard.place_of(event(0x25, 0x4B), "windows") == ord("K")
    assert keyboard.place_of(event(1, 40), "cocoa") == ord("K")
    assert keyboard.place_of(event(1, 43), "cocoa") == ord(",")
    assert keyboard.place_of(event(200, 0), "xcb") == 0
