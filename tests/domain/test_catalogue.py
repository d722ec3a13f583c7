"""What a catalogue line takes over from use, and what a package takes off (K1, P2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.catalogue import CatalogueItem, Package, check_item, check_package, worth_learning
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line, LineRole
from clientdesk.domain.money import Money
from clientdesk.domain.tax import Tax
from clientdesk.domain.totals import compute

LINE = Line(description="Logo", unit_price=Decimal("500.1234"), tax=Tax(rate=Decimal(19)))
ITEM = CatalogueItem(
    description="Logo", unit_price=Decimal(400), currency="EUR", uses=2, last_used_on=date(2026, 3, 1)
)


def test_a_later_use_brings_its_price_an_earlier_one_only_counts() -> None:
    later = ITEM.used(LINE, on=date(2026, 3, 2))
    assert (later.unit_price, later.uses, later.last_used_on) == (Decimal("500.1234"), 3, date(2026, 3, 2))
    earlier = ITEM.used(LINE, on=date(2026, 2, 1))
    assert (earlier.unit_price, earlier.uses, earlier.last_used_on) == (Decimal(400), 3, date(2026, 3, 1))


def test_only_priced_services_are_worth_learning() -> None:
    assert worth_learning(LINE)
    assert worth_learning(replace(LINE, role=LineRole.OPTIONAL))
    assert not worth_learning(replace(LINE, price_base=Decimal(100)))


def test_an_item_keeps_four_decimals_and_no_more() -> None:
    assert check_item(replace(ITEM, unit_price=Decimal("0.1234"))).unit_price == Decimal("0.1234")
    with pytest.raises(RuleError) as caught:
        check_item(replace(ITEM, unit_price=Decimal("0.12345")))
    assert (caught.value.field, caught.value.rule) == ("unit_price", "R-MON-3")


def test_p2_the_bundle_discount_brings_any_lines_to_the_package_price() -> None:
    package = Package(
        name="Start",
        currency="EUR",
        lines=(LINE, replace(LINE, quantity=Decimal("2.5")), replace(LINE, role=LineRole.OPTIONAL)),
        price=Decimal("1499.99"),
    )
    discount = check_package(package).bundle_discount()
    assert discount is not None
    totals = compute(package.lines, currency="EUR", adjustments=[discount])
    assert totals.net == Money.of("1499.99", "EUR")
