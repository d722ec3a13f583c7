"""Prepayment rules on a real book, with the rule book's own figures and for any story of advances (R-PRE-*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clientdesk.domain.contract import Contract
from clientdesk.domain.errors import ChecksFailedError, RuleError
from clientdesk.domain.invoice import CREDITS, Invoice, InvoiceKind, PaymentState, payment_state
from clientdesk.domain.line import Line, check_line
from clientdesk.domain.money import Money, total
from clientdesk.domain.tax import Tax, TaxGroup, merge
from clientdesk.storage import tables
from clientdesk.storage.database import Database
from clientdesk.usecases import credit_notes, invoices, ledger, payments, prepayments
from tests.usecases.billing import GST, LOW, ON, VAT, contract, eur, issued, line, open_german, open_indian

SIXTEEN = Tax(rate=Decimal(16))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def pay(db: Database, paper: Invoice, amount: Money | None = None, *, on: date = ON) -> None:
    money = amount or paper.due
    assert money is not None
    payments.record(db, paper.client_id, money, on=on, allocate=((paper.id, money),))


def advance(db: Database, agreed: Contract, amount: str, *, gross: bool = False, on: date = ON) -> Invoice:
    draft = prepayments.request(db, agreed.id, on=on, amount=Money.of(amount, agreed.currency), gross=gross)
    return invoices.issue(db, draft.id, on=on)


def final(db: Database, agreed: Contract, *, on: date = ON) -> Invoice:
    return invoices.issue(db, invoices.from_contract(db, agreed.id, on=on).id, on=on)


def tax_of_all_papers(db: Database, agreed: Contract) -> Money:
    """The tax of every issued paper of a contract, credits counted negative: what the tax office is owed."""
    found = tables.invoices.find(db, "contract_id = ? AND state = 'issued'", (agreed.id,))
    taxes = [(paper.tax, paper.kind in CREDITS) for paper in found]
    return total((-tax if back else tax for tax, back in taxes if tax is not None), agreed.currency)


def test_r_pre_1_thirty_percent_of_1666_67(db: Database) -> None:
    agreed = contract(db, line("1666.67"))
    draft = prepayments.request(db, agreed.id, on=ON, percent=Decimal(30))
    paper = invoices.issue(db, draft.id, on=ON)
    assert (paper.net, paper.tax) == (eur("500.00"), eur("95.00"))


def test_r_pre_7_every_advance_is_deducted_with_its_own_tax_so_only_the_rest_is_owed(db: Database) -> None:
    """w06 with two rates: the tax shown on all papers together is that of the price, never twice (section 14c UStG)."""
    agreed = contract(db, line("4000"), line("1000", tax=LOW))
    for _ in range(3):
        pay(db, advance(db, agreed, "1000", gross=True))
    closing = final(db, agreed)
    full = closing.totals()
    assert (full.net, full.tax) == (eur(5000), eur(830))
    for row in closing.deductions:
        assert {group.tax.rate for group in row.groups} == {Decimal(19), Decimal(7)}
        assert row.gross == eur(1000)
    assert closing.tax == full.tax - total((row.tax for row in closing.deductions), "EUR")
    assert tax_of_all_papers(db, agreed) == eur(830)


def test_r_pre_7_no_price_is_negative_a_deduction_is_a_negative_quantity() -> None:
    with pytest.raises(RuleError) as caught:
        check_line(Line(description="Advance", unit_price=Decimal(-1), tax=VAT), 0)
    assert caught.value.rule == "R-PRE-7"
    deducted = Line(description="Advance", quantity=Decimal(-1), unit_price=Decimal(1), tax=VAT)
    check_line(deducted, 0)
    assert deducted.amount("EUR") == eur(-1)


def test_r_pre_8_money_on_the_document_itself_lowers_what_is_open_and_never_its_tax(db: Database) -> None:
    """w02: 1729.32 less 595.00 received on this very invoice leaves 1134.32; net, tax and total stay."""
    paper = issued(db, line("1385.91"), line("74.85", tax=LOW))
    assert (paper.net, paper.tax, paper.gross) == (eur("1460.76"), eur("268.56"), eur("1729.32"))
    pay(db, paper, eur(595))
    assert invoices.open_of(db, paper.id) == eur("1134.32")
    assert invoices.get(db, paper.id) == paper
    assert (
        payment_state(
            due=paper.due or eur(0),
            paid=eur(595),
            settled=eur(0),
            credited=eur(0),
            due_on=paper.due_on,
            today=ON,
        )
        is PaymentState.PART_PAID
    )


def test_r_pre_9_an_advance_at_the_old_rate_is_deducted_at_the_old_rate(db: Database) -> None:
    """1000 at 16 % (160) in 2020, supply of 5000 at 19 % (950): groups 5000/950 and -1000/-160, rest 4000 + 790."""
    agreed = contract(db, line("5000"), starts_on=date(2020, 11, 2))
    draft = prepayments.request(db, agreed.id, on=date(2020, 11, 2), amount=eur(1000))
    draft = invoices.change(db, replace(draft, lines=tuple(replace(row, tax=SIXTEEN) for row in draft.lines)))
    paper = invoices.issue(db, draft.id, on=date(2020, 11, 2))
    assert (paper.net, paper.tax) == (eur(1000), eur(160))
    pay(db, paper, on=date(2020, 11, 9))
    closing = final(db, agreed, on=date(2021, 3, 1))
    assert [(group.tax.rate, group.net, group.tax_amount) for group in closing.groups] == [
        (Decimal(19), eur(5000), eur(950)),
        (Decimal(16), eur(-1000), eur(-160)),
    ]
    assert (closing.net, closing.tax, closing.due) == (eur(4000), eur(790), eur(4790))
    assert tax_of_all_papers(db, agreed) == eur(950)


def test_r_pre_3_only_what_was_received_is_deducted_not_what_was_asked_for(db: Database) -> None:
    agreed = contract(db, line("5000"))
    paper = advance(db, agreed, "500")
    pay(db, paper, eur(119))
    draft = invoices.from_contract(db, agreed.id, on=ON)
    assert [(row.net, row.tax, row.gross) for row in draft.deductions] == [(eur(100), eur(19), eur(119))]
    with pytest.raises(ChecksFailedError) as caught:
        invoices.issue(db, draft.id, on=ON)
    assert {problem.rule for problem in caught.value.problems} == {"R-PRE-12"}


def test_r_pre_3_two_payments_of_one_advance_show_the_day_of_the_last(db: Database) -> None:
    agreed = contract(db, line("5000"))
    paper = advance(db, agreed, "500")
    pay(db, paper, eur(300), on=ON)
    pay(db, paper, eur(295), on=ON + timedelta(days=5))
    (row,) = final(db, agreed, on=ON + timedelta(days=9)).deductions
    assert (row.number, row.received_on, row.gross) == (paper.number, ON + timedelta(days=5), eur(595))


def test_r_pre_2_cents_paid_one_by_one_never_move_the_tax_of_the_advance(db: Database) -> None:
    """Three times 0.03 hold no tax when each is rounded by itself; together with the rest they are 1.00 + 0.19."""
    agreed = contract(db, line("5000"))
    paper = advance(db, agreed, "1")
    for part in ("0.03", "0.03", "0.03", "1.10"):
        pay(db, paper, eur(part))
    (holding,) = ledger.held_papers(db, agreed.id)
    assert holding.groups == paper.groups
    assert (holding.groups[0].net, holding.groups[0].tax_amount) == (eur("1.00"), eur("0.19"))


def test_r_pre_16_india_deducts_the_receipt_voucher_with_its_halves(tmp_path: Path) -> None:
    """Advance 11,800 = 10,000 + 1,800; final 50,000 + 9,000: tax still due 7,200."""
    book = open_indian(tmp_path / "in")
    agreed = contract(book, line("50000", tax=GST))
    voucher = prepayments.receive(book, agreed.id, Money.of(11800, "INR"), on=ON)
    assert (voucher.kind, voucher.net, voucher.tax) == (
        InvoiceKind.RECEIPT_VOUCHER,
        Money.of(10000, "INR"),
        Money.of(1800, "INR"),
    )
    closing = final(book, agreed)
    assert closing.tax == Money.of(7200, "INR")
    assert [row.number for row in closing.deductions] == [voucher.number]


def test_r_pre_18_a_retainer_is_drawn_down_and_never_below_nothing(db: Database) -> None:
    """1000.00 less 640.00 leaves 360.00; a draw of 400.00 is refused; the statement lists top-up and draw."""
    agreed = contract(db, line("5000"))
    paper = advance(db, agreed, "1000", gross=True)
    pay(db, paper)
    prepayments.keep(db, paper.id, on=ON, note="Hours in May", amount=eur(640))
    assert ledger.held(db, agreed.id, "EUR") == eur(360)
    with pytest.raises(RuleError):
        prepayments.keep(db, paper.id, on=ON, note="Hours in June", amount=eur(400))
    assert ledger.held(db, agreed.id, "EUR") == eur(360)
    assert [(row.kind.value, row.effect) for row in ledger.rows(db, agreed.id)] == [
        ("received", eur(1000)),
        ("kept", eur(-640)),
    ]


def test_b7_r_pre_12_a_ledger_row_that_takes_more_than_is_held_is_refused_in_words(db: Database) -> None:
    """Each paper answers for itself: the money of one advance never covers the deduction of another."""
    agreed = contract(db, line("5000"))
    first, second = advance(db, agreed, "500"), advance(db, agreed, "100")
    pay(db, first)
    pay(db, second)
    for paper, wanted in ((first, "500.01"), (second, "100.01")):
        with pytest.raises(RuleError) as caught:
            ledger.add(
                db,
                ledger.LedgerKind.KEPT,
                contract_id=agreed.id,
                groups=(TaxGroup.from_net(VAT, eur(wanted)),),
                on=ON,
                currency="EUR",
                paper_id=paper.id,
            )
        assert (caught.value.rule, bool(caught.value.next_step)) == ("B7", True)
    assert ledger.held(db, agreed.id, "EUR") == eur(714)


def test_r_pre_12_a_cancelled_final_gives_back_exactly_what_it_deducted(db: Database) -> None:
    agreed = contract(db, line("5000"))
    pay(db, advance(db, agreed, "1000", gross=True))
    closing = final(db, agreed)
    credit_notes.cancel(db, closing.id, on=ON, reason="Wrong period")
    assert tax_of_all_papers(db, agreed) == eur("159.66")
    (holding,) = ledger.held_papers(db, agreed.id)
    assert (holding.gross, holding.groups[0].tax_amount) == (eur(1000), eur("159.66"))
    assert final(db, agreed).tax == closing.tax
    assert tax_of_all_papers(db, agreed) == eur(950)


def test_r_doc_4_r_pre_5_crediting_all_that_was_left_takes_back_the_difference_and_not_the_rate(
    db: Database,
) -> None:
    """A final invoice of 2478.98 + 471.02 is credited with 471.02, though 19 % of its net would be 471.01."""
    agreed = contract(db, line("5000"))
    for _ in range(3):
        pay(db, advance(db, agreed, "1000", gross=True))
    closing = final(db, agreed)
    rest = line("2478.98", text="Not delivered")
    credit = credit_notes.credit(db, closing.id, on=ON, reason="Not delivered", lines=(rest,))
    assert (credit.net, credit.tax) == (closing.net, closing.tax) == (eur("2478.98"), eur("471.02"))
    assert invoices.open_of(db, closing.id) == eur(0)


ADVANCES = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.booleans(),
        st.lists(st.integers(1, 99), max_size=2),
        st.sampled_from(["pay all", "credit the rest", "cancel"]),
    ),
    max_size=3,
)
PRICES = st.lists(st.integers(1000, 10**6), min_size=2, max_size=2)
# Without shrinking: every example draws papers, and a story of three advances is short enough to read.
QUICK = settings(max_examples=20, deadline=None, phases=[Phase.reuse, Phase.generate])


def owes_the_tax_of_the_price(book: Database, agreed: Contract) -> None:
    """Bill the rest: the papers together are the price, for net and every part of the tax, and nothing is held."""
    price = agreed.totals()
    closing = final(book, agreed)
    together = merge((*closing.groups, *(group for row in closing.deductions for group in row.groups)))
    assert {group.tax.key: (group.net, group.amounts) for group in together} == {
        group.tax.key: (group.net, group.amounts) for group in price.groups
    }
    assert not ledger.held(book, agreed.id, agreed.currency)


@QUICK
@given(prices=PRICES, story=ADVANCES, data=st.data())
def test_r_pre_6_any_story_of_advances_owes_the_tax_of_the_price_and_no_cent_more(
    prices: list[int], story: list[tuple[int, bool, list[int], str]], data: st.DataObject
) -> None:
    """Through the use cases: any number, order, part payment and credit of advances, then the final invoice."""
    book = open_german(None)
    rows = [
        line(str(Decimal(price).scaleb(-2)), tax=tax) for tax, price in zip((VAT, LOW), prices, strict=True)
    ]
    agreed = contract(book, *rows)
    papers = []
    for percent, gross, cuts, end in story:
        draft = prepayments.request(book, agreed.id, on=ON, percent=Decimal(percent), gross=gross)
        papers.append((invoices.issue(book, draft.id, on=ON), cuts, end))
    for paper, cuts, end in data.draw(st.permutations(papers)):
        for cut in cuts:
            part = invoices.open_of(book, paper.id).percent(Decimal(cut))
            if part:
                pay(book, paper, part)
        still_open = invoices.open_of(book, paper.id)
        if not still_open:
            continue
        if end == "pay all":
            pay(book, paper, still_open)
        elif end == "cancel" and still_open == paper.due:
            credit_notes.cancel(book, paper.id, on=ON, reason="Not needed")
        else:
            prepayments.credit_rest(book, paper.id, on=ON, reason="Not needed")
    owes_the_tax_of_the_price(book, agreed)
    assert tax_of_all_papers(book, agreed) == agreed.totals().tax
    book.close()


@QUICK
@given(prices=PRICES, received=st.lists(st.integers(1, 300), max_size=4))
def test_r_pre_6_r_pre_16_any_money_received_in_india_is_taxed_once(
    prices: list[int], received: list[int]
) -> None:
    """Receipt vouchers of any size: both halves of every rate add up to those of the price."""
    book = open_indian(None)
    five = Tax(rate=Decimal(5), parts=("CGST", "SGST"))
    rows = [
        line(str(Decimal(price).scaleb(-2)), tax=tax) for tax, price in zip((GST, five), prices, strict=True)
    ]
    agreed = contract(book, *rows)
    for minor in received:
        prepayments.receive(book, agreed.id, Money(minor, "INR"), on=ON)
    owes_the_tax_of_the_price(book, agreed)
    book.close()
