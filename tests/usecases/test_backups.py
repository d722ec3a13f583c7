"""Backups as a person meets them: made in two places, aged, looked into, refused when bad, and brought back whole."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault, IntegrityFault
from clientdesk.domain.log import LogAct
from clientdesk.storage import engine, lease, log, manifest, migrations, tables
from clientdesk.storage.contents import contents
from clientdesk.storage.database import Database, open_as_it_is, open_book, transaction
from clientdesk.usecases import backup_shelf, backups, clients, payments, restoring, two_computers, verifying
from tests.usecases.billing import ON, eur, issued, line, open_german, open_texan

NOW = datetime(2026, 6, 17, 12, 30, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lena's book: two issued invoices, one of them paid."""
    path = tmp_path_factory.mktemp("first") / "lena.db"
    db = open_german(path)
    first = issued(db, line("850"))
    issued(db, line("100"))
    payments.record(db, 1, eur("1011.50"), on=ON, allocate=[(first.id, eur("1011.50"))])
    db.close()
    return path


@pytest.fixture
def book(first_book: Path, tmp_path: Path) -> Path:
    (tmp_path / "office").mkdir()
    return Path(shutil.copy(first_book, tmp_path / "office" / "lena.db"))


@pytest.fixture(scope="module")
def first_backup(first_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    db = open_book(first_book)
    made = backups.back_up(db, at=NOW, folder=folder).made
    db.close()
    return made.path


@pytest.fixture
def kept(first_backup: Path, tmp_path: Path) -> Path:
    """A good backup of the book with its manifest, to be spoilt."""
    folder = tmp_path / "kept"
    folder.mkdir()
    shutil.copy(manifest.path_of(first_backup), folder)
    return Path(shutil.copy(first_backup, folder))


def read(path: Path) -> tuple[str, dict[str, str]]:
    """All that is in a book but for its history, as hashes, and the SHA-256 of each paper's bytes."""
    from clientdesk.domain.paper import digest

    db = open_book(path, create=False)
    hashes = {name: value for name, value in contents(db).hashes.items() if not name.startswith("log")}
    found = repr(sorted(hashes.items()))
    papers = {row["number"]: digest(row["pdf"]) for row in db.rows("SELECT number, pdf FROM papers")}
    db.close()
    return found, papers


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


def _edited(path: Path, *statements: str, manifest_of: bool = True) -> None:
    if manifest_of:
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


def _unguarded(path: Path, table: str, statement: str, *, manifest_of: bool = True) -> None:
    """Do what the guards of a table forbid, and put them back as they were."""
    db = open_as_it_is(path)
    guards = list(
        db.each("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    )
    db.close()
    drops = [f'DROP TRIGGER "{name}"' for name, _sql in guards]
    statements = ("PRAGMA foreign_keys = OFF", *drops, statement, *(sql for _name, sql in guards))
    _edited(path, *statements, manifest_of=manifest_of)


def _orphan(path: Path) -> None:
    _unguarded(path, "clients", "DELETE FROM clients")


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
    _unguarded(kept, "papers", "UPDATE papers SET pdf = CAST('%PDF-1.7 something else' AS BLOB) WHERE id = 1")
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


# Two places, ages, rotation.


@pytest.fixture
def open_lena(book: Path) -> Database:
    return open_book(book)


def test_both_places_have_it_and_the_second_may_be_away(
    open_lena: Database, tmp_path: Path, own_data: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_second(open_lena, stick)
    first = backups.back_up(open_lena, at=NOW)
    assert [folder.name for folder in first.folders] == ["backups", "stick"]
    shelf = backup_shelf.shelf(open_lena, now=NOW + HOUR)
    assert shelf.second is not None
    assert [one.path.name for one in shelf.second.backups] == [one.path.name for one in shelf.local.backups]
    assert [one.place for one in shelf.backups] == ["local"]
    assert shelf.age == HOUR
    assert shelf.backups[0].inside.payments == 1

    stick.rename(tmp_path / "in the drawer")
    clients.create(open_lena, Client(name="New"))
    done = backups.back_up(open_lena, at=NOW + HOUR)
    assert "is not there now" in str(done.problem)
    assert not stick.exists()
    assert not backup_shelf.shelf(open_lena, now=NOW).second.is_there
    # Back again, it gets what it lacks, although nothing has changed since.
    (tmp_path / "in the drawer").rename(stick)
    caught_up = backups.back_up_if_due(open_lena, at=NOW + HOUR * 1.5)
    assert caught_up is not None
    assert len(backup_shelf.shelf(open_lena, now=NOW).second.backups) == 2
    assert backups.back_up_if_due(open_lena, at=NOW + HOUR * 1.6) is None
    backups.choose_second(open_lena, None)
    assert backup_shelf.shelf(open_lena, now=NOW).second is None
    open_lena.close()


def test_where_the_first_place_takes_nothing_the_second_does(
    open_lena: Database, tmp_path: Path, own_data: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_second(open_lena, stick)
    (own_data / "ClientDesk" / "backups").write_text("a file where the folder should be")
    done = backups.back_up(open_lena, at=NOW)
    assert done.folders == (stick,)
    assert done.problem is not None
    backups.choose_second(open_lena, None)
    with pytest.raises(EnvironmentFault):
        backups.back_up(open_lena, at=NOW)
    open_lena.close()


def test_a_second_place_must_be_another_and_take_something(open_lena: Database, tmp_path: Path) -> None:
    paths.backup_folder().mkdir(parents=True)
    with pytest.raises(EnvironmentFault, match="already"):
        backups.choose_second(open_lena, paths.backup_folder())
    with pytest.raises(EnvironmentFault, match="not there"):
        backups.choose_second(open_lena, tmp_path / "nowhere")
    assert backup_shelf.shelf(open_lena, now=NOW).second is None
    open_lena.close()


def test_it_is_due_once_an_hour_and_only_when_the_book_has_changed(open_lena: Database) -> None:
    assert backup_shelf.shelf(open_lena, now=NOW).is_overdue
    assert backups.back_up_if_due(open_lena, at=NOW) is not None
    assert backups.back_up_if_due(open_lena, at=NOW + 2 * HOUR) is None
    clients.create(open_lena, Client(name="New"))
    assert backups.back_up_if_due(open_lena, at=NOW + HOUR / 2) is None
    assert backups.back_up_if_due(open_lena, at=NOW + HOUR) is not None
    shelf = backup_shelf.shelf(open_lena, now=NOW + timedelta(days=7))
    assert not shelf.is_overdue
    assert backup_shelf.shelf(open_lena, now=NOW + timedelta(days=8)).is_overdue
    # One that was cut short afterwards counts no more.
    for one in shelf.backups:
        one.path.write_bytes(one.path.read_bytes()[:-1])
    spoilt = backup_shelf.shelf(open_lena, now=NOW + HOUR)
    assert spoilt.last is None
    assert spoilt.is_overdue
    assert [one.is_verified for one in spoilt.backups] == [False, False]
    open_lena.close()


def test_the_one_just_made_stays_although_the_clock_went_back(open_lena: Database) -> None:
    first = backups.back_up(open_lena, at=NOW).made
    for at in (NOW, NOW - timedelta(minutes=5)):
        assert backups.back_up(open_lena, at=at).made.path.exists()
    assert first.path.exists()
    open_lena.close()


def test_a_book_with_a_doubt_loses_no_older_backup(book: Path) -> None:
    db = open_book(book)
    for hours in range(3):
        backups.back_up(db, at=NOW + timedelta(minutes=hours))
    assert len(backup_shelf.shelf(db, now=NOW).local.backups) == 1
    db.close()
    _unguarded(book, "clients", "UPDATE clients SET notes = 'altered by another program'", manifest_of=False)
    db = open_book(book)
    for minutes in (10, 11):
        backups.back_up(db, at=NOW + timedelta(minutes=minutes))
    assert len(backup_shelf.shelf(db, now=NOW).local.backups) == 3
    db.close()


def test_the_last_one_from_before_an_alteration_is_never_deleted(book: Path) -> None:
    db = open_book(book)
    before = backups.back_up(db, at=NOW).made
    assert manifest.read(before.path).doubts == 0
    db.close()
    _unguarded(book, "clients", "UPDATE clients SET notes = 'altered by another program'", manifest_of=False)
    db = open_book(book)
    with transaction(db):
        # So many that a quick look no longer sees what was altered.
        for number in range(210):
            tables.clients.add(db, Client(name=f"Client {number}"))
    later = [backups.back_up(db, at=NOW + timedelta(minutes=minutes)).made for minutes in (5, 10, 15)]
    assert manifest.read(later[-1].path).doubts == 1
    assert [one.path.exists() for one in (before, *later)] == [True, False, False, True]
    # Changed here since, it is sealed as it is now; that it was altered stays told, and what was before stays kept.
    krumm = tables.clients.get(db, 1)
    clients.change(db, replace(krumm, notes="changed here"))
    assert verifying.verify(db).is_sound
    last = backups.back_up(db, at=NOW + timedelta(minutes=20)).made
    assert [one.path.exists() for one in (before, later[-1], last)] == [True, False, True]
    db.close()


#: Makes a backup and is killed as soon as the copy bears its name.
KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from clientdesk.storage.database import open_book
from clientdesk.usecases import backups
def watch(event, arguments):
    if event == "open" and list(folder.glob("*.db")):
        os.kill(os.getpid(), signal.SIGKILL)
db, folder = open_book(Path(sys.argv[1])), Path(sys.argv[2])
sys.addaudithook(watch)
backups.back_up(db, at=datetime(2026, 6, 17, 12, 31, tzinfo=timezone.utc), folder=folder)
"""


def test_who_ends_it_while_the_copy_is_verified_has_a_backup_of_which_no_doubt_is_denied(
    book: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ran = subprocess.run([sys.executable, "-c", KILLED, str(book), str(stick)], check=False)
    assert ran.returncode < 0
    (file,) = stick.glob("*.db")
    made = manifest.read(file)
    assert made is not None
    assert made.doubts is None
    assert restoring.look_into(file, book).backup.is_verified
    db = open_book(book)
    assert backups.back_up(db, at=NOW, folder=stick).made.doubts == 0
    db.close()


def test_copies_of_a_book_delete_none_of_each_others_backups(book: Path, tmp_path: Path) -> None:
    lab = tmp_path / "lab"
    lab.mkdir()
    copy = Path(shutil.copy(book, lab / book.name))
    minutes = (NOW + timedelta(minutes=number) for number in range(9))
    db = open_book(book)
    first = backups.back_up(db, at=next(minutes)).made
    db.close()
    tried = open_book(copy)
    as_it_was = backups.back_up(tried, at=next(minutes)).made
    clients.create(tried, Client(name="Only a try"))
    gone_on = [backups.back_up(tried, at=next(minutes)).made for _ in range(2)]
    tried.close()
    assert [one.path.exists() for one in (first, as_it_was, *gone_on)] == [True, False, False, True]
    db = open_book(book)
    shelf = backup_shelf.shelf(db, now=NOW + HOUR)
    assert shelf.last == first, "what the copy was made to hold is no backup of this book"
    assert len(shelf.backups) == 2, "and can be looked into all the same"
    work = backups.back_up_if_due(db, at=NOW + 2 * HOUR)
    assert work is None, "nothing has changed since"
    clients.create(db, Client(name="New"))
    second, third = (backups.back_up(db, at=next(minutes)).made for _ in range(2))
    assert [one.path.exists() for one in (first, second, third, gone_on[1])] == [False, False, True, True]
    db.close()
    # A state that was restored has parted, too: what was made after it stays for the way back.
    restoring.exchange(restoring.prepare(third.path, book), book, at=NOW + HOUR)
    db = open_book(book)
    clients.create(db, Client(name="Another"))
    newer = backups.back_up(db, at=NOW + 2 * HOUR).made
    db.close()
    restoring.exchange(restoring.prepare(third.path, book), book, at=NOW + HOUR)
    db = open_book(book)
    assert backup_shelf.shelf(db, now=NOW + HOUR).last == third
    backups.back_up(db, at=NOW + 2 * HOUR + timedelta(minutes=5))
    assert newer.path.exists()
    db.close()


def test_old_ones_go_after_a_new_one_and_those_of_other_books_stay(
    open_lena: Database, own_data: Path
) -> None:
    first = backups.back_up(open_lena, at=NOW).made
    made = manifest.read(first.path)
    assert made is not None
    for hours in range(1, 60):
        at = NOW - timedelta(hours=hours)
        path = first.path.with_name(f"lena-{at:%Y-%m-%d-%H%M%S}.db")
        shutil.copy(first.path, path)
        manifest.write(path, replace(made, file=path.name, made_at=at))
    other = first.path.with_name("other-2020-01-01-000000.db")
    shutil.copy(first.path, other)
    manifest.write(other, replace(made, file=other.name, book_name="other", book="another"))
    with transaction(open_lena):
        tables.clients.delete(open_lena, clients.create(open_lena, Client(name="X")).id)
    backups.back_up(open_lena, at=NOW + HOUR)
    left = backup_shelf.shelf(open_lena, now=NOW + HOUR).local.backups
    # The last of the day before yesterday is the only one that no hour keeps.
    assert len(left) == 24 + 1
    assert other.exists()
    assert sorted(path.name for path in first.path.parent.iterdir() if path.suffix == ".json") == sorted(
        f"{path.name}.json" for path in first.path.parent.iterdir() if path.suffix == ".db"
    )
    open_lena.close()
