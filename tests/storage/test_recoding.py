"""Encryption on, off and under another key: the content stays, the plain text goes, no kill loses a book."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clientdesk.domain import recovery_code
from clientdesk.domain.client import Client
from clientdesk.domain.errors import BusyFault, EnvironmentFault, IntegrityFault
from clientdesk.storage import dump, engine, key_file, keys, locked, recoding, sealing, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import clients, encryption
from tests.torture.recoding import ACTS, NEW, OLD, WORDS, kill_at, points

CANARY = "Kanarienvogel-Zuchtverein Übersee"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a guess costs is not the matter here.
    monkeypatch.setattr(sealing, "_KIB", 64)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain book with a client; copied by whoever wants one."""
    path = tmp_path_factory.mktemp("plain") / "book.db"
    db = open_book(path)
    for name in (CANARY, "Bäckerei Krumm GmbH"):
        clients.create(db, Client(name=name, notes="Wants it by Friday."))
    db.close()
    return path


@pytest.fixture
def book(tmp_path: Path, plain: Path) -> Path:
    return shutil.copy(plain, tmp_path / "book.db")


@pytest.fixture
def encrypted(book: Path) -> Path:
    encryption.switch_on(book, OLD, WORDS)
    return book


def differs(one: Path, other: Path, *, key: bytes | None) -> str:
    """The table in which a plain book and another one differ; the log alone tells of what was done with the file."""
    with closing(open_book(one)) as first, closing(open_book(other, create=False, key=key)) as second:
        tables = [name for name in dump.ORDER if name != "log"]
        return next((name for name in tables if [*dump.rows(first, name)] != [*dump.rows(second, name)]), "")


def triggers(db: Database) -> int:
    return int(db.value("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"))


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path, path.read_bytes()


def test_on_another_key_and_off_the_content_is_equal(book: Path, plain: Path):
    encryption.switch_on(book, OLD, WORDS)
    assert differs(plain, book, key=OLD) == ""
    encryption.change_key(book, OLD, NEW, WORDS)
    assert differs(plain, book, key=NEW) == ""
    assert not keys.opens(book, OLD)
    encryption.switch_off(book, NEW)
    assert differs(plain, book, key=None) == ""
    assert not key_file.path_for(book).exists()
    assert sorted(path.name for path in book.parent.iterdir()) == ["book.db", "book.db-journal"]
    with sqlite3.connect(book) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT count(*) FROM clients").fetchone() == (2,)
    db.close()


def test_an_encrypted_book_has_its_guards_and_can_be_worked_in(encrypted: Path, plain: Path):
    db = open_book(plain)
    guarded = triggers(db)
    db.close()
    db = open_book(encrypted, create=False, key=OLD)
    assert triggers(db) == guarded > 50
    made = clients.create(db, Client(name="Tischlerei Vogt"))
    db.close()
    db = open_book(encrypted, create=False, key=OLD)
    assert tables.clients.get(db, made.id).name == "Tischlerei Vogt"
    assert [
        row["id"] for row in db.rows("SELECT rowid AS id FROM clients_index WHERE search MATCH 'vogt'")
    ] == [made.id]
    db.close()


def test_no_word_of_the_book_is_found_in_its_files(encrypted: Path):
    canaries = [CANARY.encode(code) for code in ("utf-8", "utf-16-le")] + [b"Kanarienvogel", b"kanarienvogel"]
    db = open_book(encrypted, create=False, key=OLD)
    with transaction(db):
        db.execute("UPDATE clients SET notes = notes || ?", (CANARY,))
        # The journal has its pages now.
        db.connection.execute("PRAGMA cache_spill = 1").fetchall()
        found = [
            (path.name, one) for path, data in contents(encrypted.parent) for one in canaries if one in data
        ]
        assert (encrypted.parent / "book.db-journal").stat().st_size > 0
    db.close()
    found += [
        (path.name, one) for path, data in contents(encrypted.parent) for one in canaries if one in data
    ]
    assert found == []


