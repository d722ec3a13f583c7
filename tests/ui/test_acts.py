"""Undo of acts: the last hundred by name, one at a time, each book its own; a refused one says why and goes."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from clientdesk.domain.client import Client
from clientdesk.domain.errors import StateError
from clientdesk.storage.database import open_book
from clientdesk.ui.acts import Acts
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.session import Session
from clientdesk.usecases import clients
from tests.ui.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, session: Session) -> MainWindow:
    for name in ("Anna", "Bruno", "Clara"):
        session.run(clients.create, Client(name=name))
    made = MainWindow(session, start="clients")
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.screen_shown), qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    yield made  # noqa: PT022  # keeps the window alive


def archive(session: Session, client_id: int) -> None:
    name = clients.get(session.db, client_id).name
    session.run(clients.archive, client_id)
    back = partial(session.run, clients.restore, client_id)
    session.tell("Archived.", undo=back, act=f"Archived {name}")


def archived(session: Session) -> list[str]:
    return [row["name"] for row in session.db.rows("SELECT name FROM clients WHERE archived = 1 ORDER BY id")]


def test_acts_are_taken_back_one_after_the_other_long_after_their_toast(qtbot, window, session):
    for client in (1, 2, 3):
        archive(session, client)
    window.toast.hide()
    window.show_screen("documents")
    for left in (["Anna", "Bruno"], ["Anna"], []):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | ALT)
        assert archived(session) == left
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | ALT)
    assert archived(session) == []


def test_the_button_says_what_it_would_take_back_and_the_toast_that_it_has(qtbot, window, session):
    button = window.findChild(QPushButton, "app.undo")
    assert not button.isEnabled()
    assert button.toolTip() == "Nothing to take back (Ctrl+Alt+Z)"
    archive(session, 2)
    assert button.isEnabled()
    assert button.accessibleName() == "Undo: Archived Bruno"
    assert button.toolTip() == "Undo: Archived Bruno (Ctrl+Alt+Z)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert archived(session) == []
    assert window.toast.text == "Taken back: Archived Bruno"
    assert not button.isEnabled()


def test_the_list_takes_back_just_the_one_that_is_chosen(qtbot, window, session):
    for client in (1, 2, 3):
        archive(session, client)
    qtbot.mouseClick(window.findChild(QPushButton, "app.undo_list"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.text() for entry in menu.actions()] == ["Archived Clara", "Archived Bruno", "Archived Anna"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert archived(session) == ["Anna", "Clara"]
    assert [act.name for act in session.acts.latest(9)] == ["Archived Clara", "Archived Anna"]


def test_the_toast_takes_back_its_own_act_and_leaves_the_stack(qtbot, window, session):
    archive(session, 1)
    qtbot.mouseClick(window.findChild(QPushButton, "toast_undo"), Qt.MouseButton.LeftButton)
    assert archived(session) == []
    assert session.acts.last is None


def test_ctrl_z_takes_back_an_act_but_text_has_its_own(qtbot, window, session, type_text):
    archive(session, 1)
    field = window.screen_named("clients").list.filter
    assert isinstance(field, QLineEdit)
    field.setFocus()
    type_text(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert archived(session) == ["Anna"]
    button = window.findChild(QPushButton, "app.clients")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Z, CTRL)
    assert archived(session) == []


def test_an_act_that_is_refused_says_why_and_is_dropped(qtbot, window, session):
    def refuse(_db) -> None:
        raise StateError("The bank has booked it.", next_step="Record a refund.")

    refuse.__module__ = "clientdesk.usecases.payments"
    session.tell("Paid.", undo=partial(session.run, refuse), act="Paid 5.00")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | ALT)
    assert window.messages.isVisible()
    assert window.messages.text == "The bank has booked it. Record a refund."
    assert session.acts.last is None


def test_an_act_of_a_page_that_is_gone_says_so(qtbot, window, session):
    class Page(QPushButton):
        def back(self) -> None:
            self.setText("back")

    page = Page()
    session.tell("Moved.", undo=page.back)
    import shiboken6

    shiboken6.delete(page)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | ALT)
    assert (
        window.messages.text
        == "“Moved” can no longer be taken back here. Open the record and change it there."
    )


def test_a_way_back_that_tells_of_another_way_back_makes_no_new_act(window, session):
    session.tell("One.", undo=lambda: session.tell("Two.", undo=lambda: None))
    session.acts.take_back()
    assert session.acts.last is None
    assert window.toast.text == "Two."


def test_the_stack_is_a_hundred_deep(session):
    for number in range(130):
        session.tell(f"Act {number}.", undo=lambda: None)
    assert len(session.acts.latest(1000)) == 100
    assert session.acts.last.name == "Act 129"
    assert isinstance(session.acts, Acts)


def test_each_book_has_its_own(qtbot, window, session, tmp_path):
    other = Session(open_book(tmp_path / "other.db"), today=lambda: TODAY)
    archive(session, 1)
    assert other.acts.last is None
    other.close()


def test_words_of_an_act_are_no_mnemonic_of_the_menu(qtbot, window, session):
    session.tell("Archived.", undo=lambda: None, act="Archived Smith & Sons")
    qtbot.mouseClick(
        window.findChild(QPushButton, "app.undo_list"), Qt.MouseButton.LeftButton, pos=QPoint(5, 5)
    )
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].text() == "Archived Smith && Sons"
    menu.close()


def test_after_undo_by_the_button_or_the_toast_the_cursor_is_where_one_worked(qtbot, window, session):
    filter_field = window.screen_named("clients").list.filter
    for name in ("app.undo", "toast_undo"):
        filter_field.setFocus()
        archive(session, 2)
        button = window.findChild(QPushButton, name)
        # As one comes there by Tab; then the button is gone, or has nothing more to take back.
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert button.hasFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert archived(session) == []
        assert not button.hasFocus()
        assert filter_field.hasFocus(), name


def test_a_toast_that_goes_by_itself_gives_the_cursor_back(qtbot, window, session):
    table = window.screen_named("clients").list.table
    table.setFocus()
    archive(session, 2)
    window.findChild(QPushButton, "toast_undo").setFocus(Qt.FocusReason.TabFocusReason)
    window.toast.hide()
    assert table.hasFocus()


def test_what_goes_away_under_the_cursor_leaves_it_on_the_page(qtbot, window, session):
    window.open_record("client", 1)
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    screen = window.screen_named("clients")
    within = [one for one in screen.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    for part in within:
        part.setFocus()
        part.hide()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert screen.isAncestorOf(focus), part.objectName()
        part.show()
