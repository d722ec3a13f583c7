"""The documents screen as a person uses it: list, draft that keeps itself, checks, issued papers and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.invoice import InvoiceKind
from clientdesk.domain.line import LineRole
from clientdesk.domain.quote import AcceptanceMethod, Quote, QuoteState
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import invoices, payments, quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import contract, eur, issued, line, open_german, plan

Type = Callable[[QWidget, str], None]


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> Iterator[DocumentsScreen]:
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.hide()


def press(screen: DocumentsScreen, name: str) -> None:
    QApplication.processEvents()
    buttons = [one for one in screen.findChildren(QPushButton, name) if one.isVisible()]
    assert buttons, f"{name} is not on screen"
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def trigger(screen: DocumentsScreen, name: str) -> None:
    """Choose an entry of the page's menu."""
    action = screen.issued._actions[name]  # menus of Qt cannot be opened offscreen
    assert action.isEnabled(), f"{name} is not offered"
    action.trigger()
    QApplication.processEvents()


def fill(screen: DocumentsScreen, field: str, text: str, type_text: Type) -> None:
    editor = next(one for one in screen.findChildren(QWidget, field) if one.isVisible())
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)
    QApplication.processEvents()


def sent_quote(db: Database, *, valid_until: date | None = None) -> Quote:
    draft = quotes.create(
        db,
        1,
        on=TODAY,
        title="Relaunch",
        lines=(
            line("600", "Workshop"),
            replace(line("250", "Photos"), role=LineRole.OPTIONAL),
        ),
    )
    draft = quotes.change(db, replace(draft, not_included="None", change_terms="By the hour"))
    if valid_until is not None:
        draft = quotes.change(db, replace(draft, valid_until=valid_until))
    return quotes.send(db, draft.id, on=min(TODAY, valid_until or TODAY))


# The list.


def rows(screen: DocumentsScreen, qtbot: QtBot, count: int) -> list[list[str]]:
    model = screen.list.pane.model
    qtbot.waitUntil(lambda: model.is_loaded and model.rowCount() == count)
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(count)
    ]


