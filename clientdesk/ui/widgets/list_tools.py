"""What a list can be asked for with one press: its filters as pills, the order, and filters saved under a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from clientdesk.i18n import _
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.flow import FlowLayout
from clientdesk.ui.widgets.own_filters import OwnFilter, OwnFilters
from clientdesk.ui.widgets.table import Request

if TYPE_CHECKING:
    from clientdesk.ui.session import Change, Session

_MOST_LETTERS: Final = 24


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with one press: `key` goes into the request, `text` on the button.

    `empty` is said where it holds nothing yet; without it nothing fits the filter.
    """

    key: str
    text: str
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order the rows can stand in: `key` goes into the request. Offer only what an index holds."""

    key: str
    text: str
    descending: bool = False


class ListTools(QWidget):
    """The pills of a list and the menu behind `button`. It only asks; the list reads and says what it shows."""

    #: A Request the list is to show.
    wanted = Signal(object)
    #: Words for a toast, and the way back.
    told = Signal(str, object)

    def __init__(
        self,
        saved: Sequence[SavedFilter],
        orders: Sequence[Order],
        parent: QWidget,
        *,
        session: Session,
        name: str,
        more: Sequence[QAction] = (),
    ) -> None:
        super().__init__(parent)
        self._more = tuple(more)
        self._saved, self._orders = tuple(saved), tuple(orders)
        self._request = Request(
            saved=saved[0].key if saved else "",
            order=orders[0].key if orders else "",
            descending=bool(orders) and orders[0].descending,
        )
        self._own = OwnFilters(session, name)
        self._extra: SavedFilter | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.button = actions.button("list.arrange", self, self._open_menu, variant="icon")
        self.button.setParent(parent)
        self._menu = QMenu(self.button)
        self._menu.setObjectName("list_menu")
        self._name = _NameEdit(self)
        self._name.stored.connect(self._store)
        self._name.left.connect(self._leave_name)
        keep = actions.EnterButton(_("Save"), self, objectName="save_filter_name")
        keep.clicked.connect(self._store)
        self._naming = QWidget(self)
        naming = QHBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(tokens.SPACE_2)
        naming.addWidget(self._name, 1)
        naming.addWidget(keep)
        self._naming.hide()
        self._pills = QWidget(self)
        self._flow = FlowLayout(self._pills, spacing=tokens.SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addWidget(self._pills)
        column.addWidget(self._naming)
        self._show_pills()
        session.changed.connect(self._follow)

    def choose(self, key: str) -> None:
        """Press the filter `key`."""
        self._want(replace(self._request, saved=key))

    def show_request(self, request: Request) -> None:
        """Mark what is shown: a filter of one's own where all of it fits, else the filter in force."""
        self._request = request
        if self._extra is not None and request.saved != self._extra.key:
            self.set_extra(None)
            return
        own = [one for one in self._own.all() if one.request == request]
        for pill in self._group.buttons():
            if pill.property("own"):
                pill.setChecked(any(one.name == pill.property("own") for one in own))
            else:
                pill.setChecked(not own and pill.property("key") == request.saved)

    def set_extra(self, extra: SavedFilter | None) -> None:
        """Offer one more filter for as long as it is used; None takes it away."""
        self._extra = extra
        if extra is not None:
            self._request = replace(self._request, saved=extra.key)
        self._show_pills()

    def ask_name(self) -> None:
        """Ask how the filter in force is to be called."""
        self._name.setText(self._request.text[:_MOST_LETTERS])
        self._naming.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def forget(self, name: str) -> None:
        """Remove a filter of one's own; the toast brings it back."""
        found = next((one for one in self._own.all() if one.name == name), None)
        if found is None or not self._own.remove(name):
            return
        self.told.emit(
            _("The filter “{name}” is removed.").format(name=name), partial(self._bring_back, found)
        )

    # Inside.

    def _want(self, request: Request) -> None:
        self._request = request
        self.wanted.emit(request)

    def _bring_back(self, found: OwnFilter) -> None:
        self._own.save(found.name, found.request)

    def _follow(self, change: Change) -> None:
        # Only one's own press waits for them; all else goes on where it stands.
        if change.touches("own_filters") and self._own.read():
            self._show_pills()

    def _show_pills(self) -> None:
        had_focus = any(pill.hasFocus() for pill in self._group.buttons())
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, QPushButton):
                self._group.removeButton(old)
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for one in (*self._saved, *([self._extra] if self._extra else [])):
            pill = QPushButton(one.text, self._pills, objectName=f"filter_{one.key or 'all'}", checkable=True)
            pill.setProperty("key", one.key)
            self._add(pill)
        for number, own in enumerate(self._own.all()):
            pill = _OwnPill(own.name, self._pills)
            pill.setObjectName(f"own_filter_{number}")
            pill.setProperty("own", own.name)
            pill.setToolTip(_("Your filter; Delete removes it"))
            pill.removed.connect(self.forget)
            self._add(pill)
        self._pills.setVisible(bool(self._group.buttons()))
        self.show_request(self._request)
        if had_focus:
            chosen = next((pill for pill in self._group.buttons() if pill.isChecked()), None)
            (chosen or self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, pill: QPushButton) -> None:
        style.set_role(pill, variant="pill")
        pill.clicked.connect(self._pressed)
        self._group.addButton(pill)
        self._flow.addWidget(pill)
        pill.show()

    def _pressed(self) -> None:
        pill = self.sender()
        own = next((one for one in self._own.all() if one.name == pill.property("own")), None)
        self._leave_name(focus=False)
        self._want(own.request if own is not None else replace(self._request, saved=pill.property("key")))

    def _open_menu(self) -> None:
        self._fill_menu()
        self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._orders:
            group = QActionGroup(self._menu)
            for number, order in enumerate(self._orders):
                choice = QAction(order.text, self._menu)
                choice.setObjectName(f"order_{order.key or 'first'}")
                choice.setCheckable(True)
                is_it = (order.key, order.descending) == (self._request.order, self._request.descending)
                choice.setChecked(is_it)
                choice.setData(number)
                choice.triggered.connect(self._sort)
                group.addAction(choice)
                self._menu.addAction(choice)
            self._menu.addSeparator()
        save = QAction(_("Save this filter …"), self._menu)
        save.setObjectName("save_filter")
        # What a picture asked for is of this day only.
        save.setEnabled(self._extra is None)
        icons.set_icon(save, "star")
        save.triggered.connect(self.ask_name)
        self._menu.addAction(save)
        for own in self._own.all():
            gone = QAction(_("Remove the filter “{name}”").format(name=own.name), self._menu)
            gone.setData(own.name)
            gone.setObjectName("forget_filter")
            icons.set_icon(gone, "x")
            gone.triggered.connect(self._forget_chosen)
            self._menu.addAction(gone)
        if self._more:
            self._menu.addSeparator()
        for action in self._more:
            icons.set_icon(action, actions.spec(action.objectName()).icon)
            self._menu.addAction(action)

    def _sort(self) -> None:
        chosen = self.sender()
        order = self._orders[chosen.data()] if isinstance(chosen, QAction) else self._orders[0]
        self._want(replace(self._request, order=order.key, descending=order.descending))

    def _forget_chosen(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction):
            self.forget(chosen.data())

    def _store(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self._own.save(name, self._request):
            # The name stays, and why is said.
            return
        self._leave_name()
        self.told.emit(_("The filter “{name}” is saved.").format(name=name), partial(self.forget, name))

    def _leave_name(self, *, focus: bool = True) -> None:
        if self._naming.isHidden():
            return
        self._naming.hide()
        if focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class _NameEdit(QLineEdit):
    """The name of a filter: Enter stores, Escape leaves."""

    stored = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filter_name")
        self.setMaxLength(_MOST_LETTERS)
        self.setAlignment(leading(self))
        self.setPlaceholderText(_("Name of the filter"))
        self.setAccessibleName(_("Name of the filter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stored.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _OwnPill(QPushButton):
    """A filter of one's own; Delete removes it."""

    removed = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        icons.set_icon(self, "star", gap=4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.property("own"))
        else:
            super().keyPressEvent(event)
