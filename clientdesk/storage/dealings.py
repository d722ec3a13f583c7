"""The one SQL of what happened with a client, `:id`: the window shows it step by step, papers print it."""

from __future__ import annotations

from clientdesk.storage.balances import CREDIT_KINDS, counterpart

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
#: What moved the account of a client: `effect` is what is owed more, or less, in one currency.
MOVES = (
    "SELECT issued_on AS day, 1 AS rank, 'billed' AS what, 'invoice' AS record, id, number, kind AS paper, currency,"
    f" CASE WHEN kind IN {CREDIT_KINDS} THEN -due ELSE due END AS effect, 0 AS taken_back FROM invoices"
    " WHERE client_id = :id AND state = 'issued'"
    " UNION ALL SELECT \"on\", 2, CASE direction WHEN 'in' THEN 'paid' ELSE 'repaid' END, 'payment', id, reference,"
    f" method, currency, CASE direction WHEN 'in' THEN -amount ELSE amount END, {_TAKEN_BACK} FROM payments AS p"
    " WHERE client_id = :id"
    " UNION ALL SELECT s.\"on\", 3, 'paid', 'invoice', i.id, i.number, s.reason, s.currency, -s.amount, 0"
    " FROM invoices AS i JOIN settlements AS s ON s.invoice_id = i.id WHERE i.client_id = :id"
)
