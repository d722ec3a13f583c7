"""Several facts in one line: names of any script beside numbers and dates, none of which may turn the others around."""

from __future__ import annotations

import unicodedata

from clientdesk.i18n import translator

_OPEN, _CLOSE = "\u2068", "\u2069"


def joined(*parts: str, mark: str = " · ") -> str:
    """Return the parts that are not empty with a mark between them, each in its own direction where that matters."""
    shown = [part for part in parts if part]
    if translator().is_right_to_left or any(map(_turns, shown)):
        shown = [f"{_OPEN}{part}{_CLOSE}" for part in shown]
    return mark.join(shown)


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
