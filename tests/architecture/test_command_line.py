"""The command line starts fast: it imports what a command needs, and never the window or what draws paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import command_line

#: What a question about the book has no use for; each costs a tenth of a second or a part of it.
HEAVY = frozenset(
    {
        "PIL",
        "PySide6",
        "argon2",
        "fontTools",
        "holidays",
        "keyring",
        "pikepdf",
        "pypdfium2",
        "reportlab",
        "shiboken6",
        "sqlite_utils",
        "uharfbuzz",
        "vobject",
    }
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return command_line.prepare(tmp_path_factory.mktemp("line"))


@pytest.mark.parametrize("words", [("verify",), ("client", "list")])
def test_a_question_imports_nothing_heavy(book: Path, words: tuple[str, ...]) -> None:
    names = {name.partition(".")[0] for name in command_line.imported(book, *words)}
    assert "sqlcipher3" in names
    assert names & HEAVY == set()


def test_what_was_done_is_told_again_without_the_drawing_of_papers(book: Path) -> None:
    lines = book.parent / "lines.jsonl"
    names = {name.partition(".")[0] for name in command_line.imported(book, "apply", str(lines))}
    assert names & HEAVY == set()
