"""Lists are read page by page: `--limit` and `--offset`, in every list that can grow."""

from __future__ import annotations

from clientdesk.cli.command import Arguments, arg, whole
from clientdesk.domain.text import N_

_USUAL = 200

PAGE = (
    arg("--limit", type=whole, default=_USUAL, metavar="N", help=N_("at most so many rows; 200 if left out")),
    arg("--offset", type=whole, default=0, metavar="N", help=N_("leave out so many rows at the start")),
)


def offset_and_limit(options: Arguments) -> tuple[int, int]:
    """Return which part of the list is wanted."""
    return max(0, options.offset), max(0, options.limit)
