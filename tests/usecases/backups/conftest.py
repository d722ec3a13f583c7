"""Lena's book and a good backup of it, at a computer with a data folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clientdesk.storage import manifest
from clientdesk.storage.database import open_book
from clientdesk.usecases import backups, payments
from tests.usecases.backups.lena import NOW
from tests.usecases.billing import ON, eur, issued, line, open_german


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lena's book: two issued invoices, one of them paid."""
    path = tmp_path_factory.mktemp("first") / "lena.db"
    db = open_german(path)
    first = issued(db, line("850"))
    issued(db, line("100"))
    payments.record(db, 1, eur("1011.50"), on=ON, allocate=[(first.id, eur("1011.50"))])
    db.close()
    return path


@pytest.fixture
def book(first_book: Path, tmp_path: Path) -> Path:
    (tmp_path / "office").mkdir()
    return Path(shutil.copy(first_book, tmp_path / "office" / "lena.db"))


@pytest.fixture(scope="module")
def first_backup(first_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    db = open_book(first_book)
    made = backups.back_up(db, at=NOW, folder=folder).made
    db.close()
    return made.path


@pytest.fixture
def kept(first_backup: Path, tmp_path: Path) -> Path:
    """A good backup of the book with its manifest, to be spoilt."""
    folder = tmp_path / "kept"
    folder.mkdir()
    shutil.copy(manifest.path_of(first_backup), folder)
    return Path(shutil.copy(first_backup, folder))
