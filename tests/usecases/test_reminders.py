"""The kind words about an overdue invoice, in the language of the invoice, with all that is needed to pay it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clientdesk.domain.errors import StateError
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, payments, reminders
from tests.usecases.billing import eur, issued, line, open_german

ON = date(2026, 5, 4)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def test_it_names_the_paper_the_rest_the_day_and_the_account(db: Database):
    paper = issued(db, line("100"))
    assert paper.due_on is not None
    payments.record(db, 1, eur("19"), on=paper.due_on, allocate=[(paper.id, eur("19"))])
    text = reminders.text(db, paper.id, today=paper.due_on + timedelta(days=1))
    assert paper.number in text
    assert "100,00" in text
    assert "119,00" not in text
    assert "DE89 3704 0044 0532 0130 00" in text
    assert text.rstrip().endswith("Lena Brandt")
    assert "\N{NO-BREAK SPACE}" not in text


def test_it_begins_as_the_client_is_addressed_and_speaks_their_language(db: Database):
    clients.change(db, replace(clients.get(db, 1), form_of_address="Dear Ms Krumm", language="en-GB"))
    paper = issued(db, line("100"))
    text = reminders.text(db, paper.id, today=date(2027, 1, 1))
    assert text.startswith("Dear Ms Krumm,\n\n")
    assert "is still open" in text


def test_nothing_is_reminded_of_before_it_is_overdue_or_once_it_is_paid(db: Database):
    paper = issued(db, line("100"))
    assert paper.due_on is not None
    with pytest.raises(StateError, match="overdue"):
        reminders.text(db, paper.id, today=paper.due_on)
    payments.record(db, 1, eur("119"), on=paper.due_on, allocate=[(paper.id, eur("119"))])
    with pytest.raises(StateError, match="overdue"):
        reminders.text(db, paper.id, today=date(2027, 1, 1))
