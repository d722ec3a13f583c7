"""The line editor of quotes and invoices, all on the keys: Tab moves, Enter on the last cell starts the next line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.line import Line, LineKind, LineRole
from clientdesk.domain.tax import Tax
from clientdesk.i18n import _, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.reading_order import READS_LAST, bring_into_view
from clientdesk.ui.widgets.edit_history import EditHistory
from clientdesk.ui.widgets.line_cells import Complete, Suggestion
from clientdesk.ui.widgets.line_model import FIELD_CELLS, Cell, LineModel, is_blank
from clientdesk.ui.widgets.line_view import LineView
from clientdesk.ui.widgets.sheet import Sheet

__all__ = ["LineGrid", "Suggestion"]


def _nothing(_text: str) -> Sequence[Suggestion]:
    return ()


class LineGrid(QWidget, Sheet):
    """Edits a tuple of Line records; `changed` follows every edit, and the owner answers with `set_amounts`.

    `taxes` are the taxes to choose from, each with its words; `complete(text)` offers saved lines while typing.
    There is no rule in here: amounts come from outside, and faults too (`show_error("lines.2.quantity", …)`).
    Alone it can undo by itself; within an editor it tells that one's `history` of each step.
    """

    changed = Signal()
    #: A step was made, after `changed`: where, what it is called, whether more of it is the same step.
    stepped = Signal(str, str, bool)
    #: Letters stand in an open cell that are no line yet, or do so no more.
    typing = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        currency: str,
        taxes: Sequence[tuple[Tax, str]] = (),
        complete: Complete = _nothing,
        units: Sequence[str] = (),
        discounts: bool = True,
        history: EditHistory | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = LineModel(self, currency=currency, taxes=taxes)
        self._always_discounts = discounts
        self.view = LineView(self._model, complete, units, self)
        self._fault = QLabel(self, objectName="lines_fault")
        self._fault.setWordWrap(True)
        self._fault.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_3, 0)
        style.set_role(self._fault, role="fault")
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_1)
        column.addWidget(self.view, 1)
        column.addWidget(self._fault)
        self._actions = self._make_actions()
        self._model.changed.connect(self._lines_changed)
        self._model.stepped.connect(self._stepped)
        self.view.typing.connect(self._typing)
        self.history = history or EditHistory(self, self)
        self._is_alone = history is None
        for action in (self.history.undo_action, self.history.redo_action):
            self.view.keep_keys(action)
        self.setFocusProxy(self.view)
        self.set_lines(())

    # What screens call.

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`, with a blank one to start on where there are none."""
        self._show_discounts(self._always_discounts or any(line.adjustments for line in lines))
        self._model.set_lines(lines)
        if self._is_alone:
            self.history.begin()

    def lines(self) -> tuple[Line, ...]:
        """Return the lines as far as they could be read, without blank ones at the end."""
        lines = list(self._model.lines)
        while lines and is_blank(lines[-1]):
            lines.pop()
        return tuple(lines)

    def value(self) -> tuple[Line, ...] | None:
        """Return the lines, or None while a cell holds something that cannot be read."""
        self.view.finish()
        self._model.clear_faults()
        self._show_fault()
        return None if self._model.faults else self.lines()

    def set_unit_words(self, words: Callable[[Line], str]) -> None:
        """Show units as `words` says; they are typed and stored as they are."""
        self._model.unit_words = words

    def set_amounts(self, amounts: Sequence[str]) -> None:
        """Show what each of `lines()` comes to, formatted."""
        self._model.set_amounts(amounts)

    def set_currency(self, currency: str) -> None:
        """Read and write prices in `currency` from now on."""
        self._model.currency = currency
        self._model.clear_faults()

    def set_taxes(self, taxes: Sequence[tuple[Tax, str]]) -> None:
        """Offer other taxes; those of the lines stay."""
        if tuple(taxes) != self._model.taxes:
            self._model.offer(taxes)

    def set_read_only(self, read_only: bool) -> None:
        """Show the lines of a paper that does not change any more."""
        self.view.finish()
        self._model.is_read_only = read_only
        for action in self._actions.values():
            action.setEnabled(not read_only)

    def show_error(self, field: str, sentence: str) -> None:
        """Show `sentence` at the cell that `lines.<row>.<name>` names, or below the grid."""
        parts = field.split(".")
        if len(parts) > 1 and parts[1].isdigit():
            cell = FIELD_CELLS.get(parts[2], Cell.DESCRIPTION) if len(parts) > 2 else Cell.DESCRIPTION  # noqa: PLR2004
            self._model.set_fault(int(parts[1]), cell, sentence)
            self.view.go(int(parts[1]), cell, edit=False)
        self._fault.setText(sentence)
        self._fault.show()

    def error(self) -> str:
        """Return the sentence below the grid, empty without one."""
        return "" if self._fault.isHidden() else self._fault.text()

    def edit(self, row: int, cell: Cell = Cell.DESCRIPTION) -> None:
        """Put the cursor into a cell."""
        self.view.go(row, cell)

    def edit_field(self, field: str) -> None:
        """Put the cursor into the cell that `lines.<row>.<name>` names."""
        parts = field.split(".")
        name = parts[2] if len(parts) > 2 else "description"  # noqa: PLR2004
        cell = FIELD_CELLS.get(name, Cell.DESCRIPTION)
        if cell is Cell.DISCOUNT:
            self._show_discounts(True)
        self.view.go(int(parts[1]), cell)
        self.view.setFocus()
        self.edit(int(parts[1]), cell)

    def go_to_fault(self) -> None:
        """Put the cursor on the first cell that cannot be read; its sentence stands below the grid."""
        cells = sorted((row, column) for row, column, _text in self._model.texts)
        if cells:
            row, column = cells[0]
            self._fault.setText(self._model.faults[row, Cell(column)])
            self._fault.show()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.go(row, Cell(column), edit=False)
            bring_into_view(self._fault)

    def unreadable(self) -> list[str]:
        """Return the sentences of the cells that cannot be read as they were typed."""
        cells = sorted((row, column) for row, column, _text in self._model.texts)
        return [self._model.faults[row, Cell(column)] for row, column in cells]

    def hush(self) -> None:
        """Take away what was said about lines that can be read."""
        self._model.clear_faults()
        self._show_fault()

    # What stands in the grid, for undo and autosave.

    def typed(self) -> dict[str, Any]:
        return {"lines": self._model.lines, "cells": self._model.texts}

    def retype(self, typed: Mapping[str, Any]) -> None:
        if typed != self.typed():
            self._show_discounts(self._always_discounts or any(line.adjustments for line in typed["lines"]))
            self._model.set_lines(typed["lines"], typed["cells"])

    def finish(self) -> None:
        self.view.finish()

    def focus_place(self, place: str) -> None:
        row, column = (int(part) for part in place.split(".")[1:3])
        self.view.setFocus()
        self.view.go(min(row, len(self._model.lines) - 1), Cell(column), edit=False)

    def open_text(self) -> tuple[int, int, str] | None:
        """Return row, column and letters of a cell that is being typed into, None where there are no new ones."""
        return self.view.open_text()

    def retype_open(self, texts: Sequence[tuple[int, int, str]]) -> None:
        """Put back what was typed into cells: it is read as if the cell had been left."""
        for row, column, text in texts:
            if 0 <= row < len(self._model.lines):
                self._model.setData(self._model.index(row, column), text)

    def action(self, action_id: str) -> QAction:
        """Return one of the `lines.*` actions, for a button or menu."""
        return self._actions[action_id]

    def add_button(self, parent: QWidget) -> QPushButton:
        """Return the button "Add line"."""
        button = actions.ActionButton(self._actions["lines.add"], parent)
        # Whoever types goes straight to the first line.
        button.setProperty(READS_LAST, True)
        return button

    def menu_button(self, parent: QWidget) -> QPushButton:
        """Return the three dots with everything that can be done to the current line."""
        button = QPushButton(parent, objectName="lines_menu")
        button.setAccessibleName(_("More for this line"))
        button.setToolTip(_("More for this line"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty(READS_LAST, True)
        style.set_role(button, variant="icon")
        icons.set_icon(button, "ellipsis")
        button.setMenu(actions.menu(button, self._menu_entries()))
        return button

    # The verbs.

    def add_line(self) -> None:
        """Start a new line at the end."""
        self.view.finish()
        lines = self._model.lines
        if not lines or not is_blank(lines[-1]):
            self._model.change((*lines, self._model.blank()), _("Add line"), row=len(lines))
        self.view.go(len(self._model.lines) - 1, Cell.DESCRIPTION)

    def append(self, added: Sequence[Line], words: str) -> None:
        """Add `added` after the present lines, as one step called `words`; a blank line at the end gives way."""
        self.view.finish()
        present = self.lines()
        self._model.change((*present, *added), words, row=len(present))
        self.view.go(len(present), Cell.DESCRIPTION, edit=False)

    def _remove(self) -> None:
        row = self._finished_row()
        lines = self._model.lines
        if row >= 0:
            left = (*lines[:row], *lines[row + 1 :]) or (self._model.blank(),)
            words = _("Remove line {number}").format(number=translator().number(row + 1))
            self._model.change(left, words, row=row)
            self.view.go(min(row, len(left) - 1), Cell.DESCRIPTION)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row, cell = self._finished_row(), self.view.cell
        lines = list(self._model.lines)
        other = row + step
        if row >= 0 and 0 <= other < len(lines):
            lines[row], lines[other] = lines[other], lines[row]
            self._model.change(lines, _("Move line"), row=other)
            self.view.go(other, cell)

    def _copy(self) -> None:
        row = self._finished_row()
        lines = self._model.lines
        if row >= 0:
            # A copy is a row of its own, so it does not keep the key or the record it would bill twice.
            copied = replace(lines[row], key="", source="")
            after = (*lines[: row + 1], copied, *lines[row + 1 :])
            self._model.change(after, _("Copy line"), row=row + 1)
            self.view.go(row + 1, Cell.DESCRIPTION)

    def _heading(self) -> None:
        self._turn_kind(LineKind.HEADING, _("Heading"))

    def _subtotal(self) -> None:
        row = self._finished_row()
        lines = self._model.lines
        place = row + 1
        if 0 <= row < len(lines) and is_blank(lines[row]):
            place = row
        after = (*lines[:place], Line(kind=LineKind.SUBTOTAL), *lines[place:])
        self._model.change(after, _("Subtotal"), row=place)
        self.view.go(place, Cell.DESCRIPTION, edit=False)

    def _optional(self) -> None:
        self._turn_role(LineRole.OPTIONAL, _("Optional"))

    def _alternative(self) -> None:
        self._turn_role(LineRole.ALTERNATIVE, _("Alternative"))

    def _bonus(self) -> None:
        self._turn_role(LineRole.BONUS, _("Bonus"))

    def _turn_kind(self, kind: LineKind, words: str) -> None:
        row = self._finished_row()
        if row >= 0:
            line = self._model.lines[row]
            self._put(row, replace(line, kind=LineKind.ITEM if line.kind is kind else kind), words)
            self.view.go(row, Cell.DESCRIPTION)

    def _turn_role(self, role: LineRole, words: str) -> None:
        row, cell = self._finished_row(), self.view.cell
        if row >= 0 and self._model.lines[row].kind is LineKind.ITEM:
            line = self._model.lines[row]
            self._put(row, replace(line, role=LineRole.NORMAL if line.role is role else role), words)
            self.view.go(row, cell)

    def _discount(self) -> None:
        row = self._finished_row()
        self._show_discounts(True)
        if 0 <= row < len(self._model.lines) and self._model.lines[row].kind is LineKind.ITEM:
            self.view.go(row, Cell.DISCOUNT)

    def _show_discounts(self, shown: bool) -> None:
        self._model.shows_discounts = shown
        self.view.setColumnHidden(Cell.DISCOUNT, not shown)
        self.view.fit_width()

    # Inside.

    def _put(self, row: int, line: Line, words: str) -> None:
        lines = self._model.lines
        self._model.change((*lines[:row], line, *lines[row + 1 :]), words, row=row)

    def _finished_row(self) -> int:
        self.view.finish()
        return self.view.currentIndex().row()

    def _make_actions(self) -> dict[str, QAction]:
        slots: dict[str, Callable[[], None]] = {
            "lines.add": self.add_line,
            "lines.remove": self._remove,
            "lines.up": self._move_up,
            "lines.down": self._move_down,
            "lines.copy": self._copy,
            "lines.heading": self._heading,
            "lines.subtotal": self._subtotal,
            "lines.optional": self._optional,
            "lines.alternative": self._alternative,
            "lines.bonus": self._bonus,
            "lines.discount": self._discount,
        }
        made = {}
        for action_id, slot in slots.items():
            action = made[action_id] = actions.make(action_id, self, slot)
            # Only while the cursor is in the grid: the same keys mean other things elsewhere.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.view.keep_keys(action)
        return made

    def _menu_entries(self) -> list[QAction | None]:
        names = (
            "copy",
            "up",
            "down",
            "",
            "heading",
            "subtotal",
            "",
            "optional",
            "alternative",
            "bonus",
            "",
            "discount",
            "",
            "remove",
        )
        return [self._actions[f"lines.{name}"] if name else None for name in names]

    def _lines_changed(self) -> None:
        self._show_fault()
        self.view.fit_height()
        self.changed.emit()

    def _stepped(self, words: str, row: int, column: int, more: bool) -> None:
        place = f"lines.{row}.{column}"
        if self._is_alone:
            self.history.note(place, words, merges=more)
        self.stepped.emit(place, words, more)

    def _typing(self) -> None:
        self.history.set_open(self.open_text() is not None)
        self.typing.emit()

    def _show_fault(self) -> None:
        sentence = next(iter(self._model.faults.values()), "")
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    def contextMenuEvent(self, event) -> None:
        menu = actions.menu(self, self._menu_entries())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
