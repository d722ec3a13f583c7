"""Pressing Issue or Record signature is always answered: a sentence in sight, the cursor in its field, all counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.contract import ContractState
from clientdesk.domain.party import Address
from clientdesk.domain.tax import Tax
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.usecases import clients, contracts, invoices, issuer
from tests.ui.conftest import TODAY
from tests.usecases.billing import line

Type = Callable[[QWidget, str], None]


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.hide()


def settled(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def seen(window: MainWindow) -> list[str]:
    """Return the sentences that are in sight, scrolled away or covered ones left out."""
    QApplication.processEvents()
    labels = [one for one in window.findChildren(QLabel) if one.isVisible()]
    return [one.text() for one in labels if one.text() and not one.visibleRegion().isEmpty()]


def said(window: MainWindow, words: str) -> bool:
    return any(words in text for text in seen(window))


def button(window: MainWindow, name: str) -> QPushButton:
    QApplication.processEvents()
    found = [one for one in window.findChildren(QPushButton, name) if one.isVisible()]
    assert found, f"{name} is not on screen"
    return found[0]


def click(window: MainWindow, name: str) -> None:
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def draft_contract(session: Session) -> int:
    made = contracts.create(session.db, 1, title="Signs", on=TODAY)
    return contracts.change(session.db, replace(made, lines=(line("900", "Design"),))).id


def test_two_equal_parts_can_be_signed_as_made(window: MainWindow, session: Session, qtbot: QtBot):
    made = draft_contract(session)
    session.open_record.emit("edit_contract", made)
    settled(session, qtbot)
    click(window, "equal_2")
    click(window, "contract.sign")
    assert not said(window, "neither a date")
    signer = next(one for one in window.findChildren(QWidget, "by") if one.isVisible())
    QTest.keyClicks(signer, "Jo")
    click(window, "answer.save")
    assert contracts.get(session.db, made).state is ContractState.ACTIVE
    settled(session, qtbot)
    assert any("at the end" in one.text() for one in window.findChildren(QLabel) if one.isVisible())


def test_the_part_without_a_day_has_the_cursor_and_the_sentence(
    window: MainWindow, session: Session, qtbot: QtBot
):
    made = draft_contract(session)
    session.open_record.emit("edit_contract", made)
    settled(session, qtbot)
    click(window, "equal_3")
    qtbot.waitUntil(
        lambda: any(one.isVisible() for one in window.findChildren(QPushButton, "contract.checks"))
    )
    assert button(window, "contract.checks").text() == "1 missing"
    click(window, "contract.sign")
    days = [one for one in window.findChildren(QWidget, "due_on") if one.isVisible()]
    assert QApplication.focusWidget() is days[1]
    assert said(window, "neither a date nor a milestone")
    assert contracts.get(session.db, made).state is ContractState.DRAFT


def test_issue_says_what_cannot_be_read_and_goes_there(window: MainWindow, session: Session, qtbot: QtBot):
    draft = invoices.create(session.db, 1, on=TODAY, lines=tuple(line("50", f"Line {n}") for n in range(9)))
    session.open_record.emit("invoice", draft.id)
    settled(session, qtbot)
    editor = window.findChild(QWidget, "draft")
    grid = editor.lines.grid
    grid.edit_field("lines.7.quantity")
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    editor.verticalScrollBar().setValue(0)
    next(one for one in window.findChildren(QWidget, "title") if one.isVisible()).setFocus()
    qtbot.waitUntil(lambda: button(window, "document.checks").text() == "1 missing")
    assert editor.checks.checks[0].sentence.startswith("“abc” is not a number")
    click(window, "document.issue")
    assert said(window, "“abc” is not a number")
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (7, 1)
    assert grid.view.hasFocus()


def test_a_price_below_zero_is_refused_in_sight(window: MainWindow, session: Session, qtbot: QtBot):
    draft = invoices.create(session.db, 1, on=TODAY, lines=(line("1200", "Logo"), line("-80", "Cards")))
    session.open_record.emit("invoice", draft.id)
    settled(session, qtbot)
    sentence = window.findChild(QWidget, "draft").checks.checks[0].sentence
    window.findChild(QWidget, "draft").verticalScrollBar().setValue(0)
    click(window, "document.issue")
    fault = next(one for one in window.findChildren(QLabel, "lines_fault") if one.isVisible())
    assert fault.text() == sentence
    assert not fault.visibleRegion().isEmpty()


def test_the_address_is_asked_for_from_the_start_and_at_its_field(
    window: MainWindow, session: Session, qtbot: QtBot
):
    known = clients.get(session.db, 1)
    clients.change(session.db, replace(known, addresses=(Address(country="DE"),)))
    draft = invoices.create(session.db, 1, on=TODAY, lines=(line("0", "Logo"),))
    session.open_record.emit("invoice", draft.id)
    settled(session, qtbot)
    assert button(window, "document.checks").text() == "1 missing"
    click(window, "document.issue")
    assert QApplication.focusWidget().objectName() == "addresses.0.street"
    below = next(one for one in window.findChildren(QLabel, "addresses.0.street_below") if one.isVisible())
    assert below.text() == f"The address of {known.name} is missing. Fill in at least the town."
    town = next(one for one in window.findChildren(QWidget, "addresses.0.city") if one.isVisible())
    town.setFocus()
    QTest.keyClicks(town, "Leipzig")
    qtbot.waitUntil(lambda: not said(window, "The address of"))


def test_a_name_in_a_script_without_letters_of_ours_leads_to_its_latin_field(
    window: MainWindow, session: Session, qtbot: QtBot
):
    known = clients.get(session.db, 1)
    clients.change(session.db, replace(known, name="ཀརྨ"))
    draft = invoices.create(session.db, 1, on=TODAY, lines=(line("1200", "Logo"),))
    session.open_record.emit("invoice", draft.id)
    settled(session, qtbot)
    problem = window.findChild(QWidget, "draft").checks.checks[0].sentence
    click(window, "document.issue")
    settled(session, qtbot)
    assert window.findChild(ClientsScreen).isVisible()
    assert QApplication.focusWidget().objectName() == "latin_name"
    assert said(window, problem)


def test_an_indian_address_without_a_state_leads_to_that_field(
    window: MainWindow, session: Session, qtbot: QtBot
):
    own = issuer.get(session.db)
    home = replace(own.address, city="Hyderabad", region="Telangana", country="IN")
    issuer.save(session.db, replace(own, address=home, currency="INR"))
    known = clients.get(session.db, 1)
    away = replace(known.address, city="Bengaluru", region="", country="IN")
    clients.change(session.db, replace(known, addresses=(away,)))
    halves = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    draft = invoices.create(session.db, 1, on=TODAY, lines=(replace(line("1200", "Logo"), tax=halves),))
    session.open_record.emit("invoice", draft.id)
    settled(session, qtbot)
    sentences = [check.sentence for check in window.findChild(QWidget, "draft").checks.checks]
    assert [sentence for sentence in sentences if "IGST" in sentence] == sentences[:1]
    click(window, "document.issue")
    settled(session, qtbot)
    assert window.findChild(ClientsScreen).isVisible()
    assert QApplication.focusWidget().objectName() == "addresses.0.region"
    assert said(window, sentences[0])


def test_the_contract_leads_to_the_address_of_its_client(window: MainWindow, session: Session, qtbot: QtBot):
    known = clients.get(session.db, 1)
    clients.change(session.db, replace(known, addresses=()))
    made = draft_contract(session)
    session.open_record.emit("edit_contract", made)
    settled(session, qtbot)
    assert window.findChild(WorkScreen).isVisible()
    click(window, "contract.sign")
    assert QApplication.focusWidget().objectName() == "addresses.0.city"
    assert said(window, f"The address of {known.name} is missing.")
