"""Triggers: what was issued, signed or booked never changes (R-DOC-1, R-DOC-2, B7, B16), and search stays in step.

They are made anew from this one list after every upgrade, so that no migration can lose one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clientdesk.domain.contract import ChangeOrder, Contract
from clientdesk.domain.invoice import Invoice
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
)
_APPEND_ONLY = ("papers", "quote_revisions", "allocations", "settlements", "ledger")


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
    yield _refuse(
        "invoices_paper",
        "UPDATE",
        "invoices",
        "OLD.state = 'draft' AND NEW.state = 'issued' AND NOT EXISTS"
        " (SELECT 1 FROM papers WHERE sha256 = NEW.paper_sha256 AND record_kind = 'invoice' AND record_id = NEW.id)",
    )
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
        "changes_frozen",
        "UPDATE",
        "change_orders",
        "OLD.state NOT IN ('asked', 'offered')",
        of=columns(ChangeOrder),
    )
    yield _refuse("changes_kept", "DELETE", "change_orders", "OLD.state NOT IN ('asked', 'offered')")
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
        "ledger_balance",
        "INSERT",
        "ledger",
        "NEW.kind NOT IN ('received', 'moved_in', 'restored') AND NEW.gross >"
        " (SELECT coalesce(sum(effect), 0) FROM ledger AS l WHERE l.contract_id = NEW.contract_id)",
    )
    yield _refuse(
        "allocations_fit",
        "INSERT",
        "allocations",
        "NEW.amount * (SELECT CASE direction WHEN 'in' THEN 1 ELSE -1 END FROM payments AS p"
        " WHERE p.id = NEW.payment_id) > 0"
        " AND abs(NEW.amount + (SELECT coalesce(sum(amount), 0) FROM allocations AS a"
        " WHERE a.payment_id = NEW.payment_id))"
        " > (SELECT amount FROM payments AS p WHERE p.id = NEW.payment_id)",
    )
    for table in SEARCHED:
        yield from _search(table)
    yield from _activity("quotes", "sent_on", when="NEW.sent_on IS NOT NULL")
    yield from _activity("invoices", "issued_on", when="NEW.issued_on IS NOT NULL")
    yield from _activity("payments", "on")


def _refuse(name: str, verb: str, table: str, when: str, *, of: Iterable[str] = ()) -> str:
    listed = ", ".join(f'"{column}"' for column in of)
    event = f"{verb} OF {listed}" if listed else verb
    return (
        f"CREATE TRIGGER guard_{name} BEFORE {event} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, 'guard: {name}'); END"
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
    yield f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {into} END"
    yield f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {out} END"
    yield f"CREATE TRIGGER search_{table}_update AFTER UPDATE OF search ON {table} BEGIN {out} {into} END"
