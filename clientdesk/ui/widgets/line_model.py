"""The lines of a paper as a table: typed text in, Line records out, every change a named step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind
from clientdesk.domain.search import fold
from clientdesk.domain.tax import Tax
from clientdesk.domain.text import N_
from clientdesk.i18n import _, parse_percent, parse_price, parse_quantity, translate_error, translator
from clientdesk.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole + 1
FaultRole = Qt.ItemDataRole.UserRole + 2
#: Figures of any script with their marks, then a word.
_QUANTITY_AND_UNIT = re.compile(r"([+-]?\d[\d\s.,'’٫٬]*)([^\W\d_].*)")


class Cell(IntEnum):
    """The columns. Only the amount is not typed: it comes from the rules."""

    DESCRIPTION = 0
    QUANTITY = 1
    UNIT = 2
    PRICE = 3
    DISCOUNT = 4
    TAX = 5
    AMOUNT = 6


#: What a fault's field name ends with (`lines.0.quantity`), and where it is shown.
FIELD_CELLS = {
    "description": Cell.DESCRIPTION,
    "details": Cell.DESCRIPTION,
    "quantity": Cell.QUANTITY,
    "unit": Cell.UNIT,
    "unit_price": Cell.PRICE,
    "price_base": Cell.PRICE,
    "adjustments": Cell.DISCOUNT,
    "tax": Cell.TAX,
}


class LineModel(QAbstractTableModel):
    """Holds an immutable tuple of lines. What cannot be read stays in its cell, with the reason."""

    changed = Signal()
    #: A step for the history, after `changed`: its words, row and column, and whether more of it is the same step.
    stepped = Signal(str, int, int, bool)

    def __init__(self, parent: Any = None, *, currency: str, taxes: Sequence[tuple[Tax, str]]) -> None:
        super().__init__(parent)
        self.currency = currency
        self.taxes = tuple(taxes)
        self.is_read_only = False
        #: The column of discounts is there only where somebody gives one.
        self.shows_discounts = True
        #: The row whose unit was typed along with its quantity, as in "12 h".
        self.unit_typed_in = -1
        self.unit_words: Callable[[Line], str] = _unit_as_typed
        self._lines: tuple[Line, ...] = ()
        self._amounts: tuple[str, ...] = ()
        self._faults: dict[tuple[int, Cell], tuple[str | None, str]] = {}

    # The lines.

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows, with the one being started at the end."""
        return self._lines

    @property
    def faults(self) -> dict[tuple[int, Cell], str]:
        """The sentences by row and cell."""
        return {place: sentence for place, (_text, sentence) in self._faults.items()}

    @property
    def texts(self) -> tuple[tuple[int, int, str], ...]:
        """What stands in cells that cannot be read: row, column, text."""
        found = (
            (row, int(cell), text) for (row, cell), (text, _why) in self._faults.items() if text is not None
        )
        return tuple(sorted(found))

    def set_lines(self, lines: Sequence[Line], texts: Iterable[tuple[int, int, str]] = ()) -> None:
        """Show `lines`, or a blank one to start on, with `texts` in cells that cannot be read."""
        if not lines and not self.is_read_only:
            self.beginResetModel()
            self._lines = ()
            self._faults.clear()
            self.endResetModel()
            lines = (self.blank(),)
        self._faults.clear()
        self._show(tuple(lines))
        for row, column, text in texts:
            self._put_text(row, Cell(column), text)
        if texts:
            self.changed.emit()

    def change(
        self,
        lines: Sequence[Line],
        words: str,
        *,
        row: int,
        cell: Cell = Cell.DESCRIPTION,
        typed: bool = False,
    ) -> None:
        """Put `lines` in place of the present ones, as one step called `words`, made at `row`.

        A text that cannot be read stays with its line; `typed` says that one cell was typed into, so that the others
        of its row keep theirs, and that more typing there belongs to the same step.
        """
        before = self._lines
        after = tuple(lines)
        kept = {}
        for (old, column), fault in self._faults.items():
            if typed:
                kept[old, column] = fault if old != row or fault[0] is not None else (None, "")
            else:
                # A line that moved is the same object; one that was replaced has nothing of the old texts.
                places = (number for number, line in enumerate(after) if line is before[old])
                place = old if old < len(after) and after[old] is before[old] else next(places, -1)
                if place >= 0:
                    kept[place, column] = fault
        self._faults = {place: fault for place, fault in kept.items() if fault != (None, "")}
        self._show(after)
        self.stepped.emit(words, row, int(cell), typed)

    def set_amounts(self, amounts: Sequence[str]) -> None:
        """Show what each row comes to."""
        self._amounts = tuple(amounts)
        if self._lines:
            self.dataChanged.emit(self.index(0, Cell.AMOUNT), self.index(len(self._lines) - 1, Cell.AMOUNT))

    def set_fault(self, row: int, cell: Cell, sentence: str) -> None:
        """Show `sentence` at a cell."""
        if 0 <= row < len(self._lines):
            self._faults[row, cell] = (None, sentence)
            self.dataChanged.emit(self.index(row, cell), self.index(row, cell))

    def clear_faults(self) -> None:
        """Take away the faults of what could be read; what could not stays marked."""
        self._faults = {place: fault for place, fault in self._faults.items() if fault[0] is not None}
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, Cell.AMOUNT))

    def cells_of(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that can be typed into."""
        if self.is_read_only or not 0 <= row < len(self._lines):
            return ()
        if self._lines[row].kind is LineKind.ITEM:
            hidden = {Cell.AMOUNT} if self.shows_discounts else {Cell.AMOUNT, Cell.DISCOUNT}
            return tuple(cell for cell in Cell if cell not in hidden)
        return (Cell.DESCRIPTION,)

    def offer(self, taxes: Sequence[tuple[Tax, str]]) -> None:
        """Offer other taxes; lines keep theirs, but one on which nothing was typed yet takes the usual one."""
        self.taxes = tuple(taxes)
        usual = self.taxes[0][0] if self.taxes else Tax()
        lines = tuple(replace(line, tax=usual) if is_blank(line) else line for line in self._lines)
        if lines != self._lines:
            self._show(lines)
        self.clear_faults()

    def blank(self) -> Line:
        """Return a new line with the tax of the one above it."""
        items = [line for line in self._lines if line.kind is LineKind.ITEM]
        if items:
            return Line(tax=items[-1].tax)
        return Line(tax=self.taxes[0][0]) if self.taxes else Line()

    # Qt's side.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(Cell)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Cell):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[Cell(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(Cell(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if Cell(index.column()) in self.cells_of(index.row()):
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        row, cell = index.row(), Cell(index.column())
        typed, sentence = self._faults.get((row, cell), (None, ""))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return (
                    typed
                    if typed is not None
                    else self.text(row, cell, editing=role != Qt.ItemDataRole.DisplayRole)
                )
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(sentence or self._lines[row].details) or None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return sentence or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_titles()[cell]}: {typed if typed is not None else self.text(row, cell)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(cell)
            case _ if role == LineRole:
                return self._lines[row]
            case _ if role == FaultRole:
                return sentence
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, cell = index.row(), Cell(index.column())
        if role != Qt.ItemDataRole.EditRole or cell not in self.cells_of(row):
            return False
        had_fault = self._faults.pop((row, cell), None) is not None
        if cell is Cell.QUANTITY:
            self.unit_typed_in = row if _with_unit(str(value))[1] else -1
        words = _("Change {column}").format(column=_titles()[cell])
        try:
            changed = self._read(self._lines[row], cell, value)
        except RuleError as error:
            self._faults[row, cell] = (str(value), translate_error(error))
            self.dataChanged.emit(index, index)
            self.changed.emit()
            self.stepped.emit(words, row, int(cell), True)
            return True
        if changed != self._lines[row]:
            lines = (*self._lines[:row], changed, *self._lines[row + 1 :])
            self.change(lines, words, row=row, cell=cell, typed=True)
        elif had_fault:
            self.dataChanged.emit(index, index)
            self.changed.emit()
            self.stepped.emit(words, row, int(cell), True)
        return True

    def text(self, row: int, cell: Cell, *, editing: bool = False) -> str:
        """Return a cell as the locale writes it."""
        line = self._lines[row]
        if cell is Cell.DESCRIPTION:
            return line.description or (
                _("Subtotal") if line.kind is LineKind.SUBTOTAL and not editing else ""
            )
        if cell is Cell.AMOUNT:
            return self._amounts[row] if row < len(self._amounts) else ""
        if line.kind is not LineKind.ITEM or (is_blank(line) and not editing):
            return ""
        speech = translator()
        match cell:
            case Cell.QUANTITY:
                return speech.quantity(line.quantity)
            case Cell.UNIT:
                return line.unit if editing else self.unit_words(line)
            case Cell.PRICE:
                return "" if editing and not line.unit_price else speech.price(line.unit_price, self.currency)
            case Cell.DISCOUNT:
                percent = discount_percent(line)
                return speech.number(percent) if percent else ""
        return self.tax_words(line.tax)

    def tax_words(self, tax: Tax) -> str:
        """Return the words of a tax: those of the list, or its rate."""
        for known, words in self.taxes:
            if known == tax:
                return words
        return translator().percent(tax.rate)

    # Inside.

    def _read(self, line: Line, cell: Cell, value: Any) -> Line:
        speech = translator()
        if cell is Cell.TAX:
            return replace(line, tax=value if isinstance(value, Tax) else self._tax_of(str(value).strip()))
        text = str(value).strip()
        match cell:
            case Cell.DESCRIPTION:
                return replace(line, description=text)
            case Cell.QUANTITY:
                number, unit = _with_unit(text)
                quantity = parse_quantity(number, speech.tag) if number else Decimal(1)
                return replace(line, quantity=quantity, unit=unit or line.unit)
            case Cell.UNIT:
                return replace(line, unit=text)
            case Cell.PRICE:
                price = parse_price(text, self.currency, speech.tag) if text else Decimal(0)
                return replace(line, unit_price=price)
        percent = parse_percent(text, speech.tag) if text else Decimal(0)
        return with_discount(line, percent)

    def _tax_of(self, text: str) -> Tax:
        """Return the tax that is meant by its words or its rate; RuleError where none of those offered is."""
        folded = fold(text)
        for tax, words in self.taxes:
            if fold(words) == folded:
                return tax
        begun = [tax for tax, words in self.taxes if folded and fold(words).startswith(folded)]
        if len(begun) == 1:
            return begun[0]
        try:
            rate = parse_percent(text, translator().tag)
        except RuleError:
            rate = None
        for tax, _words in self.taxes:
            # No rate is also what several reasons have in common: those go by their words.
            if rate and tax.rate == rate:
                return tax
        raise RuleError(
            N_("“{text}” is none of the taxes of this line."),
            field="tax",
            next_step=N_("Choose one of these: {taxes}."),
            text=text,
            taxes=", ".join(words for _tax, words in self.taxes),
        )

    def _put_text(self, row: int, cell: Cell, text: str) -> None:
        if not 0 <= row < len(self._lines):
            return
        try:
            self._read(self._lines[row], cell, text)
        except RuleError as error:
            self._faults[row, cell] = (text, translate_error(error))
            self.dataChanged.emit(self.index(row, cell), self.index(row, cell))

    def _show(self, lines: tuple[Line, ...]) -> None:
        if len(lines) == len(self._lines) and lines:
            different = [row for row, line in enumerate(lines) if line != self._lines[row]]
            self._lines = lines
            for row in different:
                self.dataChanged.emit(self.index(row, 0), self.index(row, Cell.AMOUNT))
        else:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
        self.changed.emit()


def _unit_as_typed(line: Line) -> str:
    return line.unit


def _with_unit(text: str) -> tuple[str, str]:
    """Split "12 h" into quantity and unit; a text that does not begin with a figure is left whole."""
    found = _QUANTITY_AND_UNIT.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found else (text.strip(), "")


def is_blank(line: Line) -> bool:
    """Whether nothing was typed into the line yet; its tax may have come from the line above."""
    return line == Line(key=line.key, tax=line.tax)


def discount_percent(line: Line) -> Decimal:
    """Return the line's discount in percent, 0 without one; other adjustments are not shown here."""
    for adjustment in line.adjustments:
        if adjustment.percent is not None and not adjustment.surcharge:
            return adjustment.percent
    return Decimal(0)


def with_discount(line: Line, percent: Decimal) -> Line:
    """Return `line` with its discount set to `percent`; all other adjustments stay."""
    kept = list(line.adjustments)
    for place, adjustment in enumerate(kept):
        if adjustment.percent is not None and not adjustment.surcharge:
            kept[place : place + 1] = [replace(adjustment, percent=percent)] if percent else []
            return replace(line, adjustments=tuple(kept))
    if percent:
        kept.append(Adjustment(percent=percent))
    return replace(line, adjustments=tuple(kept))


def _titles() -> dict[Cell, str]:
    return {
        Cell.DESCRIPTION: _("Description"),
        Cell.QUANTITY: _("Quantity"),
        Cell.UNIT: _("Unit"),
        Cell.PRICE: _("Price"),
        Cell.DISCOUNT: _("Disc. %"),
        Cell.TAX: _("Tax"),
        Cell.AMOUNT: _("Amount"),
    }


def _side(cell: Cell) -> Qt.AlignmentFlag:
    numbers = {Cell.QUANTITY, Cell.PRICE, Cell.DISCOUNT, Cell.AMOUNT}
    side = Qt.AlignmentFlag.AlignTrailing if cell in numbers else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
