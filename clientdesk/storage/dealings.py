"""The one SQL of what happened with a client, `:id`: the window shows it step by step, papers print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from clientdesk.storage.balances import CREDIT_KINDS, counterpart
from clientdesk.storage.database import Database

#: Whether the payment `p` was recorded by a slip, or takes one back.
_TAKEN_BACK = f"{counterpart('p')} IS NOT NULL"
#: What happened: the steps of quotes, contracts and milestones, and all that moved money.
EVENTS = (
    "SELECT sent_on AS day, 1 AS rank, 'quote_sent' AS what, 'quote' AS record, id, number, title, '' AS paper,"
    " currency, NULL AS amount, 0 AS taken_back FROM quotes WHERE client_id = :id AND sent_on IS NOT NULL"
    " UNION ALL SELECT json_extract(acceptance, '$.on'), 2, 'quote_accepted', 'quote', id, number, title, '', currency,"
    " NULL, 0 FROM quotes WHERE client_id = :id AND acceptance IS NOT NULL"
    " UNION ALL SELECT json_extract(signature, '$.on'), 3, 'signed', 'contract', id, number, title, '', currency,"
    " NULL, 0 FROM contracts WHERE client_id = :id AND signature IS NOT NULL"
    " UNION ALL SELECT m.delivered_on, 4, 'delivered', 'milestone', m.id, '', m.title, '', '', NULL, 0"
    " FROM contracts AS k JOIN milestones AS m ON m.contract_id = k.id"
    " WHERE k.client_id = :id AND m.delivered_on IS NOT NULL"
    " UNION ALL SELECT closed_on, 7, 'closed', 'contract', id, number, title, state, currency, NULL, 0 FROM contracts"
    " WHERE client_id = :id AND closed_on IS NOT NULL"
    " UNION ALL SELECT issued_on, 5, 'billed', 'invoice', id, number, title, kind, currency,"
    f" CASE WHEN kind IN {CREDIT_KINDS} THEN -due ELSE due END, 0 FROM invoices"
    " WHERE client_id = :id AND state = 'issued'"
    " UNION ALL SELECT \"on\", 6, CASE direction WHEN 'in' THEN 'paid' ELSE 'repaid' END, 'payment', id, reference,"
    f" '', method, currency, amount, {_TAKEN_BACK} FROM payments AS p WHERE client_id = :id"
    " UNION ALL SELECT s.\"on\", 8, 'settled', 'invoice', i.id, i.number, i.title, s.reason, s.currency, s.amount, 0"
    " FROM invoices AS i JOIN settlements AS s ON s.invoice_id = i.id WHERE i.client_id = :id"
)
#: What moved the account of a client: `effect` is what is owed more, or less, in one currency. Day, rank and
#: serial put all steps in order, also two settlements of one paper on one day: what is owed after each hangs on it.
MOVES = (
    "SELECT issued_on AS day, 1 AS rank, id AS serial, 'billed' AS what, 'invoice' AS record, id, number,"
    f" kind AS paper, currency, CASE WHEN kind IN {CREDIT_KINDS} THEN -due ELSE due END AS effect,"
    " 0 AS taken_back FROM invoices WHERE client_id = :id AND state = 'issued'"
    " UNION ALL SELECT \"on\", 2, id, CASE direction WHEN 'in' THEN 'paid' ELSE 'repaid' END, 'payment', id, reference,"
    f" method, currency, CASE direction WHEN 'in' THEN -amount ELSE amount END, {_TAKEN_BACK} FROM payments AS p"
    " WHERE client_id = :id"
    " UNION ALL SELECT s.\"on\", 3, s.id, 'paid', 'invoice', i.id, i.number, s.reason, s.currency, -s.amount, 0"
    " FROM invoices AS i JOIN settlements AS s ON s.invoice_id = i.id WHERE i.client_id = :id"
)
_MONEY = (
    "SELECT currency, sum(invoiced) AS invoiced, sum(paid) AS paid, sum(otherwise) AS otherwise, sum(open) AS open,"
    " sum(overdue) AS overdue, sum(held) AS held FROM ("
    "SELECT currency, CASE rank WHEN 1 THEN effect ELSE 0 END AS invoiced, CASE rank WHEN 2 THEN -effect ELSE 0 END"
    " AS paid, CASE rank WHEN 3 THEN -effect ELSE 0 END AS otherwise, 0 AS open, 0 AS overdue, 0 AS held"
    f" FROM ({MOVES})"
    " UNION ALL SELECT currency, 0, 0, 0, balance, CASE WHEN until < :today THEN max(balance, 0) ELSE 0 END, 0"
    " FROM documents WHERE client_id = :id AND balance <> 0"
    " UNION ALL SELECT l.currency, 0, 0, 0, 0, 0, l.effect FROM contracts AS k JOIN ledger AS l ON l.contract_id = k.id"
    " WHERE k.client_id = :id) GROUP BY currency ORDER BY currency"
)


def newest(db: Database, client_id: int, *, offset: int = 0, limit: int = 12) -> Sequence[Mapping[str, Any]]:
    """Return the rows of what happened, the newest first."""
    return db.rows(
        f"SELECT * FROM ({EVENTS}) ORDER BY day DESC, rank DESC, id DESC LIMIT :limit OFFSET :offset",
        {"id": client_id, "limit": limit, "offset": offset},
    )


def money(db: Database, client_id: int, *, today: date) -> Sequence[Mapping[str, Any]]:
    """Return what was ever invoiced, paid and settled otherwise, what is open, overdue and held; a row per currency.

    Overdue starts the day after a paper was due (R-DUE-2).
    """
    return db.rows(_MONEY, {"id": client_id, "today": today.isoformat()})
