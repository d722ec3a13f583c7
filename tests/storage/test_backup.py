"""One backup of an open book: equal to a committed state whoever writes; nothing half made ever bears a name."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientdesk.domain.errors import BusyFault, EnvironmentFault, IntegrityFault
from clientdesk.storage import backup, manifest
from clientdesk.storage.contents import contents
from clientdesk.storage.database import open_as_it_is, open_book
from clientdesk.storage.folder_lock import folder_lock
from tests.usecases.billing import issued, open_german

AT = datetime(2026, 6, 17, 12, 30, 5, tzinfo=UTC)
#: A client and an absence in each act, so that a copy between two acts would show; says how far it is.
WRITER = """
import select, sys
from datetime import date, timedelta
from clientdesk.domain.absence import Absence
from clientdesk.domain.client import Client
from clientdesk.storage.database import open_book, transaction
from clientdesk.usecases import absences, clients
db = open_book(sys.argv[1])
for number in range(100_000):
    with transaction(db):
        clients.create(db, Client(name=f"Client {number}"))
        day = date(2030, 1, 1) + timedelta(days=number)
        absences.create(db, Absence(first_on=day, last_on=day, label="x"))
    if number == 0:
        print("writing", flush=True)
    select.select([], [], [], 0.005)
"""
#: Forks a process that makes a backup and kills itself: at the given file call, or after so many steps of the engine.
KILLED = """
import json, os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from clientdesk.storage import backup, manifest, contents, inside
from clientdesk.storage.database import open_book
book, folder = sys.argv[1], Path(sys.argv[2])
import hashlib, marshal, sqlcipher3
state = {"left": -1}
def hook(event, arguments):
    if state["left"] < 0 or event not in {"open", "os.rename", "os.remove", "sqlite3.connect", "os.posix_fadvise"}:
        return
    if state["left"] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    state["left"] -= 1
sys.addaudithook(hook)
def attempt(calls, steps):
    child = os.fork()
    if child == 0:
        db = open_book(book, create=False)
        if steps:
            db.connection.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGKILL), steps)
        state["left"] = calls
        backup.make(db, folder, at=datetime.now(timezone.utc))
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0
results = []
for steps in (200, 2000, 8000, 20000, 50000):
    results.append([attempt(-1, steps), sorted(os.listdir(folder))])
for calls in range(40):
    done = attempt(calls, 0)
    results.append([done, sorted(os.listdir(folder))])
    if done:
        break
print(json.dumps(results))
"""
FULL = """
import resource, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage import backup
from clientdesk.storage.database import open_book
db = open_book(sys.argv[1], create=False)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    backup.make(db, Path(sys.argv[2]), at=datetime.now(timezone.utc))
except EnvironmentFault as error:
    print(error)
"""


@pytest.fixture(scope="module")
def first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two issued invoices."""
    path = tmp_path_factory.mktemp("first") / "lena.db"
    db = open_german(path)
    issued(db)
    issued(db)
    db.close()
    return path


@pytest.fixture
def book(first_book: Path, tmp_path: Path) -> Path:
    shutil.copy(first_book, tmp_path / "lena.db")
    return tmp_path / "lena.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_a_backup_is_the_book_row_by_row_and_says_what_is_in_it(book: Path, folder: Path) -> None:
    db = open_book(book)
    made = backup.make(db, folder, at=AT)
    path = folder / "lena-2026-06-17-123005.db"
    assert names(folder) == [path.name, f"{path.name}.json"]
    copy = open_as_it_is(path)
    assert contents(copy) == contents(db)
    assert copy.value("SELECT count(*) FROM invoices") == made.counts["invoices"] == 2
    assert manifest.read(path) == made
    assert (made.made_at, made.book_name, made.bytes) == (AT, "lena", path.stat().st_size)
    assert made.inside["newest_number"] == "RE-2026-002"
    assert made.inside["invoiced"] == {"EUR": 23800}
    copy.close()
    db.close()
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_in_the_same_second_have_names_of_their_own_and_copies_keep_theirs(
    book: Path, folder: Path, tmp_path: Path
) -> None:
    db = open_book(book)
    first, second = (backup.make(db, folder, at=AT) for _ in range(2))
    db.close()
    assert second.file == "lena-2026-06-17-123005-2.db"
    other = tmp_path / "stick"
    other.mkdir()
    assert backup.copy_to(folder / first.file, other, first) == first
    assert (other / first.file).read_bytes() == (folder / first.file).read_bytes()
    assert backup.copy_to(folder / first.file, other, first).file != first.file


