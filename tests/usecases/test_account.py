"""The account of a client, at random: whatever was billed, paid, credited, settled and taken back, the sums agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from clientdesk.domain.account import Account, Lateness
from clientdesk.domain.money import Money, total
from clientdesk.domain.payment import SettlementReason
from clientdesk.queries import balances, client_story
from clientdesk.queries.client_money import money_of
from clientdesk.storage import tables
from clientdesk.storage.account import statement
from clientdesk.usecases import credit_notes, invoices, payments, reversals, settlements
from tests.usecases.billing import line
from tests.usecases.test_money_machine import START, MoneyMachine

FAR = timedelta(days=4000)


class AccountMachine(MoneyMachine):
    """The same client, who is billed in dollars too, and whose payments are now and then a slip of the hand."""

    @rule(price=st.integers(1, 10**5), share=st.integers(0, 130))
    def bill_in_dollars(self, price: int, share: int) -> None:
        draft = invoices.create(self.db, 1, on=self.today, lines=(line(str(price)),))
        invoices.change(self.db, replace(draft, currency="USD", home_rate=Decimal("0.9")))
        paper = invoices.issue(self.db, draft.id, on=self.today)
        assert paper.due is not None
        came = Money(paper.due.minor * share // 100, "USD")
        if came:
            part = min(came, paper.due)
            payments.record(
                self.db, 1, came, on=self.today, allocate=((paper.id, part),), home_rate=Decimal("0.8")
            )

    @rule(which=st.integers(0, 20))
    def take_a_payment_back(self, which: int) -> None:
        found = tables.payments.find(self.db, "balances_id IS NULL AND currency = 'USD'")
        if found:
            payment = found[which % len(found)]
            self.tried(lambda: reversals.payment(self.db, payment.id, on=self.today, note="A slip"))

    def open_paper(self, which: int) -> tuple[int, Money] | None:
        """Return one of the papers on which something is open or too much, in any currency."""
        found = balances.open_items(self.db, on=self.today, client_id=1, limit=None)
        return (found[which % len(found)].id, found[which % len(found)].balance) if found else None

    @rule(which=st.integers(0, 20), share=st.integers(1, 100), reason=st.sampled_from(SettlementReason))
    def settle_what_is_open(self, which: int, share: int, reason: SettlementReason) -> None:
        chosen = self.open_paper(which)
        if chosen is not None:
            paper, left = chosen
            part = left.percent(Decimal(share))
            rate = Decimal("0.9") if left.currency == "USD" else None
            self.tried(
                lambda: settlements.settle(self.db, paper, reason, part, on=self.today, home_rate=rate)
            )

    @rule(which=st.integers(0, 20))
    def take_a_settlement_back(self, which: int) -> None:
        found = tables.settlements.find(self.db, "amount > 0")
        if found:
            wrong = found[which % len(found)]
            self.tried(lambda: settlements.unsettle(self.db, wrong.id, on=self.today))

    @rule(which=st.integers(0, 20), share=st.integers(1, 100))
    def credit_what_is_open(self, which: int, share: int) -> None:
        chosen = self.open_paper(which)
        if chosen is not None and chosen[1].minor > 0:
            paper, left = chosen
            amount = left.percent(Decimal(share))
            self.tried(
                lambda: credit_notes.credit(self.db, paper, on=self.today, reason="Less", amount=amount)
            )

    @rule(which=st.integers(0, 20))
    def give_too_much_back(self, which: int) -> None:
        chosen = self.open_paper(which)
        if chosen is not None and chosen[1].minor < 0:
            paper, left = chosen
            rate = Decimal("0.9") if left.currency == "USD" else None
            self.tried(
                lambda: payments.refund(self.db, 1, -left, on=self.today, invoice_id=paper, home_rate=rate)
            )

    # What the machine of the money asks after each step is asked there, of euros alone.

    def the_ledger_is_never_below_zero_and_fits_its_papers(self) -> None:
        """Ask nothing."""

    def no_money_is_lost(self) -> None:
        """Ask nothing."""

    def papers_bill_the_price_and_no_more(self) -> None:
        """Ask nothing."""

    def credits_never_exceed_their_original(self) -> None:
        """Ask nothing."""

    def no_number_is_missing_or_given_twice(self) -> None:
        """Ask nothing."""

    @precondition(lambda self: hasattr(self, "db"))
    @invariant()
    def the_account_says_what_the_book_says(self) -> None:
        for last in (self.today, self.today - timedelta(days=20)):
            items = balances.open_items(self.db, on=last, client_id=1, limit=None)
            credit = [row.amount for row in balances.client_credit(self.db, on=last)]
            held = [row.amount for row in balances.prepayments_held(self.db, on=last)]
            for first in (START - FAR, last - timedelta(days=30), last):
                told = {one.currency: one for one in statement(self.db, 1, first=first, last=last).accounts}
                for account in told.values():
                    self.adds_up(account)
                    self.agrees(account, items, credit, held)
                    if last == self.today:
                        self.agrees_with_today(account)
                for left in items:
                    assert left.balance.currency in told

    def adds_up(self, account: Account) -> None:
        assert account.opening + account.charged - account.credited == account.closing
        steps = [account.opening, *(entry.balance for entry in account.entries)]
        for (before, after), entry in zip(pairwise(steps), account.entries, strict=True):
            assert before + entry.charged - entry.credited == before + entry.effect == after
        assert steps[-1] == account.closing
        assert total((entry.charged for entry in account.entries), account.currency) == account.charged
        assert account.open - account.overpaid - account.credit == account.closing
        assert total((account.late(part) for part in Lateness), account.currency) == account.open
        for held in account.held:
            assert held.before + held.received - held.used == held.held
            assert held.held.minor >= 0

    def agrees(
        self,
        account: Account,
        items: Sequence[balances.OpenItem],
        credit: Sequence[Money],
        held: Sequence[Money],
    ) -> None:
        def mine(amounts: Sequence[Money]) -> Money:
            return total((one for one in amounts if one.currency == currency), currency)

        currency = account.currency
        assert [(paper.number, paper.balance, paper.days_late) for paper in account.papers] == [
            (item.number, item.balance, item.days_late) for item in items if item.balance.currency == currency
        ]
        assert account.credit == mine(credit)
        assert total((one.held for one in account.held), currency) == mine(held)

    def agrees_with_today(self, account: Account) -> None:
        now = money_of(self.db, [1], today=self.today)[1]
        assert account.open - account.overpaid == total(
            (one for one in now.open if one.currency == account.currency), account.currency
        )
        assert account.credit == total(
            (one for one in now.credit if one.currency == account.currency), account.currency
        )
        moves = client_story.moves(self.db, 1, limit=1)
        if moves[-1].owed.currency == account.currency:
            assert account.closing == moves[-1].owed


TestAccountMachine = AccountMachine.TestCase
TestAccountMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
