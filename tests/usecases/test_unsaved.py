"""What was typed and not saved yet: kept over a restart, gone in the very act that saves it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.contract import Contract, Instalment
from clientdesk.domain.errors import RuleError
from clientdesk.domain.unsaved import Unsaved, new_id
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import clients, unsaved
from tests import shelf

AT = datetime(2026, 6, 17, 14, 3)


def typed(**changes: object) -> Unsaved:
    return Unsaved(**{"id": new_id(), "editor": "client", "typed_at": AT, "typed": "{}", **changes})


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return shelf.opened(tmp_path / "book.db")


def test_it_is_there_again_when_the_book_is_opened_again(db: Database):
    first = typed(name="Größe రెడ్డి", typed=unsaved.packed({"texts": {"name": "فاطمة"}}))
    unsaved.keep(db, first)
    path = db.path
    db.close()
    found = unsaved.all_unsaved(open_book(path))
    assert found == (first,)
    assert unsaved.unpacked(found[0].typed) == {"texts": {"name": "فاطمة"}}


def test_one_editor_holds_one_row_and_the_newest_comes_first(db: Database):
    early, late = typed(), typed(typed_at=AT.replace(hour=15))
    for one in (early, late, typed(id=early.id, typed='{"a":1}')):
        unsaved.keep(db, one)
    assert [(one.id, one.typed) for one in unsaved.all_unsaved(db)] == [
        (late.id, "{}"),
        (early.id, '{"a":1}'),
    ]
    unsaved.forget(db, late.id)
    assert [one.id for one in unsaved.all_unsaved(db)] == [early.id]


def test_saving_lets_go_of_the_raw_text_in_the_same_act(db: Database):
    one = typed()
    unsaved.keep(db, one)
    with unsaved.saving(db, one.id):
        clients.create(db, Client(kind=ClientKind.BUSINESS, name="Bäckerei Krumm"))
        assert db.connection.in_transaction
    assert unsaved.all_unsaved(db) == ()


def test_a_refused_save_keeps_the_raw_text(db: Database):
    one = typed()
    unsaved.keep(db, one)
    with pytest.raises(RuleError), unsaved.saving(db, one.id):
        clients.create(db, Client(kind=ClientKind.BUSINESS, name=""))
    assert unsaved.all_unsaved(db) == (one,)


def test_records_in_it_come_back_as_they_were():
    contract = Contract(title="Größe", plan=(Instalment(label="Anzahlung"),))
    packed = unsaved.packed({"contract": contract})
    assert unsaved.record(Contract, unsaved.unpacked(packed)["contract"]) == contract