def numbers_of(screen: DocumentsScreen) -> list[str]:
    model = screen.list.pane.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_all_papers_stand_in_one_list_with_their_state_in_a_word(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    db = session.db
    sent_quote(db)
    late = issued(db, line("100"), on=date(2026, 5, 4))
    paid = issued(db, line("200"), on=date(2026, 6, 1))
    payments.record(db, 1, paid.due, on=TODAY, allocate=((paid.id, paid.due),))
    part = issued(db, line("300"), on=date(2026, 6, 10))
    payments.record(db, 1, eur(100), on=TODAY, allocate=((part.id, eur(100)),))
    invoices.create(db, 1, on=TODAY, lines=(line("50"),))
    screen.refresh()
    shown = {row[0]: row[5] for row in rows(screen, qtbot, 5)}
    assert shown == {
        "Invoice": "Draft",
        "AN-2026-001": "Sent",
        part.number: "Part paid",
        paid.number: "Paid",
        late.number: "Overdue",
    }
    amounts = {row[0]: (row[6], row[7]) for row in rows(screen, qtbot, 5)}
    assert amounts[part.number] == ("€357.00", "€257.00")
    for key, numbers in {
        "overdue": [late.number],
        "paid": [paid.number],
        "drafts": ["Invoice"],
        "quotes": ["AN-2026-001"],
        "open": ["AN-2026-001", part.number, late.number],
    }.items():
        screen.list.pane.choose(key)
        qtbot.waitUntil(lambda wanted=numbers: numbers_of(screen) == wanted)


def test_the_list_is_found_by_client_words_and_amount(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    issued(session.db, line("1234.50", "Signage"), on=date(2026, 5, 4))
    issued(session.db, line("10", "Other"), on=date(2026, 5, 5))
    screen.refresh()
    rows(screen, qtbot, 2)
    for text in ("signage", "1469", "RE-2026-001"):
        screen.list.pane.filter.setText(text)
        qtbot.waitUntil(lambda: numbers_of(screen) == ["RE-2026-001"])
    screen.list.pane.filter.setText("krumm")
    rows(screen, qtbot, 2)


def test_enter_opens_a_paper_and_escape_comes_back_to_its_row(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    first = issued(session.db, on=date(2026, 5, 4))
    issued(session.db, on=date(2026, 5, 5))
    screen.refresh()
    rows(screen, qtbot, 2)
    screen.list.select("invoice", first.id)
    screen.list.pane.table.setFocus()
    QTest.keyClick(screen.list.pane.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.place() == ("invoice", first.id))
    qtbot.waitUntil(lambda: screen.issued.isAncestorOf(QApplication.focusWidget()))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert screen.place() == ("", 0)
    qtbot.waitUntil(lambda: screen.list.pane.table.current_id == 2 * first.id)


def test_the_list_stands_until_the_paper_is_whole_and_the_newest_wins(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    first = issued(session.db, line("100"), on=date(2026, 5, 4))
    second = issued(session.db, line("200"), on=date(2026, 5, 5))
    screen.refresh()
    rows(screen, qtbot, 2)
    table = screen.list.pane.table
    for paper in (first, second):
        screen.list.select("invoice", paper.id)
        place = table.visualRect(table.currentIndex()).center()
        for click in (QTest.mouseClick, QTest.mouseDClick):
            click(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        assert screen.list.isVisible()
        assert screen.place() == ("", 0)
    qtbot.waitUntil(lambda: screen.issued.isVisible() and not session.tasks.is_busy)
    assert screen.place() == ("invoice", second.id)
    assert second.number in screen.issued.head.title.text()
    assert screen.issued.writing.paper.id == second.id


def test_what_is_typed_while_a_new_paper_is_on_its_way_stands_in_it(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, type_text: Type
):
    screen.list.focus_first()
    press(screen, "documents.new_invoice")
    assert screen.list.isVisible()
    type_text(QApplication.focusWidget(), "Kr")
    qtbot.waitUntil(lambda: screen.draft.isVisible() and not session.tasks.is_busy)
    assert screen.draft._cards.client.picker.editor("client_id").text() == "Kr"
    assert screen.list.pane.filter.text() == ""
    screen.close_record()


def test_a_command_pressed_while_a_paper_is_on_its_way_is_one_of_the_paper(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    draft = invoices.create(session.db, 1, on=TODAY, lines=(line("50"),))
    screen.refresh()
    rows(screen, qtbot, 1)
    screen.list.focus_first()
    QTest.keyClick(screen.list.pane.table, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.issued.isVisible()
    assert tables.invoices.get(session.db, draft.id).number == "RE-2026-001"


def test_enter_pressed_twice_answers_nothing_on_the_paper(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    issued(session.db, on=date(2026, 5, 4))
    screen.refresh()
    rows(screen, qtbot, 1)
    table = screen.list.pane.table
    table.setFocus()
    table.select_first()
    asked: list[tuple[str, int]] = []
    session.open_record.connect(lambda kind, record_id: asked.append((kind, record_id)))
    for _press in range(2):
        QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.issued.isVisible() and not session.tasks.is_busy)
    assert asked == []


def test_a_paper_on_its_way_stays_away_from_who_went_elsewhere(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    issued(session.db, on=date(2026, 5, 4))
    screen.refresh()
    rows(screen, qtbot, 1)
    screen.list.pane.table.setFocus()
    screen.list.pane.table.select_first()
    QTest.keyClick(screen.list.pane.table, Qt.Key.Key_Return)
    screen.hide()
    qtbot.waitUntil(lambda: not session.tasks.is_busy)
    screen.show()
    assert screen.place() == ("", 0)
    assert screen.list.isVisible()
    assert screen.list.updatesEnabled()


# A draft.


def test_a_draft_keeps_itself_after_a_second_and_on_leaving(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, type_text: Type
):
    screen.open_record("new_invoice", 1)
    QApplication.processEvents()
    fill(screen, "title", "Spring", type_text)
    qtbot.waitUntil(lambda: [one.title for one in tables.invoices.find(session.db)] == ["Spring"])
    assert "saved" in screen.draft.head.subtitle.text()
    fill(screen, "title", "Summer", type_text)
    assert screen.may_leave()
    assert [one.title for one in tables.invoices.find(session.db)] == ["Summer"]


def test_an_empty_paper_that_is_left_leaves_nothing_behind(screen: DocumentsScreen, session: Session):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    assert screen.may_leave()
    assert tables.invoices.find(session.db) == ()


def test_words_without_a_client_are_not_lost_on_leaving(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    fill(screen, "title", "Half an idea", type_text)
    screen.close_record()
    assert screen.list.isVisible()
    assert tables.invoices.find(session.db) == ()
    # The next new invoice offers it.
    screen.open_record("new_invoice", 0)
    assert screen.draft.writing.paper.title == ""
    press(screen, "edit.take_back")
    assert screen.draft.writing.paper.title == "Half an idea"
    screen.draft.discard()
    assert screen.list.isVisible()
    assert session.keeper.texts() == ()


def test_b10_a_prepayment_is_begun_from_its_contract(screen: DocumentsScreen, session: Session):
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    signed = contract(session.db, line("1000", key="a"), plan=parts)
    screen.open_record("new_prepayment:contract", signed.id)
    paper = screen.draft.writing.paper
    assert (paper.kind, paper.totals().net.amount) == (InvoiceKind.PREPAYMENT, Decimal("300.00"))
    assert screen.draft.findChild(QWidget, "client_id").isReadOnly()


def test_opening_a_draft_does_not_change_it(screen: DocumentsScreen, session: Session):
    draft = invoices.create(session.db, 1, on=TODAY, title="Kept", lines=(line("50"),))
    stored = invoices.change(session.db, replace(draft, language="de", currency="CHF"))
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    screen.close_record()
    assert tables.invoices.get(session.db, draft.id) == stored


def test_a_change_elsewhere_is_told_and_nothing_is_overwritten(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    draft = invoices.create(session.db, 1, on=TODAY, title="Ours", lines=(line("50"),))
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    faults: list[Exception] = []
    session.fault.connect(faults.append)
    invoices.change(session.db, replace(draft, title="Theirs"))
    fill(screen, "title", "Mine", type_text)
    assert screen.may_leave()
    assert faults
    assert tables.invoices.get(session.db, draft.id).title == "Theirs"
    assert screen.draft.head.subtitle.text().count("changed elsewhere") == 1
    press(screen, "document.reload")
    assert screen.draft.writing.paper.title == "Theirs"
    # One's own words are not gone: they can be put over what is stored now.
    press(screen, "edit.take_back")
    assert screen.draft.writing.paper.title == "Mine"
    screen.draft.keep()
    assert tables.invoices.get(session.db, draft.id).title == "Mine"


def test_a_thrown_away_draft_comes_back_by_undo(screen: DocumentsScreen, session: Session):
    draft = invoices.create(session.db, 1, on=TODAY, title="Once", lines=(line("50"),))
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    notices: list = []
    session.notice.connect(notices.append)
    screen.draft.discard()
    assert tables.invoices.find(session.db) == ()
    notices[-1].undo()
    assert [one.title for one in tables.invoices.find(session.db)] == ["Once"]


def test_a_new_client_is_made_on_the_spot_with_the_draft(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, type_text: Type
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    picker = screen.draft.findChild(QWidget, "client_id")
    picker.setFocus()
    type_text(picker, "Hofladen Seidel")
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    # The offscreen screen keeps the closed list of names active; real ones never make it so.
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.draft.findChild(QWidget, "addresses.0.street").setFocus()
    type_text(QApplication.focusWidget(), "Hof 2, 06108 Halle")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert screen.may_leave()
    made = tables.clients.find(session.db)[-1]
    assert (made.name, made.address.street, made.address.postal_code, made.address.city) == (
        "Hofladen Seidel",
        "Hof 2",
        "06108",
        "Halle",
    )
    assert made.address.country == "DE"


def test_every_problem_is_listed_at_once_and_its_button_leads_to_the_field(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    screen.open_record("new_quote", 0)
    QApplication.processEvents()
    screen.draft.issue()
    sentences = [check.sentence for check in screen.draft.checks.checks]
    assert [sentence.split(".")[0].split("?")[0] for sentence in sentences] == [
        "The client's name is missing",
        "The client's address is missing",
        "There is no line yet",
        "What is not included",
        "What do later changes cost",
    ]
    focused = []
    for check in screen.draft.checks.checks:
        check.go()
        QApplication.processEvents()
        focused.append(QApplication.focusWidget().objectName())
    assert focused == ["client_id", "addresses.0.street", "cell_description", "not_included", "change_terms"]


def test_issue_brings_the_whole_field_that_is_missing_into_view(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    screen.resize(1280, 500)
    draft = quotes.create(session.db, 1, on=TODAY)
    draft = quotes.change(session.db, replace(draft, title="Logo", lines=(line("50"),)))
    screen.open_record("quote", draft.id)
    QApplication.processEvents()
    press(screen, "document.issue")
    box = QApplication.focusWidget().parentWidget()
    assert QApplication.focusWidget().objectName() == "not_included"
    port = screen.draft.viewport()
    for corner in (box.rect().topLeft(), box.rect().bottomLeft()):
        assert port.rect().contains(box.mapTo(port, corner))


def test_another_typed_name_leaves_the_stored_client_as_it_was(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, type_text: Type
):
    stored = tables.clients.get(session.db, 1)
    draft = invoices.create(session.db, 1, on=TODAY, title="Logo", lines=(line("50"),))
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    picker = screen.draft.findChild(QWidget, "client_id")
    picker.setFocus()
    picker.selectAll()
    type_text(picker, "Hofladen Seidel")
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.draft.findChild(QWidget, "addresses.0.street").setFocus()
    type_text(QApplication.focusWidget(), "Hof 2, 06108 Halle")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    screen.draft.keep()
    assert tables.clients.get(session.db, 1) == stored
    kept = tables.invoices.get(session.db, draft.id)
    made = tables.clients.get(session.db, kept.client_id)
    assert (made.name, made.address.city) == ("Hofladen Seidel", "Halle")
    screen.draft.keep()
    assert len(tables.clients.find(session.db)) == 2


def client_named(screen: DocumentsScreen, name: str, type_text: Type) -> None:
    picker = screen.draft.findChild(QWidget, "client_id")
    picker.setFocus()
    picker.selectAll()
    type_text(picker, name)
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    screen.draft.keep()


def test_a_name_put_right_renames_the_client_this_draft_has_made(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    client_named(screen, "Hofladen Siedel", type_text)
    made = screen.draft.writing.client.id
    fill(screen, "addresses.0.street", "Hof 2", type_text)
    screen.draft.keep()
    client_named(screen, "Hofladen Seidel", type_text)
    client_named(screen, "Hofladen Seidl", type_text)
    found = [(one.name, one.address.street) for one in tables.clients.find(session.db, "id >= ?", (made,))]
    assert found == [("Hofladen Seidl", "Hof 2")]
    assert screen.draft.writing.paper.client_id == made


def test_a_client_that_something_else_uses_keeps_its_name(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    client_named(screen, "Hofladen Seidel", type_text)
    made = screen.draft.writing.client.id
    quotes.create(session.db, made, on=TODAY)
    client_named(screen, "Ziegler", type_text)
    assert tables.clients.get(session.db, made).name == "Hofladen Seidel"
    assert screen.draft.writing.client.id != made
    assert screen.draft.writing.client.name == "Ziegler"


def test_a_paper_whose_client_was_taken_out_does_not_go_out(screen: DocumentsScreen, session: Session):
    draft = invoices.create(session.db, 1, on=TODAY, title="Logo", lines=(line("50"),))
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    picker = screen.draft.findChild(QWidget, "client_id")
    picker.setFocus()
    picker.selectAll()
    QTest.keyClick(picker, Qt.Key.Key_Delete)
    screen.draft.issue()
    assert tables.invoices.get(session.db, draft.id).state == "draft"
    assert picker.hasFocus()


def test_r_vat_9_the_client_brings_terms_and_tax(screen: DocumentsScreen, session: Session):
    krumm = tables.clients.get(session.db, 1)
    from clientdesk.domain.party import Address, TaxId
    from clientdesk.usecases import clients

    vienna = Address(street="Ring 1", postal_code="1010", city="Wien", country="AT")
    clients.create(
        session.db,
        replace(
            krumm,
            id=0,
            version=0,
            name="Wiener Werk",
            addresses=(vienna,),
            tax_ids=(TaxId(kind="vat_id", value="ATU13585627"),),
            language="en",
            currency="CHF",
        ),
    )
    screen.open_record("new_invoice", 2)
    QApplication.processEvents()
    paper = screen.draft.writing.paper
    assert (paper.currency, paper.language) == ("CHF", "en")
    grid = screen.draft.findChild(QWidget, "lines_card").grid
    assert grid.view.model().taxes[0][1] == "Reverse charge"


# Papers that went out.


def test_r_doc_1_an_issued_paper_is_shown_with_its_kept_pdf_and_cannot_be_typed_into(
    screen: DocumentsScreen, session: Session, qtbot: QtBot
):
    paper = issued(session.db, line("100"), on=date(2026, 5, 4))
    screen.open_record("invoice", paper.id)
    qtbot.waitUntil(lambda: bool(screen.preview.data))
    assert screen.preview.data == tables.papers.find(session.db)[0].pdf
    assert "never changes" in screen.findChild(QWidget, "why_fixed").text()
    assert screen.issued.head.chip.chip.word == "Overdue"
    grid = screen.issued.findChild(QWidget, "lines_card").grid
    assert not grid.action("lines.remove").isEnabled()
    assert screen.findChild(QWidget, "next_step_words").text() == "Overdue by 30 days."


def test_r_doc_4_a_credit_note_is_cut_down_and_issued_in_the_editor(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    paper = issued(session.db, line("100", "One"), line("50", "Two"), on=date(2026, 6, 10))
    screen.open_record("invoice", paper.id)
    trigger(screen, "document.credit")
    draft = screen.draft.writing.paper
    assert (draft.kind, len(draft.lines)) == (InvoiceKind.CREDIT_NOTE, 2)
    grid = screen.draft.findChild(QWidget, "lines_card").grid
    grid.edit(0)
    grid.action("lines.remove").trigger()
    fill(screen, "reason", "Two was not wanted", type_text)
    screen.draft.issue()
    credit = tables.invoices.find(session.db)[-1]
    assert (credit.number, credit.due.amount) == ("RK-2026-001", Decimal("59.50"))
    assert credit.corrects_id == paper.id


def test_r_doc_3_a_cancellation_asks_why_and_is_issued_at_once(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    paper = issued(session.db, on=date(2026, 6, 10))
    screen.open_record("invoice", paper.id)
    trigger(screen, "document.cancel")
    press(screen, "answer.save")
    assert screen.issued.answer.form.error_at("reason")
    fill(screen, "reason", "Wrong client", type_text)
    press(screen, "answer.save")
    cancelled = tables.invoices.find(session.db)[-1]
    assert (cancelled.kind, cancelled.reason) == (InvoiceKind.CANCELLATION, "Wrong client")
    assert screen.place() == ("invoice", cancelled.id)


def test_r_doc_6_a_correction_cancels_and_opens_the_draft_that_replaces_it(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    paper = issued(session.db, on=date(2026, 6, 10))
    screen.open_record("invoice", paper.id)
    trigger(screen, "document.replace")
    fill(screen, "reason", "Wrong price", type_text)
    press(screen, "answer.save")
    assert screen.draft.isVisible()
    assert screen.draft.writing.paper.kind is InvoiceKind.CORRECTION


def test_a_copy_is_a_new_draft(screen: DocumentsScreen, session: Session):
    paper = issued(session.db, on=date(2026, 6, 10))
    screen.open_record("invoice", paper.id)
    trigger(screen, "document.copy")
    assert screen.draft.writing.paper.number == ""
    assert screen.draft.writing.paper.lines[0].description == paper.lines[0].description


def test_r_quo_4_accepting_a_quote_asks_who_when_how_and_which_options(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    quote = sent_quote(session.db)
    screen.open_record("quote", quote.id)
    press(screen, "document.accept")
    assert QApplication.focusWidget().selectedText() == QApplication.focusWidget().text() != ""
    fill(screen, "by", "", type_text)
    screen.issued.answer.form.editor("by").clear()
    press(screen, "answer.save")
    assert "Who accepted" in screen.issued.answer.form.error_at("by")
    fill(screen, "by", "Eva Krumm", type_text)
    option = screen.issued.answer.form.editor(f"chosen_{quote.lines[1].key}")
    QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().center() * 0.1)
    option.setChecked(True)
    press(screen, "answer.save")
    accepted = tables.quotes.get(session.db, quote.id)
    assert accepted.state is QuoteState.ACCEPTED
    assert (accepted.acceptance.by, accepted.acceptance.method) == ("Eva Krumm", AcceptanceMethod.MAIL)
    assert accepted.totals().net.amount == Decimal("850.00")
    assert screen.issued.head.chip.chip.word == "Accepted"
    # What happened holds the answer, with who gave it.
    told = screen.issued.findChild(QWidget, "story").findChildren(QLabel)
    assert any("Accepted by Eva Krumm" in label.text() for label in told)


def test_a_declined_quote_needs_its_reason(screen: DocumentsScreen, session: Session, type_text: Type):
    quote = sent_quote(session.db)
    screen.open_record("quote", quote.id)
    press(screen, "document.decline")
    press(screen, "answer.save")
    assert screen.issued.answer.form.error_at("reason")
    fill(screen, "reason", "Too dear", type_text)
    press(screen, "answer.save")
    assert tables.quotes.get(session.db, quote.id).decline_reason == "Too dear"


def test_b27_an_expired_quote_is_extended_before_it_can_be_accepted(
    screen: DocumentsScreen, session: Session, type_text: Type
):
    quote = sent_quote(session.db, valid_until=date(2026, 6, 1))
    screen.open_record("quote", quote.id)
    QApplication.processEvents()
    assert screen.issued.head.chip.chip.word == "Expired"
    assert not [one for one in screen.findChildren(QPushButton, "document.accept") if one.isVisible()]
    press(screen, "document.extend")
    fill(screen, "until", "30/06/2026", type_text)
    press(screen, "answer.save")
    assert screen.issued.head.chip.chip.word == "Sent"
    press(screen, "document.accept")
    assert screen.issued.answer.isVisible()


def test_the_preview_draws_a_draft_that_is_not_stored_yet(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, type_text: Type
):
    screen.open_record("new_invoice", 0)
    QApplication.processEvents()
    fill(screen, "title", "Nothing stored", type_text)
    qtbot.waitUntil(lambda: screen.preview.data.startswith(b"%PDF"), timeout=15_000)
    assert tables.invoices.find(session.db) == ()


def test_the_page_is_the_paper_of_the_client_in_the_clients_language(tmp_path: Path, qtbot: QtBot):
    from clientdesk.ui.documents.words import file_name
    from clientdesk.usecases import drafting

    db = open_german(tmp_path / "other.db")
    paper = issued(db, on=date(2026, 6, 10))
    writing = drafting.reopen(db, quote=False, record_id=paper.id)
    assert file_name(writing.paper, writing.client.name) == "RE-2026-001.pdf"
    db.close()
    open_book(tmp_path / "other.db").close()


def test_the_page_is_saved_by_its_key_where_there_is_no_room_to_see_it(
    qtbot: QtBot, screen: DocumentsScreen, session: Session
):
    draft = invoices.create(session.db, 1, on=TODAY, title="Ours", lines=(line("50"),))
    screen.resize(600, 700)
    screen.open_record("invoice", draft.id)
    QApplication.processEvents()
    assert not screen.preview.isVisible()
    qtbot.waitUntil(lambda: screen.preview.data[:4] == b"%PDF", timeout=15_000)
    QTest.keyClick(
        QApplication.focusWidget() or screen,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(lambda: screen.findChild(QFileDialog, "preview_save_dialog") is not None)
    screen.findChild(QFileDialog).reject()
