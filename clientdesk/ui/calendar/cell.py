"""How one day of the month is painted: its number, what stands on it as chips, and the bar of its load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from clientdesk.domain.capacity import DayLoad
from clientdesk.i18n import ngettext, translator
from clientdesk.queries.calendar_entry import Entry
from clientdesk.queries.calendar_month import CalendarDay
from clientdesk.ui import tokens
from clientdesk.ui.calendar import words
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.ink import Ink, line_height, text_width

_PAD: Final = 6
_BAR: Final = 5
#: Below so many letter widths a chip has no room for words.
_LEAST_WORDS: Final = "Wwwww"
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Paints one day into `place`."""

    ink: Ink
    place: QRectF
    day: CalendarDay
    today: date
    is_outside: bool
    is_chosen: bool

    def paint(self) -> None:
        """Paint ground, number, chips and load."""
        ink, place = self.ink, self.place
        ground = "selection" if self.is_chosen else "ground" if not self.day.load.is_working else "surface"
        ink.bar(place, ground, square=True)
        top = self._head()
        foot = place.bottom() - _BAR - _PAD
        self._chips(top, foot)
        self._load()

    def _head(self) -> float:
        """Paint number and hours; return where they end."""
        ink, place, height = self.ink, self.place, line_height(tokens.SIZE_BODY)
        number = translator().number(self.day.on.day)
        row = QRectF(place.x() + _PAD, place.y() + _GAP, place.width() - 2 * _PAD, height + 2 * _GAP)
        is_today = self.day.on == self.today
        if is_today:
            radius = row.height() / 2
            ink.disc(QPointF(row.x() + radius - 2, row.center().y()), radius, "accent")
            circle = QRectF(row.x() - 2, row.y(), 2 * radius, row.height())
            ink.text(
                circle,
                number,
                color="on_accent",
                size=tokens.SIZE_BODY,
                weight=tokens.WEIGHT_SEMIBOLD,
                at="middle",
            )
        else:
            ink.text(row, number, color="third" if self.is_outside else "text", size=tokens.SIZE_BODY)
        load = self.day.load
        if load.committed:
            left = row.width() - text_width("00", tokens.SIZE_BODY) - _PAD
            said = next((one for one in _hours(load) if text_width(one, tokens.SIZE_AXIS) <= left), "")
            end = QRectF(row.right() - left, row.y(), left, row.height())
            ink.text(end, said, color="warn" if load.is_over else "third", size=tokens.SIZE_AXIS, at="end")
        return row.bottom() + _GAP

    def _chips(self, top: float, foot: float) -> None:
        height = line_height(tokens.SIZE_AXIS) + 2 * _GAP
        room = int((foot - top) // (height + _GAP))
        entries = self.day.entries
        if not entries or room <= 0:
            self._dots(top - _GAP, foot)
            return
        inner = self.place.width() - 2 * _PAD + 4
        if inner < text_width(_LEAST_WORDS, tokens.SIZE_AXIS) + height:
            self._icons(top, height, inner)
            return
        # Where all fit with room to spare, each says in a second line whose it is.
        tall = self.day.count == len(entries) and (foot - top) // (2 * height + _GAP) >= len(entries)
        if tall:
            height, room = 2 * height - 2 * _GAP, len(entries)
        more = self.day.count - min(room, len(entries))
        shown = room - 1 if more > 0 and room > 1 else room
        for number, entry in enumerate(entries[:shown]):
            place = QRectF(self.place.x() + _PAD - 2, top + number * (height + _GAP), inner, height)
            self._chip(place, entry, tall=tall)
        left = self.day.count - min(shown, len(entries))
        if left > 0 and room > 1:
            place = QRectF(self.place.x() + _PAD, top + shown * (height + _GAP), inner, height)
            said = ngettext("{count} more", "{count} more", left).format(count=translator().number(left))
            self.ink.text(place, said, color="second", size=tokens.SIZE_AXIS)

    def _chip(self, place: QRectF, entry: Entry, *, tall: bool) -> None:
        kind, line = words.tone(entry), line_height(tokens.SIZE_AXIS)
        # An edge for what needs an eye, so that it stands out without colour, too.
        edge = f"word:{kind.value}" if kind in {Kind.WARN, Kind.BAD} else ""
        self.ink.bar(place.adjusted(0.5, 0.5, -0.5, -0.5), f"chip:{kind.value}", outline=edge)
        picture = QRectF(place.x() + 3, place.y() + 2, line, line)
        self.ink.icon(picture, words.ICONS[entry.kind], words.TONES[kind])
        rest = QRectF(picture.right() + 3, place.y(), place.right() - picture.right() - 6, place.height())
        color = f"word:{kind.value}"
        if not tall:
            self.ink.text(rest, words.short(entry), color=color, size=tokens.SIZE_AXIS)
            return
        upper = QRectF(rest.x(), rest.y() + 1, rest.width(), line)
        first = words.amount(entry) or words.title(entry)
        self.ink.text(upper, first, color=color, size=tokens.SIZE_AXIS, weight=tokens.WEIGHT_MEDIUM)
        self.ink.text(upper.translated(0, line), words.below(entry), color=color, size=tokens.SIZE_AXIS)

    def _icons(self, top: float, height: float, inner: float) -> None:
        """Show what stands there by its pictures alone where there is no room for words, and how many there are."""
        fits = max(1, int(inner // (height + _GAP)) - 1)
        for number, entry in enumerate(self.day.entries[:fits]):
            place = QRectF(self.place.x() + _PAD - 2 + number * (height + _GAP), top, height, height)
            kind = words.tone(entry)
            if kind in {Kind.WARN, Kind.BAD}:
                self.ink.bar(place.adjusted(-0.5, -0.5, 0.5, 0.5), "", outline=f"word:{kind.value}")
            self.ink.icon(place.adjusted(1, 1, -1, -1), words.ICONS[entry.kind], words.TONES[kind])
        left = self.day.count - min(fits, len(self.day.entries))
        if left > 0:
            place = QRectF(self.place.x() + _PAD + fits * (height + _GAP), top, height * 2, height)
            self.ink.text(place, f"+{translator().number(left)}", color="second", size=tokens.SIZE_AXIS)

    def _dots(self, top: float, foot: float) -> None:
        """Show a dot for each entry where there is no room for anything else."""
        for number, entry in enumerate(self.day.entries):
            at = QPointF(self.place.x() + _PAD + 3 + number * 9, min(foot, top + 5))
            self.ink.disc(at, 3, f"word:{words.tone(entry).value}")

    def _load(self) -> None:
        """Paint the hours taken as a bar: a stroke at what may be promised, hatching beyond it, amber over the day."""
        load, ink = self.day.load, self.ink
        if not load.committed and not (load.bookable and self.day.on >= self.today):
            return
        left, width = self.place.x() + _PAD, self.place.width() - 2 * _PAD
        top = self.place.bottom() - _BAR - 3
        whole = max(load.planned, load.committed, load.bookable)
        # What is free must stand out on the day that is chosen, too.
        free = QRectF(left, top, width, _BAR)
        if self.is_chosen:
            ink.bar(free.adjusted(0.5, 0.5, -0.5, -0.5), "surface", outline="edge")
        else:
            ink.bar(free, "line")
        if not load.committed or not whole:
            return
        taken = width * float(min(load.committed, load.bookable) / whole)
        ink.bar(QRectF(left, top, taken, _BAR), "accent")
        reserve = width * float(load.reserve / whole)
        if reserve:
            ink.bar(QRectF(left + taken, top, reserve, _BAR), "accent", hatched=True, square=True)
        if load.is_over:
            beyond = width * float(load.over / whole)
            ink.bar(QRectF(left + taken + reserve, top, beyond, _BAR), "warn", hatched=True, square=True)
        stroke = left + width * float(load.bookable / whole)
        ink.line(QPointF(stroke, top - 2), QPointF(stroke, top + _BAR + 2), "text", width=1.5)


def _hours(load: DayLoad) -> tuple[str, ...]:
    """Return how full a day is, the whole words first, then ever shorter."""
    if not load.is_over:
        return (words.hours(load.committed), words.figure(load.committed))
    return (words.over(load), words.more_hours(load.over), f"+{words.figure(load.over)}")
