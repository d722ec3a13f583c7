"""The one agenda: what stands in it, how urgent, in which order, and what it costs (B5, B27, B31, R-DUE-2, J3, J4)."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.absence import Absence
from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, Instalment, InstalmentKind
from clientdesk.domain.errors import RuleError
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.party import Address
from clientdesk.domain.recurring import Recurring
from clientdesk.queries import agenda
from clientdesk.queries.agenda import AgendaAct, AgendaKind, AgendaRow, Severity
from clientdesk.storage import contract_file, tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import (
    absences,
    aside,
    clients,
    contract_invoices,
    contracts,
    invoices,
    issuing,
    milestones,
    payments,
    prepayments,
    quotes,
    recurring,
    work,
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


def running(db: Database, client: Client, *, title: str = "Shop", **fields: object) -> Contract:
    draft = contracts.create(db, client.id, title=title, on=TODAY)
    draft = replace(draft, lines=(item("Text", 1000),), **fields)  # type: ignore[arg-type]  # fields of a contract
    return contracts.sign(db, contracts.change(db, draft).id, by="Jo", on=TODAY)


def of_kind(rows: tuple[AgendaRow, ...], kind: AgendaKind) -> list[AgendaRow]:
    return [row for row in rows if row.kind is kind]


def test_b5_milestones_stand_with_their_risk_and_the_worst_comes_first(db: Database, client: Client) -> None:
    contract = running(db, client)
    for title, day, hours in (
        ("Late", date(2026, 6, 15), 6),
        ("Tight", date(2026, 6, 19), 3),
        ("Easy", date(2026, 6, 30), 6),
        ("Far", date(2026, 9, 30), 6),
    ):
        milestones.create(
            db,
            Milestone(contract_id=contract.id, title=title, promised_on=day, effort_hours=Decimal(hours)),
        )
    rows = agenda.load(db, today=TODAY)
    assert [(row.title, row.severity, row.act) for row in rows] == [
        ("Late", Severity.URGENT, AgendaAct.PROMISE_ANEW),
        ("Tight", Severity.WARNING, AgendaAct.DELIVER),
        ("Easy", Severity.COMING, AgendaAct.DELIVER),
    ]
    late, tight, _ = rows
    assert (late.days, late.slack, late.forecast_on) == (-2, -2, TODAY)
    # Three days until Friday; 6 h of the late job and 3 h of its own are one and a half.
    assert (tight.slack, tight.client, tight.number) == (Decimal("1.5"), client.name, contract.number)
    assert (tight.record_kind, tight.record_id) == ("contract", contract.id)


def test_b5_waiting_for_the_client_is_shown_and_not_judged(db: Database, client: Client) -> None:
    contract = running(db, client)
    entry = milestones.create(
        db, Milestone(contract_id=contract.id, title="Texts", promised_on=TODAY, effort_hours=Decimal(60))
    )
    milestones.wait_for_client(db, entry.id)
    row = agenda.load(db, today=TODAY)[0]
    assert (row.is_waiting, row.slack, row.severity, row.act) == (
        True,
        None,
        Severity.COMING,
        AgendaAct.ASK_CLIENT,
    )
    milestones.deliver(db, entry.id, on=TODAY)
    assert of_kind(agenda.load(db, today=TODAY), AgendaKind.MILESTONE) == []


def test_j5_a_date_on_a_free_day_proposes_the_working_day_before(db: Database, client: Client) -> None:
    contract = running(db, client)
    milestones.create(db, Milestone(contract_id=contract.id, title="Book", promised_on=date(2026, 6, 30)))
    assert agenda.load(db, today=TODAY)[0].proposed_on is None
    absences.create(db, Absence(first_on=date(2026, 6, 30), last_on=date(2026, 6, 30), label="Holiday"))
    assert agenda.load(db, today=TODAY)[0].proposed_on == date(2026, 6, 29)


@pytest.mark.parametrize(
    ("today", "severity", "act"),
    [
        (date(2026, 6, 18), Severity.COMING, AgendaAct.FOLLOW_UP),
        (date(2026, 6, 19), Severity.WARNING, AgendaAct.FOLLOW_UP),
        (date(2026, 6, 26), Severity.WARNING, AgendaAct.FOLLOW_UP),
        (date(2026, 6, 27), Severity.WARNING, AgendaAct.EXTEND_QUOTE),
    ],
)
def test_b27_a_quote_warns_five_working_days_before_it_ends(
    db: Database, client: Client, today: date, severity: Severity, act: AgendaAct
) -> None:
    quote = quotes.create(db, client.id, on=date(2026, 6, 1), title="Shop", lines=[item("Text", 100)])
    quotes.change(db, replace(lena.with_words(quote), valid_until=date(2026, 6, 26)))
    sent = quotes.send(db, quote.id, on=date(2026, 6, 1))
    rows = agenda.load(db, today=today)
    assert [(row.kind, row.severity, row.act, row.number) for row in rows] == [
        (AgendaKind.QUOTE, severity, act, sent.number)
    ]
    quotes.decline(db, quote.id, reason="Too dear")
    assert agenda.load(db, today=today) == ()


def test_r_due_2_an_invoice_is_late_from_the_day_after(db: Database, client: Client) -> None:
    draft = invoices.create(db, client.id, on=TODAY, title="Text", lines=[item("Text", 100)])
    draft = invoices.change(db, replace(draft, due_days=7, supplied_from=TODAY, supplied_to=TODAY))
    paper = issuing.issue(db, draft.id, on=TODAY)
    due = date(2026, 6, 24)
    row = agenda.load(db, today=due)[0]
    assert (row.on, row.severity, row.amount) == (due, Severity.COMING, eur("119.00"))
    row = agenda.load(db, today=date(2026, 6, 25))[0]
    assert (row.severity, row.days, row.act) == (Severity.URGENT, -1, AgendaAct.REMIND)
    payments.record(db, client.id, eur("100.00"), on=due, allocate=[(paper.id, eur("100.00"))])
    assert agenda.load(db, today=due)[0].amount == eur("19.00")
    payments.record(db, client.id, eur("19.00"), on=due, allocate=[(paper.id, eur("19.00"))])
    assert agenda.load(db, today=date(2026, 7, 25)) == ()


def test_j4_a_missing_deposit_is_asked_for_then_waited_for(db: Database, client: Client) -> None:
    plan = (
        Instalment(label="Deposit", percent=Decimal(30), kind=InstalmentKind.PREPAYMENT),
        Instalment(label="Middle", percent=Decimal(30), kind=InstalmentKind.PARTIAL, due_on=date(2026, 7, 1)),
        Instalment(label="Rest", percent=Decimal(40), kind=InstalmentKind.FINAL, due_on=date(2026, 12, 1)),
    )
    contract = running(db, client, plan=plan)
    deposit, middle = agenda.load(db, today=TODAY)
    assert (deposit.kind, deposit.severity, deposit.act) == (
        AgendaKind.DEPOSIT,
        Severity.WARNING,
        AgendaAct.REQUEST_DEPOSIT,
    )
    assert (deposit.title, deposit.amount) == ("Deposit", eur("300.00"))
    assert (middle.kind, middle.on, middle.act) == (
        AgendaKind.INSTALMENT,
        date(2026, 7, 1),
        AgendaAct.BILL_INSTALMENT,
    )
    draft = prepayments.request(db, contract.id, on=TODAY)
    written = agenda.load(db, today=TODAY)[0]
    assert (written.act, written.paper_id) == (AgendaAct.ISSUE_DRAFT, draft.id)
    paper = issuing.issue(db, draft.id, on=TODAY)
    waiting = of_kind(agenda.load(db, today=TODAY), AgendaKind.DEPOSIT)
    assert [(row.act, row.paper_id) for row in waiting] == [(AgendaAct.RECORD_PAYMENT, paper.id)]
    # Once it is late it stands there as an overdue paper, not twice.
    assert paper.due_on is not None
    late = agenda.load(db, today=date.fromordinal(paper.due_on.toordinal() + 1))
    assert of_kind(late, AgendaKind.DEPOSIT) == []
    assert late[0].kind is AgendaKind.INVOICE
    payments.record(db, client.id, eur("357.00"), on=TODAY, allocate=[(paper.id, eur("357.00"))])
    assert of_kind(agenda.load(db, today=TODAY), AgendaKind.DEPOSIT) == []


def test_b10_a_part_bound_to_a_milestone_falls_due_with_its_delivery(db: Database) -> None:
    contract = lena.signed(db)
    design = contract_file.milestones(db, contract.id)[0]
    today = date(2026, 4, 10)
    assert of_kind(agenda.load(db, today=today), AgendaKind.INSTALMENT) == []
    milestones.deliver(db, design.id, on=today)
    titles = [(row.title, row.on) for row in agenda.load(db, today=today) if row.amount == eur("1920.00")]
    assert titles == [("Design", today)]


def test_notice_dates_of_running_contracts(db: Database, client: Client) -> None:
    running(db, client, title="Care", ends_on=date(2026, 7, 31), notice_days=30)
    row = agenda.load(db, today=TODAY)[0]
    assert (row.kind, row.on, row.severity, row.act) == (
        AgendaKind.NOTICE,
        date(2026, 7, 1),
        Severity.WARNING,
        AgendaAct.GIVE_NOTICE,
    )
    assert agenda.load(db, today=date(2026, 6, 16))[0].severity is Severity.COMING
    assert agenda.load(db, today=date(2026, 7, 2)) == ()


def test_repeating_invoices_are_made_when_they_are_due(db: Database, client: Client) -> None:
    recurring.create(
        db,
        Recurring(
            client_id=client.id,
            title="Hosting",
            lines=(item("Hosting", 20),),
            anchor_day=30,
            next_on=date(2026, 6, 30),
        ),
    )
    row = agenda.load(db, today=TODAY)[0]
    assert (row.kind, row.on, row.severity) == (AgendaKind.RECURRING, date(2026, 6, 30), Severity.COMING)
    assert agenda.load(db, today=date(2026, 6, 30))[0].severity is Severity.WARNING
    assert agenda.load(db, today=date(2026, 5, 1)) == ()


def test_j3_an_unsigned_contract_warns_once_the_work_has_begun(db: Database, client: Client) -> None:
    draft = contracts.create(db, client.id, title="Care", on=date(2026, 7, 1))
    row = agenda.load(db, today=TODAY)[0]
    assert (row.kind, row.severity, row.act) == (AgendaKind.UNSIGNED, Severity.COMING, AgendaAct.SIGN)
    work.log_hours(db, draft.id, on=TODAY, hours=Decimal(1), description="Kick-off", billable=False)
    assert agenda.load(db, today=TODAY)[0].severity is Severity.WARNING
    contracts.archive(db, draft.id)
    assert agenda.load(db, today=TODAY) == ()


def test_b31_unbilled_work_comes_to_today_after_fourteen_days(db: Database, client: Client) -> None:
    contract = running(db, client)
    work.log_cost(db, contract.id, on=TODAY, price=Decimal(185), description="Fonts")
    assert agenda.load(db, today=date(2026, 7, 1)) == ()
    row = agenda.load(db, today=date(2026, 7, 2))[0]
    assert (row.kind, row.amount, row.on, row.days) == (AgendaKind.UNBILLED, eur("185.00"), TODAY, -15)
    assert row.act is AgendaAct.BILL_WORK


def test_narrowed_to_a_client_and_bounded(db: Database, client: Client) -> None:
    other = clients.create(db, Client(name="Other", addresses=(Address(city="Halle", country="DE"),)))
    for owner in (client, other, other):
        contracts.create(db, owner.id, title="Care", on=TODAY)
    assert len(agenda.load(db, today=TODAY)) == 3
    assert len(agenda.load(db, today=TODAY, client_id=other.id)) == 2
    assert len(agenda.load(db, today=TODAY, limit=1)) == 1


def test_when_nothing_is_urgent_the_next_thing_is_named(db: Database, client: Client) -> None:
    assert agenda.read(db, today=TODAY).next_up is None
    contracts.create(db, client.id, title="Care", on=date(2026, 7, 1))
    found = agenda.read(db, today=TODAY)
    assert found.next_up == found.rows[0]
    assert agenda.read(db, today=date(2026, 7, 2)).next_up is None


def test_j7_what_is_delivered_is_billed_paid_for_and_closed(db: Database, client: Client) -> None:
    contract = running(db, client)
    entry = milestones.create(db, Milestone(contract_id=contract.id, title="Book", promised_on=TODAY))
    milestones.deliver(db, entry.id, on=TODAY)
    (row,) = agenda.load(db, today=TODAY)
    assert (row.kind, row.act, row.record_id) == (AgendaKind.FINAL, AgendaAct.BILL_FINAL, contract.id)
    draft = contract_invoices.final_from_contract(db, contract.id, on=TODAY)
    assert agenda.load(db, today=TODAY) == ()
    paper = issuing.issue(db, draft.id, on=TODAY)
    assert [row.kind for row in agenda.load(db, today=TODAY)] == [AgendaKind.INVOICE]
    payments.record(db, client.id, eur("1190.00"), on=TODAY, allocate=[(paper.id, eur("1190.00"))])
    (row,) = agenda.load(db, today=TODAY)
    assert (row.kind, row.act, row.severity) == (AgendaKind.COMPLETE, AgendaAct.CLOSE, Severity.WARNING)
    contracts.complete(db, contract.id, on=TODAY)
    assert agenda.load(db, today=TODAY) == ()


def test_r_pre_19_money_without_a_paper_waits_to_be_allocated_or_paid_back(
    db: Database, client: Client
) -> None:
    paid = payments.record(db, client.id, eur("50.00"), on=TODAY)
    (row,) = agenda.load(db, today=TODAY)
    assert (row.kind, row.act, row.amount) == (AgendaKind.CREDIT, AgendaAct.ALLOCATE, eur("50.00"))
    assert (row.record_kind, row.record_id) == ("payment", paid.id)


def test_a_line_put_aside_comes_back_on_its_day_with_its_reason(db: Database, client: Client) -> None:
    contracts.create(db, client.id, title="Care", on=TODAY)
    (row,) = agenda.load(db, today=TODAY)
    back = date(2026, 6, 24)
    aside.snooze(db, row.subject, until=back, reason="She is on holiday", today=TODAY)
    found = agenda.read(db, today=TODAY)
    assert found.rows == ()
    assert [(one.reason, one.until, line.title) for one, line in found.aside] == [
        ("She is on holiday", back, "Care")
    ]
    assert [line.title for line in agenda.load(db, today=back)] == ["Care"]
    aside.bring_back(db, found.aside[0][0].id)
    assert [line.title for line in agenda.load(db, today=TODAY)] == ["Care"]


def test_what_is_ticked_off_comes_back_only_as_something_else(db: Database, client: Client) -> None:
    quote = quotes.create(db, client.id, on=date(2026, 6, 1), title="Shop", lines=[item("Text", 100)])
    quotes.change(db, replace(lena.with_words(quote), valid_until=date(2026, 6, 22)))
    quotes.send(db, quote.id, on=date(2026, 6, 1))
    found = agenda.read(db, today=TODAY)
    assert (found.soon, found.rows[0].can_be_ticked) == (1, True)
    aside.done(db, found.rows[0].subject, today=TODAY)
    assert agenda.read(db, today=TODAY).soon == 0
    # Once it has expired there is something else to do about it.
    assert [row.act for row in agenda.load(db, today=date(2026, 6, 23))] == [AgendaAct.EXTEND_QUOTE]


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [(None, "later", "until"), (TODAY, "later", "until"), (date(2026, 6, 18), "  ", "reason")],
)
def test_putting_aside_needs_a_day_to_come_and_a_reason(
    db: Database, until: date | None, reason: str, field: str
) -> None:
    with pytest.raises(RuleError) as refused:
        aside.snooze(db, "x", until=until, reason=reason, today=TODAY)
    assert refused.value.field == field


def test_counts_are_exact_also_where_only_the_first_lines_are_read(db: Database, client: Client) -> None:
    with transaction(db):
        for number in range(agenda.MOST + 7):
            care = Recurring(client_id=client.id, title=f"Care {number}", every_months=1, anchor_day=15)
            tables.recurring.add(db, replace(care, next_on=date(2026, 6, 15)))
    found = agenda.read(db, today=TODAY)
    assert (len(found.rows), found.soon, found.urgent) == (agenda.MOST, agenda.MOST + 7, 0)


def test_an_agenda_without_dates_reads_no_holidays(tmp_path: Path) -> None:
    code = (
        "import sys, datetime\n"
        "from clientdesk.queries import agenda\n"
        "from clientdesk.storage.database import open_book\n"
        "db = open_book(sys.argv[1])\n"
        "assert agenda.load(db, today=datetime.date(2026, 6, 17)) == ()\n"
        "print('holidays' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "book.clientdesk")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


def test_b18_two_months_after_the_delivery_the_client_is_asked_how_it_is_going(
    db: Database, client: Client
) -> None:
    contract = running(db, client)
    entry = milestones.create(
        db, Milestone(contract_id=contract.id, title="Book", promised_on=date(2026, 4, 28))
    )
    milestones.deliver(db, entry.id, on=date(2026, 4, 28))
    monday = date(2026, 6, 29)

    def asked(today: date) -> list[AgendaRow]:
        return of_kind(agenda.load(db, today=today), AgendaKind.FOLLOW_UP)

    (row,) = asked(TODAY)
    # 28 June is a Sunday.
    assert (row.on, row.severity, row.act) == (monday, Severity.COMING, AgendaAct.ASK_HOW)
    assert (row.record_kind, row.record_id) == ("client", client.id)
    assert asked(monday)[0].severity is Severity.WARNING
    assert asked(date(2026, 7, 30)) == []
    aside.done(db, asked(monday)[0].subject, today=monday)
    assert asked(monday) == []
    # Whoever waits for something is in touch anyway.
    milestones.create(db, Milestone(contract_id=contract.id, title="More", promised_on=date(2026, 7, 31)))
    assert asked(TODAY) == []
