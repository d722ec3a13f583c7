"""Two computers at the command line: handing a book over, and taking it over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.test_lease import Computers


def test_a_book_goes_to_the_other_computer_and_is_only_read_here(
    lena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computers = Computers(tmp_path, monkeypatch)
    computers.sit_at("studio")
    assert lena.ok("computer", "show")["may_write"] is True
    (tmp_path / "stick").mkdir()
    file = lena.ok("computer", "hand-over", str(tmp_path / "stick"))["file"]
    refused = lena.run("client", "add", "Seidel")
    assert refused.code == 3
    assert "handed over" in refused.err
    computers.sit_at("laptop")
    studio, lena.book = lena.book, tmp_path / "laptop.db"
    assert lena.ok("computer", "take-over", file)["kept"] == ""
    shown = lena.ok("computer", "show")
    assert (shown["held_by"], shown["is_here"]) == ("laptop", True)
    assert lena.run("client", "add", "Seidel").code == 0
    computers.sit_at("studio")
    lena.book = studio
    refused = lena.run("computer", "take-over")
    assert refused.code == 1
    assert "numbers are given twice" in refused.err
    assert lena.run("computer", "take-over", "--confirm").code == 0
    assert lena.run("client", "add", "Seidel").code == 0


def test_a_folder_that_is_not_there_is_not_made_and_the_book_stays(
    lena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Computers(tmp_path, monkeypatch).sit_at("studio")
    refused = lena.run("computer", "hand-over", str(tmp_path / "stikc"))
    assert refused.code == 3
    assert "is not there now" in refused.err
    assert not (tmp_path / "stikc").exists()
    assert lena.ok("computer", "show")["may_write"] is True


def test_taking_over_without_a_file_makes_no_book_where_there_is_none(lena, tmp_path: Path) -> None:
    lena.book = tmp_path / "mistyped.db"
    refused = lena.run("computer", "take-over")
    assert refused.code == 3
    assert "There is no book" in refused.err
    assert not lena.book.exists()


def test_ones_own_file_is_not_taken_back_for_the_one_of_the_other_computer(
    lena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computers = Computers(tmp_path, monkeypatch)
    computers.sit_at("studio")
    (tmp_path / "stick").mkdir()
    sent = lena.ok("computer", "hand-over", str(tmp_path / "stick"))["file"]
    studio, lena.book = lena.book, tmp_path / "laptop.db"
    computers.sit_at("laptop")
    lena.ok("computer", "take-over", sent)
    lena.ok("client", "add", "Seidel")
    back = lena.ok("computer", "hand-over", str(tmp_path / "stick"))["file"]
    computers.sit_at("studio")
    lena.book = studio
    # Both lie on the stick; the wrong one is no way to two books that have parted.
    refused = lena.run("computer", "take-over", sent)
    assert refused.code == 1
    assert "nothing was written in it since" in refused.err
    assert "computer take-over --confirm" in refused.err
    lena.ok("computer", "take-over", back)
    assert len(lena.ok("client", "list")) == 2


def test_a_book_of_nobody_yet_is_refused_in_a_whole_sentence(
    lena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Computers(tmp_path, monkeypatch).sit_at("studio")
    own, lena.book = lena.book, tmp_path / "new.db"
    lena.ok("init")
    (tmp_path / "stick").mkdir()
    file = lena.ok("computer", "hand-over", str(tmp_path / "stick"))["file"]
    lena.book = own
    assert (
        f"{Path(file).name} is another book. Nothing was changed."
        in lena.run("computer", "take-over", file).err
    )
