"""The settings as a person fills them in: country, name, numbers, days off, logo, all data out and in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui.session import Notice, Session
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.usecases import absences, issuer


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
    buttons = screen.findChild(QWidget, "numbers").findChildren(QPushButton, "form.save")
    for button in buttons:
        if button.isEnabled():
            button.click()
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
    assert issuer.get(session.db).logo == picture.getvalue()
    assert screen.findChild(QWidget, "logo_picture").isVisible()
    press(screen, "logo", "settings.remove_logo")
    assert issuer.get(session.db).logo == b""


def test_a_file_that_is_no_picture_gets_a_sentence(screen: SettingsScreen, session: Session, tmp_path: Path):
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture at all")
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    screen.findChild(QWidget, "logo").take(str(path))
    assert issuer.get(session.db).logo == b""
    assert "logo" in str(faults[0]).lower()


def test_all_data_goes_out_into_one_file(screen: SettingsScreen, session: Session, tmp_path: Path):
    fill_in(screen)
    target = tmp_path / "all.json"
    screen.findChild(QWidget, "data").export_to(str(target))
    assert "Lena Brandt" in target.read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.part"))
