"""The list pattern: filter box, saved filters, count, paged table, and what is said when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
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
from clientdesk.ui.widgets.empty import EmptyState
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.table import PagedTableModel
from clientdesk.ui.widgets.table_view import PagedTableView


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with one press: `key` goes into the request, `text` on the button."""

    key: str
    text: str


def count_words(count: int) -> str:
    """Return the usual line above a list."""
    return ngettext("{count} entry", "{count} entries", count).format(count=translator().number(count))


class ListPane(QWidget):
    """A filtered, counted table. Typing filters, Down goes into the list, Enter opens, Escape clears.

    The first saved filter is the one in force at the start. `empty` is shown when nothing at all is there.
    """

    opened = Signal(int)
    current_changed = Signal(int)

    def __init__(
        self,
        model: PagedTableModel,
        empty: EmptyState,
        *,
        placeholder: str = "",
        saved: Sequence[SavedFilter] = (),
        counted: Callable[[int], str] = count_words,
        name: str = "table",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._counted = counted
        self._default = saved[0].key if saved else ""
        if saved and model.request.saved != self._default:
            model.request = replace(model.request, saved=self._default)
        self.filter = QLineEdit(self, objectName="filter", clearButtonEnabled=True)
        self.filter.setPlaceholderText(placeholder or _("Filter"))
        self.filter.setAccessibleName(placeholder or _("Filter"))
        glass = QAction(self.filter)
        icons.set_icon(glass, "search", "third")
        self.filter.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._text_changed)
        self.count = QLabel(self, objectName="count")
        style.set_role(self.count, role="caption")
        self.count.setAlignment(leading(self))
        self.table = PagedTableView(model, self, name=name)
        self.table.setAccessibleName(placeholder or _("List"))
        self.empty = empty
        self._clear = QPushButton(_("Clear the filter"), objectName="clear_filter")
        self._clear.clicked.connect(self.clear_filter)
        self.no_hits = EmptyState("", self._clear, name="no_hits")
        self._stack = QStackedWidget(self)
        for page in (self.table, self.empty, self.no_hits):
            self._stack.addWidget(page)
        self._saved = QButtonGroup(self)
        self._saved.setExclusive(True)
        self._lay_out(saved, is_wide=len(model.columns) > 1)
        actions.make("list.filter", self, self.focus_filter)
        model.counted.connect(self._show_count)
        model.loaded.connect(self._show_page)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)

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
        for button in self._saved.buttons():
            if button.property("key") == key:
                button.setChecked(True)
                self._choose_button(button)

    def focus_filter(self) -> None:
        """Put the cursor into the filter box, with its text marked."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def clear_filter(self) -> None:
        """Show everything again."""
        self.filter.clear()
        self.choose(self._default)
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
                self.table.setFocus()
                self.table.select_first()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.select_first()
                if self.table.current_id:
                    self.opened.emit(self.table.current_id)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, saved: Sequence[SavedFilter], *, is_wide: bool) -> None:
        """Fill a pane beside a detail to its edges; a table that has the page for itself stands on it as a card."""
        edge = tokens.SPACE_5 if is_wide else tokens.SPACE_4
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SPACE_4, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        for part, more in ((self.filter, 0), (None, 0), (self.count, 2)):
            line = self._saved_row(saved) if part is None else QHBoxLayout()
            line.setContentsMargins(edge + more, 0, edge, 0)
            if part is not None:
                line.addWidget(part)
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

    def _saved_row(self, saved: Sequence[SavedFilter]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_1)
        for number, one in enumerate(saved):
            button = QPushButton(one.text, self, objectName=f"filter_{one.key or 'all'}", checkable=True)
            button.setProperty("key", one.key)
            button.setChecked(number == 0)
            style.set_role(button, variant="pill")
            self._saved.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._saved.buttonClicked.connect(self._choose_button)
        return row

    def _choose_button(self, button: QAbstractButton) -> None:
        self._model.ask(replace(self._model.request, saved=button.property("key")))

    def _text_changed(self, text: str) -> None:
        self._model.ask(replace(self._model.request, text=text.strip()))

    def _show_count(self, count: int) -> None:
        self.count.setText(self._counted(count))

    def _show_page(self) -> None:
        request = self._model.request
        if self._model.rowCount():
            self._stack.setCurrentWidget(self.table)
        elif request.text or request.saved != self._default:
            words = _("Nothing fits “{text}”.") if request.text else _("Nothing fits this filter.")
            self.no_hits.set_text(words.format(text=request.text))
            self._stack.setCurrentWidget(self.no_hits)
        else:
            self._stack.setCurrentWidget(self.empty)
