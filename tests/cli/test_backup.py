"""`clientdesk backup` and `restore`: the same way as in the window, with answers for people and for scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientdesk.storage.database import open_book
from tests.cli.conftest import Desk


def test_a_backup_is_made_listed_looked_into_and_brought_back(lena: Desk, own_data: Path) -> None:
    made = lena.ok("backup")
    assert made["verified"] is True
    assert made["at"].startswith("2026-06-17T")
    assert made["folders"] == [str(own_data / "ClientDesk" / "backups")]
    (listed,) = lena.ok("backup", "list")
    assert listed["file"] == made["file"]
    said = lena.run("backup", "list")
    assert "17 Jun 2026" in said.out or "17/06/2026" in said.out

    lena.ok("client", "add", "Čaj & Káva")
    seen = lena.run("restore", made["file"], "--json")
    assert seen.code == 1
    assert seen.data["restored"] is False
    assert seen.data["lacking"] == [{"kind": "clients", "count": 1, "names": "Čaj & Káva"}]
    assert (seen.data["backup"]["clients"], seen.data["present"]["clients"]) == (1, 2)
    for_people = lena.run("restore", made["file"])
    assert "Add --confirm" in for_people.out
    assert "Čaj & Káva" in for_people.out
    assert len(lena.ok("client", "list")) == 2

    done = lena.ok("restore", made["file"], "--confirm")
    assert len(lena.ok("client", "list")) == 1
    kept = Path(done["kept"])
    assert kept.name.startswith("book-replaced-2026-06-17-")
    assert lena.ok("verify")["sound"] is True
    # The way back from it is the same way.
    lena.ok("restore", str(kept), "--confirm")
    assert len(lena.ok("client", "list")) == 2


def test_a_backup_of_an_altered_book_is_made_and_says_what_is_wrong_with_the_book(
    lena: Desk, tmp_path: Path
) -> None:
    db = open_book(lena.book)
    db.connection.execute("UPDATE clients SET name = 'Evil \x1b[2J Ltd'")
    db.close()
    (tmp_path / "stick").mkdir()
    said = lena.run("backup", str(tmp_path / "stick"))
    assert said.code == 4
    made, verdict, finding = said.out.splitlines()
    (file,) = (tmp_path / "stick").glob("*.db")
    assert made == (
        f"The backup is made and is a true copy of the book: {file}. But the book itself is not sound."
    )
    assert verdict == "Not sound: 1 thing is not as it was written."
    assert finding == (
        "- Altered by another program: client Evil \N{REPLACEMENT CHARACTER}[2J Ltd (#1)."
        " Keep the file as it is and compare it with your last backup."
    )
    machine = lena.run("backup", str(tmp_path / "stick"), "--json")
    assert machine.code == 4
    assert (machine.data["verified"], machine.data["sound"], machine.data["found"]) == (True, False, 1)
    assert machine.data["findings"][0]["rule"] == "R-AUD-1"
    # It can be brought back all the same; what is wrong with it is told again.
    preview = lena.run("restore", str(file), "--json").data
    assert len(preview["doubts"]) == 1


def test_a_folder_of_ones_own_and_a_second_place(lena: Desk, tmp_path: Path) -> None:
    mistyped = lena.run("backup", str(tmp_path / "once"))
    assert mistyped.code == 3
    assert "is not there now" in mistyped.err
    assert not (tmp_path / "once").exists()
    (tmp_path / "once").mkdir()
    one = lena.ok("backup", str(tmp_path / "once"))
    assert one["folders"] == [str(tmp_path / "once")]
    stick = tmp_path / "stick"
    assert lena.run("backup", "--also", str(stick)).code == 3
    stick.mkdir()
    assert lena.ok("backup", "--also", str(stick))["folders"][1] == str(stick)
    stick.rename(tmp_path / "drawer")
    away = lena.run("backup")
    assert away.code == 0
    assert "is not there now" in away.out


def test_what_is_no_backup_of_this_book_is_refused_with_the_right_code(lena: Desk, tmp_path: Path) -> None:
    before = lena.book.read_bytes()
    text = tmp_path / "diary.db"
    text.write_text("Dear diary " * 1000)
    empty = tmp_path / "empty.db"
    empty.touch()
    assert lena.run("restore", str(text), "--confirm").code == 3
    assert lena.run("restore", str(empty), "--confirm").code == 4
    assert lena.run("restore", str(tmp_path / "gone.db"), "--confirm").code == 3
    assert lena.run("restore", str(lena.book), "--confirm").code == 3
    other = Desk(tmp_path / "other.db", lena._capsys)
    other.ok("issuer", "set", "name=Marcus Reed", "address.country=US")
    (tmp_path / "theirs").mkdir()
    theirs = other.ok("backup", str(tmp_path / "theirs"))["file"]
    refused = lena.run("restore", theirs, "--confirm")
    assert refused.code == 1
    assert "Marcus Reed" in refused.err
    assert lena.book.read_bytes() == before
    lena.ok("restore", theirs, "--confirm", "--other-book")
    assert lena.ok("issuer", "show")["name"] == "Marcus Reed"


def test_a_book_comes_to_a_new_computer(lena: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    made = lena.ok("backup", str(tmp_path / "stick"))
    new = Desk(tmp_path / "new" / "clientdesk.db", lena._capsys)
    assert new.ok("restore", made["file"], "--confirm")["kept"] == ""
    assert [row["name"] for row in new.ok("client", "list")] == ["Bäckerei Krumm GmbH"]
    assert new.run("backup", "--book").code == 2


def test_an_encrypted_backup_asks_for_its_passphrase(
    lena: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientdesk.storage import keys
    from clientdesk.usecases import encryption

    encryption.switch_on(lena.book, keys.new_key(), "vier gute alte Worte")
    monkeypatch.setenv("CLIENTDESK_PASSPHRASE", "vier gute alte Worte")
    (tmp_path / "stick").mkdir()
    made = lena.ok("backup", str(tmp_path / "stick"))
    lena.ok("client", "add", "New")
    lena.ok("restore", made["file"], "--confirm")
    assert len(lena.ok("client", "list")) == 1
    monkeypatch.setenv("CLIENTDESK_PASSPHRASE", "another one")
    assert lena.run("restore", made["file"], "--confirm").code == 3


def test_the_list_says_which_backup_is_from_before_the_book_was_altered(lena: Desk) -> None:
    lena.ok("backup")
    db = open_book(lena.book)
    db.connection.execute("UPDATE clients SET name = 'Evil Ltd'")
    db.close()
    assert lena.run("backup").code == 4
    assert sorted(one["doubts"] for one in lena.ok("backup", "list")) == [0, 1]
    assert "doubts" in lena.run("backup", "list").out
