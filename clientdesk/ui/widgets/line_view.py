"""The table of the line grid: which cell comes next, and one input at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from clientdesk.domain.line import LineKind
from clientdesk.i18n import _, translator
from clientdesk.ui import style, tokens
from clientdesk.ui.reading_order import bring_into_view
from clientdesk.ui.widgets.line_cells import LINE_DONE, Complete, LineDelegate, Suggestion, insets
from clientdesk.ui.widgets.line_model import Cell, LineModel, is_blank

_WIDTHS = {
    Cell.QUANTITY: 74,
    Cell.UNIT: 72,
    Cell.PRICE: 98,
    Cell.DISCOUNT: 66,
    Cell.TAX: 64,
    Cell.AMOUNT: 96,
}
_LEAST_DESCRIPTION = 120
#: A unit in many letters or an amount in millions widens its column so far.
_MOST_CELL = 150
_MOST_ROWS = 40


class LineView(QTableView):
    """The table itself: which cell is next, and one editor at a time."""

    #: What stands in the open cell has changed, or the cell was closed.
    typing = Signal()

    def __init__(self, model: LineModel, complete: Complete, units: Sequence[str], grid: QWidget) -> None:
        super().__init__(grid)
        self._lines = model
        self._delegate = LineDelegate(model, complete, units, self)
        self.setObjectName("lines")
        self.setAccessibleName(_("Lines"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._restyle_rows()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(48)
        style.theme().changed.connect(self._restyle)
        self.clicked.connect(self._edit_clicked)
        model.modelReset.connect(self.fit_width)
        model.dataChanged.connect(self.fit_width)
        self._delegate.left.connect(self._left)
        self._delegate.chosen.connect(self._take_suggestion)
        self._delegate.typing.connect(self.typing)
        self.fit_height()

    @property
    def cell(self) -> Cell:
        """The column of the cursor."""
        return Cell(max(0, self.currentIndex().column()))

    def keep_keys(self, action: QAction) -> None:
        """Do not let a cell's editor take the keys of `action`."""
        self._delegate.reserved += action.shortcuts()

    def go(self, row: int, cell: Cell, *, edit: bool = True) -> None:
        """Put the cursor on a cell and, where it can be typed into, open it."""
        index = self._lines.index(row, cell)
        opened = self._open_editor()
        if opened is not None and self.currentIndex() == index:
            opened.setFocus()
            return
        # One cell at a time: what stands in another one is taken first.
        self.finish()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        if edit and cell in self._lines.cells_of(row):
            self.edit(index)
            # A line that is new has its place only after the next layout.
            QTimer.singleShot(0, self, self._show_cell)

    def finish(self) -> None:
        """Put what is being typed into the model and close the cell."""
        editor = self._open_editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, LineDelegate.EndEditHint.NoHint)

    def open_text(self) -> tuple[int, int, str] | None:
        """Return row, column and letters of the open cell, None where nothing was typed into it."""
        editor = self._open_editor()
        field = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if not isinstance(field, QLineEdit) or not field.isModified():
            return None
        index = self.currentIndex()
        return index.row(), index.column(), field.text()

    def closeEditor(self, editor: QWidget, hint: LineDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.typing.emit()

    def fit_height(self) -> None:
        """Be as high as the rows, within reason, so that the page scrolls and not the grid."""
        self._span_words()
        rows = max(1, min(_MOST_ROWS, self._lines.rowCount()))
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() else 0
        self.setFixedHeight(
            rows * self.verticalHeader().defaultSectionSize()
            + self.horizontalHeader().sizeHint().height()
            + 2
            + below
        )

    def _span_words(self) -> None:
        """Let headings, subtotals and texts have the room of the cells they do not use."""
        self.clearSpans()
        for row, line in enumerate(self._lines.lines):
            if line.kind is not LineKind.ITEM:
                self.setSpan(row, Cell.DESCRIPTION, 1, Cell.AMOUNT)

    def fit_width(self, *_changed: object) -> None:
        """Give the description all the room that is left, but never too little to read; then the grid scrolls."""
        room = self.viewport().width()
        for cell, width in _WIDTHS.items():
            if not self.isColumnHidden(cell):
                head = self.horizontalHeader().sectionSizeHint(cell)
                wide = max(style.scaled(width), head, min(self._needed(cell), style.scaled(_MOST_CELL)))
                self.setColumnWidth(cell, wide)
                room -= wide
        self.setColumnWidth(Cell.DESCRIPTION, max(style.scaled(_LEAST_DESCRIPTION), room))

    def _needed(self, cell: Cell) -> int:
        metrics = QFontMetrics(style.font(tokens.SIZE_BODY, figures=True))
        rows = range(min(self._lines.rowCount(), _MOST_ROWS))
        widest = max((metrics.horizontalAdvance(self._lines.text(row, cell)) for row in rows), default=0)
        return widest + sum(insets(cell)) + tokens.SPACE_1

    def _restyle_rows(self) -> None:
        high = max(tokens.ROW_HEIGHT, style.line_height(tokens.SIZE_BODY) + tokens.SPACE_4)
        self.verticalHeader().setDefaultSectionSize(high)

    def _restyle(self) -> None:
        self._restyle_rows()
        self.fit_width()
        self.fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.go(self.currentIndex().row(), self.cell)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_width()
        self.fit_height()
        self._show_cell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and self._lines.rowCount():
            self.go(0, Cell.DESCRIPTION)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason and self._lines.rowCount():
            last = self._lines.rowCount() - 1
            cells = self._lines.cells_of(last)
            self.go(last, cells[-1] if cells else Cell.DESCRIPTION)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _open_editor(self) -> QWidget | None:
        for child in self.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child.isVisible() and child.objectName().startswith("cell_"):
                return child
        return None

    def _show_cell(self) -> None:
        editor = self._open_editor()
        if editor is not None and editor.hasFocus():
            bring_into_view(editor)

    def _edit_clicked(self, index: QModelIndex) -> None:
        if Cell(index.column()) in self._lines.cells_of(index.row()):
            self.edit(index)

    def _left(self, step: int) -> None:
        row, cell = self.currentIndex().row(), self.cell
        lines = self._lines.lines
        last = row == len(lines) - 1
        if step > 0 and last and cell is Cell.DESCRIPTION and is_blank(lines[row]):
            # Nothing more to add: the blank line goes, and the cursor leaves the grid.
            if len(lines) > 1:
                words = _("Remove line {number}").format(number=translator().number(row + 1))
                self._lines.change(lines[:-1], words, row=row - 1)
            self.focusNextChild()
            return
        if step == LINE_DONE:
            if cell >= Cell.PRICE:
                self._start_after(row)
                return
            step = 1
        cells = self._lines.cells_of(row)
        place = cells.index(cell) + step if cell in cells else 0
        if step > 0 and cell is Cell.QUANTITY and self._lines.unit_typed_in == row:
            # The unit came with the quantity: on to the price.
            place += 1
        if 0 <= place < len(cells):
            self.go(row, cells[place])
        elif step > 0:
            self._start_after(row)
        elif row > 0:
            above = self._lines.cells_of(row - 1)
            self.go(row - 1, above[-1])
        else:
            self.focusPreviousChild()

    def _start_after(self, row: int) -> None:
        lines = self._lines.lines
        if row + 1 == len(lines):
            self._lines.change((*lines, self._lines.blank()), _("Add line"), row=row + 1)
        self.go(row + 1, Cell.DESCRIPTION)

    def _take_suggestion(self, row: int, suggestion: Suggestion) -> None:
        lines = self._lines.lines
        if not 0 <= row < len(lines):
            return
        editor = self._open_editor()
        if editor is not None:
            self.closeEditor(editor, LineDelegate.EndEditHint.NoHint)
        known = lines[row]
        filled = replace(suggestion.line, key=known.key, role=known.role, quantity=suggestion.line.quantity)
        self._lines.change((*lines[:row], filled, *lines[row + 1 :]), _("Take saved line"), row=row)
        self.go(row, Cell.QUANTITY)
