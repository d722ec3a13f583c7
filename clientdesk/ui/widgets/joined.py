"""Several facts in one line: names of any script beside numbers and dates, none of which may turn the others around."""

from __future__ import annotations

from clientdesk.i18n import translator


def joined(*parts: str, mark: str = " · ") -> str:
    """Return the parts that are not empty with a mark between them, each in its own direction where that matters."""
    return translator().joined(*parts, mark=mark)
