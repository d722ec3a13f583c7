"""The filters above the month: each shows or hides one group of what stands there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clientdesk.queries.calendar_entry import Group
from clientdesk.ui import style, tokens
from clientdesk.ui.calendar import words


class GroupFilters(QWidget):
    """A pill for each group; all are on at the start."""

    #: Another choice was made.
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pills = {group: self._pill(group) for group in Group}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_2)
        for pill in self._pills.values():
            row.addWidget(pill)
        row.addStretch(1)

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is shown."""
        return tuple(group for group, pill in self._pills.items() if pill.isChecked())

    def _pill(self, group: Group) -> QPushButton:
        pill = QPushButton(words.group(group), self, objectName=f"calendar_{group.value}")
        pill.setCheckable(True)
        pill.setChecked(True)
        style.set_role(pill, variant="pill")
        pill.toggled.connect(self._toggled)
        return pill

    def _toggled(self, _on: bool) -> None:
        self.changed.emit()
