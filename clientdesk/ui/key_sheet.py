"""The F1 sheet: all keys of the window, from the one registry of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens

_SCOPES = {
    "app": N_("Everywhere"),
    "list": N_("Lists"),
    "form": N_("Forms"),
    "today": N_("Today"),
    "clients": N_("Clients"),
    "documents": N_("Documents"),
    "document": N_("A paper"),
    "preview": N_("Preview"),
    "lines": N_("Lines of a paper"),
    "work": N_("Work"),
    "contract": N_("A draft contract"),
    "money": N_("Money"),
    "library": N_("Library"),
    "settings": N_("Settings"),
    "answer": N_("Answers"),
    "first_run": N_("First start"),
}

Group = tuple[str, list[tuple[str, str]]]


class KeySheet(QDialog):
    """Two columns of groups: what it does, and the keys. Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        inner = QWidget()
        style.set_role(inner, role="scrolled")
        row = QHBoxLayout(inner)
        row.setSpacing(tokens.SPACE_6)
        for groups in _halves(actions.key_sheet()):
            side = QVBoxLayout()
            side.setSpacing(tokens.SPACE_5)
            for scope, entries in groups:
                side.addWidget(self._group(_(_SCOPES[scope]), entries, inner))
            side.addStretch(1)
            row.addLayout(side, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.addWidget(area)
        self.resize(720, 560)

    @staticmethod
    def _group(title: str, entries: list[tuple[str, str]], parent: QWidget) -> QWidget:
        group = QWidget(parent)
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(tokens.SPACE_1)
        head = QLabel(title, group)
        style.set_role(head, role="section")
        grid.addWidget(head, 0, 0, 1, 2)
        for row, (words, keys) in enumerate(entries, start=1):
            grid.addWidget(QLabel(words, group), row, 0)
            shown = QLabel(keys, group)
            style.set_role(shown, role="second")
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTrailing)
        grid.setColumnStretch(0, 1)
        return group


def _halves(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Split the groups where both sides come closest to the same height; a group's head counts as two lines."""
    heights = [len(entries) + 2 for _scope, entries in groups]
    cut = min(range(1, len(groups) + 1), key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
    return groups[:cut], groups[cut:]
