"""A short list whose entries are ticked and put in order: by the pointer, by buttons, by Alt with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.choice_editors import Option
from clientdesk.ui.widgets.editors import Editor

_VALUE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 32


class OrderedTicks(QWidget, Editor):
    """Holds a tuple of the ticked values in their order. Those in `needed` are always ticked; `last` stays at the end.

    What is not ticked stands after what it stands behind in `options`, so that it is found where one expects it.
    """

    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        options: Sequence[Option],
        needed: frozenset[Any] = frozenset(),
        last: Any = None,
    ) -> None:
        super().__init__(parent)
        self._options = {option.value: option.text for option in options}
        # By their names: Qt gives an enumeration back as its bare value.
        self._by_name = {str(value): value for value in self._options}
        self._needed, self._last = needed, last
        self._is_quiet = False
        self.list = _List(self)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        style.set_role(self.list, role="ticks")
        self.list.itemChanged.connect(self._ticked)
        self.list.model().rowsMoved.connect(self._moved)
        self.list.currentRowChanged.connect(self._follow)
        self._up = actions.button("design.up", self, self.move_up, variant="icon")
        self._down = actions.button("design.down", self, self.move_down, variant="icon")
        for button in (self._up, self._down):
            # Two such lists may stand on one page: the keys belong to the one with the cursor.
            button.bound_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        buttons = QVBoxLayout()
        buttons.setSpacing(tokens.SPACE_1)
        buttons.addWidget(self._up)
        buttons.addWidget(self._down)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        self.setFocusProxy(self.list)
        self.set_value(tuple(self._options))

    @property
    def parts(self) -> Sequence[QWidget]:
        return (self.list,)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)

    def set_fault(self, sentence: str) -> None:
        self.list.setAccessibleDescription(sentence)

    def value(self) -> tuple[Any, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(self._value(item) for item in items if item.checkState() == Qt.CheckState.Checked)

    def set_value(self, value: Any) -> None:
        order = [one for one in value if one in self._options]
        known = list(self._options)
        for one in known:
            if one not in order:
                before = [other for other in known[: known.index(one)] if other in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, one)
        current = self.list.currentRow()
        self._is_quiet = True
        self.list.clear()
        for one in order:
            self.list.addItem(self._item(one, ticked=one in value))
        self._is_quiet = False
        self.list.setCurrentRow(max(0, current))

    def typed(self) -> str:
        return ",".join(str(one) for one in self.value())

    def retype(self, text: str) -> None:
        self.set_value(tuple(self._by_name[name] for name in text.split(",") if name in self._by_name))

    def tick(self, value: Any, ticked: bool) -> None:
        """Tick the entry or not, as a click does."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if self._value(item) == value:
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def move_up(self) -> None:
        """Put the current entry before the one above it."""
        self._move(-1)

    def move_down(self) -> None:
        """Put the current entry behind the one below it."""
        self._move(1)

    # Inside.

    def _value(self, item: QListWidgetItem) -> Any:
        return self._by_name[item.data(_VALUE)]

    def _item(self, value: Any, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(self._options[value])
        item.setData(_VALUE, str(value))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if value not in self._needed:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if value != self._last:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setSizeHint(QSize(0, style.scaled(_ROW)))
        return item

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if not self._can_move(row, step):
            return
        self._is_quiet = True
        self.list.insertItem(row + step, self.list.takeItem(row))
        self._is_quiet = False
        self.list.setCurrentRow(row + step)
        self.edited.emit()

    def _can_move(self, row: int, step: int) -> bool:
        rows = range(self.list.count())
        if row not in rows or row + step not in rows:
            return False
        return all(self._value(self.list.item(one)) != self._last for one in (row, row + step))

    def _ticked(self, _item: object) -> None:
        if not self._is_quiet:
            self.edited.emit()

    def _moved(self) -> None:
        # After the list has done with its drop.
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        rows = [row for row in range(self.list.count()) if self._value(self.list.item(row)) == self._last]
        if rows and rows[0] != self.list.count() - 1:
            self._is_quiet = True
            self.list.addItem(self.list.takeItem(rows[0]))
            self._is_quiet = False
        self._follow(self.list.currentRow())
        self.edited.emit()

    def _follow(self, row: int) -> None:
        self._up.bound_action.setEnabled(self._can_move(row, -1))
        self._down.bound_action.setEnabled(self._can_move(row, 1))


class _List(QListWidget):
    """As high as its rows: nothing of it scrolls."""

    def sizeHint(self) -> QSize:
        high = sum(self.sizeHintForRow(row) for row in range(self.count())) + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        return super().event(event)
