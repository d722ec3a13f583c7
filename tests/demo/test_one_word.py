"""A record says the same of itself on every screen: the list, its client's page, its contract's page, Today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from clientdesk.demo.desk import TODAY
from clientdesk.demo.reading import Eyes
from clientdesk.i18n import set_language
from clientdesk.queries import (
    agenda,
    calendar_month,
    client_page,
    contract_list,
    contract_page,
    document_list,
    document_page,
)
from clientdesk.queries.agenda_row import AgendaKind
from clientdesk.queries.calendar_entry import EntryKind
from clientdesk.queries.contract_list import standing
from clientdesk.queries.contract_step import is_billed
from clientdesk.queries.document_list import DocumentRow
from clientdesk.storage import tables
from clientdesk.ui.calendar import words as calendar_words
from clientdesk.ui.clients import summary
from clientdesk.ui.contracts import summary as contract_summary
from clientdesk.ui.today import words as today_words
from clientdesk.ui.widgets.states import contract_chip, invoice_chip

MANY = 500
BOOKS = ("lena", "mona", "anitha", "marcus")


@pytest.fixture(params=BOOKS)
def eyes(request: pytest.FixtureRequest, shelf: Mapping[str, Eyes]) -> Eyes:
    set_language("en")
    return shelf[request.param]


def papers(eyes: Eyes) -> dict[tuple[str, int], DocumentRow]:
    rows = document_list.page(eyes.db, today=TODAY, limit=MANY)
    return {("quote" if row.is_quote else "invoice", row.record_id): row for row in rows}


def test_the_page_of_a_client_says_of_its_papers_what_the_list_of_papers_says(eyes: Eyes) -> None:
    listed = papers(eyes)
    seen = 0
    for client in tables.clients.find(eyes.db):
        page = client_page.load(eyes.db, client.id, today=TODAY, limit=MANY)
        for row in (*page.quotes, *page.invoices):
            assert row == listed["quote" if row.is_quote else "invoice", row.record_id]
            seen += 1
    assert seen == len(listed)


def test_the_page_of_a_contract_says_of_its_papers_what_the_list_of_papers_says(eyes: Eyes) -> None:
    listed = papers(eyes)
    for contract in tables.contracts.find(eyes.db):
        for row in contract_page.load(eyes.db, contract.id, today=TODAY).documents:
            shown = listed["invoice", row.id]
            assert (row.standing, row.amount, row.number) == (shown.state, shown.amount, shown.number)


def test_a_paper_says_of_itself_what_the_list_says(eyes: Eyes) -> None:
    listed = papers(eyes)
    for invoice in tables.invoices.find(eyes.db, "state = 'issued'"):
        assert (
            document_page.standing(eyes.db, invoice, today=TODAY).state == listed["invoice", invoice.id].state
        )


def test_a_contract_is_called_the_same_in_work_on_its_page_and_at_its_client(eyes: Eyes) -> None:
    rows = {row.id: row for row in contract_list.page(eyes.db, today=TODAY, archived=None, limit=MANY)}
    for contract in tables.contracts.find(eyes.db):
        page = contract_page.load(eyes.db, contract.id, today=TODAY)
        assert standing(page.chip, is_billed=is_billed(page)) == rows[contract.id].standing
        assert page.value == rows[contract.id].value
        at_client = client_page.load(eyes.db, contract.client_id, today=TODAY, limit=MANY).contracts
        assert rows[contract.id] in at_client


def test_today_calls_a_paper_and_a_contract_as_their_screens_do(eyes: Eyes) -> None:
    listed = papers(eyes)
    contracts = {row.id: row for row in contract_list.page(eyes.db, today=TODAY, limit=MANY)}
    for row in agenda.load(eyes.db, today=TODAY, days=60):
        if row.kind is AgendaKind.INVOICE:
            assert today_words.chip(row) == invoice_chip(listed["invoice", row.record_id].state)
        if row.kind is AgendaKind.COMPLETE:
            assert today_words.chip(row) == contract_chip(contracts[row.record_id].standing)


def test_the_calendar_calls_a_paper_as_the_list_of_papers_does(eyes: Eyes) -> None:
    listed = papers(eyes)
    first, last = TODAY - timedelta(days=60), TODAY + timedelta(days=60)
    for entry in calendar_month.entries(eyes.db, first, last, today=TODAY, limit=MANY):
        if entry.kind is EntryKind.INVOICE:
            assert calendar_words.chip(entry) == invoice_chip(listed["invoice", entry.record_id].state)


def test_a_cancelled_invoice_and_its_cancellation_are_not_paid_and_not_asked_for(
    shelf: Mapping[str, Eyes],
) -> None:
    eyes = shelf["lena"]
    set_language("en")
    (cancellation,) = tables.invoices.find(eyes.db, "number = 'RK-2026-002'")
    page = client_page.load(eyes.db, cancellation.client_id, today=TODAY, limit=MANY)
    events = {event.id: event for event in summary.documents(page) if event.kind == "invoice"}
    taken_off, taken = events[cancellation.id], events[cancellation.corrects_id or 0]
    assert taken_off.chip is not None
    assert taken.chip is not None
    assert (taken.chip.word, taken.amount) == ("Credited", "€571.20")
    assert (taken_off.chip.word, taken_off.amount) == ("Issued", "-€571.20")


def test_a_receipt_voucher_is_paid_everywhere(shelf: Mapping[str, Eyes]) -> None:
    eyes = shelf["anitha"]
    set_language("en")
    vouchers = tables.invoices.find(eyes.db, "kind = 'receipt_voucher' AND state = 'issued'")
    assert vouchers
    listed = papers(eyes)
    for voucher in vouchers:
        assert listed["invoice", voucher.id].state in {"paid", "credited"}
        assert voucher.contract_id is not None
        page = contract_page.load(eyes.db, voucher.contract_id, today=TODAY)
        events = {event.id: event for event in contract_summary.events(page) if event.kind == "invoice"}
        assert events[voucher.id].chip == invoice_chip(listed["invoice", voucher.id].state)


def test_what_is_over_is_not_the_next_date(shelf: Mapping[str, Eyes]) -> None:
    eyes = shelf["lena"]
    set_language("en")
    for client in tables.clients.find(eyes.db):
        page = client_page.load(eyes.db, client.id, today=TODAY)
        shown = next((one for one in summary.figures(page) if one.name == "next"), None)
        if page.next_date is not None and shown is not None:
            expected = {"Due since", "Ended on"} if page.next_date.on < TODAY else {"Next date"}
            assert shown.label in expected


def test_an_address_stands_at_the_client_as_on_paper(shelf: Mapping[str, Eyes]) -> None:
    set_language("en")
    (london,) = tables.clients.find(shelf["mona"].db, "name LIKE 'Marlow%'")
    address = dict(summary.people(london))["Address"]
    assert "London WC1N 3HB" in address
    assert "WC1N 3HB London" not in address


def test_more_rounds_than_are_free_are_said_in_words(shelf: Mapping[str, Eyes]) -> None:
    eyes = shelf["lena"]
    set_language("en")
    said = set()
    for contract in tables.contracts.find(eyes.db):
        page = contract_page.load(eyes.db, contract.id, today=TODAY)
        figure = next(one for one in contract_summary.figures(page) if one.name == "rounds")
        said.add((figure.value, figure.note))
    assert ("3", "used, 1 included") in said
    assert not any("/" in value + note for value, note in said)
