"""The page pattern: a head with what matters and the next step, blocks below; and what a screen is to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets.columns import Columns
from clientdesk.ui.widgets.page_head import Elided, PageHead

if TYPE_CHECKING:
    from clientdesk.ui.session import Change, Session


#: Whoever makes a page finds its head here, too.
__all__ = ["Card", "Elided", "ListDetail", "Page", "PageHead", "Screen", "Separator"]


class Screen(QWidget):
    """A page of the window. It reads when it is first seen, and again after changes that touch its `areas`.

    A screen overrides `refresh`, and `open_record` if it shows records by id; it never knows another screen:
    `session.open_record.emit(kind, id)` leads to whichever shows that kind.
    """

    #: Use-case modules whose changes matter here; empty means all.
    areas: tuple[str, ...] = ()
    #: What `wants_room` says has changed.
    room_changed = Signal()
    #: Whether the rail should make itself narrow in a window of usual width, for an editor with its page beside it.
    wants_room = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_stale = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read what is shown; called when the screen is seen and something has changed."""

    def open_record(self, kind: str, record_id: int) -> None:
        """Show the record."""

    def place(self) -> tuple[str, int]:
        """Return kind and id of the record that is open, so that Back can return to it; an empty kind for none."""
        return ("", 0)

    def show_home(self) -> None:
        """Show the screen as it begins, without a record: where Back leads from a record opened in the list."""

    def focus_first(self) -> None:
        """Put the cursor where work begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Whether nothing unsaved would be lost; a screen that says no asks by itself."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def make_ready(self) -> None:
        """Read ahead what the first sight would read; for a screen whose first reading builds its parts."""

    def _changed(self, change: Change) -> None:
        if self.areas and not change.touches(*self.areas):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True


class Card(QFrame):
    """A block of a page: a surface with an optional title and buttons beside it. Add content to `body`."""

    def __init__(
        self, title: str = "", parent: QWidget | None = None, *, name: str = "", flush: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        style.set_role(self, role="card")
        side = 1 if flush else tokens.SPACE_4
        self._beside: list[QPushButton] = []
        self._head = QHBoxLayout()
        self._head.setContentsMargins(tokens.SPACE_4 - side, 0, tokens.SPACE_4 - side, 0)
        self._title = QLabel(title, self)
        style.set_role(self._title, role="section")
        self._title.setVisible(bool(title))
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.SPACE_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, tokens.SPACE_3, side, side if flush else tokens.SPACE_4)
        column.setSpacing(tokens.SPACE_3)
        if title:
            column.addLayout(self._head)
        column.addLayout(self.body, 1)

    def add_button(self, button: QPushButton) -> None:
        """Put a button beside the title."""
        self._head.addWidget(button)
        self._beside.append(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = [one for one in self._beside if isinstance(one, actions.ActionButton) and not one.isHidden()]
        for button in shown:
            button.set_compact(False)
        self._head.invalidate()
        # Words go where the title has no room beside them, the last first.
        while shown and self._head.minimumSize().width() > self.width() - 2 * tokens.SPACE_4:
            shown.pop().set_compact(True)
            self._head.invalidate()

    def set_title(self, title: str) -> None:
        """Change the title of a card that was made with one."""
        self._title.setText(title)


class Page(QScrollArea):
    """A head and blocks below each other, scrolled together. Add cards with `add`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        style.set_role(inner, role="scrolled")
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        # The page is as wide as its place; what does not fit side by side goes below.
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head = PageHead(inner)
        self.blocks = QVBoxLayout()
        self.blocks.setSpacing(tokens.SPACE_4)
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.SPACE_5, tokens.SPACE_5 - 4, tokens.SPACE_5, tokens.SPACE_5)
        column.setSpacing(tokens.SPACE_4)
        column.addWidget(self.head)
        column.addLayout(self.blocks)
        column.addStretch(1)

    def set_margin(self, side: int) -> None:
        """Leave `side` pixels free left and right of the blocks, for a page that shares its room."""
        margins = self.widget().layout().contentsMargins()
        self.widget().layout().setContentsMargins(side, margins.top(), side, margins.bottom())

    def add(self, *widgets: QWidget) -> None:
        """Put blocks below the others; several in one call stand side by side."""
        if len(widgets) == 1:
            self.blocks.addWidget(widgets[0])
            return
        row = Columns(self.widget(), spacing=tokens.SPACE_4)
        row.set_blocks(list(widgets))
        self.blocks.addWidget(row)


class ListDetail(QWidget):
    """List and detail at once; in a narrow window one of them, with the detail in front once a record is open."""

    def __init__(self, list_side: QWidget, detail: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list, self._detail = list_side, detail
        self._detail_wanted = False
        self._is_alone = False
        pane = QFrame(self)
        style.set_role(pane, role="pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(list_side)
        self._pane = pane
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(pane)
        self._splitter.addWidget(detail)
        self._splitter.setStretchFactor(1, 1)
        list_width = style.scaled(tokens.LIST_PANE_WIDTH)
        self._splitter.setSizes([list_width, 4 * list_width])
        pane.setMinimumWidth(style.scaled(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    @property
    def is_stacked(self) -> bool:
        """Whether only one of the two is in view."""
        return self.width() < style.scaled(tokens.STACK_BELOW - tokens.RAIL_WIDTH_FOLDED)

    def show_detail(self) -> None:
        """Bring the detail to the front."""
        self._detail_wanted = True
        self._arrange()

    def show_list(self) -> None:
        """Bring the list to the front."""
        self._detail_wanted = False
        self._arrange()

    def set_alone(self, alone: bool) -> None:  # a slot
        """Give the list all the room while it is empty: there is nothing to stand beside it."""
        self._is_alone = alone
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.is_stacked or self._is_alone
        self._pane.setVisible(not stacked or not self._detail_wanted)
        self._detail.setVisible(not stacked or self._detail_wanted)


class Separator(QFrame):
    """A line of one pixel."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        style.set_role(self, role="separator")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
