"""The list of what repeats: templates with their client and what the next invoice will come to, soonest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clientdesk.domain.money import Money
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.totals import compute
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.storage.records import from_row

_RUNNING = "r.archived = 0 AND (r.ends_on IS NULL OR r.next_on <= r.ends_on)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringRow:
    """One template; `net` is what each of its invoices comes to without tax."""

    id: int
    template: Recurring
    client: str
    net: Money

    @property
    def title(self) -> str:
        """What it is about, or what is billed first."""
        return self.template.title or next((line.description for line in self.template.lines), "")


def page(db: Database, *, text: str = "", offset: int = 0, limit: int = 60) -> tuple[RecurringRow, ...]:
    """Return the templates that still run from `offset` on, those of the clients that `text` finds."""
    where, parameters = _where(db, text)
    rows = db.rows(
        f"SELECT r.*, c.name AS client_name FROM recurring AS r JOIN clients AS c ON c.id = r.client_id"
        f" WHERE {where} ORDER BY r.next_on, r.id LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    )
    return tuple(_row(row) for row in rows)


def count(db: Database, *, text: str = "") -> int:
    """Return how many templates still run."""
    where, parameters = _where(db, text)
    found = db.value(
        f"SELECT COUNT(*) FROM recurring AS r JOIN clients AS c ON c.id = r.client_id WHERE {where}",
        parameters,
    )
    return int(found or 0)


def _where(db: Database, text: str) -> tuple[str, tuple[str, ...]]:
    match = matching(db, "clients", text, alias="c")
    return f"{_RUNNING} AND {match.sql}", match.parameters


def _row(row: Any) -> RecurringRow:  # noqa: ANN401  # a row of SQLite
    columns = dict(row)
    client = columns.pop("client_name")
    template = from_row(Recurring, columns)
    sums = compute(
        template.lines,
        currency=template.currency,
        adjustments=template.adjustments,
        price_mode=template.price_mode,
    )
    return RecurringRow(id=template.id, template=template, client=client, net=sums.net)
