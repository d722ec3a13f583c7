"""The list of all papers: one narrow row per invoice and quote, kept by triggers, so that lists sort and count fast.

Each row is worked out from the records by the one SQL of `rows()`, in the same statement that changes them; whether
all rows are as they should be is asked by `differences`. Here also: what of a payment stands against no paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientdesk.storage.balances import CREDIT_KINDS, balance
from clientdesk.storage.connection import Database

#: The day of what has none: drafts stand before all others in the list of the newest, behind them by the day due.
NO_DAY = "9999-12-31"

#: The texts of the records end in two spaces, and so must this one (see `matching`).
_FOUND_BY = "CASE WHEN instr({own}, c.names) > 0 THEN {own} ELSE {own} || c.names || '  ' END"


def invoice_id(row: str) -> str:
    """Return the SQL of the id of the row of an invoice; a quote's is odd."""
    return f"2 * {row}"


def quote_id(row: str) -> str:
    """Return the SQL of the id of the row of a quote."""
    return f"2 * {row} + 1"


_IS_CREDIT = f"i.kind IN {CREDIT_KINDS}"
_BALANCE = f"CASE WHEN i.state = 'issued' AND NOT {_IS_CREDIT} THEN {balance('i')} END"
_STANDING = (
    f"CASE WHEN i.state = 'draft' THEN 'draft' WHEN {_IS_CREDIT} THEN 'credit'"
    f" ELSE (SELECT CASE WHEN b > 0 THEN 'open' WHEN b < 0 THEN 'surplus' ELSE 'paid' END"
    f" FROM (SELECT {balance('i')} AS b)) END"
)
_INVOICE: Mapping[str, str] = {
    "client_id": "i.client_id",
    "currency": "i.currency",
    "standing": _STANDING,
    "listed_on": f"coalesce(i.issued_on, '{NO_DAY}')",
    "until": f"CASE WHEN i.state = 'draft' THEN '{NO_DAY}' ELSE coalesce(i.due_on, '{NO_DAY}') END",
    "number_key": "i.number_key",
    "client_key": "c.sort_key",
    "amount": f"CASE i.state WHEN 'draft' THEN i.asked ELSE i.due END * CASE WHEN {_IS_CREDIT} THEN -1 ELSE 1 END",
    "balance": _BALANCE,
    "search": _FOUND_BY.format(own="i.search"),
}
_QUOTE: Mapping[str, str] = {
    "client_id": "q.client_id",
    "currency": "q.currency",
    "standing": "q.state",
    "listed_on": f"coalesce(q.sent_on, '{NO_DAY}')",
    "until": f"coalesce(q.valid_until, '{NO_DAY}')",
    "number_key": "q.number_key",
    "client_key": "c.sort_key",
    "amount": "q.asked",
    "balance": "NULL",
    "search": _FOUND_BY.format(own="q.search"),
}
_COLUMNS = ", ".join(_INVOICE)
_OF_INVOICES = " FROM invoices AS i JOIN clients AS c ON c.id = i.client_id AND c.erased_on IS NULL"
_OF_QUOTES = " FROM quotes AS q JOIN clients AS c ON c.id = q.client_id AND c.erased_on IS NULL"
#: The columns of the records that a row is made of.
_READ_INVOICE = (
    "client_id",
    "currency",
    "state",
    "kind",
    "issued_on",
    "due_on",
    "due",
    "number_key",
    "asked",
    "search",
)
_READ_QUOTE = ("client_id", "currency", "state", "sent_on", "valid_until", "number_key", "asked", "search")
#: What of a payment stands against no paper: positive for money that came, negative for a refund.
_UNSPENT = (
    "CASE payments.direction WHEN 'in' THEN payments.amount ELSE -payments.amount END"
    " - (SELECT coalesce(sum(a.amount), 0) FROM allocations AS a WHERE a.payment_id = payments.id)"
)
#: By what a payment is found: its own words, its receipt's number, and whose it is.
_PAYMENT_FOUND_BY = (
    "(SELECT CASE WHEN c.erased_on IS NULL THEN payments.words || ' ' || lower(payments.number) || ' ' || c.names"
    " ELSE '' END FROM clients AS c WHERE c.id = payments.client_id) || '  '"
)
#: The largest sum that a client owes in one currency, by which the list of clients is sorted.
_OPEN_MOST = (
    "coalesce((SELECT max(owed) FROM (SELECT sum(d.balance) AS owed FROM documents AS d"
    " WHERE d.client_id = {client} AND d.balance <> 0 GROUP BY d.currency)), 0)"
)


