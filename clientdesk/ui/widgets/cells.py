"""How the cells of a paged table are drawn: one or two lines, an amount at the end, a chip; also mirrored."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.avatar import avatar_size, paint_avatar
from clientdesk.ui.widgets.chip import chip_width, paint_chip
from clientdesk.ui.widgets.table import Cell, Column, Index

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_INSET = 10
_BAR = 3
#: How far the ground of a chosen row stays from the edges of a list without columns.
_AROUND = 8
#: How thick the ring around the row under the keys is.
_RING = 2
#: What begins a text kept whole within a line: first strong isolate, left-to-right isolate.
_ISOLATES = ("\u2068", "\u2066")
#: Put together once: flags are slow to add, and a full list has hundreds of cells. Absolute, because a Latin name in a
#: mirrored list would else jump to the wrong side.
_LINE: Final = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | _LINE) | int(Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | _LINE) | int(Qt.TextFlag.TextSingleLine)
#: So many shortened texts are remembered.
_SHORTENED: Final = 4096


class CellDelegate(QStyledItemDelegate):
    """Paints a cell as its column declares; knows nothing of any rule."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        cell: Callable[[int, int], Cell | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._cell = cell
        self._shortened: dict[tuple[str, int, str], str] = {}
        self._two_lines = any(column.second for column in columns)
        self._fonts: dict[str, tuple[QFont, QFontMetrics]] = {}
        self.forget_fonts()

    def forget_fonts(self) -> None:
        """Make the faces anew, after the size of text was changed."""
        self._shortened.clear()
        title = tokens.SIZE_ROW_TITLE if self._two_lines else tokens.SIZE_BODY
        for name, size, weight in (
            ("plain", title if self._two_lines else tokens.SIZE_BODY, tokens.WEIGHT_REGULAR),
            ("strong", title, tokens.WEIGHT_MEDIUM),
            ("second", tokens.SIZE_BODY, tokens.WEIGHT_REGULAR),
        ):
            font = style.font(size, weight, figures=True)
            self._fonts[name] = (font, QFontMetrics(font))

    def row_height(self) -> int:
        """Return the fixed height of all rows."""
        if self._two_lines:
            return max(tokens.TWO_LINE_ROW_HEIGHT, sum(self._line_heights()) + tokens.SPACE_4)
        return max(tokens.ROW_HEIGHT, style.line_height(tokens.SIZE_BODY) + tokens.SPACE_4)

    @staticmethod
    def _line_heights() -> tuple[int, int]:
        # Of any script, whatever the list happens to hold: all rows are equally high.
        first = style.line_height(tokens.SIZE_ROW_TITLE, tokens.WEIGHT_MEDIUM)
        return first, style.line_height(tokens.SIZE_BODY)

    def width(self, column: Column, row: object) -> int:
        """Return how wide a column has to be to show all of `row`."""
        chip = column.chip(row) if column.chip else None
        if chip is not None:
            return chip_width(chip) + 2 * _INSET
        metrics = self._fonts["strong" if column.strong else "plain"][1]
        return metrics.horizontalAdvance(column.text(row)) + 2 * _INSET + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(style.scaled(self._columns[index.column()].width), self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number = index.column()
        column, cell = self._columns[number], self._cell(index.row(), number)
        self._paint_ground(painter, option, first=number == 0, lone=len(self._columns) == 1)
        view = option.widget
        if isinstance(view, QTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            self._paint_focus(painter, option.rect, lone=len(self._columns) == 1)
        if cell is None:
            return
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if column.second is not None:
            self._paint_two_lines(painter, option, cell, mirrored=mirrored)
            return
        place = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        if cell.chip is not None:
            width = min(place.width(), chip_width(cell.chip))
            left = place.left() if not mirrored else place.right() - width + 1
            pill = QRect(left, place.top(), width, place.height())
            paint_chip(painter, pill, cell.chip, option.direction)
            return
        colors = style.colors()
        name = "strong" if column.strong else "plain"
        ink = colors.second if column.quiet else colors.text
        self._write(painter, name, ink, place, cell.text, end=column.end, mirrored=mirrored)

    def _paint_two_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell, *, mirrored: bool
    ) -> None:
        colors = style.colors()
        place = option.rect.adjusted(_INSET + tokens.SPACE_2, 0, -_INSET, 0)
        if mirrored:
            place = option.rect.adjusted(_INSET, 0, -_INSET - tokens.SPACE_2, 0)
        if len(self._columns) == 1:
            place = option.rect.adjusted(_AROUND + tokens.SPACE_3, 0, -_AROUND - tokens.SPACE_3, 0)
        if cell.avatar is not None:
            size = min(avatar_size(), place.height())
            spot = QRect(place.left(), place.center().y() - size // 2, size, size)
            if mirrored:
                spot.moveRight(place.right())
            paint_avatar(painter, spot, cell.avatar)
            place = _without_start(place, size + tokens.SPACE_3, mirrored=mirrored)
        first, second = self._line_heights()
        top = place.top() + (place.height() - first - second) // 2
        upper = QRect(place.left(), top, place.width(), first)
        lower = QRect(place.left(), top + first, place.width(), second)
        chip = cell.chip
        if chip is None and not (cell.trailing or cell.second):
            # A name alone stands in the middle of its row, as the picture before it does.
            upper = place
        if chip is not None:
            width = min(chip_width(chip), place.width() * 3 // 5)
            spot = QRect(upper.right() - width + 1, upper.top() - 2, width, first + 4)
            if mirrored:
                spot.moveLeft(upper.left())
            paint_chip(painter, spot, chip, option.direction)
            upper = _without_end(upper, width + tokens.SPACE_2, mirrored=mirrored)
        trailing = cell.trailing
        if trailing:
            width = min(self._fonts["second"][1].horizontalAdvance(trailing) + 1, place.width() * 2 // 3)
            self._write(painter, "second", colors.text, lower, trailing, end=True, mirrored=mirrored)
            lower = _without_end(lower, width + tokens.SPACE_2, mirrored=mirrored)
        self._write(painter, "strong", colors.text, upper, cell.text, end=False, mirrored=mirrored)
        self._write(painter, "second", colors.second, lower, cell.second, end=False, mirrored=mirrored)

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool, lone: bool) -> None:
        colors = style.colors()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        ground = colors.selection if selected else colors.hover if hovered else ""
        if lone:
            # Space tells one row from the next; a line would only add noise.
            if ground:
                if selected:
                    # The view has laid its own highlight from edge to edge.
                    painter.fillRect(option.rect, option.palette.base())
                room = QRectF(option.rect.adjusted(_AROUND, 2, -_AROUND, -2))
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(room, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
                painter.restore()
        else:
            if ground:
                painter.fillRect(option.rect, QColor(ground))
            painter.setPen(_color(colors.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if selected and first:
            side = _AROUND if lone else 0
            bar = QRect(option.rect.left() + side, option.rect.top() + 12, _BAR, option.rect.height() - 24)
            if not lone:
                bar.adjust(0, -4, 0, 4)
            if mirrored:
                bar.moveRight(option.rect.right() - side)
            painter.fillRect(bar, QColor(colors.accent))

    @staticmethod
    def _paint_focus(painter: QPainter, place: QRect, *, lone: bool) -> None:
        """Show the keys where they are: a ring around the row, or lines along it where it has columns."""
        color = _color(style.colors().accent)
        if not lone:
            painter.fillRect(place.left(), place.top(), place.width(), _RING, color)
            painter.fillRect(place.left(), place.bottom() - _RING + 1, place.width(), _RING, color)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(place.adjusted(_AROUND + 1, 3, -_AROUND - 1, -3))
        painter.drawRoundedRect(ring, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.restore()

    def _write(
        self, painter: QPainter, name: str, ink: str, place: QRect, text: str, *, end: bool, mirrored: bool
    ) -> None:
        font, metrics = self._fonts[name]
        painter.setFont(font)
        painter.setPen(_color(ink))
        line = text.replace("\n", " ")
        # A text runs its own way, else the full stop of a Latin name is put before it in a mirrored list. Several
        # facts in a row run the list's way; marks keep each of them whole (see i18n/bidi).
        several = mirrored and any(mark in line for mark in _ISOLATES)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if several else Qt.LayoutDirection.LayoutDirectionAuto
        )
        key = (name, place.width(), line)
        shown = self._shortened.get(key)
        if shown is None:
            if len(self._shortened) >= _SHORTENED:
                self._shortened.clear()
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
            self._shortened[key] = shown
        painter.drawText(place, _RIGHT if end != mirrored else _LEFT, shown)


@cache
def _color(value: str) -> QColor:
    return QColor(value)


def _without_start(place: QRect, width: int, *, mirrored: bool) -> QRect:
    return _without_end(place, width, mirrored=not mirrored)


def _without_end(place: QRect, width: int, *, mirrored: bool) -> QRect:
    return place.adjusted(width, 0, 0, 0) if mirrored else place.adjusted(0, 0, -width, 0)


def fit(view: QTableView, delegate: CellDelegate) -> None:
    """Give all rows of `view` the delegate's height."""
    header = view.verticalHeader()
    header.setMinimumSectionSize(1)
    header.setDefaultSectionSize(delegate.row_height())
