"""Taking acts back: the record is as it was before, money is balanced and never erased, what the law fixes stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.contract import ContractState
from clientdesk.domain.errors import RuleError, StateError
from clientdesk.domain.payment import Direction
from clientdesk.domain.quote import AcceptanceMethod, Quote, QuoteState
from clientdesk.storage import migrations, tables
from clientdesk.storage.balances import balance_of
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import (
    contract_invoices,
    contracts,
    invoices,
    payments,
    prepayments,
    quotes,
    reversals,
)
from tests.upgrades.schemas import lay
from tests.usecases.billing import ON, contract, eur, issued, line, open_german


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_german(tmp_path / "book.db")
    yield made
    made.close()


@pytest.fixture
def sent(db: Database) -> Quote:
    draft = quotes.create(db, 1, on=ON, title="Shop", lines=(line("90"),))
    quotes.change(db, replace(draft, not_included="Hosting", change_terms="90 an hour"))
    return quotes.send(db, draft.id, on=ON)


ANSWERS = {
    "accepted": lambda db, quote: quotes.accept(db, quote.id, by="Eva", on=ON, method=AcceptanceMethod.MAIL),
    "declined": lambda db, quote: quotes.decline(db, quote.id, reason="Too dear"),
    "withdrawn": lambda db, quote: quotes.withdraw(db, quote.id),
    "extended": lambda db, quote: quotes.extend(db, quote.id, until=ON + timedelta(days=60)),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_r_quo_1_an_answer_is_taken_back_and_can_be_given_again(db: Database, sent: Quote, answer: str):
    ANSWERS[answer](db, sent)
    again = reversals.quote(db, sent)
    assert replace(again, version=sent.version) == sent
    assert ANSWERS[answer](db, again).version == again.version + 1


def test_r_quo_1_an_answer_stays_once_something_was_made_of_it_or_changed_since(db: Database, sent: Quote):
    accepted = ANSWERS["accepted"](db, sent)
    with pytest.raises(StateError, match="changed since"):
        reversals.quote(db, replace(sent, version=sent.version - 1))
    contracts.from_quote(db, accepted.id, on=ON)
    with pytest.raises(StateError, match="was made from this quote"):
        reversals.quote(db, sent)
    assert tables.quotes.get(db, sent.id).state is QuoteState.ACCEPTED


def test_r_quo_1_what_was_sent_is_not_a_draft_again(db: Database):
    draft = quotes.create(db, 1, on=ON, title="Shop", lines=(line("90"),))
    ready = quotes.change(db, replace(draft, not_included="Hosting", change_terms="90 an hour"))
    quotes.send(db, ready.id, on=ON)
    with pytest.raises(StateError):
        reversals.quote(db, ready)


def test_b7_a_contract_closed_by_a_slip_runs_again_and_a_cancelled_one_does_not(db: Database):
    running = contract(db, line("90"))
    contracts.complete(db, running.id, on=ON, despite=True)
    again = reversals.closing(db, running.id)
    assert (again.state, again.closed_on) == (ContractState.ACTIVE, None)
    contracts.cancel(db, running.id, on=ON, reason="No money")
    with pytest.raises(StateError):
        reversals.closing(db, running.id)


@settings(max_examples=15)
@given(cents=st.integers(1, 200_00), part=st.integers(0, 200_00))
def test_r_pre_19_a_payment_taken_back_leaves_every_balance_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, cents: int, part: int
):
    db = open_german(tmp_path_factory.mktemp("book") / "book.db")
    invoice = issued(db, line("100"), on=ON)
    open_before = balance_of(db, invoice.id)
    amount = eur(Decimal(cents) / 100)
    against = eur(Decimal(min(part, cents, open_before.minor)) / 100)
    spread = [(invoice.id, against)] if against.minor else []
    paid = payments.record(db, 1, amount, on=ON, allocate=spread)
    out = reversals.payment(db, paid.id, on=ON + timedelta(days=1), note="Recorded by mistake")
    assert (out.direction, out.amount, out.note) == (Direction.OUT, amount, "Recorded by mistake")
    assert balance_of(db, invoice.id) == open_before
    assert payments.credit_of(db, 1, "EUR").minor == 0
    assert len(tables.payments.find(db)) == 2, "both entries stay in the books"
    db.close()


def test_r_pre_19_a_payment_with_a_receipt_is_refunded_not_taken_back(db: Database):
    paid = payments.record(db, 1, eur("100"), on=ON)
    payments.issue_receipt(db, paid.id, on=ON)
    with pytest.raises(StateError, match="receipt"):
        reversals.payment(db, paid.id, on=ON, note="")
    assert len(tables.payments.find(db)) == 1


def test_r_pre_19_a_payment_taken_back_gets_no_receipt_is_not_spent_and_not_taken_back_again(db: Database):
    paper = issued(db, line("100"), on=ON)
    paid = payments.record(db, 1, eur("100"), on=ON)
    out = reversals.payment(db, paid.id, on=ON, note="Recorded by mistake")
    assert out.balances_id == paid.id
    # Credit from elsewhere does not bring it to life again.
    payments.record(db, 1, eur("100"), on=ON)
    for entry in (paid, out):
        with pytest.raises(StateError, match="taken back: in the books no money came") as refused:
            payments.issue_receipt(db, entry.id, on=ON)
        assert "record it anew" in refused.value.next_step
        with pytest.raises(StateError, match="taken back already"):
            reversals.payment(db, entry.id, on=ON, note="")
    with pytest.raises(StateError, match="taken back"):
        payments.allocate(db, paid.id, paper.id, eur("10"), on=ON)
    assert payments.left_of(db, paid.id) == eur("0")
    assert tables.papers.find(db, "record_kind = 'payment'") == ()


def test_r_pre_19_money_that_came_and_went_back_still_gets_its_receipt(db: Database):
    paid = payments.record(db, 1, eur("100"), on=ON)
    back = payments.refund(db, 1, eur("100"), on=ON)
    assert payments.issue_receipt(db, paid.id, on=ON).number
    assert payments.issue_receipt(db, back.id, on=ON).number
    with pytest.raises(StateError, match="This is a refund"):
        reversals.payment(db, back.id, on=ON, note="")


def test_a_book_written_before_entries_were_linked_opens_and_links_the_next_one(tmp_path: Path):
    # The last schema before entries were linked.
    path = lay(migrations.MIGRATIONS.index(migrations.balanced_payments), tmp_path / "old.db")
    again = open_book(path)
    assert {payment.balances_id for payment in tables.payments.find(again)} == {None}
    paid = payments.record(again, 1, eur("100"), on=ON)
    assert reversals.payment(again, paid.id, on=ON, note="").balances_id == paid.id
    again.close()


def test_r_pre_12_a_prepayment_that_was_deducted_is_not_taken_back(db: Database):
    running = contract(db, line("1000"))
    request = invoices.issue(db, prepayments.request(db, running.id, on=ON, percent=Decimal(30)).id, on=ON)
    due = balance_of(db, request.id)
    paid = payments.record(db, 1, due, on=ON, allocate=[(request.id, due)])
    invoices.issue(db, contract_invoices.final_from_contract(db, running.id, on=ON).id, on=ON)
    with pytest.raises((RuleError, StateError)):
        reversals.payment(db, paid.id, on=date(2026, 6, 1), note="")
    assert len(tables.payments.find(db)) == 1
