"""The two weeks ahead as a picture: the load of each day against what may be promised, and the dates in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtWidgets import QWidget

from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.calendar_entry import Entry, EntryState
from clientdesk.queries.load_ribbon import RibbonDay
from clientdesk.ui import tokens
from clientdesk.ui.widgets import day_words as words
from clientdesk.ui.widgets.chart import Chart, Mark
from clientdesk.ui.widgets.ink import Ink, line_height, text_width
from clientdesk.ui.widgets.joined import joined

_BARS: Final = 64
_GAP: Final = 6
_DIAMOND: Final = 5
#: The picture on a holiday or a day off, which weekends do not have.
_STAR: Final = 14
_SIGN: Final = 14
_SIGNS: Final = {EntryState.LATE: "circle-alert", EntryState.DONE: "check"}
_TONES: Final = {EntryState.LATE: "bad", EntryState.TIGHT: "warn", EntryState.DONE: "good"}


class LoadRibbon(Chart):
    """A bar for each day, a dashed line at what may be promised, a diamond for each date. Enter opens the day."""

    #: A day is to be shown in the calendar.
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        heads = [_("Day"), _("Taken"), _("Can be promised"), _("Dates")]
        super().__init__(heads, parent, name="ribbon", title=_("The next two weeks"), can_open=True)
        self._days: tuple[RibbonDay, ...] = ()
        self.opened.connect(self._open)

    def show_days(self, days: Sequence[RibbonDay]) -> None:
        """Show `days` in place of the ones before."""
        self._days = tuple(days)
        self.set_marks([_mark(day) for day in days], finding(days))

    def picture_height(self) -> int:
        heads = 2 * line_height(tokens.SIZE_AXIS)
        return round(_BARS + heads + 2 * _DIAMOND + 3 * _GAP)

    def places(self, size: QSizeF) -> list[QRectF]:
        width = size.width() / max(1, len(self._days))
        return [
            QRectF(number * width + 2, 2, width - 4, size.height() - 4) for number in range(len(self._days))
        ]

    def draw(self, ink: Ink) -> None:
        if not self._days:
            return
        places = self.places(ink.size)
        line = line_height(tokens.SIZE_AXIS)
        base = ink.size.height() - 2 * line - _GAP
        most = max((max(one.load.planned, one.load.committed) for one in self._days), default=Decimal(0))
        unit = _BARS / float(most) if most else 0.0
        for number, (place, day) in enumerate(zip(places, self._days, strict=True)):
            if not day.load.is_working:
                ink.bar(QRectF(place.x(), place.y(), place.width(), base - place.y() + 1), "ground")
            if day.load.why_free:
                spot = QRectF(place.center().x() - _STAR / 2, base - _STAR - _GAP, _STAR, _STAR)
                ink.icon(spot, "star", "third")
            self._bar(ink, place, day, base, unit)
            self._dates(ink, place, day)
            self._axis(ink, place, day.load.on, base, line, is_today=number == 0)
        ink.line(QPointF(0, base), QPointF(ink.size.width(), base), "line")
        self._name_line(ink, places, base, unit)

    def _name_line(self, ink: Ink, places: Sequence[QRectF], base: float, unit: float) -> None:
        """Say what the dashed line is, over the first days on which no bar stands in the way."""
        line, run = line_height(tokens.SIZE_AXIS), 0
        said = _("can be promised")
        wanted = text_width(said, tokens.SIZE_AXIS) + _GAP
        for number, day in enumerate(self._days):
            run = (
                run + 1
                if day.load.bookable and day.load.committed <= day.load.bookable and not day.dates
                else 0
            )
            first = places[number - run + 1] if run else places[number]
            if run and places[number].right() - first.x() >= wanted:
                level = base - unit * float(day.load.bookable)
                spot = QRectF(first.x(), level - line - 1, wanted, line)
                ink.text(spot, said, color="third", size=tokens.SIZE_AXIS)
                return

    def _bar(self, ink: Ink, place: QRectF, day: RibbonDay, base: float, unit: float) -> None:
        load = day.load
        inner = place.adjusted(place.width() * 0.18, 0, -place.width() * 0.18, 0)
        taken = unit * float(min(load.committed, load.bookable))
        if taken:
            ink.bar(QRectF(inner.x(), base - taken, inner.width(), taken), "accent", square=True)
        reserve = unit * float(load.reserve)
        if reserve:
            # A colour step and no alarm: the day is full, as days before a deadline are.
            ink.bar(
                QRectF(inner.x(), base - taken - reserve, inner.width(), reserve),
                "accent",
                hatched=True,
                square=True,
            )
        if load.is_over:
            beyond = unit * float(load.over)
            top = base - taken - reserve - beyond
            ink.bar(QRectF(inner.x(), top, inner.width(), beyond), "warn", hatched=True, square=True)
            said = words.more_hours(load.over)
            height = line_height(tokens.SIZE_AXIS)
            if text_width(said, tokens.SIZE_AXIS) <= inner.width() and taken > height:
                spot = QRectF(place.x(), base - height - 2, place.width(), height)
                ink.text(spot, said, color="on_accent", size=tokens.SIZE_AXIS, at="middle")
        if load.bookable:
            level = base - unit * float(load.bookable)
            ink.line(QPointF(place.x(), level), QPointF(place.right(), level), "edge", dashed=True)

    def _dates(self, ink: Ink, place: QRectF, day: RibbonDay) -> None:
        for number, entry in enumerate(day.dates[:3]):
            middle = QPointF(
                place.center().x() + (number - (min(3, len(day.dates)) - 1) / 2) * 2.6 * _DIAMOND,
                2 + _GAP + _DIAMOND,
            )
            spot = QRectF(middle.x(), middle.y(), 0, 0).adjusted(-_SIGN / 2, -_SIGN / 2, _SIGN / 2, _SIGN / 2)
            tone = _TONES.get(entry.state, "accent")
            # Each state has a shape of its own: hollow for kept, full for tight, a sign for late and for done.
            if entry.state in _SIGNS:
                ink.icon(spot, _SIGNS[entry.state], tone)
            else:
                tight = entry.state is EntryState.TIGHT
                ink.diamond(middle, _DIAMOND, tone if tight else "surface", outline=tone)

    def _axis(self, ink: Ink, place: QRectF, on: date, base: float, line: float, *, is_today: bool) -> None:
        color, weight = ("text", tokens.WEIGHT_SEMIBOLD) if is_today else ("second", tokens.WEIGHT_REGULAR)
        upper = QRectF(place.x(), base + 3, place.width(), line)
        speech = translator()
        heads = (speech.short_weekday(on), speech.number(on.day))
        for number, head in enumerate(heads):
            ink.text(
                upper.translated(0, number * line),
                head,
                color=color,
                size=tokens.SIZE_AXIS,
                weight=weight,
                at="middle",
            )

    def _open(self, number: int) -> None:
        self.day_wanted.emit(self._days[number].load.on)


def finding(days: Sequence[RibbonDay]) -> str:
    """Return what is to be seen, in one sentence."""
    speech = translator()
    taken = sum((one.load.committed for one in days), Decimal(0))
    whole = sum((one.load.bookable for one in days), Decimal(0))
    over = [speech.day_with_weekday(one.load.on) for one in days if one.load.is_over]
    if not taken:
        return _("The next two weeks: nothing is planned, {hours} can be promised.").format(
            hours=words.hours(whole)
        )
    said = _("The next two weeks: {taken} of {bookable} taken").format(
        taken=words.hours(taken), bookable=words.hours(whole)
    )
    if not over and taken > whole:
        return _("The next two weeks: {taken} of {bookable} taken, more than should be promised.").format(
            taken=words.hours(taken), bookable=words.hours(whole)
        )
    if not over:
        return f"{said}."
    count = speech.number(len(over))
    more = ngettext(
        "{count} day holds more than should be promised",
        "{count} days hold more than should be promised",
        len(over),
    )
    return joined(said, f"{more.format(count=count)}.", mark=", ")


def _mark(day: RibbonDay) -> Mark:
    load, speech = day.load, translator()
    on = speech.day_with_weekday(load.on)
    dates = joined(*map(_said, day.dates), mark=", ")
    taken = words.hours(load.committed) if load.committed else "–"
    room = words.hours(load.bookable) if load.is_working else "–"
    parts = [words.load(load), dates]
    spoken = f"{on}: {joined(*parts, mark=', ')}"
    return Mark((on, taken, room, joined(load.why_free, dates, mark=", ")), spoken=spoken)


def _said(entry: Entry) -> str:
    return f"{words.name(entry)} {words.title(entry)}"
