"""What an upgrade must leave as it was: the facts of a book before and after, and the checks of an upgraded copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.domain.money import Money
from clientdesk.domain.paper import digest
from clientdesk.domain.text import N_
from clientdesk.storage import fingerprint, listing, log, tables
from clientdesk.storage.connection import Database

#: What is booked and what went out: every field that was there before an upgrade is there afterwards, as it was.
FROZEN = ("papers", "quote_revisions", "payments", "allocations", "settlements", "ledger", "printings")
#: What stands in an issued invoice for good, whatever form an upgrade gives its lines.
_ISSUED = (
    "id", "kind", "client_id", "contract_id", "corrects_id", "series", "number", "currency", "issued_on", "due_on",
    "net", "tax", "gross", "due", "paper_sha256",
)  # fmt: skip
#: Tables that an upgrade may add rows to, or works out anew.
_GROWING = frozenset({"_sqlite_migrations", "log", "documents"})
_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)
#: What every refusal ends with.
NOTHING_CHANGED = N_(
    "Nothing was changed: your book is as it was. Go on with the ClientDesk you had until now."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted and summed of a book; each by a name that a sentence can say."""

    #: Rows of each table.
    counts: Mapping[str, int]
    #: Which columns are compared of each frozen table, and one hash over all its rows.
    frozen: Mapping[str, tuple[tuple[str, ...], str]]
    #: The issued invoices by id, and the hash of each paper's bytes.
    issued: Mapping[int, tuple[Any, ...]]
    papers: Mapping[int, str]


def facts(db: Database, *, columns: Mapping[str, tuple[str, ...]] | None = None) -> Facts:
    """Gather the facts of a book of any schema; `columns` are those of an earlier state, to be compared with."""
    known = [row["name"] for row in db.rows(_TABLES)]
    wanted = {table: _columns(db, table) for table in FROZEN if table in known}
    if columns is not None:
        # A column that is gone is missed by name, one that is new has nothing to be compared with.
        wanted = {
            table: names for table, names in columns.items() if set(names) <= set(wanted.get(table, ()))
        }
    listed = ", ".join(f'"{name}"' for name in _ISSUED)
    return Facts(
        counts={name: int(db.value(f'SELECT count(*) FROM "{name}"')) for name in known},
        frozen={table: (names, _hash(db, table, names)) for table, names in wanted.items()},
        issued={
            row[0]: row
            for row in db.each(f"SELECT {listed} FROM invoices WHERE state = 'issued' ORDER BY id")
        },
        papers={row[0]: digest(row[1]) for row in db.each("SELECT id, pdf FROM papers ORDER BY id")},
    )


def compare(before: Facts, after: Facts) -> None:
    """Raise IntegrityFault that names the first thing an upgrade has lost or altered."""
    for table, count in before.counts.items():
        now = after.counts.get(table, 0)
        if now != count and not (table in _GROWING and (now > count or table == "documents")):
            raise _lost(
                N_("The book cannot be upgraded: {table} had {before} rows and has {after}."),
                table=table,
                before=count,
                after=now,
            )
    for invoice_id, stood in before.issued.items():
        stands = after.issued.get(invoice_id)
        for name, old, new in zip(_ISSUED, stood, stands or (None,) * len(stood), strict=True):
            if old != new:
                raise _lost(
                    N_("The book cannot be upgraded: {field} of {number} was {before} and is {after}."),
                    field=name,
                    number=stood[_ISSUED.index("number")],
                    before=_shown(stood, name, old),
                    after=_shown(stood, name, new),
                )
    if before.papers != after.papers:
        raise _lost(N_("The book cannot be upgraded: kept papers are no longer those that went out."))
    for table, (names, value) in before.frozen.items():
        if after.frozen.get(table, ((), ""))[1] != value:
            raise _lost(
                N_("The book cannot be upgraded: {table} no longer says what it said ({names})."),
                table=table,
                names=", ".join(names),
            )


def _shown(invoice: tuple[Any, ...], name: str, value: Any) -> object:  # noqa: ANN401  # any value of a row
    """Return a value as a sentence names it: money where it is some."""
    is_money = name in ("net", "tax", "gross", "due") and isinstance(value, int)
    return Money(value, invoice[_ISSUED.index("currency")]) if is_money else value or "–"


def check_sealed(db: Database) -> None:
    """Raise IntegrityFault where the book, before its upgrade, is not what its log has sealed (R-AUD-1).

    An upgrade gives records another form and seals them anew; what was altered before would be taken over with them.
    """
    if "log" not in {row["name"] for row in db.rows(_TABLES)}:
        return
    log.check(db)
    for table, record_id in log.altered(db):
        raise _altered(table, record_id)


def check(db: Database) -> None:
    """Raise IntegrityFault unless the copy is sound: file, references, structure, lists, every issued total."""
    for row in db.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            raise _lost(
                N_("The book cannot be upgraded: the file is damaged: {detail}."),
                detail=row["integrity_check"],
            )
    for row in db.rows("PRAGMA foreign_key_check"):
        raise _lost(
            N_("The book cannot be upgraded: record {id} of {table} refers to one that is missing."),
            id=row["rowid"],
            table=row["table"],
        )
    fingerprint.check(db)
    _recompute(db)
    if count := listing.differences(db):
        raise _lost(
            N_(
                "The book cannot be upgraded: entries of the lists that do not agree with their records: {count}."
            ),
            count=count,
        )


def _recompute(db: Database) -> None:
    """Work out each issued invoice from its lines, as it was worked out when it was issued (R-VAT-1)."""
    for (invoice_id,) in list(db.each("SELECT id FROM invoices WHERE state = 'issued' ORDER BY id")):
        try:
            invoice = tables.invoices.get(db, invoice_id)
            totals = invoice.totals()
        except (ClientdeskError, ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise _lost(
                N_("The book cannot be upgraded: invoice {id} can no longer be read. {detail}"),
                id=invoice_id,
                detail=error,
            ) from error
        gross = totals.remaining_net + totals.remaining_tax
        for name, stored, worked_out in (
            ("net", invoice.net, totals.remaining_net),
            ("tax", invoice.tax, totals.remaining_tax),
            ("gross", invoice.gross, gross),
            ("due", invoice.due, totals.due),
        ):
            if stored != worked_out:
                raise _lost(
                    N_("The book cannot be upgraded: {field} of {number} was {before} and is {after}."),
                    field=name,
                    number=invoice.number,
                    before=stored or Money.zero(invoice.currency),
                    after=worked_out,
                )


def _columns(db: Database, table: str) -> tuple[str, ...]:
    """The columns of a frozen table, but for those that are worked out; papers' bytes are compared by themselves."""
    left_out = {*log.DERIVED.get(table, ()), "pdf"}
    found = db.rows("SELECT name FROM pragma_table_info(?)", (table,))
    return tuple(row["name"] for row in found if row["name"] not in left_out)


def _hash(db: Database, table: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    running = sha256()
    for row in _in_order(db, table, listed):
        running.update(repr(row).encode())
    return running.hexdigest()


def _in_order(db: Database, table: str, listed: str) -> Iterator[tuple[Any, ...]]:
    yield from db.each(f'SELECT {listed} FROM "{table}" ORDER BY id')


def _lost(message: str, /, **values: Any) -> IntegrityFault:  # noqa: ANN401  # whatever the sentence names
    return IntegrityFault(message, next_step=NOTHING_CHANGED, **values)


def _altered(table: str, record_id: int) -> IntegrityFault:
    return _lost(
        N_("The book cannot be upgraded: record {id} of {table} was altered by another program before."),
        id=record_id,
        table=table,
    )
