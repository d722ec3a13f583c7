"""The library as a person meets it: a line added by hand, a package with one discount, archive and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.catalogue import CatalogueItem, Package
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address
from clientdesk.domain.tax import Tax
from clientdesk.storage import tables
from clientdesk.ui.library import page
from clientdesk.ui.library.page import LibraryScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.usecases import catalogue, issuer

VAT = Tax(rate=Decimal(19))


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> LibraryScreen:
    issuer.save(session.db, Issuer(name="Lena", address=Address(city="Leipzig", country="DE")))
    made = LibraryScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def visible(screen: QWidget, name: str, kind: type = QWidget):
    QApplication.processEvents()
    return next(found for found in screen.findChildren(kind, name) if found.isVisible())


def names(screen: LibraryScreen) -> list[str]:
    model = screen.list.table.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def test_a_line_is_added_by_hand(screen: LibraryScreen, session: Session, qtbot: QtBot):
    screen.new_item()
    QTest.keyClicks(visible(screen, "description"), "Workshop")
    price = visible(screen, "unit_price")
    price.selectAll()
    QTest.keyClicks(price, "1,234.50")
    QTest.mouseClick(visible(screen, "form.save", QPushButton), Qt.MouseButton.LeftButton)
    stored = tables.catalogue.get(session.db, 1)
    assert (stored.description, stored.unit_price, stored.currency) == ("Workshop", Decimal("1234.5"), "EUR")
    qtbot.waitUntil(lambda: names(screen) == ["Workshop"])


def test_a_wrong_price_gets_a_sentence_and_stays(screen: LibraryScreen, session: Session):
    screen.new_item()
    QTest.keyClicks(visible(screen, "description"), "Workshop")
    price = visible(screen, "unit_price")
    price.selectAll()
    QTest.keyClicks(price, "12,5,0x")
    QTest.mouseClick(visible(screen, "form.save", QPushButton), Qt.MouseButton.LeftButton)
    assert visible(screen, "unit_price_below", QLabel).text()
    assert price.text() == "12,5,0x"
    assert tables.catalogue.find(session.db) == ()


def test_a_package_shows_what_its_lines_come_to(screen: LibraryScreen, session: Session):
    lines = (
        Line(description="Workshop", unit_price=Decimal(600), tax=VAT),
        Line(description="Identity", unit_price=Decimal(2400), tax=VAT),
    )
    session.run(
        catalogue.save_package, Package(name="Starter", currency="EUR", lines=lines, price=Decimal(2800))
    )
    screen.list.choose("packages")
    QApplication.processEvents()
    screen.new_package()
    assert visible(screen, "package_sum", QLabel)
    lines_, discount = catalogue.insert_package(session.db, 1)
    assert [line.description for line in lines_] == ["Workshop", "Identity"]
    assert discount is not None
    assert discount.amount == Decimal("200.00")


def test_archive_takes_a_line_away_and_the_toast_brings_it_back(
    screen: LibraryScreen, session: Session, qtbot: QtBot
):
    session.run(
        catalogue.save_item,
        CatalogueItem(description="Workshop", unit_price=Decimal(600), currency="EUR", tax=VAT),
    )
    screen.refresh()
    qtbot.waitUntil(lambda: names(screen) == ["Workshop"])
    screen.open_record("catalogue", 1)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    QTest.mouseClick(visible(screen, "library.archive", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(screen) == [])
    undo = notices[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: names(screen) == ["Workshop"])


@pytest.mark.parametrize("kind", ["new_item", "new_package"])
def test_a_new_entry_asked_for_from_elsewhere_is_not_pushed_away_by_the_list(
    qtbot: QtBot, session: Session, kind: str
):
    """The list chooses its first row when it has been read, which may be after the new entry was asked for."""
    issuer.save(session.db, Issuer(name="Lena", address=Address(city="Leipzig", country="DE")))
    catalogue.save_item(session.db, CatalogueItem(description="Logo", currency="EUR", unit_price=Decimal(80)))
    made = LibraryScreen(session)
    qtbot.addWidget(made)
    made.resize(1080, 760)
    made.open_record(kind, 0)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: names(made) == ["Logo"] and not session.tasks.is_busy)
    assert visible(made, "name" if kind == "new_package" else "description").text() == ""
    made.list.table.setFocus()
    QTest.keyClick(made.list.table, Qt.Key.Key_Home)
    made.list.select(1)


def test_a_unit_is_a_word_never_a_code_and_keeps_its_code(
    screen: LibraryScreen, session: Session, qtbot: QtBot
):
    saved = catalogue.save_item(
        session.db, CatalogueItem(description="Logo", unit="H87", currency="EUR", unit_price=Decimal(80))
    )
    screen.open_record("catalogue", saved.id)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    assert visible(screen, "unit").text() == "pc."
    QTest.keyClicks(visible(screen, "description"), "s")
    QTest.mouseClick(visible(screen, "form.save", QPushButton), Qt.MouseButton.LeftButton)
    stored = tables.catalogue.get(session.db, saved.id)
    assert (stored.description, stored.unit) == ("sLogo", "H87")
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    screen.open_record("catalogue", saved.id)
    unit = visible(screen, "unit")
    unit.selectAll()
    QTest.keyClicks(unit, "sheet")
    QTest.mouseClick(visible(screen, "form.save", QPushButton), Qt.MouseButton.LeftButton)
    assert tables.catalogue.get(session.db, saved.id).unit == "sheet"


def test_prices_stand_with_their_sign_as_everywhere_and_dates_say_what_they_are(
    screen: LibraryScreen, session: Session, qtbot: QtBot
):
    made = catalogue.save_item(
        session.db,
        CatalogueItem(description="Words", unit_price=Decimal("0.1234"), currency="EUR", uses=2),
    )
    screen.refresh()
    qtbot.waitUntil(lambda: names(screen) == ["Words"])
    model = screen.list.table.model()
    row = model.row(0)
    assert page._price(row) == "€0.1234"
    screen.open_record("catalogue", made.id)
    screen._item.edit(replace(made, last_used_on=date(2026, 6, 3)))
    subtitle = screen._item.head.subtitle.text()
    assert subtitle == "used 2 times · last on 3 Jun 2026"
