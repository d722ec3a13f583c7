"""The payment plan of a contract: its parts with what was asked and paid, and where each paper stands (B10)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.invoice import InvoiceKind
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import ContractPage, DocumentRow, InstalmentRow
from clientdesk.queries.contract_step import has_final, next_part
from clientdesk.ui import actions
from clientdesk.ui.contracts import words
from clientdesk.ui.contracts.asking import Asked
from clientdesk.ui.contracts.block import Block, Row, button
from clientdesk.ui.session import Session
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Section
from clientdesk.ui.widgets.following import Piece
from clientdesk.ui.widgets.form import Form
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import invoice_chip
from clientdesk.usecases import contract_invoices, prepayments


class PlanBlock(Block):
    """The parts of the plan, each with its paper; one button makes the next request."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(_("Payment plan, without tax"), parent, name="plan")
        self._session = session
        self._page: ContractPage | None = None
        self._next = actions.button("work.next_part", self, self.ask_next, variant="link")
        self.add_button(self._next)
        # Without keys: those of the same act in the page's menu lead here, too.
        self._ask = button(_("Ask for a prepayment"), self._ask_pressed, 0, name="plan_ask", variant="link")
        self.add_button(self._ask)

    def pieces(self, page: ContractPage, *, vouchers: bool) -> list[Piece]:
        """Return the steps that show a plan; where vouchers are used nobody is asked for a prepayment by invoice."""
        papers = {row.id: row for row in page.documents}
        final = final_of(page)
        rows = []
        for row in page.plan:
            is_last = row.instalment.kind is InstalmentKind.FINAL
            paper = papers.get(row.invoice_id or 0) or (final if is_last else None)
            rows.append(partial(self._row, row, paper))
        empty = _("No plan: everything is asked for by the final invoice.")
        if page.ledger:
            empty = _("No plan: the final invoice asks for everything and takes off what was prepaid.")
        return [partial(self._begin, page, vouchers=vouchers), *self.pieces_of(rows, empty)]

    def _begin(self, page: ContractPage, *, vouchers: bool) -> None:
        if self._page is not None and self._page.signed.id != page.signed.id:
            self.asking.leave()
        self._page = page
        self.asking.stand_on(self._session, "contract", page.signed.id, {"share": self.ask_share})
        part = next_part(page)
        prepaid = part is not None and part.instalment.kind is InstalmentKind.PREPAYMENT
        running = page.chip == "active" and part is not None and not (vouchers and prepaid)
        self._next.bound_action.setVisible(running)
        # Nothing planned is no dead end: money may still be asked for before the work.
        self._ask.setVisible(page.chip == "active" and not page.plan and not vouchers and not has_final(page))

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

    def _ask_pressed(self) -> None:
        self.ask_share()

    def ask_share(self, _of: int = 0) -> None:
        """Ask how much of the price is wanted beforehand, beside the plan."""
        asked: list[Field | Section] = [fields.percent("percent", _("How much of the price"))]
        self.asking.ask(
            _("Ask for a prepayment"), asked, Asked(), self._share, save=_("Make the draft"), key="share"
        )

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
        elif part.kind is InstalmentKind.FINAL:
            when = _("at the end")
        share = translator().percent(part.percent)
        note = joined(share, words.part_words(part.kind), when, mark="  ·  ")
        buttons: list[QWidget] = []
        if paper is not None:
            name = paper.number or _("Draft")
            buttons.append(button(name, self._open, paper.id, name="part_paper", variant="link"))
        return Row(
            part.label or words.part_words(part.kind),
            note,
            chip=invoice_chip(paper.standing) if paper is not None else None,
            amount=translator().money(row.net),
            buttons=buttons,
        )

    def _open(self) -> None:
        self._session.open_record.emit("invoice", self.sender().property("id"))


def final_of(page: ContractPage) -> DocumentRow | None:
    """Return the final invoice that stands, if there is one."""
    finals = [row for row in page.documents if row.kind == InvoiceKind.FINAL.value and not row.is_cancelled]
    return finals[-1] if finals else None


def documents_of(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Return the papers, the newest first, drafts before them."""
    return list(reversed(rows))
