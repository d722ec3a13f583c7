"""What can be done with a quote that went out: accept, decline, extend, withdraw, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientdesk.domain.client import Client
from clientdesk.domain.quote import Quote
from clientdesk.i18n import _
from clientdesk.queries import document_page
from clientdesk.ui.documents import answers
from clientdesk.ui.documents.answers import Answer
from clientdesk.ui.documents.paper_acts import PaperActs
from clientdesk.usecases import capacity, contracts, invoices, quotes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.ask_card import AskCard
    from clientdesk.ui.widgets.form import Form
    from clientdesk.usecases.drafting import Writing


class QuoteActs(PaperActs):
    """The acts of the quote shown last."""

    def __init__(self, session: Session, answer: AskCard, page: QWidget) -> None:
        super().__init__(session, answer, page)
        self._quote, self._client = Quote(), Client()

    def show_paper(self, writing: Writing) -> None:
        """Turn to a paper; an invoice has none of these acts."""
        self._quote = writing.paper if isinstance(writing.paper, Quote) else Quote()
        self._client = writing.client

    def accept(self, _of: int = 0) -> None:
        """Ask who accepted, when and how."""
        quote = self._quote
        person = self._client.contact.name or self._client.name
        chosen = frozenset(line.key for line in quote.lines if line.chosen)
        room = self._session.read(capacity.of_quote, quote.id, today=self._session.today())
        self._answer.ask(
            _("The client accepts"),
            answers.acceptance(quote, self._session.today),
            Answer(by=person, on=self._session.today(), chosen=chosen),
            self._accepted,
            words=answers.room_words(room),
            save=_("Accepted"),
            key="accept",
        )

    def _accepted(self, answer: Answer, form: Form) -> bool:
        quote = self._quote
        done = self._session.run(
            quotes.accept,
            quote.id,
            by=answer.by,
            on=answer.on,
            method=answer.method,
            chosen=answer.chosen,
            form=form,
        )
        return self.done(done, _("Accepted. Make the contract next, or an invoice."), before=quote)

    def decline(self, _of: int = 0) -> None:
        """Ask why the client declined."""
        self._answer.ask(
            _("The client declines"),
            answers.reason(_("Why? The next quote learns from it.")),
            Answer(),
            self._declined,
            save=_("Declined"),
            key="decline",
        )

    def _declined(self, answer: Answer, form: Form) -> bool:
        quote = self._quote
        done = self._session.run(quotes.decline, quote.id, reason=answer.reason, form=form)
        return self.done(done, _("Noted."), before=quote)

    def extend(self, _of: int = 0) -> None:
        """Ask until when it stays valid."""
        self._answer.ask(
            _("Valid for longer"),
            answers.until(self._session.today),
            Answer(until=self._session.today()),
            self._extended,
            key="extend",
        )

    def _extended(self, answer: Answer, form: Form) -> bool:
        quote = self._quote
        done = self._session.run(
            quotes.extend,
            quote.id,
            until=answer.until,
            form=answers.At(form, {"valid_until": "until"}),
        )
        return self.done(done, _("Extended."), before=quote)

    def withdraw(self) -> None:
        """Take the quote back."""
        quote = self._quote
        self.done(self._session.run(quotes.withdraw, quote.id), _("Withdrawn."), before=quote)

    def revise(self) -> None:
        """Begin a new version."""
        done = self._session.run(quotes.revise, self._quote.id)
        if done is not None:
            self.wanted.emit("quote", done.id)

    def make_contract(self) -> None:
        """Show the contract that came of it; make it where there is none."""
        related = self._session.read(document_page.papers_of_quote, self._quote.id) or ()
        known = next((one.record_id for one in related if one.kind == "contract"), 0)
        if not known:
            made = self._session.run(contracts.from_quote, self._quote.id, on=self._session.today())
            if made is None:
                return
            known = made.id
        self._session.open_record.emit("contract", known)

    def make_invoice(self) -> None:
        """Begin an invoice over what was accepted."""
        done = self._session.run(invoices.from_quote, self._quote.id, on=self._session.today())
        if done is not None:
            self.wanted.emit("invoice", done.id)
