"""Large type and tall scripts: what holds words grows with them, what has no room goes below or turns to icons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.cells import CellDelegate
from clientdesk.ui.widgets.checks_panel import Check, ChecksPanel
from clientdesk.ui.widgets.chip import Chip, ChipLabel, chip_height
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.date_editor import DateEditor
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card, ListDetail, PageHead
from clientdesk.ui.widgets.side_by_side import SideBySide
from clientdesk.ui.widgets.table import Column

TELUGU = "క్ష్మి స్త్రీ"


@pytest.fixture
def at_double_size() -> Iterator[None]:
    """Everything at 200 % of text."""
    style.theme().choose("light", scale=2.0)
    yield
    style.theme().choose("light", scale=1.0)


def no_cell(_row: int, _column: int) -> None:
    """Stands for a table without rows."""


def show(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def ink(text: str, size: int) -> range:
    """The lines of pixels that `text` covers, written on the middle of a picture of 200 lines."""
    picture = QImage(600, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setFont(style.font(size))
    painter.drawText(picture.rect(), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    covered = [
        y
        for y in range(200)
        if any(picture.pixelColor(x, y).lightness() < 128 for x in range(picture.width()))
    ]
    return range(covered[0], covered[-1] + 1)


def test_telugu_stands_on_the_middle_like_latin() -> None:
    latin, telugu = ink("H", 40), ink("వ", 40)
    assert abs((latin.start + latin.stop) - (telugu.start + telugu.stop)) / 2 <= 40 * 0.1


def test_a_line_holds_the_deepest_telugu_signs() -> None:
    for size in (tokens.SIZE_CAPTION, tokens.SIZE_BODY, tokens.SIZE_TITLE):
        drawn = QFontMetrics(style.font(size)).tightBoundingRect(TELUGU)
        assert style.line_height(size) >= drawn.height()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_rows_hold_two_lines_of_any_script(scale: float) -> None:
    style.theme().choose("light", scale=scale)
    two = CellDelegate((Column(key="name", text=str, second=str),), no_cell)
    one = CellDelegate((Column(key="name", text=str),), no_cell)
    first = style.line_height(tokens.SIZE_ROW_TITLE, tokens.WEIGHT_MEDIUM)
    assert two.row_height() > first + style.line_height(tokens.SIZE_BODY)
    assert one.row_height() > style.line_height(tokens.SIZE_BODY)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_chip_holds_its_word(qtbot: QtBot, scale: float) -> None:
    style.theme().choose("light", scale=scale)
    label = ChipLabel()
    label.set_chip(Chip("గడువు మీరింది"))
    show(qtbot, label, label.sizeHint().width(), label.sizeHint().height())
    metrics = QFontMetrics(style.font(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM))
    assert label.height() >= metrics.tightBoundingRect("గడువు మీరింది").height()
    assert label.width() > metrics.horizontalAdvance("గడువు మీరింది")
    assert chip_height() >= style.line_height(tokens.SIZE_CAPTION, tokens.WEIGHT_MEDIUM)


def test_icons_follow_the_size_of_text_at_once(qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    icons.set_icon(button, "check")
    small = button.iconSize().height()
    style.theme().choose("light", scale=2.0)
    assert button.iconSize().height() == 2 * small
    style.theme().choose("light", scale=1.0)
    assert button.iconSize().height() == small


@pytest.mark.usefixtures("at_double_size")
def test_the_rail_folds_and_list_and_detail_stack(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session)
    show(qtbot, window, 1280, 720)
    qtbot.waitUntil(lambda: window.current_name != "")
    assert window.rail.width() < tokens.RAIL_WIDTH
    assert all(button.text() == "" for button in window.rail.findChildren(QPushButton))
    assert all(button.accessibleName() for button in window.rail.findChildren(QPushButton))
    both = ListDetail(QWidget(), QWidget())
    show(qtbot, both, 1200, 700)
    assert both.is_stacked


def test_the_rail_unfolds_when_the_text_becomes_small_again(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session)
    show(qtbot, window, 1280, 720)
    qtbot.waitUntil(lambda: window.current_name != "")
    wide = window.rail.width()
    style.theme().choose("light", scale=2.0)
    assert window.rail.width() < wide
    style.theme().choose("light", scale=1.0)
    assert window.rail.width() == wide


def head_with_buttons(qtbot: QtBot, place: QWidget, width: int) -> tuple[PageHead, list[QPushButton]]:
    head = PageHead(place)
    QVBoxLayout(place).addWidget(head)
    made: list[QPushButton] = [
        actions.button("clients.edit", head, head.update),
        actions.button("clients.new_invoice", head, head.update, variant="primary"),
    ]
    head.set_text("Bäckerei Krumm GmbH", "Leipzig")
    head.set_buttons(*made)
    show(qtbot, place, width, 300)
    return head, made


@pytest.mark.usefixtures("at_double_size")
@pytest.mark.parametrize("width", [1100, 700, 480])
def test_a_head_shows_title_and_buttons_whole(qtbot: QtBot, width: int) -> None:
    place = QWidget()
    head, made = head_with_buttons(qtbot, place, width)
    assert head.title.width() >= style.scaled(100)
    for button in made:
        assert button.width() >= button.sizeHint().width()
        assert head.rect().contains(button.geometry())
        assert not button.geometry().intersects(head.title.geometry())


@pytest.mark.usefixtures("at_double_size")
def test_key_figures_show_all_of_their_words(qtbot: QtBot) -> None:
    place = QWidget()
    figures = Figures(place)
    QVBoxLayout(place).addWidget(figures)
    figures.set_figures([Figure("Outstanding", "₹1,35,000.00", "due before today")] * 4)
    show(qtbot, place, 1000, 700)
    for label in figures.findChildren(QLabel):
        assert label.width() >= label.sizeHint().width(), label.text()
        assert label.height() >= label.sizeHint().height(), label.text()


def test_an_editor_turns_to_its_page_where_there_is_no_room_for_both(qtbot: QtBot) -> None:
    editor, page = QWidget(), QWidget()
    desk = SideBySide(editor, page)
    show(qtbot, desk, 1200, 700)
    assert editor.isVisible()
    assert page.isVisible()
    assert not desk.turn.isVisible()
    style.theme().choose("light", scale=2.0)
    assert editor.isVisible()
    assert not page.isVisible()
    desk.turn.click()
    assert page.isVisible()
    assert not editor.isVisible()
    desk.turn.click()
    assert editor.isVisible()
    assert not page.isVisible()


@pytest.mark.usefixtures("at_double_size")
def test_the_keys_turn_to_the_page_and_a_new_paper_begins_in_the_editor(qtbot: QtBot) -> None:
    editor, page = QWidget(), QWidget()
    desk = SideBySide(editor, page)
    show(qtbot, desk, 1200, 700)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    qtbot.keyClick(
        desk, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert desk.is_turned
    assert desk.turn.isChecked()
    assert page.isVisible()
    desk.show_editor()
    assert editor.isVisible()
    assert not page.isVisible()


def test_an_ampersand_in_a_link_is_shown_and_takes_no_room_of_its_own(qtbot: QtBot) -> None:
    named, plain = Link("Sravani & Kiran"), Link("Sravani + Kiran")
    for link in (named, plain):
        show(qtbot, link, link.sizeHint().width(), link.sizeHint().height())
    assert named.text() == "Sravani && Kiran"
    assert named.accessibleName() == "Sravani & Kiran"
    assert abs(named.sizeHint().width() - plain.sizeHint().width()) < 8


def test_a_long_sentence_of_a_check_is_shown_whole(qtbot: QtBot) -> None:
    place = QWidget()
    panel = ChecksPanel(place)
    column = QVBoxLayout(place)
    column.addWidget(panel)
    column.addStretch(1)
    sentence = "Es gibt noch keine Position. Schreiben Sie, was Sie anbieten und zu welchem Preis. " * 3
    panel.set_checks([Check(sentence, "Ausfüllen", place.update)])
    show(qtbot, place, 420, 600)
    words = next(label for label in panel.findChildren(QLabel) if label.text() == sentence)
    assert words.height() >= words.heightForWidth(words.width())


@pytest.mark.usefixtures("at_double_size")
@pytest.mark.parametrize("widths", [(900, 500), (500, 900), (500, 501)])
def test_buttons_beside_a_title_turn_to_icons_and_back(qtbot: QtBot, widths: tuple[int, int]) -> None:
    place = QWidget()
    card = Card("Work", place)
    # As on a page, which is as narrow as its place.
    card.setMinimumWidth(1)
    QVBoxLayout(place).addWidget(card)
    made = [
        actions.button(f"work.{name}", card, card.update, variant="link") for name in ("log", "cost", "gift")
    ]
    for button in made:
        card.add_button(button)
    for width in widths:
        show(qtbot, place, width, 300)
        qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in made))
    assert (made[-1].text() == "") is (widths[-1] < 700)
    assert made[-1].accessibleName()


@pytest.mark.usefixtures("at_double_size")
def test_icons_in_fields_grow_with_the_text_and_leave_room_for_the_usual_day(qtbot: QtBot) -> None:
    field = DateEditor(today=lambda: date(2026, 6, 17))
    show(qtbot, field, 420, 80)
    drawn = field.grab().toImage()
    side = field.findChild(QToolButton)
    assert side is not None
    area = side.geometry()
    ground = drawn.pixelColor(area.left() + 1, area.center().y())
    marked = [
        x
        for x in range(area.left(), area.right())
        if any(
            abs(drawn.pixelColor(x, y).lightness() - ground.lightness()) > 30
            for y in range(max(0, area.top()), min(drawn.height() - 4, area.bottom()))
        )
    ]
    # A calendar of 16 pixels has 13 with ink.
    assert marked[-1] - marked[0] > 20
