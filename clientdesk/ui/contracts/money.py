"""The money of a contract: its payment plan with what was asked and paid, and the prepayment ledger (B7, B10, J4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.invoice import InvoiceKind
from clientdesk.domain.money import total
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.i18n import _, translator
from clientdesk.queries import contract_list
from clientdesk.queries.contract_list import ContractName
from clientdesk.queries.contract_page import ContractPage, DocumentRow, InstalmentRow, LedgerLine
from clientdesk.queries.contract_step import has_final, next_part
from clientdesk.ui import actions
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.fields import Field, Option, Section
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import invoice_chip, kind_words, method_words
from clientdesk.usecases import contract_invoices, prepayments

_METHODS = ("transfer", "cash", "card", "upi", "cheque")


class PlanBlock(Block):
    """The parts of the plan, each with its paper; one button makes the next request."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Payment plan"), parent, name="plan")
        self._session = session
        self._page: ContractPage | None = None
        self._next = actions.button("work.next_part", self, self.ask_next, variant="link")
        self.add_button(self._next)

    def show_page(self, page: ContractPage, *, vouchers: bool) -> None:
        """Show the plan of a contract; where vouchers are used nobody is asked for a prepayment by invoice."""
        if self._page is not None and self._page.signed.id != page.signed.id:
            self.asking.leave()
        self._page = page
        part = next_part(page)
        prepaid = part is not None and part.instalment.kind is InstalmentKind.PREPAYMENT
        running = page.chip == "active" and part is not None and not (vouchers and prepaid)
        self._next.bound_action.setVisible(running)
        papers = {row.id: row for row in page.documents}
        final = final_of(page)
        rows = []
        for row in page.plan:
            is_last = row.instalment.kind is InstalmentKind.FINAL
            rows.append(self._row(row, papers.get(row.invoice_id or 0) or (final if is_last else None)))
        self.set_rows(rows, _("No plan: everything is asked for by the final invoice."))

    def ask_next(self) -> None:
        """Make the draft of the next part of the plan, and open it."""
        part = next_part(self._page) if self._page is not None else None
        if part is not None:
            self.ask_for(part)

    def ask_for(self, part: InstalmentRow) -> None:
        """Make the draft that a part of the plan asks for, and open it."""
        if self._page is None:
            return
        done = self._session.run(
            contract_invoices.instalment_from_contract,
            self._page.signed.id,
            label=part.instalment.label,
            on=self._session.today(),
        )
        if done is not None:
            self._session.open_record.emit("invoice", done.id)

    def ask_share(self) -> None:
        """Ask how much of the price is wanted beforehand, beside the plan."""
        asked: list[Field | Section] = [fields.percent("percent", _("How much of the price"))]
        self.asking.ask(_("Ask for a prepayment"), asked, Asked(), self._share, save=_("Make the draft"))

    def _share(self, answer: Asked, form: Form) -> bool:
        if self._page is None:
            return False
        done = self._session.run(
            prepayments.request,
            self._page.signed.id,
            on=self._session.today(),
            percent=answer.percent,
            form=form,
        )
        if done is None:
            return False
        self._session.open_record.emit("invoice", done.id)
        return True

    def _row(self, row: InstalmentRow, paper: DocumentRow | None) -> Row:
        part = row.instalment
        when = ""
        if part.milestone:
            when = _("with “{milestone}”").format(milestone=part.milestone)
        elif part.due_on:
            when = translator().date(part.due_on)
        share = translator().percent(part.percent)
        note = joined(share, words.part_words(part.kind), when, mark="  ·  ")
        buttons: list[QWidget] = []
        if paper is not None:
            name = paper.number or _("Draft")
            buttons.append(button(name, self._open, paper.id, name="part_paper", variant="link"))
        return Row(
            part.label or words.part_words(part.kind),
            note,
            chip=due_chip(paper, self._session.today()) if paper is not None else None,
            amount=translator().money(row.net),
            buttons=buttons,
        )

    def _open(self) -> None:
        self._session.open_record.emit("invoice", self.sender().property("id"))


