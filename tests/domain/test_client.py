"""The client's own rules: what is checked, and what is frozen onto a paper (B16)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clientdesk.domain.client import Client, ClientKind, check_client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.party import Address, Contact, TaxId


def test_a_name_is_trimmed_and_needed() -> None:
    assert check_client(Client(name="  Krumm \n GmbH ")).name == "Krumm GmbH"
    with pytest.raises(RuleError, match="needs a name"):
        check_client(Client(name=" \t"))


def test_a_name_of_4000_characters_is_refused_in_a_sentence() -> None:
    with pytest.raises(RuleError, match="4000 characters; at most 200") as caught:
        check_client(Client(name="x" * 4000))
    assert caught.value.field == "name"


@pytest.mark.parametrize("days", [0, 14, 365])
def test_r_due_1_days_to_pay(days: int) -> None:
    assert check_client(Client(name="X", due_days=days)).due_days == days


@pytest.mark.parametrize("percent", [Decimal(0), Decimal("33.3333"), Decimal(100)])
def test_r_pre_1_the_usual_prepayment_is_a_share_of_the_whole(percent: Decimal) -> None:
    assert check_client(Client(name="X", deposit_percent=percent)).deposit_percent == percent


@pytest.mark.parametrize("email", ["karl", "karl@", "@krumm.de", "a b@c.de", "a@b,c@d"])
def test_a_mail_address_needs_its_form(email: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_client(Client(name="X", contacts=(Contact(email=email),)))
    assert caught.value.field == "contacts.0.email"


@pytest.mark.parametrize("email", ["", "karl@krumm.de", "م@مثال.السعودية", "o'hara+x@sub.example.org"])
def test_mail_addresses_of_the_world_are_kept(email: str) -> None:
    assert check_client(Client(name="X", contacts=(Contact(email=email),))).contact.email == email


def test_b16_a_paper_freezes_name_address_identifiers_and_the_first_contact() -> None:
    client = Client(
        name="دار الواحة للنشر",
        latin_name="Dar Al Waha",
        addresses=(Address(city="Riyadh", country="SA"), Address(city="Jeddah")),
        contacts=(Contact(name="Mona", email="mona@waha.example", phone="11"), Contact(name="Other")),
        tax_ids=(TaxId(kind="vat_id", value="300000000000003"),),
    )
    party = client.party()
    assert (party.name, party.latin_name, party.attention) == ("دار الواحة للنشر", "Dar Al Waha", "Mona")
    assert (party.address.city, party.email, party.phone) == ("Riyadh", "mona@waha.example", "11")
    assert party.tax_id("vat_id") == "300000000000003"
    assert party.tax_id("gstin") == ""


def test_a_private_person_is_addressed_without_a_contact_line() -> None:
    person = Client(name="Anitha", kind=ClientKind.PERSON, contacts=(Contact(name="Anitha"),))
    assert person.party().attention == ""


def test_a_client_without_address_or_contact_has_empty_ones() -> None:
    assert (Client().address, Client().contact) == (Address(), Contact())
