"""Other tools change the file, as their defaults are: each change is refused, or `verify` tells of it (R6)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.storage.test_guards import ATTACKS, make_book
from tests.torture.checking import fingerprint, look
from tests.torture.report import Options, Row

#: A stranger: Python's own SQLite, which knows nothing of us, in a process of its own.
_STRANGER = """
import json, sqlite3, sys
for path, statements in json.load(sys.stdin):
    connection = sqlite3.connect(path, isolation_level=None)
    refused = ""
    try:
        for sql in statements:
            connection.execute(sql)
    except (sqlite3.Error, sqlite3.Warning) as error:
        refused = str(error)
    connection.close()
    print(json.dumps(refused), flush=True)
"""
_FROZEN = "DROP TRIGGER guard_invoices_frozen"
_WRITABLE = "PRAGMA writable_schema = ON"
_CHECKS_OFF = "PRAGMA ignore_check_constraints = ON"
#: In the book: invoices 1 (prepayment) and 2 are issued, 3 is a draft; a client, a contract, payments, a ledger.
MORE: Sequence[Sequence[str]] = (
    # Values that no sum can hold.
    ("UPDATE invoices SET net = 'viel' WHERE id = 3",),
    ("UPDATE payments SET amount = 1.5",),
    ("INSERT INTO invoices SELECT * FROM invoices WHERE id = 2",),
    (
        "INSERT OR IGNORE INTO invoices SELECT * FROM invoices WHERE id = 2",
        "DELETE FROM invoices WHERE id = 2",
    ),
    ("UPDATE invoices SET issued_on = '2026-02-30' WHERE id = 2",),
    ("UPDATE invoices SET lines = 'no json' WHERE id = 3",),
    ("UPDATE clients SET name = ''",),
    ("DROP TABLE invoices",),
    ("DELETE FROM papers WHERE id = 1",),
    ("REPLACE INTO papers SELECT * FROM papers WHERE id = 1",),
    ("UPDATE OR REPLACE papers SET id = 1 WHERE id = 2",),
    # With the guards taken away first.
    (_FROZEN,),
    (_FROZEN, "UPDATE invoices SET gross = gross - 100, due = due - 100 WHERE id = 2"),
    (_FROZEN, "UPDATE invoices SET buyer = replace(buyer, 'Krumm', 'Grade') WHERE id = 2"),
    ("DROP TRIGGER guard_invoices_kept", "DELETE FROM invoices WHERE id = 2"),
    ("DROP TRIGGER guard_papers_frozen", "UPDATE papers SET pdf = x'255044462d'"),
    ("DROP TRIGGER guard_payments_frozen", "UPDATE payments SET amount = amount + 1"),
    ("DROP TRIGGER guard_payments_kept", "PRAGMA foreign_keys = OFF", "DELETE FROM payments"),
    ("DROP TRIGGER guard_ledger_frozen", "UPDATE ledger SET gross = gross + 1"),
    ("DROP TRIGGER guard_series_rises", "UPDATE series SET last = 0"),
    # The schema itself.
    ("ALTER TABLE invoices RENAME TO others",),
    ("ALTER TABLE invoices RENAME COLUMN gross TO brutto",),
    ("ALTER TABLE payments ADD COLUMN evil TEXT",),
    ("CREATE TRIGGER evil AFTER INSERT ON payments BEGIN UPDATE clients SET notes = 'x'; END",),
    ("CREATE TABLE evil (id INTEGER)",),
    ("CREATE VIEW evil AS SELECT * FROM clients",),
    (_WRITABLE, "DELETE FROM sqlite_master WHERE name = 'guard_invoices_kept'"),
    (_WRITABLE, "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'payments'"),
    ("DROP INDEX papers_by_hash",),
    ("PRAGMA user_version = 1",),
    ("PRAGMA user_version = 99",),
    ("PRAGMA application_id = 1",),
    (_CHECKS_OFF, "UPDATE invoices SET state = 'sonst' WHERE id = 3"),
    # What may change through us alone.
    ("UPDATE clients SET name = 'Anders'",),
    ("UPDATE invoices SET title = 'Anders' WHERE id = 3",),
    ("UPDATE issuer SET account = replace(account, 'DE89', 'DE12')",),
    ("UPDATE documents SET asked = 1",),
)


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: the statements, in order."""

    statements: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what stands in the table."""
        return "; ".join(self.statements)[:110]


def rows(options: Options) -> Iterator[Row]:
    """Yield a row for what the guards must refuse, and one for the rest; of the short form every fifth."""
    step = 5 if options.short else 1
    yield _row(
        "against the guards", [Attack((sql,)) for sql in ATTACKS[::step]], "all refused", must_refuse=True
    )
    others = [Attack(tuple(statements)) for statements in MORE[::step]]
    yield _row("around the guards", others, "0 silent", must_refuse=False)


def _row(what: str, attacks: Sequence[Attack], must: str, *, must_refuse: bool) -> Row:
    with tempfile.TemporaryDirectory(prefix="clientdesk-torture-") as place:
        folder = Path(place)
        book = folder / "book.db"
        make_book(book)
        before = fingerprint(book)
        refused = _attack(folder, book, attacks)
        done = [at for at, words in enumerate(refused) if not words]
        seen = look(partial(_taken, folder, done), len(done), folder, before)
        faults = [f"{attacks[at].name}: {one.fault}" for at, one in zip(done, seen, strict=True) if one.fault]
    told = len(done) - len(faults)
    if must_refuse:
        faults = [f"not refused: {attacks[at].name}" for at in done]
    found = f"{len(attacks) - len(done)} refused, {told} told of"
    return Row("R6", f"another tool, {what}", len(attacks), must, found, faults)


def _attack(folder: Path, book: Path, attacks: Sequence[Attack]) -> list[str]:
    """Let the stranger do all of it, each on a copy; return what it was told, empty where nobody stopped it."""
    orders = []
    for at, attack in enumerate(attacks):
        copy = folder / f"attacked-{at}.db"
        shutil.copyfile(book, copy)
        orders.append([str(copy), attack.statements])
    said = subprocess.run(
        [sys.executable, "-I", "-c", _STRANGER],
        check=True,
        input=json.dumps(orders),
        capture_output=True,
        text=True,
    ).stdout
    return [json.loads(line) for line in said.splitlines()]


def _taken(folder: Path, done: Sequence[int], at: int, path: Path) -> None:
    (folder / f"attacked-{done[at]}.db").replace(path)
