"""The page of a paper that went out: how it stands, what was in it, and what can be done about it next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.invoice import CREDITS, DEMANDS, Invoice
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.documents.invoice_acts import InvoiceActs
from clientdesk.ui.documents.lines_card import LinesCard
from clientdesk.ui.documents.next_step import NextStep
from clientdesk.ui.documents.paper_figures import invoice_figures, open_words, quote_figures
from clientdesk.ui.documents.paper_story import (
    Story,
    accepted,
    moved,
    read_story,
    related_events,
    versions_sent,
)
from clientdesk.ui.documents.quote_acts import QuoteActs
from clientdesk.ui.documents.repeating import RepeatCard
from clientdesk.ui.documents.words import heading
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.figures import Figures
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.record_foot import RecordFoot
from clientdesk.ui.widgets.states import invoice_chip, quote_chip
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.usecases import invoices, quotes
from clientdesk.usecases.drafting import Writing

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class IssuedPage(Page):
    """Shows one quote or invoice that does not change any more."""

    #: Show another record, or this one anew: kind and id.
    wanted = Signal(str, int)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("issued")
        self._session = session
        self._writing: Writing | None = None
        self._why = QLabel(self, objectName="why_fixed")
        self._why.setWordWrap(True)
        style.set_role(self._why, role="caption")
        self._lock = QLabel(self)
        why = QWidget(self)
        row = QHBoxLayout(why)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self._lock)
        row.addWidget(self._why, 1)
        self._step = NextStep(self)
        self.answer = AskCard(self, name="answer")
        self.answer.opened.connect(self._step.hide)
        self.answer.closed.connect(self._answer_closed)
        self._repeat = RepeatCard(session, self.answer, self)
        self._quotes = QuoteActs(session, self.answer, self)
        self._invoices = InvoiceActs(session, self.answer, self)
        for acts in (self._quotes, self._invoices):
            acts.wanted.connect(self.wanted)
        self._figures = Figures(self)
        self._lines = LinesCard(session, self)
        self._story = Timeline(self)
        self._story.opened.connect(session.open_record)
        story = Card(_("What happened"), self, name="story")
        story.body.addWidget(self._story)
        self._foot = RecordFoot(session, self)
        shown = (self._step, self.answer, self._repeat, self._figures, self._lines, story, self._foot, why)
        for widget in shown:
            self.add(widget)
        slots = {
            "document.accept": self._quotes.accept,
            "document.decline": self._quotes.decline,
            "document.revise": self._quotes.revise,
            "document.make_contract": self._quotes.make_contract,
            "document.make_invoice": self._quotes.make_invoice,
            "document.extend": self._quotes.extend,
            "document.withdraw": self._quotes.withdraw,
            "document.pay": self._invoices.pay,
            "document.remind": self._invoices.remind,
            "document.credit": self._invoices.credit,
            "document.replace": self._invoices.replace,
            "document.cancel": self._invoices.cancel,
            "document.copy": self._copy,
            "document.repeat": self._repeat.ask,
            "document.edit_client": self._open_client,
        }
        self._actions = {name: actions.make(name, self, slot) for name, slot in slots.items()}
        self.head.set_back(actions.button("document.list", self, self._leave, variant="icon"))
        style.theme().changed.connect(self._draw_lock)
        self._draw_lock()

    @property
    def writing(self) -> Writing | None:
        """What is shown."""
        return self._writing

    def show_paper(self, writing: Writing) -> None:
        """Show a paper that went out."""
        story = self._session.read(read_story, writing, today=self._session.today())
        if story is not None:
            for piece in self.pieces(writing, story):
                piece()

    def pieces(self, writing: Writing, story: Story) -> list[Piece]:
        """Return what shows a paper, step by step, each less than a frame."""
        paper = writing.paper
        what: list[Piece] = (
            [
                partial(self._show_quote, paper, writing.client.name),
                partial(self._tell_quote, paper, story),
                partial(self._offer_quote, paper),
            ]
            if isinstance(paper, Quote)
            else [
                partial(self._show_invoice, paper, writing.client.name, story),
                partial(self._tell_invoice, paper, story),
                partial(self._offer_invoice, paper, story),
            ]
        )
        lines = partial(self._lines.show_paper, writing, read_only=True)
        return [partial(self._turn_to, writing), lines, *what, partial(self._show_foot, paper)]

    def _show_foot(self, paper: Quote | Invoice) -> None:
        if isinstance(paper, Quote):
            self._foot.show_record("quotes", paper.id)
        else:
            self._foot.show_record("invoices", paper.id, issued_on=paper.issued_on)

    def _turn_to(self, writing: Writing) -> None:
        same = self._writing is not None and self._writing.paper.id == writing.paper.id
        self._writing = writing
        self._quotes.show_paper(writing)
        self._invoices.show_paper(writing)
        if not same:
            if not self.answer.isHidden():
                self.answer.leave()
            self._step.show()
            self.verticalScrollBar().setValue(0)
        questions = {
            "accept": self._quotes.accept,
            "decline": self._quotes.decline,
            "extend": self._quotes.extend,
            "cancel": self._invoices.cancel,
            "replace": self._invoices.replace,
            "repeat": self._repeat.ask,
        }
        place = "quote" if writing.is_quote else "invoice"
        self.answer.stand_on(self._session, place, writing.paper.id, questions)

    def _answer_closed(self) -> None:
        self._step.show()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor on the next best step."""
        self._step.focus_last()

    # A quote.

    def _show_quote(self, quote: Quote, client: str) -> None:
        self._repeat.hide()
        today = self._session.today()
        expired = quote.has_expired(today)
        state = "expired" if expired else quote.state.value
        speech = translator()
        sent = speech.date(quote.sent_on) if quote.sent_on else ""
        self.head.set_text(*heading(quote, client, sent), quote_chip(state))
        self._figures.set_figures(quote_figures(quote, today))
        why = _(
            "A version that was sent stays as the client has it. To change something, make a new version."
        )
        self._why.setText(why)

    def _tell_quote(self, quote: Quote, story: Story) -> None:
        events = [*versions_sent(story.versions), *accepted(quote), *related_events(story.related)]
        self._story.set_events(events)

    def _offer_quote(self, quote: Quote) -> None:
        sent_now, expired = quote.state is QuoteState.SENT, quote.has_expired(self._session.today())
        rest = ["document.copy", "", "document.edit_client"]
        if sent_now:
            rest = ["document.extend", "document.withdraw", *rest]
        if quote.state is QuoteState.ACCEPTED:
            rest = ["document.revise", *rest]
            words = _("Accepted. Make the contract next, or an invoice.")
            self._offer(words, ["document.make_invoice", "document.make_contract"], rest)
        elif sent_now and not expired:
            order = ["document.decline", "document.revise", "document.accept"]
            self._offer(_("What does the client say?"), order, rest)
        elif sent_now:
            words = _("It has expired. Extend it, or make a new version.")
            self._offer(words, ["document.extend", "document.revise"], rest)
        elif quote.decline_reason:
            words = _("Declined: {reason}").format(reason=quote.decline_reason)
            self._offer(words, ["document.revise"], rest)
        else:
            self._offer(_("Withdrawn."), ["document.revise"], rest, primary=False)

    # An invoice or one of its kin.

    def _show_invoice(self, invoice: Invoice, client: str, story: Story) -> None:
        today, speech, standing = self._session.today(), translator(), story.standing
        if standing is None:
            return
        issued = speech.date(invoice.issued_on) if invoice.issued_on else ""
        self.head.set_text(*heading(invoice, client, issued), invoice_chip(standing.state))
        self._figures.set_figures(invoice_figures(invoice, standing, today))
        self._why.setText(
            _(
                "An issued document never changes. A mistake is put right by a document of its own: "
                "a credit note, a cancellation or a correction."
            )
        )
        self._repeat.show_invoice(invoice)

    def _tell_invoice(self, invoice: Invoice, story: Story) -> None:
        standing = story.standing
        if standing is not None:
            issuing = Event(invoice.issued_on, _("Issued"))
            moves = map(moved, standing.movements)
            self._story.set_events([issuing, *moves, *related_events(standing.related)])

    def _offer_invoice(self, invoice: Invoice, story: Story) -> None:
        today, speech, standing = self._session.today(), translator(), story.standing
        if standing is None:
            return
        can_credit = invoice.kind in DEMANDS and standing.credited < standing.due
        rest = [] if invoice.kind in CREDITS else ["document.copy"]
        if self._repeat.can_begin:
            rest.append("document.repeat")
        if can_credit:
            rest += ["", "document.credit"]
        if can_credit and not standing.credited:
            rest += ["document.replace", "document.cancel"]
        rest += ["", "document.edit_client"]
        if standing.open.minor > 0:
            is_late = invoice.due_on is not None and invoice.due_on < today
            steps = ["document.remind", "document.pay"] if is_late else ["document.pay"]
            self._offer(open_words(invoice, today), steps, rest)
        elif standing.open.minor < 0:
            words = _("{amount} too much was paid.").format(amount=speech.money(-standing.open))
            self._offer(words, ["document.edit_client"], rest)
        elif invoice.kind in CREDITS:
            self._offer(_("This takes back what was billed."), ["document.edit_client"], rest, primary=False)
        else:
            done = _("Credited in full.") if standing.credited == standing.due else _("Paid in full.")
            self._offer(done, ["document.copy"], rest, primary=False)

    # Both.

    def _copy(self) -> None:
        writing = self._writing
        if writing is None:
            return
        usecase = quotes.copy if writing.is_quote else invoices.copy
        done = self._session.run(usecase, writing.paper.id, on=self._session.today())
        if done is not None:
            self.wanted.emit("quote" if writing.is_quote else "invoice", done.id)

    def _open_client(self) -> None:
        if self._writing is not None:
            self._session.open_record.emit("client", self._writing.client.id)

    def _leave(self) -> None:
        if self.answer.isVisible():
            self.answer.leave()
        else:
            self.left.emit()

    def _offer(self, words: str, order: list[str], rest: list[str], *, primary: bool = True) -> None:
        """Show the next steps, the best one last; the rest is in the menu."""
        for action in self._actions.values():
            action.setEnabled(False)
        for name in (*order, *filter(None, rest)):
            self._actions[name].setEnabled(True)
        self._step.show_steps(words, [self._actions[name] for name in order], primary=primary)
        menu: list[QAction | None] = [self._actions[name] if name else None for name in rest]
        self.head.set_buttons(menu=menu)

    def _draw_lock(self) -> None:
        self._lock.setPixmap(icons.pixmap("lock", "third"))
