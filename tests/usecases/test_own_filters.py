"""Filters saved under a name lie in the book: by list and name, without history, and gone with whom they name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.own_filter import OwnFilter
from clientdesk.domain.party import Contact
from clientdesk.storage import log
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, erasing, own_filters, verifying
from tests import shelf


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = shelf.opened(tmp_path / "book.db")
    yield made
    made.close()


def own(name: str, text: str = "", of_list: str = "clients", **more: object) -> OwnFilter:
    return OwnFilter(**{"of_list": of_list, "name": name, "text": text, **more})


def names(db: Database, of_list: str = "clients") -> list[str]:
    return [one.name for one in own_filters.for_list(db, of_list)]


def test_a_filter_is_there_again_when_the_book_is_opened_again_and_leaves_no_history(db: Database):
    before = log.head(db)
    first = own("Größe రెడ్డి", "فاطمة", saved="archived", order="name", descending=True)
    own_filters.keep(db, first)
    assert log.head(db) == before
    assert verifying.verify(db).findings == ()
    assert db.path is not None
    db.close()
    again = open_book(db.path)
    assert own_filters.for_list(again, "clients") == (first,)
    again.close()


def test_a_name_is_given_once_in_a_list_and_what_is_kept_last_stands_last(db: Database):
    for one in (own("Krumm", "a"), own("Berger"), own("Krumm", of_list="money"), own("Krumm", "b")):
        own_filters.keep(db, one)
    assert [(one.name, one.text) for one in own_filters.for_list(db, "clients")] == [
        ("Berger", ""),
        ("Krumm", "b"),
    ]
    own_filters.forget(db, "clients", "Krumm")
    assert (names(db), names(db, "money")) == (["Berger"], ["Krumm"])


def test_what_comes_from_outside_gives_way_to_what_the_book_has(db: Database):
    own_filters.keep(db, own("Krumm", "mine"))
    own_filters.take_in(db, [own("Krumm", "theirs"), own("Berger")])
    assert [(one.name, one.text) for one in own_filters.for_list(db, "clients")] == [
        ("Krumm", "mine"),
        ("Berger", ""),
    ]


def test_b32_filters_that_name_an_erased_person_go_with_them(db: Database):
    krumm = clients.create(db, Client(name="Bäckerei Krümm", contacts=(Contact(name="Eva Sandoval"),)))
    kept = (own("Im Süden", "Leipzig"), own("Offen", saved="open", of_list="money"), own("Mit Ä", "Ä"))
    gone = (own("Krumm open", of_list="money"), own("x", "bäck"), own("y", "eva sandoval"))
    for one in (*kept, *gone):
        own_filters.keep(db, one)
    erasing.erase(db, krumm.id, today=date(2026, 6, 17))
    assert names(db) == ["Im Süden", "Mit Ä"]
    assert names(db, "money") == ["Offen"]
