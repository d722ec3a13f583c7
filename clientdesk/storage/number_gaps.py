"""The check that no number is missing: per series and period, which counters were given and which not (R-NUM-6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from clientdesk.domain.numbering import Series, format_number, pattern_parts
from clientdesk.storage import tables
from clientdesk.storage.database import Database

#: Where the numbers of each series stand.
_SOURCES = {
    "quote": "SELECT number FROM quotes WHERE number <> ''",
    "contract": "SELECT number FROM contracts WHERE number <> ''",
    "receipt": "SELECT number FROM payments WHERE number <> ''",
}
_PAPERS = "SELECT number FROM invoices WHERE series = ? AND state = 'issued'"
#: So many missing ones are named of a run: one wrong number of ten digits must not make a list of billions.
_MOST: Final = 1000
_LAST_DIGITS = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesGaps:
    """One run of numbers: what stands around the counter, the first and last one given, and those missing between.

    Of very many missing ones the first thousand are named.
    """

    code: str
    label: str
    first: str
    last: str
    count: int
    missing: tuple[str, ...]


def gaps(db: Database) -> tuple[SeriesGaps, ...]:
    """Return every run of every series; a run without gaps has nothing missing."""
    return tuple(found for series in tables.series.find(db) for found in _of(db, series))


def _of(db: Database, series: Series) -> Iterator[SeriesGaps]:
    known = _SOURCES.get(series.code)
    rows = db.rows(known) if known else db.rows(_PAPERS, (series.code,))
    runs: dict[tuple[str, str], dict[int, str]] = {}
    for row in rows:
        before, counter, after = _split(row["number"], series.pattern)
        if counter:
            runs.setdefault((before, after), {})[int(counter)] = row["number"]
    current, given_last = _current(series)
    for (before, after), numbers in sorted(runs.items()):
        end = given_last if (before, after) == current else max(numbers)
        yield SeriesGaps(
            code=series.code,
            label=f"{before}…{after}",
            first=numbers[min(numbers)],
            last=numbers[max(numbers)],
            count=len(numbers),
            missing=tuple(islice(_missing(numbers, before, after, max(end, *numbers)), _MOST)),
        )


def _split(number: str, pattern: str) -> tuple[str, str, str]:
    """Take a number apart around its counter: by the series' pattern, else by the last digits in it."""
    found = pattern_parts(pattern).fullmatch(number)
    if found is not None:
        return number[: found.start("counter")], found.group("counter"), number[found.end("counter") :]
    digits = _LAST_DIGITS.search(number)
    return (number[: digits.start()], digits.group(), number[digits.end() :]) if digits else (number, "", "")


def _current(series: Series) -> tuple[tuple[str, str], int]:
    """Return what stands around the counter in the running period, and the last counter given."""
    if series.last_on is None:
        return ("", ""), 0
    before, _, after = _split(format_number(series, series.last, series.last_on), series.pattern)
    return (before, after), series.last


def _missing(numbers: dict[int, str], before: str, after: str, end: int) -> Iterable[str]:
    """Yield what is missing between the first and the last; a series may start anywhere (R-NUM-6)."""
    width = min(len(number) - len(before) - len(after) for number in numbers.values())
    for counter in range(min(numbers), end + 1):
        if counter not in numbers:
            yield f"{before}{counter:0{width}d}{after}"
