"""A statement, a client file and a delivery slip as a person asks for them: from the page, by keys, by the palette."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.milestone import Milestone
from clientdesk.storage import tables
from clientdesk.ui import actions
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import clients, milestones, payments
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, eur, issued, line

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> ClientsScreen:
    clients.change(session.db, replace(clients.get(session.db, 1), language="en"))
    paper = issued(session.db, line("1000"), on=date(2026, 5, 4))
    payments.record(session.db, 1, eur("190"), on=date(2026, 5, 20), allocate=((paper.id, eur("190")),))
    issued(session.db, line("100"), on=date(2026, 6, 10))
    made = ClientsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    session.open_record.connect(made.open_record)
    made.open_record("client", 1)
    return made


@pytest.fixture
def work(qtbot: QtBot, session: Session) -> WorkScreen:
    made = WorkScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def visible(screen: QWidget, name: str) -> QWidget:
    QApplication.processEvents()
    return next(found for found in screen.findChildren(QWidget, name) if found.isVisible())


def text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(
        "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split()
    )


def shown(screen: ClientsScreen | WorkScreen, qtbot: QtBot, *wanted: str) -> str:
    """Wait for the page that says all of it."""
    qtbot.waitUntil(
        lambda: (
            all(part in text(screen.preview.data) for part in wanted if screen.preview.data)
            and bool(screen.preview.data)
        ),
        timeout=15_000,
    )
    return text(screen.preview.data)


def test_the_statement_of_account_stands_on_the_page_with_its_days(screen: ClientsScreen, qtbot: QtBot):
    QTest.keyClick(screen, Qt.Key.Key_A, CONTROL_SHIFT)
    said = shown(screen, qtbot, "Statement of account")
    assert "This is your account from January 1, 2026 to June 17, 2026." in said
    for row in ("Invoice RE-2026-001", "1,190.00", "for RE-2026-001", "190.00", "€1,119.00"):
        assert row in said
    assert visible(screen, "page_title").text() == "Bäckerei Krumm GmbH"
    assert [visible(screen, name).text() for name in ("first", "last")] == ["01/01/2026", "17/06/2026"]


def test_other_days_are_typed_and_the_page_follows(screen: ClientsScreen, qtbot: QtBot):
    screen.show_statement()
    shown(screen, qtbot, "January 1, 2026")
    first = visible(screen, "first")
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "1/6/2026")
    QTest.keyClick(first, Qt.Key.Key_Return)
    said = shown(screen, qtbot, "from June 1, 2026 to June 17, 2026")
    assert "Opening balance 1,000.00" in said
    assert "Payment bank transfer" not in said


def test_days_in_the_wrong_order_are_said_in_place_of_the_page(screen: ClientsScreen, qtbot: QtBot):
    screen.show_statement()
    shown(screen, qtbot, "January 1, 2026")
    last = visible(screen, "last")
    last.setFocus()
    last.selectAll()
    QTest.keyClicks(last, "1/6/2025")
    QTest.keyClick(last, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "begin after its end" in screen.preview.message, timeout=15_000)


def test_the_client_file_stands_on_the_page_and_escape_leads_back(screen: ClientsScreen, qtbot: QtBot):
    QTest.keyClick(screen, Qt.Key.Key_F, CONTROL_SHIFT)
    said = shown(screen, qtbot, "Client file")
    assert "Bäckerei Krumm GmbH" in said
    assert "not meant for the client" in said
    assert "DE89" not in said, "no account on a paper for one's own desk"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert visible(screen, "client_people")
    assert not screen.wants_room


def test_new_money_is_on_the_statement_at_once(screen: ClientsScreen, session: Session, qtbot: QtBot):
    screen.show_statement()
    shown(screen, qtbot, "€1,119.00")
    session.run(payments.record, 1, eur("119"), on=TODAY, allocate=((2, eur("119")),))
    shown(screen, qtbot, "€1,000.00", "for RE-2026-002")


def test_the_palette_finds_both(screen: ClientsScreen):
    named = {action.text() for action in actions.live(screen)}
    assert {"Statement of account", "Client file"} <= named


def test_the_page_can_be_saved(screen: ClientsScreen, qtbot: QtBot, tmp_path: Path):
    screen.show_statement()
    shown(screen, qtbot, "Statement of account")
    screen.preview.save_to(str(tmp_path / "account.pdf"))
    assert (tmp_path / "account.pdf").read_bytes() == screen.preview.data


def delivered(session: Session) -> int:
    made = contract(session.db, line("1000"))
    entry = milestones.create(
        session.db, Milestone(contract_id=made.id, title="Label set", checks="Six sizes")
    )
    milestones.tick(session.db, entry.id, "Six sizes")
    milestones.deliver(session.db, entry.id, on=date(2026, 6, 12))
    milestones.create(session.db, Milestone(contract_id=made.id, title="Shop sign"))
    return made.id


def test_a_delivered_milestone_has_its_slip(work: WorkScreen, session: Session, qtbot: QtBot):
    contract_id = delivered(session)
    work.open_record("contract", contract_id)
    (entry,) = tables.milestones.find(session.db, "delivered_on IS NOT NULL")
    QTest.mouseClick(visible(work, f"slip_{entry.id}"), Qt.MouseButton.LeftButton)
    said = shown(work, qtbot, "Delivery slip")
    assert "Label set" in said
    assert "Six sizes checked" in said
    assert "Shop sign" not in said
    assert visible(work, "paper_about").text() == "Brand identity"


def test_the_slip_of_all_deliveries_is_an_act_of_the_contract(
    work: WorkScreen, session: Session, qtbot: QtBot
):
    work.open_record("contract", delivered(session))
    assert "Delivery slip" in {action.text() for action in actions.live(work)}
    QTest.keyClick(work, Qt.Key.Key_D, CONTROL_SHIFT)
    shown(work, qtbot, "Delivery slip", "Label set")


def test_nothing_delivered_offers_no_slip(work: WorkScreen, session: Session):
    made = contract(session.db, line("1000"))
    milestones.create(session.db, Milestone(contract_id=made.id, title="Shop sign"))
    work.open_record("contract", made.id)
    assert not work.findChildren(QAction, "work.delivery_slip")[0].isVisible()
