"""Triggers: what was issued, signed or booked never changes (R-DOC-1, R-DOC-2, B7, B16), and search stays in step.

They are made anew from this one list after every upgrade, so that no migration can lose one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientdesk.domain.change_order import ChangeOrder
from clientdesk.domain.contract import Contract
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.log import NOTHING_BEFORE, LogEntry
from clientdesk.storage import listing
from clientdesk.storage.records import columns
from clientdesk.storage.schema import SEARCHED

#: What may still change on a signed contract: its state, how it was closed, and where it is shown.
_LIVE_CONTRACT = {"id", "version", "state", "closed_on", "close_reason", "archived"}
#: What of a payment may still change: the number of its receipt, once.
_PAYMENT = (
    "id",
    "client_id",
    "direction",
    "on",
    "currency",
    "amount",
    "method",
    "reference",
    "payer",
    "note",
    "home_rate",
    "balances_id",
)
#: Records that others point to: their id is for good.
_NAMED = ("invoices", "contracts", "change_orders", "quotes", "clients")
#: An issued invoice has its paper in the same book (R-DOC-2).
_WITHOUT_PAPER = (
    "NEW.state = 'issued' AND NOT EXISTS (SELECT 1 FROM papers"
    " WHERE sha256 = NEW.paper_sha256 AND record_kind = 'invoice' AND record_id = NEW.id)"
)
_APPEND_ONLY = ("papers", "quote_revisions", "allocations", "settlements", "ledger", "printings", "applied")


def statements() -> Iterator[str]:
    """Yield every CREATE TRIGGER statement of the book."""
    yield _refuse("invoices_frozen", "UPDATE", "invoices", "OLD.state = 'issued'", of=columns(Invoice))
    yield _refuse("invoices_kept", "DELETE", "invoices", "OLD.state = 'issued'")
    yield _refuse(
        "invoices_unique",
        "INSERT",
        "invoices",
        "EXISTS (SELECT 1 FROM invoices AS i WHERE i.state = 'issued'"
        " AND (i.id = NEW.id OR (NEW.number <> '' AND i.series = NEW.series AND i.number = NEW.number)))",
    )
    yield _refuse("invoices_paper", "UPDATE", "invoices", f"OLD.state = 'draft' AND {_WITHOUT_PAPER}")
    yield _refuse("invoices_paper_first", "INSERT", "invoices", _WITHOUT_PAPER)
    # UPDATE OR REPLACE of a draft would remove an issued row of the same id or number without a DELETE trigger.
    yield _refuse(
        "invoices_alone",
        "UPDATE",
        "invoices",
        "OLD.state = 'draft' AND NEW.state = 'issued' AND EXISTS (SELECT 1 FROM invoices AS i"
        " WHERE i.state = 'issued' AND i.series = NEW.series AND i.number = NEW.number)",
    )
    yield _refuse(
        "invoices_in_order",
        "UPDATE",
        "invoices",
        "OLD.state = 'draft' AND NEW.state = 'issued' AND EXISTS (SELECT 1 FROM invoices AS i"
        " WHERE i.state = 'issued' AND i.series = NEW.series AND i.issued_on > NEW.issued_on)",
    )
    for table in _NAMED:
        yield _refuse(f"{table}_id", "UPDATE", table, "OLD.id <> NEW.id", of=("id",))
    yield from _series()
    signed = [name for name in columns(Contract) if name not in _LIVE_CONTRACT]
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in signed)
    yield _refuse(
        "contracts_frozen", "UPDATE", "contracts", f"OLD.state <> 'draft' AND ({changed})", of=signed
    )
    yield _refuse(
        "contracts_signed",
        "UPDATE",
        "contracts",
        "OLD.state <> 'draft' AND NEW.state = 'draft'",
        of=("state",),
    )
    yield _refuse("contracts_kept", "DELETE", "contracts", "OLD.state <> 'draft'")
    yield _refuse(
        "contracts_once",
        "INSERT",
        "contracts",
        "EXISTS (SELECT 1 FROM contracts AS k WHERE k.state <> 'draft'"
        " AND (k.id = NEW.id OR (NEW.number <> '' AND k.number = NEW.number)))",
    )
    yield _refuse(
        "changes_frozen",
        "UPDATE",
        "change_orders",
        "OLD.state NOT IN ('asked', 'offered')",
        of=columns(ChangeOrder),
    )
    yield _refuse("changes_kept", "DELETE", "change_orders", "OLD.state NOT IN ('asked', 'offered')")
    yield _refuse(
        "changes_once",
        "INSERT",
        "change_orders",
        "EXISTS (SELECT 1 FROM change_orders AS o WHERE o.state NOT IN ('asked', 'offered')"
        " AND (o.id = NEW.id OR (o.contract_id = NEW.contract_id AND o.sequence = NEW.sequence)))",
    )
    yield _refuse("payments_frozen", "UPDATE", "payments", "1", of=_PAYMENT)
    yield _refuse("payments_receipt", "UPDATE", "payments", "OLD.number <> ''", of=("number",))
    yield _refuse("payments_kept", "DELETE", "payments", "1")
    yield _refuse(
        "payments_once", "INSERT", "payments", "EXISTS (SELECT 1 FROM payments AS p WHERE p.id = NEW.id)"
    )
    for table in _APPEND_ONLY:
        yield _refuse(f"{table}_frozen", "UPDATE", table, "1")
        yield _refuse(f"{table}_kept", "DELETE", table, "1")
        yield _refuse(
            f"{table}_once", "INSERT", table, f"EXISTS (SELECT 1 FROM {table} AS t WHERE t.id = NEW.id)"
        )
    yield _refuse(
        "applied_key", "INSERT", "applied", "EXISTS (SELECT 1 FROM applied AS a WHERE a.key = NEW.key)"
    )
    yield _refuse(
        "ledger_balance",
        "INSERT",
        "ledger",
        "NEW.kind NOT IN ('received', 'moved_in', 'restored') AND NEW.gross >"
        " (SELECT coalesce(sum(effect), 0) FROM ledger AS l WHERE l.contract_id = NEW.contract_id)",
    )
    yield _refuse(
        "ledger_paper",
        "INSERT",
        "ledger",
        "NEW.kind NOT IN ('received', 'moved_in', 'restored') AND NEW.gross > (SELECT coalesce(sum(effect), 0)"
        " FROM ledger AS l WHERE l.contract_id = NEW.contract_id AND l.invoice_id IS NEW.invoice_id)",
    )
    yield from _allocations()
    yield from _references()
    yield from _attachments()
    yield _refuse(
        "clients_erased",
        "UPDATE",
        "clients",
        "OLD.erased_on IS NOT NULL AND NEW.erased_on IS NOT OLD.erased_on",
        of=("erased_on",),
    )
    yield from _log()
    for table in SEARCHED:
        yield from _search(table)
    yield from _activity("quotes", "sent_on", when="NEW.sent_on IS NOT NULL")
    yield from _activity("invoices", "issued_on", when="NEW.issued_on IS NOT NULL")
    yield from _activity("payments", "on")
    yield from listing.triggers()


def _series() -> Iterator[str]:
    """A series that gave out numbers goes on; it never counts back within its period (R-NUM-1)."""
    yield _refuse("series_kept", "DELETE", "series", "OLD.started = 1")
    yield _refuse(
        "series_once",
        "INSERT",
        "series",
        "EXISTS (SELECT 1 FROM series AS s WHERE s.started = 1 AND (s.id = NEW.id OR s.code = NEW.code))",
    )
    yield _refuse(
        "series_rises",
        "UPDATE",
        "series",
        "OLD.started = 1 AND (NEW.started = 0 OR NEW.code <> OLD.code OR NEW.last_on < OLD.last_on"
        " OR (NEW.period = OLD.period AND NEW.last < OLD.last))",
    )


def _allocations() -> Iterator[str]:
    """All allocations of a payment lie between nothing and the whole of it (R-PRE-19)."""
    after = (
        "(NEW.amount + (SELECT coalesce(sum(a.amount), 0) FROM allocations AS a"
        " WHERE a.payment_id = NEW.payment_id))"
        " * (SELECT CASE direction WHEN 'in' THEN 1 ELSE -1 END FROM payments AS p WHERE p.id = NEW.payment_id)"
    )
    whole = "(SELECT amount FROM payments AS p WHERE p.id = NEW.payment_id)"
    yield _refuse("allocations_fit", "INSERT", "allocations", f"{after} > {whole}")
    yield _refuse("allocations_left", "INSERT", "allocations", f"{after} < 0")


def _attachments() -> Iterator[str]:
    """A file never changes; what came with an issued invoice is kept with it (R-RET-1)."""
    issued = (
        "OLD.record_kind = 'invoices' AND EXISTS (SELECT 1 FROM invoices AS i"
        " WHERE i.id = OLD.record_id AND i.state = 'issued')"
    )
    yield _refuse("attachments_kept", "DELETE", "attachments", issued)
    yield _refuse("attachments_frozen", "UPDATE", "attachments", issued)
    yield _refuse(
        "attachments_once",
        "INSERT",
        "attachments",
        "EXISTS (SELECT 1 FROM attachments AS a WHERE a.id = NEW.id)"
        " OR NOT EXISTS (SELECT 1 FROM contents AS c WHERE c.id = NEW.content_id)",
    )
    yield _refuse("contents_frozen", "UPDATE", "contents", "1")
    yield _refuse(
        "contents_once",
        "INSERT",
        "contents",
        "EXISTS (SELECT 1 FROM contents AS c WHERE c.id = NEW.id OR c.sha256 = NEW.sha256)",
    )
    yield _refuse(
        "contents_kept",
        "DELETE",
        "contents",
        "EXISTS (SELECT 1 FROM attachments AS a WHERE a.content_id = OLD.id)",
        why="FOREIGN KEY",
    )


def _log() -> Iterator[str]:
    """The log only grows, entry by entry; of an entry only what it tells may be erased (R-AUD-1, R-RET-1)."""
    yield _refuse(
        "log_grows",
        "INSERT",
        "log",
        "NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM log) OR NEW.previous <> coalesce("
        f"(SELECT hash FROM log ORDER BY id DESC LIMIT 1), '{NOTHING_BEFORE}')",
    )
    lasting = [name for name in columns(LogEntry) if name not in {"changes", "salt"}]
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in lasting)
    yield _refuse("log_frozen", "UPDATE", "log", f"{changed} OR NEW.changes <> '' OR NEW.salt <> ''")
    yield _refuse("log_kept", "DELETE", "log", "1")
    yield _refuse("book_one", "INSERT", "book", "EXISTS (SELECT 1 FROM book)")
    yield _refuse("book_same", "UPDATE", "book", "OLD.uuid <> NEW.uuid", of=("uuid",))
    yield _refuse("book_kept", "DELETE", "book", "1")


def _references() -> Iterator[str]:
    """Repeat the foreign keys that hold the books together: other tools leave them switched off."""
    for table in ("allocations", "settlements"):
        yield _refuse(
            f"{table}_paper",
            "INSERT",
            table,
            "NOT EXISTS (SELECT 1 FROM invoices AS i WHERE i.id = NEW.invoice_id AND i.state = 'issued')",
        )
    yield _refuse(
        "allocations_payment",
        "INSERT",
        "allocations",
        "NOT EXISTS (SELECT 1 FROM payments AS p WHERE p.id = NEW.payment_id)",
    )
    yield _refuse(
        "printings_paper",
        "INSERT",
        "printings",
        "NOT EXISTS (SELECT 1 FROM papers AS p WHERE p.id = NEW.paper_id)",
    )
    # What takes a payment back is that payment turned around, and no receipt was given for it.
    yield _refuse(
        "payments_balance",
        "INSERT",
        "payments",
        "NEW.balances_id IS NOT NULL AND NOT (NEW.direction = 'out' AND EXISTS (SELECT 1 FROM payments AS p"
        " WHERE p.id = NEW.balances_id AND p.direction = 'in' AND p.number = '' AND p.client_id = NEW.client_id"
        " AND p.currency = NEW.currency AND p.amount = NEW.amount))",
    )
    yield _refuse(
        "payments_balanced",
        "UPDATE",
        "payments",
        "NEW.number <> '' AND (NEW.balances_id IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM payments AS p WHERE p.balances_id = NEW.id))",
        of=("number",),
    )
    yield _refuse(
        "ledger_contract",
        "INSERT",
        "ledger",
        "NOT EXISTS (SELECT 1 FROM contracts AS k WHERE k.id = NEW.contract_id)",
    )
    used = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} AS t WHERE t.client_id = OLD.id)"
        for table in ("invoices", "quotes", "contracts", "payments")
    )
    yield _refuse("clients_kept", "DELETE", "clients", used, why="FOREIGN KEY")


def _refuse(
    name: str, verb: str, table: str, when: str, *, of: Iterable[str] = (), why: str = "guard"
) -> str:
    listed = ", ".join(f'"{column}"' for column in of)
    event = f"{verb} OF {listed}" if listed else verb
    return (
        f"CREATE TRIGGER guard_{name} BEFORE {event} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}: {name}'); END"
    )


def _activity(table: str, day: str, *, when: str = "1") -> Iterator[str]:
    """Keep the day of a client's last paper or payment beside it, so that the list can be sorted by it."""
    latest = f'UPDATE clients SET last_on = NEW."{day}" WHERE id = NEW.client_id AND last_on < NEW."{day}";'
    for verb in ("INSERT", f'UPDATE OF "{day}"'):
        name = f"activity_{table}_{verb.split()[0].lower()}"
        yield f"CREATE TRIGGER {name} AFTER {verb} ON {table} WHEN {when} BEGIN {latest} END"


def _search(table: str) -> Iterator[str]:
    index = f"{table}_index"
    out = f"INSERT INTO {index} ({index}, rowid, search) VALUES ('delete', OLD.id, OLD.search);"
    into = f"INSERT INTO {index} (rowid, search) VALUES (NEW.id, NEW.search);"
    update = f"AFTER UPDATE OF search ON {table} WHEN OLD.search IS NOT NEW.search"
    if table == "payments":
        # Another trigger gives a payment its text, right after it came in.
        yield f"CREATE TRIGGER search_payments_first {update} AND OLD.search = '' BEGIN {into} END"
        update += " AND OLD.search <> ''"
    else:
        yield f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {into} END"
    yield f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {out} END"
    yield f"CREATE TRIGGER search_{table}_update {update} BEGIN {out} {into} END"
