"""The paged table: a model that reads pages of rows from SQL as they are looked at, and a view that draws them fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from clientdesk.ui.widgets.avatar import Avatar
from clientdesk.ui.widgets.chip import Chip

PAGE = 60
IdRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
Text = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. The functions get a row (a frozen record with an `id`) and return text for people.

    `second` is a smaller line below, `trailing` stands at the end of that line (an amount), `chip` at the end of the
    first, `avatar` before both (who or what it is). `sort` is the name the query sorts by and is given only where an
    index holds it. `end` aligns amounts.
    """

    key: str
    title: str = ""
    text: Text
    second: Text | None = None
    trailing: Text | None = None
    chip: Callable[[Any], Chip | None] | None = None
    avatar: Callable[[Any], Avatar] | None = None
    sort: str = ""
    end: bool = False
    strong: bool = False
    quiet: bool = False
    width: int = 120
    stretch: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says of one row, worked out once: formatting is most of the work of painting."""

    text: str
    second: str = ""
    trailing: str = ""
    chip: Chip | None = None
    avatar: Avatar | None = None

    @classmethod
    def of(cls, column: Column, row: Any) -> Cell:
        """Ask a column about a row."""
        return cls(
            column.text(row),
            column.second(row) if column.second else "",
            column.trailing(row) if column.trailing else "",
            column.chip(row) if column.chip else None,
            column.avatar(row) if column.avatar else None,
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What the list is asked for: typed text, the saved filter's key, the order."""

    text: str = ""
    saved: str = ""
    order: str = ""
    descending: bool = False


#: `fetch(db, request, offset, limit)` returns rows; `count(db, request)` how many there are.
Fetch = Callable[[Any, Request, int, int], Sequence[Any]]
Count = Callable[[Any, Request], int]


class Reader(Protocol):
    """Whoever runs the reading: the session's tasks, or `Direct` for small lists and tests."""

    def submit(self, work: Callable[[Any], Any], done: Callable[[Any], None], *, lane: str = "") -> None:
        """Run `work(db)` and hand its value to `done`; the newest of a lane wins."""

    def forget(self, lane: str) -> None:
        """Break off what is running in `lane`: nobody wants the answer any more."""


class Direct:
    """Reads at once, on the window's own connection: for lists that are always short."""

    def __init__(self, db: object) -> None:
        self._db = db

    def submit(self, work: Callable[[Any], Any], done: Callable[[Any], None], *, lane: str = "") -> None:
        """Run `work` and answer before returning."""
        done(work(self._db))

    def forget(self, lane: str) -> None:
        """Do nothing: everything is answered already."""


@dataclass(frozen=True, slots=True)
class _First:
    generation: int
    pages: Mapping[int, Sequence[Any]]
    count: int | None


class PagedTableModel(QAbstractTableModel):
    """Knows request and count, keeps pages of 60 rows, and shows blank rows for the moment a page is on its way.

    Nothing is read before the first `ask` or `refresh`. `loaded` follows when the first rows are there.
    """

    loaded = Signal()
    counted = Signal(int)

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, count: Count, reader: Reader, parent: Any = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.request = Request()
        self.is_loaded = False
        self._fetch, self._count, self._reader = fetch, count, reader
        self._pages: dict[int, Sequence[Any]] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self._wanted: set[int] = set()
        self._rows = 0
        self._generation = 0
        self._lane = f"table-{id(self)}"

    # What screens call.

    def ask(self, request: Request) -> None:
        """Show what `request` wants: its first rows at once, then the count."""
        self.request = request
        self._read(frozenset({0}), counted=False)

    def sort_by(self, order: str, *, descending: bool = False) -> None:
        """Change only the order."""
        self.ask(replace(self.request, order=order, descending=descending))

    def refresh(self, first: int = 0, last: int = 0) -> None:
        """Read again what is shown; `first` and `last` are the visible rows, which come back with the same answer."""
        pages = {0, *range(max(0, first) // PAGE, max(0, last) // PAGE + 1)}
        self._read(frozenset(pages), counted=True)

    def row(self, number: int) -> Any:  # the screen's own record
        """Return the record in row `number`, or None while it is on its way; asking brings it."""
        if not 0 <= number < self._rows:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._bring(page)
            return None
        return rows[place] if place < len(rows) else None

    def cell(self, number: int, column: int) -> Cell | None:
        """Return what stands in a cell, or None while its row is on its way."""
        known = self._cells.get((number, column))
        if known is None and (row := self.row(number)) is not None:
            known = self._cells[number, column] = Cell.of(self.columns[column], row)
        return known

    def id_of(self, number: int) -> int:
        """Return the id of the record in row `number` as far as it was read, or 0; nothing is read for it."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page, ())
        return rows[place].id if place < len(rows) else 0

    def number_of(self, record_id: int) -> int:
        """Return the row that shows `record_id` among those read so far, or -1."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == record_id:
                    return page * PAGE + place
        return -1

    # Qt's side.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Qt's variant
        if not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case _ if role == IdRole:
                return row.id
            case _ if role == RowRole:
                return row
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(column, row)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignTrailing if column.end else Qt.AlignmentFlag.AlignLeading
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Qt's variant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if column.end else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # Reading.

    def _read(self, pages: frozenset[int], *, counted: bool) -> None:
        self._generation += 1
        generation, request, fetch, count = self._generation, self.request, self._fetch, self._count
        # Else the rows of this letter would wait until the hits of the letter before are counted.
        self._reader.forget(f"{self._lane}-count")

        def first_rows(db: object) -> _First:
            found = {page: tuple(fetch(db, request, page * PAGE, PAGE)) for page in sorted(pages)}
            return _First(generation, found, count(db, request) if counted else None)

        self._reader.submit(first_rows, self._take_first, lane=self._lane)

    def _take_first(self, first: _First) -> None:
        if first.generation != self._generation:
            return
        self.beginResetModel()
        self._pages = dict(first.pages)
        self._cells.clear()
        self._wanted.clear()
        start = len(first.pages[0])
        self._rows = start if first.count is None else first.count
        self.is_loaded = True
        self.endResetModel()
        self.loaded.emit()
        if first.count is None and start == PAGE:
            generation, request, count = first.generation, self.request, self._count
            self._reader.submit(
                lambda db: (generation, count(db, request)), self._take_count, lane=f"{self._lane}-count"
            )
        else:
            self.counted.emit(self._rows)

    def _take_count(self, answer: tuple[int, int]) -> None:
        generation, count = answer
        if generation != self._generation:
            return
        if count > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, count - 1)
            self._rows = count
            self.endInsertRows()
        self.counted.emit(self._rows)

    def _bring(self, page: int) -> None:
        if page in self._wanted:
            return
        self._wanted.add(page)
        generation, request, fetch = self._generation, self.request, self._fetch
        self._reader.submit(
            lambda db: (generation, page, tuple(fetch(db, request, page * PAGE, PAGE))), self._take_page
        )

    def _take_page(self, answer: tuple[int, int, Sequence[Any]]) -> None:
        generation, page, rows = answer
        if generation != self._generation:
            return
        self._pages[page] = rows
        self._cells.clear()
        self._wanted.discard(page)
        last = min(self._rows, (page + 1) * PAGE) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))


def spoken(column: Column, row: object) -> str:
    """Return a cell as one sentence for a screen reader; of an empty one at least the column's name."""
    chip = column.chip(row) if column.chip else None
    parts = [
        column.text(row),
        chip.word if chip else "",
        column.second(row) if column.second else "",
        column.trailing(row) if column.trailing else "",
    ]
    return ", ".join(part for part in parts if part) or f"{column.title} –".strip()
