"""Backups of an encrypted book: encrypted as well, opened by the same passphrase, brought back with their key file."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import LockedFault
from clientdesk.storage import key_file, keys, manifest, restore
from clientdesk.storage.contents import contents
from clientdesk.storage.database import open_as_it_is, open_book
from clientdesk.usecases import backup_shelf, backups, clients, encryption, restoring, verifying
from tests.usecases.backups.lena import NOW
from tests.usecases.billing import issued, open_german

PASSPHRASE = "vier gute alte Worte"


@pytest.fixture(scope="module")
def first_books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A book as it was, plain, and beside it as it is, encrypted; and its key."""
    path = tmp_path_factory.mktemp("first") / "lena.db"
    db = open_german(path)
    issued(db)
    db.close()
    shutil.copy(path, path.with_name("plain.db"))
    key = keys.new_key()
    encryption.switch_on(path, key, PASSPHRASE)
    return path, key


@pytest.fixture
def book(first_books: tuple[Path, bytes], tmp_path: Path) -> Path:
    path, _key = first_books
    (tmp_path / "office").mkdir()
    shutil.copy(key_file.path_for(path), tmp_path / "office")
    return Path(shutil.copy(path, tmp_path / "office" / "lena.db"))


@pytest.fixture
def key(first_books: tuple[Path, bytes]) -> bytes:
    return first_books[1]


def test_a_backup_is_encrypted_proven_and_opened_by_the_passphrase(
    book: Path, key: bytes, tmp_path: Path
) -> None:
    db = open_book(book, key=key)
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_second(db, stick)
    done = backups.back_up(db, at=NOW)
    for folder in done.folders:
        (copy,) = folder.glob("*.db")
        assert b"Brandt" not in copy.read_bytes()
        # Nor does what lies beside it say anything of what is in it.
        said = manifest.path_of(copy).read_text()
        assert "Brandt" not in said
        assert "RE-2026" not in said
        assert "invoices" not in said
        assert keys.by_passphrase(copy, PASSPHRASE) == key
        opened = open_as_it_is(copy, key=key)
        assert contents(opened) == contents(db)
        opened.close()
    assert not backup_shelf.shelf(db, now=NOW).is_overdue
    db.close()


def test_it_is_brought_back_and_what_it_replaces_opens_as_well(book: Path, key: bytes) -> None:
    db = open_book(book, key=key)
    done = backups.back_up(db, at=NOW)
    clients.create(db, Client(name="Čaj & Káva"))
    db.close()
    seen = restoring.look_into(done.made.path, book, key=key, own_key=key)
    assert [one.kind for one in seen.lacking] == ["clients"]
    assert seen.backup.inside.issuer == "Lena Brandt"
    assert not seen.loses_encryption
    prepared = restoring.prepare(done.made.path, book, key=key, own_key=key)
    assert b"Brandt" not in prepared.read_bytes()
    kept = restoring.exchange(prepared, book, at=NOW, key=key, own_key=key)
    assert kept is not None
    for path, count in ((book, 1), (kept, 2)):
        assert keys.by_passphrase(path, PASSPHRASE) == key
        opened = open_book(path, key=key)
        assert opened.value("SELECT count(*) FROM clients") == count
        opened.close()
    restored = open_book(book, key=key)
    assert verifying.verify(restored).is_sound
    restored.close()


def test_a_book_that_was_restored_is_told_so_even_if_it_cannot_be_opened_right_after(
    book: Path, key: bytes
) -> None:
    db = open_book(book, key=key)
    done = backups.back_up(db, at=NOW)
    clients.create(db, Client(name="Čaj & Káva"))
    db.close()
    prepared = restoring.prepare(done.made.path, book, key=key, own_key=key)
    kept = restoring.exchange(prepared, book, at=NOW, key=None, own_key=key)
    assert kept is not None
    restored = open_book(book, key=key)
    assert restored.value("SELECT count(*) FROM clients") == 1
    restored.close()


def test_on_a_new_computer_the_key_file_comes_with_it(book: Path, key: bytes, tmp_path: Path) -> None:
    db = open_book(book, key=key)
    (tmp_path / "stick").mkdir()
    made = backups.back_up(db, at=NOW, folder=tmp_path / "stick").made
    db.close()
    place = tmp_path / "new" / "clientdesk.db"
    restoring.exchange(restoring.prepare(made.path, place, key=key), place, at=NOW, key=key)
    assert keys.by_passphrase(place, PASSPHRASE) == key
    open_book(place, key=key).close()


def test_a_plain_backup_from_before_is_taken_and_that_is_said(
    book: Path, key: bytes, first_books: tuple[Path, bytes]
) -> None:
    plain = first_books[0].with_name("plain.db")
    seen = restoring.look_into(plain, book, key=key, own_key=key)
    assert seen.loses_encryption
    prepared = restoring.prepare(plain, book, key=key, own_key=key)
    kept = restoring.exchange(prepared, book, at=NOW, key=key, own_key=key)
    assert kept is not None
    assert keys.by_passphrase(kept, PASSPHRASE) == key
    assert not key_file.path_for(book).exists()
    open_book(book).close()


def test_one_under_another_key_is_refused_in_a_sentence(book: Path, key: bytes, tmp_path: Path) -> None:
    db = open_book(book, key=key)
    (tmp_path / "stick").mkdir()
    made = backups.back_up(db, at=NOW, folder=tmp_path / "stick").made
    db.close()
    for other in (None, keys.new_key()):
        with pytest.raises(LockedFault, match="under another key"):
            restoring.look_into(made.path, book, key=other, own_key=key)


def test_killed_before_the_key_file_follows_the_passphrase_opens_what_was_brought_back(
    book: Path, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with closing(open_book(book, key=key)) as db:
        chosen = backups.back_up(db, at=NOW, folder=stick).made.path
    newer = keys.new_key()
    encryption.change_key(book, key, newer, PASSPHRASE)
    prepared = restoring.prepare(chosen, book, key=key, own_key=newer)

    def killed(*_paths: object) -> None:
        raise KeyboardInterrupt

    # What a kill between the two steps leaves: no other program runs after it.
    monkeypatch.setattr(key_file, "take_over", killed)
    with pytest.raises(KeyboardInterrupt):
        restore.exchange(prepared, book, at=NOW, key=newer)
    monkeypatch.undo()
    assert not prepared.exists()
    assert encryption.by_passphrase(book, PASSPHRASE) == key
    open_book(book, key=key).close()


def test_rotation_takes_the_key_file_along(book: Path, key: bytes, own_data: Path) -> None:
    db = open_book(book, key=key)
    for minute in range(3):
        backups.back_up(db, at=NOW.replace(minute=minute))
    db.close()
    left = sorted(path.name for path in (own_data / "ClientDesk" / "backups").iterdir())
    assert left == [
        ".clientdesk-backup.lock",
        "lena-2026-06-17-120205.db",
        "lena-2026-06-17-120205.db.json",
        "lena-2026-06-17-120205.db.keys",
    ]