def rows() -> str:
    """Return the SELECT of all rows as they should be."""
    invoices = ", ".join(f"{sql} AS {name}" for name, sql in _INVOICE.items())
    quotes = ", ".join(f"{sql} AS {name}" for name, sql in _QUOTE.items())
    return (
        f"SELECT {invoice_id('i.id')} AS id, {invoices}{_OF_INVOICES}"
        f" UNION ALL SELECT {quote_id('q.id')} AS id, {quotes}{_OF_QUOTES} WHERE q.archived = 0"
    )


def rebuild() -> Iterator[str]:
    """Yield the statements that work out everything anew, search included; for what fills tables in bulk."""
    yield "DELETE FROM documents"
    yield f"INSERT INTO documents (id, {_COLUMNS}) {rows()}"
    yield f"UPDATE payments SET unspent = {_UNSPENT}, search = {_PAYMENT_FOUND_BY}"
    most = _OPEN_MOST.format(client="clients.id")
    yield f"UPDATE clients SET open_most = {most} WHERE open_most IS NOT {most}"


def differences(db: Database) -> int:
    """Return how many rows are not what they should be: 0, unless something wrote past the triggers."""
    shown = f"SELECT id, {_COLUMNS} FROM documents"
    papers = db.value(
        f"SELECT count(*) FROM (SELECT * FROM ({rows()}) EXCEPT {shown})"
        # One way finds what is missing or wrong; what is too many shows in the numbers.
    ) + abs(db.value(f"SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM ({rows()}))"))
    payments = db.value(
        f"SELECT count(*) FROM payments WHERE unspent IS NOT {_UNSPENT} OR search IS NOT {_PAYMENT_FOUND_BY}"
    )
    most = _OPEN_MOST.format(client="c.id")
    clients = db.value(f"SELECT count(*) FROM clients AS c WHERE c.open_most IS NOT {most}")
    return int(papers + payments + clients)


def triggers() -> Iterator[str]:
    """Yield the triggers that keep every row as `rows` says."""
    yield from _papers("invoices", _INVOICE, _OF_INVOICES, "i", _READ_INVOICE)
    yield from _papers("quotes", _QUOTE, _OF_QUOTES, "q", _READ_QUOTE)
    yield from _archived_quotes()
    yield from _balances()
    yield from _clients()
    yield from _payments()


def _row_of(table: str, record: str) -> str:
    return invoice_id(record) if table == "invoices" else quote_id(record)


def _papers(
    table: str, columns: Mapping[str, str], source: str, alias: str, read: tuple[str, ...]
) -> Iterator[str]:
    row = _row_of(table, "NEW.id")
    selected = ", ".join(columns.values())
    shown = " WHEN NEW.archived = 0" if table == "quotes" else ""
    put = (
        f"INSERT INTO documents (id, {_COLUMNS}) SELECT {row}, {selected}{source} WHERE {alias}.id = NEW.id;"
    )
    yield f"CREATE TRIGGER listed_{table}_insert AFTER INSERT ON {table}{shown} BEGIN {put} END"
    now = f"SELECT {selected}{source} WHERE {alias}.id = NEW.id"
    change = f"UPDATE documents SET ({_COLUMNS}) = ({now}) WHERE id = {row};"
    event = ", ".join(read)
    yield f"CREATE TRIGGER listed_{table}_update AFTER UPDATE OF {event} ON {table}{shown} BEGIN {change} END"
    gone = f"DELETE FROM documents WHERE id = {_row_of(table, 'OLD.id')};"
    yield f"CREATE TRIGGER listed_{table}_delete AFTER DELETE ON {table} BEGIN {gone} END"


