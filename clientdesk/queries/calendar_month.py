"""A month of the calendar: each day with its load, the first entries of every kind, and how many more there are."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from clientdesk.domain.absence import Absence
from clientdesk.domain.calendar import WorkCalendar, first_weekday, month_span, week_number
from clientdesk.domain.capacity import DayLoad
from clientdesk.domain.deadline import Risk, outlooks
from clientdesk.domain.issuer import Issuer
from clientdesk.queries import agenda_money, load
from clientdesk.queries.calendar_entry import (
    Entry,
    EntryKind,
    EntryState,
    Group,
    entry_of,
    union,
    wanted_kinds,
)
from clientdesk.queries.outlooks import open_milestones, working_calendar
from clientdesk.storage import tables
from clientdesk.storage.database import Database

#: Of each kind so many entries of a day are read; the others are counted, and listed when the day is opened.
MOST_OF_A_KIND: Final = 4
_STATES: Final = {Risk.GREEN: EntryState.SAFE, Risk.AMBER: EntryState.TIGHT, Risk.RED: EntryState.LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day: its load, its first entries, and how many there are in all."""

    on: date
    load: DayLoad
    entries: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """A row of the month: the ISO number, and the hours of its days from today on."""

    number: int
    bookable: Decimal
    committed: Decimal

    @property
    def is_over(self) -> bool:
        """Whether more is promised than should be (T13)."""
        return self.committed > self.bookable


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The whole weeks that show a month. `knows_holidays` is false while the issuer's country has not been said."""

    month: date
    days: tuple[CalendarDay, ...]
    weeks: tuple[CalendarWeek, ...]
    knows_holidays: bool

    def day(self, on: date) -> CalendarDay | None:
        """Return one of its days, None if it is not shown."""
        place = (on - self.days[0].on).days
        return self.days[place] if 0 <= place < len(self.days) else None


def month(db: Database, on: date, *, today: date, groups: Collection[Group] = tuple(Group)) -> Month:
    """Return the month of `on` in whole weeks, which begin as the land and the working week have it."""
    from clientdesk.i18n.places import weekday_of

    found = tables.issuers.find(db)
    own = found[0] if found else Issuer()
    calendar = working_calendar(db)
    first, last = month_span(on, first_weekday(calendar.week, weekday_of(own.country)))
    loads = load.days(db, first, last, today=today, calendar=calendar)
    entries: dict[date, list[Entry]] = {one.on: [] for one in loads}
    counts = dict.fromkeys(entries, 0)
    for entry, there in _entries(db, calendar, first, last, today=today, groups=groups):
        entries[entry.on].append(entry)
        counts[entry.on] += there
    days = tuple(
        CalendarDay(
            on=one.on,
            load=one,
            entries=tuple(sorted(entries[one.on], key=lambda entry: entry.sort_key)),
            count=counts[one.on],
        )
        for one in loads
    )
    weeks = tuple(_week(loads[place : place + 7], today) for place in range(0, len(loads), 7))
    return Month(month=on.replace(day=1), days=days, weeks=weeks, knows_holidays=bool(own.country))


def entries(
    db: Database,
    first: date,
    last: date,
    *,
    today: date,
    groups: Collection[Group] = tuple(Group),
    offset: int = 0,
    limit: int = 60,
) -> tuple[Entry, ...]:
    """Return everything from `first` to `last` by day and kind, page by page."""
    calendar = working_calendar(db)
    few, parameters = _span(db, calendar, first, last, today=today, kinds=wanted_kinds(groups))
    rows = db.rows(
        f"SELECT e.*, c.name AS client FROM ({_all(wanted_kinds(groups))}) AS e"
        ' LEFT JOIN clients AS c ON c.id = e.client_id ORDER BY e."on", e.rank, e.amount DESC, e.record_id'
        " LIMIT :limit OFFSET :offset",
        {**parameters, "limit": limit, "offset": offset},
    )
    found = [few[row["few"]] if row["few"] is not None else entry_of(row, today) for row in rows]
    return tuple(_judged(db, calendar, found, today))


def count(
    db: Database, first: date, last: date, *, today: date, groups: Collection[Group] = tuple(Group)
) -> int:
    """Return how many rows `entries` has."""
    kinds = wanted_kinds(groups)
    _few_of_it, parameters = _span(db, working_calendar(db), first, last, today=today, kinds=kinds)
    return int(db.value(f"SELECT count(*) FROM ({_all(kinds)})", parameters))


#: What is worked out and no record stands in the same order as the records, by its place in the list.
_FEW: Final = (
    "SELECT f.value ->> 'kind' AS kind, f.value ->> 'rank' AS rank, f.value ->> 'on' AS \"on\", 0 AS record_id,"
    " '' AS title, '' AS number, 0 AS client_id, NULL AS amount, '' AS currency, '' AS state, f.key AS few"
    " FROM json_each(:few) AS f"
)


