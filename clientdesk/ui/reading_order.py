"""Where the Tab key leads: from part to part as one reads, whatever the order in which they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

#: A part with this property comes after all others on its ground: tools that stand above what they work on.
READS_LAST: Final = "reads_last"
#: Parts overlap by a pixel or two without standing beside each other.
_SLACK: Final = 4
#: What stays in view around a part that was scrolled to.
_AROUND: Final = 24


def go_on(top: QWidget, *, ahead: bool) -> bool:
    """Give the focus to the part after the one that has it, or before it; tell whether there was one."""
    here = top.focusWidget()
    order = [widget for widget in _walk(top) if widget is here or _takes_tab(widget)]
    if not order or order == [here]:
        return False
    place = order.index(here) if here in order else -1 if ahead else len(order)
    target = order[(place + (1 if ahead else -1)) % len(order)]
    target.setFocus(Qt.FocusReason.TabFocusReason if ahead else Qt.FocusReason.BacktabFocusReason)
    bring_into_view(target)
    return True


def nearest(gone: QWidget, *, within: QWidget) -> QWidget | None:
    """Return a part that takes the focus close to `gone`, which no longer does, and inside of `within`."""
    above: QWidget | None = gone
    while above is not None:
        found = next((part for part in _walk(above) if part is not gone and _takes_tab(part)), None)
        if found is not None or above is within:
            return found
        above = above.parentWidget()
    return None


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever holds `widget` so that it can be seen."""
    above: QWidget | None = widget.parentWidget()
    while above is not None:
        page = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and page is not None:
            # By its place, not by `ensureWidgetVisible`: that looks at the text cursor alone and cuts off a tall input.
            place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
            for corner in (place.bottomRight(), place.topLeft()):
                above.ensureVisible(corner.x(), corner.y(), 0, _AROUND)
        above = above.parentWidget()


def _walk(part: QWidget) -> Iterator[QWidget]:
    """Go through all visible parts below `part`, as one reads."""
    below = [
        child
        for child in part.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    if len(below) > 1:
        below = _read(below, mirrored=part.isRightToLeft())
        below.sort(key=_reads_last)
    for child in below:
        yield child
        yield from _walk(child)


def _read(parts: Sequence[QWidget], *, mirrored: bool) -> list[QWidget]:
    """Put parts of one ground in order: rows from above, columns from where reading begins, as they can be cut."""
    if len(parts) < 2:  # noqa: PLR2004  # one part is in order
        return list(parts)
    for cut in (_top_and_bottom, _left_and_right):
        groups = _cut(parts, cut)
        if len(groups) > 1:
            if cut is _left_and_right and mirrored:
                groups.reverse()
            return [part for group in groups for part in _read(group, mirrored=mirrored)]
    # Over each other: the one below is what was there before.
    return list(parts)


def _cut(parts: Sequence[QWidget], sides: Callable[[QRect], tuple[int, int]]) -> list[list[QWidget]]:
    """Cut where a line through all parts touches none."""
    groups: list[list[QWidget]] = []
    reached = 0
    for part in sorted(parts, key=lambda one: sides(one.geometry())):
        first, last = sides(part.geometry())
        if groups and first < reached - min(_SLACK, (last - first) // 2):
            groups[-1].append(part)
            reached = max(reached, last)
        else:
            groups.append([part])
            reached = last
    return groups


def _top_and_bottom(place: QRect) -> tuple[int, int]:
    return place.top(), place.bottom() + 1


def _left_and_right(place: QRect) -> tuple[int, int]:
    return place.left(), place.right() + 1


def _reads_last(part: QWidget) -> bool:
    return bool(part.property(READS_LAST))


def _takes_tab(widget: QWidget) -> bool:
    return (
        widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )
