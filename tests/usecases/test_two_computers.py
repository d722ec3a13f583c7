"""A book on two computers: handed over by a verified file, taken over only where it continues what is there."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientdesk import paths
from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, StateError
from clientdesk.storage import backup, book, handing, lease, log, machine
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import backup_shelf, two_computers, verifying
from clientdesk.usecases.two_computers import Relation
from tests.storage.test_lease import Computers
from tests.usecases.billing import issued, line, open_german

AT = datetime(2026, 6, 17, 9, 30, tzinfo=UTC)


@pytest.fixture
def computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computers:
    made = Computers(tmp_path, monkeypatch)
    made.sit_at("studio")
    return made


@pytest.fixture
def studio(computers: Computers, tmp_path: Path) -> Path:
    """The studio's book with one issued invoice, held there."""
    path = tmp_path / "studio.db"
    db = open_german(path)
    two_computers.claim(db)
    issued(db, line("100"))
    db.close()
    return path


def opened(path: Path) -> Database:
    db = open_book(path, create=False)
    two_computers.claim(db)
    return db


def handed_over(path: Path, stick: Path) -> Path:
    """Hand the book over onto the stick and return the file."""
    stick.mkdir(exist_ok=True)
    db = opened(path)
    made = two_computers.hand_over(db, stick, at=AT)
    db.close()
    return made.made.path


def numbers(db: Database) -> list[str]:
    return [row["number"] for row in db.rows("SELECT number FROM invoices ORDER BY number")]


def test_there_and_back_again_without_a_gap_or_a_double_number(
    studio: Path, computers: Computers, tmp_path: Path
) -> None:
    laptop = tmp_path / "laptop.db"
    file = handed_over(studio, tmp_path / "stick")
    db = opened(studio)
    with pytest.raises(EnvironmentFault, match="was handed over on"):
        issued(db, line("5"))
    db.close()
    computers.sit_at("laptop")
    assert two_computers.look_at(file, laptop).relation is Relation.FIRST
    assert two_computers.take_over(file, laptop, at=AT) is None
    db = opened(laptop)
    issued(db, line("200"))
    assert verifying.verify(db).findings == ()
    db.close()
    back = handed_over(laptop, tmp_path / "stick")
    computers.sit_at("studio")
    seen = two_computers.look_at(back, studio)
    assert seen.relation is Relation.CONTINUES
    assert seen.there.count > seen.here.count
    kept = two_computers.take_over(back, studio, at=AT)
    assert kept is not None
    assert kept.exists()
    db = opened(studio)
    issued(db, line("300"))
    assert numbers(db) == ["RE-2026-001", "RE-2026-002", "RE-2026-003"]
    found = verifying.verify(db)
    assert (found.findings, found.is_older) == ((), False)
    db.close()


def test_both_went_on_so_neither_takes_the_others_file(
    studio: Path, computers: Computers, tmp_path: Path
) -> None:
    laptop = tmp_path / "laptop.db"
    computers.sit_at("laptop")
    two_computers.take_over(handed_over_at(computers, studio, tmp_path), laptop, at=AT)
    db = opened(laptop)
    issued(db, line("200"))
    db.close()
    back = handed_over(laptop, tmp_path / "stick")
    computers.sit_at("studio")
    db = opened(studio)
    two_computers.go_on_here(db)
    issued(db, line("300"))
    db.close()
    before = hashlib.sha256(studio.read_bytes()).hexdigest()
    assert two_computers.look_at(back, studio).relation is Relation.PARTED
    with pytest.raises(StateError, match="Both computers have gone on"):
        two_computers.take_over(back, studio, at=AT)
    assert hashlib.sha256(studio.read_bytes()).hexdigest() == before


def handed_over_at(computers: Computers, studio: Path, tmp_path: Path) -> Path:
    computers.sit_at("studio")
    file = handed_over(studio, tmp_path / "stick")
    computers.sit_at("laptop")
    return file


def test_a_file_that_is_older_or_another_book_is_not_taken(
    studio: Path, computers: Computers, tmp_path: Path
) -> None:
    file = handed_over(studio, tmp_path / "stick")
    db = opened(studio)
    two_computers.go_on_here(db)
    issued(db, line("300"))
    db.close()
    with pytest.raises(StateError, match="is an older state of the book that is here"):
        two_computers.take_over(file, studio, at=AT)
    other = tmp_path / "other.db"
    open_german(other).close()
    with pytest.raises(StateError, match="is another book: that of"):
        two_computers.take_over(file, other, at=AT)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(file.read_bytes()[:-4096])
    with pytest.raises(ClientdeskError):
        two_computers.take_over(damaged, studio, at=AT)


