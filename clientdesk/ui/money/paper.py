"""One open paper: what is asked for, what came in, and the ways to close it: payment, credit, settlement, refund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientdesk.domain.money import Money
from clientdesk.domain.payment import ExchangeOutcome, Settlement
from clientdesk.i18n import _, translator
from clientdesk.queries import balances, money_list, payment_list
from clientdesk.queries.money_list import Payable
from clientdesk.queries.payment_list import MoneyOnPaper
from clientdesk.ui import actions, tokens
from clientdesk.ui.money import asking, words
from clientdesk.ui.money.asking import Asked
from clientdesk.ui.money.moves import Move, Moves
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.figures import Figure, Figures
from clientdesk.ui.widgets.following import Following, Piece, Read
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.states import invoice_chip, reason_words
from clientdesk.usecases import payments, settlements

if TYPE_CHECKING:
    from clientdesk.ui.session import Database


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that the page shows, read in one go."""

    paper: Payable
    moves: Sequence[MoneyOnPaper]
    gain: ExchangeOutcome | None


def _read(db: Database, invoice_id: int, *, today: date) -> _Sheet:
    paper = money_list.payable(db, invoice_id, on=today)
    gain = balances.exchange(db, invoice_id) if paper.home else None
    return _Sheet(paper, payment_list.on_paper(db, invoice_id), gain)


