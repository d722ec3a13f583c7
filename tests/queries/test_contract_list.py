"""The list of contracts: chips, the next milestone, the value with accepted changes, finding (B2, B3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Pricing
from clientdesk.domain.invoice import InvoiceKind
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address
from clientdesk.queries import contract_list, contract_page
from clientdesk.queries.contract_list import ContractChip
from clientdesk.queries.contract_step import is_billed
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    change_orders,
    clients,
    contract_invoices,
    contracts,
    credit_notes,
    invoices,
    milestones,
)
from clientdesk.usecases.change_orders import Offer
from tests.usecases import billing
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item

TODAY = date(2026, 4, 15)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


def seidel(db: Database) -> Client:
    return clients.create(
        db, Client(name="Hofladen Seidel", addresses=(Address(city="Halle", country="DE"),))
    )


def test_a_row_shows_client_state_next_milestone_and_value_as_of_today(db: Database) -> None:
    contract = lena.signed(db)
    change = change_orders.ask(db, contract.id, title="Eighth screen", on=date(2026, 4, 13))
    change_orders.offer(db, change.id, Offer(lines=(item("Screen 8", 320),)), on=date(2026, 4, 14))
    change_orders.accept(db, change.id, by="Jo", on=TODAY)
    row = contract_list.page(db, today=TODAY)[0]
    assert (row.number, row.title, row.client) == (contract.number, "Shop relaunch", "Bäckerei Krumm GmbH")
    assert (row.chip, row.next_milestone, row.next_on) == (ContractChip.ACTIVE, "Design", date(2026, 4, 10))
    assert row.value == eur("5120.00")
    assert contract_list.page(db, today=date(2026, 4, 14))[0].value == eur("4800.00")
    for name in ("Design", "Shop"):
        entry = next(m for m in _milestones(db, contract.id) if m.title == name)
        milestones.deliver(db, entry.id, on=TODAY)
    row = contract_list.page(db, today=TODAY)[0]
    assert (row.next_milestone, row.next_on) == ("", None)


def _milestones(db: Database, contract_id: int) -> tuple[Milestone, ...]:
    from clientdesk.storage import contract_file

    return contract_file.milestones(db, contract_id)


def test_chips_tell_draft_from_unsigned_and_count(db: Database) -> None:
    client = seidel(db)
    ready = [
        contracts.change(db, replace(draft, lines=(item("Text", 100),)))
        for draft in (contracts.create(db, client.id, title=name) for name in "ABCDE")
    ]
    contracts.prepare(db, ready[1].id, on=TODAY)
    for draft in ready[2:]:
        contracts.sign(db, draft.id, by="Jo", on=TODAY)
    contracts.complete(db, ready[3].id, on=TODAY)
    contracts.cancel(db, ready[4].id, on=TODAY, reason="Moved away")
    chips = [row.chip for row in reversed(contract_list.page(db, today=TODAY))]
    assert chips == list(ContractChip)
    assert contract_list.counts(db) == dict.fromkeys(ContractChip, 1)
    assert [row.title for row in contract_list.page(db, today=TODAY, chip=ContractChip.UNSIGNED)] == ["B"]
    contracts.archive(db, ready[4].id)
    assert contract_list.count(db) == 4
    assert [row.title for row in contract_list.page(db, today=TODAY, archived=True)] == ["E"]


def test_found_by_number_client_and_words_of_its_lines(db: Database) -> None:
    lena.signed(db)
    other = contracts.create(db, seidel(db).id, title="Labels")
    contracts.change(db, replace(other, lines=(item("Jam label", 100),)))
    for text, titles in (
        ("krumm", ["Shop relaunch"]),
        ("baeckerei", ["Shop relaunch"]),
        ("jam", ["Labels"]),
        ("seidel label", ["Labels"]),
        ("la", ["Labels", "Shop relaunch"]),
        ("nobody", []),
    ):
        rows = contract_list.page(db, today=TODAY, text=text)
        assert [row.title for row in rows] == titles, text
        assert contract_list.count(db, text=text) == len(titles)


def test_paged_newest_first_and_narrowed_to_a_client(db: Database) -> None:
    first, second = seidel(db), lena.krumm(db)
    for number in range(5):
        contracts.create(db, (first if number % 2 else second).id, title=f"{number}")
    titles = [row.title for row in contract_list.page(db, today=TODAY, limit=2, offset=1)]
    assert titles == ["3", "2"]
    assert [row.title for row in contract_list.page(db, today=TODAY, client_id=first.id)] == ["3", "1"]


def test_hours_estimated_are_the_value_of_a_contract_by_the_hour(db: Database) -> None:
    draft = contracts.create(db, seidel(db).id, title="Care")
    contracts.change(
        db,
        replace(draft, pricing=Pricing.HOURLY, hourly_rate=Decimal(110), estimate_hours=Decimal(80)),
    )
    assert contract_list.page(db, today=TODAY)[0].value == eur("8800.00")


def test_a_running_contract_is_billed_once_all_is_delivered_and_the_final_invoice_is_out(
    tmp_path: Path,
) -> None:
    own = billing.open_german(tmp_path / "own.db")
    job = billing.contract(own, billing.line("1000"))
    entry = milestones.create(own, Milestone(contract_id=job.id, title="Sketch", promised_on=TODAY))
    assert not contract_list.page(own, today=TODAY)[0].is_billed
    final = contract_invoices.from_contract(own, job.id, on=TODAY, kind=InvoiceKind.FINAL)
    final = invoices.issue(own, final.id, on=TODAY)
    assert not contract_list.page(own, today=TODAY)[0].is_billed
    milestones.deliver(own, entry.id, on=TODAY)
    assert contract_list.page(own, today=TODAY)[0].is_billed
    assert is_billed(contract_page.load(own, job.id, today=TODAY))
    credit_notes.cancel(own, final.id, on=TODAY, reason="Wrong price")
    assert not contract_list.page(own, today=TODAY)[0].is_billed
    assert not is_billed(contract_page.load(own, job.id, today=TODAY))
    own.close()


def test_b29_a_twentieth_of_the_net_price_may_be_given_away(tmp_path: Path) -> None:
    own = billing.open_german(tmp_path / "own.db")
    job = billing.contract(own, billing.line("4800"))
    assert contract_page.load(own, job.id, today=TODAY).gift_budget == billing.eur("240")
    own.close()
