"""An invoice that repeats: asks for its rhythm, says when the next one follows, and stops it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.calendar import add_months
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.recurring import Recurring
from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.documents import answers
from clientdesk.ui.documents.answers import Answer
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.states import rhythm_words
from clientdesk.usecases import recurring

if TYPE_CHECKING:
    from datetime import date

#: What bills a service of its own; parts of a contract come once.
_REPEATABLE = (InvoiceKind.INVOICE, InvoiceKind.CORRECTION)


class RepeatCard(Card):
    """Stands on the page of an invoice that repeats; begins it through the page's own question."""

    def __init__(self, session: Session, answer: AskCard, parent: QWidget) -> None:
        super().__init__("", parent, name="repeating")
        self._session = session
        self._answer = answer
        self._invoice = Invoice()
        self._found: Recurring | None = None
        self._day_follows = True
        self._words = QLabel(self, objectName="repeating_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="rowtitle")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self._words, 1)
        row.addWidget(actions.button("document.stop_repeating", self, self.stop))
        self.body.addLayout(row)
        self.hide()

    @property
    def can_begin(self) -> bool:
        """Whether this paper may be repeated and is not yet."""
        return self._found is None and self._invoice.kind in _REPEATABLE and bool(self._invoice.lines)

    def show_invoice(self, invoice: Invoice) -> None:
        """Say how the invoice repeats; nothing where it does not."""
        self._invoice = invoice
        self._found = self._session.read(recurring.of_invoice, invoice)
        self.setVisible(self._found is not None)
        if self._found is not None:
            self._words.setText(rhythm_words(self._found))

    def ask(self, _of: int = 0) -> None:
        """Ask how often, from when on and on which day of the month."""
        day = self._invoice.issued_on or self._session.today()
        first = _next_after(day, self._session.today())
        self._answer.ask(
            _("Repeat this invoice"),
            answers.rhythm(self._session.today),
            Answer(every=1, first=first, day=day.day),
            self._begun,
            words=_("On each date a draft with the same lines is offered under Today."),
            save=_("Repeat"),
            key="repeat",
        )
        self._day_follows = True
        if self._answer.form is not None:
            self._answer.form.edited.connect(self._edited)

    def stop(self) -> None:
        """Make no further invoices; the toast takes it back."""
        if self._found is None:
            return
        number = self._found.id
        if self._session.run(recurring.stop, number) is not None:
            self._session.tell(
                _("It repeats no more."), undo=partial(self._session.run, recurring.resume, number)
            )

    def _begun(self, answer: Answer, form: Form) -> bool:
        done = self._session.run(
            recurring.from_invoice,
            self._invoice.id,
            every_months=answer.every,
            first_on=answer.first,
            anchor_day=answer.day,
            form=answers.At(form, {"anchor_day": "day", "next_on": "first"}),
        )
        if done is None:
            return False
        self._session.tell(rhythm_words(done), undo=partial(self._session.run, recurring.stop, done.id))
        return True

    def _edited(self, name: str) -> None:
        """Another first date brings its own day, unless a day was typed: 28 February may well mean the 31st."""
        form = self._answer.form
        if name == "day":
            self._day_follows = False
        if name != "first" or not self._day_follows or form is None:
            return
        first = form.read_into(Answer()).first
        if first is not None:
            form.editor("day").set_value(first.day)
            self._day_follows = True


def _next_after(day: date, today: date) -> date:
    """Return the first date on the invoice's own day of the month that is still to come, a month later at least."""
    months = 1
    while (found := add_months(day, months)) <= today:
        months += 1
    return found
