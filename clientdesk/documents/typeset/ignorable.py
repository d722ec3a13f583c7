"""Characters that are not seen: those that may lack a glyph, and those that belong into no extracted text."""

from __future__ import annotations

import re
from typing import Final

#: Default_Ignorable_Code_Point of DerivedCoreProperties.txt (Unicode 15.0), which the standard library does not have.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: What orders or breaks a line and says nothing: bidirectional marks and isolates, soft hyphen, zero width spaces.
_SILENT: Final = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def is_ignorable(char: str) -> bool:
    """Tell whether a character needs no glyph (Default_Ignorable_Code_Point)."""
    return _IGNORABLE.match(char) is not None


def spoken(text: str) -> str:
    """Return `text` without what only orders and breaks lines; joiners stay, they spell words."""
    return text if text.isascii() else _SILENT.sub("", text)
