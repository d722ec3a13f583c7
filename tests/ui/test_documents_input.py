"""Wrong and unusual input in the editor: every field says what is wrong where it is, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.storage import tables
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.line_model import Cell
from tests.ui.conftest import TODAY
from tests.usecases.billing import open_german

Type = Callable[[QWidget, str], None]


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> Iterator[DocumentsScreen]:
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_record("new_invoice", 1)
    QApplication.processEvents()
    yield made
    made.hide()


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


def type_cell(screen: DocumentsScreen, cell: Cell, text: str, type_text: Type) -> None:
    grid = screen.draft.findChild(QWidget, "lines_card").grid
    grid.edit(0, cell)
    type_text(QApplication.focusWidget(), text)
    press(Qt.Key.Key_Tab)


def cell(screen: DocumentsScreen, which: Cell) -> str:
    grid = screen.draft.findChild(QWidget, "lines_card").grid
    return grid.view.model().index(0, which).data()


def names_check(screen: DocumentsScreen, words: str) -> bool:
    return any(words in check.sentence for check in screen.draft.checks.checks)


def fault(screen: DocumentsScreen) -> str:
    return screen.draft.findChild(QWidget, "lines_card").grid.error()


def total(screen: DocumentsScreen) -> str:
    return screen.draft.findChild(QWidget, "lines_card").totals.amount("due")


@pytest.mark.parametrize(
    ("language", "typed"),
    [("de", "1.234,50"), ("en-GB", "1,234.50"), ("de", "١٢٣٤٫٥٠"), ("en-GB", "١٢٣٤٫٥٠"), ("de", "1234,5")],
)
def test_prices_are_read_as_the_locale_or_the_digits_say(
    screen: DocumentsScreen, type_text: Type, language: str, typed: str
):
    i18n.set_language(language)
    type_cell(screen, Cell.DESCRIPTION, "Work", type_text)
    type_cell(screen, Cell.PRICE, typed, type_text)
    assert fault(screen) == ""
    assert screen.draft.writing.paper.lines[0].unit_price == Decimal("1234.50")


@pytest.mark.parametrize("typed", ["12,5,0", "twelve", "1.2.3", "5 x", "9" * 40])
def test_a_price_that_cannot_be_read_stays_with_its_sentence_and_is_never_issued(
    screen: DocumentsScreen, type_text: Type, typed: str, session: Session
):
    type_cell(screen, Cell.DESCRIPTION, "Work", type_text)
    type_cell(screen, Cell.PRICE, typed, type_text)
    assert cell(screen, Cell.PRICE) == typed
    assert fault(screen)
    screen.draft.issue()
    assert not tables.invoices.find(session.db, "state = 'issued'")
    assert cell(screen, Cell.PRICE) == typed


@pytest.mark.parametrize(
    "case",
    [("JPY", "1234", "1,468"), ("KWD", "1.2345", "1.470"), ("KWD", "12.345", "14.691")],
)
def test_currencies_without_and_with_three_decimals_add_up(
    screen: DocumentsScreen, type_text: Type, qtbot: QtBot, case: tuple[str, str, str]
):
    currency, typed, shown = case
    editor = screen.draft.terms.form.editor("currency")
    editor.set_value(currency)
    editor.edited.emit()
    type_cell(screen, Cell.DESCRIPTION, "Work", type_text)
    type_cell(screen, Cell.PRICE, typed, type_text)
    assert fault(screen) == ""
    assert shown in total(screen)
    # A foreign currency asks for its rate, as one of the things before issue.
    qtbot.waitUntil(lambda: names_check(screen, "rate from"))


def type_field(screen: DocumentsScreen, name: str, text: str, type_text: Type) -> QWidget:
    editor = screen.draft.terms.form.editor(name)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)
    press(Qt.Key.Key_Tab)
    QApplication.processEvents()
    return editor


@pytest.mark.parametrize(
    ("typed", "read"),
    [("29.2.2024", "2024-02-29"), ("29/02/28", "2028-02-29"), ("31.12.99", "1999-12-31")],
)
def test_leap_days_are_dates(screen: DocumentsScreen, type_text: Type, typed: str, read: str):
    type_field(screen, "supplied_to", typed, type_text)
    assert screen.draft.terms.form.error_at("supplied_to") == ""
    assert screen.draft.writing.paper.supplied_to.isoformat() == read


@pytest.mark.parametrize("typed", ["29.2.2026", "31.4.2026", "soon", "0", "1.1.1900", "31.12.2200"])
def test_a_day_that_is_none_gets_its_sentence_and_stays(screen: DocumentsScreen, type_text: Type, typed: str):
    editor = type_field(screen, "supplied_to", typed, type_text)
    assert screen.draft.terms.form.error_at("supplied_to")
    assert editor.text() == typed
    screen.draft.issue()
    assert editor.text() == typed
    assert screen.draft.terms.form.error_at("supplied_to")


def test_half_a_date_is_never_taken_for_a_whole_one(screen: DocumentsScreen, type_text: Type):
    editor = screen.draft.terms.form.editor("supplied_to")
    editor.setFocus()
    editor.selectAll()
    type_text(editor, "29.2.20")
    assert screen.draft.writing.paper.supplied_to == TODAY
    type_text(editor, "26")
    press(Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert screen.draft.writing.paper.supplied_to == TODAY
    assert "leap" in screen.draft.terms.form.error_at("supplied_to")


def test_days_to_pay_out_of_range_are_named_before_issue(
    screen: DocumentsScreen, type_text: Type, qtbot: QtBot
):
    type_field(screen, "due_days", "999", type_text)
    qtbot.waitUntil(lambda: names_check(screen, "between 0 and 365"))
    type_field(screen, "due_days", "two", type_text)
    assert screen.draft.terms.form.error_at("due_days")


def test_four_thousand_characters_in_a_clients_name_are_refused_at_the_name(
    screen: DocumentsScreen, type_text: Type, session: Session
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    picker = screen.draft.findChild(QWidget, "client_id")
    picker.setFocus()
    name = "x" * 4000
    picker.setText(name[:-1])
    type_text(picker, "x")
    press(Qt.Key.Key_Tab)
    screen.draft.keep()
    form = screen.draft.findChild(QWidget, "for_whom").picker
    assert "4,000 characters" in form.error_at("client_id")
    assert picker.text() == name
    assert len(tables.clients.find(session.db)) == 1


def test_a_paper_for_nobody_asks_for_the_client_before_issue(screen: DocumentsScreen, qtbot: QtBot):
    screen.open_record("new_invoice", 0)
    qtbot.waitUntil(lambda: names_check(screen, "The client's name is missing"))


def test_a_discount_is_a_percentage_or_an_amount(screen: DocumentsScreen, type_text: Type):
    type_cell(screen, Cell.DESCRIPTION, "Work", type_text)
    type_cell(screen, Cell.PRICE, "1000", type_text)
    card = screen.draft.findChild(QWidget, "lines_card")
    QTest.mouseClick(card.findChild(QWidget, "document.add_discount"), Qt.MouseButton.LeftButton)
    type_text(QApplication.focusWidget(), "10 %")
    press(Qt.Key.Key_Tab)
    assert card.totals.amount("discount") == "-€100.00"
    size = card.findChild(QWidget, "size")
    size.setFocus()
    size.selectAll()
    type_text(size, "50")
    press(Qt.Key.Key_Tab)
    assert card.totals.amount("discount") == "-€50.00"
    size.setFocus()
    size.selectAll()
    type_text(size, "a lot")
    press(Qt.Key.Key_Tab)
    assert size.text() == "a lot"
    screen.draft.issue()
    assert "not a number" in card.findChild(QWidget, "size_below").text()
