"""A book, and a contract in it whose price has two tax rates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clientdesk.domain.contract import Contract
from clientdesk.storage.database import Database
from tests.usecases.billing import LOW, contract, line, open_german


@pytest.fixture
def db() -> Iterator[Database]:
    book = open_german(None)
    yield book
    book.close()


@pytest.fixture
def agreed(db: Database) -> Contract:
    return contract(db, line("1000"), line("1000", tax=LOW))
