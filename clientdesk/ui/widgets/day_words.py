"""The words for a day's load and for what stands on it, which Today and the calendar share."""

from __future__ import annotations

from decimal import Decimal

from clientdesk.domain.capacity import DayLoad
from clientdesk.domain.money import rounded
from clientdesk.domain.text import N_
from clientdesk.i18n import _, pgettext, translator
from clientdesk.queries.calendar_entry import Entry, EntryKind
from clientdesk.ui.widgets.joined import joined

_NAMES = {
    EntryKind.ABSENCE: N_("Day off"),
    EntryKind.HOLIDAY: N_("Holiday"),
    # Translators: a public holiday on which the user works
    EntryKind.WORKED: N_("Worked holiday"),
    EntryKind.DEADLINE: N_("Deadline"),
    # Translators: the user's own, earlier date of a milestone, which the client does not know
    EntryKind.OWN_DATE: N_("Own date"),
    EntryKind.NOTICE: N_("Last day of notice"),
    EntryKind.START: N_("Contract begins"),
    EntryKind.END: N_("Contract ends"),
    EntryKind.QUOTE: N_("Quote ends"),
    EntryKind.INVOICE: N_("Money due"),
    EntryKind.INSTALMENT: N_("To ask for"),
    EntryKind.RECURRING: N_("To make"),
}


def name(entry: Entry) -> str:
    """Return what kind of thing it is."""
    return _(_NAMES[entry.kind])


def title(entry: Entry) -> str:
    """Return its own words, or what it is where it has none."""
    return entry.title or entry.number or name(entry)


def hours(value: Decimal) -> str:
    """Return hours as they are said."""
    return _hours(figure(value))


def more_hours(value: Decimal) -> str:
    """Return hours that are too many, in short: +1.2 h. The sign belongs to the number, in every direction."""
    return _hours(translator().left_to_right(f"+{figure(value)}"))


def figure(value: Decimal) -> str:
    """Return hours that were worked out as a number: what is left behind two decimals is of no use to anybody."""
    return translator().quantity(rounded(value, 2))


def _hours(count: str) -> str:
    # Translators: a number of hours, short
    return pgettext("hours", "{count} h").format(count=count)


def load(one: DayLoad) -> str:
    """Return how full a day is, as a sentence; empty for a free day on which nothing is planned."""
    if not one.is_working and not one.committed:
        return one.why_free or pgettext("of a day", "Free")
    if not one.committed:
        return _("{hours} can be promised").format(hours=hours(one.bookable))
    # Of the share to promise, or of the whole day once more of it is taken.
    whole = one.bookable if one.committed <= one.bookable else one.capacity
    words = _("{taken} of {bookable} taken").format(taken=hours(one.committed), bookable=hours(whole))
    return joined(words, over(one) if one.is_over else "", mark=", ")


def over(one: DayLoad) -> str:
    """Return by how much a day is over the hours it has."""
    # Translators: more work is planned than the day has hours, for example "over by 1.2 h"
    return _("over by {hours}").format(hours=hours(one.over))
