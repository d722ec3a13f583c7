"""Every refusal of the rules for money, numbers and prepayments: what the reader is told, and what is let through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.credit import check_credit, credit_groups, with_credit_keys
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.invoice import Invoice, InvoiceKind
from clientdesk.domain.line import Adjustment, Line
from clientdesk.domain.money import LIMIT, Money, convert
from clientdesk.domain.numbering import Series, check_number, check_pattern, format_number, start_after, take
from clientdesk.domain.payment import Allocation, Direction, Payment, check_allocation
from clientdesk.domain.prepayment import LedgerKind, LedgerRow, check_ledger
from clientdesk.domain.tax import Tax, TaxGroup
from clientdesk.domain.totals import compute
from tests.told import told

ON = date(2026, 6, 17)
VAT, LOW = Tax(rate=Decimal(19)), Tax(rate=Decimal(7))


def eur(amount: str | int) -> Money:
    return Money.of(amount, "EUR")


def line(price: str, tax: Tax = VAT, key: str = "") -> Line:
    return Line(key=key, description="Work", unit_price=Decimal(price), tax=tax)


def paper(*lines: Line, kind: InvoiceKind = InvoiceKind.INVOICE, number: str = "RE-1") -> Invoice:
    """A paper as it stands once it was issued."""
    draft = Invoice(kind=kind, number=number, currency="EUR", lines=lines)
    return Invoice(kind=kind, number=number, currency="EUR", lines=lines, groups=draft.totals().groups)


@pytest.mark.parametrize("sign", [1, -1])
def test_r_mon_1_one_unit_beyond_the_limit_is_too_large(sign: int) -> None:
    beyond = Decimal(sign * (LIMIT + 1)).scaleb(-2)
    with told(RuleError, field="amount", amount=beyond):
        eur(str(beyond))
    assert eur(str(Decimal(sign * LIMIT).scaleb(-2))).minor == sign * LIMIT


def test_r_mon_1_amounts_of_two_currencies_are_neither_added_nor_compared() -> None:
    euros, dollars = eur(1), Money.of(2, "USD")
    acts = (
        lambda: euros + dollars,
        lambda: euros - dollars,
        lambda: euros < dollars,
        lambda: euros <= dollars,
        lambda: euros > dollars,
        lambda: euros >= dollars,
    )
    for act in acts:
        with told(RuleError, rule="R-MON-1", field="currency", first=euros, second=dollars):
            act()


def test_r_mon_1_amounts_of_one_currency_are_in_order() -> None:
    assert [eur(1) < eur(2), eur(2) < eur(2), eur(3) < eur(2)] == [True, False, False]
    assert [eur(1) <= eur(2), eur(2) <= eur(2), eur(3) <= eur(2)] == [True, True, False]
    assert [eur(1) > eur(2), eur(2) > eur(2), eur(3) > eur(2)] == [False, False, True]
    assert [eur(1) >= eur(2), eur(2) >= eur(2), eur(3) >= eur(2)] == [False, True, True]
    assert [bool(eur("0.01")), bool(eur("-0.01")), bool(eur(0))] == [True, True, False]


@pytest.mark.parametrize("digits", [18, 30, 31, 999_999])
def test_r_mon_1_a_slip_of_many_digits_is_told_like_any_other(digits: int) -> None:
    with told(RuleError, field="amount", amount=Decimal(10) ** digits):
        eur(f"1e{digits}")


def test_r_mon_2_a_rate_of_many_decimals_is_rounded_once_at_the_end() -> None:
    rate = Decimal("0.86350000000000000000000000000001")
    assert convert(Money(LIMIT, "USD"), rate, "EUR").minor == 86_350_000_000_000
    assert eur("0.00499999999999999999999999999999999999999999").minor == 0
    assert eur("999999999999.99499999999999999999999999999999999").minor == 99_999_999_999_999


def test_r_mon_12_no_part_at_all_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"^parts must be positive$"):
        eur(1).split(0)
    assert eur(1).split(1) == (eur(1),)


def test_b10_parts_of_a_plan_that_are_not_a_hundred_percent() -> None:
    with told(RuleError, rule="B10", field="plan", total=Decimal(90)):
        eur(100).by_percents([Decimal(30), Decimal(60)])
    with told(RuleError, rule="B10", field="plan", total=Decimal(0)):
        eur(100).by_percents([])


def test_b10_parts_too_small_for_a_cent_each_go_to_the_largest_shares() -> None:
    shares = [Decimal("0.25")] * 2 + [Decimal("99.5")]
    assert eur("0.01").by_percents(shares) == (eur(0), eur(0), eur("0.01"))
    # Halves round up, so that nothing would be left for the last: the cents go where the most was cut off.
    halves = [Decimal(30), Decimal(30), Decimal(30), Decimal(10)]
    assert eur("0.02").by_percents(halves) == (eur("0.01"), eur("0.01"), eur(0), eur(0))
    assert eur("-0.02").by_percents(halves) == (eur("-0.01"), eur("-0.01"), eur(0), eur(0))


def test_r_mon_12_equal_parts_of_too_few_cents_come_first() -> None:
    assert eur("0.05").split(8) == (eur("0.01"),) * 5 + (eur(0),) * 3
    assert Money(5, "JPY").split(8) == (Money(1, "JPY"),) * 5 + (Money(0, "JPY"),) * 3


def test_r_mon_6_the_parts_of_a_discount_for_weights_of_any_sign() -> None:
    assert eur(10).in_proportion([eur(0), eur(0)]) == (eur(0), eur(10))
    assert eur(10).in_proportion([eur(3), eur(3), eur(3)]) == (eur("3.34"), eur("3.33"), eur("3.33"))
    assert eur(-10).in_proportion([eur(3), eur(3), eur(3)]) == (eur("-3.34"), eur("-3.33"), eur("-3.33"))
    assert eur("0.01").in_proportion([eur(1), eur(2)]) == (eur(0), eur("0.01"))
    assert eur("0.05").in_proportion([eur(-1), eur(-2)]) == (eur("0.02"), eur("0.03"))
    assert eur("0.10").in_proportion([eur(5), eur(-1)]) == (eur("0.13"), eur("-0.03"))


def test_r_mon_6_a_discount_for_a_rate_that_no_line_has() -> None:
    wrong = Adjustment(amount=Decimal(1), reason="Friends", tax=LOW)
    with told(RuleError, rule="R-MON-6", field="adjustments", reason="Friends"):
        compute([line("10")], currency="EUR", adjustments=[wrong])


def test_r_num_2_a_day_before_the_last_number() -> None:
    series, _ = take(Series(), ON)
    with told(RuleError, rule="R-NUM-2", field="issued_on", last=ON, wanted=date(2026, 6, 16)):
        take(series, date(2026, 6, 16))


def test_r_num_3_a_pattern_without_its_counter_or_with_a_month_alone() -> None:
    for pattern in ("RE-{year}", "{counter}{counter}"):
        with told(
            RuleError,
            rule="R-NUM-3",
            field="pattern",
            token="{counter}",
            year="{year}",
            counter="{counter:3}",
        ):
            check_pattern(Series(pattern=pattern))
    with told(RuleError, rule="R-NUM-3", field="pattern"):
        check_pattern(Series(pattern="{month}-{counter}"))
    for pattern in ("{year}{month}{counter}", "{yy}-{month}-{counter}", "{fy}/{counter}", "{counter}"):
        assert check_pattern(Series(pattern=pattern)).pattern == pattern


def test_r_num_4_india_measures_the_number_as_it_is_printed() -> None:
    longest = "INVOICE/2026/0001"
    with told(
        RuleError, rule="R-NUM-4", field="pattern", limit=16, sample=longest, fy="{fy}", counter="{counter:4}"
    ):
        check_number(longest, country="IN")
    assert check_number(longest[:-1], country="IN") == longest[:-1]
    # The sample is of the last day of a year, with the next number, for a client with a number.
    with told(
        RuleError,
        rule="R-NUM-4",
        field="pattern",
        limit=16,
        sample="INVOICE/2026/12/K1/12345",
        fy="{fy}",
        counter="{counter:4}",
    ):
        check_pattern(Series(pattern="INVOICE/{year}/{month}/{client}/{counter}", last=12345), country="IN")
    with told(
        RuleError,
        rule="R-NUM-4",
        field="pattern",
        limit=16,
        sample="INVOICE/26-27/001",
        fy="{fy}",
        counter="{counter:4}",
    ):
        check_pattern(Series(pattern="INVOICE/{fy}/{counter:3}", fiscal_start=4), country="IN")


def test_r_num_6_the_start_of_a_series_is_set_once_and_never_below_nothing() -> None:
    with told(StateError, rule="R-NUM-6"):
        start_after(Series(started=True), 5, ON)
    with told(RuleError, field="last"):
        start_after(Series(), -1, ON)
    again = start_after(Series(pattern="{year}-{counter}"), 0, ON)
    assert (again.last, again.period, take(again, ON)[1]) == (0, "2026", "2026-1")


@pytest.mark.parametrize(
    ("amount", "open_amount", "values"),
    [
        ("0", "10", {}),
        ("-1", "10", {}),
        ("60.01", "500", {"left": eur(60)}),
        ("50.01", "50", {"open": eur(50)}),
    ],
)
def test_r_pre_19_what_does_not_fit_is_named(amount: str, open_amount: str, values: dict[str, Money]) -> None:
    payment = Payment(id=1, direction=Direction.IN, on=ON, amount=eur(100))
    used = [
        Allocation(payment_id=1, on=ON, amount=eur(40)),
        Allocation(payment_id=2, on=ON, amount=eur(7)),
    ]
    with told(RuleError, rule="R-PRE-19", field="amount", **values):
        check_allocation(payment, used, eur(amount), open_amount=eur(open_amount))
    check_allocation(payment, used, eur("0.01"), open_amount=eur("0.01"))
    check_allocation(payment, used, eur(60), open_amount=eur(60))


def test_b7_more_than_is_held_cannot_leave_the_ledger() -> None:
    came = LedgerRow(kind=LedgerKind.RECEIVED, on=ON, gross=eur(100))
    used = LedgerRow(kind=LedgerKind.APPLIED, on=ON, gross=eur(70))
    back = LedgerRow(kind=LedgerKind.REFUNDED, on=ON, gross=eur("30.01"))
    with told(RuleError, rule="B7", field="amount", held=eur(30), wanted=eur("30.01")):
        check_ledger([came, used, back], "EUR")
    check_ledger([came, used, LedgerRow(kind=LedgerKind.KEPT, on=ON, gross=eur(30))], "EUR")


def test_r_doc_3_a_credit_is_not_credited() -> None:
    credit = paper(line("10"), kind=InvoiceKind.CREDIT_NOTE, number="RK-1")
    with told(StateError, rule="R-DOC-3", number="RK-1"):
        check_credit(credit, credit, ())


def test_r_doc_4_a_credit_stays_within_each_rate_and_each_row() -> None:
    original = paper(line("100", key="a"), line("50", key="b"), line("20", LOW, key="c"))
    earlier = paper(line("30", key="a"), kind=InvoiceKind.CREDIT_NOTE, number="RK-1")
    fits = paper(line("70", key="a"), line("20", LOW, key="c"), kind=InvoiceKind.CREDIT_NOTE)
    check_credit(fits, original, (earlier,))
    by_rate = paper(line("120.01", key="z"), kind=InvoiceKind.CREDIT_NOTE)
    with told(RuleError, rule="R-DOC-4", field="lines", number="RE-1", rest=eur(120)):
        check_credit(by_rate, original, (earlier,))
    by_row = paper(line("20", LOW, key="c"), line("70.01", key="a"), kind=InvoiceKind.CREDIT_NOTE)
    with told(RuleError, rule="R-DOC-4", field="lines.1", number="RE-1", rest=eur(70)):
        check_credit(by_row, original, (earlier,))
    nowhere = paper(line("1", Tax(rate=Decimal(5))), kind=InvoiceKind.CREDIT_NOTE)
    with told(RuleError, rule="R-DOC-4", field="lines", number="RE-1", rest=eur(0)):
        check_credit(nowhere, original, ())
    against = paper(line("-1"), kind=InvoiceKind.CREDIT_NOTE)
    with told(RuleError, rule="R-DOC-4", field="lines", number="RE-1", rest=eur(150)):
        check_credit(against, original, ())


def test_r_pre_4_a_deduction_keeps_the_sides_of_the_ledger() -> None:
    groups = (TaxGroup.from_net(VAT, eur(100)),)
    came = LedgerRow(kind=LedgerKind.MOVED_IN, on=ON, gross=eur(119), groups=groups)
    went = LedgerRow(kind=LedgerKind.MOVED_OUT, on=ON, gross=eur(119), groups=groups)
    assert (came.effect, came.tax_effect) == (eur(119), groups)
    assert (went.effect, went.tax_effect) == (eur(-119), (-groups[0],))


def test_r_doc_4_what_fits_is_let_through() -> None:
    original = paper(line("100", key="a"), line("50", key="b"), line("20", LOW, key="c"))
    earlier = paper(line("80", key="a"), kind=InvoiceKind.CREDIT_NOTE, number="RK-1")
    # The row that is credited is held against itself alone, and a row of the credit's own against its rate.
    check_credit(paper(line("50", key="b"), kind=InvoiceKind.CREDIT_NOTE), original, (earlier,))
    check_credit(paper(line("70", key="z"), kind=InvoiceKind.CREDIT_NOTE), original, (earlier,))
    # Nothing is credited at a rate of which nothing is left, and an earlier paper may have had a rate of its own.
    used_up = paper(line("20", LOW, key="c"), kind=InvoiceKind.CREDIT_NOTE)
    nothing = paper(line("0", LOW, key="c"), line("1", key="b"), kind=InvoiceKind.CREDIT_NOTE)
    other_rate = paper(line("3", Tax(rate=Decimal(5)), key="y"), kind=InvoiceKind.CREDIT_NOTE)
    check_credit(nothing, original, (used_up, other_rate))
    # Rows of old papers have no keys: then only the rate counts.
    check_credit(paper(line("120"), kind=InvoiceKind.CREDIT_NOTE), paper(line("100"), line("50")), ())


def test_r_doc_4_credits_together_take_back_the_tax_of_the_paper_and_no_more() -> None:
    original = paper(line("0.13", key="a"), line("10", LOW, key="c"))
    assert original.groups[0].amounts == (eur("0.02"),)
    taxes, earlier = [], []
    for price in ("0.03", "0.03", "0.07"):
        credit = paper(line(price), kind=InvoiceKind.CREDIT_NOTE)
        (group,) = credit_groups(credit, original, earlier)
        assert (group.tax, group.net) == (VAT, eur(price))
        taxes.append(group.tax_amount)
        earlier.append(replace(credit, groups=(group,)))
    # 0.57 cents, 1.14 and 2.47 in sum: one cent, none, one.
    assert taxes == [eur("0.01"), eur(0), eur("0.01")]
    low = paper(line("4", LOW), kind=InvoiceKind.CREDIT_NOTE)
    assert credit_groups(low, original, earlier) == (TaxGroup.from_net(LOW, eur(4)),)
    # A rate that the paper never had is checked elsewhere; its tax is its own, and the others' still follow.
    both = paper(line("1", Tax(rate=Decimal(5))), line("10", LOW), kind=InvoiceKind.CREDIT_NOTE)
    assert [group.tax_amount for group in credit_groups(both, original, earlier)] == [
        eur("0.05"),
        eur("0.70"),
    ]


def test_r_doc_4_the_last_credit_takes_what_is_left_of_a_tax_rounded_on_every_line() -> None:
    # 0.02 on each of three lines, where the rate on the sum would give 0.05.
    whole = TaxGroup(tax=VAT, net=eur("0.27"), amounts=(eur("0.06"),))
    original = replace(paper(line("0.27")), groups=(whole,))
    first = paper(line("0.09"), kind=InvoiceKind.CREDIT_NOTE)
    (group,) = credit_groups(first, original, ())
    assert group.amounts == (eur("0.02"),)
    last = paper(line("0.18"), kind=InvoiceKind.CREDIT_NOTE)
    (rest,) = credit_groups(last, original, [replace(first, groups=(group,))])
    assert rest.amounts == (eur("0.04"),)
    # Of a tax that was rounded down no credit takes more than was charged.
    short = replace(paper(line("0.27")), groups=(replace(whole, amounts=(eur("0.01"),)),))
    assert [one.amounts for one in credit_groups(last, short, ())] == [(eur("0.01"),)]
    # Nor of a refund, whose amounts are below zero.
    back = replace(short, groups=tuple(-one for one in short.groups))
    more = paper(line("-0.18"), kind=InvoiceKind.CREDIT_NOTE)
    assert [one.amounts for one in credit_groups(more, back, ())] == [(eur("-0.01"),)]


def test_r_doc_4_a_tax_of_two_parts_is_credited_part_by_part() -> None:
    gst = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    original = paper(line("0.35", gst))
    assert original.groups[0].amounts == (eur("0.03"), eur("0.03"))
    first = paper(line("0.17", gst), kind=InvoiceKind.CREDIT_NOTE)
    (group,) = credit_groups(first, original, ())
    assert group.amounts == (eur("0.02"), eur("0.02"))
    last = paper(line("0.18", gst), kind=InvoiceKind.CREDIT_NOTE)
    (rest,) = credit_groups(last, original, [replace(first, groups=(group,))])
    assert rest.amounts == (eur("0.01"), eur("0.01"))


def test_rows_of_a_credit_get_keys_that_no_other_row_has() -> None:
    rows = with_credit_keys([line("1"), line("2", key="credit-2"), line("3"), line("4", key="a")])
    assert [row.key for row in rows] == ["credit-1", "credit-2", "credit-3", "a"]
    assert [row.unit_price for row in rows] == [1, 2, 3, 4]


def test_b10_the_last_part_may_be_nothing() -> None:
    shares = [Decimal(30), Decimal(30), Decimal(20), Decimal(20)]
    assert eur("0.05").by_percents(shares) == (eur("0.02"), eur("0.02"), eur("0.01"), eur(0))


def test_an_amount_is_multiplied_and_loses_its_sign_in_its_own_currency() -> None:
    assert eur("10.01").times(3) == eur("30.03")
    assert eur("10.01").times(Decimal("0.5")) == eur("5.01")
    assert [abs(eur(-7)), abs(eur(7)), -eur(7)] == [eur(7), eur(7), eur(-7)]


def test_r_num_3_a_pattern_that_gets_its_year_later_counts_on() -> None:
    assert format_number(Series(pattern="{client}-{counter}"), 7, ON) == "-7"
    endless, number = take(Series(pattern="{client}-{counter}"), ON)
    assert (number, endless.period) == ("-1", "")
    assert take(endless, ON, client="KR")[1] == "KR-2"
    assert take(replace(endless, pattern="{year}-{counter}"), ON)[1] == "2026-2"
