"""An editor and its page beside it; without room for both, one of them and a button that turns to the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.page import Separator


class SideBySide(QWidget):
    """Gives the page what it asks for and the editor the rest, or the other way round where that is too little.

    Lengths are those at 100 % of text; the editor's grow with it.
    """

    def __init__(self, editor: QWidget, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor, self._page = editor, page
        self._least, self._most = tokens.EDITOR_LEAST, tokens.EDITOR_MOST
        self._turned = actions.make("document.preview", self, self._turn)
        self._turned.setCheckable(True)
        self.turn = actions.ActionButton(self._turned, self, variant="quiet")
        self.turn.setCheckable(True)
        self._bar = QWidget(self)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(tokens.SPACE_3, tokens.SPACE_1, tokens.SPACE_3, tokens.SPACE_1)
        row.addStretch(1)
        row.addWidget(self.turn)
        self._line = Separator(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(editor)
        self._splitter.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._line)
        column.addWidget(self._splitter, 1)
        # Printing and saving the page need no look at it: their keys work while the editor is in front, too.
        self.addActions(page.actions())
        style.theme().changed.connect(self.arrange)
        self.arrange()

    @property
    def is_turned(self) -> bool:
        """Whether the page is in front of the editor."""
        return self._turned.isChecked()

    def set_editor(self, least: int, most: int) -> None:
        """Let the editor be at least and at most so wide beside its page."""
        self._least, self._most = least, most
        self.arrange()

    def show_editor(self) -> None:
        """Turn to the editor, if the page is in front of it."""
        if self.is_turned:
            self._turned.setChecked(False)
            self.arrange()

    def arrange(self) -> None:
        """Share the room anew."""
        least, width = style.scaled(self._least), self.width()
        both = width >= least + tokens.PREVIEW_LEAST
        if both:
            self._turned.setChecked(False)
        self.turn.setChecked(self.is_turned)
        self._turned.setVisible(not both)
        self._bar.setVisible(not both)
        self._line.setVisible(not both)
        self._editor.setVisible(not self.is_turned)
        self._page.setVisible(both or self.is_turned)
        # Below its least width it is alone, and scrolls or folds by itself.
        self._editor.setMinimumWidth(least if both else 0)
        self._page.setMinimumWidth(tokens.PREVIEW_LEAST if both else 0)
        if both:
            left = max(least, min(width - tokens.PREVIEW_GOOD, style.scaled(self._most)))
            self._splitter.setSizes([left, max(tokens.PREVIEW_LEAST, width - left)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _turn(self) -> None:
        self.arrange()
        (self._page if self.is_turned else self._editor).setFocus(Qt.FocusReason.OtherFocusReason)
