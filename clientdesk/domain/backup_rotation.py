"""Which backups are kept: the newest of the last hours, days, months and years that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

HOURS: Final = 24
DAYS: Final = 14
MONTHS: Final = 12
YEARS: Final = 11
#: So long a changed book may wait for its next backup.
EVERY: Final = timedelta(hours=1)
#: After so long without a verified backup the person is told.
OVERDUE_AFTER: Final = timedelta(days=7)

#: What tells the hours, days, months and years apart, and how many of each are kept.
_RINGS: Final[tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...]] = (
    (lambda at: (at.year, at.month, at.day, at.hour), HOURS),
    (lambda at: (at.year, at.month, at.day), DAYS),
    (lambda at: (at.year, at.month), MONTHS),
    (lambda at: (at.year,), YEARS),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as far as rotation asks: its name, the moment it was made (with its time zone), whether it is sound.

    `doubts` is what verifying has found in the book as it was then: what another program or the disk has altered; None
    where nobody has looked, or not to the end.
    """

    name: str
    at: datetime
    is_verified: bool = True
    doubts: int | None = 0


def superfluous(backups: Iterable[Kept]) -> tuple[str, ...]:
    """Return the names of the backups that may go, the oldest first.

    Only verified ones count and only verified ones go: one that has become unsound takes no other's place, and may
    still be worth a rescue. The newest verified one always stays, and so does the last one from before something was
    found in the book: the newest of those with the least doubts, and the last one before the doubts grew. One of
    which that is not known takes the place of none that is, and may itself be the last one from before. It is no matter
    what day it is: whoever was away for a year finds all that was kept.
    """
    sound = sorted((one for one in backups if one.is_verified), key=_age)
    gone: list[str] = []
    # Once the last one with doubts is gone, the one from before it need not stay any more.
    while going := _going(sound):
        gone += going
        sound = [one for one in sound if one.name not in going]
    return tuple(gone)


def is_overdue(last: datetime | None, *, now: datetime) -> bool:
    """Whether the person is to be told: no verified backup at all, or none for seven days."""
    return last is None or now - last >= OVERDUE_AFTER


def _going(sound: Sequence[Kept]) -> tuple[str, ...]:
    staying = {name for part, most in _RINGS for name in _ring(sound, part, most)}
    staying.update(_before_doubts([(one.name, one.doubts) for one in sound if one.doubts is not None]))
    staying.update(_before_doubts([(one.name, one.doubts or 0) for one in sound]))
    return tuple(one.name for one in sound if one.name not in staying)


def _ring(sound: Sequence[Kept], part: Callable[[datetime], tuple[int, ...]], most: int) -> list[str]:
    """Return the newest of each of the last `most` parts of time that have any."""
    newest: dict[tuple[int, ...], str] = {}
    for one in reversed(sound):
        newest.setdefault(part(one.at), one.name)
    return list(newest.values())[:most]


def _before_doubts(found: Sequence[tuple[str, int]]) -> Iterator[str]:
    if found:
        least = min(doubts for _name, doubts in found)
        yield next(name for name, doubts in reversed(found) if doubts == least)
        yield from [name for (name, doubts), (_later, more) in pairwise(found) if doubts < more][-1:]


def _age(one: Kept) -> tuple[datetime, str]:
    return (one.at, one.name)
