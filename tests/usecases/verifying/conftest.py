"""The book that is verified: two issued invoices and a payment, at a computer that remembers nothing yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import payments
from tests.usecases.billing import ON, eur, issued, line, open_german


@pytest.fixture(autouse=True)
def _own_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a computer of its own, which remembers nothing yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two issued invoices, of which one is paid."""
    path = tmp_path_factory.mktemp("verifying") / "book.db"
    db = open_german(path)
    first = issued(db, line("100"))
    issued(db, line("250"))
    payments.record(db, 1, eur("119"), on=ON, allocate=((first.id, eur("119")),))
    db.close()
    return path


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "book.db"
    shutil.copyfile(written, copy)
    return copy


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    db = open_book(path)
    yield db
    db.close()