def test_what_cannot_be_written_leaves_the_book_where_it_is(studio: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("no folder", encoding="utf-8")
    db = opened(studio)
    with pytest.raises(EnvironmentFault):
        two_computers.hand_over(db, tmp_path / "stick", at=AT)
    assert not db.is_read_only
    issued(db, line("300"))
    db.close()


def test_a_file_the_disk_does_not_vouch_for_is_not_left_for_the_other_computer(
    studio: Path, computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, sync = tmp_path / "stick", os.fsync
    stick.mkdir()

    def refused_at_the_end(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and list(stick.glob("*.db")):
            raise OSError(errno.EIO, "I/O")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refused_at_the_end)
    db = opened(studio)
    with pytest.raises(EnvironmentFault):
        two_computers.hand_over(db, stick, at=AT)
    # One of the two goes on, never both.
    assert (two_computers.standing(db).is_here, list(stick.glob("*.db"))) == (True, [])
    db.close()


@pytest.mark.parametrize("is_pulled", [True, False])
def test_a_file_that_cannot_be_taken_away_again_is_the_one_that_goes_on(
    studio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_pulled: bool
) -> None:
    stick, drawer, sync, unlink = tmp_path / "stick", tmp_path / "drawer", os.fsync, os.unlink
    stick.mkdir()

    def gone_at_the_end(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and list(stick.glob("*.db")):
            if is_pulled:
                stick.rename(drawer)
            else:
                disk.setattr(os, "unlink", refused)
            raise OSError(errno.EIO, "I/O")
        sync(descriptor)

    def refused(path: Path) -> None:
        if path.suffix == ".db":
            raise OSError(errno.EIO, "I/O", str(path))
        unlink(path)

    db = opened(studio)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", gone_at_the_end)
        with pytest.raises(EnvironmentFault):
            two_computers.hand_over(db, stick, at=AT)
    assert two_computers.standing(db).is_handed_over
    assert not two_computers.is_broken_off(db)
    if is_pulled:
        assert "Plug that disk in" in str(db.protection())
        drawer.rename(stick)
    assert len(list(stick.glob("*.db"))) == 1
    assert not two_computers.is_broken_off(db)
    assert "it goes on with what was written to" in str(db.protection())
    db.close()


def test_once_the_file_was_seen_it_may_be_taken_away(studio: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    file = handed_over(studio, stick)
    db = opened(studio)
    # As if killed between the last two steps.
    machine.remember(book.identity(db), handing_over=str(studio.resolve()))
    assert not two_computers.is_broken_off(db)
    file.unlink()
    assert not two_computers.is_broken_off(db)
    assert "it goes on with what was written to" in str(db.protection())
    db.close()


def test_a_move_that_ends_in_an_error_leaves_one_book_that_is_written(
    studio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refused_at_the_end(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and list(paths.data_folder().glob("*.db")):
            raise OSError(errno.EIO, "I/O")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refused_at_the_end)
    db = opened(studio)
    with pytest.raises(EnvironmentFault):
        two_computers.move(db, at=AT)
    (moved,) = paths.data_folder().glob("*.db")
    there = open_book(moved, create=False)
    assert (two_computers.standing(db).is_here, two_computers.standing(there).is_here) == (False, True)
    assert not two_computers.is_broken_off(db)
    there.close()
    db.close()


#: Hands a book over or moves it, again and again, each time one of its own on a computer of its own. It is killed at a
#: call that changes the disk: the first time at the first one, then at the second, until it comes to its end.
KILLED = """
import os, shutil, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from clientdesk.storage.database import open_book
from clientdesk.usecases import two_computers
studio, home, way = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def run(path, number):
    db = open_book(path, create=False)
    two_computers.claim(db)
    left = [number]
    def watch(event, arguments):
        opened = event == "open" and isinstance(arguments[2], int)
        if (opened and arguments[2] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR)) or event in {"os.rename", "os.remove"}:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    at = datetime(2026, 6, 17, 9, 30, tzinfo=timezone.utc)
    if way == "move":
        two_computers.move(db, at=at)
    else:
        (path.parent / "stick").mkdir()
        two_computers.hand_over(db, path.parent / "stick", at=at)
for number in range(1, 99):
    folder = home.with_name(f"{home.name} {number}")
    shutil.copytree(home, folder)
    path = Path(shutil.copy(studio, folder / "book.db"))
    os.environ["XDG_DATA_HOME"] = str(folder)
    pid = os.fork()
    if not pid:
        run(path, number)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if not status:
        break
    assert os.WTERMSIG(status) == signal.SIGKILL
"""


@pytest.mark.parametrize("way", ["stick", "move"])
def test_killed_between_letting_go_and_the_file_the_book_is_taken_back_or_the_file_is_whole(
    studio: Path, computers: Computers, tmp_path: Path, way: str
) -> None:
    home = tmp_path / "studio"
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(studio), str(home), way],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seen = set()
    for folder in tmp_path.glob("studio [0-9]*"):
        computers.sit_at(folder.name)
        db = open_book(folder / "book.db", create=False)
        held = two_computers.standing(db)
        broken = two_computers.is_broken_off(db)
        if broken:
            assert "was broken off before its file in" in str(db.protection())
            two_computers.go_on_here(db)
        if broken or held.is_here:
            issued(db, line("200"))
            seen.add("taken back" if broken else "never let go")
        else:
            # Whole and verified: the other computer goes on with it.
            (file,) = paths.data_folder().glob("*.db") if way == "move" else (folder / "stick").glob("*.db")
            other = open_book(file, create=False)
            assert verifying.verify(other, is_copy=True).findings == ()
            assert log.holds(other, log.head(db))
            other.close()
            seen.add("whole")
        db.close()
    assert seen == {"never let go", "taken back", "whole"}


def test_a_stick_in_a_drawer_may_hold_the_file_after_all(studio: Path, tmp_path: Path) -> None:
    drawer = tmp_path / "media" / "stick"
    drawer.mkdir(parents=True)
    db = opened(studio)
    with backup.written_into(drawer), transaction(db):
        lease.let_go(db, drawer)
    machine.remember(book.identity(db), handing_over=str(studio.resolve()))
    assert two_computers.is_broken_off(db)
    drawer.rename(tmp_path / "drawer")
    drawer.mkdir()
    assert not two_computers.is_broken_off(db)
    assert "Plug that disk in" in str(db.protection())
    drawer.rmdir()
    (tmp_path / "drawer").rename(drawer)
    # While another program is still at it nobody takes the book back.
    with handing.under_way(db):
        assert not two_computers.is_broken_off(db)
        assert "it goes on with what was written to" in str(db.protection())
    db.close()


def test_a_book_whose_computer_is_gone_goes_on_here_and_says_so(studio: Path, computers: Computers) -> None:
    computers.sit_at("laptop")
    db = opened(studio)
    with pytest.raises(EnvironmentFault, match="The computer studio writes in this book"):
        issued(db, line("5"))
    two_computers.go_on_here(db)
    issued(db, line("200"))
    told = [log.told(entry) for entry in log.each(db) if str(entry.act) == "taken_over"]
    assert told == [{"before": "studio", "computer": "laptop"}]
    assert two_computers.standing(db).held_by == machine.device().id
    db.close()


def test_a_book_in_a_folder_kept_in_step_is_moved_to_this_computer_and_that_folder_gets_the_backups(
    studio: Path, computers: Computers, tmp_path: Path
) -> None:
    (tmp_path / "Dropbox").mkdir()
    synced = studio.rename(tmp_path / "Dropbox" / "book.db")
    db = opened(synced)
    assert "Dropbox" in str(two_computers.danger(db))
    moved = two_computers.move(db, at=AT)
    with pytest.raises(EnvironmentFault):
        issued(db, line("5"))
    two_computers.write_here_all_the_same(db)
    with pytest.raises(EnvironmentFault, match=f"it goes on with what was written to {moved}"):
        issued(db, line("5"))
    db.close()
    db = opened(moved)
    assert two_computers.danger(db) is None
    issued(db, line("200"))
    assert numbers(db) == ["RE-2026-001", "RE-2026-002"]
    assert backup_shelf.second_folder(db) == synced.parent
    assert verifying.verify(db).findings == ()
    db.close()
