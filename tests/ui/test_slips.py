"""A payment that was recorded by a slip reads "Taken back" wherever it stands, and nowhere as money paid back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.invoice import Invoice
from clientdesk.storage.database import open_book
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.page import Screen
from clientdesk.ui.widgets.steps import Steps
from clientdesk.usecases import invoices, payments, prepayments, reversals
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, eur, line, open_german

_BEFORE = date(2026, 6, 10)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    open_german(path).close()
    return path


@pytest.fixture
def advance(book: Path) -> Invoice:
    """A prepayment over 357.00, paid by a slip and taken back a week later."""
    db = open_book(book)
    job = contract(db, line("1000"))
    asked = prepayments.request(db, job.id, on=_BEFORE, percent=Decimal(30))
    paper = invoices.issue(db, asked.id, on=_BEFORE)
    paid = payments.record(db, 1, eur(357), on=_BEFORE, allocate=((paper.id, eur(357)),))
    reversals.payment(db, paid.id, on=TODAY, note="Recorded by mistake")
    db.close()
    return paper


def opened(kind: type[Screen], session: Session, qtbot: QtBot, record: str, record_id: int) -> Screen:
    screen = kind(session)
    qtbot.addWidget(screen)
    screen.resize(1366, 900)
    screen.show()
    qtbot.waitExposed(screen)
    screen.open_record(record, record_id)
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()
    return screen


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    kinds = (*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton), *widget.findChildren(Link))
    return "\n".join(dict.fromkeys(one.text() for one in kinds if one.isVisible()))


def steps(widget: QWidget) -> list[str]:
    chart = next(chart for chart in widget.findChildren(Steps) if chart.isVisible())
    return [mark.cells[0] for mark in chart.marks]


def test_b7_the_ledger_of_the_contract_says_taken_back(advance: Invoice, session: Session, qtbot: QtBot):
    screen = opened(WorkScreen, session, qtbot, "contract", advance.contract_id or 0)
    said = words(screen)
    assert "Received, taken back" in said
    assert "Paid back" not in said


def test_the_clients_page_says_taken_back(advance: Invoice, session: Session, qtbot: QtBot):
    screen = opened(ClientsScreen, session, qtbot, "client", advance.client_id)
    said = words(screen)
    assert "Paid back" not in said
    assert "Taken back · Bank transfer" in said
    assert steps(screen)[1:] == ["Paid, taken back, 10 Jun", "Taken back, 17 Jun"]


def test_the_papers_own_story_says_taken_back(advance: Invoice, session: Session, qtbot: QtBot):
    screen = opened(DocumentsScreen, session, qtbot, "invoice", advance.id)
    said = words(screen)
    assert "Payment, Bank transfer, taken back" in said
    assert "Taken back" in said.splitlines()
