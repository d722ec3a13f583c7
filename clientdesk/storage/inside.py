"""Reading what people look for in a book (domain/inside.py), and comparing two books by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from clientdesk.domain.inside import Inside, Lacking, Named, day, sums
from clientdesk.domain.money import Money
from clientdesk.storage.connection import Database

#: Of each kind so many are named; the rest is counted.
NAMED: Final = 20
_COUNTS: Final = {
    "clients": "SELECT count(*) FROM clients",
    "quotes": "SELECT count(*) FROM quotes WHERE number <> ''",
    "contracts": "SELECT count(*) FROM contracts WHERE number <> ''",
    "invoices": "SELECT count(*) FROM invoices WHERE state = 'issued'",
    "payments": "SELECT count(*) FROM payments",
}
_NEWEST: Final = (
    "SELECT number, issued_on FROM invoices WHERE state = 'issued' ORDER BY issued_on DESC, id DESC LIMIT 1"
)
_LAST_DAY: Final = (
    "SELECT max(day) FROM (SELECT max(issued_on) AS day FROM invoices"
    ' UNION ALL SELECT max("on") FROM payments UNION ALL SELECT max(sent_on) FROM quotes)'
)
_INVOICED: Final = (
    "SELECT currency, sum(gross) FROM invoices WHERE state = 'issued' GROUP BY currency ORDER BY currency"
)
_RECEIVED: Final = (
    "SELECT currency, sum(CASE direction WHEN 'in' THEN amount ELSE -amount END) FROM payments"
    " GROUP BY currency ORDER BY currency"
)
#: What each kind is named by, and what tells one from another; in the same order as Python sorts them.
_LISTS: Final = {
    "invoices": "SELECT number AS a, gross AS b, issued_on AS c FROM invoices WHERE state = 'issued' ORDER BY 1, 2, 3",
    "quotes": "SELECT number AS a, 0 AS b, '' AS c FROM quotes WHERE number <> '' ORDER BY 1",
    "contracts": "SELECT number AS a, 0 AS b, '' AS c FROM contracts WHERE number <> '' ORDER BY 1",
    "payments": (
        "SELECT payments.\"on\" AS a, amount AS b, payments.currency || ' ' || clients.name AS c FROM payments"
        " JOIN clients ON clients.id = payments.client_id ORDER BY 1, 2, 3"
    ),
    "clients": "SELECT name AS a, id AS b, '' AS c FROM clients ORDER BY 1, 2",
}
_Row = tuple[str, int, str]


def inside(db: Database) -> Inside:
    """Return what is in the book; one view is the caller's affair."""
    newest = db.row(_NEWEST) or {"number": "", "issued_on": None}
    counts: dict[str, Any] = {name: int(db.value(sql)) for name, sql in _COUNTS.items()}
    return Inside(
        **counts,
        issuer=str(db.value("SELECT name FROM issuer LIMIT 1") or ""),
        newest_number=newest["number"],
        newest_on=day(newest["issued_on"]),
        last_on=day(db.value(_LAST_DAY)),
        invoiced=sums(dict(db.each(_INVOICED))),
        received=sums(dict(db.each(_RECEIVED))),
    )


def lacking(present: Database, other: Database) -> tuple[Lacking, ...]:
    """Return what `present` has and `other` lacks, kind by kind; both are read in one order, nothing is held."""
    found = []
    for kind, sql in _LISTS.items():
        count = 0
        named: list[Named] = []
        for name, amount, more in _missing(_rows(present, sql), _rows(other, sql)):
            count += 1
            if len(named) < NAMED:
                named.append(_named(kind, name, amount, more))
        if count:
            found.append(Lacking(kind, count, tuple(named)))
    return tuple(found)


def _rows(db: Database, sql: str) -> Iterator[_Row]:
    for name, amount, more in db.each(sql):
        yield (str(name), int(amount), str(more))


def _missing(ours: Iterator[_Row], theirs: Iterator[_Row]) -> Iterator[_Row]:
    """Yield what is in the first and not in the second of two sorted rows of rows."""
    other = next(theirs, None)
    for row in ours:
        while other is not None and other < row:
            other = next(theirs, None)
        if other == row:
            other = next(theirs, None)
        else:
            yield row


def _named(kind: str, name: str, amount: int, more: str) -> Named:
    if kind != "payments":
        return Named(name)
    currency, _space, client = more.partition(" ")
    return Named(client, day(name), Money(amount, currency))
