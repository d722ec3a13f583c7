"""An invoice that repeats: begun on its page, made from Today, stopped and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.domain.recurring import Recurring
from clientdesk.storage import tables
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.library.page import LibraryScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.today.line import AgendaLine
from clientdesk.ui.today.page import TodayScreen
from clientdesk.usecases import recurring
from tests.usecases.billing import issued, line, open_german


class Day:
    """The day it is, which a test may move on."""

    def __init__(self) -> None:
        self.value = date(2026, 1, 15)

    def __call__(self) -> date:
        return self.value


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, day: Day) -> Iterator[Session]:
    opened = Session(open_german(tmp_path / "book.db"), today=day)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> DocumentsScreen:
    made = DocumentsScreen(session)
    session.changed.connect(made.refresh)
    return on_screen(made, qtbot)


def on_screen(made: QWidget, qtbot: QtBot):
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(screen: QWidget, name: str) -> list[QWidget]:
    QApplication.processEvents()
    return [one for one in screen.findChildren(QWidget, name) if one.isVisible()]


def press(screen: QWidget, name: str) -> None:
    QTest.mouseClick(seen(screen, name)[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def fill(screen: QWidget, name: str, text: str) -> None:
    (editor,) = seen(screen, name)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def text_of(screen: QWidget, name: str) -> str:
    (label,) = seen(screen, name)
    assert isinstance(label, QLabel)
    return label.text()


def ask(screen: DocumentsScreen, invoice_id: int) -> None:
    screen.open_record("invoice", invoice_id)
    QApplication.processEvents()
    action = screen.issued._actions["document.repeat"]  # menus of Qt cannot be opened offscreen
    assert action.isEnabled()
    action.trigger()
    QApplication.processEvents()


def drafts(session: Session) -> list[date]:
    found = tables.invoices.find(session.db, "state = 'draft'", order="id")
    return [one.supplied_to for one in found if one.supplied_to is not None]


def test_the_31st_comes_back_after_february_on_the_drafts_made_from_today(
    screen: DocumentsScreen, session: Session, qtbot: QtBot, day: Day
):
    paper = issued(session.db, line("90", "Shop care"), on=day())
    ask(screen, paper.id)
    form = screen.issued.answer.form
    assert form.value().every == 1
    assert (form.value().first, form.value().day) == (date(2026, 2, 15), 15)
    fill(screen, "first", "31/01/2026")
    assert form.value().day == 31
    press(screen, "answer.save")
    assert text_of(screen, "repeating_words") == "Repeats every month, next on 31 Jan 2026."
    assert not screen.issued._actions["document.repeat"].isEnabled()
    day.value = date(2026, 3, 31)
    today = on_screen(TodayScreen(session), qtbot)
    today.refresh()
    qtbot.waitUntil(lambda: bool(today.findChildren(AgendaLine)))
    (its_line,) = [one for one in today.findChildren(AgendaLine) if one.row.kind.value == "recurring"]
    its_line.click()
    assert drafts(session) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert text_of(screen, "repeating_words") == "Repeats every month, next on 30 Apr 2026."


def test_a_typed_day_stays_when_the_first_date_is_shorter(
    screen: DocumentsScreen, session: Session, day: Day
):
    paper = issued(session.db, on=day())
    ask(screen, paper.id)
    fill(screen, "every", "3")
    fill(screen, "day", "31")
    fill(screen, "first", "28/02/2026")
    press(screen, "answer.save")
    (template,) = tables.recurring.find(session.db)
    assert (template.every_months, template.anchor_day, template.next_on) == (3, 31, date(2026, 2, 28))
    assert text_of(screen, "repeating_words") == "Repeats every 3 months, next on 28 Feb 2026."


def test_an_impossible_day_is_refused_at_its_field(screen: DocumentsScreen, session: Session, day: Day):
    paper = issued(session.db, on=day())
    ask(screen, paper.id)
    fill(screen, "day", "32")
    press(screen, "answer.save")
    assert "from 1 to 31" in screen.issued.answer.form.error_at("day")
    assert tables.recurring.find(session.db) == ()


def test_it_is_stopped_on_the_page_and_the_toast_takes_that_back(
    screen: DocumentsScreen, session: Session, day: Day
):
    paper = issued(session.db, on=day())
    template = recurring.from_invoice(session.db, paper.id, every_months=1, first_on=date(2026, 2, 1))
    (made,) = recurring.make(session.db, template.id, on=date(2026, 2, 1))
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    screen.open_record("invoice", paper.id)
    press(screen, "document.stop_repeating")
    assert not seen(screen, "repeating")
    assert recurring.get(session.db, template.id).archived
    undo = notices[-1].undo
    assert undo is not None
    undo()
    assert text_of(screen, "repeating_words") == "Repeats every month, next on 1 Mar 2026."
    assert made.recurring_id == template.id


def test_the_library_lists_what_repeats_even_without_a_first_invoice(
    session: Session, qtbot: QtBot, day: Day
):
    care = recurring.create(
        session.db,
        Recurring(client_id=1, title="Care", lines=(line("150"),), anchor_day=31, next_on=date(2026, 1, 31)),
    )
    library = on_screen(LibraryScreen(session), qtbot)
    session.changed.connect(library.refresh)
    library.refresh()
    library.list.choose("repeating")
    model = library.list.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.index(0, 0).data() == "Care")
    library.list.filter.setText("krumm")
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.is_loaded)
    library.list.select(care.id)
    qtbot.waitUntil(lambda: bool(seen(library, "library.stop")))
    assert text_of(library, "rhythm") == "Repeats every month, next on 31 Jan 2026."
    assert text_of(library, "page_subtitle") == "Bäckerei Krumm GmbH"
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    press(library, "library.stop")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    assert text_of(library, "rhythm") == "It repeats no more."
    assert not seen(library, "library.stop")
    undo = notices[-1].undo
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert text_of(library, "rhythm") == "Repeats every month, next on 31 Jan 2026."
    assert seen(library, "library.stop")


def test_enter_answers_the_question_and_escape_leaves_it_but_not_the_page(
    screen: DocumentsScreen, session: Session, day: Day
):
    paper = issued(session.db, on=day())
    ask(screen, paper.id)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not seen(screen, "answer")
    assert screen.place() == ("invoice", paper.id)
    ask(screen, paper.id)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert text_of(screen, "repeating_words") == "Repeats every month, next on 15 Feb 2026."
