"""What Qt itself says, in menus of text fields, buttons and dialogs, is said in the window's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from clientdesk import app, i18n
from clientdesk.ui import qt_texts

Speak = Callable[[str], None]


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Speak]:
    """Switch the language as the app does, and back to English afterwards."""
    before = QLocale()

    def to(tag: str) -> None:
        app.speak(qapp, tag)

    yield to
    app.speak(qapp, "en-GB")
    QLocale.setDefault(before)


def words(edit: QLineEdit | QPlainTextEdit) -> list[str]:
    """The texts of the menu a right click opens, without mnemonics and keys."""
    menu = edit.createStandardContextMenu()
    menu.setParent(edit)
    said = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    return [text.replace("&", "") for text in said]


MENUS = [
    ("en", ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"]),
    (
        "de",
        [
            "Rückgängig",
            "Wiederherstellen",
            "Ausschneiden",
            "Kopieren",
            "Einfügen",
            "Löschen",
            "Alles auswählen",
        ],
    ),
    ("ar", ["تراجع", "أعد", "قصّ", "انسخ", "ألصق", "احذف", "حدّد الكلّ"]),
    ("te", ["వెనక్కి తీసుకో", "మళ్లీ చేయి", "కత్తిరించు", "కాపీ చేయి", "అతికించు", "తొలగించు", "అన్నీ ఎంచుకో"]),
]


@pytest.mark.parametrize(("tag", "expected"), MENUS, ids=[tag for tag, _ in MENUS])
def test_the_menu_of_a_text_field_speaks_the_language(
    qtbot: QtBot, speak: Speak, tag: str, expected: list[str]
) -> None:
    speak(tag)
    line, area = QLineEdit(), QPlainTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(area)
    found = words(line)
    assert [text for text in found if text in expected] == expected
    assert [text for text in words(area) if text in expected] == expected


BUTTONS = [
    ("de", {"Ja", "Nein", "Abbrechen", "Speichern"}),
    ("ar", {"نعم", "لا", "ألغِ", "احفظ"}),
    ("te", {"అవును", "కాదు", "రద్దు చేయి", "సేవ్ చేయి"}),
]


@pytest.mark.parametrize(("tag", "expected"), BUTTONS, ids=[tag for tag, _ in BUTTONS])
def test_the_buttons_of_a_message_speak_the_language(
    qtbot: QtBot, speak: Speak, tag: str, expected: set[str]
) -> None:
    speak(tag)
    kind = QMessageBox.StandardButton
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(kind.Yes | kind.No | kind.Cancel | kind.Save)
    box.ensurePolished()
    assert {button.text().replace("&", "") for button in box.buttons()} == expected


def test_the_dialog_for_files_speaks_telugu(qtbot: QtBot, speak: Speak) -> None:
    speak("te")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert {"ఎక్కడ:", "ఫైల్ పేరు:", "ఫైల్ రకం:"} <= said


def test_the_language_can_be_changed_back_and_forth(qtbot: QtBot, speak: Speak) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    for tag, first in (("te", "వెనక్కి తీసుకో"), ("de", "Rückgängig"), ("en-GB", "Undo"), ("te", "వెనక్కి తీసుకో")):
        speak(tag)
        assert words(edit)[0] == first


def test_keys_are_named_as_on_the_keyboard(speak: Speak) -> None:
    save = QKeySequence("Ctrl+Shift+S")
    speak("te")
    assert save.toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Shift+S"
    speak("de")
    assert save.toString(QKeySequence.SequenceFormat.NativeText) == "Strg+Umschalt+S"


def test_months_and_days_are_named_in_telugu(speak: Speak) -> None:
    speak("te")
    assert QLocale().monthName(11) == "నవంబర్"
    assert QLocale().dayName(1) == "సోమవారం"


@pytest.mark.parametrize("tag", ["de", "ar", "te"])
def test_every_text_of_qt_has_words(speak: Speak, tag: str) -> None:
    speak(tag)
    empty = [text for text in qt_texts.TEXTS if not i18n.pgettext("Qt", text)]
    assert empty == []
    if tag == "te":
        assert [text for text in qt_texts.TEXTS if i18n.pgettext("Qt", text) == text] == []
