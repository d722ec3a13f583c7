"""The window changes its language where it stands: same screen, record, filter and scroll, mirrored, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import app, i18n
from clientdesk.ui import style
from clientdesk.ui.copied_text import CopiedText
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.settings.window import WindowCard, languages
from tests import shelf

TODAY = date(2026, 6, 17)


@pytest.fixture(scope="module")
def anitha() -> Path:
    return shelf.book("anitha")


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, anitha: Path, tmp_path: Path) -> Iterator[app.Windows]:
    settings = user_settings()
    settings.clear()
    app.speak(qapp, "en-GB")
    made = app.Windows(settings)
    window = made.open(Path(shutil.copy(anitha, tmp_path)), today=app.clock(TODAY))
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.current_name != "")
    rest(qtbot, window)
    yield made
    made.close()
    for one in made.all:
        one.hide()
        one.deleteLater()
    settings.clear()
    style.theme().choose("light", scale=1.0)
    app.speak(qapp, "en-GB")
    QLocale.setDefault(QLocale("en_GB"))


def rest(qtbot: QtBot, window: MainWindow) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def speak(qtbot: QtBot, windows: app.Windows, language: str, **more: str) -> MainWindow:
    old = windows.all[0]
    old.show_screen("settings")
    rest(qtbot, old)
    card = old.findChild(WindowCard)
    for name, value in {"language": language, **more}.items():
        field = card.form.editor(name)
        field.set_value(value)
        field.activated.emit(field.currentIndex())
    # Followed as soon as the hand rests, without Save.
    qtbot.waitUntil(lambda: windows.all[0] is not old)
    return arrived(qtbot, windows, old)


def arrived(qtbot: QtBot, windows: app.Windows, old: MainWindow) -> MainWindow:
    new = windows.all[0]
    assert new is not old
    qtbot.waitUntil(lambda: new.current_name != "")
    rest(qtbot, new)
    return new


def test_settings_name_each_language_in_itself():
    assert [option.text for option in languages()[1:]] == ["English", "Deutsch", "العربية", "తెలుగు"]


def test_a_language_chosen_in_the_settings_is_spoken_at_once(
    qtbot: QtBot, qapp: QApplication, windows: app.Windows
):
    session = windows.all[0].session
    acts = session.acts
    for language, word in (
        ("de", "Einstellungen"),
        ("ar", "الإعدادات"),
        ("te", "సెట్టింగ్‌లు"),
        ("en", "Settings"),
    ):
        new = speak(qtbot, windows, language)
        # The book stays open, and so does all that can be taken back.
        assert new.session is session
        assert new.session.acts is acts
        assert new.current_name == "settings"
        assert new.findChild(QLabel, "screen_title").text() == word
        assert qapp.isRightToLeft() == (language == "ar")
        assert (new.rail.geometry().center().x() > new.width() / 2) == (language == "ar")
        assert new.findChild(WindowCard).form.editor("language").value() == language


def test_a_language_chosen_by_keys_is_taken_back_like_any_act_and_the_cursor_stays(
    qtbot: QtBot, windows: app.Windows
):
    old = windows.all[0]
    old.open_record("settings:window_settings", 0)
    rest(qtbot, old)
    with qtbot.waitActive(old):
        old.activateWindow()
    field = old.findChild(WindowCard).form.editor("language")
    field.setFocus()
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    # Same as the computer, English, Deutsch: the hand rests at the second.
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: windows.all[0] is not old)
    new = arrived(qtbot, windows, old)
    assert new.findChild(QLabel, "screen_title").text() == "Einstellungen"
    assert new.toast.isVisible()
    assert "Deutsch" in new.toast.text
    again = new.findChild(WindowCard).form.editor("language")
    qtbot.waitUntil(again.hasFocus)
    qtbot.waitUntil(lambda: not again.visibleRegion().isEmpty())
    new.session.acts.take_back()
    last = arrived(qtbot, windows, new)
    assert last.findChild(QLabel, "screen_title").text() == "Settings"


def test_record_filter_scroll_and_the_way_back_stay(qtbot: QtBot, windows: app.Windows):
    old = windows.all[0]
    old.show_screen("clients")
    rest(qtbot, old)
    old.open_record("contract", 1)
    rest(qtbot, old)
    screen = old.screen_named("work")
    screen.list.filter.setText("wed")
    rest(qtbot, old)
    area = max((bar for bar in scroll_bars(screen)), key=lambda bar: bar.maximum())
    area.setValue(area.maximum() // 2)
    place = area.value()
    assert place > 0
    windows._settings.setValue("language", "ar")
    old.session.language_changed.emit()
    new = arrived(qtbot, windows, old)
    assert (new.current_name, new.screen_named("work").place()) == ("work", ("contract", 1))
    assert new.screen_named("work").list.filter.text() == "wed"
    qtbot.waitUntil(
        lambda: abs(max(bar.value() for bar in scroll_bars(new.screen_named("work"))) - place) < 40
    )
    new.back()
    assert new.current_name == "clients"


def scroll_bars(screen: QWidget) -> list[QScrollBar]:
    return [area.verticalScrollBar() for area in screen.findChildren(QScrollArea) if area.isVisible()]


def test_what_holds_the_user_on_a_page_holds_the_language_too(
    qtbot: QtBot, windows: app.Windows, monkeypatch
):
    old = windows.all[0]
    old.show_screen("clients")
    monkeypatch.setattr(old.screen_named("clients"), "may_leave", lambda: False)
    windows._settings.setValue("language", "de")
    old.session.language_changed.emit()
    assert windows.all[0] is old
    assert i18n.translator().language == "en"


def test_qts_own_words_are_in_the_language_too(qapp: QApplication):
    said = set()
    for language in ("en", "de", "ar"):
        app.speak(qapp, language)
        said.add(QCoreApplication.translate("QPlatformTheme", "Cancel").replace("&", ""))
    app.speak(qapp, "en-GB")
    assert {"Cancel", "Abbrechen"} < said
    assert len(said) == 3


def test_digits_and_text_size_are_chosen_and_kept(qtbot: QtBot, qapp: QApplication, windows: app.Windows):
    new = speak(qtbot, windows, "ar", digits="arab", text="150")
    assert style.theme().scale == 1.5
    assert i18n.translator().number(12) == "١٢"
    assert app.chosen_digits(windows._settings) == "arab"
    assert app.chosen_scale(windows._settings) == 1.5
    assert new.current_name == "settings"


def test_the_computers_language_is_followed_at_first(qapp: QApplication, windows: app.Windows):
    assert app.chosen_language(windows._settings) == QLocale.system().name()
    windows._settings.setValue("language", "te")
    assert app.chosen_language(windows._settings) == "te"


def test_what_is_copied_carries_no_marks_of_direction(qtbot: QtBot, qapp: QApplication):
    CopiedText.install(qapp)
    label = QLabel("\u2068RE-2026-014\u2069 · \u2066EG38 0019 0005\u2069")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    qtbot.addWidget(label)
    with qtbot.waitActive(label):
        label.show()
        label.activateWindow()
    label.setSelection(0, len(label.text()))
    QGuiApplication.clipboard().setText(label.selectedText())
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "RE-2026-014 · EG38 0019 0005")
