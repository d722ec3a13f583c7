"""Capacity on a real book: the weeks ahead, a new job, and what a quote asks for (B4, T13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.absence import Absence
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line
from clientdesk.domain.milestone import Milestone
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import absences, capacity, contracts, issuer, milestones, quotes
from tests.usecases import lena_book as lena

TODAY = date(2026, 6, 22)
WANTED = date(2026, 7, 10)
#: Hours left by the Friday they are due.
PROMISED = {
    date(2026, 6, 26): 20,
    date(2026, 7, 3): 26,
    date(2026, 7, 10): 12,
    date(2026, 7, 17): 8,
    date(2026, 7, 24): 6,
}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def busy(db: Database) -> Database:
    """Lena's five weeks: a signed contract with a milestone on each Friday, and nothing else open."""
    contract = lena.signed(db)
    for entry in tables.milestones.find(db, "contract_id = ?", (contract.id,)):
        milestones.deliver(db, entry.id, on=lena.SIGNED)
    for due_on, hours in PROMISED.items():
        milestones.create(
            db,
            Milestone(
                contract_id=contract.id,
                title=f"{due_on}",
                promised_on=due_on,
                effort_hours=Decimal(hours),
            ),
        )
    return db


def quote(db: Database, *lines: Line) -> int:
    (client, *_) = tables.clients.find(db) or (lena.krumm(db),)
    return quotes.create(db, client.id, on=TODAY, lines=lines).id


def test_b4_the_weeks_of_the_rule_book(busy: Database) -> None:
    weeks = capacity.outlook(busy, today=TODAY, weeks=5)
    assert [week.number for week in weeks] == [26, 27, 28, 29, 30]
    assert [week.committed for week in weeks] == [20, 26, 12, 8, 6]
    assert [week.free for week in weeks] == [4, 0, 12, 16, 18]
    assert [week.number for week in weeks if week.is_over] == [27]


def test_b4_forty_hours_wanted_by_10_july_are_24_short_and_honest_by_24_july(busy: Database) -> None:
    room = capacity.check(busy, Decimal(40), WANTED, today=TODAY)
    assert (room.free, room.short, room.honest_on) == (16, 24, date(2026, 7, 24))


def test_b4_work_done_and_weeks_off_move_the_honest_date(busy: Database) -> None:
    (second,) = tables.milestones.find(busy, "promised_on = ?", ("2026-07-03",))
    milestones.set_hours_left(busy, second.id, Decimal(2))
    assert capacity.check(busy, Decimal(40), None, today=TODAY).honest_on == date(2026, 7, 17)
    absences.create(busy, Absence(first_on=date(2026, 7, 6), last_on=date(2026, 7, 17), label="Sea"))
    assert capacity.check(busy, Decimal(40), None, today=TODAY).honest_on == date(2026, 7, 31)


def test_b4_only_running_contracts_take_hours(db: Database) -> None:
    draft = lena.drafted(db)
    april = date(2026, 4, 1)
    assert [week.committed for week in capacity.outlook(db, today=april, weeks=4)] == [0, 0, 0, 0]
    contracts.sign(db, draft.id, by=lena.APPROVER, on=lena.SIGNED, place="Leipzig")
    assert sum(week.committed for week in capacity.outlook(db, today=april, weeks=4)) == 72


def test_b4_a_quote_wants_its_hours_by_the_last_day_of_its_lines(busy: Database) -> None:
    hours = replace(lena.item("Design", 90, 28, "HUR"), supplied_from=date(2026, 7, 1), supplied_to=WANTED)
    found = capacity.of_quote(
        busy,
        quote(busy, hours, lena.item("Workshop", 600, 2, "DAY"), lena.item("Print", 1, 500)),
        today=TODAY,
    )
    assert found == capacity.check(busy, Decimal(40), WANTED, today=TODAY)


def test_b4_a_quote_without_hours_has_nothing_to_say_and_without_a_day_only_the_honest_date(
    busy: Database,
) -> None:
    assert capacity.of_quote(busy, quote(busy, lena.item("Logo", 850)), today=TODAY) is None
    found = capacity.of_quote(busy, quote(busy, lena.item("Design", 90, 40, "HUR")), today=TODAY)
    assert found is not None
    assert (found.free, found.short, found.honest_on) == (None, None, date(2026, 7, 24))


def test_b4_the_share_to_promise_is_a_setting_between_1_and_100(db: Database) -> None:
    assert issuer.get(db).fill_percent == 80
    issuer.save(db, replace(issuer.get(db), fill_percent=Decimal(50)))
    assert [week.bookable for week in capacity.outlook(db, today=TODAY, weeks=2)] == [15, 15]
    for impossible in (0, 101):
        with pytest.raises(RuleError) as refused:
            issuer.save(db, replace(issuer.get(db), fill_percent=Decimal(impossible)))
        assert refused.value.field == "fill_percent"


@pytest.mark.parametrize("hours", ["0", "-1", "20001", "NaN"])
def test_b4_a_job_of_no_possible_hours_is_refused(db: Database, hours: str) -> None:
    with pytest.raises(RuleError) as refused:
        capacity.check(db, Decimal(hours), WANTED, today=TODAY)
    assert refused.value.field == "hours"
