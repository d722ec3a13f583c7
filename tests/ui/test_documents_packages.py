"""Packages in the editor: offered with their price, their lines added, their discount shown once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk.domain.catalogue import Package
from clientdesk.domain.client import Client
from clientdesk.domain.line import LineRole
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.tax import TaxCategory
from clientdesk.storage import tables
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import catalogue, clients, quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import LOW, eur, line, open_german

STARTER = Package(
    name="Starter & more",
    currency="EUR",
    lines=(
        line("600", "Workshop"),
        line("2400", "Identity"),
        replace(line("250", "Photos"), role=LineRole.OPTIONAL),
    ),
    price=Decimal(2800),
)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> DocumentsScreen:
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def offered(screen: DocumentsScreen) -> QMenu:
    """Return the packages as the menu of the lines shows them once it opens."""
    button = next(one for one in screen.draft.findChildren(QPushButton, "lines_menu") if one.isVisible())
    menu = next(action.menu() for action in button.menu().actions() if action.text() == "Insert package")
    menu.aboutToShow.emit()  # menus of Qt cannot be opened offscreen
    return menu


def test_p2_a_package_adds_its_lines_and_shows_its_discount_once(screen: DocumentsScreen, session: Session):
    catalogue.save_package(session.db, STARTER)
    catalogue.save_package(session.db, replace(STARTER, name="Dollars", currency="USD"))
    draft = quotes.create(session.db, 1, on=TODAY, title="Relaunch", lines=(line("100", "Call"),))
    screen.open_record("quote", draft.id)
    QApplication.processEvents()
    menu = offered(screen)
    assert [action.text().replace("&&", "&") for action in menu.actions()] == ["Starter & more  ·  €2,800.00"]
    menu.actions()[0].trigger()
    QApplication.processEvents()
    paper = screen.draft.writing.paper
    assert [one.description for one in paper.lines] == ["Call", "Workshop", "Identity", "Photos"]
    assert [(one.amount, one.reason) for one in paper.adjustments] == [(Decimal("200.00"), "Starter & more")]
    # The option is offered, not ticked: it counts once the client chooses it.
    assert not paper.lines[3].counts
    assert paper.totals().net == eur("2900.00")
    shown = [one.text() for one in screen.draft.findChildren(QLabel, "total_discount") if one.isVisible()]
    assert shown == ["-€200.00"]
    (net,) = (one for one in screen.draft.findChildren(QLabel, "total_net") if one.isVisible())
    assert net.text() == "€2,900.00"
    assert screen.may_leave()
    kept = tables.quotes.get(session.db, draft.id)
    assert (len(kept.lines), len(kept.adjustments), kept.totals().net) == (4, 1, eur("2900.00"))
    assert len({one.key for one in kept.lines}) == 4


def test_the_blank_line_gives_way_to_the_package(screen: DocumentsScreen, session: Session):
    catalogue.save_package(session.db, replace(STARTER, price=None))
    screen.open_record("new_quote", 1)
    QApplication.processEvents()
    menu = offered(screen)
    assert menu.actions()[0].text().endswith("€3,000.00")
    menu.actions()[0].trigger()
    paper = screen.draft.writing.paper
    assert [one.description for one in paper.lines] == ["Workshop", "Identity", "Photos"]
    assert paper.adjustments == ()


def test_without_a_package_the_menu_leads_to_making_one(screen: DocumentsScreen, session: Session):
    wanted: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, number: wanted.append((kind, number)))
    screen.open_record("new_quote", 1)
    QApplication.processEvents()
    (entry,) = offered(screen).actions()
    assert entry.text() == "New package"
    entry.trigger()
    assert wanted == [("new_package", 0)]


def test_r_vat_9_a_package_takes_the_tax_of_the_client_abroad(screen: DocumentsScreen, session: Session):
    low = replace(line("100", "Book"), tax=LOW)
    catalogue.save_package(session.db, replace(STARTER, lines=(line("600", "Workshop"), low), price=None))
    vienna = Address(street="Ring 1", postal_code="1010", city="Wien", country="AT")
    vat_id = TaxId(kind="vat_id", value="ATU13585627")
    clients.create(session.db, Client(name="Wiener Werk", addresses=(vienna,), tax_ids=(vat_id,)))
    screen.open_record("new_quote", 2)
    QApplication.processEvents()
    offered(screen).actions()[0].trigger()
    taxes = [one.tax for one in screen.draft.writing.paper.lines]
    assert taxes[0].category is TaxCategory.REVERSE_CHARGE
    assert taxes[1] == LOW
