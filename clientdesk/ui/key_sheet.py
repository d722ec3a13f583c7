"""The F1 sheet: all keys of the window, from the one registry of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

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
    "money": N_("Money"),
    "library": N_("Library"),
    "settings": N_("Settings"),
    "answer": N_("Answers"),
    "first_run": N_("First start"),
}


class KeySheet(QDialog):
    """Two columns of groups: what it does, and the keys. Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        inner = QWidget()
        style.set_role(inner, role="scrolled")
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(tokens.SPACE_6)
        grid.setVerticalSpacing(tokens.SPACE_5)
        groups = actions.key_sheet()
        half = (len(groups) + 1) // 2
        for number, (scope, entries) in enumerate(groups):
            place = self._group(_(_SCOPES[scope]), entries, inner)
            grid.addWidget(place, number % half, number // half, Qt.AlignmentFlag.AlignTop)
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
