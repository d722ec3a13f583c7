"""Invoices on a real book: drafts, checks, issuing in one act, and that nothing issued changes (R-DOC-*, R-NUM-*)."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import ClientKind
from clientdesk.domain.errors import ChecksFailedError, ConflictError, NotFoundError, RuleError, StateError
from clientdesk.domain.invoice import DueRule, Invoice, InvoiceKind, InvoiceState
from clientdesk.domain.issuer import TaxPoint, TaxStatus
from clientdesk.domain.line import LineRole
from clientdesk.domain.paper import digest
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.tax import Tax, TaxCategory
from clientdesk.storage import tables
from clientdesk.storage.database import Database, open_book, transaction
from clientdesk.usecases import clients, credit_notes, invoices, issuer, numbering, papers, payments
from tests.documents.samples import words
from tests.usecases.billing import ON, VAT, contract, eur, issued, line, open_german, open_indian

AE = Tax(category=TaxCategory.REVERSE_CHARGE, reason="Reverse charge", reason_code="VATEX-EU-AE")

#: The end of the history in small print: a number and four groups.
SEAL = re.compile(r"\S+ \d+: [0-9A-F]{4}( [0-9A-F]{4}){3}")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def fields(db: Database, draft: Invoice, on: date = ON) -> set[str]:
    return {problem.field for problem in invoices.problems(db, draft, on=on)}


def rules(db: Database, draft: Invoice, on: date = ON) -> set[str]:
    return {problem.rule for problem in invoices.problems(db, draft, on=on)}


def test_an_invoice_goes_out_with_number_dates_parties_sums_and_paper(db: Database):
    invoice = issued(db, line("5457.50"))
    assert (invoice.number, invoice.series) == ("RE-2026-001", "invoice")
    assert (invoice.issued_on, invoice.due_on) == (ON, date(2026, 5, 18))
    assert (invoice.net, invoice.tax, invoice.gross, invoice.due) == (
        eur("5457.50"),
        eur("1036.93"),
        eur("6494.43"),
        eur("6494.43"),
    )
    assert invoice.seller is not None
    assert invoice.buyer is not None
    assert (invoice.seller.name, invoice.buyer.name) == ("Lena Brandt", "Bäckerei Krumm GmbH")
    kept = papers.kept(db, "invoice", invoice.id)
    assert kept is not None
    assert kept.pdf.startswith(b"%PDF")
    assert kept.sha256 == invoice.paper_sha256 == digest(kept.pdf)
    assert tables.invoices.get(db, invoice.id) == invoice


def test_r_doc_1_a_draft_changes_and_an_issued_one_does_not(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("100"),))
    draft = invoices.change(db, replace(draft, title="Logo", lines=(line("120"),)))
    assert draft.totals().net == eur(120)
    invoice = invoices.issue(db, draft.id, on=ON)
    with pytest.raises(StateError):
        invoices.change(db, replace(invoice, title="Another"))
    with pytest.raises(StateError):
        invoices.delete_draft(db, invoice.id)
    with pytest.raises(StateError), transaction(db):
        tables.invoices.delete(db, invoice.id)
    with pytest.raises(StateError), transaction(db):
        tables.invoices.save(db, replace(invoice, title="Another"))
    assert tables.invoices.get(db, invoice.id) == invoice


def test_r_doc_2_b16_a_client_that_moves_changes_no_issued_paper(db: Database):
    invoice = issued(db)
    before = papers.kept(db, "invoice", invoice.id)
    krumm = clients.get(db, 1)
    moved = Address(street="Neue Str. 9", postal_code="01067", city="Dresden", country="DE")
    clients.change(db, replace(krumm, name="Krumm Backwaren GmbH", addresses=(moved,)))
    issuer.save(db, replace(issuer.get(db), name="Lena Brandt-Vogt"))
    assert papers.kept(db, "invoice", invoice.id) == before
    stored = invoices.get(db, invoice.id)
    assert stored == invoice
    assert before is not None
    # Drawn anew it says the same, but for how far the history has grown since.
    anew = papers.invoice_pdf(db, stored, on=ON, draft=False)
    assert SEAL.sub("", words(anew)) == SEAL.sub("", words(before.pdf))


def test_r_num_1_a_second_click_issues_nothing_and_uses_no_number(db: Database):
    invoice = issued(db)
    with pytest.raises(StateError, match="RE-2026-001"):
        invoices.issue(db, invoice.id, on=ON)
    assert issued(db).number == "RE-2026-002"


def test_r_num_1_b15_a_draft_thrown_away_leaves_no_gap(db: Database):
    first = invoices.create(db, 1, on=ON, lines=(line("1"),))
    invoices.create(db, 1, on=ON, lines=(line("2"),))
    invoices.delete_draft(db, first.id)
    with pytest.raises(NotFoundError):
        invoices.get(db, first.id)
    assert issued(db).number == "RE-2026-001"


def test_r_num_1_a_paper_that_cannot_be_drawn_gives_the_number_back(
    db: Database, monkeypatch: pytest.MonkeyPatch
):
    draft = invoices.create(db, 1, on=ON, lines=(line("100"),))

    def broken(*args: object, **kwargs: object) -> bytes:
        raise RuntimeError("out of ink")

    with monkeypatch.context() as patch:
        patch.setattr(papers, "invoice_pdf", broken)
        with pytest.raises(RuntimeError):
            invoices.issue(db, draft.id, on=ON)
    assert invoices.get(db, draft.id) == draft
    assert papers.kept(db, "invoice", draft.id) is None
    assert numbering.series(db, "invoice").last == 0
    assert invoices.issue(db, draft.id, on=ON).number == "RE-2026-001"


def test_r_num_1_a_process_killed_between_number_and_paper_leaves_no_gap(tmp_path: Path):
    path = tmp_path / "book.clientdesk"
    book = open_german(path)
    draft = invoices.create(book, 1, on=ON, lines=(line("100"),))
    book.close()
    killed = (
        "import os, sys; from datetime import date; from clientdesk.storage.database import open_book;"
        " from clientdesk.usecases import invoices, papers;"
        " papers.invoice_pdf = lambda *a, **k: os._exit(9);"
        f" invoices.issue(open_book(sys.argv[1]), {draft.id}, on=date(2026, 5, 4))"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(path)], check=False, timeout=60)
    assert done.returncode == 9
    book = open_book(path)
    assert invoices.get(book, draft.id) == draft
    assert numbering.series(book, "invoice").last == 0
    assert invoices.issue(book, draft.id, on=ON).number == "RE-2026-001"
    book.close()


def test_r_num_1_two_windows_issuing_at_once_never_share_a_number(tmp_path: Path):
    path = tmp_path / "book.clientdesk"
    book = open_german(path)
    ids = [invoices.create(book, 1, on=ON, lines=(line("100"),)).id for _ in range(8)]
    book.close()
    numbers: list[str] = []

    def work(mine: list[int]) -> None:
        own = open_book(path)
        numbers.extend(invoices.issue(own, one, on=ON).number for one in mine)
        own.close()

    threads = [threading.Thread(target=work, args=(ids[start::2],)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"RE-2026-00{number}" for number in range(1, 9)]


def test_r_num_2_an_earlier_day_is_named_among_the_problems(db: Database):
    issued(db)
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    yesterday = ON - timedelta(days=1)
    assert "R-NUM-2" in rules(db, draft, on=yesterday)
    with pytest.raises(ChecksFailedError):
        invoices.issue(db, draft.id, on=yesterday)


def test_r_num_4_b15_an_indian_number_that_grew_too_long_is_refused(tmp_path: Path):
    db = open_indian(tmp_path / "book")
    series = numbering.series(db, "invoice")
    with transaction(db):
        tables.series.save(db, replace(series, pattern="INV/{fy}/{counter:7}"))
    draft = invoices.create(
        db, 1, on=ON, lines=(line("100", tax=Tax(rate=Decimal(18), parts=("CGST", "SGST"))),)
    )
    assert "series.pattern" in fields(db, draft)


def test_r_due_1_terms_come_from_invoice_contract_client_issuer_in_this_order(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    assert invoices.due_days(db, draft) == 14
    clients.change(db, replace(clients.get(db, 1), due_days=30))
    assert invoices.due_days(db, draft) == 30
    agreed = contract(db, line("1000"), due_days=7)
    assert invoices.due_days(db, replace(draft, contract_id=agreed.id)) == 7
    assert invoices.due_days(db, replace(draft, contract_id=agreed.id, due_days=3)) == 3


def test_r_due_1_end_of_month_and_a_fixed_day(db: Database):
    first = invoices.create(db, 1, on=ON, lines=(line("1"),))
    invoices.change(db, replace(first, due_days=30, due_rule=DueRule.END_OF_MONTH))
    assert invoices.issue(db, first.id, on=date(2026, 11, 3)).due_on == date(2026, 12, 31)
    second = invoices.create(db, 1, on=ON, lines=(line("1"),))
    invoices.change(db, replace(second, due_on=date(2026, 12, 24)))
    assert invoices.issue(db, second.id, on=date(2026, 11, 3)).due_on == date(2026, 12, 24)


def test_a_stale_editor_cannot_overwrite(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    invoices.change(db, replace(draft, title="First"))
    with pytest.raises(ConflictError):
        invoices.change(db, replace(draft, title="Second"))


def test_checks_list_everything_that_is_missing_at_once(tmp_path: Path):
    db = open_german(tmp_path / "book")
    own = issuer.get(db)
    issuer.save(db, replace(own, name="", tax_ids=(), address=Address(country="DE")))
    clients.change(db, replace(clients.get(db, 1), addresses=()))
    draft = invoices.create(db, 1, on=ON, title="Lorem ipsum dolor")
    draft = invoices.change(
        db,
        replace(
            draft,
            currency="USD",
            due_days=999,
            supplied_from=None,
            supplied_to=None,
            lines=(line("500", text=""), line("10", tax=Tax())),
        ),
    )
    found = invoices.problems(db, draft, on=ON)
    assert {problem.field for problem in found} == {
        "issuer.name",
        "issuer.address",
        "issuer.tax_ids",
        "client.address",
        "lines.0.description",
        "lines.1.tax",
        "supplied_to",
        "due_days",
        "home_rate",
        "title",
    }
    assert all(problem.next_step for problem in found)
    with pytest.raises(ChecksFailedError) as caught:
        invoices.issue(db, draft.id, on=ON)
    assert len(caught.value.problems) == len(found) == caught.value.values["count"]
    assert numbering.series(db, "invoice").last == 0


def test_a_new_book_says_first_that_the_country_is_missing(tmp_path: Path):
    db = open_book(tmp_path / "book")
    clients.create(db, clients.Client(name="Krumm", currency="EUR"))
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    assert "issuer.country" in fields(db, draft)


def test_r_vat_3_reverse_charge_needs_both_tax_identifiers(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("1000", tax=AE),))
    assert fields(db, draft) == {"client.tax_ids"}
    paris = Address(street="Rue 1", postal_code="75001", city="Paris", country="FR")
    vat_id = TaxId(kind="vat_id", value="FR40303265045")
    clients.change(db, replace(clients.get(db, 1), addresses=(paris,), tax_ids=(vat_id,)))
    assert fields(db, draft) == set()
    invoice = invoices.issue(db, draft.id, on=ON)
    assert invoice.gross == eur(1000)


def test_r_vat_1_r_vat_2_no_tax_at_zero_by_accident(db: Database):
    def problem(tax: Tax) -> set[str]:
        return rules(db, invoices.create(db, 1, on=ON, lines=(line("100", tax=tax),)))

    assert problem(Tax()) == {"R-VAT-1"}
    assert problem(Tax(category=TaxCategory.OUTSIDE_SCOPE)) == {"R-VAT-2"}
    assert problem(Tax(category=TaxCategory.EXEMPT)) == {"R-VAT-2"}
    assert problem(Tax(category=TaxCategory.ZERO)) == {"R-VAT-1"}
    assert problem(VAT) == set()


def test_r_vat_4_outside_the_scope_stands_alone(db: Database):
    outside = Tax(category=TaxCategory.OUTSIDE_SCOPE, reason="Abroad")
    draft = invoices.create(db, 1, on=ON, lines=(line("100"), line("50", tax=outside)))
    assert "R-VAT-4" in rules(db, draft)


def test_r_vat_5_the_rate_is_that_of_the_day_of_supply(db: Database):
    sixteen = Tax(rate=Decimal(16))
    draft = invoices.create(db, 1, on=date(2020, 12, 20), lines=(line("100", tax=sixteen),))
    assert rules(db, draft, on=date(2021, 1, 5)) == set()
    late = replace(draft, supplied_from=date(2021, 1, 2), supplied_to=date(2021, 1, 2))
    assert rules(db, late, on=date(2021, 1, 5)) == {"R-VAT-5"}


def test_r_vat_6_a_small_business_shows_no_tax(db: Database):
    issuer.save(db, replace(issuer.get(db), tax_status=TaxStatus.SMALL_BUSINESS))
    draft = invoices.create(db, 1, on=ON, lines=(line("1000"),))
    assert "R-VAT-6" in rules(db, draft)
    exempt = Tax(category=TaxCategory.EXEMPT, reason="Small business")
    good = invoices.create(db, 1, on=ON, lines=(line("1000", tax=exempt),))
    assert invoices.issue(db, good.id, on=ON).gross == eur(1000)


def test_r_mon_10_a_foreign_currency_needs_its_rate(db: Database):
    clients.change(db, replace(clients.get(db, 1), currency="USD"))
    draft = invoices.create(db, 1, on=ON, lines=(line("1500"),))
    assert rules(db, draft) == {"R-MON-10"}
    draft = invoices.change(db, replace(draft, home_rate=Decimal("0.8635"), home_rate_source="ECB"))
    invoice = invoices.issue(db, draft.id, on=ON)
    assert (invoice.home_currency, invoice.home_rate, invoice.home_rate_on) == ("EUR", Decimal("0.8635"), ON)


@pytest.mark.parametrize(
    "text", ["Lorem ipsum dolor", "Hello {name}", "Design …", "[...]", "TODO price", "… and more"]
)
def test_e2_placeholder_text_stays_in_the_house(db: Database, text: str):
    draft = invoices.create(db, 1, on=ON, title=text, lines=(line("1"),))
    assert fields(db, draft) == {"title"}


@pytest.mark.parametrize("text", ["Wait…", "Route /users/{id}", "Logo, card, sign", "1...10"])
def test_e2_ordinary_text_goes_out(db: Database, text: str):
    draft = invoices.create(db, 1, on=ON, title=text, lines=(line("1"),))
    assert fields(db, draft) == set()


def test_r_doc_5_an_invoice_below_zero_is_a_credit_note(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("100", quantity="-1"),))
    assert "R-DOC-5" in rules(db, draft)


def test_r_con_de_a_small_invoice_goes_out_without_the_clients_address(db: Database):
    clients.change(db, replace(clients.get(db, 1), addresses=()))
    small = invoices.create(db, 1, on=ON, lines=(line("210.08"),))
    assert small.totals().gross == eur("250.00")
    assert fields(db, small) == set()
    large = invoices.create(db, 1, on=ON, lines=(line("210.09"),))
    assert fields(db, large) == {"client.address"}


def test_r_con_1_a_script_the_fonts_lack_needs_a_latin_name(db: Database):
    clients.change(db, replace(clients.get(db, 1), name="李小龙"))
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    assert fields(db, draft) == {"client.latin_name"}
    clients.change(db, replace(clients.get(db, 1), latin_name="Dar Al Waha"))
    assert fields(db, draft) == set()


def test_r_due_1_r_doc_9_warnings_do_not_stop_the_paper(db: Database):
    draft = invoices.create(db, 1, on=date(2025, 9, 1), lines=(line("1"),))
    draft = invoices.change(db, replace(draft, due_days=90))
    said = {warning.rule for warning in invoices.warnings(db, draft, on=ON)}
    assert {"R-DUE-1", "R-DOC-9"} <= said
    assert invoices.issue(db, draft.id, on=ON).number


def test_r_jur_1_a_pdf_alone_is_not_enough_for_a_public_body(db: Database):
    clients.change(db, replace(clients.get(db, 1), kind=ClientKind.PUBLIC))
    draft = invoices.create(db, 1, on=ON, lines=(line("1"),))
    assert "R-JUR-1" in {warning.rule for warning in invoices.warnings(db, draft, on=ON)}


def test_r_con_1_the_countrys_sentences_are_frozen_with_the_paper(db: Database):
    issuer.save(db, replace(issuer.get(db), tax_point=TaxPoint.PAYMENT))
    clients.change(db, replace(clients.get(db, 1), kind=ClientKind.PERSON))
    invoice = issued(db)
    assert any("two years" in note for note in invoice.notes)
    assert not any("cash basis" in note for note in invoice.notes)  # asked for from 2028 on


def test_b11_a_bonus_line_is_shown_and_not_charged(db: Database):
    bonus = replace(line("250", text="5 concepts instead of 3"), role=LineRole.BONUS)
    invoice = issued(db, line("100"), bonus)
    assert invoice.net == eur(100)
    assert bonus.list_amount("EUR") == eur(250)


def test_b11_line_discount_then_document_discount_then_tax(db: Database):
    from clientdesk.domain.line import Adjustment

    hours = replace(line("110", quantity="81.25"), unit="HUR")
    draft = invoices.create(
        db, 1, on=ON, lines=(hours,), adjustments=(Adjustment(percent=Decimal(3), reason="Returning"),)
    )
    totals = draft.totals()
    assert (totals.line_total, totals.discount, totals.net) == (eur("8937.50"), eur("268.13"), eur("8669.37"))


def test_a_copy_is_a_fresh_draft(db: Database):
    invoice = issued(db, line("100"))
    copied = invoices.copy(db, invoice.id, on=date(2026, 6, 1))
    assert copied.state is InvoiceState.DRAFT
    assert (copied.kind, copied.number, copied.due_on) == (InvoiceKind.INVOICE, "", None)
    assert copied.lines == invoice.lines
    assert copied.supplied_to == date(2026, 6, 1)
    cancelled = credit_notes.cancel(db, invoice.id, on=ON, reason="Wrong client")
    with pytest.raises(StateError):
        invoices.copy(db, cancelled.id, on=ON)


def test_the_catalogue_learns_what_went_out(db: Database):
    issued(db, line("320", text="Screen"))
    found = tables.catalogue.find(db)
    assert [(item.description, item.unit_price, item.uses) for item in found] == [("Screen", Decimal(320), 1)]


def test_other_kinds_are_not_made_from_nothing(db: Database):
    for kind in set(InvoiceKind) - {InvoiceKind.INVOICE}:
        with pytest.raises(StateError):
            invoices.create(db, 1, on=ON, kind=kind)


def test_r_pre_19_a_draft_cannot_be_paid(db: Database):
    draft = invoices.create(db, 1, on=ON, lines=(line("100"),))
    with pytest.raises(StateError):
        payments.record(db, 1, eur(100), on=ON, allocate=((draft.id, eur(100)),))
    assert tables.payments.find(db) == ()


def test_a_problem_of_each_kind_has_a_sentence_and_a_next_step(db: Database):
    with pytest.raises(RuleError) as caught:
        invoices.from_contract(db, contract(db, line("1")).id, on=ON, kind=InvoiceKind.PARTIAL)
    assert caught.value.field == "percent"
