"""Colours that are proposed for papers: calm ones that print well and can be read on white."""

from __future__ import annotations

from collections.abc import Mapping

from clientdesk.domain.text import NP_

#: For names, lines and grounds: `#rrggbb` and what the colour is called.
ACCENTS: Mapping[str, str] = {
    "#0f4c5c": NP_("colour", "Petrol"),
    "#1d3f8f": NP_("colour", "Royal blue"),
    "#1f2a44": NP_("colour", "Night blue"),
    "#6b2d6b": NP_("colour", "Plum"),
    "#6b2737": NP_("colour", "Burgundy"),
    "#b3261e": NP_("colour", "Red"),
    "#a3501d": NP_("colour", "Copper"),
    "#2f4b3c": NP_("colour", "Forest green"),
    "#1b7a5a": NP_("colour", "Emerald"),
}
#: For the words themselves.
INKS: Mapping[str, str] = {
    "#000000": NP_("colour", "Black"),
    "#1b2126": NP_("colour", "Ink"),
    "#2b2320": NP_("colour", "Sepia"),
    "#1c2740": NP_("colour", "Blue black"),
    "#3a4148": NP_("colour", "Graphite"),
}
