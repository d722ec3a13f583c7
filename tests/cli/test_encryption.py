"""Encryption at the command line: on, off, other words, another key; and every other command on a locked book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clientdesk.storage import locked, sealing

WORDS = "four words of mine"
OTHER = "five entirely different words"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    # What a guess costs is not the matter here.
    monkeypatch.setattr(sealing, "_KIB", 64)
    monkeypatch.delenv("CLIENTDESK_PASSPHRASE", raising=False)


@pytest.fixture
def said(tmp_path: Path):
    """A file that says something in its first line."""

    def write(words: str) -> str:
        path = tmp_path / f"words-{abs(hash(words))}.txt"
        path.write_text(f"{words}\nnot this line\n", "utf-8")
        return str(path)

    return write


def test_a_book_is_encrypted_read_changed_and_decrypted(lena, said, monkeypatch: pytest.MonkeyPatch):
    made = lena.ok("encrypt", "--passphrase-file", said(WORDS))
    assert len(made["recovery_code"].split("-")) == 13
    assert not locked.is_plain(lena.book)
    assert lena.ok("client", "list", "--passphrase-file", said(WORDS))[0]["name"] == "Bäckerei Krumm GmbH"
    monkeypatch.setenv("CLIENTDESK_PASSPHRASE", WORDS)
    lena.ok("client", "add", "Tischlerei Vogt")
    assert len(lena.ok("client", "list")) == 2
    assert lena.ok("verify")["sound"]
    lena.ok("decrypt")
    monkeypatch.delenv("CLIENTDESK_PASSPHRASE")
    assert len(lena.ok("client", "list")) == 2


def test_a_locked_book_says_what_it_wants_with_code_3(lena, said):
    lena.ok("encrypt", "--passphrase-file", said(WORDS))
    nothing = lena.run("client", "list")
    assert nothing.code == 3
    assert "encrypted" in nothing.err
    assert "--passphrase-file" in nothing.err
    wrong = lena.run("client", "list", "--passphrase-file", said(OTHER))
    assert wrong.code == 3
    assert "not the passphrase" in wrong.err
    assert wrong.err.count("\n") == 1
    missing = lena.run("client", "list", "--passphrase-file", "nowhere.txt")
    assert missing.code == 3
    assert "nowhere.txt" in missing.err


def test_the_passphrase_is_changed_by_the_old_one_or_by_the_code(lena, said):
    code = lena.ok("encrypt", "--passphrase-file", said(WORDS))["recovery_code"]
    lena.ok("passphrase", "--passphrase-file", said(WORDS), "--new-passphrase-file", said(OTHER))
    assert lena.run("client", "list", "--passphrase-file", said(WORDS)).code == 3
    lena.ok("client", "list", "--passphrase-file", said(OTHER))
    lena.ok("passphrase", "--code-file", said(code.lower()), "--new-passphrase-file", said(WORDS))
    lena.ok("client", "list", "--passphrase-file", said(WORDS))
    slip = lena.run("passphrase", "--code-file", said(code[:-1] + "?"), "--new-passphrase-file", said(OTHER))
    assert slip.code == 1
    assert "group 13" in slip.err


def test_another_key_makes_the_old_sheet_worthless(lena, said, tmp_path: Path):
    old = lena.ok("encrypt", "--passphrase-file", said(WORDS))["recovery_code"]
    sheet = tmp_path / "sheet.pdf"
    answer = lena.ok("rekey", "--passphrase-file", said(WORDS), "--sheet", str(sheet))
    assert "recovery_code" not in answer
    assert sheet.read_bytes().startswith(b"%PDF")
    lena.ok("client", "list", "--passphrase-file", said(WORDS))
    refused = lena.run("passphrase", "--code-file", said(old), "--new-passphrase-file", said(OTHER))
    assert refused.code == 3
    assert "does not open the book" in refused.err


def test_what_makes_no_sense_is_refused_and_changes_nothing(lena, said):
    for verb in ("decrypt", "rekey", "passphrase"):
        refused = lena.run(verb, "--passphrase-file", said(WORDS))
        assert (refused.code, "not encrypted" in refused.err) == (1, True), verb
    assert lena.run("encrypt", "--passphrase-file", said("short")).code == 1
    assert locked.is_plain(lena.book)
    lena.ok("encrypt", "--passphrase-file", said(WORDS))
    twice = lena.run("encrypt", "--passphrase-file", said(WORDS))
    assert twice.code == 1
    assert "already" in twice.err
    lena.book = lena.book.with_name("nowhere.db")
    assert lena.run("decrypt", "--passphrase-file", said(WORDS)).code == 3


def test_the_recovery_code_opens_the_book_where_a_passphrase_is_asked_for(lena, said):
    code = lena.ok("encrypt", "--passphrase-file", said(WORDS))["recovery_code"]
    assert len(lena.ok("client", "list", "--passphrase-file", said(code))) == 1
    # Also where there is no key file, which is what the code is for.
    Path(f"{lena.book}.keys").unlink()
    assert len(lena.ok("client", "list", "--passphrase-file", said(code))) == 1
    assert lena.run("client", "list", "--passphrase-file", said(code[::-1])).code == 3


def test_too_little_memory_is_a_sentence_and_changes_nothing(lena, said):
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from clientdesk.cli import main\n"
        "from clientdesk.storage import keys, sealing\n"
        "sealing.from_passphrase('x', sealing.new_stretching())\n"
        "pages = int(Path('/proc/self/statm').read_text().split()[0])\n"
        "most = pages * resource.getpagesize() + (24 << 20)\n"
        "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    held = lena.book.read_bytes()
    words = ["--book", str(lena.book), "--language", "en", "--passphrase-file", said(WORDS)]
    child = subprocess.run(
        [sys.executable, "-c", program, "encrypt", *words], capture_output=True, text=True, check=False
    )
    assert child.stderr == (
        "There is too little memory to make a key of the passphrase; it takes 64 MB."
        " Close other programs and try again; the book is as it was.\n"
    )
    assert child.returncode == 3
    assert lena.book.read_bytes() == held
    assert not Path(f"{lena.book}.keys").exists()


def test_a_plain_book_is_not_called_encrypted_and_older_copies_are_spoken_of(lena, said):
    refused = lena.run("encrypt")
    assert refused.code == 3
    assert refused.err.startswith("No passphrase was given to encrypt the book with.")
    assert "CLIENTDESK_PASSPHRASE" in refused.err
    assert (
        "Backups and copies made so far stay readable."
        in lena.run("encrypt", "--passphrase-file", said(WORDS)).out
    )
