"""An act, the state it leads to and the story of it use one word: quotes are sent, invoices issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui import actions
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Notice, Session
from clientdesk.ui.widgets.states import contract_chip, invoice_chip, quote_chip
from clientdesk.usecases import invoices, quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import line


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


@pytest.fixture
def screen(documents: DocumentsScreen) -> DocumentsScreen:
    return documents


def button(screen: QWidget) -> QPushButton:
    QApplication.processEvents()
    return next(one for one in screen.findChildren(QPushButton, "document.issue") if one.isVisible())


def _offer(session: Session) -> tuple[str, int]:
    draft = quotes.create(session.db, 1, on=TODAY, title="Signs", lines=(line("50"),))
    quotes.change(session.db, replace(draft, not_included="Print", change_terms="By the hour"))
    return "quote", draft.id


def _bill(session: Session) -> tuple[str, int]:
    return "invoice", invoices.create(session.db, 1, on=TODAY, title="Signs", lines=(line("50"),)).id


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (_offer, ("Mark as sent", "1 thing before sending", "Quote AN-2026-001 is marked as sent.")),
        (_bill, ("Issue", "1 thing before issue", "Invoice RE-2026-001 is issued.")),
    ],
)
def test_the_button_the_checks_and_the_toast_say_the_same(
    screen: DocumentsScreen,
    session: Session,
    qtbot: QtBot,
    write: Callable[[Session], tuple[str, int]],
    said: tuple[str, str, str],
) -> None:
    act, panel, told = said
    kind, draft_id = write(session)
    heard: list[Notice] = []
    session.notice.connect(heard.append)
    screen.open_record(kind, draft_id)
    assert button(screen).text() == act
    grid = screen.draft.lines.grid
    kept = grid.lines()
    grid.set_lines((replace(kept[0], description=""),))
    grid.changed.emit()
    qtbot.waitUntil(lambda: screen.draft.checks.title == panel)
    grid.set_lines(kept)
    grid.changed.emit()
    qtbot.waitUntil(lambda: screen.draft.checks.title == "Nothing is missing")
    button(screen).click()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[-1].text == told


def test_states_are_the_words_of_their_acts() -> None:
    assert quote_chip("sent").word.lower() in "mark as sent"
    assert invoice_chip("issued").word.startswith(words("document.issue"))
    assert quote_chip("accepted").word == words("document.accept")
    assert quote_chip("declined").word == words("document.decline")
    assert quote_chip("withdrawn").word.startswith(words("document.withdraw")[:7])
    assert contract_chip("completed").word.startswith(words("work.complete").partition(" ")[0])
    assert contract_chip("cancelled").word.startswith(words("work.cancel").partition(" ")[0])


def words(action_id: str) -> str:
    return next(one.text for one in actions.ACTIONS if one.id == action_id)
