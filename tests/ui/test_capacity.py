"""Before a quote is accepted, the card says whether there is room for it, and by when it fits (B4, T13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clientdesk.domain.line import Line
from clientdesk.domain.quote import QuoteState
from clientdesk.storage import tables
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import quotes
from tests.ui.conftest import TODAY
from tests.usecases.billing import line, open_german

WANTED = date(2026, 6, 26)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    made = Session(open_german(tmp_path / "book.db"), today=lambda: TODAY)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> DocumentsScreen:
    made = DocumentsScreen(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def asked(screen: DocumentsScreen, session: Session, row: Line) -> str:
    """Send a quote of this row, press Accept, and read the line above the questions."""
    draft = quotes.create(session.db, 1, on=TODAY, title="Relaunch", lines=(row,))
    quotes.change(session.db, replace(draft, not_included="None", change_terms="By the hour"))
    sent = quotes.send(session.db, draft.id, on=TODAY)
    screen.open_record("quote", sent.id)
    screen.issued._actions["document.accept"].trigger()
    words = screen.issued.answer.findChild(QLabel, "answer_words")
    return words.text() if words.isVisible() else ""


def test_b4_accepting_warns_of_what_is_short_and_names_the_honest_date_and_does_not_forbid(
    screen: DocumentsScreen, session: Session
):
    hours = replace(line("90", "Design", quantity="40"), unit="HUR", supplied_to=WANTED)
    # Six hours a day at 80 %: three days of this week and five of the next until Friday, 26 June.
    assert asked(screen, session, hours) == (
        "Free until 26 Jun 2026: 38.4 h of 40 h. Earliest honest date: Fri, 3 Jul 2026."
    )
    screen.issued.answer.save()
    (quote,) = tables.quotes.find(session.db)
    assert quote.state is QuoteState.ACCEPTED


def test_b4_a_quote_without_a_day_says_hours_and_honest_date(screen: DocumentsScreen, session: Session):
    hours = replace(line("90", "Design", quantity="12"), unit="HUR")
    assert asked(screen, session, hours) == "This takes 12 h. Earliest honest date: Fri, 19 Jun 2026."


def test_b4_a_quote_without_hours_is_asked_without_a_word_more(screen: DocumentsScreen, session: Session):
    assert not asked(screen, session, line("850", "Logo"))
