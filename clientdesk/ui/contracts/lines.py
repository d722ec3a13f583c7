"""The lines of a contract with their sums; amounts are asked of the contract itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line, LineKind, PriceMode
from clientdesk.domain.tax import Tax
from clientdesk.i18n import _, translate_error, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.line_cells import Suggestion
from clientdesk.ui.widgets.line_grid import LineGrid
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.suggesting import suggestions
from clientdesk.ui.widgets.taxes import tax_words
from clientdesk.ui.widgets.totals_panel import TotalRow, TotalsPanel
from clientdesk.usecases.drafting import unit_word


class LinesCard(Card):
    """Edits the lines of a draft."""

    edited = Signal()

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, history: EditHistory | None = None
    ) -> None:
        super().__init__(_("Lines"), parent, name="lines_card", flush=True)
        self._session = session
        self._contract = Contract()
        self.grid = LineGrid(self, currency="EUR", complete=self._complete, discounts=False, history=history)
        self.grid.set_unit_words(_unit)
        self.grid.changed.connect(self._edited)
        self.body.addWidget(self.grid)
        self.add_button(self.grid.add_button(self))
        self.add_button(self.grid.menu_button(self))
        self.totals = TotalsPanel(self)
        self._fault = QLabel(self, objectName="totals_fault")
        self._fault.setWordWrap(True)
        style.set_role(self._fault, role="fault")
        foot = QHBoxLayout()
        # The card is flush: its edge counts for one.
        foot.setContentsMargins(tokens.SPACE_4 - 1, tokens.SPACE_1, tokens.SPACE_4 - 1, tokens.SPACE_3)
        foot.addWidget(self._fault, 1)
        foot.addWidget(self.totals)
        self.body.addLayout(foot)

    def show_contract(self, contract: Contract, taxes: Sequence[tuple[Tax, str]]) -> None:
        """Show lines and sums of a draft."""
        self.grid.set_currency(contract.currency)
        self.grid.set_taxes(taxes)
        self.grid.blockSignals(True)
        self.grid.set_lines(contract.lines)
        self.grid.blockSignals(False)
        gross = contract.price_mode is PriceMode.GROSS
        self.set_title(_("Lines, prices with tax") if gross else _("Lines"))
        self.follow(contract)

    def follow(self, contract: Contract) -> None:
        """Show the sums of what is written."""
        self._contract = contract
        lines = contract.lines
        self.grid.set_amounts(
            [
                translator().amount(line.amount(contract.currency)) if line.kind is LineKind.ITEM else ""
                for line in lines
            ]
        )
        try:
            totals = contract.totals()
        except (RuleError, ArithmeticError) as error:
            fault = translate_error(error) if isinstance(error, RuleError) else _("The sums are too large.")
            self._fault.setText(fault)
            self.totals.set_rows(())
            return
        self._fault.setText("")
        money = translator().money
        rows = []
        if totals.discount:
            rows.append(TotalRow(_("Discount"), money(-totals.discount), name="discount"))
        if totals.surcharge:
            rows.append(TotalRow(_("Surcharge"), money(totals.surcharge), name="surcharge"))
        rows.append(TotalRow(_("Net"), money(totals.net), name="net"))
        rows += [
            TotalRow(_("Tax {rate}").format(rate=tax_words(group.tax)), money(group.tax_amount), name="tax")
            for group in totals.groups
            if group.tax.rate
        ]
        rows.append(TotalRow(_("Total"), money(totals.gross), strong=True, name="due"))
        self.totals.set_rows(rows)

    def read(self) -> tuple[Line, ...]:
        """Return the lines as far as they can be read."""
        return self.grid.lines()

    def is_readable(self) -> bool:
        """Close the open cell and show what cannot be read."""
        return self.grid.value() is not None

    def _edited(self) -> None:
        self.edited.emit()

    def _complete(self, text: str) -> Sequence[Suggestion]:
        contract = self._contract
        return suggestions(self._session, text, contract.currency, contract.price_mode)


def _unit(line: Line) -> str:
    return unit_word(line.unit, line.quantity, translator())
