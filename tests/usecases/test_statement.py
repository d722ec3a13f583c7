"""The account of a client to the cent and the day: every step, what is open, how late, what is held (R-DUE-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.account import Account, Entry, EntryKind, HeldMoney, Lateness, OpenPaper, lateness
from clientdesk.domain.client import Client
from clientdesk.domain.money import Money
from clientdesk.domain.payment import SettlementReason
from clientdesk.storage.account import oldest_open, statement
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database
from clientdesk.usecases import clients, credit_notes, invoices, payments, prepayments, reversals
from tests.usecases.billing import contract, eur, issued, line, open_german

MARCH, APRIL, MAY, JUNE = date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 4), date(2026, 6, 17)
PAST, MID_MAY, END_OF_MAY = date(2020, 1, 1), date(2026, 5, 15), date(2026, 5, 31)


@pytest.fixture
def db() -> Iterator[Database]:
    book = open_german(None)
    yield book
    book.close()


def euros(db: Database, first: date, last: date) -> Account:
    (account,) = statement(db, 1, first=first, last=last).accounts
    return account


def test_every_step_with_what_is_owed_after_it(db: Database) -> None:
    before = issued(db, line("50"), on=MARCH)
    draft = invoices.create(db, 1, on=MAY, title="Identity", lines=(line("100"),))
    invoices.change(db, replace(draft, reference="PO 7"))
    paper = invoices.issue(db, draft.id, on=MAY)
    payments.record(
        db,
        1,
        eur(100),
        on=MID_MAY,
        reference="REF",
        allocate=((before.id, eur("59.50")), (paper.id, eur("40.50"))),
    )
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, eur("8.50"), on=MID_MAY)
    credit = credit_notes.credit(db, paper.id, on=END_OF_MAY, reason="Less", amount=eur(20))
    told = statement(db, 1, first=MAY, last=END_OF_MAY)
    assert (told.first, told.last) == (MAY, END_OF_MAY)
    (account,) = told.accounts
    assert account == Account(
        currency="EUR",
        opening=eur("59.50"),
        charged=eur(119),
        credited=eur("128.50"),
        closing=eur(50),
        entries=(
            Entry(
                on=MAY,
                kind=EntryKind.PAPER,
                what="invoice",
                number=paper.number,
                title="Identity",
                effect=eur(119),
                balance=eur("178.50"),
            ),
            Entry(
                on=MID_MAY,
                kind=EntryKind.PAYMENT,
                what="transfer",
                number="REF",
                title="",
                papers=(before.number, paper.number),
                effect=eur(-100),
                balance=eur("78.50"),
            ),
            Entry(
                on=MID_MAY,
                kind=EntryKind.SETTLEMENT,
                what="bank_fee",
                number=paper.number,
                title="Identity",
                effect=eur("-8.50"),
                balance=eur(70),
            ),
            Entry(
                on=END_OF_MAY,
                kind=EntryKind.PAPER,
                what="credit_note",
                number=credit.number,
                title=credit.title,
                effect=eur(-20),
                balance=eur(50),
            ),
        ),
        papers=(
            OpenPaper(
                kind="invoice",
                number=paper.number,
                title="Identity",
                reference="PO 7",
                issued_on=MAY,
                due_on=date(2026, 5, 18),
                balance=eur(50),
                days_late=13,
            ),
        ),
        credit=eur(0),
        held=(),
    )
    assert [(one.charged, one.credited) for one in account.entries][:2] == [
        (eur(119), eur(0)),
        (eur(0), eur(100)),
    ]


def test_an_account_tells_of_its_days_only(db: Database) -> None:
    first, second = issued(db, on=MARCH), issued(db, on=MAY)
    payments.record(db, 1, eur(119), on=MID_MAY, allocate=((first.id, eur(119)),))
    march = euros(db, MARCH, APRIL)
    assert ([one.number for one in march.papers], march.closing) == ([first.number], eur(119))
    assert (march.is_less_by_now, euros(db, MARCH, MID_MAY).is_less_by_now) == (True, False)
    assert [one.number for one in euros(db, MARCH, MAY).papers] == [first.number, second.number]
    assert [one.number for one in euros(db, MARCH, MID_MAY).papers] == [second.number]
    later = euros(db, JUNE, JUNE)
    assert (later.entries, later.opening, later.closing) == ((), eur(119), eur(119))
    assert (later.charged, later.credited) == (eur(0), eur(0))
    assert statement(db, 1, first=PAST, last=PAST).accounts == ()
    other = clients.create(db, Client(name="Seidel"))
    assert statement(db, other.id, first=PAST, last=JUNE).accounts == ()
    payments.settle(db, second.id, SettlementReason.WRITE_OFF, eur(19), on=JUNE)
    credit_notes.credit(db, second.id, on=JUNE, reason="Less", amount=eur(10))
    assert euros(db, MARCH, MID_MAY).papers[0].balance == eur(119)
    assert euros(db, MARCH, JUNE).papers[0].balance == eur(90)
    assert balance_of(db, second.id) == eur(90)
    assert balance_of(db, 99) == Money.zero("")


def test_money_that_came_too_early_or_too_much_is_the_clients(db: Database) -> None:
    paper = issued(db, on=MAY)
    payment = payments.record(db, 1, eur(150), on=MAY, allocate=((paper.id, eur(119)),))
    assert (euros(db, MAY, MAY).credit, euros(db, MAY, MAY).closing) == (eur(31), eur(-31))
    back = payments.refund(db, 1, eur(11), on=MID_MAY, method="cash", reference="R1")
    credit_notes.credit(db, paper.id, on=END_OF_MAY, reason="Less", amount=eur(19))
    account = euros(db, MAY, END_OF_MAY)
    assert (account.credit, account.overpaid, account.open) == (eur(20), eur(19), eur(0))
    assert (account.to_pay, account.papers[0].balance) == ((), eur(-19))
    (repaid,) = [one for one in account.entries if one.kind is EntryKind.REFUND]
    assert (repaid.on, repaid.what, repaid.number, repaid.effect, repaid.papers, repaid.is_taken_back) == (
        MID_MAY,
        "cash",
        "R1",
        eur(11),
        (),
        False,
    )
    payments.refund(db, 1, eur(19), on=JUNE, invoice_id=paper.id)
    assert euros(db, JUNE, JUNE).entries[0].papers == (paper.number,)
    assert back.id > payment.id


def test_a_payment_taken_off_again_paid_nothing_in_the_end(db: Database) -> None:
    one, two = issued(db, on=MAY), issued(db, line("50"), on=MAY)
    payment = payments.record(db, 1, eur(59), on=MAY, allocate=((one.id, eur(30)), (two.id, eur(29))))
    payments.take_back(db, payment.id, one.id, on=MID_MAY)
    papers = [entry.papers for entry in euros(db, MAY, MAY).entries if entry.kind is EntryKind.PAYMENT]
    assert papers == [(one.number, two.number)]
    papers = [entry.papers for entry in euros(db, MAY, JUNE).entries if entry.kind is EntryKind.PAYMENT]
    assert papers == [(two.number,)]
    reversals.payment(db, payment.id, on=END_OF_MAY, note="A slip")
    marks = {entry.kind: entry.is_taken_back for entry in euros(db, MAY, JUNE).entries}
    assert marks == {EntryKind.PAPER: False, EntryKind.PAYMENT: True, EntryKind.REFUND: True}


def test_b26_currencies_are_accounts_of_their_own(db: Database) -> None:
    issued(db, on=MAY)
    draft = invoices.create(db, 1, on=MAY, lines=(line("10"),))
    invoices.change(db, replace(draft, currency="USD", home_rate=Decimal("0.9")))
    dollars = invoices.issue(db, draft.id, on=MAY)
    accounts = statement(db, 1, first=MAY, last=JUNE).accounts
    assert [(one.currency, one.closing, len(one.entries), len(one.papers)) for one in accounts] == [
        ("EUR", eur(119), 1, 1),
        ("USD", Money.of("11.90", "USD"), 1, 1),
    ]
    assert accounts[1].papers[0].number == dollars.number
    assert [one.credit for one in accounts] == [eur(0), Money.zero("USD")]
    coming = Money.of("11.90", "USD")
    payments.record(db, 1, coming, on=JUNE, home_rate=Decimal("0.9"), allocate=((dollars.id, coming),))
    before = statement(db, 1, first=MAY, last=END_OF_MAY).accounts
    assert [one.is_less_by_now for one in before] == [False, True]
    # Once it is settled and nothing happens any more, a currency is left out.
    assert [
        one.currency for one in statement(db, 1, first=date(2026, 7, 1), last=date(2026, 7, 2)).accounts
    ] == ["EUR"]


def test_r_pre_18_prepaid_money_is_held_per_contract(db: Database) -> None:
    first, second = contract(db, line("5000")), contract(db, line("3000"), title="Website")
    prepayments.receive(db, first.id, eur(119), on=MARCH)
    late = prepayments.receive(db, second.id, eur(238), on=MAY)
    prepayments.receive(db, first.id, eur(60), on=MID_MAY)
    prepayments.refund(db, late.id, on=END_OF_MAY, reason="Less", amount=eur(38))
    assert euros(db, MAY, END_OF_MAY).held == (
        HeldMoney(
            number=first.number,
            title="Brand identity",
            before=eur(119),
            received=eur(60),
            used=eur(0),
            held=eur(179),
        ),
        HeldMoney(
            number=second.number,
            title="Website",
            before=eur(0),
            received=eur(238),
            used=eur(38),
            held=eur(200),
        ),
    )
    assert [one.number for one in euros(db, MARCH, APRIL).held] == [first.number]
    assert [one.used for one in euros(db, END_OF_MAY, JUNE).held] == [eur(0), eur(38)]
    # What was given back before these days is told no more.
    prepayments.refund(db, late.id, on=END_OF_MAY, reason="All")
    assert [one.number for one in euros(db, JUNE, JUNE).held] == [first.number]


def test_r_due_2_nothing_is_late_on_the_day_it_is_due(db: Database) -> None:
    issued(db, on=MAY)
    due = date(2026, 5, 18)
    days = [
        euros(db, MAY, day).papers[0].days_late for day in (MAY, due, date(2026, 5, 19), date(2026, 6, 18))
    ]
    assert days == [0, 0, 1, 31]
    parts = [(day, lateness(day).value) for day in (0, 1, 30, 31, 60, 61)]
    assert parts == [(0, "not_due"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "60+")]
    account = euros(db, MAY, date(2026, 6, 18))
    assert account.late(Lateness.UP_TO_60) == account.open == eur(119)
    assert account.late(Lateness.UP_TO_30) == account.late(Lateness.NOT_DUE) == eur(0)


def test_the_oldest_paper_that_is_to_be_paid(db: Database) -> None:
    assert oldest_open(db, 1) is None
    first, _second = issued(db, on=MARCH), issued(db, on=MAY)
    assert oldest_open(db, 1) == MARCH
    payments.record(db, 1, eur(119), on=MAY, allocate=((first.id, eur(119)),))
    assert oldest_open(db, 1) == MAY
    credit_notes.credit(db, first.id, on=MAY, reason="Less", amount=eur(19))
    assert oldest_open(db, 1) == MAY
    other = clients.create(db, Client(name="Seidel"))
    assert oldest_open(db, other.id) is None


def test_r_pre_10_a_final_invoice_that_gives_back_has_no_day_to_be_late(db: Database) -> None:
    agreed = contract(db, line("200"))
    prepayments.receive(db, agreed.id, eur(238), on=MARCH)
    draft = invoices.from_contract(db, agreed.id, on=MAY)
    final = invoices.issue(db, invoices.change(db, replace(draft, lines=(line("100"),))).id, on=MAY)
    (paper,) = euros(db, MAY, JUNE).papers
    assert (paper.number, paper.due_on, paper.days_late, paper.balance) == (final.number, None, 0, eur(-119))
