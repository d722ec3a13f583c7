"""What belongs into one line or one column stands there, in every script; what cannot be pressed is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.domain.capacity import DayLoad
from clientdesk.domain.client import Client
from clientdesk.domain.line import Adjustment
from clientdesk.domain.party import Address
from clientdesk.queries.calendar_month import CalendarDay
from clientdesk.ui import qt_texts, style
from clientdesk.ui.calendar.cell import Cell as DayCell
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.contracts.paper import PaperPage
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.key_sheet import KeySheet
from clientdesk.ui.session import Session
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.ui.tokens import contrast
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.ink import Ink
from clientdesk.usecases import change_orders, clients, invoices, issuer
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, issued, line, open_german

_DARK = 150


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    QApplication.processEvents()
    return widget


def inked(picture: QImage, place: QRect) -> QRect:
    """Return what is written in a part of a light picture."""
    found = [
        QPoint(x, y)
        for x in range(place.left(), place.right() + 1)
        for y in range(place.top(), place.bottom() + 1)
        if QColor(picture.pixel(x, y)).lightness() < _DARK
    ]
    assert found
    return QRect(
        QPoint(min(point.x() for point in found), min(point.y() for point in found)),
        QPoint(max(point.x() for point in found), max(point.y() for point in found)),
    )


@pytest.fixture
def german(tmp_path, look) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "german.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("other", "direction"),
    [
        ("12 మార్చి", Qt.LayoutDirection.LeftToRight),
        ("12 ج.م.", Qt.LayoutDirection.RightToLeft),
    ],
)
def test_key_figures_of_different_scripts_stand_on_one_base_line(
    qtbot: QtBot, other: str, direction: Qt.LayoutDirection
):
    row = Figures()
    row.setLayoutDirection(direction)
    row.set_figures([Figure("Total", "12"), Figure("Date", other)])
    shown(qtbot, row, 700, 200)
    picture = row.grab().toImage()
    feet = []
    for box in row.findChildren(QWidget, "figure"):
        value = box.findChildren(QLabel)[1]
        place = QRect(value.mapTo(row, QPoint(0, 0)), value.size())
        # The two figures only: the other letters go below the line.
        wide = value.fontMetrics().horizontalAdvance("12") - 1
        if direction == Qt.LayoutDirection.RightToLeft:
            place.setLeft(place.right() - wide)
        place.setWidth(wide)
        feet.append(inked(picture, place).bottom())
    assert abs(feet[0] - feet[1]) <= 1


def test_amounts_stand_in_one_column_whatever_can_be_done_with_them(qtbot: QtBot):
    def nothing() -> None:
        return

    page = QWidget()
    block = Block("Work", page, name="log")
    bin_of_row = button("Remove", nothing, 2, name="b", variant="bare", icon="trash-2")
    invoice = button("Invoice", nothing, 1, name="a", variant="link")
    rows = [
        Row("Hours", "10 March", amount="€90.00", buttons=[invoice]),
        Row("Costs", "11 March", amount="€8.00", buttons=[bin_of_row]),
        Row("Free", "12 March", amount="€7.00"),
    ]
    block.set_rows(rows)
    block.resize(700, 300)
    shown(qtbot, page, 720, 320)
    amounts = [label for label in block.findChildren(QLabel) if label.text().startswith("€")]
    ends = {label.mapTo(page, QPoint(label.width(), 0)).x() for label in amounts}
    assert (len(amounts), len(ends)) == (3, 1)
    links = [block.findChild(QPushButton, name) for name in ("a_1", "b_2")]
    assert len({link.mapTo(page, QPoint(link.width(), 0)).x() for link in links}) == 1


def test_lines_begin_and_end_where_title_and_sums_do(qtbot: QtBot, german: Session):
    paper = issued(german.db, line("1111.00"))
    screen = DocumentsScreen(german)
    shown(qtbot, screen, 1280, 800)
    screen.open_record("invoice", paper.id)
    qtbot.waitUntil(lambda: screen.issued.findChild(QWidget, "lines_card").grid.view.model().rowCount() == 1)
    card = screen.issued.findChild(QWidget, "lines_card")
    QApplication.processEvents()
    picture = card.grab().toImage()
    view = card.grid.view
    title = next(label for label in card.findChildren(QLabel) if label.text() == "Lines")
    top = view.viewport().mapTo(card, QPoint(0, 0)).y()
    # Without the line below each.
    head = QRect(3, view.mapTo(card, QPoint(0, 0)).y() + 4, card.width() - 6, 24)
    row = QRect(3, top + 4, card.width() - 6, view.rowHeight(0) - 8)
    begins = [inked(picture, QRect(title.mapTo(card, QPoint(0, 0)), title.size())).left()]
    begins += [inked(picture, place).left() for place in (head, row)]
    assert max(begins) - min(begins) <= 2
    net = card.totals.findChild(QLabel, "total_net")
    sums = inked(picture, QRect(net.mapTo(card, QPoint(0, 0)), net.size())).right()
    ends = [sums, *(inked(picture, place).right() for place in (head, row))]
    assert max(ends) - min(ends) <= 2


def test_a_discount_of_an_issued_invoice_cannot_be_taken_away(qtbot: QtBot, german: Session):
    discount = Adjustment(amount=Decimal(10), reason="Package")
    draft = invoices.create(german.db, 1, on=TODAY, lines=(line("100"),), adjustments=(discount,))
    paper = invoices.issue(german.db, draft.id, on=TODAY)
    screen = DocumentsScreen(german)
    shown(qtbot, screen, 1280, 800)
    screen.open_record("invoice", paper.id)
    qtbot.waitUntil(lambda: bool(screen.issued.findChildren(QWidget, "remove_adjustment")))
    assert not [one for one in screen.findChildren(QWidget, "remove_adjustment") if one.isVisible()]


def test_the_free_bar_of_the_chosen_day_can_be_seen(qtbot: QtBot):
    for scheme in ("light", "dark"):
        style.theme().choose(scheme)
        hours = Decimal(6)
        load = DayLoad(
            on=TODAY, is_working=True, why_free="", planned=hours, bookable=hours, committed=Decimal(0)
        )
        picture = QImage(120, 100, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        place = QRectF(0, 0, 120, 100)
        day = CalendarDay(on=TODAY, load=load, entries=(), count=0)
        ink = Ink(painter, QSizeF(120, 100), mirrored=False)
        DayCell(ink, place, day, date(2026, 6, 1), is_outside=False, is_chosen=True).paint()
        painter.end()
        column = {QColor(picture.pixel(60, y)).name() for y in range(80, 100)}
        assert max(contrast(one, style.colors().selection) for one in column) > 2


def test_keys_with_arrows_are_as_high_as_the_others(qtbot: QtBot, qapp: QApplication):
    i18n.set_language("ar-EG")
    qt_words = qt_texts.install(qapp, "ar-EG")
    assert qt_words is not None
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = KeySheet(parent)
    sheet.open()
    QApplication.processEvents()
    chips = [label for label in sheet.findChildren(QLabel) if label.property("role") == "key"]
    qapp.removeTranslator(qt_words)
    sheet.close()
    assert any("↑" in chip.text() for chip in chips)
    assert len({chip.height() for chip in chips}) == 1


def test_the_day_a_client_has_to_pay_goes_before_the_town(qtbot: QtBot, german: Session):
    client = clients.create(
        german.db, Client(name="Golconda", addresses=(Address(city="Hyderabad", country="DE"),))
    )
    draft = invoices.create(german.db, client.id, on=TODAY, lines=(line("100"),))
    invoices.issue(german.db, draft.id, on=TODAY)
    screen = ClientsScreen(german)
    shown(qtbot, screen, 1280, 800)
    qtbot.waitUntil(lambda: screen.list.table.model().rowCount() == 2)
    model = screen.list.table.model()
    said = [model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole) for number in range(2)]
    assert any(words.index("due ") < words.index("Hyderabad") for words in said if "Hyderabad" in words)


def test_the_week_stands_in_one_row_and_the_year_begins_in_a_month_with_a_name(qtbot: QtBot, german: Session):
    screen = SettingsScreen(german)
    shown(qtbot, screen, 1000, 800)
    card = screen.findChild(QWidget, "working_time")
    qtbot.waitUntil(lambda: card.form.editor("hours_per_day").mapTo(card, QPoint(0, 0)).y() > 60)
    days = [card.form.editor(f"weekday_{number}") for number in range(7)]
    tops = {day.mapTo(card, QPoint(0, 0)).y() for day in days}
    assert len(tops) == 1
    hours = card.form.editor("hours_per_day")
    assert hours.mapTo(card, QPoint(0, 0)).y() > max(tops) + days[0].height()
    month = card.form.editor("fiscal_year_start")
    assert month.currentText() == "January"
    month.set_value(4)
    month.edited.emit()
    card.save()
    assert issuer.get(german.db).fiscal_year_start == 4


def test_the_title_of_a_change_order_is_never_cut(qtbot: QtBot, german: Session):
    signed = contract(german.db)
    title = "Achte Bildschirmseite: Torten auf Bestellung und noch etwas mehr"
    change = change_orders.ask(german.db, signed.id, title=title, on=TODAY)
    change_orders.offer(german.db, change.id, change_orders.Offer(lines=(line("320", key="c"),)), on=TODAY)
    change_orders.accept(german.db, change.id, on=TODAY, by="Eva Krumm", method="mail")
    page = PaperPage(german)
    shown(qtbot, page, 340, 600)
    assert page.read("change_order", change.id) is not None
    QApplication.processEvents()
    about = page.findChild(QLabel, "paper_about")
    assert about.text() == title
    assert about.height() >= about.heightForWidth(about.width())
