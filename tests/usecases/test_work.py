"""Hours, rounds, gifts and costs: what is billed, what is a gift, and what waits too long (B1, B11, B31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.contract import Contract, PaidRevision, Pricing, RevisionPolicy
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address
from clientdesk.domain.tax import Tax
from clientdesk.domain.work import WorkKind, line_for
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import change_orders, clients, contracts, issuer, work
from clientdesk.usecases.change_orders import Offer
from tests import shelf
from tests.usecases import lena_book as lena
from tests.usecases.lena_book import eur, item


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return lena.lena_book(tmp_path)


@pytest.fixture
def marcus(tmp_path: Path) -> tuple[Database, Contract]:
    """Marcus Reed: by the hour, 110.00, estimate 80 h, cap 120 h, signed on 2 March."""
    db = shelf.opened(tmp_path / "marcus.clientdesk")
    issuer.save(
        db,
        Issuer(
            name="Marcus Reed",
            address=Address(street="1 Congress Ave", city="Austin", region="TX", country="US"),
            tax_status=TaxStatus.NONE,
            hourly_rate=Decimal(110),
        ),
    )
    client = clients.create(
        db,
        Client(
            name="Harbor Light Studio LLC",
            addresses=(Address(street="5 Water St", city="Brooklyn", region="NY", country="US"),),
        ),
    )
    draft = contracts.create(db, client.id, title="Booking app", on=date(2026, 3, 2))
    contracts.change(
        db,
        replace(draft, pricing=Pricing.HOURLY, estimate_hours=Decimal(80), cap_hours=Decimal(120), plan=()),
    )
    return db, contracts.sign(db, draft.id, by="Ann", on=date(2026, 3, 2))


def rounds(db: Database, contract: Contract) -> None:
    """Lena's rounds: the first free, the second and third agreed at 2.5 h and 1.25 h."""
    work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop")
    for day, hours in ((date(2026, 4, 8), "2.5"), (date(2026, 4, 17), "1.25")):
        opened = work.open_round(db, contract.id, on=day, deliverable="Shop")
        work.agree_round(db, opened.entry.id)
        work.set_hours(db, opened.entry.id, Decimal(hours))


def test_b1_rounds_two_and_three_are_two_lines_with_dates_and_337_50(db: Database) -> None:
    contract = lena.signed(db)
    rounds(db, contract)
    found = work.unbilled(db, contract.id, on=date(2026, 4, 20))
    assert found.amount == eur("337.50")
    lines = [line_for(entry, contract.revisions, Tax(rate=Decimal(19))) for entry in found.entries]
    assert [(line.quantity, line.unit_price, line.supplied_to) for line in lines] == [
        (Decimal("2.5"), 90, date(2026, 4, 8)),
        (Decimal("1.25"), 90, date(2026, 4, 17)),
    ]
    assert [line.amount("EUR") for line in lines] == [eur("225.00"), eur("112.50")]


def test_b1_opening_a_paid_round_shows_its_price(db: Database) -> None:
    contract = lena.signed(db)
    first = work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop")
    assert (first.number, first.is_paid) == (1, False)
    assert first.text == "This is revision round 1. It is included in the price."
    second = work.open_round(db, contract.id, on=date(2026, 4, 8), deliverable="Shop")
    assert (second.number, second.is_paid) == (2, True)
    assert second.text == "This is revision round 2. It is charged at €90.00 an hour without tax."
    # Rounds are counted for each deliverable by itself.
    other = work.open_round(db, contract.id, on=date(2026, 4, 8), deliverable="Logo")
    assert (other.number, other.is_paid) == (1, False)


def test_b1_a_round_that_was_not_agreed_is_a_gift(db: Database) -> None:
    contract = lena.signed(db)
    work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop")
    paid = work.open_round(
        db, contract.id, on=date(2026, 4, 8), deliverable="Shop", hours=Decimal("2.5"), agreed=True
    )
    assert work.unbilled(db, contract.id, on=date(2026, 4, 9)).amount == eur("225.00")
    work.agree_round(db, paid.entry.id, agreed=False)
    assert work.unbilled(db, contract.id, on=date(2026, 4, 9)).amount == eur("0.00")