def _archived_quotes() -> Iterator[str]:
    row = quote_id("NEW.id")
    selected = ", ".join(_QUOTE.values())
    out = f"DELETE FROM documents WHERE id = {row};"
    into = (
        f"INSERT INTO documents (id, {_COLUMNS}) SELECT {row}, {selected}{_OF_QUOTES}"
        " WHERE q.id = NEW.id AND q.archived = 0;"
    )
    yield (
        "CREATE TRIGGER listed_quotes_archived AFTER UPDATE OF archived ON quotes"
        f" WHEN OLD.archived <> NEW.archived BEGIN {out} {into} END"
    )


def _balances() -> Iterator[str]:
    """A payment, a settlement and a credit change what is open on the paper they stand against."""
    for table, paper, when in (
        ("allocations", "NEW.invoice_id", ""),
        ("settlements", "NEW.invoice_id", ""),
        ("invoices", "NEW.corrects_id", " WHEN NEW.corrects_id IS NOT NULL AND NEW.state = 'issued'"),
    ):
        change = (
            f"UPDATE documents SET (standing, balance) = (SELECT {_STANDING}, {_BALANCE} FROM invoices AS i"
            f" WHERE i.id = {paper}) WHERE id = {invoice_id(paper)};"
        )
        for verb in (
            ("INSERT",) if table != "invoices" else ("INSERT", "UPDATE OF state, kind, due, corrects_id")
        ):
            name = f"open_{table}_{verb.split()[0].lower()}"
            yield f"CREATE TRIGGER {name} AFTER {verb} ON {table}{when} BEGIN {change} END"
    for verb, row, when in (
        ("INSERT", "NEW", " WHEN NEW.balance <> 0"),
        ("UPDATE OF balance, client_id", "NEW", " WHEN OLD.balance IS NOT NEW.balance"),
        ("DELETE", "OLD", " WHEN OLD.balance <> 0"),
    ):
        most = _OPEN_MOST.format(client=f"{row}.client_id")
        name = f"owed_{verb.split()[0].lower()}"
        yield (
            f"CREATE TRIGGER {name} AFTER {verb} ON documents{when}"
            f" BEGIN UPDATE clients SET open_most = {most} WHERE id = {row}.client_id; END"
        )


def _clients() -> Iterator[str]:
    """A renamed client stands elsewhere in the lists, and is found by the new name; an erased one in none."""
    changes = []
    for source, alias, rest in ((_OF_INVOICES, "i", 0), (_OF_QUOTES, "q", 1)):
        own = _FOUND_BY.format(own=f"{alias}.search")
        changes.append(
            f"UPDATE documents SET (client_key, search) = (SELECT c.sort_key, {own}{source}"
            f" WHERE {alias}.id = documents.id / 2) WHERE client_id = NEW.id AND id % 2 = {rest};"
        )
    found = f"UPDATE payments SET search = {_PAYMENT_FOUND_BY} WHERE client_id = NEW.id;"
    changes.append(found)
    yield (
        "CREATE TRIGGER listed_clients AFTER UPDATE OF sort_key, names ON clients"
        " WHEN OLD.sort_key IS NOT NEW.sort_key OR OLD.names IS NOT NEW.names"
        f" BEGIN {' '.join(changes)} END"
    )
    yield (
        "CREATE TRIGGER listed_erased AFTER UPDATE OF erased_on ON clients WHEN OLD.erased_on IS NULL"
        f" AND NEW.erased_on IS NOT NULL BEGIN DELETE FROM documents WHERE client_id = NEW.id; {found} END"
    )


def _payments() -> Iterator[str]:
    found = f"search = {_PAYMENT_FOUND_BY}"
    for name, event, table, change in (
        ("listed_payment", "INSERT", "payments", f"unspent = {_UNSPENT}, {found} WHERE id = NEW.id"),
        ("numbered_payment", "UPDATE OF number, words", "payments", f"{found} WHERE id = NEW.id"),
        ("unspent_payment", "INSERT", "allocations", f"unspent = {_UNSPENT} WHERE id = NEW.payment_id"),
    ):
        yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN UPDATE payments SET {change}; END"
