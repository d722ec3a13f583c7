"""Tax rules that need a whole book: the turnover watch, the cash scheme, rounding by country (R-VAT-*, R-MON-*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientdesk.domain.client import Client
from clientdesk.domain.errors import ChecksFailedError
from clientdesk.domain.issuer import Issuer, TaxPoint, TaxStatus
from clientdesk.domain.line import PriceMode
from clientdesk.domain.money import Money
from clientdesk.domain.party import Address, TaxId
from clientdesk.domain.prepayment import LedgerKind
from clientdesk.domain.tax import Tax, TaxCategory, TaxGroup
from clientdesk.storage.database import Database
from clientdesk.usecases import (
    clients,
    credit_notes,
    invoices,
    issuer,
    issuing,
    ledger,
    papers,
    payments,
    prepayments,
)
from tests import shelf
from tests.usecases.billing import LOW, VAT, contract, eur, inr, issued, line, open_german, open_indian

EXEMPT = Tax(category=TaxCategory.EXEMPT, reason="Small business")
ON = date(2026, 11, 3)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    book = open_german(tmp_path / "book.clientdesk")
    yield book
    book.close()


def book_in(path: Path, country: str, ids: tuple[TaxId, ...] = (), **values: object) -> Database:
    """An issuer and one client in `country`."""
    book = shelf.opened(path)
    home = Address(street="Main Street 1", postal_code="1010", city="Town", country=country)
    issuer.save(book, Issuer(name="Vera Blum", address=home, tax_ids=ids, **values))  # type: ignore[arg-type]  # by name
    clients.create(book, Client(name="Works Ltd", language="en", addresses=(home,)))
    return book


def turnover(book: Database, net: str, *, on: date) -> Money | None:
    """What the watch says about an invoice of `net` that is about to go out, None if it says nothing."""
    draft = invoices.create(book, 1, on=on, lines=(line(net, tax=EXEMPT),))
    said = [warning for warning in invoices.warnings(book, draft, on=on) if warning.rule == "R-VAT-7"]
    invoices.delete_draft(book, draft.id)
    assert all(warning.next_step for warning in said)
    return said[0].values["turnover"] if said else None  # type: ignore[return-value]  # a Money by its name


def words(book: Database, net: str, *, on: date) -> str:
    draft = invoices.create(book, 1, on=on, lines=(line(net, tax=EXEMPT),))
    (said,) = [warning for warning in invoices.warnings(book, draft, on=on) if warning.rule == "R-VAT-7"]
    invoices.delete_draft(book, draft.id)
    return str(said)


def test_r_vat_7_austria_tolerates_one_tenth_above_its_limit(tmp_path: Path) -> None:
    """52,000 + 8,000 = 60,000 is within 60,500 and still exempt; 52,000 + 9,000 is taxed."""
    book = book_in(
        tmp_path / "at",
        "AT",
        (TaxId(kind="vat_id", value="ATU13585627"),),
        tax_status=TaxStatus.SMALL_BUSINESS,
    )
    assert turnover(book, "43999.99", on=ON) is None
    issued(book, line("52000", tax=EXEMPT), on=ON)
    assert "from next year on" in words(book, "8000", on=ON)
    assert "you must charge tax now" in words(book, "9000", on=ON)
    assert turnover(book, "8000", on=ON) == eur(60000)
    assert turnover(book, "8000", on=date(2027, 1, 1)) is None  # counted by calendar year


def test_r_vat_7_germany_watches_last_year_and_this_one_and_credits_count_negative(tmp_path: Path) -> None:
    book = book_in(
        tmp_path / "de",
        "DE",
        (TaxId(kind="tax_number", value="181/815/08155"),),
        tax_status=TaxStatus.SMALL_BUSINESS,
    )
    paper = issued(book, line("25000.01", tax=EXEMPT), on=date(2025, 6, 1))
    assert turnover(book, "10", on=date(2026, 1, 5)) == eur(10)  # 25,000 was passed last year
    credit_notes.credit(book, paper.id, on=date(2025, 12, 31), reason="Goodwill", amount=eur("0.01"))
    assert turnover(book, "19999.99", on=date(2026, 1, 5)) is None
    assert turnover(book, "20000", on=date(2026, 1, 5)) == eur(
        20000
    )  # 80 % of the 25,000 that bind next year
    issued(book, line("99000", tax=EXEMPT), on=date(2026, 2, 1))
    assert "near the limit" in words(book, "1000", on=ON)
    assert "you must charge tax now" in words(book, "1000.01", on=ON)


def test_r_vat_7_britain_counts_twelve_months_back(tmp_path: Path) -> None:
    book = book_in(tmp_path / "gb", "GB", tax_status=TaxStatus.SMALL_BUSINESS)
    issued(book, line("80000", tax=Tax(category=TaxCategory.OUTSIDE_SCOPE)), on=date(2025, 11, 4))
    assert turnover(book, "10000.01", on=date(2026, 11, 3)) == Money.of("90000.01", "GBP")
    assert turnover(book, "10000.01", on=date(2026, 11, 4)) is None  # the first day has fallen out


def test_r_vat_7_who_charges_tax_is_not_watched(db: Database) -> None:
    issued(db, line("200000"), on=ON)
    draft = invoices.create(db, 1, on=ON, lines=(line("100"),))
    assert "R-VAT-7" not in {warning.rule for warning in invoices.warnings(db, draft, on=ON)}


def test_r_vat_7_foreign_papers_count_with_their_rate(tmp_path: Path) -> None:
    book = book_in(
        tmp_path / "de",
        "DE",
        (TaxId(kind="tax_number", value="181/815/08155"),),
        tax_status=TaxStatus.SMALL_BUSINESS,
    )
    clients.change(book, replace(clients.get(book, 1), currency="USD"))
    draft = invoices.create(book, 1, on=ON, lines=(line("20000", tax=EXEMPT),))
    draft = invoices.change(book, replace(draft, home_rate=Decimal("0.90"), home_rate_source="ECB"))
    invoices.issue(book, draft.id, on=ON)
    clients.change(book, replace(clients.get(book, 1), currency="EUR"))
    assert turnover(book, "1999.99", on=ON) is None
    assert turnover(book, "2000", on=ON) == eur(20000)


def test_r_vat_10_the_cash_scheme_is_printed_where_the_law_asks_for_it(db: Database) -> None:
    """Germany asks for the note from 2028 on (section 14 UStG); a book on accrual never prints it."""
    note = "VAT on a cash basis."
    later = date(2028, 1, 3)
    assert not any(note in sentence for sentence in issued(db, on=later).notes)
    issuer.save(db, replace(issuer.get(db), tax_point=TaxPoint.PAYMENT))
    assert any(note in sentence for sentence in issued(db, on=later).notes)


@pytest.mark.parametrize("tax_point", list(TaxPoint))
def test_r_vat_10_r_pre_2_tax_of_an_advance_belongs_to_the_day_of_its_receipt(
    db: Database, tax_point: TaxPoint
) -> None:
    """595.00 received on 2026-09-15: 95.00 in September, whether the issuer pays tax on accrual or on receipt."""
    issuer.save(db, replace(issuer.get(db), tax_point=tax_point))
    agreed = contract(db, line("5000"))
    draft = prepayments.request(db, agreed.id, on=date(2026, 8, 20), amount=eur(500))
    paper = invoices.issue(db, draft.id, on=date(2026, 8, 20))
    assert ledger.rows(db, agreed.id) == ()  # asked for is not received
    payments.record(db, 1, eur(595), on=date(2026, 9, 15), allocate=((paper.id, eur(595)),))
    (row,) = ledger.rows(db, agreed.id)
    assert (row.kind, row.on) == (LedgerKind.RECEIVED, date(2026, 9, 15))
    assert [group.tax_amount for group in row.groups] == [eur(95)]


def test_r_vat_8_india_rounds_both_halves_on_the_issued_paper(tmp_path: Path) -> None:
    """99.95 at 18 %: 9.00 + 9.00 within the state, 17.99 to another one."""
    book = open_indian(tmp_path / "in")
    local = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    away = Tax(rate=Decimal(18), parts=("IGST",))
    first = issued(book, line("99.95", tax=local))
    assert first.groups[0].amounts == (inr("9.00"), inr("9.00"))
    assert first.gross == inr("117.95")
    assert issued(book, line("99.95", tax=away)).gross == inr("117.94")


def test_r_vat_8_an_indian_client_whose_state_nobody_said_stops_the_paper(tmp_path: Path) -> None:
    """An address on record makes the client's place the place of supply; which state it is in must be known."""
    book = open_indian(tmp_path / "in")
    known = clients.get(book, 1)
    nowhere = replace(known.address, street="12 Residency Road", city="Bengaluru", region="")
    clients.change(book, replace(known, addresses=(nowhere,), tax_ids=()))
    local = Tax(rate=Decimal(18), parts=("CGST", "SGST"))
    draft = invoices.create(book, 1, on=ON, lines=(line("99.95", tax=local),))
    with pytest.raises(ChecksFailedError) as caught:
        issuing.issue(book, draft.id, on=ON)
    assert [problem.field for problem in caught.value.problems] == ["client.addresses.0.region"]
    known = clients.get(book, 1)
    clients.change(book, replace(known, addresses=(replace(nowhere, region="Karnataka"),)))
    assert issuing.issue(book, draft.id, on=ON).number


