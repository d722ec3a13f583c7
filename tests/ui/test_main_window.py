"""The frame: first paint before any page, screens by key, the way back, messages, toast, folding, schemes."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clientdesk.domain.errors import BusyFault
from clientdesk.ui import style
from clientdesk.ui.crash_dialog import CrashDialog
from clientdesk.ui.errors import Reporter
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.screens import SCREENS, ScreenEntry
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.page import Screen

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Sample(Screen):
    areas = ("clients",)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reads = 0
        self.record = ("", 0)
        self.leaving_is_fine = True
        self.typed = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.typed)

    def refresh(self) -> None:
        self.reads += 1

    def open_record(self, kind: str, record_id: int) -> None:
        self.record = (kind, record_id)

    def place(self) -> tuple[str, int]:
        return self.record

    def focus_first(self) -> None:
        self.typed.setFocus()

    def may_leave(self) -> bool:
        return self.leaving_is_fine


@pytest.fixture
def screens(monkeypatch) -> list[ScreenEntry]:
    module = types.ModuleType("clientdesk.ui.sample")
    module.Sample = Sample
    monkeypatch.setitem(sys.modules, "clientdesk.ui.sample", module)
    return [
        ScreenEntry("today", "sample:Sample"),
        ScreenEntry("clients", "sample:Sample", ("client",)),
        ScreenEntry("documents", "sample:Sample", ("invoice", "quote")),
        ScreenEntry("settings", "sample:Sample", rail="below"),
    ]


@pytest.fixture
def window(qtbot, session: Session, screens: list[ScreenEntry]) -> Iterator[MainWindow]:
    made = MainWindow(session, screens=screens)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.screen_shown), qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made  # noqa: PT022  # keeps the window alive


def test_the_window_is_painted_before_any_page_is_built(qtbot, session: Session, screens):
    made = MainWindow(session, screens=screens)
    qtbot.addWidget(made)
    seen = []
    made.painted.connect(lambda: seen.append(made.current_name))
    with qtbot.waitSignal(made.screen_shown):
        made.show()
    assert seen == [""]
    assert made.current_name == "today"


def test_only_the_visible_page_is_built_and_read(window: MainWindow):
    assert window.findChild(Sample, "screen_today").reads == 1
    assert window.findChild(Sample, "screen_clients") is None


@pytest.mark.parametrize(
    ("key", "name"), [(Qt.Key.Key_2, "clients"), (Qt.Key.Key_4, "documents"), (Qt.Key.Key_Comma, "settings")]
)
def test_screens_open_by_key(qtbot, window: MainWindow, key, name):
    qtbot.keyClick(window, key, CTRL)
    assert window.current_name == name
    assert window.findChild(QPushButton, f"app.{name}").isChecked()
    assert window.screen_named(name).typed.hasFocus()


def test_screens_open_by_mouse_and_the_title_follows(qtbot, window: MainWindow):
    qtbot.mouseClick(window.findChild(QPushButton, "app.clients"), Qt.MouseButton.LeftButton)
    assert window.findChild(QLabel, "screen_title").text() == "Clients"


def test_a_record_opens_on_the_screen_that_shows_its_kind(window: MainWindow, session: Session):
    session.open_record.emit("quote", 7)
    assert window.current_name == "documents"
    assert window.screen_named("documents").record == ("quote", 7)


def test_back_returns_to_the_same_record(qtbot, window: MainWindow, session: Session):
    session.open_record.emit("client", 3)
    session.open_record.emit("invoice", 9)
    window.screen_named("clients").record = ("client", 3)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.current_name == "clients"
    assert window.screen_named("clients").record == ("client", 3)
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.current_name == "today"
    assert not window.findChild(QPushButton, "app.back").isEnabled()


def test_unsaved_text_keeps_the_user_on_the_screen(qtbot, window: MainWindow):
    window.screen_named("today").leaving_is_fine = False
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.current_name == "today"
    assert window.findChild(QPushButton, "app.today").isChecked()
    assert not window.close()
    window.screen_named("today").leaving_is_fine = True


def add_client(db) -> None:
    return None


add_client.__module__ = "clientdesk.usecases.clients"


def issue(db) -> None:
    return None


issue.__module__ = "clientdesk.usecases.invoices"


def test_a_change_makes_visible_screens_read_again_and_hidden_ones_later(
    qtbot, window: MainWindow, session: Session
):
    today, clients = window.screen_named("today"), window.screen_named("clients")
    session.run(add_client)
    assert (today.reads, clients.reads) == (2, 0)
    session.run(issue)
    assert today.reads == 2
    window.show_screen("clients")
    assert clients.reads == 1
    session.run(add_client)
    window.show_screen("today")
    assert today.reads == 3


def test_a_fault_is_a_sentence_with_its_next_step_and_no_box(qtbot, window: MainWindow, session: Session):
    session.fault.emit(BusyFault("The file is held by another program.", next_step="Close it there."))
    assert window.messages.isVisible()
    assert window.messages.text == "The file is held by another program. Close it there."
    qtbot.mouseClick(window.findChild(QPushButton, "message_close"), Qt.MouseButton.LeftButton)
    assert not window.messages.isVisible()


def test_a_toast_takes_the_act_back(qtbot, window: MainWindow, session: Session):
    undone = []
    session.tell("Archived.", lambda: undone.append(1))
    assert window.toast.isVisible()
    assert window.toast.text == "Archived."
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | ALT)
    assert undone == [1]
    assert window.toast.text == "Taken back: Archived"
    assert not window.findChild(QPushButton, "toast_undo").isVisible()


def test_a_toast_stays_above_the_page_that_is_turned_to(window: MainWindow, session: Session):
    session.tell("Signed.")
    window.show_screen("documents")
    over = window.toast.parentWidget()
    assert over.childAt(window.toast.geometry().center()) in {
        window.toast,
        *window.toast.findChildren(QWidget),
    }


def test_a_toast_without_a_way_back_has_no_button(window: MainWindow, session: Session):
    session.tell("Saved.")
    assert not window.findChild(QPushButton, "toast_undo").isVisible()


def test_the_rail_folds_to_icons_in_a_narrow_window_and_keeps_its_names(qtbot, window: MainWindow):
    button = window.findChild(QPushButton, "app.clients")
    window.resize(1280, 800)
    assert button.text() == "Clients"
    window.resize(960, 700)
    assert (button.text(), button.accessibleName()) == ("", "Clients")
    assert "Clients" in button.toolTip()


def test_light_and_dark_switch_by_key_and_are_remembered(qtbot, session: Session, screens):
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "test", "switch")
    made = MainWindow(session, screens=screens, settings=settings)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    qtbot.keyClick(made, Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert style.colors().dark
    assert settings.value("scheme") == "dark"


def test_f1_opens_the_sheet_of_keys(qtbot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(object, "key_sheet")
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_bug_is_logged_and_shown_once_with_a_report_to_copy(qtbot, qapp, caplog):
    reporter = Reporter()
    error = ZeroDivisionError("seven by nothing")
    with qtbot.waitSignal(reporter.reported):
        reporter.handle(type(error), error, None)
    reporter.handle(type(error), error, None)
    dialogs = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, CrashDialog)]
    assert len(dialogs) == 1
    dialogs[0].findChild(QPushButton, "crash_copy").click()
    assert "seven by nothing" in qapp.clipboard().text()
    assert "seven by nothing" in caplog.text
    dialogs[0].findChild(QPushButton, "crash_close").click()


def test_every_screen_of_the_list_has_its_action():
    from clientdesk.ui import actions

    for entry in SCREENS:
        if entry.rail:
            assert actions.spec(f"app.{entry.name}").icon
