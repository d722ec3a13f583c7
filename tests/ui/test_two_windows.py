"""Two windows on one book: what was changed in the other is never overwritten unseen, and what was typed stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.party import Address, Contact
from clientdesk.storage.database import open_book
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import catalogue, clients, issuer, numbering
from tests.ui.conftest import TODAY


@pytest.fixture
def pair(qtbot: QtBot, book: Path) -> Iterator[tuple[MainWindow, MainWindow]]:
    db = open_book(book)
    issuer.save(db, Issuer(name="Lena Brandt", address=Address(country="DE")))
    clients.create(db, Client(name="Krumm", contacts=(Contact(name="Eva", phone="0341"),)))
    catalogue.save_item(db, CatalogueItem(description="Logo", currency="EUR"))
    db.close()
    made = []
    for _number in range(2):
        window = MainWindow(Session(open_book(book), today=lambda: TODAY), start="clients")
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda one=window: one.current_name == "clients")
        rest(qtbot, window)
        made.append(window)
    yield made[0], made[1]
    for window in made:
        window.session.close()


def rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)


def field(window: QWidget, name: str):
    QApplication.processEvents()
    return next(one for one in window.findChildren(QWidget, name) if one.isVisible())


def type_over(window: QWidget, name: str, text: str) -> None:
    editor = field(window, name)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)


def save(window: QWidget) -> None:
    found = [one for one in window.findChildren(QPushButton, "form.save") if one.isVisible()]
    found[-1].click()


def test_the_second_save_of_a_client_is_refused_and_both_texts_can_be_seen(qtbot: QtBot, pair):
    mine, theirs = pair
    for window, phone in ((mine, "111"), (theirs, "222")):
        window.open_record("edit_client", 1)
        type_over(window, "contacts.0.phone", phone)
    save(theirs)
    save(mine)
    assert "changed elsewhere" in mine.messages.text
    assert field(mine, "contacts.0.phone").text() == "111"
    assert clients.get(mine.session.db, 1).contact.phone == "222"
    # As the message says: what is stored now is looked at, and one's own change made again.
    mine.session.wake()
    mine.open_record("edit_client", 1)
    assert field(mine, "contacts.0.phone").text() == "222"
    bar = next(one for one in mine.findChildren(UnsavedBar) if one.isVisible())
    assert "What is stored has changed since" in bar.text
    field(bar, "edit.take_back").click()
    assert field(mine, "contacts.0.phone").text() == "111"
    save(mine)
    assert clients.get(mine.session.db, 1).contact.phone == "111"


def test_the_second_save_of_a_catalogue_line_is_refused(qtbot: QtBot, pair):
    mine, theirs = pair
    for window, words in ((mine, "Mark"), (theirs, "Emblem")):
        window.open_record("catalogue", 1)
        rest(qtbot, window)
        type_over(window, "description", words)
    save(theirs)
    save(mine)
    assert "changed elsewhere" in mine.messages.text
    assert field(mine, "description").text() == "Mark"
    assert catalogue.get_item(mine.session.db, 1).description == "Emblem"


def settings(window: MainWindow) -> SettingsScreen:
    window.show_screen("settings")
    return window.screen_named("settings")


def test_settings_saved_elsewhere_are_told_at_the_field_once_and_others_are_merged(qtbot: QtBot, pair):
    mine, theirs = pair
    for window, phone in ((mine, "111"), (theirs, "222")):
        type_over(settings(window).findChild(QWidget, "business"), "phone", phone)
    type_over(settings(theirs).findChild(QWidget, "business"), "trade", "Design")
    save(theirs)
    save(mine)
    below = field(settings(mine).findChild(QWidget, "business"), "phone_below")
    assert "Changed elsewhere" in below.text()
    assert issuer.get(mine.session.db).phone == "222"
    save(mine)
    stored = issuer.get(mine.session.db)
    assert (stored.phone, stored.trade) == ("111", "Design")


def test_a_number_pattern_saved_elsewhere_is_told(qtbot: QtBot, pair):
    mine, theirs = pair
    for window, pattern in ((mine, "A-{counter:4}"), (theirs, "B-{counter:4}")):
        type_over(settings(window).findChild(QWidget, "numbers"), "invoice_pattern", pattern)
    save(theirs)
    save(mine)
    below = field(settings(mine).findChild(QWidget, "numbers"), "invoice_pattern_below")
    assert "Changed elsewhere" in below.text()

    def stored() -> str:
        series = numbering.all_series(mine.session.db)
        return next(one.pattern for one in series if one.code == "invoice")

    assert stored() == "B-{counter:4}"
    save(mine)
    assert stored() == "A-{counter:4}"


def test_what_the_other_window_saved_shows_when_one_comes_back(qtbot: QtBot, pair):
    mine, theirs = pair
    theirs.session.run(clients.change, replace(clients.get(theirs.session.db, 1), name="Krumm & Co"))
    mine.session.wake()
    rest(qtbot, mine)
    assert mine.screen_named("clients").list.model.row(0).name == "Krumm & Co"
