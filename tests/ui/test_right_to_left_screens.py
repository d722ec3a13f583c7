"""Every screen in Arabic: each text begins on the right, keeps its own order, and pictures stand clear of words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.demo.desk import TODAY
from clientdesk.domain.money import Money
from clientdesk.i18n import WINDOW, Translator
from clientdesk.storage.database import open_book
from clientdesk.ui import actions, qt_texts
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.rail import Rail
from clientdesk.ui.session import Session
from clientdesk.ui.today.line import AgendaLine
from clientdesk.ui.widgets.date_editor import DateEditor
from clientdesk.ui.widgets.editors import TextEditor
from clientdesk.ui.widgets.line_grid import LineGrid
from clientdesk.ui.widgets.line_model import Cell
from clientdesk.ui.widgets.number_editors import MoneyEditor
from clientdesk.ui.widgets.page import Elided
from clientdesk.usecases.drafting import unit_word
from tests import shelf
from tests.shots.layout import path
from tests.shots.letters import order

ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute
RTL = Qt.LayoutDirection.RightToLeft
NATIVE = QKeySequence.SequenceFormat.NativeText
#: Where both a client with a Latin name, an Arabic one, foreign money, dates, phones and a bank account are on screen.
PLACES = [
    ("today", "", 0),
    ("clients", "client", 1),
    ("clients", "client", 2),
    ("clients", "edit_client", 1),
    ("clients", "new_client", 0),
    ("work", "contract", 1),
    ("work", "new_contract", 0),
    ("documents", "", 0),
    ("documents", "invoice", 9),
    ("documents", "quote", 1),
    ("documents", "new_invoice", 0),
    ("documents", "new_quote", 0),
    ("calendar", "", 0),
    ("money", "", 0),
    ("money", "payment", 1),
    ("money", "new_payment", 0),
    ("library", "catalogue", 1),
    ("library", "new_package", 0),
    ("settings", "", 0),
]


@pytest.fixture(scope="module")
def mona() -> Path:
    return shelf.book("mona")


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    i18n.set_language("ar")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(qtbot: QtBot, arabic: None, mona: Path) -> Iterator[MainWindow]:
    session = Session(open_book(mona), today=lambda: TODAY)
    made = MainWindow(session, start="today")
    qtbot.addWidget(made)
    made.resize(1366, 800)
    made.show()
    qtbot.waitUntil(lambda: made.current_name == "today")
    yield made
    session.close()


def go(window: MainWindow, screen: str, kind: str, record_id: int) -> None:
    window.show_screen(screen)
    if kind:
        window.open_record(kind, record_id)
    QApplication.processEvents()


def named(widget: QLabel | QLineEdit) -> str:
    return f"{path(widget)} {widget.text()[:40]!r}"


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_no_text_stands_on_the_side_where_its_own_script_would_put_it(window: MainWindow):
    wrong = []
    for screen, kind, record_id in PLACES:
        go(window, screen, kind, record_id)
        texts = [widget for widget in window.findChildren(QWidget) if isinstance(widget, QLabel | QLineEdit)]
        wrong += [
            f"{screen} {kind}: {named(text)}"
            for text in texts
            if text.isVisibleTo(window) and _may_jump(text)
        ]
    assert wrong == []


def _may_jump(widget: QLabel | QLineEdit) -> bool:
    """A text follows its own script unless its side is absolute; seen where it is narrower than its place."""
    side = widget.alignment()
    if side & (ABSOLUTE | Qt.AlignmentFlag.AlignHCenter):
        return False
    if isinstance(widget, QLineEdit):
        return True
    return _runs_from_the_left(widget.text()) and widget.width() > widget.sizeHint().width() + 4


def _runs_from_the_left(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(text) and (not letters or letters[0].isascii())


def test_a_dollar_sign_stays_with_its_letters(qapp: QApplication):
    words = Translator("ar", WINDOW)
    for minor, figures in ((54000, "540.00"), (-54000, "-540.00")):
        shown = order(f"المبلغ {words.money(Money(minor, 'USD'))}", qapp.font(), RTL)
        assert shown.startswith("US$")
        assert figures in shown


def test_units_and_taxes_are_said_in_arabic_as_many_as_there_are(arabic: None):
    words = i18n.translator()
    assert [unit_word("DAY", Decimal(count), words) for count in ("1", "3", "11", "1.5")] == [
        "يوم",
        "أيام",
        "يومًا",
        "يوم",
    ]
    assert unit_word("HUR", Decimal(2), words) == "ساعة"


def test_the_picture_of_an_agenda_line_stands_clear_of_its_words(qtbot: QtBot, window: MainWindow):
    qtbot.waitUntil(lambda: bool(window.findChildren(AgendaLine)))
    qtbot.waitUntil(lambda: window.findChildren(AgendaLine)[0].width() > 600)
    line = window.findChildren(AgendaLine)[0]
    labels = [label for label in line.findChildren(QLabel) if label.text()]
    words = max(label.mapTo(line, label.rect().topRight()).x() for label in labels)
    assert words < line.width() - line.iconSize().width()


def test_the_mark_of_the_rail_stands_over_its_pictures_and_the_name_beside_it(window: MainWindow):
    rail = window.findChild(Rail)
    mark, brand = (label for label in rail.findChildren(QLabel) if label.isVisible())
    assert rail.mapTo(window, QPoint(0, 0)).x() > window.width() // 2
    middle = rail.width() - mark.geometry().center().x()
    assert abs(middle - 28) <= 3  # a button's picture: 8 of the rail, 10 of the button, half of 18
    assert brand.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    "text", ["Arabic translation of “Clean Code”", "Letter no. 4.", "(draft) RE-2026-001"]
)
def test_a_latin_title_is_drawn_alike_in_both_directions(qtbot: QtBot, text: str):
    shown = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        label = Elided()
        qtbot.addWidget(label)
        label.setLayoutDirection(direction)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | ABSOLUTE | Qt.AlignmentFlag.AlignVCenter)
        label.setText(text)
        label.resize(400, 30)
        shown.append(picture(label))
    assert shown[0] == shown[1]


def test_an_open_cell_holds_its_number_where_the_closed_one_does(window: MainWindow):
    go(window, "documents", "new_invoice", 0)
    grid = window.findChild(LineGrid)
    for cell, side in (
        (Cell.DESCRIPTION, Qt.AlignmentFlag.AlignRight),
        (Cell.PRICE, Qt.AlignmentFlag.AlignLeft),
    ):
        grid.edit(0, cell)
        editor = grid.findChild(QLineEdit, f"cell_{cell.name.lower()}")
        assert editor.alignment() & (side | ABSOLUTE) == side | ABSOLUTE
        grid.finish()


def test_fields_hold_dates_and_amounts_as_they_are_typed(qtbot: QtBot, arabic: None):
    amount, day = MoneyEditor(currency="EGP"), DateEditor(today=lambda: TODAY)
    for editor in (amount, day):
        qtbot.addWidget(editor)
    amount.set_value(Money(1340640, "EGP"))
    day.set_value(TODAY)
    assert (amount.text(), day.text()) == ("13,406.40", "17/6/2026")
    assert (amount.value(), day.value()) == (Money(1340640, "EGP"), TODAY)
    assert order(day.text(), day.font()) == "17/6/2026"


def test_the_calendar_opens_at_the_right_of_its_field_with_the_digits_of_the_window(
    qtbot: QtBot, window: MainWindow
):
    field = DateEditor(today=lambda: TODAY)
    qtbot.addWidget(field)
    field.resize(150, 34)
    field.show()
    field.open_calendar()
    month = field.findChild(QCalendarWidget)
    assert month.locale().zeroDigit() == "0"
    assert month.firstDayOfWeek() == Qt.DayOfWeek.Saturday
    popup = month.window()
    right = field.mapToGlobal(field.rect().topRight()).x()
    assert abs(popup.geometry().right() - right) <= 4  # the frame of a window that stands alone


def test_keys_are_read_from_the_left(qapp: QApplication, arabic: None):
    words = qt_texts.install(qapp, "ar")
    try:
        for keys, shown in (("Ctrl+,", "Ctrl+,"), ("Alt+Up", "Alt+↑"), ("Ctrl++", "Ctrl++")):
            assert order(f"رجوع ({actions.keys_text(keys)})", qapp.font(), RTL).startswith(f"){shown}(")
        assert order(QKeySequence("Alt+Down").toString(NATIVE), qapp.font(), RTL) == "Alt+↓"
    finally:
        qapp.removeTranslator(words)


def test_a_path_keeps_its_first_stroke(qapp: QApplication, window: MainWindow):
    go(window, "settings", "", 0)
    label = window.findChild(QLabel, "book_path")
    path_line = label.text().splitlines()[-1]
    assert order(path_line, qapp.font(), RTL) == str(window.session.db.path)


def test_a_hint_leaves_room_for_the_cursor(qtbot: QtBot, arabic: None):
    field = TextEditor()
    qtbot.addWidget(field)
    field.setPlaceholderText("اكتب اسمًا")
    assert field.placeholderText() == "\u2009اكتب اسمًا"
