"""Number series: patterns, periods, and the next number; numbers are taken at issue, never chosen (R-NUM-*)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.text import N_

_TOKEN = re.compile(r"\{(year|yy|month|fy|client|counter)(?::(\d))?\}")
_INDIA_LENGTH = 16
_INDIA_FORM = re.compile(r"[A-Za-z0-9/-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A number series. `pattern` holds tokens such as `RE-{year}-{counter:3}`; it restarts with its period.

    `period` is the year or financial year of `last`, the counter given last; `last_on` the last issue date.
    """

    id: int = 0
    version: int = 0
    code: str = ""
    pattern: str = "{year}-{counter:4}"
    fiscal_start: int = 1
    period: str = ""
    last: int = 0
    last_on: date | None = None
    started: bool = False


def fiscal_year(on: date, start_month: int) -> str:
    """Return the financial year of `on`: `26-27` for April starts, `2026` for January (R-NUM-3)."""
    if start_month == 1:
        return f"{on.year}"
    first = on.year if on.month >= start_month else on.year - 1
    return f"{first % 100:02d}-{(first + 1) % 100:02d}"


def period_of(series: Series, on: date) -> str:
    """Return the period whose end restarts the counter, empty if the pattern names no year (R-NUM-3)."""
    names = {match.group(1) for match in _TOKEN.finditer(series.pattern)}
    if "fy" in names:
        return fiscal_year(on, series.fiscal_start)
    if names & {"year", "yy"}:
        return f"{on.year}-{on.month:02d}" if "month" in names else f"{on.year}"
    return ""


def format_number(series: Series, counter: int, on: date, *, client: str = "") -> str:
    """Return the number as printed; the year in it follows the issue date (R-NUM-3)."""

    def token(match: re.Match[str]) -> str:
        name, width = match.group(1), int(match.group(2) or 0)
        values = {
            "year": f"{on.year}",
            "yy": f"{on.year % 100:02d}",
            "month": f"{on.month:02d}",
            "fy": fiscal_year(on, series.fiscal_start),
            "client": client,
            "counter": f"{counter:0{width}d}",
        }
        return values[name]

    return _TOKEN.sub(token, series.pattern)


def pattern_parts(pattern: str) -> re.Pattern[str]:
    """Return the form of a pattern's numbers, with the group `counter`: for taking numbers apart again (R-NUM-6)."""
    forms = {"year": r"\d{4}", "yy": r"\d{2}", "month": r"\d{2}", "fy": r"(?:\d{4}|\d{2}-\d{2})"}
    parts, end = [], 0
    for match in _TOKEN.finditer(pattern):
        parts.append(re.escape(pattern[end : match.start()]))
        name = match.group(1)
        parts.append(r"(?P<counter>\d+)" if name == "counter" else forms.get(name, ".*?"))
        end = match.end()
    return re.compile("".join(parts) + re.escape(pattern[end:]))


def check_pattern(series: Series, *, country: str = "") -> Series:
    """Return the series if its pattern can give unique numbers, else raise RuleError (R-NUM-3, R-NUM-4)."""
    names = [match.group(1) for match in _TOKEN.finditer(series.pattern)]
    if names.count("counter") != 1:
        raise RuleError(
            N_("The number pattern needs {token} exactly once."),
            field="pattern",
            next_step=N_("Write for example RE-{year}-{counter}."),
            rule="R-NUM-3",
            token="{counter}",  # noqa: S106  # a placeholder, no password
            year="{year}",
            counter="{counter:3}",
        )
    if "month" in names and not {"year", "yy"} & set(names):
        raise RuleError(
            N_("A month without its year would repeat the same numbers."),
            field="pattern",
            next_step=N_("Add the year, or remove the month."),
            rule="R-NUM-3",
        )
    sample = format_number(series, max(1, series.last), date(2026, 12, 31), client="K1")
    check_number(sample, country=country)
    return series


def check_number(number: str, *, country: str = "") -> str:
    """Return a number as it is about to be printed if its country allows it, else raise RuleError (R-NUM-4)."""
    if country == "IN" and (len(number) > _INDIA_LENGTH or not _INDIA_FORM.fullmatch(number)):
        raise RuleError(
            N_(
                "In India an invoice number has at most {limit} letters, digits, - or /; “{sample}” does not fit."
            ),
            field="pattern",
            next_step=N_("Shorten the pattern, for example INV/{fy}/{counter}."),
            rule="R-NUM-4",
            limit=_INDIA_LENGTH,
            sample=number,
            fy="{fy}",
            counter="{counter:4}",
        )
    return number


def take(series: Series, on: date, *, client: str = "") -> tuple[Series, str]:
    """Return the series after giving out its next number, and that number (R-NUM-1, R-NUM-2, B15)."""
    if series.last_on is not None and on < series.last_on:
        raise RuleError(
            N_("The last number of this series was given on {last}; {wanted} lies before it."),
            field="issued_on",
            next_step=N_("Issue it with a date from {last} on."),
            rule="R-NUM-2",
            last=series.last_on,
            wanted=on,
        )
    period = period_of(series, on)
    same = period == series.period or not series.period
    counter = series.last + 1 if same else 1
    number = format_number(series, counter, on, client=client)
    return replace(series, period=period, last=counter, last_on=on, started=True), number


def start_after(series: Series, last: int, on: date) -> Series:
    """Set the last number used elsewhere, once, before the first number is given (R-NUM-6)."""
    if series.started:
        raise StateError(
            N_("The series has already given out numbers."),
            next_step=N_("The next number follows the last one."),
            rule="R-NUM-6",
        )
    if last < 0:
        raise RuleError(
            N_("The last number cannot be negative."), field="last", next_step=N_("Type 0 or more.")
        )
    return replace(series, last=last, period=period_of(series, on))
