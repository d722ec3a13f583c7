"""Prepaid money that is held for one contract: how much, and how it came and went (B7)."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries import contract_page
from clientdesk.queries.contract_page import LedgerLine
from clientdesk.queries.money_list import MoneyRow
from clientdesk.ui import actions, style
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.ledger_steps import LedgerSteps
from clientdesk.ui.widgets.page import Card, Page


class HeldDetail(Page):
    """Prepaid money that is held for a contract (B7)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: MoneyRow | None = None
        self._figures = Figures(self)
        self._words = QLabel(_("What is held is deducted from the final invoice by itself."), self)
        self._words.setWordWrap(True)
        style.set_role(self._words, role="hint")
        self._lines: tuple[LedgerLine, ...] = ()
        self._ledger = LedgerSteps(self, name="held_chart")
        self._ledger.opened.connect(self._open_step)
        ledger_card = Card(_("Movements"), self, name="held_ledger")
        ledger_card.body.addWidget(self._ledger)
        ledger_card.body.addWidget(self._words)
        self.add(self._figures)
        self.add(ledger_card)
        actions.make("money.record", self, self.record)
        self.head.set_buttons(
            actions.button("money.contract", self, self.open_contract, variant="primary"),
            menu=[actions.make("money.client", self, self.open_client)],
        )

    def show_row(self, row: MoneyRow) -> None:
        """Show what is held."""
        self._row = row
        speech = translator()
        self.head.set_text(row.title or row.number, f"{row.number} · {row.client}")
        last = _("last on {day}").format(day=speech.day_with_weekday(row.on)) if row.on else ""
        self._figures.set_figures(
            [Figure(_("Prepayments held"), speech.money(row.amount), last, name="held")]
        )
        page = self._session.read(contract_page.load, row.record_id, today=self._session.today())
        self._lines = page.ledger if page is not None else ()
        self._ledger.show_lines(self._lines, row.amount)

    def _open_step(self, number: int) -> None:
        if number < len(self._lines):
            self._session.open_record.emit("invoice", self._lines[number].row.invoice_id)

    def record(self) -> None:
        """Record money of this client."""
        self._session.open_record.emit("new_payment", self._row.client_id if self._row is not None else 0)

    def open_contract(self) -> None:
        """Open the contract with its ledger."""
        if self._row is not None:
            self._session.open_record.emit("contract", self._row.record_id)

    def open_client(self) -> None:
        """Open the client."""
        if self._row is not None:
            self._session.open_record.emit("client", self._row.client_id)
