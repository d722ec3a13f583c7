"""`clientdesk font`: added, listed, refused in sentences, removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usecases import own_font_files as files


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_fonts_are_added_listed_and_removed(lena) -> None:
    added = lena.ok("font", "add", str(files.INTER), str(files.INTER_STRONG))
    assert [(row["family"], row["weights"], row["place"]) for row in added] == [("Inter", "400, 600", "book")]
    assert lena.ok("font", "list") == added
    lena.ok("font", "remove", "Inter")
    assert lena.ok("font", "list") == []
    assert lena.run("font", "remove", "Inter").code == 1


def test_one_file_that_cannot_be_used_is_named_and_nothing_is_added(lena, tmp_path: Path) -> None:
    letter = tmp_path / "letter.ttf"
    letter.write_bytes(b"Dear Sir")
    answer = lena.run("font", "add", str(files.INTER), str(letter), str(tmp_path / "gone.ttf"))
    assert answer.code == 1
    assert "letter.ttf is no font file" in answer.err
    assert "gone.ttf cannot be read" in answer.err
    assert lena.ok("font", "list") == []
