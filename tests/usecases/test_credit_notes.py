"""Cancelling, crediting and correcting issued papers (R-DOC-3 to R-DOC-6, B16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientdesk.domain.credit import check_credit, credit_groups
from clientdesk.domain.errors import ChecksFailedError, RuleError, StateError
from clientdesk.domain.invoice import Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.line import Line
from clientdesk.domain.money import Money, total
from clientdesk.domain.party import BankAccount, Party
from clientdesk.domain.tax import merge
from clientdesk.domain.work import WorkEntry, WorkKind
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import credit_notes, invoices, payments
from tests.usecases.billing import LOW, ON, VAT, contract, eur, issued, line, open_german

LATER = date(2026, 5, 20)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def test_r_doc_3_original_and_cancellation_are_nothing_in_every_group(db: Database):
    original = issued(db, line("75"), line("49.90", tax=LOW))
    cancelled = credit_notes.cancel(db, original.id, on=LATER, reason="Wrong client")
    assert cancelled.kind is InvoiceKind.CANCELLATION
    assert cancelled.corrects_id == original.id
    assert (cancelled.series, cancelled.number) == ("credit_note", "RK-2026-001")
    together = merge((*original.groups, *(-group for group in cancelled.groups)))
    assert all(not group.net and not group.tax_amount for group in together)
    assert invoices.open_of(db, original.id) == eur(0)
    assert invoices.get(db, original.id) == original


def test_r_doc_3_a_cancellation_is_not_repeated_and_not_cancelled(db: Database):
    original = issued(db)
    cancelled = credit_notes.cancel(db, original.id, on=LATER, reason="Wrong client")
    for wrong in (original.id, cancelled.id):
        with pytest.raises(StateError):
            credit_notes.cancel(db, wrong, on=LATER, reason="Again")
    draft = invoices.create(db, 1, on=LATER, lines=(line("1"),))
    with pytest.raises(StateError):
        credit_notes.cancel(db, draft.id, on=LATER, reason="No")


def test_r_doc_3_the_reason_is_asked_for(db: Database):
    with pytest.raises(RuleError) as caught:
        credit_notes.cancel(db, issued(db).id, on=LATER, reason=" ")
    assert caught.value.field == "reason"


def test_r_doc_5_a_credit_counts_negative(db: Database):
    original = issued(db, line("74.85", tax=LOW))
    credit = credit_notes.cancel(db, original.id, on=LATER, reason="Returned")
    assert (credit.gross, credit.sign) == (eur("80.09"), -1)
    balance = db.value(
        "SELECT sum(CASE WHEN series = 'credit_note' THEN -gross ELSE gross END) FROM invoices"
    )
    assert balance == 0


def test_r_doc_4_a_part_is_credited_and_never_more_than_there_was(db: Database):
    original = issued(db, line("1489.90", key="a"), line("74.85", tax=LOW, key="b"))
    part = credit_notes.credit(
        db, original.id, on=LATER, reason="Not delivered", lines=(line("74.85", tax=LOW, key="b"),)
    )
    assert (part.kind, part.gross) == (InvoiceKind.CREDIT_NOTE, eur("80.09"))
    for wrong in (line("0.01", tax=LOW, key="b"), line("0.01", tax=LOW), line("1490", key="a")):
        with pytest.raises((RuleError, ChecksFailedError)):
            credit_notes.credit(db, original.id, on=LATER, reason="More", lines=(wrong,))
    rest = credit_notes.credit(db, original.id, on=LATER, reason="All", lines=(line("1489.90", key="a"),))
    assert invoices.open_of(db, original.id) == eur(0)
    assert part.gross is not None
    assert rest.gross is not None
    assert part.gross + rest.gross == original.gross


def test_r_doc_4_the_tax_of_the_last_credit_is_what_is_left(db: Database):
    rows = [line("10.08", key=f"r{n}", tax=LOW) for n in range(3)]
    original = issued(db, *rows)
    assert original.tax == eur("2.12")  # and three times 0.71 would be 2.13
    parts = [
        credit_notes.credit(db, original.id, on=LATER, reason="Back", lines=(row,)) for row in original.lines
    ]
    assert [part.tax for part in parts] == [eur("0.71"), eur("0.70"), eur("0.71")]
    assert invoices.open_of(db, original.id) == eur(0)


def test_r_doc_4_an_amount_with_tax_inside(db: Database):
    original = issued(db, line("100"), line("100", tax=LOW))
    credit = credit_notes.credit(db, original.id, on=LATER, reason="Goodwill", amount=eur("113"))
    assert credit.gross == eur("113.00")
    assert [group.gross for group in credit.groups] == [eur("59.50"), eur("53.50")]
    with pytest.raises(RuleError) as caught:
        credit_notes.credit(db, original.id, on=LATER, reason="Goodwill", amount=eur("113.01"))
    assert caught.value.rule == "R-DOC-4"


def test_r_doc_4_what_was_credited_in_part_is_not_cancelled_whole(db: Database):
    original = issued(db, line("100"))
    credit_notes.credit(db, original.id, on=LATER, reason="Goodwill", amount=eur("19"))
    with pytest.raises(StateError):
        credit_notes.cancel(db, original.id, on=LATER, reason="All")


def test_a_credit_can_be_drafted_cut_down_and_issued(db: Database):
    original = issued(db, line("100", key="a"), line("50", key="b"))
    draft = credit_notes.draft_credit(db, original.id, reason="Second row was not delivered")
    draft = invoices.change(db, replace(draft, lines=draft.lines[1:]))
    assert invoices.issue(db, draft.id, on=LATER).gross == eur("59.50")
    too_much = credit_notes.draft_credit(db, original.id)
    assert "R-DOC-4" in {problem.rule for problem in invoices.problems(db, too_much, on=LATER)}


def test_r_doc_6_b16_a_correction_is_a_cancellation_and_a_new_paper(db: Database):
    original = issued(db, line("100"))
    payments.record(db, 1, eur(119), on=ON, allocate=((original.id, eur(119)),))
    draft = credit_notes.correct(db, original.id, on=LATER, reason="Wrong price")
    assert (draft.kind, draft.state, draft.corrects_id) == (
        InvoiceKind.CORRECTION,
        InvoiceState.DRAFT,
        original.id,
    )
    assert draft.type_code == 384
    assert invoices.open_of(db, original.id) == eur(-119)
    invoices.change(db, replace(draft, lines=(line("150"),)))
    corrected = invoices.issue(db, draft.id, on=LATER)
    assert corrected.number == "RE-2026-002"
    assert invoices.open_of(db, original.id) == eur(0)
    assert invoices.open_of(db, corrected.id) == eur("59.50")
    assert payments.credit_of(db, 1, "EUR") == eur(0)


def test_b16_money_that_is_too_much_for_the_correction_stays_the_clients(db: Database):
    original = issued(db, line("100"))
    payments.record(db, 1, eur(119), on=ON, allocate=((original.id, eur(119)),))
    draft = credit_notes.correct(db, original.id, on=LATER, reason="Wrong price")
    corrected = invoices.issue(db, invoices.change(db, replace(draft, lines=(line("50"),))).id, on=LATER)
    assert invoices.open_of(db, corrected.id) == eur(0)
    assert invoices.open_of(db, original.id) == eur("-59.50")
    payments.refund(db, 1, eur("59.50"), on=LATER, invoice_id=original.id)
    assert invoices.open_of(db, original.id) == eur(0)


def test_b31_the_work_of_a_cancelled_invoice_can_be_billed_again(db: Database):
    agreed = contract(db, line("1000"), hourly_rate=Decimal(90))
    with transaction(db):
        tables.work_entries.add(
            db,
            WorkEntry(
                contract_id=agreed.id,
                kind=WorkKind.HOURS,
                on=ON,
                description="Extra",
                hours=Decimal(2),
                rate=Decimal(90),
            ),
        )
    first = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)
    second = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)
    paper = invoices.issue(db, first.id, on=ON)
    assert paper.net == eur(180)
    assert "B31" in {problem.rule for problem in invoices.problems(db, second, on=ON)}
    with pytest.raises(StateError):
        invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.INVOICE)
    credit_notes.cancel(db, paper.id, on=ON, reason="Wrong hours")
    assert invoices.problems(db, second, on=ON) == ()


def _issued(lines: list[Line], kind: InvoiceKind = InvoiceKind.INVOICE) -> Invoice:
    return Invoice(kind=kind, currency="EUR", lines=tuple(lines)).issue(
        "1", series="x", on=ON, due_on=ON, seller=Party(), buyer=Party(), account=BankAccount()
    )


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 10**6)), max_size=10),
)
def test_r_doc_4_credits_never_exceed_the_original(
    rows: list[tuple[int, bool]], wishes: list[tuple[int, int]]
):
    original = _issued(
        [
            line(str(Decimal(price).scaleb(-2)), key=f"r{n}", tax=VAT if high else LOW)
            for n, (price, high) in enumerate(rows)
        ]
    )
    done: list[Invoice] = []
    for row, minor in wishes:
        source = original.lines[row % len(original.lines)]
        wanted = replace(source, unit_price=Decimal(minor).scaleb(-2))
        draft = Invoice(kind=InvoiceKind.CREDIT_NOTE, currency="EUR", lines=(wanted,))
        try:
            check_credit(draft, original, done)
        except RuleError:
            continue
        groups = credit_groups(draft, original, done)
        done.append(replace(_issued([wanted], InvoiceKind.CREDIT_NOTE), groups=groups))
        zero = Money.zero("EUR")
        for group in original.groups:
            taken = [one for paper in done for one in paper.groups if one.tax.key == group.tax.key]
            assert zero <= total((one.net for one in taken), "EUR") <= group.net
            assert zero <= total((one.tax_amount for one in taken), "EUR") <= group.tax_amount
            if total((one.net for one in taken), "EUR") == group.net:
                assert total((one.gross for one in taken), "EUR") == group.gross
