"""The key file: what opens a book, and that nothing else does; wrong words are never called damage (T68)."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from clientdesk.domain import recovery_code
from clientdesk.domain.errors import EnvironmentFault, LockedFault, RuleError
from clientdesk.storage import key_file, keys, locked, recoding, sealing
from clientdesk.storage.database import open_as_it_is, open_book

WORDS = "four words of mine"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a guess costs is not the matter here.
    monkeypatch.setattr(sealing, "_KIB", 64)


@pytest.fixture(scope="module")
def key() -> bytes:
    return keys.new_key()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, key: bytes) -> Path:
    """An encrypted book; copied by whoever wants one."""
    path = tmp_path_factory.mktemp("made") / "book.db"
    open_book(path).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_KIB", 64)
        keys.write(path, WORDS, [key], codes=[key])
    recoding.recode(path, old=None, new=key)
    return path


@pytest.fixture
def book(tmp_path: Path, made: Path) -> Path:
    keys.copy_slots(made, tmp_path / "book.db")
    shutil.copyfile(made, tmp_path / "book.db")
    (tmp_path / "book.db").chmod(0o600)
    return tmp_path / "book.db"


def test_passphrase_and_code_open_the_book_each_by_itself(book: Path, key: bytes):
    assert keys.by_passphrase(book, WORDS) == key
    assert keys.by_code(book, recovery_code.written(key)) == key
    db = open_book(book, create=False, key=key)
    assert db.key == key
    assert db.value("PRAGMA journal_mode") == "truncate"
    db.close()


def test_the_same_words_from_another_keyboard_are_the_same(tmp_path: Path, key: bytes):
    path = tmp_path / "book.db"
    open_book(path).close()
    keys.write(path, "Größe Ä Ångström", [key], codes=[key])
    recoding.recode(path, old=None, new=key)
    assert keys.by_passphrase(path, "Gro\u0308ße A\u0308 \u212bngstro\u0308m") == key


@pytest.mark.parametrize(
    "words", ["", WORDS.upper(), f"{WORDS} ", "something else", "\U0001f511", "x" * 5000]
)
def test_wrong_words_are_refused_as_wrong_words(book: Path, words: str):
    with pytest.raises(LockedFault, match="not the passphrase"):
        keys.by_passphrase(book, words)


def test_the_code_of_another_book_is_said_to_be_that(book: Path):
    with pytest.raises(LockedFault, match="typed right, but"):
        keys.by_code(book, recovery_code.written(keys.new_key()))


def test_a_key_that_is_not_the_books_own_is_never_called_damage(book: Path):
    with pytest.raises(LockedFault) as caught:
        open_book(book, create=False, key=keys.new_key())
    assert "does not open with this key" in str(caught.value)
    with pytest.raises(LockedFault, match="is encrypted"):
        open_book(book)


def test_without_its_key_file_the_code_alone_opens_the_book(book: Path, key: bytes):
    key_file.path_for(book).unlink()
    with pytest.raises(LockedFault, match="is encrypted"):
        open_book(book)
    with pytest.raises(LockedFault, match=r"key file .* is not there"):
        keys.by_passphrase(book, WORDS)
    assert keys.by_code(book, recovery_code.written(key)) == key
    keys.set_passphrase(book, key, "another passphrase")
    assert keys.by_passphrase(book, "another passphrase") == key


def test_another_passphrase_takes_the_place_of_the_first(book: Path, key: bytes):
    keys.set_passphrase(book, key, "another passphrase")
    assert keys.by_passphrase(book, "another passphrase") == key
    with pytest.raises(LockedFault):
        keys.by_passphrase(book, WORDS)
    assert keys.by_code(book, recovery_code.written(key)) == key


def test_a_short_passphrase_is_refused_by_its_length_and_nothing_else(book: Path, key: bytes):
    with pytest.raises(RuleError, match="too short"):
        keys.set_passphrase(book, key, "1234567")
    keys.set_passphrase(book, key, "12345678")


@pytest.mark.parametrize("field", ["salt", "memory_kib", "passes", "lanes", "sealed", "book"])
def test_whatever_is_changed_in_a_slot_opens_nothing(book: Path, field: str):
    path = key_file.path_for(book)
    data = json.loads(path.read_bytes())
    slot = data["slots"][0]
    if field == "book":
        data["book"] = "0" * 16
    elif field == "sealed":
        first = slot["sealed"][0]
        slot["sealed"][0] = ("B" if first[20] == "A" else "A").join((first[:20], first[21:]))
    elif field == "salt":
        slot["salt"] = "A" * 22 + "=="
    else:
        slot[field] += 1
    path.write_text(json.dumps(data))
    with pytest.raises(LockedFault, match="not the passphrase"):
        keys.by_passphrase(book, WORDS)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 2}', b'{"format": 1, "book": "x", "slots": [1]}',
        b'{"format": 1, "book": "x", "slots": [{"kind": "passphrase", "kdf": "argon2id", "salt": "' + b"A" * 22
        + b'==", "memory_kib": 99999999999, "passes": 3, "lanes": 4, "sealed": []}]}',
        b"[" * 60000, b"x" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_key_file_is_named_and_the_code_opens_the_book_all_the_same(
    book: Path, key: bytes, content: bytes
):
    key_file.path_for(book).write_bytes(content)
    with pytest.raises(EnvironmentFault, match="damaged"):
        keys.by_passphrase(book, WORDS)
    assert keys.by_code(book, recovery_code.written(key)) == key


def test_the_key_file_is_for_its_owner_alone_and_tells_nothing(book: Path, key: bytes):
    path = key_file.path_for(book)
    assert path.name == "book.db.keys"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert book.stat().st_mode & 0o777 == 0o600
    text = path.read_bytes()
    assert key not in text
    assert key.hex().encode() not in text


def test_a_copy_takes_its_key_file_along(book: Path, key: bytes, tmp_path: Path):
    copy = tmp_path / "copy of it.db"
    keys.copy_slots(book, copy)
    copy.write_bytes(book.read_bytes())
    assert keys.by_passphrase(copy, WORDS) == key
    open_book(copy, create=False, key=key).close()


def test_a_plain_book_has_no_key_file_to_take_along(tmp_path: Path):
    open_book(tmp_path / "plain.db").close()
    keys.copy_slots(tmp_path / "plain.db", tmp_path / "copy.db")
    assert not key_file.path_for(tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a database, by any means" * 100, "is not a ClientDesk book"),
        (b"ClientDesk keeps its book here.\n" * 128, "is not a ClientDesk book"),
        (b"%PDF-1.7\n" + bytes(8183), "is not a ClientDesk book"),
    ],
)
def test_rubbish_keeps_its_sentence(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "rubbish.db"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault, match=said) as caught:
        open_book(path)
    assert not isinstance(caught.value, LockedFault)
    assert path.read_bytes() == content


def test_a_plain_book_is_known_as_plain(tmp_path: Path):
    path = tmp_path / "plain.db"
    open_book(path).close()
    assert locked.is_plain(path)
    assert not locked.is_encrypted(path)


def test_what_the_engine_thinks_of_a_wrong_key_stays_out_of_the_terminal(
    book: Path, capfd: pytest.CaptureFixture[str]
):
    with pytest.raises(LockedFault):
        open_book(book, create=False, key=keys.new_key())
    assert not keys.opens(book, keys.new_key())
    assert capfd.readouterr().err == ""


def test_a_page_that_was_damaged_is_never_read_as_something_else(book: Path, key: bytes):
    data = bytearray(book.read_bytes())
    data[4096 * 20 + 100] ^= 1
    book.write_bytes(data)
    db = open_book(book, create=False, key=key)
    with pytest.raises(EnvironmentFault, match="damaged"):
        db.rows("PRAGMA integrity_check")
    db.close()


def test_a_file_that_the_engine_cannot_open_is_said(book: Path, key: bytes):
    book.unlink()
    with pytest.raises(EnvironmentFault, match=r"A file in .* cannot be written or read"):
        keys.opens(book, key)
    with pytest.raises(EnvironmentFault, match="The book cannot be written"):
        open_as_it_is(book.parent, is_read_only=False)
    gone = book.parent / "gone" / "book.db"
    with pytest.raises(EnvironmentFault, match="is not there now"):
        open_as_it_is(gone)
    with pytest.raises(EnvironmentFault, match="is no longer there"):
        open_as_it_is(gone, is_read_only=False)
