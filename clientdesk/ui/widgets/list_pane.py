"""The list pattern: filter box, filters with one press, order, count, paged table, and the words when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clientdesk.i18n import _, ngettext, translator
from clientdesk.ui import actions, icons, style, tokens
from clientdesk.ui.widgets.editors import show_hint
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.filter_field import FilterField
from clientdesk.ui.widgets.list_tools import ListTools, Order, SavedFilter
from clientdesk.ui.widgets.table import PagedTableModel, Request
from clientdesk.ui.widgets.table_view import PagedTableView

if TYPE_CHECKING:
    from clientdesk.ui.session import Session

__all__ = ["ListPane", "Order", "SavedFilter", "count_words"]

#: While somebody types, the record beside the list follows only after a pause of this many milliseconds.
_PAUSE: Final = 150
#: And while somebody walks through the rows with a key held down, only where the cursor comes to rest.
_REST: Final = 90


def count_words(count: int) -> str:
    """Return the usual line above a list."""
    return ngettext("{count} entry", "{count} entries", count).format(count=translator().number(count))


class ListPane(QWidget):
    """A filtered, counted table. Typing filters, Down goes into the list, Enter opens, Escape clears.

    The first saved filter and the first order are those in force at the start. `empty` is shown when nothing at all
    is there. With `always_one` a row is always chosen: the first, or the one that took the place of the last. With
    `creates` a filter without hits offers to make what was typed: it gets the text and returns the button's words.
    With `several` many rows can be chosen, with Ctrl and Shift.
    `add` makes one more of what the list holds; it stands above the rows as long as there are any. `more` is what else
    can be done with the whole list, in its menu.
    """

    opened = Signal(int)
    current_changed = Signal(int)
    #: Something by the name that was typed is to be made.
    create_wanted = Signal(str)
    #: Something was done that is worth a toast: its words, and the way back.
    told = Signal(str, object)
    #: Whether nothing at all is there.
    emptied = Signal(bool)

    def __init__(
        self,
        model: PagedTableModel,
        empty: EmptyState,
        *,
        session: Session,
        placeholder: str = "",
        saved: Sequence[SavedFilter] = (),
        orders: Sequence[Order] = (),
        counted: Callable[[int], str] = count_words,
        creates: Callable[[str], str] | None = None,
        always_one: bool = False,
        several: bool = False,
        add: QAction | None = None,
        more: Sequence[QAction] = (),
        name: str = "table",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._nothing_yet = {one.key: one.empty for one in saved}
        self._counted, self._creates = counted, creates
        self._always_one = always_one
        self._place = 0
        self._shown: Request | None = None
        self._told: tuple[int, str] = (0, "")
        first, order = saved[0].key if saved else "", orders[0] if orders else Order("", "")
        self._default = Request(saved=first, order=order.key, descending=order.descending)
        if saved or orders:
            model.request = self._default
        self.filter = FilterField(self, objectName="filter", clearButtonEnabled=True)
        self.filter.setAlignment(leading(self))
        show_hint(self.filter, placeholder or _("Filter"))
        self.filter.setAccessibleName(placeholder or _("Filter"))
        glass = QAction(self.filter)
        icons.set_icon(glass, "search", "third")
        self.filter.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._text_changed)
        self.count = QLabel(self, objectName="count")
        style.set_role(self.count, role="caption")
        self.count.setAlignment(leading(self))
        self._add = actions.ActionButton(add, self, variant="link") if add is not None else None
        self.table = PagedTableView(model, self, name=name, several=several)
        self.table.setAccessibleName(placeholder or _("List"))
        self.tools = ListTools(saved, orders, self, session=session, name=name, more=more)
        self.tools.wanted.connect(self._take_request)
        self.tools.told.connect(self.told)
        self.empty = empty
        self._clear = QPushButton(_("Clear the filter"), objectName="clear_filter")
        self._clear.clicked.connect(self.clear_filter)
        self._create = actions.EnterButton("", objectName="create_by_name")
        style.set_role(self._create, variant="primary")
        self._create.clicked.connect(self._create_by_name)
        self.no_hits = EmptyState("", self._clear, self._create, name="no_hits")
        self._stack = QStackedWidget(self)
        for page in (self.table, self.empty, self.no_hits):
            self._stack.addWidget(page)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep_one)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._tell_row)
        self._lay_out(is_wide=len(model.columns) > 1)
        actions.make("list.filter", self, self.focus_filter)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.counted.connect(self._show_count)
        model.loaded.connect(self._show_page)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self._row_changed)

    @property
    def model(self) -> PagedTableModel:
        """The rows."""
        return self._model

    def refresh(self) -> None:
        """Read again; the first time this is what fills the list."""
        if self._model.is_loaded:
            self.table.refresh()
        else:
            self._model.ask(self._model.request)

    def select(self, record_id: int) -> bool:
        """Put the cursor on a record, at once or when it arrives."""
        return self.table.select(record_id)

    def choose(self, key: str) -> None:
        """Press the saved filter `key`."""
        self.tools.choose(key)

    def ask(self, request: Request) -> None:
        """Show what `request` wants, with its words in the filter box and its filter pressed."""
        self._take_request(request)

    def show_filter(self, extra: SavedFilter) -> None:
        """Show what a filter asks for that is not among the usual ones; its pill goes when another is pressed."""
        self.tools.set_extra(extra)
        self._take_request(replace(self._default, saved=extra.key))

    def focus_filter(self) -> None:
        """Put the cursor into the filter box, with its text marked."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def clear_filter(self) -> None:
        """Show everything again."""
        self._take_request(
            replace(self._default, order=self._request.order, descending=self._request.descending)
        )
        self.filter.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/" and not actions.focus_is_text():
            self.focus_filter()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched.objectName() == "filter"
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Down:
                self._settle()
                self.table.setFocus()
                self.table.select_first()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._settle()
                self.table.select_first()
                if self.table.current_id:
                    self.opened.emit(self.table.current_id)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    # Inside.

    @property
    def _request(self) -> Request:
        return self._model.request

    def _lay_out(self, *, is_wide: bool) -> None:
        """Fill a pane beside a detail to its edges; a table that has the page for itself stands on it as a card."""
        edge = tokens.SPACE_5 if is_wide else tokens.SPACE_4
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SPACE_4, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        top = QHBoxLayout()
        top.setContentsMargins(edge, 0, edge, 0)
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(self.filter, 1)
        top.addWidget(self.tools.button)
        column.addLayout(top)
        for part, more in ((self.tools, 0), (self.count, 2)):
            line = QHBoxLayout()
            line.setContentsMargins(edge + more, 0, edge, 0)
            line.addWidget(part, 1)
            if part is self.count and self._add is not None:
                line.addWidget(self._add)
            column.addLayout(line)
        if not is_wide:
            column.addWidget(self._stack, 1)
            return
        card = QFrame(self)
        style.set_role(card, role="card")
        inside = QVBoxLayout(card)
        # Room for the card's round corners, which the table would cover.
        inside.setContentsMargins(1, tokens.SPACE_1, 1, tokens.SPACE_2)
        inside.addWidget(self._stack)
        around = QHBoxLayout()
        around.setContentsMargins(edge, 0, edge, edge)
        around.addWidget(card)
        column.addLayout(around, 1)

    def _take_request(self, request: Request) -> None:
        self.filter.blockSignals(True)
        self.filter.setText(request.text)
        self.filter.blockSignals(False)
        self._model.ask(request)
        self.tools.show_request(request)

    def _text_changed(self, text: str) -> None:
        self._pause.start()
        self._model.ask(replace(self._request, text=text.strip()))
        self.tools.show_request(self._request)

    def _create_by_name(self) -> None:
        self.create_wanted.emit(self._request.text)

    def _show_count(self, count: int) -> None:
        self.count.setText(self._counted(count))

    def _row_changed(self, record_id: int) -> None:
        if record_id:
            # Whoever has chosen a row keeps it.
            self._pause.stop()
            self._shown = self._request
        if self.table.is_held:
            self._rest.start()
        else:
            self._rest.stop()
            self._tell_row()

    def _tell_row(self) -> None:
        now = (self.table.current_id, self._request.saved)
        if now != self._told:
            self._told = now
            self.current_changed.emit(now[0])

    def _remember_place(self) -> None:
        self._place = max(0, self.table.currentIndex().row())

    def _show_page(self) -> None:
        request = self._request
        if self._model.rowCount():
            self._stack.setCurrentWidget(self.table)
        elif request.text or request.saved != self._default.saved:
            nothing_yet = "" if request.text else self._nothing_yet.get(request.saved, "")
            words = _("Nothing fits “{text}”.") if request.text else _("Nothing fits this filter.")
            self.no_hits.set_text(nothing_yet or words.format(text=request.text))
            self._clear.setVisible(not nothing_yet)
            makes = bool(request.text) and self._creates is not None
            if makes and self._creates is not None:
                self._create.setText(self._creates(request.text).replace("&", "&&"))
            self._create.setVisible(makes)
            self._stack.setCurrentWidget(self.no_hits)
        else:
            self._stack.setCurrentWidget(self.empty)
        is_empty = self._stack.currentWidget() is self.empty
        if self._add is not None:
            # The words for an empty list have the same button.
            self._add.setVisible(not is_empty)
        self.emptied.emit(is_empty)
        if not self._pause.isActive():
            self._keep_one()

    def _settle(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._keep_one()

    def _keep_one(self) -> None:
        """Choose a row where one must be chosen: the first of a new request, the neighbour of one that went away."""
        if not self._model.is_loaded:
            return
        is_new, self._shown = self._request != self._shown, self._request
        if not self._always_one or self.table.is_waiting:
            return
        if is_new and self._request.text:
            self.table.select_row(0)
        elif not self.table.current_id:
            self.table.select_row(0 if is_new else self._place)
