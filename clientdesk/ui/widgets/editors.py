"""What every input of a form is, and the plain ones: text, long text, yes or no, and text read by a parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from clientdesk.domain import clean
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_
from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.figures import leading

#: Marks that steer direction where a number or date stands in a sentence. In a field they turn around what was
#: typed, and the cursor stumbles over them.
_DIRECTION_MARKS: Final = dict.fromkeys((0x200E, 0x200F, 0x061C))
_THIN_SPACE: Final = "\u2009"


def as_typed(text: str) -> str:
    """Return a number or date as it is typed: from the left in every language, without invisible marks."""
    return text.translate(_DIRECTION_MARKS)


def show_hint(field: QLineEdit, text: str) -> None:
    """Say in an empty field what might be typed; on the right, Qt else draws the cursor over the first letter."""
    QLineEdit.setPlaceholderText(field, f"{_THIN_SPACE}{text}" if text and field.isRightToLeft() else text)


class Editor:
    """What a form needs of an input: a typed value in and out, a mark for a fault, and a signal when it was edited."""

    #: A line below the field that reads the value back, such as the weekday of a date.
    echo: str = ""
    #: How that line looks: `hint`, or `warn` where it is one.
    echo_role: str = "hint"
    edited: Any
    #: Signal(str): the sentence that says why something was not taken, such as a file; most inputs take all letters.
    refused: Any = None

    @property
    def parts(self) -> Sequence[QWidget]:
        """The widgets within it that take the cursor, where it is made of several."""
        return ()

    def value(self) -> Any:
        """Return the value; RuleError if what stands there cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show `value`, as if the user had not touched it."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return what stands there as text, right or wrong, to keep in a draft."""
        raise NotImplementedError

    def retype(self, text: str) -> None:
        """Put back what `typed` gave."""
        raise NotImplementedError

    def set_fault(self, sentence: str) -> None:
        """Mark or unmark the field; the sentence is said to screen readers, too."""
        if not isinstance(self, QWidget):
            raise TypeError("an editor is a widget")
        style.set_role(self, fault="yes" if sentence else "")
        self.setAccessibleDescription(sentence)


class TextEditor(QLineEdit, Editor):
    """A line of text; spaces around it do not count."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A Latin name, or an empty line under a Latin keyboard, would else begin at the wrong side when mirrored.
        self.setAlignment(leading(self))
        self.textEdited.connect(self._was_edited)

    def value(self) -> Any:
        return clean.one_line(self.text()).strip()

    def set_value(self, value: Any) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def typed(self) -> str:
        return self.text()

    def retype(self, text: str) -> None:
        self.setText(text)

    def setPlaceholderText(self, text: str) -> None:
        """Show what might be typed, clear of the cursor."""
        show_hint(self, text)

    def _was_edited(self, text: str) -> None:
        kept = clean.one_line(text)
        if kept != text:
            # Pasted with what cannot be seen: what stands here is what will be stored.
            at = len(clean.one_line(text[: self.cursorPosition()]))
            self.setText(kept)
            self.setCursorPosition(at)
        self.edited.emit()


class LongTextEditor(QPlainTextEdit, Editor):
    """Several lines of text. Tab leaves the field, as everywhere."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + tokens.SPACE_5)
        self._quiet = False
        self.textChanged.connect(self._was_edited)

    def value(self) -> str:
        return clean.lines(self.toPlainText()).strip()

    def set_value(self, value: Any) -> None:
        self.retype(value or "")

    def typed(self) -> str:
        return self.toPlainText()

    def retype(self, text: str) -> None:
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False

    def _was_edited(self) -> None:
        if not self._quiet:
            self.edited.emit()


class ParsedEditor(TextEditor):
    """A line that is read by a parser of `clientdesk.i18n` and written back the way the locale writes it.

    `empty` is the value of an empty line; without one an empty line is a fault.
    """

    NO_EMPTY = object()

    def __init__(self, parent: QWidget | None = None, *, empty: Any = NO_EMPTY, unit: str = "") -> None:
        super().__init__(parent)
        self._empty = empty
        self._unit = QLabel(unit, self)
        style.set_role(self._unit, role="hint")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show `unit` (EUR, %) at the end of the line."""
        self._unit.setText(unit)
        self._unit.adjustSize()
        room = self._unit.width() + tokens.SPACE_2 if unit else 0
        self.setTextMargins(0, 0, room, 0) if not self.isRightToLeft() else self.setTextMargins(room, 0, 0, 0)
        self._place_unit()

    def value(self) -> Any:
        text = self.text().strip()
        if not text and self._empty is not self.NO_EMPTY:
            return self._empty
        if not text:
            raise self.missing()
        return self.parse(text)

    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else as_typed(self.show_value(value)))

    def parse(self, text: str) -> Any:
        """Read `text`, or raise RuleError with a sentence."""
        raise NotImplementedError

    def show_value(self, value: Any) -> str:
        """Return `value` as the locale writes it."""
        raise NotImplementedError

    def missing(self) -> RuleError:
        """Return the fault of an empty line."""
        return RuleError(N_("Nothing is typed here."), next_step=N_("Type a number."))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            value = self.value()
        except RuleError:
            return
        if value is not None and self.text().strip():
            self.setText(as_typed(self.show_value(value)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        left = tokens.SPACE_3 if self.isRightToLeft() else self.width() - self._unit.width() - tokens.SPACE_3
        self._unit.move(left, (self.height() - self._unit.height()) // 2)


class CheckEditor(QCheckBox, Editor):
    """Yes or no."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self._was_edited)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        self.setChecked(bool(value))

    def typed(self) -> str:
        return "1" if self.isChecked() else ""

    def retype(self, text: str) -> None:
        self.setChecked(bool(text))

    def _was_edited(self, _on: bool) -> None:
        self.edited.emit()