def test_r_vat_1_three_categories_stand_apart_on_one_paper(db: Database) -> None:
    """S/19, S/7 and AE/0 on one invoice are three groups."""
    reverse = Tax(category=TaxCategory.REVERSE_CHARGE, reason="Reverse charge", reason_code="VATEX-EU-AE")
    paris = Address(street="Rue 1", postal_code="75001", city="Paris", country="FR")
    french = TaxId(kind="vat_id", value="FR40303265045")
    clients.change(db, replace(clients.get(db, 1), addresses=(paris,), tax_ids=(french,)))
    paper = issued(db, line("100"), line("50", tax=LOW), line("30", tax=reverse), line("1"))
    assert [(group.tax.category.value, group.net, group.tax_amount) for group in paper.groups] == [
        ("S", eur(101), eur("19.19")),
        ("S", eur(50), eur("3.50")),
        ("AE", eur(30), eur(0)),
    ]


def test_r_mon_7_the_emirates_round_tax_on_every_line_and_germany_once(tmp_path: Path, db: Database) -> None:
    """Three lines of 10.10 at 5 %: per line 1.53, per document 1.52; who sells decides, not the reader."""
    book = book_in(tmp_path / "ae", "AE", (TaxId(kind="trn", value="100123456700003"),))
    five = Tax(rate=Decimal(5))
    assert issued(book, *[line("10.10", tax=five)] * 3).tax == Money.of("1.53", "AED")
    assert issued(db, *[line("10.10", tax=five)] * 3, on=date(2020, 12, 1)).tax == eur("1.52")


