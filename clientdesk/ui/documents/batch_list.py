"""The papers of a batch in a table that follows what becomes of them, and below it all that stood against one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import style, tokens
from clientdesk.ui.documents import batch_rows
from clientdesk.ui.documents.batch_rows import NAME_WIDTH, NARROW_NAME_WIDTH, BatchRow
from clientdesk.ui.session import Session
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.table import Direct, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView
from clientdesk.ui.widgets.wrapped import wrap

if TYPE_CHECKING:
    from clientdesk.ui.documents.batch_tasks import Task
    from clientdesk.ui.session import Database

#: The rows follow what is done a few times in a second; drawing them after each would cost more than a paper.
_FOLLOW_MILLISECONDS = 200
#: Narrower than this amounts and names give way to what is said, and a single sentence may be cut in its row.
_ROOM_FOR_ALL = 960


class BatchList(QWidget):
    """Holds the rows. One is opened with Enter or a double click."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._reader = Direct(session)
        self._rows: list[BatchRow] = []
        self._places: dict[int, int] = {}
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MILLISECONDS)
        self._follow.timeout.connect(self._show)
        card = QFrame(self)
        style.set_role(card, role="card")
        self._inside = QVBoxLayout(card)
        self._inside.setContentsMargins(1, tokens.SPACE_1, 1, tokens.SPACE_2)
        self.table: PagedTableView | None = None
        self._why = QLabel(self, objectName="batch_why")
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why.setAlignment(leading(self))
        wrap(self._why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_3)
        column.addWidget(card, 1)
        column.addWidget(self._why)

    @property
    def rows(self) -> Sequence[BatchRow]:
        """The papers as they are by now."""
        return self._rows

    def show_task(self, task: Task) -> None:
        """Show the papers of a task, with its words for what becomes of them."""
        old = self.table
        columns = batch_rows.columns(task.done_word(), task.failed_word())
        model = PagedTableModel(columns, self._fetch, self._count, self._reader, self)
        self.table = PagedTableView(model, self, name="batch_rows")
        self.table.setAccessibleName(_("Documents"))
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._look_at)
        self._inside.addWidget(self.table)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._keep(task.rows)
        model.ask(Request())
        self._arrange()
        self._look_at(0)

    def put(self, rows: Sequence[BatchRow]) -> None:
        """Show other rows, or the same in another order; the cursor begins at the first."""
        self._keep(rows)
        self._follow.stop()
        if self.table is not None:
            self.table.unmark()
            self._arrange()
            self._show()
            self.table.select_row(0)
            self._look_at(self.table.current_id)

    def change(self, row_id: int, row: BatchRow) -> None:
        """Show soon what has become of one."""
        self._rows[self._places[row_id]] = row
        if not self._follow.isActive():
            self._follow.start()

    def focus_first(self) -> None:
        """Put the cursor into the table."""
        if self.table is not None:
            self.table.setFocus()
            self.table.select_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self.table is None:
            return
        # As long as nothing is to be said of any, the names have its room.
        is_told = any(row.what or row.problems for row in self._rows)
        width = NARROW_NAME_WIDTH if is_told and not self._is_roomy else NAME_WIDTH
        self.table.setColumnWidth(0, style.scaled(width))
        self.table.setColumnHidden(self.table.model().columnCount() - 1, not self._is_roomy)
        self._look_at(self.table.current_id)

    @property
    def _is_roomy(self) -> bool:
        return self.width() >= style.scaled(_ROOM_FOR_ALL)

    def _keep(self, rows: Sequence[BatchRow]) -> None:
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}

    def _show(self) -> None:
        if self.table is not None:
            self.table.refresh()

    def _look_at(self, row_id: int) -> None:
        """Say all that stood against the row under the cursor: in its line there may be no room."""
        place = self._places.get(row_id)
        found = batch_rows.sentences(self._rows[place]) if place is not None else []
        self._why.setText("\n".join(found))
        self._why.setVisible(len(found) > (1 if self._is_roomy else 0))

    def _open(self, row_id: int) -> None:
        row = self._rows[self._places[row_id]]
        if row.record_id:
            self.opened.emit(row)

    def _fetch(self, _db: Database, _request: Request, offset: int, limit: int) -> Sequence[BatchRow]:
        return self._rows[offset : offset + limit]

    def _count(self, _db: Database, _request: Request) -> int:
        return len(self._rows)
