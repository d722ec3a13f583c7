"""The command `demo`: books, papers, progress, the table, the window where there is a screen, and exit codes."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.cli import main
from clientdesk.demo import run as demo_run
from clientdesk.demo.books import books
from clientdesk.demo.desk import TODAY
from clientdesk.demo.figures import Figure
from clientdesk.storage.database import open_book


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the demo, shared by the tests that only look at it."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def steps(folder: Path) -> list[tuple[int, int, str]]:
    """The demo, built; what its progress said."""
    said: list[tuple[int, int, str]] = []
    demo_run.build(folder, progress=lambda done, steps, what: said.append((done, steps, what)))
    return said


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first days of one book: enough to see how the command behaves."""
    lena = books()[0]
    early = replace(lena, events=tuple(event for event in lena.events if event.on.month == 1), figures=())
    monkeypatch.setattr(demo_run, "books", lambda: (early,))
    monkeypatch.setattr(demo_run, "VARIANTS", ())


def test_books_and_papers_lie_in_the_folder(folder: Path, steps: list[tuple[int, int, str]]) -> None:
    assert sorted(path.name for path in folder.glob("*.db")) == [
        "anitha.db",
        "lena.db",
        "marcus.db",
        "mona.db",
    ]
    for name, number in (
        ("lena", "RE-2026-014"),
        ("lena", "AN-2026-004-v1"),
        ("lena", "AN-2026-004-v2"),
        ("anitha", "INV-26-27-0003"),
        ("anitha", "RV-25-26-012"),
        ("marcus", "INV-2026-021"),
    ):
        assert (folder / "papers" / name / f"{number}.pdf").read_bytes().startswith(b"%PDF")


def test_every_paper_of_every_book_is_there_byte_for_byte(
    folder: Path, steps: list[tuple[int, int, str]]
) -> None:
    for path in folder.glob("*.db"):
        db = open_book(path, create=False)
        kept = sorted(row["pdf"] for row in db.rows("SELECT pdf FROM papers"))
        files = sorted(file.read_bytes() for file in (folder / "papers" / path.stem).iterdir())
        assert files == kept
        db.close()


def test_statements_and_delivery_slips_are_drawn_beside_them(
    folder: Path, steps: list[tuple[int, int, str]]
) -> None:
    drawn = {path.name for path in (folder / "drawn" / "lena").iterdir()}
    assert drawn == {
        "statement-Bäckerei-Krumm-GmbH.pdf",
        "client-file-Bäckerei-Krumm-GmbH.pdf",
        "VT-2026-001-delivery.pdf",
    }
    for name in ("mona", "anitha", "marcus"):
        kinds = {path.stem.split("-")[0] for path in (folder / "drawn" / name).iterdir()}
        assert {"statement", "client"} <= kinds


def test_the_progress_rises_to_its_end(steps: list[tuple[int, int, str]]) -> None:
    assert [done for done, _, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][0] == steps[-1][1]


def test_the_command_shows_what_it_made(
    short: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["demo", "--folder", str(tmp_path), "--language", "de-DE"]) == 0
    said = capsys.readouterr()
    assert "RE-2026-001" in said.out
    assert "1.011,50" in said.out
    assert "08.01.2026" in said.out
    assert str(Path("papers") / "lena" / "RE-2026-001.pdf") in said.out
    assert "100 %" in said.err
    assert "\r" not in said.err


def test_without_a_screen_it_says_so_and_ends_well(
    short: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["demo", "--folder", str(tmp_path), "--language", "en"]) == 0
    assert "There is no screen here" in capsys.readouterr().out


def test_with_a_screen_the_window_opens_on_lena_s_book_on_the_demo_s_day(
    short: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def start(words: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        started.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr(subprocess, "run", start)
    assert main(["demo", "--folder", str(tmp_path)]) == 0
    assert started[0][-4:] == ["run", str(tmp_path / "lena.db"), "--today", TODAY.isoformat()]
    assert main(["demo", "--folder", str(tmp_path), "--no-window"]) == 0
    assert len(started) == 1


def test_a_wrong_figure_ends_with_code_4_and_a_sentence_that_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lena = books()[0]
    early = tuple(event for event in lena.events if event.on.month == 1)
    wrong = Figure("RE-2026-001, balance due", "0.01 EUR", lambda eyes: eyes.open("RE-2026-001"))
    monkeypatch.setattr(demo_run, "books", lambda: (replace(lena, events=early, figures=(wrong,)),))
    monkeypatch.setattr(demo_run, "VARIANTS", ())
    assert main(["demo", "--folder", str(tmp_path), "--no-window", "--language", "en"]) == 4
    said = capsys.readouterr().err
    assert "Lena Brandt, RE-2026-001, balance due: 0.01 EUR expected, 0.00 EUR found." in said


def test_machines_get_the_same_in_json(
    short: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--folder", str(tmp_path), "--no-window", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["books"] == [str(tmp_path / "lena.db")]
    assert data["papers"][0].keys() == {"book", "kind", "number", "on", "total", "file"}


def test_an_earlier_demo_is_replaced_but_nothing_else_ever(
    short: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["demo", "--folder", str(tmp_path), "--no-window"]
    assert main(words) == 0
    assert main(words) == 0
    own = tmp_path / "mine"
    own.mkdir()
    (own / "letter.txt").write_text("mine")
    assert main(["demo", "--folder", str(own), "--no-window", "--language", "en"]) == 1
    assert "There are other files in" in capsys.readouterr().err
    assert (own / "letter.txt").read_text() == "mine"
