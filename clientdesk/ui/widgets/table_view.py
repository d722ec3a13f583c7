"""The view of a paged table: fixed rows, sorting by its heads, Enter to open, and the same row after a new reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from clientdesk.ui import style
from clientdesk.ui.widgets.cells import CellDelegate, fit
from clientdesk.ui.widgets.table import IdRole, PagedTableModel, RowRole

if TYPE_CHECKING:
    from clientdesk.ui.widgets.table import Column


#: How many rows are looked at for the width of columns, and how far (in per cent) a column may grow for them.
_LOOKED_AT = 24
_MOST_WIDENING = 150
#: More chosen rows than these are let go of by a new reading of the list, unless all were chosen.
_MOST_KEPT = 600


class PagedTableView(QTableView):
    """Shows a PagedTableModel. Heads are hidden for a list of one column.

    It carries no stylesheet of its own: a styled view repaints whole when it scrolls.
    """

    #: Enter or a double click on the record with this id.
    opened = Signal(int)
    #: The cursor came to stand on the record with this id (0: on none).
    current_changed = Signal(int)
    #: So many rows are chosen; only where several may be.
    chosen_changed = Signal(int)

    def __init__(
        self,
        model: PagedTableModel,
        parent: QWidget | None = None,
        *,
        name: str = "table",
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._kept_rows: tuple[int, ...] = ()
        self._kept_all = False
        self._kept_request = model.request
        self._chosen = 0
        self.setObjectName(name)
        self._model = model
        self._delegate = CellDelegate(model.columns, model.cell, self)
        self._kept = 0
        self._kept_mark = False
        self._kept_scroll = 0
        self._wanted = 0
        self._told = 0
        self._reveal = -1
        #: Whether the cursor moves because a key is held down.
        self.is_held = False
        self._told_of = model.request.saved
        self._is_wide_enough = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        fit(self, self._delegate)
        self._lay_out_head()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.counted.connect(self._remember_request)
        model.modelReset.connect(self._mark_order)
        model.dataChanged.connect(self._rows_came)
        model.counted.connect(self._rows_came)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._current_row_changed)
        if several:
            self.selectionModel().selectionChanged.connect(self._tell_chosen)
        style.theme().changed.connect(self._restyle)

    @property
    def current_id(self) -> int:
        """The id of the record under the cursor, or 0."""
        return self.currentIndex().data(IdRole) or 0

    def select(self, record_id: int) -> bool:
        """Put the cursor on `record_id`; if it is not read yet, do so when it comes. Tell whether it is there."""
        number = self._model.number_of(record_id)
        if number < 0:
            self._wanted = record_id
            return False
        self._wanted = 0
        self._go(number)
        return True

    @property
    def is_waiting(self) -> bool:
        """Whether a record was asked for that has not been read yet."""
        return bool(self._wanted)

    def reveal(self, number: int) -> None:
        """Scroll to a row by its number, now or once there are so many; a record that is waited for is chosen there."""
        self._reveal = number
        self._rows_came()

    def select_first(self) -> None:
        """Put the cursor on the first row, if there is one and none is chosen."""
        # A view that gets the focus makes its first row current without selecting it, so ask for the selection.
        if not self.selectionModel().hasSelection():
            self.select_row(0)

    def select_row(self, number: int) -> None:
        """Put the cursor on the row of that number, or on the last if there are not so many."""
        if self._model.rowCount():
            self._wanted = 0
            self._go(max(0, min(number, self._model.rowCount() - 1)))

    def unmark(self) -> None:
        """Mark no row, for what stands beside the list is not in it; the cursor stays where it is."""
        self.clearSelection()

    @property
    def chosen(self) -> list[tuple[int, int]]:
        """The chosen rows as ranges of their numbers, both ends included, from above; rows may not be read yet."""
        found = self.selectionModel().selection()
        return sorted({(found.at(n).top(), found.at(n).bottom()) for n in range(found.count())})

    @property
    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.chosen)

    def choose_all(self) -> None:
        """Choose every row of the list, read or not."""
        self.selectAll()

    def choose_one(self) -> None:
        """Give up all chosen rows but the one under the cursor."""
        self._go(max(0, self.currentIndex().row()))

    def _go(self, number: int) -> None:
        # Not `selectRow`: mirrored, it looks for a column at the edge and finds none before the first layout.
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(number, 0), flags)

    def refresh(self) -> None:
        """Read what is shown again; cursor and scroll position stay."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        self._model.refresh(first, last if last >= 0 else self._model.rowCount() - 1 if first >= 0 else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.is_held = event.isAutoRepeat()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id:
            self.opened.emit(self.current_id)
            return
        if event.key() == Qt.Key.Key_Escape and self._several and self.chosen_count > 1:
            self.choose_one()
            return
        # With Ctrl it is a command: Space chooses one more row, A all of them.
        is_command = self._several and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.text().isprintable() and event.text() and not is_command:
            # Qt would search row by row, and with that read the whole table; letters belong to the filter.
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.is_held = self.is_held and event.isAutoRepeat()
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _lay_out_head(self) -> None:
        header = self.horizontalHeader()
        columns = self._model.columns
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        if len(columns) == 1:
            header.hide()
            header.setStretchLastSection(True)
            return
        for number, column in enumerate(columns):
            self.setColumnWidth(number, style.scaled(column.width))
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(any(column.sort for column in columns))
        header.sectionClicked.connect(self._sort_by_section)

    def _sort_by_section(self, section: int) -> None:
        column: Column = self._model.columns[section]
        if not column.sort:
            return
        request = self._model.request
        descending = not request.descending if request.order == column.sort else column.end
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        self._model.sort_by(column.sort, descending=descending)

    def _mark_order(self) -> None:
        """Show the arrow in the head of the column that is sorted by, whoever asked for it."""
        request, header = self._model.request, self.horizontalHeader()
        section = next(
            (n for n, one in enumerate(self._model.columns) if one.sort and one.sort == request.order), -1
        )
        header.setSortIndicatorShown(section >= 0)
        if section >= 0:
            down = Qt.SortOrder.DescendingOrder if request.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(section, down)

    def _remember(self) -> None:
        self._kept = self.current_id
        self._kept_mark = self.selectionModel().hasSelection()
        self._kept_scroll = self.verticalScrollBar().value()
        if self._several:
            count = self.chosen_count
            self._kept_all = count > 1 and count == self._model.rowCount()
            rows = (n for first, last in self.chosen for n in range(first, last + 1))
            # Rows that were never looked at have no name yet to be found by again.
            few = 1 < count <= _MOST_KEPT and not self._kept_all
            self._kept_rows = tuple(self._model.id_of(number) for number in rows) if few else ()

    def _choose_again(self) -> None:
        """Choose after a new reading what was chosen before: all of it, or nothing but the row under the cursor."""
        flag = QItemSelectionModel.SelectionFlag
        is_same = self._kept_request == self._model.request
        if is_same and self._kept_all:
            self.selectAll()
        elif is_same and self._kept_rows:
            numbers = [self._model.number_of(record_id) if record_id else -1 for record_id in self._kept_rows]
            if min(numbers) >= 0:
                for number in numbers:
                    self.selectionModel().select(self._model.index(number, 0), flag.Select | flag.Rows)
        self._kept_rows, self._kept_all = (), False
        self._tell_chosen()

    def _remember_request(self) -> None:
        self._kept_request = self._model.request

    def _tell_chosen(self) -> None:
        count = self.chosen_count
        if count != self._chosen:
            self._chosen = count
            self.chosen_changed.emit(count)

    def _widen(self) -> None:
        """Widen columns of facts, such as dates, until the first rows fit; words keep what the column declares."""
        if self._is_wide_enough or len(self._model.columns) == 1 or not self._model.rowCount():
            return
        self._is_wide_enough = True
        first = [
            self._model.index(number, 0).data(RowRole)
            for number in range(min(_LOOKED_AT, self._model.rowCount()))
        ]
        rows = [row for row in first if row is not None]
        for number, column in enumerate(self._model.columns):
            if column.stretch:
                continue
            head = self.horizontalHeader().sectionSizeHint(number)
            needed = max((self._delegate.width(column, row) for row in rows), default=0)
            most = style.scaled(column.width) * _MOST_WIDENING // 100
            self.setColumnWidth(number, max(self.columnWidth(number), min(most, max(head, needed))))

    def _restore(self) -> None:
        self._widen()
        target = self._wanted or self._kept
        if target and not self.select(target) and target == self._kept:
            self._wanted = 0
        if target and target == self._kept and not self._kept_mark:
            self.unmark()
        if self._several:
            self._choose_again()
        # The scroll bar learns its new range only after the layout of the reset is done.
        QTimer.singleShot(0, self, self._scroll_back)
        if not self.currentIndex().isValid():
            self._tell(0)

    def _scroll_back(self) -> None:
        if self._kept_scroll:
            self.verticalScrollBar().setValue(self._kept_scroll)

    def _rows_came(self) -> None:
        if self._wanted and self._model.number_of(self._wanted) >= 0:
            self._reveal = -1
            self.select(self._wanted)
        elif 0 <= self._reveal < self._model.rowCount():
            number, self._reveal = self._reveal, -1
            # Asking for the row brings its page.
            if self._model.row(number) is None:
                self.scrollTo(self._model.index(number, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _restyle(self) -> None:
        self._delegate.forget_fonts()
        fit(self, self._delegate)
        for number, column in enumerate(self._model.columns):
            self.setColumnWidth(number, style.scaled(column.width))
        self._is_wide_enough = False
        self._widen()
        self.viewport().update()

    def _open_index(self, index: QModelIndex) -> None:
        record_id = index.data(IdRole)
        if record_id:
            self.opened.emit(record_id)

    def _current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = current.data(IdRole) or 0
        if record_id:
            self._tell(record_id)

    def _tell(self, record_id: int) -> None:
        # A new reading puts the cursor back on its row: that is no change for anybody.
        # Another filter may hold other records under the same ids.
        of = self._model.request.saved
        if (record_id, of) != (self._told, self._told_of):
            self._told, self._told_of = record_id, of
            self.current_changed.emit(record_id)
