"""What can be done with several papers at once: a bar below the list while more than one row is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import ngettext, translator
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.flow import FlowLayout


class SelectionBar(QFrame):
    """Says how many are chosen, and emits what is to be done with them: `issue`, `print` or `save`.

    It stands below the rows, so that none moves away under the mouse when a second one is chosen.
    """

    wanted = Signal(str)
    #: All but one are let go of.
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selection_bar")
        style.set_role(self, role="card")
        self._words = QLabel(self, objectName="selection_words")
        self._words.setAlignment(leading(self))
        style.set_role(self._words, role="rowtitle")
        self._buttons = [
            actions.button("documents.issue_chosen", self, self._issue),
            actions.button("documents.print_chosen", self, self._print),
            actions.button("documents.save_chosen", self, self._save),
            actions.button("documents.choose_none", self, self.cleared.emit, variant="quiet"),
        ]
        around = QWidget(self)
        flow = FlowLayout(around, spacing=tokens.SPACE_2)
        for button in self._buttons:
            flow.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_3)
        row.addWidget(self._words)
        row.addWidget(around, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_3)
        column.addLayout(row)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many are chosen; with less than two there is nothing to do at once."""
        words = ngettext("{count} chosen", "{count} chosen", count)
        self._words.setText(words.format(count=translator().number(count)))
        several = count > 1
        for button in self._buttons:
            button.bound_action.setEnabled(several)
        self.setVisible(several)

    def _issue(self) -> None:
        self.wanted.emit("issue")

    def _print(self) -> None:
        self.wanted.emit("print")

    def _save(self) -> None:
        self.wanted.emit("save")
