"""Milestones and absences on a real book: planning, counting down, delivering, accepting (B5, B6, J5, J7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.absence import Absence
from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import ConflictError, NotFoundError, RuleError, StateError
from clientdesk.domain.milestone import Milestone
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import absences, contracts, milestones
from tests.usecases import lena_book as lena

DELIVERED = date(2026, 4, 28)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def contract(db: Database) -> Contract:
    return lena.signed(db)


def shop(db: Database, contract: Contract) -> Milestone:
    return tables.milestones.find(db, "contract_id = ? AND title = 'Shop'", (contract.id,))[0]


def checked(db: Database, contract: Contract) -> Milestone:
    return milestones.change(db, replace(shop(db, contract), checks="Links work\nFavicon\n\n Imprint "))


def test_j7_delivery_is_refused_while_checks_are_open_unless_a_reason_is_typed(
    db: Database, contract: Contract
) -> None:
    entry = checked(db, contract)
    assert entry.checks_left == ("Links work", "Favicon", "Imprint")
    entry = milestones.tick(db, entry.id, "Favicon")
    with pytest.raises(RuleError) as refused:
        milestones.deliver(db, entry.id, on=DELIVERED)
    assert refused.value.field == "despite"
    done = milestones.deliver(
        db, entry.id, on=DELIVERED, note="By mail", despite="Client wants to go live today"
    )
    assert (done.delivered_on, done.hours_left) == (DELIVERED, 0)
    assert done.delivery_note == "By mail\nClient wants to go live today"
    slip = milestones.acceptance_slip(db, entry.id)
    assert (slip.checked, slip.unchecked) == (("Favicon",), ("Links work", "Imprint"))
    assert (slip.contract_number, slip.client_name) == (contract.number, "Bäckerei Krumm GmbH")


def test_j7_all_checks_ticked_needs_no_reason(db: Database, contract: Contract) -> None:
    entry = checked(db, contract)
    for check in entry.checks_left:
        milestones.tick(db, entry.id, check)
    assert milestones.deliver(db, entry.id, on=DELIVERED).is_open is False
    with pytest.raises(StateError, match="delivered on"):
        milestones.deliver(db, entry.id, on=DELIVERED)


def test_a_tick_can_be_taken_back_and_new_checks_are_open(db: Database, contract: Contract) -> None:
    entry = checked(db, contract)
    milestones.tick(db, entry.id, "Favicon")
    entry = milestones.tick(db, entry.id, "Favicon", done=False)
    assert entry.checks_left == ("Links work", "Favicon", "Imprint")
    entry = milestones.tick(db, entry.id, "Imprint")
    entry = milestones.change(db, replace(entry, checks="Favicon\nImprint\nSpeed"))
    assert entry.checks_left == ("Favicon", "Speed")
    with pytest.raises(RuleError, match="not a check"):
        milestones.tick(db, entry.id, "Links work")


def test_j7_the_client_accepts_or_sends_it_back(db: Database, contract: Contract) -> None:
    entry = shop(db, contract)
    with pytest.raises(StateError, match="not delivered"):
        milestones.accept(db, entry.id, on=DELIVERED, by="Jo")
    with pytest.raises(StateError, match="not delivered"):
        milestones.acceptance_slip(db, entry.id)
    milestones.deliver(db, entry.id, on=DELIVERED)
    again = milestones.reopen(db, entry.id, reason="Wrong favicon colour", hours_left=Decimal(1))
    assert (again.is_open, again.hours_left, again.delivery_note) == (True, 1, "Wrong favicon colour")
    milestones.deliver(db, entry.id, on=DELIVERED)
    with pytest.raises(RuleError) as early:
        milestones.accept(db, entry.id, on=date(2026, 4, 27), by="Jo")
    assert early.value.field == "on"
    done = milestones.accept(db, entry.id, on=date(2026, 4, 30), by=" Jo Krumm ")
    assert (done.accepted_on, done.accepted_by) == (date(2026, 4, 30), "Jo Krumm")
    with pytest.raises(StateError):
        milestones.reopen(db, entry.id, reason="Late idea", hours_left=Decimal(1))


def test_b5_hours_left_count_down_and_waiting_stops_the_clock(db: Database, contract: Contract) -> None:
    entry = shop(db, contract)
    assert entry.hours_left == 42
    assert milestones.set_hours_left(db, entry.id, Decimal(12)).hours_left == 12
    assert milestones.wait_for_client(db, entry.id).waiting_for_client is True
    assert milestones.wait_for_client(db, entry.id, waiting=False).waiting_for_client is False
    with pytest.raises(RuleError) as refused:
        milestones.set_hours_left(db, entry.id, Decimal(-1))
    assert refused.value.field == "hours_left"


def test_b24_a_new_date_leaves_the_first_promise(db: Database, contract: Contract) -> None:
    entry = milestones.change(db, replace(shop(db, contract), promised_on=date(2026, 5, 5)))
    assert (entry.promised_on, entry.first_promised_on) == (date(2026, 5, 5), lena.PROMISED)
    late = milestones.create(
        db, Milestone(contract_id=contract.id, title="Manual", promised_on=date(2026, 5, 8))
    )
    assert late.first_promised_on == date(2026, 5, 8)


def test_b10_milestones_named_by_the_plan_keep_their_name_once_signed(db: Database) -> None:
    draft = lena.drafted(db)
    design = tables.milestones.find(db, "title = 'Design'")[0]
    milestones.change(db, replace(design, title="Layout"))
    assert [part.milestone for part in contracts.get(db, draft.id).plan] == ["", "Layout", ""]
    with pytest.raises(RuleError, match="payment plan"):
        milestones.delete(db, design.id)
    signed = contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    with pytest.raises(StateError, match="signed payment plan"):
        milestones.change(db, replace(milestones.get(db, design.id), title="Other"))
    with pytest.raises(RuleError, match="already"):
        milestones.create(db, Milestone(contract_id=signed.id, title="Layout"))


def test_milestones_of_a_signed_contract_are_not_removed(db: Database, contract: Contract) -> None:
    extra = milestones.create(db, Milestone(contract_id=contract.id, title="Idea"))
    milestones.delete(db, extra.id)
    with pytest.raises(NotFoundError):
        milestones.get(db, extra.id)
    with pytest.raises(StateError, match="signed already"):
        milestones.delete(db, shop(db, contract).id)


def test_a_delivered_milestone_and_a_stale_one_are_not_changed(db: Database, contract: Contract) -> None:
    entry = shop(db, contract)
    milestones.set_hours_left(db, entry.id, Decimal(12))
    with pytest.raises(ConflictError):
        milestones.change(db, replace(entry, effort_hours=Decimal(50)))
    milestones.deliver(db, entry.id, on=DELIVERED)
    with pytest.raises(StateError, match="was delivered"):
        milestones.change(db, milestones.get(db, entry.id))


@pytest.mark.parametrize("title", ["", "  ", "x" * 4000])
def test_a_milestone_needs_a_short_name(db: Database, contract: Contract, title: str) -> None:
    with pytest.raises(RuleError) as refused:
        milestones.create(db, Milestone(contract_id=contract.id, title=title))
    assert refused.value.field == "title"


def test_b6_the_honest_date_comes_after_what_was_promised_already(db: Database, contract: Contract) -> None:
    # 30 h and 42 h are 12 days at 6 h, the new 12 h are 2 more, and 15 % of 2 is one day to be safe.
    found = milestones.honest_date(db, Decimal(12), start=date(2026, 3, 2))
    assert (found.forecast_on, found.buffer_days) == (date(2026, 3, 19), 1)
    assert found.promised_on == date(2026, 3, 20)
    waiting = shop(db, contract)
    milestones.wait_for_client(db, waiting.id)
    assert milestones.honest_date(db, Decimal(12), start=date(2026, 3, 2)).promised_on == date(2026, 3, 11)


def test_j5_a_free_day_is_answered_with_the_working_day_before(db: Database) -> None:
    assert milestones.proposed_day(db, date(2026, 4, 3)) == date(2026, 4, 2)
    assert milestones.proposed_day(db, date(2026, 4, 2)) is None
    away = absences.create(db, Absence(first_on=date(2026, 4, 1), last_on=date(2026, 4, 2), label="Fair"))
    assert milestones.proposed_day(db, date(2026, 4, 2)) == date(2026, 3, 31)
    away = absences.change(db, replace(away, first_on=date(2026, 4, 2)))
    assert milestones.proposed_day(db, date(2026, 4, 2)) == date(2026, 4, 1)
    absences.delete(db, away.id)
    assert milestones.proposed_day(db, date(2026, 4, 2)) is None


def test_an_absence_runs_forwards(db: Database) -> None:
    with pytest.raises(RuleError) as refused:
        absences.create(db, Absence(first_on=date(2026, 4, 2), last_on=date(2026, 4, 1)))
    assert refused.value.field == "last_on"
    with pytest.raises(NotFoundError):
        absences.delete(db, 99)
