"""One payment: what it paid, what stays of it as credit, its receipt, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.domain.money import Money
from clientdesk.domain.payment import Direction, Payment
from clientdesk.i18n import _, translator
from clientdesk.queries import money_list, payment_list
from clientdesk.queries.payment_list import PaidPaper, PaymentRow
from clientdesk.ui import actions, style
from clientdesk.ui.money import asking, words
from clientdesk.ui.money.asking import Asked
from clientdesk.ui.money.moves import Move, Moves
from clientdesk.ui.money.parts import PartsCard
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.amounts import signed
from clientdesk.ui.widgets.ask_card import AskCard
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.ui.widgets.preview import Preview
from clientdesk.ui.widgets.states import method_words
from clientdesk.usecases import issuer, papers, payments

_RECEIPT_HEIGHT = 620


class PaymentDetail(Page):
    """Shows one payment or refund."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.payment_id = 0
        self._row: PaymentRow | None = None
        self._left: Money | None = None
        self.ask = AskCard(self, name="ask")
        self.spread = _SpreadCard(session, self)
        self._moves = Moves(_("It is not put against any document yet."), self)
        self._moves.opened.connect(session.open_record)
        self._rest = QLabel(self, objectName="payment_rest")
        self._rest.setWordWrap(True)
        style.set_role(self._rest, role="warn")
        self._card = Card(_("What it paid"), self, name="paid_papers")
        self._card.body.addWidget(self._moves)
        self._card.body.addWidget(self._rest)
        self._facts = QLabel(self, objectName="payment_facts")
        self._facts.setWordWrap(True)
        style.set_role(self._facts, role="second")
        self._facts_card = Card(_("Details"), self)
        self._facts_card.body.addWidget(self._facts)
        self._receipt_card = Card("", self, name="receipt_card", flush=True)
        self._preview: Preview | None = None
        self.add(self.ask)
        self.add(self.spread)
        self.add(self._card)
        self.add(self._facts_card)
        self.add(self._receipt_card)
        self._receipt = actions.button("money.receipt", self, self.give_receipt, variant="primary")
        self._allocate = actions.button("money.allocate", self, self.allocate)
        self._refund = actions.button("money.refund", self, self.refund)
        actions.make("money.record", self, self.record)
        self._client = actions.make("money.client", self, self.open_client)

    def show_payment(self, payment_id: int) -> None:
        """Read and show the payment; a question about another one is put away."""
        if payment_id != self.payment_id:
            self.ask.leave()
            self.spread.hide()
        row = self._session.read(payment_list.one, payment_id)
        if row is None:
            return
        self.payment_id, self._row = payment_id, row
        self.ask.stand_on(self._session, "payment", payment_id, {"refund": self.refund})
        is_in = row.direction is Direction.IN
        self._left = self._session.read(payments.left_of, payment_id) if is_in else None
        speech = translator()
        subtitle = f"{row.client} · {speech.day_with_weekday(row.on)} · {method_words(row.method)}"
        title = speech.money(abs(row.amount))
        # That a receipt was given is seen below; the head has better use for the room.
        is_slip = row.counterpart is not None
        self.head.set_text(title, subtitle, words.payment_chip(row) if is_slip or not is_in else None)
        self._card.setVisible(is_in or is_slip or bool(row.papers))
        if row.counterpart is not None:
            self._card.set_title(_("Recorded by mistake, taken back"))
            self._moves.set_moves([self._other_entry(row.counterpart)])
        else:
            self._card.set_title(_("What it paid") if is_in else _("What it was for"))
            self._moves.set_moves([self._move(paper, is_in=is_in) for paper in row.papers])
        self._show_rest()
        self._facts.setText(self._facts_of(row))
        self._facts_card.setVisible(bool(self._facts.text()))
        has_left = self._left is not None and self._left.minor > 0
        self._allocate.bound_action.setVisible(has_left and bool(self._open_papers()))
        self._refund.bound_action.setVisible(has_left)
        # Nothing came where it was recorded by a slip; money that came and was given back later can be confirmed.
        self._receipt.bound_action.setVisible(is_in and not is_slip and not row.receipt)
        self.head.set_buttons(self._refund, self._allocate, self._receipt, menu=[self._client])
        self._show_receipt()

    def focus_next(self) -> None:
        """Put the cursor on what most people do next: the receipt."""
        self._receipt.setFocus()

    def give_receipt(self) -> None:
        """Number a receipt, keep its page, and show it; a second call shows the same page."""
        paper = self._session.run(payments.issue_receipt, self.payment_id, on=self._session.today())
        if paper is not None:
            self.show_payment(self.payment_id)
            self._session.tell(_("Receipt {number} is made and kept.").format(number=paper.number))

    def allocate(self) -> None:
        """Ask which papers the rest pays; the oldest are proposed."""
        if self._row is not None and self._left is not None:
            self.spread.begin(self._row, self._left)

    def refund(self, _of: int = 0) -> None:
        """Ask how what is left goes back (R-PRE-19)."""
        if self._row is None or self._left is None:
            return
        home = issuer.get(self._session.db).currency
        self.ask.ask(
            _("Give money back to {client}").format(client=self._row.client),
            asking.refunding(self._left.currency, self._session.today, home),
            Asked(amount=self._left, on=self._session.today(), method=self._row.method),
            self._refunded,
            save=_("Record refund"),
            key="refund",
        )

    def record(self) -> None:
        """Record more money of this client."""
        self._session.open_record.emit("new_payment", self._row.client_id if self._row is not None else 0)

    def open_client(self) -> None:
        """Open the client."""
        if self._row is not None:
            self._session.open_record.emit("client", self._row.client_id)

    @property
    def is_dirty(self) -> bool:
        """Whether a question on this page has an answer that is not stored yet."""
        return self.ask.is_dirty or self.spread.is_dirty

    # Inside.

    def _open_papers(self) -> Sequence[money_list.MoneyRow]:
        row = self._row
        if row is None:
            return ()
        found: Sequence[money_list.MoneyRow] | None = self._session.read(
            money_list.payable_of, row.client_id, row.amount.currency, on=self._session.today()
        )
        return found or ()

    def _move(self, paper: PaidPaper, *, is_in: bool) -> Move:
        back = partial(self._take_back, paper) if is_in else None
        return Move(
            day=None,
            text=paper.number,
            amount=translator().money(abs(paper.amount)),
            kind="invoice",
            id=paper.invoice_id,
            back=back,
        )

    def _other_entry(self, payment_id: int) -> Move:
        other = self._session.read(payments.get, payment_id)
        if other is None:
            return Move(day=None, text="", amount="")
        is_in = other.direction is Direction.IN
        return Move(
            day=other.on,
            text=_("The payment it takes back") if is_in else _("The entry that takes it back"),
            amount=signed(other.amount if is_in else -other.amount),
            kind="payment",
            id=payment_id,
        )

    def _show_rest(self) -> None:
        left = self._left
        self._rest.setVisible(left is not None and left.minor > 0)
        if left is not None:
            text = _("{amount} stays as credit of this client.")
            self._rest.setText(text.format(amount=translator().money(left)))

    def _facts_of(self, row: PaymentRow) -> str:
        stored = self._session.read(payments.get, row.id)
        facts = [
            (_("Reference"), row.reference),
            (_("Paid by"), row.payer),
            (_("Receipt"), row.receipt),
            (_("Note"), stored.note if stored is not None else ""),
            (_("Exchange rate"), self._rate_of(stored)),
        ]
        return "\n".join(f"{label}: {value}" for label, value in facts if value)

    def _rate_of(self, stored: Payment | None) -> str:
        if stored is None or stored.home_rate is None:
            return ""
        home = issuer.get(self._session.db).currency
        unit = _("{home} for 1 {currency}").format(home=home, currency=stored.currency)
        return f"{translator().number(stored.home_rate)} {unit}"

    def _show_receipt(self) -> None:
        paper = self._session.read(papers.kept, "payment", self.payment_id)
        self._receipt_card.setVisible(paper is not None)
        if paper is None:
            return
        if self._preview is None:
            self._preview = Preview(self._session, self._receipt_card)
            self._preview.setMinimumHeight(_RECEIPT_HEIGHT)
            self._receipt_card.body.addWidget(self._preview)
        self._preview.show_pdf(paper.pdf, name=f"{paper.number.replace('/', '-')}.pdf")

    def _take_back(self, paper: PaidPaper) -> None:
        today = self._session.today()
        done = self._session.run(payments.take_back, self.payment_id, paper.invoice_id, on=today)
        if done is not None:
            again = partial(
                self._session.run,
                payments.allocate,
                self.payment_id,
                paper.invoice_id,
                paper.amount,
                on=today,
            )
            text = _("{amount} is the client's credit again.")
            self._session.tell(text.format(amount=translator().money(paper.amount)), undo=again)

    def _refunded(self, asked: Asked, form: Form) -> bool:
        if self._row is None:
            return False
        done = self._session.run(
            payments.refund,
            self._row.client_id,
            asked.amount,
            on=asked.on,
            method=asked.method,
            reference=asked.reference,
            note=asked.note,
            home_rate=asked.home_rate,
            form=form,
        )
        if done is not None:
            self._session.tell(_("{amount} given back.").format(amount=translator().money(done.amount)))
        return done is not None


