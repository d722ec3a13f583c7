"""Migrations that lose or alter something are caught; the old book stays as it is (incidents 2, 3, 4 and 6)."""

from __future__ import annotations

import ast
import re
from contextlib import closing
from pathlib import Path

import pytest

from clientdesk.domain.errors import ClientdeskError, EnvironmentFault, IntegrityFault
from clientdesk.i18n import Translator, translate_error
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


def change_the_rate(db) -> None:
    """Migration that leaves the stored sums and alters the tax they come from."""
    db.execute("UPDATE invoices SET lines = replace(lines, '\"19\"', '\"20\"') WHERE id = 1")


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


def break_the_file(db) -> None:
    """Migration that writes what the table does not take."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("UPDATE clients SET name = '' WHERE id = 3")
    db.execute("PRAGMA ignore_check_constraints = OFF")


def add_a_row(db) -> None:
    """Migration that writes an example into a book of years."""
    db.execute("INSERT INTO absences VALUES (1, 1, '2026-01-01', '2026-01-02', 'Example', 0)")


def rename_a_column(db) -> None:
    """Migration that gives what went out a field of another name."""
    db.execute("ALTER TABLE quote_revisions RENAME COLUMN snapshot TO wording")


def move_a_day(db) -> None:
    """Migration that takes days for those of another zone."""
    db.execute("UPDATE invoices SET due_on = date(due_on, '-1 day') WHERE id = 1")


def lose_a_contract(db) -> None:
    """Migration that forgets for which contract an invoice was."""
    db.execute("UPDATE invoices SET contract_id = NULL WHERE state = 'issued' AND contract_id IS NOT NULL")


def change_what_is_due(db) -> None:
    """Migration that alters nothing but what is to be paid."""
    db.execute("UPDATE invoices SET due = due - 1 WHERE id = 1")


def change_the_tax(db) -> None:
    """Migration that rounds the tax anew."""
    db.execute("UPDATE invoices SET tax = tax + 1, gross = gross + 1 WHERE id = 1")


def lose_what_is_due(db) -> None:
    """Migration that writes what the table refuses."""
    db.execute("UPDATE invoices SET due = NULL WHERE id = 1")


def spoil_the_lines(db) -> None:
    """Migration that writes lines which this program cannot read."""
    db.execute('UPDATE invoices SET lines = \'[{"quantity": "many"}]\' WHERE id = 1')


def spoil_the_lists(db) -> None:
    """Migration that leaves what triggers work out as it was."""
    db.execute("UPDATE documents SET amount = amount + 1 WHERE id IN (SELECT id FROM documents LIMIT 2)")


def drop_a_table(db) -> None:
    """Migration that drops what it believes to be empty."""
    db.execute("DROP TABLE settlements")


def end_in_the_middle(db) -> None:
    """Migration that fails after it has changed something."""
    db.execute("UPDATE clients SET name = 'X'")
    raise ZeroDivisionError("by nothing")


#: What a migration does, and what the person hears of it after "The book cannot be upgraded: ".
PLANTED = {
    lose_lines: "net of RE-2026-001 was €135.60 and is €0.00.",
    change_a_cent: "net of RE-2026-001 was €135.60 and is €135.61.",
    change_a_line: "net of RE-2026-001 was €135.60 and is €135.63.",
    change_what_is_due: "due of RE-2026-001 was €156.73 and is €156.72.",
    change_the_rate: "tax of RE-2026-001 was €21.13 and is €22.10.",
    change_the_tax: "tax of RE-2026-001 was €21.13 and is €21.14.",
    lose_a_row: "work_entries had 1 rows and has 0.",
    add_a_row: "absences had 0 rows and has 1.",
    rename_a_column: (
        "quote_revisions no longer says what it said (id, quote_id, revision, sent_on, snapshot, paper_sha256)."
    ),
    double_the_balance: (
        "payments no longer says what it said (id, client_id, direction, on, currency, amount, method, reference,"
        " payer, note, home_rate, number)."
    ),
    alter_a_paper: "kept papers are no longer those that went out.",
    transform_a_table: "no such column: listed_on.",
    break_a_reference: "record 7 of invoices refers to one that is missing.",
    break_the_file: "the file is damaged: CHECK constraint failed in clients.",
    move_a_day: "due_on of RE-2026-001 was 2026-01-21 and is 2026-01-20.",
    lose_a_contract: "contract_id of RE-2026-003 was 1 and is –.",
    spoil_the_lines: "invoice 1 can no longer be read. The book is damaged.",
    drop_a_table: "no such table: main.settlements.",
    end_in_the_middle: "ZeroDivisionError: by nothing.",
}
AS_IT_WAS = "Nothing was changed: your book is as it was. Go on with the ClientDesk you had until now."
#: Where the engine itself could not do it.
BACKUP = "Nothing was changed. Open your last backup."


def refusal_of(old: Path, bad, monkeypatch: pytest.MonkeyPatch) -> str:
    """Upgrade by a bad migration, see that the old book is as it was, and return what the person hears."""
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, bad))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    before = digest(old)
    with pytest.raises(ClientdeskError) as caught:
        open_book(old)
    assert digest(old) == before
    assert is_alone(old)
    return translate_error(caught.value, Translator("en"))


@pytest.mark.parametrize("bad", PLANTED, ids=lambda bad: bad.__name__)
def test_a_bad_migration_is_caught_and_the_old_book_is_as_it_was(
    old: Path, bad, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step = BACKUP if "no such" in PLANTED[bad] else AS_IT_WAS
    said = refusal_of(old, bad, monkeypatch)
    assert said == f"The book cannot be upgraded: {PLANTED[bad]} {next_step}"


def test_a_migration_that_the_tables_refuse_is_caught(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal_of(old, lose_what_is_due, monkeypatch)
    assert said.startswith("The book cannot be upgraded: CHECK constraint failed")
    assert said.endswith(BACKUP)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("net = net + 1, gross = gross + 1", "net of RE-2026-001 was €135.61 and is €135.60."),
        ("tax = tax + 1, gross = gross + 1", "tax of RE-2026-001 was €21.14 and is €21.13."),
        ("due = due + 1", "due of RE-2026-001 was €156.74 and is €156.73."),
    ],
)
def test_a_sum_that_was_altered_before_there_was_a_log_is_not_taken_over(
    old: Path, change: str, said: str
) -> None:
    with closing(engine.connect(str(old), isolation_level=None)) as foreign:
        for (name,) in foreign.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            foreign.execute(f'DROP TRIGGER "{name}"')
        foreign.execute(f"UPDATE invoices SET {change} WHERE id = 1")
    before = digest(old)
    with pytest.raises(IntegrityFault) as caught:
        open_book(old)
    assert translate_error(caught.value, Translator("en")) == (
        f"The book cannot be upgraded: {said} {AS_IT_WAS}"
    )
    assert digest(old) == before


def test_lists_that_are_left_behind_are_caught_and_counted(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = refusal_of(old, spoil_the_lists, monkeypatch)
    assert said.startswith("The book cannot be upgraded: ")
    assert "ntries of the lists" in said
    assert "do not agree with their records" in said
    assert re.findall(r"\d+", said) == ["2"]
    assert said.endswith(f". {AS_IT_WAS}")


def test_a_disk_that_gets_full_within_the_migrations_is_said(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_the_disk(db) -> None:
        db.execute("PRAGMA max_page_count = 1").fetchall()
        db.execute("CREATE TABLE large AS SELECT zeroblob(10000000) AS content")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, fill_the_disk))
    before = digest(old)
    with pytest.raises(EnvironmentFault) as caught:
        open_book(old)
    assert str(caught.value) == "The disk is full; nothing was changed. Free some space and try again."
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


def test_a_migration_that_loses_the_history_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_history(db) -> None:
        db.execute("DELETE FROM log")

    path = lay(9, tmp_path / "book.db")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, lose_the_history))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    with pytest.raises(IntegrityFault, match=r"upgraded: log had \d+ rows and has \d+\. Nothing was changed"):
        open_book(path)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE recurring SET title = 'Other'",
            f"The book cannot be upgraded: record 1 of recurring was altered by another program before. {AS_IT_WAS}",
        ),
        (
            "DELETE FROM unsaved; DELETE FROM recurring",
            f"The book cannot be upgraded: record 1 of recurring was altered by another program before. {AS_IT_WAS}",
        ),
        (
            "DROP TRIGGER guard_log_frozen; UPDATE log SET who = 'nobody' WHERE id = 3",
            (
                "Entry 3 of the history was altered, or one before it was taken out."
                " Keep the file as it is and open your last backup."
            ),
        ),
    ],
)
def test_what_was_altered_before_is_not_sealed_by_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, said: str
) -> None:
    path = lay(migrations.VERSION, tmp_path / "book.db")
    with closing(engine.connect(str(path), isolation_level=None)) as foreign:
        foreign.executescript(statement)
    before = digest(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, harmless))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    with pytest.raises(IntegrityFault) as caught:
        open_book(path)
    assert str(caught.value) == said
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
