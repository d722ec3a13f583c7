"""The page of a paper that went out: how it stands, what was in it, and what can be done about it next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.invoice import CREDITS, DEMANDS, Invoice, InvoiceKind
from clientdesk.domain.quote import Quote, QuoteState
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import document_page
from clientdesk.queries.document_page import Movement, Related, Standing
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.documents import answers
from clientdesk.ui.documents.answers import Answer
from clientdesk.ui.documents.lines_card import LinesCard
from clientdesk.ui.documents.repeating import RepeatCard
from clientdesk.ui.documents.words import heading, title_of
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.states import invoice_chip, kind_words, method_words, quote_chip
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.usecases import capacity, contracts, credit_notes, invoices, quotes, reversals
from clientdesk.usecases.drafting import Writing

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QAction

    from clientdesk.ui.widgets.form import Form


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
        self._figures = Figures(self)
        self._lines = LinesCard(session, self)
        self._story = Timeline(self)
        self._story.opened.connect(session.open_record)
        story = Card(_("What happened"), self, name="story")
        story.body.addWidget(self._story)
        for widget in (self._step, self.answer, self._repeat, self._figures, self._lines, story, why):
            self.add(widget)
        slots = {
            "document.accept": self._accept,
            "document.decline": self._decline,
            "document.revise": self._revise,
            "document.make_contract": self._make_contract,
            "document.make_invoice": self._make_invoice,
            "document.extend": self._extend,
            "document.withdraw": self._withdraw,
            "document.pay": self._pay,
            "document.credit": self._credit,
            "document.replace": self._replace,
            "document.cancel": self._cancel,
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
        same = self._writing is not None and self._writing.paper.id == writing.paper.id
        self._writing = writing
        if not same:
            if self.answer.isVisible():
                self.answer.leave()
            self._step.show()
            self.verticalScrollBar().setValue(0)
        questions = {
            "accept": self._accept,
            "decline": self._decline,
            "extend": self._extend,
            "cancel": self._cancel,
            "replace": self._replace,
            "repeat": self._repeat.ask,
        }
        place = "quote" if writing.is_quote else "invoice"
        self.answer.stand_on(self._session, place, writing.paper.id, questions)
        self._lines.show_paper(writing, read_only=True)
        if isinstance(writing.paper, Quote):
            self._show_quote(writing.paper, writing.client.name)
        else:
            self._show_invoice(writing.paper, writing.client.name)

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
        figures = [Figure(_("Total"), speech.money(quote.totals().due), quote.title, name="total")]
        if quote.valid_until is not None:
            days = (quote.valid_until - today).days
            note = _("expired") if days < 0 else ngettext("{count} day left", "{count} days left", days)
            tone = "fault" if expired else "caption"
            if quote.state is not QuoteState.SENT:
                note, tone = "", "caption"
            words = note.format(count=speech.number(days))
            figures.append(
                Figure(_("Valid until"), speech.date(quote.valid_until), words, tone, name="valid")
            )
        if quote.acceptance is not None:
            accepted = quote.acceptance
            note = _("by {name}").format(name=accepted.by)
            figures.append(Figure(_("Accepted"), speech.date(accepted.on), note, name="accepted"))
        self._figures.set_figures(figures)
        why = _(
            "A version that was sent stays as the client has it. To change something, make a new version."
        )
        self._why.setText(why)
        related = self._session.read(document_page.papers_of_quote, quote.id) or ()
        versions = self._session.read(quotes.revisions, quote.id) or ()
        words = _("Version {number} sent")
        self._tell(
            [Event(row.sent_on, words.format(number=speech.number(row.revision))) for row in versions],
            related,
        )
        sent_now = quote.state is QuoteState.SENT
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

    def _accept(self, _of: int = 0) -> None:
        quote = self._quote()
        person = self._writing.client.contact.name or self._writing.client.name if self._writing else ""
        chosen = frozenset(line.key for line in quote.lines if line.chosen)
        room = self._session.read(capacity.of_quote, quote.id, today=self._session.today())
        self.answer.ask(
            _("The client accepts"),
            answers.acceptance(quote, self._session.today),
            Answer(by=person, on=self._session.today(), chosen=chosen),
            self._accepted,
            words=answers.room_words(room),
            save=_("Accepted"),
            key="accept",
        )

    def _accepted(self, answer: Answer, form: Form) -> bool:
        quote = self._quote()
        done = self._session.run(
            quotes.accept,
            quote.id,
            by=answer.by,
            on=answer.on,
            method=answer.method,
            chosen=answer.chosen,
            form=form,
        )
        return self._done(done, _("Accepted. Make the contract next, or an invoice."), before=quote)

    def _decline(self, _of: int = 0) -> None:
        self.answer.ask(
            _("The client declines"),
            answers.reason(_("Why? The next quote learns from it.")),
            Answer(),
            self._declined,
            save=_("Declined"),
            key="decline",
        )

    def _declined(self, answer: Answer, form: Form) -> bool:
        quote = self._quote()
        done = self._session.run(quotes.decline, quote.id, reason=answer.reason, form=form)
        return self._done(done, _("Noted."), before=quote)

    def _extend(self, _of: int = 0) -> None:
        self.answer.ask(
            _("Valid for longer"),
            answers.until(self._session.today),
            Answer(until=self._session.today()),
            self._extended,
            key="extend",
        )

    def _extended(self, answer: Answer, form: Form) -> bool:
        quote = self._quote()
        done = self._session.run(
            quotes.extend,
            quote.id,
            until=answer.until,
            form=answers.At(form, {"valid_until": "until"}),
        )
        return self._done(done, _("Extended."), before=quote)

    def _withdraw(self) -> None:
        quote = self._quote()
        self._done(self._session.run(quotes.withdraw, quote.id), _("Withdrawn."), before=quote)

    def _revise(self) -> None:
        done = self._session.run(quotes.revise, self._quote().id)
        if done is not None:
            self.wanted.emit("quote", done.id)

    def _make_contract(self) -> None:
        related = self._session.read(document_page.papers_of_quote, self._quote().id) or ()
        known = next((one.record_id for one in related if one.kind == "contract"), 0)
        if not known:
            made = self._session.run(contracts.from_quote, self._quote().id, on=self._session.today())
            if made is None:
                return
            known = made.id
        self._session.open_record.emit("contract", known)

    def _make_invoice(self) -> None:
        done = self._session.run(invoices.from_quote, self._quote().id, on=self._session.today())
        if done is not None:
            self.wanted.emit("invoice", done.id)

    # An invoice or one of its kin.

    def _show_invoice(self, invoice: Invoice, client: str) -> None:
        today, speech = self._session.today(), translator()
        standing = self._session.read(document_page.standing, invoice, today=today)
        if standing is None:
            return
        issued = speech.date(invoice.issued_on) if invoice.issued_on else ""
        self.head.set_text(*heading(invoice, client, issued), invoice_chip(standing.state))
        self._figures.set_figures(self._money_figures(invoice, standing))
        self._why.setText(
            _(
                "An issued paper never changes. A mistake is put right by a paper of its own: "
                "a credit note, a cancellation or a correction."
            )
        )
        self._tell(
            [Event(invoice.issued_on, _("Issued")), *(_event(one) for one in standing.movements)],
            standing.related,
        )
        can_credit = invoice.kind in DEMANDS and standing.credited < standing.due
        self._repeat.show_invoice(invoice)
        rest = [] if invoice.kind in CREDITS else ["document.copy"]
        if self._repeat.can_begin:
            rest.append("document.repeat")
        if can_credit:
            rest += ["", "document.credit"]
        if can_credit and not standing.credited:
            rest += ["document.replace", "document.cancel"]
        rest += ["", "document.edit_client"]
        if standing.open.minor > 0:
            self._offer(_open_words(invoice, today), ["document.pay"], rest)
        elif standing.open.minor < 0:
            words = _("{amount} too much was paid.").format(amount=speech.money(-standing.open))
            self._offer(words, ["document.edit_client"], rest)
        elif invoice.kind in CREDITS:
            self._offer(_("This takes back what was billed."), ["document.edit_client"], rest, primary=False)
        else:
            done = _("Credited in full.") if standing.credited == standing.due else _("Paid in full.")
            self._offer(done, ["document.copy"], rest, primary=False)

    def _money_figures(self, invoice: Invoice, standing: Standing) -> list[Figure]:
        speech, today = translator(), self._session.today()
        if invoice.kind in CREDITS:
            return [Figure(_("Credited"), speech.money(standing.due), invoice.reason, name="credited")]
        note, tone = "", "caption"
        if invoice.due_on is not None and standing.open.minor > 0:
            late = (today - invoice.due_on).days
            note = _("due {date}").format(date=speech.date(invoice.due_on))
            if late > 0:
                words = ngettext("{count} day late", "{count} days late", late)
                note, tone = joined(note, words.format(count=speech.number(late)), mark=", "), "fault"
        figures = [Figure(_("Asked for"), speech.money(standing.due), invoice.title, name="due")]
        if standing.credited:
            figures.append(Figure(_("Credited"), speech.money(standing.credited), name="credited"))
        figures.append(Figure(_("Paid"), speech.money(standing.paid + standing.settled), name="paid"))
        still = _("To refund") if standing.open.minor < 0 else _("Still open")
        figures.append(Figure(still, speech.money(abs(standing.open)), note, tone, name="open"))
        return figures

    def _pay(self) -> None:
        self._session.open_record.emit("pay_invoice", self._invoice().id)

    def _credit(self) -> None:
        done = self._session.run(credit_notes.draft_credit, self._invoice().id)
        if done is not None:
            self.wanted.emit("invoice", done.id)

    def _cancel(self, _of: int = 0) -> None:
        self.answer.ask(
            _("Cancel {paper}").format(paper=title_of(self._invoice())),
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
            self._invoice().id,
            on=self._session.today(),
            reason=answer.reason,
            form=form,
        )
        return self._done(done, _("Cancelled."))

    def _replace(self, _of: int = 0) -> None:
        self.answer.ask(
            _("Correct {paper}").format(paper=title_of(self._invoice())),
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
            self._invoice().id,
            on=self._session.today(),
            reason=answer.reason,
            form=form,
        )
        return self._done(done, _("Cancelled. Write the right one now."))

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

    def _done(self, done: Quote | Invoice | None, words: str, *, before: Quote | None = None) -> bool:
        if done is None:
            return False
        back = partial(self._session.run, reversals.quote, before) if before is not None else None
        self._session.tell(words, undo=back, act=f"{title_of(done)}: {words}")
        self.wanted.emit("quote" if isinstance(done, Quote) else "invoice", done.id)
        return True

    def _offer(self, words: str, order: list[str], rest: list[str], *, primary: bool = True) -> None:
        """Show the next steps, the best one last; the rest is in the menu."""
        for action in self._actions.values():
            action.setEnabled(False)
        for name in (*order, *filter(None, rest)):
            self._actions[name].setEnabled(True)
        self._step.show_steps(words, [self._actions[name] for name in order], primary=primary)
        menu: list[QAction | None] = [self._actions[name] if name else None for name in rest]
        self.head.set_buttons(menu=menu)

    def _tell(self, events: list[Event], related: tuple[Related, ...]) -> None:
        draft = _("Draft")
        for one in related:
            what = {"contract": _("Contract"), "quote": _("Quote")}.get(one.what) or kind_words(one.what)
            words = f"{what} {one.number}" if one.number else f"{what} ({draft})"
            events.append(Event(None, words, kind=one.kind, id=one.record_id))
        self._story.set_events(events)

    def _draw_lock(self) -> None:
        self._lock.setPixmap(icons.pixmap("lock", "third"))

    def _quote(self) -> Quote:
        paper = self._writing.paper if self._writing else None
        return paper if isinstance(paper, Quote) else Quote()

    def _invoice(self) -> Invoice:
        paper = self._writing.paper if self._writing else None
        return paper if isinstance(paper, Invoice) else Invoice(kind=InvoiceKind.INVOICE)


class NextStep(Card):
    """One sentence about where things stand, and the buttons that lead on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="next_step")
        self._words = QLabel(self, objectName="next_step_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="rowtitle")
        self._buttons: list[actions.ActionButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.SPACE_2)
        self._row.addWidget(self._words, 1)
        self.body.addLayout(self._row)

    def show_steps(self, words: str, steps: list[QAction], *, primary: bool) -> None:
        """Show `words` and a button per step; the last is the primary one, if there is one."""
        self._words.setText(words)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [
            actions.ActionButton(step, self, variant="primary" if primary and step is steps[-1] else "plain")
            for step in steps
        ]
        for button in self._buttons:
            self._row.addWidget(button)
            button.show()

    def focus_last(self) -> None:
        """Put the cursor on the best step."""
        if self._buttons:
            self._buttons[-1].setFocus()


def _open_words(invoice: Invoice, today: date) -> str:
    if invoice.due_on is None:
        return _("Waiting for the money.")
    late = (today - invoice.due_on).days
    if late > 0:
        words = ngettext("Overdue by {count} day.", "Overdue by {count} days.", late)
        return words.format(count=translator().number(late))
    return _("The money is due on {date}.").format(date=translator().date(invoice.due_on))


def _event(movement: Movement) -> Event:
    leads = movement.kind in {"payment", "invoice"}
    return Event(
        movement.on,
        _movement_words(movement),
        amount=translator().money(movement.amount),
        kind=movement.kind if leads else "",
        id=movement.record_id if leads else 0,
    )


def _movement_words(movement: Movement) -> str:
    if movement.kind == "payment":
        return _("Payment, {method}").format(method=method_words(movement.words))
    if movement.kind == "settlement":
        return {
            "withheld_tax": _("Tax withheld"),
            "bank_fee": _("Bank fee"),
            "write_off": _("Written off"),
            "exchange_difference": _("Exchange difference"),
        }.get(movement.words, movement.words)
    return _("Credited by {number}").format(number=movement.words)
