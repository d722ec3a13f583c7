"""Undo in the editors of papers and contracts: one history over all their parts, named, a hundred deep."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.party import Address
from clientdesk.storage import tables
from clientdesk.storage.database import open_book
from clientdesk.ui.contracts.page import WorkScreen
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import clients, contracts, invoices, unsaved
from clientdesk.usecases import issuer as issuers

from .conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def keys(text: str) -> None:
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            widget = QApplication.focusWidget()
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def undo() -> None:
    press(Qt.Key.Key_Z, CTRL)


def redo() -> None:
    press(Qt.Key.Key_Z, CTRL | SHIFT)


def open_screen(qtbot, session: Session) -> DocumentsScreen:
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def krumm(session: Session) -> int:
    issuers.save(
        session.db,
        replace(
            issuers.proposal(replace(issuers.get(session.db), address=Address(country="DE"))),
            name="Lena Brandt",
        ),
    )
    address = Address(street="Ringstr. 5", postal_code="04109", city="Leipzig", country="DE")
    return clients.create(
        session.db,
        Client(kind=ClientKind.BUSINESS, name="Bäckerei Krumm", addresses=(address,), language="de-DE"),
    ).id


@pytest.fixture
def screen(qtbot, session: Session, krumm: int) -> DocumentsScreen:
    return open_screen(qtbot, session)


def field(screen: QWidget, name: str) -> QWidget:
    return next(one for one in screen.findChildren(QWidget, name) if one.isVisible())


def write_all(screen: DocumentsScreen) -> None:
    """Title, a line with its price, words below, and days to pay."""
    field(screen, "title").setFocus()
    keys("Logo")
    screen.draft.lines.grid.edit(0)
    keys("Entwurf")
    press(Qt.Key.Key_Tab)
    keys("2 h")
    press(Qt.Key.Key_Tab)
    keys("80")
    press(Qt.Key.Key_Tab)
    field(screen, "closing").setFocus()
    keys("Vielen Dank")
    field(screen, "due_days").setFocus()
    keys("7")


def test_one_history_over_title_lines_words_and_terms(screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    write_all(screen)
    history = screen.draft._sheet.history
    named = [
        "Typing in Days to pay",
        "Typing in Words after the sums",
        "Change Price",
        "Change Quantity",
        "Change Description",
        "Typing in What it is about",
    ]
    before = screen.draft.writing
    seen = []
    while history.words and len(seen) < 10:
        seen.append(history.words)
        undo()
    assert seen == named
    paper = screen.draft.writing.paper
    assert (paper.title, paper.lines, paper.closing, paper.due_days) == ("", (), "", None)
    # The cursor goes along to the field whose step was taken back.
    assert QApplication.focusWidget() is field(screen, "title")
    for _step in named:
        redo()
    assert screen.draft.writing.paper.lines == before.paper.lines
    assert screen.draft.writing.paper.closing == "Vielen Dank"
    assert screen.draft.writing.paper.due_days == 7
    assert QApplication.focusWidget() is field(screen, "due_days")


def test_the_choice_of_a_client_is_one_step_with_all_it_brings(screen, session, krumm):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    language = screen.draft.writing.paper.language
    field(screen, "client_id").setFocus()
    keys("Bäck")
    press(Qt.Key.Key_Tab)
    assert screen.draft.writing.client.id == krumm
    assert screen.draft.writing.paper.language == "de-DE"
    field(screen, "client_id").setFocus()
    undo()
    assert screen.draft.writing.client.id == 0
    assert field(screen, "client_id").text() == ""
    assert screen.draft.writing.paper.language == language
    redo()
    assert screen.draft.writing.client.id == krumm


def test_a_client_made_on_the_spot_is_not_made_twice_by_undo_and_redo(screen, session):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    field(screen, "client_id").setFocus()
    keys("Neu GmbH")
    press(Qt.Key.Key_Tab)
    assert screen.draft.keep()
    made = screen.draft.writing.client.id
    field(screen, "client_id").setFocus()
    undo()
    redo()
    assert screen.draft.keep()
    assert screen.draft.writing.client.id == made
    assert [one.name for one in tables.clients.find(session.db)] == ["Bäckerei Krumm", "Neu GmbH"]
    assert len(tables.invoices.find(session.db)) == 1


def test_undo_after_the_draft_was_stored_is_stored_again(screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    field(screen, "title").setFocus()
    keys("Logo")
    assert screen.draft.keep()
    undo()
    assert screen.draft.keep()
    stored = tables.invoices.get(session.db, screen.draft.writing.paper.id)
    assert stored.title == ""
    redo()
    assert screen.draft.keep()
    assert tables.invoices.get(session.db, stored.id).title == "Logo"


def test_a_number_that_is_none_is_undone_too(screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    days = field(screen, "due_days")
    days.setFocus()
    keys("bald")
    assert screen.draft._sheet.history.words == "Typing in Days to pay"
    undo()
    assert days.text() == ""


def test_undo_is_a_hundred_deep_and_no_deeper(screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    screen.draft.lines.grid.edit(0)
    keys("x")
    for _number in range(120):
        press(Qt.Key.Key_D, CTRL)
    steps = 0
    while screen.draft._sheet.history.words and steps < 130:
        undo()
        steps += 1
    assert steps == 100


def test_letters_in_an_open_cell_are_undone_before_they_are_a_line(screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    screen.draft.lines.grid.edit(0)
    keys("Entwurf")
    undo()
    assert screen.draft.writing.paper.lines == ()
    redo()
    assert screen.draft.writing.paper.lines[0].description == "Entwurf"


# What an accident leaves.


def kept(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.keeper._called)


def after_a_kill(qtbot, session: Session) -> tuple[DocumentsScreen, Session]:
    later = Session(open_book(session.db.path), today=lambda: TODAY, parent=session)
    again = open_screen(qtbot, later)
    later.open_record.connect(again.open_record)
    return again, later


def test_a_cell_that_was_open_stands_there_again(qtbot, screen, session, krumm):
    draft = invoices.create(session.db, krumm, on=TODAY, title="Logo")
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    screen.draft.lines.grid.edit(0)
    keys("Ein langer Satz, den noch niemand verlassen hat")
    qtbot.waitUntil(lambda: unsaved.all_unsaved(session.db) != ())
    screen.draft._sheet.autosave.keep_now()
    kept(qtbot, session)
    again, later = after_a_kill(qtbot, session)
    told: list = []
    later.notice.connect(told.append)
    again.open_record("invoice", draft.id)
    lines = again.draft.writing.paper.lines
    assert [one.description for one in lines] == ["Ein langer Satz, den noch niemand verlassen hat"]
    assert told[-1].text == "What you had typed last is here again."
    assert again.draft.keep()
    assert unsaved.all_unsaved(later.db) == ()
    stored = tables.invoices.get(later.db, draft.id).lines
    assert [one.description for one in stored] == [one.description for one in lines]


def test_a_paper_without_a_client_is_gone_on_with_from_the_list_of_unsaved(qtbot, screen, session):
    screen.open_record("new_quote", 0)
    QApplication.processEvents()
    field(screen, "title").setFocus()
    keys("Website")
    field(screen, "goal").setFocus()
    keys("Mehr Gäste")
    field(screen, "valid_until").setFocus()
    press(Qt.Key.Key_A, CTRL)
    keys("irgendwann")
    screen.draft.lines.grid.edit(0)
    keys("Entwurf")
    press(Qt.Key.Key_Tab)
    keys("abc")
    press(Qt.Key.Key_Tab)
    screen.draft._sheet.autosave.keep_now()
    kept(qtbot, session)
    again, later = after_a_kill(qtbot, session)
    (text,) = later.keeper.texts()
    assert (text.name, text.place) == ("Website", "new_quote")
    later.keeper.resume(text)
    paper = again.draft.writing.paper
    assert (paper.title, paper.goal, paper.lines[0].description) == ("Website", "Mehr Gäste", "Entwurf")
    assert field(again, "valid_until").text() == "irgendwann"
    assert again.draft.lines.grid.view.model().index(0, 1).data() == "abc"
    undo_words = again.draft._sheet.history.words
    assert undo_words == "Take back what was typed"


def test_a_draft_changed_elsewhere_is_offered_and_not_taken_back_by_itself(qtbot, screen, session, krumm):
    draft = invoices.create(session.db, krumm, on=TODAY, title="Logo")
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    field(screen, "title").setFocus()
    keys("s")
    screen.draft._keeping.stop()
    screen.draft._sheet.autosave.keep_now()
    kept(qtbot, session)
    again, later = after_a_kill(qtbot, session)
    invoices.change(later.db, replace(draft, title="Theirs"))
    again.open_record("invoice", draft.id)
    assert again.draft.writing.paper.title == "Theirs"
    assert "changed since" in again.draft._sheet.bar.text


def test_a_discount_without_a_size_is_kept_and_its_removal_undone(qtbot, screen, session, krumm):
    screen.open_record("new_invoice", krumm)
    QApplication.processEvents()
    screen.draft.lines._add_discount()
    keys("10 %")
    press(Qt.Key.Key_Tab)
    keys("Stammkunde")
    assert screen.draft.writing.paper.adjustments[0].reason == "Stammkunde"
    screen.draft.lines._remove(screen.draft.lines._rows[0])
    assert screen.draft.writing.paper.adjustments == ()
    field(screen, "title").setFocus()
    undo()
    assert screen.draft.writing.paper.adjustments[0].reason == "Stammkunde"
    undo()
    assert screen.draft.lines.rows()[0][2] == ""
    # The cursor goes along to the field of the discount.
    assert QApplication.focusWidget() is screen.draft.lines._rows[0].form.editor("reason")


# A draft contract.


def open_work(qtbot, session: Session) -> WorkScreen:
    made = WorkScreen(session)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_contract_undoes_facts_lines_plan_and_clauses_as_one_history(qtbot, session, krumm):
    contract = contracts.create(session.db, krumm, on=TODAY)
    work = open_work(qtbot, session)
    work.open_record("edit_contract", contract.id)
    QApplication.processEvents()
    draft = work.draft
    before = draft.contract
    field(work, "title").setFocus()
    keys("Marke")
    draft.lines.grid.edit(0)
    keys("Logo")
    press(Qt.Key.Key_Tab)
    draft.plan.add_part()
    percent = draft.plan.forms()[-1][1].editor("percent")
    percent.selectAll()
    keys("30")
    draft.clauses.add()
    keys("!")
    seen = []
    while draft._sheet.history.words and len(seen) < 10:
        seen.append(draft._sheet.history.words)
        undo()
    assert seen == [
        "Typing in Title",
        "Add clause",
        "Typing in Share",
        "Add part",
        "Change Description",
        "Typing in About",
    ]
    after = draft.contract
    assert (after.title, after.lines, after.plan, after.clauses) == (
        before.title,
        (),
        before.plan,
        before.clauses,
    )
    assert QApplication.focusWidget() is field(work, "title")
    for _step in seen:
        redo()
    assert draft.contract.title == "Marke"
    assert draft.contract.plan[-1].percent == 30
    assert draft.contract.clauses
    assert draft.keep()
    assert tables.contracts.get(session.db, contract.id).title == "Marke"


def test_a_contract_takes_back_by_itself_what_an_accident_left(qtbot, session, krumm):
    contract = contracts.create(session.db, krumm, on=TODAY)
    work = open_work(qtbot, session)
    work.open_record("edit_contract", contract.id)
    QApplication.processEvents()
    work.draft._keeping.blockSignals(True)
    field(work, "scope").setFocus()
    keys("Größe")
    field(work, "due_days").setFocus()
    press(Qt.Key.Key_A, CTRL)
    keys("bald")
    work.draft.plan.add_part()
    work.draft._sheet.autosave.keep_now()
    kept(qtbot, session)
    later = Session(open_book(session.db.path), today=lambda: TODAY, parent=session)
    again = open_work(qtbot, later)
    later.open_record.connect(again.open_record)
    later.keeper.resume(later.keeper.texts()[0])
    QApplication.processEvents()
    assert again.draft.contract.scope == "Größe"
    assert field(again, "due_days").text() == "bald"
    assert len(again.draft.contract.plan) == 1
    assert again.draft.keep()
    # What no contract can hold is kept on.
    assert len(later.keeper.texts()) == 1
