"""The list of the palette: its lines, how they are drawn, and moving over the captions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clientdesk.i18n import _
from clientdesk.ui import icons, style, tokens
from clientdesk.ui.palette.hits import Caption, Hit, Line

Index = QModelIndex | QPersistentModelIndex
LineRole: Final = int(Qt.ItemDataRole.UserRole)
_NO_PARENT: Final = QModelIndex()
_PAGE: Final = 7


class Lines(QAbstractListModel):
    """Captions and hits, in the order they stand."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def put(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], Caption):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LineRole:
            return line
        if isinstance(line, Caption):
            return line.text if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class Results(QListView):
    """Shows the lines. The cursor stays in the field above; `step` is how its arrows reach this list."""

    #: A hit was clicked.
    chosen = Signal()
    #: Another hit is the one that Enter would run.
    current_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette_results")
        self.setAccessibleName(_("Results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(LineDelegate(self))
        # It paints its own ground: else the page below would be painted again at every keystroke.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def hits(self) -> list[Hit]:
        """All hits, without the captions."""
        return [line for line in self._model.lines if isinstance(line, Hit)]

    @property
    def current(self) -> Hit | None:
        """The hit that Enter runs."""
        line = self.currentIndex().data(LineRole)
        return line if isinstance(line, Hit) else None

    def put(self, lines: Sequence[Line], *, keep: bool) -> None:
        """Show other lines; the first hit is current, or the same as before if it was chosen by hand (`keep`)."""
        before = self.current.spoken if keep and self.current is not None else ""
        self._model.put(lines)
        rows = self._rows()
        same = [row for row in rows if before and self._hit(row).spoken == before]
        self._go(next(iter(same or rows), -1))

    def step(self, steps: int, *, around: bool = True) -> None:
        """Go so many hits down or up; past the end it begins again."""
        rows = self._rows()
        if not rows:
            return
        row = self.currentIndex().row()
        place = (rows.index(row) if row in rows else -1) + steps
        self._go(rows[place % len(rows)] if around else rows[min(max(place, 0), len(rows) - 1)])

    def step_page(self, pages: int) -> None:
        """Go a page down or up, and stop at the end."""
        self.step(_PAGE * pages, around=False)

    def wanted_height(self) -> int:
        """Return the height in which all lines stand."""
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), style.color("surface"))
        painter.end()
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer chooses when it is moved, not when lines move below it."""
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and row in self._rows() and row != self.currentIndex().row():
            self._go(row, scroll=False)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and row in self._rows():
            self._go(row, scroll=False)
            self.chosen.emit()

    def _rows(self) -> list[int]:
        return [row for row, line in enumerate(self._model.lines) if isinstance(line, Hit)]

    def _hit(self, row: int) -> Hit:
        line = self._model.lines[row]
        if not isinstance(line, Hit):
            raise TypeError(line)
        return line

    def _go(self, row: int, *, scroll: bool = True) -> None:
        index = self._model.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if scroll and row >= 0:
            # With the first hit of a group its caption comes into view, too.
            self.scrollTo(self._model.index(max(0, row - 1)))
            self.scrollTo(index)
            if row <= 1:
                self.scrollToTop()
        self.current_changed.emit()


def row_height() -> int:
    """Return how high a hit is: its words and the same room around them at any size of text."""
    return max(tokens.PALETTE_ROW_HEIGHT, style.line_height(tokens.SIZE_BODY) + tokens.SPACE_5)


class LineDelegate(QStyledItemDelegate):
    """Draws a caption, or icon, words, grey words and what stands at the end; mirrored where reading is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(LineRole), Caption):
            return QSize(
                0,
                tokens.PALETTE_CAPTION_HEIGHT + style.line_height(tokens.SIZE_CAPTION) - tokens.SIZE_CAPTION,
            )
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LineRole)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        place = option.rect.adjusted(tokens.SPACE_2, 0, -tokens.SPACE_2, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Caption):
            place = place.adjusted(tokens.SPACE_3, tokens.SPACE_2, -tokens.SPACE_3, 0)
            self._write(painter, line.text, place, tokens.SIZE_CAPTION, "third", end=mirrored, medium=True)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.color("selection"))
                painter.drawRoundedRect(place, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
            self._paint_hit(
                painter, line, place.adjusted(tokens.SPACE_3, 0, -tokens.SPACE_3, 0), mirrored=mirrored
            )
        painter.restore()

    def _paint_hit(self, painter: QPainter, hit: Hit, place: QRect, *, mirrored: bool) -> None:
        size = icons.size()
        spot = QRect(place.left(), place.center().y() - size // 2 + 1, size, size)
        if mirrored:
            spot.moveRight(place.right())
        painter.drawPixmap(spot, icons.pixmap(hit.icon))
        place = _cut(place, size + tokens.SPACE_3, at_end=mirrored)
        if hit.end:
            width = self._metrics(tokens.SIZE_CAPTION).horizontalAdvance(hit.end) + 1
            end = QRect(
                place.left() if mirrored else place.right() - width + 1, place.top(), width, place.height()
            )
            self._write(painter, hit.end, end, tokens.SIZE_CAPTION, "second", end=not mirrored)
            place = _cut(place, width + tokens.SPACE_4, at_end=not mirrored)
        width = min(
            self._metrics(tokens.SIZE_BODY, medium=True).horizontalAdvance(hit.title) + 1, place.width()
        )
        title = QRect(
            place.right() - width + 1 if mirrored else place.left(), place.top(), width, place.height()
        )
        self._write(painter, hit.title, title, tokens.SIZE_BODY, "text", end=mirrored, medium=True)
        rest = _cut(place, width + tokens.SPACE_3, at_end=mirrored)
        if hit.second and rest.width() > tokens.SPACE_6:
            self._write(painter, hit.second, rest, tokens.SIZE_BODY, "third", end=mirrored)

    @staticmethod
    def _metrics(size: int, *, medium: bool = False) -> QFontMetrics:
        weight = tokens.WEIGHT_MEDIUM if medium else tokens.WEIGHT_REGULAR
        return QFontMetrics(style.font(size, weight, figures=True))

    @classmethod
    def _write(
        cls,
        painter: QPainter,
        text: str,
        place: QRect,
        size: int,
        tone: str,
        *,
        end: bool,
        medium: bool = False,
    ) -> None:
        weight = tokens.WEIGHT_MEDIUM if medium else tokens.WEIGHT_REGULAR
        painter.setFont(style.font(size, weight, figures=True))
        painter.setPen(style.color(tone))
        shown = cls._metrics(size, medium=medium).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        # Each text runs its own way, also in a mirrored window.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(place, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


def _cut(place: QRect, width: int, *, at_end: bool) -> QRect:
    """Return `place` without `width` at its right (`at_end`) or left side."""
    return place.adjusted(0, 0, -width, 0) if at_end else place.adjusted(width, 0, 0, 0)
