"""How papers look: letterhead, colours, type, margins and logo size; what they say is the view's affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

#: PDF points per millimetre.
MM = 72 / 25.4


class Letterhead(StrEnum):
    """Where the name stands above the letter, and what sets it off."""

    #: A short stroke of the accent above the name.
    MARK = "mark"
    #: The name in white on a band of the accent across the sheet.
    BAND = "band"
    #: The name in the middle, over a fine line.
    CENTRED = "centred"
    #: Name and trade in one line, over a fine line.
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The appearance of all papers of an issuer. Colours are `#rrggbb`, lengths millimetres, sizes points."""

    letterhead: Letterhead = Letterhead.MARK
    #: Whether the heads of tables stand on a ground of the accent.
    filled_heads: bool = False
    accent: str = "#0f4c5c"
    ink: str = "#1b2126"
    muted: str = "#66707a"
    hairline: str = "#d5dade"
    tint: str = "#f2f5f6"
    shade: str = "#eceff1"
    text_family: str = "source-sans"
    heading_family: str = "source-sans"
    text_size: float = 9.6
    #: Room above and below the words of a table's row, in parts of the usual.
    air: float = 1.0
    margin_left: float = 25.0
    margin_right: float = 20.0
    margin_top: float = 27.0
    margin_bottom: float = 11.0
    logo_height: float = 16.0
    logo_width: float = 62.0
    fold_marks: bool = True


def look_named(name: str, accent: str = "") -> Look:
    """Return the look of this name, in a colour of one's own if one is given; an unknown name is the quiet one."""
    look = LOOKS.get(name, DEFAULT_LOOK)
    return replace(look, accent=accent) if accent else look


#: Quiet and proud: one accent colour, much white, figures in line.
DEFAULT_LOOK = Look()
#: What an issuer chooses from, by name.
LOOKS: Mapping[str, Look] = {
    "quiet": DEFAULT_LOOK,
    "bold": Look(
        letterhead=Letterhead.BAND,
        filled_heads=True,
        accent="#1d3f8f",
        ink="#14171c",
        tint="#eef2fb",
        text_family="noto-sans",
        heading_family="noto-sans",
        text_size=8.8,
    ),
    "classic": Look(
        letterhead=Letterhead.CENTRED,
        accent="#6b2737",
        ink="#1c1a17",
        muted="#6a645c",
        hairline="#cfc8bd",
        tint="#f7f4ef",
        shade="#f0ece5",
        text_family="source-serif",
        heading_family="source-serif",
        text_size=9.8,
    ),
    "compact": Look(
        letterhead=Letterhead.LINE,
        accent="#2f4b3c",
        text_size=8.6,
        air=0.6,
        margin_right=15.0,
        margin_bottom=9.0,
    ),
}
