"""How papers look: colours, type, margins and logo size; what they say is the view's affair."""

from __future__ import annotations

from dataclasses import dataclass

#: PDF points per millimetre.
MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The appearance of all papers of an issuer. Colours are `#rrggbb`, lengths millimetres, sizes points."""

    accent: str = "#0f4c5c"
    ink: str = "#1b2126"
    muted: str = "#66707a"
    hairline: str = "#d5dade"
    tint: str = "#f2f5f6"
    shade: str = "#eceff1"
    text_family: str = "source-sans"
    heading_family: str = "source-sans"
    text_size: float = 9.6
    margin_left: float = 25.0
    margin_right: float = 20.0
    margin_top: float = 27.0
    margin_bottom: float = 11.0
    logo_height: float = 16.0
    logo_width: float = 62.0
    fold_marks: bool = True


#: Quiet and proud: one accent colour, much white, figures in line.
DEFAULT_LOOK = Look()
