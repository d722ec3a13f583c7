"""The prepayment ledger of a contract as steps: received, deducted, paid back, kept, and what is held (B7, J4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clientdesk.domain.money import total
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_list import ContractName
from clientdesk.queries.contract_page import ContractPage, LedgerLine
from clientdesk.ui import actions
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.amounts import signed
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.ledger_steps import LedgerSteps, ledger_words
from clientdesk.ui.widgets.states import kind_words, method_words
from clientdesk.usecases import prepayments

_METHODS = ("transfer", "cash", "card", "upi", "cheque")


class LedgerBlock(Block):
    """What came in before the work, what was deducted, paid back or kept, and what is held after each step (B7)."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Prepayments"), parent, name="ledger")
        self._session = session
        self._page: ContractPage | None = None
        self._others: Sequence[ContractName] = ()
        self._receive = actions.button("work.receive", self, self.receive, variant="link")
        self.add_button(self._receive)
        self._steps = LedgerSteps(self, name="ledger_chart")
        self._steps.opened.connect(self._open_step)
        self.pictures.addWidget(self._steps)

    def pieces(self, page: ContractPage, others: Sequence[ContractName]) -> list[Piece]:
        """Return the steps that show the ledger of a contract; `others` are those with the same client."""
        rows = [partial(self._row, line) for line in page.ledger]
        return [
            partial(self._begin, page, others),
            partial(self._steps.show_lines, page.ledger, page.held),
            *self.pieces_of(rows, _("Nothing was prepaid yet.")),
        ]

    def _begin(self, page: ContractPage, others: Sequence[ContractName]) -> None:
        if self._page is not None and self._page.signed.id != page.signed.id:
            self.asking.leave()
        self._page = page
        self.asking.stand_on(
            self._session,
            "contract",
            page.signed.id,
            {"receive": self.receive, "refund": self._refund, "keep": self._keep, "move": self._move},
        )
        self._others = others
        self._receive.bound_action.setVisible(page.chip == "active")

    def _open_step(self, number: int) -> None:
        page = self._page
        if page is not None and number < len(page.ledger):
            self._session.open_record.emit("invoice", page.ledger[number].row.invoice_id)

    def receive(self, _of: int = 0) -> None:
        """Ask for money that came in before the work without an invoice (R-PRE-2, R-PRE-16)."""
        page = self._page
        if page is None:
            return
        asked: list[Field | Section] = [
            fields.money(
                "amount", _("Amount, tax inside"), currency=page.signed.currency, empty=fields.REQUIRED
            ),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED, happened=True),
            fields.choice("method", _("How"), [Option(one, method_words(one)) for one in _METHODS]),
            fields.text("reference", _("Reference")),
        ]
        self.asking.ask(
            _("Prepayment received"),
            asked,
            Asked(on=self._session.today(), method="transfer"),
            self._received,
            words=_("The document that confirms it is numbered and kept with it."),
            columns=2,
            key="receive",
        )

    def _received(self, answer: Asked, form: Form) -> bool:
        page = self._page
        if page is None or answer.amount is None:
            return False
        done = self._session.run(
            prepayments.receive,
            page.signed.id,
            answer.amount,
            on=answer.on,
            method=answer.method,
            reference=answer.reference,
            form=form,
        )
        if done is None:
            return False
        self._session.tell(_("{paper} is issued.").format(paper=f"{kind_words(done.kind)} {done.number}"))
        return True

    def _refund_row(self) -> None:
        self._refund(self.sender().property("id"))

    def _refund(self, invoice_id: int) -> None:
        page = self._page
        if page is None:
            return
        asked: list[Field | Section] = [
            self._amount(),
            fields.text("reason", _("Why")),
            fields.choice("method", _("How"), [Option(one, method_words(one)) for one in _METHODS]),
        ]

        def refund(answer: Asked, form: Form) -> bool:
            done = self._session.run(
                prepayments.refund,
                invoice_id,
                on=self._session.today(),
                reason=answer.reason,
                amount=answer.amount,
                method=answer.method,
                form=form,
            )
            if done is None:
                return False
            self._session.tell(_("{paper} is issued.").format(paper=f"{kind_words(done.kind)} {done.number}"))
            return True

        self.asking.ask(
            _("Give a prepayment back"),
            asked,
            Asked(method="transfer"),
            refund,
            words=_("The document that takes it back is numbered and kept with it."),
            columns=2,
            key="refund",
            about=invoice_id,
        )

    def _keep_row(self) -> None:
        self._keep(self.sender().property("id"))

    def _keep(self, invoice_id: int) -> None:
        """Ask why prepaid money is kept without a final invoice (B7)."""

        def keep(answer: Asked, form: Form) -> bool:
            done = self._session.run(
                prepayments.keep,
                invoice_id,
                on=self._session.today(),
                note=answer.note,
                amount=answer.amount,
                form=form,
            )
            if done is None:
                return False
            self._session.tell(_("Kept. The ledger says why."))
            return True

        self.asking.ask(
            _("Keep a prepayment"),
            [self._amount(), fields.text("note", _("Why"), span=2)],
            Asked(),
            keep,
            words=_("It stays as earned, with the tax that was declared; no final invoice will deduct it."),
            columns=2,
            key="keep",
            about=invoice_id,
        )

    def _move_row(self) -> None:
        self._move(self.sender().property("id"))

    def _move(self, invoice_id: int) -> None:
        """Ask to which contract of the same client prepaid money goes (B7)."""
        options = [Option(other.id, joined(other.number, other.title)) for other in self._others]

        def move(answer: Asked, form: Form) -> bool:
            if answer.contract_id is None:
                return False
            done = self._session.run(
                prepayments.move,
                invoice_id,
                answer.contract_id,
                on=self._session.today(),
                amount=answer.amount,
                form=form,
            )
            if done is None:
                return False
            self._session.tell(_("Moved. It will be deducted there."))
            return True

        self.asking.ask(
            _("Move a prepayment"),
            [self._amount(), fields.choice("contract_id", _("To"), options, span=2)],
            Asked(contract_id=options[0].value),
            move,
            columns=2,
            key="move",
            about=invoice_id,
        )

    def _amount(self) -> Field:
        currency = self._page.signed.currency if self._page is not None else ""
        return fields.money("amount", _("Amount, tax inside"), currency=currency, hint=_("Empty: all."))

    def _row(self, line: LedgerLine) -> Row:
        money, row = translator().money, line.row
        tax = total((group.tax_amount for group in row.groups), row.currency)
        held = _("held after it {amount}").format(amount=money(line.held))
        inside = _("tax inside {amount}").format(amount=money(tax)) if tax else ""
        note = joined(translator().date(row.on), inside, held, mark="  ·  ")
        buttons: list[QWidget] = []
        if row.invoice_id and line.number:
            buttons.append(
                button(line.number, self._open, row.invoice_id, name=f"ledger_{row.id}", variant="link")
            )
        running = self._page is not None and self._page.chip == "active" and bool(self._page.held)
        if running and row.kind is LedgerKind.RECEIVED and row.invoice_id and not line.is_taken_back:
            buttons.append(
                button(
                    _("Give back"),
                    self._refund_row,
                    row.invoice_id,
                    name="refund",
                    variant="bare",
                    icon="undo-2",
                )
            )
            buttons.append(
                button(_("Keep"), self._keep_row, row.invoice_id, name="keep", variant="bare", icon="lock")
            )
            if self._others:
                buttons.append(
                    button(
                        _("Move to another contract"),
                        self._move_row,
                        row.invoice_id,
                        name="move",
                        variant="bare",
                        icon="arrow-right",
                    )
                )
        return Row(ledger_words(line), note, row.note, amount=signed(row.effect), buttons=buttons)

    def _open(self) -> None:
        self._session.open_record.emit("invoice", self.sender().property("id"))
