"""Statement of account and client file from real books: what a client reads, in any order of billing and paying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import RuleError
from clientdesk.domain.milestone import Milestone
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, Contact, TaxId
from clientdesk.domain.payment import SettlementReason
from clientdesk.queries.client_page import figures
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    client_papers,
    clients,
    credit_notes,
    invoices,
    issuer,
    milestones,
    payments,
    prepayments,
    quotes,
    reversals,
)
from tests.documents.samples import pages, words
from tests.usecases.billing import contract, eur, issued, line, open_german

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 17)


@pytest.fixture
def db() -> Database:
    book = open_german(None)
    clients.change(book, replace(clients.get(book, 1), language="en", number="K-7"))
    return book


def statement(db: Database, *, first: date = date(2026, 1, 1), last: date = JUNE, client_id: int = 1) -> str:
    return words(client_papers.statement_pdf(db, client_id, first=first, last=last, on=JUNE))


def client_file(db: Database, **changes: object) -> str:
    if changes:
        clients.change(db, replace(clients.get(db, 1), **changes))  # type: ignore[arg-type]
    return words(client_papers.client_file_pdf(db, 1, on=JUNE, language="en"))


# --- the statement ------------------------------------------------------------------------------------------------


def test_every_paper_and_payment_stands_there_with_the_balance_after_it(db: Database) -> None:
    paper = issued(db, line("1000"))
    payments.record(db, 1, eur("190"), on=date(2026, 5, 20), allocate=((paper.id, eur("190")),))
    credit_notes.credit(db, paper.id, on=date(2026, 6, 1), reason="Less", amount=eur("119"))
    payments.settle(db, paper.id, SettlementReason.WRITE_OFF, eur("1"), on=date(2026, 6, 2))
    said = statement(db)
    for row in (
        "Jan 1, 2026 Opening balance 0.00",
        "May 4, 2026 Invoice RE-2026-001 1,190.00 1,190.00",
        "May 20, 2026 Payment bank transfer · for RE-2026-001 190.00 1,000.00",
        "Jun 1, 2026 Credit note",
        "119.00 881.00",
        "Jun 2, 2026 Written off RE-2026-001 1.00 880.00",
        "Charged €1,190.00",
        "Paid or credited −€310.00",
        "Balance on June 17, 2026 €880.00",
    ):
        assert row in said, (row, said)


def test_the_opening_balance_carries_what_was_before(db: Database) -> None:
    issued(db, line("1000"))
    said = statement(db, first=date(2026, 6, 1))
    assert "Jun 1, 2026 Opening balance 1,190.00 Opening balance" in said
    assert "Open on June 17, 2026 (EUR)" in said


def test_what_is_open_says_since_when_and_how_it_is_paid_by_age(db: Database) -> None:
    for on, price in ((date(2026, 2, 2), "100"), (date(2026, 4, 20), "200"), (date(2026, 5, 20), "300")):
        issued(db, line(price), on=on)
    issued(db, line("400"), on=JUNE)
    said = statement(db)
    assert "Invoice RE-2026-001 Feb 2, 2026 Feb 16, 2026 121 119.00" in said
    assert "Invoice RE-2026-004 Jun 17, 2026 Jul 1, 2026 476.00" in said
    assert (
        "Not due yet 1 to 30 days 31 to 60 days Over 60 days Sum 476.00 357.00 238.00 119.00 1,190.00" in said
    )
    assert "Please pay €1,190.00: what is overdue on receipt, the rest by the day it is due" in said
    assert "DE89 3704 0044 0532 0130 00" in said
    assert "Scan with" not in said, "a code would name one amount of four"


def test_one_open_paper_is_paid_with_its_number_and_its_code(db: Database) -> None:
    issued(db, line("100"), on=JUNE)
    said = statement(db)
    assert "Please pay €119.00 by July 1, 2026." in said
    assert "Reference RE-2026-001" in said
    assert "Scan with your banking app" in said


def test_a_statement_of_earlier_days_asks_for_nothing_that_was_paid_since(db: Database) -> None:
    paper = issued(db, line("100"))
    assert "Please pay €119.00" in statement(db, last=date(2026, 5, 31)), "still open today"
    payments.record(db, 1, eur("119"), on=date(2026, 6, 1), allocate=((paper.id, eur("119")),))
    said = statement(db, last=date(2026, 5, 31))
    assert "Balance on May 31, 2026 €119.00" in said
    assert "Please pay" not in said
    assert "Scan with" not in said


def test_credit_is_taken_off_and_said(db: Database) -> None:
    paper = issued(db, line("100"))
    payments.record(db, 1, eur("150"), on=JUNE, allocate=((paper.id, eur("119")),))
    said = statement(db)
    assert "Your credit −€31.00" in said
    assert "The balance of €31.00 is in your favour." in said
    assert "Please pay" not in said


def test_a_payment_taken_back_is_there_twice_and_explained(db: Database) -> None:
    paper = issued(db, line("100"))
    slip = payments.record(db, 1, eur("119"), on=JUNE, allocate=((paper.id, eur("119")),))
    reversals.payment(db, slip.id, on=JUNE, note="Another client's")
    said = statement(db)
    assert "Payment bank transfer 119.00 0.00" in said
    assert "Payment taken back It was recorded by mistake. 119.00 119.00" in said


def test_r_pre_18_prepaid_money_has_its_own_line(db: Database) -> None:
    made = contract(db, line("1000"), title="Retainer", number="VT-1")
    prepayments.receive(db, made.id, eur("1000"), on=MAY)
    said = statement(db, first=date(2026, 6, 1))
    assert "Prepayments held for you (EUR)" in said
    assert "VT-1 · Retainer 1,000.00 0.00 0.00 1,000.00" in said
    assert "Balance on June 17, 2026 €0.00" in said


def test_each_currency_has_its_own_tables(db: Database) -> None:
    issued(db, line("100"))
    draft = invoices.create(db, 1, on=JUNE, lines=(line("200"),))
    invoices.change(db, replace(draft, currency="USD", home_rate=Decimal("0.9")))
    invoices.issue(db, draft.id, on=JUNE)
    said = statement(db)
    assert "Account in EUR" in said
    assert "Account in USD" in said
    assert "Balance on June 17, 2026 €119.00" in said
    assert "Balance on June 17, 2026 $238.00" in said
    assert "357.00" not in said


def test_a_client_without_papers_is_told_so(db: Database) -> None:
    said = statement(db)
    assert "Nothing was invoiced or paid in this time, and nothing is open." in said
    assert "Please pay" not in said


def test_many_entries_run_over_pages_with_carried_sums(db: Database) -> None:
    for number in range(60):
        paper = issued(db, line("10"), on=date(2026, 1, 5) + timedelta(days=number))
        payments.record(db, 1, eur("11.80"), on=paper.issued_on or MAY, allocate=((paper.id, eur("11.80")),))
    found = pages(client_papers.statement_pdf(db, 1, first=date(2026, 1, 1), last=JUNE, on=JUNE))
    assert len(found) > 4
    assert "Balance on June 17, 2026" in " ".join(found)
    carried = found[3].split("Carried forward")[1].split()[0]
    assert f"Brought forward {carried}" in found[4]
    assert "€6.00" in " ".join(found), "60 times 10 cents are open"


@pytest.mark.parametrize("name", ["دار الواحة للنشر", "శ్రావణి & కిరణ్", "<b>Krumm & Söhne</b>"])
def test_names_and_words_of_any_script_are_drawn(db: Database, name: str) -> None:
    clients.change(db, replace(clients.get(db, 1), name=name, language="ar"))
    paper = issued(db, line("100"))
    payments.record(
        db, 1, eur("10"), on=JUNE, allocate=((paper.id, eur("10")),), reference="\N{PILE OF POO} ref"
    )
    payments.record(db, 1, eur("1"), on=JUNE, reference="\N{PILE OF POO} no paper")
    assert statement(db)
    assert client_file(db, what_matters="Loves \N{PILE OF POO}")


def test_days_in_the_wrong_order_or_to_come_are_refused(db: Database) -> None:
    with pytest.raises(RuleError) as wrong:
        client_papers.statement(db, 1, first=JUNE, last=MAY, on=JUNE)
    assert wrong.value.field == "first"
    with pytest.raises(RuleError) as early:
        client_papers.statement(db, 1, first=MAY, last=JUNE, on=MAY)
    assert early.value.field == "last"


def test_the_usual_days_begin_with_the_financial_year_or_the_oldest_open_paper(db: Database) -> None:
    issuer.save(db, replace(issuer.get(db), fiscal_year_start=4))
    assert client_papers.period(db, 1, on=JUNE) == (date(2026, 4, 1), JUNE)
    assert client_papers.period(db, 1, on=date(2026, 3, 1)) == (date(2025, 4, 1), date(2026, 3, 1))
    paper = issued(db, line("100"), on=date(2026, 1, 7))
    assert client_papers.period(db, 1, on=JUNE) == (date(2026, 1, 7), JUNE)
    payments.record(db, 1, eur("119"), on=JUNE, allocate=((paper.id, eur("119")),))
    assert client_papers.period(db, 1, on=JUNE) == (date(2026, 4, 1), JUNE)


def test_the_same_day_gives_the_same_bytes(db: Database) -> None:
    issued(db, line("100"))
    first, second = (client_papers.statement_pdf(db, 1, first=MAY, last=JUNE, on=JUNE) for _ in range(2))
    assert first == second


# --- the client file ----------------------------------------------------------------------------------------------


def test_the_file_names_itself_and_asks_for_no_money(db: Database) -> None:
    issued(db, line("100"))
    said = client_file(db)
    assert "Client file Bäckerei Krumm GmbH" in said
    assert "As of June 17, 2026, for your own desk: not meant for the client." in said
    for absent in ("IBAN", "DE89", "Please pay"):
        assert absent not in said


def test_all_there_is_to_know_stands_there(db: Database) -> None:
    made = contract(db, line("1000"), title="Signs", number="VT-1")
    milestones.create(db, Milestone(contract_id=made.id, title="Shop sign", promised_on=date(2026, 7, 3)))
    draft = quotes.create(db, 1, on=JUNE, title="Van lettering", lines=(line("500"),))
    quotes.change(db, replace(draft, not_included="None", change_terms="None"))
    quotes.send(db, draft.id, on=JUNE)
    said = client_file(
        db,
        what_matters="Call after eleven.",
        notes="Pays by standing order.",
        source="Recommended by Vogt",
        due_days=30,
        contacts=(
            Contact(name="Eva Krumm", role="Owner", email="eva@krumm.example", phone="+49 341 5550181"),
        ),
        tax_ids=(TaxId(kind="vat_id", value="DE136695976"),),
        addresses=(
            Address(street="Markt 3", postal_code="04109", city="Leipzig", country="DE"),
            Address(label="Bakehouse", street="Hof 1", postal_code="04177", city="Leipzig", country="DE"),
        ),
    )
    for part in (
        "What matters most Call after eleven.",
        "Notes Pays by standing order.",
        "Eva Krumm Owner eva@krumm.example +49 341 5550181",
        "Markt 3, 04109 Leipzig, Germany",
        "Bakehouse Hof 1, 04177 Leipzig, Germany",
        "DE136695976",
        "30 days",
        "Recommended by Vogt",
        "VT-1 · Signs Feb 24, 2026 running €1,000.00",
        "Shop sign VT-1 Jul 3, 2026",
        "AN-2026-001 · Van lettering",
        "€595.00",
        "Contract signed VT-1 · Signs",
    ):
        assert part in said, (part, said)


def test_the_money_of_the_file_is_that_of_the_clients_page(db: Database) -> None:
    paper = issued(db, line("1000"))
    payments.record(db, 1, eur("500"), on=JUNE, allocate=((paper.id, eur("500")),))
    payments.settle(db, paper.id, SettlementReason.BANK_FEE, eur("10"), on=JUNE)
    made = contract(db, line("1000"))
    prepayments.receive(db, made.id, eur("119"), on=JUNE)
    (known,) = figures(db, 1, today=JUNE)
    assert known.outstanding == known.overdue == eur("680")
    assert known.prepaid == Money(11900, "EUR")
    said = client_file(db)
    assert (
        "Invoiced Paid Settled otherwise Open Overdue Prepaid €1,309.00 €619.00 €10.00 €680.00 €680.00 €119.00"
        in said
    )


def test_a_new_client_has_a_page_too(db: Database) -> None:
    made = clients.create(db, Client(name="Neu"))
    said = words(client_papers.client_file_pdf(db, made.id, on=JUNE, language="en"))
    assert "Nothing has happened with this client yet." in said


def test_the_file_speaks_the_issuers_language_where_none_is_asked_for(db: Database) -> None:
    issuer.save(db, replace(issuer.get(db), language="de"))
    assert "17. Juni 2026" in words(client_papers.client_file_pdf(db, 1, on=JUNE))
