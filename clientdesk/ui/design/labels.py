"""What the cards and fields of the designer are called: each is found in the palette by its own words."""

from __future__ import annotations

from typing import Final

from clientdesk.domain.text import N_, NP_
from clientdesk.i18n import _, pgettext

#: The cards by the names they are opened by (`design:words`), what they are called, and other words people look for.
SECTIONS: Final = (
    ("look", NP_("design", "Look"), N_("template appearance quiet bold classic compact")),
    ("colours", NP_("design", "Colours"), N_("accent brand colour")),
    ("type", NP_("design", "Type"), N_("font typeface letters size")),
    ("letterhead", NP_("design", "Letterhead"), N_("logo picture brand header stationery")),
    ("foot", NP_("design", "Foot of the page"), N_("footer bank details blocks")),
    ("table", NP_("design", "Table of prices"), N_("columns order quantity unit")),
    ("words", NP_("design", "Words"), N_("texts greeting opening closing placeholder tone")),
    ("signature", NP_("design", "Signature or stamp"), N_("sign stamp seal")),
    ("languages", NP_("design", "Second language and digits"), N_("bilingual Arabic digits")),
)
#: Counted from 1, by card; a test walks them there.
FIELDS: Final = (
    ("colours", N_("Colour of name, lines and headings")),
    ("colours", N_("Colour of the text")),
    ("type", N_("Type of the text")),
    ("type", N_("Type of name and headings")),
    ("type", N_("Size of type")),
    ("letterhead", N_("Logo")),
    ("letterhead", N_("Own lines opposite your name")),
    ("letterhead", N_("Letterhead of your own")),
    ("letterhead", N_("Print marks where the sheet is folded")),
    ("foot", N_("Blocks of the foot")),
    ("table", N_("Columns")),
    ("words", N_("How you usually speak to clients")),
    ("words", N_("Before the table, after the form of address")),
    ("words", N_("At the end")),
    ("signature", N_("Picture of the signature or stamp")),
    ("signature", N_("Name of who signs")),
    ("languages", N_("Second language beside the first")),
    ("languages", N_("Digits on Arabic documents")),
)


def section_words(title: str) -> str:
    """Return a card's title in the window's language."""
    return pgettext("design", title)


def name_of(number: int) -> str:
    """Return what the field of this number is called, empty for 0."""
    return _(FIELDS[number - 1][1]) if 0 < number <= len(FIELDS) else ""
