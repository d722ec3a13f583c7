"""One client's page: what matters, the next best step, money, people, pictures, and every record one step away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.client import Client
from clientdesk.i18n import _, ngettext, pgettext, translator
from clientdesk.queries import client_sheet
from clientdesk.queries.client_list import Standing
from clientdesk.queries.client_page import ClientPage
from clientdesk.queries.client_sheet import ClientSheet
from clientdesk.queries.client_step import ClientNext, ClientStep
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.clients import next_step, summary
from clientdesk.ui.clients.erase import EraseBlock, KeptCard
from clientdesk.ui.clients.story import IncomeBlock, MovesBlock, StoryBlock
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.facts import Facts
from clientdesk.ui.widgets.figures import Figures, leading
from clientdesk.ui.widgets.following import Following, Piece, Read
from clientdesk.ui.widgets.icon_label import IconLabel
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.record_foot import RecordFoot
from clientdesk.ui.widgets.states import client_chip
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.usecases import clients

#: What the step asks another screen for; the others are opened as the record they are about.
_ASKED = {
    ClientStep.PAYMENT: "pay_invoice",
    ClientStep.WAIT: "pay_invoice",
    ClientStep.CONTRACT: "contract_from_quote",
}


class ClientDetail(Page):
    """Shows a client and leads to what can be done next."""

    #: Another client stands here, or the same one read again: its id.
    shown_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.client_id = 0
        self._client: Client | None = None
        self._step = ClientNext(step=ClientStep.INVOICE)
        self._next = QLabel(self, objectName="client_next")
        self._next.setWordWrap(True)
        self._next.setAlignment(leading(self))
        style.set_role(self._next, role="second")
        self._matters = QLabel(self, objectName="what_matters")
        self._matters.setWordWrap(True)
        self._matters.setAlignment(leading(self))
        style.set_role(self._matters, role="rowtitle")
        self._following = Following(session, self, self._read, self._pieces)
        self._following.shown.connect(self.shown_changed)
        self._matters_card = self._quiet_card()
        self._figures = Figures(self)
        self._cards = dict(
            self._block(name, title)
            for name, title in (("documents", _("Documents")), ("contracts", _("Contracts")))
        )
        self._people = Facts(self, name="client_people")
        self._terms = Facts(self, name="client_terms")
        people = Card(_("People"), self, name="people")
        people.body.addWidget(self._people)
        people.body.addStretch(1)
        people.add_button(actions.button("clients.edit", self, self.edit, variant="link"))
        terms = Card(_("Terms and notes"), self, name="terms")
        terms.body.addWidget(self._terms)
        terms.body.addStretch(1)
        self._people_card, self._terms_card = people, terms
        self._income = IncomeBlock(self)
        self._moves = MovesBlock(session, self)
        self._story = StoryBlock(session, self)
        self.erase_block = EraseBlock(session, self)
        self._kept = KeptCard(session, self)
        self.blocks.addWidget(self.erase_block)
        self.blocks.addWidget(self._next)
        self.add(self._kept)
        self.add(self._matters_card)
        self.add(self._figures)
        self.add(self._cards["documents"][0])
        self.add(self._cards["contracts"][0])
        self.add(self._income, self._moves)
        self.add(people, terms)
        self.add(self._story)
        self._foot = RecordFoot(session, self)
        self.add(self._foot)
        self._make_head()

    def _make_head(self) -> None:
        self._pay = actions.make("clients.record_payment", self, self.record_payment)
        self._quote = actions.button("clients.new_quote", self, self.new_quote)
        self._invoice = actions.button("clients.new_invoice", self, self.new_invoice)
        self._archive = actions.make("clients.archive", self, self.archive)
        self._restore = actions.make("clients.restore", self, self.restore)
        self._contract = actions.make("clients.new_contract", self, self.new_contract)
        self._delete = actions.make("clients.delete", self, self.delete)
        self._erase = actions.make("clients.erase", self, self.erase)
        papers = [
            actions.make("clients.statement", self, self.show_statement),
            actions.make("clients.file", self, self.show_file),
        ]
        kept = (self._archive, self._restore, self._delete, self._erase)
        self._primary = actions.button("clients.next", self, self.do_next, variant="primary")
        self.head.set_buttons(
            self._quote,
            self._invoice,
            self._primary,
            menu=[self._pay, self._contract, None, *papers, None, *kept],
        )

    @property
    def wanted(self) -> int:
        """The client that stands here, or the one on its way."""
        return self._following.wanted

    def show_client(self, client_id: int) -> None:
        """Read and show the client at once."""
        self._following.show_now(client_id)

    def follow_client(self, client_id: int) -> None:
        """Show the client as soon as it is read beside the window."""
        self._following.follow(client_id)

    def forget(self) -> None:
        """Stand for no client any more."""
        self.client_id = 0
        self._following.forget()

    def focus_next(self) -> None:
        """Put the cursor on the next best step."""
        self._primary.setFocus()

    def do_next(self) -> None:
        """Do the next best step."""
        found = self._step
        if found.step is ClientStep.QUOTE:
            self.new_quote()
        elif found.step is ClientStep.INVOICE:
            self.new_invoice()
        else:
            kind = _ASKED.get(found.step, found.record_kind)
            self._session.open_record.emit(kind, found.record_id)

    def edit(self) -> None:
        """Open the editor."""
        self._session.open_record.emit("edit_client", self.client_id)

    def new_invoice(self) -> None:
        """Start an invoice for this client."""
        self._session.open_record.emit("new_invoice", self.client_id)

    def new_quote(self) -> None:
        """Start a quote for this client."""
        self._session.open_record.emit("new_quote", self.client_id)

    def new_contract(self) -> None:
        """Start a contract with this client."""
        self._session.open_record.emit("new_contract", self.client_id)

    def record_payment(self) -> None:
        """Record money from this client."""
        self._session.open_record.emit("new_payment", self.client_id)

    def show_statement(self) -> None:
        """Show the statement of account."""
        self._session.open_record.emit("client_statement", self.client_id)

    def show_file(self) -> None:
        """Show the client file."""
        self._session.open_record.emit("client_file", self.client_id)

    def archive(self) -> None:
        """Hide the client; the toast brings it back."""
        if self._session.run(clients.archive, self.client_id) is not None:
            # The way back names its client: by then another one may stand here.
            back = partial(self._session.run, clients.restore, self.client_id)
            name = self.head.title.text()
            self._session.tell(_("Archived."), undo=back, act=_("Archived {name}").format(name=name))

    def restore(self) -> None:
        """Bring the client back into the list."""
        self._session.run(clients.restore, self.client_id)

    def delete(self) -> None:
        """Move the client into the trash; the toast brings it back."""
        if self._client is not None:
            self.erase_block.delete(self._client)

    def erase(self) -> None:
        """Ask whether this person is to be erased, saying what that does."""
        self.verticalScrollBar().setValue(0)
        self.erase_block.ask_about(self.client_id)

    # Inside.

    def _read(self, client_id: int) -> Read:
        limit = self._story.limit_of(client_id)
        return partial(client_sheet.read, client_id=client_id, today=self._session.today(), happenings=limit)

    def _pieces(self, client_id: int, sheet: ClientSheet) -> list[Piece]:
        return [
            partial(self._show_head, client_id, sheet),
            partial(self._show_figures, sheet.page),
            partial(self._show_documents, sheet.page),
            partial(self._show_contracts, sheet.page),
            partial(self._income.show_income, sheet.income),
            partial(self._moves.show_moves, sheet.moves),
            partial(self._show_facts, sheet.page.client),
            partial(self._story.show_story, client_id, sheet.story, sheet.happened),
            partial(self._foot.show_record, "clients", 0 if sheet.page.client.erased_on else client_id),
        ]

    def _show_head(self, client_id: int, sheet: ClientSheet) -> None:
        if client_id != self.client_id:
            self.verticalScrollBar().setValue(0)
            self.erase_block.leave()
        self.client_id = client_id
        page, client = sheet.page, sheet.page.client
        self._client = client
        chip = None if page.standing is Standing.QUIET else client_chip(page.standing)
        if client.erased_on is not None:
            chip = Chip(pgettext("state", "Erased"))
        self.head.set_text(client.name, summary.subtitle(client), chip)
        self._archive.setVisible(not client.archived)
        self._restore.setVisible(client.archived and client.erased_on is None)
        self._matters.setText(client.what_matters)
        self._matters_card.setVisible(bool(client.what_matters))
        self._show_step(sheet.step)
        counts = page.counts
        is_blank = not (counts.quotes or counts.contracts or counts.invoices or counts.payments)
        self._delete.setVisible(is_blank)
        self._kept.show_client(client)
        self._show_acts(is_there=client.erased_on is None)

    def _show_acts(self, *, is_there: bool) -> None:
        """Offer nothing to do with a person who was erased but to look at what is kept."""
        for action in (self._pay, self._contract, self._erase):
            action.setVisible(is_there)
        if not is_there:
            self._delete.setVisible(False)
        for part in (
            self._figures,
            self._cards["documents"][0],
            self._people_card,
            self._terms_card,
            self._income,
            self._moves,
            self._story,
            self._foot,
        ):
            part.setVisible(is_there)
        if not is_there:
            for widget in (self._primary, self._quote, self._invoice, self._next):
                widget.hide()
        self._primary.setVisible(is_there)
        self.head.fold()

    def _show_figures(self, page: ClientPage) -> None:
        self._figures.set_figures(summary.figures(page))

    def _show_documents(self, page: ClientPage) -> None:
        self._fill("documents", summary.documents(page), page.counts.invoices + page.counts.quotes)

    def _show_contracts(self, page: ClientPage) -> None:
        self._cards["contracts"][0].setVisible(bool(page.counts.contracts))
        self._fill("contracts", summary.contracts(page), page.counts.contracts)

    def _show_facts(self, client: Client) -> None:
        nobody = [("", _("Nobody noted yet. A mail address here saves looking for it later."))]
        self._people.set_facts(summary.people(client) or nobody)
        self._terms.set_facts(summary.terms(client) or [("", _("As set in your business."))])

    def _quiet_card(self) -> Card:
        card = Card("", self, name="matters")
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(IconLabel("star", card, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._matters, 1)
        card.body.addLayout(row)
        self._matters.setAccessibleDescription(_("What matters most"))
        card.setToolTip(_("What matters most"))
        return card

    def _show_step(self, found: ClientNext) -> None:
        self._step = found
        text = next_step.sentence(self._step)
        self._next.setText(_("Next: {step}").format(step=text) if text else "")
        self._next.setVisible(bool(text))
        self._primary.bound_action.setText(next_step.verb(self._step))
        icons.set_icon(self._primary, next_step.ICONS[self._step.step], "on_accent", gap=6)
        # The same verb stands on the page once; its own key works all the same.
        self._quote.setVisible(self._step.step is not ClientStep.QUOTE)
        self._invoice.setVisible(self._step.step is not ClientStep.INVOICE)
        self.head.fold()

    def _block(self, name: str, title: str) -> tuple[str, tuple[Card, Timeline]]:
        card = Card(title, self, name=name)
        timeline = Timeline(card)
        timeline.opened.connect(self._session.open_record)
        card.body.addWidget(timeline)
        return name, (card, timeline)

    def _fill(self, name: str, events: Sequence[Event], count: int) -> None:
        timeline = self._cards[name][1]
        if not events:
            empty = {
                "documents": _("No documents yet. A quote or an invoice will appear here."),
                "contracts": _("No contract yet. An accepted quote becomes one, or make one from the menu."),
            }
            events = [Event(None, empty[name])]
        elif count > len(events):
            more = ngettext("and {count} more", "and {count} more", count - len(events))
            left = translator().number(count - len(events))
            events = [*events, Event(None, more.format(count=left))]
        timeline.set_events(events)
