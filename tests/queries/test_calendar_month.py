"""What a month of the calendar holds: entries of every kind, the load of each day, whole weeks, pages (B4, B5, J5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.absence import Absence
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address
from clientdesk.domain.recurring import Recurring
from clientdesk.queries import calendar_month, load, load_ribbon
from clientdesk.queries.calendar_entry import Entry, EntryKind, EntryState, Group
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    absences,
    clients,
    contracts,
    invoices,
    issuing,
    milestones,
    payments,
    quotes,
    recurring,
)
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item

TODAY = date(2026, 6, 17)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def client(db: Database) -> Client:
    return clients.create(
        db, Client(name="Hofladen Seidel", addresses=(Address(city="Halle", country="DE"),))
    )


def running(db: Database, client: Client, **fields: object) -> Contract:
    draft = contracts.create(db, client.id, title="Shop", on=TODAY)
    draft = replace(draft, lines=(item("Text", 1000),), **fields)  # type: ignore[arg-type]  # fields of a contract
    return contracts.sign(db, contracts.change(db, draft).id, by="Jo", on=TODAY)


def due(db: Database, client: Client, on: date) -> int:
    draft = invoices.create(db, client.id, on=TODAY, title="Text", lines=[item("Text", 100)])
    draft = invoices.change(
        db, replace(draft, due_days=(on - TODAY).days, supplied_from=TODAY, supplied_to=TODAY)
    )
    return issuing.issue(db, draft.id, on=TODAY).id


def on_day(db: Database, day: date, groups: tuple[Group, ...] = tuple(Group)) -> list[tuple[EntryKind, str]]:
    found = calendar_month.entries(db, day, day, today=TODAY, groups=groups)
    assert calendar_month.count(db, day, day, today=TODAY, groups=groups) == len(found)
    return [(one.kind, one.title) for one in found]


def test_every_kind_of_date_stands_on_its_day(db: Database, client: Client) -> None:
    plan = (
        Instalment(
            label="Middle", percent=Decimal(60), kind=InstalmentKind.PARTIAL, due_on=date(2026, 6, 24)
        ),
        Instalment(label="Rest", percent=Decimal(40), kind=InstalmentKind.FINAL, due_on=date(2026, 12, 1)),
    )
    contract = running(
        db, client, plan=plan, starts_on=date(2026, 6, 22), ends_on=date(2026, 7, 24), notice_days=30
    )
    milestones.create(
        db,
        Milestone(
            contract_id=contract.id,
            title="Book",
            promised_on=date(2026, 6, 24),
            internal_on=date(2026, 6, 23),
            effort_hours=Decimal(3),
        ),
    )
    quote = quotes.create(db, client.id, on=TODAY, title="Signs", lines=[item("Text", 100)])
    quotes.change(db, replace(lena.with_words(quote), valid_until=date(2026, 6, 24)))
    quotes.send(db, quote.id, on=TODAY)
    due(db, client, date(2026, 6, 24))
    care = Recurring(client_id=client.id, title="Care", lines=(item("Care", 150),), every_months=1)
    recurring.create(db, replace(care, anchor_day=24, next_on=date(2026, 6, 24)))
    absences.create(db, Absence(first_on=date(2026, 6, 24), last_on=date(2026, 6, 26), label="Müritz"))
    assert on_day(db, date(2026, 6, 22)) == [(EntryKind.START, "Shop")]
    assert on_day(db, date(2026, 6, 23)) == [(EntryKind.OWN_DATE, "Book")]
    assert on_day(db, date(2026, 6, 24)) == [
        (EntryKind.ABSENCE, "Müritz"),
        (EntryKind.DEADLINE, "Book"),
        (EntryKind.NOTICE, "Shop"),
        (EntryKind.QUOTE, "Signs"),
        (EntryKind.INVOICE, "Text"),
        (EntryKind.INSTALMENT, "Middle"),
        (EntryKind.RECURRING, "Care"),
    ]
    assert on_day(db, date(2026, 6, 24), (Group.MONEY,)) == [
        (EntryKind.INVOICE, "Text"),
        (EntryKind.INSTALMENT, "Middle"),
        (EntryKind.RECURRING, "Care"),
    ]
    assert on_day(db, date(2026, 6, 24), ()) == []
    assert on_day(db, date(2026, 7, 24)) == [(EntryKind.END, "Shop")]


def state(db: Database, day: date, kind: EntryKind) -> EntryState:
    return next(one.state for one in calendar_month.entries(db, day, day, today=TODAY) if one.kind is kind)


def test_b5_a_deadline_says_how_safe_it_is_until_it_is_delivered(db: Database, client: Client) -> None:
    contract, day = running(db, client), date(2026, 6, 19)
    entry = milestones.create(
        db, Milestone(contract_id=contract.id, title="Book", promised_on=day, effort_hours=Decimal(60))
    )
    assert state(db, day, EntryKind.DEADLINE) is EntryState.LATE
    milestones.set_hours_left(db, entry.id, Decimal(9))
    assert state(db, day, EntryKind.DEADLINE) is EntryState.TIGHT
    milestones.set_hours_left(db, entry.id, Decimal(3))
    assert state(db, day, EntryKind.DEADLINE) is EntryState.SAFE
    milestones.wait_for_client(db, entry.id)
    assert state(db, day, EntryKind.DEADLINE) is EntryState.WAITING
    milestones.deliver(db, entry.id, on=TODAY)
    assert state(db, day, EntryKind.DEADLINE) is EntryState.DONE


def test_r_due_2_money_leaves_the_calendar_when_it_is_paid(db: Database, client: Client) -> None:
    day = date(2026, 6, 24)
    paper = due(db, client, day)
    payments.record(db, client.id, eur("19.00"), on=TODAY, allocate=[(paper, eur("19.00"))])
    (entry,) = calendar_month.entries(db, day, day, today=TODAY)
    assert (entry.amount, entry.state, entry.record_kind, entry.record_id) == (
        eur("100.00"),
        EntryState.PART_PAID,
        "invoice",
        paper,
    )
    assert calendar_month.entries(db, day, day, today=date(2026, 6, 25))[0].state is EntryState.LATE
    payments.record(db, client.id, eur("100.00"), on=TODAY, allocate=[(paper, eur("100.00"))])
    assert calendar_month.entries(db, day, day, today=TODAY) == ()


def test_j5_holidays_are_those_of_the_country_and_can_be_worked(db: Database) -> None:
    unity = date(2026, 10, 3)
    assert on_day(db, unity) == [(EntryKind.HOLIDAY, "German Unity Day")]
    absences.create(db, Absence(first_on=unity, last_on=unity, working=True))
    assert on_day(db, unity) == [(EntryKind.WORKED, "German Unity Day")]
    assert load.days(db, unity, unity, today=TODAY)[0].is_working


def test_b4_a_full_day_and_a_free_one(db: Database, client: Client) -> None:
    contract = running(db, client)
    milestones.create(
        db,
        Milestone(
            contract_id=contract.id, title="Book", promised_on=date(2026, 6, 19), effort_hours=Decimal(8)
        ),
    )
    thursday, friday, saturday = load.days(db, date(2026, 6, 18), date(2026, 6, 20), today=TODAY)
    assert (thursday.committed, thursday.is_over) == (Decimal(2), False)
    # At a fill of 80 % a day that is worked to its last hour is full, and not over: what it holds, it holds.
    assert (friday.committed, friday.bookable, friday.capacity) == (Decimal(6), Decimal("4.8"), Decimal(6))
    assert (friday.reserve, friday.over, friday.is_over) == (Decimal("1.2"), Decimal(0), False)
    assert (saturday.is_working, saturday.bookable) == (False, Decimal(0))
    month = calendar_month.month(db, TODAY, today=TODAY)
    week = month.weeks[2]
    assert (week.number, week.committed, week.bookable, week.is_over) == (
        25,
        Decimal(8),
        Decimal("14.4"),
        False,
    )
    days = load_ribbon.read(db, today=TODAY)
    assert [len(days), [entry.title for entry in days[2].dates]] == [14, ["Book"]]


def test_a_month_comes_in_whole_weeks_with_the_first_entries_of_each_day(
    db: Database, client: Client
) -> None:
    busy = date(2026, 6, 24)
    for _ in range(calendar_month.MOST_OF_A_KIND + 3):
        due(db, client, busy)
    month = calendar_month.month(db, TODAY, today=TODAY)
    assert (month.days[0].on, month.days[-1].on) == (date(2026, 6, 1), date(2026, 7, 5))
    day = month.day(busy)
    assert day is not None
    assert (len(day.entries), day.count) == (calendar_month.MOST_OF_A_KIND, calendar_month.MOST_OF_A_KIND + 3)
    assert month.day(date(2026, 8, 1)) is None
    none = calendar_month.month(db, TODAY, today=TODAY, groups=(Group.DEADLINES,))
    assert all(not one.entries for one in none.days)


def test_pages_follow_each_other_without_a_gap(db: Database, client: Client) -> None:
    absences.create(db, Absence(first_on=date(2026, 6, 23), last_on=date(2026, 6, 25), label="Müritz"))
    for day in (22, 23, 23, 24, 25, 26):
        due(db, client, date(2026, 6, day))
    first, last = date(2026, 6, 1), date(2026, 6, 30)
    whole = calendar_month.entries(db, first, last, today=TODAY)
    pages: list[Entry] = []
    for offset in range(0, len(whole), 2):
        pages += calendar_month.entries(db, first, last, today=TODAY, offset=offset, limit=2)
    assert tuple(pages) == whole
    assert [one.on.day for one in whole] == [22, 23, 23, 23, 24, 24, 25, 25, 26]
    assert len({one.id for one in whole}) == len(whole)
