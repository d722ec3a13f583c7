"""The log: every change of a record leaves a sealed entry, and nothing can be taken out or put in unseen (R-AUD-1)."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.domain.errors import IntegrityFault, RuleError, StateError
from clientdesk.domain.log import Head, LogAct
from clientdesk.storage import book, dump, engine, log, machine, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.records import columns
from clientdesk.usecases import clients
from tests import shelf


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return shelf.opened(tmp_path / "book.db")


def test_r_aud_1_every_change_of_a_record_is_an_entry_sealed_to_the_one_before(db: Database) -> None:
    krumm = clients.create(db, Client(name="Krumm", notes="ruft mittwochs an"))
    clients.change(db, replace(krumm, name="Bäckerei Krumm"))
    with transaction(db):
        tables.clients.delete(db, krumm.id)
    added, changed, deleted = log.entries(db, "clients", krumm.id)
    assert [one.act for one in (added, changed, deleted)] == [LogAct.ADDED, LogAct.CHANGED, LogAct.DELETED]
    assert log.told(added) == {}
    # What is worked out from the fields, and how often they were changed, is not told.
    assert log.told(changed) == {"name": "Krumm"}
    assert log.told(deleted)["notes"] == "ruft mittwochs an"
    assert log.told(deleted).keys() == {*log.stored_columns(db, "clients")} - {"version"}
    assert changed.previous == added.hash
    assert [one.digest != "" for one in (added, changed, deleted)] == [True, True, False]
    assert {(one.table_name, one.record_id, one.who) for one in (added, changed, deleted)} == {
        ("clients", krumm.id, db.scribe.who)
    }
    assert log.check(db) == log.head(db) == Head(deleted.id, deleted.hash)


def test_what_was_not_done_left_no_entry(db: Database) -> None:
    before = log.head(db)

    @transaction(db)
    def two_clients() -> None:
        clients.create(db, Client(name="Krumm"))
        clients.create(db, Client(name=""))

    with pytest.raises(RuleError):
        two_clients()
    assert log.head(db) == before


@pytest.mark.parametrize(
    "table", [table for table in dump._RECORDS if table.name != "log"], ids=lambda one: one.name
)
def test_the_log_seals_all_fields_of_a_record_and_nothing_that_is_worked_out(db: Database, table) -> None:
    assert set(log.stored_columns(db, table.name)) == set(columns(table.kind))


def test_every_table_is_followed_by_the_log_or_is_known_not_to_be(db: Database) -> None:
    assert set(log.logged_tables(db)) == {*dump.ORDER} - {"log", "trash"}


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM log WHERE id = 1",
        "UPDATE log SET who = 'nobody' WHERE id = 1",
        "UPDATE log SET changes = '{}' WHERE id = 2",
        "UPDATE log SET salt = 'x' WHERE id = 2",
        (
            "INSERT INTO log SELECT 9, at, who, act, table_name, record_id, digest, changes, changes_digest, salt,"
            " previous, hash FROM log WHERE id = 1"
        ),
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE id = 1",
        (
            "INSERT INTO log SELECT 3, at, who, act, table_name, record_id, digest, changes, changes_digest, salt,"
            " previous, hash FROM log WHERE id = 1"
        ),
        "UPDATE book SET uuid = lower(hex(randomblob(16)))",
        "DELETE FROM book",
        "INSERT OR REPLACE INTO book VALUES (1, lower(hex(randomblob(16))), '', '', '')",
    ],
)
def test_r_aud_1_the_file_itself_refuses_to_change_the_log(db: Database, attack: str) -> None:
    krumm = clients.create(db, Client(name="Krumm"))
    clients.change(db, replace(krumm, name="Bäckerei Krumm"))
    before = db.rows("SELECT * FROM log"), book.identity(db)
    with pytest.raises(StateError), transaction(db):
        db.execute(attack)
    assert (db.rows("SELECT * FROM log"), book.identity(db)) == before


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE id = 2", 2),
        ("UPDATE log SET who = 'nobody' WHERE id = 1", 1),
        ('UPDATE log SET changes = \'{"name":"Schmidt"}\' WHERE id = 2', 2),
        ("UPDATE log SET hash = previous WHERE id = 2", 2),
        ("DELETE FROM log WHERE id = 2", 3),
    ],
)
def test_r_aud_1_a_changed_byte_is_found_at_its_entry(db: Database, change: str, at: int) -> None:
    krumm = clients.create(db, Client(name="Krumm"))
    clients.change(db, clients.change(db, replace(krumm, name="Bäckerei Krumm")))
    connection = engine.connect(str(db.path), isolation_level=None)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE name LIKE 'guard_log%'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(change)
    connection.close()
    with pytest.raises(IntegrityFault) as caught:
        log.check(db)
    assert str(caught.value) == (
        f"Entry {at} of the history was altered, or one before it was taken out."
        " Keep the file as it is and open your last backup."
    )
    assert caught.value.rule == "R-AUD-1"


def test_an_erased_record_leaves_the_chain_whole_and_nothing_of_what_it_told(db: Database) -> None:
    other, krumm = (clients.create(db, Client(name=name, notes="Herzkrank")) for name in ("Kurz", "Krumm"))
    blank = clients.change(db, replace(krumm, name="–", notes=""))
    clients.change(db, replace(other, notes="Gesund"))
    with transaction(db):
        log.erase(db, "clients", krumm.id)
    *before, last = log.entries(db, "clients", krumm.id)
    assert "Herzkrank" not in json.dumps([one.changes for one in before])
    assert all(entry.is_erased for entry in before)
    assert (last.act, last.is_erased, log.told(last)) == (LogAct.ERASED, False, {})
    # Nobody else is forgotten.
    assert [log.told(one) for one in log.entries(db, "clients", other.id)] == [{}, {"notes": "Herzkrank"}]
    log.check(db)
    assert list(log.altered(db)) == []
    assert tables.clients.get(db, krumm.id) == blank


def test_a_book_from_before_the_log_is_taken_into_it(db: Database) -> None:
    for name in ("Krumm", "Kurz"):
        clients.create(db, Client(name=name))
    with transaction(db):
        db.execute("UPDATE clients SET notes = 'by hand'")
        db.execute("INSERT INTO absences VALUES (3, 1, '2026-01-01', '2026-01-02', 'Before the log', 0)")
        assert list(log.altered(db)) == [("absences", 3), ("clients", 1), ("clients", 2)]
        assert log.carry(db) == 3
        assert log.carry(db) == 0
    assert list(log.altered(db)) == []
    for number in (1, 2):
        entries = log.entries(db, "clients", number)
        assert [(one.act, log.told(one)) for one in entries] == [(LogAct.ADDED, {}), (LogAct.CARRIED, {})]
    with transaction(db):
        db.execute("DELETE FROM absences")
        db.execute("DELETE FROM clients WHERE id = 2")
    assert sorted(log.altered(db)) == [("absences", 3), ("clients", 2)]


def test_an_entry_about_the_whole_book_tells_what_it_was_given(db: Database) -> None:
    with transaction(db):
        told, silent = log.note(db, LogAct.EXPORTED, format="csv", count=3), log.note(db, LogAct.REKEYED)
    *_, first, second = log.each(db)
    assert (first, second) == (told, silent)
    assert (first.table_name, first.record_id, first.digest) == ("", 0, "")
    assert log.told(first) == {"format": "csv", "count": 3}
    assert (second.changes, log.told(second)) == ("", {})
    assert list(log.each(db, after=first.id)) == [second]
    assert log.check(db, after=first.id) == log.check(db)


def test_a_copy_is_the_same_book_and_a_new_one_is_another(db: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with engine.copying(db.connection):
        db.connection.execute("VACUUM INTO ?", (str(copy),))
    assert book.identity(open_book(copy)) == book.identity(db)
    assert book.identity(open_book(tmp_path / "other.db")) != book.identity(db)


def test_what_the_computer_remembers_is_the_users_alone_and_damage_is_forgotten(db: Database) -> None:
    uuid = book.identity(db)
    assert machine.recall(uuid) == {}
    machine.remember(uuid, head=[3, "ab"], places=["x"])
    machine.remember(uuid, head=[4, "cd"])
    assert machine.recall(uuid) == {"head": [4, "cd"], "places": ["x"]}
    path = paths.data_folder() / "books" / f"{uuid}.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for damage in (b"", b"[1, 2", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * 2_000_000):
        path.write_bytes(damage)
        assert machine.recall(uuid) == {}
    machine.remember(uuid, head=[5, "ef"])
    assert machine.recall(uuid) == {"head": [5, "ef"]}
