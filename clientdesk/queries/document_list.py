"""All papers in one list: quotes and invoices by date, with the word for how they stand and what is still open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clientdesk.domain.errors import RuleError
from clientdesk.domain.invoice import CREDITS, InvoiceKind, InvoiceState, payment_state
from clientdesk.domain.line import Adjustment, Line, PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.totals import Deduction, TaxRounding, compute
from clientdesk.storage.balances import CREDIT_KINDS, balance, credited, paid, settled
from clientdesk.storage.database import Database
from clientdesk.storage.matching import matching
from clientdesk.storage.records import revive


class DocumentFilter(StrEnum):
    """What the list can be narrowed to with one press."""

    ALL = ""
    QUOTES = "quotes"
    INVOICES = "invoices"
    DRAFTS = "drafts"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    THIS_YEAR = "this_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One paper. `state` is a quote's state (with expired) or an invoice's derived one; `until` is due or valid until.

    `amount` is what the paper asks for, negative for a credit, None while a draft cannot be added up.
    """

    record_id: int
    is_quote: bool
    kind: str
    number: str
    title: str
    client: str
    day: date | None
    until: date | None
    state: str
    amount: Money | None
    open: Money | None

    @property
    def id(self) -> int:
        """A number of its own among both sorts of papers."""
        return row_id(self.record_id, quote=self.is_quote)


def row_id(record_id: int, *, quote: bool) -> int:
    """Return the id of a paper's row; `record_of` turns it back."""
    return 2 * record_id + quote


def record_of(row: int) -> tuple[bool, int]:
    """Return whether a row is a quote, and the id of its record."""
    return bool(row % 2), row // 2


_DRAFT = "state = 'draft'"
_QUOTES: Mapping[DocumentFilter, str] = {
    DocumentFilter.ALL: "1",
    DocumentFilter.QUOTES: "1",
    DocumentFilter.DRAFTS: f"t.{_DRAFT}",
    DocumentFilter.OPEN: "t.state = 'sent' AND coalesce(t.valid_until, '9999') >= :today",
    DocumentFilter.THIS_YEAR: "t.listed_on BETWEEN :first AND :last",
}
_INVOICES: Mapping[DocumentFilter, str] = {
    DocumentFilter.ALL: "1",
    DocumentFilter.INVOICES: "1",
    DocumentFilter.DRAFTS: f"t.{_DRAFT}",
    DocumentFilter.OPEN: f"t.state = 'issued' AND {balance('t')} <> 0",
    DocumentFilter.OVERDUE: f"t.state = 'issued' AND t.due_on < :today AND {balance('t')} > 0",
    DocumentFilter.PAID: f"t.state = 'issued' AND t.kind NOT IN {CREDIT_KINDS} AND {balance('t')} = 0",
    DocumentFilter.THIS_YEAR: "t.listed_on BETWEEN :first AND :last",
}


def is_new_book(db: Database) -> bool:
    """Whether nobody has worked in this book yet: no client, no paper, no contract."""
    return not db.value(
        "SELECT EXISTS (SELECT 1 FROM clients) OR EXISTS (SELECT 1 FROM quotes)"
        " OR EXISTS (SELECT 1 FROM invoices) OR EXISTS (SELECT 1 FROM contracts)"
    )


def page(
    db: Database,
    *,
    today: date,
    text: str = "",
    only: DocumentFilter = DocumentFilter.ALL,
    client_id: int | None = None,
    oldest_first: bool = False,
    offset: int = 0,
    limit: int = 60,
) -> tuple[DocumentRow, ...]:
    """Return the rows from `offset` on: drafts, then papers by date; `text` also finds by the client's names."""
    parameters: dict[str, object] = {"limit": limit, "offset": offset}
    union = _union(db, _Asked(today, text, only, client_id), parameters)
    if not union:
        return ()
    way = "ASC" if oldest_first else "DESC"
    found = db.rows(f"{union} ORDER BY listed_on {way}, id {way} LIMIT :limit OFFSET :offset", parameters)
    quotes = _quotes(db, [row["id"] for row in found if row["is_quote"]], today)
    invoices = _invoices(db, [row["id"] for row in found if not row["is_quote"]], today)
    return tuple((quotes if row["is_quote"] else invoices)[row["id"]] for row in found)


