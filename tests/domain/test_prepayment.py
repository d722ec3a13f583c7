"""Prepayments: shares of tax, deductions, the ledger, cancellation (R-PRE-*, B7, B8, B13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.contract import Cancellation
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money, total
from clientdesk.domain.prepayment import (
    Holding,
    LedgerKind,
    LedgerRow,
    balance,
    check_ledger,
    holdings,
    instalment_groups,
    prepayment_groups,
    settle_cancellation,
    settle_earned,
    share_of,
    tax_share,
)
from clientdesk.domain.tax import Tax, TaxGroup, merge
from clientdesk.domain.totals import Deduction, compute

VAT = Tax(rate=Decimal(19))
LOW = Tax(rate=Decimal(7))
GST = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
ON = date(2026, 6, 17)


def eur(amount: str | int) -> Money:
    return Money.of(amount, "EUR")


def inr(amount: str | int) -> Money:
    return Money.of(amount, "INR")


def group(net: str, tax: Tax = VAT) -> TaxGroup:
    return TaxGroup.from_net(tax, eur(net))


def deduction(*groups: TaxGroup, number: str = "RE-1") -> Deduction:
    return Deduction(invoice_id=1, number=number, issued_on=ON, received_on=ON, groups=groups)


def final(price: str, *deductions: Deduction, tax: Tax = VAT, currency: str = "EUR"):
    line = Line(description="All of it", unit_price=Decimal(price), tax=tax)
    return compute([line], currency=currency, deductions=deductions)


def row(kind: LedgerKind, gross: Money, *groups: TaxGroup, paper: int = 1, days: int = 0) -> LedgerRow:
    return LedgerRow(
        kind=kind,
        on=ON + timedelta(days=days),
        currency=gross.currency,
        gross=gross,
        groups=groups,
        invoice_id=paper,
    )


def test_r_pre_1_a_percentage_of_the_net_per_rate():
    (part,) = prepayment_groups([group("1666.67")], Decimal(30), gross=False)
    assert (part.net, part.tax_amount) == (eur("500.00"), eur("95.00"))


def test_r_pre_1_an_amount_is_split_over_the_rates_of_the_future_supply():
    parts = prepayment_groups([group("600"), group("400", LOW)], eur(100), gross=False)
    assert [(part.net, part.tax_amount) for part in parts] == [
        (eur(60), eur("11.40")),
        (eur(40), eur("2.80")),
    ]
    with_tax = prepayment_groups([group("600"), group("400", LOW)], eur(100), gross=True)
    assert total((part.gross for part in with_tax), "EUR") == eur(100)


def test_r_pre_1_a_percentage_of_the_gross():
    (part,) = prepayment_groups([group("1000")], Decimal(50), gross=True)
    assert (part.gross, part.tax_amount) == (eur(595), eur(95))


def test_b13_tax_inside_an_advance_in_two_equal_halves():
    (advance,) = prepayment_groups([TaxGroup.from_net(GST, inr(135000))], inr(50000), gross=True)
    assert advance.net == inr("42372.88")
    assert advance.amounts == (inr("3813.56"), inr("3813.56"))
    (second,) = prepayment_groups([TaxGroup.from_net(GST, inr(135000))], inr(75000), gross=True)
    assert second.net == inr("63559.32")
    assert second.amounts == (inr("5720.34"), inr("5720.34"))


def test_r_pre_1_b10_the_last_part_of_a_plan_takes_the_rest_of_net_and_tax():
    full = (group("100.01"), group("33.34", LOW))
    percents = (Decimal("33.33"), Decimal("33.33"), Decimal("33.34"))
    parts = [instalment_groups(full, percents, index) for index in range(3)]
    assert merge(tuple(entry for part in parts for entry in part)) == full


def test_r_pre_2_the_tax_of_a_part_payment_is_of_the_part_received():
    paper = (group("500"),)
    (share,) = tax_share(paper, eur(0), eur(595))
    assert (share.net, share.tax_amount) == (eur(500), eur(95))
    (part,) = tax_share(paper, eur(0), eur(119))
    assert (part.net, part.tax_amount) == (eur(100), eur(19))
    (rest,) = tax_share(paper, eur(119), eur(476))
    assert (rest.net, rest.tax_amount) == (eur(400), eur(76))


def test_r_pre_3_r_pre_4_r_pre_5_three_advances_and_the_difference():
    advance = TaxGroup.from_gross(VAT, eur(1000))
    assert (advance.net, advance.tax_amount) == (eur("840.34"), eur("159.66"))
    totals = final("5000", *(deduction(advance, number=f"RE-{n}") for n in range(3)))
    assert (totals.net, totals.tax, totals.gross) == (eur(5000), eur(950), eur(5950))
    assert total((entry.net for entry in totals.deductions), "EUR") == eur("2521.02")
    assert total((entry.tax for entry in totals.deductions), "EUR") == eur("478.98")
    assert (totals.remaining_net, totals.remaining_tax, totals.due) == (
        eur("2478.98"),
        eur("471.02"),
        eur("2950.00"),
    )
    assert totals.remaining_net.percent(Decimal(19)) == eur("471.01")


def test_r_pre_9_a_rate_change_gives_two_groups():
    old = Tax(rate=Decimal(16))
    totals = final("5000", deduction(TaxGroup.from_net(old, eur(1000))))
    assert [(entry.tax.rate, entry.net, entry.tax_amount) for entry in totals.remaining] == [
        (Decimal(19), eur(5000), eur(950)),
        (Decimal(16), eur(-1000), eur(-160)),
    ]
    assert (totals.remaining_net, totals.remaining_tax) == (eur(4000), eur(790))


def test_r_pre_10_advances_above_the_price_are_a_refund():
    totals = final("5000", deduction(group("6000")))
    assert (totals.remaining_net, totals.remaining_tax, totals.due) == (eur(-1000), eur(-190), eur(-1190))


def test_r_pre_11_fully_prepaid_leaves_nothing():
    totals = final("5000", deduction(group("5000")))
    assert totals.due == eur(0)
    assert totals.remaining_tax == eur(0)


def test_r_pre_14_cumulative_progress():
    totals = final("5000", deduction(group("2000")))
    assert totals.remaining_net == eur(3000)


def test_r_pre_16_the_demo_figures_of_anitha():
    advances = [
        deduction(*prepayment_groups([TaxGroup.from_net(GST, inr(135000))], inr(amount), gross=True))
        for amount in (50000, 75000)
    ]
    totals = final("135000", *advances, tax=GST, currency="INR")
    (rest,) = totals.remaining
    assert rest.amounts == (inr("2616.10"), inr("2616.10"))
    assert totals.due == inr("34300.00")


def test_r_pre_16_india_tax_still_due():
    (advance,) = prepayment_groups([TaxGroup.from_net(GST, inr(50000))], inr(11800), gross=True)
    assert (advance.net, advance.tax_amount) == (inr(10000), inr(1800))
    assert final("50000", deduction(advance), tax=GST, currency="INR").remaining_tax == inr(7200)


def test_b9_lena_the_deposits_of_the_demo_book():
    totals = final("5457.50", deduction(group("1440")), deduction(group("1920")))
    assert (totals.tax, totals.gross) == (eur("1036.93"), eur("6494.43"))
    assert (totals.remaining_net, totals.remaining_tax, totals.due) == (
        eur("2097.50"),
        eur("398.53"),
        eur("2496.03"),
    )


@given(
    prices=st.lists(st.integers(1, 10**7), min_size=1, max_size=3),
    advances=st.lists(
        st.tuples(st.integers(1, 10**6), st.booleans(), st.lists(st.integers(1, 99), max_size=3)), max_size=6
    ),
    one_part=st.booleans(),
)
def test_r_pre_6_tax_of_all_advances_and_the_final_is_the_tax_of_the_price(
    prices: list[int], advances: list[tuple[int, bool, list[int]]], one_part: bool
):
    """Any number, order, size and part payment of advances: the taxes add up to the cent, per part of the tax."""
    taxes = (Tax(rate=Decimal(19)), Tax(rate=Decimal("5.5")), GST if not one_part else LOW)
    lines = [
        Line(description="Part", unit_price=Decimal(price).scaleb(-2), tax=taxes[index])
        for index, price in enumerate(prices)
    ]
    full = compute(lines, currency="EUR")
    shares: list[tuple[TaxGroup, ...]] = []
    for minor, gross, cuts in advances:
        paper = prepayment_groups(full.groups, Money(minor, "EUR"), gross=gross)
        whole = total((entry.gross for entry in paper), "EUR")
        paid = Money.zero("EUR")
        for cut in cuts:
            part = (whole - paid).percent(Decimal(cut))
            if part:
                shares.append(tax_share(paper, paid, part))
                assert total((entry.gross for entry in shares[-1]), "EUR") == part
                paid += part
        if whole - paid:
            shares.append(tax_share(paper, paid, whole - paid))
        received = merge(tuple(entry for share in shares for entry in share))
        assert {entry.tax.key for entry in received} <= {entry.tax.key for entry in full.groups}
    deducted = [deduction(*share) for share in shares]
    closing = compute(lines, currency="EUR", deductions=deducted)
    together = merge((*closing.remaining, *(entry for share in shares for entry in share)))
    assert {entry.tax.key: (entry.net, entry.amounts) for entry in together} == {
        entry.tax.key: (entry.net, entry.amounts) for entry in full.groups
    }


@given(st.lists(st.integers(1, 100), min_size=1, max_size=6), st.integers(1, 10**6))
def test_r_pre_2_part_payments_add_up_to_the_paper(parts: list[int], minor: int):
    paper = (TaxGroup.from_net(VAT, Money(minor, "EUR")), TaxGroup.from_net(GST, Money(minor // 3, "EUR")))
    whole = total((entry.gross for entry in paper), "EUR")
    weights = [Money(part, "EUR") for part in parts]
    paid, shares = Money.zero("EUR"), []
    for amount in whole.in_proportion(weights):
        if amount:
            shares += tax_share(paper, paid, amount)
            paid += amount
    assert merge(tuple(shares)) == paper


def test_b7_the_ledger_of_krumm_goes_back_to_zero():
    first, second = group("1440"), group("1920")
    rows = [
        row(LedgerKind.RECEIVED, first.gross, first),
        row(LedgerKind.RECEIVED, second.gross, second, paper=2, days=46),
    ]
    assert balance(rows, "EUR") == eur("3998.40")
    assert [held.gross for held in holdings(rows)] == [eur("1713.60"), eur("2284.80")]
    assert holdings(rows)[1].received_on == ON + timedelta(days=46)
    rows += [
        row(LedgerKind.APPLIED, first.gross, first),
        row(LedgerKind.APPLIED, second.gross, second, paper=2),
    ]
    check_ledger(rows, "EUR")
    assert balance(rows, "EUR") == eur(0)
    assert holdings(rows) == ()


def test_b7_an_application_can_be_undone_and_moved_money_counts():
    one = group("100")
    rows = [row(LedgerKind.RECEIVED, one.gross, one), row(LedgerKind.APPLIED, one.gross, one)]
    assert balance([*rows, row(LedgerKind.RESTORED, one.gross, one)], "EUR") == one.gross
    assert balance([row(LedgerKind.MOVED_IN, one.gross, one)], "EUR") == one.gross
    assert holdings([row(LedgerKind.MOVED_IN, one.gross, one)])[0].groups == (one,)


@pytest.mark.parametrize(
    "kind", [LedgerKind.APPLIED, LedgerKind.REFUNDED, LedgerKind.KEPT, LedgerKind.MOVED_OUT]
)
def test_b7_r_pre_18_the_balance_never_falls_below_zero(kind: LedgerKind):
    rows = [row(LedgerKind.RECEIVED, eur(1000)), row(LedgerKind.APPLIED, eur(640)), row(kind, eur(400))]
    with pytest.raises(RuleError) as caught:
        check_ledger(rows, "EUR")
    assert caught.value.values["held"] == eur(360)


@given(st.lists(st.tuples(st.sampled_from(LedgerKind), st.integers(1, 1000)), max_size=20))
def test_b7_sum_of_rows_is_the_balance_and_is_never_negative(moves: list[tuple[LedgerKind, int]]):
    rows: list[LedgerRow] = []
    for kind, minor in moves:
        candidate = [*rows, row(kind, Money(minor, "EUR"))]
        try:
            check_ledger(candidate, "EUR")
        except RuleError:
            continue
        rows = candidate
        assert balance(rows, "EUR").minor >= 0
        assert balance(rows, "EUR") == total((held.gross for held in holdings(rows)), "EUR")


def test_b8_anitha_cancels_before_the_event():
    full = (TaxGroup.from_net(GST, inr(135000)),)
    received = (TaxGroup.from_gross(GST, inr(50000)),)
    settlement = settle_cancellation(full, received, Cancellation(percent=Decimal(20)), "INR")
    assert (settlement.fee_net, settlement.fee_tax) == (inr(27000), inr(4860))
    assert settlement.kept == inr("31860.00")
    assert settlement.refund == inr("18140.00")
    assert settlement.to_invoice == inr(0)
    (back,) = settlement.refund_groups
    assert (back.net, back.amounts) == (inr("15372.88"), (inr("1383.56"), inr("1383.56")))


def test_b8_a_clause_above_the_money_received_leaves_the_rest_to_invoice():
    full, received = (group("1000"),), (group("100"),)
    settlement = settle_cancellation(full, received, Cancellation(percent=Decimal(50)), "EUR")
    assert (settlement.kept, settlement.refund) == (eur(119), eur(0))
    assert settlement.to_invoice == eur(476)
    (rest,) = settlement.to_invoice_groups
    assert (rest.net, rest.tax_amount) == (eur(400), eur(76))
    assert settlement.refund_groups == (group("0"),)


def test_b8_without_tax_on_top_the_clause_holds_the_tax():
    settlement = settle_cancellation(
        (group("1000"),), (group("1000"),), Cancellation(percent=Decimal(20), plus_tax=False), "EUR"
    )
    assert settlement.kept == eur(200)
    assert (settlement.fee_net, settlement.fee_tax) == (eur("168.07"), eur("31.93"))


def test_r_pre_13_the_unearned_part_goes_back_with_its_tax():
    settlement = settle_earned((group("5000"),), (group("500"),), eur(200))
    (back,) = settlement.refund_groups
    assert (back.net, back.tax_amount) == (eur(300), eur(57))
    assert settlement.refund == eur(357)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_b8_kept_and_refunded_are_what_was_received(price: int, got: int, earned: int, plus_tax: bool):
    full = (TaxGroup.from_net(VAT, Money(price, "EUR")), TaxGroup.from_net(LOW, Money(price // 2, "EUR")))
    received = prepayment_groups(full, Money(got, "EUR"), gross=True)
    settlement = settle_earned(full, received, Money(earned, "EUR"), plus_tax=plus_tax)
    assert settlement.kept + settlement.refund == settlement.received == Money(got, "EUR")
    assert settlement.kept + settlement.to_invoice == settlement.fee_net + settlement.fee_tax
    assert total((entry.gross for entry in settlement.refund_groups), "EUR") == settlement.refund
    assert total((entry.gross for entry in settlement.to_invoice_groups), "EUR") == settlement.to_invoice
    assert min(settlement.refund, settlement.to_invoice) == Money.zero("EUR")


def test_r_pre_3_what_each_paper_holds_and_when_money_last_came_for_it():
    first, more, other = group("100"), group("50"), group("30", LOW)
    rows = [
        row(LedgerKind.RECEIVED, eur(119), first, paper=7),
        row(LedgerKind.RECEIVED, eur("32.10"), other, paper=8, days=1),
        row(LedgerKind.RECEIVED, eur("59.50"), more, paper=7, days=2),
        row(LedgerKind.REFUNDED, eur(119), first, paper=7, days=3),
        row(LedgerKind.APPLIED, eur("32.10"), other, paper=8, days=4),
    ]
    assert holdings(rows) == (
        Holding(invoice_id=7, gross=eur("59.50"), groups=(more,), received_on=ON + timedelta(days=2)),
    )
    # Money moved in keeps the day on which it first came.
    moved = row(LedgerKind.MOVED_IN, eur(119), first, paper=9, days=5)
    back = row(LedgerKind.RESTORED, eur(119), first, paper=9, days=6)
    (held,) = holdings([moved, back])
    assert (held.received_on, held.gross, held.groups) == (ON + timedelta(days=5), eur(238), (group("200"),))


def test_b7_money_without_a_paper_is_held_apart():
    rows = [
        replace(row(LedgerKind.RECEIVED, eur(119), group("100")), invoice_id=None),
        row(LedgerKind.RECEIVED, eur("59.50"), group("50"), paper=1),
    ]
    assert [(held.invoice_id, held.gross) for held in holdings(rows)] == [(0, eur(119)), (1, eur("59.50"))]


def test_r_pre_2_a_paper_paid_in_full_has_its_own_tax_however_that_was_rounded():
    groups = (TaxGroup(tax=VAT, net=eur(10), amounts=(eur("1.91"),)),)
    assert share_of(groups, eur("11.91")) == groups
    assert share_of(groups, eur("5.95")) == (group("5"),)
    assert tax_share(groups, eur("5.95"), eur("5.96")) == (
        TaxGroup(tax=VAT, net=eur(5), amounts=(eur("0.96"),)),
    )


def test_b8_what_is_kept_has_the_tax_of_what_was_earned_to_the_last_cent_held():
    full = (group("100"), group("100", LOW))
    received = (TaxGroup.from_gross(VAT, eur(226)),)
    settled = settle_earned(full, received, eur(200))
    assert (settled.kept, settled.refund, settled.to_invoice) == (eur(226), eur(0), eur(0))
    assert (settled.kept_groups, settled.fee_net, settled.fee_tax) == (full, eur(200), eur(26))


def test_r_pre_1_a_part_of_a_plan_is_a_share_of_the_net_to_the_cent():
    plan = [Decimal(30), Decimal(70)]
    parts = [instalment_groups((group("0.04"),), plan, index)[0] for index in (0, 1)]
    assert [(part.net, part.tax_amount) for part in parts] == [
        (eur("0.01"), eur(0)),
        (eur("0.03"), eur("0.01")),
    ]
