"""The card at the head of a paper that went out: where things stand, and the buttons that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.page import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class NextStep(Card):
    """One sentence about where things stand, and the buttons that lead on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, name="next_step")
        self._words = QLabel(self, objectName="next_step_words")
        self._words.setWordWrap(True)
        style.set_role(self._words, role="rowtitle")
        self._buttons: list[actions.ActionButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.SPACE_2)
        self._row.addWidget(self._words, 1)
        self.body.addLayout(self._row)

    def show_steps(self, words: str, steps: list[QAction], *, primary: bool) -> None:
        """Show `words` and a button per step; the last is the primary one, if there is one."""
        self._words.setText(words)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [
            actions.ActionButton(step, self, variant="primary" if primary and step is steps[-1] else "plain")
            for step in steps
        ]
        for button in self._buttons:
            self._row.addWidget(button)
            button.show()

    def focus_last(self) -> None:
        """Put the cursor on the best step."""
        if self._buttons:
            self._buttons[-1].setFocus()
