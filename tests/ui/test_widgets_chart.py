"""The base of the pictures: marks that keys and the ear find, the same figures as a table, mirrored places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from clientdesk.ui import style
from clientdesk.ui.widgets.chart import Chart, Mark
from clientdesk.ui.widgets.ink import Ink, line_height

_FIGURES = (("12 May", "€240.00"), ("13 May", "€80.00"), ("14 May", "€410.00"))


class _Bars(Chart):
    def picture_height(self) -> int:
        return round(100 + line_height())

    def places(self, size: QSizeF) -> list[QRectF]:
        width = size.width() / len(self.marks)
        return [QRectF(number * width, 20, width - 10, 80) for number in range(len(self.marks))]

    def draw(self, ink: Ink) -> None:
        for place in self.places(ink.size):
            ink.bar(place, "accent", hatched=True)


def _chart(qtbot, *, can_open: bool = True) -> _Bars:
    chart = _Bars(["Day", "Billed"], name="bars", title="Billed by day", can_open=can_open)
    qtbot.addWidget(chart)
    chart.set_marks([Mark(cells) for cells in _FIGURES], "14 May was the best day.")
    chart.resize(600, 300)
    chart.show()
    chart.activateWindow()
    qtbot.waitUntil(chart.isActiveWindow)
    return chart


def _marks(chart: Chart) -> list[QAbstractButton]:
    return chart.picture.findChildren(QAbstractButton)


def test_every_mark_has_a_name_and_a_role_for_the_ear(qtbot):
    chart = _chart(qtbot)
    heard = [QAccessible.queryAccessibleInterface(mark) for mark in _marks(chart)]
    assert [one.text(QAccessible.Text.Name) for one in heard] == [
        "12 May: €240.00",
        "13 May: €80.00",
        "14 May: €410.00",
    ]
    assert {one.role() for one in heard} == {QAccessible.Role.Button}
    assert chart.finding == chart.picture.accessibleName() == "14 May was the best day."


def test_tab_stops_once_and_arrows_walk_the_marks(qtbot):
    chart = _chart(qtbot)
    chart.set_current(0, focus=True)
    for key, expected in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 2),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert chart.current == expected
        assert QApplication.focusWidget() is _marks(chart)[expected]
    stops = [mark for mark in _marks(chart) if mark.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [_marks(chart)[2]]


def test_enter_and_a_click_open_the_mark(qtbot):
    chart = _chart(qtbot)
    chart.set_current(1, focus=True)
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened.args == [1]
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.mouseClick(_marks(chart)[2], Qt.MouseButton.LeftButton)
    assert opened.args == [2]
    assert chart.current == 2


def test_a_picture_that_leads_nowhere_stays(qtbot):
    chart = _chart(qtbot, can_open=False)
    with qtbot.assertNotEmitted(chart.opened):
        qtbot.mouseClick(_marks(chart)[2], Qt.MouseButton.LeftButton)


def test_the_same_figures_stand_in_a_table_and_the_cursor_goes_along(qtbot):
    chart = _chart(qtbot)
    chart.set_current(2, focus=True)
    button = chart.findChild(QWidget, "chart.table")
    assert button.text() == "Table"
    chart.toggle()
    assert chart.shows_table
    assert button.text() == "Picture"
    model = chart.table.model()
    shown = [tuple(model.index(row, column).data() for column in range(2)) for row in range(model.rowCount())]
    assert tuple(shown) == _FIGURES
    assert chart.table.hasFocus()
    assert chart.table.current_id == 3
    qtbot.keyClick(chart.table, Qt.Key.Key_Up)
    with qtbot.waitSignal(chart.opened) as opened:
        qtbot.keyClick(chart.table, Qt.Key.Key_Return)
    assert opened.args == [1]
    chart.toggle()
    assert QApplication.focusWidget() is _marks(chart)[1]


def test_time_runs_from_right_to_left_where_reading_does(qtbot):
    chart = _chart(qtbot)
    first = _marks(chart)[0]
    assert first.mapTo(chart, QPoint(0, 0)).x() < 50
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.fit()
    assert first.mapTo(chart, QPoint(first.width(), 0)).x() > 550
    chart.set_current(0, focus=True)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert chart.current == 1


def test_fewer_figures_keep_the_cursor_within(qtbot):
    chart = _chart(qtbot)
    chart.set_current(2, focus=True)
    chart.set_marks([Mark(("15 May", "€1.00"))], "One day.")
    assert chart.current == 0
    assert chart.table.model().rowCount() == 1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_picture_follows_scheme_and_text_scale(qtbot, scale):
    chart = _chart(qtbot)
    before = chart.picture.height()
    light = chart.picture.grab().toImage().pixelColor(20, 90)
    style.theme().choose("dark", scale=scale)
    assert (chart.picture.height() > before) is (scale > 1)
    assert chart.picture.grab().toImage().pixelColor(20, 90) != light
