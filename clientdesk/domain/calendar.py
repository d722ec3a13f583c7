"""Working time without a clock: the working week, public holidays, absences, and counting in working days and minutes.

Every function takes the days it works on; "today" is an argument (R-DUE-2).
"""

from __future__ import annotations

import calendar
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final, Protocol

from clientdesk.domain.absence import Absence
from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY: Final = timedelta(days=1)
_MINUTES_A_DAY: Final = 24 * 60
_SEARCH_DAYS: Final = 3660
_WEEK: Final = 7
_CODE_LENGTH: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWeek:
    """The own working week: weekdays (Monday 0), planned hours a day, office hours in minutes after midnight."""

    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours_per_day: Decimal = Decimal(8)
    opens: int = 9 * 60
    closes: int = 17 * 60


class HolidayNames(Protocol):
    """Names of public holidays by day: a plain dict, or a table that reads a year when it is asked for."""

    def get(self, day: date, default: str, /) -> str:
        """Return the holiday's name, or `default` on an ordinary day."""
        ...


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """The public holidays of a country and, if given, of its region; every year is read when first asked for."""

    country: str
    region: str = ""
    language: str = ""

    def get(self, day: date, default: str, /) -> str:
        """Return the holiday's name, or `default` on an ordinary day."""
        return _holidays_of(self.country, self.region, day.year, self.language).get(day, default)


def public_holidays(
    country: str, region: str, years: Iterable[int], *, language: str = ""
) -> dict[date, str]:
    """Return the public holidays of these years with their names, in order of date.

    `region` is a code of `holiday_regions`, or empty for the holidays of the whole country; `language` is a tag such as
    de or en, the country's own language if empty or unknown. Empty for a country without data.
    """
    found: dict[date, str] = {}
    for year in years:
        found.update(_holidays_of(country, region, year, language))
    return dict(sorted(found.items()))


@cache
def holiday_regions(country: str) -> tuple[tuple[str, str], ...]:
    """Return the regions with holidays of their own as (code, name), by name; empty if there are none."""
    table = _table_of(country)
    if table is None:
        return ()
    named = ((code, names[0] if names else code) for code, names in table.get_subdivision_aliases().items())
    return tuple(sorted(named, key=lambda region: region[1]))


@cache
def _holidays_of(country: str, region: str, year: int, language: str) -> dict[date, str]:
    table = _table_of(country)
    if table is None:
        return {}
    known_region = region if region in table.subdivisions else None
    chosen = _language_of(table.supported_languages, language)
    found = type(table)(subdiv=known_region, years=year, language=chosen)
    return dict(sorted(found.items()))


def _table_of(country: str) -> HolidayBase | None:
    """Return a country's table without a year in it, None where there is no data; `country` is an ISO code."""
    if len(country) != _CODE_LENGTH:
        # The library takes the codes of three letters, too, which no record of ours has.
        return None
    try:
        table: HolidayBase = _library().country_holidays(country)
    except NotImplementedError:
        # What the library says of a country it has no data for.
        return None
    return table


@cache
def _library() -> ModuleType:
    """Return the library of public holidays, imported only where a holiday is asked for (0.1 s, 5 MB).

    Its loader imports the one country it is asked for, but the package that holds them would first import them all:
    250 modules, 0.2 s and 14 MB of a program that stays open all day. An empty package stands in for it, and an empty
    module for the one that looks up the library's version, which takes all that reads mail (2 MB).
    """
    if "holidays" not in sys.modules:
        version = ModuleType("holidays.version")
        vars(version)["__version__"] = ""
        sys.modules[version.__name__] = version
    import holidays

    name = "holidays.countries"
    if name not in sys.modules:
        spec = importlib.util.find_spec(name)
        if spec is not None:
            sys.modules[name] = importlib.util.module_from_spec(spec)
    return holidays


