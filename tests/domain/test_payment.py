"""Payments, allocations, settlements and exchange (R-PRE-19, B14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.payment import (
    Allocation,
    Direction,
    Payment,
    check_allocation,
    exchange_outcome,
    oldest_first,
    unallocated,
)

ON = date(2026, 6, 17)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def payment(amount: str, direction: Direction = Direction.IN) -> Payment:
    return Payment(id=1, client_id=1, direction=direction, on=ON, currency="EUR", amount=eur(amount))


def allocation(amount: str) -> Allocation:
    return Allocation(payment_id=1, invoice_id=1, on=ON, currency="EUR", amount=eur(amount))


def test_r_pre_19_an_overpayment_is_left_as_credit():
    assert unallocated(payment("1200.00"), [allocation("1134.32")]) == eur("65.68")
    assert unallocated(payment("1200.00"), [allocation("1134.32"), allocation("-1134.32")]) == eur("1200.00")


def test_r_pre_19_a_refund_is_used_up_by_negative_allocations():
    assert unallocated(payment("100", Direction.OUT), [allocation("-40")]) == eur("60")


@pytest.mark.parametrize(
    ("amount", "open_amount", "words"), [("0", "10", "above 0"), ("101", "500", "left"), ("50", "49", "open")]
)
def test_r_pre_19_an_allocation_fits_the_payment_and_the_paper(amount: str, open_amount: str, words: str):
    with pytest.raises(RuleError, match=words) as caught:
        check_allocation(payment("100"), [], eur(amount), open_amount=eur(open_amount))
    assert caught.value.field == "amount"
    assert caught.value.rule == "R-PRE-19"


def test_r_pre_19_the_proposal_pays_the_oldest_first_and_leaves_the_rest():
    papers = [(4, eur("100")), (2, eur("50")), (9, eur("-20")), (7, eur("80"))]
    assert oldest_first(eur("120"), papers) == ((4, eur("100")), (2, eur("20")))
    assert oldest_first(eur("500"), papers) == ((4, eur("100")), (2, eur("50")), (7, eur("80")))
    assert oldest_first(eur("0"), papers) == ()
    assert oldest_first(eur("100.01"), papers) == ((4, eur("100")), (2, eur("0.01")))


def test_b14_mona_is_paid_in_riyals_and_gains_450_pounds():
    outcome = exchange_outcome(
        Money.of(4500, "SAR"),
        Decimal("12.95"),
        received=Money.of(4450, "SAR"),
        fee=Money.of(50, "SAR"),
        payment_rate=Decimal("13.05"),
        home="EGP",
    )
    assert outcome.booked == Money.of("58275.00", "EGP")
    assert outcome.cash == Money.of("58072.50", "EGP")
    assert outcome.fee == Money.of("652.50", "EGP")
    assert outcome.gain == Money.of("450.00", "EGP")


def test_b14_a_falling_rate_is_a_loss():
    outcome = exchange_outcome(
        Money.of(1000, "USD"),
        Decimal("0.90"),
        received=Money.of(1000, "USD"),
        fee=Money.zero("USD"),
        payment_rate=Decimal("0.85"),
        home="EUR",
    )
    assert outcome.gain == eur("-50")
