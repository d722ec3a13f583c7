"""How papers look: letterhead, colours, type, margins and logo size; what they say is the view's affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clientdesk.documents.colour import best_on, darkened_for_white, mixed_with_white
from clientdesk.domain.design import Design, LogoPlace, LogoSize, TypeSize

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
    logo_place: LogoPlace = LogoPlace.START
    #: Whether the name stands in the letterhead beside a logo.
    names_issuer: bool = False
    #: Whether letterhead and foot are printed: a letterhead of one's own may have them already.
    prints_head: bool = True
    prints_foot: bool = True
    fold_marks: bool = True

    @property
    def on_accent(self) -> str:
        """The colour of words on a ground of the accent: white, or black where white cannot be read."""
        return best_on(self.accent)

    @property
    def accent_ink(self) -> str:
        """The accent for words on white, darkened until it can be read (WCAG 1.4.3: 4.5 to 1)."""
        return darkened_for_white(self.accent)


def look_of(design: Design) -> Look:
    """Return the look that a design has: the one of its name with what the user changed about it."""
    look = LOOKS.get(design.look, DEFAULT_LOOK)
    if design.accent:
        look = replace(look, accent=design.accent, tint=mixed_with_white(design.accent, _TINT))
    scale = _LOGO_SCALES[design.logo_size]
    return replace(
        look,
        ink=design.ink or look.ink,
        text_family=design.text_family or look.text_family,
        heading_family=design.heading_family or design.text_family or look.heading_family,
        text_size=round(look.text_size * _TYPE_SCALES[design.type_size], 2),
        logo_height=look.logo_height * scale,
        logo_width=look.logo_width * scale,
        logo_place=design.logo_place,
        names_issuer=design.names_issuer,
        prints_head=design.prints_head or not design.letterhead,
        prints_foot=design.prints_foot or not design.letterhead,
        fold_marks=design.fold_marks,
    )


#: How much of an own accent is in the ground of panels.
_TINT = 0.06
_TYPE_SCALES: Mapping[TypeSize, float] = {TypeSize.SMALL: 0.92, TypeSize.USUAL: 1.0, TypeSize.LARGE: 1.12}
_LOGO_SCALES: Mapping[LogoSize, float] = {LogoSize.SMALL: 0.65, LogoSize.USUAL: 1.0, LogoSize.LARGE: 1.45}

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
