"""Finding text that was meant to be replaced before a paper goes out: “Lorem ipsum”, a lone “…”, “{name}” (E2)."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"lorem ipsum\b[^\n]{0,20}"  # filler
    r"|(?<![\w/.{])\{\w[\w .-]{0,40}\}"  # an unfilled {field}; a path such as /users/{id} is no placeholder
    r"|\[\s*(?:…|\.\.\.)\s*\]"  # […]
    r"|(?<![\w.,!?»”\"')…])(?:…|\.\.\.)(?![\w.…])"  # an ellipsis that belongs to no word
    r"|\bxxx+\b|\b(?-i:TODO)\b",  # “todo” is a Spanish word
    re.IGNORECASE,
)


def placeholder_in(text: str) -> str:
    """Return the first placeholder left in `text`, or an empty string."""
    found = _PLACEHOLDER.search(text)
    return found.group(0).strip() if found else ""