class _SpreadCard(QWidget):
    """The parts of what is left of a payment, with the buttons to do it or not."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: PaymentRow | None = None
        self._left: Money | None = None
        self._is_dirty = False
        self.parts = PartsCard(self)
        self.parts.suggest_wanted.connect(self._suggest)
        self.parts.edited.connect(self._edited)
        self.parts.add_button(actions.button("answer.leave", self, self.leave))
        self.parts.add_button(
            actions.button("answer.save", self, self.save, variant="primary", text=_("Allocate"))
        )
        actions.make("form.save", self, self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self.hide()

    @property
    def is_dirty(self) -> bool:
        """Whether parts were typed that are not stored yet."""
        return self.isVisible() and self._is_dirty

    def begin(self, row: PaymentRow, left: Money) -> None:
        """Show the open papers, the oldest proposed."""
        self._row, self._left = row, left
        papers_ = self._session.read(
            money_list.payable_of, row.client_id, left.currency, on=self._session.today()
        )
        self.parts.show_papers(papers_ or (), left.currency)
        self._suggest()
        self.show()
        self.parts.focus_first()

    def save(self) -> None:
        """Put the parts against their papers, all or none."""
        parts = self.parts.parts()
        if parts is None or self._row is None:
            return
        day = self._session.today()
        done = self._session.run(payments.spread, self._row.id, parts, on=day, form=self.parts)
        if done is not None:
            self.leave()
            self._session.tell(_("Allocated."), undo=partial(self._take_back, self._row.id, parts))

    def leave(self) -> None:
        """Do nothing after all."""
        self._is_dirty = False
        self.hide()

    def _edited(self) -> None:
        self._is_dirty = True

    def _suggest(self) -> None:
        if self._row is None or self._left is None:
            return
        found = self._session.read(payments.suggest, self._row.client_id, self._left) or ()
        self.parts.suggest(dict(found))
        self.parts.set_amount(self._left)
        self._is_dirty = False

    def _take_back(self, payment_id: int, parts: Sequence[tuple[int, Money]]) -> None:
        day = self._session.today()
        for invoice_id, part in parts:
            self._session.run(payments.take_back, payment_id, invoice_id, on=day, amount=part)
