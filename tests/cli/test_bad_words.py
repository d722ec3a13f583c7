"""Whatever is typed, a command answers with a sentence and one of its exit codes, never with a traceback."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

from clientdesk.cli.command import Argument, Verb
from clientdesk.cli.nouns import NOUNS

JUNK = (
    "",
    " ",
    "0",
    "1",
    "-1",
    "9" * 30,
    "1e400",
    "x" * 5000,
    "مرحبا",
    "2026-02-30",
    "a=b",
    "name=",
    "٣",
    "1.234,5,6",
)
#: They write where they are told to, so they get a folder of their own below.
_WRITE = {"export", "import", "demo"}


def _commands() -> Iterator[tuple[str, Verb]]:
    for noun, entry in NOUNS.items():
        if noun not in _WRITE:
            for verb in importlib.import_module(entry.module).VERBS:
                yield noun, verb


def _words(argument: Argument, junk: str) -> list[str]:
    option = next((name for name in argument.names if name.startswith("--")), None)
    count = argument.options.get("nargs")
    values = [junk] * count if isinstance(count, int) else [junk]
    if argument.options.get("action") == "store_true":
        return [option] if option else []
    choices = argument.options.get("choices")
    if choices:
        values = [next(iter(choices))]
    if option is None:
        return values
    return [option, *values] if isinstance(count, int) else [f"{option}={values[0]}"]


@pytest.mark.parametrize(("noun", "verb"), list(_commands()), ids=lambda part: getattr(part, "name", part))
def test_every_command_survives_every_word(lena, noun: str, verb: Verb, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = [noun, verb.name] if verb.name else [noun]
    for junk in JUNK:
        words = [word for argument in verb.arguments for word in _words(argument, junk)]
        said = lena.run(*start, *words)
        assert said.code in {0, 1, 2, 3}, said.err
        assert bool(said.err) == (said.code != 0)


@pytest.mark.parametrize("word", ["\ud800", "a\udcffb", "a\0b"])
def test_bytes_that_are_no_text_are_refused(lena, word: str) -> None:
    said = lena.run("client", "add", word)
    assert said.code == 2
    assert "UTF-8" in said.err


@pytest.mark.parametrize("noun", ["export", "import"])
def test_a_file_that_cannot_be_reached_is_code_3(lena, noun: str, tmp_path) -> None:
    said = lena.run(noun, str(tmp_path / "no" / "such" / "file.json"))
    assert said.code == 3
    assert said.err.count("\n") == 1


def test_a_folder_in_place_of_a_book_is_code_3(lena, tmp_path) -> None:
    lena.book = tmp_path
    assert lena.run("client", "list").code == 3


def test_verify_finds_an_altered_paper(lena) -> None:
    from clientdesk.storage.database import open_book

    lena.ok("invoice", "new", "krumm", "--title", "Logo", "--line", "Logo", "1", "850")
    lena.ok("invoice", "issue", "1")
    assert lena.ok("verify")["papers"] == 1
    db = open_book(lena.book)
    guard = db.value("SELECT sql FROM sqlite_master WHERE name = 'guard_papers_frozen'")
    db.connection.execute("DROP TRIGGER guard_papers_frozen")
    db.connection.execute("UPDATE papers SET pdf = CAST('%PDF forged' AS BLOB)")
    db.connection.execute(guard)
    db.close()
    said = lena.run("verify")
    assert said.code == 4
    assert "- Altered by another program: kept paper RE-2026-001 (#1)." in said.out
    assert "- No longer the paper that went out: kept paper RE-2026-001 (#1)." in said.out


def test_t65_a_book_whose_structure_was_changed_is_not_read(lena) -> None:
    from clientdesk.storage.database import open_book

    lena.ok("client", "add", "Seidel")
    db = open_book(lena.book)
    db.connection.execute("DROP TRIGGER guard_papers_frozen")
    db.close()
    said = lena.run("client", "list")
    assert said.code == 4
    assert "structure of this book was changed by another program: guard_papers_frozen" in said.err


def test_absences_count_in_deadlines(lena) -> None:
    lena.ok("absence", "add", "2026-07-20", "2026-07-31", "--label", "Holiday")
    assert lena.ok("absence", "list")[0]["label"] == "Holiday"
    assert lena.run("absence", "add", "2026-07-31", "2026-07-20").code == 1
    lena.ok("absence", "remove", "1")
    assert lena.ok("absence", "list") == []
