"""Clients as a person meets them: the first one, the filter in any script, terms, archive and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.domain.client import Client
from clientdesk.domain.party import Address
from clientdesk.storage import tables
from clientdesk.ui import style
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.usecases import clients
from tests.shots import layout


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> ClientsScreen:
    made = ClientsScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def visible(screen: QWidget, name: str, kind: type = QWidget):
    QApplication.processEvents()
    return next(found for found in screen.findChildren(kind, name) if found.isVisible())


def names(screen: ClientsScreen) -> list[str]:
    model = screen.list.table.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def make(session: Session, name: str, **more: object) -> Client:
    return session.run(clients.create, Client(name=name, **more))


def test_the_first_client_is_made_from_the_empty_state(screen: ClientsScreen, session: Session, qtbot: QtBot):
    qtbot.waitUntil(lambda: visible(screen, "clients.new", QPushButton) is not None)
    QTest.mouseClick(visible(screen, "clients.new", QPushButton), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget().objectName() == "name"
    QTest.keyClicks(QApplication.focusWidget(), "Krumm GmbH")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [client.name for client in tables.clients.find(session.db)] == ["Krumm GmbH"]
    assert visible(screen, "page_title", QLabel).text() == "Krumm GmbH"
    qtbot.waitUntil(lambda: names(screen) == ["Krumm GmbH"])


@pytest.mark.parametrize("typed", ["krumm", "BACKER", "Baecker", "దార్", "الواحه", "341 55", "34155"])
def test_a_client_is_found_by_any_part_in_any_script(
    screen: ClientsScreen, session: Session, qtbot: QtBot, typed: str
):
    from clientdesk.domain.party import Contact

    make(session, "Bäckerei Krumm", notes="دار الواحة దార్", contacts=(Contact(phone="+49 341 55512"),))
    make(session, "Hofladen Seidel")
    qtbot.waitUntil(lambda: len(names(screen)) == 2)
    screen.list.filter.setText(typed)
    qtbot.waitUntil(lambda: names(screen) == ["Bäckerei Krumm"])


def test_a_name_of_4000_characters_is_refused_at_its_field_and_kept(screen: ClientsScreen, session: Session):
    screen.new_client()
    QApplication.clipboard().setText("x" * 4000)
    visible(screen, "name").paste()
    QTest.keyClick(visible(screen, "name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    below = visible(screen, "name_below", QLabel).text()
    assert "200" in below
    assert len(visible(screen, "name").text()) == 4000
    assert tables.clients.find(session.db) == ()


def test_leaving_the_page_asks_nothing_and_the_text_is_there_on_return(
    screen: ClientsScreen, session: Session
):
    screen.new_client()
    QTest.keyClicks(visible(screen, "name"), "Half a na")
    assert screen.may_leave()
    assert [text.editor for text in session.keeper.texts()] == []
    screen.hide()
    assert [text.editor for text in session.keeper.texts()] == ["client"]
    screen.show()
    assert visible(screen, "name").text() == "Half a na"


def test_archive_hides_and_the_toast_brings_back(screen: ClientsScreen, session: Session, qtbot: QtBot):
    client = make(session, "Krumm")
    screen.open_record("client", client.id)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    archive = next(found for found in screen.findChildren(object) if found.objectName() == "clients.archive")
    archive.trigger()
    assert tables.clients.get(session.db, client.id).archived
    undo = notices[-1].undo
    assert undo is not None
    undo()
    assert not tables.clients.get(session.db, client.id).archived


def test_a_client_changed_elsewhere_is_not_overwritten(screen: ClientsScreen, session: Session):
    client = make(session, "Krumm", addresses=(Address(city="Leipzig"),))
    screen.open_record("edit_client", client.id)
    QTest.keyClicks(visible(screen, "notes"), "from the window")
    session.run(clients.change, replace(client, notes="from elsewhere"))
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    QTest.keyClick(visible(screen, "name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert tables.clients.get(session.db, client.id).notes == "from elsewhere"
    assert "changed elsewhere" in str(faults[0])
    assert "from the window" in visible(screen, "notes").toPlainText()


def test_contacts_and_addresses_can_be_added(screen: ClientsScreen, session: Session):
    client = make(session, "Krumm", addresses=(Address(city="Leipzig"),))
    screen.open_record("edit_client", client.id)
    QTest.mouseClick(visible(screen, "clients.add_address", QPushButton), Qt.MouseButton.LeftButton)
    QTest.keyClicks(visible(screen, "addresses.1.city"), "Grimma")
    QTest.keyClick(visible(screen, "name"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stored = tables.clients.get(session.db, client.id)
    assert [address.city for address in stored.addresses] == ["Leipzig", "Grimma"]


def test_a_new_client_is_nobody_in_the_list_and_leads_on_once_it_is_saved(
    screen: ClientsScreen, session: Session, qtbot: QtBot
):
    make(session, "Ahorn")
    qtbot.waitUntil(lambda: names(screen) == ["Ahorn"])
    marked = screen.list.table.selectionModel()
    qtbot.waitUntil(marked.hasSelection)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.new_client()
    assert not marked.hasSelection()
    assert visible(screen, "clients.leave_editor").text() == "Back to the list"
    screen.refresh()
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert not marked.hasSelection()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert marked.hasSelection()
    screen.new_client()
    QTest.keyClicks(QApplication.focusWidget(), "Birke")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget().objectName() == "clients.next"
    qtbot.waitUntil(lambda: screen.list.table.current_id == screen._detail.client_id)
    assert marked.hasSelection()


@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (1024, 1.0), (900, 2.0)])
def test_no_hint_lies_over_a_field_in_german(qtbot: QtBot, session: Session, width: int, scale: float):
    i18n.set_language("de")
    style.theme().choose("light", scale=scale)
    screen = ClientsScreen(session)
    qtbot.addWidget(screen)
    screen.resize(width - 204, 720)
    screen.show()
    make(session, "Krumm")
    screen.open_record("new_client", 0)
    # What is not saved yet needs room at the foot as well.
    QTest.keyClicks(visible(screen, "name"), "Weber")
    form = visible(screen, "client_form")
    assert [one for one in layout.faults(form) if "its example" not in one] == []
