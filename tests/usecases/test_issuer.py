"""The issuer's own record: what cannot be is refused where it is typed; nothing is billed that nobody signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.party import Address, BankAccount
from clientdesk.storage import tables
from clientdesk.storage.database import open_book
from clientdesk.usecases import clients, contract_invoices, contracts, issuer
from tests.usecases.billing import open_german

TODAY = date(2026, 6, 17)


def test_r_id_2_an_iban_with_a_wrong_digit_is_refused_before_a_client_can_pay_to_it():
    db = open_book(None)
    own = Issuer(name="Lena Brandt", address=Address(city="Leipzig", country="DE"))
    with pytest.raises(RuleError) as refused:
        issuer.save(db, replace(own, account=BankAccount(iban="DE89370400440532013001")))
    assert refused.value.field == "account.iban"
    assert not issuer.get(db).name
    kept = issuer.save(db, replace(own, account=BankAccount(iban="DE89370400440532013000")))
    assert kept.account.iban == "DE89370400440532013000"


def test_a_book_of_ones_own_begins_with_what_the_country_says():
    db = open_book(None)
    own = issuer.save(db, Issuer(name="Marcus Reed", address=Address(city="Austin", country="US")))
    assert (own.currency, own.paper, own.language) == ("USD", "LETTER", "en-US")


def test_b3_nothing_is_billed_of_a_contract_that_nobody_signed(tmp_path: Path):
    db = open_german(tmp_path / "book.db")
    client = tables.clients.find(db)[0]
    draft = contracts.create(db, clients.get(db, client.id).id, title="Brand identity", on=TODAY)
    with pytest.raises(StateError, match="not signed"):
        contract_invoices.final_from_contract(db, draft.id, on=TODAY)
    assert tables.invoices.find(db) == ()
