"""What keys can and cannot reach in a window: the way of the Tab key, the ring of focus, buttons beyond the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QTextBrowser,
    QWidget,
)

from clientdesk.ui.actions import ActionButton
from clientdesk.ui.reading_order import READS_LAST
from tests.shots.layout import path as name

#: No window has as many stops of the Tab key.
_MOST_STOPS = 400
#: Parts that stand over the window and keep the cursor to themselves.
_LAYERS = ("palette",)
#: Of a widget that got the focus, this much is to be seen where it fits at all.
_ENOUGH = 0.9
_SLACK = 2


@dataclass(frozen=True)
class Stop:
    """A widget the Tab key came to, and what was to be seen of it then."""

    widget: QWidget
    shown: QRect
    room: QRect
    is_cell: bool = False
    with_focus: QImage | None = None
    without_focus: QImage | None = None


def ground(top: QWidget) -> QWidget:
    """Return what the Tab key walks in: the layer over the window if there is one, else the window."""
    for layer_name in _LAYERS:
        layer = top.findChild(QWidget, layer_name)
        if layer is not None and layer.isVisible():
            return layer
    return top


def walk(top: QWidget, *, pictures: set[tuple[object, ...]] | None = None) -> tuple[list[Stop], bool]:
    """Press Tab until it comes round: the stops from the first of the window on, and whether it did come round.

    With `pictures` each kind of widget that is not in there yet is drawn with the focus and without.
    """
    stops: list[Stop] = []
    # From wherever the cursor was put to the first thing that Tab comes to and that stays.
    for _number in range(_MOST_STOPS):
        QTest.keyClick(_focus(top), Qt.Key.Key_Tab)
        first = _focus(top)
        if not _is_cell(first):
            break
    stops.append(_stop(first))
    for _number in range(_MOST_STOPS):
        before = _focus(top)
        drawn = _drawn(before, pictures)
        QTest.keyClick(before, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = _focus(top)
        if drawn is not None and now is not before:
            stops[-1:] = [
                replace(one, with_focus=drawn, without_focus=before.grab().toImage())
                for one in stops[-1:]
                if one.widget is before
            ]
        if now is before and isinstance(now, QTextBrowser):
            continue  # from link to link
        if now is first:
            return _from_the_first(top, stops), True
        if now is before or any(one.widget is now for one in stops if not _is_cell(now)):
            return _from_the_first(top, [*stops, _stop(now)]), False
        stops.append(_stop(now))
    return stops, False


def unreached(top: QWidget, stops: Sequence[Stop]) -> list[str]:
    """Return what the Tab key may come to, and did not."""
    came = {id(one.widget) for one in stops}
    groups = {id(one.widget.group()) for one in stops if isinstance(one.widget, QAbstractButton)}
    found = []
    for widget in ground(top).findChildren(QWidget):
        if id(widget) in came or not _takes_tab(widget, top):
            continue
        if any(widget.isAncestorOf(one.widget) for one in stops if _is_cell(one.widget)):
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None and group.exclusive() and id(group) in groups:
            continue  # the arrow keys walk there
        found.append(name(widget))
    return found


def leaps(stops: Sequence[Stop]) -> list[str]:
    """Return the steps that go against reading: up, or back within a row; and into a part that was left before."""
    found = []
    left: set[int] = set()
    for before, after in pairwise(stops):
        above, one, other = _branches(before.widget, after.widget)
        if one is None or other is None:
            continue
        if one.property(READS_LAST) or other.property(READS_LAST):
            continue
        words = f"{name(before.widget)} → {name(after.widget)}"
        if _goes_back(one, other, mirrored=above.isRightToLeft()):
            found.append(words)
        elif id(other) in left and other.children():
            found.append(f"{words}: into {name(other)} for the second time")
        left.add(id(one))
    return found


def hidden(stops: Sequence[Stop]) -> list[str]:
    """Return the stops that got the focus and could not be seen; a cell is scrolled to when its line has its place."""
    return [
        f"{name(one.widget)}: {one.shown.width()} × {one.shown.height()} of "
        f"{one.widget.width()} × {one.widget.height()}"
        for one in stops
        if not one.is_cell
        and (
            one.shown.width() < _ENOUGH * min(one.widget.width(), one.room.width())
            or one.shown.height() < _ENOUGH * min(one.widget.height(), one.room.height())
        )
    ]


def without_a_ring(stops: Sequence[Stop]) -> list[str]:
    """Return the stops that look the same with the focus and without."""
    return [name(one.widget) for one in stops if one.with_focus and one.with_focus == one.without_focus]


def out_of_reach(top: QWidget) -> list[str]:
    """Return the buttons of actions that stand beyond an edge to which nothing scrolls."""
    return [
        f"{name(button)}: {words}"
        for button in top.findChildren(ActionButton)
        if button.isVisible() and button.isEnabled() and (words := _beyond(button))
    ]


# Inside.


def _focus(top: QWidget) -> QWidget:
    widget = QApplication.focusWidget()
    return widget if widget is not None else top


def _stop(widget: QWidget) -> Stop:
    room = widget.window().rect()
    area = _area(widget)
    if area is not None:
        room = area.viewport().rect()
    return Stop(widget, _visible(widget), room, _is_cell(widget))


def _visible(widget: QWidget) -> QRect:
    """Return what of a widget no edge of its parents cuts off, in its own coordinates."""
    shown, inside, corner = widget.rect(), widget, QPoint(0, 0)
    while (around := inside.parentWidget()) is not None and not inside.isWindow():
        corner += inside.pos()
        shown &= around.rect().translated(-corner)
        inside = around
    return shown


def _area(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _is_cell(widget: QWidget) -> bool:
    """Whether it is the input of a cell, which is made when the cursor comes there."""
    return bool(widget.property("role") == "cell")


def _drawn(widget: QWidget, known: set[tuple[object, ...]] | None) -> QImage | None:
    checked = widget.isChecked() if isinstance(widget, QAbstractButton) else False
    kind = (type(widget), widget.property("variant"), widget.property("role"), checked)
    # The editor in a cell is there only as long as it has the focus.
    if known is None or kind in known or _is_cell(widget):
        return None
    known.add(kind)
    return widget.grab().toImage()


def _from_the_first(top: QWidget, stops: list[Stop]) -> list[Stop]:
    """Turn the round so that it begins where reading does: with the way to the screens, where there is one."""
    rail = top.findChild(QWidget, "rail")
    for number, stop in enumerate(stops):
        before = stops[number - 1]
        if rail is not None and rail.isAncestorOf(stop.widget) and not rail.isAncestorOf(before.widget):
            return stops[number:] + stops[:number]
    turned = [stops[number:] + stops[:number] for number in range(len(stops))]
    return min(turned, key=lambda one: len(leaps(one)))


def _takes_tab(widget: QWidget, top: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and widget.window() is top
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )


def _branches(one: QWidget, other: QWidget) -> tuple[QWidget, QWidget | None, QWidget | None]:
    """Return the nearest common ancestor and its two parts that hold the widgets."""
    line = list(_upwards(one))
    last: QWidget | None = None
    for above in _upwards(other):
        if above in line:
            place = line.index(above)
            return above, line[place - 1] if place else None, last
        last = above
    return one.window(), None, None


def _upwards(widget: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = widget
    while above is not None:
        yield above
        above = above.parentWidget()


def _goes_back(one: QWidget, other: QWidget, *, mirrored: bool) -> bool:
    before, after = one.geometry(), other.geometry()
    beside = min(before.bottom(), after.bottom()) - max(before.top(), after.top())
    earlier = after.left() >= before.right() - _SLACK if mirrored else after.right() <= before.left() + _SLACK
    if beside > min(before.height(), after.height()) / 2:
        return earlier
    later = after.right() <= before.left() + _SLACK if mirrored else after.left() >= before.right() - _SLACK
    return after.bottom() <= before.top() + _SLACK and not later


def _beyond(button: ActionButton) -> str:
    """Say over which edge a button goes; what scrolls there counts for the way it does not scroll."""
    place: QRect = button.rect()
    inside: QWidget = button
    while (around := inside.parentWidget()) is not None and not inside.isWindow():
        place = place.translated(inside.pos())
        area = around.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is inside:
            sideways = place.left() < -_SLACK or place.right() > around.width() + _SLACK
            return f"beyond the side of {name(area)}" if sideways else ""
        if isinstance(area, QAbstractScrollArea) and area.viewport() is around:
            return ""
        if not around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            return f"beyond the edge of {name(around)}"
        inside = around
    return ""
