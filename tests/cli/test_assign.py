"""`field=value` follows the records' own fields: a new field of a client needs no change of the command line."""

from __future__ import annotations

from dataclasses import fields

import pytest

from clientdesk.cli.assign import field_names
from clientdesk.domain.client import Client
from clientdesk.domain.issuer import Issuer


def test_every_field_of_a_client_can_be_set() -> None:
    assert set(field_names(Client)) == {item.name for item in fields(Client)} - {"id", "version"}


def test_lists_grow_shrink_and_are_reached_by_position(lena) -> None:
    added = lena.ok(
        "client", "set", "krumm", "contacts.1.name=Jan Krumm", "contacts.1.email=jan@krumm.example"
    )
    assert [contact["name"] for contact in added["contacts"]] == ["Eva Krumm", "Jan Krumm"]
    less = lena.ok("client", "set", "krumm", "contacts.0=")
    assert [contact["name"] for contact in less["contacts"]] == ["Jan Krumm"]
    short = lena.ok("client", "set", "krumm", "contact.phone=+49 341 5550102", "address.extra=Hof 2")
    assert short["contacts"][0]["phone"] == "+49 341 5550102"
    assert short["addresses"][0]["extra"] == "Hof 2"


def test_values_are_read_by_type(lena) -> None:
    changed = lena.ok(
        "client",
        "set",
        "krumm",
        "deposit_percent=33,5",
        "due_days=",
        "kind=public",
        "archived=no",
        "what_matters=Ruhe am Samstag",
        language="de",
    )
    assert changed["deposit_percent"] == "33.5"
    assert changed["due_days"] is None
    assert changed["kind"] == "public"
    assert lena.ok("issuer", "set", "weekdays=6,0,1,2,3", "hours_per_day=7.5")["weekdays"] == [6, 0, 1, 2, 3]


def test_a_tax_id_goes_by_its_kind(lena) -> None:
    changed = lena.ok("client", "set", "krumm", "tax_ids.vat_id=DE136695976")
    assert changed["tax_ids"] == [{"kind": "vat_id", "value": "DE136695976", "used_anyway": False}]
    assert lena.ok("client", "set", "krumm", "tax_ids.vat_id=")["tax_ids"] == []


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("shoe_size=43", "There is no field “shoe_size”"),
        ("due_days", "is no field=value"),
        ("due_days=soon", "Write a whole number"),
        ("kind=robot", "business, person, public"),
        ("archived=perhaps", "Write yes or no"),
        ("contacts.7.name=X", "counted from 0"),
        ("contacts=X", "is a list"),
        ("name.first=X", "has no parts"),
        ("version=9", "There is no field “version”"),
        ("deposit_percent=12..5", "12..5"),
        ("id=9", "There is no field “id”"),
        ("due_days=99999999999", "Write a whole number"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_changes(lena, assignment: str, said: str) -> None:
    before = lena.ok("client", "show", "krumm")
    answer = lena.run("client", "set", "krumm", assignment)
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert lena.ok("client", "show", "krumm") == before


def test_every_field_of_the_issuer_is_reachable() -> None:
    assert "footer" in field_names(Issuer)
    assert "account" in field_names(Issuer)


def test_a_tax_id_is_added_by_position_too(lena) -> None:
    made = lena.ok("client", "set", "krumm", "tax_ids.0.kind=register", "tax_ids.0.value=HRB 12345")
    assert made["tax_ids"] == [{"kind": "register", "value": "HRB 12345", "used_anyway": False}]


def test_what_only_the_program_writes_cannot_be_set(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "A", "1", "10")
    said = lena.run("quote", "set", "1", "acceptance.by=Me")
    assert said.code == 2
    assert "not yours to write" in said.err


@pytest.mark.parametrize(
    "assignment",
    [
        "currency=EURO",
        "tax_rounding=never",
        "due_days=999",
        "fiscal_year_start=13",
        "hours_per_day=0.00001",
        "fill_percent=101",
    ],
)
def test_an_impossible_issuer_is_refused_at_its_field(lena, assignment: str) -> None:
    said = lena.run("issuer", "set", assignment)
    assert said.code == 1
    assert said.err.count("\n") == 1


def test_a_price_base_of_0_is_named_and_shown_all_the_same(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "A", "1", "10")
    assert lena.ok("quote", "set", "1", "lines.0.price_base=0")["net"]["amount"] == "10.00"
    assert any("above 0" in row["problem"] for row in lena.ok("quote", "check", "1"))


def test_a_value_that_the_book_does_not_take_is_refused_with_a_sentence(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "A", "1", "10")
    assert lena.run("quote", "set", "1", "currency=").code == 1
    assert lena.run("payment", "record", "krumm", "10", "--currency", "€").code == 2


def test_what_has_happened_is_not_dated_after_today(lena) -> None:
    lena.ok("quote", "new", "krumm", "--line", "A", "1", "10")
    for words in (
        ("payment", "record", "krumm", "10", "--on", "2027-03-05"),
        ("quote", "accept", "1", "--by", "Anna Krumm", "--on", "2027-03-05"),
    ):
        said = lena.run(*words)
        assert said.code != 0, words
        assert "still to come" in said.err, words
    assert lena.ok("payment", "list") == []
