"""Blocks side by side as far as there is room for them, below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QSizePolicy, QWidget

from clientdesk.ui import style
from clientdesk.ui.widgets.tips import plain_tip

#: In line heights: about thirty letters, enough to tell one link from another.
_LEAST_LINK = 12


class Columns(QWidget):
    """Lays its blocks out in as many equal columns as fit, all in one row if it can be."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        super().__init__(parent)
        self._blocks: list[QWidget] = []
        self._shown_in = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def set_blocks(self, blocks: list[QWidget]) -> None:
        """Show `blocks` in place of the ones before; those that are not among them are deleted."""
        for old in (one for one in self._blocks if one not in blocks):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._blocks = list(blocks)
        self._shown_in = 0
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # One column is always possible, so a page may be as narrow as the widest block.
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _widest(self) -> int:
        return max(self._least_widths(), default=0)

    def _least_widths(self) -> list[int]:
        # A block says what its words need at 100 % of text.
        return [
            max(style.scaled(block.minimumWidth()), block.minimumSizeHint().width()) for block in self._blocks
        ]

    def _arrange(self) -> None:
        count, gap = len(self._blocks), self._grid.horizontalSpacing()
        all_fit = sum(self._least_widths()) + gap * (count - 1) <= self.width()
        fitting = count if all_fit else max(1, (self.width() + gap) // max(1, self._widest() + gap))
        # Four that do not fit in a row stand two by two rather than three and one.
        if not count:
            return
        rows = -(-count // min(count, fitting))
        columns = -(-count // rows)
        if columns == self._shown_in:
            return
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._shown_in = columns
        for number, block in enumerate(self._blocks):
            self._grid.addWidget(block, number // columns, number % columns)


class Link(QPushButton):
    """Words that lead somewhere, shortened where there is no room; the whole text is in the tooltip."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_role(self, variant="link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Lead somewhere else."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip("")
        super().setText(_literal(text))
        self._shorten()

    def sizeHint(self) -> QSize:
        return QSize(self._text_width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = _LEAST_LINK * self.fontMetrics().height()
        return QSize(min(self._text_width(), least), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if _literal(shown) != self.text():
            super().setText(_literal(shown))
            self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._whole) + 2


def _literal(text: str) -> str:
    """Let an ampersand in a name stand for itself; a button else takes it for the mark of a key."""
    return text.replace("&", "&&")
