"""What Enter does to a line of the agenda: it leads to the very place, or does the very act, that settles it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.agenda_row import AgendaAct, AgendaKind, AgendaRow
from clientdesk.ui.session import Session
from clientdesk.ui.today import words
from clientdesk.usecases import contract_invoices, prepayments, recurring, reversals

#: Acts that stand on another screen, by the kind of record that leads to them. Others open the record itself.
LEADS = {
    AgendaAct.SIGN: "sign:contract",
    AgendaAct.BILL_WORK: "new_invoice:contract",
    AgendaAct.BILL_FINAL: "new_final:contract",
    AgendaAct.CLOSE: "close:contract",
    AgendaAct.PAY_BACK: "refund_invoice",
    AgendaAct.ALLOCATE: "payment",
    AgendaAct.RECORD_PAYMENT: "pay_invoice",
    AgendaAct.ISSUE_DRAFT: "invoice",
}


class Solver(QObject):
    """Settles lines, one at a time."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def solve(self, row: AgendaRow) -> None:
        """Do what the line asks for, or lead there."""
        if row.act is AgendaAct.MAKE_RECURRING:
            self._make(row)
        elif row.act in {AgendaAct.BILL_INSTALMENT, AgendaAct.REQUEST_DEPOSIT}:
            self._ask_for(row)
        elif row.milestone_id is not None:
            kind = "promise:milestone" if row.act is AgendaAct.PROMISE_ANEW else "milestone"
            self._session.open_record.emit(kind, row.milestone_id)
        else:
            kind = LEADS.get(row.act, row.record_kind)
            self._session.open_record.emit(kind, row.paper_id or row.record_id)

    def _ask_for(self, row: AgendaRow) -> None:
        """Make the draft of a part of the plan; where vouchers confirm a deposit, ask for what came in."""
        is_deposit = row.kind is AgendaKind.DEPOSIT
        if is_deposit and self._session.read(prepayments.uses_vouchers):
            self._session.open_record.emit("receive:contract", row.record_id)
            return
        made = self._session.run(
            contract_invoices.instalment_from_contract,
            row.record_id,
            label=row.title,
            on=self._session.today(),
        )
        if made is not None:
            self._session.open_record.emit("invoice", made.id)

    def _make(self, row: AgendaRow) -> None:
        made = self._session.run(recurring.make, row.record_id, on=self._session.today())
        if not made:
            if made is not None:
                self._session.tell(_("It is made on {day}.").format(day=words.day(row)))
            return
        count = len(made)
        told = ngettext("{count} draft made.", "{count} drafts made.", count)
        back = partial(self._session.run, reversals.made_drafts, row.record_id, made)
        self._session.tell(told.format(count=translator().number(count)), undo=back)
        # One is looked at; several stand in the list of drafts.
        self._session.open_record.emit("invoice" if count == 1 else "drafts", made[0].id)
