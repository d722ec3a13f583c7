"""The list of quotes: paged rows with client, state, validity and totals; that a quote expired is derived (B27)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.totals import TaxRounding, compute
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.storage.records import revive


class QuoteChip(StrEnum):
    """What a quote is called in the list, and what the list can be narrowed to."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """One row of the list. `net` and `gross` are None while the draft's lines cannot be added up."""

    id: int
    number: str
    title: str
    client_id: int
    client: str
    client_latin: str
    chip: QuoteChip
    revision: int
    sent_on: date | None
    valid_until: date | None
    net: Money | None
    gross: Money | None
    archived: bool


_STATES = {
    QuoteChip.DRAFT: "state = 'draft'",
    QuoteChip.SENT: "state = 'sent' AND coalesce(valid_until, '9999') >= :today",
    QuoteChip.EXPIRED: "state = 'sent' AND coalesce(valid_until, '9999') < :today",
    QuoteChip.ACCEPTED: "state = 'accepted'",
    QuoteChip.DECLINED: "state = 'declined'",
    QuoteChip.WITHDRAWN: "state = 'withdrawn'",
}
_COLUMNS = (
    "q.id, q.number, q.title, q.client_id, q.state, q.revision, q.sent_on, q.valid_until, q.archived,"
    " q.currency, q.price_mode, q.tax_rounding, q.lines, q.adjustments, c.name, c.latin_name"
)


def page(
    db: Database,
    *,
    today: date,
    text: str = "",
    chip: QuoteChip | None = None,
    client_id: int | None = None,
    archived: bool = False,
    offset: int = 0,
    limit: int = 60,
) -> tuple[QuoteRow, ...]:
    """Return the rows from `offset` on, newest first; `text` looks into the quote and its client's names alike."""
    where, parameters = _where(db, today, text, chip, client_id, archived=archived)
    ids = f"SELECT q.id FROM quotes AS q WHERE {where} ORDER BY q.id DESC LIMIT :limit OFFSET :offset"
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM quotes AS q JOIN clients AS c ON c.id = q.client_id"
        f" WHERE q.id IN ({ids}) ORDER BY q.id DESC",
        {**parameters, "limit": limit, "offset": offset},
    )
    return tuple(_row(row, today) for row in rows)


def count(
    db: Database,
    *,
    today: date,
    text: str = "",
    chip: QuoteChip | None = None,
    client_id: int | None = None,
    archived: bool = False,
) -> int:
    """Return how many rows the whole list has."""
    where, parameters = _where(db, today, text, chip, client_id, archived=archived)
    return int(db.value(f"SELECT count(*) FROM quotes AS q WHERE {where}", parameters))


def counts(db: Database, *, today: date) -> dict[QuoteChip, int]:
    """Return how many quotes each chip stands for."""
    return {chip: count(db, today=today, chip=chip) for chip in QuoteChip}


def _where(
    db: Database, today: date, text: str, chip: QuoteChip | None, client_id: int | None, *, archived: bool
) -> tuple[str, dict[str, object]]:
    parameters: dict[str, object] = {"today": today.isoformat(), "archived": int(archived)}
    terms = ["q.archived = :archived"]
    if chip is not None:
        terms.append(_STATES[chip])
    if client_id is not None:
        # The plus keeps SQLite from walking all quotes in order instead of looking up the few of one client.
        terms[0] = "+q.archived = :archived"
        terms.append("q.client_id = :client_id")
        parameters["client_id"] = client_id
    for number, word in enumerate(text.split()):
        own = matching(db, "quotes", word, alias="q").named(f"q{number}", parameters)
        theirs = matching(db, "clients", word, alias="c").named(f"c{number}", parameters)
        terms.append(f"({own} OR q.client_id IN (SELECT c.id FROM clients AS c WHERE {theirs}))")
    return " AND ".join(terms), parameters


def _row(row: dict[str, object], today: date) -> QuoteRow:
    net, gross = _totals(row)
    valid_until = _day(row["valid_until"])
    chip = QuoteChip(str(row["state"]))
    if chip is QuoteChip.SENT and valid_until is not None and valid_until < today:
        chip = QuoteChip.EXPIRED
    return QuoteRow(
        id=int(str(row["id"])),
        number=str(row["number"]),
        title=str(row["title"]),
        client_id=int(str(row["client_id"])),
        client=str(row["name"]),
        client_latin=str(row["latin_name"]),
        chip=chip,
        revision=int(str(row["revision"])),
        sent_on=_day(row["sent_on"]),
        valid_until=valid_until,
        net=net,
        gross=gross,
        archived=bool(row["archived"]),
    )


def _totals(row: dict[str, object]) -> tuple[Money | None, Money | None]:
    """Compute the totals of a page's row: cheap for sixty, and stored nowhere."""
    try:
        totals = compute(
            revive(json.loads(str(row["lines"])), tuple[Line, ...]),
            currency=str(row["currency"]),
            adjustments=revive(json.loads(str(row["adjustments"])), tuple[Adjustment, ...]),
            price_mode=PriceMode(str(row["price_mode"])),
            tax_rounding=TaxRounding(str(row["tax_rounding"])),
        )
    except (RuleError, ArithmeticError):
        return None, None
    return totals.net, totals.gross


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
