"""Verifying, word by word: what it says of each alteration, how far it looks, and what is remembered of it."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.log import Head, LogAct
from clientdesk.domain.verified import Verified
from clientdesk.i18n import Translator, translate_message
from clientdesk.storage import ancestry, book, engine, log, machine, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.scribe import Scribe
from clientdesk.usecases import clients, invoices, verified_here, verifying
from tests.usecases.billing import ON, issued, line
from tests.usecases.verifying.altering import SetBack, attack

TODAY = date(2026, 6, 17)
LISTS = "the lists: {}"
#: The id of a record that has a name, too.
_BEHIND = re.compile(r" \(#\d+\)(\.)")
LOOK = "Look for the newer file before you write anything. If there is none, go on with this one (Settings)."
COMPARE = "Keep the file as it is and compare it with your last backup."
#: By which rule something else was found, and what else is to be done next, by the first two words of the sentence.
OTHER = {
    "The file": ("", COMPARE),
    "The book": ("", "Keep the file as it is and open your last backup."),
    "The structure": ("T65", "Nothing of it was read. Open your last backup."),
    "Entry {number}": ("R-AUD-1", "Keep the file as it is and open your last backup."),
    "Numbers are": ("R-NUM-6", COMPARE),
    "lists": (
        "",
        "Export the book and import it into a new one: there the lists are worked out anew.",
    ),
}


def sentences(found: Verified) -> list[str]:
    """What was found, without the ids that stand behind names."""
    for one in found.findings:
        first = " ".join(one.message.split()[:2])
        known = "lists" if "of the lists" in one.message else first
        assert (one.rule, one.next_step) == OTHER.get(known, ("R-AUD-1", COMPARE))
    assert found.is_sound is (found.count == 0)
    said = [translate_message(one, Translator("en")) for one in found.findings]
    return [
        LISTS.format(*re.findall(r"\d+", one)) if "of the lists" in one else _BEHIND.sub(r"\1", one)
        for one in said
    ]


def test_a_sound_book_is_counted_to_the_last_record(db: Database) -> None:
    full, quick = verifying.verify(db), verifying.verify_quickly(db)
    assert (full.is_sound, full.is_full, full.findings, full.notices) == (True, True, (), ())
    assert full.papers == 2
    assert full.head == quick.head
    assert quick.is_sound
    assert full.head.count == full.entries == quick.entries == db.value("SELECT count(*) FROM log")
    assert quick.records == full.records


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        (
            "UPDATE invoices SET title = 'Other' WHERE id = 1",
            ["Altered by another program: invoice RE-2026-001."],
        ),
        ("UPDATE clients SET name = 'Other'", ["Altered by another program: client Other."]),
        (
            "UPDATE payments SET amount = amount - 1",
            ["Altered by another program: payment #1.", LISTS.format(1)],
        ),
        (
            "UPDATE series SET last = 7 WHERE code = 'invoice'",
            [
                "Altered by another program: number series invoice.",
                "Numbers are missing in RE-2026-…: RE-2026-003, RE-2026-004, RE-2026-005, RE-2026-006, RE-2026-007.",
            ],
        ),
        (
            "UPDATE series SET last = 8 WHERE code = 'invoice'",
            [
                "Altered by another program: number series invoice.",
                "Numbers are missing in RE-2026-…: RE-2026-003, RE-2026-004, RE-2026-005, RE-2026-006, RE-2026-007 ….",
            ],
        ),
        (
            "DELETE FROM allocations",
            ["Taken out by another program: share of a payment #1.", LISTS.format(2)],
        ),
        (
            "UPDATE papers SET pdf = x'255044' WHERE id = 1",
            [
                "Altered by another program: kept paper RE-2026-001.",
                "No longer the paper that went out: kept paper RE-2026-001.",
            ],
        ),
        (
            "DELETE FROM papers WHERE id = 2",
            ["Taken out by another program: kept paper #2.", "Its paper is missing: invoice RE-2026-002."],
        ),
        (
            "INSERT INTO absences VALUES (9, 1, '2026-01-01', '2026-01-02', 'Slipped in', 0)",
            ["Put in by another program: absence Slipped in."],
        ),
        (
            "DELETE FROM log WHERE id = 3",
            [
                "Entry 4 of the history was altered, or one before it was taken out.",
                "Put in by another program: number series contract.",
            ],
        ),
        (
            "UPDATE log SET who = 'nobody' WHERE id = 1",
            ["Entry 1 of the history was altered, or one before it was taken out."],
        ),
        ("UPDATE log SET act = 'nonsense' WHERE id = 3", ["The book is damaged."]),
        ("UPDATE documents SET amount = 1 WHERE id = 2", [LISTS.format(1)]),
        (
            "UPDATE invoices SET client_id = 77 WHERE id = 1",
            [
                "Refers to a record that is missing: invoice #1.",
                "Altered by another program: invoice RE-2026-001.",
                LISTS.format(1),
            ],
        ),
        # What is left of the book makes no sense any more, and is told as far as it does.
        (
            "UPDATE series SET last_on = 'nonsense' WHERE code = 'invoice'",
            ["Altered by another program: number series invoice.", "The book is damaged."],
        ),
        (
            "UPDATE series SET pattern = 'RE-2026-001' WHERE code = 'invoice'",
            ["Altered by another program: number series invoice."],
        ),
        (
            "DELETE FROM payments",
            [
                "Refers to a record that is missing: share of a payment #1.",
                "Taken out by another program: payment #1.",
            ],
        ),
    ],
)
def test_r_aud_1_all_that_another_program_did_is_told_and_nothing_else(
    path: Path, statement: str, wanted: list[str]
) -> None:
    attack(path, statement)
    db = open_book(path)
    try:
        assert sentences(verifying.verify(db)) == wanted
    finally:
        db.close()


def test_bytes_that_no_program_writes_are_told(path: Path) -> None:
    attack(path, "PRAGMA ignore_check_constraints = 1", "UPDATE clients SET name = ''")
    with closing(open_book(path)) as db:
        assert sentences(verifying.verify(db)) == [
            "The file is damaged: CHECK constraint failed in clients.",
            "Altered by another program: client #1.",
        ]


def test_a_structure_that_changes_while_the_book_is_open_is_told(db: Database, path: Path) -> None:
    with closing(engine.connect(str(path), isolation_level=None)) as foreign:
        foreign.execute("CREATE VIEW spy AS SELECT name FROM clients")
    assert sentences(verifying.verify(db)) == [
        "The structure of this book was changed by another program: spy."
    ]
    with closing(engine.connect(str(path), isolation_level=None)) as foreign:
        for name in ("spy2", "spy3"):
            foreign.execute(f"CREATE VIEW {name} AS SELECT name FROM clients")
    assert sentences(verifying.verify(db)) == [
        "The structure of this book was changed by another program: spy, spy2, spy3."
    ]
    with closing(engine.connect(str(path), isolation_level=None)) as foreign:
        foreign.execute("CREATE VIEW spy4 AS SELECT name FROM clients")
    assert sentences(verifying.verify(db)) == [
        "The structure of this book was changed by another program: spy, spy2, spy3 …."
    ]


def test_a_book_altered_all_over_is_told_up_to_a_bound_and_counted_in_full(path: Path) -> None:
    attack(
        path,
        *(
            f"INSERT INTO absences VALUES ({number}, 1, '2026-01-01', '2026-01-02', 'Away {number}', 0)"
            for number in range(1, 61)
        ),
    )
    with closing(open_book(path)) as db:
        found = verifying.verify(db)
    assert (found.count, found.is_sound) == (60, False)
    assert sentences(found) == [
        f"Put in by another program: absence Away {number}." for number in range(1, 51)
    ]


def test_what_was_deleted_is_missed_by_nobody_and_found_when_it_is_put_back(db: Database, path: Path) -> None:
    extra = clients.create(db, Client(name="Kurz"))
    with transaction(db):
        tables.clients.delete(db, extra.id)
    assert verifying.verify(db).is_sound
    assert verifying.verify_quickly(db).is_sound
    attack(
        path,
        "CREATE TEMP TABLE one AS SELECT * FROM clients WHERE id = 1",
        f"UPDATE one SET id = {extra.id}, name = 'Kurz'",
        "INSERT INTO clients SELECT * FROM one",
    )
    said = "Put in by another program: client Kurz."
    assert sentences(verifying.verify_quickly(db)) == [said]
    assert sentences(verifying.verify(db)) == [said, LISTS.format(1)]


def test_how_far_it_has_come_is_told_record_by_record(path: Path) -> None:
    attack(path, "INSERT INTO absences VALUES (9, 1, '2026-01-01', '2026-01-02', 'Slipped in', 0)")
    seen: list[tuple[int, int]] = []
    with closing(open_book(path)) as db:
        found = verifying.verify(db, progress=lambda done, of: seen.append((done, of)))
        known = db.value("SELECT count(*) FROM (SELECT DISTINCT table_name, record_id FROM log)")
    # One more than the log knows of.
    assert found.records == known + 1
    assert seen == [(done, max(done, known)) for done in range(1, known + 2)]


def test_a_quick_look_tells_what_was_altered_and_what_was_taken_out(path: Path) -> None:
    attack(path, "UPDATE payments SET amount = amount - 1", "DELETE FROM allocations")
    db = open_book(path)
    found = verifying.verify_quickly(db)
    db.close()
    assert sorted(sentences(found)) == [
        "Altered by another program: payment #1.",
        "Taken out by another program: share of a payment #1.",
    ]
    assert (found.count, found.is_full, found.is_older) == (2, False, False)


def test_a_quick_look_at_a_young_book_begins_with_its_first_entry(path: Path) -> None:
    attack(path, "UPDATE log SET who = 'nobody' WHERE id = 1")
    with closing(open_book(path)) as db:
        assert sentences(verifying.verify_quickly(db)) == [
            "Entry 1 of the history was altered, or one before it was taken out."
        ]


def test_a_quick_look_follows_the_last_two_hundred_entries(path: Path) -> None:
    with closing(open_book(path)) as db, transaction(db):
        begun = log.head(db).count
        extra = clients.create(db, Client(name="Kurz"))
        for _ in range(199):
            log.note(db, LogAct.EXPORTED, format="csv")
    attack(
        path,
        "UPDATE payments SET amount = amount - 1",
        f"UPDATE clients SET name = 'Other' WHERE id = {extra.id}",
    )
    with closing(open_book(path)) as db:
        found = verifying.verify_quickly(db)
        assert sentences(found) == ["Altered by another program: client Other."]
        assert (found.entries, found.records, found.head) == (200, 1, log.head(db))
        assert found.head.count == begun + 200
        # One entry further back it is not looked at any more.
        with transaction(db):
            log.note(db, LogAct.EXPORTED)
        assert verifying.verify_quickly(db).is_sound
    attack(path, "UPDATE log SET who = 'nobody' WHERE id = 3")
    with closing(open_book(path)) as db:
        # So far back only a full one goes.
        assert verifying.verify_quickly(db).is_sound
        assert not verifying.verify(db).is_sound
    attack(path, f"UPDATE log SET who = 'nobody' WHERE id = {begun + 3}")
    with closing(open_book(path)) as db:
        assert sentences(verifying.verify_quickly(db)) == [
            f"Entry {begun + 3} of the history was altered, or one before it was taken out."
        ]


def test_a_history_that_tells_of_a_table_nobody_knows_is_no_crash(db: Database) -> None:
    with transaction(db):
        log.record(db, LogAct.ADDED, "nowhere; --", 7, after={"id": 7})
    for found in (verifying.verify(db), verifying.verify_quickly(db)):
        assert sentences(found) == ["Taken out by another program: nowhere; -- #7."]


def test_an_older_copy_is_told_with_both_lengths_until_one_goes_on_with_it(
    path: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    shutil.copyfile(path, older)
    db = open_book(path)
    issued(db, line("300"))
    verified_here.remember(db)
    known = ancestry.known_head(db)
    assert known == verifying.head(db)
    db.close()
    shutil.copyfile(older, path)
    db = open_book(path)
    here = verifying.head(db).count
    for found in (verifying.verify(db), verifying.verify_quickly(db)):
        (fault,) = found.findings
        assert str(fault).startswith("This is an older state of the book: its history ")
        assert str(fault).endswith(f". {LOOK}")
        assert set(re.findall(r"\d+", str(fault))) == {str(known.count), str(here)}
        assert fault.rule == "R-AUD-1"
        assert found.is_older
    # Of a backup nobody expects that it is the newest state.
    assert verifying.verify(db, is_copy=True).is_sound
    # What it remembers of the newer file is not forgotten by looking at the older one.
    verified_here.remember(db, result=verifying.verify(db), today=TODAY)
    assert ancestry.known_head(db) == known
    assert verified_here.last_verified(db) is None
    verified_here.go_on_with_older(db)
    assert verifying.verify(db).is_sound
    *_, last = log.each(db)
    assert (last.act, log.told(last)) == (
        LogAct.OLDER_ACCEPTED,
        {"count": known.count, "hash": known.hash},
    )
    assert ancestry.known_head(db) == verifying.head(db) == Head(last.id, last.hash)
    db.close()


def test_only_a_full_verification_with_its_day_is_remembered(db: Database) -> None:
    assert verified_here.is_due(db, today=TODAY)
    verified_here.remember(db, result=verifying.verify_quickly(db), today=TODAY)
    assert verified_here.last_verified(db) is None
    verified_here.remember(db, result=verifying.verify(db))
    assert verified_here.last_verified(db) is None
    full = verifying.verify(db)
    verified_here.remember(db, result=full, today=TODAY)
    assert verified_here.last_verified(db) == (TODAY, True)
    kept = machine.recall(book.identity(db))
    assert kept["verified"] == {"on": "2026-06-17", "sound": True, "entries": full.entries, "papers": 2}
    assert not verified_here.is_due(db, today=date(2026, 7, 16))
    assert verified_here.is_due(db, today=date(2026, 7, 17))
    # A later look without a result leaves that day as it was.
    verified_here.remember(db)
    assert verified_here.last_verified(db) == (TODAY, True)


def test_a_book_in_which_something_was_found_is_due_again_the_same_day(path: Path) -> None:
    attack(path, "UPDATE payments SET amount = amount - 1")
    with closing(open_book(path)) as db:
        verified_here.remember(db, result=verifying.verify(db), today=TODAY)
        assert verified_here.last_verified(db) == (TODAY, False)
        assert verified_here.is_due(db, today=TODAY)


@pytest.mark.parametrize(
    "kept", ["yes", ["2026-06-17"], {}, {"on": "2026-06-17"}, {"on": "soon", "sound": True}]
)
def test_what_the_computer_remembers_wrongly_counts_as_never_verified(db: Database, kept: object) -> None:
    machine.remember(book.identity(db), verified=kept, head="first")
    assert verified_here.last_verified(db) is None
    assert verified_here.is_due(db, today=TODAY)
    assert ancestry.known_head(db) == Head()
    assert verifying.verify(db).is_sound


def test_a_computer_that_cannot_remember_is_no_fault(db: Database, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "data", ignore_errors=True)
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    verified_here.remember(db, result=verifying.verify(db), today=TODAY)
    verified_here.go_on_with_older(db)
    assert verified_here.last_verified(db) is None
    assert verifying.verify(db).is_sound


def test_a_clock_that_went_back_is_told_by_the_quick_look_too(db: Database) -> None:
    db.scribe = SetBack()
    invoices.create(db, 1, on=ON, lines=(line("5"),))
    back = verifying.head(db).count
    db.scribe = Scribe()
    invoices.create(db, 1, on=ON, lines=(line("6"),))
    for found in (verifying.verify(db), verifying.verify_quickly(db)):
        assert found.is_sound
        assert [(str(one), one.rule) for one in found.notices] == [
            (
                f"The clock of the computer went back before entry {back} of the history, to 2020-01-01T00:00:00Z.",
                "T88",
            )
        ]


def test_a_quick_look_tells_of_the_clock_only_for_what_it_followed(db: Database) -> None:
    db.scribe = SetBack()
    with transaction(db):
        log.note(db, LogAct.EXPORTED)
        back = log.head(db).count
        for _ in range(200):
            log.note(db, LogAct.EXPORTED)
    assert verifying.verify_quickly(db).notices == ()
    assert [one.values["number"] for one in verifying.verify(db).notices] == [back]


def test_r_aud_1_an_alteration_is_told_with_its_moment_however_often_the_record_is_changed(
    path: Path,
) -> None:
    attack(path, "UPDATE clients SET notes = 'evil'")
    db = open_book(path)
    clients.change(db, replace(clients.get(db, 1), reference="x"))
    acts = [entry.act for entry in log.entries(db, "clients", 1)]
    assert acts[-2:] == [LogAct.ALTERED, LogAct.CHANGED]
    (notice,) = verifying.verify(db).notices
    altered = log.entries(db, "clients", 1)[-2]
    # What it was like when that was noticed is sealed, too.
    assert len(altered.digest) == 64
    at = altered.at
    said = f"Altered by another program before it was changed here, {at}: client"
    assert (_BEHIND.sub(r"\1", str(notice)), notice.rule) == (f"{said} Bäckerei Krumm GmbH.", "R-AUD-1")
    assert verifying.verify(db).is_sound
    # Changing it once more tells nothing more.
    clients.change(db, replace(clients.get(db, 1), reference="y"))
    assert [str(one) for one in verifying.verify(db).notices] == [str(notice)]
    db.close()


def test_r_aud_1_what_was_altered_and_then_deleted_stays_told(path: Path) -> None:
    with closing(open_book(path)) as db:
        extra = clients.create(db, Client(name="Kurz"))
    attack(path, f"UPDATE clients SET notes = 'evil' WHERE id = {extra.id}")
    with closing(open_book(path)) as db:
        with transaction(db):
            tables.clients.delete(db, extra.id)
        found = verifying.verify(db)
        assert found.is_sound
        (notice,) = found.notices
        assert str(notice).endswith(f": client #{extra.id}.")


def test_an_older_copy_that_has_gone_on_is_told_apart_at_any_length(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / "older.db")
    db = open_book(path)
    issued(db, line("300"))
    verified_here.remember(db)
    db.close()
    shutil.copyfile(tmp_path / "older.db", path)
    db = open_book(path)
    known = ancestry.known_head(db)
    # As far as the other one had gone, and further.
    for further in range(2):
        issued(db, line("5"))
        assert (verifying.head(db).count > known.count) is bool(further)
        (found,) = verifying.verify(db).findings
        assert str(found) == (
            f"This file has gone on from an older state of the book: its entry {known.count} was another one here. "
            f"{LOOK}"
        )
    db.close()
