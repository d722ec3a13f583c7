"""The history of a record: each change from what to what, also of one that is gone, or that holds pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from clientdesk.domain.design import Design
from clientdesk.domain.log import LogAct
from clientdesk.queries import history
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import clients, invoices
from tests.usecases.billing import ON, issued, line, open_german


@pytest.fixture
def db() -> Iterator[Database]:
    made = open_german(None)
    yield made
    made.close()


def test_each_change_is_told_by_its_field_in_the_lines_too(db: Database):
    draft = invoices.create(db, 1, on=ON, title="Logo", lines=(line("90"), line("40", "Sign")))
    changed = (draft.lines[0], replace(draft.lines[1], unit_price=Decimal(45)))
    invoices.change(db, replace(draft, title="Logo and sign", lines=changed))
    newest, oldest = history.of(db, "invoices", draft.id)
    told = {change.path: (change.old, change.new) for change in newest.changes}
    assert told == {
        ("title",): ("Logo", "Logo and sign"),
        ("lines", 2, "unit_price"): (Decimal(40), Decimal(45)),
    }
    assert (oldest.act, oldest.changes) == (LogAct.ADDED, ())


def test_a_record_that_was_deleted_still_has_its_history(db: Database):
    draft = invoices.create(db, 1, on=ON, title="Logo")
    invoices.change(db, replace(draft, title="Sign"))
    invoices.delete_draft(db, draft.id)
    deleted, changed, added = history.of(db, "invoices", draft.id)
    assert [one.act for one in (deleted, changed, added)] == [LogAct.DELETED, LogAct.CHANGED, LogAct.ADDED]
    assert [(one.path, one.old, one.new) for one in changed.changes] == [(("title",), "Logo", "Sign")]


def test_issuing_tells_the_number_and_not_all_that_is_on_the_paper(db: Database):
    paper = issued(db, line("100"))
    newest = history.of(db, "invoices", paper.id)[0]
    assert {change.path[0] for change in newest.changes} == {"state", "number", "issued_on", "due_on"}


def test_a_picture_that_changed_is_said_without_its_bytes(db: Database):
    with transaction(db):
        first = tables.designs.save(db, replace(Design(), logo=b"\x89PNG one"))
        tables.designs.save(db, replace(first, logo=b"\x89PNG two", look="bold"))
    newest = history.of(db, "designs", first.id)[0]
    assert {change.path for change in newest.changes} == {("logo",), ("look",)}


def test_what_a_client_was_called_before_is_told(db: Database):
    clients.change(db, replace(clients.get(db, 1), name="Krumm & Co"))
    (change,) = history.of(db, "clients", 1)[0].changes
    assert (change.path, change.old, change.new) == (("name",), "Bäckerei Krumm GmbH", "Krumm & Co")
