"""The page of one invoice that repeats: what, for whom, how often; stopped here, with a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries.recurring_list import RecurringRow
from clientdesk.ui import actions, style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.states import rhythm_words
from clientdesk.usecases import recurring


class RepeatPage(Page):
    """Shows one template; its words and prices are those of the invoice it was begun from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: RecurringRow | None = None
        self._rhythm = QLabel(self, objectName="rhythm")
        style.set_role(self._rhythm, role="rowtitle")
        self._lines = QLabel(self, objectName="repeated_lines")
        style.set_role(self._lines, role="second")
        card = Card("", self, name="repeated")
        for label in (self._rhythm, self._lines):
            label.setWordWrap(True)
            label.setAlignment(leading(self))
            card.body.addWidget(label)
        self.add(card)
        self._stop = actions.button("library.stop", self, self.stop)
        self.head.set_buttons(actions.button("library.client", self, self._open_client), self._stop)

    def show_row(self, row: RecurringRow) -> None:
        """Show `row`."""
        self._row = row
        self._stop.bound_action.setVisible(True)
        self.head.set_text(row.title, row.client)
        self._rhythm.setText(rhythm_words(row.template))
        words, currency = translator(), row.template.currency
        self._lines.setText(
            "\n".join(
                f"{line.description}  ·  {words.money(line.amount(currency))}"
                for line in row.template.lines
                if line.counts
            )
        )

    def follow(self) -> None:
        """Say what has become of it: made, stopped or taken up again."""
        if self._row is None:
            return
        template = self._session.read(recurring.get, self._row.id)
        if template is not None:
            self._stop.bound_action.setVisible(not template.archived)
            self._rhythm.setText(_("It repeats no more.") if template.archived else rhythm_words(template))

    def stop(self) -> None:
        """Make no further invoices; the toast takes it back."""
        if self._row is None:
            return
        number = self._row.id
        if self._session.run(recurring.stop, number) is not None:
            back = partial(self._session.run, recurring.resume, number)
            self._session.tell(_("It repeats no more."), undo=back)

    def _open_client(self) -> None:
        if self._row is not None:
            self._session.open_record.emit("client", self._row.template.client_id)
