"""The catalogue fills itself from what goes out, and offers it again; packages are offered as a whole (K1, P2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.catalogue import CatalogueItem, Package
from clientdesk.domain.errors import RuleError
from clientdesk.domain.line import Line, LineKind, LineRole, PriceMode
from clientdesk.domain.tax import Tax
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import catalogue
from tests import shelf

VAT = Tax(rate=Decimal(19))
FIRST, LATER = date(2026, 2, 11), date(2026, 3, 1)
SCREEN = Line(key="a", description="Screen", unit="C62", unit_price=Decimal(320), tax=VAT)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return shelf.opened(tmp_path / "book.clientdesk")


def learn(db: Database, *lines: Line, currency: str = "EUR", on: date = FIRST) -> None:
    catalogue.learn(db, lines, currency=currency, on=on)


def offered(db: Database, text: str, currency: str = "EUR") -> list[str]:
    return [item.description for item in catalogue.suggest(db, text, currency)]


def test_k1_a_line_that_went_out_is_offered_with_its_unit_price_and_tax(db: Database) -> None:
    learn(db, SCREEN)
    (item,) = catalogue.suggest(db, "scr", "EUR")
    assert (item.description, item.unit, item.unit_price, item.tax) == ("Screen", "C62", Decimal(320), VAT)
    assert (item.uses, item.last_used_on) == (1, FIRST)
    assert item.line(quantity=Decimal(7)) == replace(SCREEN, key="", quantity=Decimal(7))


def test_the_same_line_is_known_again_and_takes_the_newest_price(db: Database) -> None:
    learn(db, SCREEN)
    learn(db, replace(SCREEN, description="SCREEN ", unit_price=Decimal(350)), on=LATER)
    learn(db, replace(SCREEN, unit_price=Decimal(1)), on=FIRST)
    (item,) = tables.catalogue.find(db)
    assert (item.description, item.unit_price, item.uses, item.last_used_on) == (
        "SCREEN",
        Decimal(350),
        3,
        LATER,
    )


def test_unit_currency_and_price_mode_make_another_line(db: Database) -> None:
    learn(db, SCREEN)
    learn(db, replace(SCREEN, unit="HUR"))
    learn(db, SCREEN, currency="CHF")
    catalogue.learn(db, (SCREEN,), currency="EUR", on=FIRST, price_mode=PriceMode.GROSS)
    assert len(tables.catalogue.find(db)) == 4
    assert len(catalogue.suggest(db, "screen", "CHF")) == 1
    (gross,) = catalogue.suggest(db, "screen", "EUR", price_mode=PriceMode.GROSS)
    assert gross.price_mode is PriceMode.GROSS


@pytest.mark.parametrize(
    "line",
    [
        Line(kind=LineKind.HEADING, description="Design"),
        Line(kind=LineKind.SUBTOTAL),
        replace(SCREEN, role=LineRole.BONUS),
        replace(SCREEN, unit_price=Decimal(0)),
        replace(SCREEN, description=" "),
        replace(SCREEN, source="work:3"),
    ],
)
def test_words_gifts_and_billed_work_are_not_learnt(db: Database, line: Line) -> None:
    learn(db, line)
    assert tables.catalogue.find(db) == ()


def test_beginnings_come_before_middles_and_the_most_used_first(db: Database) -> None:
    for name in (
        "Bigger screen",
        "Screen small",
        "Screen large",
        "Screen large",
        "Bigger screen",
        "Bigger screen",
    ):
        learn(db, replace(SCREEN, description=name))
    assert offered(db, "scr") == ["Screen large", "Screen small", "Bigger screen"]
    assert offered(db, "s") == ["Screen large", "Screen small", "Bigger screen"]
    assert offered(db, "large scr") == ["Screen large"]
    assert len(catalogue.suggest(db, "screen", "EUR", limit=1)) == 1
    assert offered(db, "") == ["Bigger screen", "Screen large", "Screen small"]


@pytest.mark.parametrize(("name", "text"), [("تصوير حفل", "تصو"), ("ఆల్బమ్", "ఆల్"), ("Übersetzung", "ueber")])
def test_lines_are_offered_in_any_script(db: Database, name: str, text: str) -> None:
    learn(db, replace(SCREEN, description=name))
    assert offered(db, text) == [name]


def test_an_archived_line_is_not_offered_and_stays_archived_when_used(db: Database) -> None:
    learn(db, SCREEN)
    (item,) = tables.catalogue.find(db)
    catalogue.archive_item(db, item.id)
    assert offered(db, "screen") == []
    learn(db, SCREEN, on=LATER)
    assert tables.catalogue.get(db, item.id).uses == 2
    assert offered(db, "screen") == []
    catalogue.archive_item(db, item.id, archived=False)
    assert offered(db, "screen") == ["Screen"]


def test_a_line_can_be_kept_by_hand(db: Database) -> None:
    item = CatalogueItem(
        description=" Day rate ", unit="DAY", unit_price=Decimal(720), currency="EUR", tax=VAT
    )
    stored = catalogue.save_item(db, item)
    assert stored.description == "Day rate"
    changed = catalogue.save_item(db, replace(stored, unit_price=Decimal(760), planned_hours=Decimal(8)))
    assert tables.catalogue.get(db, stored.id) == changed


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"description": ""}, "description"), ({"unit_price": Decimal(-1)}, "unit_price")],
)
def test_a_wrong_line_is_refused_at_its_field(db: Database, wrong: dict[str, object], field: str) -> None:
    item = CatalogueItem(description="Day rate", unit_price=Decimal(1), currency="EUR")
    with pytest.raises(RuleError) as caught:
        catalogue.save_item(db, replace(item, **wrong))
    assert caught.value.field == field


START = Package(
    name="Start",
    currency="EUR",
    lines=(SCREEN, replace(SCREEN, description="Logo", unit_price=Decimal(500))),
    price=Decimal(700),
)


def test_p2_a_package_price_becomes_one_discount(db: Database) -> None:
    stored = catalogue.save_package(db, START)
    lines, discount = catalogue.insert_package(db, stored.id)
    assert [line.description for line in lines] == ["Screen", "Logo"]
    assert {line.key for line in lines} == {""}
    assert discount is not None
    assert (discount.amount, discount.reason, discount.surcharge) == (Decimal("120.00"), "Start", False)


@pytest.mark.parametrize("price", [None, Decimal(820), Decimal(900)])
def test_p2_a_package_at_its_sum_or_above_has_no_discount(db: Database, price: Decimal | None) -> None:
    stored = catalogue.save_package(db, replace(START, price=price))
    assert catalogue.insert_package(db, stored.id)[1] is None


def test_p2_packages_are_listed_by_name_and_currency_until_archived(db: Database) -> None:
    start = catalogue.save_package(db, START)
    catalogue.save_package(db, replace(START, name="Äpfel"))
    catalogue.save_package(db, replace(START, name="Zurich", currency="CHF"))
    assert [row.name for row in catalogue.packages(db)] == ["Äpfel", "Start", "Zurich"]
    assert [row.name for row in catalogue.packages(db, "CHF")] == ["Zurich"]
    catalogue.archive_package(db, start.id)
    assert [row.name for row in catalogue.packages(db, "EUR")] == ["Äpfel"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"lines": ()}, "lines"), ({"price": Decimal(-1)}, "price")],
)
def test_p2_a_wrong_package_is_refused_at_its_field(
    db: Database, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleError) as caught:
        catalogue.save_package(db, replace(START, **wrong))
    assert caught.value.field == field
