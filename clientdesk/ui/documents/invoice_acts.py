"""What can be done with an invoice that went out: have it paid, credit it, cancel it, put a right one in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.i18n import _
from clientdesk.ui.documents import answers
from clientdesk.ui.documents.answers import Answer
from clientdesk.ui.documents.paper_acts import PaperActs
from clientdesk.ui.documents.words import title_of
from clientdesk.usecases import credit_notes, reminders

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clientdesk.ui.session import Session
    from clientdesk.ui.widgets.ask_card import AskCard
    from clientdesk.ui.widgets.form import Form
    from clientdesk.usecases.drafting import Writing


class InvoiceActs(PaperActs):
    """The acts of the invoice shown last, or of one of its kin."""

    def __init__(self, session: Session, answer: AskCard, page: QWidget) -> None:
        super().__init__(session, answer, page)
        self._invoice = Invoice(kind=InvoiceKind.INVOICE)

    def show_paper(self, writing: Writing) -> None:
        """Turn to a paper; a quote has none of these acts."""
        paper = writing.paper
        self._invoice = paper if isinstance(paper, Invoice) else Invoice(kind=InvoiceKind.INVOICE)

    def pay(self) -> None:
        """Record a payment of it."""
        self._session.open_record.emit("pay_invoice", self._invoice.id)

    def remind(self) -> None:
        """Put a reminder in the client's language on the clipboard."""
        text = self._session.read(reminders.text, self._invoice.id, today=self._session.today())
        if text is not None:
            QGuiApplication.clipboard().setText(text)
            self._session.tell(_("The reminder is copied. Paste it into an e-mail."))

    def credit(self) -> None:
        """Begin a credit note."""
        done = self._session.run(credit_notes.draft_credit, self._invoice.id)
        if done is not None:
            self.wanted.emit("invoice", done.id)

    def cancel(self, _of: int = 0) -> None:
        """Ask why it is cancelled."""
        self._answer.ask(
            _("Cancel {paper}").format(paper=title_of(self._invoice)),
            answers.reason(_("Why? It is printed on the cancellation.")),
            Answer(),
            self._cancelled,
            words=_("A cancellation over the whole amount is issued at once. It cannot be taken back."),
            save=_("Cancel it"),
            key="cancel",
        )

    def _cancelled(self, answer: Answer, form: Form) -> bool:
        done = self._session.run(
            credit_notes.cancel,
            self._invoice.id,
            on=self._session.today(),
            reason=answer.reason,
            form=form,
        )
        return self.done(done, _("Cancelled."))

    def replace(self, _of: int = 0) -> None:
        """Ask what was wrong with it."""
        self._answer.ask(
            _("Correct {paper}").format(paper=title_of(self._invoice)),
            answers.reason(_("What was wrong? It is printed.")),
            Answer(),
            self._replaced,
            words=_("It is cancelled at once, and a draft with the same lines replaces it."),
            save=_("Correct it"),
            key="replace",
        )

    def _replaced(self, answer: Answer, form: Form) -> bool:
        done = self._session.run(
            credit_notes.correct,
            self._invoice.id,
            on=self._session.today(),
            reason=answer.reason,
            form=form,
        )
        return self.done(done, _("Cancelled. Write the right one now."))
