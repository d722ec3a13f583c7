"""Backups as a person meets them: made in two places, due by the hour, old ones gone, clean ones kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clientdesk import paths
from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage import manifest, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import backup_shelf, backups, clients, restoring, verifying
from tests.usecases.backups.lena import HOUR, NOW
from tests.usecases.verifying.altering import attack


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
    attack(book, "UPDATE clients SET notes = 'altered by another program'")
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
    attack(book, "UPDATE clients SET notes = 'altered by another program'")
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
