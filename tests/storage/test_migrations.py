"""Upgrades: a book of another time is brought up to date whole, or refused untouched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.domain.design import Design
from clientdesk.domain.errors import EnvironmentFault
from clientdesk.domain.issuer import Issuer
from clientdesk.storage import engine, migrations
from clientdesk.storage.database import open_book, transaction
from clientdesk.storage.records import to_row
from clientdesk.usecases import designs, issuer


def test_a_book_that_no_released_version_wrote_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "trial.db"
    open_book(path).close()
    with closing(engine.connect(str(path))) as trial:
        for (name,) in trial.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            trial.execute(f'DROP TRIGGER "{name}"')
        trial.execute("DROP TABLE documents")
        trial.execute("DELETE FROM _sqlite_migrations WHERE name <> 'first_schema'")
        trial.execute("PRAGMA user_version = 1")
        trial.commit()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(EnvironmentFault, match=r"cannot be upgraded: .*Nothing was changed\.") as caught:
        open_book(path)
    assert caught.value.values["reason"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert migrations.VERSION > 1


def test_the_look_and_logo_of_an_older_book_become_its_design(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.db"
    before_designs = migrations.MIGRATIONS.index(migrations.designs)
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:before_designs])
        older.setattr(migrations, "VERSION", before_designs)
        book = open_book(path)
        own = {
            **to_row(Issuer(id=1, version=3, name="Lena Brandt")),
            "logo": b"\x89PNG",
            "look": "bold",
            "accent": "#c02040",
        }
        with transaction(book):
            names = ", ".join(f'"{name}"' for name in own)
            book.execute(
                f"INSERT INTO issuer ({names}) VALUES ({', '.join('?' * len(own))})", tuple(own.values())
            )
        book.close()
    book = open_book(path)
    design = designs.get(book)
    assert (design.look, design.accent, design.logo) == ("bold", "#c02040", b"\x89PNG")
    assert replace(design, id=0, version=0, look="quiet", accent="", logo=b"") == Design()
    assert issuer.get(book).name == "Lena Brandt"
    assert designs.save(book, replace(design, look="classic")).version == design.version + 1