def test_a_session_at_the_command_line_leaves_no_word_of_the_book_behind(encrypted: Path, tmp_path: Path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    environment = dict(
        os.environ,
        TMPDIR=str(folder), TEMP=str(folder), TMP=str(folder), HOME=str(folder), XDG_DATA_HOME=str(folder),
        CLIENTDESK_PASSPHRASE=WORDS,
    )  # fmt: skip
    for words in (("client", "add", f"{CANARY} e. V."), ("find", "Kanarien")):
        done = subprocess.run(
            [sys.executable, "-m", "clientdesk", *words, "--book", str(encrypted)],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "Kanarienvogel" in done.stdout
    assert [path for path, data in contents(tmp_path) if b"anarienvogel" in data.lower()] == []


def test_pythons_own_engine_cannot_read_it(encrypted: Path):
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM clients')"
    done = subprocess.run(
        [sys.executable, "-c", code, str(encrypted)], capture_output=True, text=True, check=False
    )
    assert "file is not a database" in done.stderr


def test_the_plain_original_is_overwritten_before_it_is_let_go_of(book: Path):
    with book.open("rb") as old:
        encryption.switch_on(book, OLD, WORDS)
        assert set(old.read()) == {0}


def test_who_had_the_book_open_is_told_instead_of_writing_into_nothing(book: Path):
    other = open_book(book)
    encryption.switch_on(book, OLD, WORDS)
    with pytest.raises(EnvironmentFault, match="Another file lies where the book"):
        clients.create(other, Client(name="Lost"))
    other.close()


def test_a_book_that_another_program_is_reading_is_left_alone(book: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recoding, "_BUSY_SECONDS", 0.05)
    code = (
        "import sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1]); db.execute('BEGIN'); db.execute('SELECT * FROM clients').fetchall()\n"
        "print('holds', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        with pytest.raises(BusyFault):
            encryption.switch_on(book, OLD, WORDS)
        reader.communicate(b"")
    assert locked.is_plain(book)
    assert not key_file.path_for(book).exists()


def test_a_copy_that_is_not_equal_is_thrown_away(book: Path, monkeypatch: pytest.MonkeyPatch):
    real = recoding._copy

    def spoiled(source: engine.Connection, copy: Path, key: bytes | None) -> None:
        real(source, copy, None)
        with sqlite3.connect(copy) as db:
            for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f'DROP TRIGGER "{trigger}"')
            db.execute("DELETE FROM clients WHERE id = 2")
        db.close()

    encryption.switch_on(book, OLD, WORDS)
    before = book.read_bytes()
    monkeypatch.setattr(recoding, "_copy", spoiled)
    with pytest.raises(IntegrityFault, match="not equal"):
        encryption.switch_off(book, OLD)
    assert book.read_bytes() == before
    assert not (book.parent / "book.db.recoding").exists()


def test_a_folder_that_cannot_be_written_changes_nothing(book: Path):
    (book.parent / "book.db.recoding").mkdir()
    before = book.read_bytes()
    with pytest.raises(EnvironmentFault):
        encryption.switch_on(book, OLD, WORDS)
    assert book.read_bytes() == before
    assert not key_file.path_for(book).exists()


def test_a_folder_that_vanishes_meanwhile_is_said_and_its_book_opens_as_before(encrypted: Path):
    here, away = encrypted.parent, encrypted.parent.with_name(f"{encrypted.parent.name}-away")
    with pytest.raises(EnvironmentFault, match="is not there now"):
        encryption.change_key(encrypted, OLD, NEW, WORDS, lambda *_told: here.rename(away))
    away.rename(here)
    assert keys.by_passphrase(encrypted, WORDS) == OLD


@pytest.mark.parametrize("act", ACTS)
def test_killed_at_any_moment_one_of_the_two_opens_and_it_can_be_done_again(
    act: str, book: Path, plain: Path
):
    if act != "encrypt":
        encryption.switch_on(book, OLD, WORDS)
    start = book.parent / "start"
    start.mkdir()
    for name in ("book.db", "book.db.keys"):
        if (book.parent / name).exists():
            shutil.copy(book.parent / name, start / name)
    steps = points(act, book)
    swap = steps.index("replace", steps.index("swap"))
    # The whole row is walked by `dev.py torture`; here what matters most: before, in the middle, around the swap.
    for point in (steps.index("compare"), swap, swap + 1):
        for path in book.parent.glob("book.db*"):
            path.unlink()
        shutil.copytree(start, book.parent, dirs_exist_ok=True)
        kill_at(act, book, point)
        check_either(act, book, plain, is_done=point > swap)


def check_either(act: str, book: Path, plain: Path, *, is_done: bool) -> None:
    """The book is what it was, or what it was to be, opens with what its owner has, and nothing lies beside it."""
    is_plain = locked.is_plain(book)
    assert is_plain is (is_done if act == "decrypt" else act == "encrypt" and not is_done)
    key = None
    if not is_plain:
        key = keys.by_passphrase(book, WORDS)
        assert key == (NEW if act == "rekey" and is_done else OLD)
        assert keys.by_code(book, recovery_code.written(OLD if act != "rekey" or not is_done else NEW)) == key
    open_book(book, create=False, key=key).close()
    assert differs(plain, book, key=key) == ""
    assert not (book.parent / "book.db.recoding").exists()
    if act == "encrypt" and not is_done:
        encryption.switch_on(book, OLD, WORDS)
    elif act == "rekey" and key == OLD:
        encryption.change_key(book, OLD, NEW, WORDS)
    elif act == "decrypt" and not is_done:
        encryption.switch_off(book, OLD)


def test_a_link_leads_to_the_book_and_stays_a_link(book: Path, tmp_path: Path):
    link = tmp_path / "elsewhere.db"
    link.symlink_to(book)
    encryption.switch_on(link, OLD, WORDS)
    assert link.is_symlink()
    assert not locked.is_plain(book)
    assert keys.by_passphrase(link, WORDS) == keys.by_passphrase(book, WORDS) == OLD
    open_book(link, create=False, key=OLD).close()


def test_the_key_stands_in_no_error_and_so_in_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "stick"
    folder.mkdir()
    real = os.open

    def pulled_out(path: Path, *how: int) -> int:
        descriptor = real(path, *how)
        path.unlink()
        folder.rmdir()
        return descriptor

    monkeypatch.setattr(os, "open", pulled_out)
    source = engine.connect(":memory:", uri=True, isolation_level=None)
    source.execute("ATTACH ':memory:' AS src")
    with pytest.raises(EnvironmentFault) as caught:
        recoding._copy(source, folder / "copy", OLD)
    source.close()
    assert OLD.hex() not in "".join(traceback.format_exception(caught.value))
