"""Books of any size, up to 100,000 clients and a million invoices: made by SQL from one invoice that was really issued.

Everything in them is as the program itself would have written it: sums, taxes, texts to search by, papers with their
hashes, what is open. `check` says so. A book is kept between runs until the schema or this file changes.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.making.papers import money, offers, papers, sums
from bench.making.people import SECOND_LINE, WORK, people
from bench.making.plan import FIRST_DAY, TODAY, also, make_plan
from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.search import fold
from clientdesk.domain.tax import Tax
from clientdesk.storage import guards, listing, log, schema, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.record_table import RecordTable
from clientdesk.storage.records import to_row
from clientdesk.usecases import clients, invoices, issuer, issuing, quotes

__all__ = ["TODAY", "check", "fill", "kept"]

#: Nothing can be lost here that is not made again in a minute.
_CARELESS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "secure_delete = OFF",
    "cell_size_check = OFF",
    "cache_size = -600000",
    "temp_store = MEMORY",
    "locking_mode = EXCLUSIVE",
)
#: Entering a million papers into the log one by one takes minutes, and no list reads it.
_MOST_WITH_LOG = 20_000
#: Written without the parts that are empty, to keep the file small; the program reads both forms alike.
_ABBREVIATED = frozenset({"seller", "buyer", "account", "lines", "groups"})
_LEIPZIG = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
_OWNER = Issuer(
    name="Lena Brandt",
    address=_LEIPZIG,
    tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
    account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
)


def fill(path: Path, *, clients: int, invoices: int, has_log: bool = True, paper_bytes: int = 0) -> None:
    """Make a book of so many clients and invoices, with quotes, payments and drafts in proportion.

    A book without its log shows the same lists, and is made in a fraction of the time. With `paper_bytes` each paper
    has that size, of bytes that nothing can pack.
    """
    db = open_book(path)
    _seeds(db)
    for pragma in _CARELESS:
        db.connection.execute(f"PRAGMA {pragma}").fetchall()
    db.connection.execute("PRAGMA foreign_keys = OFF")
    indexes = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    with transaction(db):
        for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {row['name']}")
        for row in indexes:
            db.execute(f"DROP INDEX {row['name']}")
        db.execute("DELETE FROM log")
        _clients(db, clients)
        _sow(db)
        make_plan(db, clients, invoices)
        for statement in itertools.chain(papers(), money(), offers()):
            db.execute(statement)
        listed = tuple(listing.rebuild())
        of_list = [row["sql"] for row in indexes if row["name"].startswith("documents_")]
        others = [row["sql"] for row in indexes if not row["name"].startswith("documents_")]
        # The list before its indexes, which are quicker made of many rows at once.
        for statement in (*others, *sums(), *listed[:2], *of_list, *listed[2:]):
            db.execute(statement)
        for table in schema.SEARCHED:
            db.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')")
        if paper_bytes:
            _weigh(db, paper_bytes)
        for statement in guards.statements():
            db.execute(statement)
        for leftover in ("plan", "invoices_seeds", "quotes_seeds", "buyers"):
            db.execute(f"DROP TABLE temp.{leftover}")
        if has_log:
            log.carry(db)
    db.close()


def check(path: Path, *, sample: int = 60) -> None:
    """Raise AssertionError where the book is not what the program would have written."""
    db = open_book(path)
    problems = [f"{row['table']} {row['rowid']}" for row in db.rows("PRAGMA foreign_key_check")]
    if listing.differences(db):
        problems.append("the list of papers differs from the papers")
    looked_at: tuple[RecordTable[Any], ...] = (
        tables.clients,
        tables.invoices,
        tables.quotes,
        tables.payments,
    )
    for table in looked_at:
        most = db.value(f"SELECT max(id) FROM {table.name}")
        for record_id in sorted({1 + number * (most - 1) // sample for number in range(sample + 1)}):
            row = db.row(f"SELECT * FROM {table.name} WHERE id = ?", (record_id,)) or {}
            record = table.get(db, record_id)
            written = {**to_row(record), **(table.computed(record) if table.computed else {})}
            problems += [
                f"{table.name} {record_id}: {name} is {row[name]!r}, not {value!r}"
                for name, value in written.items()
                if row[name] != value and name not in _ABBREVIATED
            ]
            if table is tables.invoices and record.due is not None and record.totals().due != record.due:
                problems.append(f"invoice {record_id} asks for {record.due}, not {record.totals().due}")
    db.close()
    if problems:
        raise AssertionError("\n".join(problems[:20]))


def kept(clients: int, invoices: int) -> Path:
    """Return a book of that size from the cache, made when the schema or this file is another than then."""
    folder = Path(
        os.environ.get("CLIENTDESK_BENCH_FOLDER") or Path(tempfile.gettempdir()) / "clientdesk-bench"
    )
    folder.mkdir(parents=True, exist_ok=True)
    book, stamp = folder / f"{invoices}.db", folder / f"{invoices}.txt"
    makers = [Path(__file__), *sorted(Path(__file__).with_name("making").glob("*.py"))]
    written = [maker.read_text(encoding="utf-8") for maker in makers]
    sources = [schema.FIRST, *schema.LOG, *guards.statements(), *written, str(clients)]
    digest = hashlib.sha256("\n".join(sources).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest and book.exists():
        return book
    book.unlink(missing_ok=True)
    stamp.unlink(missing_ok=True)
    began = time.monotonic()
    fill(book, clients=clients, invoices=invoices, has_log=invoices <= _MOST_WITH_LOG)
    made = time.monotonic()
    check(book)
    stamp.write_text(digest, encoding="utf-8")
    size = book.stat().st_size / 1e6
    print(
        f"made {book}: {clients} clients, {invoices} invoices, {size:.0f} MB in {made - began:.0f} s,"
        f" checked in {time.monotonic() - made:.0f} s",
        flush=True,
    )
    return book


def _line(words: str, key: str) -> Line:
    return Line(key=key, description=words, unit_price=Decimal("12.34"), tax=Tax(rate=Decimal(19)))


def _seeds(db: Database) -> None:
    """Issue one invoice as a person would; the papers that all others are copied from differ from it in words only."""
    issuer.save(db, _OWNER)
    first = clients.create(db, Client(name="Client", addresses=(_LEIPZIG,), language="de")).id
    lines = (_line("Work", "line-1"), _line(SECOND_LINE, "line-2"))
    draft = invoices.create(db, first, on=FIRST_DAY, lines=lines)
    issuing.issue(db, draft.id, on=FIRST_DAY)
    quotes.create(db, first, on=FIRST_DAY, lines=lines[:1])
    for name, function in (("sha256_of", _sha256), ("found", fold), ("also", also)):
        db.connection.create_function(name, 1, function, deterministic=True)


def _sow(db: Database) -> None:
    """Write one paper per sort of work in place of the one that was issued; no trigger is in force any more."""
    sown: tuple[RecordTable[Any], ...] = (tables.invoices, tables.quotes)
    for table in sown:
        (paper,) = table.find(db)
        db.execute(f"DELETE FROM {table.name}")
        for title, words in WORK:
            first = replace(paper.lines[0], description=words)
            table.add(db, replace(paper, id=0, title=title, lines=(first, *paper.lines[1:])))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _weigh(db: Database, size: int) -> None:
    """Give every paper the weight of a real one."""

    def weighed(pdf: bytes, number: int) -> bytes:
        return bytes(pdf) + random.Random(number).randbytes(max(0, size - len(pdf)))  # noqa: S311  # weight, no secret

    db.connection.create_function("weighed", 2, weighed, deterministic=True)
    db.execute("UPDATE papers SET pdf = weighed(pdf, id)")
    db.execute("UPDATE papers SET sha256 = sha256_of(pdf)")
    db.execute(
        "UPDATE invoices SET paper_sha256 = (SELECT sha256 FROM papers AS p WHERE p.record_kind = 'invoice'"
        " AND p.record_id = invoices.id) WHERE state = 'issued'"
    )


def _row(client: Client) -> dict[str, Any]:
    assert tables.clients.computed is not None  # noqa: S101  # clients are found by their names
    return {**to_row(client), **tables.clients.computed(client)}


def _clients(db: Database, count: int) -> None:
    """Write the clients; they are folded by the program's own code, so this is the one loop."""
    db.execute("DELETE FROM clients")
    rows = ({**_row(client), "id": number} for number, client in enumerate(people(count), 1))
    first = next(rows)
    names = ", ".join(f'"{name}"' for name in first)
    marks = ", ".join(f":{name}" for name in first)
    db.connection.executemany(
        f"INSERT INTO clients ({names}) VALUES ({marks})", itertools.chain([first], rows)
    )


if __name__ == "__main__":
    for size in (10_000, 1_000_000):
        print(kept(size // 10, size))
