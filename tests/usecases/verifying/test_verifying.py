"""Verifying: whatever another program does to a book, with the triggers out of its way, is told (R-AUD-1, R-DOC-2)."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.log import LogAct
from clientdesk.i18n import Translator, translate_error
from clientdesk.storage import ancestry, log, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import (
    backups,
    clients,
    findings,
    invoices,
    quotes,
    trash,
    verified_here,
    verifying,
)
from tests.usecases.billing import ON, issued, line
from tests.usecases.verifying.altering import SetBack, attack

TODAY = date(2026, 6, 17)


def told(db: Database) -> str:
    found = verifying.verify(db)
    assert found.is_sound is (found.count == 0)
    return "\n".join(translate_error(one, Translator("en")) for one in found.findings)


def test_a_book_that_only_clientdesk_wrote_is_sound(db: Database) -> None:
    full, quick = verifying.verify(db), verifying.verify_quickly(db)
    assert (full.is_sound, full.is_full, full.findings, full.notices) == (True, True, (), ())
    assert full.papers == 2
    assert full.head == quick.head
    assert quick.is_sound
    assert full.head.count == db.value("SELECT count(*) FROM log")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE invoices SET title = 'Other' WHERE id = 1",
            "Altered by another program: invoice RE-2026-001 (#1).",
        ),
        ("UPDATE clients SET name = 'Other'", "Altered by another program: client Other (#1)."),
        ("UPDATE payments SET amount = amount - 1", "Altered by another program: payment #1."),
        (
            "UPDATE series SET last = 7 WHERE code = 'invoice'",
            "Numbers are missing in RE-2026-…: RE-2026-003",
        ),
        (
            "UPDATE series SET last = 999999999999 WHERE code = 'invoice'",
            "RE-2026-003, RE-2026-004, RE-2026-005, RE-2026-006, RE-2026-007 …",
        ),
        ("DELETE FROM allocations", "Taken out by another program: share of a payment #1."),
        (
            "UPDATE papers SET pdf = x'255044' WHERE id = 1",
            "No longer the paper that went out: kept paper RE-2026-001 (#1).",
        ),
        ("DELETE FROM papers WHERE id = 2", "Its paper is missing: invoice RE-2026-002 (#2)."),
        (
            "INSERT INTO absences VALUES (9, 1, '2026-01-01', '2026-01-02', 'Slipped in', 0)",
            "Put in by another program: absence Slipped in (#9).",
        ),
        (
            "DELETE FROM log WHERE id = 3",
            "Entry 4 of the history was altered, or one before it was taken out.",
        ),
        (
            "UPDATE documents SET amount = 1 WHERE id = 2",
            "Entries of the lists that do not agree with their records: 1.",
        ),
        (
            "UPDATE invoices SET client_id = 77 WHERE id = 1",
            "Refers to a record that is missing: invoice #1.",
        ),
    ],
)
def test_r_aud_1_what_another_program_did_is_told_in_a_sentence(
    path: Path, statement: str, sentence: str
) -> None:
    attack(path, statement)
    db = open_book(path)
    try:
        assert sentence in told(db)
    finally:
        db.close()


def test_a_quick_look_finds_what_was_altered_of_the_last_changes(path: Path) -> None:
    attack(path, "UPDATE payments SET amount = amount - 1")
    db = open_book(path)
    found = verifying.verify_quickly(db)
    db.close()
    assert found.count == 1
    assert not found.is_full


def test_an_older_copy_put_back_is_found_by_what_the_computer_remembers(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copyfile(path, older)
    db = open_book(path)
    issued(db, line("300"))
    verified_here.remember(db)
    known = ancestry.known_head(db)
    db.close()
    shutil.copyfile(older, path)
    db = open_book(path)
    assert "This is an older state of the book" in told(db)
    assert not verifying.verify_quickly(db).is_sound
    # What it remembers of the newer file is not forgotten by looking at the older one.
    verified_here.remember(db)
    assert ancestry.known_head(db) == known
    verified_here.go_on_with_older(db)
    assert verifying.verify(db).is_sound
    db.close()


def test_the_day_of_the_last_full_verification_is_remembered(db: Database) -> None:
    assert verified_here.is_due(db, today=TODAY)
    verified_here.remember(db, result=verifying.verify_quickly(db), today=TODAY)
    assert verified_here.last_verified(db) is None
    verified_here.remember(db, result=verifying.verify(db), today=TODAY)
    assert verified_here.last_verified(db) == (TODAY, True)
    assert not verified_here.is_due(db, today=date(2026, 7, 16))
    assert verified_here.is_due(db, today=date(2026, 7, 17))


def test_t88_a_clock_that_went_back_is_told_and_no_fault(db: Database) -> None:
    db.scribe = SetBack()
    invoices.create(db, 1, on=ON, lines=(line("5"),))
    found = verifying.verify(db)
    assert found.is_sound
    assert [str(one) for one in found.notices] == [
        f"The clock of the computer went back before entry {found.head.count} of the history, to 2020-01-01T00:00:00Z."
    ]


def test_nothing_is_written_by_verifying(db: Database, path: Path) -> None:
    before = path.read_bytes()
    verifying.verify(db)
    with transaction(db):
        pass
    assert path.read_bytes() == before


def test_r_aud_1_what_was_altered_is_not_covered_up_by_the_next_change_of_it(path: Path) -> None:
    attack(path, "UPDATE clients SET notes = 'evil'")
    db = open_book(path)
    clients.change(db, replace(clients.get(db, 1), reference="x"))
    acts = [entry.act for entry in log.entries(db, "clients", 1)]
    assert acts[-2:] == [LogAct.ALTERED, LogAct.CHANGED]
    (notice,) = verifying.verify(db).notices
    assert str(notice).startswith("Altered by another program before it was changed here, ")
    assert verifying.verify(db).is_sound
    db.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trash SET row = replace(row, 'Three hours', 'Thirty hours')",
        "UPDATE trash SET record_id = 77",
        "UPDATE trash SET is_version = 1",
        "UPDATE trash SET row = '[]'",
        'UPDATE trash SET links = \'[["invoices","recurring_id",1]]\'',
        # What no program of ours can read, nor write back.
        'UPDATE trash SET links = \'[["invoices","x",123456789012345678901]]\'',
        r"""UPDATE trash SET row = '{"id":1,"title":"\ud800"}'""",
        "INSERT INTO trash SELECT 9, act, at, 'clients', 99, 'Put in', '', row, links, 0 FROM trash",
    ],
)
def test_r_aud_1_what_was_altered_in_the_trash_is_told_and_stays_told_when_it_comes_back(
    path: Path, sql: str
) -> None:
    db = open_book(path)
    draft = invoices.create(db, 1, on=ON, title="Three hours", lines=(line("90"),))
    invoices.delete_draft(db, draft.id)
    assert verifying.verify(db).findings == ()
    db.close()
    attack(path, sql)
    db = open_book(path)
    (finding,) = verifying.verify(db).findings
    assert "in the trash" in translate_error(finding)
    kept = tables.clients.get(db, 1)
    with suppress(ClientdeskError):
        trash.undo(db, "invoices", draft.id)
    result = verifying.verify(db)
    assert [*result.findings, *(one for one in result.notices if "Altered" in one.message)]
    assert tables.clients.get(db, 1) == kept
    db.close()


def test_a_history_that_cannot_be_read_is_told_and_backed_up_with_a_doubt(path: Path, tmp_path: Path) -> None:
    db = open_book(path)
    draft = invoices.create(db, 1, on=ON, title="Three hours", lines=(line("90"),))
    invoices.delete_draft(db, draft.id)
    db.close()
    attack(path, f"UPDATE log SET act = 'odd' WHERE table_name = 'invoices' AND record_id = {draft.id}")
    db = open_book(path)
    assert told(db)
    made = backups.back_up(db, at=datetime(2026, 6, 17, tzinfo=UTC), folder=tmp_path).made
    assert made.doubts
    db.close()


def test_a_version_that_was_thrown_away_and_what_was_altered_before_are_as_they_were_sealed(
    path: Path,
) -> None:
    db = open_book(path)
    quote = quotes.create(db, 1, on=ON, title="Signs", lines=(line("90"),))
    quotes.change(db, replace(quote, not_included="Hosting", change_terms="90 an hour"))
    quotes.send(db, quote.id, on=ON)
    quotes.change(db, replace(quotes.revise(db, quote.id), title="Signs and more"))
    quotes.delete_draft(db, quote.id)
    draft = invoices.create(db, 1, on=ON, title="Three hours", lines=(line("90"),))
    db.close()
    attack(path, f"UPDATE invoices SET title = 'Other' WHERE id = {draft.id}")
    db = open_book(path)
    invoices.delete_draft(db, draft.id)
    result = verifying.verify(db)
    assert result.findings == ()
    assert len(result.notices) == 1
    db.close()


def test_an_older_copy_that_has_gone_on_is_told_apart(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / "older.db")
    db = open_book(path)
    issued(db, line("300"))
    verified_here.remember(db)
    db.close()
    shutil.copyfile(tmp_path / "older.db", path)
    db = open_book(path)
    for _ in range(2):
        issued(db, line("5"))
    assert "This file has gone on from an older state of the book" in told(db)
    db.close()


def test_every_table_that_can_be_in_a_finding_has_its_words(db: Database) -> None:
    refers = db.rows(
        "SELECT DISTINCT m.name AS name FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name)"
        " WHERE m.type = 'table'"
    )
    assert {*log.logged_tables(db), *(row["name"] for row in refers)} == findings.KINDS.keys()
