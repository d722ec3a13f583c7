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
