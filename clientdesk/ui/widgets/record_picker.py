"""The input of another record, found by typing any part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QWidget,
)

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.i18n import (
    _,
)
from clientdesk.ui import style
from clientdesk.ui.widgets.editors import Editor, show_hint
from clientdesk.ui.widgets.figures import leading

#: Between the name and the number of what was chosen; nobody types it.
_CHOSEN = "\N{INFORMATION SEPARATOR ONE}"


@dataclass(frozen=True, slots=True)
class Pick:
    """A record offered by a picker: its id, its name and a word that tells it from others of that name."""

    id: int
    text: str
    note: str = ""


class RecordPicker(QLineEdit, Editor):
    """Finds a record by typing any part of its name. `find(text)` offers, `name_of(id)` names the stored one.

    With `can_create` the last offer is a new record by the typed name: choosing it emits `create_wanted`.
    """

    edited = Signal()
    picked = Signal(int)
    create_wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        find: Callable[[str], Sequence[Pick]],
        name_of: Callable[[int], str],
        can_create: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAlignment(leading(self))
        self._find, self._name_of, self._can_create = find, name_of, can_create
        self._id = 0
        self._is_new = False
        self._offers: list[Pick] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        popup = QListView()
        self._completer.setPopup(popup)
        style.set_role(popup, role="completer")
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]  # the stubs know no overloads
        self.textEdited.connect(self._search)

    def value(self) -> int:
        text = self.text().strip()
        if self._id or self._is_new or not text:
            return self._id
        fitting = [pick for pick in self._find(text) if pick.text.casefold() == text.casefold()]
        if len(fitting) == 1:
            self._id = fitting[0].id
            return self._id
        raise RuleError(
            N_("“{text}” is not chosen yet."), next_step=N_("Choose one from the list below."), text=text
        )

    def setPlaceholderText(self, text: str) -> None:
        """Show what might be typed, clear of the cursor."""
        show_hint(self, text)

    @property
    def is_new(self) -> bool:
        """Whether what stands here is the name of a record that is not stored yet."""
        return self._is_new

    def name_new(self, name: str) -> None:
        """Show the name of a record that is not stored yet."""
        self._id, self._is_new = 0, True
        self.setText(name)

    def note_stored(self, record_id: int) -> None:
        """Take note that the new record is stored now; its name stays as it was typed."""
        self._id, self._is_new = record_id, False

    def set_value(self, value: Any) -> None:
        self._id, self._is_new = int(value or 0), False
        self.setText(self._name_of(self._id) if self._id else "")
        self.setCursorPosition(0)

    def typed(self) -> str:
        # Two records may have one name; the number says which was chosen.
        return f"{self.text()}{_CHOSEN}{self._id}" if self._id else self.text()

    def retype(self, text: str) -> None:
        name, _mark, number = text.partition(_CHOSEN)
        chosen = int(number) if number.isdigit() else 0
        self._id = chosen if chosen and self._name_of(chosen) == name else 0
        self._is_new = False
        self.setText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup()
        opens = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4} and not popup.isVisible()
        if opens:
            self._search(self.text() if not self._id else "")
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab takes the first offer while the list is open: the hand stays on the keys.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
        ):
            self._take_first()
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        chosen = self._id or self._is_new
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.text().strip() and not chosen:
            self._take_only()

    def _search(self, text: str) -> None:
        self._id, self._is_new = 0, False
        typed = text.strip()
        self._offers = list(self._find(typed))
        if typed and self._can_create:
            words = _("New: “{name}”").format(name=typed)
            self._offers.append(Pick(0, words))
        self._model.setStringList(
            [f"{pick.text}  ·  {pick.note}" if pick.note else pick.text for pick in self._offers]
        )
        if self._offers:
            self._completer.complete()
            first = self._completer.completionModel().index(0, 0)
            self._completer.popup().setCurrentIndex(first)
        else:
            self._completer.popup().hide()
        self.edited.emit()

    def _take_first(self) -> None:
        popup = self._completer.popup()
        if popup.isVisible() and self._offers:
            row = max(0, popup.currentIndex().row())
            popup.hide()
            self._take(self._offers[row])

    def _take_only(self) -> None:
        text = self.text().strip().casefold()
        fitting = [pick for pick in self._find(self.text().strip()) if pick.text.casefold() == text]
        if len(fitting) == 1:
            self._take(fitting[0])

    def _choose(self, index: Any) -> None:
        self._take(self._offers[index.row()])

    def _take(self, pick: Pick) -> None:
        if not pick.id:
            self._is_new = True
            self.create_wanted.emit(self.text().strip())
            return
        self._id, self._is_new = pick.id, False
        self.setText(pick.text)
        self.edited.emit()
        self.picked.emit(pick.id)
