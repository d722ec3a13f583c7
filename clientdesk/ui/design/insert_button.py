"""The button beside a text that offers what can be filled in, by name, and puts its placeholder there."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from clientdesk.ui import actions
from clientdesk.ui.design.words import placeholders
from clientdesk.ui.widgets.editors import LongTextEditor


class InsertButton(actions.ActionButton):
    """Offers what can be filled in by its name, and puts its placeholder where the cursor of a text is."""

    def __init__(self, text: LongTextEditor, parent: QWidget) -> None:
        super().__init__(actions.make("design.insert", parent, self.offer), parent, variant="link")
        self._text = text
        self.menu_of_names = QMenu(self)
        for option in placeholders():
            action = QAction(option.text, self.menu_of_names)
            action.setObjectName(option.value)
            self.menu_of_names.addAction(action)
        self.menu_of_names.triggered.connect(self._insert)

    def offer(self) -> None:
        """Open the list of names below the button."""
        left = self.width() - self.menu_of_names.sizeHint().width() if self.isRightToLeft() else 0
        self.menu_of_names.popup(self.mapToGlobal(QPoint(left, self.height())))

    def _insert(self, chosen: QAction) -> None:
        self._text.insertPlainText(f"{{{chosen.objectName()}}}")
        self._text.setFocus()
