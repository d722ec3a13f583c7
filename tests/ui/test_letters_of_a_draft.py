"""A name that no font here draws: the preview, the checks and Issue say the same, and a font that is added mends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clientdesk.domain.client import Client
from clientdesk.domain.line import Line
from clientdesk.i18n import translate_error
from clientdesk.ui.documents.page import DocumentsScreen
from clientdesk.ui.session import Session
from clientdesk.usecases import clients, fonts, invoices, issuer, papers, quotes
from tests.typeset.samples import packaged
from tests.ui.conftest import TODAY
from tests.usecases.billing import line

THAI = "บริษัท ไทย"
EMOJI = "Torte 🎂 GmbH"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def book(german_book: Path) -> Path:
    return german_book


def rest(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=15_000)
    QApplication.processEvents()


def words(screen: DocumentsScreen, name: str) -> list[str]:
    return [label.text() for label in screen.findChildren(QLabel, name) if label.isVisible()]


def client_called(session: Session, name: str) -> int:
    return clients.create(session.db, Client(name=name, addresses=clients.get(session.db, 1).addresses)).id


def lines() -> tuple[Line, ...]:
    return (line("850", "Logo"),)


@pytest.mark.parametrize("name", [THAI, EMOJI, "北京云图", "山田さん", "한빛"])
def test_the_preview_the_checks_and_issue_give_one_piece_of_advice(
    qtbot: QtBot, documents: DocumentsScreen, session: Session, name: str
):
    draft = invoices.create(session.db, client_called(session, name), on=TODAY, title="Logo", lines=lines())
    documents.open_record("invoice", draft.id)
    rest(qtbot, session)
    (problem,) = [
        one for one in invoices.problems(session.db, draft, on=TODAY) if one.field.startswith("client.")
    ]
    sentence = translate_error(problem)
    assert "under Fonts" in sentence
    qtbot.waitUntil(lambda: words(documents, "preview_message") == [sentence], timeout=10_000)
    qtbot.waitUntil(
        lambda: any(label.text() == sentence for label in documents.findChildren(QLabel) if label.isVisible()
                    and label.objectName() != "preview_message"),
        timeout=10_000,
    )  # fmt: skip


def test_a_quote_is_told_the_same(session: Session):
    quote = quotes.create(session.db, client_called(session, EMOJI), on=TODAY, title="Torte", lines=lines())
    (problem,) = [
        one for one in quotes.problems(session.db, quote.id, on=TODAY) if one.field.startswith("client.")
    ]
    with pytest.raises(type(problem)) as drawn:
        papers.quote_pdf(session.db, quote, on=TODAY, draft=True)
    assert str(drawn.value) == str(problem)


def test_a_font_that_is_added_meanwhile_draws_the_open_draft(
    qtbot: QtBot, documents: DocumentsScreen, session: Session
):
    draft = invoices.create(session.db, client_called(session, THAI), on=TODAY, title="Logo", lines=lines())
    documents.open_record("invoice", draft.id)
    rest(qtbot, session)
    qtbot.waitUntil(lambda: bool(words(documents, "preview_message")), timeout=10_000)
    session.run(fonts.add_files, [packaged("thai")])
    qtbot.waitUntil(lambda: not words(documents, "preview_message"), timeout=10_000)
    assert invoices.problems(session.db, draft, on=TODAY) == ()
    assert issuer.get(session.db).name
