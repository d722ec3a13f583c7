"""The prepayment ledger of a contract as steps, the same on every page that shows it (B7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clientdesk.domain.money import Money
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.domain.text import N_
from clientdesk.i18n import _, translator
from clientdesk.queries.contract_page import LedgerLine
from clientdesk.ui.widgets.amounts import signed
from clientdesk.ui.widgets.steps import StepRow, Steps

_LEDGER = {
    LedgerKind.RECEIVED: N_("Received"),
    LedgerKind.APPLIED: N_("Deducted"),
    LedgerKind.REFUNDED: N_("Paid back"),
    LedgerKind.KEPT: N_("Kept as earned"),
    LedgerKind.MOVED_OUT: N_("Moved to another contract"),
    LedgerKind.MOVED_IN: N_("Moved from another contract"),
    LedgerKind.RESTORED: N_("Free again"),
}


class LedgerSteps(Steps):
    """Received, deducted, paid back, kept: each a step, and what is held at the end."""

    def __init__(self, parent: QWidget, *, name: str) -> None:
        heads = (_("Step"), _("Amount"), _("Held after it"))
        super().__init__(heads, parent, name=name, title=_("Prepayments"), can_open=True)

    def show_lines(self, lines: Sequence[LedgerLine], held: Money) -> None:
        """Show the ledger; nothing at all while nothing was prepaid."""
        self.setVisible(bool(lines))
        left = translator().money(held)
        balance = StepRow(
            words=_("Held"), day="", amount=left, left=left, effect=0, value=held.minor, is_balance=True
        )
        finding = _("{amount} is held for this contract.") if held else _("Nothing is held any more.")
        self.set_steps([*map(_row, lines), balance] if lines else [], finding.format(amount=left))


def ledger_words(line: LedgerLine) -> str:
    """Return what happened to prepaid money."""
    kind = line.row.kind
    if kind is LedgerKind.REFUNDED and line.row.final_id is None:
        # No paper stands behind it: it was taken off the prepayment again, and nothing was paid back.
        return _("Taken back")
    if kind is LedgerKind.RECEIVED and line.is_taken_back:
        return _("Received, taken back")
    return _(_LEDGER[kind])


def _row(line: LedgerLine) -> StepRow:
    speech = translator()
    return StepRow(
        words=ledger_words(line),
        day=speech.day_and_month(line.row.on),
        amount=signed(line.row.effect),
        left=speech.money(line.held),
        effect=line.row.effect.minor,
        value=line.held.minor,
        opens=bool(line.row.invoice_id),
    )
