"""The words of the calendar: what stands on a day, how it stands, how full a day is, and what a month comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientdesk.domain.text import N_
from clientdesk.i18n import _, ngettext, translator
from clientdesk.queries.calendar_entry import GROUPS, Entry, EntryKind, EntryState, Group
from clientdesk.queries.calendar_month import CalendarDay, Month
from clientdesk.ui.tokens import Kind
from clientdesk.ui.widgets.chip import Chip
from clientdesk.ui.widgets.day_words import figure, hours, load, more_hours, name, over, title
from clientdesk.ui.widgets.joined import joined
from clientdesk.ui.widgets.states import invoice_chip

__all__ = ["ICONS", "TONES", "figure", "hours", "load", "more_hours", "name", "over", "title"]

ICONS = {
    EntryKind.ABSENCE: "sun",
    EntryKind.HOLIDAY: "star",
    EntryKind.WORKED: "briefcase",
    EntryKind.DEADLINE: "milestone",
    EntryKind.OWN_DATE: "flag",
    EntryKind.NOTICE: "bell",
    EntryKind.START: "play",
    EntryKind.END: "flag",
    EntryKind.QUOTE: "file-text",
    EntryKind.INVOICE: "receipt-text",
    EntryKind.INSTALMENT: "coins",
    EntryKind.RECURRING: "refresh-cw",
}
#: The tone of an icon on a chip of each kind.
TONES = {
    Kind.GOOD: "good",
    Kind.INFO: "second",
    Kind.WARN: "warn",
    Kind.BAD: "bad",
    Kind.QUIET: "second",
}
_KINDS = {
    EntryState.DONE: Kind.GOOD,
    EntryState.SAFE: Kind.INFO,
    EntryState.TIGHT: Kind.WARN,
    EntryState.LATE: Kind.BAD,
    EntryState.WAITING: Kind.QUIET,
    EntryState.PART_PAID: Kind.WARN,
}
_STATES = {
    EntryState.DONE: N_("Delivered"),
    EntryState.SAFE: N_("In time"),
    EntryState.TIGHT: N_("Tight"),
    EntryState.LATE: N_("At risk"),
    EntryState.WAITING: N_("Waits for client"),
}
#: How a paper that is not paid in full is called everywhere.
_PAPERS = {EntryState.LATE: "overdue", EntryState.PART_PAID: "part_paid"}
_QUIET = frozenset({EntryKind.ABSENCE, EntryKind.HOLIDAY, EntryKind.WORKED})
_GROUPS = {Group.DEADLINES: N_("Deadlines"), Group.MONEY: N_("Money"), Group.FREE: N_("Days off")}


def group(one: Group) -> str:
    """Return the word of a filter."""
    return _(_GROUPS[one])


def tone(entry: Entry) -> Kind:
    """Return which of the five kinds of a status it has."""
    if entry.kind in _QUIET:
        return Kind.QUIET
    return _KINDS.get(entry.state, Kind.INFO)


def short(entry: Entry) -> str:
    """Return the words for a chip in the month: of money the amount first."""
    if entry.amount is not None:
        return f"{translator().money(entry.amount)} {entry.client}"
    return title(entry)


def below(entry: Entry) -> str:
    """Return the second line of a chip in the month: whose it is, else what it is."""
    return entry.client or (name(entry) if title(entry) != name(entry) else "")


def note(entry: Entry) -> str:
    """Return what it is and whose, below its title."""
    until = entry.until
    return joined(
        name(entry) if entry.title or entry.number else "",
        entry.client,
        entry.number if entry.number != title(entry) else "",
        _("until {day}").format(day=translator().day_with_weekday(until))
        if until and until != entry.on
        else "",
    )


def amount(entry: Entry) -> str:
    """Return the money it is about, if any."""
    return translator().money(entry.amount) if entry.amount is not None else ""


def chip(entry: Entry) -> Chip | None:
    """Return how it stands, in a word."""
    if entry.kind is EntryKind.INVOICE:
        return invoice_chip(_PAPERS.get(entry.state, "open"))
    if entry.state is EntryState.PLAIN or (entry.kind is EntryKind.INSTALMENT):
        return None
    return Chip(_(_STATES[entry.state]), _KINDS[entry.state])


def day(on: date) -> str:
    """Return a date in full."""
    return translator().date(on, "full")


def spoken(one: CalendarDay, today: date) -> str:
    """Return a day as one sentence for a screen reader."""
    parts = [day(one.on)]
    if one.on == today:
        parts.append(_("today"))
    if one.load.committed or not one.load.is_working:
        parts.append(load(one.load))
    parts += [f"{name(entry)}: {short(entry)}" for entry in one.entries]
    more = one.count - len(one.entries)
    if more > 0:
        parts.append(ngettext("{count} more", "{count} more", more).format(count=translator().number(more)))
    return joined(*parts, mark=", ")


def finding(month: Month, today: date) -> str:
    """Return what the month comes to, in a line."""
    words, own = translator(), [one for one in month.days if one.on.month == month.month.month]
    dates = sum(entry.kind in GROUPS[Group.DEADLINES] for one in own for entry in one.entries)
    full = sum(week.is_over for week in month.weeks)
    free = sum(one.load.is_working and not one.load.committed for one in own if one.on >= today)
    parts = []
    if dates:
        parts.append(
            ngettext("{count} deadline", "{count} deadlines", dates).format(count=words.number(dates))
        )
    if full:
        # Translators: weeks in which more work is planned than should be promised
        sentence = ngettext("{count} week over capacity", "{count} weeks over capacity", full)
        parts.append(sentence.format(count=words.number(full)))
    if free:
        sentence = ngettext("{count} working day still free", "{count} working days still free", free)
        parts.append(sentence.format(count=words.number(free)))
    return joined(*parts, mark=", ")


def span(first: date, last: date) -> str:
    """Return a day, or the first and the last of several."""
    words = translator()
    if first == last:
        return words.day_with_weekday(first)
    return _("{first} to {last}").format(
        first=words.day_with_weekday(first), last=words.day_with_weekday(last)
    )


def weekday_heads(days: Sequence[date]) -> list[str]:
    """Return the short names of the weekdays of the first row."""
    return [translator().short_weekday(one) for one in days[:7]]
