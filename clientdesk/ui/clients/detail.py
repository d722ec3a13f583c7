"""One client's page: what matters, the money, the next date, and every record made for it, one step away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.domain.client import Client
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import client_page
from clientdesk.queries.client_page import ClientPage, CurrencyFigures, InvoiceRow, NextKind, PaymentRow
from clientdesk.queries.quote_list import QuoteRow
from clientdesk.ui import actions
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.states import contract_chip, invoice_chip, kind_words, method_words, quote_chip
from clientdesk.ui.widgets.timeline import Event, Timeline
from clientdesk.usecases import clients


class ClientDetail(Page):
    """Shows a client and leads to what can be done next."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.client_id = 0
        self._matters = QLabel(self, objectName="what_matters")
        self._matters.setWordWrap(True)
        self._matters.setTextFormat(Qt.TextFormat.PlainText)
        self._matters_card = Card(_("What matters most"), self)
        self._matters_card.body.addWidget(self._matters)
        self._figures = Figures(self)
        self._cards = {
            name: (card, timeline)
            for name, card, timeline in (
                self._block("documents", _("Documents")),
                self._block("contracts", _("Contracts")),
                self._block("payments", _("Payments")),
            )
        }
        self._facts = QLabel(self, objectName="client_facts")
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        facts_card = Card(_("Contact and terms"), self)
        facts_card.body.addWidget(self._facts)
        facts_card.add_button(actions.button("clients.edit", self, self.edit, variant="link"))
        self.add(self._matters_card)
        self.add(self._figures)
        self.add(self._cards["documents"][0])
        self.add(self._cards["contracts"][0], self._cards["payments"][0])
        self.add(facts_card)
        self._pay = actions.make("clients.record_payment", self, self.record_payment)
        self._quote = actions.button("clients.new_quote", self, self.new_quote)
        self._invoice = actions.button("clients.new_invoice", self, self.new_invoice, variant="primary")
        self._archive = actions.make("clients.archive", self, self.archive)
        self._restore = actions.make("clients.restore", self, self.restore)
        self._contract = actions.make("clients.new_contract", self, self.new_contract)
        self.head.set_buttons(
            self._quote,
            self._invoice,
            menu=[self._pay, self._contract, None, self._archive, self._restore],
        )

    def show_client(self, client_id: int) -> None:
        """Read and show the client."""
        page = self._session.read(client_page.load, client_id, today=self._session.today())
        if page is None:
            return
        self.client_id = client_id
        client = page.client
        chip = Chip(_("Archived"), Kind.QUIET) if client.archived else None
        self.head.set_text(client.name, subtitle(client), chip)
        self._archive.setVisible(not client.archived)
        self._restore.setVisible(client.archived)
        self._matters.setText(client.what_matters)
        self._matters_card.setVisible(bool(client.what_matters))
        self._figures.set_figures(figures(page))
        self._fill("documents", documents(page), page.counts.invoices + page.counts.quotes)
        self._fill("contracts", contracts(page), page.counts.contracts)
        self._fill("payments", [_payment(row) for row in page.payments], page.counts.payments)
        self._facts.setText(facts(client))

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

    def archive(self) -> None:
        """Hide the client; the toast brings it back."""
        if self._session.run(clients.archive, self.client_id) is not None:
            back = partial(self._session.run, clients.restore, self.client_id)
            name = self.head.title.text()
            self._session.tell(_("Archived."), undo=back, act=_("Archived {name}").format(name=name))

    def restore(self) -> None:
        """Bring the client back into the list."""
        self._session.run(clients.restore, self.client_id)

    def _block(self, name: str, title: str) -> tuple[str, Card, Timeline]:
        card = Card(title, self, name=name)
        timeline = Timeline(card)
        timeline.opened.connect(self._session.open_record)
        card.body.addWidget(timeline)
        return name, card, timeline

    def _fill(self, name: str, events: Sequence[Event], count: int) -> None:
        timeline = self._cards[name][1]
        if not events:
            empty = {
                "documents": _("No papers yet. A quote or an invoice will stand here."),
                "contracts": _("No contract yet. Accept a quote, or make one from the menu."),
                "payments": _("No payments yet."),
            }
            events = [Event(None, empty[name])]
        elif count > len(events):
            more = ngettext("and {count} more", "and {count} more", count - len(events))
            events = [*events, Event(None, more.format(count=count - len(events)))]
        timeline.set_events(events)


def subtitle(client: Client) -> str:
    """Return the line below the name."""
    return " · ".join(part for part in (client.latin_name, client.address.city, client.number) if part)


