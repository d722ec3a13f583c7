"""Hostile surroundings of the command line, by their number in docs/threats.md."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from clientdesk.__main__ import main
from tests.usecases import billing


def test_t75_a_build_loads_no_code_that_its_surroundings_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_GENERIC_PLUGINS")
    for name in names:
        monkeypatch.setenv(name, str(tmp_path))
    assert main(["client", "--help"]) == 0
    assert os.environ[names[0]] == str(tmp_path), "run from its source, it is left to who develops it"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main(["client", "--help"]) == 0
    assert not set(names) & set(os.environ)


def test_t58_t86_a_paper_is_saved_whole_and_for_the_user_alone(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    db = billing.open_german(book)
    billing.issued(db)
    db.close()
    target = tmp_path / "paper.pdf"
    before = os.umask(0)
    try:
        assert main(["--book", str(book), "paper", "save", "1", str(target)]) == 0
    finally:
        os.umask(before)
    assert target.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir()} <= {"book.db", "book.db-journal", "paper.pdf"}


def test_t57_what_lets_others_at_the_book_is_said_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.db"
    billing.open_german(book).close()
    above = [one for one in tmp_path.parents if not one.stat().st_mode & stat.S_IXOTH]
    modes = {one: stat.S_IMODE(one.stat().st_mode) for one in above}
    tmp_path.chmod(0o777)
    for one, mode in modes.items():
        one.chmod(mode | stat.S_IXOTH)
    try:
        assert main(["--book", str(book), "client", "list"]) == 0
    finally:
        for one, mode in modes.items():
            one.chmod(mode)
    said = capsys.readouterr()
    assert "may change the book" in said.err
    assert "Krumm" in said.out
