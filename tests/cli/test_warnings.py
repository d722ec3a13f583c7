"""What a command says besides its answer: an older state of the book, and next steps that one can type."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clientdesk.storage import synced
from tests.cli.conftest import Desk

_OLDER = (
    "This is an older state of the book: its history ends with entry {count} here, and this computer has seen entry"
    " {known}. Look for the newer file before you write anything. If there is none, go on with this one:"
    " “clientdesk computer go-on”.\n"
)


@pytest.fixture
def older(lena: Desk, tmp_path: Path) -> str:
    """Lay an older copy in the place of a book that this computer has verified; return what is said of it."""
    shutil.copy(lena.book, tmp_path / "older.db")
    count = lena.ok("verify")["entries"]
    lena.ok("client", "add", "Seidel")
    known = lena.ok("verify")["entries"]
    shutil.copy(tmp_path / "older.db", lena.book)
    return _OLDER.format(known=known, count=count)


def test_every_command_warns_of_an_older_state_of_the_book_until_it_is_accepted(
    lena: Desk, older: str
) -> None:
    for words in (("client", "list"), ("invoice", "list"), ("client", "add", "Vogt")):
        said = lena.run(*words)
        assert (said.code, said.err) == (0, older)
    accepted = lena.run("computer", "go-on")
    assert accepted.code == 0
    assert "the one to go on with" in accepted.out
    assert lena.run("client", "list").err == ""
    assert lena.run("computer", "go-on").code == 1
    assert lena.ok("verify")["sound"] is True


def test_a_machine_hears_it_beside_the_answer_or_the_error(lena: Desk, older: str) -> None:
    said = lena.run("client", "list", "--json")
    assert said.data[0]["name"] == "Bäckerei Krumm GmbH"
    (warning,) = json.loads(said.err)["warnings"]
    assert f"{warning['message']} {warning['next_step']}\n" == older
    refused = json.loads(lena.run("client", "set", "krumm", "due_days=999", "--json").err)
    assert refused["field"] == "due_days"
    assert refused["warnings"] == [warning]


def test_a_book_in_a_synced_folder_is_moved_or_stays_by_a_command(
    lena: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lena.book.parent
    monkeypatch.setattr(
        synced, "service", lambda path: "Nextcloud" if path.absolute().parent == folder else ""
    )
    refused = lena.run("client", "add", "Vogt")
    assert refused.code == 3
    assert "“clientdesk computer move”" in refused.err
    assert "Settings" not in refused.err
    lena.ok("computer", "stay")
    lena.ok("client", "add", "Vogt")
    moved = lena.ok("computer", "move")["file"]
    lena.book = Path(moved)
    assert [row["name"] for row in lena.ok("client", "list")] == ["Bäckerei Krumm GmbH", "Vogt"]
    assert lena.run("computer", "move").code == 1


def test_a_next_step_at_the_command_line_can_be_typed(lena: Desk) -> None:
    said = lena.run("design", "set", "text_family=Comic")
    assert said.err == (
        "There is no typeface “Comic”. Add it with “clientdesk font add FILE”, or choose another.\n"
    )
    said = lena.run("client", "set", "krumm", "tax_ids.vat_id=DE1")
    assert "--use-anyway" in said.err
