"""The total ladder on the rule book's numbers, and what holds for any document (R-MON-5 to 9; B11, B12)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, PriceMode
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import NO_TAX, Tax, TaxCategory, TaxGroup
from clientdesk.domain.totals import Deduction, TaxRounding, compute, subtotals, with_cash_rounding

VAT = Tax(rate=Decimal(19))
REDUCED = Tax(rate=Decimal(7))
FIVE = Tax(rate=Decimal(5))
REVERSE = Tax(category=TaxCategory.REVERSE_CHARGE, reason="Reverse charge", reason_code="VATEX-EU-AE")
GST = Tax(rate=Decimal(18), parts=("CGST", "SGST"))


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def line(price: str, tax: Tax = VAT, *, quantity: str = "1", role: LineRole = LineRole.NORMAL) -> Line:
    return Line(description="Work", quantity=Decimal(quantity), unit_price=Decimal(price), tax=tax, role=role)


def percent(value: str, **bound: Tax) -> Adjustment:
    return Adjustment(percent=Decimal(value), reason="discount", **bound)


def amount(value: str, *, surcharge: bool = False, **bound: Tax) -> Adjustment:
    return Adjustment(amount=Decimal(value), surcharge=surcharge, reason="discount", **bound)


W01 = (
    replace(line("96", quantity="12.5"), adjustments=(percent("5"),)),
    line("349.90"),
    line("74.85", REDUCED),
)


def test_r_mon_5_the_ladder_of_worked_file_w01() -> None:
    totals = compute(
        W01, currency="EUR", adjustments=[percent("10", tax=VAT), amount("45", surcharge=True, tax=VAT)]
    )
    assert totals.line_nets == (eur("1140.00"), eur("349.90"), eur("74.85"))
    assert (totals.line_total, totals.discount, totals.surcharge) == (
        eur("1564.75"),
        eur("148.99"),
        eur("45.00"),
    )
    assert totals.net == eur("1460.76")
    assert [group.tax_amount for group in totals.groups] == [eur("263.32"), eur("5.24")]
    assert totals.gross == totals.due == eur("1729.32")


def test_r_mon_6_a_discount_is_split_over_the_groups_in_proportion() -> None:
    totals = compute(W01, currency="EUR", adjustments=[amount("100")])
    assert [group.net for group in totals.groups] == [
        eur("1489.90") - eur("95.22"),
        eur("74.85") - eur("4.78"),
    ]
    assert totals.discount == eur("100")


def test_r_mon_6_a_discount_for_a_rate_that_no_line_has_is_refused() -> None:
    with pytest.raises(RuleError, match="no line has") as caught:
        compute(W01, currency="EUR", adjustments=[amount("1", tax=REVERSE)])
    assert caught.value.rule == "R-MON-6"


def test_r_mon_7_tax_once_per_group_or_on_every_line() -> None:
    lines = [line("10.10", FIVE)] * 3
    assert compute(lines, currency="AED").tax == Money.of("1.52", "AED")
    per_line = compute(lines, currency="AED", tax_rounding=TaxRounding.PER_LINE)
    assert per_line.tax == Money.of("1.53", "AED")


def test_r_mon_7_per_line_rounds_the_tax_of_a_document_discount_as_one_more_line() -> None:
    lines = [line("10.10", FIVE)] * 3
    totals = compute(lines, currency="AED", adjustments=[amount("0.30")], tax_rounding=TaxRounding.PER_LINE)
    assert (totals.net, totals.tax) == (Money.of("30.00", "AED"), Money.of("1.51", "AED"))


def test_r_mon_8_line_nets_of_a_gross_document_add_up_to_the_group() -> None:
    totals = compute([line("0.35")] * 3, currency="EUR", price_mode=PriceMode.GROSS)
    assert totals.line_nets == (eur("0.30"), eur("0.29"), eur("0.29"))
    assert (totals.net, totals.tax, totals.gross) == (eur("0.88"), eur("0.17"), eur("1.05"))


def test_r_mon_8_gross_price_of_a_thousand() -> None:
    totals = compute([line("1000")], currency="EUR", price_mode=PriceMode.GROSS)
    assert (totals.net, totals.tax, totals.gross) == (eur("840.34"), eur("159.66"), eur("1000"))


@pytest.mark.parametrize(("due", "pays"), [("99.78", "99.80"), ("99.77", "99.75"), ("99.775", "99.80")])
def test_r_mon_9_cash_rounding_changes_only_what_is_paid(due: str, pays: str) -> None:
    totals = compute([line(due, NO_TAX)], currency="CHF", cash_step=Decimal("0.05"))
    assert totals.due == Money.of(pays, "CHF")
    assert totals.gross == Money.of(due, "CHF")
    assert totals.rounding == totals.due - totals.gross
    assert with_cash_rounding(totals, Decimal("0.05")) == totals


def test_b11_line_discount_then_document_discount_then_tax() -> None:
    hours = replace(line("110", NO_TAX, quantity="81.25"))
    totals = compute([hours], currency="USD", adjustments=[percent("3")])
    assert totals.discount == Money.of("268.13", "USD")  # 268.125
    assert totals.net == Money.of("8669.37", "USD")


def test_b11_lenas_second_version_with_discount_and_bonus() -> None:
    lines = (
        line("600"),
        line("2400"),
        line("320", quantity="7"),
        line("250", role=LineRole.BONUS),
    )
    first = compute(lines[:3], currency="EUR")
    assert (first.net, first.tax, first.gross) == (eur("5240"), eur("995.60"), eur("6235.60"))
    second = compute(lines, currency="EUR", adjustments=[amount("440")])
    assert (second.net, second.tax, second.gross) == (eur("4800"), eur("912"), eur("5712"))


def test_b12_once_per_rate_and_half_up() -> None:
    totals = compute([line("5120"), line("90", quantity="3.75")], currency="EUR")
    assert (totals.net, totals.tax, totals.gross) == (eur("5457.50"), eur("1036.93"), eur("6494.43"))


def test_r_vat_1_three_categories_make_three_groups() -> None:
    totals = compute([line("1"), line("1", REDUCED), line("1", REVERSE), line("2")], currency="EUR")
    assert [(group.tax.category, group.tax.rate, group.net) for group in totals.groups] == [
        ("S", 19, eur("3")),
        ("S", 7, eur("1")),
        ("AE", 0, eur("1")),
    ]


def test_r_vat_2_a_group_prints_each_of_its_reasons_once() -> None:
    exempt = [
        Tax(category=TaxCategory.EXEMPT, reason=reason) for reason in ("Teaching", "Health", "Teaching")
    ]
    (group,) = compute([line("1", tax) for tax in exempt], currency="EUR").groups
    assert group.tax.reason == "Teaching · Health"
    assert group.gross == eur("3")


def test_r_quo_4_only_chosen_options_count() -> None:
    option = line("200", role=LineRole.OPTIONAL)
    assert compute([line("1000"), option], currency="EUR").net == eur("1000")
    assert compute([line("1000"), replace(option, chosen=True)], currency="EUR").net == eur("1200")


def test_subtotals_sum_what_stands_above_them_since_the_last_one() -> None:
    rows = [
        line("10"),
        Line(kind=LineKind.HEADING, description="Design"),
        line("20"),
        line("5"),
        Line(kind=LineKind.SUBTOTAL),
        line("7"),
        Line(kind=LineKind.SUBTOTAL),
    ]
    nets = compute(rows, currency="EUR").line_nets
    assert subtotals(rows, nets, "EUR") == {4: eur("25"), 6: eur("7")}


def test_an_empty_document_is_worth_nothing() -> None:
    totals = compute([], currency="JPY", adjustments=[amount("5")])
    assert (totals.due, totals.discount, totals.groups) == (Money.zero("JPY"), Money.zero("JPY"), ())


def test_r_mon_5_a_deduction_takes_its_own_net_and_tax_off() -> None:
    paid = Deduction(
        invoice_id=1,
        number="RE-1",
        issued_on=date(2026, 2, 25),
        received_on=date(2026, 3, 5),
        groups=(TaxGroup.from_net(VAT, eur("3360")),),
    )
    totals = compute([line("5457.50")], currency="EUR", deductions=[paid])
    assert (paid.net, paid.tax, paid.gross) == (eur("3360"), eur("638.40"), eur("3998.40"))
    assert (totals.remaining_net, totals.remaining_tax, totals.due) == (
        eur("2097.50"),
        eur("398.53"),
        eur("2496.03"),
    )


TAXES = st.sampled_from([VAT, REDUCED, FIVE, REVERSE, GST, replace(VAT, rate=Decimal("19.0"))])
PRICES = st.decimals(min_value=0, max_value=10_000, places=4)
ADJUSTMENTS = st.builds(
    Adjustment,
    percent=st.decimals(min_value=Decimal("0.01"), max_value=50, places=2),
    surcharge=st.booleans(),
)
LINES = st.builds(
    Line,
    description=st.just("Work"),
    quantity=st.decimals(min_value=Decimal(-5), max_value=50, places=4),
    unit_price=PRICES,
    adjustments=st.lists(ADJUSTMENTS, max_size=2).map(tuple),
    tax=TAXES,
    role=st.sampled_from(LineRole),
    chosen=st.booleans(),
)
DOCUMENT_DISCOUNTS = st.lists(
    st.builds(
        Adjustment,
        amount=st.decimals(min_value=Decimal("0.01"), max_value=500, places=2),
        surcharge=st.booleans(),
    )
    | ADJUSTMENTS,
    max_size=3,
)
MODES = st.sampled_from(PriceMode)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])
ROUNDINGS = st.sampled_from(TaxRounding)


@given(st.lists(LINES, max_size=8), DOCUMENT_DISCOUNTS, MODES, CURRENCIES, ROUNDINGS)
def test_r_mon_5_every_total_is_the_sum_of_the_shown_parts(
    lines: list[Line],
    adjustments: list[Adjustment],
    mode: PriceMode,
    currency: str,
    rounding: TaxRounding,
) -> None:
    totals = compute(
        lines, currency=currency, adjustments=adjustments, price_mode=mode, tax_rounding=rounding
    )
    base = totals.line_total - totals.discount + totals.surcharge
    assert base == (totals.net if mode is PriceMode.NET else totals.gross)
    assert totals.net == total((group.net for group in totals.groups), currency)
    assert totals.gross == totals.net + totals.tax == totals.due
    assert all(
        amount == Money.zero(currency)
        for row, amount in zip(lines, totals.line_nets, strict=True)
        if not row.counts
    )
    if not adjustments:
        assert total(totals.line_nets, currency) == totals.net


@given(st.lists(LINES, max_size=8), DOCUMENT_DISCOUNTS, MODES, ROUNDINGS, st.randoms(use_true_random=False))
def test_r_mon_6_the_order_of_the_rows_moves_no_cent(
    lines: list[Line],
    adjustments: list[Adjustment],
    mode: PriceMode,
    rounding: TaxRounding,
    shuffler: random.Random,
) -> None:
    mixed, turned = list(lines), list(adjustments)
    shuffler.shuffle(mixed)
    shuffler.shuffle(turned)
    before, after = (
        compute(rows, currency="EUR", adjustments=cuts, price_mode=mode, tax_rounding=rounding)
        for rows, cuts in ((lines, adjustments), (mixed, turned))
    )
    assert {(group.tax.key, group.net, group.amounts) for group in before.groups} == {
        (group.tax.key, group.net, group.amounts) for group in after.groups
    }


@given(st.lists(PRICES, min_size=1, max_size=8), st.lists(TAXES, min_size=8, max_size=8))
def test_r_mon_8_the_gross_of_every_group_is_what_was_typed(prices: list[Decimal], taxes: list[Tax]) -> None:
    lines = [line(str(price), tax) for price, tax in zip(prices, taxes, strict=False)]
    totals = compute(lines, currency="EUR", price_mode=PriceMode.GROSS)
    assert totals.gross == total((row.amount("EUR") for row in lines), "EUR")
    assert total(totals.line_nets, "EUR") == totals.net


def test_r_mon_6_several_discounts_of_one_rate_and_of_all_add_up() -> None:
    cuts = [
        amount("10", tax=VAT),
        amount("5"),
        amount("20", tax=VAT),
        amount("7"),
        amount("1", tax=REDUCED),
    ]
    totals = compute([line("100"), line("100", REDUCED)], currency="EUR", adjustments=cuts)
    assert [group.net for group in totals.groups] == [eur("64.00"), eur("93.00")]
    assert totals.discount == eur("43")


def test_r_mon_6_an_odd_cent_falls_to_the_higher_rate_whatever_stands_first() -> None:
    export = Tax(category=TaxCategory.EXPORT, reason="Export")
    for first, second in ((VAT, REDUCED), (REVERSE, export)):
        for rows in ([line("10", first), line("10", second)], [line("10", second), line("10", first)]):
            groups = compute(rows, currency="EUR", adjustments=[amount("0.01")]).groups
            assert {group.tax: group.net for group in groups} == {first: eur("9.99"), second: eur("10")}


def test_r_vat_2_a_reason_of_several_words_is_printed_once() -> None:
    taxes = [
        Tax(category=TaxCategory.EXEMPT, reason=reason)
        for reason in ("Teaching at schools", "Health care", "Teaching at schools", "Health care")
    ]
    (group,) = compute([line("1", tax) for tax in taxes], currency="EUR").groups
    assert group.tax.reason == "Teaching at schools · Health care"


def test_r_mon_7_per_line_every_rate_taxes_its_own_lines() -> None:
    rows = [line("10.10", FIVE), line("10.10", VAT), line("10.10", FIVE), line("10.10", FIVE)]
    rows.append(line("10.10", FIVE, role=LineRole.OPTIONAL))
    groups = compute(rows, currency="EUR", tax_rounding=TaxRounding.PER_LINE).groups
    assert [(group.net, group.tax_amount) for group in groups] == [
        (eur("30.30"), eur("1.53")),
        (eur("10.10"), eur("1.92")),
    ]


def test_r_mon_8_in_a_gross_document_every_rate_shares_its_net_among_its_own_rows() -> None:
    rows = [
        line("119"),
        line("107", REDUCED),
        line("238"),
        line("50", role=LineRole.OPTIONAL),
    ]
    totals = compute(rows, currency="EUR", price_mode=PriceMode.GROSS)
    assert totals.line_nets == (eur("100"), eur("100"), eur("200"), eur("0"))
