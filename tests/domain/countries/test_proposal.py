"""The proposed tax follows from who sells and who buys (R-VAT-6, R-VAT-8, R-VAT-9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain.client import Client, ClientKind
from clientdesk.domain.countries.proposal import propose_tax, state_of, tax_choices
from clientdesk.domain.countries.states_of_india import state_code, state_name
from clientdesk.domain.issuer import Issuer, TaxStatus
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.tax import NO_TAX, Tax, TaxCategory, check_tax

TODAY = date(2026, 6, 17)


def seller(
    country: str, *, status: TaxStatus = TaxStatus.REGISTERED, region: str = "", gstin: str = ""
) -> Issuer:
    ids = (TaxId(kind="gstin", value=gstin),) if gstin else ()
    return Issuer(address=Address(country=country, region=region), tax_status=status, tax_ids=ids)


def buyer(
    country: str,
    *,
    kind: ClientKind = ClientKind.BUSINESS,
    vat_id: str = "",
    region: str = "",
    gstin: str = "",
) -> Client:
    ids = [TaxId(kind="vat_id", value=vat_id)] if vat_id else []
    ids += [TaxId(kind="gstin", value=gstin)] if gstin else []
    return Client(kind=kind, addresses=(Address(country=country, region=region),), tax_ids=tuple(ids))


PERSON = ClientKind.PERSON


@pytest.mark.parametrize(
    ("issuer", "client", "category", "rate", "code"),
    [
        (seller("DE"), buyer("DE"), "S", "19", ""),
        (seller("DE"), buyer(""), "S", "19", ""),
        (seller("DE"), buyer("FR", vat_id="FR40303265045"), "AE", "0", "VATEX-EU-AE"),
        (seller("DE"), buyer("FR"), "S", "19", ""),
        (seller("DE"), buyer("FR", kind=PERSON), "S", "19", ""),
        (seller("DE"), buyer("US"), "O", "0", "VATEX-EU-O"),
        (seller("DE"), buyer("CH"), "O", "0", "VATEX-EU-O"),
        (seller("DE"), buyer("US", kind=PERSON), "S", "19", ""),
        (seller("AT"), buyer("DE", vat_id="DE136695976"), "AE", "0", "VATEX-EU-AE"),
        (seller("CH"), buyer("DE", vat_id="DE136695976"), "O", "0", ""),
        (seller("GB"), buyer("DE"), "O", "0", ""),
        (seller("GB"), buyer("GB"), "S", "20", ""),
        (seller("EG"), buyer("SA"), "G", "0", ""),
        (seller("SA"), buyer("SA"), "S", "15", ""),
        (seller("IN"), buyer("US"), "G", "0", ""),
        (seller("IN"), buyer("US", kind=PERSON), "G", "0", ""),
    ],
)
def test_r_vat_9_services_are_proposed_by_seller_and_buyer(
    issuer: Issuer, client: Client, category: str, rate: str, code: str
) -> None:
    tax = propose_tax(issuer, client, TODAY)
    assert (tax.category, tax.rate, tax.reason_code) == (TaxCategory(category), Decimal(rate), code)
    assert check_tax(tax) is tax


@pytest.mark.parametrize("country", ["US", "CA", "AU", "BR"])
def test_without_a_tax_table_no_tax_is_proposed(country: str) -> None:
    assert propose_tax(seller(country), buyer(country), TODAY) == NO_TAX


def test_an_american_seller_never_prints_vat_words() -> None:
    for country in ("US", "DE", "IN"):
        assert propose_tax(seller("US"), buyer(country), TODAY) == NO_TAX
    assert tax_choices(seller("US"), buyer("US"), TODAY) == (("", NO_TAX),)


def test_r_vat_6_a_small_business_charges_nothing_and_says_why() -> None:
    tax = propose_tax(seller("DE", status=TaxStatus.SMALL_BUSINESS), buyer("DE"), TODAY)
    assert tax.category is TaxCategory.EXEMPT
    assert "section 19 UStG" in tax.reason
    assert check_tax(tax) is tax
    french = propose_tax(seller("FR", status=TaxStatus.SMALL_BUSINESS), buyer("FR"), TODAY)
    assert french.reason == "TVA non applicable, art. 293 B du CGI"
    assert french.reason_code == "VATEX-FR-FRANCHISE"
    assert propose_tax(seller("GB", status=TaxStatus.SMALL_BUSINESS), buyer("GB"), TODAY) == NO_TAX
    assert propose_tax(seller("DE", status=TaxStatus.NONE), buyer("DE"), TODAY) == NO_TAX


def test_r_vat_8_same_state_is_cgst_and_sgst_other_state_is_igst() -> None:
    anitha = seller("IN", gstin="36AAAPR0000A1ZR")
    home = propose_tax(anitha, buyer("IN", kind=PERSON, region="Telangana"), TODAY)
    away = propose_tax(anitha, buyer("IN", gstin="27AAPFU0939F1ZV"), TODAY)
    assert home == Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    assert away == Tax(rate=Decimal(18), parts=("IGST",))
    net = Money.of("99.95", "INR")
    assert home.on_net(net) == (Money.of("9.00", "INR"), Money.of("9.00", "INR"))
    assert away.on_net(net) == (Money.of("17.99", "INR"),)


def test_r_vat_8_without_a_state_on_record_the_sale_is_local_and_an_unknown_state_is_another() -> None:
    anitha = seller("IN", gstin="36AAAPR0000A1ZR")
    assert propose_tax(anitha, buyer("IN", kind=PERSON), TODAY).parts == ("CGST", "SGST")
    assert propose_tax(anitha, buyer("IN", kind=PERSON, region="Hyderabad City"), TODAY).parts == ("IGST",)


def test_r_id_3_the_state_comes_from_the_gstin_or_the_region() -> None:
    assert state_of(Address(), (TaxId(kind="gstin", value="27AAPFU0939F1ZV"),)) == "27"
    assert state_of(Address(region="telangana"), ()) == "36"
    assert [state_code(text) for text in ("TS", "36", "Jammu & Kashmir", "Leipzig")] == ["36", "36", "01", ""]
    assert state_name("36") == "Telangana"
    assert state_name("99") == ""


def test_the_choices_begin_with_the_proposal_and_are_all_valid() -> None:
    choices = tax_choices(seller("DE"), buyer("FR", vat_id="FR40303265045"), TODAY)
    assert choices[0][1].category is TaxCategory.REVERSE_CHARGE
    assert {tax.category.value for _, tax in choices} == {"S", "AE", "K", "G", "O"}
    for _, tax in choices:
        check_tax(tax)
    small = tax_choices(seller("DE", status=TaxStatus.SMALL_BUSINESS), buyer("DE"), TODAY)
    assert [tax.category for _, tax in small] == [TaxCategory.EXEMPT]
