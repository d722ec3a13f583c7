"""Upgrades: a book of another time is brought up to date whole, or refused untouched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.domain.design import Design
from clientdesk.domain.errors import IntegrityFault
from clientdesk.domain.log import LogAct
from clientdesk.storage import engine, log, migrations
from clientdesk.storage.database import open_book
from clientdesk.usecases import designs, issuer
from tests.upgrades.schemas import lay


def test_a_book_that_no_released_version_wrote_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "trial.db"
    open_book(path).close()
    with closing(engine.connect(str(path))) as trial:
        trial.execute("BEGIN")
        for (name,) in trial.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            trial.execute(f'DROP TRIGGER "{name}"')
        trial.execute("DROP TABLE documents")
        trial.execute("DELETE FROM _sqlite_migrations WHERE name <> 'first_schema'")
        trial.execute("PRAGMA user_version = 1")
        trial.commit()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(IntegrityFault, match=r"structure of this book was changed .*: applied, "):
        open_book(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert migrations.VERSION > 1


def test_a_new_book_refuses_a_record_that_refers_to_nothing(tmp_path: Path) -> None:
    with closing(open_book(tmp_path / "new.db")) as book:
        assert book.value("PRAGMA foreign_keys") == 1
        assert book.value("PRAGMA user_version") == migrations.VERSION
        assert [entry.act for entry in log.each(book) if entry.act is LogAct.CARRIED] == []


def test_the_look_and_logo_of_an_older_book_become_its_design(tmp_path: Path) -> None:
    # The last schema before designs were records.
    path = lay(migrations.MIGRATIONS.index(migrations.designs), tmp_path / "older.db")
    with closing(engine.connect(str(path), isolation_level=None)) as older:
        older.execute("UPDATE issuer SET logo = ?, look = 'bold', accent = '#c02040'", (b"\x89PNG",))
    book = open_book(path)
    design = designs.get(book)
    assert (design.look, design.accent, design.logo) == ("bold", "#c02040", b"\x89PNG")
    assert replace(design, id=0, version=0, look="quiet", accent="", logo=b"") == Design()
    assert issuer.get(book).name == "Lena Brandt"
    assert designs.save(book, replace(design, look="classic")).version == design.version + 1
