"""A backup takes the place of the book in one step: killed at any moment, the path holds the whole old or new book."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage import backup, disk, restore
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients
from tests.usecases.billing import open_german

UPGRADES = Path(__file__).parents[1] / "upgrades"
AT = datetime(2026, 6, 17, 12, 30, 5, tzinfo=UTC)
#: Restores again and again, killed at one file call further each time; says what lies at the path after each.
KILLED = """
import json, os, signal, shutil, sys
from datetime import datetime, timezone
from pathlib import Path
from clientdesk.storage import restore
from clientdesk.storage.database import open_book
book, chosen, spare = map(Path, sys.argv[1:4])
state = {"left": -1}
def hook(event, arguments):
    if state["left"] < 0 or event not in {"open", "os.rename", "os.link", "os.remove", "os.posix_fadvise"}:
        return
    if state["left"] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    state["left"] -= 1
def once():
    restore.exchange(restore.prepare(chosen, book), book, at=datetime.now(timezone.utc))
once()
sys.addaudithook(hook)
def names():
    db = open_book(book, create=False)
    found = [row["name"] for row in db.rows("SELECT name FROM clients ORDER BY id")]
    db.close()
    return found
results = []
for calls in range(200):
    for path in book.parent.iterdir():
        if path.name != "backups":
            path.unlink()
    shutil.copy(spare, book)
    child = os.fork()
    if child == 0:
        state["left"] = calls
        once()
        os._exit(0)
    done = os.waitpid(child, 0)[1] == 0
    kept = [path.name for path in book.parent.glob("*-replaced-*")]
    results.append([done, names(), len(kept)])
    if done:
        break
print(json.dumps(results))
"""


#: Another program that wants to write in the book; says why it may not.
WRITES = """
import sys
from clientdesk.storage import engine
try:
    engine.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
except engine.DatabaseError as error:
    print(error)
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with a client more than its backup in `backups` has."""
    (tmp_path / "office" / "backups").mkdir(parents=True)
    path = tmp_path / "office" / "lena.db"
    db = open_german(path)
    backup.make(db, path.parent / "backups", at=AT)
    clients.create(db, Client(name="New"))
    db.close()
    return path


def test_killed_at_any_moment_the_whole_old_or_the_whole_new_book_lies_there(
    book: Path, tmp_path: Path
) -> None:
    (chosen,) = backup.files(book.parent / "backups")
    spare = tmp_path / "spare.db"
    disk.copy(book, spare)
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(book), str(chosen), str(spare)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    results = json.loads(ran.stdout)
    old, new = ["Bäckerei Krumm GmbH", "New"], ["Bäckerei Krumm GmbH"]
    found = [names for _done, names, _kept in results]
    assert len(found) > 15
    assert all(names in (old, new) for names in found)
    assert found == sorted(found, key=len, reverse=True), "once it is new it stays new"
    assert found[-1] == new
    # Whoever finds the new book finds the old one beside it.
    assert all(kept == 1 for _done, names, kept in results if names == new)


def test_a_link_to_the_book_stays_a_link(book: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(book)
    (chosen,) = backup.files(book.parent / "backups")
    kept = restore.exchange(restore.prepare(chosen, link), link, at=AT)
    assert link.is_symlink()
    assert kept is not None
    assert kept.parent == book.parent
    db = open_book(book)
    assert db.value("SELECT count(*) FROM clients") == 1
    db.close()


def test_where_files_have_no_second_name_the_book_is_kept_as_a_copy(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    held: list[str] = []
    rename = Path.replace

    def ask_another_program(source: Path, target: Path) -> Path:
        if target == book:
            ran = subprocess.run(
                [sys.executable, "-c", WRITES, str(book)], capture_output=True, text=True, check=True
            )
            held.append(ran.stdout.strip())
        return rename(source, target)

    # A stick's file system (FAT) answers so.
    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr(Path, "replace", ask_another_program)
    (chosen,) = backup.files(book.parent / "backups")
    kept = restore.exchange(restore.prepare(chosen, book), book, at=AT)
    monkeypatch.undo()
    assert kept is not None
    assert held == ["database is locked"], "copying it must not let go of it"
    db = open_book(kept)
    assert db.value("SELECT count(*) FROM clients") == 2
    db.close()
    assert [path.name for path in restore.replaced(book)] == [kept.name]
    assert restore.replaced_at(kept).strftime("%H%M%S") == "123005"


def test_a_backup_of_an_older_program_leaves_nothing_of_its_upgrade_beside_the_book(
    book: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    older.write_bytes(lzma.decompress((UPGRADES / "schema_08.db.xz").read_bytes()))
    before = {path.name for path in book.parent.iterdir()}
    kept = restore.exchange(restore.prepare(older, book), book, at=AT)
    assert kept is not None
    left = {path.name for path in book.parent.iterdir()} - before
    assert left == {kept.name}


def test_who_had_the_book_open_is_told_instead_of_writing_into_what_was_replaced(book: Path) -> None:
    (chosen,) = backup.files(book.parent / "backups")
    other = open_book(book)
    kept = restore.exchange(restore.prepare(chosen, book), book, at=AT)
    with pytest.raises(EnvironmentFault, match="Another file lies where the book"):
        clients.create(other, Client(name="Lost"))
    other.close()
    assert kept is not None
    db = open_book(kept)
    assert db.value("SELECT count(*) FROM clients") == 2
    db.close()
