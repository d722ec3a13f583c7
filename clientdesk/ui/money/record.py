"""Recording a payment: whose, how much, when and how, spread over the client's open papers before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.i18n import _, translator
from clientdesk.queries import client_list, money_list
from clientdesk.ui import actions, style
from clientdesk.ui.money import asking, words
from clientdesk.ui.money.parts import PartsCard
from clientdesk.ui.money.payment_desk import PaymentDesk, Typed
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.autosave import About
from clientdesk.ui.widgets.fields import Field, Option, Pick
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.page import Card, Page
from clientdesk.usecases import clients, issuer, payments, reversals

_OFFERS = 8


class RecordPayment(Page):
    """One card for a payment that came in. Nothing is stored before `save`."""

    #: The payment was stored.
    saved = Signal(int)
    #: Nothing is to be stored.
    left = Signal()
    #: What was put away is wanted again.
    resumed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._first: int | None = None
        #: What the fields were made for.
        self._asked: tuple[tuple[str, ...], str, str] = ((), "", "")
        self._desk = PaymentDesk(session, self, self)
        self.blocks.addWidget(self._desk.bar)
        self._card = Card("", self, name="payment_form")
        self._holder = QVBoxLayout()
        self._twice = QLabel(self, objectName="payment_twice")
        self._twice.setWordWrap(True)
        style.set_role(self._twice, role="warn")
        self._twice.hide()
        self._card.body.addLayout(self._holder)
        self._card.body.addWidget(self._twice)
        self.parts = PartsCard(self)
        self.parts.suggest_wanted.connect(self._suggest)
        self.parts.edited.connect(self._part_edited)
        self.add(self._card)
        self.add(self.parts)
        self.form: Form | None = None
        self._put_away: dict[str, Any] = {}
        self._save = actions.button("answer.save", self, self.save, variant="primary")
        self._save.bound_action.setText(_("Record payment"))
        actions.make("form.save", self, self.save)
        actions.make("money.overview", self, self.leave)
        self.head.set_buttons(actions.button("answer.leave", self, self.leave), self._save)
        self.head.set_text(_("Record payment"))

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self._desk.unsaved() is not None and self._desk.autosave.is_unsaved

    def start(self, client_id: int = 0, *, invoice_id: int = 0) -> None:
        """Begin a payment: for a paper with what is open on it, for a client with the oldest, or for anybody."""
        if invoice_id:
            paper = self._session.read(money_list.payable, invoice_id, on=self._session.today())
            for piece in () if paper is None else self.pieces(paper):
                piece()
        else:
            self._desk.leave()
            self._first = None
            self._begin(client_id, self._usual_currency(client_id))
            if client_id:
                self._offer_oldest()
            self._ready()
        self.focus_first()

    def pieces(self, paper: money_list.Payable) -> list[Piece]:
        """Return what begins a payment of a paper, step by step, each less than a frame."""
        return [partial(self._begin_for, paper), self._read_papers, self._ready]

    def focus_first(self) -> None:
        """Put the cursor into the amount, or into the client while there is none."""
        if self.form is not None:
            known = self.form.editor("client_id").typed()
            editor = self.form.editor("amount" if known else "client_id")
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.selectAll()

    def save(self) -> None:
        """Store the payment with its parts; every fault stands at its field and what was typed stays."""
        if self.form is None:
            return
        typed, parts = self.form.value(), self.parts.parts()
        if typed is None or parts is None:
            return
        if not typed.client_id:
            self.form.show_error("client_id", _("Choose whose money it is. Type a part of the name."))
            return
        payment = self._session.run(
            payments.record,
            typed.client_id,
            typed.amount,
            on=typed.on,
            method=typed.method,
            reference=typed.reference,
            payer=typed.payer,
            home_rate=typed.home_rate,
            allocate=parts,
            form=self,
            saves=self._desk.text_id,
        )
        if payment is not None:
            self._desk.saved(typed)
            # The books keep both entries: a payment is balanced, never erased.
            back = partial(
                self._session.run,
                reversals.payment,
                payment.id,
                on=self._session.today(),
                note=_("Recorded by mistake"),
            )
            told = _("{amount} recorded.").format(amount=translator().money(payment.amount))
            self._session.tell(told, undo=back)
            self.saved.emit(payment.id)

    def leave(self) -> None:
        """Put the card away; the toast brings it back as it was."""
        if self.is_dirty:
            self._put_away = self._desk.typed()
            self._session.tell(_("The payment was not recorded."), undo=self._resume)
        self._desk.autosave.done()
        self.left.emit()

    @property
    def first(self) -> int | None:
        """The paper that is paid first."""
        return self._first

    def show_again(self, client_id: int, currency: str, first: int | None) -> None:
        """Make the fields for a client and currency, unless they stand there."""
        known = self.form.record if self.form is not None else None
        if known is None or (known.client_id, known.currency, self._first) != (client_id, currency, first):
            self._first = first
            self._begin(client_id, currency)

    def show_error(self, field: str, sentence: str) -> None:
        """Show a refusal at its field, or below the parts."""
        if field in {"allocate", "allocations"} or self.form is None:
            self.parts.show_error(field, sentence)
        else:
            self.form.show_error(field, sentence)

    # Inside.

    def _begin_for(self, paper: money_list.Payable) -> None:
        self._desk.leave()
        self._first = paper.id
        amount = paper.open if paper.open.minor > 0 else None
        record = self._blank(paper.client_id, paper.open.currency, amount)
        if self.form is not None and self._asked == self._asks(record):
            # The same fields stand there from the last payment.
            self.form.set_record(record)
        else:
            self._make_form(record)

    def _ready(self) -> None:
        if self.form is not None:
            self._desk.begin(self.form, About(editor="payment", place="new_payment"))

    def _resume(self) -> None:
        self._desk.retype(self._put_away)
        self._desk.edited()
        self.resumed.emit()

    def _begin(self, client_id: int, currency: str, amount: Money | None = None) -> None:
        self._make_form(self._blank(client_id, currency, amount))
        self._read_papers()

    def _blank(self, client_id: int, currency: str, amount: Money | None) -> Typed:
        method = self._session.read(money_list.last_method, client_id) if client_id else ""
        return Typed(
            client_id=client_id,
            currency=currency,
            amount=amount,
            on=self._session.today(),
            method=method or "transfer",
        )

    def _make_form(self, record: Typed) -> None:
        self._asked = self._asks(record)
        while (item := self._holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.form = Form(self._fields(record), columns=2, parent=self._card)
        self.form.set_record(record)
        self.form.edited.connect(self._edited)
        self.form.editor("client_id").picked.connect(self._client_picked)
        self._holder.addWidget(self.form)
        self.form.show()
        self._desk.attach(self.form)

    def _asks(self, record: Typed) -> tuple[tuple[str, ...], str, str]:
        """Return what decides which fields there are: currencies to choose from, that of the payment, our own."""
        currencies = self._session.read(money_list.currencies_of, record.client_id) or ()
        return currencies, record.currency, issuer.get(self._session.db).currency

    def _fields(self, record: Typed) -> list[Field]:
        currencies, _currency, home = self._asked
        declared = [
            fields.client("client_id", _("Client"), find=self._find, name_of=self._name_of, span=2),
            asking.amount(record.currency),
        ]
        if len(currencies) > 1:
            options = [Option(code, code) for code in currencies]
            declared.append(fields.choice("currency", _("Currency"), options))
        declared += [
            asking.day(self._session.today),
            fields.choice("method", _("How"), words.methods()),
            *asking.rate(record.currency, home),
            fields.text("reference", _("Reference")),
        ]
        # The last field fills its row.
        span = 1 if len(declared) % 2 == 0 else 2
        payer = fields.text("payer", _("Paid by"), placeholder=_("only if somebody else paid"), span=span)
        return [*declared, payer]

    def _usual_currency(self, client_id: int) -> str:
        found = self._session.read(money_list.currencies_of, client_id) or ()
        return found[0] if found else ""

    def _client_picked(self, client_id: int) -> None:
        if self.form is None:
            return
        draft, typed = self.form.typed(), self.form.read_into(self.form.record)
        currency = self._usual_currency(client_id)
        self._first = None
        self._begin(client_id, currency, typed.amount if _fits(typed.amount, currency) else None)
        self.form.retype({name: text for name, text in draft.items() if name in {"on", "reference", "payer"}})
        if not draft["amount"].strip():
            self._offer_oldest()
        self._desk.history.note("client_id", _("Change of {field}").format(field=_("Client")))
        self._desk.edited()
        self.focus_first()

    def _offer_oldest(self) -> None:
        rows = self._papers()
        if rows and self.form is not None:
            self.form.editor("amount").set_value(rows[0].amount)
            self.amount_edited()

    def _edited(self, name: str) -> None:
        if self.form is None:
            return
        if name == "currency":
            typed = self.form.read_into(self.form.record)
            draft = self.form.typed()
            self._make_form(
                Typed(
                    client_id=typed.client_id,
                    currency=typed.currency,
                    on=typed.on,
                    method=typed.method,
                    reference=typed.reference,
                    payer=typed.payer,
                )
            )
            self.form.retype({"amount": draft["amount"]})
            self._read_papers()
            self.form.editor("currency").setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.history.note("currency", _("Change of {field}").format(field=_("Currency")))
            self._desk.edited()
        elif name in {"amount", "on"}:
            self.amount_edited()

    def amount_edited(self) -> None:
        """Spread the amount anew, or say what is left of it."""
        if self.parts.is_by_hand:
            self.parts.set_amount(self._amount())
        else:
            self._suggest()
        self._look_for_twin()

    def _part_edited(self) -> None:
        self._desk.history.note(
            f"part.{self.parts.last_edited}", _("Typing in {field}").format(field=_("Part"))
        )
        self._desk.edited()

    def _read_papers(self) -> None:
        record = self.form.record if self.form is not None else None
        self.parts.setVisible(record is not None and bool(record.client_id))
        if record is not None:
            self.parts.show_papers(self._papers(), record.currency)
            self._suggest()
            self._look_for_twin()

    def _papers(self) -> Sequence[money_list.MoneyRow]:
        record = self.form.record if self.form is not None else None
        if record is None or not record.client_id:
            return ()
        return (
            self._session.read(
                money_list.payable_of, record.client_id, record.currency, on=self._session.today()
            )
            or ()
        )

    def _suggest(self) -> None:
        amount = self._amount()
        record = self.form.record if self.form is not None else None
        if record is not None and record.client_id and amount is not None and amount.minor > 0:
            found = self._session.read(payments.suggest, record.client_id, amount, first=self._first) or ()
            self.parts.suggest(dict(found))
        else:
            self.parts.suggest({})
        self.parts.set_amount(amount)

    def _amount(self) -> Money | None:
        if self.form is None:
            return None
        try:
            amount: Money | None = self.form.editor("amount").value()
        except RuleError:
            return None
        return amount

    def _look_for_twin(self) -> None:
        amount = self._amount()
        record = self.form.read_into(self.form.record) if self.form is not None else None
        day = None
        if record is not None and record.client_id and record.on and amount is not None:
            day = self._session.read(money_list.recorded_before, record.client_id, amount, on=record.on)
        self._twice.setVisible(day is not None)
        if day is not None:
            self._twice.setText(
                _("The same amount came from this client on {day}. Is it another payment?").format(
                    day=translator().day_with_weekday(day)
                )
            )

    def _find(self, text: str) -> list[Pick]:
        rows = self._session.read(client_list.page, today=self._session.today(), text=text, limit=_OFFERS)
        return [Pick(row.id, row.name, row.city) for row in rows or ()]

    def _name_of(self, client_id: int) -> str:
        found = self._session.read(clients.get, client_id)
        return found.name if found is not None else ""


def _fits(amount: Money | None, currency: str) -> bool:
    return amount is not None and amount.currency == currency
