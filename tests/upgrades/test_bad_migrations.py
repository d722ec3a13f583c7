"""Migrations that lose or alter something are caught; the old book stays as it is (incidents 2, 3, 4 and 6)."""

from __future__ import annotations

import ast
from contextlib import closing
from pathlib import Path

import pytest

from clientdesk.domain.errors import ClientdeskError, IntegrityFault
from clientdesk.storage import engine, migrations
from clientdesk.storage.database import open_book
from tests.upgrades.schemas import digest, is_alone, lay


def lose_lines(db) -> None:
    """Migration that empties the lines of issued invoices, as in incident 2."""
    db.execute("UPDATE invoices SET lines = '[]' WHERE id = 1")


def change_a_cent(db) -> None:
    """Migration that rounds anew."""
    db.execute("UPDATE invoices SET net = net + 1, gross = gross + 1, due = due + 1 WHERE id = 1")


def change_a_line(db) -> None:
    """Migration that leaves the stored sums and alters what they come from."""
    db.execute("UPDATE invoices SET lines = replace(lines, '33.33', '33.34') WHERE id = 1")


def lose_a_row(db) -> None:
    """Migration that deletes what is of an old format, as in incident 6."""
    db.execute("DELETE FROM work_entries")


def double_the_balance(db) -> None:
    """Migration that copies what is booked, as in incident 6."""
    db.execute("UPDATE payments SET amount = amount * 2")


def alter_a_paper(db) -> None:
    """Migration that draws a kept paper anew."""
    db.execute("UPDATE papers SET pdf = CAST(pdf || x'0a' AS BLOB) WHERE id = 1")


def transform_a_table(db) -> None:
    """Migration by sqlite-utils' own transform, which drops triggers and generated columns."""
    db["quotes"].transform(defaults={"title": "New"})


def break_a_reference(db) -> None:
    """Migration that takes a client away."""
    db.execute("UPDATE invoices SET client_id = 99 WHERE state = 'draft'")


def end_in_the_middle(db) -> None:
    """Migration that fails after it has changed something."""
    db.execute("UPDATE clients SET name = 'X'")
    raise ZeroDivisionError


PLANTED = {
    lose_lines: "net of RE-2026-001 was .*135.*and is .*minor=0,",
    change_a_cent: "net of RE-2026-001 was .*13560.* and is .*13561",
    change_a_line: "net of RE-2026-001 was .*13560.* and is .*13563",
    lose_a_row: "work_entries had 1 rows and has 0",
    double_the_balance: "payments no longer says what it said",
    alter_a_paper: "kept papers are no longer those that went out",
    transform_a_table: "no such column: listed_on",
    break_a_reference: "record 7 of invoices refers to one that is missing",
    end_in_the_middle: "ZeroDivisionError",
}


@pytest.mark.parametrize("bad", PLANTED, ids=lambda bad: bad.__name__)
def test_a_bad_migration_is_caught_and_the_old_book_is_as_it_was(
    old: Path, bad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, bad))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    before = digest(old)
    with pytest.raises(ClientdeskError, match=PLANTED[bad]) as caught:
        open_book(old)
    assert "Nothing was changed" in caught.value.next_step
    assert digest(old) == before
    assert is_alone(old)


def test_a_trigger_that_gets_lost_is_caught(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply = migrations._apply

    def careless(database):
        apply(database)
        database.execute("DROP TRIGGER guard_invoices_frozen")

    monkeypatch.setattr(migrations, "_apply", careless)
    before = digest(old)
    with pytest.raises(IntegrityFault, match="guard_invoices_frozen"):
        open_book(old)
    assert digest(old) == before
    assert is_alone(old)


def test_what_was_altered_before_is_not_sealed_by_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lay(migrations.VERSION, tmp_path / "book.db")
    with closing(engine.connect(str(path), isolation_level=None)) as foreign:
        foreign.execute("UPDATE recurring SET title = 'Other'")
    before = digest(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, harmless))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    with pytest.raises(IntegrityFault, match="record 1 of recurring was altered"):
        open_book(path)
    assert digest(path) == before
    assert is_alone(path)


def harmless(_db) -> None:
    """Migration that changes nothing."""


def transforms(source: str) -> list[int]:
    """Return the lines that call a method of the name `transform`."""
    # Most modules have no such word, and need not be taken to pieces.
    return [
        node.lineno
        for node in (ast.walk(ast.parse(source)) if ".transform" in source else ())
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "transform"
    ]


def test_nothing_is_transformed_by_sqlite_utils(root: Path) -> None:
    """It drops the triggers and the generated columns of the table, and says nothing."""
    assert transforms('db["invoices"].transform(drop={"note"})') == [1]
    found = {
        path.name: transforms(path.read_text(encoding="utf-8"))
        for path in (root / "clientdesk").rglob("*.py")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}
