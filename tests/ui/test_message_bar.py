"""The red bar says what is true: it goes with the next act that succeeds, and with the record it was about."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.errors import StateError
from clientdesk.domain.text import N_
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Change, Session
from clientdesk.usecases import clients


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    for name in ("Ahorn", "Birke"):
        clients.create(session.db, Client(name=name))
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.current_name == "clients")
    qtbot.waitUntil(lambda: bool(made.screen_named("clients").list.table.current_id))
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    made.session.fault.emit(
        StateError(N_("Only a sent quote can be declined."), next_step=N_("Send it first."))
    )
    assert made.messages.isVisible()
    return made


def test_an_act_that_succeeds_takes_the_bar_away(window: MainWindow, session: Session):
    session.run(clients.archive, 1)
    assert not window.messages.isVisible()


def test_news_of_another_program_leave_it(window: MainWindow, session: Session):
    session.changed.emit(Change())
    assert window.messages.isVisible()


def test_a_refused_act_says_its_own_fault(window: MainWindow, session: Session):
    before = window.messages.text
    assert session.run(clients.archive, 99) is None
    assert window.messages.isVisible()
    assert window.messages.text != before


def test_another_record_takes_the_bar_away(window: MainWindow, session: Session):
    session.open_record.emit("client", 2)
    assert not window.messages.isVisible()


def test_another_row_of_the_list_takes_the_bar_away(window: MainWindow, qtbot: QtBot):
    table = window.screen_named("clients").list.table
    table.select_row(1)
    qtbot.waitUntil(lambda: not window.messages.isVisible())


def test_the_icon_of_the_bar_follows_the_scheme(window: MainWindow):
    icon = window.messages.findChild(QLabel, "message_icon")
    light = icon.pixmap().toImage()
    style.theme().choose("dark")
    assert icon.pixmap().toImage() != light


def test_the_word_that_something_is_done_stays_when_the_window_changes_its_look(
    window: MainWindow, session: Session, qtbot: QtBot
):
    session.tell("Archived.", undo=lambda: None)
    before = window.toast.size()
    style.theme().choose("dark", scale=2.0)
    qtbot.waitUntil(lambda: window.toast.height() > before.height())
    assert window.toast.isVisible()
    assert window.rect().contains(window.toast.geometry())
    label = window.toast.findChild(QLabel, "toast_text")
    assert label.width() >= label.sizeHint().width()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_word_that_something_is_done_goes_on_in_the_next_line(
    window: MainWindow, session: Session, scale: float
):
    style.theme().choose("light", scale=scale)
    window.resize(900, 700)
    words = "Geschrieben und geprüft: Tabelle der Kunden. " * 4
    session.tell(words, undo=lambda: None)
    toast = window.toast
    label = toast.findChild(QLabel, "toast_text")
    undo = toast.findChild(QPushButton, "toast_undo")
    assert toast.parentWidget().rect().contains(toast.geometry())
    assert label.height() >= label.heightForWidth(label.width())
    assert label.height() > 2 * label.fontMetrics().height()
    assert toast.rect().contains(undo.geometry())
    # A short one is as wide as its words.
    session.tell("Archived.")
    assert toast.width() < window.width() / 2


def test_the_word_that_something_is_done_is_seen_whole_when_a_bar_comes_after_it(
    window: MainWindow, session: Session, qtbot: QtBot
):
    window.messages.hide()
    session.tell("Encrypted.")
    pages = window.toast.parentWidget()
    high = pages.height()
    session.fault.emit(StateError(N_("Only a sent quote can be declined."), next_step=N_("Send it first.")))
    qtbot.waitUntil(lambda: pages.height() < high)
    assert pages.rect().contains(window.toast.geometry())
