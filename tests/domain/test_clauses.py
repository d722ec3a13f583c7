"""The clause library: which wording fits, and that no blank goes out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clientdesk.domain import clauses
from clientdesk.domain.clauses.library import LIBRARY, Fact
from clientdesk.domain.client import ClientKind
from clientdesk.domain.contract import (
    Cancellation,
    Clause,
    Contract,
    Instalment,
    InstalmentKind,
    PaidRevision,
    Pricing,
    RevisionPolicy,
)


def texts(
    contract: Contract, country: str = "DE", *, kind: ClientKind = ClientKind.BUSINESS
) -> dict[str, str]:
    known = clauses.facts(contract, client_kind=kind, has_milestones=False)
    return {entry.key: entry.text for entry in clauses.chosen(known, country)}


def test_every_contract_has_the_clauses_a_freelancer_needs() -> None:
    keys = set(texts(Contract(), ""))
    needed = {"scope", "price", "payment", "revisions", "changes", "cooperation", "acceptance", "rights"}
    assert needed | {"confidentiality", "cancellation", "liability", "law", "signatures"} <= keys


def test_b1_revision_wording_follows_the_policy() -> None:
    hourly = Contract(revisions=RevisionPolicy(free_rounds=1, price=Decimal(90)))
    flat = replace(hourly, revisions=replace(hourly.revisions, then=PaidRevision.FLAT, approver="Jo Krumm"))
    assert "{round_price} an hour" in texts(hourly)["revisions"]
    assert "costs {round_price}" in texts(flat)["revisions"]
    assert "{approver}" in texts(flat)["revisions"]
    assert "{round_price}" not in texts(Contract())["revisions"]


def test_b2_changes_are_agreed_in_writing() -> None:
    assert "in writing" in texts(Contract())["changes"]


def test_b8_cancellation_wording_follows_the_clause() -> None:
    fee = Contract(cancellation=Cancellation(percent=Decimal(20), plus_tax=True))
    assert "with tax added" in texts(fee, "IN")["cancellation"]
    assert (
        "with tax"
        not in texts(replace(fee, cancellation=Cancellation(percent=Decimal(20), plus_tax=False)), "IN")[
            "cancellation"
        ]
    )
    assert "may prove that less is due" in texts(fee, "DE")["cancellation"]
    assert "{cancellation_percent}" not in texts(Contract(), "DE")["cancellation"]
    own = replace(fee, cancellation=Cancellation(percent=Decimal(20), text="As agreed by phone."))
    assert texts(own, "DE")["cancellation"] == "{cancellation_text}"


def test_the_country_of_the_issuer_decides_on_rights_and_liability() -> None:
    assert "Copyright stays with" in texts(Contract(), "DE")["rights"]
    assert "assigns" in texts(Contract(), "US")["rights"]
    assert "product liability" in texts(Contract(), "AT")["liability"]
    assert texts(Contract(), "XX")["liability"].startswith("{issuer} is liable for damage up to")


def test_a_private_client_gets_no_place_of_jurisdiction() -> None:
    assert "{place}" in texts(Contract())["law"]
    assert "{place}" not in texts(Contract(), kind=ClientKind.PERSON)["law"]


def test_prepayment_hours_and_dates_appear_only_when_agreed() -> None:
    assert not {"prepayment", "cap", "estimate", "dates", "notice"} & set(texts(Contract()))
    full = Contract(
        pricing=Pricing.HOURLY,
        hourly_rate=Decimal(110),
        estimate_hours=Decimal(80),
        cap_hours=Decimal(120),
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 4, 30),
        notice_days=30,
        plan=(Instalment(label="Retainer", percent=Decimal(100), kind=InstalmentKind.PREPAYMENT),),
    )
    assert {"prepayment", "cap", "estimate", "dates", "notice"} <= set(texts(full))
    assert "hours that are recorded" in texts(full)["price"]


def test_every_blank_of_the_library_is_known_and_reachable() -> None:
    used = {name for entry in LIBRARY for name in re.findall(r"\{([^}]*)\}", entry.text)}
    assert used <= set(clauses.BLANKS)
    assert {fact for entry in LIBRARY for fact in entry.needs} <= set(Fact)


def test_b3_an_unfilled_blank_is_named_with_its_clause() -> None:
    open_clause = Clause(key="price", title="Price", text="At {hourly_rate} an hour; {hourly_rate} again.")
    problems = clauses.unfilled([open_clause])
    assert [str(problem) for problem in problems] == [
        "The clause “Price” still has a blank: the hourly rate. Fill it in, or change the clause's text."
    ]
    assert problems[0].field == "hourly_rate"
    done = clauses.filled([open_clause], {"hourly_rate": "90.00"})
    assert done[0].text == "At 90.00 an hour; 90.00 again."
    assert clauses.unfilled(done) == ()


@pytest.mark.parametrize("text", ["{}", "{ x }", "a { b", "{Name}", "100 % {"])
def test_braces_a_person_typed_are_no_blanks(text: str) -> None:
    assert clauses.unfilled([Clause(title="Own", text=text)]) == ()
    assert clauses.fill(text, {"x": "1"}) == text


def test_r_vat_6_who_charges_no_tax_does_not_name_it() -> None:
    fee = Cancellation(percent=Decimal(20), plus_tax=True)
    for pricing in Pricing:
        contract = Contract(pricing=pricing, cancellation=fee, hourly_rate=Decimal(90))
        known = clauses.facts(
            contract, client_kind=ClientKind.BUSINESS, has_milestones=False, names_tax=False
        )
        assert not any(" tax" in entry.text for entry in clauses.chosen(known, "US")), pricing
