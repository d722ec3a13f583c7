"""The base of every picture: marks to walk and open, a finding in one sentence, the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _, pgettext
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.ink import Ink, text_width
from clientdesk.ui.widgets.picture import Mark, Picture
from clientdesk.ui.widgets.table import Column, Direct, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView
from clientdesk.ui.widgets.wrapped import wrap

__all__ = ["Chart", "Mark"]

#: Rows of the table that are shown before it scrolls.
_MOST_ROWS: Final = 12
_FIGURE_WIDTH: Final = 150
_WIDEST_FIGURE: Final = 240


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    cells: tuple[str, ...]


class Chart(QWidget):
    """A picture with its finding above and its table behind one button.

    A subclass paints: `picture_height`, `places` (one rectangle for each mark, in their order) and `draw`, all as if
    reading ran from left to right; `Ink` mirrors what must be. Give the figures with `set_marks`. The colours follow
    the scheme, sizes the text scale. With `can_open` Enter, Space or a click emits `opened`.
    """

    #: The number of the mark that is to be opened, as in `set_marks`.
    opened = Signal(int)
    #: The number of the mark the cursor came to.
    current_changed = Signal(int)

    def __init__(
        self,
        heads: Sequence[str],
        parent: QWidget | None = None,
        *,
        name: str,
        title: str,
        can_open: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._can_open = can_open
        self.marks: tuple[Mark, ...] = ()
        self._heads = tuple(heads)
        self._finding = QLabel(self, objectName=f"{name}_finding")
        style.set_role(self._finding, role="second")
        wrap(self._finding)
        self._finding.setAlignment(leading(self))
        self._twin = actions.button("chart.table", self, self.toggle, variant="quiet")
        self.picture = _ChartPicture(self)
        self.picture.opened.connect(self.open_mark)
        self.picture.current_changed.connect(self.current_changed)
        self.picture.setObjectName(f"{name}_picture")
        model = PagedTableModel(_columns(heads), self._rows, self._count, Direct(None), self)
        self.table = PagedTableView(model, self, name=f"{name}_table")
        self.table.setAccessibleName(title)
        self.table.opened.connect(self._open_row)
        self.table.hide()
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_3)
        head.addWidget(self._finding, 1)
        head.addWidget(self._twin, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addLayout(head)
        column.addWidget(self.picture)
        column.addWidget(self.table)
        style.theme().changed.connect(self.fit)
        self._name_twin()

    # What a subclass says.

    def picture_height(self) -> int:
        """Return how high the picture is, from the marks and the text scale."""
        raise NotImplementedError

    def places(self, size: QSizeF) -> list[QRectF]:
        """Return where each mark stands in a picture of `size`."""
        raise NotImplementedError

    def draw(self, ink: Ink) -> None:
        """Paint the picture into `ink.size`."""
        raise NotImplementedError

    # What a page calls.

    def set_marks(self, marks: Sequence[Mark], finding: str) -> None:
        """Show `marks` in place of the ones before; `finding` says in one sentence what is to be seen."""
        self.marks = tuple(marks)
        self._finding.setText(finding)
        self.picture.setAccessibleName(finding)
        self.table.refresh()
        self.picture.set_marks(self.marks, can_open=self._can_open)
        self.fit()

    @property
    def finding(self) -> str:
        """The sentence above the picture."""
        return self._finding.text()

    @property
    def shows_table(self) -> bool:
        """Whether the table is in front."""
        return not self.table.isHidden()

    @property
    def current(self) -> int:
        """The number of the mark under the cursor, or the one it would come to first."""
        return self.picture.current

    def set_current(self, number: int, *, focus: bool = False) -> None:
        """Put the cursor on a mark."""
        self.picture.go(number, focus=focus)

    def toggle(self) -> None:
        """Show the table in place of the picture, or the other way round; the cursor goes along."""
        had_focus = self.picture.has_cursor or self.table.hasFocus()
        shows_table = not self.shows_table
        self.table.setVisible(shows_table)
        self.picture.setVisible(not shows_table)
        self._name_twin()
        if shows_table:
            self.table.select(self.current + 1)
        elif self.table.current_id:
            self.set_current(self.table.current_id - 1, focus=had_focus)
        if shows_table and had_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Take the height that the marks need at the text scale in use, and paint anew."""
        self.picture.setFixedHeight(max(1, self.picture_height()))
        self.picture.settle()
        rows = min(len(self.marks), _MOST_ROWS)
        head = self.table.horizontalHeader()
        head_height = 0 if head.isHidden() else head.sizeHint().height()
        height = rows * self.table.verticalHeader().defaultSectionSize() + head_height + 2
        self.table.setFixedHeight(height)
        for number in range(1, len(self._heads)):
            words = [
                self._heads[number],
                *(mark.cells[number] for mark in self.marks if number < len(mark.cells)),
            ]
            width = max(text_width(word, tokens.SIZE_BODY, tokens.WEIGHT_MEDIUM) for word in words)
            self.table.setColumnWidth(number, min(_WIDEST_FIGURE, round(width) + tokens.SPACE_5))

    # Inside.

    def _rows(self, _db: object, _request: Request, offset: int, limit: int) -> tuple[_Row, ...]:
        wanted = self.marks[offset : offset + limit]
        return tuple(_Row(offset + place + 1, mark.cells) for place, mark in enumerate(wanted))

    def _count(self, _db: object, _request: Request) -> int:
        return len(self.marks)

    def _open_row(self, row_id: int) -> None:
        self.open_mark(row_id - 1)

    def open_mark(self, number: int) -> None:
        """Lead to what a mark stands for, if it leads anywhere."""
        if self._can_open and 0 <= number < len(self.marks) and self.marks[number].opens:
            self.opened.emit(number)

    def _name_twin(self) -> None:
        # Translators: the button that shows a chart as a table of the same figures, or again as a picture
        words = _("Picture") if self.shows_table else pgettext("of figures", "Table")
        self._twin.bound_action.setText(words)
        icons.set_icon(self._twin, "chart-column" if self.shows_table else "list", gap=tokens.SPACE_1)
        self._twin.setAccessibleDescription(self.accessibleName())


class _ChartPicture(Picture):
    """Paints what its chart says."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart

    def places(self, size: QSizeF) -> list[QRectF]:
        return self._chart.places(size)

    def draw(self, ink: Ink) -> None:
        self._chart.draw(ink)


def _columns(heads: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=str(number),
            title=head,
            text=_Cell(number),
            end=number > 0,
            strong=number == 0,
            width=_FIGURE_WIDTH,
            stretch=number == 0,
        )
        for number, head in enumerate(heads)
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """Reads one cell of a row."""

    number: int

    def __call__(self, row: _Row) -> str:
        return row.cells[self.number] if self.number < len(row.cells) else ""
