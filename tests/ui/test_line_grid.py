"""The line editor, driven by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QVBoxLayout, QWidget

from clientdesk import i18n
from clientdesk.domain.line import Line, LineKind, LineRole
from clientdesk.domain.tax import Tax
from clientdesk.ui.widgets.line_grid import LineGrid, Suggestion
from clientdesk.ui.widgets.line_model import Cell, LineModel

STANDARD, REDUCED = Tax(rate=Decimal(19)), Tax(rate=Decimal(7))
TAXES = [(STANDARD, "19 %"), (REDUCED, "7 %")]
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def saved(text: str) -> list[Suggestion]:
    line = Line(description="Website maintenance", unit="h", unit_price=Decimal(85), tax=REDUCED)
    return (
        [Suggestion("Website maintenance", line, "85.00 / h")] if "website".startswith(text.lower()) else []
    )


@pytest.fixture
def grid(qtbot) -> Iterator[LineGrid]:
    page = QWidget()
    qtbot.addWidget(page)
    made = LineGrid(page, currency="EUR", taxes=TAXES, complete=saved, units=["h", "day", "page"])
    after = QLineEdit(page, objectName="after")
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(after)
    page.resize(900, 400)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    made.edit(0)
    yield made  # noqa: PT022  # the page lives as long as this function waits


def keys(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_line(*cells: str) -> None:
    for number, cell in enumerate(cells):
        if number:
            press(Qt.Key.Key_Tab)
        keys(cell)


def test_a_line_is_typed_with_tab_alone_and_enter_starts_the_next(grid):
    type_line("Logo", "2", "page", "150", "10", "")
    press(Qt.Key.Key_Return)
    type_line("Text", "1,5", "h")
    press(Qt.Key.Key_Tab)
    first, second = grid.lines()
    assert (first.description, first.quantity, first.unit, first.unit_price) == ("Logo", 2, "page", 150)
    assert [adjustment.percent for adjustment in first.adjustments] == [10]
    assert first.tax == STANDARD
    assert (second.description, second.quantity, second.unit) == ("Text", Decimal("1.5"), "h")


def test_german_typing_is_read_as_german(grid):
    i18n.set_language("de")
    type_line("Logo", "1,5", "", "1.234,50")
    press(Qt.Key.Key_Tab)
    assert grid.lines()[0].unit_price == Decimal("1234.50")


def test_tab_on_an_empty_last_line_leaves_the_grid(grid):
    type_line("Logo", "1", "", "100", "", "")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "after"
    assert len(grid.lines()) == 1


def test_shift_tab_goes_back_over_the_line_above(grid):
    grid.set_lines([Line(description="One", tax=STANDARD), Line(description="Two", tax=STANDARD)])
    grid.edit(1)
    press(Qt.Key.Key_Backtab, SHIFT)
    assert (grid.view.currentIndex().row(), grid.view.cell) == (0, Cell.TAX)


def test_what_cannot_be_read_stays_in_its_cell_with_a_sentence(grid):
    type_line("Logo", "zwei")
    press(Qt.Key.Key_Tab)
    assert "zwei" in grid.error()
    assert grid.view.model().index(0, Cell.QUANTITY).data() == "zwei"
    assert grid.value() is None
    grid.edit(0, Cell.QUANTITY)
    keys("2")
    press(Qt.Key.Key_Tab)
    assert not grid.error()
    assert grid.value()[0].quantity == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_own_words_are_kept_and_the_next_cell_opens_while_saved_lines_are_offered(grid, qtbot, key):
    keys("Web")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(QApplication.activePopupWidget(), key)
    assert QApplication.activePopupWidget() is None
    assert grid.view.cell is Cell.QUANTITY
    assert grid.view.findChild(QLineEdit, "cell_quantity").isVisible()
    assert grid.lines()[0].description == "Web"


def test_tab_takes_the_saved_line_that_is_marked(grid, qtbot):
    keys("Web")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(grid.lines()) and grid.lines()[0].unit_price == 85)
    assert grid.view.cell is Cell.QUANTITY


def test_a_saved_line_fills_the_row(grid):
    keys("web")
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    QTest.qWait(1)
    line = grid.lines()[0]
    assert (line.description, line.unit, line.unit_price, line.tax) == (
        "Website maintenance",
        "h",
        85,
        REDUCED,
    )
    assert grid.view.cell is Cell.QUANTITY


def test_the_next_line_takes_the_tax_of_the_one_above(grid):
    grid.set_lines([Line(description="Book", tax=REDUCED)])
    grid.add_line()
    keys("Second book")
    press(Qt.Key.Key_Tab)
    assert grid.lines()[1].tax == REDUCED


def test_a_tax_is_chosen_by_key(grid):
    grid.set_lines([Line(description="Book", tax=STANDARD)])
    grid.edit(0, Cell.TAX)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert grid.lines()[0].tax == REDUCED


@pytest.mark.parametrize("typed", ["7", "7 %", "7%", "7,0"])
def test_a_tax_is_typed_by_its_rate(grid, typed):
    grid.set_lines([Line(description="Book", tax=STANDARD)])
    grid.edit(0, Cell.TAX)
    keys(typed)
    press(Qt.Key.Key_Tab)
    assert grid.lines()[0].tax == REDUCED
    assert grid.error() == ""


def test_the_open_tax_cell_shows_its_words_in_full(grid):
    grid.set_lines([Line(description="Book", tax=STANDARD)])
    grid.edit(0, Cell.TAX)
    field = QApplication.focusWidget().findChild(QLineEdit)
    QApplication.processEvents()
    assert field.text() == "19 %"
    assert field.accessibleName() == "Tax"
    # What is left of the field beside its cursor and margins.
    assert field.contentsRect().width() - 6 >= field.fontMetrics().horizontalAdvance(field.text())


def test_letters_in_the_tax_cell_stay_there_and_say_what_can_be_chosen(grid, qtbot):
    grid.set_lines([Line(description="Book", tax=STANDARD), Line(description="Map", tax=STANDARD)])
    grid.edit(0, Cell.TAX)
    keys("abc")
    assert grid.open_text() == (0, int(Cell.TAX), "abc")
    press(Qt.Key.Key_Tab)
    assert "“abc” is none of the taxes" in grid.error()
    assert "19" in grid.error()
    assert grid.view.model().index(0, Cell.TAX).data() == "abc"
    assert grid.value() is None
    # What was typed is kept over a stop of the program, too.
    kept = grid.typed()
    grid.set_lines(())
    grid.retype(kept)
    assert grid.view.model().index(0, Cell.TAX).data() == "abc"
    grid.edit(0, Cell.TAX)
    keys("19")
    press(Qt.Key.Key_Tab)
    assert grid.error() == ""
    assert [line.tax for line in grid.value()] == [STANDARD, STANDARD]


def test_lines_are_removed_moved_and_copied_by_key_while_typing(grid):
    grid.set_lines(
        [Line(key="a", description="A", tax=STANDARD), Line(key="b", description="B", tax=STANDARD)]
    )
    grid.edit(0)
    press(Qt.Key.Key_Down, ALT)
    assert [line.description for line in grid.lines()] == ["B", "A"]
    press(Qt.Key.Key_D, CTRL)
    assert [(line.description, line.key) for line in grid.lines()] == [("B", "b"), ("A", "a"), ("A", "")]
    press(Qt.Key.Key_Backspace, CTRL)
    press(Qt.Key.Key_Up, ALT)
    assert [line.description for line in grid.lines()] == ["A", "B"]


def test_headings_subtotals_and_markers(grid):
    grid.set_lines([Line(description="Part one", tax=STANDARD), Line(description="Item", tax=STANDARD)])
    grid.edit(0)
    press(Qt.Key.Key_H, CTRL)
    grid.edit(1)
    press(Qt.Key.Key_O, CTRL | SHIFT)
    press(Qt.Key.Key_T, CTRL)
    kinds = [line.kind for line in grid.lines()]
    assert kinds == [LineKind.HEADING, LineKind.ITEM, LineKind.SUBTOTAL]
    assert grid.lines()[1].role is LineRole.OPTIONAL
    grid.edit(0)
    press(Qt.Key.Key_Tab)
    assert (grid.view.currentIndex().row(), grid.view.cell) == (1, Cell.DESCRIPTION)


def test_every_edit_can_be_undone_by_name(grid):
    grid.set_lines([Line(description="A", tax=STANDARD)])
    grid.edit(0, Cell.PRICE)
    keys("12.50")
    press(Qt.Key.Key_Tab)
    assert grid.history.words == "Change Price"
    press(Qt.Key.Key_D, CTRL)
    assert len(grid.lines()) == 2
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert grid.lines()[0].unit_price == 0
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert grid.lines()[0].unit_price == Decimal("12.50")


def test_undo_is_a_hundred_deep(grid):
    grid.set_lines([Line(description="A", tax=STANDARD)])
    for _number in range(120):
        grid.add_line()
        keys("x")
    grid.view.finish()
    steps = 0
    while grid.history.words:
        grid.history.undo()
        steps += 1
    assert steps == 100


def test_a_fault_from_the_rules_is_shown_at_its_cell(grid):
    grid.set_lines([Line(description="A", tax=STANDARD), Line(description="B", tax=STANDARD)])
    grid.show_error("lines.1.unit_price", "Line 2 has a negative price.")
    index = grid.view.model().index(1, Cell.PRICE)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Line 2 has a negative price."
    assert grid.view.currentIndex() == index
    assert grid.error() == "Line 2 has a negative price."


def test_amounts_come_from_outside(grid):
    grid.set_lines([Line(description="A", tax=STANDARD)])
    grid.changed.connect(lambda: grid.set_amounts([str(grid.lines()[0].amount("EUR").amount)]))
    grid.edit(0, Cell.PRICE)
    keys("12.50")
    press(Qt.Key.Key_Tab)
    assert grid.view.model().index(0, Cell.AMOUNT).data() == "12.50"


def test_an_issued_paper_cannot_be_typed_into(grid):
    grid.set_lines([Line(description="A", tax=STANDARD)])
    grid.set_read_only(True)
    grid.edit(0)
    assert grid.view.state() == QAbstractItemView.State.NoState
    assert not grid.action("lines.remove").isEnabled()


def test_the_model_behaves(qtmodeltester, qapp):
    model = LineModel(currency="EUR", taxes=TAXES)
    model.set_lines([Line(description="A", tax=STANDARD), Line(kind=LineKind.SUBTOTAL)])
    qtmodeltester.check(model, force_py=True)
