"""Lists as a person uses them: a row is always open beside them, filters are kept, nothing found can be made."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.own_filter import OwnFilter
from clientdesk.domain.party import Address
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.widgets.avatar import Avatar, initials
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.page import PageHead
from clientdesk.ui.widgets.tips import plain_tip
from clientdesk.usecases import clients, own_filters, two_computers


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> ClientsScreen:
    for name, city in (("Anna Berger", "Leipzig"), ("Bäckerei Krumm", "Leipzig"), ("Café Morgen", "Halle")):
        session.run(clients.create, Client(name=name, addresses=(Address(city=city),)))
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> ClientsScreen:
    made = ClientsScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.list.model.is_loaded)
    return made


def title(screen: QWidget) -> str:
    QApplication.processEvents()
    return next(
        (found.text() for found in screen.findChildren(QLabel, "page_title") if found.isVisible()), ""
    )


def names(screen: ClientsScreen) -> list[str]:
    model = screen.list.table.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def choose(screen: ClientsScreen, name: str) -> None:
    """Open the list's menu and choose from it."""
    QTest.mouseClick(screen.list.tools.button, Qt.MouseButton.LeftButton)
    menu = screen.findChild(QMenu, "list_menu")
    entry = next(found for found in menu.actions() if found.objectName() == name)
    entry.trigger()
    menu.close()


def pills(screen: ClientsScreen) -> list[str]:
    return [pill.text() for pill in screen.list.tools.findChildren(QPushButton) if pill.isCheckable()]


def test_a_list_opens_with_its_first_row_beside_it(screen: ClientsScreen, qtbot: QtBot):
    qtbot.waitUntil(lambda: title(screen) == "Anna Berger")


def test_arrows_show_each_client_and_the_row_stays_after_a_change(
    screen: ClientsScreen, session: Session, qtbot: QtBot
):
    qtbot.waitUntil(lambda: title(screen) == "Anna Berger")
    screen.list.table.setFocus()
    QTest.keyClick(screen.list.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: title(screen) == "Bäckerei Krumm")
    session.run(clients.create, Client(name="Aachener Print"))
    qtbot.waitUntil(lambda: len(names(screen)) == 4)
    assert title(screen) == "Bäckerei Krumm"


def test_typing_shows_the_first_hit_and_enter_opens_it(screen: ClientsScreen, qtbot: QtBot, type_text):
    qtbot.waitUntil(lambda: title(screen) == "Anna Berger")
    type_text(screen.list.filter, "bäck")
    qtbot.waitUntil(lambda: names(screen) == ["Bäckerei Krumm"])
    QTest.keyClick(screen.list.filter, Qt.Key.Key_Return)
    # Its page is read beside the window.
    qtbot.waitUntil(lambda: title(screen) == "Bäckerei Krumm")


def test_an_archived_client_gives_its_place_to_its_neighbour(
    screen: ClientsScreen, session: Session, qtbot: QtBot
):
    qtbot.waitUntil(lambda: title(screen) == "Anna Berger")
    screen.list.table.select_row(1)
    session.run(clients.archive, screen.list.table.current_id)
    qtbot.waitUntil(lambda: names(screen) == ["Anna Berger", "Café Morgen"])
    qtbot.waitUntil(lambda: title(screen) == "Café Morgen")


def test_what_is_not_found_can_be_made_by_that_name(screen: ClientsScreen, qtbot: QtBot, type_text):
    type_text(screen.list.filter, "Größmann")
    qtbot.waitUntil(screen.list.no_hits.isVisible)
    make = screen.findChild(QPushButton, "create_by_name")
    assert make.text() == "New client “Größmann”"
    QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    name = next(found for found in screen.findChildren(QLineEdit, "name") if found.isVisible())
    assert name.text() == "Größmann"


def test_a_filter_is_saved_under_a_name_pressed_and_removed(
    screen: ClientsScreen, session: Session, qtbot: QtBot, type_text
):
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    type_text(screen.list.filter, "Halle")
    choose(screen, "order_activity")
    choose(screen, "save_filter")
    edit = screen.findChild(QLineEdit, "filter_name")
    assert edit.hasFocus()
    edit.setText("Im Süden")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "Im Süden" in pills(screen)
    screen.list.clear_filter()
    qtbot.waitUntil(lambda: len(names(screen)) == 3)
    again = shown(session, qtbot)
    pill = next(found for found in again.findChildren(QPushButton) if found.text() == "Im Süden")
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(again) == ["Café Morgen"])
    assert again.list.filter.text() == "Halle"
    assert again.list.model.request.order == "activity"
    pill = next(found for found in again.findChildren(QPushButton) if found.text() == "Im Süden")
    assert pill.isChecked()
    QTest.keyClick(pill, Qt.Key.Key_Delete)
    assert "Im Süden" not in pills(again)
    undo = notices[-1].undo
    assert undo is not None
    undo()
    assert "Im Süden" in pills(again)


def save_filter(screen: ClientsScreen, name: str) -> QLineEdit:
    choose(screen, "save_filter")
    edit = screen.findChild(QLineEdit, "filter_name")
    edit.setText(name)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    return edit


def test_a_filter_stands_in_every_window_of_its_book_and_not_in_the_settings(
    screen: ClientsScreen, session: Session, qtbot: QtBot, type_text
):
    other = shown(session, qtbot)
    type_text(screen.list.filter, "Krumm")
    save_filter(screen, "Krumm offen")
    assert "Krumm offen" in pills(other)
    settings = user_settings()
    settings.sync()
    file = Path(settings.fileName())
    assert not file.exists() or b"Krumm" not in file.read_bytes()


