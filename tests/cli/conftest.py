"""A command line that runs in this process on a real file, and what it said."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clientdesk.cli import main

ANSWERS = (
    "address.country=DE",
    "name=Lena Brandt",
    "address.street=Karl-Heine-Str. 12",
    "address.postal_code=04229",
    "address.city=Leipzig",
    "tax_ids.tax_number=231/123/12345",
    "account.iban=DE89370400440532013000",
)


@dataclass
class Said:
    """Exit code and both streams of one command."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Desk:
    """Runs commands on one book, on a fixed day, in English."""

    def __init__(self, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book = book
        self._capsys = capsys

    def run(self, *words: str, today: str = "2026-06-17", language: str = "en-GB") -> Said:
        self._capsys.readouterr()
        code = main([*words, "--book", str(self.book), "--today", today, "--language", language])
        streams = self._capsys.readouterr()
        return Said(code, streams.out, streams.err)

    def ok(self, *words: str, **options: str) -> Any:
        said = self.run(*words, "--json", **options)
        assert said.code == 0, said.err
        return said.data


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What this computer remembers lies in a folder of the test's own: its book is a copy that others have, too."""
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    return folder


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path / "book.db", capsys)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose issuer is ready to send papers, with one client; made once."""
    book = tmp_path_factory.mktemp("cli") / "lena.db"
    for words in (
        ("issuer", "set", *ANSWERS),
        (
            "client",
            "add",
            "Bäckerei Krumm GmbH",
            "addresses.0.street=Markt 1",
            "addresses.0.postal_code=04109",
            "addresses.0.city=Leipzig",
            "addresses.0.country=DE",
            "contacts.0.name=Eva Krumm",
            "contacts.0.phone=+49 341 5550101",
        ),
    ):
        with contextlib.redirect_stdout(io.StringIO()):
            assert main([*words, "--book", str(book), "--today", "2026-06-17", "--language", "en-GB"]) == 0
    return book


@pytest.fixture
def lena(desk: Desk, prepared: Path) -> Desk:
    """A copy of that book."""
    shutil.copy(prepared, desk.book)
    return desk
