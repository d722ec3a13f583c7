"""The money to expect: what is open by the week it is due in, per currency, and what is late already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientdesk.domain.money import Money
from clientdesk.storage.database import Database

WEEKS = 8
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days, from `first` to `last`, what is due in them, and the sum since today."""

    first: date
    last: date
    due: Money
    so_far: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CashOutlook:
    """The next weeks of one currency; `late` was due before today, and nobody knows when it comes."""

    currency: str
    weeks: tuple[Week, ...]
    late: Money

    @property
    def whole(self) -> Money:
        """All that is due within the weeks."""
        return self.weeks[-1].so_far


def outlook(db: Database, *, on: date) -> tuple[CashOutlook, ...]:
    """Return the eight weeks that begin today, one entry per currency; currencies are never added up (B26)."""
    rows = db.rows(
        "SELECT currency, CASE WHEN until < :on THEN -1 ELSE CAST((julianday(until) - julianday(:on)) / 7 AS INTEGER)"
        " END AS week, sum(balance) AS due FROM documents INDEXED BY documents_by_standing"
        " WHERE standing = 'open' AND until < :end GROUP BY currency, week",
        {"on": on.isoformat(), "end": (on + WEEKS * _WEEK).isoformat()},
    )
    found = {(str(row["currency"]), int(row["week"])): int(row["due"]) for row in rows}
    return tuple(
        _outlook(currency, found, on) for currency in sorted({currency for currency, _week in found})
    )


def _outlook(currency: str, found: dict[tuple[str, int], int], on: date) -> CashOutlook:
    weeks, so_far = [], Money.zero(currency)
    for number in range(WEEKS):
        first = on + number * _WEEK
        due = Money(found.get((currency, number), 0), currency)
        so_far += due
        weeks.append(Week(first=first, last=first + _WEEK - _DAY, due=due, so_far=so_far))
    return CashOutlook(
        currency=currency, weeks=tuple(weeks), late=Money(found.get((currency, -1), 0), currency)
    )
