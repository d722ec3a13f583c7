"""Quotes, contracts, prepayments, payments and credits at random, against a model of a few sums.

Whatever a user does in whatever order: no cent appears or vanishes (R-PRE-6, R-PRE-12, R-PRE-19, R-DOC-4, B7),
numbers rise without gaps (R-NUM-1, B15), and what was issued keeps its bytes (R-DOC-2, B16).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from clientdesk.domain.client import Client
from clientdesk.domain.errors import ClientdeskError
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind
from clientdesk.domain.issuer import Issuer
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, BankAccount, TaxId
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.domain.tax import Tax
from clientdesk.storage import listing, tables
from clientdesk.storage.database import Database, open_book
from clientdesk.usecases import (
    clients,
    contract_invoices,
    contracts,
    credit_notes,
    invoices,
    issuer,
    issuing,
    ledger,
    payments,
    prepayments,
    quotes,
)

EUR = "EUR"
RATES = (Decimal(19), Decimal(7))
PRICES = st.decimals(min_value="0.01", max_value="9999.99", places=2)
AMOUNTS = st.integers(min_value=1, max_value=500_000)


def money(minor: int) -> Money:
    return Money(minor, EUR)


class MoneyStory(RuleBasedStateMachine):
    """The model: for each contract its full price, for each paper what was paid, and the money that came in."""

    db: Database

    @initialize()
    def open(self) -> None:
        self.db = open_book(None)
        self.today = date(2026, 1, 5)
        address = Address(street="Markt 1", postal_code="04109", city="Leipzig", country="DE")
        issuer.save(
            self.db,
            Issuer(
                name="Lena Brandt",
                address=address,
                tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
                account=BankAccount(holder="Lena Brandt", iban="DE89370400440532013000"),
            ),
        )
        self.client = clients.create(self.db, Client(name="Krumm", addresses=(address,), language="en")).id
        self.running: list[int] = []
        self.finals: dict[int, int] = {}
        self.asked: dict[int, int] = defaultdict(int)
        self.received = 0
        self.refunded = 0
        self.numbers: dict[str, list[str]] = defaultdict(list)
        self.hashes: dict[int, str] = {}

    # What a user does.

    @rule(days=st.integers(min_value=0, max_value=20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(prices=st.lists(st.tuples(PRICES, st.sampled_from(RATES)), min_size=1, max_size=4))
    def win_a_job(self, prices: list[tuple[Decimal, Decimal]]) -> None:
        lines = tuple(
            Line(key=f"k{number}", description=f"Work {number}", unit_price=price, tax=Tax(rate=rate))
            for number, (price, rate) in enumerate(prices)
        )
        quote = quotes.create(self.db, self.client, on=self.today, title="Job", lines=lines)
        quote = quotes.change(self.db, replace(quote, not_included="Print", change_terms="90 EUR an hour"))
        quotes.send(self.db, quote.id, on=self.today)
        quotes.accept(self.db, quote.id, by="Krumm", on=self.today, method=AcceptanceMethod.MAIL)
        contract = contracts.from_quote(self.db, quote.id, on=self.today)
        contract = contracts.set_plan(self.db, contract.id, ())
        signed = contracts.sign(self.db, contract.id, by="Krumm", on=self.today)
        assert signed.totals().gross == quote.totals().gross
        self.running.append(signed.id)

    @precondition(lambda self: self.running)
    @rule(data=st.data(), percent=st.integers(min_value=1, max_value=60))
    def ask_for_a_prepayment(self, data: st.DataObject, percent: int) -> None:
        contract_id = data.draw(st.sampled_from(self.running))
        asked = self.asked[contract_id] + percent
        if contract_id in self.finals or asked > 95:  # more would be an overrun: R-QUO-3 has its own tests
            return
        net = contracts.get(self.db, contract_id).totals().net
        if not net.percent(Decimal(percent)):
            return
        draft = prepayments.request(self.db, contract_id, on=self.today, percent=Decimal(percent))
        self._issue(draft)
        self.asked[contract_id] = asked

    @rule(data=st.data(), amount=AMOUNTS)
    def money_comes(self, data: st.DataObject, amount: int) -> None:
        paid = money(amount)
        allocate = payments.suggest(self.db, self.client, paid) if data.draw(st.booleans()) else ()
        payments.record(self.db, self.client, paid, on=self.today, allocate=allocate)
        self.received += amount

    @rule(data=st.data())
    def a_paper_is_paid_to_the_cent(self, data: st.DataObject) -> None:
        open_papers = [paper for paper in self._demands() if issuing.open_of(self.db, paper.id).minor > 0]
        if not open_papers:
            return
        paper = data.draw(st.sampled_from(open_papers))
        rest = issuing.open_of(self.db, paper.id)
        payments.record(self.db, self.client, rest, on=self.today, allocate=((paper.id, rest),))
        self.received += rest.minor
        assert not issuing.open_of(self.db, paper.id)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def close_a_job(self, data: st.DataObject) -> None:
        contract_id = data.draw(st.sampled_from(self.running))
        if contract_id in self.finals:
            return
        if issuing.open_prepayments(self.db, contract_id):
            with pytest.raises(ClientdeskError):
                issuing.issue(self.db, self._final(contract_id).id, on=self.today)
            for paper in tables.invoices.find(
                self.db, "contract_id = ? AND kind = 'prepayment' AND state = 'issued'", (contract_id,)
            ):
                if issuing.open_of(self.db, paper.id).minor > 0:
                    credit_notes.credit_rest(self.db, paper.id, on=self.today, reason="Never paid")
            self._learn_new_papers()
        final = self._issue(self._final(contract_id))
        self.finals[contract_id] = final.id
        full = contracts.get(self.db, contract_id).totals()
        advance_tax = sum(deduction.tax.minor for deduction in final.deductions)
        assert final.tax is not None
        assert advance_tax + final.tax.minor == full.tax.minor, "R-PRE-6"
        assert not ledger.held(self.db, contract_id, EUR), "R-PRE-12: every advance is deducted exactly once"

    @rule(data=st.data(), amount=AMOUNTS)
    def credit_a_part(self, data: st.DataObject, amount: int) -> None:
        finals = [paper for paper in self._demands() if paper.kind is InvoiceKind.FINAL]
        if not finals:
            return
        paper = data.draw(st.sampled_from(finals))
        left = sum(group.gross.minor for group in credit_notes.left_to_credit(self.db, paper))
        try:
            credit_notes.credit(self.db, paper.id, on=self.today, reason="Less work", amount=money(amount))
        except ClientdeskError:
            return
        assert amount <= left, "R-DOC-4"
        self._learn_new_papers()

    @rule(data=st.data())
    def give_back_what_is_too_much(self, data: st.DataObject) -> None:
        owed = [paper for paper in self._demands() if issuing.open_of(self.db, paper.id).minor < 0]
        if not owed:
            return
        paper = data.draw(st.sampled_from(owed))
        back = -issuing.open_of(self.db, paper.id)
        payments.refund(self.db, self.client, back, on=self.today, invoice_id=paper.id)
        self.refunded += back.minor
        assert not issuing.open_of(self.db, paper.id)

    # What must hold after every step.

    @invariant()
    def no_cent_appears_or_vanishes(self) -> None:
        if not hasattr(self, "db"):
            return
        allocated = self.db.value("SELECT coalesce(sum(amount), 0) FROM allocations")
        credit = payments.credit_of(self.db, self.client, EUR).minor
        assert self.received - self.refunded == allocated + credit, "R-PRE-19"
        assert credit >= 0
        for contract_id in self.running:
            assert ledger.held(self.db, contract_id, EUR).minor >= 0, "B7"

    @invariant()
    def the_list_says_what_the_papers_say(self) -> None:
        if hasattr(self, "db"):
            assert listing.differences(self.db) == 0

    @invariant()
    def numbers_rise_without_gaps(self) -> None:
        for numbers in self.numbers.values():
            counters: dict[str, list[int]] = defaultdict(list)
            for number in numbers:
                head, _dash, counter = number.rpartition("-")
                counters[head].append(int(counter))
            for counted in counters.values():
                assert counted == list(range(1, len(counted) + 1)), "R-NUM-1"

    @invariant()
    def what_was_issued_keeps_its_bytes(self) -> None:
        for invoice_id, digest in self.hashes.items():
            paper = tables.papers.find(self.db, "record_kind = 'invoice' AND record_id = ?", (invoice_id,))[0]
            assert hashlib.sha256(paper.pdf).hexdigest() == digest, "R-DOC-2"

    @invariant()
    def credits_never_exceed_the_original(self) -> None:
        if not hasattr(self, "db"):
            return
        for paper in self._demands():
            for left in credit_notes.left_to_credit(self.db, paper):
                whole = next(group for group in paper.groups if group.tax.key == left.tax.key)
                assert abs(left.net) <= abs(whole.net), "R-DOC-4"
                assert abs(left.tax_amount) <= abs(whole.tax_amount), "R-DOC-4"
                assert left.net.minor * whole.net.minor >= 0, "R-DOC-4"

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()

    # Inside.

    def _final(self, contract_id: int) -> Invoice:
        for draft in tables.invoices.find(self.db, "contract_id = ? AND state = 'draft'", (contract_id,)):
            invoices.delete_draft(self.db, draft.id)
        return contract_invoices.final_from_contract(self.db, contract_id, on=self.today)

    def _issue(self, draft: Invoice) -> Invoice:
        issued = issuing.issue(self.db, draft.id, on=self.today)
        self._learn_new_papers()
        return issued

    def _learn_new_papers(self) -> None:
        for paper in tables.invoices.find(self.db, "state = 'issued'"):
            if paper.id not in self.hashes:
                self.numbers[paper.series].append(paper.number)
                self.hashes[paper.id] = paper.paper_sha256

    def _demands(self) -> list[Invoice]:
        return [
            paper for paper in tables.invoices.find(self.db, "state = 'issued'") if paper.kind not in CREDITS
        ]


TestMoneyStory = MoneyStory.TestCase
TestMoneyStory.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    # Without shrinking: every step draws papers, and a story of a few steps is short enough to read.
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
