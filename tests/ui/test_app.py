"""The wiring: nothing slow before the first paint, the language and direction of the window, a book that is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from clientdesk import app, i18n
from clientdesk.storage.database import open_book
from clientdesk.ui import style
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.messages import MessageBar
from clientdesk.ui.screens import SCREENS
from clientdesk.ui.widgets.page import Screen
from tests.upgrades.schemas import lay

SLOW = (
    "babel",
    "reportlab",
    "sqlite_utils",
    "sqlcipher3",
    "pypdfium2",
    "holidays",
    "stdnum",
    "PIL",
    "cryptography",
    "dateutil",
    "keyring",
)
TODAY = date(2026, 6, 17)
CHILD = """
import json, os, sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from clientdesk import app
from clientdesk.ui.own_settings import user_settings
application = QApplication([])
app.set_up(application, user_settings())
window = app.open_window(Path(sys.argv[1]), today=date.today)
def painted():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)
window.painted.connect(painted)
window.show()
application.exec()
"""


def said_by(code: str, book: Path) -> list[Any]:
    """Run a program of its own on `book`, with no settings, and return what its last line says."""
    environment = dict(
        os.environ,
        QT_QPA_PLATFORM="offscreen",
        XDG_CONFIG_HOME=str(book.parent),
        PYTHONPATH=str(Path(app.__file__).resolve().parent.parent),
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(book)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: list[Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_nothing_slow_is_loaded_before_the_first_paint(tmp_path: Path):
    loaded = {name.partition(".")[0] for name in said_by(CHILD, tmp_path / "book.db")}
    assert loaded & set(SLOW) == set()


TOUCHED = """
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
seen = []
work = ("reportlab", "pypdfium2", "sqlite_utils")
def look():
    if window.session.tasks.is_busy:
        QTimer.singleShot(20, look)
        return
    seen.append([name for name in work if name in sys.modules])
    if len(seen) == 1:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
        QTimer.singleShot(0, look)
        return
    print(json.dumps(seen), flush=True)
    os._exit(0)
window.screen_shown.connect(lambda _name: QTimer.singleShot(0, look))
window.show()
application.exec()
"""


def test_what_only_work_needs_is_loaded_with_the_first_key(tmp_path: Path):
    book = tmp_path / "book.db"
    open_book(book).close()
    before, after = said_by(CHILD.partition("def painted")[0] + TOUCHED, book)
    assert before == []
    assert after == ["reportlab", "pypdfium2", "sqlite_utils"]


@pytest.fixture
def settings(qapp: QApplication):
    yield QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "test", "app")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(QLocale("en_GB"))
    style.theme().choose("light")


def test_the_language_decides_words_formats_and_direction(qapp: QApplication, settings: QSettings):
    app.set_up(qapp, settings, language="ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    app.set_up(qapp, settings, language="de_AT")
    assert i18n.translator().tag == "de-AT"
    assert QLocale().name() == "de_AT"


def test_options_name_book_day_and_look(tmp_path: Path):
    options = app.parse(
        [str(tmp_path / "a.db"), "--today", "2026-06-17", "--scheme", "dark", "--language", "de"]
    )
    assert options.book == tmp_path / "a.db"
    assert app.clock(options.today)() == date(2026, 6, 17)
    assert (options.scheme, options.language) == ("dark", "de")
    assert app.parse(["a.db"]).book == Path("a.db")
    assert app.parse(["--book", "a.db", "--language", "ar"]).book == Path("a.db")
    assert app.parse(["--data=a.db"]).book == Path("a.db")
    assert app.parse(["--language", "ar"]).book is None


def test_a_file_that_is_no_book_is_refused_in_a_sentence(qtbot, qapp: QApplication, tmp_path: Path):
    broken = tmp_path / "letter.db"
    broken.write_bytes(b"This is a letter and no book." * 200)
    window = app.open_window(broken, today=date.today)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: refusal(qapp) is not None)
    assert "letter.db" in refusal(qapp).text()
    assert window.current_name == ""
    assert broken.read_bytes().startswith(b"This is a letter")
    box = refusal(qapp)
    box.finished.disconnect()
    box.close()


def refusal(qapp: QApplication) -> QMessageBox | None:
    found = [box for box in qapp.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
    return found[0] if found else None


def test_a_window_without_a_book_builds_no_page(qtbot, session):
    window = MainWindow(session, prepare=lambda: False)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.wait(1)
    assert window.current_name == ""


def test_the_worker_warms_up_what_the_next_screens_need_and_none_of_it_is_qt():
    code = "import importlib, sys\n" + "\n".join(
        f"importlib.import_module({name!r})" for name in (*app.WARM, *app.WARM_FOR_WORK)
    )
    code += "\nsys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    root = str(Path(app.__file__).resolve().parent.parent)
    ran = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ, PYTHONPATH=root), timeout=60, check=False
    )
    assert ran.returncode == 0


def test_screens_are_built_ahead_once_the_person_rests(
    qtbot, qapp: QApplication, settings: QSettings, tmp_path: Path
):
    windows = app.Windows(settings)
    window = windows.open(tmp_path / "mine.db", today=app.clock(TODAY))
    with qtbot.waitSignal(window.screen_shown):
        pass
    qtbot.waitUntil(lambda: not window.session.tasks.is_busy)
    there = {screen.objectName() for screen in window.findChildren(Screen)}
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    ahead = {f"screen_{entry.name}" for entry in SCREENS if entry.rail}
    assert not ahead <= there
    front = window.current_name
    qtbot.waitUntil(
        lambda: ahead <= {screen.objectName() for screen in window.findChildren(Screen)}, timeout=20_000
    )
    assert window.current_name == front
    windows.close()
    window.close()


def test_a_wanted_book_opens_in_a_window_of_its_own(
    qtbot, qapp: QApplication, settings: QSettings, tmp_path: Path
):
    windows = app.Windows(settings)
    mine = windows.open(tmp_path / "mine.db", today=app.clock(TODAY))
    with qtbot.waitSignal(mine.screen_shown):
        pass
    mine.session.book_wanted.emit(str(tmp_path / "demo.db"), TODAY)
    shown = [
        window for window in qapp.topLevelWidgets() if isinstance(window, MainWindow) and window.isVisible()
    ]
    other = next(window for window in shown if window is not mine)
    with qtbot.waitSignal(other.screen_shown):
        pass
    assert {window.session.db.path for window in (mine, other)} == {
        tmp_path / "mine.db",
        tmp_path / "demo.db",
    }
    windows.close()
    for window in (mine, other):
        window.close()


def test_the_window_says_that_the_book_was_upgraded_and_where_the_old_one_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = app.open_window(lay(1, tmp_path / "Lena.db"), today=app.clock(TODAY))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current_name))
    bar = window.findChild(MessageBar, "news_bar")
    assert bar is not None
    assert bar.isVisible()
    assert "Lena before upgrade 20" in bar.text
    assert str(tmp_path) in bar.text
    # It is not put away with the next act or screen, but by whoever has read it.
    window.show_screen("clients")
    assert bar.isVisible()
    bar.findChild(QPushButton, "message_close").click()
    assert not bar.isVisible()
    window.session.close()