def test_a_filter_that_the_book_does_not_take_is_said_and_its_name_stays(
    screen: ClientsScreen, session: Session, tmp_path: Path
):
    save_filter(screen, "Mine")
    (tmp_path / "stick").mkdir()
    two_computers.hand_over(session.db, tmp_path / "stick", at=datetime(2026, 6, 17, 12, tzinfo=UTC))
    said: list[str] = []
    session.fault.connect(lambda error: said.append(str(error)))
    edit = save_filter(screen, "Im Süden")
    assert (edit.isVisible(), edit.text(), "Im Süden" in pills(screen)) == (True, "Im Süden", False)
    screen.list.tools.forget("Mine")
    assert "Mine" in pills(screen)
    assert len(said) == 2
    assert all("handed over" in one for one in said)


def test_filters_of_earlier_versions_move_from_the_settings_into_the_book(
    session: Session, qtbot: QtBot, tmp_path: Path
):
    own_filters.keep(session.db, OwnFilter(of_list="clients", name="Halle", text="Halle"))
    settings = user_settings()
    stored = [
        {"name": name, "request": {"text": text, "saved": "", "order": "name", "descending": True}}
        for name, text in (("Krumm offen — Ä", "Krümm"), ("Halle", "Saale"))
    ]
    settings.setValue("lists/clients/filters", json.dumps(stored, ensure_ascii=False))
    settings.setValue("lists/money/filters", "[{}]")
    window = MainWindow(session, settings=settings, start="clients")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.current_name == "clients")
    screen = window.screen_named("clients")
    assert isinstance(screen, ClientsScreen)
    assert pills(screen)[-2:] == ["Halle", "Krumm offen — Ä"]
    moved = OwnFilter(of_list="clients", name="Krumm offen — Ä", text="Krümm", order="name", descending=True)
    assert own_filters.for_list(session.db, "clients") == (
        OwnFilter(of_list="clients", name="Halle", text="Halle"),
        moved,
    )
    assert b"lists" not in Path(settings.fileName()).read_bytes()


def test_a_book_that_takes_nothing_leaves_them_for_the_next_one(
    session: Session, qtbot: QtBot, tmp_path: Path
):
    (tmp_path / "stick").mkdir()
    two_computers.hand_over(session.db, tmp_path / "stick", at=datetime(2026, 6, 17, 12, tzinfo=UTC))
    settings = user_settings()
    settings.setValue("lists/clients/filters", '[{"name": "Krumm", "request": {"text": "Krumm"}}]')
    window = MainWindow(session, settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    assert settings.contains("lists/clients/filters")
    settings.remove("lists")


def test_the_order_is_chosen_in_the_menu_and_marked_there(screen: ClientsScreen, qtbot: QtBot):
    choose(screen, "order_activity")
    QTest.mouseClick(screen.list.tools.button, Qt.MouseButton.LeftButton)
    menu = screen.findChild(QMenu, "list_menu")
    checked = [entry.text() for entry in menu.findChildren(QAction) if entry.isChecked()]
    menu.close()
    assert checked == ["Latest first"]


def test_a_client_far_down_is_found_in_the_list_when_it_is_opened_from_elsewhere(
    screen: ClientsScreen, session: Session, qtbot: QtBot
):
    made = [clients.create(session.db, Client(name=f"Kunde {number:03}")) for number in range(200)]
    screen.list.refresh()
    qtbot.waitUntil(lambda: screen.list.count.text() == "203 clients")
    screen.open_record("client", made[180].id)
    qtbot.waitUntil(lambda: screen.list.table.current_id == made[180].id)
    assert screen.list.table.currentIndex().data() == "Kunde 180"
    assert title(screen) == "Kunde 180"


def test_back_returns_to_the_same_row_under_the_same_filter(session: Session, qtbot: QtBot, type_text):
    for number in range(90):
        clients.create(session.db, Client(name=f"Kunde {number:03}"))
    window = MainWindow(session, start="clients")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitSignal(window.screen_shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    screen = window.screen_named("clients")
    qtbot.waitUntil(lambda: screen.list.model.is_loaded)
    type_text(screen.list.filter, "kunde")
    qtbot.waitUntil(lambda: screen.list.table.model().rowCount() == 90)
    screen.list.table.setFocus()
    screen.list.table.select_row(40)
    qtbot.waitUntil(lambda: title(screen) == "Kunde 040")
    scroll = screen.list.table.verticalScrollBar()
    qtbot.waitUntil(lambda: scroll.value() > 0)
    place = scroll.value()
    window.show_screen("money")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_name == "clients"
    assert screen.list.filter.text() == "kunde"
    assert (screen.list.table.currentIndex().data(), scroll.value()) == ("Kunde 040", place)
    assert title(screen) == "Kunde 040"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bäckerei Krumm GmbH", "BK"),
        ("Praxis Dr. Yıldız", "PY"),
        ("Ada", "A"),
        ("دار الواحة للنشر", "د"),
        ("الواحة", "و"),
        ("శ్రావణి & కిరణ్", "శ్రా"),
        ("Øystein øre", "ØØ"),
        ("3M", "3"),
    ],
)
def test_initials_are_read_in_any_script(name: str, shown: str):
    assert initials(name) == Avatar(shown)


def test_a_name_without_letters_has_an_icon():
    assert initials("…") == Avatar(icon="user")


def test_a_tooltip_shows_what_was_typed_and_never_markup(qtbot: QtBot):
    head = PageHead()
    qtbot.addWidget(head)
    head.set_text("<b>x</b>")
    assert head.title.toolTip() == "<span>&lt;b&gt;x&lt;/b&gt;</span>"
    link = Link("<i>" + "x" * 200)
    qtbot.addWidget(link)
    link.resize(80, 24)
    link.show()
    assert link.toolTip().startswith("<span>&lt;i&gt;")
    assert plain_tip("Krumm & Söhne") == "Krumm & Söhne"