def figures(page: ClientPage) -> list[Figure]:
    """Return the key figures; amounts of different currencies are never added."""
    words = translator()
    shown = list(page.figures)

    def amounts(name: str) -> str:
        values = [getattr(row, name) for row in shown if getattr(row, name)]
        return "\n".join(words.money(value) for value in values) or "–"

    late = [row.overdue for row in shown if row.overdue]
    note = _("{amount} overdue").format(amount=words.money(late[0])) if late else ""
    result = [
        Figure(_("Outstanding"), amounts("outstanding"), note, "fault", "outstanding"),
        Figure(_("Paid this year"), amounts("paid_this_year"), "", "caption", "paid"),
        Figure(_("Prepaid balance"), amounts("prepaid"), _credit(shown), "caption", "prepaid"),
    ]
    if page.next_date is not None:
        kinds = {
            NextKind.MILESTONE: _("Milestone"),
            NextKind.DUE: _("Payment due"),
            NextKind.QUOTE: _("Quote ends"),
        }
        text = f"{kinds[page.next_date.kind]}: {page.next_date.title}"
        result.append(Figure(_("Next date"), words.date(page.next_date.on), text, "caption", "next"))
    return result


def _credit(shown: Sequence[CurrencyFigures]) -> str:
    credits_ = [row.credit for row in shown if row.credit]
    if not credits_:
        return ""
    return _("{amount} paid, not yet allocated").format(amount=translator().money(credits_[0]))


def documents(page: ClientPage) -> list[Event]:
    """Return quotes and invoices together, drafts first, then the newest."""
    events = [_quote(row) for row in page.quotes] + [_invoice(row) for row in page.invoices]
    return sorted(events, key=_newest_first, reverse=True)


def contracts(page: ClientPage) -> list[Event]:
    """Return the contracts."""
    words = translator()
    return [
        Event(
            row.starts_on,
            " · ".join(part for part in (row.number, row.title) if part) or _("Contract"),
            amount=words.money(row.net),
            chip=contract_chip(row.state),
            kind="contract",
            id=row.id,
        )
        for row in page.contracts
    ]


def facts(client: Client) -> str:
    """Return contacts, addresses and terms, a line each."""
    lines = [
        " · ".join(part for part in (contact.name, contact.role, contact.email, contact.phone) if part)
        for contact in client.contacts
    ]
    for address in client.addresses:
        town = " ".join(part for part in (address.postal_code, address.city) if part)
        lines.append(", ".join(part for part in (address.street, town, address.country) if part))
    lines += [f"{tax_id.kind.upper().replace('_', ' ')}: {tax_id.value}" for tax_id in client.tax_ids]
    if client.due_days is not None:
        days = ngettext("{count} day to pay", "{count} days to pay", client.due_days)
        lines.append(days.format(count=client.due_days))
    if client.source:
        lines.append(_("Came from: {source}").format(source=client.source))
    if client.notes:
        lines += ["", client.notes]
    return "\n".join(lines) or _("Nothing noted yet.")


def _newest_first(event: Event) -> str:
    return event.day.isoformat() if event.day else "9999"


def _quote(row: QuoteRow) -> Event:
    title = " · ".join(part for part in (_("Quote"), row.number, row.title) if part)
    amount = translator().money(row.gross) if row.gross is not None else ""
    return Event(row.sent_on, title, amount=amount, chip=quote_chip(row.chip), kind="quote", id=row.id)


def _invoice(row: InvoiceRow) -> Event:
    title = " · ".join(part for part in (kind_words(row.kind), row.number, row.title) if part)
    amount = translator().money(row.due) if row.due is not None else ""
    return Event(
        row.issued_on, title, amount=amount, chip=invoice_chip(_state(row)), kind="invoice", id=row.id
    )


def _state(row: InvoiceRow) -> str:
    if row.balance is None or row.due is None:
        return "draft"
    if row.kind in {"credit_note", "cancellation", "receipt_voucher", "refund_voucher"}:
        return "issued"
    if row.is_overdue:
        return "overdue"
    if row.balance.minor < 0:
        return "refund_due"
    if not row.balance:
        return "paid"
    return "open" if row.balance == row.due else "part_paid"


def _payment(row: PaymentRow) -> Event:
    words = translator()
    amount = row.amount if row.direction == "in" else -row.amount
    text = " · ".join(part for part in (method_words(row.method), row.reference) if part)
    return Event(row.on, text or _("Payment"), amount=words.money(amount), kind="payment", id=row.id)
