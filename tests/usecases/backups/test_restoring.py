"""Restoring as a person meets it: a backup looked into, refused when bad, and brought back whole."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault, IntegrityFault
from clientdesk.domain.log import LogAct
from clientdesk.storage import engine, lease, log, manifest, migrations
from clientdesk.storage.database import open_book, transaction
from clientdesk.usecases import backups, clients, payments, restoring, two_computers, verifying
from tests.usecases.backups.lena import HOUR, NOW, read
from tests.usecases.billing import ON, eur, issued, line, open_texan
from tests.usecases.verifying.altering import attack


def work_on(book: Path) -> None:
    """What happens after the backup: a client, an invoice, a payment."""
    db = open_book(book)
    clients.create(db, Client(name="Čaj & Káva s.r.o."))
    issued(db, line("42"))
    payments.record(db, 1, eur("49.98"), on=ON)
    db.close()


def test_the_whole_way_from_a_backup_to_the_same_book_to_the_cent_and_byte(
    book: Path, own_data: Path
) -> None:
    before = read(book)
    assert len(before[1]) >= 2
    db = open_book(book)
    done = backups.back_up(db, at=NOW)
    db.close()
    assert done.made.path.parent == own_data / "ClientDesk" / "backups"
    assert stat.S_IMODE(done.made.path.parent.stat().st_mode) == 0o700
    work_on(book)
    after = read(book)
    assert after != before

    seen = restoring.look_into(done.made.path, book)
    assert seen.present is not None
    assert (seen.backup.inside.newest_number, seen.present.newest_number) == ("RE-2026-002", "RE-2026-003")
    assert (seen.backup.inside.invoices, seen.present.invoices) == (2, 3)
    assert seen.backup.inside.invoiced == (eur("1130.50"),)
    assert not seen.is_other
    found = {
        one.kind: (one.count, [(row.text, row.on, row.amount) for row in one.named]) for one in seen.lacking
    }
    assert found == {
        "invoices": (1, [("RE-2026-003", None, None)]),
        "payments": (1, [("Bäckerei Krumm GmbH", ON, eur("49.98"))]),
        "clients": (1, [("Čaj & Káva s.r.o.", None, None)]),
    }
    assert read(book) == after, "looking changes nothing"

    prepared = restoring.prepare(done.made.path, book)
    assert read(book) == after, "preparing changes nothing"
    replaced = restoring.exchange(prepared, book, at=NOW + HOUR)
    assert replaced is not None
    assert replaced.name == "lena-replaced-2026-06-17-133005.db"
    assert read(book) == before
    assert read(replaced) == after
    assert not [path for path in book.parent.iterdir() if "part" in path.name]
    # The history tells of it, and this computer takes the restored state for the present one.
    db = open_book(book)
    assert verifying.verify(db).is_sound
    last = list(log.each(db))[-1]
    assert (last.act, log.told(last)["file"]) == (LogAct.RESTORED, done.made.path.name)
    db.close()
    # And the way back from the way back.
    again = restoring.exchange(restoring.prepare(replaced, book), book, at=NOW + 2 * HOUR)
    assert read(book) == after
    assert again is not None


def test_a_backup_from_before_a_hand_over_gives_no_right_to_write(book: Path) -> None:
    db = open_book(book)
    two_computers.claim(db)
    made = backups.back_up(db, at=NOW).made
    with transaction(db):
        lease.let_go(db, Path("/media/stick"))
    db.close()
    restoring.exchange(restoring.prepare(made.path, book), book, at=NOW)
    db = open_book(book)
    assert lease.of(db).is_handed_over
    with pytest.raises(EnvironmentFault, match="handed over"):
        clients.create(db, Client(name="New"))
    db.close()


def test_a_backup_comes_to_a_computer_without_a_book(kept: Path, first_book: Path, tmp_path: Path) -> None:
    place = tmp_path / "new computer" / "desk" / "clientdesk.db"
    assert restoring.look_into(kept, place).present is None
    assert restoring.exchange(restoring.prepare(kept, place), place, at=NOW) is None
    assert read(place) == read(first_book)


def test_a_damaged_book_gives_way_to_its_backup_and_is_kept_with_its_journal(
    book: Path, kept: Path, first_book: Path
) -> None:
    spoilt = b"\0" * 40_000
    book.write_bytes(spoilt)
    journal = book.with_name("lena.db-journal")
    journal.write_bytes(b"what a killed program left" * 40)
    seen = restoring.look_into(kept, book)
    assert seen.present is None
    assert "not a ClientDesk book" in str(seen.flaw)
    replaced = restoring.exchange(restoring.prepare(kept, book), book, at=NOW)
    assert replaced is not None
    assert replaced.read_bytes() == spoilt
    assert not journal.exists()
    assert read(book) == read(first_book)


def test_nothing_is_put_in_the_place_of_a_book_somebody_writes_to(book: Path, kept: Path) -> None:
    before = read(book)
    other = engine.connect(str(book), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    prepared = restoring.prepare(kept, book)
    busy = open_book(book)
    busy.close()
    with pytest.raises(EnvironmentFault, match="writing"):
        restoring.exchange(prepared, book, at=NOW, patience=0.1)
    other.execute("ROLLBACK")
    other.close()
    assert read(book) == before
    assert [path.name for path in book.parent.iterdir() if path.suffix == ".db"] == ["lena.db"]


# What cannot be restored: each is refused in a sentence of its own, and the book stays as it is.


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _truncated_alone(path: Path) -> None:
    _truncated(path)
    manifest.path_of(path).unlink()


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    manifest.path_of(path).unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 4000)
    manifest.path_of(path).unlink()


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _edited(path: Path, *statements: str) -> None:
    manifest.path_of(path).unlink()
    other = engine.connect(str(path), isolation_level=None)
    for statement in statements:
        other.execute(statement)
    other.close()


def _newer(path: Path) -> None:
    _edited(path, f"PRAGMA user_version = {migrations.VERSION + 1}")


def _foreign(path: Path) -> None:
    path.unlink()
    path.touch()
    _edited(path, "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)")


def _left_over(path: Path) -> None:
    path.write_bytes(b"")
    _edited(path, "PRAGMA user_version = 8", f"PRAGMA application_id = {migrations.APPLICATION_ID}")


def _view(path: Path) -> None:
    _edited(path, "DROP TABLE asides", "CREATE VIEW asides AS SELECT 1 AS id")


def _unguarded(path: Path, statement: str) -> None:
    """Do what the guards of a table forbid, to a backup that nothing beside it speaks for."""
    manifest.path_of(path).unlink()
    attack(path, statement)


def _orphan(path: Path) -> None:
    _unguarded(path, "DELETE FROM clients")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_truncated, "is not whole: it has"),
        (_truncated_alone, "is damaged"),
        (_half, "is damaged"),
        (_empty, "is empty: it has 0 bytes"),
        (_text, "is not a ClientDesk book"),
        (_gone, "There is no file at"),
        (_folder, "is no file"),
        (_one_bit, "no longer has the SHA-256"),
        (_newer, "was written by a newer ClientDesk"),
        (_foreign, "is not a ClientDesk book"),
        (_left_over, "left over by a copy that was cut short"),
        (_view, "was changed by another program"),
        (_orphan, "a record refers to one that is missing"),
    ],
)
def test_what_cannot_be_restored_is_refused_in_a_sentence_and_the_book_stays(
    book: Path, kept: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    before = book.read_bytes()
    spoil(kept)
    spoilt = kept.read_bytes() if kept.is_file() else b""
    with pytest.raises((EnvironmentFault, IntegrityFault)) as looked:
        restoring.look_into(kept, book)
    assert sentence in str(looked.value)
    assert looked.value.next_step
    with pytest.raises((EnvironmentFault, IntegrityFault)):
        restoring.prepare(kept, book)
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["lena.db"]
    assert (kept.read_bytes() if kept.is_file() else b"") == spoilt


def test_what_was_altered_before_the_backup_was_made_is_said_and_may_be_taken(book: Path, kept: Path) -> None:
    _unguarded(kept, "UPDATE papers SET pdf = CAST('%PDF-1.7 something else' AS BLOB) WHERE id = 1")
    seen = restoring.look_into(kept, book)
    assert any("No longer the paper that went out" in str(doubt) for doubt in seen.doubts)
    restoring.exchange(restoring.prepare(kept, book), book, at=NOW)


def test_the_book_itself_is_refused_before_it_is_looked_at_as_a_file(book: Path) -> None:
    db = open_book(book)
    other = (
        "import sys; from clientdesk.storage import engine\n"
        "engine.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    )
    with transaction(db):
        with pytest.raises(EnvironmentFault, match="is the book itself"):
            restoring.look_into(book, book)
        ran = subprocess.run(
            [sys.executable, "-c", other, str(book)], capture_output=True, text=True, check=False
        )
        assert "database is locked" in ran.stderr
    db.close()


def test_the_backup_of_somebody_else_is_said(book: Path, tmp_path: Path) -> None:
    other = open_texan(tmp_path / "marcus.db")
    (tmp_path / "theirs").mkdir()
    made = backups.back_up(other, at=NOW, folder=tmp_path / "theirs").made
    other.close()
    seen = restoring.look_into(made.path, book)
    assert seen.is_other
    assert seen.backup.inside.issuer == "Marcus Reed"


def test_a_book_copied_by_hand_is_looked_into_as_well(book: Path, first_book: Path) -> None:
    seen = restoring.look_into(first_book, book)
    assert not seen.backup.is_verified
    assert seen.lacking == ()
