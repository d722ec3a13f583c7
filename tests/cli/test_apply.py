"""Acts from a machine: acknowledged when they are safe, and never done twice."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from clientdesk.domain.paper import digest
from tests.cli.conftest import ANSWERS, Desk, Said

CLIENT = {
    "key": "c",
    "do": ["client", "add", "Krumm & Söhne", "address.street=Markt 1", "address.country=DE"],
}
PLACE = {
    "key": "a",
    "do": ["client", "set", {"made_by": "c"}, "address.city=Leipzig", "address.postal_code=04109"],
}
DRAFT = {"key": "d", "do": ["invoice", "new", {"made_by": "c"}, "--line", "Logo", "1", "850.00"]}
ISSUE = {"key": "n", "do": ["invoice", "issue", {"made_by": "d"}]}
PAY = {"key": "p", "do": ["payment", "record", {"made_by": "c"}, "1011.50"]}
CANCEL = {
    "key": "x",
    "do": ["invoice", "cancel", {"made_by": "n"}, "--reason", "twice"],
    "today": "2026-06-18",
}
STORY: tuple[dict[str, Any], ...] = (
    {"key": "i", "do": ["issuer", "set", *ANSWERS]},
    CLIENT,
    PLACE,
    DRAFT,
    ISSUE,
    PAY,
    CANCEL,
)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path / "book.clientdesk", capsys)
    assert desk.run("init").code == 0
    return desk


def applied(desk: Desk, *lines: dict[str, Any] | bytes, words: tuple[str, ...] = (), **more: str) -> Said:
    file = desk.book.parent / "lines.jsonl"
    file.write_bytes(
        b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    )
    return desk.run("apply", str(file), *words, **more)


def test_a_whole_story_is_acknowledged_with_numbers_and_the_hash_of_each_paper(
    desk: Desk, tmp_path: Path
) -> None:
    # A machine writes 1011.50 wherever it runs.
    said = applied(desk, *STORY, language="de")
    assert said.code == 0, said.err
    told = {key: (number, sha256) for _ack, key, number, sha256 in map(str.split, said.out.splitlines())}
    assert list(told) == ["i", "c", "a", "d", "n", "p", "x"]
    assert [number for number, _ in told.values()] == ["-", "-", "-", "-", "RE-2026-001", "-", "RK-2026-001"]
    assert desk.run("pdf", "RE-2026-001", str(tmp_path / "it.pdf")).code == 0
    assert told["n"][1] == digest((tmp_path / "it.pdf").read_bytes())
    assert desk.ok("invoice", "show", "1")["open"] == {"amount": "-1011.50", "currency": "EUR"}
    assert desk.run("verify").code == 0


def test_the_same_lines_again_answer_the_same_and_do_nothing(desk: Desk) -> None:
    first = applied(desk, *STORY, words=("--json",))
    again = applied(desk, *STORY, words=("--json",), today="2027-01-02")
    one, two = ([json.loads(line) for line in said.out.splitlines()] for said in (first, again))
    assert {row.pop("again") for row in one} == {False}
    assert {row.pop("again") for row in two} == {True}
    assert one == two
    assert len(desk.ok("paper", "list")) == 2
    assert len(desk.ok("payment", "list")) == 1


def test_the_first_refused_act_ends_it_and_leaves_nothing_of_itself(desk: Desk) -> None:
    # The second draft has no price, so that issuing all of them is refused: neither is issued.
    lines: list[dict[str, Any]] = [*STORY[:4], {"key": "d2", "do": ["invoice", "new", {"made_by": "c"}]}]
    said = applied(desk, *lines, {"key": "both", "do": ["invoice", "issue", "--all-drafts"]}, PAY)
    assert said.code == 1
    assert said.out.splitlines()[-1] == "REFUSED both 6"
    assert "nothing was" in said.err
    assert desk.ok("paper", "list") == desk.ok("payment", "list") == []
    assert applied(desk, ISSUE).out.startswith("ACK n RE-2026-001 ")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ({"key": "c", "do": ["client", "add", "Other"]}, 1, "used for something else"),
        ({"key": "a b", "do": ["client", "add", "Other"]}, 1, "cannot be a key"),
        ({"key": "q", "do": ["client", "list"]}, 1, "changes nothing"),
        ({"key": "q", "do": ["invoice", "issue", {"made_by": "nobody"}]}, 1, "Nothing was made"),
        (
            {"key": "q", "do": ["invoice", "pdf", "1"]},
            2,
            "Line 1, key q: A line cannot ask for “invoice pdf”",
        ),
        ({"key": "q", "do": ["client", "add", "Other", "--book", "elsewhere"]}, 2, "the option --book"),
        ({"key": "q", "do": ["client", "ad", "Other"]}, 2, "clientdesk client"),
        ({"key": "q", "do": ["export", "there.json"]}, 2, "“export”: it changes no records of this book"),
        (
            {"key": "q", "do": []},
            2,
            "A line may ask for: absence, catalogue, change, client, contract, invoice,",
        ),
        (
            {"key": "q", "do": ["client", "add", "Other"], "on": "x"},
            2,
            "no field “on” in a request. Its fields are",
        ),
        ({"key": "q"}, 2, "Line 1: The field “do” is missing."),
        (
            {"key": "q", "do": ["client", "add", "Other", "town=Ulm"]},
            2,
            "key q: There is no field “town”. Choose",
        ),
        ({"key": "q", "do": ["client", "add", 5]}, 2, "nothing that is known"),
        (
            {"key": "q", "do": ["client", "add", "Other"], "today": "tomorrow"},
            2,
            "“today” holds no date: “tomorrow”",
        ),
        ({"key": "q", "do": ["client", "add", "\ud800"]}, 2, "nothing that is known"),
        (b'{"key": "q"', 2, "nothing that is known"),
        (b"[" * 100_000, 2, "nothing that is known"),
        (b'{"key": "' + b"x" * 1_000_001 + b'"}', 2, "too long"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    desk: Desk, line: dict[str, Any] | bytes, code: int, words: str
) -> None:
    assert applied(desk, CLIENT).code == 0
    said = applied(desk, line)
    assert said.code == code
    assert words in said.err
    assert "ACK" not in said.out
    assert len(desk.ok("client", "list")) == 1


def test_lines_come_from_standard_input_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(CLIENT).encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert desk.run("apply").out == "ACK c - -\n"


def test_a_book_is_made_once(desk: Desk) -> None:
    before = desk.book.read_bytes()
    assert desk.run("init").code == 1
    assert desk.book.read_bytes() == before
    assert desk.ok("upgrade")["form"] >= 1
    assert desk.run("pdf", "RE-2026-009").code == 1
