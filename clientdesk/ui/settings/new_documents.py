"""The form of what every new document starts with, and the looks and envelopes that it offers."""

from __future__ import annotations

from clientdesk.domain import countries
from clientdesk.i18n import _, pgettext
from clientdesk.ui.widgets import fields
from clientdesk.ui.widgets.fields import Field, Option, Section


def papers(country: str) -> list[Field | Section]:
    """What every new document starts with."""
    spoken = countries.rules(country).languages if country else ()
    tags = dict.fromkeys(("en", "de", *(f"{language}-{country}" for language in spoken)))
    return [
        fields.currency("currency", _("Currency")),
        fields.language("language", _("Language of documents"), tuple(tags)),
        fields.choice(
            "paper", pgettext("paper", "Paper"), [Option("A4", _("A4")), Option("LETTER", _("US Letter"))]
        ),
        # Translators: in which envelope documents are sent: the address is printed where its window is
        fields.choice("envelope", _("Window envelope"), envelopes()),
        fields.integer("due_days", _("Days to pay"), unit=_("days")),
        fields.integer("quote_days", _("Quotes are valid for"), unit=_("days")),
        fields.price("hourly_rate", _("Hourly rate"), currency=""),
        fields.choice(
            "tax_rounding",
            _("Tax is rounded"),
            [
                Option("per_document", _("once per rate and document")),
                Option("per_line", _("on every line")),
            ],
        ),
    ]


def looks() -> list[Option]:
    """The looks of documents by their names."""
    return [
        # Translators: a look of documents: one colour, much white
        Option("quiet", pgettext("look", "Quiet")),
        # Translators: a look of documents: the name in white on a band of colour
        Option("bold", pgettext("look", "Bold")),
        # Translators: a look of documents: the name in the middle, letters with serifs
        Option("classic", pgettext("look", "Classic letter")),
        # Translators: a look of documents: small type, little room between lines
        Option("compact", pgettext("look", "Compact")),
    ]


def envelopes() -> list[Option]:
    """The envelopes with a window, by their names."""
    return [
        # Translators: the envelope that is usual in the issuer's country
        Option("", pgettext("envelope", "As usual in your country")),
        # Translators: the German standard for letters; the address field begins 45 mm from the top
        Option("din_b", pgettext("envelope", "DIN 5008 form B")),
        # Translators: the German standard for letters; the address field begins 27 mm from the top
        Option("din_a", pgettext("envelope", "DIN 5008 form A (low letterhead)")),
        Option("swiss_left", pgettext("envelope", "Switzerland, window on the left")),
        # Translators: the usual American envelope for business letters
        Option("us_10", pgettext("envelope", "US number 10")),
    ]