def count(
    db: Database,
    *,
    today: date,
    text: str = "",
    only: DocumentFilter = DocumentFilter.ALL,
    client_id: int | None = None,
) -> int:
    """Return how many rows the whole list has."""
    parameters: dict[str, object] = {}
    union = _union(db, _Asked(today, text, only, client_id), parameters)
    return int(db.value(f"SELECT count(*) FROM ({union})", parameters)) if union else 0  # own names


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the list is narrowed to."""

    today: date
    text: str
    only: DocumentFilter
    client_id: int | None


def _union(db: Database, asked: _Asked, parameters: dict[str, object]) -> str:
    today = asked.today
    parameters.update(today=today.isoformat(), first=f"{today.year}-01-01", last=f"{today.year}-12-31")
    parts = []
    for table, terms, is_quote in (("invoices", _INVOICES, 0), ("quotes", _QUOTES, 1)):
        if asked.only not in terms:
            continue
        where = [terms[asked.only]]
        if is_quote:
            where.append("t.archived = 0")
        if asked.client_id is not None:
            where.append("t.client_id = :client_id")
            parameters["client_id"] = asked.client_id
        for number, word in enumerate(asked.text.split()):
            own = matching(db, table, word, alias="t")
            theirs = matching(db, "clients", word, alias="c")
            mine = _named(own.sql, own.parameters, f"{table}{number}", parameters)
            hers = _named(theirs.sql, theirs.parameters, f"c{number}", parameters)
            where.append(f"({mine} OR t.client_id IN (SELECT c.id FROM clients AS c WHERE {hers}))")
        parts.append(
            f"SELECT {is_quote} AS is_quote, t.id, t.listed_on FROM {table} AS t WHERE {' AND '.join(where)}"
        )
    return " UNION ALL ".join(parts)


def _named(sql: str, values: tuple[str, ...], prefix: str, parameters: dict[str, object]) -> str:
    for index, value in enumerate(values):
        parameters[f"{prefix}_{index}"] = value
        sql = sql.replace("?", f":{prefix}_{index}", 1)
    return f"({sql})"


def _quotes(db: Database, ids: list[int], today: date) -> dict[int, DocumentRow]:
    rows = db.rows(
        "SELECT q.*, c.name FROM quotes AS q JOIN clients AS c ON c.id = q.client_id WHERE q.id IN "
        "(SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row["id"]: _quote(row, today) for row in rows}


def _quote(row: Mapping[str, Any], today: date) -> DocumentRow:
    until = _day(row["valid_until"])
    expired = row["state"] == "sent" and until is not None and until < today
    return DocumentRow(
        record_id=row["id"],
        is_quote=True,
        kind="quote",
        number=row["number"],
        title=row["title"],
        client=row["name"],
        day=_day(row["sent_on"]),
        until=until,
        state="expired" if expired else row["state"],
        amount=_computed(row),
        open=None,
    )


def _invoices(db: Database, ids: list[int], today: date) -> dict[int, DocumentRow]:
    rows = db.rows(
        f"SELECT i.*, c.name, {paid('i')} AS paid, {settled('i')} AS settled, {credited('i')} AS credited"  # own names
        " FROM invoices AS i JOIN clients AS c ON c.id = i.client_id"
        " WHERE i.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row["id"]: _invoice(row, today) for row in rows}


def _invoice(row: Mapping[str, Any], today: date) -> DocumentRow:
    currency, kind = row["currency"], InvoiceKind(row["kind"])
    issued = row["state"] == InvoiceState.ISSUED
    amount = Money(row["due"], currency) if issued else _computed(row)
    if amount is not None and kind in CREDITS:
        amount = -amount
    state, still_open = InvoiceState.DRAFT.value, None
    if issued and kind in CREDITS:
        state = InvoiceState.ISSUED.value
    elif issued and amount is not None:
        taken = [Money(row[name], currency) for name in ("paid", "settled", "credited")]
        still_open = amount - taken[0] - taken[1] - taken[2]
        state = payment_state(
            due=amount,
            paid=taken[0],
            settled=taken[1],
            credited=taken[2],
            due_on=_day(row["due_on"]),
            today=today,
        ).value
    return DocumentRow(
        record_id=row["id"],
        is_quote=False,
        kind=kind.value,
        number=row["number"],
        title=row["title"],
        client=row["name"],
        day=_day(row["issued_on"]),
        until=_day(row["due_on"]) if issued else None,
        state=state,
        amount=amount,
        open=still_open,
    )


def _computed(row: Mapping[str, Any]) -> Money | None:
    """Add up a draft or quote of the page: cheap for sixty, and stored nowhere."""
    deductions = json.loads(row["deductions"]) if "deductions" in row else []
    try:
        totals = compute(
            revive(json.loads(row["lines"]), tuple[Line, ...]),
            currency=row["currency"],
            adjustments=revive(json.loads(row["adjustments"]), tuple[Adjustment, ...]),
            price_mode=PriceMode(row["price_mode"]),
            tax_rounding=TaxRounding(row["tax_rounding"]),
            deductions=revive(deductions, tuple[Deduction, ...]),
        )
    except (RuleError, ArithmeticError):
        return None
    return totals.due


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
