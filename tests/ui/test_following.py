"""The record beside a list: it follows to where the cursor rests, is read once, and never shows half of two records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.party import Contact
from clientdesk.ui.clients.detail import ClientDetail
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.detail import ContractDetail
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.following import Following
from clientdesk.usecases import clients, contracts
from tests.usecases.billing import open_german

TODAY = date(2026, 6, 17)
NAMES = ("Anker", "Berg", "Clemens", "Dorn", "Esche", "Falk")


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path, look: None) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def made(session: Session) -> list[Client]:
    return [
        session.run(
            clients.create, Client(name=name, contacts=(Contact(email=f"{name.lower()}@example.com"),))
        )
        for name in NAMES
    ]


def shown(qtbot: QtBot, session: Session, screen: QWidget) -> QWidget:
    qtbot.addWidget(screen)
    screen.resize(1180, 760)
    screen.show()
    qtbot.waitExposed(screen)
    rest(qtbot, session)
    return screen


def rest(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.tasks.is_busy)


def title(page: QWidget) -> str:
    return page.findChild(QLabel, "page_title").text()


def mails(page: QWidget) -> str:
    people = page.findChild(QWidget, "client_people")
    return " ".join(label.text() for label in people.findChildren(QLabel))


def test_of_many_quick_arrows_only_the_last_client_is_shown(
    qtbot: QtBot, session: Session, made: list[Client]
):
    screen = shown(qtbot, session, ClientsScreen(session))
    page = screen.findChild(ClientDetail)
    assert title(page) == "Anker"
    seen = QSignalSpy(page.shown_changed)
    for _press in range(4):
        QTest.keyClick(screen.list.table, Qt.Key.Key_Down)
    assert title(page) == "Anker", "the page before stays until the new one is read"
    rest(qtbot, session)
    assert [seen.at(number)[0] for number in range(seen.count())] == [made[4].id]
    assert title(page) == "Esche"
    assert "esche@example.com" in mails(page)
    assert page.updatesEnabled()


def test_a_filter_and_a_sort_bring_the_client_where_they_come_to_rest(
    qtbot: QtBot, session: Session, made: list[Client]
):
    screen = shown(qtbot, session, ClientsScreen(session))
    page = screen.findChild(ClientDetail)
    seen = QSignalSpy(page.shown_changed)
    for letter in "falk":
        QTest.keyClick(screen.list.filter, letter)
    qtbot.waitUntil(lambda: title(page) == "Falk")
    rest(qtbot, session)
    assert seen.count() == 1
    screen.list.model.sort_by("name", descending=True)
    rest(qtbot, session)
    assert title(page) == "Falk"
    assert seen.count() == 1, "the same client is not read again"
    assert made[5].id == page.client_id


def test_what_is_opened_by_name_wins_over_what_is_on_its_way(
    qtbot: QtBot, session: Session, made: list[Client]
):
    screen = shown(qtbot, session, ClientsScreen(session))
    page = screen.findChild(ClientDetail)
    QTest.keyClick(screen.list.table, Qt.Key.Key_Down)
    assert screen.place() == ("client", made[1].id), "Back leads to where the cursor went"
    screen.open_record("client", made[3].id)
    assert title(page) == "Dorn"
    rest(qtbot, session)
    assert title(page) == "Dorn"
    assert page.updatesEnabled()


def test_a_client_with_more_to_show_and_one_with_less_stand_whole(
    qtbot: QtBot, session: Session, made: list[Client]
):
    rich = session.run(
        clients.create,
        Client(
            name="Anna", notes="Calls on Mondays", contacts=(Contact(role="Boss", email="anna@example.com"),)
        ),
    )
    screen = shown(qtbot, session, ClientsScreen(session))
    page = screen.findChild(ClientDetail)
    noted = page.findChild(QWidget, "client_terms")
    words = [label.text() for label in noted.findChildren(QLabel) if label.isVisible()]
    assert page.client_id == made[0].id
    assert "Calls on Mondays" not in words
    for key, wanted in ((Qt.Key.Key_Down, True), (Qt.Key.Key_Up, False)):
        QTest.keyClick(screen.list.table, key)
        rest(qtbot, session)
        words = [label.text() for label in noted.findChildren(QLabel) if not label.isHidden()]
        assert ("Calls on Mondays" in words) is wanted
        assert ("anna@example.com" in mails(page)) is wanted
    assert rich.id != page.client_id


def test_of_many_quick_arrows_only_the_last_contract_is_shown(qtbot: QtBot, german: Session):
    for name in NAMES:
        client = german.run(clients.create, Client(name=name))
        assert german.run(contracts.create, client.id, on=TODAY) is not None
    screen = shown(qtbot, german, WorkScreen(german))
    page = screen.findChild(ContractDetail)
    seen = QSignalSpy(page.shown_changed)
    before = page.contract_id
    assert before
    screen.list.table.setFocus()
    for _press in range(3):
        QTest.keyClick(screen.list.table, Qt.Key.Key_Down)
    assert page.contract_id == before, "the page before stays until the new one is read"
    rest(qtbot, german)
    assert seen.count() == 1
    assert page.contract_id == screen.list.table.current_id != before
    assert screen.list.table.hasFocus(), "whoever walks through the list goes on walking"
    assert page.updatesEnabled()


class _Sheets(QWidget):
    """A page of two pieces."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.head = self.foot = ""
        self.following = Following(session, self, self._read, self._pieces)

    def _read(self, record_id: int):
        return lambda db: clients.get(db, record_id).name

    def _pieces(self, _record_id: int, name: str):
        return [lambda: setattr(self, "head", name), lambda: setattr(self, "foot", name)]


def test_a_record_that_is_gone_is_said_and_the_page_stays(qtbot: QtBot, session: Session, made: list[Client]):
    page = _Sheets(session)
    qtbot.addWidget(page)
    assert page.following.show_now(made[0].id)
    faults: list[object] = []
    session.fault.connect(faults.append)
    page.following.follow(9999)
    rest(qtbot, session)
    assert len(faults) == 1
    assert (page.head, page.foot, page.following.wanted) == ("Anker", "Anker", made[0].id)
    assert page.updatesEnabled()
    page.following.follow(made[2].id)
    assert not page.following.stands(made[2].id)
    rest(qtbot, session)
    assert (page.head, page.foot) == ("Clemens", "Clemens")
    assert page.following.stands(made[2].id)
