"""Wishes and change orders on Lena's contract: price and dates as of any day (B2, B3, B24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.change_order import ChangeState
from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.line import Adjustment
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.work import WorkKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import change_orders, contracts, milestones, papers
from clientdesk.usecases.change_orders import Offer
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item

ASKED = date(2026, 4, 13)
OFFERED = date(2026, 4, 14)
ACCEPTED = date(2026, 4, 15)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def contract(db: Database) -> Contract:
    return lena.signed(db)


def milestone(db: Database, contract: Contract, title: str) -> Milestone:
    return tables.milestones.find(db, "contract_id = ? AND title = ?", (contract.id, title))[0]


def eighth_screen(db: Database, contract: Contract) -> int:
    change = change_orders.ask(db, contract.id, title="Eighth screen", on=ASKED)
    effect = Offer(lines=(item("Screen 8", 320),), extra_days=2, extra_hours=Decimal(6))
    change_orders.offer(db, change.id, effect, on=OFFERED)
    return change.id


def test_b2_b3_price_counts_from_the_day_of_acceptance(db: Database, contract: Contract) -> None:
    change_id = eighth_screen(db, contract)
    assert contracts.as_of(db, contract.id, date(2026, 12, 31)).totals().net == eur("4800.00")
    change_orders.accept(db, change_id, by=lena.APPROVER, on=ACCEPTED)
    assert contracts.as_of(db, contract.id, OFFERED).totals().net == eur("4800.00")
    assert contracts.as_of(db, contract.id, ACCEPTED).totals().net == eur("5120.00")
    # What was signed stays what it was.
    assert contracts.get(db, contract.id).totals().net == eur("4800.00")


def test_b2_open_milestones_move_by_working_days_and_keep_their_first_promise(
    db: Database, contract: Contract
) -> None:
    milestones.deliver(db, milestone(db, contract, "Design").id, on=date(2026, 4, 10))
    change_orders.accept(db, eighth_screen(db, contract), by=lena.APPROVER, on=ACCEPTED)
    shop, design = milestone(db, contract, "Shop"), milestone(db, contract, "Design")
    assert (shop.promised_on, shop.first_promised_on) == (date(2026, 4, 28), date(2026, 4, 24))
    assert design.promised_on == date(2026, 4, 10)


def test_b2_only_the_named_milestones_move(db: Database, contract: Contract) -> None:
    shop = milestone(db, contract, "Shop")
    change_orders.accept(
        db, eighth_screen(db, contract), by="Jo", on=ACCEPTED, milestone_ids=frozenset({shop.id})
    )
    assert milestone(db, contract, "Design").promised_on == date(2026, 4, 10)
    assert milestone(db, contract, "Shop").promised_on == date(2026, 4, 28)


def test_b24_lena_delivers_on_time_as_amended_and_two_days_late_by_the_first_promise(
    db: Database, contract: Contract
) -> None:
    change_orders.accept(db, eighth_screen(db, contract), by=lena.APPROVER, on=ACCEPTED)
    shop = milestone(db, contract, "Shop")
    milestones.deliver(db, shop.id, on=date(2026, 4, 28))
    kept = milestones.acceptance_slip(db, shop.id).kept
    assert (kept.is_on_time, kept.days_late) == (True, 0)
    assert (kept.is_on_time_first, kept.days_late_first) == (False, 2)


def test_b2_numbers_are_per_contract_and_the_paper_is_kept(db: Database, contract: Contract) -> None:
    first = eighth_screen(db, contract)
    second = change_orders.ask(db, contract.id, title="Ninth screen", on=OFFERED)
    assert change_orders.get(db, first).number == "CO-1"
    assert second.number == "CO-2"
    paper = papers.kept(db, "change_order", first)
    assert paper is not None
    assert (paper.number, paper.pdf[:4]) == ("CO-1", b"%PDF")


def test_b2_only_accepted_changes_count(db: Database, contract: Contract) -> None:
    change_id = eighth_screen(db, contract)
    declined = change_orders.decline(db, change_id, by=lena.APPROVER, on=ACCEPTED, method="phone")
    assert (declined.state, declined.decided_by, declined.method) == (
        ChangeState.DECLINED,
        lena.APPROVER,
        "phone",
    )
    assert contracts.as_of(db, contract.id, date(2026, 12, 31)).totals().net == eur("4800.00")
    assert milestone(db, contract, "Shop").promised_on == lena.PROMISED
    with pytest.raises(StateError, match="decided already"):
        change_orders.accept(db, change_id, by="Jo", on=ACCEPTED)


def test_b2_a_negative_change_makes_it_cheaper_and_earlier(db: Database, contract: Contract) -> None:
    change = change_orders.ask(db, contract.id, title="One screen less", on=ASKED)
    effect = Offer(lines=(item("Screen 7 falls away", 320, -1),), extra_days=-2)
    change_orders.offer(db, change.id, effect, on=OFFERED)
    change_orders.accept(db, change.id, by="Jo", on=ACCEPTED)
    assert contracts.as_of(db, contract.id, ACCEPTED).totals().net == eur("4480.00")
    assert milestone(db, contract, "Shop").promised_on == date(2026, 4, 22)


def test_b2_the_three_answers(db: Database, contract: Contract) -> None:
    included = change_orders.ask(db, contract.id, title="Favicon", on=ASKED)
    assert change_orders.include(db, included.id, on=ASKED).state is ChangeState.INCLUDED
    gift = change_orders.ask(db, contract.id, title="Icon set", on=ASKED)
    assert change_orders.give(db, gift.id, on=ASKED, hours=Decimal(2)).state is ChangeState.GIFT
    entry = tables.work_entries.find(db, "contract_id = ?", (contract.id,))[0]
    assert (entry.kind, entry.description, entry.value("EUR")) == (WorkKind.GIFT, "Icon set", eur("180.00"))
    assert contracts.as_of(db, contract.id, ACCEPTED).totals().net == eur("4800.00")
    with pytest.raises(StateError, match="answered already"):
        change_orders.offer(db, gift.id, Offer(extra_days=1), on=OFFERED)


def test_b2_an_offer_needs_an_effect_a_name_and_an_order_of_days(db: Database, contract: Contract) -> None:
    change = change_orders.ask(db, contract.id, title="Nothing", on=ASKED)
    with pytest.raises(StateError, match="no price yet"):
        change_orders.accept(db, change.id, by="Jo", on=ACCEPTED)
    with pytest.raises(RuleError, match="neither the price nor a date"):
        change_orders.offer(db, change.id, Offer(), on=OFFERED)
    change_orders.offer(db, change.id, Offer(extra_days=1), on=OFFERED)
    with pytest.raises(RuleError) as nameless:
        change_orders.accept(db, change.id, by=" ", on=ACCEPTED)
    assert nameless.value.field == "by"
    with pytest.raises(RuleError) as early:
        change_orders.accept(db, change.id, by="Jo", on=ASKED)
    assert early.value.field == "on"


def test_b2_a_draft_has_no_change_orders(db: Database) -> None:
    draft = lena.drafted(db)
    with pytest.raises(StateError, match="not signed"):
        change_orders.ask(db, draft.id, title="Wish", on=ASKED)


def test_b3_decided_changes_never_change(db: Database, contract: Contract) -> None:
    change_id = eighth_screen(db, contract)
    change_orders.accept(db, change_id, by="Jo", on=ACCEPTED)
    with pytest.raises(StateError), transaction(db):
        db.execute("UPDATE change_orders SET lines = '[]' WHERE id = ?", (change_id,))
    with pytest.raises(StateError):
        change_orders.delete(db, change_id)


def test_b3_a_signed_discount_does_not_grow_with_a_change(db: Database) -> None:
    draft = lena.drafted(db)
    contracts.change(db, replace(draft, adjustments=(Adjustment(percent=Decimal(10), reason="Friends"),)))
    contract = contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    assert contract.totals().net == eur("4716.00")
    change_orders.accept(db, eighth_screen(db, contract), by="Jo", on=ACCEPTED)
    assert contracts.as_of(db, contract.id, ACCEPTED).totals().net == eur("5036.00")


def test_b2_the_last_wish_may_be_removed_while_it_is_unanswered(db: Database, contract: Contract) -> None:
    first = change_orders.ask(db, contract.id, title="One", on=ASKED)
    second = change_orders.ask(db, contract.id, title="Two", on=ASKED)
    with pytest.raises(RuleError, match="CO-1"):
        change_orders.delete(db, first.id)
    change_orders.delete(db, second.id)
    changed = change_orders.change(db, replace(first, title="Another"))
    assert (changed.number, changed.title) == ("CO-1", "Another")