def test_a_write_protected_book_has_backups_too(book: Path, folder: Path) -> None:
    book.chmod(0o400)
    db = open_book(book)
    assert backup.make(db, folder, at=AT).counts["invoices"] == 2
    db.close()


def test_while_somebody_writes_each_copy_is_a_state_that_was_committed(book: Path, folder: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(book)], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        db = open_book(book)
        seen = []
        for _ in range(6):
            made = backup.make(db, folder, at=AT)
            copy = open_as_it_is(folder / made.file)
            rows = [name for (name,) in copy.connection.execute("SELECT name FROM clients ORDER BY id")]
            assert rows[1:] == [f"Client {number}" for number in range(len(rows) - 1)]
            assert made.counts["absences"] == made.counts["clients"] - 1 == len(rows) - 1
            seen.append(len(rows))
            copy.close()
        db.close()
        assert writer.poll() is None
        assert seen == sorted(seen)
        assert seen[0] < seen[-1]
    finally:
        writer.kill()
        writer.communicate()


def test_whenever_it_is_killed_no_half_made_file_bears_a_name(book: Path, folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(book), str(folder)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    results = json.loads(ran.stdout)
    killed = [files for done, files in results if not done]
    assert len(killed) > 10
    assert any(any(name.endswith(".part") for name in files) for files in killed)
    assert results[-1][0], "the last one was let go on to its end"
    finished = [name for name in results[-1][1] if name.endswith(".db")]
    for name in finished:
        made = manifest.read(folder / name)
        assert made is not None
        assert made.bytes == (folder / name).stat().st_size
        db = open_as_it_is(folder / name)
        assert contents(db).sha256 == made.content
        db.close()
    # What the killed ones had left is gone with the first that came to its end.
    assert not [name for name in results[-1][1] if name.endswith(".part")]
    assert len([name for name in results[-1][1] if name.endswith(".json")]) == len(finished)


def test_what_a_killed_one_has_left_goes_with_its_journal_and_what_lies_beside_it(
    book: Path, folder: Path
) -> None:
    name = "lena-2026-06-17-123005.db"
    for ending in (".part", ".part-journal", ".json", ".json.a1_b2c3d.part", ".keys", ".keys.00000000.part"):
        (folder / f"{name}{ending}").write_text("left")
    (folder / "notes.part").write_text("mine")
    with backup.written_into(folder):
        assert [path.name for path in folder.iterdir() if name in path.name] == []
    assert (folder / "notes.part").exists()


def test_a_full_disk_is_said_and_leaves_nothing(book: Path, folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(book), str(folder)], capture_output=True, text=True, check=False
    )
    assert str(folder) in ran.stdout, ran.stderr
    assert names(folder) == []


def test_a_folder_that_is_not_there_or_takes_nothing_is_said(
    book: Path, folder: Path, tmp_path: Path
) -> None:
    db = open_book(book)
    with pytest.raises(EnvironmentFault, match="is not there now"):
        backup.make(db, tmp_path / "stick", at=AT)
    if os.geteuid():
        folder.chmod(0o500)
        with pytest.raises(EnvironmentFault, match="Nothing may be written"):
            backup.make(db, folder, at=AT)
    db.close()


def test_only_one_is_made_in_a_folder_at_a_time(book: Path, folder: Path) -> None:
    db = open_book(book)
    with folder_lock(folder), pytest.raises(BusyFault):
        backup.make(db, folder, at=AT)
    backup.make(db, folder, at=AT)
    db.close()


def test_a_damaged_book_gives_no_backup(book: Path, folder: Path) -> None:
    data = bytearray(book.read_bytes())
    place = data.index(b"%PDF") // 4096 * 4096
    data[place : place + 64] = b"\xff" * 64
    book.write_bytes(data)
    db = open_book(book)
    with pytest.raises((EnvironmentFault, IntegrityFault), match="damaged"):
        backup.make(db, folder, at=AT)
    db.close()
    assert names(folder) == []