def test_b1_a_free_round_cannot_be_agreed(db: Database) -> None:
    contract = lena.signed(db)
    free = work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop", agreed=True)
    assert free.entry.agreed is False
    with pytest.raises(StateError, match="not a paid"):
        work.agree_round(db, free.entry.id)


def test_b1_flat_rounds_cost_their_price_whatever_they_take(db: Database) -> None:
    draft = lena.drafted(db)
    flat = RevisionPolicy(free_rounds=0, then=PaidRevision.FLAT, price=Decimal(150))
    contracts.change(db, replace(draft, revisions=flat))
    contract = contracts.sign(db, draft.id, by="Jo", on=lena.SIGNED)
    opened = work.open_round(db, contract.id, on=date(2026, 3, 27), deliverable="Shop", agreed=True)
    assert opened.text == "This is revision round 1. It costs €150.00 without tax."
    work.set_hours(db, opened.entry.id, Decimal(4))
    assert work.unbilled(db, contract.id, on=date(2026, 3, 27)).amount == eur("150.00")


def test_b11_a_gift_shows_its_value_and_is_not_billed(db: Database) -> None:
    contract = lena.signed(db)
    gift = work.log_gift(db, contract.id, on=date(2026, 4, 14), description="Icon set", hours=Decimal(2))
    assert (gift.kind, gift.value("EUR"), gift.billable) == (WorkKind.GIFT, eur("180.00"), False)
    assert work.unbilled(db, contract.id, on=date(2026, 4, 20)).entries == ()


def test_b31_marcus_has_nothing_unbilled_until_two_more_hours(marcus: tuple[Database, Contract]) -> None:
    db, contract = marcus
    assert work.unbilled(db, contract.id, on=date(2026, 5, 1)).amount == Money.of(0, "USD")
    work.log_hours(db, contract.id, on=date(2026, 5, 4), hours=Decimal(2), description="Fix login")
    found = work.unbilled(db, contract.id, on=date(2026, 5, 18))
    assert (found.amount, found.oldest_on) == (Money.of(220, "USD"), date(2026, 5, 4))
    assert found.is_old(date(2026, 5, 18)) is False
    assert found.is_old(date(2026, 5, 19)) is True


def test_b31_everything_that_can_be_billed_is_counted_and_the_future_is_not(db: Database) -> None:
    contract = lena.signed(db)
    rounds(db, contract)
    work.log_cost(db, contract.id, on=date(2026, 4, 1), price=Decimal(185), description="Fonts")
    work.log_cost(
        db, contract.id, on=date(2026, 4, 1), price=Decimal(50), description="Train", billable=False
    )
    work.log_hours(db, contract.id, on=date(2026, 4, 1), hours=Decimal(8), description="Design")
    change = change_orders.ask(db, contract.id, title="Eighth screen", on=date(2026, 4, 13))
    change_orders.offer(db, change.id, Offer(lines=(item("Screen 8", 320),)), on=date(2026, 4, 14))
    assert work.unbilled(db, contract.id, on=date(2026, 4, 20)).amount == eur("522.50")
    change_orders.accept(db, change.id, by="Jo", on=date(2026, 4, 15))
    assert work.unbilled(db, contract.id, on=date(2026, 4, 20)).amount == eur("842.50")
    assert work.unbilled(db, contract.id, on=date(2026, 4, 14)).amount == eur("410.00")


