"""The bar above the pages: the way back and forth, the title, the search box, what can be made and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from clientdesk.domain.text import N_
from clientdesk.i18n import _
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from clientdesk.ui.acts import Acts

#: What can be made from anywhere: the action, and the kind of record that is asked of the screens.
NEW: Final = {
    "app.new_client": "new_client",
    "app.new_quote": "new_quote",
    "app.new_invoice": "new_invoice",
    "app.new_contract": "new_contract",
    "app.new_payment": "new_payment",
    "app.new_item": "new_item",
}
_LISTED_ACTS: Final = 10
#: What each step of folding leaves: how far the search box is folded, and whether "New" has lost its word.
_STEPS: Final = ((0, False), (1, False), (1, True), (2, True))
_UNDO_TIP: Final = N_("Undo: {act}")


class SearchBox(actions.ActionButton):
    """A button that looks like a field and opens the palette; in a narrow window its words, then its keys go."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(action, parent, variant="searchbox")
        self.fold(0)

    def fold(self, step: int) -> None:
        """Show words and keys (0), words (1) or the icon alone (2)."""
        words = self.bound_action.text()
        keys = actions.keys_text(actions.spec(self.objectName()).keys)
        style.set_role(self, variant="bare" if step > 1 else "searchbox")
        self.setText("" if step > 1 else words if step else f"{words}   {keys}")
        self.setMinimumWidth(0)
        if not step:
            self.setMinimumWidth(round(tokens.SEARCH_BOX_WIDTH * max(1.0, style.theme().scale)))

    def _follow(self) -> None:
        words = self.text()
        super()._follow()
        self.setText(words)


class TopBar(QFrame):
    """Shows what the window's actions are; what they do is the window's business."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.title = QLabel(self, objectName="screen_title")
        style.set_role(self.title, role="section")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_4, 0)
        self._row.setSpacing(tokens.SPACE_2)
        self._acts: Acts | None = None

    def build(
        self,
        *,
        back: QAction,
        forward: QAction,
        palette: QAction,
        add: QAction,
        undo: QAction,
        undo_list: QAction,
        scheme: QAction,
        keys: QAction,
    ) -> None:
        """Put the buttons in their places."""
        self._undo, self._undo_list = undo, undo_list
        ways = QHBoxLayout()
        ways.setSpacing(0)
        for action in (back, forward):
            ways.addWidget(actions.ActionButton(action, self, variant="bare"))
        self.search = SearchBox(palette, self)
        self.add = actions.ActionButton(add, self)
        self._list_button = actions.ActionButton(undo_list, self, variant="narrow")
        undoing = QHBoxLayout()
        undoing.setSpacing(0)
        undoing.addWidget(actions.ActionButton(undo, self, variant="bare"))
        undoing.addWidget(self._list_button)
        self._row.addLayout(ways)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self.add)
        self._row.addLayout(undoing)
        self._scheme = actions.ActionButton(scheme, self, variant="bare")
        self._row.addWidget(self._scheme)
        self._row.addWidget(actions.ActionButton(keys, self, variant="bare"))
        self.follow_acts(None)
        self.restyle()
        style.theme().changed.connect(self.restyle)

    def follow_acts(self, acts: Acts | None) -> None:
        """Show the acts of a book: the last one in the tooltip, the others in the list beside it."""
        if acts is not None and self._acts is None:
            self._acts = acts
            acts.changed.connect(self._show_acts)
        self._show_acts()

    def show_new(self, entries: list[QAction]) -> None:
        """Open the menu of what can be made."""
        self._below(self.add, actions.menu(self.add, entries))

    def show_acts(self) -> None:
        """Open the list of the last acts; choosing one takes back just that one."""
        acts = self._acts
        if acts is None:
            return
        entries = []
        for act in acts.latest(_LISTED_ACTS):
            entry = QAction(act.name.replace("&", "&&"), self)
            entry.triggered.connect(partial(acts.take_back, act))
            entries.append(entry)
        menu = actions.menu(self._list_button, entries)
        for entry in entries:
            entry.setParent(menu)
        self._below(self._list_button, menu)

    def set_title(self, words: str) -> None:
        """Name the screen in front."""
        self.title.setText(words)
        if self.isVisible():
            self._fold()

    def restyle(self) -> None:
        """Follow the switch between light and dark, and the size of the type."""
        scale = max(1.0, style.theme().scale)
        self.setFixedHeight(round(tokens.TOP_BAR_HEIGHT * (1 + (scale - 1) / 2)))
        icons.set_icon(self._scheme, "sun" if style.colors().dark else "moon")
        if self.isVisible():
            # Before that the bar has no width to go by; its first resizing comes with the first paint.
            self._fold()

    def _show_acts(self) -> None:
        last = self._acts.last if self._acts is not None else None
        words = _(_UNDO_TIP).format(act=last.name) if last is not None else _("Undo")
        self._undo.setText(words)
        tip = words if last is not None else _(actions.spec("app.undo").tip)
        self._undo.setToolTip(plain_tip(f"{tip} ({actions.keys_text(actions.spec('app.undo').keys)})"))
        self._undo.setEnabled(last is not None)
        self._undo_list.setVisible(last is not None)
        if self.isVisible():
            # One button more or less: the words have other room now.
            self._fold()

    @staticmethod
    def _below(button: actions.ActionButton, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        corner = button.rect().bottomLeft()
        if button.isRightToLeft():
            corner.setX(button.width() - menu.sizeHint().width())
        menu.popup(button.mapToGlobal(corner))
        first = next(iter(menu.actions()), None)
        if first is not None:
            menu.setActiveAction(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Drop words, the least needed first, until all that is left has room."""
        for search, compact in _STEPS:
            self.search.fold(search)
            self.add.set_compact(compact)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return
