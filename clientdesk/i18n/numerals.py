"""Characters people type in figures: digits of any script, separators, signs, invisible marks; made plain here."""

from __future__ import annotations

import unicodedata
from typing import Final

SPACE: Final = " "
APOSTROPHE: Final = "'"
POINT: Final = "."
COMMA: Final = ","
MINUS: Final = "-"
ARABIC_DECIMAL: Final = "\u066b"
ARABIC_GROUP: Final = "\u066c"
ARABIC_PERCENT: Final = "\u066a"

_PLAIN: Final = {
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t\u3000", SPACE),
    **dict.fromkeys("\u2019\u2018\u02bc\u00b4`\uff07", APOSTROPHE),
    **dict.fromkeys("\u2212\u2010\u2011\u2013\uff0d\ufe63", MINUS),
    **dict.fromkeys("\uff0e\u3002", POINT),
    **dict.fromkeys("\uff0c\u060c", COMMA),
    "\uff05": "%",
    "\uff0b": "+",
    "\uff0f": "/",
}


def plain(text: str) -> str:
    """Return `text` with ASCII digits and plain separators, without invisible direction marks."""
    return "".join(_plain_character(character) for character in text).strip()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    known = _PLAIN.get(character)
    if known is not None:
        return known
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    # Marks such as U+200F stand around Arabic amounts and carry no meaning here.
    return "" if unicodedata.category(character) == "Cf" else character
