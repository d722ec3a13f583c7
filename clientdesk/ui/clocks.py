"""What a window asks for the day: the computer's clock, or one that a demo or a test has stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from clientdesk.domain.happened import possible

#: Every so often what tells an age on screen tells it anew; ages are shown in minutes and more.
TICK_MILLISECONDS: Final = 60_000


def of_computer() -> date:
    """Return the day by the clock of this computer."""
    return possible(date.today())  # noqa: DTZ011  # R-DUE-2: the local calendar date


def stopped_at(day: date) -> Callable[[], date]:
    """Return a clock that always says this day."""
    day = possible(day)
    return lambda: day


def is_running(clock: Callable[[], date]) -> bool:
    """Whether it is the computer's own: with any other the window works as if it were another day."""
    return clock is of_computer
