"""The address in the window of the envelope: how it is broken, made smaller and, as a last resort, shortened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clientdesk.documents.page import Sheet
from clientdesk.documents.text import Style, TextLine, shortened, single, wrap

_ENTRY_LINES = 3
#: What the type of an address shrinks to before anything is left out.
_SMALLER_TYPE, _SMALLER_LEADING = 0.92, 0.86


def in_window(entries: Sequence[str], style: Style, sheet: Sheet) -> tuple[tuple[TextLine, ...], Style, bool]:
    """Return the address in lines that have room in the window, their style, and whether nothing was left out."""
    smaller = replace(style, size=style.size * _SMALLER_TYPE, leading=style.leading * _SMALLER_LEADING)
    for one in (style, smaller):
        lines = [line for entry in _broken(entries, one, sheet) for line in entry]
        if len(lines) <= _room(one, sheet):
            return tuple(lines), one, True
    return tuple(_shortened(_broken(entries, smaller, sheet), smaller, _room(smaller, sheet))), smaller, False


def _room(style: Style, sheet: Sheet) -> int:
    """Return how many lines the window shows."""
    return int((sheet.address_bottom - sheet.address_limit) / style.leading)


def _broken(entries: Sequence[str], style: Style, sheet: Sheet) -> list[tuple[TextLine, ...]]:
    return [wrap(entry, style, sheet.window_width) for entry in entries if entry.strip()]


def _shortened(broken: Sequence[tuple[TextLine, ...]], style: Style, room: int) -> list[TextLine]:
    """Shorten an address: long names give way first, since street and town bring the letter there."""
    for limit in range(_ENTRY_LINES, 0, -1):
        lines = [line for entry in broken for line in shortened(entry, limit, style)]
        if len(lines) <= room:
            return lines
    # More entries than lines: the name and the end of the address stay, with a sign of what is left out.
    return [lines[0], single("…", style), *lines[len(lines) - room + 2 :]]
