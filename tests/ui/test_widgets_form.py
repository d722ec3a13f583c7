"""Forms: fields by name, faults under them, what was typed stays, values of every kind in every locale's writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QPushButton, QWidget

from clientdesk import i18n
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.errors import RuleError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address
from clientdesk.domain.tax import Tax
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.choice_editors import ChoiceEditor
from clientdesk.ui.widgets.form import Form, FormButtons
from clientdesk.ui.widgets.number_editors import MoneyEditor

TODAY = date(2026, 6, 17)
STANDARD = Tax(rate=Decimal(19))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    id: int = 0
    title: str = ""
    price: Money | None = None
    hours: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    start: date | None = None
    tax: Tax = STANDARD
    client_id: int = 0
    currency: str = "EUR"
    done: bool = False
    notes: str = ""


def today() -> date:
    return TODAY


PEOPLE = [fields.Pick(7, "Ada Lovelace", "London"), fields.Pick(8, "Adam Riese"), fields.Pick(9, "Zoë")]


def find(text: str) -> list[fields.Pick]:
    return [pick for pick in PEOPLE if text.casefold() in pick.text.casefold()]


def name_of(record_id: int) -> str:
    return next(pick.text for pick in PEOPLE if pick.id == record_id)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form(
        [
            fields.text("title", "Title", span=2),
            fields.Section("Money"),
            fields.money("price", "Price", currency="EUR"),
            fields.decimal("hours", "Hours", unit="h"),
            fields.percent("rate", "Rate", empty=Decimal(0)),
            fields.date("start", "Start", today=today),
            fields.tax("tax", "Tax", [(Tax(rate=Decimal(19)), "19 %"), (Tax(rate=Decimal(7)), "7 %")]),
            fields.client("client_id", "Client", find=find, name_of=name_of, can_create=True),
            fields.currency("currency", "Currency"),
            fields.check("done", "Done"),
            fields.long_text("notes", "Notes", span=2),
        ]
    )
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitActive(made):
        made.show()
    made.set_record(Deal(title="Logo", hours=Decimal("1.5")))
    return made


def put(form: Form, name: str, text: str) -> None:
    editor = form.editor(name)
    editor.setFocus()
    editor.selectAll()
    for letter in text:
        QApplication.sendEvent(
            editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def test_a_record_is_shown_and_comes_back_unchanged(form: Form):
    assert form.editor("hours").text() == "1.5"
    assert form.value() == form.record
    assert not form.is_dirty


def test_edits_make_a_new_record_and_the_old_one_stays(form: Form):
    put(form, "title", "Poster")
    put(form, "price", "1,234.50")
    put(form, "hours", "2")
    put(form, "start", "1 july")
    made = form.value()
    assert (made.title, made.price, made.hours) == ("Poster", Money(123450, "EUR"), Decimal(2))
    assert made.start == date(2026, 7, 1)
    assert form.record.title == "Logo"
    assert form.is_dirty


@pytest.mark.parametrize(
    ("language", "typed"), [("en-GB", "1,234.50"), ("de", "1.234,50"), ("de", "1234,5"), ("ar", "١٢٣٤٫٥٠")]
)
def test_amounts_are_read_as_they_are_written_there(form: Form, language, typed):
    i18n.set_language(language)
    put(form, "price", typed)
    assert form.value().price == Money(123450, "EUR")


def test_every_fault_stands_under_its_field_and_the_first_has_the_cursor(form: Form):
    put(form, "price", "much")
    put(form, "start", "someday")
    assert form.value() is None
    assert "much" in form.error_at("price")
    assert "someday" in form.error_at("start")
    assert form.findChild(QLabel, "price_below").isVisible()
    assert form.editor("price").hasFocus()
    assert form.editor("price").text() == "much"
    assert form.editor("price").accessibleDescription() == form.error_at("price")


def test_a_fault_goes_when_its_field_is_edited(form: Form):
    form.show_error("title", "A deal needs a title.")
    assert form.editor("title").property("fault") == "yes"
    QTest.keyClicks(form.editor("title"), "x")
    assert form.error_at("title") == ""
    assert not form.editor("title").property("fault")


def test_a_fault_of_no_field_stands_above_the_form(form: Form):
    form.show_error("", "The deal was changed elsewhere.")
    assert form.error_at("") == "The deal was changed elsewhere."
    form.show_error("nowhere", "Something else.")
    assert form.error_at("") == "Something else."


def test_an_empty_number_is_a_fault_unless_it_has_a_meaning(form: Form):
    put(form, "hours", " ")
    put(form, "rate", " ")
    assert form.value() is None
    assert form.error_at("hours")
    assert form.error_at("rate") == ""


def test_a_date_reads_back_with_its_weekday(qtbot, form: Form):
    put(form, "start", "17/6")
    below = form.findChild(QLabel, "start_below")
    qtbot.waitUntil(lambda: below.text() == "Wed, 17 Jun 2026")
    QTest.keyClick(form.editor("start"), Qt.Key.Key_Up)
    assert form.value().start == date(2026, 6, 18)


def test_a_date_is_picked_from_the_month(qtbot, form: Form):
    put(form, "start", "17/6")
    QTest.keyClick(form.editor("start"), Qt.Key.Key_F4)
    month = form.editor("start").findChild(QCalendarWidget, "calendar")
    assert month.isVisible()
    month.setSelectedDate(month.selectedDate().addDays(2))
    month.activated.emit(month.selectedDate())
    assert not month.isVisible()
    assert form.value().start == date(2026, 6, 19)


def test_a_client_is_found_by_any_part_of_the_name(qtbot, form: Form):
    editor = form.editor("client_id")
    editor.setFocus()
    QTest.keyClicks(editor, "love")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "Ada Lovelace"
    assert form.value().client_id == 7


def test_a_client_typed_in_full_needs_no_choosing(form: Form):
    put(form, "client_id", "zoë")
    assert form.value().client_id == 9


def test_an_unknown_client_is_a_fault_and_can_be_made(qtbot, form: Form):
    editor = form.editor("client_id")
    editor.setFocus()
    QTest.keyClicks(editor, "Grace")
    assert form.value() is None
    assert "Grace" in form.error_at("client_id")
    editor.setFocus()
    QTest.keyClicks(editor, " H")
    with qtbot.waitSignal(editor.create_wanted) as wanted:
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert wanted.args == ["Grace H"]


def test_options_are_kept_as_values(form: Form):
    form.editor("tax").setCurrentIndex(1)
    form.editor("done").click()
    made = form.value()
    assert made.tax == Tax(rate=Decimal(7))
    assert made.done


def test_a_stored_value_that_is_not_offered_is_not_lost(qtbot):
    editor = ChoiceEditor(options=[fields.Option("a", "A")])
    qtbot.addWidget(editor)
    editor.set_value("old")
    assert editor.value() == "old"


def test_a_currency_is_found_by_code_or_name(form: Form):
    put_combo(form, "currency", "chf")
    assert form.value().currency == "CHF"
    put_combo(form, "currency", "Thaler")
    assert form.value() is None


def put_combo(form: Form, name: str, text: str) -> None:
    line: QLineEdit = form.editor(name).lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_save_and_revert_follow_what_is_unsaved(qtbot, form: Form):
    saved = []
    buttons = FormButtons(form, lambda: saved.append(form.value()))
    buttons.show()
    save = buttons.findChild(QPushButton, "form.save")
    assert not save.isEnabled()
    put(form, "title", "Poster")
    assert save.isEnabled()
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved[0].title == "Poster"
    form.mark_saved(saved[0])
    assert not save.isEnabled()
    put(form, "title", "Banner")
    buttons.findChild(QPushButton, "form.revert").click()
    assert form.editor("title").text() == "Poster"


def test_a_draft_keeps_even_what_cannot_be_read(form: Form):
    put(form, "price", "12,")
    draft = form.typed()
    form.revert()
    form.retype(draft)
    assert form.editor("price").text() == "12,"
    assert form.is_dirty


def test_fields_reach_into_nested_records_and_blank_items_are_dropped(qtbot):
    form = Form(
        [
            fields.text("name", "Name"),
            fields.choice("kind", "Kind", [fields.Option(kind, kind.value) for kind in ClientKind]),
            fields.text("addresses.0.city", "City"),
            fields.country("addresses.0.country", "Country"),
            fields.integer("due_days", "Days to pay", empty=None),
        ],
        blanks={"addresses": Address},
    )
    qtbot.addWidget(form)
    form.set_record(Client(name="Ada"))
    assert form.value() == Client(name="Ada")
    form.editor("addresses.0.city").setText("Berlin")
    form.editor("addresses.0.country").setEditText("Germany")
    form.editor("due_days").setText("14")
    made = form.value()
    assert made.addresses == (Address(city="Berlin", country="DE"),)
    assert made.due_days == 14


@pytest.mark.parametrize(
    ("typed", "meant"), [("ger", "DE"), ("de", "DE"), ("ge", "GE"), ("rman", "DE"), ("niger", "NE")]
)
def test_a_country_begun_is_taken_when_the_field_is_left(qtbot, typed: str, meant: str):
    form = Form([fields.country("address.country", "Country"), fields.text("name", "Name")])
    qtbot.addWidget(form)
    form.set_record(Issuer())
    form.show()
    editor = form.editor("address.country")
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    seen = []
    form.edited.connect(lambda _name: seen.append(form.read_into(Issuer()).country))
    qtbot.keyClicks(editor, typed)
    assert set(seen) <= {"", meant}
    qtbot.keyClick(QApplication.activePopupWidget() or editor, Qt.Key.Key_Tab)
    assert form.read_into(Issuer()).country == meant
    assert seen[-1] == meant


def test_what_could_be_two_countries_stays_as_typed(qtbot):
    form = Form([fields.country("address.country", "Country"), fields.text("name", "Name")])
    qtbot.addWidget(form)
    form.set_record(Issuer())
    form.show()
    editor = form.editor("address.country")
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "united")
    qtbot.keyClick(QApplication.activePopupWidget() or editor, Qt.Key.Key_Tab)
    assert editor.typed() == "united"
    qtbot.waitUntil(lambda: "not in the list" in form.error_at("address.country"))


def test_every_input_has_a_name_and_its_label_as_buddy(form: Form):
    for field in form.fields:
        editor = form.editor(field.name)
        assert form.findChild(QWidget, field.name) is editor
        assert editor.accessibleName()
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert form.editor("title") in buddies


def test_tab_goes_through_the_fields_in_reading_order(form: Form):
    form.focus_first()
    seen = []
    for _number in range(4):
        seen.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == ["title", "price", "hours", "rate"]


def test_a_name_of_4000_characters_is_kept_as_typed(form: Form):
    form.editor("title").setText("x" * 4000)
    assert len(form.value().title) == 4000


def test_the_wheel_changes_no_choice_by_passing_over_it(qtbot, form: Form):
    editor = form.editor("tax")
    place = editor.rect().center().toPointF()
    event = QWheelEvent(
        place,
        editor.mapToGlobal(place),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, event)
    assert editor.value() == Tax(rate=Decimal(19))


def test_a_money_field_reads_the_currency_it_is_given(qtbot):
    editor = MoneyEditor(currency="EUR")
    qtbot.addWidget(editor)
    editor.set_currency("JPY")
    editor.setText("1,234")
    assert editor.value() == Money(1234, "JPY")
    editor.setText("12.5")
    with pytest.raises(RuleError):
        editor.value()


def test_an_empty_choice_says_what_empty_means(qtbot):
    form = Form([fields.currency("currency", "Currency", none="As usual")])
    qtbot.addWidget(form)
    form.set_record(Client(name="Krumm"))
    line = form.editor("currency").lineEdit()
    assert (line.text(), line.placeholderText()) == ("", "As usual")
    assert form.value().currency == ""
