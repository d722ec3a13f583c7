"""The inputs of one of a few options, and of one of many found by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.ui import style
from clientdesk.ui.widgets.editors import Editor, show_hint
from clientdesk.ui.widgets.figures import leading
from clientdesk.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value stored and the words shown."""

    value: Any
    text: str


class ChoiceEditor(QComboBox, Editor):
    """One of a few options. A stored value that is not among them is added, never lost; `words` says what it is."""

    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        options: Sequence[Option] = (),
        words: Callable[[Any], str] = str,
    ) -> None:
        super().__init__(parent)
        self._words = words
        # Not by the wheel: who scrolls the page over it stays where the cursor is.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._options: list[Option] = []
        self._tells_whole = False
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.set_options(options)
        self.activated.connect(self._was_edited)
        self.currentTextChanged.connect(self._tell_whole)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer `options`; the value stays if it is among them."""
        kept = (
            self._options[self.currentIndex()].value if self._options and self.currentIndex() >= 0 else None
        )
        self._options = list(options)
        self.blockSignals(True)
        self.clear()
        self.addItems([option.text for option in self._options])
        self.blockSignals(False)
        if kept is not None and any(option.value == kept for option in self._options):
            self.set_value(kept)

    def value(self) -> Any:
        index = self.currentIndex()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def set_value(self, value: Any) -> None:
        for index, option in enumerate(self._options):
            if option.value == value:
                self.setCurrentIndex(index)
                return
        if value is None:
            self.setCurrentIndex(-1)
            return
        own = Option(value, self._words(value))
        same = [index for index, option in enumerate(self._options) if option.text == own.text]
        if same:
            # Such as de-AT among languages: whoever reads the list knows one German.
            self._options[same[0]] = own
            self.setCurrentIndex(same[0])
            return
        self._options.append(own)
        self.addItem(own.text)
        self.setCurrentIndex(len(self._options) - 1)

    def typed(self) -> str:
        # Not the words, which are others in another language of the window.
        index = self.currentIndex()
        return _key(self._options[index].value) if 0 <= index < len(self._options) else ""

    def retype(self, text: str) -> None:
        keys = [_key(option.value) for option in self._options]
        self.setCurrentIndex(keys.index(text) if text in keys else self.findText(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole(self.currentText())

    def _tell_whole(self, text: str) -> None:
        """Give words that are longer than the field in a tooltip."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        is_cut = self.fontMetrics().horizontalAdvance(text) > room.width()
        if is_cut or self._tells_whole:
            # A tip that somebody else has set is left alone.
            self._tells_whole = is_cut
            self.setToolTip(plain_tip(text) if is_cut else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change a value by passing over it.
        event.ignore()

    def _was_edited(self, _index: int) -> None:
        self.edited.emit()


class SearchEditor(ChoiceEditor):
    """One of many options, found by typing any part of its words."""

    def __init__(self, parent: QWidget | None = None, *, options: Sequence[Option] = ()) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.set_options(options)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = QListView()
        completer.setPopup(popup)
        style.set_role(popup, role="completer")
        self.setCompleter(completer)
        self._is_typing = False
        self.lineEdit().setAlignment(leading(self))
        self.lineEdit().textEdited.connect(self._was_typed)
        self.lineEdit().editingFinished.connect(self._finish)

    def set_options(self, options: Sequence[Option]) -> None:
        super().set_options(options)
        line = self.lineEdit()
        if line is not None:
            # What an empty field means is said in it.
            show_hint(line, next((option.text for option in options if option.value == ""), ""))

    def value(self) -> Any:
        text = self.currentText().strip().casefold()
        if not text:
            return ""
        for option in self._options:
            if text == option.text.casefold():
                return option.value
            if text == str(option.value).casefold() and not self._may_become_another(option, text):
                return option.value
        raise RuleError(
            N_("“{text}” is not in the list."),
            next_step=N_("Type a part of the name and choose it."),
            text=text,
        )

    def set_value(self, value: Any) -> None:
        self._is_typing = False
        super().set_value(value or None)
        if not value:
            self.setEditText("")
        self.lineEdit().setCursorPosition(0)

    def typed(self) -> str:
        return self.currentText()

    def retype(self, text: str) -> None:
        self._is_typing = False
        self.setEditText(text)

    def _was_typed(self, _text: str) -> None:
        self._is_typing = True
        self.edited.emit()

    def _finish(self) -> None:
        """Take the one option that is meant by what was typed: by its name, its code, or how only one begins."""
        if not self._is_typing:
            return
        self._is_typing = False
        found = self._meant(self.currentText().strip().casefold())
        if found is not None:
            self.set_value(found.value)
            self.edited.emit()

    def _may_become_another(self, option: Option, text: str) -> bool:
        # Who has come to "ge" of Germany does not mean Georgia, whose code it is.
        return self._is_typing and any(
            one is not option and one.text.casefold().startswith(text) for one in self._options
        )

    def _meant(self, text: str) -> Option | None:
        if not text:
            return None
        for option in self._options:
            if text in {option.text.casefold(), str(option.value).casefold()}:
                return option
        for fits in (str.startswith, str.__contains__):
            found = [option for option in self._options if fits(option.text.casefold(), text)]
            if len(found) == 1:
                return found[0]
        return None


def _key(value: Any) -> str:
    """Return what tells the value from the others of its list, the same at every start."""
    return str(getattr(value, "value", value))
