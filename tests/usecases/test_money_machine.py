"""Contracts, prepayments, partial and final invoices, payments, credits and refunds at random, against a simple model.

Whatever is done in whatever order: the ledger never falls below zero, allocations never exceed a payment, the net
and tax of all papers of a contract are those of its price once it is billed, and every number follows the last.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from clientdesk.domain.errors import ClientdeskError, RuleError
from clientdesk.domain.invoice import CREDITS, PREPAID, InvoiceKind, InvoiceState
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment import SettlementReason
from clientdesk.domain.prepayment import balance, check_ledger
from clientdesk.domain.tax import merge
from clientdesk.queries import balances
from clientdesk.storage import number_gaps, tables
from clientdesk.usecases import agreed_price, credit_notes, invoices, issuing, ledger, payments, prepayments
from tests.usecases.billing import LOW, contract, eur, line, open_german

START = date(2026, 1, 5)


class MoneyMachine(RuleBasedStateMachine):
    """One client, one contract of two tax rates."""

    papers = Bundle("papers")
    paid = Bundle("paid")

    @initialize(first=st.integers(1, 10**6), second=st.integers(1, 10**5))
    def begin(self, first: int, second: int) -> None:
        self.db = open_german(None)
        self.today = START
        self.contract = contract(
            self.db,
            line(str(Decimal(first).scaleb(-2)), text="Design"),
            line(str(Decimal(second).scaleb(-2)), text="Print", tax=LOW),
        )
        self.cash = eur(0)
        self.parts = 0

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()

    def issue(self, draft_id: int) -> int:
        """Issue a draft, or throw it away where the rules say no."""
        try:
            return invoices.issue(self.db, draft_id, on=self.today).id
        except RuleError:
            invoices.delete_draft(self.db, draft_id)
            raise

    def open_of(self, paper: int) -> Money:
        return invoices.open_of(self.db, paper)

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(target=papers, minor=st.integers(1, 10**5))
    def receive_a_prepayment(self, minor: int) -> int:
        """Money nobody asked for: paper, payment and ledger row at once."""
        self.parts += 1
        amount = min(Money(minor, "EUR"), self.contract.totals().gross)
        try:
            paper = prepayments.receive(self.db, self.contract.id, amount, on=self.today)
        except RuleError:
            return 0
        self.cash += amount
        return paper.id

    @rule(target=papers, percent=st.integers(1, 30), gross=st.booleans())
    def ask_for_a_prepayment(self, percent: int, gross: bool) -> int:
        self.parts += 1
        draft = prepayments.request(
            self.db, self.contract.id, on=self.today, percent=Decimal(percent), gross=gross
        )
        try:
            return self.issue(draft.id)
        except RuleError:
            return 0

    @rule(target=papers, percent=st.integers(1, 25))
    def bill_a_part(self, percent: int) -> int:
        self.parts += 1
        draft = invoices.from_contract(
            self.db, self.contract.id, on=self.today, kind=InvoiceKind.PARTIAL, percent=Decimal(percent)
        )
        try:
            return self.issue(draft.id)
        except RuleError:
            return 0

    @precondition(lambda self: self.parts > 2)
    @rule(target=papers)
    def pay_what_is_asked_and_bill_the_rest(self) -> int:
        for paper in tables.invoices.find(self.db, "kind = 'prepayment' AND state = 'issued'"):
            left = self.open_of(paper.id)
            if left.minor > 0:
                payments.record(self.db, 1, left, on=self.today, allocate=((paper.id, left),))
                self.cash += left
        return self.bill_the_rest()

    @precondition(lambda self: self.parts > 2)
    @rule(target=papers)
    def bill_the_rest(self) -> int:
        draft = invoices.from_contract(self.db, self.contract.id, on=self.today)
        try:
            return self.issue(draft.id)
        except RuleError:
            return 0

    @rule(target=paid, paper=papers, share=st.integers(1, 130))
    def pay(self, paper: int, share: int) -> int:
        if not paper or self.open_of(paper).minor <= 0:
            return 0
        amount = self.open_of(paper).percent(Decimal(share))
        if not amount:
            return 0
        part = min(amount, self.open_of(paper))
        self.cash += amount
        return payments.record(self.db, 1, amount, on=self.today, allocate=((paper, part),)).id

    @rule(payment=paid, paper=papers, share=st.integers(1, 100))
    def use_what_is_left(self, payment: int, paper: int, share: int) -> None:
        if payment and paper:
            amount = payments.left_of(self.db, payment).percent(Decimal(share))
            self.tried(lambda: payments.allocate(self.db, payment, paper, amount, on=self.today))

    @rule(payment=paid, paper=papers)
    def take_back(self, payment: int, paper: int) -> None:
        if payment and paper:
            self.tried(lambda: payments.take_back(self.db, payment, paper, on=self.today))

    @rule(paper=papers, minor=st.integers(1, 500), reason=st.sampled_from(SettlementReason))
    def settle(self, paper: int, minor: int, reason: SettlementReason) -> None:
        if paper:
            amount = Money(minor, "EUR")
            self.tried(lambda: payments.settle(self.db, paper, reason, amount, on=self.today))

    @rule(paper=papers)
    def cancel(self, paper: int) -> None:
        if paper:
            self.tried(lambda: credit_notes.cancel(self.db, paper, on=self.today, reason="Wrong"))

    @rule(paper=papers, share=st.integers(1, 110))
    def credit(self, paper: int, share: int) -> None:
        if paper:
            due = tables.invoices.get(self.db, paper).due or eur(0)
            amount = abs(due.percent(Decimal(share)))
            self.tried(
                lambda: credit_notes.credit(self.db, paper, on=self.today, reason="Less", amount=amount)
            )

    @rule(target=papers, paper=consumes(papers))
    def correct(self, paper: int) -> int:
        if not paper:
            return 0
        try:
            draft = credit_notes.correct(self.db, paper, on=self.today, reason="Wrong words")
        except ClientdeskError:
            return paper
        try:
            return self.issue(draft.id)
        except RuleError:
            return 0

    @rule(paper=papers)
    def close_an_unpaid_prepayment(self, paper: int) -> None:
        if paper and tables.invoices.get(self.db, paper).kind in PREPAID:
            self.tried(lambda: prepayments.credit_rest(self.db, paper, on=self.today, reason="Not needed"))

    @rule(paper=papers, share=st.integers(1, 110))
    def give_a_prepayment_back(self, paper: int, share: int) -> None:
        if not paper or tables.invoices.get(self.db, paper).kind not in PREPAID:
            return
        holding = ledger.held_of(self.db, self.contract.id, paper)
        if holding is not None:
            amount = holding.gross.percent(Decimal(share))
            done = self.tried(
                lambda: prepayments.refund(self.db, paper, on=self.today, reason="Less", amount=amount)
            )
            self.cash -= amount if done else eur(0)

    @rule(paper=papers)
    def give_back(self, paper: int) -> None:
        left = self.open_of(paper) if paper else eur(0)
        if left.minor < 0:
            payments.refund(self.db, 1, -left, on=self.today, invoice_id=paper)
            self.cash += left
            assert not self.open_of(paper)

    @rule()
    def give_credit_back(self) -> None:
        credit = payments.credit_of(self.db, 1, "EUR")
        if credit.minor > 0:
            payments.refund(self.db, 1, credit, on=self.today)
            self.cash -= credit

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def the_ledger_is_never_below_zero_and_fits_its_papers(self) -> None:
        rows = ledger.rows(self.db, self.contract.id)
        check_ledger(rows, "EUR")
        held = ledger.held_papers(self.db, self.contract.id)
        assert balance(rows, "EUR") == total((one.gross for one in held), "EUR")
        for one in held:
            assert one.gross == total((group.gross for group in one.groups), "EUR")
            assert one.gross.minor > 0

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def no_money_is_lost(self) -> None:
        """What came in is on papers or is the client's credit."""
        on_papers = Money(self.db.value("SELECT coalesce(sum(amount), 0) FROM allocations"), "EUR")
        credit = payments.credit_of(self.db, 1, "EUR")
        assert credit.minor >= 0
        assert on_papers + credit == self.cash
        assert credit == total((row.amount for row in balances.client_credit(self.db, on=self.today)), "EUR")

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def papers_bill_the_price_and_no_more(self) -> None:
        """Net and tax of everything issued stay within the price, and are the price once all of it is billed."""
        issued = tables.invoices.find(self.db, "state = ?", (InvoiceState.ISSUED.value,))
        signed = merge(
            tuple(-group if paper.kind in CREDITS else group for paper in issued for group in paper.groups)
        )
        price = {group.tax.key: group for group in self.contract.totals().groups}
        net = total((group.net for group in signed), "EUR")
        assert net == agreed_price.invoiced_net(self.db, self.contract.id, "EUR")
        if not issuing.open_prepayments(self.db, self.contract.id) and not self.partly_credited(issued):
            finals = [
                paper
                for paper in issued
                if paper.kind is InvoiceKind.FINAL and not ledger.credits_of(self.db, paper.id)
            ]
            if len(finals) == 1 and not ledger.held_papers(self.db, self.contract.id):
                for group in signed:
                    whole = price[group.tax.key]
                    assert (group.net, group.amounts) == (whole.net, whole.amounts)

    def partly_credited(self, issued: tuple[object, ...]) -> bool:
        """Whether goodwill was given on a paper that no final invoice takes up again."""
        return any(getattr(paper, "kind", None) is InvoiceKind.CREDIT_NOTE for paper in issued) or any(
            getattr(paper, "overrun_reason", "") for paper in issued
        )

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def credits_never_exceed_their_original(self) -> None:
        for paper in tables.invoices.find(self.db, "state = 'issued'"):
            if paper.kind in CREDITS:
                continue
            for group in credit_notes.left_to_credit(self.db, paper):
                whole = next(one for one in paper.groups if one.tax.key == group.tax.key)
                assert abs(group.net) <= abs(whole.net)
                assert abs(group.tax_amount) <= abs(whole.tax_amount)
                assert group.net.minor * whole.net.minor >= 0

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def no_number_is_missing_or_given_twice(self) -> None:
        for run in number_gaps.gaps(self.db):
            assert run.missing == ()
        numbers = [
            (row["series"], row["number"])
            for row in self.db.rows("SELECT series, number FROM invoices WHERE state = 'issued'")
        ]
        assert len(set(numbers)) == len(numbers)

    def tried(self, act: Callable[[], object]) -> bool:
        """Do it, or be told why not and what to do instead."""
        refusal: ClientdeskError | None = None
        try:
            act()
        except ClientdeskError as error:
            refusal = error
        assert refusal is None or (str(refusal) and refusal.next_step)
        return refusal is None


TestMoneyMachine = MoneyMachine.TestCase
TestMoneyMachine.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
