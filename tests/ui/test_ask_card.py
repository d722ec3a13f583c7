"""A question on the page: it is asked, answered or left, and says that it is closed only when it was open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class Answer:
    reason: str = ""


def done(_answer: Answer, _form: Form) -> bool:
    return True


def test_a_question_that_is_not_asked_cannot_be_left(qtbot: QtBot) -> None:
    page = QWidget()
    card = AskCard(page, name="why")
    QVBoxLayout(page).addWidget(card)
    qtbot.addWidget(page)
    page.show()
    closed: list[bool] = []
    card.closed.connect(lambda: closed.append(True))
    card.leave()
    assert closed == []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        card.ask("Why?", [fields.text("reason", "Reason")], Answer(), done)
        assert card.form is not None
        QTest.keyClick(card.form.editor("reason"), key)
        assert not card.isVisible()
    card.leave()
    assert closed == [True, True]
    # Open in a page that is out of sight is open all the same.
    card.ask("Why?", [fields.text("reason", "Reason")], Answer(), done)
    page.hide()
    card.leave()
    assert len(closed) == 3
