"""The trash (Q2): whatever is deleted can be brought back for 90 days, under its own id, with all that hung on it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.absence import Absence
from clientdesk.domain.client import Client
from clientdesk.domain.errors import NotFoundError, StateError
from clientdesk.domain.invoice import Invoice
from clientdesk.domain.log import LogAct
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.recurring import Recurring
from clientdesk.domain.unsaved import Unsaved
from clientdesk.queries import trash_list
from clientdesk.storage import dump, log, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.storage.scribe import Scribe
from clientdesk.usecases import (
    absences,
    attachments,
    change_orders,
    clients,
    contracts,
    exchange,
    fonts,
    invoices,
    milestones,
    quotes,
    trash,
    unsaved,
    verifying,
    work,
)
from tests.usecases import own_font_files
from tests.usecases.billing import ON, contract, line, open_german

#: Behind the day on which the book of the tests was written, whenever they run.
NOW = date(2099, 6, 17)


class OnThatDay(Scribe):
    """Writes the log on the day of these tests: a run may go over midnight."""

    def now(self) -> str:
        return f"{NOW}T12:00:00Z"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_german(tmp_path / "book.db")
    made.scribe = OnThatDay()
    yield made
    made.close()


def stand(db: Database) -> dict[str, list[dict[str, object]]]:
    """Return every record of the book but for the trash itself and the log."""
    return {name: list(dump.rows(db, name)) for name in dump.ORDER if name not in {"trash", "log"}}


def only(db: Database) -> int:
    (row,) = trash_list.page(db, today=NOW)
    return row.id


def _draft(db: Database, title: str) -> Callable[[], object]:
    draft = invoices.create(db, 1, on=ON, title=title, lines=(line("90", title or "x"),))
    attachments.add(db, "invoices", draft.id, name="note.txt", data=title.encode() or b"-", on=ON)
    return lambda: invoices.delete_draft(db, draft.id)


def _template(db: Database, title: str) -> Callable[[], object]:
    draft = invoices.create(db, 1, on=ON, title=title, lines=(line("90"),))
    with transaction(db):
        tables.recurring.add(
            db,
            Recurring(
                client_id=1,
                title=title,
                currency="EUR",
                lines=(),
                every_months=1,
                next_on=ON,
                invoice_id=draft.id,
            ),
        )
    return lambda: invoices.delete_draft(db, draft.id)


def _quote(db: Database, title: str) -> Callable[[], object]:
    draft = quotes.create(db, 1, on=ON, title=title)
    return lambda: quotes.delete_draft(db, draft.id)


def _contract(db: Database, title: str) -> Callable[[], object]:
    draft = contracts.create(db, 1, on=ON, title=title)
    for name in ("Sketch", "Print"):
        milestones.create(db, Milestone(contract_id=draft.id, title=name, promised_on=ON))
    return lambda: contracts.delete_draft(db, draft.id)


def _milestone(db: Database, title: str) -> Callable[[], object]:
    draft = contracts.create(db, 1, on=ON, title="Signs")
    made = milestones.create(db, Milestone(contract_id=draft.id, title=title or "x"))
    return lambda: milestones.delete(db, made.id)


def _hours(db: Database, title: str) -> Callable[[], object]:
    running = contract(db, line("90"), hourly_rate=Decimal(90))
    entry = work.log_hours(db, running.id, on=ON, hours=Decimal("2.25"), description=title or "x")
    return lambda: work.delete(db, entry.id)


def _wish(db: Database, title: str) -> Callable[[], object]:
    wish = change_orders.ask(db, contract(db, line("90")).id, title=title or "x", on=ON)
    return lambda: change_orders.delete(db, wish.id)


def _absence(db: Database, title: str) -> Callable[[], object]:
    made = absences.create(db, Absence(first_on=ON, last_on=ON + timedelta(days=3), label=title))
    return lambda: absences.delete(db, made.id)


def _client(db: Database, title: str) -> Callable[[], object]:
    made = clients.create(db, Client(name=f"{title}x", notes=title))
    attachments.add(db, "clients", made.id, name=f"{title}.pdf", data=b"%PDF-1.7", on=ON)
    return lambda: clients.delete(db, made.id)


def _attachment(db: Database, title: str) -> Callable[[], object]:
    made = attachments.add(db, "clients", 1, name=f"{title}.pdf", data=title.encode() + b"%PDF", on=ON)
    return lambda: attachments.remove(db, made.id)


def _font(db: Database, _title: str) -> Callable[[], object]:
    fonts.add(db, own_font_files.made(), "Inter.ttf")
    return lambda: fonts.remove(db, "Inter")


KINDS = (
    _draft,
    _template,
    _quote,
    _contract,
    _milestone,
    _hours,
    _wish,
    _absence,
    _client,
    _attachment,
)


@settings(max_examples=40)
@given(kind=st.sampled_from(KINDS), title=st.text(st.characters(exclude_categories=("C", "Z")), max_size=30))
def test_q2_to_delete_and_to_bring_back_is_to_have_done_nothing(
    kind: Callable[[Database, str], Callable[[], object]], title: str
):
    db = open_german(None)
    delete = kind(db, title)
    before = stand(db)
    delete()
    assert stand(db) != before
    assert verifying.verify(db).findings == ()
    trash.restore(db, only(db))
    # A record that lost its reference, and has it again, has changed twice; nothing else differs.
    now = stand(db)
    for row, old in zip(now["recurring"], before["recurring"], strict=True):
        row["version"] = old["version"]
    assert now == before
    assert trash_list.count(db) == 0
    assert verifying.verify(db).findings == ()
    db.close()


def test_q2_a_font_comes_back_and_leaves_the_trash_when_it_is_added_again(db: Database):
    delete = _font(db, "")
    before = stand(db)
    delete()
    trash.restore(db, only(db))
    assert stand(db) == before
    delete()
    fonts.add(db, own_font_files.made(), "Inter.ttf")
    assert trash_list.count(db) == 0


def test_q2_what_went_at_once_is_one_line_that_names_what_a_person_knows(db: Database):
    _contract(db, "Signs for the shop")()
    (row,) = trash_list.page(db, today=NOW)
    assert (row.table_name, row.name, row.about, row.others) == (
        "contracts", "Signs for the shop", "Bäckerei Krumm GmbH", 2,
    )  # fmt: skip
    assert (row.deleted_on, row.days_left) == (NOW, 90)
    assert trash_list.page(db, today=NOW + timedelta(days=1))[0].days_left == 89


def test_q2_an_id_is_never_given_to_another_record(db: Database):
    first = invoices.create(db, 1, on=ON, title="First")
    invoices.delete_draft(db, first.id)
    second = invoices.create(db, 1, on=ON, title="Second")
    assert second.id != first.id
    trash.restore(db, only(db))
    assert invoices.get(db, first.id) == first
    # Not even once it is forgotten for good: the log would tell the story of another record.
    invoices.delete_draft(db, second.id)
    trash.empty(db)
    assert invoices.create(db, 1, on=ON).id > second.id


def test_q2_a_draft_comes_back_with_its_client_when_both_were_deleted(db: Database):
    maro = clients.create(db, Client(name="Studio Maro"))
    draft = invoices.create(db, maro.id, on=ON, title="Portraits")
    invoices.delete_draft(db, draft.id)
    clients.delete(db, maro.id)
    act = next(row.id for row in trash_list.page(db, today=NOW) if row.name == "Portraits")
    back = trash.restore(db, act)
    assert (back.table_name, back.name, back.others) == ("invoices", "Portraits", 1)
    assert clients.get(db, maro.id) == maro
    assert invoices.get(db, draft.id) == draft
    assert trash_list.count(db) == 0


def test_q2_what_belonged_to_something_gone_for_good_is_refused_with_the_reason(db: Database):
    maro = clients.create(db, Client(name="Studio Maro"))
    draft = invoices.create(db, maro.id, on=ON, title="Portraits")
    invoices.delete_draft(db, draft.id)
    clients.delete(db, maro.id)
    acts = {row.name: row.id for row in trash_list.page(db, today=NOW)}
    trash.empty(db, acts["Studio Maro"])
    with pytest.raises(
        StateError, match="“Portraits” cannot come back: what it belonged to is gone for good"
    ):
        trash.restore(db, acts["Portraits"])
    assert trash_list.count(db) == 1


@pytest.mark.parametrize(
    ("table", "column"), [("invoices", 'id" = 1 --'), ("invoices", "no column"), ("no table", "id")]
)
def test_q2_a_reference_that_another_program_wrote_into_the_trash_is_refused(
    db: Database, table: str, column: str
):
    _draft(db, "Portraits")()
    before = stand(db)
    with transaction(db):
        db.execute(
            "UPDATE trash SET links = ? WHERE table_name = 'invoices'", (json.dumps([[table, column, 1]]),)
        )
    with pytest.raises(StateError, match="“Portraits” cannot come back: another program has altered it"):
        trash.restore(db, only(db))
    assert stand(db) == before


def test_b2_a_removed_wish_comes_back_under_its_number_unless_that_was_given_again(db: Database):
    running = contract(db, line("90"))
    wish = change_orders.ask(db, running.id, title="An eighth screen", on=ON)
    change_orders.delete(db, wish.id)
    change_orders.ask(db, running.id, title="Another one", on=ON)
    with pytest.raises(StateError, match="another wish"):
        trash.undo(db, "change_orders", wish.id)


def test_b31_a_removed_entry_is_billed_again_but_not_on_a_contract_that_was_closed(db: Database):
    running = contract(db, line("90"), hourly_rate=Decimal(90))
    entry = work.log_hours(db, running.id, on=ON, hours=Decimal(2), description="Sketch")
    before = work.unbilled(db, running.id, on=ON)
    work.delete(db, entry.id)
    trash.undo(db, "work_entries", entry.id)
    assert work.unbilled(db, running.id, on=ON).amount == before.amount
    work.delete(db, entry.id)
    contracts.cancel(db, running.id, on=ON, reason="No money")
    with pytest.raises(StateError):
        trash.undo(db, "work_entries", entry.id)


def test_r_quo_2_a_version_that_was_thrown_away_comes_back_over_the_one_that_was_sent(db: Database):
    draft = quotes.create(db, 1, on=ON, title="Shop", lines=(line("90"),))
    quotes.change(db, replace(draft, not_included="Hosting", change_terms="90 an hour"))
    sent = quotes.send(db, draft.id, on=ON)
    second = quotes.change(db, replace(quotes.revise(db, sent.id), title="Shop, with a blog"))
    quotes.delete_draft(db, sent.id)
    assert quotes.get(db, sent.id).title == "Shop"
    (row,) = trash_list.page(db, today=NOW)
    assert (row.name, row.is_version) == ("Shop, with a blog", True)
    trash.restore(db, row.id)
    now = quotes.get(db, sent.id)
    assert replace(now, version=second.version) == second
    quotes.delete_draft(db, sent.id)
    quotes.accept(db, sent.id, by="Eva", on=ON, method=AcceptanceMethod.MAIL)
    with pytest.raises(StateError, match="was changed since"):
        trash.restore(db, only(db))


def test_q2_a_text_that_was_thrown_away_waits_again_as_it_was_typed(db: Database):
    text = Unsaved(id=7, editor="client", name="Größe", typed_at=datetime(2026, 6, 17, 14, 3), typed="{}")
    unsaved.keep(db, text)
    unsaved.discard(db, text.id)
    assert unsaved.all_unsaved(db) == ()
    trash.restore(db, only(db))
    assert unsaved.all_unsaved(db) == (text,)


def test_q2_after_90_days_it_is_forgotten_at_the_start_with_the_files_nobody_refers_to(db: Database):
    _attachment(db, "scan")()
    assert trash.purge(db, today=NOW + timedelta(days=90)) == 0
    assert tables.contents.find(db)
    assert trash.purge(db, today=NOW + timedelta(days=91)) == 1
    assert trash_list.count(db) == 0
    assert tables.contents.find(db) == ()
    with pytest.raises(NotFoundError):
        trash.restore(db, 1)


def test_the_history_tells_that_it_was_deleted_and_brought_back(db: Database):
    draft = invoices.create(db, 1, on=ON, title="Logo")
    invoices.delete_draft(db, draft.id)
    trash.undo(db, "invoices", draft.id)
    acts = [entry.act for entry in log.entries(db, "invoices", draft.id)]
    assert acts == [LogAct.ADDED, LogAct.DELETED, LogAct.BROUGHT_BACK]


def test_the_export_takes_the_trash_along(db: Database):
    _draft(db, "Logo")()
    stream = io.BytesIO()
    exchange.export(db, stream)
    other = open_book(None)
    exchange.import_(other, io.BytesIO(stream.getvalue()))
    back = trash.restore(other, only(other))
    assert isinstance(tables.invoices.get(other, back.record_id), Invoice)
    assert attachments.data(other, attachments.of(other, "invoices", back.record_id)[0].id) == b"Logo"


def test_q2_a_field_of_a_later_release_has_its_usual_value_when_an_older_record_comes_back(db: Database):
    maro = clients.create(db, Client(name="Studio Maro", notes="calls on Mondays"))
    clients.delete(db, maro.id)
    with transaction(db):
        db.execute("UPDATE trash SET row = json_remove(row, '$.tone', '$.erased_on', '$.deposit_percent')")
    trash.restore(db, only(db))
    assert clients.get(db, maro.id) == maro
