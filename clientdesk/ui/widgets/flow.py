"""A layout that puts its parts side by side, and goes on in the next row where there is no room for more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Chips, buttons and the like: as many in a row as fit. Hidden parts take no room.

    The last `trailing` of them stand at the end of their row. One that is aligned is centred in the height of its row.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int, trailing: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._trailing = trailing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._arrange(place, move=True)

    def sizeHint(self) -> QSize:
        # As wide as one row of all, so that a generous place keeps them together.
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, place: QRect, *, move: bool) -> int:
        top, at_end = 0, self._items[len(self._items) - self._trailing :] if self._trailing else []
        for row in self._rows(place.width()):
            height = max(size.height() for _item, size in row)
            if move:
                self._put(row, QRect(place.left(), place.top() + top, place.width(), height), at_end)
            top += height + self.spacing()
        return max(0, top - self.spacing())

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            hint = item.sizeHint()
            size = QSize(min(hint.width(), width), hint.height())
            if item.hasHeightForWidth() and size.width() < hint.width():
                size.setHeight(item.heightForWidth(size.width()))
            if not rows or left + size.width() > width:
                rows.append([])
                left = 0
            rows[-1].append((item, size))
            left += size.width() + self.spacing()
        return rows

    def _put(self, row: list[tuple[QLayoutItem, QSize]], place: QRect, at_end: Sequence[QLayoutItem]) -> None:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        free = place.width() - sum(size.width() for _item, size in row) - self.spacing() * (len(row) - 1)
        left = 0
        for item, size in row:
            if item in at_end:
                left, free = left + free, 0
            height = place.height() if item.alignment() else size.height()
            start = place.right() + 1 - left - size.width() if mirrored else place.left() + left
            item.setGeometry(QRect(QPoint(start, place.top()), QSize(size.width(), height)))
            left += size.width() + self.spacing()
