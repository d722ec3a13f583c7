"""Hostile places, books and statements, by their number in docs/threats.md."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import IntegrityFault, RuleError
from clientdesk.domain.font import OwnFont
from clientdesk.storage import engine, font_pack, machine, tables
from clientdesk.storage.database import Database, open_book, transaction
from tests.usecases import billing

_MINE, _ALL = 0o700, 0o777


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that others reach, as those of the suite cannot be reached."""
    made = tmp_path / "reached"
    made.mkdir(mode=0o755)
    above = [one for one in (tmp_path, *tmp_path.parents) if not one.stat().st_mode & stat.S_IXOTH]
    modes = {one: stat.S_IMODE(one.stat().st_mode) for one in above}
    for one, mode in modes.items():
        one.chmod(mode | stat.S_IXOTH)
    yield made
    for one, mode in modes.items():
        one.chmod(mode)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_book(tmp_path / "book.db")
    yield opened
    opened.close()


# --- who else gets at it ---------------------------------------------------------------------------------------------


def test_t57_a_folder_that_everyone_may_change_is_told_and_a_link_of_ones_own_is_not(folder: Path) -> None:
    link = folder / "link"
    link.symlink_to(folder / "data", target_is_directory=True)
    (folder / "data").mkdir(mode=_MINE)
    db = open_book(link / "book.db")
    assert db.exposed() is None
    (folder / "data").chmod(_ALL)
    assert "may change the book" in str(db.exposed())
    (folder / "data").chmod(0o1777)  # as /tmp: nobody can put another file in its place
    assert db.exposed() is None
    db.close()


def test_t57_a_book_of_somebody_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book.db"
    open_book(path).close()
    if os.geteuid() == 0:
        os.chown(path, 4242, -1)
    stranger = os.geteuid() + 4000
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    db = open_book(path)
    assert "belongs to somebody else" in str(db.exposed())
    db.close()


def test_t58_what_is_made_is_the_users_alone_whatever_the_umask_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = os.umask(0)
    try:
        db = open_book(tmp_path / "own" / "books" / "book.db")
        with transaction(db):
            tables.clients.add(db, Client(name="Krumm"))
            journals = [stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "own" / "books").iterdir()]
        db.close()
        machine.remember("abc", day="2026-06-17")
        font_pack.add(OwnFont(family="Own", faces=(), sha256="ab", content=b"font", size=4))
    finally:
        os.umask(before)
    assert len(journals) == 2
    assert set(journals) == {0o600}
    made = [one for top in ("own", "data") for one in (tmp_path / top, *(tmp_path / top).rglob("*"))]
    assert len(made) >= 10
    assert {stat.S_IMODE(one.stat().st_mode) for one in made if one.is_dir()} == {_MINE}
    assert {stat.S_IMODE(one.stat().st_mode) for one in made if one.is_file()} == {0o600}


def test_t59_a_copied_book_that_everyone_can_read_is_told(folder: Path) -> None:
    path = folder / "book.db"
    db = open_book(path)
    assert db.exposed() is None
    path.chmod(0o644)
    assert "can read the book" in str(db.exposed())
    folder.chmod(_MINE)
    assert db.exposed() is None
    db.close()


# --- what a book may do ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'other.db' AS other",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "SELECT load_extension('evil')",
        "SELECT sqlcipher_export('other')",
        "VACUUM INTO 'copy.db'",
    ],
)
def test_t70_a_connection_opens_no_other_file_and_loads_no_code(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(engine.DatabaseError, match="auth"):
        db.connection.execute(statement)
    assert {one.name for one in tmp_path.iterdir()} <= {"book.db", "book.db-journal"}


def test_t70_a_copy_is_made_only_where_the_program_says_so(db: Database, tmp_path: Path) -> None:
    with engine.copying(db.connection):
        db.connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with pytest.raises(engine.DatabaseError, match="auth"):
        db.connection.execute("VACUUM INTO ?", (str(tmp_path / "again.db"),))
    assert (tmp_path / "copy.db").stat().st_size
    assert not (tmp_path / "again.db").exists()


# --- how much one record may hold ------------------------------------------------------------------------------------


def test_t43_a_record_of_a_hundred_thousand_rows_is_refused_and_nothing_is_stored() -> None:
    db = billing.open_german(None)
    draft = billing.issued(db)
    row = billing.line("1")
    with transaction(db), pytest.raises(RuleError, match="100000 rows; at most 5000") as caught:
        tables.invoices.add(db, replace(draft, id=0, lines=(row,) * 100_000))
    assert caught.value.field == "lines"
    assert len(tables.invoices.find(db)) == 1


@pytest.mark.parametrize("field", ["notes", "what_matters", "source", "reference", "number", "latin_name"])
def test_t44_more_than_ten_thousand_letters_are_refused_at_their_field(db: Database, field: str) -> None:
    with transaction(db):
        tables.clients.add(db, replace(Client(name="Krumm"), **{field: "n" * 10_000}))
        with pytest.raises(RuleError, match="10001 characters; at most 10000") as caught:
            tables.clients.add(db, replace(Client(name="Krumm"), **{field: "n" * 10_001}))
    assert caught.value.field == field


def test_t44_a_long_text_deep_in_a_record_is_named_by_its_place() -> None:
    db = billing.open_german(None)
    draft = billing.issued(db)
    long = replace(billing.line("1"), details="n" * 20_000)
    with transaction(db), pytest.raises(RuleError) as caught:
        tables.invoices.add(db, replace(draft, id=0, lines=(billing.line("1"), long)))
    assert caught.value.field == "lines.1.details"


# --- books of somebody else ------------------------------------------------------------------------------------------

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
FOREIGN = {
    "t61 a view in place of a table": (
        "ALTER TABLE clients RENAME TO hidden",
        "CREATE VIEW clients AS SELECT * FROM hidden",
    ),
    "t62 one trigger more": ("CREATE TRIGGER evil AFTER UPDATE ON clients BEGIN DELETE FROM absences; END",),
    "t63 a view without end": (f"CREATE VIEW evil AS {_ENDLESS} SELECT i FROM n",),
    "t63 a table that is a view without end": (
        "DROP TABLE absences",
        f"CREATE VIEW absences AS {_ENDLESS} SELECT i AS id FROM n",
    ),
    "t64 a value of a hundred megabytes": (
        "CREATE TABLE evil (data BLOB)",
        "INSERT INTO evil VALUES (zeroblob(100000000))",
    ),
    "t65 one column more": ("ALTER TABLE clients ADD COLUMN evil TEXT",),
    "t65 an index on what a function makes of it": ("CREATE INDEX evil ON clients (upper(name))",),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "book.db"
    billing.open_german(path).close()
    return path


@pytest.mark.parametrize("case", FOREIGN)
def test_t61_to_t65_a_book_of_another_structure_is_refused_before_anything_in_it_runs(
    own: Path, tmp_path: Path, case: str
) -> None:
    path = tmp_path / "foreign.db"
    shutil.copy(own, path)
    foreign = engine.connect(str(path), isolation_level=None)
    for statement in FOREIGN[case]:
        foreign.execute(statement)
    foreign.close()
    before = path.stat().st_mtime_ns, path.stat().st_size
    with pytest.raises(IntegrityFault, match="changed by another program"):
        open_book(path)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == before
