"""The rail at the leading edge: one button per screen, the current one marked; it folds to icons in narrow windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, icons, style, tokens

if TYPE_CHECKING:
    from clientdesk.ui.backup_sign import BackupSign

_GAP = 10
_MARK = 22


class Rail(QFrame):
    """Buttons of `app.*` actions. What an action does is the window's business."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(_("Screens"))
        self._is_folded = False
        self._sign: BackupSign | None = None
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._mark = QLabel(self)
        self._brand = QLabel("ClientDesk", self)
        style.set_role(self._brand, role="brand")
        head = QHBoxLayout()
        start = tokens.SPACE_2 + 1
        head.setContentsMargins(*((0, 0, start, 0) if self.isRightToLeft() else (start, 0, 0, 0)))
        head.setSpacing(tokens.SPACE_2)
        head.addWidget(self._mark)
        head.addWidget(self._brand, 1)
        self._above = QVBoxLayout()
        self._below = QVBoxLayout()
        for part in (self._above, self._below):
            part.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_2, tokens.SPACE_4, tokens.SPACE_2, tokens.SPACE_3)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(tokens.SPACE_4)
        column.addLayout(self._above)
        column.addStretch(1)
        column.addLayout(self._below)
        self.fold(False)
        self.draw_mark()
        style.theme().changed.connect(self._restyle)

    def add(self, action: QAction, *, below: bool = False) -> None:
        """Add a button for `action`, whose data is the screen's name."""
        button = RailButton(action, self)
        self._buttons[action.data()] = button
        self._group.addButton(button)
        (self._below if below else self._above).addWidget(button)
        button.fold(self._is_folded)

    def add_sign(self, sign: BackupSign) -> None:
        """Put a sign that is no screen's at the foot."""
        self._sign = sign
        self._below.insertWidget(0, sign)
        sign.fold(self._is_folded)

    def mark(self, name: str) -> None:
        """Show `name` as the current screen; one without a button marks none."""
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.mark(key == name)
        self._group.setExclusive(True)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        self._is_folded = folded
        self._brand.setVisible(not folded)
        # Folded it holds an icon, whose frame does not grow with it.
        narrow = tokens.RAIL_WIDTH_FOLDED - tokens.ICON_SIZE + icons.size()
        self.setFixedWidth(narrow if folded else style.scaled(tokens.RAIL_WIDTH))
        for button in (*self._buttons.values(), self._sign):
            if button is not None:
                button.fold(folded)

    def draw_mark(self) -> None:
        """Draw the app's mark in the colours in use."""
        self._mark.setFixedWidth(style.scaled(_MARK))
        self._mark.setPixmap(icons.pixmap("layers", "accent", size=style.scaled(_MARK)))

    def _restyle(self) -> None:
        self.draw_mark()
        self.fold(self._is_folded)


class RailButton(actions.ActionButton):
    """One screen's button; its icon takes the accent while the screen is in front."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(action, parent, variant="rail")
        self.setCheckable(True)
        # One of several, for whoever hears it; Qt calls any other button that can be down a check box.
        self.setAutoExclusive(True)
        self.mark(False)

    def mark(self, current: bool) -> None:
        """Show whether this is the screen in front."""
        self.setChecked(current)
        tone = "accent" if current else "second"
        icons.set_icon(self, actions.spec(self.objectName()).icon, tone, gap=_GAP)

    def fold(self, folded: bool) -> None:
        """Drop or show the words."""
        self.setText("" if folded else self.bound_action.text())
