"""The offline manual: complete in each of its languages, true to the words and keys of the window, and found by F1."""

from __future__ import annotations

import re
from html import unescape

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.ui import actions
from clientdesk.ui.help import topics
from clientdesk.ui.help.page import ManualPage
from clientdesk.ui.help.window import ManualWindow, show_manual
from clientdesk.ui.key_sheet import KeySheet
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.screens import SCREENS
from tests.architecture.test_catalogues import FILES, load, texts

PAGES = [(language, topic) for language in topics.LANGUAGES for topic in topics.TOPICS]


def html(language: str, topic: str) -> str:
    return topics.page(topic, language).read_text(encoding="utf-8")


def found(pattern: str, text: str) -> list[str]:
    return [unescape(one) for one in re.findall(pattern, text, re.DOTALL)]


def labels(language: str) -> set[str]:
    """All that the window can say in a language, as one would quote it."""
    said = {text.rstrip("…:") for spec in actions.ACTIONS for text in (i18n.translator().gettext(spec.text),)}
    for path in FILES:
        if path.parts[-3] == (language if language != "en" else "de"):
            for message in load(path):
                source, translated = texts(message)
                said |= {text.rstrip("…:") for text in (source if language == "en" else translated)}
    return said


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize(("language", "topic"), PAGES)
def test_every_word_in_bold_is_a_word_of_the_window(language: str, topic: str):
    i18n.set_language(language)
    known = labels(language)
    assert [word for word in found(r"<b>(.*?)</b>", html(language, topic)) if word not in known] == []


@pytest.mark.parametrize(("language", "topic"), PAGES)
def test_every_key_is_a_key_of_the_window(language: str, topic: str):
    plain = {"Tab", "Return", "Escape", "Ctrl+Z", "Ctrl+Shift+Z"}
    known = {QKeySequence(spec.keys) for spec in actions.ACTIONS if spec.keys}
    keys = found(r"<kbd>(.*?)</kbd>", html(language, topic))
    assert [key for key in keys if key not in plain and QKeySequence(key) not in known] == []


@pytest.mark.parametrize("topic", topics.TOPICS)
def test_the_languages_say_the_same(topic: str):
    """As many headings, steps, keys, links and pictures, in the same order."""
    for pattern in (
        r"<(h\d|li|ol|ul)>",
        r"<kbd>(.*?)</kbd>",
        r'href="(.*?)"',
        r'src="../pictures/\w+/(.*?)"',
    ):
        english, *others = (found(pattern, html(language, topic)) for language in topics.LANGUAGES)
        assert all(sorted(other) == sorted(english) for other in others), pattern


@pytest.mark.parametrize(("language", "topic"), PAGES)
def test_links_and_pictures_lead_somewhere(qtbot: QtBot, language: str, topic: str):
    text = html(language, topic)
    assert [
        link for link in found(r'href="(.*?)"', text) if link.removesuffix(".html") not in topics.TOPICS
    ] == []
    page = ManualPage()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show_topic(topic, language)
    for source in found(r'src="(.*?)"', text):
        picture = page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(source))
        assert picture is not None, source
        assert picture.width() <= 800, source
    assert [alt for alt in found(r'<img [^>]*alt="(.*?)"', text) if not alt.strip()] == []
    assert len(found(r"<img ", text)) == len(found(r"<img [^>]*alt=", text))


def test_nothing_is_fetched_from_elsewhere():
    for language, topic in PAGES:
        assert "://" not in html(language, topic)


@pytest.mark.parametrize("screen", [entry.name for entry in SCREENS])
def test_every_screen_has_a_page_that_helps(screen: str):
    assert topics.for_screen(screen) in topics.TOPICS
    assert screen == "first_run" or topics.for_screen(screen) != "first-steps"


def test_it_opens_at_the_screens_page_and_filters_by_any_word(qtbot: QtBot, owner: QWidget):
    i18n.set_language("de")
    window = show_manual(owner, "work")
    listed = window.findChild(QListWidget, "manual_topics")
    assert listed.currentItem().text() == "Verträge und Arbeit"
    assert "Änderungsauftrag" in window.findChild(ManualPage).toPlainText()
    qtbot.keyClicks(window.findChild(QLineEdit, "manual_filter"), "favicon nirgends")
    assert all(listed.item(row).isHidden() for row in range(listed.count()))
    window.findChild(QLineEdit, "manual_filter").setText("erstattung")
    shown = [listed.item(row).text() for row in range(listed.count()) if not listed.item(row).isHidden()]
    assert shown == ["Geld"]
    assert show_manual(owner, "today") is window
    assert listed.currentItem().text() == "Heute"


def test_a_language_without_a_manual_of_its_own_gets_the_english_one(owner: QWidget):
    i18n.set_language("te")
    assert "Two minutes" in show_manual(owner, "first_run").findChild(ManualPage).toPlainText()


def test_a_link_turns_the_page_and_the_list_follows(qtbot: QtBot, owner: QWidget):
    window = show_manual(owner, "today")
    window.findChild(ManualPage).anchorClicked.emit(QUrl("contracts.html"))
    qtbot.waitUntil(lambda: window.findChild(QListWidget).currentItem().text() == "Contracts and work")


def test_escape_closes_it(qtbot: QtBot, owner: QWidget):
    window = show_manual(owner)
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.keyClick(window.findChild(QListWidget), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: owner.findChild(ManualWindow) is None)


def test_f1_shows_the_keys_and_leads_on_to_the_manual_at_the_screen(qtbot: QtBot, session):
    window = MainWindow(session, start="clients")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.screen_shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    sheet.findChild(QPushButton, "app.manual").click()
    listed = window.findChild(ManualWindow).findChild(QListWidget)
    assert listed.currentItem().text() == "Clients"
    window.show_screen("money")
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert listed.currentItem().text() == "Money"
