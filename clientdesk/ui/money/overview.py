"""All money at a glance: sums per currency and what is open by age (B26); and prepaid money of one contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries import balances, money_list
from clientdesk.queries.balances import Age, AgeingRow
from clientdesk.queries.money_list import MoneyRow, Strip
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figure, Figures, leading, trailing
from clientdesk.ui.widgets.page import Card, Page

if TYPE_CHECKING:
    from clientdesk.storage.database import Database

_LANE = "money-overview"


class MoneyOverview(Page):
    """Figures and the ageing table; what stands here while no row is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._figures = Figures(self)
        self._table = AgeingTable(self)
        self._card = Card(_("Open by age, in days after the due date"), self, name="ageing")
        self._card.body.addWidget(self._table)
        self._nothing = EmptyState(
            _("No open items. Issue an invoice to see it here."), parent=self, name="money_empty"
        )
        self.add(self._figures)
        self.add(self._card)
        self.add(self._nothing)
        self.head.set_text(_("All money"))
        self.head.set_buttons(actions.button("money.record", self, self.record, variant="primary"))
        for hidden in (self._figures, self._card, self._nothing):
            hidden.hide()

    def refresh(self) -> None:
        """Read the sums again, beside the window."""
        on = self._session.today()
        self.head.set_text(_("All money"), _("as of {day}").format(day=translator().day_with_weekday(on)))
        self._session.tasks.submit(partial(_read, on=on), self.show_sums, lane=_LANE)

    def show_sums(self, sums: tuple[tuple[Strip, ...], tuple[AgeingRow, ...]]) -> None:
        """Show what was read."""
        strip, ageing = sums
        self._figures.set_figures(_figures(strip))
        self._figures.setVisible(bool(strip))
        self._table.set_rows(ageing)
        self._card.setVisible(bool(ageing))
        self._nothing.setVisible(not strip)

    def record(self) -> None:
        """Record money from anybody."""
        self._session.open_record.emit("new_payment", 0)


class AgeingTable(QWidget):
    """A row per currency, a column per age, and the sum at the end; currencies are never added up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_2)

    def set_rows(self, rows: Sequence[AgeingRow]) -> None:
        """Show `rows` in place of the ones before."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        heads = {
            Age.NOT_DUE: _("not late"),
            Age.UP_TO_30: "1–30",
            Age.UP_TO_60: "31–60",
            Age.UP_TO_90: "61–90",
            Age.OVER_90: _("over 90"),
        }
        titles = ["", *(heads[age] for age in Age), _("together")]
        for column, text in enumerate(titles):
            self._put(0, column, text, "caption")
            self._grid.setColumnStretch(column, 1 if column else 0)
        for line, row in enumerate(rows, start=1):
            self._put(line, 0, row.currency, "rowtitle")
            for column, (age, amount) in enumerate(zip(Age, row.by_age, strict=True), start=1):
                is_late = amount and age is not Age.NOT_DUE
                text = translator().amount(amount) if amount else "–"
                self._put(line, column, text, "fault" if is_late else "second", name=f"{row.currency}_{age}")
            self._put(
                line,
                len(titles) - 1,
                translator().amount(row.total),
                "rowtitle",
                name=f"{row.currency}_total",
            )

    def _put(self, line: int, column: int, text: str, role: str, *, name: str = "") -> None:
        label = QLabel(text, self, objectName=name)
        label.setFont(style.font(tokens.SIZE_BODY, figures=True))
        label.setAlignment(trailing(label) if column else leading(label))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        style.set_role(label, role=role)
        self._grid.addWidget(label, line, column)


class HeldDetail(Page):
    """Prepaid money that is held for a contract (B7)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: MoneyRow | None = None
        self._figures = Figures(self)
        self._words = QLabel(
            _("It is deducted from the final invoice by itself. The contract shows every movement."), self
        )
        self._words.setWordWrap(True)
        style.set_role(self._words, role="second")
        self.add(self._figures)
        self.add(self._words)
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

    def open_contract(self) -> None:
        """Open the contract with its ledger."""
        if self._row is not None:
            self._session.open_record.emit("contract", self._row.record_id)

    def open_client(self) -> None:
        """Open the client."""
        if self._row is not None:
            self._session.open_record.emit("client", self._row.client_id)


def _read(db: Database, *, on: date) -> tuple[tuple[Strip, ...], tuple[AgeingRow, ...]]:
    return money_list.strip(db, on=on), balances.ageing(db, on=on)


def _figures(strip: Sequence[Strip]) -> list[Figure]:
    speech = translator()

    def amounts(name: str) -> str:
        values = [getattr(one, name) for one in strip if getattr(one, name)]
        return "\n".join(speech.money(value) for value in values) or "–"

    return [
        Figure(_("Due in time"), amounts("due"), name="due"),
        Figure(_("Late"), amounts("late"), name="late"),
        Figure(_("Prepayments held"), amounts("held"), name="held"),
    ]
