"""What a country's law asks before a paper goes out (R-VAT-3, -4, -6, -7, R-DOC-9, R-JUR-1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain import countries
from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries.checks import (
    TurnoverLevel,
    late_issue_warning,
    missing_for_category,
    mixed_scope_problem,
    pdf_is_not_enough,
    scheme_problem,
    turnover_level,
    turnover_warning,
)
from clientdesk.domain.countries.model import TurnoverLimit
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Party, TaxId
from clientdesk.domain.tax import Tax, TaxCategory

TODAY = date(2026, 11, 16)
GERMAN_ID = (TaxId(kind="vat_id", value="DE136695976"),)
FRENCH_ID = (TaxId(kind="vat_id", value="FR40303265045"),)


def issuer(country: str, status: TaxStatus = TaxStatus.REGISTERED) -> Issuer:
    return Issuer(address=Address(country=country), tax_status=status)


def client(country: str, kind: ClientKind = ClientKind.BUSINESS) -> Client:
    return Client(kind=kind, addresses=(Address(country=country),))


def limit_of(country: str) -> TurnoverLimit:
    scheme = countries.rules(country).scheme("small_business")
    assert scheme is not None
    assert scheme.limit is not None
    return scheme.limit


def fields(category: TaxCategory, seller: Party, buyer: Party, **more: object) -> list[str]:
    arguments = {"supplied": None, **more}
    return [
        problem.field for problem in missing_for_category(category, seller=seller, buyer=buyer, **arguments)
    ]  # type: ignore[arg-type]  # drawn from keywords


def test_r_vat_3_reverse_charge_needs_both_identifiers() -> None:
    category = TaxCategory.REVERSE_CHARGE
    assert fields(category, Party(), Party()) == ["issuer.tax_ids", "client.tax_ids"]
    assert fields(category, Party(tax_ids=GERMAN_ID), Party()) == ["client.tax_ids"]
    number = (TaxId(kind="tax_number", value="181/815/08155"),)
    assert fields(category, Party(tax_ids=number), Party(tax_ids=FRENCH_ID)) == []


def test_r_vat_3_goods_within_the_union_need_day_and_country_of_delivery() -> None:
    category = TaxCategory.INTRA_COMMUNITY
    seller, buyer = Party(tax_ids=GERMAN_ID), Party(tax_ids=FRENCH_ID)
    assert fields(category, Party(), Party()) == [
        "issuer.tax_ids",
        "client.tax_ids",
        "supplied_on",
        "client.address",
    ]
    assert fields(category, seller, buyer, supplied=TODAY, delivery_country="FR") == []


def test_r_vat_3_other_categories_need_nothing_more() -> None:
    assert fields(TaxCategory.STANDARD, Party(), Party()) == []


def test_r_vat_4_outside_the_scope_stands_alone() -> None:
    outside = Tax(category=TaxCategory.OUTSIDE_SCOPE, reason="abroad")
    problem = mixed_scope_problem((outside, Tax(rate=Decimal(19))))
    assert problem is not None
    assert problem.rule == "R-VAT-4"
    assert mixed_scope_problem((outside, outside)) is None
    assert mixed_scope_problem((Tax(rate=Decimal(19)), Tax(rate=Decimal(7)))) is None


def test_r_vat_6_a_small_business_may_not_show_a_rate() -> None:
    taxed, exempt = Tax(rate=Decimal(19)), Tax(category=TaxCategory.EXEMPT, reason="small")
    small = issuer("DE", TaxStatus.SMALL_BUSINESS)
    problem = scheme_problem(small, (exempt, taxed))
    assert problem is not None
    assert problem.rule == "R-VAT-6"
    assert scheme_problem(small, (exempt,)) is None
    assert scheme_problem(issuer("DE"), (taxed,)) is None


@pytest.mark.parametrize(
    ("country", "this_year", "last_year", "level"),
    [
        ("AT", "60000", None, TurnoverLevel.TOLERATED),
        ("AT", "60500", None, TurnoverLevel.TOLERATED),
        ("AT", "61000", None, TurnoverLevel.OVER),
        ("AT", "55000", None, TurnoverLevel.NEAR),
        ("AT", "43999.99", None, TurnoverLevel.FINE),
        ("AT", "44000", None, TurnoverLevel.NEAR),
        ("DE", "100000", "25000", TurnoverLevel.NEAR),
        ("DE", "100000.01", "25000", TurnoverLevel.OVER),
        ("DE", "5000", "25000.01", TurnoverLevel.OVER),
        ("DE", "19999.99", "25000", TurnoverLevel.FINE),
        ("DE", "20000", "25000", TurnoverLevel.NEAR),
        ("FR", "41250", None, TurnoverLevel.TOLERATED),
        ("FR", "41250.01", None, TurnoverLevel.OVER),
        ("CH", "80000", None, TurnoverLevel.NEAR),
        ("GB", "90000.01", None, TurnoverLevel.OVER),
        ("IN", "2000000", None, TurnoverLevel.NEAR),
    ],
)
def test_r_vat_7_turnover_is_watched(
    country: str, this_year: str, last_year: str | None, level: TurnoverLevel
) -> None:
    limit = limit_of(country)
    currency = limit.current.currency
    previous = None if last_year is None else Money.of(last_year, currency)
    assert turnover_level(limit, this_period=Money.of(this_year, currency), previous=previous) is level


def test_r_vat_7_the_warning_names_turnover_and_limit() -> None:
    small = issuer("DE", TaxStatus.SMALL_BUSINESS)
    warning = turnover_warning(small, this_period=Money.of(21000, "EUR"))
    assert warning is not None
    assert warning.values["turnover"] == Money.of(21000, "EUR")
    assert warning.values["limit"] == Money.of(25000, "EUR")
    assert turnover_warning(small, this_period=Money.of(100, "EUR")) is None
    assert turnover_warning(issuer("DE"), this_period=Money.of(210000, "EUR")) is None
    assert turnover_warning(small, this_period=Money.of(210000, "USD")) is None


@pytest.mark.parametrize(
    ("country", "buyer", "category", "supplied", "on", "late"),
    [
        ("DE", client("FR"), "AE", date(2026, 10, 20), date(2026, 11, 16), True),
        ("DE", client("FR"), "AE", date(2026, 10, 20), date(2026, 11, 15), False),
        ("DE", client("DE"), "S", date(2026, 5, 16), date(2026, 11, 16), False),
        ("DE", client("DE"), "S", date(2026, 5, 15), date(2026, 11, 16), True),
        ("GB", client("GB"), "S", date(2026, 10, 17), date(2026, 11, 16), False),
        ("GB", client("GB"), "S", date(2026, 10, 16), date(2026, 11, 16), True),
        ("AE", client("AE"), "S", date(2026, 11, 1), date(2026, 11, 16), True),
        ("IN", client("IN"), "S", date(2026, 10, 16), date(2026, 11, 16), True),
        ("SA", client("SA"), "S", date(2026, 10, 1), date(2026, 11, 16), True),
        ("SA", client("SA"), "S", date(2026, 10, 31), date(2026, 11, 15), False),
        ("US", client("US"), "O", date(2020, 1, 1), date(2026, 11, 16), False),
    ],
)
def test_r_doc_9_late_invoices_are_warned_about(
    *, country: str, buyer: Client, category: str, supplied: date, on: date, late: bool
) -> None:
    warning = late_issue_warning(
        issuer(country), buyer, supplied=supplied, category=TaxCategory(category), on=on
    )
    assert (warning is not None) == late


@pytest.mark.parametrize(
    ("seller", "buyer", "on", "told"),
    [
        ("IT", client("IT"), TODAY, True),
        ("IT", client("DE"), TODAY, False),
        ("PL", client("DE"), TODAY, True),
        ("PL", client("DE"), date(2026, 3, 31), False),
        ("PL", client("PL", ClientKind.PERSON), TODAY, False),
        ("BE", client("BE"), TODAY, True),
        ("BE", client("FR"), TODAY, False),
        ("DE", client("DE"), TODAY, False),
        ("DE", client("DE"), date(2028, 1, 1), True),
        ("DE", client("DE", ClientKind.PUBLIC), TODAY, True),
        ("DE", client("FR"), date(2030, 7, 1), True),
        ("DE", client("US"), date(2030, 7, 1), False),
        ("FR", client("FR"), date(2027, 8, 31), False),
        ("FR", client("FR"), date(2027, 9, 1), True),
        ("ES", client("ES", ClientKind.PERSON), date(2027, 7, 1), True),
        ("SA", client("SA", ClientKind.PERSON), TODAY, True),
        ("AE", client("AE"), TODAY, False),
        ("AE", client("AE"), date(2027, 7, 1), True),
        ("EG", client("SA"), TODAY, True),
        ("RO", client("RO"), TODAY, True),
        ("SE", client("SE"), TODAY, False),
        ("SE", client("DE"), date(2030, 7, 1), True),
        ("GB", client("GB"), TODAY, False),
        ("US", client("US"), TODAY, False),
    ],
)
def test_r_jur_1_the_user_is_told_when_a_pdf_is_no_legal_invoice(
    seller: str, buyer: Client, on: date, told: bool
) -> None:
    problem = pdf_is_not_enough(issuer(seller), buyer, on)
    assert (problem is not None) == told
    if problem is not None:
        assert problem.next_step


def test_r_jur_1_small_businesses_in_germany_need_not_send_electronic_ones() -> None:
    small = issuer("DE", TaxStatus.SMALL_BUSINESS)
    assert pdf_is_not_enough(small, client("DE"), date(2029, 1, 1)) is None
