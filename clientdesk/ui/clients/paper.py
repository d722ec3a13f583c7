"""A paper about a client beside its facts: the statement of account with its days, the client file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.i18n import _, pgettext, translator
from clientdesk.ui import actions, style
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.usecases import client_papers, clients

if TYPE_CHECKING:
    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.preview import Work

STATEMENT, FILE = "client_statement", "client_file"


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a statement."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """What makes the paper, and the name offered for its file."""

    work: Work
    name: str


class ClientPaper(Page):
    """Says which paper is shown, lets one choose the days of a statement, and leads back."""

    left = Signal()
    #: Another page is to be drawn: what `wanted` says.
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind, self._client_id, self._client = STATEMENT, 0, ""
        self._about = _label("rowtitle", "paper_about")
        self._words = _label("second", "paper_words")
        today = session.today
        self._form = Form(
            [
                fields.date(
                    "first", pgettext("period", "From"), today=today, empty=fields.REQUIRED, happened=True
                ),
                fields.date(
                    "last", pgettext("period", "To"), today=today, empty=fields.REQUIRED, happened=True
                ),
            ],
            parent=self,
        )
        self._form.edited.connect(self._edited)
        self._form.left.connect(self._edited)
        for name in ("first", "last"):
            self._form.editor(name).returnPressed.connect(self._entered)
        self._days = Days(today(), today())
        card = Card("", self, name="paper_facts")
        card.body.addWidget(self._about)
        card.body.addWidget(self._form)
        card.body.addWidget(self._words)
        self.add(card)
        self._back = actions.button("client_paper.leave", self, self.left.emit, variant="icon")
        self.head.set_back(self._back)

    @property
    def kind(self) -> str:
        """Which paper is shown."""
        return self._kind

    @property
    def client_id(self) -> int:
        """Whose paper is shown."""
        return self._client_id

    def show_paper(self, kind: str, client_id: int) -> bool:
        """Turn to a paper of a client, a statement with its usual days; tell whether there is such a client."""
        client = self._session.read(clients.get, client_id)
        if client is None:
            return False
        self._kind, self._client_id, self._client = kind, client_id, client.name
        self.head.set_text(client.name)
        is_statement = kind == STATEMENT
        if is_statement:
            first, last = client_papers.period(self._session.db, client_id, on=self._session.today())
            self._days = Days(first, last)
            self._form.set_record(self._days)
        self._form.setVisible(is_statement)
        self._about.setText(_("Statement of account") if is_statement else _("Client file"))
        self._words.setText(
            _(
                "From the beginning of the financial year, or from the oldest open document if that is earlier. "
                "It is drawn from your books each time: save or print it to send it."
            )
            if is_statement
            else _("Everything about this client on paper, for your own desk. It is drawn anew each time.")
        )
        return True

    def wanted(self) -> Wanted:
        """Return what draws the paper as it is asked for now."""
        today, client_id = self._session.today(), self._client_id
        if self._kind == STATEMENT:
            first, last = self._days.first, self._days.last
            work = partial(client_papers.statement_pdf, client_id=client_id, first=first, last=last, on=today)
            return Wanted(work, f"{self._about.text()} {self._client} {last.isoformat()}.pdf")
        language = translator().tag
        work = partial(client_papers.client_file_pdf, client_id=client_id, on=today, language=language)
        return Wanted(work, f"{self._about.text()} {self._client}.pdf")

    def focus_first(self) -> None:
        """Put the cursor on the way back: the page is read first."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, _name: str) -> None:
        # Half a date may mean another day: the one under the cursor waits.
        self._take(self._form.read_into(self._days, typing=True))

    def _entered(self) -> None:
        days = self._form.value()
        if days is not None:
            self._take(days)

    def _take(self, days: Days) -> None:
        if days != self._days:
            self._days = days
            self.changed.emit()


def _label(role: str, name: str) -> QLabel:
    made = QLabel(objectName=name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    style.set_role(made, role=role)
    made.setAlignment(leading(made))
    return made
