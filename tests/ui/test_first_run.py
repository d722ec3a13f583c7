"""First start: an empty book opens at once with two ways to begin; the four answers are asked in the first paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clientdesk import i18n, paths
from clientdesk.domain.client import Client
from clientdesk.storage.database import open_book
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Change, Session
from clientdesk.usecases import clients, issuer
from tests.ui.conftest import TODAY

Type = Callable[[QWidget, str], None]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    i18n.set_language("de-DE")
    session = Session(open_book(tmp_path / "book.db"), today=lambda: TODAY)
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.current_name))
    yield made
    made.hide()
    session.close()


def visible(window: MainWindow, name: str) -> QWidget:
    return next(one for one in window.findChildren(QWidget, name) if one.isVisible())


def test_an_empty_book_asks_nothing_and_enter_begins(window: MainWindow):
    assert window.current_name == "first_run"
    assert QApplication.focusWidget().objectName() == "first_run.invoice"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.current_name == "documents"
    assert QApplication.focusWidget().objectName() == "name"


def test_the_mark_of_the_program_follows_the_scheme(window: MainWindow):
    mark = visible(window, "first_run_mark")
    light = mark.pixmap().toImage()
    style.theme().choose("dark")
    assert mark.pixmap().toImage() != light


def test_a_book_with_a_client_opens_on_today(qtbot: QtBot, tmp_path: Path):
    db = open_book(tmp_path / "used.db")
    clients.create(db, Client(name="Krumm"))
    session = Session(db, today=lambda: TODAY)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    assert window.current_name == "today"
    window.hide()
    session.close()


def test_the_country_is_guessed_and_what_it_sets_is_shown_and_follows(window: MainWindow, qtbot: QtBot):
    window.open_record("new_invoice", 0)
    QApplication.processEvents()
    country = visible(window, "address.country")
    assert country.value() == "DE"
    facts = visible(window, "country_facts")
    assert "EUR" in facts.text()
    assert "RE-2026-001" in facts.text()
    assert "19" in facts.text()
    country.set_value("US")
    country.edited.emit()
    assert "USD" in facts.text()
    assert "INV-2026-001" in facts.text()
    assert window.screen_named("documents").draft.writing.paper.currency == "USD"
    assert not [one for one in window.findChildren(QWidget, "tax_id") if one.isVisible()]


def test_the_answers_are_kept_and_not_asked_again(window: MainWindow, type_text: Type):
    window.open_record("new_invoice", 0)
    QApplication.processEvents()
    for name, text in (
        ("name", "Lena Brandt"),
        ("address.street", "Karlstr. 5"),
        ("address.city", "Leipzig"),
    ):
        editor = visible(window, name)
        editor.setFocus()
        type_text(editor, text)
    assert window.screen_named("documents").may_leave()
    own = issuer.get(window.session.db)
    assert (own.name, own.address.city, own.country, own.currency) == ("Lena Brandt", "Leipzig", "DE", "EUR")
    window.open_record("new_invoice", 0)
    QApplication.processEvents()
    assert not [one for one in window.findChildren(QWidget, "you") if one.isVisible()]


def test_keeping_the_answers_takes_nothing_from_the_client_being_typed(
    window: MainWindow, type_text: Type, qtbot: QtBot
):
    window.open_record("new_invoice", 0)
    QApplication.processEvents()
    type_text(visible(window, "name"), "Lena Brandt")
    picker = visible(window, "client_id")
    picker.setFocus()
    qtbot.waitUntil(picker.hasFocus)
    QTest.keyClicks(picker, "Krumm")
    qtbot.waitUntil(lambda: issuer.get(window.session.db).name == "Lena Brandt", timeout=5_000)
    QApplication.processEvents()
    assert picker.text() == "Krumm"
    issuer.save(window.session.db, replace(issuer.get(window.session.db), latin_name="Lena"))
    window.session.changed.emit(Change())
    assert picker.text() == "Krumm"
    # A list of names left open would keep the next window from coming to the front.
    QTest.keyClick(QApplication.activePopupWidget() or picker, Qt.Key.Key_Escape)
    QApplication.processEvents()
    window.activateWindow()
    picker.clearFocus()


def test_the_demo_book_is_made_in_a_file_of_its_own_and_asked_to_be_opened(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path / "data")
    wanted: list[tuple[str, date]] = []
    window.session.book_wanted.connect(lambda book, day: wanted.append((book, day)))
    QTest.mouseClick(visible(window, "first_run.demo"), Qt.MouseButton.LeftButton)
    assert visible(window, "demo_progress")
    qtbot.waitUntil(lambda: bool(wanted), timeout=120_000)
    book, day = wanted[0]
    assert Path(book).parent == tmp_path / "data" / "demo"
    assert day == date(2026, 6, 17)
    demo = open_book(Path(book))
    assert issuer.get(demo).name == "Lena Brandt"
    demo.close()
    assert issuer.get(window.session.db).name == ""
