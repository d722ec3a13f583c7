"""Facts of a record: a caption and its words in each row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.figures import leading


class Facts(QWidget):
    """Captions below each other, the words beside them, which can be marked and copied."""

    def __init__(self, parent: QWidget, *, name: str = "facts") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_5)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show `facts` in place of the ones before."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (caption, text) in enumerate(facts):
            named = QLabel(caption, self)
            style.set_role(named, role="second")
            words = QLabel(text, self)
            style.set_role(words, role="")
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for label in (named, words):
                label.setAlignment(leading(self))
            if caption:
                self._grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(words, row, 1)
            else:
                # A sentence of its own.
                named.hide()
                style.set_role(words, role="second")
                self._grid.addWidget(words, row, 0, 1, 2)
