"""Nothing typed is lost: it is kept within a second, offered after an accident, and shown as not saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from clientdesk.domain.catalogue import CatalogueItem
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.party import Address
from clientdesk.queries import contract_page
from clientdesk.storage.database import open_book
from clientdesk.ui.clients.page import ClientsScreen
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.first_run.page import FirstRunScreen
from clientdesk.ui.library.page import LibraryScreen
from clientdesk.ui.main_window import MainWindow
from clientdesk.ui.money.page import MoneyScreen
from clientdesk.ui.session import Session
from clientdesk.ui.settings.page import SettingsScreen
from clientdesk.ui.today.page import TodayScreen
from clientdesk.ui.widgets.chip import ChipLabel
from clientdesk.ui.widgets.unsaved_bar import UnsavedBar
from clientdesk.usecases import catalogue, clients, contracts, invoices, unsaved
from clientdesk.usecases import issuer as issuers

from .conftest import TODAY


def restarted(session: Session) -> Session:
    """What stands in the book after a kill, in a new run of the program."""
    return Session(open_book(session.db.path), today=lambda: TODAY, parent=session)


@pytest.fixture
def krumm(session: Session) -> int:
    return clients.create(session.db, Client(kind=ClientKind.BUSINESS, name="Bäckerei Krumm")).id


def shown(qtbot, screen: QWidget) -> None:
    qtbot.addWidget(screen)
    screen.resize(1200, 800)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)


def press(screen: QWidget, button: str) -> None:
    # What came a moment ago has its place only after the layout was made.
    QApplication.processEvents()
    found = [one for one in screen.findChildren(QWidget, button) if one.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


@pytest.fixture
def screen(qtbot, session: Session, krumm: int) -> ClientsScreen:
    made = ClientsScreen(session)
    shown(qtbot, made)
    return made


def text_kept(qtbot, session: Session) -> dict:
    qtbot.waitUntil(lambda: unsaved.all_unsaved(session.db) != ())
    qtbot.waitUntil(lambda: not session.keeper._called)
    return unsaved.unpacked(unsaved.all_unsaved(session.db)[0].typed)


def bar_of(widget: QWidget) -> UnsavedBar:
    return widget.findChild(UnsavedBar)


def test_what_is_typed_is_in_the_book_before_anybody_leaves_the_field(
    qtbot, screen, session, krumm, type_text
):
    screen.open_record("edit_client", krumm)
    form = screen._editor.form
    type_text(form.editor("notes"), "Größe: ruft lieber an")
    kept = text_kept(qtbot, session)
    assert kept["notes"] == "Größe: ruft lieber an"
    # Only what was typed: the rest of the record may change elsewhere meanwhile.
    assert "name" not in kept


def test_after_an_accident_the_text_is_offered_and_taken_back(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("due_days"), "vierzehn")
    text_kept(qtbot, session)
    again = ClientsScreen(restarted(session))
    shown(qtbot, again)
    again.open_record("edit_client", krumm)
    bar = bar_of(again._editor)
    assert bar.text.startswith("You had typed this on 17 Jun 2026 at ")
    assert bar.text.endswith("It was not saved.")
    assert again._editor.form.editor("due_days").text() == ""
    press(bar, "edit.take_back")
    # What cannot be read is kept, too.
    assert again._editor.form.editor("due_days").text() == "vierzehn"
    assert again._editor.is_dirty
    assert bar.text == ""
    chip = again._editor.findChild(ChipLabel, "unsaved_chip")
    assert chip.chip.word == "Not saved yet"


def test_the_offer_can_be_thrown_away(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "x")
    text_kept(qtbot, session)
    later = restarted(session)
    again = ClientsScreen(later)
    shown(qtbot, again)
    again.open_record("edit_client", krumm)
    press(bar_of(again._editor), "edit.throw_away")
    qtbot.waitUntil(lambda: unsaved.all_unsaved(later.db) == ())
    assert bar_of(again._editor).text == ""
    assert not again._editor.is_dirty


def test_a_record_changed_meanwhile_is_said_and_its_other_fields_stay(
    qtbot, screen, session, krumm, type_text
):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "Neu")
    text_kept(qtbot, session)
    later = restarted(session)
    stored = clients.get(later.db, krumm)
    clients.change(later.db, Client(**{**_fields(stored), "number": "K-7"}))
    again = ClientsScreen(later)
    shown(qtbot, again)
    again.open_record("edit_client", krumm)
    assert "changed since" in bar_of(again._editor).text
    press(bar_of(again._editor), "edit.take_back")
    assert again._editor.form.editor("notes").toPlainText() == "Neu"
    assert again._editor.form.editor("number").text() == "K-7"


def _fields(client: Client) -> dict:
    return {name: getattr(client, name) for name in Client.__dataclass_fields__}


def test_saving_lets_go_of_it(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "Neu")
    text_kept(qtbot, session)
    screen._editor.save()
    assert clients.get(session.db, krumm).notes == "Neu"
    assert unsaved.all_unsaved(session.db) == ()
    assert session.keeper.texts() == ()


def test_a_refused_save_keeps_it(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    editor = screen._editor.form.editor("name")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    type_text(screen._editor.form.editor("notes"), "Neu")
    text_kept(qtbot, session)
    screen._editor.save()
    qtbot.waitUntil(lambda: not session.keeper._called)
    assert [one.editor for one in unsaved.all_unsaved(session.db)] == ["client"]


def test_leaving_asks_nothing_and_the_list_says_what_is_not_saved(qtbot, screen, session, krumm, type_text):
    other = clients.create(session.db, Client(kind=ClientKind.BUSINESS, name="Zabel")).id
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "Neu")
    assert screen.may_leave()
    screen.open_record("edit_client", other)
    assert screen._editor.form.editor("notes").toPlainText() == ""
    row = next(row for row in (krumm, other) if session.keeper.has("client", row))
    assert row == krumm
    # Coming back in the same run needs no question: the text stands there, unsaved as it was.
    screen.open_record("edit_client", krumm)
    assert screen._editor.form.editor("notes").toPlainText() == "Neu"
    assert screen._editor.is_dirty


def test_a_new_record_is_offered_and_both_texts_are_kept(qtbot, screen, session, type_text):
    screen.new_client()
    type_text(screen._editor.form.editor("name"), "Erste")
    screen.new_client()
    assert bar_of(screen._editor).text
    type_text(screen._editor.form.editor("name"), "Zweite")
    screen._editor._desk.autosave.keep_now()
    names = {unsaved.unpacked(one.typed)["name"] for one in session.keeper.texts()}
    assert names == {"Erste", "Zweite"}


def test_more_contacts_come_back_with_what_was_typed_into_them(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    screen._editor.add_contact()
    type_text(screen._editor.form.editor("contacts.1.name"), "Frau Ünal")
    text_kept(qtbot, session)
    again = ClientsScreen(restarted(session))
    shown(qtbot, again)
    again.open_record("edit_client", krumm)
    press(bar_of(again._editor), "edit.take_back")
    assert again._editor.form.editor("contacts.1.name").text() == "Frau Ünal"


def test_reverting_lets_go_of_it_and_undo_brings_it_back(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    notes = screen._editor.form.editor("notes")
    notes.setFocus()
    type_text(notes, "Neu")
    text_kept(qtbot, session)
    screen._editor.form.revert()
    assert session.keeper.texts() == ()
    qtbot.waitUntil(lambda: unsaved.all_unsaved(session.db) == ())
    QTest.keyClick(notes, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notes.toPlainText() == "Neu"
    assert text_kept(qtbot, session)["notes"] == "Neu"


def test_what_is_kept_is_no_news_to_the_screens(qtbot, screen, session, krumm, type_text):
    heard = []
    session.changed.connect(heard.append)
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "Neu")
    text_kept(qtbot, session)
    session.wake()
    assert heard == []


def test_closing_the_session_keeps_what_the_timer_has_not(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "zuletzt")
    session.keep_typed()
    assert unsaved.unpacked(unsaved.all_unsaved(session.db)[0].typed)["notes"] == "zuletzt"


def test_labels_of_the_bar_name_what_it_offers(qtbot, screen, session, krumm):
    label = bar_of(screen._editor).findChild(QLabel, "unsaved_text")
    assert label.wordWrap()


@pytest.fixture
def library(qtbot, session: Session) -> LibraryScreen:
    issuers.save(session.db, replace(issuers.get(session.db), address=Address(country="DE"), currency="EUR"))
    made = LibraryScreen(session)
    shown(qtbot, made)
    return made


def test_a_package_keeps_its_lines_and_even_an_open_cell(qtbot, library, session):
    library.new_package()
    editor = library._package
    QTest.keyClicks(editor.form.editor("name"), "Starter")
    editor.grid.edit(0)
    keys("Logo")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    keys("abc")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    keys("Stü")
    editor._desk.autosave.keep_now()
    text_kept(qtbot, session)
    again = LibraryScreen(restarted(session))
    shown(qtbot, again)
    again.new_package()
    press(bar_of(again._package), "edit.take_back")
    grid = again._package.grid
    assert again._package.form.editor("name").text() == "Starter"
    assert grid.lines()[0].description == "Logo"
    assert grid.lines()[0].unit == "Stü"
    # A quantity that is none stays in its cell, with the reason.
    assert grid.view.model().index(0, 1).data() == "abc"
    assert again._package.findChild(QPushButton, "form.save").isEnabled()


def test_a_package_undoes_lines_and_fields_as_one_history(qtbot, library, session):
    library.new_package()
    editor = library._package
    editor.form.editor("name").setFocus()
    keys("Starter")
    editor.grid.edit(0)
    keys("Logo")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    history = editor._desk.history
    assert history.words == "Copy line"
    undo()
    undo()
    assert editor.grid.lines() == ()
    assert history.words == "Typing in Name"
    undo()
    assert editor.form.editor("name").text() == ""
    assert QApplication.focusWidget() is editor.form.editor("name")
    assert session.keeper.texts() == ()


def test_another_record_in_the_editor_does_not_mix_up_what_was_typed(qtbot, library, session):
    one = catalogue.save_item(session.db, CatalogueItem(description="Logo", currency="EUR"))
    two = catalogue.save_item(session.db, CatalogueItem(description="Web", currency="EUR"))
    library.open_record("catalogue", one.id)
    QTest.keyClicks(library._item.form.editor("details"), "for one")
    library.open_record("catalogue", two.id)
    assert library._item.form.editor("details").toPlainText() == ""
    assert [(text.record_id, unsaved.unpacked(text.typed)) for text in session.keeper.texts()] == [
        (one.id, {"details": "for one"})
    ]


def keys(text: str) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def undo() -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def settings(qtbot, session: Session) -> SettingsScreen:
    issuers.save(session.db, replace(issuers.get(session.db), address=Address(country="DE"), currency="EUR"))
    made = SettingsScreen(session)
    shown(qtbot, made)
    return made


@pytest.mark.parametrize(
    ("card", "field"),
    [("business", "phone"), ("tax", "account.iban"), ("papers", "due_days"), ("absences", "label")],
)
def test_every_card_of_the_settings_keeps_its_own(qtbot, settings, session, card, field):
    form = settings.findChild(QWidget, card).form
    form.editor(field).setFocus()
    form.editor(field).selectAll()
    keys("x1")
    kept = text_kept(qtbot, session)
    assert list(kept) == [field]
    later = restarted(session)
    again = SettingsScreen(later)
    shown(qtbot, again)
    text = later.keeper.texts()[0]
    assert (text.place, text.place_id) == ("issuer", 1)
    later.open_record.connect(again.open_record)
    later.keeper.resume(text)
    found = again.findChild(QWidget, card).form.editor(field)
    assert found.text() == "x1"
    assert found.hasFocus()


def test_a_payment_comes_back_with_client_amount_and_parts(qtbot, session, krumm):
    page = MoneyScreen(session)
    shown(qtbot, page)
    page.open_record("new_payment", 0)
    record = page._record
    record.form.editor("client_id").setFocus()
    keys("Bäck")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    record.form.editor("reference").setFocus()
    keys("RE 7")
    assert page.may_leave()
    text_kept(qtbot, session)
    later = restarted(session)
    again = MoneyScreen(later)
    shown(qtbot, again)
    later.open_record.connect(again.open_record)
    later.keeper.resume(later.keeper.texts()[0])
    form = again._record.form
    assert form.editor("client_id").value() == krumm
    assert form.editor("reference").text() == "RE 7"
    form.editor("amount").setFocus()
    keys("12")
    undo()
    assert form.editor("amount").text() == ""
    assert form.editor("amount").hasFocus()


@pytest.fixture
def contract(session: Session, krumm: int) -> int:
    issuers.save(session.db, replace(issuers.get(session.db), address=Address(country="DE"), currency="EUR"))
    return contracts.create(session.db, krumm, on=TODAY, title="Brand").id


def test_an_answer_that_was_not_given_is_offered_in_its_place(qtbot, session, contract):
    page = WorkScreen(session)
    shown(qtbot, page)
    page.open_record("contract", contract)
    work = page._detail.work
    work.log_hours()
    work.asking.form.editor("description").setFocus()
    keys("Skizzen")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert work.asking.isHidden()
    bar = work.findChild(UnsavedBar)
    assert bar.text.startswith("You had typed into “Log hours” on ")
    text_kept(qtbot, session)
    later = restarted(session)
    again = WorkScreen(later)
    shown(qtbot, again)
    later.open_record.connect(again.open_record)
    later.keeper.resume(later.keeper.texts()[0])
    asking = again._detail.work.asking
    assert asking.form.editor("description").text() == "Skizzen"
    asking.form.editor("hours").setFocus()
    keys("2")
    asking.save()
    assert [entry.description for entry in work_of(later, contract)] == ["Skizzen"]
    assert unsaved.all_unsaved(later.db) == ()


def work_of(session: Session, contract_id: int) -> list:
    return list(session.read(contract_page.load, contract_id, today=TODAY).work)


def test_a_question_about_another_record_keeps_what_was_typed(qtbot, session, contract, krumm):
    other = contracts.create(session.db, krumm, on=TODAY, title="Web").id
    page = WorkScreen(session)
    shown(qtbot, page)
    page.open_record("contract", contract)
    page._detail.milestones.add()
    keys("Entwurf")
    page.open_record("contract", other)
    assert (
        page._detail.milestones.findChild(UnsavedBar) is None
        or not page._detail.milestones.findChild(UnsavedBar).isVisible()
    )
    page.open_record("contract", contract)
    press(page._detail.milestones, "edit.take_back")
    assert page._detail.milestones.asking.form.editor("title").text() == "Entwurf"
    undo()
    assert page._detail.milestones.asking.form.editor("title").text() == ""


def test_today_lists_what_waits_and_one_press_goes_on(qtbot, screen, session, krumm, type_text):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "Neu")
    text_kept(qtbot, session)
    later = restarted(session)
    today = TodayScreen(later)
    shown(qtbot, today)
    opened: list = []
    later.open_record.connect(lambda kind, record: opened.append((kind, record)))
    row = today.findChild(QWidget, "unsaved_client")
    assert "Bäckerei Krumm" in row.findChildren(QLabel)[0].text()
    press(row, "edit.go_on")
    assert opened == [("edit_client", krumm)]
    press(today.findChild(QWidget, "unsaved_client"), "edit.throw_away")
    qtbot.waitUntil(lambda: unsaved.all_unsaved(later.db) == ())
    assert not today.findChild(QWidget, "unsaved").isVisible()


def test_the_first_run_lists_the_paper_that_was_begun(qtbot, session, type_text):
    documents = DocumentsScreen(session)
    shown(qtbot, documents)
    documents.open_record("new_invoice", 0)
    QApplication.processEvents()
    title = next(one for one in documents.findChildren(QWidget, "title") if one.isVisible())
    type_text(title, "Logo")
    text_kept(qtbot, session)
    later = restarted(session)
    first = FirstRunScreen(later)
    shown(qtbot, first)
    assert "Logo" in first.findChild(QWidget, "unsaved_invoice").findChildren(QLabel)[0].text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("name", "Lena Brandt"), "Invoice, not numbered yet"),
        (("cell_description", "Speisekarte"), "Invoice: \u2068Speisekarte\u2069"),
        (("client_id", "Hofladen Seidel"), "Invoice: \u2068Hofladen Seidel\u2069"),
    ],
)
def test_a_paper_that_was_begun_is_called_by_what_it_has(qtbot, session, type_text, typed, said):
    field, words = typed
    documents = DocumentsScreen(session)
    shown(qtbot, documents)
    documents.open_record("new_invoice", 0)
    QApplication.processEvents()
    if field.startswith("cell"):
        next(one for one in documents.findChildren(QWidget, "lines") if one.isVisible()).setFocus(
            Qt.FocusReason.TabFocusReason
        )
        QApplication.processEvents()
    editor = next(one for one in documents.findChildren(QWidget, field) if one.isVisible())
    type_text(editor, words)
    if field.startswith("cell"):
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    text_kept(qtbot, session)
    first = FirstRunScreen(restarted(session))
    shown(qtbot, first)
    row = first.findChild(QWidget, "unsaved_invoice")
    assert row.findChildren(QLabel)[0].text() == said


def test_closing_the_window_asks_nothing_and_keeps_all(qtbot, session, krumm, type_text):
    window = MainWindow(session, start="clients")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.current_name == "clients")
    session.open_record.emit("edit_client", krumm)
    type_text(window.screen_named("clients")._editor.form.editor("notes"), "zuletzt")
    assert window.close()
    assert unsaved.unpacked(unsaved.all_unsaved(session.db)[0].typed)["notes"] == "zuletzt"


def test_after_a_conflict_the_red_bar_goes_with_its_cause(qtbot, session, krumm, type_text):
    issuers.save(session.db, replace(issuers.get(session.db), address=Address(country="DE"), currency="EUR"))
    window = MainWindow(session, start="clients")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.current_name == "clients")
    draft = invoices.create(session.db, krumm, on=TODAY, title="Ours")
    session.open_record.emit("invoice", draft.id)
    QApplication.processEvents()
    editor = window.screen_named("documents").draft
    invoices.change(session.db, replace(draft, title="Theirs"))
    type_text(next(one for one in editor.findChildren(QWidget, "title") if one.isVisible()), "x")
    assert not editor.keep()
    assert window.messages.isVisible()
    editor.reload()
    assert not window.messages.isVisible()


def test_what_was_typed_since_stays_when_the_older_text_is_brought_back(
    qtbot, screen, session, krumm, type_text
):
    screen.open_record("edit_client", krumm)
    type_text(screen._editor.form.editor("notes"), "old")
    type_text(screen._editor.form.editor("source"), "fair")
    text_kept(qtbot, session)
    later = restarted(session)
    again = ClientsScreen(later)
    shown(qtbot, again)
    again.open_record("edit_client", krumm)
    form = again._editor.form
    form.editor("notes").setFocus()
    type_text(form.editor("notes"), "new")
    again._editor._desk.autosave.keep_now()
    press(bar_of(again._editor), "edit.take_back")
    assert (form.editor("notes").toPlainText(), form.editor("source").text()) == ("new", "fair")
    # One text is kept of both, and one step takes the bringing back away.
    kept = [unsaved.unpacked(one.typed) for one in later.keeper.texts()]
    assert [(one["notes"], one["source"]) for one in kept] == [("new", "fair")]
    form.editor("notes").setFocus()
    undo()
    assert (form.editor("notes").toPlainText(), form.editor("source").text()) == ("new", "")


def paper_begun(qtbot, session, type_text) -> tuple[Session, DocumentsScreen]:
    """An invoice was begun, then the program was killed; a new one stands open."""
    issuers.save(session.db, replace(issuers.get(session.db), address=Address(country="DE"), currency="EUR"))
    documents = DocumentsScreen(session)
    shown(qtbot, documents)
    documents.open_record("new_invoice", 0)
    type_text(visible(documents, "title"), "Old title")
    type_text(visible(documents, "reference"), "Old reference")
    text_kept(qtbot, session)
    later = restarted(session)
    again = DocumentsScreen(later)
    shown(qtbot, again)
    again.open_record("new_invoice", 0)
    return later, again


def visible(screen: QWidget, name: str) -> QWidget:
    return next(one for one in screen.findChildren(QWidget, name) if one.isVisible())


def test_a_paper_keeps_what_was_typed_since_and_undo_takes_the_rest_away(qtbot, session, krumm, type_text):
    _later, again = paper_begun(qtbot, session, type_text)
    visible(again, "title").setFocus()
    type_text(visible(again, "title"), "New title")
    press(bar_of(again.draft), "edit.take_back")
    assert visible(again, "title").text() == "New title"
    assert visible(again, "reference").text() == "Old reference"
    visible(again, "title").setFocus()
    undo()
    assert visible(again, "title").text() == "New title"
    assert visible(again, "reference").text() == ""


def test_the_offer_ends_when_the_new_paper_is_stored_and_waits_for_the_next(qtbot, session, krumm, type_text):
    later, again = paper_begun(qtbot, session, type_text)
    assert bar_of(again.draft).text
    client = visible(again, "client_id")
    client.setFocus()
    keys("Bäck")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert again.draft.keep()
    assert again.draft.writing.paper.id
    assert bar_of(again.draft).text == ""
    assert [one.record_id for one in later.keeper.texts()] == [0]
    again.open_record("new_invoice", 0)
    assert bar_of(again.draft).text
