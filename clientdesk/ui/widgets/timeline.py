"""A short list of dated events: when, what, and a way to the record behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


class Timeline(QWidget):
    """Shows the events it is given, in their order. For lists without an end take a paged table."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[Event, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_4)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(_TEXT, 1)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show `events` in place of the ones before."""
        self._events = tuple(events)
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, event in enumerate(self._events):
            self._add(row, event)

    def _add(self, row: int, event: Event) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        if event.day is None and not event.kind:
            self._grid.addWidget(self._words(event.text, "second"), row * 2, _DAY, 1, _CHIP + 1, middle)
            return
        day = QLabel(translator().date(event.day) if event.day else "", self)
        style.set_role(day, role="second")
        self._grid.addWidget(day, row * 2, _DAY, middle)
        if event.icon:
            icon = IconLabel(event.icon, self)
            self._grid.addWidget(icon, row * 2, _ICON, middle)
        if event.kind:
            link = Link(event.text, self)
            link.setObjectName(f"event_{event.kind}_{event.id}")
            link.setProperty("row", row)
            link.clicked.connect(self._open)
            self._grid.addWidget(link, row * 2, _TEXT, middle)
        else:
            self._grid.addWidget(self._words(event.text, ""), row * 2, _TEXT, middle)
        if event.amount:
            amount = QLabel(event.amount, self)
            amount.setFont(style.font(tokens.SIZE_BODY, figures=True))
            amount.setAlignment(trailing(self))
            self._grid.addWidget(amount, row * 2, _AMOUNT, middle)
        chip = ChipLabel(self)
        chip.set_chip(event.chip)
        self._grid.addWidget(chip, row * 2, _CHIP, middle)
        if event.note:
            self._grid.addWidget(self._words(event.note, "hint"), row * 2 + 1, _TEXT, middle)

    def _words(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        wrap(label)
        label.setAlignment(leading(self))
        style.set_role(label, role=role)
        return label

    def _open(self) -> None:
        event = self._events[self.sender().property("row")]
        self.opened.emit(event.kind, event.id)
