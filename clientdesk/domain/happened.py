"""Days and the clock: what has happened was today at the latest, and a clock that is plainly wrong dates no paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_


def check_happened(day: date, *, today: date, field: str = "on") -> None:
    """Raise RuleError for a day that is still to come."""
    if day > today:
        raise RuleError(
            N_("{date} is still to come."),
            field=field,
            next_step=N_("Type the day on which it happened, today at the latest."),
            date=day,
        )


#: Computers whose clock has lost the time say 1970; the other end is where dates begin to run out of digits.
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2199, 12, 31)


def possible(day: date) -> date:
    """Return the day itself, or the nearest one that the program can count from without running out of days (T89)."""
    return min(max(day, date(1900, 1, 1)), _LAST)


def clock_problems(on: date) -> Iterator[RuleError]:
    """Yield that no paper is dated by a clock that is decades off (T89)."""
    if not _FIRST <= on < _LAST:
        yield RuleError(
            N_("The clock of this computer says {date}."),
            field="issued_on",
            next_step=N_("Set it right, then issue the document."),
            rule="T89",
            date=on,
        )
