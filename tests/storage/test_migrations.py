"""Upgrades: a book of another time is brought up to date whole, or refused untouched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from clientdesk.domain.errors import EnvironmentFault
from clientdesk.storage import engine, migrations
from clientdesk.storage.database import open_book


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
