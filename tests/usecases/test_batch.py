"""A month of invoices at once: numbers without gaps in the order of the days billed, each paper an act of its own."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from clientdesk.domain.errors import BusyFault, RuleError
from clientdesk.domain.invoice import Invoice, InvoiceState
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.unsaved import Unsaved, new_id
from clientdesk.storage import number_gaps, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import batch, invoices, recurring, unsaved
from clientdesk.usecases.batch import Outcome
from tests.usecases.billing import issued, line, open_german

ON = date(2026, 6, 30)
#: Modules that remember the last few hundred of what they worked out.
_REMEMBERING = (
    "shape.py",
    "stretch.py",
    "paragraph.py",
    "itemise.py",
    "bidi.py",
    "lines.py",
    "qr.py",
    "functools.py",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    opened = open_german(path)
    yield opened
    opened.close()


def draft(db: Database, title: str, *, supplied: date = ON, empty: bool = False) -> Invoice:
    made = invoices.create(db, 1, on=ON, title=title, lines=() if empty else (line("100"),))
    return invoices.change(db, replace(made, supplied_from=supplied, supplied_to=supplied))


def numbers(db: Database) -> dict[str, str]:
    return {one.title: one.number for one in tables.invoices.find(db)}


def test_the_oldest_comes_first_so_that_numbers_follow_the_days_billed(db: Database) -> None:
    late, early, middle = (
        draft(db, "late", supplied=date(2026, 6, 20)),
        draft(db, "early", supplied=date(2026, 6, 2)),
        draft(db, "middle", supplied=date(2026, 6, 9)),
    )
    result = batch.issue_many(db, [late.id, early.id, middle.id, late.id], on=ON)
    assert [one.title for one in result.issued] == ["early", "middle", "late"]
    assert numbers(db) == {"early": "RE-2026-001", "middle": "RE-2026-002", "late": "RE-2026-003"}
    assert result.failed == ()
    assert result.left == ()


def test_what_cannot_be_issued_leaves_no_gap_and_says_everything_that_is_missing(db: Database) -> None:
    made = [draft(db, f"{n}", empty=n in {1, 3}) for n in range(5)]
    result = batch.issue_many(db, [one.id for one in made], on=ON)
    assert [one.number for one in result.issued] == ["RE-2026-001", "RE-2026-002", "RE-2026-003"]
    assert [one.record_id for one in result.failed] == [made[1].id, made[3].id]
    (first, *_rest) = result.failed[0].problems
    assert isinstance(first, RuleError)
    assert first.field == "lines"
    assert first.next_step
    assert result.failed[0].client == "Bäckerei Krumm GmbH"
    assert not any(series.missing for series in number_gaps.gaps(db))
    assert tables.invoices.get(db, made[1].id).state is InvoiceState.DRAFT


def test_what_is_gone_or_issued_already_is_said_and_holds_up_nobody(db: Database) -> None:
    done, gone, good = issued(db, line("10")), draft(db, "gone"), draft(db, "good")
    invoices.delete_draft(db, gone.id)
    result = batch.issue_many(db, [done.id, gone.id, good.id], on=ON)
    assert [one.title for one in result.issued] == ["good"]
    assert {one.record_id for one in result.failed} == {done.id, gone.id}
    assert all(one.problems[0].next_step for one in result.failed)
    assert tables.invoices.get(db, done.id).number == "RE-2026-001"


def test_somebody_stops_between_two_papers_and_what_was_issued_stays(db: Database) -> None:
    made = [draft(db, f"{n}") for n in range(4)]
    heard: list[tuple[int, int, str]] = []

    def note(done: int, count: int, outcome: Outcome) -> None:
        heard.append((done, count, outcome.number))

    result = batch.issue_many(
        db, [one.id for one in made], on=ON, progress=note, is_cancelled=lambda: len(heard) == 2
    )
    assert heard == [(1, 4, "RE-2026-001"), (2, 4, "RE-2026-002")]
    assert len(result.issued) == 2
    assert result.left == (made[2].id, made[3].id)
    again = batch.issue_many(db, result.left, on=ON)
    assert [one.number for one in again.issued] == ["RE-2026-003", "RE-2026-004"]


def test_another_program_that_writes_costs_one_paper_and_not_the_batch(db: Database, path: Path) -> None:
    made = [draft(db, f"{n}") for n in range(2)]
    db.connection.execute("PRAGMA busy_timeout = 1")
    other = open_book(path)
    other.connection.execute("BEGIN IMMEDIATE")

    def let_go(*_of: object) -> None:
        if other.connection.in_transaction:
            other.connection.execute("ROLLBACK")

    result = batch.issue_many(db, [one.id for one in made], on=ON, progress=let_go)
    other.close()
    assert isinstance(result.failed[0].error, BusyFault)
    assert [one.number for one in result.issued] == ["RE-2026-001"]


def test_a_full_disk_ends_the_batch_and_the_rest_is_not_tried(db: Database) -> None:
    made = [draft(db, f"{n}") for n in range(4)]
    pages = db.value("PRAGMA page_count")
    db.connection.execute(f"PRAGMA max_page_count = {pages + 12}")
    result = batch.issue_many(db, [one.id for one in made], on=ON)
    assert result.outcomes[-1].stops
    assert len(result.failed) == 1
    assert result.left
    assert len(result.issued) + 1 + len(result.left) == 4
    db.connection.execute("PRAGMA max_page_count = 4294967294")
    again = batch.issue_many(db, [result.failed[0].record_id, *result.left], on=ON)
    assert [one.number for one in (*result.issued, *again.issued)] == [f"RE-2026-00{n}" for n in (1, 2, 3, 4)]


def test_a_draft_with_words_that_are_not_saved_is_held_back(db: Database) -> None:
    made = draft(db, "typed")
    typed = Unsaved(
        id=new_id(),
        editor="invoice",
        record_id=made.id,
        place="invoice",
        place_id=made.id,
        typed_at=datetime(2026, 6, 30, 9, 0),  # the clock on the wall
        typed="{}",
    )
    unsaved.keep(db, typed)
    (failed,) = batch.issue_many(db, [made.id], on=ON).failed
    assert "not saved" in str(failed.error)
    unsaved.forget(db, typed.id)
    assert batch.issue_many(db, [made.id], on=ON).issued[0].number == "RE-2026-001"


def test_what_was_mended_and_issued_since_counts_as_issued(db: Database) -> None:
    made = draft(db, "empty", empty=True)
    result = batch.issue_many(db, [made.id], on=ON)
    assert not result.outcomes[0].is_done
    stored = tables.invoices.get(db, made.id)
    invoices.issue(db, invoices.change(db, replace(stored, lines=(line("5"),))).id, on=ON)
    (now,) = batch.settled(db, result.outcomes)
    assert now.number == "RE-2026-001"


def test_the_months_repeating_invoices_are_made_and_offered_together(db: Database) -> None:
    template = Recurring(
        client_id=1, title="Care", lines=(line("50"),), every_months=1, anchor_day=1, next_on=date(2026, 5, 1)
    )
    recurring.create(db, template)
    drafts, failed = batch.make_repeating(db, on=ON)
    assert failed == ()
    assert len(drafts) == 2
    assert batch.make_repeating(db, on=ON)[0] == drafts, "none is made twice"
    result = batch.issue_many(db, drafts, on=ON)
    days = [tables.invoices.get(db, one.record_id).supplied_to for one in result.issued]
    assert days == [date(2026, 5, 1), date(2026, 6, 1)]
    assert batch.make_repeating(db, on=ON) == ((), ())


def test_memory_stays_flat_over_many_papers(db: Database) -> None:
    """Nothing of a paper is held but its outcome; what shaped words and codes are remembered is bounded by itself."""
    with transaction(db):
        made = [invoices.create(db, 1, on=ON, title=f"{n}", lines=(line("100"),)).id for n in range(36)]
    batch.issue_many(db, made[:12], on=ON)
    remembered = [tracemalloc.Filter(inclusive=False, filename_pattern=f"*{name}") for name in _REMEMBERING]
    tracemalloc.start()
    try:
        marks = []
        for start in (12, 24):
            batch.issue_many(db, made[start : start + 12], on=ON)
            gc.collect()
            held = tracemalloc.take_snapshot().filter_traces(remembered)
            marks.append(sum(trace.size for trace in held.traces))
    finally:
        tracemalloc.stop()
    paper = tables.papers.find(db, "record_id = ?", (made[0],))[0]
    assert marks[1] - marks[0] < 4 * len(paper.pdf) < 12 * len(paper.pdf)
