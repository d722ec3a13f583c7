"""The list of the catalogue: most used first, or by name, in pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.line import Line
from clientdesk.domain.tax import Tax
from clientdesk.queries import catalogue_list
from clientdesk.queries.catalogue_list import CatalogueOrder
from clientdesk.storage.database import Database
from clientdesk.usecases import catalogue
from tests import shelf

LINE = Line(unit_price=Decimal(100), tax=Tax(rate=Decimal(19)))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    book = shelf.opened(tmp_path / "book.clientdesk")
    for day, name in enumerate(("Workshop", "Árbol", "Logo", "Logo", "Logo", "Workshop"), start=1):
        catalogue.learn(book, (replace(LINE, description=name),), currency="EUR", on=date(2026, 1, day))
    return book


def listed(db: Database, **options: object) -> list[str]:
    return [item.description for item in catalogue_list.page(db, **options)]


def test_the_most_used_come_first_or_the_names_in_order(db: Database) -> None:
    assert listed(db) == ["Logo", "Workshop", "Árbol"]
    assert listed(db, order=CatalogueOrder.NAME) == ["Árbol", "Logo", "Workshop"]
    assert listed(db, offset=1, limit=1) == ["Workshop"]
    assert catalogue_list.count(db) == 3


def test_lines_are_found_by_a_part_and_archived_ones_apart(db: Database) -> None:
    assert listed(db, text="arb") == ["Árbol"]
    (logo,) = catalogue_list.page(db, text="lo")
    catalogue.archive_item(db, logo.id)
    assert listed(db, text="logo") == []
    assert listed(db, archived=True) == ["Logo"]
    assert catalogue_list.count(db, text="logo", archived=True) == 1
