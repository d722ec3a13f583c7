"""Erasing a person (B32, R-RET-1): what goes, what the law keeps until when, and that the file holds nothing else."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.unsaved import Unsaved
from clientdesk.queries import client_list, contract_list, document_list, payment_list, search, trash_list
from clientdesk.storage import listing, log, tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import (
    attachments,
    clients,
    contracts,
    erasing,
    invoices,
    payments,
    quotes,
    retention,
    trash,
    unsaved,
    verifying,
)
from tests.usecases.billing import ON, contract, eur, issued, line, open_german

LATER = ON + timedelta(days=40)
#: Words that only this person's records hold.
CANARY = "Zyxxqvornwinkel"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_german(tmp_path / "book.db")
    yield made
    made.close()


@pytest.fixture
def paid(db: Database) -> int:
    """The client Krumm with one paid invoice, and much that nobody has to keep."""
    paper = issued(db, line("100"))
    # What stood on the paper when it went out stays with it; this came later.
    before = clients.get(db, 1)
    clients.change(
        db,
        replace(
            before,
            contacts=(Contact(name="Eva Krumm", email="eva@krumm.example", phone="0341 998877"),),
            notes=f"likes {CANARY}",
            tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
        ),
    )
    payments.record(db, 1, eur("119"), on=ON, allocate=[(paper.id, eur("119"))])
    attachments.add(db, "clients", 1, name="photo.png", data=CANARY.encode(), on=ON)
    attachments.add(db, "invoices", paper.id, name="order.pdf", data=b"%PDF-1.7", on=ON)
    invoices.delete_draft(db, invoices.create(db, 1, on=ON, title=f"Thrown away {CANARY}").id)
    invoices.create(db, 1, on=ON, title=f"Draft {CANARY}")
    quotes.create(db, 1, on=ON, title=f"Quote {CANARY}")
    contracts.create(db, 1, on=ON, title=f"Contract {CANARY}")
    unsaved.keep(
        db,
        Unsaved(
            id=5, editor="client", record_id=1, typed_at=datetime(2026, 5, 4, 9), typed=f'{{"x":"{CANARY}"}}'
        ),
    )
    return paper.id


def test_b32_the_plan_says_what_goes_and_what_is_kept_until_which_day_and_changes_nothing(
    db: Database, paid: int
):
    before = log.head(db)
    plan = erasing.plan(db, 1, today=LATER)
    assert (plan.contacts, plan.addresses, plan.notes) == (1, 1, 1)
    assert (plan.drafts, plan.texts, plan.attachments, plan.trashed) == (3, 1, 1, 1)
    assert [(one.kind, one.id, one.until) for one in plan.kept] == [("invoice", paid, date(2034, 12, 31))]
    assert (plan.kept_payments, plan.goes_whole, plan.against) == (1, False, ())
    assert log.head(db) == before


def test_b32_what_nobody_has_to_keep_goes_and_the_paper_stays_as_it_was(db: Database, paid: int):
    paper, pdf = invoices.get(db, paid), tables.papers.find(db)[0].pdf
    erasing.erase(db, 1, today=LATER)
    client = clients.get(db, 1)
    assert client == Client(
        id=1, version=client.version, name="Bäckerei Krumm GmbH", archived=True, erased_on=LATER
    )
    assert invoices.get(db, paid) == paper
    assert tables.papers.find(db)[0].pdf == pdf
    assert [one.id for one in tables.invoices.find(db)] == [paid]
    assert tables.quotes.find(db) == tables.contracts.find(db) == unsaved.all_unsaved(db) == ()
    assert [one.name for one in tables.attachments.find(db)] == ["order.pdf"]
    assert len(tables.contents.find(db)) == 1
    assert trash_list.count(db) == 0
    assert len(tables.payments.find(db)) == 1
    assert verifying.verify(db).findings == ()
    assert listing.differences(db) == 0
    with pytest.raises(StateError, match="erased on 2026-06-13 already"):
        erasing.erase(db, 1, today=LATER)


def test_b32_what_stays_is_in_no_list_and_found_by_no_search_but_its_own(db: Database, paid: int):
    other = clients.create(db, Client(name="Krumm & Co", addresses=(Address(city="Leipzig", country="DE"),)))
    running = contract(db, line("90"))
    contracts.cancel(db, running.id, on=ON, reason="No money")
    number = invoices.get(db, paid).number
    assert search.find(db, number)
    erasing.erase(db, 1, today=LATER)
    assert {one.client_id for one in search.find(db, "krumm")} == {other.id}
    assert search.find(db, number) == ()
    assert search.find(db, "119") == ()
    for archived in (False, True):
        assert 1 not in [one.id for one in client_list.page(db, today=LATER, archived=archived)]
        assert 1 not in [one.id for one in client_list.page(db, today=LATER, archived=archived, text="krumm")]
    assert client_list.count(db, archived=True) == 0
    assert document_list.page(db, today=LATER) == payment_list.page(db) == ()
    assert payment_list.count(db) == document_list.count(db, today=LATER) == 0
    assert contract_list.page(db, today=LATER, archived=None) == ()
    (row,) = client_list.page(db, today=LATER, erased=True, text="krumm")
    assert (row.id, client_list.count(db, erased=True)) == (1, 1)
    assert [paper.kind for paper in erasing.kept(db, 1, today=LATER)] == ["contract", "invoice"]


def test_b32_nothing_of_it_is_left_in_the_file_and_the_chain_of_the_log_is_whole(db: Database, paid: int):
    assert db.path is not None
    assert CANARY.encode() in db.path.read_bytes()
    erasing.erase(db, 1, today=LATER)
    erasing.scrub(db)
    raw = db.path.read_bytes()
    for words in (CANARY, CANARY.casefold(), "eva@krumm.example", "0341 998877", "DE136695976XX"):
        assert words.encode() not in raw, words
    assert log.check(db) == log.head(db)
    assert all(one.is_erased for one in log.entries(db, "clients", 1)[:-1])
    assert log.entries(db, "invoices", paid)[0].salt
    assert verifying.verify(db).findings == ()


#: Erases, and is killed before the file is scrubbed.
KILLED = """
import os, signal, sys
from datetime import date
from clientdesk.storage.database import open_book
from clientdesk.usecases import erasing
erasing.erase(open_book(sys.argv[1]), 1, today=date.fromisoformat(sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_b32_killed_before_the_file_is_scrubbed_the_next_opening_does_it(db: Database, paid: int):
    assert db.path is not None
    db.close()
    # A copy of the same book elsewhere is another file: looking at it is not what was asked for.
    copied = Path(shutil.copy(db.path, db.path.with_name("copy.db")))
    ran = subprocess.run([sys.executable, "-c", KILLED, str(db.path), str(LATER)], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert b"xqv" in db.path.read_bytes(), "the search index still has pieces of the words"
    open_book(copied).close()
    assert b"xqv" in db.path.read_bytes()
    open_book(db.path).close()
    raw = db.path.read_bytes()
    assert [
        words for words in (CANARY, CANARY.casefold(), "xqv", "eva@krumm.example") if words.encode() in raw
    ] == []
    before = db.path.stat().st_mtime_ns
    open_book(db.path).close()
    assert db.path.stat().st_mtime_ns == before, "done once"


@pytest.mark.parametrize("is_emptied", [False, True])
def test_b32_what_belonged_to_what_was_deleted_before_goes_too(db: Database, paid: int, is_emptied: bool):
    work = contracts.create(db, 1, on=ON, title="Thrown away")
    with transaction(db):
        tables.milestones.add(db, Milestone(contract_id=work.id, title=f"Stone {CANARY}"))
    draft = invoices.create(db, 1, on=ON)
    attachments.add(db, "contracts", work.id, name=f"plan {CANARY}.pdf", data=b"%PDF-1.7 a", on=ON)
    attachments.add(db, "invoices", draft.id, name=f"list {CANARY}.pdf", data=b"%PDF-1.7 b", on=ON)
    contracts.delete_draft(db, work.id)
    invoices.delete_draft(db, draft.id)
    unsaved.discard(db, 5)
    if is_emptied:
        trash.empty(db)
    erasing.erase(db, 1, today=LATER)
    assert db.rows("SELECT table_name, name FROM trash") == []
    told = "SELECT table_name, record_id FROM log WHERE changes LIKE ?"
    assert db.rows(told, (f"%{CANARY}%",)) == []
    assert verifying.verify(db).findings == ()


def test_b32_a_person_without_papers_goes_whole(db: Database):
    maro = clients.create(db, Client(name=CANARY))
    draft = invoices.create(db, maro.id, on=ON)
    plan = erasing.erase(db, maro.id, today=LATER)
    assert plan.goes_whole
    assert plan.kept_until is None
    assert (
        tables.clients.find(db, "id = ?", (maro.id,)) == tables.invoices.find(db, "id = ?", (draft.id,)) == ()
    )
    erasing.scrub(db)
    assert db.path is not None
    assert CANARY.encode() not in db.path.read_bytes()


def test_b32_what_is_open_between_both_has_to_be_settled_first(db: Database):
    owed = issued(db, line("100"))
    running = contract(db, line("90"))
    said = [str(one) for one in erasing.plan(db, 1, today=LATER).against]
    assert any(owed.number in one and "not settled" in one for one in said)
    assert any((running.number or running.title) in one and "still runs" in one for one in said)
    before = log.head(db)
    with pytest.raises(StateError, match="not settled"):
        erasing.erase(db, 1, today=LATER)
    assert log.head(db) == before


def test_r_ret_1_what_must_be_kept_is_refused_to_whoever_deletes_it(db: Database, paid: int):
    with pytest.raises(StateError, match="documents, contracts or payments"):
        clients.delete(db, 1)
    for table in ("invoices", "papers", "payments", "contents"):
        with pytest.raises((StateError, RuleError)), transaction(db):
            db.execute(f"DELETE FROM {table}")
    erasing.erase(db, 1, today=LATER)
    with pytest.raises(StateError), transaction(db):
        db.execute("UPDATE clients SET erased_on = NULL")


@pytest.mark.parametrize(
    ("country", "on", "until"),
    [
        ("DE", date(2026, 3, 1), date(2034, 12, 31)),
        ("AT", date(2026, 12, 31), date(2033, 12, 31)),
        ("GB", date(2026, 1, 1), date(2032, 12, 31)),
        ("IN", date(2026, 4, 1), date(2033, 12, 31)),
        ("US", date(2026, 3, 1), date(2033, 12, 31)),
        ("EG", date(2026, 3, 1), date(2031, 12, 31)),
    ],
)
def test_r_ret_1_years_run_from_the_end_of_the_calendar_year_by_the_sellers_country(
    db: Database, country: str, on: date, until: date
):
    own = tables.issuers.get(db, 1)
    with transaction(db):
        tables.issuers.save(db, replace(own, address=replace(own.address, country=country)))
    assert retention.kept_until(db, on) == until
