"""What every command has in common: options, exit codes, one-line errors, JSON, no Qt, a quick start."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from clientdesk import __version__
from clientdesk.__main__ import window_words
from clientdesk.cli import main
from clientdesk.cli.nouns import NOUNS
from clientdesk.cli.program import parser_for


def test_help_lists_every_noun_with_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(noun in shown for noun in NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_verb_of_every_noun_has_a_help(noun: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser_for(noun).print_help()
    assert len(capsys.readouterr().out) > 80


@pytest.mark.parametrize("noun", NOUNS)
def test_the_words_of_every_command_are_marked_for_translation(noun: str) -> None:
    import importlib

    for verb in importlib.import_module(NOUNS[noun].module).VERBS:
        assert verb.help
        assert all(argument.help for argument in verb.arguments), verb.name


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["cleint", "list"],
        ["client"],
        ["client", "paint"],
        ["client", "add"],
        ["client", "list", "--loud"],
        ["client", "list", "--today", "tomorrow"],
    ],
)
def test_a_wrong_word_is_answered_with_code_2_and_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--help" in said


def test_a_refused_act_is_code_1_with_a_next_step(lena) -> None:
    said = lena.run("client", "set", "krumm", "due_days=999")
    assert said.code == 1
    assert said.err == "Days to pay must be between 0 and 365. Type a number of days, for example 14.\n"
    assert said.out == ""


def test_a_missing_book_is_code_3_and_is_not_made(desk) -> None:
    said = desk.run("client", "list")
    assert said.code == 3
    assert "no book at" in said.err
    assert not desk.book.exists()


def test_a_file_that_is_no_book_is_code_3(desk) -> None:
    desk.book.write_bytes(b"not a database, by any means" * 100)
    said = desk.run("client", "list")
    assert said.code == 3
    assert said.err.count("\n") == 1


def test_a_book_that_another_program_is_writing_to_is_code_5(lena, monkeypatch: pytest.MonkeyPatch) -> None:
    from clientdesk.storage import database

    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    holder = database.open_book(lena.book)
    with database.transaction(holder):
        said = lena.run("client", "add", "Tischlerei Vogt")
    holder.close()
    assert said.code == 5
    assert "Try again" in said.err


def test_an_import_that_contradicts_itself_is_code_4(lena, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    lena.ok("export", str(file))
    file.write_text(file.read_text("utf-8").replace('"kind":"business"', '"kind":"robot"'), "utf-8")
    lena.book = tmp_path / "second.db"
    said = lena.run("import", str(file))
    assert said.code == 4
    assert "clients" in said.err


def test_errors_in_json_name_kind_field_rule_and_next_step(lena) -> None:
    said = lena.run("client", "set", "krumm", "due_days=999", "--json")
    error = json.loads(said.err)
    assert error["field"] == "due_days"
    assert error["rule"] == "R-DUE-1"
    assert error["exit_code"] == said.code == 1
    assert error["next_step"]


def test_several_problems_are_all_listed_one_a_line(lena) -> None:
    lena.ok("quote", "new", "krumm")
    said = lena.run("quote", "send", "1")
    assert said.code == 1
    assert said.err.count("\n- ") >= 2
    assert said.err.count("\n") == said.err.count("\n- ") + 1


def test_global_options_may_stand_before_the_noun(lena, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--json", "--book", str(lena.book), "client", "list"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Bäckerei Krumm GmbH"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ClientDesk {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], []),
        (["run", "--language", "ar"], ["--language", "ar"]),
        (["--language", "ar", "run", "a.db"], ["--language", "ar", "a.db"]),
        (["--language=ar", "--book", "run", "run"], ["--language=ar", "--book", "run"]),
        (["--book", "run", "client", "list"], None),
        (["--version"], None),
        (["client", "add", "run"], None),
    ],
)
def test_options_of_every_command_may_stand_before_run_too(words: list[str], said: list[str] | None) -> None:
    assert window_words(words) == said


def test_the_language_may_stand_before_the_noun(lena, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--language", "de", "--book", str(lena.book), "client", "set", "1", "due_days=999"]) == 1
    assert "Tage" in capsys.readouterr().err


def test_amounts_and_dates_are_read_and_shown_in_the_language_asked_for(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "Marke", "1,5", "1.200,50", language="de")
    german = lena.run("quote", "show", "1", language="de").out
    assert "1.800,75\N{NO-BREAK SPACE}EUR" in german
    assert "1.200,50" in german
    assert "17.07.2026" in german
    english = lena.run("quote", "show", "1", language="en-GB").out
    assert "1,800.75" in english
    raw = lena.ok("quote", "show", "1", language="de")
    assert raw["net"] == {"amount": "1800.75", "currency": "EUR"}
    assert raw["valid_until"] == "2026-07-17"
    assert raw["lines"][0]["quantity"] == "1.5"


def test_the_command_line_needs_no_qt_and_no_heavy_package(lena) -> None:
    code = (
        "import sys\n"
        "from clientdesk.cli import main\n"
        f"assert main(['client', 'list', '--book', {str(lena.book)!r}, '--json']) == 0\n"
        "heavy = {'PySide6', 'reportlab', 'babel', 'sqlite_utils', 'pypdfium2', 'holidays', 'PIL', 'stdnum'}\n"
        "heavy |= {'cryptography', 'keyring'}\n"
        "found = heavy & set(sys.modules)\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_full_disk_is_code_3_and_says_so(lena, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("clientdesk.usecases.exchange.export", refuse)
    said = lena.run("export", str(tmp_path / "all.json"))
    assert said.code == 3
    assert "The disk is full" in said.err
    assert not list(tmp_path.glob("*all.json*"))


def test_a_percent_sign_in_the_words_of_a_verb_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contract", "plan", "--help"]) == 0
    assert "100 %." in capsys.readouterr().out


def test_every_column_of_a_table_has_a_heading_in_the_catalogue(root: Path) -> None:
    import ast

    from clientdesk.cli.headings import _HEADINGS

    wanted: set[str] = set()
    for path in (root / "clientdesk" / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            value: ast.expr | None = None
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("COLUMNS"):
                value = node.value
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "listing" and len(node.args) > 1:
                value = node.args[1]
            elif isinstance(node, ast.keyword) and node.arg == "columns":
                value = node.value
            if isinstance(value, ast.Tuple):
                wanted |= set(ast.literal_eval(value))
    assert wanted == set(_HEADINGS)
