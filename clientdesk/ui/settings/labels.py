"""What the fields of the settings are called, by their block: each is found in the palette by its own words."""

from __future__ import annotations

from typing import Final

from clientdesk.domain.text import N_
from clientdesk.i18n import _, pgettext

#: Counted from 1; in the words of the settings themselves, and a test walks them there.
FIELDS: Final = (
    ("business", N_("Your name or business name")),
    ("business", N_("What you do")),
    ("business", N_("Name in Latin letters")),
    ("business", N_("Country")),
    ("business", N_("Street and number")),
    ("business", N_("Postal code")),
    ("business", N_("Town")),
    ("business", N_("State or region")),
    ("business", N_("Address supplement")),
    ("business", N_("E-mail")),
    ("business", N_("Phone")),
    ("business", N_("Website")),
    ("business", N_("Line at the foot of every document")),
    ("tax", N_("Tax status")),
    ("tax", N_("Tax falls due")),
    ("tax", N_("Account holder")),
    ("tax", N_("IBAN")),
    ("tax", N_("BIC")),
    ("tax", N_("Bank")),
    ("tax", N_("Account number")),
    ("tax", N_("Routing or branch code")),
    ("papers", N_("Currency")),
    ("papers", N_("Language of documents")),
    ("papers", "Paper"),
    ("papers", N_("Window envelope")),
    ("papers", N_("Days to pay")),
    ("papers", N_("Quotes are valid for")),
    ("papers", N_("Hourly rate")),
    ("papers", N_("Tax is rounded")),
    ("numbers", N_("Last number used elsewhere")),
    ("working_time", N_("Planned hours a day")),
    ("working_time", N_("Share of it you promise to clients")),
    ("working_time", N_("Buffer before a date is promised")),
    ("working_time", N_("Region for public holidays")),
    ("working_time", N_("Month in which the financial year begins")),
    ("absences", N_("First day")),
    ("absences", N_("Last day")),
    ("absences", N_("What for")),
    ("absences", N_("A public holiday on which I work")),
    ("window_settings", N_("Language of the window")),
    ("window_settings", N_("Digits")),
    ("window_settings", N_("Colours")),
    ("window_settings", N_("Size of text")),
    ("window_settings", N_("Animation")),
)

#: What a label would mean more than one thing without.
_CONTEXTS: Final = {"Paper": "paper"}


def label_words(label: str) -> str:
    """Return a label in the window's language."""
    context = _CONTEXTS.get(label)
    return pgettext(context, label) if context else _(label)


def name_of(number: int) -> str:
    """Return what the field of this number is called, empty for 0."""
    return label_words(FIELDS[number - 1][1]) if 0 < number <= len(FIELDS) else ""