class PaperMoney(Page):
    """Shows the money of one issued paper."""

    #: Another paper stands here, or the same one read again: its id.
    shown_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = Following(session, self, self._read, self._pieces)
        self._following.shown.connect(self.shown_changed)
        self.invoice_id = 0
        self._paper: Payable | None = None
        self.ask = AskCard(self, name="ask")
        self._figures = Figures(self)
        self._moves = Moves(_("Nothing came in for this document yet."), self)
        self._moves.opened.connect(session.open_record)
        self._card = Card(_("What came in"), self, name="moves")
        self._card.body.addWidget(self._moves)
        self._exchange = Figures(self)
        self.add(self.ask)
        self.add(self._figures)
        self.add(self._card)
        self.add(self._exchange)
        self._pay = actions.button("money.record", self, self.record, variant="primary")
        self._credit = actions.button("money.use_credit", self, self.use_credit, variant="link")
        self._settle = actions.button("money.settle", self, self.settle, variant="link")
        self._refund = actions.button("money.refund", self, self.refund)
        self._menu = [
            actions.make("money.open", self, self.open_paper),
            actions.make("money.client", self, self.open_client),
        ]
        ways = QHBoxLayout()
        ways.setSpacing(tokens.SPACE_4)
        ways.addWidget(self._credit)
        ways.addWidget(self._settle)
        ways.addStretch(1)
        self._card.body.addLayout(ways)

    @property
    def wanted(self) -> int:
        """The paper that stands here, or the one on its way."""
        return self._following.wanted

    def show_paper(self, invoice_id: int) -> None:
        """Read and show the paper at once; a question about another paper is put away."""
        self._following.show_now(invoice_id)

    def follow_paper(self, invoice_id: int) -> None:
        """Show the paper as soon as it is read beside the window."""
        self._following.follow(invoice_id)

    def record(self) -> None:
        """Record money for this paper."""
        self._session.open_record.emit("pay_invoice", self.invoice_id)

    def use_credit(self) -> None:
        """Put money of this client that stands against no paper against this one (R-PRE-19)."""
        paper = self._paper
        if paper is None or paper.credit is None:
            return
        payment_id, credit = paper.credit
        part = min(credit, paper.open)
        done = self._session.run(payments.allocate, payment_id, paper.id, part, on=self._session.today())
        if done is not None:
            back = partial(self._take_back, payment_id, part)
            self._session.tell(
                _("{amount} used for {number}.").format(amount=translator().money(part), number=paper.number),
                undo=back,
            )

    def settle(self, _of: int = 0) -> None:
        """Ask why the rest never comes (B14)."""
        paper = self._paper
        if paper is None:
            return
        self.ask.ask(
            _("Settle the rest of {number}").format(number=paper.number),
            asking.settling(paper.open.currency, self._session.today, paper.home, paper.home_rate),
            Asked(amount=paper.open, on=self._session.today()),
            self._settled,
            words=_(
                "For money that never arrives. The invoice counts as paid, and the reason stays in your books."
            ),
            save=_("Settle"),
            key="settle",
        )

    def refund(self, _of: int = 0) -> None:
        """Ask how what is too much goes back (R-PRE-10)."""
        paper = self._paper
        if paper is None:
            return
        self.ask.ask(
            _("Refund for {number}").format(number=paper.number),
            asking.refunding(paper.open.currency, self._session.today, paper.home),
            Asked(amount=abs(paper.open), on=self._session.today()),
            self._refunded,
            save=_("Record refund"),
            key="refund",
        )

    def open_paper(self) -> None:
        """Open the invoice itself."""
        self._session.open_record.emit("invoice", self.invoice_id)

    def open_client(self) -> None:
        """Open the client."""
        if self._paper is not None:
            self._session.open_record.emit("client", self._paper.client_id)

    # Inside.

    def _read(self, invoice_id: int) -> Read:
        return partial(_read, invoice_id=invoice_id, today=self._session.today())

    def _pieces(self, invoice_id: int, sheet: _Sheet) -> list[Piece]:
        return [
            partial(self._show_head, invoice_id, sheet),
            partial(self._show_moves, sheet),
            partial(self._follow_buttons, sheet.paper),
        ]

    def _show_head(self, invoice_id: int, sheet: _Sheet) -> None:
        if invoice_id != self.invoice_id:
            self.ask.leave()
        paper = sheet.paper
        self.invoice_id, self._paper = invoice_id, paper
        questions = {"settle": self.settle, "refund": self.refund}
        self.ask.stand_on(self._session, "money_paper", invoice_id, questions)
        subtitle = joined(words.paper_words("", paper.kind).strip(), paper.client, paper.title)
        self.head.set_text(paper.number, subtitle, _chip(paper))
        self._figures.set_figures(_figures(paper))

    def _show_moves(self, sheet: _Sheet) -> None:
        self._moves.set_moves([self._move(move) for move in sheet.moves])
        gain = sheet.gain
        self._exchange.set_figures(_exchange_figures(gain) if gain is not None else [])
        self._exchange.setVisible(gain is not None)

    def _follow_buttons(self, paper: Payable) -> None:
        self._pay.bound_action.setVisible(paper.open.minor > 0)
        self._settle.bound_action.setVisible(paper.open.minor > 0)
        self._refund.bound_action.setVisible(paper.open.minor < 0)
        self.head.set_buttons(self._refund, self._pay, menu=self._menu)
        has_credit = paper.credit is not None and paper.open.minor > 0
        self._credit.bound_action.setVisible(has_credit)
        if has_credit and paper.credit is not None:
            text = _("Use {amount} of credit").format(amount=translator().money(paper.credit[1]))
            self._credit.bound_action.setText(text)

    def _settled(self, asked: Asked, form: Form) -> bool:
        done = self._session.run(
            payments.settle,
            self.invoice_id,
            asked.reason,
            asked.amount,
            on=asked.on,
            note=asked.note,
            home_rate=asked.home_rate,
            form=form,
        )
        if not isinstance(done, Settlement):
            return False
        self._session.tell(
            _("{amount} settled: {reason}.").format(
                amount=translator().money(done.amount), reason=reason_words(done.reason)
            ),
            undo=partial(self._unsettle, done.id),
        )
        return True

    def _refunded(self, asked: Asked, form: Form) -> bool:
        paper = self._paper
        if paper is None:
            return False
        done = self._session.run(
            payments.refund,
            paper.client_id,
            asked.amount,
            on=asked.on,
            method=asked.method,
            reference=asked.reference,
            note=asked.note,
            home_rate=asked.home_rate,
            invoice_id=paper.id,
            form=form,
        )
        if done is not None:
            self._session.tell(_("{amount} given back.").format(amount=translator().money(done.amount)))
        return done is not None

    def _move(self, move: MoneyOnPaper) -> Move:
        speech = translator()
        if move.settlement_id is not None and move.reason is not None:
            text = joined(reason_words(move.reason), move.note)
            is_live = move.amount.minor > 0
            back = partial(self._unsettle_told, move.settlement_id) if is_live else None
            return Move(day=move.on, text=text, amount=speech.money(move.amount), back=back)
        payment_id = move.payment_id or 0
        is_in = move.amount.minor > 0
        if move.is_taken_back:
            text = _("Payment, taken back") if is_in else _("Taken back")
        else:
            text = _("Payment") if is_in else _("Back from this document")
        return Move(
            day=move.on,
            text=text,
            amount=speech.money(move.amount),
            kind="payment",
            id=payment_id,
            back=partial(self._take_back_told, payment_id, move.amount)
            if is_in and not move.is_taken_back
            else None,
        )

    def _take_back_told(self, payment_id: int, amount: Money) -> None:
        if self._take_back(payment_id, amount):
            again = partial(
                self._session.run,
                payments.allocate,
                payment_id,
                self.invoice_id,
                amount,
                on=self._session.today(),
            )
            self._session.tell(
                _("{amount} is the client's credit again.").format(amount=translator().money(amount)),
                undo=again,
            )

    def _take_back(self, payment_id: int, amount: Money) -> bool:
        done = self._session.run(
            payments.take_back, payment_id, self.invoice_id, on=self._session.today(), amount=amount
        )
        return done is not None

    def _unsettle_told(self, settlement_id: int) -> None:
        stored = self._session.read(settlements.get, settlement_id)
        if stored is not None and self._unsettle(settlement_id):
            again = partial(
                self._session.run,
                payments.settle,
                stored.invoice_id,
                stored.reason,
                stored.amount,
                on=self._session.today(),
                note=stored.note,
                home_rate=stored.home_rate,
            )
            self._session.tell(_("Taken back; it is open again."), undo=again)

    def _unsettle(self, settlement_id: int) -> bool:
        return self._session.run(payments.unsettle, settlement_id, on=self._session.today()) is not None


