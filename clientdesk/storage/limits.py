"""How much one record may hold, so that nothing pasted or read makes a page that nobody can draw (T43, T44)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

#: The characters of one text, and the rows of one list.
MOST_LETTERS: Final = 10_000
MOST_ROWS: Final = 5_000
#: What the program puts together itself: whole records as they went out or were deleted, and what the log seals.
_OURS: Final = frozenset({"QuoteRevision", "Paper", "LogEntry", "OwnFont", "Trashed", "Applied"})


def check(record: Any) -> None:  # noqa: ANN401  # any record
    """Raise RuleError at the first text or list of a record that holds too much; the field is named as in forms."""
    if type(record).__name__ not in _OURS:
        _look(record, "")


def _look(value: Any, field: str) -> None:  # noqa: ANN401  # any value of a record
    if isinstance(value, str):
        if len(value) > MOST_LETTERS:
            raise RuleError(
                N_("This text has {count} characters; at most {limit} can be kept."),
                field=field,
                next_step=N_("Shorten it."),
                rule="T44",
                count=len(value),
                limit=MOST_LETTERS,
            )
    elif isinstance(value, tuple):
        if len(value) > MOST_ROWS:
            raise RuleError(
                N_("There are {count} rows; at most {limit} can be kept in one record."),
                field=field,
                next_step=N_("Spread them over several documents."),
                rule="T43",
                count=len(value),
                limit=MOST_ROWS,
            )
        for position, entry in enumerate(value):
            _look(entry, f"{field}.{position}")
    elif is_dataclass(value):
        for one in fields(value):
            _look(getattr(value, one.name), f"{field}.{one.name}" if field else one.name)
