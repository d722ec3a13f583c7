"""What journeys share: a real window on a real file, with the look and the day of the window's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clientdesk import i18n
from clientdesk.storage.database import Database, open_book
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from tests.journeys.driver import TODAY, Hands
from tests.keeping import KeepingBot
from tests.usecases.billing import open_german


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[KeepingBot]:
    """Hold what a test shows until it is over."""
    bot = KeepingBot(request)
    yield bot
    bot.delete_all()


@pytest.fixture(autouse=True)
def look(qapp: QApplication, tmp_path: Path) -> None:
    """Give the app its look, German habits in English words, and settings that touch no real home."""
    i18n.set_language("en-DE")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    # Where the last PDF was saved; else it would be the real home's folder of documents.
    user_settings().setValue("papers/folder", str(tmp_path))
    if not qapp.property("has_look"):
        qapp.setProperty("has_look", True)
        style.install(qapp, "light")
        style.add_other_fonts()
        qapp.setCursorFlashTime(0)


def _hands(db: Database, qtbot: QtBot, *, start: str) -> Hands:
    window = MainWindow(Session(db, today=lambda: TODAY), start=start)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made = Hands(window, qtbot)
    made.wait_for(lambda: window.current_name)
    made.idle()
    return made


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Hands]:
    """Return hands on a window with an empty book, after its first paint."""
    made = _hands(open_book(tmp_path / "book.db"), qtbot, start="today")
    yield made
    made.window.session.close()


@pytest.fixture
def lena(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Hands]:
    """Return hands on Lena Brandt's book: one client, nothing billed yet; the clients are in front."""
    made = _hands(open_german(tmp_path / "book.db"), qtbot, start="clients")
    yield made
    made.window.session.close()
