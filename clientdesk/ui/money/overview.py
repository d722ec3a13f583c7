"""All money at a glance: sums per currency and what is open by age (B26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.i18n import _, translator
from clientdesk.queries import balances, money_list, payment_list
from clientdesk.queries.balances import Age, AgeingRow
from clientdesk.queries.money_list import Strip
from clientdesk.queries.payment_list import PaymentRow
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.money import words
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import Figure, Figures, leading, trailing
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
    last: tuple[PaymentRow, ...]


class MoneyOverview(Page):
    """Figures and the ageing table; what stands here while no row is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._figures = Figures(self)
        self._table = AgeingTable(self)
        self._card = Card(_("Open by age, in days after the due date"), self, name="ageing")
        self._card.body.addWidget(self._table)
        self._last = Timeline(self)
        self._last.opened.connect(session.open_record)
        self._last_card = Card(_("Last payments"), self, name="last_payments")
        self._last_card.body.addWidget(self._last)
        self._nothing = EmptyState(
            _("No open items. Issue an invoice to see it here."), parent=self, name="money_empty"
        )
        self.add(self._figures)
        self.add(self._card)
        self.add(self._last_card)
        self.add(self._nothing)
        self.head.set_text(_("All money"))
        self.head.set_buttons(actions.button("money.record", self, self.record, variant="primary"))
        for hidden in (self._figures, self._card, self._last_card, self._nothing):
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
        self._table.set_rows(sums.ageing)
        self._card.setVisible(bool(sums.ageing))
        self._last.set_events([_event(row) for row in sums.last])
        self._last_card.setVisible(bool(sums.last))
        self._nothing.setVisible(not sums.strip and not sums.last)

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
        for number, row in enumerate(rows):
            line = 2 * number + 1
            self._grid.addWidget(AgeBar(row, self), line + 1, 1, 1, len(titles) - 1)
            self._put(line, 0, row.currency, "rowtitle")
            for column, (age, amount) in enumerate(zip(Age, row.by_age, strict=True), start=1):
                text = translator().amount(amount) if amount else "–"
                self._put(line, column, text, "" if amount else "second", name=f"{row.currency}_{age}")
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


class AgeBar(QWidget):
    """The ages of one currency as parts of a bar; the figures above say the same in words."""

    def __init__(self, row: AgeingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setFixedHeight(tokens.SPACE_2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = style.colors()
        inks = dict(zip(Age, (colors.accent, colors.warn, colors.bad, colors.bad, colors.bad), strict=True))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(colors.line))
        left, whole = 0.0, self._row.total.minor or 1
        for age, amount in zip(Age, self._row.by_age, strict=True):
            width = self.width() * amount.minor / whole
            start = self.width() - left - width if self.isRightToLeft() else left
            painter.fillRect(QRectF(start, 0, max(0.0, width - 1), self.height()), QColor(inks[age]))
            left += width
        painter.end()


def _read(db: Database, *, on: date) -> Sums:
    return Sums(money_list.strip(db, on=on), balances.ageing(db, on=on), payment_list.page(db, limit=_LAST))


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
        Figure(_("Due in time"), amounts("due"), _("asked for, not late"), name="due"),
        Figure(_("Late"), amounts("late"), _("due before today"), name="late"),
        Figure(_("Prepayments held"), amounts("held"), _("for work still to do"), name="held"),
    ]
