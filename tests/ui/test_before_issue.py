"""What the editor says before a paper goes out although nothing stands against it: the user may decide otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk.domain.line import LineRole
from clientdesk.domain.milestone import Milestone
from clientdesk.ui import style
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.totals_panel import TotalsPanel
from clientdesk.usecases import (
    contract_invoices,
    contracts,
    invoices,
    milestones,
    payments,
    prepayments,
    quotes,
)
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, eur, line


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def screen(documents: DocumentsScreen) -> DocumentsScreen:
    return documents


def opened(screen: DocumentsScreen, qtbot: QtBot, kind: str, record_id: int) -> None:
    screen.open_record(kind, record_id)
    qtbot.waitUntil(lambda: not screen.session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def notes(screen: DocumentsScreen, qtbot: QtBot, kind: str, record_id: int) -> list[str]:
    """Open a draft and return what stands below the checks, once they have been asked for."""
    opened(screen, qtbot, kind, record_id)
    label = next(one for one in screen.findChildren(QLabel, "checks_notes") if one.isVisible() or one.text())
    return label.text().splitlines() if label.isVisible() else []


def test_a_final_invoice_names_each_milestone_that_is_not_delivered_and_can_be_issued(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    db = session.db
    job = contract(db, line("1000"))
    first, *_others = [
        milestones.create(db, Milestone(contract_id=job.id, title=title, promised_on=date(2026, 6, 20)))
        for title in ("Rough cut", "Master", "Subtitles")
    ]
    milestones.deliver(db, first.id, on=TODAY)
    draft = contract_invoices.final_from_contract(db, job.id, on=TODAY)
    said = notes(screen, qtbot, "invoice", draft.id)
    assert [note.partition(".")[0] for note in said] == [
        "“Master” is not delivered yet",
        "“Subtitles” is not delivered yet",
    ]
    assert screen.findChild(QLabel, "checks_title").text() == "Nothing is missing"
    # The panel stands below; the head says that there is something to read.
    (above,) = [one for one in screen.findChildren(QPushButton, "document.checks") if one.isVisible()]
    assert above.text() == "2 notes"
    above.click()
    assert not screen.findChild(QLabel, "checks_notes").visibleRegion().isEmpty()
    assert next(
        one for one in screen.findChildren(QPushButton, "document.issue") if one.isVisible()
    ).isEnabled()
    assert invoices.issue(db, draft.id, on=TODAY).number


@pytest.mark.parametrize(("width", "scale"), [(1024, 1.0), (1024, 2.0), (1280, 2.0)])
def test_a_deduction_names_its_paper_and_day_in_full_in_a_narrow_window_and_in_large_letters(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, width: int, scale: float
):
    db = session.db
    job = contract(db, line("1000"))
    asked = invoices.issue(db, prepayments.request(db, job.id, on=TODAY, percent=Decimal(30)).id, on=TODAY)
    payments.record(db, 1, eur("357"), on=TODAY, allocate=((asked.id, eur("357")),))
    draft = contract_invoices.final_from_contract(db, job.id, on=TODAY)
    style.theme().choose("light", scale=scale)
    # The rail beside the screen takes its part of the window.
    screen.resize(width - round(56 * scale), 720)
    opened(screen, qtbot, "invoice", draft.id)
    panel = next(one for one in screen.findChildren(TotalsPanel) if one.isVisible())
    labels = [one for one in panel.findChildren(QLabel) if one.isVisible()]
    assert any(one.text() == "less RE-2026-001 of 17\u00a0Jun\u00a02026" for one in labels)
    # The layout of a page in larger letters takes some turns.
    qtbot.waitUntil(lambda: not [label.text() for label in labels if is_cut(label)])


def is_cut(label: QLabel) -> bool:
    needed = label.fontMetrics().boundingRect(
        QRect(0, 0, label.width(), label.height()), Qt.TextFlag.TextWordWrap, label.text()
    )
    return label.width() < needed.width() or label.height() < needed.height()


def test_nothing_is_asked_about_milestones_of_a_cancelled_contract_or_of_a_part_payment(session: Session):
    db = session.db
    job = contract(db, line("1000"))
    milestones.create(db, Milestone(contract_id=job.id, title="Master", promised_on=date(2026, 6, 20)))
    draft = contract_invoices.final_from_contract(db, job.id, on=TODAY)
    assert [note.message for note in invoices.warnings(db, draft, on=TODAY)] == [
        "“{milestone}” is not delivered yet."
    ]
    other = invoices.create(db, 1, on=TODAY, lines=(line("50"),))
    assert invoices.warnings(db, other, on=TODAY) == ()
    contracts.cancel(db, job.id, on=TODAY, reason="No money")
    assert invoices.warnings(db, draft, on=TODAY) == ()


def test_a_line_without_a_price_is_asked_about(screen: DocumentsScreen, session: Session, qtbot: QtBot):
    db = session.db
    lines = (line("50", "Logo"), line("0", "Text"), replace(line("0", "Card"), role=LineRole.BONUS))
    draft = invoices.create(db, 1, on=TODAY, lines=lines)
    (said,) = notes(screen, qtbot, "invoice", draft.id)
    assert said == "Line 2 has no price. Type it, or mark the line as a bonus if it is meant to be free."
    assert invoices.issue(db, draft.id, on=TODAY).number
    offer = quotes.create(db, 1, on=TODAY, title="Signs", lines=lines)
    (said,) = notes(screen, qtbot, "quote", offer.id)
    assert said.startswith("Line 2 has no price.")