def _chip(paper: Payable) -> Chip:
    if paper.open.minor < 0:
        return Chip(_("Too much"), Kind.WARN)
    if not paper.open:
        return invoice_chip("paid")
    if paper.days_late:
        return invoice_chip("overdue")
    return invoice_chip("part_paid" if paper.open < paper.due else "open")


def _figures(paper: Payable) -> list[Figure]:
    speech = translator()
    due = _("due {day}").format(day=speech.day_with_weekday(paper.due_on)) if paper.due_on else ""
    is_late = paper.days_late and paper.open.minor > 0
    if is_late:
        due = joined(due, words.days_late(paper.days_late), mark=", ")
    label = _("To refund") if paper.open.minor < 0 else _("Still open")
    return [
        Figure(
            _("Asked for"),
            speech.money(paper.due),
            _("on {day}").format(day=speech.date(paper.issued_on)),
            name="due",
        ),
        Figure(label, speech.money(abs(paper.open)), due, "fault" if is_late else "caption", "open"),
    ]


def _exchange_figures(outcome: ExchangeOutcome) -> list[Figure]:
    speech = translator()
    return [
        Figure(_("Booked"), speech.money(outcome.booked), _("at the rate of the invoice"), name="booked"),
        Figure(_("Arrived"), speech.money(outcome.cash), _("at the rates of the payments"), name="cash"),
        Figure(_("Fees and settled"), speech.money(outcome.fee), name="fee"),
        Figure(
            _("Exchange gain") if outcome.gain.minor >= 0 else _("Exchange loss"),
            speech.money(abs(outcome.gain)),
            name="gain",
        ),
    ]
