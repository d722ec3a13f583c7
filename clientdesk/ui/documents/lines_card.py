"""The lines with their sums: the grid, discounts and surcharges on the whole paper, the ladder at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.quote import Quote
from clientdesk.i18n import _, translate_message, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.documents.adjustment_row import AdjustmentRow
from clientdesk.ui.documents.package_menu import PackageMenu
from clientdesk.ui.documents.words import amounts_of, ladder, taxes_of
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.form_desk import show_in_page, step_words
from clientdesk.ui.widgets.line_cells import Suggestion
from clientdesk.ui.widgets.line_grid import LineGrid
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.suggesting import suggestions
from clientdesk.ui.widgets.totals_panel import TotalsPanel
from clientdesk.usecases import catalogue, drafting, unsaved
from clientdesk.usecases.drafting import Writing, unit_word


class LinesCard(Card):
    """Edits the lines and adjustments of a paper; sums are asked of the paper itself and never made here."""

    edited = Signal()
    #: A step was made, after `edited`: where, what it is called, whether more of it is the same step.
    stepped = Signal(str, str, bool)

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, history: EditHistory | None = None
    ) -> None:
        super().__init__(_("Lines"), parent, name="lines_card", flush=True)
        self._session = session
        self._paper: Quote | Invoice = Invoice()
        self._writing: Writing | None = None
        self.grid = LineGrid(
            self,
            currency="EUR",
            complete=self._complete,
            units=_units(),
            discounts=False,
            history=history,
        )
        self.grid.stepped.connect(self.stepped)
        self.grid.set_unit_words(self._unit)
        self.grid.changed.connect(self._edited)
        self.body.addWidget(self.grid)
        self.add_button(self.grid.add_button(self))
        more_of_lines = self.grid.menu_button(self)
        self.add_button(more_of_lines)
        self._packages = PackageMenu(session, self._insert, more_of_lines.menu())
        more_of_lines.menu().addSeparator()
        more_of_lines.menu().addMenu(self._packages)
        self._rows: list[AdjustmentRow] = []
        self._adjustments = QVBoxLayout()
        self._adjustments.setContentsMargins(tokens.SPACE_4 - 1, 0, tokens.SPACE_4 - 1, 0)
        self._adjustments.setSpacing(tokens.SPACE_2)
        self.body.addLayout(self._adjustments)
        self.totals = TotalsPanel(self)
        self._fault = QLabel(self, objectName="totals_fault")
        self._fault.setWordWrap(True)
        style.set_role(self._fault, role="fault")
        self._more = QWidget(self)
        more = QHBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(tokens.SPACE_4)
        for name, slot in (
            ("document.add_discount", self._add_discount),
            ("document.add_surcharge", self._add_surcharge),
        ):
            more.addWidget(actions.button(name, self, slot, variant="link"))
        foot = QHBoxLayout()
        foot.setSpacing(tokens.SPACE_4)
        # The card is flush: its edge counts for one.
        foot.setContentsMargins(tokens.SPACE_4 - 1, tokens.SPACE_1, tokens.SPACE_4 - 1, tokens.SPACE_3)
        left = QVBoxLayout()
        left.addWidget(self._more)
        left.addWidget(self._fault)
        left.addStretch(1)
        foot.addLayout(left, 1)
        foot.addWidget(self.totals)
        self.body.addLayout(foot)
        self._fault.hide()

    def show_paper(self, writing: Writing, *, read_only: bool = False) -> None:
        """Show lines, adjustments and sums."""
        self._paper = writing.paper
        self.grid.set_currency(writing.paper.currency)
        self.grid.set_taxes(taxes_of(writing, self._session.today()))
        self.grid.set_read_only(read_only)
        self.grid.blockSignals(True)
        self.grid.set_lines(writing.paper.lines)
        self.grid.blockSignals(False)
        while self._rows:
            self._drop(self._rows[-1])
        for adjustment in writing.paper.adjustments:
            self._add_row(adjustment)
        self._more.setVisible(not read_only)
        for row in self._rows:
            row.set_read_only(read_only)
        for name in ("lines.add", "lines_menu"):
            button = self.findChild(QPushButton, name)
            if button is not None:
                button.setVisible(not read_only)
        self.follow(writing)

    @property
    def packages(self) -> PackageMenu:
        """The packages that can be inserted."""
        return self._packages

    def follow(self, writing: Writing) -> None:
        """Show the sums of what is written, and the taxes and currency it can have."""
        if writing.paper.currency != self._paper.currency:
            self.grid.set_currency(writing.paper.currency)
            for row in self._rows:
                row.set_currency(writing.paper.currency)
        self._paper = writing.paper
        self._writing = writing
        self._packages.currency = writing.paper.currency
        self.grid.set_taxes(taxes_of(writing, self._session.today()))
        self.grid.set_amounts(amounts_of(writing.paper))
        try:
            totals = writing.paper.totals()
        except (RuleError, ArithmeticError) as error:
            self.totals.set_rows(())
            self._fault.setText(
                translate_message(error) if isinstance(error, RuleError) else _("The sums are too large.")
            )
            self._fault.show()
            return
        self._fault.hide()
        self.totals.set_rows(ladder(writing.paper, totals, writing.issuer.country))
        gross = writing.paper.price_mode is PriceMode.GROSS
        self.set_title(_("Lines, prices with tax") if gross else _("Lines"))

    def refill(self, writing: Writing) -> None:
        """Show lines whose tax was changed by another client or country."""
        if writing.paper.lines != self.grid.lines():
            self.grid.set_taxes(taxes_of(writing, self._session.today()))
            self.grid.blockSignals(True)
            self.grid.set_lines(writing.paper.lines)
            self.grid.blockSignals(False)
        self.follow(writing)

    # What stands here, for undo and autosave.

    def typed(self) -> dict[str, Any]:
        """Return lines, cells that cannot be read, and adjustments with what was typed into them."""
        return {**self.grid.typed(), "rows": self.rows()}

    def rows(self) -> tuple[tuple[Adjustment, str, str], ...]:
        """Return each discount or surcharge with the texts of its two fields."""
        typed = ((row.known, row.form.typed()) for row in self._rows)
        return tuple((known, texts["size"], texts["reason"]) for known, texts in typed)

    def kept(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Return what `typed` gave, from what JSON made of it."""
        rows = tuple((unsaved.record(Adjustment, row[0]), row[1], row[2]) for row in kept.get("rows", ()))
        return {"cells": tuple(tuple(cell) for cell in kept.get("cells", ())), "rows": rows}

    def put(self, writing: Writing, typed: Mapping[str, Any]) -> None:
        """Show lines and adjustments as they were typed."""
        self._paper = writing.paper
        self.grid.set_currency(writing.paper.currency)
        self.grid.set_taxes(taxes_of(writing, self._session.today()))
        self.grid.retype({"lines": typed["lines"], "cells": typed["cells"]})
        if typed["rows"] != self.rows():
            while self._rows:
                self._drop(self._rows[-1])
            for adjustment, size, reason in typed["rows"]:
                self._add_row(adjustment).form.retype({"size": size, "reason": reason})

    def focus_row(self, number: int, field: str) -> None:
        """Put the cursor into a field of a discount or surcharge."""
        if 0 <= number < len(self._rows):
            editor = self._rows[number].form.editor(field)
            editor.setFocus()
            show_in_page(editor)

    def read_lines(self) -> tuple[Line, ...]:
        """Return the lines as far as they can be read."""
        return self.grid.lines()

    def read_adjustments(self, *, typing: bool = False) -> tuple[Adjustment, ...]:
        """Return the discounts and surcharges that say how much."""
        read = (row.read(typing=typing) for row in self._rows)
        return tuple(adjustment for adjustment in read if adjustment.percent or adjustment.amount)

    def is_readable(self) -> bool:
        """Close the open cell, show what cannot be read, and tell whether there is nothing of that kind."""
        return self.grid.value() is not None and all(row.form.value() is not None for row in self._rows)

    def focus_field(self, field: str) -> None:
        """Put the cursor where `lines.2.tax` or `adjustments.0` is typed."""
        parts = field.split(".")
        place = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else -1
        if parts[0] == "adjustments" and self._rows:
            self._rows[max(0, min(place, len(self._rows) - 1))].form.focus_first()
        elif parts[0] == "lines" and place >= 0:
            self.grid.edit_field(field)
        elif not self.read_lines():
            self.grid.edit(0)
        else:
            self.grid.setFocus()

    def _complete(self, text: str) -> Sequence[Suggestion]:
        paper = self._paper
        return suggestions(self._session, text, paper.currency, paper.price_mode)

    def _insert(self, package_id: int) -> None:
        """Add the lines of a package after the present ones, and its one discount to the paper (P2)."""
        found = self._session.read(catalogue.insert_package, package_id)
        if found is None:
            return
        lines, discount = found
        if self._writing is not None:
            lines = drafting.fitted(self._writing, lines, on=self._session.today())
        if discount is not None:
            self._add_row(discount)
        self.grid.append(lines, _("Insert package"))

    def _unit(self, line: Line) -> str:
        return unit_word(line.unit, line.quantity, translator())

    def _add_discount(self) -> None:
        self._add_row(Adjustment()).form.focus_first()

    def _add_surcharge(self) -> None:
        self._add_row(Adjustment(surcharge=True)).form.focus_first()

    def _add_row(self, adjustment: Adjustment) -> AdjustmentRow:
        row = AdjustmentRow(adjustment, self._paper.currency, self._remove, self)
        row.edited.connect(self._edited)
        row.stepped.connect(self._row_stepped)
        self._rows.append(row)
        self._adjustments.addWidget(row)
        row.show()
        return row

    def _remove(self, row: AdjustmentRow) -> None:
        self._drop(row)
        self.edited.emit()
        self.stepped.emit("", _("Remove {what}").format(what=row.label), False)

    def _row_stepped(self, row: AdjustmentRow, field: str) -> None:
        self.stepped.emit(f"rows.{self._rows.index(row)}.{field}", step_words(row.form, field), True)

    def _drop(self, row: AdjustmentRow) -> None:
        self._rows.remove(row)
        self._adjustments.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _edited(self) -> None:
        self.edited.emit()


def _units() -> list[str]:
    """Return the units offered while one is typed."""
    return [_("h"), _("day"), _("days"), _("page"), _("pages"), _("word"), _("words"), _("month"), _("km")]
