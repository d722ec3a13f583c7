"""What tests of the window share: our look on an offscreen screen, a real book in a file, a session at a fixed day."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from clientdesk import i18n
from clientdesk.app.speech import speak
from clientdesk.ui import style
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.own_settings import user_settings
from clientdesk.ui.session import Session
from tests import shelf
from tests.keeping import KeepingBot
from tests.usecases.billing import open_german

TODAY = date(2026, 6, 17)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["clientdesk"]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[KeepingBot]:
    """Hold what a test shows until it is over."""
    bot = KeepingBot(request)
    yield bot
    bot.delete_all()


@pytest.fixture(autouse=True)
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give every test the app's own look, English words, and settings that touch no real home."""
    if i18n.translator().tag != "en-GB":
        # Qt's own words as well, such as those for keys.
        speak(qapp, "en-GB")
    i18n.set_language("en-GB")
    QSettings.setPath(
        QSettings.Format.IniFormat,
        QSettings.Scope.UserScope,
        str(tmp_path_factory.getbasetemp() / "settings"),
    )
    # What another test has chosen, such as a language, is not what this one begins with.
    if user_settings().allKeys():
        user_settings().clear()
    if not qapp.property("has_look"):
        qapp.setProperty("has_look", True)
        style.install(qapp, "light")
        style.add_other_fonts()
        qapp.setCursorFlashTime(0)
    if style.theme().scheme != "light" or style.theme().scale != 1.0:
        style.theme().choose("light", scale=1.0)


@pytest.fixture(scope="session")
def type_text() -> Callable[[QWidget, str], None]:
    """Type any letters into a widget; QTest's own keyClicks aborts at the first one beyond ASCII."""

    def type_into(widget: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    return type_into


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


@pytest.fixture
def session(qapp: QApplication, book: Path) -> Iterator[Session]:
    opened = Session(shelf.opened(book), today=lambda: TODAY)
    yield opened
    # Those that stand for a later run of the program are children of this one.
    for later in opened.findChildren(Session):
        later.close()
    opened.close()


@pytest.fixture
def german_book(tmp_path: Path) -> Path:
    """A book of a German freelancer with one client; for a module whose `book` it is."""
    path = tmp_path / "book.db"
    open_german(path).close()
    return path


@pytest.fixture
def documents(qtbot: KeepingBot, session: Session) -> Iterator[DocumentsScreen]:
    """The documents, shown alone."""
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
