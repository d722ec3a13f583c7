"""The history of a record: read when it is asked for, the newest first, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries import history
from clientdesk.ui import actions, style, tokens
from clientdesk.ui.widgets import history_words
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.page import Card
from clientdesk.ui.widgets.wrapped import wrap

if TYPE_CHECKING:
    from clientdesk.queries.history import HistoryEntry
    from clientdesk.ui.session import Session

#: How many entries are shown at first, and how many more each time.
_STEP = 10


class HistoryCard(Card):
    """Closed until it is asked for: nobody waits for what is seldom read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), parent, name="history")
        self._session = session
        self._kind, self._id = "", 0
        self._limit = 0
        self._show = actions.button("history.show", self, self.show_more, variant="link")
        self.add_button(self._show)
        self._words = QLabel(self, objectName="history_hint")
        wrap(self._words)
        style.set_role(self._words, role="hint")
        self._words.setAlignment(leading(self))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.SPACE_3)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._words)
        self.body.addStretch(1)

    def show_record(self, kind: str, record_id: int) -> None:
        """Stand on a record of this table; for another one than before it is closed."""
        if (kind, record_id) != (self._kind, self._id):
            self._limit = 0
        self._kind, self._id = kind, record_id
        self.setVisible(bool(record_id))
        self._fill()

    def show_more(self) -> None:
        """Show the newest entries, then older ones."""
        self._limit += _STEP
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = self._session.read(history.of, self._kind, self._id) if self._limit and self._id else None
        entries = found or ()
        for entry in entries[: self._limit]:
            self._rows.addWidget(_EntryRow(self._kind, entry, self))
        left = len(entries) - self._limit
        self._show.bound_action.setVisible(not self._limit or left > 0)
        self._show.bound_action.setText(_("Show older") if self._limit else _("Show history"))
        self._words.setText(self._hint(left))

    def _hint(self, left: int) -> str:
        if not self._limit:
            return _("Who changed what and when; nobody can alter it unseen.")
        if left > 0:
            more = ngettext("and {count} older entry", "and {count} older entries", left)
            return more.format(count=translator().number(left))
        return _("That is all of it.")


class _EntryRow(QWidget):
    """One entry: when and by whom, what was done, and each change in a line."""

    def __init__(self, table: str, entry: HistoryEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"history_{entry.id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_3)
        head.addWidget(self._label(history_words.what(table, entry), "rowtitle"), 1)
        column.addLayout(head)
        column.addWidget(self._label(history_words.when(entry), "caption"))
        for line in history_words.lines(entry):
            column.addWidget(self._label(line, "second"))

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        wrap(label)
        style.set_role(label, role=role)
        label.setAlignment(leading(self))
        return label
