"""The ladder of totals at the foot of the lines: net, tax, deductions, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.wrapped import wrap


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One step of the ladder, both texts ready to show; `strong` marks the sum that counts. `name` names the amount."""

    label: str
    amount: str
    strong: bool = False
    name: str = ""


class _Words(QLabel):
    """What an amount is, in one line where there is room: a deduction names its paper and day, and is never cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        wrap(self)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size in one line; a label that may break its lines asks for less than it has room for."""
        wide = self.fontMetrics().boundingRect(self.text()).width() + tokens.SPACE_1
        return QSize(wide, self.heightForWidth(wide))


class TotalsPanel(QWidget):
    """Labels and amounts, amounts below each other at the end of the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_6)
        self._grid.setVerticalSpacing(tokens.SPACE_1)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def set_rows(self, rows: Sequence[TotalRow]) -> None:
        """Show `rows`; labels are kept from call to call, since this follows every keystroke."""
        while len(self._labels) < len(rows):
            self._add_pair()
        self._shown.clear()
        for number, (label, amount) in enumerate(self._labels):
            used = number < len(rows)
            label.setVisible(used)
            amount.setVisible(used)
            if used:
                self._fill(label, amount, rows[number])

    def amount(self, name: str) -> str:
        """Return the amount shown for the row called `name`."""
        return self._shown[name].text()

    def _add_pair(self) -> None:
        label, amount = _Words(self), QLabel(self)
        amount.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAlignment(leading(self))
        amount.setAlignment(trailing(self))
        row = len(self._labels)
        self._grid.addWidget(label, row, 1)
        self._grid.addWidget(amount, row, 2)
        self._labels.append((label, amount))

    def _fill(self, label: QLabel, amount: QLabel, row: TotalRow) -> None:
        label.setText(row.label)
        amount.setText(row.amount)
        amount.setAccessibleName(f"{row.label}: {row.amount}")
        amount.setObjectName(f"total_{row.name}" if row.name else "total")
        style.set_role(label, role="section" if row.strong else "second")
        style.set_role(amount, role="figure" if row.strong else "")
        if not row.strong:
            amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
        if row.name:
            self._shown[row.name] = amount
