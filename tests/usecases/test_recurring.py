"""Invoices that repeat, on a real book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.domain.recurring import Recurring
from clientdesk.storage.database import Database
from clientdesk.usecases import invoices, recurring
from tests.usecases.billing import eur, issued, line, open_german

CARE = Recurring(
    client_id=1, title="Shop care", lines=(line("90"),), anchor_day=31, next_on=date(2026, 1, 31)
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def test_every_date_that_fell_due_gets_its_draft_once(db: Database):
    care = recurring.create(db, CARE)
    assert (care.currency, care.language) == ("EUR", "de-DE")
    assert recurring.due(db, date(2026, 1, 30)) == ()
    assert [template.id for template in recurring.due(db, date(2026, 1, 31))] == [care.id]
    drafts = recurring.make(db, care.id, on=date(2026, 3, 31))
    assert [draft.supplied_to for draft in drafts] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]
    assert {(draft.recurring_id, draft.title, draft.totals().net) for draft in drafts} == {
        (care.id, "Shop care", eur(90))
    }
    assert recurring.make(db, care.id, on=date(2026, 3, 31)) == ()
    assert recurring.get(db, care.id).next_on == date(2026, 4, 30)
    assert invoices.issue(db, drafts[0].id, on=date(2026, 4, 1)).number == "RE-2026-001"


def test_a_changed_price_is_that_of_the_next_invoice(db: Database):
    care = recurring.create(db, CARE)
    (first,) = recurring.make(db, care.id, on=date(2026, 1, 31))
    recurring.change(db, replace(recurring.get(db, care.id), lines=(line("100"),)))
    (second,) = recurring.make(db, care.id, on=date(2026, 2, 28))
    assert (invoices.get(db, first.id).totals().net, second.totals().net) == (eur(90), eur(100))


def test_it_ends_and_can_be_stopped(db: Database):
    ends = recurring.create(db, replace(CARE, ends_on=date(2026, 2, 15)))
    assert len(recurring.make(db, ends.id, on=date(2026, 12, 31))) == 1
    assert recurring.due(db, date(2026, 12, 31)) == ()
    care = recurring.create(db, CARE)
    recurring.stop(db, care.id)
    assert recurring.due(db, date(2026, 12, 31)) == ()
    assert recurring.make(db, care.id, on=date(2026, 12, 31)) == ()


def test_an_invoice_can_be_repeated(db: Database):
    paper = issued(db, line("45", text="Hosting"))
    template = recurring.from_invoice(db, paper.id, every_months=12, first_on=date(2027, 5, 4))
    assert (template.anchor_day, template.every_months) == (4, 12)
    (draft,) = recurring.make(db, template.id, on=date(2027, 5, 4))
    assert draft.lines == paper.lines


def test_an_invoice_knows_what_repeats_it_until_that_is_stopped_or_over(db: Database):
    paper = issued(db, line("45", text="Hosting"))
    assert recurring.of_invoice(db, paper) is None
    template = recurring.from_invoice(db, paper.id, every_months=1, first_on=date(2026, 6, 4))
    (made,) = recurring.make(db, template.id, on=date(2026, 6, 4))
    running = recurring.get(db, template.id)
    assert recurring.of_invoice(db, paper) == recurring.of_invoice(db, made) == running
    recurring.stop(db, template.id)
    assert recurring.of_invoice(db, paper) is None
    recurring.resume(db, template.id)
    over = recurring.change(db, replace(recurring.get(db, template.id), ends_on=date(2026, 6, 30)))
    assert over.invoice_id == paper.id
    assert recurring.of_invoice(db, paper) is None


def test_a_draft_that_was_repeated_can_still_be_thrown_away(db: Database):
    draft = invoices.create(db, 1, on=date(2026, 6, 4), lines=(line("45"),))
    template = recurring.from_invoice(db, draft.id, every_months=1, first_on=date(2026, 7, 4))
    invoices.delete_draft(db, draft.id)
    assert recurring.get(db, template.id).invoice_id is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(CARE, lines=()), "lines"),
        (replace(CARE, next_on=None), "next_on"),
        (replace(CARE, every_months=0), "anchor_day"),
    ],
)
def test_what_cannot_repeat_is_refused(db: Database, wrong: Recurring, field: str):
    with pytest.raises(RuleError) as caught:
        recurring.create(db, wrong)
    assert caught.value.field == field