def test_r_mon_8_prices_with_tax_inside_stay_as_typed_on_the_issued_paper(db: Database) -> None:
    """1000.00 with 19 % inside is 840.34 + 159.66; three lines of 0.35 are 0.88 + 0.17."""
    for price, count, net, tax in (("1000", 1, "840.34", "159.66"), ("0.35", 3, "0.88", "0.17")):
        draft = invoices.create(db, 1, on=ON, lines=tuple([line(price)] * count))
        draft = invoices.change(db, replace(draft, price_mode=PriceMode.GROSS))
        paper = invoices.issue(db, draft.id, on=ON)
        assert (paper.net, paper.tax) == (eur(net), eur(tax))
        assert paper.gross == eur(str(Decimal(price) * count))


def test_r_mon_9_cash_rounding_is_paid_and_nothing_else_moves(tmp_path: Path) -> None:
    """CHF 99.78 is paid as 99.80, 99.77 as 99.75 (worked file w09)."""
    book = book_in(tmp_path / "ch", "CH", (TaxId(kind="vat_id", value="CHE-107.787.577 MWST"),))
    francs = Tax(rate=Decimal("8.1"))
    for net, gross, due in (("92.30", "99.78", "99.80"), ("92.29", "99.77", "99.75")):
        draft = invoices.create(book, 1, on=ON, lines=(line(net, tax=francs),))
        paper = invoices.issue(
            book, invoices.change(book, replace(draft, cash_step=Decimal("0.05"))).id, on=ON
        )
        assert (paper.net, paper.gross, paper.due) == (
            Money.of(net, "CHF"),
            Money.of(gross, "CHF"),
            Money.of(due, "CHF"),
        )
        payments.record(book, 1, Money.of(due, "CHF"), on=ON, allocate=((paper.id, Money.of(due, "CHF")),))
        assert not invoices.open_of(book, paper.id)


def test_r_mon_10_the_rate_of_the_day_is_frozen_and_the_tax_is_shown_at_home(db: Database) -> None:
    """VAT USD 285.00 at 0.8635 is EUR 246.10 (worked file w10)."""
    import pypdfium2

    clients.change(db, replace(clients.get(db, 1), currency="USD", language="en"))
    draft = invoices.create(db, 1, on=ON, lines=(line("1500"),))
    draft = invoices.change(db, replace(draft, home_rate=Decimal("0.8635"), home_rate_source="ECB"))
    paper = invoices.issue(db, draft.id, on=ON)
    assert paper.tax == Money.of(285, "USD")
    assert (paper.home_currency, paper.home_rate, paper.home_rate_on, paper.home_rate_source) == (
        "EUR",
        Decimal("0.8635"),
        ON,
        "ECB",
    )
    kept = papers.kept(db, "invoice", paper.id)
    assert kept is not None
    pdf = pypdfium2.PdfDocument(kept.pdf)
    assert "246.10" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_r_mon_11_three_decimals_go_out_on_paper(db: Database) -> None:
    """KWD 1,234.567 keeps its third digit from the line to the printed sum; only its XML will be refused."""
    import pypdfium2

    clients.change(db, replace(clients.get(db, 1), currency="KWD", language="en"))
    draft = invoices.create(db, 1, on=ON, lines=(line("1234.567"),))
    draft = invoices.change(db, replace(draft, home_rate=Decimal("2.8"), home_rate_source="CBK"))
    paper = invoices.issue(db, draft.id, on=ON)
    assert paper.net == Money.of("1234.567", "KWD")
    assert paper.gross == Money.of("1469.135", "KWD")  # 234.56773 rounds to 234.568
    kept = papers.kept(db, "invoice", paper.id)
    assert kept is not None
    pdf = pypdfium2.PdfDocument(kept.pdf)
    assert "1,469.135" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_r_mon_2_r_mon_7_the_tax_of_lenas_final_rounds_up_half_a_cent(db: Database) -> None:
    """5,457.50 at 19 % is 1,036.925: 1,036.93, and never 1,036.92 (B12)."""
    assert issued(db, line("5457.50")).groups == (TaxGroup.from_net(VAT, eur("5457.50")),)
    assert issued(db, line("5457.50")).tax == eur("1036.93")
