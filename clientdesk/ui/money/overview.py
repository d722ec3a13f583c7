"""All money at a glance: sums per currency, what is open by age, what is expected, and what came in last (B26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries import balances, cash_outlook, money_list, payment_list
from clientdesk.queries.balances import AgeingRow
from clientdesk.queries.cash_outlook import CashOutlook
from clientdesk.queries.money_list import Strip
from clientdesk.queries.payment_list import PaymentRow
from clientdesk.ui import actions
from clientdesk.ui.money import words
from clientdesk.ui.money.pictures import AgeingCard, CashCard
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.timeline import Event, Timeline

if TYPE_CHECKING:
    from clientdesk.ui.session import Database

_LANE = "money-overview"
_LAST = 6


@dataclass(frozen=True, slots=True)
class Sums:
    """What the overview shows."""

    strip: tuple[Strip, ...]
    ageing: tuple[AgeingRow, ...]
    cash: tuple[CashOutlook, ...]
    last: tuple[PaymentRow, ...]


class MoneyOverview(Page):
    """Figures and pictures; what stands here while no row is chosen."""

    #: The papers behind a bar (DueWithin) and what the filter is called.
    rows_wanted = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._figures = Figures(self)
        self._ageing = AgeingCard(self)
        self._cash = CashCard(self)
        for card in (self._ageing, self._cash):
            card.rows_wanted.connect(self.rows_wanted)
        self._last = Timeline(self)
        self._last.opened.connect(session.open_record)
        self._last_card = Card(_("Last payments"), self, name="last_payments")
        self._last_card.body.addWidget(self._last)
        self._nothing = EmptyState(
            _("No open items. Issue an invoice to see it here."), parent=self, name="money_empty"
        )
        self.add(self._figures)
        self.add(self._ageing, self._cash)
        self.add(self._last_card)
        self.add(self._nothing)
        self.head.set_text(_("All money"))
        self.head.set_buttons(actions.button("money.record", self, self.record, variant="primary"))
        for hidden in (self._figures, self._ageing, self._cash, self._last_card, self._nothing):
            hidden.hide()

    def refresh(self) -> None:
        """Read the sums again, beside the window."""
        on = self._session.today()
        self.head.set_text(_("All money"), _("as of {day}").format(day=translator().day_with_weekday(on)))
        self._session.tasks.submit(partial(_read, on=on), self.show_sums, lane=_LANE)

    def show_sums(self, sums: Sums) -> None:
        """Show what was read."""
        self._figures.set_figures(_figures(sums.strip))
        self._figures.setVisible(bool(sums.strip))
        self._ageing.show_rows(sums.ageing, self._session.today())
        self._ageing.setVisible(bool(sums.ageing))
        self._cash.show_rows(sums.cash)
        self._cash.setVisible(bool(sums.ageing))
        self._last.set_events([_event(row) for row in sums.last])
        self._last_card.setVisible(bool(sums.last))
        self._nothing.setVisible(not sums.strip and not sums.last)

    def record(self) -> None:
        """Record money from anybody."""
        self._session.open_record.emit("new_payment", 0)


def _read(db: Database, *, on: date) -> Sums:
    return Sums(
        money_list.strip(db, on=on),
        balances.ageing(db, on=on),
        cash_outlook.outlook(db, on=on),
        payment_list.page(db, limit=_LAST),
    )


def _event(row: PaymentRow) -> Event:
    return Event(
        row.on,
        row.client,
        amount=translator().money(row.amount),
        chip=words.payment_chip(row),
        kind="payment",
        id=row.id,
    )


def _figures(strip: Sequence[Strip]) -> list[Figure]:
    speech = translator()

    def amounts(name: str) -> str:
        values = [getattr(one, name) for one in strip if getattr(one, name)]
        return "\n".join(speech.money(value) for value in values) or "–"

    return [
        Figure(_("Not yet due"), amounts("due"), _("asked for, not late"), name="due"),
        Figure(_("Late"), amounts("late"), _("due before today"), name="late"),
        Figure(_("Prepayments held"), amounts("held"), _("for work still to do"), name="held"),
    ]
