"""The window watches over the book: a quick look at each start, everything when asked, findings in sentences."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk import app
from clientdesk.domain.client import Client
from clientdesk.domain.errors import ClientdeskError
from clientdesk.storage.database import open_book
from clientdesk.ui.messages import MessageBar
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from clientdesk.ui.settings.safety import SafetyCard
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.usecases import clients, verified_here, verifying
from tests.usecases.billing import issued, line, open_german
from tests.usecases.verifying.altering import attack

TODAY = date(2026, 6, 17)


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    db = open_german(path)
    issued(db, line("100"))
    db.close()
    return path


@pytest.fixture
def opened(path: Path, qtbot: QtBot) -> Iterator[tuple[Session, SafetyCard, list[ClientdeskError]]]:
    session = Session(open_book(path), today=lambda: TODAY)
    faults: list[ClientdeskError] = []
    session.found.connect(lambda result: faults.extend(result.findings[:1] if result else ()))
    card = SafetyCard(session)
    qtbot.addWidget(card)
    card.resize(700, 300)
    card.show()
    card.refresh()
    yield session, card, faults
    session.close()


def verdict(card: SafetyCard) -> str:
    return card.findChild(ChipLabel).accessibleName()


def check_now(qtbot: QtBot, session: Session, card: SafetyCard) -> None:
    with qtbot.waitSignal(session.verification.finished, timeout=15_000):
        QTest.mouseClick(card.findChild(QPushButton, "settings.verify"), Qt.MouseButton.LeftButton)


def test_everything_is_checked_on_request_and_the_day_is_kept(qtbot: QtBot, opened) -> None:
    session, card, faults = opened
    assert verdict(card) == "Not checked in full yet"
    told: list[str] = []
    session.notice.connect(lambda notice: told.append(notice.text))
    check_now(qtbot, session, card)
    # A second time the chip stays as it is; so the answer is said.
    check_now(qtbot, session, card)
    # The focus stays here: the page does not go elsewhere.
    assert card.focusWidget() is card.findChild(QPushButton, "settings.verify")
    assert [one.startswith("Checked at ") for one in told] == [True, True]
    assert verdict(card) == "All as it was written on 17 June 2026"
    assert not card.findChild(QLabel, "verify_findings").isVisible()
    assert verifying.head(session.db).short in card.findChild(QLabel, "verify_hint").text()
    assert faults == []
    assert verified_here.last_verified(session.db) == (TODAY, True)


def test_what_another_program_altered_is_named_at_the_start_and_in_the_settings(
    qtbot: QtBot, path: Path, opened
) -> None:
    session, card, faults = opened
    attack(path, "UPDATE clients SET name = 'Other'")
    with qtbot.waitSignal(session.verification.finished, timeout=15_000):
        session.verification.watch()
    (fault,) = [str(one) for one in faults]
    assert fault == (
        "Altered by another program: client Other (#1)."
        " Keep the file as it is and compare it with your last backup."
    )
    assert verdict(card) == "1 thing is not as it was written"
    check_now(qtbot, session, card)
    found = card.findChild(QLabel, "verify_findings").text()
    assert found == "• Altered by another program: client Other (#1)."


def test_an_older_copy_is_noticed_at_the_start_and_can_be_gone_on_with(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    shutil.copyfile(path, tmp_path / "older.db")
    session = Session(open_book(path), today=lambda: TODAY)
    issued(session.db, line("200"))
    session.close()
    shutil.copyfile(tmp_path / "older.db", path)
    session = Session(open_book(path), today=lambda: TODAY)
    faults: list[ClientdeskError] = []
    session.found.connect(lambda result: faults.extend(result.findings[:1] if result else ()))
    card = SafetyCard(session)
    qtbot.addWidget(card)
    card.show()
    with qtbot.waitSignal(session.verification.finished, timeout=15_000):
        session.verification.watch()
    assert str(faults[0]).startswith("This is an older state of the book")
    button = card.findChild(QPushButton, "settings.go_on_with_older")
    assert button.isVisible()
    with qtbot.waitSignal(session.verification.finished, timeout=15_000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isVisible()
    assert verdict(card).startswith("All as it was written")
    session.close()


def test_a_window_that_closes_does_not_wait_for_a_verification(qtbot: QtBot, path: Path) -> None:
    session = Session(open_book(path), today=lambda: TODAY)
    session.verification.begin()
    session.close()
    assert session.background.is_stopped


def test_what_was_found_at_the_start_stands_above_every_page_until_it_is_looked_at_by_a_key(
    qtbot: QtBot, path: Path
) -> None:
    attack(path, "UPDATE clients SET name = name || ' & Co'")
    windows = app.Windows()
    window = windows.open(path, today=lambda: TODAY)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.findChild(MessageBar, "found_bar") is not None, timeout=15_000)
    bar = window.findChild(MessageBar, "found_bar")
    qtbot.waitUntil(lambda: bar.isVisible() and not window.session.tasks.is_busy)
    assert "Altered by another program: client" in bar.text
    # Neither another screen nor an act nor a stray Escape takes it away, and it stands in the next language, too.
    window.show_screen("clients")
    assert window.session.run(clients.create, Client(name="Seidel")) is not None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert bar.isVisible()
    user_settings().setValue("language", "en-GB")
    windows.speak_anew()
    anew = windows.all[0]
    qtbot.waitUntil(lambda: anew.current_name == "clients" and not anew.session.tasks.is_busy)
    bar = anew.findChild(MessageBar, "found_bar")
    assert bar.isVisible()
    # The key leads to the report, in which the cursor stands.
    QTest.keyClick(anew, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: anew.current_name == "settings" and not anew.session.tasks.is_busy)
    assert not bar.isVisible()
    (card,) = anew.findChildren(SafetyCard)
    assert card.isAncestorOf(QApplication.focusWidget())
    assert "Altered by another program" in card.findChild(QLabel, "verify_findings").text()
    # The same once more is no news.
    check_now(qtbot, anew.session, card)
    assert not bar.isVisible()
    windows.close()
    anew.hide()
    anew.deleteLater()
