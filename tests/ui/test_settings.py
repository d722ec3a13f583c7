"""The settings as a person fills them in: country, name, numbers, days off, logo, all data out and in."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.absence import Absence
from clientdesk.storage.database import transaction
from clientdesk.ui import style
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.usecases import absences, designs, issuer, numbering


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SettingsScreen:
    made = SettingsScreen(session)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def editor(screen: SettingsScreen, card: str, name: str):
    QApplication.processEvents()
    holder = screen.findChild(QWidget, card)
    return next(found for found in holder.findChildren(QWidget, name) if found.isVisibleTo(holder))


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


def press(screen: SettingsScreen, card: str, name: str) -> None:
    QApplication.processEvents()
    holder = screen.findChild(QWidget, card)
    buttons = [found for found in holder.findChildren(QPushButton, name) if found.isVisibleTo(holder)]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def fill_in(screen: SettingsScreen) -> None:
    type_into(editor(screen, "business", "name"), "Lena Brandt")
    editor(screen, "business", "address.country").set_value("DE")
    type_into(editor(screen, "business", "address.city"), "Leipzig")
    screen.findChild(QWidget, "business").save()


def test_the_country_fills_currency_paper_tax_and_numbers(screen: SettingsScreen, session: Session):
    fill_in(screen)
    stored = issuer.get(session.db)
    assert (stored.name, stored.currency, stored.paper) == ("Lena Brandt", "EUR", "A4")
    assert editor(screen, "papers", "currency").value() == "EUR"
    assert editor(screen, "numbers", "invoice_pattern").text() == "RE-{year}-{counter:3}"
    assert editor(screen, "tax", "tax_ids.vat_id").isVisible()


def test_the_envelope_is_the_usual_one_until_another_is_chosen(screen: SettingsScreen, session: Session):
    fill_in(screen)
    chosen = editor(screen, "papers", "envelope")
    assert (chosen.value(), issuer.get(session.db).envelope) == ("", "")
    assert chosen.currentText() == "As usual in your country"
    chosen.set_value("din_a")
    screen.findChild(QWidget, "papers").save()
    assert issuer.get(session.db).envelope == "din_a"


def test_saving_one_block_keeps_what_another_has_stored(screen: SettingsScreen, session: Session):
    type_into(editor(screen, "business", "name"), "Lena")
    fill_in(screen)
    type_into(editor(screen, "tax", "account.iban"), "DE89370400440532013000")
    type_into(editor(screen, "business", "name"), "Lena Brandt Design")
    screen.findChild(QWidget, "business").save()
    screen.findChild(QWidget, "tax").save()
    stored = issuer.get(session.db)
    assert (stored.name, stored.account.iban) == ("Lena Brandt Design", "DE89370400440532013000")


def test_r_num_3_a_pattern_without_a_counter_is_refused_at_its_field(
    screen: SettingsScreen, session: Session
):
    fill_in(screen)
    type_into(editor(screen, "numbers", "invoice_pattern"), "RE-{year}")
    press(screen, "save_bar", "form.save")
    holder = screen.findChild(QWidget, "numbers")
    sentence = next(
        label.text()
        for label in holder.findChildren(QWidget, "invoice_pattern_below")
        if label.isVisibleTo(holder)
    )
    assert "exactly once" in sentence
    assert editor(screen, "numbers", "invoice_pattern").text() == "RE-{year}"


def test_days_off_are_added_and_a_removed_one_comes_back(screen: SettingsScreen, session: Session):
    type_into(editor(screen, "absences", "label"), "Sea")
    press(screen, "absences", "settings.add_absence")
    assert [row.label for row in absences.all_absences(session.db)] == ["Sea"]
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    press(screen, "absences", "settings.remove_absence")
    assert absences.all_absences(session.db) == ()
    undo = notices[-1].undo
    assert undo is not None
    undo()
    assert [row.label for row in absences.all_absences(session.db)] == ["Sea"]


def test_a_logo_is_taken_shown_and_removed(screen: SettingsScreen, session: Session, tmp_path: Path):
    fill_in(screen)
    picture = io.BytesIO()
    Image.new("RGB", (200, 80), "teal").save(picture, "PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(picture.getvalue())
    card = screen.findChild(QWidget, "logo")
    card.take(str(path))
    assert designs.get(session.db).logo == picture.getvalue()
    assert screen.findChild(QWidget, "logo_picture").isVisible()
    press(screen, "logo", "settings.remove_logo")
    assert designs.get(session.db).logo == b""


def test_a_file_that_is_no_picture_gets_a_sentence(screen: SettingsScreen, session: Session, tmp_path: Path):
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture at all")
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    screen.findChild(QWidget, "logo").take(str(path))
    assert designs.get(session.db).logo == b""
    assert "logo" in str(faults[0]).lower()


def test_all_data_goes_out_into_one_file(screen: SettingsScreen, session: Session, tmp_path: Path):
    fill_in(screen)
    target = tmp_path / "all.json"
    screen.findChild(QWidget, "data").export_to(str(target))
    assert "Lena Brandt" in target.read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.part"))


def test_save_is_in_sight_from_the_first_letter_wherever_one_has_scrolled_to(
    screen: SettingsScreen, session: Session
):
    fill_in(screen)
    bar = screen.findChild(QWidget, "save_bar")
    assert not bar.isVisible()
    field = editor(screen, "business", "footer")
    field.setFocus()
    QTest.keyClicks(field, "Thank you")
    # The last field of the longest card: the bar takes room from the page, and the field stays in sight.
    assert bar.isVisible()
    assert screen.rect().contains(bar.geometry())
    assert not field.visibleRegion().isEmpty()
    type_into(editor(screen, "tax", "account.bank"), "Sparkasse")
    assert bar.findChild(QLabel, "unsaved_names").text() == "My business · Tax and bank"
    press(screen, "save_bar", "form.save")
    stored = issuer.get(session.db)
    assert (stored.footer, stored.account.bank) == ("Thank you", "Sparkasse")
    assert not bar.isVisible()
    # The keys have not gone with the bar.
    assert QApplication.focusWidget() is None or QApplication.focusWidget().isVisible()


def test_save_stops_at_a_field_that_is_wrong_and_brings_it_into_sight(
    screen: SettingsScreen, session: Session
):
    fill_in(screen)
    type_into(editor(screen, "tax", "account.iban"), "DE00")
    type_into(editor(screen, "business", "trade"), "Brand design")
    screen.findChild(QScrollArea).verticalScrollBar().setValue(0)
    press(screen, "save_bar", "form.save")
    assert issuer.get(session.db).trade == "Brand design"
    field = editor(screen, "tax", "account.iban")
    assert field.text() == "DE00"
    assert not field.visibleRegion().isEmpty()
    assert screen.findChild(QWidget, "save_bar").findChild(QLabel, "unsaved_names").text() == "Tax and bank"


def test_revert_in_the_bar_shows_everything_as_it_is_stored(screen: SettingsScreen, session: Session):
    fill_in(screen)
    type_into(editor(screen, "business", "trade"), "Brand design")
    type_into(editor(screen, "numbers", "invoice_pattern"), "X")
    press(screen, "save_bar", "form.revert")
    assert editor(screen, "business", "trade").text() == ""
    assert editor(screen, "numbers", "invoice_pattern").text() == "RE-{year}-{counter:3}"
    assert not screen.findChild(QWidget, "save_bar").isVisible()


def choose(screen: SettingsScreen, name: str, key: Qt.Key) -> None:
    field = editor(screen, "window_settings", name)
    field.setFocus()
    QTest.keyClick(field, key)


def test_colours_are_followed_as_soon_as_they_are_chosen_and_can_be_taken_back(
    screen: SettingsScreen, session: Session
):
    user_settings().clear()
    # Same as the computer, light, dark.
    choose(screen, "scheme", Qt.Key.Key_End)
    assert style.theme().colors.dark
    assert user_settings().value("scheme") == "dark"
    assert session.acts.last.name == "Changed Colours"
    session.acts.take_back()
    assert style.theme().scheme == "system"
    assert editor(screen, "window_settings", "scheme").value() == "system"
    # Nothing here waits for Save.
    assert not screen.findChild(QWidget, "save_bar").isVisible()
    user_settings().clear()


def test_keys_that_walk_through_the_sizes_are_followed_where_they_rest(
    qtbot: QtBot, screen: SettingsScreen, session: Session
):
    user_settings().clear()
    with qtbot.waitSignal(session.language_changed):
        choose(screen, "text", Qt.Key.Key_Down)
        choose(screen, "text", Qt.Key.Key_Down)
    assert style.theme().scale == 1.5
    assert session.acts.last.name == "Changed Size of text"
    with qtbot.waitSignal(session.language_changed):
        session.acts.take_back()
    assert style.theme().scale == 1.0
    user_settings().clear()


def test_the_counter_of_a_series_in_use_is_its_own_and_says_so(screen: SettingsScreen, session: Session):
    fill_in(screen)
    numbers = screen.findChild(QWidget, "numbers")
    locked = numbers.findChild(QLabel, "numbers_locked")
    last = editor(screen, "numbers", "invoice_last")
    assert (last.accessibleName(), last.isEnabled()) == ("Last number used elsewhere", True)
    assert not locked.isVisibleTo(numbers)
    with transaction(session.db):
        numbering.take_number(session.db, "invoice", on=session.today())
    screen.refresh()
    assert (last.accessibleName(), last.isEnabled()) == ("Last number used", False)
    assert "counts on" in last.toolTip()
    assert locked.isVisibleTo(numbers)
    assert editor(screen, "numbers", "quote_last").accessibleName() == "Last number used elsewhere"


def test_the_week_begins_where_the_country_begins_it(screen: SettingsScreen):
    type_into(editor(screen, "business", "name"), "Mona")
    editor(screen, "business", "address.country").set_value("EG")
    type_into(editor(screen, "business", "address.city"), "Cairo")
    screen.findChild(QWidget, "business").save()
    form = screen.findChild(QWidget, "working_time").form
    days = [field.name for field in form.fields if field.name.startswith("weekday_")]
    assert days == [f"weekday_{number}" for number in (5, 6, 0, 1, 2, 3, 4)]


def test_a_public_holiday_that_is_worked_is_named_in_the_language_of_the_window(
    screen: SettingsScreen, session: Session
):
    fill_in(screen)
    day = date(2026, 10, 3)
    absences.create(session.db, Absence(first_on=day, last_on=day, working=True))
    screen.refresh()
    said = [label.text() for label in screen.findChild(QWidget, "absences").findChildren(QLabel)]
    assert any("German Unity Day" in text and "Working day" in text for text in said)
