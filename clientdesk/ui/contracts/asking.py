"""The few facts that an act needs, asked in the block where the act belongs; Enter does it, Escape leaves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clientdesk.domain.money import Money
from clientdesk.domain.tax import NO_TAX, Tax
from clientdesk.i18n import _, translator
from clientdesk.i18n.reading_hours import parse_hours
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.editors import ParsedEditor
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.number_editors import DecimalEditor
from clientdesk.ui.widgets.page import Separator


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed; each question uses its own part of it."""

    title: str = ""
    description: str = ""
    deliverable: str = ""
    by: str = ""
    on: date | None = None
    place: str = ""
    method: str = ""
    reference: str = ""
    reason: str = ""
    note: str = ""
    despite: str = ""
    hours: Decimal | None = None
    price: Decimal | None = None
    percent: Decimal | None = None
    amount: Money | None = None
    contract_id: int | None = None
    extra_days: int | None = None
    extra_hours: Decimal | None = None
    extra_cap_hours: Decimal | None = None
    tax: Tax = NO_TAX
    agreed: bool = False
    billable: bool = True


#: Does the act with the record that was typed, showing refusals at the form; true when it is done.
Act = Callable[[Any, Form], bool]


class HoursEditor(DecimalEditor):
    """Hours as people type them: 12h, 2.5, 1:30, 90 min."""

    def parse(self, text: str) -> Decimal:
        return parse_hours(text, translator().tag)


def hours(name: str, label: str, *, empty: object = ParsedEditor.NO_EMPTY, hint: str = "") -> Field:
    """Declare a field of hours."""
    return Field(
        name=name, label=label, make=lambda parent: HoursEditor(parent, empty=empty, unit=_("h")), hint=hint
    )


class Asking(QFrame):
    """Asks one question at a time; hidden while there is none."""

    #: A question is asked: the page closes the others and scrolls here.
    opened = Signal(object)
    #: Nothing is asked any more.
    closed = Signal()

    def __init__(self, parent: QWidget, *, name: str, ruled: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.form: Form | None = None
        self._act: Act | None = None
        self._others: dict[str, Act] = {}
        self._title = QLabel(self, objectName=f"{name}_title")
        style.set_role(self._title, role="rowtitle")
        self._words = QLabel(self, objectName=f"{name}_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="second")
        self._holder = QVBoxLayout()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens.SPACE_2)
        self._save = actions.button("answer.save", self, self.save, variant="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SPACE_1, 0, tokens.SPACE_2)
        column.setSpacing(tokens.SPACE_2)
        if ruled:
            column.addWidget(Separator(self))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._holder)
        column.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self._buttons.addWidget(actions.button("answer.leave", self, self.leave))
        self._extra = QHBoxLayout()
        self._extra.setSpacing(tokens.SPACE_2)
        self._buttons.addLayout(self._extra)
        self._buttons.addWidget(self._save)
        self.hide()

    def ask(
        self,
        title: str,
        asked: Sequence[Field | Section],
        record: Any,  # an Asked, or the record that is edited
        act: Act,
        *,
        words: str = "",
        save: str = "",
        others: Sequence[tuple[str, str, Act]] = (),
        columns: int = 3,
    ) -> None:
        """Show the question with what is known already, the cursor in its first field.

        `others` are further answers beside the first: name, words and act each.
        """
        self._act = act
        self._title.setText(title)
        self.say(words)
        self._save.bound_action.setText(save or _("Save"))
        self._empty(self._holder)
        self._empty(self._extra)
        self._others = {name: other for name, _words, other in others}
        for name, label, _other in others:
            button = actions.EnterButton(label, self, objectName=name)
            button.clicked.connect(self._answer_other)
            self._extra.addWidget(button)
        self.form = Form(asked, columns=columns, parent=self)
        self.form.set_record(record)
        self._holder.addWidget(self.form)
        self.show()
        self.form.show()
        self.opened.emit(self)
        self.form.focus_first()
        first = self.form.editor(self.form.fields[0].name)
        if isinstance(first, QLineEdit):
            # What is known already gives way to what is typed.
            first.selectAll()

    def say(self, words: str) -> None:
        """Show a sentence above the fields."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def save(self) -> None:
        """Do the act; a refusal stands at its field."""
        self._do(self._act)

    def leave(self) -> None:
        """Do nothing after all."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Escape leaves the question, not the page that has the same key.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def _answer_other(self) -> None:
        self._do(self._others[self.sender().objectName()])

    def _do(self, act: Act | None) -> None:
        if self.form is None or act is None:
            return
        answer = self.form.value()
        if answer is not None and act(answer, self.form):
            self.hide()
            self.closed.emit()

    def _empty(self, layout: QVBoxLayout | QHBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
