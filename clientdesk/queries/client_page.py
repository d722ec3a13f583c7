"""Everything about one client for its page: figures per currency, the next date, the newest of each record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.client import Client
from clientdesk.domain.money import Money
from clientdesk.queries import contract_list, document_list
from clientdesk.queries.client_list import Standing, standing
from clientdesk.queries.client_money import money_of
from clientdesk.queries.contract_list import ContractRow
from clientdesk.queries.document_list import DocumentFilter, DocumentRow
from clientdesk.storage import tables
from clientdesk.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyFigures:
    """The money of one client in one currency. `credit` was paid but belongs to no paper yet."""

    outstanding: Money
    overdue: Money
    paid_this_year: Money
    prepaid: Money
    credit: Money


class NextKind(StrEnum):
    """What the next date is about."""

    MILESTONE = "milestone"
    DUE = "due"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDate:
    """The nearest date that matters, past ones included: a promised milestone, an unpaid paper, a quote's end.

    `is_past` says that nothing is to come there: something has been waiting since then.
    """

    kind: NextKind
    on: date
    id: int
    title: str
    is_past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment from or to the client; `direction` is `in` or `out`."""

    id: int
    on: date
    direction: str
    amount: Money
    method: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """How many records of each kind there are beyond what the page shows."""

    quotes: int
    contracts: int
    invoices: int
    payments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPage:
    """The page of one client. The lists hold the newest; `counts` says how many there are in all.

    Papers and contracts are the rows of their own lists: they say the same here and there.
    """

    client: Client
    standing: Standing
    figures: tuple[CurrencyFigures, ...]
    next_date: NextDate | None
    quotes: tuple[DocumentRow, ...]
    contracts: tuple[ContractRow, ...]
    invoices: tuple[DocumentRow, ...]
    payments: tuple[PaymentRow, ...]
    counts: Many


def load(db: Database, client_id: int, *, today: date, limit: int = 10) -> ClientPage:
    """Return the page, with at most `limit` records of each kind; raises NotFoundError."""
    client = tables.clients.get(db, client_id)
    return ClientPage(
        client=client,
        standing=standing(money_of(db, [client_id], today=today)[client_id], archived=client.archived),
        figures=figures(db, client_id, today=today),
        next_date=next_date(db, client_id, today=today),
        quotes=document_list.page(
            db, today=today, only=DocumentFilter.QUOTES, client_id=client_id, limit=limit
        ),
        contracts=contract_list.page(db, today=today, client_id=client_id, archived=None, limit=limit),
        invoices=document_list.page(
            db, today=today, only=DocumentFilter.INVOICES, client_id=client_id, limit=limit
        ),
        payments=_payments(db, client_id, limit),
        counts=Many(
            quotes=document_list.count(db, today=today, only=DocumentFilter.QUOTES, client_id=client_id),
            **{
                table: int(db.value(f"SELECT count(*) FROM {table} WHERE client_id = ?", (client_id,)))
                for table in ("contracts", "invoices", "payments")
            },
        ),
    )


def figures(db: Database, client_id: int, *, today: date) -> tuple[CurrencyFigures, ...]:
    """Return the key figures, one row per currency that has any, by currency code."""
    money = money_of(db, [client_id], today=today)[client_id]
    year = db.rows(
        "SELECT currency, sum(CASE direction WHEN 'in' THEN amount ELSE -amount END) AS paid FROM payments"
        ' WHERE client_id = ? AND "on" BETWEEN ? AND ? GROUP BY currency',
        (client_id, f"{today.year:04d}-01-01", f"{today.year:04d}-12-31"),
    )
    paid = tuple(Money(row["paid"], row["currency"]) for row in year)
    known = sorted(
        {amount.currency for amounts in (money.open, money.prepaid, money.credit, paid) for amount in amounts}
    )

    def of(amounts: tuple[Money, ...], currency: str) -> Money:
        return next((amount for amount in amounts if amount.currency == currency), Money.zero(currency))

    return tuple(
        CurrencyFigures(
            outstanding=of(money.open, currency),
            overdue=of(money.overdue, currency),
            paid_this_year=of(paid, currency),
            prepaid=of(money.prepaid, currency),
            credit=of(money.credit, currency),
        )
        for currency in known
    )


def next_date(db: Database, client_id: int, *, today: date) -> NextDate | None:
    """Return the nearest open date: late ones come first, for they are the nearest of all."""
    row = db.row(
        "SELECT kind, day, id, title FROM ("
        " SELECT 'milestone' AS kind, coalesce(m.promised_on, m.wanted_on) AS day, m.id, m.title"
        " FROM contracts AS c JOIN milestones AS m ON m.contract_id = c.id"
        " WHERE c.client_id = :id AND c.state = 'active' AND m.delivered_on IS NULL"
        " UNION ALL SELECT 'due', i.due_on, i.id, i.number FROM documents AS d JOIN invoices AS i ON i.id = d.id / 2"
        " WHERE d.client_id = :id AND d.balance <> 0 AND d.balance > 0"
        " UNION ALL SELECT 'quote', q.valid_until, q.id, q.title FROM quotes AS q"
        " WHERE q.client_id = :id AND +q.state = 'sent' AND +q.archived = 0"
        ") WHERE day IS NOT NULL ORDER BY day, kind, id LIMIT 1",
        {"id": client_id},
    )
    if row is None:
        return None
    day = date.fromisoformat(row["day"])
    return NextDate(kind=NextKind(row["kind"]), on=day, id=row["id"], title=row["title"], is_past=day < today)


def _payments(db: Database, client_id: int, limit: int) -> tuple[PaymentRow, ...]:
    rows = db.rows(
        'SELECT id, "on", direction, currency, amount, method, reference FROM payments'
        ' WHERE client_id = ? ORDER BY "on" DESC, id DESC LIMIT ?',
        (client_id, limit),
    )
    return tuple(
        PaymentRow(
            id=row["id"],
            on=date.fromisoformat(row["on"]),
            direction=row["direction"],
            amount=Money(row["amount"], row["currency"]),
            method=row["method"],
            reference=row["reference"],
        )
        for row in rows
    )