def _language_of(known: Sequence[str], wanted: str) -> str | None:
    language = wanted.replace("-", "_").split("_")[0]
    return next((name for name in known if language and name.split("_")[0] == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are worked: the week, less public holidays and absences, plus days worked all the same."""

    week: WorkWeek
    holidays: HolidayNames
    absences: tuple[Absence, ...] = ()

    def is_working(self, day: date) -> bool:
        """Tell whether work is done on this day."""
        covering = [absence for absence in self.absences if absence.first_on <= day <= absence.last_on]
        if any(not absence.working for absence in covering):
            return False
        if covering:
            return True
        return day.weekday() in self.week.weekdays and not self.holidays.get(day, "")

    def why_free(self, day: date) -> str:
        """Return the name of the holiday or absence on this day; empty on working days and weekends."""
        if self.is_working(day):
            return ""
        labels = (
            absence.label
            for absence in self.absences
            if not absence.working and absence.first_on <= day <= absence.last_on and absence.label
        )
        return next(labels, "") or self.holidays.get(day, "")

    def working_days(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both inclusive; 0 if `last` lies before `first` (B5)."""
        days = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=index)) for index in range(days))

    def add_working_days(self, day: date, count: int) -> date:
        """Go `count` working days on from `day`, or back if negative; the day itself does not count (B2, B27).

        With 0 the day itself is returned if it is worked, else the next working day.
        """
        if count == 0:
            return self.next_working_day(day)
        step = _DAY if count > 0 else -_DAY
        found = day
        for _ in range(abs(count)):
            found = self._search(found + step, step)
        return found

    def next_working_day(self, day: date) -> date:
        """Return the first working day on or after `day` (B18)."""
        return self._search(day, _DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day on or before `day`."""
        return self._search(day, -_DAY)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Count the minutes of office time between two moments of local time; 0 if the end is earlier (B19, B23)."""
        total = 0
        for index in range((end.date() - start.date()).days + 1):
            day = start.date() + timedelta(days=index)
            if not self.is_working(day):
                continue
            begins = _minute(start) if day == start.date() else 0
            ends = _minute(end) if day == end.date() else _MINUTES_A_DAY
            total += max(0, min(ends, self.week.closes) - max(begins, self.week.opens))
        return total

    def _search(self, day: date, step: timedelta) -> date:
        for distance in range(_SEARCH_DAYS):
            candidate = day + distance * step
            if self.is_working(candidate):
                return candidate
        raise RuleError(
            N_("There is no working day within ten years of {day}."),
            field="absences",
            next_step=N_("Check your working week and your absences."),
            day=day,
        )


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def week_begins(week: WorkWeek) -> int:
    """Return the weekday after the longest time off: Monday, or Sunday where Friday and Saturday are free."""
    worked = set(week.weekdays)

    def time_off_before(weekday: int) -> int:
        return next((off for off in range(_WEEK) if (weekday - off - 1) % _WEEK in worked), _WEEK)

    return max(sorted(worked), key=time_off_before, default=0)


def first_weekday(week: WorkWeek, usual: int) -> int:
    """Return the weekday a calendar begins with: `usual` in the land, unless that would split the working days.

    A free Sunday stays first where Monday is the first day worked; with Friday and Saturday off weeks begin on Sunday.
    """
    begins = week_begins(week)
    before = ((usual + index) % _WEEK for index in range((begins - usual) % _WEEK))
    return begins if any(weekday in week.weekdays for weekday in before) else usual


def month_span(month: date, weekday: int) -> tuple[date, date]:
    """Return the first and the last day of the whole weeks that show a month, weeks beginning on `weekday`."""
    first = month.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    start = first - timedelta(days=(first.weekday() - weekday) % _WEEK)
    return start, last + timedelta(days=(weekday - 1 - last.weekday()) % _WEEK)


def week_number(first_on: date) -> int:
    """Return the ISO number of the week that begins on `first_on`: of its middle, where it does not begin on Monday."""
    return (first_on + timedelta(days=3)).isocalendar().week


def add_months(day: date, months: int, *, anchor_day: int = 0) -> date:
    """Return the day `months` later; in a shorter month its last day.

    `anchor_day` is the day of the month once agreed, so that a series never drifts: 31 January, 28 February,
    31 March. Without it the day itself is the anchor.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor_day or day.day, last))
