"""What happened with a client, what came in month by month, what was owed after each step, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.contract import InstalmentKind
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.queries import cash_outlook, client_step, client_story, money_list
from clientdesk.queries.client_step import ClientStep
from clientdesk.queries.client_story import Happened
from clientdesk.queries.money_list import DueWithin
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    clients,
    credit_notes,
    invoices,
    milestones,
    payments,
    prepayments,
    quotes,
    settlements,
)
from tests.usecases.billing import contract, eur, line, open_german, plan

TODAY = date(2026, 6, 17)


@pytest.fixture
def db(tmp_path):
    opened = open_german(tmp_path / "book.db")
    yield opened
    opened.close()


def issue(db: Database, net: str, *, on: date, due: date) -> int:
    draft = invoices.create(db, 1, on=on, lines=(line(net),))
    draft = invoices.change(db, replace(draft, due_on=due))
    return invoices.issue(db, draft.id, on=on).id


def test_the_story_holds_every_kind_of_event_the_newest_first(db: Database):
    quote = quotes.create(db, 1, on=date(2026, 1, 5), lines=(line("500"),), title="Labels")
    quote = quotes.change(db, replace(quote, not_included="none", change_terms="none"))
    quotes.send(db, quote.id, on=date(2026, 1, 5))
    job = contract(db, line("1000"))
    entry = milestones.create(
        db, Milestone(contract_id=job.id, title="Sketch", promised_on=date(2026, 6, 20))
    )
    milestones.deliver(db, entry.id, on=date(2026, 6, 10))
    invoice = issue(db, "100", on=date(2026, 6, 11), due=date(2026, 6, 25))
    paid = payments.record(db, 1, eur(119), on=date(2026, 6, 12), allocate=((invoice, eur(119)),))
    story = client_story.story(db, 1)
    assert [row.what for row in story[:3]] == [Happened.PAID, Happened.BILLED, Happened.DELIVERED]
    assert {Happened.SIGNED, Happened.QUOTE_SENT} < {row.what for row in story}
    assert (story[0].record_kind, story[0].record_id, story[0].amount) == ("payment", paid.id, eur(119))
    assert (story[1].number, story[1].amount) == ("RE-2026-001", eur(119))
    assert client_story.count(db, 1) == len(story)
    assert client_story.story(db, 1, offset=1, limit=1) == story[1:2]
    assert client_story.story(db, clients.create(db, Client(name="Neu")).id) == ()


def test_income_counts_this_month_and_eleven_before_and_takes_refunds_off(db: Database):
    for amount, day in ((100, date(2026, 6, 1)), (40, date(2025, 7, 1)), (7, date(2025, 6, 30))):
        payments.record(db, 1, eur(amount), on=day)
    payments.record(db, 1, Money(500, "USD"), on=date(2026, 6, 3))
    euros, dollars = client_story.income(db, 1, today=TODAY)
    assert (euros.currency, euros.whole, dollars.whole) == ("EUR", eur(140), Money(500, "USD"))
    assert euros.months[0][0] == date(2025, 7, 1)
    assert euros.months[-1][0] == date(2026, 6, 1)
    assert euros.months[0][1] == eur(40)
    january = client_story.income(db, 1, today=date(2026, 1, 31))
    assert january[0].months[0][0] == date(2025, 2, 1)


def test_the_steps_of_what_is_owed_end_with_the_balance(db: Database):
    first = issue(db, "100", on=date(2026, 5, 1), due=date(2026, 5, 15))
    second = issue(db, "200", on=date(2026, 5, 2), due=date(2026, 5, 16))
    payments.record(db, 1, eur(119), on=date(2026, 5, 20), allocate=((first, eur(119)),))
    settlements.settle(db, second, SettlementReason.BANK_FEE, on=date(2026, 5, 21), amount=eur(8))
    credit_notes.cancel(db, first, on=date(2026, 5, 22), reason="Wrong client")
    moves = client_story.moves(db, 1)
    assert [move.owed for move in moves[:4]] == [eur(119), eur(357), eur(238), eur(230)]
    assert moves[-1].owed == eur(111)
    assert client_story.moves(db, 1, limit=2) == moves[-2:]


def test_two_settlements_of_one_paper_on_one_day_are_two_steps_in_their_order(db: Database):
    paper = issue(db, "100", on=date(2026, 5, 4), due=date(2026, 5, 18))
    for reason, part in ((SettlementReason.WRITE_OFF, "4"), (SettlementReason.BANK_FEE, "15")):
        settlements.settle(db, paper, reason, eur(part), on=TODAY)
    for limit in (10, 2, 1):
        moves = client_story.moves(db, 1, limit=limit)
        assert [move.owed for move in moves] == [eur("119"), eur("115"), eur("100")][-limit:]


def test_the_next_step_goes_by_what_presses_most(db: Database):
    assert client_step.next_with(db, 1, today=TODAY).step is ClientStep.QUOTE
    late = issue(db, "100", on=date(2026, 5, 1), due=date(2026, 5, 15))
    coming = issue(db, "200", on=date(2026, 6, 1), due=date(2026, 6, 30))
    found = client_step.next_with(db, 1, today=TODAY)
    assert (found.step, found.record_id, found.days) == (ClientStep.PAYMENT, late, -33)
    payments.record(db, 1, eur(119), on=TODAY, allocate=((late, eur(119)),))
    found = client_step.next_with(db, 1, today=TODAY)
    assert (found.step, found.record_id, found.days) == (ClientStep.WAIT, coming, 13)
    draft = invoices.create(db, 1, on=TODAY, lines=(line("5"),))
    assert client_step.next_with(db, 1, today=TODAY).record_id == draft.id
    invoices.delete_draft(db, draft.id)
    job = contract(db, line("1000"))
    entry = milestones.create(db, Milestone(contract_id=job.id, title="Sketch", promised_on=TODAY))
    found = client_step.next_with(db, 1, today=TODAY)
    assert (found.step, found.record_id) == (ClientStep.DELIVER, entry.id)
    payments.record(db, 1, eur(238), on=TODAY, allocate=((coming, eur(238)),))
    milestones.deliver(db, entry.id, on=TODAY)
    assert client_step.next_with(db, 1, today=TODAY).step is ClientStep.INVOICE


def test_b26_the_weeks_to_come_begin_today_and_leave_out_what_is_late(db: Database):
    for days in (-1, 0, 6, 7, 55, 56):
        issue(db, "100", on=date(2026, 6, 1), due=TODAY + timedelta(days=days))
    (found,) = cash_outlook.outlook(db, on=TODAY)
    assert [week.due for week in found.weeks] == [
        eur(238),
        eur(119),
        eur(0),
        eur(0),
        eur(0),
        eur(0),
        eur(0),
        eur(119),
    ]
    assert (found.late, found.whole, found.weeks[1].so_far) == (eur(119), eur(476), eur(357))
    assert (found.weeks[0].first, found.weeks[0].last) == (TODAY, TODAY + timedelta(days=6))
    listed = money_list.open_papers(
        db, on=TODAY, within=DueWithin(currency="EUR", first=TODAY, last=TODAY + timedelta(days=6))
    )
    assert len(listed) == 2
    late = DueWithin(currency="EUR", last=TODAY - timedelta(days=1))
    assert money_list.count_open(db, within=late) == 1
    assert money_list.count_open(db, within=DueWithin(currency="USD")) == 0


def test_prepaid_money_counts_in_the_story_too(db: Database):
    parts = plan(("Deposit", "30", InstalmentKind.PREPAYMENT), ("Rest", "70", InstalmentKind.FINAL))
    job = contract(db, line("1000"), plan=parts)
    prepayments.receive(db, job.id, eur(357), on=TODAY)
    assert client_story.moves(db, 1)[-1].owed == eur(0)


def test_b14_what_was_settled_without_money_is_told_with_its_reason_and_a_credit_takes_off(db: Database):
    first = issue(db, "100", on=date(2026, 5, 1), due=date(2026, 5, 15))
    settlements.settle(db, first, SettlementReason.BANK_FEE, on=date(2026, 5, 21), amount=eur(8))
    credit_notes.cancel(
        db, issue(db, "50", on=date(2026, 5, 22), due=None), on=date(2026, 5, 23), reason="Slip"
    )
    story = client_story.story(db, 1)
    settled = next(row for row in story if row.what is Happened.SETTLED)
    assert (settled.paper, settled.amount, settled.number) == ("bank_fee", eur(8), "RE-2026-001")
    (credit,) = [row for row in story if row.paper == "cancellation"]
    assert credit.amount == eur("-59.50")
    assert client_story.count(db, 1) == len(story)
