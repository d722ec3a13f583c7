"""A foreign tool with every safety switched off meets the triggers: nothing issued, signed or booked gives way.

R-DOC-1, R-DOC-2, R-NUM-1, R-PRE-19, B7, B16.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from clientdesk.domain.applied import Applied
from clientdesk.domain.change_order import ChangeOrder, ChangeState
from clientdesk.domain.payment import SettlementReason
from clientdesk.storage import guards, tables
from clientdesk.storage.database import open_book, transaction
from clientdesk.usecases import invoices, payments, prepayments, printing
from tests.usecases.billing import contract, eur, issued, line, open_german

#: What the book must look like after every attack.
_TABLES = (
    "invoices",
    "papers",
    "printings",
    "applied",
    "payments",
    "allocations",
    "settlements",
    "ledger",
    "contracts",
    "change_orders",
    "series",
    "clients",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guards") / "book.clientdesk"
    make_book(path)
    return path


def make_book(path: Path) -> None:
    """A book with an issued, paid and settled invoice, a held prepayment, a signed contract with a change."""
    db = open_german(path)
    agreed = contract(db, line("5000"))
    with transaction(db):
        tables.change_orders.add(
            db,
            ChangeOrder(
                contract_id=agreed.id,
                sequence=1,
                lines=(line("320"),),
                state=ChangeState.ACCEPTED,
                decided_on=date(2026, 4, 15),
                decided_by="Krumm",
            ),
        )
    prepayments.receive(db, agreed.id, eur(595), on=date(2026, 5, 4))
    paper = issued(db, line("100"))
    payments.record(db, 1, eur(109), on=date(2026, 5, 4), allocate=((paper.id, eur(100)),))
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, eur(19), on=date(2026, 5, 4))
    invoices.create(db, 1, on=date(2026, 5, 4), lines=(line("1"),))
    printing.record(db, [tables.papers.find(db)[0].id], on=date(2026, 5, 4))
    with transaction(db):
        tables.applied.add(db, Applied(key="k", request="0" * 64, record_id=2))
    db.close()


@pytest.fixture
def attacker(book: Path, tmp_path: Path) -> Iterator[Any]:
    """A plain connection: no foreign keys, no recursive triggers, as another tool opens the file."""
    copy = tmp_path / "copy.clientdesk"
    copy.write_bytes(book.read_bytes())
    connection = sqlcipher3.connect(str(copy), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA recursive_triggers = OFF")
    yield connection
    connection.close()


def fingerprint(connection: Any) -> str:
    digest = hashlib.sha256()
    for table in _TABLES:
        digest.update(repr(connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()).encode())
    return digest.hexdigest()


_COPY = "INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = {id}"
#: In the book: invoices 1 (prepayment) and 2 are issued, 3 is a draft.
ATTACKS = [
    "UPDATE invoices SET title = 'x' WHERE id = 2",
    "UPDATE invoices SET gross = 1, net = 1, tax = 0 WHERE id = 2",
    "UPDATE invoices SET number = 'RE-1' WHERE id = 2",
    "UPDATE invoices SET issued_on = '2020-01-01' WHERE id = 2",
    "UPDATE invoices SET state = 'draft', number = '', issued_on = NULL, paper_sha256 = '' WHERE id = 2",
    "UPDATE invoices SET buyer = '{}' WHERE id = 2",
    "UPDATE invoices SET lines = '[]' WHERE id = 2",
    "DELETE FROM invoices WHERE id = 2",
    "DELETE FROM invoices",
    "UPDATE OR REPLACE invoices SET id = 2 WHERE id = 3",
    "UPDATE OR REPLACE invoices SET id = 9 WHERE id = 3",
    "UPDATE invoices SET paper_sha256 = 'x' WHERE id = 3",
    "UPDATE invoices SET number = 'RE-2026-003' WHERE id = 3",
    # Issuing by hand: no paper, a number that is taken, a day before the last one.
    (
        "UPDATE invoices SET state = 'issued', series = 'invoice', number = 'RE-2026-003', issued_on = '2026-05-04',"
        " paper_sha256 = hex(zeroblob(32)), seller = '{}', buyer = '{}', net = 1, tax = 0, gross = 1, due = 1"
        " WHERE id = 3"
    ),
    (
        "UPDATE OR REPLACE invoices SET state = 'issued', series = 'invoice', number = 'RE-2026-002',"
        " issued_on = '2026-05-04', seller = '{}', buyer = '{}', net = 1, tax = 0, gross = 1, due = 1,"
        " paper_sha256 = (SELECT paper_sha256 FROM invoices WHERE id = 2) WHERE id = 3"
    ),
    "UPDATE payments SET amount = 1",
    "UPDATE payments SET client_id = 7",
    "UPDATE OR REPLACE payments SET id = 1 WHERE id = 2",
    "DELETE FROM payments",
    "INSERT INTO payments VALUES (50, 1, 'in', '2026-02-30', 'EUR', 1, '', '', '', '', NULL, '', '', '', 0, NULL)",
    "INSERT INTO payments VALUES (50, 1, 'in', '2026-02-28', 'EUR', -1, '', '', '', '', NULL, '', '', '', 0, NULL)",
    "INSERT INTO payments VALUES (50, 1, 'side', '2026-02-28', 'EUR', 1, '', '', '', '', NULL, '', '', '', 0, NULL)",
    "INSERT INTO payments VALUES (50, 1, 'in', '2026-02-28', 'EUR', 'much', '', '', '', '', NULL, '', '', '', 0, NULL)",
    # What takes a payment back is that payment turned around: not itself, another amount, or another client.
    "INSERT INTO payments VALUES (50, 1, 'out', '2026-05-04', 'EUR', 10900, '', '', '', '', NULL, '', '', '', 0, 50)",
    "INSERT INTO payments VALUES (50, 1, 'out', '2026-05-04', 'EUR', 10800, '', '', '', '', NULL, '', '', '', 0, 2)",
    "INSERT INTO payments VALUES (50, 1, 'in', '2026-05-04', 'EUR', 10900, '', '', '', '', NULL, '', '', '', 0, 2)",
    "UPDATE payments SET balances_id = 1 WHERE id = 2",
    "UPDATE allocations SET amount = 1",
    "DELETE FROM allocations",
    # More than the payment has left, less than nothing, of no payment, on no paper, on a draft.
    "INSERT INTO allocations VALUES (50, 2, 2, '2026-05-04', 'EUR', 901)",
    "INSERT INTO allocations VALUES (50, 2, 2, '2026-05-04', 'EUR', -10001)",
    "INSERT INTO allocations VALUES (50, 99, 2, '2026-05-04', 'EUR', 1)",
    "INSERT INTO allocations VALUES (50, 2, 99, '2026-05-04', 'EUR', 1)",
    "INSERT INTO allocations VALUES (50, 2, 3, '2026-05-04', 'EUR', 1)",
    "UPDATE settlements SET amount = 1",
    "DELETE FROM settlements",
    "INSERT INTO settlements VALUES (50, 99, 'bank_fee', '2026-05-04', 'EUR', 1, NULL, '')",
    "UPDATE ledger SET gross = 1",
    "DELETE FROM ledger",
    # More than the contract holds, more than the paper holds, of no contract.
    (
        'INSERT INTO ledger (id, contract_id, kind, "on", currency, gross, groups, invoice_id, note)'
        " VALUES (50, 1, 'applied', '2026-05-04', 'EUR', 59501, '[]', 1, '')"
    ),
    (
        'INSERT INTO ledger (id, contract_id, kind, "on", currency, gross, groups, invoice_id, note)'
        " VALUES (50, 1, 'refunded', '2026-05-04', 'EUR', 1, '[]', 2, '')"
    ),
    (
        'INSERT INTO ledger (id, contract_id, kind, "on", currency, gross, groups, invoice_id, note)'
        " VALUES (50, 99, 'received', '2026-05-04', 'EUR', 1, '[]', 1, '')"
    ),
    (
        'INSERT INTO ledger (id, contract_id, kind, "on", currency, gross, groups, invoice_id, note)'
        " VALUES (50, 1, 'given', '2026-05-04', 'EUR', 1, '[]', 1, '')"
    ),
    "UPDATE papers SET pdf = x'00'",
    "UPDATE papers SET sha256 = 'x'",
    "DELETE FROM papers",
    "UPDATE printings SET as_copy = 1",
    "DELETE FROM printings",
    "INSERT OR REPLACE INTO printings VALUES (1, 1, '2026-05-05', 1)",
    "INSERT INTO printings VALUES (9, 77, '2026-05-05', 0)",
    "UPDATE applied SET key = 'other'",
    "DELETE FROM applied",
    "INSERT OR REPLACE INTO applied VALUES (9, 'k', hex(zeroblob(32)), 0, '', '')",
    "UPDATE contracts SET title = 'x'",
    "UPDATE contracts SET state = 'draft', signature = NULL",
    "UPDATE OR REPLACE contracts SET id = 7",
    "DELETE FROM contracts",
    "UPDATE change_orders SET lines = '[]'",
    "UPDATE OR REPLACE change_orders SET id = 7",
    "DELETE FROM change_orders",
    "DELETE FROM clients",
    "UPDATE OR REPLACE clients SET id = 9",
    "UPDATE series SET last = 0 WHERE code = 'invoice'",
    "UPDATE series SET started = 0 WHERE code = 'invoice'",
    "UPDATE series SET last_on = '2020-01-01' WHERE code = 'invoice'",
    "UPDATE series SET code = 'other' WHERE code = 'invoice'",
    "DELETE FROM series WHERE code = 'invoice'",
]


@pytest.mark.parametrize("sql", ATTACKS)
def test_r_doc_1_b16_the_file_itself_refuses(attacker: Any, sql: str):
    before = fingerprint(attacker)
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        attacker.execute(sql)
    assert fingerprint(attacker) == before


@pytest.mark.parametrize("table", [table for table in _TABLES if table != "clients"])
def test_r_doc_1_nothing_booked_is_replaced_by_itself(attacker: Any, table: str):
    """INSERT OR REPLACE deletes without a DELETE trigger where recursive triggers are off."""
    made = {row[1] for row in attacker.execute(f"PRAGMA table_info({table})").fetchall()}
    columns = ", ".join(f'"{name}"' for name in sorted(made))
    row = attacker.execute(f"SELECT min(id) FROM {table}").fetchone()[0]
    if table == "series":
        row = attacker.execute("SELECT id FROM series WHERE code = 'invoice'").fetchone()[0]
    before = fingerprint(attacker)
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        attacker.execute(_COPY.format(table=table, columns=columns, id=row))
    assert fingerprint(attacker) == before


def test_r_num_1_an_issued_row_cannot_be_slipped_in_without_its_paper(attacker: Any):
    columns = [row[1] for row in attacker.execute("PRAGMA table_info(invoices)").fetchall()]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join({"id": "77", "number": "'RE-2026-099'"}.get(name, f'"{name}"') for name in columns)
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="invoices_paper_first"):
        attacker.execute(f"INSERT INTO invoices ({names}) SELECT {values} FROM invoices WHERE id = 2")


def test_r_num_2_a_draft_is_not_issued_by_hand_before_the_last_one(attacker: Any):
    attacker.execute(
        "INSERT INTO papers VALUES (77, 'invoice', 'invoice', 3, 1, 'RE-2026-003', 'en', '2026-05-03',"
        f" '{'a' * 64}', x'00', '')"
    )
    issue = (
        "UPDATE invoices SET state = 'issued', series = 'invoice', number = 'RE-2026-003', issued_on = ?,"
        f" paper_sha256 = '{'a' * 64}', seller = '{{}}', buyer = '{{}}', net = 1, tax = 0, gross = 1, due = 1"
        " WHERE id = 3"
    )
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="invoices_in_order"):
        attacker.execute(issue, ("2026-05-03",))
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError, match="CHECK"):
        attacker.execute(issue, ("2026-05-32",))


def test_drafts_stay_free(attacker: Any):
    attacker.execute("UPDATE invoices SET title = 'x' WHERE id = 3")
    attacker.execute("DELETE FROM invoices WHERE id = 3")
    assert attacker.execute("SELECT count(*) FROM invoices").fetchone() == (2,)


def test_a_receipts_number_is_written_once(attacker: Any):
    attacker.execute("UPDATE payments SET number = 'QU-1' WHERE id = 1")
    with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
        attacker.execute("UPDATE payments SET number = 'QU-2' WHERE id = 1")


def test_a_payment_is_taken_back_once_and_gets_no_receipt_then(attacker: Any):
    entry = (
        "INSERT INTO payments"
        " VALUES (?, 1, 'out', '2026-05-04', 'EUR', 10900, '', '', '', '', NULL, '', '', '', 0, 2)"
    )
    attacker.execute(entry, (50,))
    for statement in (
        entry.replace("?", "51"),
        "UPDATE payments SET number = 'QU-1' WHERE id = 2",
        "UPDATE payments SET number = 'QU-1' WHERE id = 50",
    ):
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
            attacker.execute(statement)


def test_every_guard_of_the_list_is_in_the_file(book: Path):
    db = open_book(book)
    names = {row["name"] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = {statement.split()[2] for statement in guards.statements()}
    assert names == wanted
    db.close()


def test_amounts_are_integers_and_nothing_else(attacker: Any):
    for value in ("1.5", "'1,50'", "1e30", "NULL"):
        with pytest.raises(sqlcipher3.dbapi2.IntegrityError):
            attacker.execute(f"INSERT INTO allocations VALUES (50, 2, 2, '2026-05-04', 'EUR', {value})")
    assert Decimal(attacker.execute("SELECT sum(amount) FROM allocations").fetchone()[0]) == Decimal(69500)