class LedgerBlock(Block):
    """What came in before the work, what was deducted, paid back or kept, and what is held after each step (B7)."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Prepayments"), parent, name="ledger")
        self._session = session
        self._page: ContractPage | None = None
        self._others: Sequence[ContractName] = ()
        self._receive = actions.button("work.receive", self, self.receive, variant="link")
        self.add_button(self._receive)

    def show_page(self, page: ContractPage) -> None:
        """Show the ledger of a contract."""
        if self._page is not None and self._page.signed.id != page.signed.id:
            self.asking.leave()
        self._page = page
        self._others = self._session.read(contract_list.siblings, page.signed.id) or ()
        self._receive.bound_action.setVisible(page.chip == "active")
        rows = [self._row(line) for line in page.ledger]
        self.set_rows(rows, _("Nothing was prepaid yet."))

    def receive(self) -> None:
        """Ask for money that came in before the work without an invoice (R-PRE-2, R-PRE-16)."""
        page = self._page
        if page is None:
            return
        asked: list[Field | Section] = [
            fields.money(
                "amount", _("Amount, tax inside"), currency=page.signed.currency, empty=fields.REQUIRED
            ),
            fields.date("on", _("When"), today=self._session.today, empty=fields.REQUIRED),
            fields.choice("method", _("How"), [Option(one, method_words(one)) for one in _METHODS]),
            fields.text("reference", _("Reference"), span=3),
        ]
        self.asking.ask(
            _("Prepayment received"),
            asked,
            Asked(on=self._session.today(), method="transfer"),
            self._received,
            words=_("The paper that confirms it is numbered and kept with it."),
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
        page, invoice_id = self._page, self.sender().property("id")
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
            words=_("The paper that takes it back is numbered and kept with it."),
        )

    def _keep_row(self) -> None:
        """Ask why prepaid money is kept without a final invoice (B7)."""
        invoice_id = self.sender().property("id")

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
        )

    def _move_row(self) -> None:
        """Ask to which contract of the same client prepaid money goes (B7)."""
        invoice_id = self.sender().property("id")
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
        sign = "+" if row.effect.minor > 0 else ""
        buttons: list[QWidget] = []
        if row.invoice_id and line.number:
            buttons.append(
                button(line.number, self._open, row.invoice_id, name=f"ledger_{row.id}", variant="link")
            )
        running = self._page is not None and self._page.chip == "active" and bool(self._page.held)
        if running and row.kind is LedgerKind.RECEIVED and row.invoice_id:
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
        return Row(
            words.ledger_words(row.kind), note, row.note, amount=sign + money(row.effect), buttons=buttons
        )

    def _open(self) -> None:
        self._session.open_record.emit("invoice", self.sender().property("id"))


def final_of(page: ContractPage) -> DocumentRow | None:
    """Return the final invoice that stands, if there is one."""
    finals = [row for row in page.documents if row.kind == InvoiceKind.FINAL.value]
    return finals[-1] if finals and has_final(page) else None


def paper_chip(paper: DocumentRow) -> Chip:
    """Return where a paper stands."""
    if paper.state == "draft" or paper.balance is None or paper.gross is None:
        return invoice_chip("draft")
    if paper.kind in {"credit_note", "cancellation", "receipt_voucher", "refund_voucher"}:
        return invoice_chip("issued")
    if paper.balance.minor < 0:
        return invoice_chip("refund_due")
    if not paper.balance:
        return invoice_chip("paid")
    return invoice_chip("open" if paper.balance == paper.gross else "part_paid")


def due_chip(paper: DocumentRow, today: date) -> Chip:
    """Return where a paper stands today: an open one past its day is overdue."""
    found = paper_chip(paper)
    late = paper.due_on is not None and paper.due_on < today and paper.balance is not None
    if late and paper.balance is not None and paper.balance.minor > 0 and found.kind is not Kind.QUIET:
        return invoice_chip("overdue")
    return found


def documents_of(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Return the papers, the newest first, drafts before them."""
    return list(reversed(rows))
