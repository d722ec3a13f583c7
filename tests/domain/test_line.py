"""One line's amount: four decimals, price bases, discounts rounded first, bonus lines (R-MON-3, 4; R-QUO-4; B11)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Adjustment, Line, LineKind, LineRole, check_adjustment, check_line
from clientdesk.domain.money import Money


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def line(quantity: str, price: str, *adjustments: Adjustment, base: str = "1") -> Line:
    return Line(
        description="Work",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        price_base=Decimal(base),
        adjustments=adjustments,
    )


def off(percent: str | None = None, *, amount: str | None = None, surcharge: bool = False) -> Adjustment:
    return Adjustment(
        percent=None if percent is None else Decimal(percent),
        amount=None if amount is None else Decimal(amount),
        surcharge=surcharge,
    )


def test_r_mon_3_the_price_is_not_rounded_before_it_is_multiplied() -> None:
    assert line("3", "0.3333").amount("EUR") == eur("1.00")


def test_r_mon_3_a_price_may_be_per_a_hundred_pieces() -> None:
    assert line("250", "1.25", base="100").amount("EUR") == eur("3.13")


@pytest.mark.parametrize("field", ["quantity", "unit_price"])
def test_r_mon_3_five_decimals_are_refused_at_their_field(field: str) -> None:
    with pytest.raises(RuleError, match="4 decimals") as caught:
        check_line(replace(line("1", "1"), **{field: Decimal("0.33333")}), 2)
    assert caught.value.field == f"lines.2.{field}"


def test_r_mon_3_a_price_per_nothing_is_refused() -> None:
    with pytest.raises(RuleError, match="above 0"):
        check_line(line("1", "1", base="0"), 0)


def test_r_mon_4_a_discount_is_rounded_before_it_is_taken_off() -> None:
    assert line("12.5", "96", off("5")).amount("EUR") == eur("1140.00")
    assert line("12.5", "96", off("5")).discount("EUR") == eur("60.00")
    assert line("1", "0.33", off("50")).amount("EUR") == eur("0.16")  # 0.165 off, rounded to 0.17


def test_r_mon_4_surcharges_add() -> None:
    assert line("1", "100", off("10"), off(amount="5", surcharge=True)).amount("EUR") == eur("95.00")


@pytest.mark.parametrize(
    "adjustment",
    [off(), off("5", amount="5"), off("0"), off("-3"), off("100.01"), off(amount="0"), off(amount="-1")],
)
def test_r_mon_4_a_discount_is_one_positive_amount_or_percentage(adjustment: Adjustment) -> None:
    with pytest.raises(RuleError) as caught:
        check_adjustment(adjustment, "adjustments")
    assert caught.value.field == "adjustments"


def test_r_mon_4_a_discount_never_exceeds_the_price() -> None:
    check_line(line("1", "10", off(amount="10")), 0)
    with pytest.raises(RuleError, match="larger than the price"):
        check_line(line("1", "10", off(amount="10.01")), 0)


def test_b11_a_bonus_line_shows_its_price_and_charges_nothing() -> None:
    bonus = replace(line("1", "250"), role=LineRole.BONUS)
    assert bonus.list_amount("EUR") == eur("250")
    assert bonus.amount("EUR") == eur("0")
    assert not bonus.counts


@pytest.mark.parametrize("role", [LineRole.OPTIONAL, LineRole.ALTERNATIVE])
def test_r_quo_4_optional_and_alternative_lines_count_only_when_chosen(role: LineRole) -> None:
    offered = replace(line("1", "200"), role=role)
    assert not offered.counts
    assert offered.amount("EUR") == eur("200")
    assert replace(offered, chosen=True).counts


@pytest.mark.parametrize("kind", [LineKind.HEADING, LineKind.SUBTOTAL, LineKind.TEXT])
def test_rows_of_words_never_count(kind: LineKind) -> None:
    words = replace(line("1", "200"), kind=kind)
    assert not words.counts
    assert words.amount("EUR") == eur("0")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(line("1", "1"), description=" "), "lines.0.description"),
        (replace(line("1", "1"), description="x" * 10_001), "lines.0.description"),
        (line("0", "1"), "lines.0.quantity"),
        (line("NaN", "1"), "lines.0.quantity"),
        (line("1", "Infinity"), "lines.0.unit_price"),
        (line("1", "-1"), "lines.0.unit_price"),
        (line("1000000000", "1000000"), "lines.0.unit_price"),
        (line("1", "1", off()), "lines.0.adjustments"),
    ],
)
def test_every_wrong_value_is_named_at_its_field(wrong: Line, field: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_line(wrong, 0)
    assert caught.value.field == field


def test_a_line_without_a_price_may_stand_as_a_heading_or_text() -> None:
    check_line(Line(kind=LineKind.HEADING, description="Phase one", quantity=Decimal(0)), 0)
    check_line(Line(kind=LineKind.SUBTOTAL), 1)
    with pytest.raises(RuleError):
        check_line(Line(kind=LineKind.TEXT), 2)


def test_a_negative_quantity_takes_off() -> None:
    returned = line("-2", "10", off("10"))
    check_line(returned, 0)
    assert returned.amount("EUR") == eur("-18")