def _all(kinds: Collection[EntryKind]) -> str:
    records = union(kinds)
    return f"{_FEW} UNION ALL SELECT r.*, NULL AS few FROM ({records}) AS r" if records else _FEW


def _span(
    db: Database,
    calendar: WorkCalendar,
    first: date,
    last: date,
    *,
    today: date,
    kinds: Collection[EntryKind],
) -> tuple[list[Entry], dict[str, str]]:
    few = _few(db, calendar, first, last, today=today, kinds=kinds)
    places = [{"kind": one.kind.value, "rank": one.rank, "on": one.on.isoformat()} for one in few]
    return few, {"first": first.isoformat(), "last": last.isoformat(), "few": json.dumps(places)}


def _entries(
    db: Database, calendar: WorkCalendar, first: date, last: date, *, today: date, groups: Collection[Group]
) -> Iterator[tuple[Entry, int]]:
    """Yield the first entries of each day and kind; the count of the others goes with the first of them."""
    kinds = wanted_kinds(groups)
    for entry in _few(db, calendar, first, last, today=today, kinds=kinds):
        yield entry, 1
    select = union(kinds)
    if not select:
        return
    rows = db.rows(
        "SELECT e.*, c.name AS client FROM (SELECT u.*,"
        ' row_number() OVER (PARTITION BY u."on", u.kind ORDER BY u.amount DESC, u.record_id) AS place,'
        f' count(*) OVER (PARTITION BY u."on", u.kind) AS there FROM ({select}) AS u) AS e'
        " JOIN clients AS c ON c.id = e.client_id WHERE e.place <= :most",
        {"first": first.isoformat(), "last": last.isoformat(), "most": MOST_OF_A_KIND},
    )
    shown = _judged(db, calendar, [entry_of(row, today) for row in rows], today)
    for entry, row in zip(shown, rows, strict=True):
        yield entry, row["there"] if row["place"] == 1 else 0


def _few(
    db: Database,
    calendar: WorkCalendar,
    first: date,
    last: date,
    *,
    today: date,
    kinds: Collection[EntryKind],
) -> list[Entry]:
    """Return what is never many: public holidays, absences, and parts of payment plans with a date of their own."""
    found: list[Entry] = []
    for index in range((last - first).days + 1):
        found += [entry for entry in _free(calendar, first + timedelta(days=index)) if entry.kind in kinds]
    if EntryKind.INSTALMENT in kinds:
        parts = agenda_money.instalments(db, today=today, until=last)
        found += [
            Entry(
                on=part.on,
                kind=EntryKind.INSTALMENT,
                state=EntryState.LATE if part.on < today else EntryState.PLAIN,
                title=part.title,
                number=part.number,
                client=part.client,
                record_kind="contract",
                record_id=part.record_id,
                amount=part.amount,
            )
            for part in parts
            if first <= part.on
        ]
    return sorted(found, key=lambda entry: entry.sort_key)


def _free(calendar: WorkCalendar, on: date) -> Iterator[Entry]:
    covering = [one for one in calendar.absences if one.first_on <= on <= one.last_on]
    for absence in covering:
        if not absence.working:
            yield _absence(on, absence, EntryKind.ABSENCE)
    holiday = calendar.holidays.get(on, "")
    if holiday:
        worked = next((one for one in covering if one.working), None)
        yield (
            Entry(on=on, kind=EntryKind.HOLIDAY, title=holiday)
            if worked is None
            else replace(_absence(on, worked, EntryKind.WORKED), title=holiday)
        )


def _absence(on: date, absence: Absence, kind: EntryKind) -> Entry:
    return Entry(
        on=on,
        kind=kind,
        title=absence.label,
        record_kind="absence",
        record_id=absence.id,
        until=absence.last_on,
    )


def _judged(db: Database, calendar: WorkCalendar, entries: list[Entry], today: date) -> list[Entry]:
    """Return `entries` with the risk of those that are open milestones (B5)."""
    if not any(entry.state is EntryState.SAFE for entry in entries):
        return entries
    known = outlooks(open_milestones(db), today=today, calendar=calendar)
    return [
        replace(entry, state=_STATES[known[entry.record_id].risk])
        if entry.state is EntryState.SAFE and entry.record_id in known
        else entry
        for entry in entries
    ]


def _week(days: tuple[DayLoad, ...], today: date) -> CalendarWeek:
    ahead = [day for day in days if day.on >= today]
    return CalendarWeek(
        number=week_number(days[0].on),
        bookable=sum((day.bookable for day in ahead), Decimal(0)),
        committed=sum((day.committed for day in ahead), Decimal(0)),
    )
