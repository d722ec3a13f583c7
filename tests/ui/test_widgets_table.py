"""Paged tables and the list pattern on a table of 1,000 rows in a real file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from clientdesk.storage import engine, schema
from clientdesk.storage.database import Database, transaction
from clientdesk.ui import actions
from clientdesk.ui.session import Session
from clientdesk.ui.tokens import TWO_LINE_ROW_HEIGHT, Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.list_pane import ListPane, SavedFilter
from clientdesk.ui.widgets.table import PAGE, Column, Direct, IdRole, PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView

ROWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    id: int
    name: str
    late: bool


COLUMNS = (
    Column(
        key="name",
        title="Name",
        text=lambda row: row.name,
        second=lambda row: f"No. {row.id}",
        trailing=lambda row: "€1.00",
        chip=lambda row: Chip("Overdue", Kind.BAD) if row.late else None,
        sort="name",
        stretch=True,
    ),
    Column(key="number", title="Number", text=lambda row: str(row.id), end=True),
)


def fetch(db, request: Request, offset: int, limit: int) -> Sequence[Row]:
    direction = "DESC" if request.descending else "ASC"
    order = f"{request.order or 'id'} {direction}"
    rows = db.rows(
        f"SELECT id, name, late FROM row WHERE name LIKE :text AND (:late = '' OR late) "
        f"ORDER BY {order} LIMIT :limit OFFSET :offset",
        {"text": f"%{request.text}%", "late": request.saved, "limit": limit, "offset": offset},
    )
    return tuple(Row(id=row["id"], name=row["name"], late=bool(row["late"])) for row in rows)


def count(db, request: Request) -> int:
    return db.value(
        "SELECT count(*) FROM row WHERE name LIKE :text AND (:late = '' OR late)",
        {"text": f"%{request.text}%", "late": request.saved},
    )


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Session]:
    """A session on a file that is no book: one table with many rows is all that lists need."""

    def connect() -> Database:
        return Database(engine.connect(str(tmp_path / "rows.db"), isolation_level=None), None)

    db = connect()
    with transaction(db):
        db.execute(*schema.OWN_FILTERS)
        db.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, name TEXT, late INTEGER) STRICT")
        for number in range(1, ROWS + 1):
            db.execute("INSERT INTO row VALUES (?, ?, ?)", (number, f"Client {number:04}", number % 10 == 0))
    session = Session(db, today=lambda: date(2026, 6, 17), connect=connect)
    yield session
    session.close()


@pytest.fixture
def model(filled: Session) -> PagedTableModel:
    return PagedTableModel(COLUMNS, fetch, count, filled.tasks)


def settle(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.tasks.is_busy)


def test_the_first_page_comes_first_and_the_count_after(qtbot, filled: Session, model: PagedTableModel):
    sizes = []
    model.loaded.connect(lambda: sizes.append(model.rowCount()))
    model.counted.connect(sizes.append)
    model.ask(Request())
    settle(qtbot, filled)
    assert sizes == [PAGE, ROWS]


def test_pages_are_read_only_when_they_are_looked_at(qtbot, filled: Session, model: PagedTableModel):
    model.ask(Request())
    settle(qtbot, filled)
    index = model.index(700, 0)
    assert index.data() is None
    settle(qtbot, filled)
    assert index.data() == "Client 0701"
    assert index.data(IdRole) == 701
    assert len(model._pages) == 2


def test_fewer_rows_than_a_page_need_no_count(qtbot, filled: Session, model: PagedTableModel):
    with qtbot.waitSignal(model.counted) as counted:
        model.ask(Request(text="Client 000"))
    assert counted.args == [9]
    assert model.rowCount() == 9


def test_a_screen_reader_hears_the_whole_cell(qtbot, filled: Session, model: PagedTableModel):
    model.ask(Request())
    settle(qtbot, filled)
    spoken = model.index(9, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Client 0010, Overdue, No. 10, €1.00"


def test_the_model_behaves(qtbot, filled: Session, qtmodeltester):
    model = PagedTableModel(COLUMNS, fetch, count, Direct(filled.db))
    qtmodeltester.check(model, force_py=True)
    model.ask(Request())
    qtmodeltester.check(model, force_py=True)


def test_sorting_is_offered_only_where_an_index_is(qtbot, filled: Session, model: PagedTableModel):
    view = PagedTableView(model)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    model.ask(Request())
    settle(qtbot, filled)
    click_head(qtbot, view, 1)
    assert model.request.order == ""
    click_head(qtbot, view, 0)
    click_head(qtbot, view, 0)
    settle(qtbot, filled)
    assert model.request == Request(order="name", descending=True)
    assert model.index(0, 0).data() == "Client 1000"


def click_head(qtbot, view: PagedTableView, section: int) -> None:
    header = view.horizontalHeader()
    place = header.rect().center()
    place.setX(header.sectionViewportPosition(section) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_rows_have_one_fixed_height(qtbot, filled: Session, model: PagedTableModel):
    view = PagedTableView(model)
    qtbot.addWidget(view)
    model.ask(Request())
    settle(qtbot, filled)
    assert view.rowHeight(0) == view.rowHeight(500) >= TWO_LINE_ROW_HEIGHT
    assert not view.styleSheet()


@pytest.fixture
def pane(qtbot, filled: Session):
    model = PagedTableModel(COLUMNS[:1], fetch, count, filled.tasks)
    page = QWidget()
    new = actions.button("clients.new", page, page.update, variant="primary")
    made = ListPane(
        model,
        EmptyState("Add your first client.", new),
        placeholder="Filter clients",
        saved=[SavedFilter("", "All"), SavedFilter("late", "Overdue")],
        session=filled,
    )
    qtbot.addWidget(made)
    made.resize(348, 700)
    with qtbot.waitActive(made):
        made.show()
    made.refresh()
    settle(qtbot, filled)
    yield made  # noqa: PT022  # keeps page and pane alive


def test_typing_filters_and_counts(qtbot, filled: Session, pane: ListPane):
    assert pane.count.text() == "1,000 entries"
    pane.focus_filter()
    QTest.keyClicks(pane.filter, "0042")
    settle(qtbot, filled)
    assert pane.count.text() == "1 entry"
    QTest.keyClick(pane.filter, Qt.Key.Key_Escape)
    settle(qtbot, filled)
    assert pane.count.text() == "1,000 entries"


def test_down_and_enter_open_a_record_from_the_filter(qtbot, filled: Session, pane: ListPane):
    pane.focus_filter()
    QTest.keyClick(pane.filter, Qt.Key.Key_Down)
    assert pane.table.hasFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.opened) as opened:
        QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert opened.args == [2]
    QTest.keyClick(pane.table, Qt.Key.Key_Slash)
    assert pane.filter.hasFocus()


def test_enter_in_the_filter_opens_the_first_hit(qtbot, filled: Session, pane: ListPane):
    pane.focus_filter()
    QTest.keyClicks(pane.filter, "0777")
    settle(qtbot, filled)
    with qtbot.waitSignal(pane.opened) as opened:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened.args == [777]


def test_a_saved_filter_is_one_press(qtbot, filled: Session, pane: ListPane):
    qtbot.mouseClick(pane.findChild(QPushButton, "filter_late"), Qt.MouseButton.LeftButton)
    settle(qtbot, filled)
    assert pane.count.text() == "100 entries"


def test_no_hits_repeat_what_was_typed_and_offer_to_clear_it(
    qtbot, filled: Session, pane: ListPane, type_text
):
    type_text(pane.filter, "Größmann")
    settle(qtbot, filled)
    assert pane.no_hits.isVisible()
    assert "Größmann" in pane.no_hits.text
    qtbot.mouseClick(pane.findChild(QPushButton, "clear_filter"), Qt.MouseButton.LeftButton)
    settle(qtbot, filled)
    assert pane.table.isVisible()


def test_an_empty_list_says_what_belongs_here_with_one_action(qtbot, filled: Session, pane: ListPane):
    with transaction(filled.db):
        filled.db.execute("DELETE FROM row")
    pane.refresh()
    settle(qtbot, filled)
    assert pane.empty.isVisible()
    assert pane.findChild(QPushButton, "clients.new").isVisible()


def test_the_same_row_stays_current_and_in_view_after_reading_again(qtbot, filled: Session, pane: ListPane):
    scroll = pane.table.verticalScrollBar()
    scroll.setValue(scroll.maximum() // 2)
    settle(qtbot, filled)
    pane.table.viewport().grab()
    settle(qtbot, filled)
    row = pane.table.rowAt(100)
    pane.table.selectRow(row)
    record, place = pane.table.current_id, scroll.value()
    with transaction(filled.db):
        filled.db.execute("UPDATE row SET name = 'Renamed' WHERE id = ?", (record,))
    pane.refresh()
    settle(qtbot, filled)
    qtbot.waitUntil(lambda: scroll.value() == place)
    assert pane.table.current_id == record
    assert pane.table.currentIndex().data() == "Renamed"


def test_a_record_is_selected_when_its_page_arrives(qtbot, filled: Session, pane: ListPane):
    with qtbot.waitSignal(pane.current_changed) as current:
        pane.select(5)
    assert current.args == [5]
    assert pane.select(59)
    assert pane.table.current_id == 59


def test_the_rows_of_a_letter_do_not_wait_for_the_count_of_the_letter_before(qtbot, filled: Session):
    counted: list[str] = []

    def slow_count(db, request: Request) -> int:
        if request.text != "2":
            # Longer than anybody waits, unless it is broken off.
            db.value("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        counted.append(request.text)
        return count(db, request)

    model = PagedTableModel(COLUMNS, fetch, slow_count, filled.tasks)
    with qtbot.waitSignal(model.loaded):
        model.ask(Request())
    with qtbot.waitSignals([model.loaded, model.counted]):
        model.ask(Request(text="2"))
    settle(qtbot, filled)
    assert counted == ["2"]
