"""A short list of dated events: when, what, and a way to the record behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

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


class _Shape(NamedTuple):
    """Which widgets an event needs."""

    is_sentence: bool
    icon: str
    leads: bool
    has_amount: bool
    has_note: bool


def _shape(event: Event) -> _Shape:
    is_sentence = event.day is None and not event.kind
    return _Shape(is_sentence, event.icon, bool(event.kind), bool(event.amount), bool(event.note))


@dataclass(slots=True)
class _Row:
    """The widgets of one event."""

    shape: _Shape
    shown: Event | None = None
    day: QLabel | None = None
    icon: IconLabel | None = None
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
        while len(self._rows) > len(self._events):
            self._take_away(self._rows.pop())
        for number, event in enumerate(self._events):
            if number == len(self._rows):
                self._rows.append(self._make(number, event))
            elif self._rows[number].shape != _shape(event):
                # Rows of the same shape get new words: making widgets is most of the work.
                self._take_away(self._rows[number])
                self._rows[number] = self._make(number, event)
            self._fill(self._rows[number], event)

    def _make(self, row: int, event: Event) -> _Row:
        middle = Qt.AlignmentFlag.AlignVCenter
        made = _Row(_shape(event))
        if made.shape.is_sentence:
            made.text = self._words("second")
            self._grid.addWidget(made.text, row * 2, _DAY, 1, _CHIP + 1, middle)
            return made
        made.day = QLabel(self)
        style.set_role(made.day, role="second")
        self._grid.addWidget(made.day, row * 2, _DAY, middle)
        if event.icon:
            made.icon = IconLabel(event.icon, self)
            self._grid.addWidget(made.icon, row * 2, _ICON, middle)
        if event.kind:
            made.link = Link(event.text, self)
            made.link.setProperty("row", row)
            made.link.clicked.connect(self._open)
            self._grid.addWidget(made.link, row * 2, _TEXT, middle)
        else:
            made.text = self._words("")
            self._grid.addWidget(made.text, row * 2, _TEXT, middle)
        if event.amount:
            made.amount = QLabel(self)
            made.amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
            made.amount.setAlignment(trailing(self))
            self._grid.addWidget(made.amount, row * 2, _AMOUNT, middle)
        made.chip = ChipLabel(self)
        self._grid.addWidget(made.chip, row * 2, _CHIP, middle)
        if event.note:
            made.note = self._words("hint")
            self._grid.addWidget(made.note, row * 2 + 1, _TEXT, middle)
        return made

    def _fill(self, row: _Row, event: Event) -> None:
        if row.shown == event:
            return
        row.shown = event
        said = (
            (row.day, translator().date(event.day) if event.day else ""),
            (row.text, event.text),
            (row.amount, event.amount),
            (row.note, event.note),
        )
        for label, words in said:
            if label is not None:
                label.setText(words)
        if row.link is not None:
            row.link.set_words(event.text)
            row.link.setObjectName(f"event_{event.kind}_{event.id}")
        if row.chip is not None:
            row.chip.set_chip(event.chip)

    def _take_away(self, row: _Row) -> None:
        for old in (row.day, row.icon, row.text, row.link, row.amount, row.chip, row.note):
            if old is not None:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()

    def _words(self, role: str) -> QLabel:
        label = QLabel(self)
        wrap(label)
        label.setAlignment(leading(self))
        style.set_role(label, role=role)
        return label

    def _open(self) -> None:
        event = self._events[self.sender().property("row")]
        self.opened.emit(event.kind, event.id)
