"""Tax of groups: categories and reasons, two-part taxes, tax inside a gross amount (R-VAT-1, 2, 8; B12, B13)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientdesk.domain.errors import RuleError
from clientdesk.domain.money import Money
from clientdesk.domain.tax import NEEDS_REASON, NO_TAX, Tax, TaxCategory, TaxGroup, check_tax, merge

VAT = Tax(rate=Decimal(19))
REDUCED = Tax(rate=Decimal(7))
GST = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
IGST = Tax(rate=Decimal(18), parts=("IGST",))
REVERSE = Tax(category=TaxCategory.REVERSE_CHARGE, reason="Reverse charge", reason_code="VATEX-EU-AE")


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def inr(amount: str) -> Money:
    return Money.of(amount, "INR")


@pytest.mark.parametrize("rate", ["0", "-5", "101", "NaN", "Infinity"])
def test_r_vat_1_a_taxed_line_needs_a_rate(rate: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_tax(Tax(rate=Decimal(rate)))
    assert (caught.value.rule, caught.value.field) == ("R-VAT-1", "tax")


@pytest.mark.parametrize(
    "category", [category for category in TaxCategory if category is not TaxCategory.STANDARD]
)
def test_r_vat_1_every_other_category_has_the_rate_zero(category: TaxCategory) -> None:
    reason = "because" if category in NEEDS_REASON else ""
    assert check_tax(Tax(category=category, reason=reason)).rate == 0
    with pytest.raises(RuleError) as caught:
        check_tax(Tax(category=category, rate=Decimal(7), reason=reason))
    assert caught.value.rule == "R-VAT-1"


def test_r_vat_1_no_tax_is_charged_outside_the_standard_category() -> None:
    assert TaxGroup.from_net(REVERSE, eur("1000")).tax_amount == eur("0")


@pytest.mark.parametrize("category", sorted(NEEDS_REASON))
def test_r_vat_2_a_line_without_tax_says_why(category: TaxCategory) -> None:
    with pytest.raises(RuleError, match="reason") as caught:
        check_tax(Tax(category=category, reason="  "))
    assert caught.value.rule == "R-VAT-2"
    assert check_tax(Tax(category=category, reason_code="VATEX-EU-O"))


def test_r_vat_2_reverse_charge_carries_text_and_code() -> None:
    assert check_tax(REVERSE) is REVERSE


@pytest.mark.parametrize("tax", [replace(VAT, reason="x"), Tax(category=TaxCategory.ZERO, reason_code="x")])
def test_r_vat_2_taxed_and_zero_rated_lines_have_no_reason(tax: Tax) -> None:
    with pytest.raises(RuleError) as caught:
        check_tax(tax)
    assert caught.value.rule == "R-VAT-2"


def test_r_vat_2_where_no_tax_exists_nothing_needs_to_be_said() -> None:
    assert check_tax(NO_TAX, needs_reason=False) is NO_TAX
    with pytest.raises(RuleError):
        check_tax(NO_TAX)


def test_r_vat_8_two_parts_are_rounded_each_and_may_differ_from_the_whole_by_a_paisa() -> None:
    group = TaxGroup.from_net(GST, inr("99.95"))
    assert group.amounts == (inr("9.00"), inr("9.00"))
    assert group.tax_amount == inr("18.00")
    assert TaxGroup.from_net(IGST, inr("99.95")).tax_amount == inr("17.99")


def test_r_vat_8_halves_are_equal_on_a_whole_invoice() -> None:
    assert TaxGroup.from_net(GST, inr("135000")).amounts == (inr("12150"), inr("12150"))


@pytest.mark.parametrize(
    ("gross", "net", "tax"),
    [("1000", "840.34", "159.66"), ("49.99", "42.01", "7.98"), ("1.05", "0.88", "0.17")],
)
def test_r_mon_8_tax_is_taken_out_of_a_gross_that_never_changes(gross: str, net: str, tax: str) -> None:
    group = TaxGroup.from_gross(VAT, eur(gross))
    assert (group.net, group.tax_amount, group.gross) == (eur(net), eur(tax), eur(gross))


@pytest.mark.parametrize(
    ("gross", "net", "half"), [("50000", "42372.88", "3813.56"), ("75000", "63559.32", "5720.34")]
)
def test_b13_an_advance_with_tax_inside_is_halved_into_equal_parts(gross: str, net: str, half: str) -> None:
    group = TaxGroup.from_gross(GST, inr(gross))
    assert group.amounts == (inr(half), inr(half))
    assert group.net == inr(net)
    assert group.gross == inr(gross)


def test_b12_half_a_cent_goes_up_once_per_rate() -> None:
    assert TaxGroup.from_net(VAT, eur("5457.50")).tax_amount == eur("1036.93")


@given(
    st.integers(min_value=-(10**9), max_value=10**9),
    st.decimals(min_value=0, max_value=100, places=2),
    st.integers(min_value=0, max_value=3),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_r_mon_8_the_typed_gross_stays_for_any_rate_parts_and_currency(
    minor: int, rate: Decimal, parts: int, currency: str
) -> None:
    tax = Tax(rate=rate, parts=tuple(f"P{number}" for number in range(parts)))
    group = TaxGroup.from_gross(tax, Money(minor, currency))
    assert group.gross == Money(minor, currency)
    assert len(group.amounts) == max(1, parts)
    assert len(set(group.amounts)) == 1
    assert abs(group.net.minor - Decimal(minor) * 100 / (100 + rate)) <= Decimal(max(1, parts)) / 2


def test_merging_adds_groups_of_one_rate_however_the_rate_is_written() -> None:
    exact = Tax(rate=Decimal("19.00"))
    groups = (
        TaxGroup.from_net(VAT, eur("10")),
        TaxGroup.from_net(REDUCED, eur("5")),
        TaxGroup.from_net(exact, eur("1")),
    )
    merged = merge(groups)
    assert [(group.tax.rate, group.net) for group in merged] == [(19, eur("11")), (7, eur("5"))]
    assert merged[0].tax_amount == eur("2.09")


def test_a_group_and_its_opposite_cancel_out() -> None:
    group = TaxGroup.from_net(GST, inr("99.95"))
    (nothing,) = merge((group, -group))
    assert (nothing.net, nothing.tax_amount) == (inr("0"), inr("0"))
