"""The F1 sheet: all keys of the window, from the one registry of actions, those of the page in front first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clientdesk.domain.search import fold
from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.editors import show_hint
from clientdesk.ui.widgets.figures import leading, trailing

#: Scopes that are no screen of their own; the others are called as their screen.
_SCOPES: Final = {
    "app": N_("Everywhere"),
    "list": N_("Lists"),
    "form": N_("Forms"),
    "edit": N_("Editors"),
    "document": N_("A document"),
    "calendar": N_("Calendar"),
    "preview": N_("Preview"),
    "lines": N_("Lines of a document"),
    "client_paper": N_("A document about a client"),
    "design": N_("Design of documents"),
    "contract": N_("A draft contract"),
    "answer": N_("Answers"),
    "batch": N_("Several documents"),
    "trash": N_("Trash"),
    "attachments": N_("Attachments"),
    "history": N_("History"),
    "first_run": N_("First start"),
    "help": N_("Manual"),
    "importing": N_("Import"),
}
_SIZE: Final = (820, 620)
_STEPS: Final = {
    Qt.Key.Key_Down: "SliderSingleStepAdd",
    Qt.Key.Key_Up: "SliderSingleStepSub",
    Qt.Key.Key_PageDown: "SliderPageStepAdd",
    Qt.Key.Key_PageUp: "SliderPageStepSub",
}


class KeySheet(QDialog):
    """Two columns of groups: what it does, and the keys. Typing narrows it, arrows scroll it, Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        self._filter = QLineEdit(self, objectName="key_filter")
        self._filter.setAlignment(leading(self))
        show_hint(self._filter, _("Search by word or key"))
        self._filter.setAccessibleName(_("Search by word or key"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self._filter.installEventFilter(self)
        self._nothing = QLabel(_("No key for that."), self)
        style.set_role(self._nothing, role="second")
        self._nothing.hide()
        self.head = QHBoxLayout()
        self.head.addWidget(self._filter, 1)
        self.head.addWidget(actions.button("app.manual", self, self._open_manual))
        inner = QWidget()
        style.set_role(inner, role="scrolled")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._sides.setSpacing(tokens.SPACE_6)
        self._groups: list[_Group] = []
        for groups in _halves(_nearest_first(parent.window())):
            side = QVBoxLayout()
            side.setSpacing(tokens.SPACE_5)
            for scope, entries in groups:
                group = _Group(title_of(scope), entries, inner)
                self._groups.append(group)
                side.addWidget(group)
            side.addStretch(1)
            self._sides.addLayout(side, 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_5, tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_4)
        column.addLayout(self.head)
        column.addWidget(self._nothing)
        column.addWidget(self._area, 1)
        self._two_wide = inner.minimumSizeHint().width()
        room = parent.window().size().expandedTo(QSize(*_SIZE))
        wanted = QSize(*_SIZE) * max(1.0, style.theme().scale)
        self.resize(wanted.boundedTo(QGuiApplication.primaryScreen().availableSize()).boundedTo(room))
        self._filter.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where two do not fit."""
        super().resizeEvent(event)
        fits = self._two_wide <= self._area.viewport().width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)

    def _open_manual(self) -> None:
        window = self.parentWidget().window() if self.parentWidget() else None
        self.close()
        if window is not None:
            window.show_manual()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows of the field move the sheet."""
        if watched is self._filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                bar = self._area.verticalScrollBar()
                bar.triggerAction(getattr(bar.SliderAction, step))
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        found = [group.narrow(words) for group in self._groups]
        self._nothing.setVisible(not any(found))
        self._area.verticalScrollBar().setValue(0)


class _Group(QWidget):
    """The keys of one part of the window."""

    def __init__(self, title: str, entries: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(tokens.SPACE_1)
        head = QLabel(title, self)
        style.set_role(head, role="section")
        head.setAlignment(leading(self))
        grid.addWidget(head, 0, 0, 1, 2)
        self._rows: list[tuple[str, QLabel, QLabel]] = []
        for row, (words, keys) in enumerate(entries, start=1):
            name, shown = QLabel(words, self), QLabel(keys, self)
            style.set_role(shown, role="key")
            name.setAlignment(leading(self))
            shown.setAlignment(trailing(self))
            grid.addWidget(name, row, 0)
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTrailing)
            self._rows.append((fold(f"{title} {words} {keys}"), name, shown))
        grid.setColumnStretch(0, 1)

    def narrow(self, words: list[str]) -> bool:
        """Show the rows that hold all `words`, and tell whether there is one."""
        any_left = False
        for found_by, name, shown in self._rows:
            stays = all(word in found_by for word in words)
            name.setVisible(stays)
            shown.setVisible(stays)
            any_left = any_left or stays
        self.setVisible(any_left)
        return any_left


Entries = list[tuple[str, list[tuple[str, str]]]]


def title_of(scope: str) -> str:
    """Return what a scope is called."""
    return _(_SCOPES[scope]) if scope in _SCOPES else _(actions.spec(f"app.{scope}").text)


def _nearest_first(window: QWidget) -> Entries:
    """Put first what can be pressed on the page in front; what is everywhere follows, then the rest."""
    here = {actions.spec(action.objectName()).scope for action in actions.live(window)} - {"app"}
    groups = actions.key_sheet()
    return sorted(groups, key=lambda group: 0 if group[0] in here else 1 if group[0] == "app" else 2)


def _halves(groups: Entries) -> list[Entries]:
    """Split the groups where both sides come closest to the same height; a group's head counts as two lines."""
    heights = [len(entries) + 2 for _scope, entries in groups]
    cut = min(range(1, len(groups) + 1), key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
    return [groups[:cut], groups[cut:]]
