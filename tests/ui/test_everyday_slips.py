"""What a first-time user stumbled over: values nobody can read, days to come, acts that lead nowhere, empty lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.domain.issuer import TaxStatus
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.i18n import _
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.storage import tables
from clientdesk.ui import style
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.help.window import show_manual
from clientdesk.ui.key_sheet import KeySheet
from clientdesk.ui.library.page import LibraryScreen
from clientdesk.ui.money.page import MoneyScreen
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.palette.commands import SECTIONS, sections
from clientdesk.ui.session import Session
from clientdesk.ui.settings import window as window_settings
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.ui.today import words
from clientdesk.ui.today.page import TodayScreen
from clientdesk.ui.tokens import PREVIEW_PAGE_WIDTH
from clientdesk.ui.widgets import day_words, fields
from clientdesk.ui.widgets.field_box import FieldBox
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Screen
from clientdesk.ui.widgets.page_head import Elided
from clientdesk.ui.widgets.preview import Preview
from clientdesk.usecases import clients, contracts, invoices, issuer, milestones, quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import line


@dataclass(frozen=True)
class _Stored:
    tax: Tax = NO_TAX
    language: str = ""
    on: date = TODAY


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


def show(screen: Screen, qtbot: QtBot, session: Session) -> None:
    qtbot.addWidget(screen)
    screen.resize(1280, 800)
    screen.show()
    qtbot.waitExposed(screen)
    settle(qtbot, session)


def settle(qtbot: QtBot, session: Session) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=10_000)
    QApplication.processEvents()


def visible(around: QWidget, name: str, kind: type = QWidget):
    QApplication.processEvents()
    return next(one for one in around.findChildren(kind, name) if one.isVisible())


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)


def late_invoice(session: Session):
    on = TODAY - timedelta(days=40)
    made = invoices.create(session.db, 1, on=on, lines=(line("100"),))
    return invoices.issue(session.db, made.id, on=on)


# Values that are not among the options.


def test_a_new_line_of_the_library_has_the_usual_tax(session: Session, qtbot: QtBot):
    screen = LibraryScreen(session)
    show(screen, qtbot, session)
    screen.new_item()
    assert visible(screen, "tax", QComboBox).currentText() == "19%"
    QTest.keyClicks(visible(screen, "description"), "Workshop")
    retype(visible(screen, "unit_price"), "90")
    QTest.mouseClick(visible(screen, "form.save", QPushButton), Qt.MouseButton.LeftButton)
    assert tables.catalogue.get(session.db, 1).tax.rate == Decimal(19)


def test_a_small_business_begins_a_line_without_tax(session: Session, qtbot: QtBot):
    issuer.save(session.db, replace(issuer.get(session.db), tax_status=TaxStatus.SMALL_BUSINESS))
    screen = LibraryScreen(session)
    show(screen, qtbot, session)
    screen.new_item()
    assert "Tax(" not in visible(screen, "tax", QComboBox).currentText()
    assert visible(screen, "tax", QComboBox).count() == len(
        {
            visible(screen, "tax", QComboBox).itemText(row)
            for row in range(visible(screen, "tax", QComboBox).count())
        }
    )


def test_a_stored_value_that_is_no_longer_offered_is_said_in_words(qtbot: QtBot):
    form = Form(
        [fields.tax("tax", "Tax", [(Tax(rate=Decimal(19)), "19%")]), fields.language("language", "L")]
    )
    qtbot.addWidget(form)
    form.set_record(_Stored(Tax(rate=Decimal(16)), "de-AT"))
    assert form.editor("tax").currentText() == "16%"
    language = form.editor("language")
    assert language.currentText() == "German"
    assert [language.itemText(row) for row in range(language.count())].count("German") == 1
    assert not form.is_dirty
    assert form.value() == form.record


def test_contract_and_invoice_name_the_language_of_the_paper_alike(session: Session, qtbot: QtBot):
    clients.change(session.db, replace(clients.get(session.db, 1), language="de-DE"))
    made = contracts.create(session.db, 1, title="Logo", on=TODAY)
    screen = WorkScreen(session)
    show(screen, qtbot, session)
    screen.edit(made.id)
    settle(qtbot, session)
    assert visible(screen, "language", QComboBox).currentText() == "German"


# What has happened is not still to come.


def test_a_payment_of_tomorrow_is_refused_and_what_was_typed_stays(session: Session, qtbot: QtBot):
    paper = late_invoice(session)
    screen = MoneyScreen(session)
    show(screen, qtbot, session)
    screen.open_record("pay_invoice", paper.id)
    settle(qtbot, session)
    day = visible(screen, "on", QLineEdit)
    retype(day, "17/06/2027")
    QTest.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tables.payments.find(session.db) == ()
    assert "still to come" in visible(screen, "on_below", QLabel).text()
    assert visible(screen, "on", QLineEdit).text() == "17/06/2027"
    retype(day, "16/06/2026")
    QTest.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.on for one in tables.payments.find(session.db)] == [date(2026, 6, 16)]


def test_a_quote_is_not_accepted_on_a_day_to_come(session: Session, qtbot: QtBot, documents: DocumentsScreen):
    made = quotes.create(session.db, 1, on=TODAY, lines=(line("100"),))
    quotes.change(session.db, replace(made, not_included="None", change_terms="By the hour"))
    quotes.send(session.db, made.id, on=TODAY)
    documents.open_record("quote", made.id)
    settle(qtbot, session)
    visible(documents, "document.accept", QPushButton).click()
    answer = visible(documents, "answer")
    retype(visible(answer, "by"), "Anna Krumm")
    retype(visible(answer, "on"), "18/06/2026")
    QTest.keyClick(visible(answer, "on"), Qt.Key.Key_Return)
    assert "still to come" in visible(answer, "on_below", QLabel).text()
    assert quotes.get(session.db, made.id).state.value == "sent"


def test_a_day_to_come_is_still_read_back_with_its_weekday(qtbot: QtBot):
    form = Form([fields.date("on", "On", today=lambda: TODAY, happened=True)])
    qtbot.addWidget(form)
    form.set_record(_Stored())
    editor = form.editor("on")
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert "18" in editor.echo
    assert form.value() is None


# Money that is overdue.


def test_an_overdue_invoice_says_so_and_leads_to_its_payment_and_a_reminder(
    session: Session, qtbot: QtBot, documents: DocumentsScreen
):
    paper = late_invoice(session)
    today = TodayScreen(session)
    show(today, qtbot, session)
    asked: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, number: asked.append((kind, number)))
    row = next(one for one in today.findChildren(QWidget, f"agenda_invoice_{paper.id}"))
    assert f"{paper.number} is overdue" in i18n.without_marks(row.accessibleName())
    today.do_first()
    assert asked == [("invoice", paper.id)]
    documents.open_record(*asked[0])
    settle(qtbot, session)
    assert visible(documents, "document.pay", QPushButton).property("variant") == "primary"
    visible(documents, "document.remind", QPushButton).click()
    text = QGuiApplication.clipboard().text()
    for fact in (paper.number, "119,00", "DE89 3704 0044 0532 0130 00"):
        assert fact in text


def test_an_invoice_in_time_has_no_reminder(session: Session, qtbot: QtBot, documents: DocumentsScreen):
    made = invoices.create(session.db, 1, on=TODAY, lines=(line("100"),))
    paper = invoices.issue(session.db, made.id, on=TODAY)
    documents.open_record("invoice", paper.id)
    settle(qtbot, session)
    assert not [one for one in documents.findChildren(QPushButton, "document.remind") if one.isVisible()]


# Numbers, sizes, scrolling.


def test_days_that_are_missing_are_rounded_on_today_as_on_the_contract():
    row = AgendaRow(
        on=TODAY,
        kind=AgendaKind.MILESTONE,
        severity=Severity.URGENT,
        title="Launch",
        client_id=1,
        client="Krumm",
        record_kind="contract",
        record_id=1,
        milestone_id=1,
        days=0,
        slack=-Decimal(289) / 3,
        act=AgendaAct.PROMISE_ANEW,
    )
    assert "96.3 working days short" in i18n.without_marks(words.note(row))


def test_a_page_fits_the_pane_it_stands_in(session: Session, qtbot: QtBot):
    preview = Preview(session)
    qtbot.addWidget(preview)
    preview.resize(500, 700)
    preview.show()
    qtbot.waitExposed(preview)
    assert preview.page_width == preview.room
    fit = preview.findChild(QPushButton, "preview.fit").bound_action
    fit.setEnabled(True)
    fit.trigger()
    assert preview.page_width == PREVIEW_PAGE_WIDTH
    fit.trigger()
    assert preview.page_width == preview.room


def test_the_sheet_of_keys_fits_the_window_however_large_the_letters(session: Session, qtbot: QtBot):
    style.theme().choose("light", scale=2.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    sheet = KeySheet(window)
    sheet.show()
    qtbot.waitExposed(sheet)
    assert sheet.width() <= 1280
    assert sheet.height() <= 720
    manual = visible(sheet, "app.manual", QPushButton)
    assert sheet.rect().contains(manual.geometry())


def test_the_wheel_over_a_choice_moves_the_page_and_not_the_cursor(qtbot: QtBot):
    form = Form([fields.text("name", "Name"), fields.language("language", "Language")])
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.editor("name").setFocus()
    choice = form.editor("language")
    middle = choice.rect().center()
    turn = QWheelEvent(
        QPointF(middle),
        QPointF(choice.mapToGlobal(middle)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)
    assert form.editor("name").hasFocus()
    assert not choice.focusPolicy() & (Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus)


# Lists and leads.


def test_new_in_the_library_makes_what_the_list_shows(session: Session, qtbot: QtBot):
    screen = LibraryScreen(session)
    show(screen, qtbot, session)
    screen.list.choose("packages")
    settle(qtbot, session)
    assert "No package yet" in screen.list.no_hits.text
    screen.new_entry()
    assert visible(screen, "package_sum", QLabel)
    screen.list.choose("repeating")
    settle(qtbot, session)
    assert "No invoice repeats yet" in screen.list.no_hits.text
    asked: list[str] = []
    session.open_record.connect(lambda kind, _number: asked.append(kind))
    screen.new_entry()
    assert asked == ["new_invoice"]


def test_a_new_date_is_agreed_on_in_the_field_of_the_date(session: Session, qtbot: QtBot):
    made = contracts.create(session.db, 1, title="Logo", on=TODAY)
    plan = Milestone(contract_id=made.id, title="Launch", promised_on=TODAY, hours_left=Decimal(8))
    entry = milestones.create(session.db, plan)
    screen = WorkScreen(session)
    show(screen, qtbot, session)
    screen.open_record("promise:milestone", entry.id)
    qtbot.waitUntil(
        lambda: (
            QApplication.focusWidget() is not None
            and QApplication.focusWidget().objectName() == "promised_on"
        )
    )


def test_the_manual_says_when_it_has_nothing(session: Session, qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    manual = show_manual(owner)
    said = manual.findChild(QLabel, "manual_nothing")
    QTest.keyClicks(manual.findChild(QLineEdit, "manual_filter"), "xyzzy")
    assert said.isVisible()
    manual.findChild(QLineEdit, "manual_filter").clear()
    assert not said.isVisible()


def test_nothing_to_do_first_where_nothing_needs_one(session: Session, qtbot: QtBot):
    on = TODAY - timedelta(days=40)
    made = invoices.create(session.db, 1, on=on, lines=(line("100"),))
    invoices.change(session.db, replace(made, due_on=TODAY + timedelta(days=10)))
    invoices.issue(session.db, made.id, on=on)
    screen = TodayScreen(session)
    show(screen, qtbot, session)
    assert "Nothing needs you now" in visible(screen, "page_subtitle", QLabel).text()
    assert not [one for one in screen.findChildren(QPushButton, "today.open") if one.isVisible()]
    late_invoice(session)
    screen.refresh()
    settle(qtbot, session)
    assert visible(screen, "today.open", QPushButton)


def test_an_unsaved_payment_is_called_by_its_client_and_a_long_name_ends_in_dots(
    session: Session, qtbot: QtBot
):
    clients.change(session.db, replace(clients.get(session.db, 1), name="Krumm " * 33))
    money = MoneyScreen(session)
    show(money, qtbot, session)
    money.open_record("new_payment", 1)
    retype(visible(money, "amount", QLineEdit), "12")
    session.keep_typed()
    money.hide()
    screen = TodayScreen(session)
    show(screen, qtbot, session)
    row = visible(screen, "unsaved_payment")
    title = row.findChild(Elided)
    assert "Krumm Krumm" in title.text()
    assert title.fontMetrics().horizontalAdvance(title.text()) > title.width()


# Settings: one act is one choice, and every field is found by its words.


def test_taking_back_the_language_leaves_the_colours(session: Session, qtbot: QtBot):
    settings = user_settings()
    settings.clear()
    screen = SettingsScreen(session)
    show(screen, qtbot, session)
    screen.refresh()
    card = screen.findChild(window_settings.WindowCard)
    language = card.form.editor("language")
    language.set_value("de")
    language.edited.emit()
    qtbot.waitUntil(lambda: session.acts.last is not None)
    i18n.set_language("de")
    assert i18n.without_marks(session.acts.last.name) == i18n.without_marks(
        _("Changed {name}").format(name=_("Language of the window"))
    )
    settings.setValue("scheme", "light")
    settings.sync()
    session.acts.take_back()
    stored = window_settings.stored()
    assert (stored.language, stored.scheme) == ("", "light")
    settings.clear()


@pytest.mark.parametrize("language", ["en-GB", "de", "ar"])
def test_every_field_of_the_settings_is_found_by_its_words(language: str, session: Session, qtbot: QtBot):
    i18n.set_language(language)
    screen = SettingsScreen(session)
    show(screen, qtbot, session)
    screen.refresh()
    missed = []
    for name, _words, _others in SECTIONS:
        card = screen.findChild(QWidget, name)
        for box in card.findChildren(FieldBox) if card is not None else ():
            label = box.editor.accessibleName()
            # Weekdays, what a country adds, and series, which are called as what is counted: their block is found.
            own = box.editor.objectName()
            if own.startswith(("weekday_", "tax_ids.")) or own.endswith("_pattern"):
                continue
            if label not in [hit.title for hit in sections(label, session)]:
                missed.append((name, label))
    assert missed == []


def test_a_field_of_the_settings_found_in_the_palette_has_the_cursor(session: Session, qtbot: QtBot):
    screen = SettingsScreen(session)
    show(screen, qtbot, session)
    screen.activateWindow()
    session.open_record.connect(screen.open_record)
    hit = next(one for one in sections("size of text", session) if one.title == "Size of text")
    hit.run()
    assert QApplication.focusWidget().accessibleName() == "Size of text"


def test_hours_that_were_worked_out_have_two_decimals_at_most():
    assert i18n.without_marks(day_words.hours(Decimal(20) / 3)) == "6.67 h"
    assert i18n.without_marks(day_words.more_hours(Decimal(4) / 3)) == "+1.33 h"


def test_what_is_cut_from_the_head_of_a_draft_is_the_day(
    session: Session, qtbot: QtBot, documents: DocumentsScreen
):
    made = invoices.create(session.db, 1, on=TODAY, lines=(line("100"),))
    documents.open_record("invoice", made.id)
    settle(qtbot, session)
    assert i18n.without_marks(documents.draft.head.subtitle.text()).endswith("saved  ·  17 Jun 2026")
