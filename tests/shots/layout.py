"""What is wrong with how a window lies: text cut off, widgets over each other, parts outside of what holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitter,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QToolButton,
    QWidget,
)

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.chip import ChipLabel, chip_width
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.page import Elided
from clientdesk.ui.widgets.picture import Picture
from tests.shots.letters import laid_out

#: Rounding of a font at fractional sizes.
_SLACK = 1
_MOST_ROWS = 25
_CELL_PADDING = 16
#: These stand over the page on purpose.
_ABOVE = {"toast", "palette", "message_bar"}
#: Parents whose parts lie over each other on purpose: what is pressed in a chart overlaps where its marks do.
_ARRANGES_ITSELF = (QMainWindow, QComboBox, QLineEdit, QAbstractScrollArea, QSplitter, Picture)
#: A part of a widget of Qt's own, which lies as Qt wants it.
_QTS = (QScrollBar, QSizeGrip, QSplitterHandle, QHeaderView)


def faults(top: QWidget) -> list[str]:
    """Return a sentence for each fault of layout in `top`, with the name of the widget."""
    found: list[str] = []
    for widget in seen(top):
        found += [f"{path(widget)}: {words}" for words in _cut(widget)]
        found += [f"{path(widget)}: {words}" for words in _outside(widget, top)]
        found += [f"{path(widget)}: {words}" for words in _overlaps(widget)]
    return list(dict.fromkeys(found))


def seen(top: QWidget) -> Iterator[QWidget]:
    """Return `top` and all its parts that are on screen, or would be after scrolling."""
    yield top
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, _QTS) and widget.window() is top.window():
            yield widget


def path(widget: QWidget) -> str:
    """Return a name a person can find: class and object names from the nearest named parent on."""
    own = widget.objectName() or type(widget).__name__
    above = widget.parentWidget()
    while above is not None and not above.objectName():
        above = above.parentWidget()
    words = ""
    text = getattr(widget, "text", None)
    if callable(text) and isinstance(widget, QLabel | QAbstractButton):
        words = f" “{text()[:40]}”"
    return f"{above.objectName() if above is not None else ''}/{own}{words}"


# Text without room.


def _cut(widget: QWidget) -> Iterator[str]:
    for kind, judge in _JUDGES:
        if isinstance(widget, kind):
            yield from judge(widget)
            return


def _chip(widget: ChipLabel) -> Iterator[str]:
    if widget.chip is not None and chip_width(widget.chip) > widget.width() + _SLACK:
        yield f"chip “{widget.chip.word}” is cut"


def _label(widget: QLabel) -> Iterator[str]:
    if not widget.text() or not widget.pixmap().isNull():
        return
    room = widget.contentsRect()
    margin = widget.margin() + max(0, widget.indent())
    width, height = room.width() - 2 * margin, room.height()
    if widget.textFormat() == Qt.TextFormat.RichText:
        if widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height() + _SLACK:
            yield "its text is cut below"
        return
    wrap = width if widget.wordWrap() else 0
    size = laid_out(widget.text(), widget.font(), width=wrap)
    if size.height() > height + 2 * _SLACK:
        yield f"its text is cut below ({size.height():.0f} in {height})"
    if size.width() > width + _SLACK:
        yield from _shortened(widget, f"its text is cut ({size.width():.0f} in {width})")


def _shortened(widget: QWidget, words: str) -> Iterator[str]:
    if isinstance(widget, Elided | Link):
        if not widget.toolTip() and not widget.accessibleName():
            yield f"{words}, and no tooltip has the rest"
    else:
        yield words


def _button(widget: QAbstractButton) -> Iterator[str]:
    if not widget.text():
        return
    if isinstance(widget, Link) or (
        isinstance(widget, QToolButton)
        and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        and not widget.icon().isNull()
    ):
        return
    wanted = widget.sizeHint()
    if wanted.width() > widget.width() + _SLACK:
        yield f"its words are cut ({wanted.width()} in {widget.width()})"
    height = laid_out(widget.text(), widget.font()).height()
    if height > widget.height() + 2 * _SLACK:
        yield f"its words are cut below ({height:.0f} in {widget.height()})"


def _combo(widget: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    room = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
    )
    width = laid_out(widget.currentText(), widget.font()).width()
    if width > room.width() + 2 * _SLACK and not widget.toolTip():
        yield f"its choice “{widget.currentText()}” is cut ({width:.0f} in {room.width()})"


def _line_edit(widget: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    widget.initStyleOption(option)
    room = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, widget)
    margins = widget.textMargins()
    width = room.width() - margins.left() - margins.right() - 2
    text = widget.text() or widget.placeholderText()
    size = laid_out(text, widget.font())
    if not widget.text() and size.width() > width + _SLACK and not widget.toolTip():
        yield f"its example “{text}” is cut ({size.width():.0f} in {width})"
    if size.height() > widget.height() + _SLACK:
        yield f"its text is cut below ({size.height():.0f} in {widget.height()})"


def _table(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QTableView):
        return
    yield from _figures_in_cells(widget)
    header = widget.horizontalHeader()
    if not header.isVisible():
        return
    for section in range(header.count()):
        title = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        room = header.sectionSize(section)
        width = header.sectionSizeFromContents(section).width() if title else 0
        if header.isSectionHidden(section) or width <= room + _SLACK:
            continue
        yield f"the head “{title}” is cut ({width} in {room})"


def _figures_in_cells(view: QTableView) -> Iterator[str]:
    """A name may be shortened in a list, an amount may not: half of it is another amount."""
    model = view.model()
    several = model.columnCount() > 1
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            text = str(index.data() or "")
            is_figure = (
                several and side is not None and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignTrailing
            )
            if not text or not is_figure or view.isColumnHidden(column) or view.columnSpan(row, column) > 1:
                continue
            width = laid_out(text, style.font(tokens.SIZE_BODY, figures=True)).width()
            if width + _CELL_PADDING > view.columnWidth(column):
                yield f"the figure “{text}” is cut ({width:.0f} in {view.columnWidth(column)})"


_JUDGES: tuple[tuple[type | tuple[type, ...], Callable[..., Iterator[str]]], ...] = (
    (ChipLabel, _chip),
    (QLabel, _label),
    ((QPushButton, QToolButton, QCheckBox, QRadioButton), _button),
    (QComboBox, _combo),
    (QLineEdit, _line_edit),
    (QAbstractScrollArea, _table),
)


# Parts outside of what holds them.


def _outside(widget: QWidget, top: QWidget) -> Iterator[str]:
    if widget is top:
        return
    parent = widget.parentWidget()
    if parent is None or widget.objectName() in _ABOVE or isinstance(parent, QComboBox | QLineEdit):
        return
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
        if isinstance(area, QScrollArea) and widget is area.widget() and not _may_run_sideways(area):
            over = widget.width() - parent.width()
            if over > _SLACK:
                yield f"is {over} px wider than the page it scrolls in"
        return
    over = _over(widget.geometry(), parent.rect())
    if over > _SLACK:
        yield f"stands {over} px outside of {path(parent)}"


def _may_run_sideways(area: QScrollArea) -> bool:
    # A page of paper is looked at as closely as one wants.
    return any(above.objectName() == "preview" for above in _above(area)) or not area.widgetResizable()


def _above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def _over(inner: QRect, outer: QRect) -> int:
    return max(
        outer.left() - inner.left(),
        inner.right() - outer.right(),
        outer.top() - inner.top(),
        inner.bottom() - outer.bottom(),
    )


# Parts over each other.


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, _ARRANGES_ITSELF):
        return
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and child.objectName() not in _ABOVE
        and not child.size().isEmpty()
    ]
    for first, second in combinations(children, 2):
        common = first.geometry().intersected(second.geometry())
        if min(common.width(), common.height()) > 2 * _SLACK:
            yield f"{path(first)} lies over {path(second)} ({common.width()} x {common.height()})"
    if isinstance(parent, QAbstractButton) and not parent.icon().isNull():
        icon = _icon_place(parent)
        for child in children:
            if isinstance(child, QLabel) and child.geometry().intersects(icon):
                yield f"its icon lies under {path(child)}"


def _icon_place(button: QAbstractButton) -> QRect:
    """Where a button with parts of its own draws its icon: behind the padding of the leading edge."""
    size = button.iconSize()
    place = QRect(QPoint(15, (button.height() - size.height()) // 2), size)
    if button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        place.moveRight(button.width() - 15)
    return place
