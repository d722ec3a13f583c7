"""The next best step with one client: money that is late first, then what waits for us, then what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientdesk.domain.money import Money
from clientdesk.storage.database import Database
from clientdesk.storage.listing import NO_DAY


class ClientStep(StrEnum):
    """What is to be done next."""

    PAYMENT = "payment"
    DRAFT = "draft"
    CONTRACT = "contract"
    SIGN = "sign"
    ANSWER = "answer"
    DELIVER = "deliver"
    WAIT = "wait"
    QUOTE = "quote"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNext:
    """A step and the record it is about; `days` is how late or how far away its date is, below zero when late."""

    step: ClientStep
    record_kind: str = ""
    record_id: int = 0
    number: str = ""
    title: str = ""
    on: date | None = None
    days: int = 0
    amount: Money | None = None


#: One row per candidate, the most pressing rank first; within a rank the oldest date.
_CANDIDATES = (
    "SELECT CASE WHEN i.due_on < :today THEN 1 ELSE 8 END AS rank, CASE WHEN i.due_on < :today THEN 'payment'"
    " ELSE 'wait' END AS step, 'invoice' AS record, i.id, i.number, i.title, i.due_on AS day, i.currency,"
    " d.balance AS amount FROM documents AS d INDEXED BY documents_not_settled JOIN invoices AS i ON i.id = d.id / 2"
    " WHERE d.client_id = :id AND d.balance <> 0 AND d.balance > 0"
    " UNION ALL SELECT 2, 'draft', 'invoice', i.id, '', i.title, NULL, i.currency, NULL"
    " FROM documents AS d INDEXED BY documents_of_client JOIN invoices AS i ON i.id = d.id / 2"
    f" WHERE d.client_id = :id AND d.listed_on = '{NO_DAY}' AND d.standing = 'draft' AND d.id % 2 = 0"
    " UNION ALL SELECT 3, 'draft', 'quote', id, number, title, NULL, currency, NULL FROM quotes"
    " WHERE client_id = :id AND +state = 'draft' AND +archived = 0"
    " UNION ALL SELECT 4, 'contract', 'quote', q.id, q.number, q.title, NULL, q.currency, NULL FROM quotes AS q"
    " WHERE q.client_id = :id AND +q.state = 'accepted' AND +q.archived = 0"
    " AND NOT EXISTS (SELECT 1 FROM contracts AS k WHERE k.quote_id = q.id)"
    " AND NOT EXISTS (SELECT 1 FROM invoices AS i WHERE i.quote_id = q.id)"
    " UNION ALL SELECT 5, 'sign', 'contract', id, number, title, starts_on, currency, NULL FROM contracts"
    " WHERE client_id = :id AND +state = 'draft' AND +archived = 0"
    " UNION ALL SELECT 6, 'deliver', 'milestone', m.id, k.number, m.title, coalesce(m.promised_on, m.wanted_on),"
    " k.currency, NULL FROM contracts AS k JOIN milestones AS m ON m.contract_id = k.id"
    " WHERE k.client_id = :id AND k.state = 'active' AND m.delivered_on IS NULL AND m.waiting_for_client = 0"
    " UNION ALL SELECT 7, 'answer', 'quote', id, number, title, valid_until, currency, NULL FROM quotes"
    " WHERE client_id = :id AND +state = 'sent' AND +archived = 0"
)


def next_with(db: Database, client_id: int, *, today: date) -> ClientNext:
    """Return the one step that is worth doing now; a client with whom nothing is open gets a quote or an invoice."""
    row = db.row(
        f"SELECT * FROM ({_CANDIDATES}) ORDER BY rank, coalesce(day, '9999'), id LIMIT 1",
        {"id": client_id, "today": today.isoformat()},
    )
    if row is None:
        known = db.value("SELECT EXISTS (SELECT 1 FROM invoices WHERE client_id = ?)", (client_id,))
        return ClientNext(step=ClientStep.INVOICE if known else ClientStep.QUOTE)
    day = date.fromisoformat(row["day"]) if row["day"] else None
    return ClientNext(
        step=ClientStep(row["step"]),
        record_kind=row["record"],
        record_id=row["id"],
        number=row["number"],
        title=row["title"],
        on=day,
        days=(day - today).days if day else 0,
        amount=None if row["amount"] is None else Money(row["amount"], row["currency"]),
    )
