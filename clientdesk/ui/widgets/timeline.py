"""A short list of dated events: when, what, and a way to the record behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clientdesk.i18n import translator
from clientdesk.ui import style, tokens
from clientdesk.ui.widgets.chip import Chip, ChipLabel
from clientdesk.ui.widgets.columns import Link
from clientdesk.ui.widgets.figures import leading, trailing
from clientdesk.ui.widgets.icon_label import IconLabel
from clientdesk.ui.widgets.wrapped import wrap

_DAY, _ICON, _TEXT, _AMOUNT, _CHIP = range(5)
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
Shown = TypeVar("Shown", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date, maybe an amount. With `kind` and `id` its words become a link to that record.

    `icon` says at a glance what sort of thing it is; the words say it too.
    """

    day: date | None
    text: str
    note: str = ""
    amount: str = ""
    chip: Chip | None = None
    kind: str = ""
    id: int = 0
    icon: str = ""


#: What a row that is not needed shows.
_NONE: Final = Event(None, "")


@dataclass(slots=True)
class _Row:
    """The widgets of one event, made when they are first needed and kept: making them is most of the work."""

    shown: Event | None = None
    day: QLabel | None = None
    icon: IconLabel | None = None
    sentence: QLabel | None = None
    text: QLabel | None = None
    link: Link | None = None
    amount: QLabel | None = None
    chip: ChipLabel | None = None
    note: QLabel | None = None


class Timeline(QWidget):
    """Shows the events it is given, in their order. For lists without an end take a paged table."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_4)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(_TEXT, 1)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show `events` in place of the ones before."""
        self._events = tuple(events)
        while len(self._rows) < len(self._events):
            self._rows.append(_Row())
        # Each label that comes into sight would lay all of them out anew; they are laid out once, in the next turn.
        self._grid.setEnabled(False)
        try:
            for number, row in enumerate(self._rows):
                event = self._events[number] if number < len(self._events) else None
                if event != row.shown:
                    row.shown = event
                    self._fill(number, row, event or _NONE)
        finally:
            self._grid.setEnabled(True)
            self._grid.invalidate()

    def _fill(self, number: int, row: _Row, event: Event) -> None:
        is_sentence = event.day is None and not event.kind
        self._say(number, row, "sentence", event.text if is_sentence else "")
        self._say(number, row, "text", event.text if not is_sentence and not event.kind else "")
        self._say(number, row, "day", translator().date(event.day) if event.day else "")
        self._say(number, row, "amount", event.amount)
        self._say(number, row, "note", event.note)
        if event.icon and row.icon is None:
            row.icon = self._put(IconLabel(event.icon, self), number, _ICON)
        if row.icon is not None:
            row.icon.setVisible(bool(event.icon))
            row.icon.set_icon(event.icon)
        if event.kind and row.link is None:
            row.link = self._put(Link("", self), number, _TEXT)
            row.link.setProperty("row", number)
            row.link.clicked.connect(self._open)
        if row.link is not None:
            row.link.set_words(event.text if event.kind else "")
            row.link.setObjectName(f"event_{event.kind}_{event.id}" if event.kind else "")
            row.link.setVisible(bool(event.kind))
        if event.chip is not None and row.chip is None:
            row.chip = self._put(ChipLabel(self), number, _CHIP)
        if row.chip is not None:
            row.chip.set_chip(event.chip)

    def _say(self, number: int, row: _Row, part: str, words: str) -> None:
        """Say `words` in a label of the row, which is hidden while it has none."""
        label: QLabel | None = getattr(row, part)
        if label is None:
            if not words:
                return
            label = self._label(number, part)
            setattr(row, part, label)
        label.setText(words)
        label.setVisible(bool(words))

    def _label(self, number: int, part: str) -> QLabel:
        if part == "day":
            day = QLabel(self)
            style.set_role(day, role="second")
            return self._put(day, number, _DAY)
        if part == "amount":
            amount = QLabel(self)
            amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
            amount.setAlignment(trailing(self))
            return self._put(amount, number, _AMOUNT)
        if part == "sentence":
            sentence = self._words("second")
            self._grid.addWidget(sentence, number * 2, _DAY, 1, _CHIP + 1, _MIDDLE)
            return sentence
        words = self._words("hint" if part == "note" else "")
        self._grid.addWidget(words, number * 2 + (part == "note"), _TEXT, _MIDDLE)
        return words

    def _put(self, widget: Shown, number: int, column: int) -> Shown:
        self._grid.addWidget(widget, number * 2, column, _MIDDLE)
        return widget

    def _words(self, role: str) -> QLabel:
        label = QLabel(self)
        wrap(label)
        label.setAlignment(leading(self))
        style.set_role(label, role=role)
        return label

    def _open(self) -> None:
        event = self._events[self.sender().property("row")]
        self.opened.emit(event.kind, event.id)