def test_b31_hours_of_a_change_in_an_hourly_contract_are_billed_as_worked(
    marcus: tuple[Database, Contract],
) -> None:
    db, contract = marcus
    change = change_orders.ask(db, contract.id, title="Reports", on=date(2026, 4, 1))
    hours = item("Reports", 110, "11.5", "HUR")
    change_orders.offer(
        db, change.id, Offer(lines=(hours,), extra_hours=Decimal("11.5")), on=date(2026, 4, 1)
    )
    change_orders.accept(db, change.id, by="Ann", on=date(2026, 4, 2))
    assert work.unbilled(db, contract.id, on=date(2026, 4, 3)).amount == Money.of(0, "USD")
    assert contracts.as_of(db, contract.id, date(2026, 4, 2)).estimate_hours == Decimal("91.5")
    assert contracts.as_of(db, contract.id, date(2026, 4, 2)).cap_hours == 120


def test_b31_hours_against_the_cap(marcus: tuple[Database, Contract]) -> None:
    db, contract = marcus
    for hours in ("38.5", "31.25", "11.5"):
        work.log_hours(db, contract.id, on=date(2026, 4, 1), hours=Decimal(hours), description="Work")
    assert work.hours_against_cap(db, contract.id) == (Decimal("81.25"), Decimal("67.7"))
    assert work.unbilled(db, contract.id, on=date(2026, 4, 1)).amount == Money.of("8937.50", "USD")


def test_hours_of_a_fixed_price_are_not_billed_unless_said(db: Database) -> None:
    contract = lena.signed(db)
    assert (
        work.log_hours(db, contract.id, on=date(2026, 4, 1), hours=Decimal(8), description="Design").billable
        is False
    )
    assert work.hours_against_cap(db, contract.id) == (Decimal(0), None)


def test_b31_billed_work_stays_as_it_was_billed(db: Database) -> None:
    contract = lena.signed(db)
    entry = work.log_cost(db, contract.id, on=date(2026, 4, 1), price=Decimal(185), description="Fonts")
    entry = work.change(db, replace(entry, description="Font licence"))
    with transaction(db):
        db.execute("PRAGMA defer_foreign_keys = ON")
        billed = tables.work_entries.save(db, replace(entry, invoice_id=1))
        for act in (
            lambda: work.change(db, billed),
            lambda: work.set_hours(db, billed.id, Decimal(1)),
            lambda: work.delete(db, billed.id),
        ):
            with pytest.raises(StateError, match="billed already"):
                act()
        assert work.unbilled(db, contract.id, on=date(2026, 4, 2)).amount == eur("0.00")
        tables.work_entries.save(db, replace(billed, invoice_id=None))
    work.delete(db, entry.id)
    assert tables.work_entries.find(db) == ()


@pytest.mark.parametrize(
    ("hours", "field"), [("0", "hours"), ("-1", "hours"), ("30000", "hours"), ("NaN", "hours")]
)
def test_impossible_hours_are_refused(db: Database, hours: str, field: str) -> None:
    contract = lena.signed(db)
    with pytest.raises(RuleError) as refused:
        work.log_hours(db, contract.id, on=date(2026, 4, 1), hours=Decimal(hours), description="Work")
    assert refused.value.field == field
    with pytest.raises(RuleError, match="What was done"):
        work.log_hours(db, contract.id, on=date(2026, 4, 1), hours=Decimal(1), description=" ")


def test_work_may_begin_before_the_signature(db: Database) -> None:
    draft = lena.drafted(db)
    entry = work.log_hours(db, draft.id, on=lena.ACCEPTED, hours=Decimal(1), description="Kick-off")
    assert work.get(db, entry.id) == entry


def test_r_vat_6_b1_the_price_of_a_round_names_no_tax_where_there_is_none(
    marcus: tuple[Database, Contract],
) -> None:
    db, contract = marcus
    work.open_round(db, contract.id, on=date(2026, 4, 1), deliverable="Login")
    opened = work.open_round(db, contract.id, on=date(2026, 4, 2), deliverable="Login")
    assert opened.text == "This is revision round 2. It is charged at $110.00 an hour."
