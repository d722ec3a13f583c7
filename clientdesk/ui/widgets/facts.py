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
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_5)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show `facts` in place of the ones before."""
        # Rows that are there get new words: making labels is most of the work.
        for row, (caption, text) in enumerate(facts):
            if row == len(self._rows):
                self._rows.append(self._add(row))
            named, words = self._rows[row]
            if (named.text(), words.text()) != (caption, text):
                self._fill(row, caption, text)
        while len(self._rows) > len(facts):
            for label in self._rows.pop():
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()

    def _add(self, row: int) -> tuple[QLabel, QLabel]:
        named, words = QLabel(self), QLabel(self)
        style.set_role(named, role="second")
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        return named, words

    def _fill(self, row: int, caption: str, text: str) -> None:
        named, words = self._rows[row]
        # Words without a caption are a sentence of their own, over both columns.
        style.set_role(words, role="" if caption else "second")
        if bool(caption) != bool(named.text()) or not words.text():
            self._grid.addWidget(words, row, 1 if caption else 0, 1, 1 if caption else 2)
        for label, said in ((named, caption), (words, text)):
            label.setText(said)
            label.setAlignment(leading(self))
        named.setVisible(bool(caption))
