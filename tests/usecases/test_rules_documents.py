"""Rules of documents, numbers, terms and quotes on a real book (R-DOC-*, R-NUM-*, R-DUE-*, R-QUO-*, R-PRE-19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import ClientKind
from clientdesk.domain.errors import ClientdeskError, RuleError, StateError
from clientdesk.domain.invoice import DueRule, InvoiceKind
from clientdesk.domain.quote import AcceptanceMethod
from clientdesk.storage import tables
from clientdesk.storage.database import Database, transaction
from clientdesk.usecases import (
    clients,
    contracts,
    credit_notes,
    invoices,
    numbering,
    papers,
    payments,
    prepayments,
    quotes,
)
from tests.usecases.billing import ON, contract, eur, issued, line, open_german, open_indian

LATER = ON + timedelta(days=10)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def rules(db: Database, invoice_id: int, on: date = ON) -> set[str]:
    return {warning.rule for warning in invoices.warnings(db, invoices.get(db, invoice_id), on=on)}


def test_r_doc_1_the_database_itself_refuses_to_change_or_delete_what_was_issued(db: Database) -> None:
    """Not only the window and the use cases: a foreign tool with SQL is refused as well."""
    paper = issued(db)
    for sql in (
        "DELETE FROM invoices WHERE id = ?",
        "UPDATE invoices SET state = 'draft' WHERE id = ?",
        "UPDATE invoices SET gross = gross + 1 WHERE id = ?",
        "UPDATE invoices SET number = 'RE-X' WHERE id = ?",
        "UPDATE invoices SET buyer = '{}' WHERE id = ?",
    ):
        with pytest.raises(ClientdeskError), transaction(db):
            db.execute(sql, (paper.id,))
    assert invoices.get(db, paper.id) == paper


def test_r_doc_3_seventy_five_and_its_credit_are_nothing(db: Database) -> None:
    """75.00/14.25 and -75.00/-14.25; the counter-paper names number and date of the original."""
    import pypdfium2

    original = issued(db, line("75"))
    assert (original.net, original.tax) == (eur("75.00"), eur("14.25"))
    counter = credit_notes.cancel(db, original.id, on=LATER, reason="Wrong client")
    assert (counter.net, counter.tax, counter.sign) == (eur("75.00"), eur("14.25"), -1)
    kept = papers.kept(db, "invoice", counter.id)
    assert kept is not None
    pdf = pypdfium2.PdfDocument(kept.pdf)
    text = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert original.number in text
    assert "2026" in text.split(original.number, 1)[1]
    assert invoices.open_of(db, original.id) == eur(0)


def test_r_doc_4_a_second_credit_of_one_cent_is_refused_by_line_and_by_amount(db: Database) -> None:
    """Credit 89.07 of 89.07 is fine; one cent more is not, whichever way it is asked for."""
    original = issued(db, line("74.85", key="a"), line("100", key="b"))
    credit_notes.credit(db, original.id, on=LATER, reason="Back", lines=(original.lines[0],))
    with pytest.raises(ClientdeskError):
        credit_notes.credit(
            db,
            original.id,
            on=LATER,
            reason="More",
            lines=(replace(original.lines[0], unit_price=Decimal("0.01")),),
        )
    rest = eur("119.00")
    with pytest.raises(RuleError) as caught:
        credit_notes.credit(db, original.id, on=LATER, reason="More", amount=rest + eur("0.01"))
    assert caught.value.rule == "R-DOC-4"
    credit_notes.credit(db, original.id, on=LATER, reason="Rest", amount=rest)
    assert invoices.open_of(db, original.id) == eur(0)
    with pytest.raises(ClientdeskError):
        credit_notes.credit(db, original.id, on=LATER, reason="More", amount=eur("0.01"))


def test_r_doc_8_every_kind_has_its_code_and_a_quote_has_none(db: Database) -> None:
    """386 for an advance, 326 for a partial, 380 for a final, 381 for its credit, 384 for a correction."""
    agreed = contract(db, line("1000"))
    advance = invoices.issue(db, prepayments.request(db, agreed.id, on=ON, percent=Decimal(10)).id, on=ON)
    payments.record(db, 1, eur(119), on=ON, allocate=((advance.id, eur(119)),))
    part = invoices.from_contract(db, agreed.id, on=ON, kind=InvoiceKind.PARTIAL, percent=Decimal(10))
    part = invoices.issue(db, part.id, on=ON)
    closing = invoices.issue(db, invoices.from_contract(db, agreed.id, on=ON).id, on=ON)
    credit = credit_notes.credit(db, closing.id, on=ON, reason="Goodwill", amount=eur(1))
    correction = credit_notes.correct(db, issued(db).id, on=ON, reason="Wrong words")
    codes = [paper.type_code for paper in (advance, part, closing, credit, correction)]
    assert codes == [386, 326, 380, 381, 384]
    assert not hasattr(quotes.create(db, 1, on=ON, lines=(line("1"),)), "type_code")


def test_r_num_5_an_advance_takes_the_number_before_the_invoice(db: Database) -> None:
    """RE-…-001 is the advance (386), RE-…-002 the invoice (380): one series, as France demands."""
    agreed = contract(db, line("1000"))
    advance = invoices.issue(db, prepayments.request(db, agreed.id, on=ON, percent=Decimal(30)).id, on=ON)
    invoice = issued(db)
    assert (advance.number, invoice.number) == ("RE-2026-001", "RE-2026-002")
    credit = credit_notes.cancel(db, invoice.id, on=ON, reason="Wrong client")
    assert credit.number == "RK-2026-001"
    assert issued(db).number == "RE-2026-003"


def test_r_num_6_the_book_goes_on_after_the_number_used_elsewhere(db: Database) -> None:
    """Start at 43 after 42 elsewhere: once, and never again."""
    numbering.set_start(db, "invoice", 42, on=ON)
    assert issued(db).number == "RE-2026-043"
    with pytest.raises(StateError):
        numbering.set_start(db, "invoice", 100, on=ON)
    assert issued(db).number == "RE-2026-044"


def test_r_num_3_the_financial_year_of_the_issue_date_restarts_the_counter(tmp_path: Path) -> None:
    """IN: issued 2027-03-31 it is 26-27/0002, a day later 27-28/0001."""
    from tests.usecases.billing import GST

    book = open_indian(tmp_path / "in")
    for day, number in (
        (date(2027, 3, 30), "INV/26-27/0001"),
        (date(2027, 3, 31), "INV/26-27/0002"),
        (date(2027, 4, 1), "INV/27-28/0001"),
    ):
        assert issued(book, line("100", tax=GST), on=day).number == number


@pytest.mark.parametrize(("days", "warned"), [(60, False), (61, True)])
def test_r_due_1_more_than_sixty_days_are_warned_of_between_businesses(
    db: Database,
    days: int,
    warned: bool,
) -> None:
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    invoices.change(db, replace(draft, due_days=days))
    assert ("R-DUE-1" in rules(db, draft.id)) is warned
    clients.change(db, replace(clients.get(db, 1), kind=ClientKind.PERSON))
    assert "R-DUE-1" not in rules(db, draft.id)


def test_r_due_1_thirty_days_and_thirty_days_end_of_month(db: Database) -> None:
    """2026-11-03 with 30 days: 2026-12-03; 30 days end of month: 2026-12-31."""
    on = date(2026, 11, 3)
    draft = invoices.create(db, 1, on=on, lines=(line("1"),))
    assert invoices.change(db, replace(draft, due_days=30)).day_due(on, 14) == date(2026, 12, 3)
    assert invoices.issue(db, draft.id, on=on).due_on == date(2026, 12, 3)
    end = invoices.create(db, 1, on=on, lines=(line("1"),))
    invoices.change(db, replace(end, due_days=30, due_rule=DueRule.END_OF_MONTH))
    assert invoices.issue(db, end.id, on=on).due_on == date(2026, 12, 31)


def test_r_quo_3_quote_contract_and_invoice_know_each_other(db: Database) -> None:
    quote = quotes.create(db, 1, on=ON, title="Logo", lines=(line("5000"),))
    quotes.change(db, replace(quote, not_included="Print", change_terms="90 an hour"))
    quotes.send(db, quote.id, on=ON)
    quotes.accept(db, quote.id, by="Karl", on=ON, method=AcceptanceMethod.MAIL)
    agreed = contracts.from_quote(db, quote.id, on=ON)
    contracts.set_plan(db, agreed.id, ())
    agreed = contracts.sign(db, agreed.id, by="Karl", on=ON)
    paper = invoices.issue(db, invoices.from_contract(db, agreed.id, on=ON).id, on=ON)
    assert (agreed.quote_id, paper.contract_id) == (quote.id, agreed.id)
    assert [found.id for found in tables.contracts.find(db, "quote_id = ?", (quote.id,))] == [agreed.id]
    assert [found.id for found in tables.invoices.find(db, "contract_id = ?", (agreed.id,))] == [paper.id]
    # Copied by value: a new version of the quote moves neither the contract nor the invoice.
    revised = quotes.revise(db, quote.id)
    quotes.change(db, replace(revised, lines=(line("9999"),)))
    assert contracts.get(db, agreed.id).totals().net == paper.net == eur(5000)


def test_r_pre_19_of_1200_paid_on_1134_32_the_rest_is_credit_and_can_be_given_back(db: Database) -> None:
    paper = issued(db, line("953.21"))
    assert paper.gross == eur("1134.32")
    payments.record(db, 1, eur(1200), on=ON, allocate=((paper.id, eur("1134.32")),))
    assert payments.credit_of(db, 1, "EUR") == eur("65.68")
    with pytest.raises(RuleError):
        payments.refund(db, 1, eur("65.69"), on=LATER)
    payments.refund(db, 1, eur("65.68"), on=LATER)
    assert payments.credit_of(db, 1, "EUR") == eur(0)
    assert invoices.open_of(db, paper.id) == eur(0)
